"""Reading the actions of all audits: pages and counts that fit a filter, and what later audits found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, not_, or_, select, true

from auditor.audit.action_steps import ActionSummary, Closing, Status
from auditor.audit.details import AuditKind
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.permissions import PERMITTED, Person, Role, Whose
from auditor.audit.states import Move
from auditor.store.action_rows import action_of
from auditor.store.ledger import facts_of_kind
from auditor.store.queries import blind_for, hidden_from, permitted, summaries_that_fit
from auditor.store.records import AuditFilter
from auditor.store.summaries import COUNTED_STATES
from auditor.store.tables import ActionSummaryRow, AuditSummaryRow, ExaminationRow, table

_ACTION: Any = table(ActionSummaryRow)
_SUMMARY: Any = table(AuditSummaryRow)
_EXAMINATION: Any = table(ExaminationRow)
_MOST_NAMED = 20
"""Actions that one short name may stand for, before they are listed."""


@dataclass(frozen=True)
class ActionFilter:
    """Which actions to list or count; None leaves a choice open.

    Attributes:
        readable_by: only what this person may see, by the table of permissions.
        answers_too: with a person: only of audits whose answers they may read as well.
        mine: only those of teams this person manages, or of audits they carried out.
        open: only those still to be done (True), or only closed ones (False).
        started: only those that have started (True), or only those that have not (False).
        overdue_on: only open ones whose day lies before this one.
        due_by: only open ones due on this day or before it.
        started_between: only those that started from the first day to the last, both included.
        closed_between: only those that were closed in such days, likewise.
        section: of the criterion they are about; empty: about nothing in particular.
        text: part of an LCS number.
        audits: only those of audits that fit this.
    """

    readable_by: Person | None = None
    answers_too: bool = False
    mine: Person | None = None
    teams: tuple[UUID, ...] | None = None
    audit: UUID | None = None
    open: bool | None = None
    started: bool | None = True
    overdue_on: date | None = None
    due_by: date | None = None
    started_between: tuple[date | None, date | None] = (None, None)
    closed_between: tuple[date | None, date | None] = (None, None)
    status: Status | None = None
    closed_how: Closing | None = None
    section: str | None = None
    about: str | None = None
    text: str = ""
    audits: AuditFilter | None = None


@dataclass(frozen=True)
class LaterAudit:
    """An audit of the same case after the one in which an action about a criterion or section arose."""

    audit_id: UUID
    lcs_number: str
    about: str
    section: str
    as_at: date
    later_id: UUID
    later_as_at: date


class ActionReader:
    """Answers questions about actions inside a reading transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, wanted: ActionFilter, offset: int = 0, limit: int = 200) -> list[ActionSummary]:
        """A page of actions that fit a filter: in the order in which they fall due, those without a day first; closed
        ones by the day they were closed, the latest first.
        """
        query = _selected(wanted, *_ACTION.c)
        order = (_ACTION.c.closed_on.desc(),) if wanted.open is False else (_ACTION.c.due,)
        query = query.order_by(*order, _ACTION.c.audit_id, _ACTION.c.action_id).offset(offset).limit(limit)
        return [action_of(row) for row in self._connection.execute(query).mappings()]

    def count(self, wanted: ActionFilter) -> int:
        """How many actions fit a filter."""
        return int(self._connection.execute(_selected(wanted, func.count())).scalar_one())

    def by_section(self, wanted: ActionFilter) -> dict[str, int]:
        """How many actions fit a filter, by the section they are about; those about nothing under an empty name."""
        query = _selected(wanted, _ACTION.c.section, func.count()).group_by(_ACTION.c.section)
        return {str(section): int(count) for section, count in self._connection.execute(query)}

    def by_team(self, wanted: ActionFilter) -> dict[UUID, int]:
        """How many actions fit a filter, by the team of their audit."""
        query = _selected(wanted, _ACTION.c.team_id, func.count()).group_by(_ACTION.c.team_id)
        return {team: int(count) for team, count in self._connection.execute(query)}

    def named(self, name: str, seen_by: Person, audit: UUID | None = None) -> list[ActionSummary]:
        """The actions with an id, or whose id ends so, among those a person may see."""
        wanted = ActionFilter(seen_by, audit=audit, started=None)
        ends = _ACTION.c.action_id.endswith(name, autoescape=True)
        query = _selected(wanted, *_ACTION.c).where(or_(_ACTION.c.action_id == name, ends)).limit(_MOST_NAMED)
        return [action_of(row) for row in self._connection.execute(query).mappings()]

    def of_case(self, case_id: UUID, not_of: UUID) -> list[ActionSummary]:
        """The actions about a criterion or section in the other audits of a case, whoever asks."""
        where = and_(_ACTION.c.case_id == case_id, _ACTION.c.audit_id != not_of, _IS_ABOUT)
        query = select(_ACTION).where(where).order_by(_ACTION.c.audit_id, _ACTION.c.action_id)
        return [action_of(row) for row in self._connection.execute(query).mappings()]

    # -- did it work ----------------------------------------------------------------------------------------------

    def criteria_with_action(self, wanted: ActionFilter) -> dict[str, int]:
        """In how many audits a criterion, or a section as a whole, has an action, by section; what has two in one audit
        counts once.
        """
        once = _selected(wanted, _ACTION.c.audit_id, _ACTION.c.about, _ACTION.c.section)
        counted = once.where(_IS_ABOUT).distinct().subquery()
        query = select(counted.c.section, func.count()).group_by(counted.c.section)
        return {str(section): int(count) for section, count in self._connection.execute(query)}

    def later_audits(self, wanted: ActionFilter, seen_by: Person) -> list[LaterAudit]:
        """Every later audit of a case in which an action about a criterion or section arose, the earliest first.

        Args:
            seen_by: whoever asks: later audits that they may not read are left out.
        """
        readable = select(_SUMMARY.c.audit_id).where(
            permitted(seen_by, Move.READ),
            not_(hidden_from(seen_by)),
            _SUMMARY.c.state.in_(sorted(state.value for state in COUNTED_STATES)),
            _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
        )
        later = _SUMMARY.alias("later")
        columns = (_ACTION.c.audit_id, _ACTION.c.lcs_number, _ACTION.c.about, _ACTION.c.section, _SUMMARY.c.as_at)
        query = _selected(wanted, *columns, later.c.audit_id.label("later_id"), later.c.as_at.label("later_as_at"))
        query = query.join(_SUMMARY, _SUMMARY.c.audit_id == _ACTION.c.audit_id).join(
            later,
            and_(
                later.c.case_id == _ACTION.c.case_id,
                later.c.audit_id != _ACTION.c.audit_id,
                later.c.as_at > _SUMMARY.c.as_at,
                later.c.audit_id.in_(readable),
            ),
        )
        query = query.where(_IS_ABOUT).distinct().order_by(later.c.as_at, later.c.submitted_at, later.c.audit_id)
        return [
            LaterAudit(
                row.audit_id,
                row.lcs_number,
                row.about,
                row.section,
                date.fromisoformat(row.as_at),
                row.later_id,
                date.fromisoformat(row.later_as_at),
            )
            for row in self._connection.execute(query)
        ]

    def answers(self, audits: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
        """The answers of the auditors of some audits, by audit and criterion; without those that do not apply."""
        chosen = sorted(set(audits))
        own = auditors_examinations(self._connection, chosen)
        facts: dict[UUID, list[Fact]] = {}
        for audit_id, examination, fact in facts_of_kind(self._connection, chosen, FactKind.ANSWER):
            if examination == own.get(audit_id):
                facts.setdefault(audit_id, []).append(fact)
        return {
            (audit_id, key): str(standing.latest.body["answer"])
            for audit_id, recorded in facts.items()
            for (_, key), standing in current(recorded).items()
            if standing.latest.body and standing.latest.body.get("answer")
        }


def auditors_examinations(connection: Connection, audits: Sequence[UUID]) -> dict[UUID, UUID]:
    """The auditor's own examination of each of some audits."""
    where = and_(_EXAMINATION.c.audit_id.in_(audits), _EXAMINATION.c.role == Role.AUDITOR.value)
    rows = connection.execute(
        select(_EXAMINATION.c.audit_id, _EXAMINATION.c.id).where(where).order_by(_EXAMINATION.c.started_at.desc())
    )
    return {row.audit_id: row.id for row in rows}


_IS_ABOUT: ColumnElement[bool] = _ACTION.c.about != ""
"""An action may be about nothing in particular."""


def _selected(wanted: ActionFilter, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(_ACTION).where(_fits(wanted))


def _seen_by(person: Person) -> ColumnElement[bool]:
    """The actions that a person may see: those of audits they may read; and of audits in which they may only act, such
    as a team manager's before the grade is final, those that have started.
    """
    acts = and_(_ACTION.c.started_on.is_not(None), _in_audits(person, Move.ACT))
    return and_(or_(_in_audits(person, Move.READ), acts), not_(_hidden_from(person)))


def _readable(person: Person) -> ColumnElement[bool]:
    return and_(_in_audits(person, Move.READ), not_(_hidden_from(person)))


def _in_audits(person: Person, move: Move) -> ColumnElement[bool]:
    """The actions of audits in which a person may make a move. Whoever may in all of them is asked nothing more: the
    audits are not looked up one by one.
    """
    anywhere = all(
        any(PERMITTED.get((role, state, move)) is Whose.ANY for role in person.roles) for state in COUNTED_STATES
    )
    return true() if anywhere else _of_audits(permitted(person, move))


def _hidden_from(person: Person) -> ColumnElement[bool]:
    # Of what is hidden from a person, only what they moderate blind has actions: a calibration has none.
    return _of_audits(blind_for(person))


def _of_audits(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = _ACTION.c.audit_id.in_(select(_SUMMARY.c.audit_id).where(condition))
    return found


def _of_teams(teams: Sequence[UUID]) -> ColumnElement[bool]:
    # Of no team there is nothing: no action is looked at.
    found: ColumnElement[bool] = _ACTION.c.team_id.in_(teams) if teams else false()
    return found


def _fits(wanted: ActionFilter) -> ColumnElement[bool]:
    first, last = wanted.started_between
    closed_first, closed_last = wanted.closed_between
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.readable_by is not None:
        conditions.append(_readable(wanted.readable_by) if wanted.answers_too else _seen_by(wanted.readable_by))
    if wanted.mine is not None:
        own = _of_audits(_SUMMARY.c.auditor_id == wanted.mine.id)
        conditions.append(or_(own, _of_teams(sorted(wanted.mine.teams))))
    if wanted.open is not None:
        conditions.append(_ACTION.c.closed_on.is_(None) if wanted.open else _ACTION.c.closed_on.is_not(None))
    if wanted.started is not None:
        conditions.append(_ACTION.c.started_on.is_not(None) if wanted.started else _ACTION.c.started_on.is_(None))
    if wanted.audits is not None:
        conditions.append(_of_audits(summaries_that_fit(wanted.audits)))
    if wanted.overdue_on is not None:
        conditions += [_ACTION.c.closed_on.is_(None), _ACTION.c.due < wanted.overdue_on.isoformat()]
    if wanted.due_by is not None:
        conditions += [_ACTION.c.closed_on.is_(None), _ACTION.c.due <= wanted.due_by.isoformat()]
    simple: tuple[tuple[bool, ColumnElement[bool]], ...] = (
        (wanted.teams is not None, _of_teams(wanted.teams or ())),
        (wanted.audit is not None, _ACTION.c.audit_id == wanted.audit),
        (first is not None, _ACTION.c.started_on >= (first.isoformat() if first else "")),
        (last is not None, _ACTION.c.started_on <= (last.isoformat() if last else "")),
        (closed_first is not None, _ACTION.c.closed_on >= (closed_first.isoformat() if closed_first else "")),
        (closed_last is not None, _ACTION.c.closed_on <= (closed_last.isoformat() if closed_last else "")),
        (wanted.status is not None, _ACTION.c.status == (wanted.status.value if wanted.status else "")),
        (wanted.closed_how is not None, _ACTION.c.closed_how == (wanted.closed_how.value if wanted.closed_how else "")),
        (wanted.section is not None, _ACTION.c.section == wanted.section),
        (wanted.about is not None, _ACTION.c.about == wanted.about),
        (bool(wanted.text), _ACTION.c.lcs_number.contains(wanted.text, autoescape=True)),
    )
    return and_(*conditions, *(condition for used, condition in simple if used))
