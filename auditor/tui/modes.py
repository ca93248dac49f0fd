"""The modes: what each is called, its key, and who has it. A screen is loaded when somebody goes to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from auditor.audit.permissions import Person


@dataclass(frozen=True)
class Mode:
    """A mode of the interface.

    Attributes:
        id: names it.
        word: what it is called on screen.
        key: the function key that shows it; ctrl with a letter where terminals keep what is left for themselves.
        tooltip: what it is for, in a sentence.
        place: the module and the class of its screen; empty for one that is shown otherwise.
        roles: who has it; empty: everybody.
    """

    id: str
    word: str
    key: str
    tooltip: str
    place: str = ""
    roles: frozenset[str] = frozenset()

    def is_for(self, person: "Person") -> bool:
        """Whether a person has it."""
        return not self.roles or any(role.value in self.roles for role in person.roles)

    def screen(self) -> "Screen[Any]":
        """A new screen of it; loaded here, as most sittings come to few modes."""
        module, _, name = self.place.partition(":")
        made: Screen[Any] = getattr(import_module(module), name)()
        return made


MODES = (
    Mode("work", "Work", "f2", "Your audits: drafts, what is submitted, what is due."),
    Mode("audit", "Audit", "f3", "The audit that is open."),
    Mode(
        "measures",
        "Measures",
        "f4",
        "The measures, and the audits behind them.",
        "auditor.tui.measures.screen:MeasuresScreen",
    ),
    Mode(
        "moderation",
        "Moderation",
        "f6",
        "Second examinations, and what comes of comparing the grades.",
        "auditor.tui.moderation.screen:ModerationScreen",
        frozenset({"auditor", "moderator", "qa_lead"}),
    ),
    Mode(
        "team",
        "Team",
        "f10",
        "What audits said to a team, what was replied, and what is answered.",
        "auditor.tui.team.screen:TeamScreen",
        frozenset({"team_manager", "qa_lead", "auditor", "moderator"}),
    ),
    Mode(
        "rounds",
        "Rounds",
        "f12",
        "Rounds of audits: cases, sample, who audits what by when.",
        "auditor.tui.rounds.screen:RoundsScreen",
        frozenset({"qa_lead"}),
    ),
    Mode(
        "actions",
        "Actions",
        "f7",
        "What was agreed in audits, by when, and what became of it.",
        "auditor.tui.actions.screen:ActionsScreen",
    ),
    Mode(
        "reports",
        "Reports",
        "ctrl+r",
        "Build a report: read it here, or save it as files.",
        "auditor.tui.reports.screen:ReportsScreen",
    ),
)
"""In the order in which they stand at the top of the screen."""
READS_AGAIN = tuple(mode.id for mode in MODES if mode.id != "audit")
"""Those that list what an audit may have changed."""


def modes_for(person: "Person") -> Iterator[Mode]:
    """The modes with a screen of their own that a person has."""
    return (mode for mode in MODES if mode.place and mode.is_for(person))
