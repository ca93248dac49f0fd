"""The check over all audits: what is missing, late or too much alike; Enter opens the place where it is mended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from auditor.audit.checks import CHECK_WORDS, Check, Place, Suspect
from auditor.tui.concerns.keys import About, ConcernKeys
from auditor.tui.concerns.raising import ConcernScreen
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column, VirtualList
from auditor.tui.words import day, joined
from auditor.use_cases.audits.check_audits import Progress, check_audits
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.use_cases.audits.open_audit import OpenAudit

_EVERY = "every"
_RED = frozenset({Check.CONCERN, Check.PATHWAY, Check.RE_AUDIT, Check.NO_ACTION})
_PLACES = {
    Place.AUDIT: "opens the audit",
    Place.CONCERN: "opens the concern",
    Place.PLAN: "opens its plan",
    Place.LCS: "shows the entry for LCS",
    Place.ROUND: "shows the rounds",
}
_AT_SECTION = " at the section, the first where there are several"


@dataclass(frozen=True)
class Found:
    """What the checks found, with the words for ids."""

    suspects: Sequence[Suspect]
    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]


def read_check(service: Service, progress: Progress) -> Found:
    """Check everything."""
    suspects = check_audits(service, progress)
    teams = {team_id: team.name for team_id, team in service.teams().items()}
    people = {person_id: person.name for person_id, person in service.people().items()}
    return Found(suspects, teams, people)


class CheckScreen(ConcernKeys):
    """What was found."""

    MODE = "work"
    CSS_PATH = "../concerns/concern.tcss"
    HELP = """
Every audit that you may read is checked for what is missing, late or too much alike: concerns without a response,
inadequate audits without plan or action, good grades without evidence, what is overdue or was never opened, what is not
yet on LCS, texts that stand word for word in two audits, and one person auditing one team again and again.

