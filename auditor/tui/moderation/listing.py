"""What the lists of moderation show: read in a thread, drawn by :mod:`auditor.tui.moderation.screen`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.audit.examination import OVERALL
from auditor.audit.moderation import WHY_WORDS
from auditor.audit.states import State
from auditor.store.records import AuditSummary
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column
from auditor.tui.words import STATE_SYMBOLS, day, due_words, graded, joined, role_of_grade
from auditor.tui.work.listing import Names, read_names
from auditor.use_cases.moderation.listing import Waiting, count_moderation, list_moderation
from auditor.use_cases.service import Service

FILTERS: dict[Waiting, tuple[str, str]] = {
    Waiting.MODERATE: ("1", "To moderate"),
    Waiting.COMPARE: ("2", "To compare"),
    Waiting.SETTLE: ("3", "To settle"),
    Waiting.PICK: ("4", "To pick"),
    Waiting.DONE: ("5", "Done"),
    Waiting.ASKED: ("6", "Asked"),
}
"""The key and the words of each list, in order."""
_SHORT = {Waiting.MODERATE: "Moderate", Waiting.COMPARE: "Compare", Waiting.SETTLE: "Settle", Waiting.PICK: "Pick"}
"""The words of those that are too long where there is little room."""
EMPTY: dict[Waiting, tuple[str, str]] = {
    Waiting.MODERATE: ("Nothing waits for you to moderate.", "The QA lead asks you, and it then stands here."),
    Waiting.COMPARE: (
        "No grades wait to be compared.",
        "They do where you and somebody else graded an audit differently. Press  5  for what is done.",
    ),
    Waiting.SETTLE: ("Nothing waits to be settled.", "What two people cannot agree on comes here."),
    Waiting.PICK: ("Nothing waits to be picked.", "Audits stand here from the moment they are submitted."),
    Waiting.DONE: ("Nothing was moderated yet.", "Audits stand here once their grade of record was moderated."),
    Waiting.ASKED: ("Nobody is asked to moderate anything.", "Press  4  for what could be picked."),
}
_ROOMY = 96


def filter_words(which: Waiting, width: int) -> str:
    """What a list is called.

    Args:
        width: of the screen, in columns.
    """
    return FILTERS[which][1] if width >= _ROOMY else _SHORT.get(which, FILTERS[which][1])


@dataclass(frozen=True)
class ModerationList:
    """A list as read: how many audits each has, and the first page of the one chosen; None: this person has none."""

    counts: Mapping[Waiting, int]
    which: Waiting | None
    first_page: Sequence[AuditSummary]
    names: Names

    @property
    def count(self) -> int:
        """How many audits the list has."""
        return self.counts[self.which] if self.which is not None else 0


def read_list(service: Service, chosen: Waiting | None) -> ModerationList:
    """Read a list; the first in which something waits, where none is chosen."""
    counts = count_moderation(service)
    which = chosen if chosen in counts else next((one for one, count in counts.items() if count), None)
    which = which or next(iter(counts), None)
    page = list_moderation(service, which, 0, PAGE) if which is not None else ()
    return ModerationList(counts, which, page, read_names(service))


def read_pages(
    service: Service, which: Waiting, pages: Sequence[int]
) -> tuple[Waiting, dict[int, Sequence[AuditSummary]]]:
    """Read pages of a list, with which list it is."""
    return which, {page: list_moderation(service, which, page * PAGE, PAGE) for page in pages}


# -- columns ----------------------------------------------------------------------------------------------------------


def columns(names: Names, which: Waiting | None) -> tuple[Column[AuditSummary], ...]:
    """The columns of a list. Of what is to be moderated blind: which case, which team, when; nothing else."""

    def show(text: Callable[[AuditSummary], str], role: str = "") -> Callable[[AuditSummary], Cell]:
        return lambda row: (text(row), role)

    number = Column("LCS number", 12, show(lambda row: row.lcs_number, "strong"))
    team = Column("Team", 0, show(lambda row: names.teams.get(row.team_id, "")))
    as_at = Column("As at", 10, show(lambda row: day(row.as_at), "muted"))
    due: Column[AuditSummary] = Column("Due", 17, lambda row: due_cell(names, row))
    moderator = Column("Moderator", 18, show(lambda row: _who(names, row.moderator_id)), from_width=_ROOMY)
    auditor = Column("Auditor", 18, show(lambda row: _who(names, row.auditor_id), "muted"), from_width=_ROOMY)
    overall = Column("Overall", 22, _overall_cell)
    match which:
        case Waiting.MODERATE:
            return (Column("Yours", 17, _yours_cell), number, team, as_at, due)
        case Waiting.PICK:
            submitted = Column("Submitted", 10, show(_submitted, "muted"), from_width=_ROOMY)
            return (number, team, overall, auditor, submitted, as_at)
        case Waiting.ASKED:
            asked = Column("Moderator", 16, show(lambda row: _who(names, row.moderator_id)))
            return (Column("", 13, _state_cell), number, team, asked, due)
        case _:
            differ: Column[AuditSummary] = Column("Differences", 18, lambda row: (differences_words(row), ""))
            return (Column("", 13, _state_cell), number, team, differ, overall, auditor, moderator)


def _who(names: Names, person: object) -> str:
    return next((name for known, name in names.people.items() if known == person), "")


def _submitted(row: AuditSummary) -> str:
    return day(row.submitted_at.astimezone().date()) if row.submitted_at else ""


def _yours_cell(row: AuditSummary) -> Cell:
    how = "blind" if row.blind else "light touch"
    return (f"… {how}, begun", "accent") if row.state is State.MODERATING else (f"  {how}", "")


def _state_cell(row: AuditSummary) -> Cell:
    return f"{STATE_SYMBOLS[row.state]} {row.state.value}", ""


def _overall_cell(row: AuditSummary) -> Cell:
    return (graded(row.overall), role_of_grade(row.overall)) if row.overall else ("", "")


def due_cell(names: Names, row: AuditSummary) -> Cell:
    """When a moderation is due."""
    if row.moderation_due is None:
        return "no due date", "muted"
    return due_words(row.moderation_due, names.today), "inadequate" if row.moderation_due < names.today else ""


def differences_words(row: AuditSummary) -> str:
    """How many grades differed, and how many are not agreed."""
    found = row.moderation
    if found is None:
        return ""
    differ = sum(1 for first, second in found.pairs.values() if first != second)
    left = differ - len(found.because)
    if not differ:
        return "none"
    return f"{differ}, {left} open" if left else f"{differ}, all agreed"


# -- the lines below the list -----------------------------------------------------------------------------------------


def details(names: Names, row: AuditSummary, which: Waiting | None) -> list[tuple[str, str]]:
    """What is said about the selected audit, as label and text."""
    case = joined([names.teams.get(row.team_id, ""), f"as at {day(row.as_at)}"])
    if which is Waiting.MODERATE:
        due = due_cell(names, row)[0]
        how = (
            "Blind: nothing of the first examination is shown before you submit."
            if row.blind
            else "Light touch: v reads the audit; grade only what you would grade otherwise."
        )
        begin = "Enter goes on with it." if row.state is State.MODERATING else "Enter begins."
        return [("Case", case), ("Due", due), ("How", how), ("Now", begin)]
    people = joined([f"audited by {_who(names, row.auditor_id) or '?'}", _moderated_by(names, row)])
    if which is Waiting.PICK:
        return [("Case", case), ("By", people), ("Now", "m asks somebody to moderate it; p picks by the settings")]
    found = row.moderation
    came_to = joined([differences_words(row), WHY_WORDS[found.why]]) if found else ""
    if found and OVERALL in found.pairs:
        first, second = found.pairs[OVERALL]
        came_to = joined([f"overall {graded(first)} and {graded(second)}", came_to])
    seen = "the moderator had seen the first grade" if found and found.seen_first else ""
    return [("Case", case), ("By", people), ("Grades", came_to), ("Beside", seen)]


def _moderated_by(names: Names, row: AuditSummary) -> str:
    if row.moderator_id is None:
        return ""
    who = _who(names, row.moderator_id) or "?"
    if row.state in (State.SUBMITTED, State.MODERATING):
        return f"{who} is asked, {'blind' if row.blind else 'light touch'}"
    return f"{'moderated blind' if row.blind else 'reviewed'} by {who}"
