"""The two projections: one summary row per audit, and counters for scorecards.

Both are made from facts alone and change in the same transaction as the facts. ``rebuild`` makes them anew, and
``differences`` says where they have drifted, which should be never.
"""

import json
from collections import Counter as Tally
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import Examination
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.outcome import Outcome, outcome
from auditor.audit.scope import Scope
from auditor.audit.states import Move, State, state_of
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.standards.model import Checklist
from auditor.store.records import AuditRecord, AuditSummary, moment_of, moment_text
from auditor.store.tables import AuditSummaryRow, MeasureCounterRow, TimescaleCounterRow, table

OVERALL_MEASURE = "overall"
"""The name under which overall grades are counted."""
COUNTED_STATES = frozenset(
    {State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED, State.FINAL, State.CLOSED}
)
"""An audit counts from the moment it is submitted, by its grade of record."""

_SUMMARY: Any = table(AuditSummaryRow)
_COUNTER: Any = table(MeasureCounterRow)
_TIME: Any = table(TimescaleCounterRow)
CELL = ("month", "team_id", "kind", "theme", "early_help", "scoring_hash", "moderated")
"""What the counters tell apart beside the measure, in the order of :data:`CounterKey`."""
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_TIMES = ("in_time", "late", "cases")

CounterKey = tuple[str, UUID, str, str, bool, str, bool, str]


def summarise(
    audit: AuditRecord,
    checklist: Checklist,
    scoring: str,
    facts: Iterable[tuple[UUID | None, Fact]],
    examination_id: UUID,
) -> AuditSummary:
    """The summary of an audit from its facts.

    Args:
        audit: its identity.
        checklist: the content it is pinned to.
        scoring: the scoring hash that content was stored under: making it anew takes longer than all the rest.
        facts: all of the audit's, each with its examination.
        examination_id: the auditor's.
    """
    everything = list(facts)
    of_audit = [fact for examination, fact in everything if examination is None]
    standing = current(of_audit)
    details_body = standing[FactKind.DETAILS, ""].latest.body
    assert details_body is not None
    details = AuditDetails.from_body(details_body)
    examination = Examination.from_facts(fact for owner, fact in everything if owner == examination_id)
    scope = scope_of(audit.kind, checklist, details, examination)
    state = state_of(of_audit)
    moves = [fact for fact in of_audit if fact.kind is FactKind.MOVE]
    submitted = [fact.at for fact in moves if fact.key == Move.SUBMIT]
    entry = standing.get((FactKind.LCS_ENTRY, ""))
    entered = entry.latest.body.get("entered_on") if entry and entry.latest.body else None
    result = outcome(scope, examination) if state in COUNTED_STATES else Outcome(None)
    return AuditSummary(
        audit_id=audit.id,
        case_id=audit.case_id,
        lcs_number=audit.lcs_number,
        kind=audit.kind,
        checklist_id=checklist.id,
        theme=checklist.id if checklist.kind == "theme" else "",
        content_hash=audit.content_hash,
        scoring_hash=scoring,
        auditor_id=audit.auditor_id,
        team_id=details.team,
        subject=details.profile.subject,
        tags=profile_tags(details),
        as_at=details.as_at,
        due=details.due,
        state=state,
        answered=answered_of(scope, examination),
        asked=len(scope.asked),
        opened_at=audit.opened_at,
        changed_at=max((fact.at for _, fact in everything), default=audit.opened_at),
        submitted_at=submitted[-1] if submitted and state is not State.DRAFT else None,
        lcs_entered_on=date.fromisoformat(entered) if entered else None,
        counted=state in COUNTED_STATES and result.overall is not None,
        moderated=False,
        early_help=result.early_help,
        overall=result.overall,
        difference=result.difference,
        sections=result.sections,
        judgements=result.judgements,
        revision=1 + sum(1 for fact in moves if fact.key == Move.REOPEN),
        timescales=_timescales(scope, examination, details, submitted_by(of_audit, state)),
    )


def _timescales(
    scope: Scope, examination: Examination, details: AuditDetails, calendar: Calendar | None
) -> dict[str, tuple[int, int]]:
    """Deadlines met and not met by rule, of an audit that was submitted."""
    if calendar is None or not examination.key_dates:
        return {}
    found = Timescales.of_audit(scope, examination, details.period, calendar).results
    return {rule: (one.in_time, one.judged - one.in_time) for rule, one in found.items() if one.judged}


def scope_of(kind: str, checklist: Checklist, details: AuditDetails, examination: Examination) -> Scope:
    """What an audit asks: core criteria in a full audit or re-audit of an edition, everything in a theme."""
    full = checklist.kind == "edition" and kind in (AuditKind.FULL, AuditKind.RE_AUDIT)
    profile = replace(details.profile, events=examination.events_in(details.period))
    return Scope(checklist, profile, full, examination.opened)


