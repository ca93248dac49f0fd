"""The projection of actions: one row for each action of a submitted audit, made from facts with the audit's summary."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from auditor.audit.action_steps import ActionSummary, Closing, Followed, Status
from auditor.audit.examination import Examination
from auditor.standards.model import Checklist
from auditor.store.records import AuditRecord
from auditor.store.tables import ActionSummaryRow, table

_ACTION: Any = table(ActionSummaryRow)
_DAYS = ("started_on", "first_due", "due", "last_on", "closed_on")


def action_summaries(
    audit: AuditRecord, team: UUID, checklist: Checklist, examination: Examination, found: Iterable[Followed]
) -> tuple[ActionSummary, ...]:
    """The rows of an audit's actions.

    Args:
        team: the team the audit is about; it owns the actions.
        examination: the auditor's: an action that names no criterion is about what its finding rests on.
    """
    sections = {criterion.id: section.id for section in checklist.sections for criterion in section.criteria}
    rows = []
    for one in found:
        action = one.action
        finding = examination.findings.get(action.finding)
        about = action.about or (finding.about if finding else "")
        rows.append(
            ActionSummary(
                audit_id=audit.id,
                action_id=action.id,
                case_id=audit.case_id,
                lcs_number=audit.lcs_number,
                team_id=team,
                what=action.what,
                owner=action.owner,
                about=about,
                section=sections.get(about, about),
                urgent=action.urgent,
                started_on=one.started_on,
                first_due=action.due,
                due=one.due,
                extensions=one.extensions,
                status=one.status,
                last_on=one.steps[-1].on if one.steps else None,
                closed_on=one.closed_on,
                closed_how=one.closed_how,
            )
        )
    return tuple(rows)


def replace_actions(connection: Connection, audit_id: UUID, actions: Iterable[ActionSummary]) -> None:
    """Put an audit's actions in place of those before."""
    connection.execute(delete(_ACTION).where(_ACTION.c.audit_id == audit_id))
    add_actions(connection, actions)


def add_actions(connection: Connection, actions: Iterable[ActionSummary]) -> None:
    """Add the actions of audits that have none in the table."""
    if rows := [_row(action) for action in actions]:
        connection.execute(insert(_ACTION), rows)


def forget_actions(connection: Connection) -> None:
    """Empty the table, before everything is made anew."""
    connection.execute(delete(_ACTION))


def wrong_actions(connection: Connection, expected: Iterable[ActionSummary]) -> list[str]:
    """Where the stored rows differ from those made anew, in words."""
    wanted = {(action.audit_id, action.action_id): action for action in expected}
    stored = {
        (found.audit_id, found.action_id): found
        for found in (action_of(row) for row in connection.execute(select(_ACTION)).mappings())
    }
    return [
        f"the row of action {name[1]} in audit {name[0]} does not match its facts"
        for name in wanted.keys() | stored.keys()
        if wanted.get(name) != stored.get(name)
    ]


def action_of(row: Any) -> ActionSummary:
    """An action from a row of its table."""
    return ActionSummary(
        **{name: row[name] for name in _SAME},
        **_days(row),
        status=Status(row["status"]),
        closed_how=Closing(row["closed_how"]) if row["closed_how"] else None,
    )


_SAME = (
    "audit_id",
    "action_id",
    "case_id",
    "lcs_number",
    "team_id",
    "what",
    "owner",
    "about",
    "section",
    "urgent",
    "extensions",
)


def _row(action: ActionSummary) -> dict[str, Any]:
    days = {name: getattr(action, name) for name in _DAYS}
    return {
        **{name: getattr(action, name) for name in _SAME},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "status": action.status.value,
        "closed_how": action.closed_how.value if action.closed_how else None,
    }


def _days(row: Any) -> dict[str, Any]:
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
