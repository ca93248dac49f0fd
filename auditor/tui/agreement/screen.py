"""Agreement: how far auditors and moderators give the same grade, and the audits behind every figure."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.audit.permissions import Role
from auditor.measures.agreement import Agreement
from auditor.standards.model import GradeId
from auditor.store.records import AuditSummary
from auditor.tui.agreement import words as words
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.agreement.leniency import LeniencyScreen
from auditor.tui.dialogs import AskLine
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.measures.words import parse_months
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of, day
from auditor.use_cases.moderation.agreement import (
    BASIS_MEANING,
    BASIS_WORDS,
    AgreementChoice,
    Basis,
    BehindAgreement,
    GradedAgreement,
    behind_agreement,
)
from auditor.use_cases.service import Service

_EVERY = "every"


class AgreementScreen(FiguresScreen):
    """How far two people give the same grade, for everything that is graded."""

    HELP = """
Each line is one thing that is graded: the whole, a section, a key judgement. Beside it stands in how many moderated
audits the auditor and the moderator gave the same grade, the range in which the true share lies with 95% certainty, and
in how many the two were at most one grade apart.

Below the list stands the whole table: a row for the auditor's grade, a column for the moderator's; the same grade is in
brackets. Coefficients take out what chance alone would give, and are worked out from 20 pairs up.

Figures of audits drawn at random, of audits chosen for their grade, and of light-touch reviews are never added: b shows
one or the other. Enter lists the audits behind a line, c those of one cell of the table, q those of one quarter.
"""
    BINDINGS = [
        key("b", "basis", "Kind", "Drawn at random, chosen, or light touch: each apart.", id="agreement.basis"),
        key("m", "months", "Months", "Moderated in which months.", id="agreement.months"),
        key("c", "cell", "One cell", "The audits in one cell of the table.", id="agreement.cell"),
        key("q", "quarter", "One quarter", "The audits of one quarter.", id="agreement.quarter"),
        key("s", "scoring", "Standards", "By which standards they were graded.", id="agreement.scoring", show=False),
        key("l", "leniency", "Leniency", "Who grades higher or lower than moderators.", id="agreement.leniency"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._choice, self._basis = AgreementChoice(), Basis.BLIND_RANDOM
        self._shown: words.Shown | None = None
        self._in_full: dict[str, Agreement] = {}

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Container(id="body"):
            graded = VirtualList[GradedAgreement](words.columns(), id="graded")
            graded.add_class("figures")
            yield graded
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the figures."""
        self.query_one("#graded").focus()
        self.reload()

    def reload(self) -> None:
        """Read the figures again."""
        self._in_full = {}
        self.start_job("figures", words.read_figures, self._service, self._choice, self._basis)

    def done_figures(self, shown: words.Shown) -> None:
        """Show the figures."""
        self._shown = shown
        rows = shown.rows
        listed: VirtualList[GradedAgreement] = self.query_one("#graded", VirtualList)
        listed.show(len(rows), rows, keep_cursor=True)
        self.query_one("#choice", Static).update(self._choice_words(shown))
        self.set_class(not rows, "is-empty")
        if not rows:
            self._say_empty(
                f"Nothing was moderated in this way: {BASIS_WORDS[shown.basis]}.",
                "Press  b  for another kind, or  m  for other months.",
            )
        self.refresh_bindings()

    def _choice_words(self, shown: words.Shown) -> Content:
        choice = shown.figures.choice
        months = "all months"
        if choice.first is not None or choice.last is not None:
            months = f"moderated {day(choice.first)} to {day(choice.last)}"
        counted = f"{count_of(shown.of_basis.audits, 'audit')}, {BASIS_WORDS[shown.basis]}"
        said = [part for part in (months, shown.standards) if part]
        return Content.assemble(
            (counted, "bold"), f" · {' · '.join(said)}", "\n", (BASIS_MEANING[shown.basis], "$muted")
        )

    @property
    def _selected(self) -> GradedAgreement | None:
        if self._shown is None or not self._shown.rows:
            return None
        found: GradedAgreement | None = self.query_one("#graded", VirtualList).selected
        return found

    @on(VirtualList.Moved)
    def _draw_about(self) -> None:
        row, shown = self._selected, self._shown
        if row is None or shown is None:
            return
        found = self._in_full.get(row.key)
        self._say(words.about(row, found))
        if found is None:
            self.start_job("one", words.read_one, self._service, shown.figures.choice, shown.basis, row.key)

    def done_one(self, result: tuple[Basis, str, Agreement]) -> None:
        """Show the coefficients, where the same line is still selected."""
        basis, about, found = result
        row = self._selected
        if basis is self._basis:
            self._in_full[about] = found
        if row is not None and basis is self._basis and row.key == about:
            self._say(words.about(row, found), from_top=False)

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work now."""
        if action == "leniency":
            return bool(self._service.person.roles & {Role.QA_LEAD, Role.AUDITOR})
        if action == "scoring":
            return self._shown is not None and len(self._shown.figures.scorings) > 1
        if action in ("cell", "quarter"):
            return self._selected is not None
        return True

    def action_basis(self) -> None:
        """Another kind of moderation."""
        if self._shown is not None:
            choices = words.basis_choices(self._shown.figures)
            self.app.push_screen(PickOne("Which moderations?", choices, self._basis.value), self._basis_picked)

    def _basis_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._basis = Basis(picked)
            self.reload()

    def action_months(self) -> None:
        """Other months."""
        ask = AskLine(
            "Moderated in which months?",
            "One month, or the first and the last: 01/2026 to 06/2026. Nothing stands for all months.",
            required=False,
            check=lambda line: "" if not line or parse_months(line) else "Type months as 01/2026 to 06/2026.",
            done="Show",
        )
        self.app.push_screen(ask, self._months_typed)

    def _months_typed(self, line: str | None) -> None:
        if line is not None:
            first, last = parse_months(line) or (None, None)
            self._choice = AgreementChoice.of_months(first, last)
            self.reload()

    def action_scoring(self) -> None:
        """Other standards."""
        if self._shown is not None:
            used = [(one.scoring, f"{one.title} ({one.audits})") for one in self._shown.figures.scorings]
            chosen = self._shown.figures.choice.scoring or ""
            self.app.push_screen(PickOne("Graded by which standards?", used, chosen), self._scoring_picked)

    def _scoring_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._choice = replace(self._choice, scoring=picked)
            self.reload()

    def action_cell(self) -> None:
        """The audits of one cell."""
        row = self._selected
        if row is not None:
            self.app.push_screen(PickOne("Which audits?", words.cells_of(row)), self._cell_picked)

    def _cell_picked(self, picked: str | None) -> None:
        if picked is not None:
            first, second = picked.split(":")
            said = f"auditor {first.replace('_', ' ')}, moderator {second.replace('_', ' ')}"
            self._show_behind(said, first=cast("GradeId", first), second=cast("GradeId", second))

    def action_quarter(self) -> None:
        """The audits of one quarter."""
        row = self._selected
        if row is not None:
            quarters = [(one.name, f"{one.name}: {one.exact} of {one.n} the same") for one in row.quarters]
            self.app.push_screen(PickOne("Which quarter?", quarters), self._quarter_picked)

    def _quarter_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._show_behind(f"moderated in {picked}", quarter=picked)

    @on(VirtualList.Chosen)
    def _choose(self) -> None:
        self._show_behind("every pair")

    def _show_behind(
        self, said: str, *, first: GradeId | None = None, second: GradeId | None = None, quarter: str | None = None
    ) -> None:
        row, shown = self._selected, self._shown
        if row is None or shown is None:
            return
        choice, basis, about = shown.figures.choice, shown.basis, row.key

        def read(service: Service) -> BehindAgreement:
            return behind_agreement(service, choice, basis, about, first=first, second=second, quarter=quarter)

        title = f"{words.name_of(row)} · {BASIS_WORDS[basis]} · {said}"
        self.app.push_screen(BehindAgreementScreen(title, row.key, read))

    def action_leniency(self) -> None:
        """Who grades higher or lower than moderators."""
        self.app.push_screen(LeniencyScreen(_show_audits))


def _show_audits(title: str, found: BehindAgreement) -> HelpfulScreen:
    return BehindAgreementScreen(title, "overall", lambda _: found)


class BehindAgreementScreen(FiguresScreen):
    """The audits behind a figure of agreement."""

    HELP = """
