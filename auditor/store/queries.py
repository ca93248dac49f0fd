"""Reading what the projections hold: pages of audits, and counters for a scorecard."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, false, func, or_, select, true

from auditor.audit.details import AuditKind
from auditor.audit.permissions import BLIND_STATES, PERMITTED, Person, Whose
from auditor.audit.states import Move, State
from auditor.errors import StoreError
from auditor.store.projections import OVERALL_MEASURE, summary_of
from auditor.store.records import AuditFilter, AuditSummary, Counter, TimescaleCounter
from auditor.store.summaries import COUNTED_STATES
from auditor.store.tables import AuditSummaryRow, MeasureCounterRow, TimescaleCounterRow, table

_SUMMARY: Any = table(AuditSummaryRow)
_COUNTER: Any = table(MeasureCounterRow)
_TIME: Any = table(TimescaleCounterRow)
"""A team (None when they are together), and what it counts for one rule."""
_GOOD = ("good", "outstanding")
_AT_ONCE = 200
"""Rows that are fetched together where all are read."""


def count_audits(connection: Connection, wanted: AuditFilter) -> int:
    """How many audits fit a filter."""
    return int(
        connection.execute(select(func.count()).select_from(_SUMMARY).where(summaries_that_fit(wanted))).scalar_one()
    )


def page_of_audits(connection: Connection, wanted: AuditFilter, offset: int, limit: int) -> list[AuditSummary]:
    """A page of audits that fit a filter: those still open first, then the most recently changed."""
    order = (_SUMMARY.c.state != "draft", _SUMMARY.c.changed_at.desc(), _SUMMARY.c.audit_id)
    # Rows are wide: what is sorted is their ids, and only the rows of the page are read.
    page = select(_SUMMARY.c.audit_id).where(summaries_that_fit(wanted)).order_by(*order).offset(offset).limit(limit)
    query: Select[Any] = select(_SUMMARY).where(_SUMMARY.c.audit_id.in_(page)).order_by(*order)
    return [summary_of(row) for row in connection.execute(query).mappings()]


def each_summary(connection: Connection, wanted: AuditFilter) -> Iterator[AuditSummary]:
    """Every audit that fits a filter, in order of its id; never all of them in memory at once."""
    # Rows are wide: sorted as they are, all of them would be held. What is sorted is their ids.
    fit = select(_SUMMARY.c.audit_id).where(summaries_that_fit(wanted))
    query = select(_SUMMARY).where(_SUMMARY.c.audit_id.in_(fit)).order_by(_SUMMARY.c.audit_id)
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings():
        yield summary_of(row)


def one_summary(connection: Connection, audit_id: UUID) -> AuditSummary | None:
    """The summary of one audit; None when there is none."""
    row = connection.execute(select(_SUMMARY).where(_SUMMARY.c.audit_id == audit_id)).mappings().first()
    return summary_of(row) if row else None


def state_of_audit(connection: Connection, audit_id: UUID) -> State:
    """Where an audit stands.

    Raises:
        StoreError: there is no summary of it.
    """
    found = connection.execute(_STATE, {"audit": audit_id}).scalar()
    if found is None:
        raise StoreError("An audit has no summary.", str(audit_id), "Run: auditor doctor --rebuild")
    return State(found)


_STATE = select(_SUMMARY.c.state).where(_SUMMARY.c.audit_id == bindparam("audit"))  # runs with every answer


def audits_of_case(connection: Connection, lcs_number: str) -> list[AuditSummary]:
    """Every audit of the case with this LCS number, newest first."""
    query = select(_SUMMARY).where(_SUMMARY.c.lcs_number == lcs_number).order_by(_SUMMARY.c.opened_at.desc())
    return [summary_of(row) for row in connection.execute(query).mappings()]


COUNTER_DIMENSIONS = ("measure", "month", "team_id", "scoring_hash", "moderated", "early_help")


def count_grades(
    connection: Connection, wanted: AuditFilter, by: Sequence[str] = ("measure",)
) -> dict[tuple[Any, ...], Counter]:
    """Counters summed over a filter: whole months only.

    Args:
        wanted: month, team, kind, theme, early help, measure and scoring hash count; the rest does not.
        by: what to keep apart, from :data:`COUNTER_DIMENSIONS`. Without the measure, the filter has to name one:
            counters of different measures are never summed.

    Returns:
        A counter for each combination, keyed in the order of ``by``.

    Raises:
        ValueError: the measure is neither kept apart nor chosen.
    """
    if "measure" not in by and wanted.measure is None:
        raise ValueError("counters of different measures are never summed")
    # Each column once, and the measure first: SQLite then groups along the key, without sorting.
    names = list(dict.fromkeys(("measure", *by)))
    columns = [_COUNTER.c[name] for name in names]
    grades = [func.sum(_COUNTER.c[name]) for name in ("outstanding", "good", "requires_improvement", "inadequate")]
    query = select(*columns, *grades).where(_counters(wanted)).group_by(*columns)
    places = [names.index(name) for name in by]
    result = {}
    for row in connection.execute(query):
        counts = row[len(names) :]
        result[tuple(row[place] for place in places)] = Counter(row[0], *(int(count) for count in counts))
    return result


def hidden_counted(connection: Connection, wanted: AuditFilter) -> list[AuditSummary]:
    """The audits counted for a filter that its ``hides_from`` must not know of; none when nobody is named there."""
    person = wanted.hides_from
    if person is None or not connection.execute(_ANY_BLIND, {"person": person.id}).scalar():
        return []
    all_measures = replace(wanted, counted=True, measure=None, rule=None, meets=None, hides_from=None)
    query = select(_SUMMARY).where(and_(summaries_that_fit(all_measures), blind_for(person)))
    return [summary_of(row) for row in connection.execute(query).mappings()]


_ANY_BLIND = select(  # put together once: it is asked before every figure
    exists().where(
        _SUMMARY.c.moderator_id == bindparam("person"),
        _SUMMARY.c.blind,
        _SUMMARY.c.state.in_([state.value for state in BLIND_STATES]),
    )
)


Deadlines = dict[tuple[Any, ...], TimescaleCounter]
"""Deadlines met and not met, each counter by what it is kept apart by."""


def count_timescales(connection: Connection, wanted: AuditFilter, by: Sequence[str] = ("rule",)) -> Deadlines:
    """Deadlines met and not met, by rule: whole months only.

    Args:
        wanted: month, team, kind, theme, early help and scoring hash count; the rest does not.
        by: what to keep apart: the rule always, and month, team, scoring hash or early help.

    Returns:
        A counter for each combination, keyed in the order of ``by``.
    """
    columns = [_TIME.c[name] for name in by]
    sums = [func.sum(_TIME.c[name]) for name in ("in_time", "late", "cases")]
    query = select(*columns, *sums).where(and_(true(), *_shared(_TIME, wanted))).group_by(*columns)
    rule = by.index("rule")
    return {
        tuple(row[: len(by)]): TimescaleCounter(row[rule], *(int(count) for count in row[len(by) :]))
        for row in connection.execute(query)
    }


def months_counted(connection: Connection) -> tuple[str, str] | None:
    """The first and the last month in which anything counts; None when nothing does."""
    row = connection.execute(select(func.min(_COUNTER.c.month), func.max(_COUNTER.c.month))).one()
    return (row[0], row[1]) if row[0] else None


def _shared(table: Any, wanted: AuditFilter) -> list[ColumnElement[bool]]:
    """The conditions that both projections understand."""
    first, last = wanted.months
    conditions: list[tuple[bool, ColumnElement[bool]]] = [
        (first is not None, table.c.month >= (first or "")),
        (last is not None, table.c.month <= (last or "")),
        (wanted.team is not None, table.c.team_id == wanted.team),
        (wanted.teams is not None, table.c.team_id.in_(wanted.teams or ())),
        (wanted.kinds is not None, table.c.kind.in_(wanted.kinds or ())),
        (wanted.theme is not None, table.c.theme == wanted.theme),
        (wanted.early_help is not None, table.c.early_help == wanted.early_help),
        (wanted.scoring_hash is not None, table.c.scoring_hash == wanted.scoring_hash),
    ]
    return [condition for used, condition in conditions if used]


def _counters(wanted: AuditFilter) -> ColumnElement[bool]:
    conditions = _shared(_COUNTER, wanted)
    if wanted.measure is not None:
        conditions.append(_COUNTER.c.measure == wanted.measure)
    return and_(true(), *conditions)


def summaries_that_fit(wanted: AuditFilter) -> ColumnElement[bool]:
    """The condition that a filter puts on summaries."""
    conditions = _shared(_SUMMARY, wanted)
    if wanted.auditor is not None:
        conditions.append(_SUMMARY.c.auditor_id == wanted.auditor)
    if wanted.states is not None:
        conditions.append(_SUMMARY.c.state.in_([state.value for state in wanted.states]))
    if wanted.counted is not None:
        conditions.append(_SUMMARY.c.counted == wanted.counted)
    if wanted.not_on_lcs:
        counting = [state.value for state in COUNTED_STATES]
        synthetic = _SUMMARY.c.kind == AuditKind.CALIBRATION.value
        conditions += [_SUMMARY.c.lcs_entered_on.is_(None), _SUMMARY.c.state.in_(counting), ~synthetic]
    if wanted.moderator is not None:
        conditions.append(_SUMMARY.c.moderator_id == wanted.moderator)
    if wanted.moderated is not None:
        conditions.append(_SUMMARY.c.moderated == wanted.moderated)
    if wanted.assigned is not None:
        asked = _SUMMARY.c.moderator_id.is_not(None)
        conditions.append(asked if wanted.assigned else ~asked)
    if wanted.involving is not None:
        moderates = and_(_SUMMARY.c.moderator_id.is_not(None), _SUMMARY.c.moderator_id == wanted.involving)
        conditions.append(or_(_SUMMARY.c.auditor_id == wanted.involving, moderates))
    if wanted.able is not None:
        conditions.append(permitted(*wanted.able))
    if wanted.audits is not None:
        conditions.append(_SUMMARY.c.audit_id.in_(wanted.audits))
    if wanted.case is not None:
        conditions.append(_SUMMARY.c.case_id == wanted.case)
    if wanted.readable_by is not None:
        conditions.append(_readable(wanted.readable_by))
    if wanted.text:
        conditions.append(_SUMMARY.c.lcs_number.contains(wanted.text, autoescape=True))
    if wanted.measure is not None:
        grade = _grade_for(wanted.measure)
        conditions += [_SUMMARY.c.counted, grade.is_not(None)]
        if wanted.meets is not None:
            meets = grade.in_(_GOOD)
            conditions.append(meets if wanted.meets else ~meets)
    if wanted.rule is not None:
        late = func.json_extract(_SUMMARY.c.timescales, f'$."{wanted.rule}"[1]')
        conditions += [_SUMMARY.c.counted, late.is_not(None)]
        if wanted.meets is not None:
            conditions.append(late == 0 if wanted.meets else late > 0)
    return and_(true(), *conditions)


def _readable(person: Person) -> ColumnElement[bool]:
    """The audits that a person may read, by the one table of permissions."""
    return and_(permitted(person, Move.READ), ~hidden_from(person))


def permitted(person: Person, move: Move) -> ColumnElement[bool]:
    """The audits in which a person may make a move by their roles."""
    states: dict[Whose, set[State]] = {}
    for (role, state, listed), whose in PERMITTED.items():
        if role in person.roles and listed is move:
            states.setdefault(whose, set()).add(state)
    of_all = states.get(Whose.ANY, set())
    if of_all.issuperset(State):
        return true()
    choices = []
    for whose, found in states.items():
        # What is permitted in everybody's audits is so in a person's own: one condition less for each row.
        left = sorted(state.value for state in (found if whose is Whose.ANY else found - of_all))
        if left:
            choices.append(and_(_SUMMARY.c.state.in_(left), _whose(whose, person)))
    return or_(false(), *choices)


def hidden_from(person: Person) -> ColumnElement[bool]:
    """What a person must see nothing of: what they are to moderate blind and have not yet; others' calibrations."""
    others = and_(_SUMMARY.c.kind == AuditKind.CALIBRATION.value, _SUMMARY.c.auditor_id != person.id)
    return or_(blind_for(person), others)