Not everything found is wrong: look, and decide. Enter opens the place where it is mended. Press f to see one
check only.
"""
    BINDINGS = [
        key("f", "only", "One check", "Only what one check found, or everything.", id="check.only"),
        key("f5", "reload", "Check again", "Check everything again.", id="check.reload"),
        key("escape", "back", "Back", "Back to Work.", id="check.back"),
    ]

    class Checking(Message):
        """How far the check is."""

        def __init__(self, done: int, total: int, words: str) -> None:
            super().__init__()
            self.told = f"Checking {done + 1} of {total}: {words}…"

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._only = ""
        self._listed: Sequence[Suspect] = ()

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, "check of all audits")
        yield Static("Checking…", id="told")
        yield VirtualList[Suspect](id="suspects")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Check everything."""
        self.query_one("#suspects").focus()
        self.reload()

    def reload(self) -> None:
        """Check everything again, unless that is under way."""
        if self.auditor.service is not None and not self.is_busy("check"):
            self.start_job("check", read_check, self.auditor.service, self._progress)

    def _progress(self, done: int, total: int, words: str) -> None:
        self.post_message(self.Checking(done, total, words))

    def on_check_screen_checking(self, message: Checking) -> None:
        """Say how far it is."""
        if self.is_busy("check"):
            self.query_one("#told", Static).update(Content(message.told))

    def done_check(self, found: Found) -> None:
        """Show what was found."""
        self._found = found
        self.query_one("#suspects", VirtualList).set_columns(_columns(found))
        self._show(keep_cursor=True)

    def _show(self, *, keep_cursor: bool = False) -> None:
        found = self._found
        if found is None:
            return
        self._listed = [one for one in found.suspects if self._only in ("", one.check.value)]
        rows: VirtualList[Suspect] = self.query_one("#suspects", VirtualList)
        rows.show(len(self._listed), self._listed[:PAGE], keep_cursor=keep_cursor)
        counts = Counter(one.check for one in found.suspects)
        said = [f"{CHECK_WORDS[check]} {counts[check]:,}" for check in Check if counts[check]]
        told = f"Only: {CHECK_WORDS[Check(self._only)]}. f shows another, or all." if self._only else joined(said)
        self.query_one("#told", Static).update(Content(told or "Everything was checked."))
        self.set_class(not self._listed, "is-empty")
        words = ("Nothing was found in the audits that you may read.", "bold")
        self.query_one("#nothing-words", Static).update(Content.assemble(words))
        self.refresh_bindings()

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        pages = {page: self._listed[page * PAGE : (page + 1) * PAGE] for page in message.pages}
        self.query_one("#suspects", VirtualList).put_pages(pages)

    @property
    def _selected(self) -> Suspect | None:
        return self.query_one("#suspects", VirtualList).selected if self._listed else None

    @on(VirtualList.Moved)
    def _draw_details(self) -> None:
        one, found = self._selected, self._found
        if one is None or found is None:
            return
        who = found.people.get(one.auditor, "") if one.auditor else ""
        at = _AT_SECTION if one.place is Place.AUDIT and one.key else ""
        lines = [
            Content.styled(f"LCS {one.lcs_number}  {CHECK_WORDS[one.check]}", "bold"),
            Content(one.what),
            Content.assemble(("Team     ", "$muted"), found.teams.get(one.team, "") if one.team else ""),
            Content.assemble(("Auditor  ", "$muted"), who),
            Content.assemble(("Enter    ", "$muted"), _PLACES[one.place], at),
        ]
        self.query_one("#details", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A concern is about an audit."""
        if action == "concern":
            return self.concern_about() is not None
        return True

    def concern_about(self) -> About | None:
        """The audit of the selected line."""
        one = self._selected
        return About(one.audit_id, one.lcs_number) if one is not None and one.audit_id is not None else None

    @on(VirtualList.Chosen)
    def _mend(self, message: VirtualList.Chosen) -> None:
        one: Suspect = message.row
        if one.audit_id is None:
            if "rounds" in self.auditor.open_modes:
                self.auditor.switch_mode("rounds")
            else:
                self.notify("Start it from the list of what you were asked to audit.", markup=False)
        elif one.place is Place.CONCERN:
            self.app.push_screen(ConcernScreen(one.audit_id, one.lcs_number, one.key), lambda _: self.concern_left())
        elif one.place is Place.PLAN:
            from auditor.tui.check.pathways import PathwaysScreen

            self.app.push_screen(PathwaysScreen(one.audit_id), lambda _: self.reload())
        elif one.place is Place.LCS:
            from auditor.tui.work.listing import read_lcs_text

            self.start_job("lcs_text", read_lcs_text, self.auditor.service, one.audit_id)
        else:
            self.auditor.open_audit(one.audit_id, at=one.key)

    def done_lcs_text(self, result: "tuple[OpenAudit, str]") -> None:
        """Show the entry, then record when it was made."""
        from auditor.tui.work.lcs_dialog import LcsDialog

        opened, text = result
        if self.auditor.service is not None:
            dialog = LcsDialog(opened, text, self.auditor.service.today())
            self.app.push_screen(dialog, partial(self._entered, opened.id))

    def _entered(self, audit_id: UUID, entered_on: Any) -> None:
        if entered_on is not None:
            from auditor.use_cases.audits.move_audit import mark_entered_on_lcs

            self.start_job("entered", mark_entered_on_lcs, self.auditor.service, audit_id, entered_on)

    def done_entered(self, _: "OpenAudit") -> None:
        """Check again, and show it in Work."""
        self.concern_left()

    def action_only(self) -> None:
        """Only what one check found."""
        if self._found is None:
            return
        counts = Counter(one.check for one in self._found.suspects)
        choices = [(_EVERY, "Everything")]
        choices += [(check.value, f"{CHECK_WORDS[check]} ({counts[check]:,})") for check in Check if counts[check]]
        self.app.push_screen(PickOne("What do you want to see?", choices, self._only or _EVERY), self._picked)

    def _picked(self, picked: str | None) -> None:
        if picked is not None:
            self._only = "" if picked == _EVERY else picked
            self._show()

    def action_reload(self) -> None:
        """Check everything again."""
        self.reload()

    def action_back(self) -> None:
        """Back to Work."""
        self.dismiss()


def _columns(found: Found) -> tuple[Column[Suspect], ...]:
    def check(one: Suspect) -> Cell:
        mark = "! " if one.check in _RED else "· "
        return f"{mark}{CHECK_WORDS[one.check]}", "inadequate" if one.check in _RED else ""

    return (
        Column("", 28, check),
        Column("LCS number", 12, lambda one: (one.lcs_number, "strong")),
        Column("What", 0, lambda one: (one.what, "")),
        Column(
            "Auditor",
            14,
            lambda one: (found.people.get(one.auditor, "") if one.auditor else "", "muted"),
            from_width=112,
        ),
        Column("Since", 10, lambda one: (day(one.since) if one.since else "", "muted"), from_width=96),
    )