These are the audits behind one figure, with the auditor's grade and the moderator's. Only audits that you may open are
listed; how many others there are is said above. Enter opens an audit.
"""

    def __init__(self, title: str, about: str, read: Callable[[Service], BehindAgreement]) -> None:
        """A list.

        Args:
            title: what the figure is of.
            about: what was graded.
            read: reads the audits, in a thread.
        """
        super().__init__()
        self._title, self._about, self._read = title, about, read

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static(Content(self._title), id="choice")
        yield VirtualList[AuditSummary](id="behind")
        with Vertical(id="nothing"):
            yield Static("None that you may open.", id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the audits."""
        self.query_one("#behind").focus()
        self.reload()

    def reload(self) -> None:
        """Read the audits again."""
        self.start_job("behind", words.read_behind, self._service, self._read)

    def done_behind(self, shown: words.Behind) -> None:
        """Show them."""
        rows: VirtualList[AuditSummary] = self.query_one("#behind", VirtualList)
        rows.set_columns(words.behind_columns(shown.names, self._about))
        rows.show(len(shown.found.audits), shown.found.audits, keep_cursor=True)
        others = f"; {count_of(shown.found.others, 'more')} that you may not" if shown.found.others else ""
        said = f"{count_of(len(shown.found.audits), 'audit')} that you may open{others}"
        self.query_one("#choice", Static).update(Content.assemble((self._title, "bold"), "\n", (said, "$muted")))
        self.set_class(not shown.found.audits, "is-empty")

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.audit_id)
