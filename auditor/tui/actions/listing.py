"""What the list of actions shows: read in a thread, drawn by :mod:`auditor.tui.actions.screen`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from auditor.audit.action_steps import CLOSING_WORDS, STATUS_WORDS, ActionSummary, Closing, Status
from auditor.audit.action_words import followed_words, step_words
from auditor.audit.action_worked import WhatFollowed, Worked
from auditor.audit.vague import vague
from auditor.store.action_queries import ActionFilter
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column
from auditor.tui.words import count_of, day, days_words, hanging, joined
from auditor.use_cases.actions.listing import (
    AGES,
    OneAction,
    actions_by_section,
    count_actions,
    count_views,
    list_actions,
    of_age,
    views,
    where_to_add,
)
from auditor.use_cases.actions.table import actions_file
from auditor.use_cases.actions.worked import did_it_work
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.service import Service
from auditor.use_cases.write_file import write_file

NOWHERE = ""
"""The section of actions that are about nothing in particular."""
_ROOMY = 100
_SHORT = {
    Status.NOT_STARTED: "not started",
    Status.NO_REPORT: "no report",
    Status.ON_TRACK: "on track",
    Status.SOME_ISSUES: "some issues",
    Status.NOT_ON_TRACK: "not on track",
    Status.COMPLETE: "complete",
}
_CLOSED_SHORT = {Closing.ON_PAPER: "on paper", Closing.CONFIRMED: "confirmed"}
_COLOUR = {
    Status.NOT_STARTED: "muted",
    Status.NO_REPORT: "muted",
    Status.ON_TRACK: "good",
    Status.SOME_ISSUES: "requires-improvement",
    Status.NOT_ON_TRACK: "inadequate",
    Status.COMPLETE: "good",
}


@dataclass(frozen=True)
class Choice:
    """What is listed.

    Attributes:
        view: one of :func:`auditor.use_cases.actions.listing.views`.
        section: a section's id, :data:`NOWHERE`, or None for all.
        not_started: also those that start when the grade of their audit is final.
    """

    view: str = "open"
    team: UUID | None = None
    section: str | None = None
    age: str | None = None
    not_started: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything but a view was chosen."""
        return replace(self, view="") != Choice(view="")


@dataclass(frozen=True)
class Shown:
    """A list as read: how many actions each view has, and the first page of the one chosen.

    Attributes:
        by_section: how many are about each section, once that is asked.
        confirmed: of closed ones, how many a re-audit confirmed.
    """

    choice: Choice
    counts: Mapping[str, int]
    wanted: ActionFilter
    count: int
    first_page: Sequence[ActionSummary]
    teams: Mapping[UUID, str]
    sections: Mapping[str, str]
    today: date
    by_section: Mapping[str, int] = field(default_factory=dict)
    confirmed: int = 0

    @property
    def order(self) -> str:
        """In which order they stand, in words; of closed ones also how many of them a re-audit confirmed."""
        if self.choice.view != "closed":
            return "By the day they are due"
        return f"{self.count - self.confirmed:,} closed on paper, {self.confirmed:,} confirmed by a re-audit"

    def team(self, action: ActionSummary) -> str:
        """The name of an action's team."""
        return self.teams.get(action.team_id, "")

    def words(self) -> str:
        """What is listed beside the view, in words."""
        choice = self.choice
        return joined(
            [
                self.teams.get(choice.team, "") if choice.team else "",
                section_words(choice.section, self.sections) if choice.section is not None else "",
                AGES[choice.age][0] if choice.age else "",
                "also not started" if choice.not_started else "",
            ]
        )


def section_words(section: str, sections: Mapping[str, str]) -> str:
    """A section as it is chosen."""
    return sections.get(section, section) if section else "about none in particular"


def narrowed(wanted: ActionFilter, choice: Choice, today: date) -> ActionFilter:
    """A view's filter, narrowed to what was chosen."""
    if choice.team is not None:
        among = wanted.teams is None or choice.team in wanted.teams
        wanted = replace(wanted, teams=(choice.team,) if among else ())
    if choice.section is not None:
        wanted = replace(wanted, section=choice.section)
    if choice.not_started:
        wanted = replace(wanted, started=None)
    return of_age(wanted, choice.age, today) if choice.age else wanted


def read_list(service: Service, choice: Choice) -> Shown:
    """Read a list: counts, words, and the first page."""
    today = service.today()
    offered = {name: narrowed(wanted, choice, today) for name, wanted in views(service).items()}
    counts = count_views(service, offered)
    wanted = offered[choice.view]
    teams = {team_id: team.name for team_id, team in service.teams().items()}
    sections = {section.id: f"{section.code} {section.title}" for section in service.standards.current.sections}
    first = list_actions(service, wanted, 0, PAGE)
    confirmed = 0
    if choice.view == "closed":
        confirmed = count_actions(service, replace(wanted, closed_how=Closing.CONFIRMED))
    return Shown(choice, counts, wanted, counts[choice.view], first, teams, sections, today, confirmed=confirmed)


def read_sections(service: Service, shown: Shown) -> Shown:
    """How many of the actions listed are about each section."""
    wanted = replace(shown.wanted, section=None)
    return replace(shown, by_section=actions_by_section(service, wanted))


