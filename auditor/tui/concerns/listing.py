"""Every concern one may see: those nobody has acknowledged in red, and the hours from raising one to its response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.concerns import CONCERN_WORDS, ConcernKind
from auditor.measures.rates import share_to_percent, whole_percent
from auditor.measures.response_hours import SOON_H, ResponseHours
from auditor.tui.concerns.keys import About, ConcernKeys
from auditor.tui.concerns.raising import ConcernScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column, VirtualList
from auditor.tui.words import joined
from auditor.use_cases.audits.concerns import SeenConcern, acknowledge_concern, hours_of, list_concerns
from auditor.use_cases.service import Service


@dataclass(frozen=True)
class Found:
    """What the list shows."""

    concerns: Sequence[SeenConcern]
    hours: ResponseHours
    people: Mapping[UUID, str]
    now: datetime


def read_concerns(service: Service) -> Found:
    """Read the list."""
    concerns = list_concerns(service)
    people = {person.id: person.name for person in service.people().values()}
    return Found(concerns, hours_of(service, concerns).whole, people, service.now())


def hours_words(hours: ResponseHours) -> str:
    """Hours to response, in a line."""
    if not hours.raised:
        return "No concern is on record."
    middle = f"median {hours.median_hours:.0f} h" if hours.median_hours is not None else ""
    bounds = hours.interval
    share = ""
    if bounds is not None:
        low, high = share_to_percent(bounds.lower), share_to_percent(bounds.upper)
        share = (
            f"within {SOON_H} h {hours.soon} of {hours.decided}, {whole_percent(hours.soon, hours.decided)}% "
            f"({low:.0f} to {high:.0f})"
        )
    answered = f"{hours.answered} answered"
    return f"Hours to response: {joined([f'{hours.raised} raised', answered, middle, share])}"


class ConcernsScreen(ConcernKeys):
    """The list of concerns."""

    MODE = "work"
    CSS_PATH = "concern.tcss"
    HELP = """
Every concern that you may see, those that nobody has acknowledged first and in red. Enter opens one: read it, add who
was told and what was agreed. Press a when you have seen it; it is then no longer red, for anybody.

Hours to response counts from the moment a concern was raised to the moment its response was put on record. One that has
waited for less than 24 hours says nothing yet of the share.
"""
    BINDINGS = [
        key("a", "acknowledge", "I have seen it", "Say that you have seen this concern.", id="concerns.acknowledge"),
        key("f5", "reload", "Read again", "Read the list again.", id="concerns.reload", show=False),
        key("escape", "back", "Back", "Back to Work.", id="concerns.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, "concerns")
        yield Static("Loading…", id="hours")
        yield VirtualList[SeenConcern](id="concerns")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one("#concerns").focus()
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        if self.auditor.service is not None:
            self.start_job("concerns", read_concerns, self.auditor.service)

    def done_concerns(self, found: Found) -> None:
        """Show the list."""
        self._found = found
        rows = self._rows
        rows.set_columns(_columns(found))
        rows.show(len(found.concerns), found.concerns[:PAGE], keep_cursor=True)
        rows.put_pages({page: found.concerns[page * PAGE : (page + 1) * PAGE] for page in range(1, _pages(found))})
        self.query_one("#hours", Static).update(Content(hours_words(found.hours)))
        self.set_class(not found.concerns, "is-empty")
        words = Content.assemble(
            ("No concern that you may see.", "bold"),
            "\n\n",
            ("In an audit, or with one chosen in Work,  !  says whom to ring and puts it on record.", "$muted"),
        )
        self.query_one("#nothing-words", Static).update(words)
        self.refresh_bindings()

    @property
    def _rows(self) -> "VirtualList[SeenConcern]":
        return self.query_one("#concerns", VirtualList)

    @property
    def _selected(self) -> SeenConcern | None:
        return self._rows.selected if self._found is not None and self._found.concerns else None

    @on(VirtualList.Moved)
    def _draw_details(self) -> None:
        one, found = self._selected, self._found
        if one is None or found is None:
            return
        concern = one.raised.concern
        told = joined(
            [
                concern.told,
                f"{concern.told_at:%d/%m/%Y %H:%M}" if concern.told_at else "",
                concern.how,
                f"on LCS {concern.on_lcs:%d/%m/%Y}" if concern.on_lcs else "not yet on LCS",
            ]
        )
        lines = [
            Content.styled(f"LCS {one.lcs_number}  {CONCERN_WORDS[concern.kind]}", "bold"),
            Content.assemble(("Concern  ", "$muted"), " ".join(concern.text.split())),
            Content.assemble(("Told     ", "$muted"), told),
            Content.assemble(("Response ", "$muted"), " ".join(concern.response.split()) or "none yet"),
        ]
        self.query_one("#details", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Acknowledging is for somebody else than whoever raised it, once."""
        if action in ("acknowledge", "concern"):
            one = self._selected
            if one is None:
                return False
            person = self.auditor.service.person.id if self.auditor.service else None
            mine = any(seen.by == person for seen in one.raised.seen)
            return action == "concern" or (one.may_acknowledge and not mine)
        return True

    def concern_about(self) -> About | None:
        """Another concern about the same audit."""
        one = self._selected
        return About(one.audit_id, one.lcs_number) if one is not None else None

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        one = message.row
        self.app.push_screen(ConcernScreen(one.audit_id, one.lcs_number, one.id), lambda _: self.concern_left())

    def action_acknowledge(self) -> None:
        """Say that it was seen."""
        one, service = self._selected, self.auditor.service
        if one is not None and service is not None:
            self.start_job("acknowledge", acknowledge_concern, service, one.audit_id, one.id)

    def done_acknowledge(self, _: SeenConcern) -> None:
        """Show it as seen, in Work too."""
        self.notify("Acknowledged.", markup=False)
        self.concern_left()

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_back(self) -> None:
        """Back to Work."""
        self.dismiss()


def _pages(found: Found) -> int:
    return -(-len(found.concerns) // PAGE)


def _columns(found: Found) -> tuple[Column[SeenConcern], ...]:
    def standing(one: SeenConcern) -> Cell:
        if one.waits:
            return "! not seen", "inadequate"
        return ("… no response", "accent") if one.raised.open else ("✓ answered", "good")

    def hours(one: SeenConcern) -> Cell:
        waited = one.raised.hours(found.now)
        shown = f"{waited:.0f} h" if waited < 2 * SOON_H else f"{waited // SOON_H:.0f} days"
        late = one.raised.open and waited > SOON_H
        return f"{shown}{'' if not one.raised.open else ' so far'}", "inadequate" if late else ""

    return (
        Column("", 13, standing),
        Column("LCS number", 12, lambda one: (one.lcs_number, "strong")),
        Column("About", 10, lambda one: _about(one)),
        Column("Raised", 16, lambda one: (f"{one.raised.at.astimezone():%d/%m/%Y %H:%M}", "")),
        Column("Waited", 14, hours),
        Column("By", 14, lambda one: (found.people.get(one.raised.by, "?"), "muted"), from_width=96),
        Column("Concern", 0, lambda one: (one.raised.concern.text, "muted"), from_width=96),
    )


def _about(one: SeenConcern) -> Cell:
    return ("restricted", "accent") if one.raised.concern.kind is ConcernKind.STAFF else ("a child", "")
