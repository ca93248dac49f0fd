"""Choosing an event by typing part of any of its names; those still looked for come first."""

from collections.abc import Sequence

from auditor.standards.model import Event
from auditor.tui.audit.lines import Row
from auditor.tui.audit.searching import SearchDialog


def found_by(events: Sequence[Event], typed: str) -> tuple[Event, ...]:
    """The events of which every word typed begins or is part of a name; those whose word begins with it first."""
    sought = typed.casefold().split()

    def names(event: Event) -> str:
        return " ".join((event.label, event.id.replace("_", " "), *event.also)).casefold()

    fitting = [event for event in events if all(word in names(event) for word in sought)]
    return tuple(
        sorted(fitting, key=lambda event: not all(any(n.startswith(w) for n in names(event).split()) for w in sought))
    )


class EventPicker(SearchDialog):
    """Which event a date is of."""

    HELP = (
        "Type part of what happened, such as core or visit; other names it goes by are found too. Up and down choose, "
        "Enter takes it, then the day is asked. Escape goes back."
    )

    def __init__(self, events: Sequence[Event], waited: Sequence[str]) -> None:
        """A list.

        Args:
            events: everything that can be entered, in order.
            waited: the ids of those still looked for.
        """
        super().__init__("What happened?", "part of it: core, visit, chronology …", "takes it")
        self._waited = frozenset(waited)
        order = {name: place for place, name in enumerate(waited)}
        self._events = sorted(events, key=lambda event: order.get(event.id, len(order)))

    def found(self, typed: str) -> list[Row]:
        """The events found."""
        return [self._row(event) for event in found_by(self._events, typed)]

    def _row(self, event: Event) -> Row:
        if event.id in self._waited:
            return Row(event.id, event.label, "", (("? ", "accent"),), ((" looked for", "accent"),))
        return Row(event.id, event.label, "", (("  ", "accent"),), ())