def submitted_by(of_audit: Iterable[Fact], state: State) -> Calendar | None:
    """The calendar a submitted audit was judged by, so that a later setting changes no figure; None for a draft."""
    moves = [fact for fact in of_audit if fact.kind is FactKind.MOVE and fact.key == Move.SUBMIT]
    if not moves or state is State.DRAFT:
        return None
    body = (moves[-1].body or {}).get("calendar")
    return Calendar.from_body(body) if body else Calendar()


def answered_of(scope: Scope, examination: Examination) -> int:
    """How many of the criteria asked have an answer."""
    return sum(1 for criterion in scope.asked if criterion in examination.answers)


def profile_tags(details: AuditDetails) -> tuple[str, ...]:
    """Statuses and age band, for filters."""
    profile = details.profile
    return (*sorted(profile.statuses), *([profile.age_band] if profile.age_band else []))


# -- writing ----------------------------------------------------------------------------------------------------------


def write_summary(connection: Connection, summary: AuditSummary) -> None:
    """Put a summary in place of the one before, and move the counters by the difference."""
    row = summary_row(summary)
    before = connection.execute(select(_SUMMARY).where(_SUMMARY.c.audit_id == summary.audit_id)).mappings().first()
    if before is None:
        connection.execute(insert(_SUMMARY), row)
    else:
        connection.execute(update(_SUMMARY).where(_SUMMARY.c.audit_id == summary.audit_id).values(row))
    change: Tally[tuple[CounterKey, str]] = Tally(contribution(summary))
    if before is not None:
        change.subtract(contribution(summary_of(before)))
    add_to_counters(connection, change)


def touch_summary(connection: Connection, audit_id: UUID, answered: int, asked: int, at: str) -> None:
    """Note progress in a draft, which counts nowhere yet."""
    connection.execute(_TOUCH, {"audit": audit_id, "new_answered": answered, "new_asked": asked, "at": at})


# Built once, for it runs with every answer. The latest moment, not the last: a clock that is put right may go back.
_TOUCH = (
    update(_SUMMARY)
    .where(_SUMMARY.c.audit_id == bindparam("audit"))
    .values(
        answered=bindparam("new_answered"),
        asked=bindparam("new_asked"),
        changed_at=func.max(_SUMMARY.c.changed_at, bindparam("at")),
    )
)


def contribution(summary: AuditSummary) -> list[tuple[CounterKey, str]]:
    """What an audit adds to the counters: one grade for the whole and one for each audit measure."""
    if not summary.counted or summary.overall is None:
        return []
    grades: dict[str, str] = {OVERALL_MEASURE: summary.overall, **summary.judgements}
    cell = (
        summary.month,
        summary.team_id,
        summary.kind,
        summary.theme,
        summary.early_help,
        summary.scoring_hash,
        summary.moderated,
    )
    counted = [((*cell, measure), grade) for measure, grade in grades.items()]
    for rule, (in_time, late) in summary.timescales.items():
        counted += [((*cell, rule), "in_time")] * in_time + [((*cell, rule), "late")] * late
        counted.append(((*cell, rule), "cases"))
    return counted


# Each counter's table, the name of what it counts there, and its columns. Rules and measures have no id in common.
_COUNTERS: tuple[tuple[Any, str, tuple[str, ...]], ...] = ((_COUNTER, "measure", _GRADES), (_TIME, "rule", _TIMES))


def _cells(change: Mapping[tuple[CounterKey, str], int], columns: tuple[str, ...]) -> dict[CounterKey, dict[str, int]]:
    """What belongs to one of the counters, by cell."""
    cells: dict[CounterKey, dict[str, int]] = {}
    for (key, column), count in change.items():
        if count and column in columns:
            cells.setdefault(key, dict.fromkeys(columns, 0))[column] += count
    return cells


def add_to_counters(connection: Connection, change: "Tally[tuple[CounterKey, str]]") -> None:
    """Move the counters by so many audits for each cell and grade; negative takes away."""
    for counter, counted, columns in _COUNTERS:
        rows = _cells(change, columns)
        for key, counts in rows.items():
            cell = dict(zip((*CELL, counted), key, strict=True))
            where = and_(*(counter.c[name] == value for name, value in cell.items()))
            added = {column: counter.c[column] + count for column, count in counts.items() if count}
            if not connection.execute(update(counter).where(where).values(added)).rowcount:
                connection.execute(insert(counter), {**cell, **counts})
        if rows:
            # A cell in which nothing counts any more is no cell: rebuilding would not make it.
            connection.execute(delete(counter).where(and_(*(counter.c[column] == 0 for column in columns))))


