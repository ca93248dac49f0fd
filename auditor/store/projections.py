"""The two projections: one summary row per audit, and counters for scorecards.

Both are made from facts alone and change in the same transaction as the facts. ``rebuild`` makes them anew, and
``differences`` says where they have drifted, which should be never.
"""

import json
from collections import Counter as Tally
from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Integer, and_, bindparam, delete, func, insert, select, update

from auditor.audit.action_steps import ActionSummary
from auditor.audit.moderation import Moderated
from auditor.audit.states import State
from auditor.store.action_rows import add_actions, forget_actions, replace_actions, wrong_actions
from auditor.store.records import AuditSummary, moment_of, moment_text
from auditor.store.tables import AuditSummaryRow, MeasureCounterRow, TimescaleCounterRow, table

OVERALL_MEASURE = "overall"
"""The name under which overall grades are counted."""
_SUMMARY: Any = table(AuditSummaryRow)
_COUNTER: Any = table(MeasureCounterRow)
_TIME: Any = table(TimescaleCounterRow)
CELL = ("month", "team_id", "kind", "theme", "early_help", "scoring_hash", "moderated")
"""What the counters tell apart beside the measure, in the order of :data:`CounterKey`."""
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_TIMES = ("in_time", "late", "cases")

CounterKey = tuple[str, UUID, str, str, bool, str, bool, str]


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
    replace_actions(connection, summary.audit_id, summary.actions)


def touch_summary(connection: Connection, audit_id: UUID, answered: int | None, asked: int | None, at: str) -> None:
    """Note progress in a draft, which counts nowhere yet; without figures, only that something was recorded."""
    connection.execute(_TOUCH, {"audit": audit_id, "new_answered": answered, "new_asked": asked, "at": at})


# Built once, for it runs with every answer. The latest moment, not the last: a clock that is put right may go back.
_TOUCH = (
    update(_SUMMARY)
    .where(_SUMMARY.c.audit_id == bindparam("audit"))
    .values(
        answered=func.coalesce(bindparam("new_answered", type_=Integer), _SUMMARY.c.answered),
        asked=func.coalesce(bindparam("new_asked", type_=Integer), _SUMMARY.c.asked),
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
    forget_actions(connection)
    for counter, _, _ in _COUNTERS:
        connection.execute(delete(counter))
    change = Tally(removed)
    rows = []
    actions: list[ActionSummary] = []
    for summary in summaries:
        rows.append(summary_row(summary))
        actions += summary.actions
        change.update(contribution(summary))
    if rows:
        connection.execute(insert(_SUMMARY), rows)
    add_actions(connection, actions)
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
    problems += wrong_actions(connection, (action for summary in expected.values() for action in summary.actions))
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
        "blind": summary.blind,
        "opened_at": moment_text(summary.opened_at),
        "changed_at": moment_text(summary.changed_at),
        "submitted_at": moment_text(summary.submitted_at) if summary.submitted_at else None,
        "lcs_entered_on": summary.lcs_entered_on.isoformat() if summary.lcs_entered_on else None,
        "sections": json.dumps(summary.sections, sort_keys=True),
        "judgements": json.dumps(summary.judgements, sort_keys=True),
        "timescales": json.dumps(summary.timescales, sort_keys=True) if summary.timescales else None,
        "answers": json.dumps(summary.answers, sort_keys=True) if summary.answers else None,
        "moderation_due": summary.moderation_due.isoformat() if summary.moderation_due else None,
        "moderation": json.dumps(summary.moderation.as_body()) if summary.moderation else None,
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
    "moderator_id",
)


@lru_cache(maxsize=512)
def _tags(text: str) -> tuple[str, ...]:
    """Tags as stored; many audits have the same."""
    return tuple(json.loads(text))


def summary_of(row: Any) -> AuditSummary:
    """A summary from a row of its table."""
    return AuditSummary(
        **{name: row[name] for name in _SAME},
        tags=_tags(row["tags"]),
        as_at=date.fromisoformat(row["as_at"]),
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        state=State(row["state"]),
        opened_at=moment_of(row["opened_at"]),
        changed_at=moment_of(row["changed_at"]),
        submitted_at=moment_of(row["submitted_at"]) if row["submitted_at"] else None,
        lcs_entered_on=date.fromisoformat(row["lcs_entered_on"]) if row["lcs_entered_on"] else None,
        sections=json.loads(row["sections"]),
        judgements=json.loads(row["judgements"]),
        timescales={rule: (met, late) for rule, (met, late) in json.loads(row["timescales"]).items()}
        if row["timescales"]
        else {},
        answers=json.loads(row["answers"]) if row["answers"] else {},
        blind=bool(row["blind"]),
        moderation_due=date.fromisoformat(row["moderation_due"]) if row["moderation_due"] else None,
        moderation=Moderated.from_body(json.loads(row["moderation"])) if row["moderation"] else None,
    )