def read_pages(
    service: Service, wanted: ActionFilter, pages: Sequence[int]
) -> tuple[ActionFilter, dict[int, Sequence[ActionSummary]]]:
    """Read pages of a list; the filter is handed back, so that pages of another list are not put into this one."""
    return wanted, {page: list_actions(service, wanted, page * PAGE, PAGE) for page in pages}


def read_places(service: Service, audit: UUID | str) -> tuple[UUID, str, list[tuple[str, str]]]:
    """An audit to which an action is to be added, its LCS number, and everything the action can be about.

    Args:
        audit: its id, or what a person typed.
    """
    audit_id = audit if isinstance(audit, UUID) else find_audit(service, audit)
    return audit_id, *where_to_add(service, audit_id)


def write_list(service: Service, wanted: ActionFilter, name: str) -> str:
    """Write all actions of a list into a file, whose name says in which form; returns what was done, in words."""
    path = Path(name).expanduser()
    write_file(str(path), actions_file(service, wanted, path.suffix[1:].casefold()), force=False)
    return f"{count_of(count_actions(service, wanted), 'action')} written to {path}"


def read_worked(service: Service, shown: Shown) -> tuple[Sequence[Worked], Sequence[WhatFollowed]]:
    """Whether the actions listed worked: open and closed ones alike."""
    return did_it_work(service, replace(shown.wanted, open=None, overdue_on=None))


# -- rows -------------------------------------------------------------------------------------------------------------


def columns(shown: Shown) -> tuple[Column[ActionSummary], ...]:
    """The columns of the list, the narrower screen having fewer."""

    def show(text: Callable[[ActionSummary], str], role: str = "") -> Callable[[ActionSummary], Cell]:
        return lambda row: (text(row), role)

    def due(shape: str) -> Callable[[ActionSummary], Cell]:
        def cell(row: ActionSummary) -> Cell:
            role = "inadequate" if row.overdue(shown.today) else "muted" if row.closed_on else ""
            return (f"{row.due:{shape}}" if row.due else "no day"), role

        return cell

    def over(row: ActionSummary) -> Cell:
        late = row.overdue(shown.today) and row.due is not None
        return (f"+{(shown.today - row.due).days}" if late and row.due else ""), "inadequate"

    return (
        Column("Due", 8, due("%d/%m/%y"), below_width=_ROOMY),
        Column("Due", 10, due("%d/%m/%Y"), from_width=_ROOMY),
        Column("Over", 4, over, right=True),
        Column("Status", 14, _status_cell),
        Column("What", 0, lambda row: (f"? {row.what}" if vague(row) else row.what, "strong")),
        Column("Owner", 13, show(lambda row: row.owner or "nobody", "muted"), below_width=_ROOMY),
        Column("Owner", 20, show(lambda row: row.owner or "nobody", "muted"), from_width=_ROOMY),
        Column("Team", 18, show(shown.team, "muted"), from_width=_ROOMY),
        Column("LCS", 8, show(lambda row: row.lcs_number, "muted")),
    )


def _status_cell(row: ActionSummary) -> Cell:
    symbol = STATUS_WORDS[row.status][0]
    words = _CLOSED_SHORT[row.closed_how] if row.closed_how else _SHORT[row.status]
    return f"{symbol} {words}", _COLOUR[row.status]


# -- one action -------------------------------------------------------------------------------------------------------

_LABEL = 9
Line = tuple[str, str]
"""A label and what stands beside it."""


def details(shown: Shown, row: ActionSummary, one: OneAction | None) -> list[Line]:
    """Everything about the selected action, as label and text; reports come once they are read."""
    symbol, words = STATUS_WORDS[row.status]
    due = f"due {day(row.due)}" if row.due else "no day"
    if row.extensions:
        due += f", first {day(row.first_due)}, extended {count_of(row.extensions, 'time')}"
    started = f"started {day(row.started_on)}, {days_words(row.age(shown.today))} ago" if row.started_on else ""
    standing = [f"{symbol} {words}"]
    if row.closed_how is not None:
        standing.append(f"{CLOSING_WORDS[row.closed_how]}, {day(row.closed_on)}")
    found = [
        ("Now", joined([*standing, due])),
        ("Owner", joined([row.owner or "nobody", shown.team(row)])),
        ("LCS", joined([row.lcs_number, started, "urgent" if row.urgent else ""])),
    ]
    found += [("Vague", str(reason)) for reason in vague(row)]
    if one is None:
        return found
    if one.about:
        found.append(("About", one.about))
    if one.what_followed is not None:
        found.append(("Worked", followed_words(one.what_followed)))
    found += [
        (day(taken.on)[:5], joined([one.people.get(taken.by, "?"), step_words(taken.step)]))
        for taken in reversed(one.followed.steps)
    ]
    return found


def laid_out(lines: Sequence[Line], width: int) -> list[tuple[str, str]]:
    """Labels of one width, and texts wrapped beside them."""
    return [(label.ljust(_LABEL), hanging(text, width, _LABEL)) for label, text in lines]