def replace_all(
    connection: Connection, summaries: Iterable[AuditSummary], removed: "Tally[tuple[CounterKey, str]]"
) -> None:
    """Make both projections anew from these summaries, and from what removed audits had counted for."""
    connection.execute(delete(_SUMMARY))
    for counter, _, _ in _COUNTERS:
        connection.execute(delete(counter))
    change = Tally(removed)
    rows = []
    for summary in summaries:
        rows.append(summary_row(summary))
        change.update(contribution(summary))
    if rows:
        connection.execute(insert(_SUMMARY), rows)
    for counter, counted, columns in _COUNTERS:
        if cells := _cells(change, columns):
            names = (*CELL, counted)
            connection.execute(
                insert(counter), [{**dict(zip(names, key, strict=True)), **counts} for key, counts in cells.items()]
            )


def differences(
    connection: Connection,
    summaries: Iterable[AuditSummary],
    removed: "Tally[tuple[CounterKey, str]]",
    unreadable: Container[UUID] = (),
) -> list[str]:
    """Where the stored projections differ from what the facts say, in words.

    Args:
        summaries: of every audit, made anew.
        removed: what removed audits had counted for.
        unreadable: audits whose summaries are left aside.
    """
    expected = {summary.audit_id: summary for summary in summaries}
    stored = {row["audit_id"]: summary_of(row) for row in connection.execute(select(_SUMMARY)).mappings()}
    problems = [f"the summary of audit {audit} is missing" for audit in expected.keys() - stored.keys()]
    beyond = [audit for audit in stored.keys() - expected.keys() if audit not in unreadable]
    problems += [f"there is a summary of an audit that does not exist: {audit}" for audit in beyond]
    for audit in expected.keys() & stored.keys():
        if expected[audit] != stored[audit]:
            problems.append(f"the summary of audit {audit} does not match its facts")
    tally = Tally(removed)
    for summary in expected.values():
        tally.update(contribution(summary))
    for counter, counted, columns in _COUNTERS:
        for row in connection.execute(select(counter)).mappings():
            key = cast("CounterKey", tuple(row[name] for name in (*CELL, counted)))
            for column in columns:
                tally[key, column] -= row[column]
    problems += [
        f"the counter for {key[-1]} in {key[0]} is off by {-count}" for (key, _), count in tally.items() if count
    ]
    return sorted(problems)


# -- rows -------------------------------------------------------------------------------------------------------------


def summary_row(summary: AuditSummary) -> dict[str, Any]:
    """A summary as a row of its table."""
    return {
        **{name: getattr(summary, name) for name in _SAME},
        "tags": json.dumps(summary.tags),
        "as_at": summary.as_at.isoformat(),
        "month": summary.month,
        "due": summary.due.isoformat() if summary.due else None,
        "state": summary.state.value,
        "opened_at": moment_text(summary.opened_at),
        "changed_at": moment_text(summary.changed_at),
        "submitted_at": moment_text(summary.submitted_at) if summary.submitted_at else None,
        "lcs_entered_on": summary.lcs_entered_on.isoformat() if summary.lcs_entered_on else None,
        "sections": json.dumps(summary.sections, sort_keys=True),
        "judgements": json.dumps(summary.judgements, sort_keys=True),
        "timescales": json.dumps(summary.timescales, sort_keys=True) if summary.timescales else None,
    }


_SAME = (
    "audit_id",
    "case_id",
    "lcs_number",
    "kind",
    "checklist_id",
    "theme",
    "content_hash",
    "scoring_hash",
    "auditor_id",
    "team_id",
    "subject",
    "answered",
    "asked",
    "counted",
    "moderated",
    "early_help",
    "overall",
    "difference",
    "revision",
)


def summary_of(row: Any) -> AuditSummary:
    """A summary from a row of its table."""
    return AuditSummary(
        **{name: row[name] for name in _SAME},
        tags=tuple(json.loads(row["tags"])),
        as_at=date.fromisoformat(row["as_at"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        state=State(row["state"]),
        opened_at=moment_of(row["opened_at"]),
        changed_at=moment_of(row["changed_at"]),
        submitted_at=moment_of(row["submitted_at"]) if row["submitted_at"] else None,
        lcs_entered_on=date.fromisoformat(row["lcs_entered_on"]) if row["lcs_entered_on"] else None,
        sections=json.loads(row["sections"]),
        judgements=json.loads(row["judgements"]),
        timescales={rule: (met, late) for rule, (met, late) in json.loads(row["timescales"] or "{}").items()},
    )
