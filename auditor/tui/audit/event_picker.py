"""Choosing an event by typing part of any of its names; those still looked for come first."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from auditor.standards.model import Event
from auditor.tui.audit.lines import LineList, Piece, Row
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog


def found_by(events: Sequence[Event], typed: str) -> tuple[Event, ...]:
    """The events of which every word typed begins or is part of a name; those whose word begins with it first."""
    sought = typed.casefold().split()

    def names(event: Event) -> str:
        return " ".join((event.label, event.id.replace("_", " "), *event.also)).casefold()

    fitting = [event for event in events if all(word in names(event) for word in sought)]
    return tuple(
        sorted(fitting, key=lambda event: not all(any(n.startswith(w) for n in names(event).split()) for w in sought))
    )


class EventLine(Input):
    """The field; its arrow keys choose among what is found."""

    BINDINGS = [
        key("down", "screen.move(1)", "Down", "The next one found.", id="event.down", show=False),
        key("up", "screen.move(-1)", "Up", "The one before.", id="event.up", show=False),
    ]


class EventPicker(Dialog[str | None]):
    """Type, choose, Enter."""

    HELP = (
        "Type part of what happened, such as core or visit; other names it goes by are found too. Up and down choose, "
        "Enter takes it, then the day is asked. Escape goes back."
    )
    BINDINGS = [key("escape", "cancel", "Back", "Go back without choosing.", id="event.cancel")]
    DEFAULT_CSS = """
    EventPicker { align: center middle; background: $background 70%; }
    EventPicker > Vertical {
        width: 76; max-width: 96%; height: 70%; background: $surface; border: round $primary; padding: 0 1;
    }
    EventPicker #event-title { text-style: bold; padding: 0 1; }
    EventPicker #event-list { height: 1fr; background: $surface; margin: 1 0 0 0; }
    EventPicker #event-foot { color: $muted; padding: 0 1; }
    """

    def __init__(self, events: Sequence[Event], waited: Sequence[str]) -> None:
        """A list.

        Args:
            events: everything that can be entered, in order.
            waited: the ids of those still looked for.
        """
        super().__init__()
        self._waited = frozenset(waited)
        order = {name: place for place, name in enumerate(waited)}
        self._events = sorted(events, key=lambda event: order.get(event.id, len(order)))

    def compose(self) -> ComposeResult:
        """The field and what is found."""
        with Vertical():
            yield Static(Content("What happened?"), id="event-title")
            yield EventLine(placeholder="part of it: core, visit, chronology …", compact=True, id="event-input")
            found = LineList(id="event-list")
            found.can_focus = False
            yield found
            yield Static(id="event-foot")

    def on_mount(self) -> None:
        """Start in the field, with everything listed."""
        self._search("")
        self.query_one(Input).focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#event-list", LineList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, typed: str) -> None:
        found = found_by(self._events, typed)
        rows = [Row(event.id, event.label, "", self._lead(event.id), self._tail(event.id)) for event in found]
        self._list.show(rows, found[0].id if found else None)
        count = f"{len(found)} found" if found else "nothing found"
        self.query_one("#event-foot", Static).update(Content(f"{count} · Enter takes it · Escape goes back"))

    def _lead(self, event: str) -> tuple[Piece, ...]:
        return (("? " if event in self._waited else "  ", "accent"),)

    def _tail(self, event: str) -> tuple[Piece, ...]:
        return ((" looked for", "accent"),) if event in self._waited else ()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        row = self._list.row
        if row is not None:
            self.dismiss(row.key)

    def on_click(self) -> None:
        """Keep the keys in the field."""
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Choose another."""
        self._list.action_move(by)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
