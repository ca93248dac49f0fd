"""Measures: the scorecard, what each figure means, and the audits behind it."""

from dataclasses import replace
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.measures.scorecard import Measure
from auditor.tui.dialogs import AskLine
from auditor.tui.keys import key
from auditor.tui.measures import words as words
from auditor.tui.measures.behind import BehindScreen
from auditor.tui.measures.importing import ImportsFigures, import_key
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of, graded, hanging
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, Figures

_EVERY = "every"
_HEADING, _WIDEST, _ROOMY = 13, 108, 100
_SPANS: tuple[tuple[str, str], ...] = (
    ("all", "All months"),
    ("1", "The latest month"),
    ("3", "The latest 3 months"),
    ("6", "The latest 6 months"),
)
_SPANS += (("12", "The latest 12 months"), ("typed", "Other months…"))


class MeasuresScreen(ImportsFigures):
    """The scorecard."""

    MODE = "measures"
    CSS_PATH = "measures.tcss"
    HELP = """
Each line is one measure of the improvement plan: in how many of the audits that judged it the practice was good or
outstanding. Select a line to read how it is judged, its thresholds as printed, and how they are read.

The percentage alone says little. Beside it stands the range in which the true figure lies with 95% certainty, if these
files were drawn by chance; and how many audits there were. Under ten audits no band is given: too few to tell.

Enter shows the audits behind a figure. Press m for months, t for a team, k for a kind of audit. Only full audits count
unless you ask for another kind. Early help stands apart: e shows it.

v shows the selected measure over time, and what in it is more than chance. a shows every measure of the plan, imported
ones too; the QA lead imports them with i.
"""
    BINDINGS = [
        key("v", "over_time", "Over time", "The measure over time, with the limits of chance.", id="measures.trend"),
        key("a", "whole", "All measures", "Every measure of the plan, imported ones too.", id="measures.whole"),
        key("m", "months", "Months", "Which months count.", id="measures.months"),
        key("t", "team", "Team", "Which team counts.", id="measures.team"),
        key("k", "kind", "Kind", "Which kind of audit counts.", id="measures.kind"),
        key(
            "e",
            "early_help",
            "Early help",
            "Early help, or all other work: they are never added.",
            id="measures.early_help",
        ),
        key(
            "x", "everything", "No filters", "Every month and team, full audits.", id="measures.everything", show=False
        ),
        key(
            "g", "agreement", "Agreement", "How far auditors and moderators agree.", id="measures.agreement", show=False
        ),
        import_key("measures"),
        key("f5", "reload", "Read again", "Read the figures again.", id="measures.reload", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._choice = Choice()
        self._early_help = False
        self._shown: words.Shown | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "measures are read from an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        yield Static(id="profile")
        with Container(id="body"):
            yield VirtualList[Measure](words.columns(), id="measures")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the figures."""
        self.query_one("#measures").focus()
        self.reload()

    def reload(self) -> None:
        """Read the figures again."""
        self.start_job("card", words.read_card, self._service, self._choice)

    def done_card(self, shown: words.Shown) -> None:
        """Show the figures."""
        self._shown = shown
        figures = self._figures(shown)
        rows: VirtualList[Measure] = self.query_one("#measures", VirtualList)
        rows.show(len(figures.measures), figures.measures, keep_cursor=True)
        self._draw_choice(shown, figures)
        self.set_class(figures.audits == 0, "is-empty")
        if figures.audits == 0:
            self.query_one("#nothing-words", Static).update(self._nothing(shown))

    def _figures(self, shown: words.Shown) -> Figures:
        return shown.card.early_help if self._early_help else shown.card.main

    def _nothing(self, shown: words.Shown) -> Content:
        if shown.months is None:
            title, hint = (
                "Nothing counts yet.",
                "An audit counts from the moment it is submitted. Press  f2  for your work.",
            )
        else:
            title, hint = "No audits fit these filters.", "Press  x  for every month and team."
        return Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))

    def _draw_choice(self, shown: words.Shown, figures: Figures) -> None:
        team = dict(shown.teams).get(self._choice.teams[0], "?") if self._choice.teams else "every team"
        counted = f"{count_of(figures.audits, 'audit')}, {figures.moderated} moderated"
        said = [words.months_words(self._choice, shown.months), team, words.kind_words(self._choice.kinds)]
        if self._early_help:
            said = ["early help only", *said]
        elif self.size.width >= _ROOMY:
            said = [*said, "early help apart"]
        choice = Content.assemble((counted, "bold"), *[(f" · {part}", "") for part in said])
        self.query_one("#choice", Static).update(choice)
        parts: list[str | tuple[str, str]] = []
        for share in figures.profile:
            colour = f"$grade-{share.grade.replace('_', '-')}"
            parts += [(f"{graded(share.grade)} ", colour), (f"{share.percent}%", "bold"), "   "]
        self.query_one("#profile", Static).update(Content.assemble(*parts))

    @on(VirtualList.Moved)
    def _draw_about(self, message: VirtualList.Moved) -> None:
        if self._shown is None or message.row is None:
            return
        width = min(self.size.width - 4, _WIDEST)
        lines: list[Content] = []
        for heading, text in words.about(message.row, self._shown):
            if not heading:
                lines.append(Content.styled(text, "bold"))
            else:
                said = hanging(text, width, _HEADING)
                lines.append(Content.assemble((heading.ljust(_HEADING), "$muted"), said))
        self.query_one("#about-words", Static).update(Content("\n").join(lines))
        self.query_one("#about").scroll_home(animate=False)

    # -- actions --------------------------------------------------------------------------------------------------

    @on(VirtualList.Chosen)
    def _drill_down(self, message: VirtualList.Chosen) -> None:
        if message.row.denominator:
            self.app.push_screen(BehindScreen(self._choice, message.row, early_help=self._early_help))
        else:
            self.notify("No audit has judged this yet.", markup=False)

    def action_reload(self) -> None:
        """Read the figures again."""
        self.reload()

    def action_early_help(self) -> None:
        """Early help, or all other work."""
        self._early_help = not self._early_help
        if self._shown is not None:
            self.done_card(self._shown)

    def action_agreement(self) -> None:
        """How far auditors and moderators agree."""
        from auditor.tui.agreement.screen import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_over_time(self) -> None:
        """The selected measure over time."""
        from auditor.tui.measures.trend import MeasureTrendScreen
        from auditor.use_cases.measures.trend import TrendChoice

        row = self.query_one("#measures", VirtualList).selected
        if row is not None:
            choice = TrendChoice(audits=self._choice, last=self._choice.last, early_help=self._early_help)
            self.app.push_screen(MeasureTrendScreen(row.id, choice))

    def action_whole(self) -> None:
        """Every measure of the plan."""
        from auditor.tui.measures.whole import WholeScorecardScreen

        self.app.push_screen(WholeScorecardScreen())

    def action_everything(self) -> None:
        """No filters."""
        self._choose(Choice())

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.reload()

    def action_months(self) -> None:
        """Which months count."""
        self.app.push_screen(PickOne("Which months count?", list(_SPANS)), self._months_picked)

    def _months_picked(self, picked: str | None) -> None:
        months = self._shown.months if self._shown else None
        if picked == "typed":
            ask = AskLine(
                "Which months?",
                "One month, or the first and the last: 01/2026 to 06/2026.",
                check=lambda line: "" if words.parse_months(line) else "Type months as 01/2026 to 06/2026.",
                done="Show",
            )
            self.app.push_screen(ask, self._months_typed)
        elif picked == "all":
            self._choose(replace(self._choice, first=None, last=None))
        elif picked is not None and months is not None:
            last = months[1]
            self._choose(replace(self._choice, first=words.month_back(last, int(picked) - 1), last=last))

    def _months_typed(self, line: str | None) -> None:
        found = words.parse_months(line) if line else None
        if found is not None:
            self._choose(replace(self._choice, first=found[0], last=found[1]))

    def action_team(self) -> None:
        """Which team counts."""
        if self._shown is None:
            return
        teams = [(_EVERY, "Every team"), *((str(team_id), name) for team_id, name in self._shown.teams)]
        chosen = str(self._choice.teams[0]) if self._choice.teams else _EVERY
        self.app.push_screen(PickOne("Which team counts?", teams, chosen), self._team_picked)

    def _team_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._choose(replace(self._choice, teams=None if picked == _EVERY else (UUID(picked),)))

    def action_kind(self) -> None:
        """Which kind counts."""
        counting = (kind for kind in AuditKind if kind is not AuditKind.CALIBRATION)
        kinds = [(kind.value, f"{KIND_WORDS[kind]}s".capitalize()) for kind in counting]
        self.app.push_screen(PickOne("Which audits count?", kinds, self._choice.kinds[0].value), self._kind_picked)

    def _kind_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._choose(replace(self._choice, kinds=(AuditKind(picked),)))