def blind_for(person: Person) -> ColumnElement[bool]:
    """The audits that a person is to moderate blind, and has not yet."""
    states = [state.value for state in BLIND_STATES]
    return and_(_moderates(person), _SUMMARY.c.blind, _SUMMARY.c.state.in_(states))


def _moderates(person: Person) -> ColumnElement[bool]:
    # Two-valued: where nobody moderates, the column is NULL, and NOT of an unknown would hide the audit.
    return and_(_SUMMARY.c.moderator_id.is_not(None), _SUMMARY.c.moderator_id == person.id)


def _whose(whose: Whose, person: Person) -> ColumnElement[bool]:
    match whose:
        case Whose.OWN:
            found: ColumnElement[bool] = _SUMMARY.c.auditor_id == person.id
        case Whose.MODERATES:
            found = and_(_moderates(person), _SUMMARY.c.auditor_id != person.id)
        case Whose.UNINVOLVED:
            found = and_(_SUMMARY.c.auditor_id != person.id, ~_moderates(person))
        case Whose.OWN_TEAM:
            found = _SUMMARY.c.team_id.in_(sorted(person.teams))
        case Whose.ANY:
            found = true()
    return found


def _grade_for(measure: str) -> ColumnElement[Any]:
    if measure == OVERALL_MEASURE:
        column: ColumnElement[Any] = _SUMMARY.c.overall
        return column
    return func.json_extract(_SUMMARY.c.judgements, f'$."{measure}"')
