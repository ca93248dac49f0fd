"""What the list of work shows: read in a thread, drawn by :mod:`.screen`. Loaded once the store is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.permissions import Person, Role, may
from auditor.audit.states import Move, State
from auditor.store.records import AuditFilter, AuditSummary
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column
from auditor.tui.words import STATE_SYMBOLS, bar, day, due_words, graded, joined, role_of_grade
from auditor.use_cases.audits.concerns import list_concerns
from auditor.use_cases.audits.list_work import count_audits, list_audits
from auditor.use_cases.audits.move_audit import finalise_audit, lcs_text, mark_entered_on_lcs, reopen_audit, void_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.service import Service

__all__ = ["finalise_audit", "mark_entered_on_lcs", "reopen_audit", "void_audit"]
_ROOMY = 96
"""From this width on, days and bars stand in full."""
_AFTER = (State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED, State.FINAL, State.CLOSED)


@dataclass(frozen=True)
class Names:
    """The words for ids that rows hold."""

    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]
    tags: Mapping[str, str]
    today: date
    person: Person
    concerned: frozenset[UUID] = frozenset()
    """Audits with a concern that the person may see and nobody has acknowledged."""

    def who(self, row: AuditSummary) -> str:
        """Whom or what an audit is about, in words."""
        return ", ".join(self.tags.get(tag, tag.replace("_", " ")) for tag in row.tags) or self.tags.get(
            row.subject, row.subject.replace("_", " ")
        )


@dataclass(frozen=True)
class WorkList:
    """A list as read: how many audits each filter has, and the first page of the one chosen."""

    counts: Mapping[str, int]
    wanted: AuditFilter
    count: int
    first_page: Sequence[AuditSummary]
    names: Names
    waiting: int = 0
    """Concerns that nobody has acknowledged, of any audit."""


def filters(service: Service) -> dict[str, AuditFilter]:
    """The filters this person has, by name."""
    own = service.person.id
    found = {
        "all": AuditFilter(auditor=own),
        "drafts": AuditFilter(auditor=own, states=(State.DRAFT,)),
        "submitted": AuditFilter(auditor=own, states=_AFTER),
        "not_on_lcs": AuditFilter(auditor=own, not_on_lcs=True),
    }
    if Role.QA_LEAD in service.person.roles:
        found["everyone"] = AuditFilter()
    return found


def read_names(service: Service) -> Names:
    """The words for ids."""
    book = service.standards.current.tags
    labels = {subject.id: subject.label for subject in book.subjects}
    labels |= {named.id: named.label for named in (*book.statuses, *book.age_bands)}
    teams = {team_id: team.name for team_id, team in service.teams().items()}
    people = {person_id: person.name for person_id, person in service.people().items()}
    return Names(teams, people, labels, service.today(), service.person)


def read_list(service: Service, chosen: str, text: str) -> WorkList:
    """Read a list: counts, words, and the first page."""
    from dataclasses import replace

    available = filters(service)
    counts = {name: count_audits(service, wanted) for name, wanted in available.items()}
    wanted = replace(available.get(chosen, available["all"]), text=text)
    count = count_audits(service, wanted) if text else counts.get(chosen, counts["all"])
    waiting = [one.audit_id for one in list_concerns(service) if one.waits]
    names = replace(read_names(service), concerned=frozenset(waiting))
    return WorkList(counts, wanted, count, list_audits(service, wanted, 0, PAGE), names, len(waiting))


def read_pages(
    service: Service, wanted: AuditFilter, pages: Sequence[int]
) -> tuple[AuditFilter, dict[int, Sequence[AuditSummary]]]:
    """Read pages of a list; the filter is handed back, so that pages of another list are not put into this one."""
    return wanted, {page: list_audits(service, wanted, page * PAGE, PAGE) for page in pages}


def read_lcs_text(service: Service, audit_id: UUID) -> tuple[OpenAudit, str]:
    """An audit and its entry for LCS, screened."""
    opened = open_audit(service, audit_id)
    import_module("auditor.use_cases.audits.keep_find").finds_in_entry(opened)
    return opened, lcs_text(opened)


def may_move(names: Names, row: AuditSummary, move: Move) -> bool:
    """Whether the person working may make a move with an audit now."""
    return may(names.person, move, row.state, row.ownership)


def columns(names: Names) -> tuple[Column[AuditSummary], ...]:
    """The columns of the list, the narrower screen having fewer."""

    def show(text: Callable[[AuditSummary], str], role: str = "") -> Callable[[AuditSummary], Cell]:
        return lambda row: (text(row), role)

    return (
        Column("", 11, _state_cell),
        Column("LCS number", 12, show(lambda row: row.lcs_number, "strong")),
        Column("Who or what", 0, show(names.who)),
        Column("Kind", 14, show(lambda row: KIND_WORDS[AuditKind(row.kind)], "muted"), from_width=112),
        Column("Team", 18, show(lambda row: names.teams.get(row.team_id, ""), "muted"), from_width=132),
        Column("Answered", 13, _progress_cell, from_width=_ROOMY),
        Column("Answers", 7, _progress_cell_short, below_width=_ROOMY),
        Column("As at", 10, show(lambda row: day(row.as_at), "muted"), from_width=_ROOMY),
        Column("Next", 17, lambda row: next_cell(names, row), from_width=_ROOMY),
        Column("Next", 15, lambda row: next_cell(names, row, short=True), below_width=_ROOMY),
    )


def _state_cell(row: AuditSummary) -> Cell:
    role = {State.DRAFT: "accent", State.VOID: "muted"}.get(row.state, "")
    return f"{STATE_SYMBOLS[row.state]} {row.state.value}", role


def _progress_cell(row: AuditSummary) -> Cell:
    figures = f"{row.answered}/{row.asked}"
    return f"{bar(row.answered, row.asked)} {figures}", "muted" if row.state is not State.DRAFT else ""


def _progress_cell_short(row: AuditSummary) -> Cell:
    return f"{row.answered}/{row.asked}", "muted" if row.state is not State.DRAFT else ""


def next_cell(names: Names, row: AuditSummary, *, short: bool = False) -> Cell:
    """What comes next for an audit: a concern to acknowledge, the day it is due, or its entry on LCS."""
    if row.audit_id in names.concerned:
        return "! concern", "inadequate"
    if row.state is State.VOID:
        return "void", "muted"
    if row.state is State.DRAFT:
        if row.due is None:
            return "no due date", "muted"
        return due_words(row.due, names.today), "inadequate" if row.due < names.today else ""
    if row.kind == AuditKind.CALIBRATION:
        return "counts nowhere", "muted"
    if may_move(names, row, Move.AGREE):
        return "compare: f6", "accent"
    if row.lcs_entered_on is None:
        return "not yet on LCS", "accent"
    return "on LCS" if short else f"on LCS {day(row.lcs_entered_on)}", "muted"


def details(names: Names, row: AuditSummary) -> list[tuple[str, str]]:
    """Everything about the selected audit, as label and text; the lines below the list."""
    due = f"due {day(row.due)}" if row.due else ""
    grade = graded(row.overall) if row.overall else ""
    on_lcs = f"entered on LCS {day(row.lcs_entered_on)}" if row.lcs_entered_on else "not yet on LCS: l gives the text"
    standing = (
        joined([f"{row.answered} of {row.asked} answered", due])
        if row.state is State.DRAFT
        else joined(
            [grade, f"submitted {day(row.submitted_at.astimezone().date())}" if row.submitted_at else "", on_lcs]
        )
    )
    if row.state is State.VOID:
        standing = "void: it counts nowhere, and is kept with the reason"
    return [
        ("Subject", joined([names.tags.get(row.subject, ""), names.who(row)])),
        ("Audit", joined([KIND_WORDS[AuditKind(row.kind)], row.theme, f"as at {day(row.as_at)}", row.state.value])),
        ("Team", joined([names.teams.get(row.team_id, ""), f"audited by {names.people.get(row.auditor_id, '?')}"])),
        ("Now", standing),
    ]


def role_of(row: AuditSummary) -> str:
    """The role of the line that shows the grade."""
    return role_of_grade(row.overall)
