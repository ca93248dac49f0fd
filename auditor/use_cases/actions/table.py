"""The actions of a list as plain rows, and as a file: CSV, or a workbook."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from auditor.audit.action_steps import CLOSING_WORDS, STATUS_WORDS, ActionSummary
from auditor.audit.facts import FactKind
from auditor.audit.vague import vague
from auditor.errors import InputError
from auditor.reports.writers.spreadsheet import inert
from auditor.store.action_queries import ActionFilter
from auditor.store.records import Team
from auditor.use_cases.actions.listing import PAGE, list_actions
from auditor.use_cases.keeping.back_up import ACTIONS
from auditor.use_cases.service import Service

Row = Mapping[str, Any]
DUE_FIELDS = ("lcs", "action", "what", "owner", "team", "due", "days_over", "status")
"""What a scheduler is told of an action that is due."""
FORMATS = ("csv", "xlsx")


def action_row(action: ActionSummary, teams: Mapping[UUID, Team], today: date) -> dict[str, Any]:
    """An action as plain data.

    Returns:
        Days as ``2026-11-22``; ``days_over`` counts the days since it was due, fewer than 0 while it is still to come,
        and is None where it is closed or has no day; ``age`` counts the days since it started.
    """
    over = (today - action.due).days if action.due is not None and action.closed_on is None else None
    return {
        "lcs": action.lcs_number,
        "action": action.action_id,
        "what": action.what,
        "owner": action.owner,
        "team": teams[action.team_id].name if action.team_id in teams else "",
        "due": _day(action.due),
        "days_over": over,
        "status": action.status.value,
        "about": action.about,
        "section": action.section,
        "urgent": action.urgent,
        "started": _day(action.started_on),
        "age": action.age(today) if action.started_on is not None and action.closed_on is None else None,
        "first_due": _day(action.first_due),
        "extensions": action.extensions,
        "last_report": _day(action.last_on),
        "closed": _day(action.closed_on),
        "closed_how": action.closed_how.value if action.closed_how else None,
        "vague": [one.why for one in vague(action)],
        "audit": str(action.audit_id),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def every_action(service: Service, wanted: ActionFilter) -> Iterator[ActionSummary]:
    """All actions of a list that this person may see, read page by page."""
    offset = 0
    while page := list_actions(service, wanted, offset, PAGE):
        yield from page
        offset += PAGE


def action_rows(service: Service, wanted: ActionFilter) -> list[dict[str, Any]]:
    """All actions of a list as plain data; see :func:`action_row`."""
    teams, today = service.teams(), service.today()
    return [action_row(action, teams, today) for action in every_action(service, wanted)]


def actions_file(service: Service, wanted: ActionFilter, format_: str) -> bytes:
    """The actions of a list as the content of a file; that it left the store is recorded.

    Args:
        format_: ``csv`` or ``xlsx``.

    Raises:
        InputError: no such format.
    """
    if format_ not in FORMATS:
        raise InputError(f"There is no format called '{format_}'.", f"Known: {', '.join(FORMATS)}.", "")
    rows = [_shown(row) for row in action_rows(service, wanted)]
    headings = list(_HEADINGS.values())
    content = _csv(headings, rows) if format_ == "csv" else _workbook(headings, rows)
    with service.store.writing() as writer:
        body = {"what": "export", "format": format_, "actions": len(rows)}
        writer.append([service.fact(FactKind.DISCLOSURE, ACTIONS, body)])
    return content


_HEADINGS = {
    "lcs": "LCS number",
    "what": "What",
    "owner": "Owner",
    "team": "Team",
    "due": "Due",
    "days_over": "Days over",
    "status": "Status",
    "section": "Standard",
    "started": "Started",
    "age": "Days open",
    "first_due": "First due",
    "extensions": "Extensions",
    "last_report": "Last report",
    "closed": "Closed",
    "closed_how": "How closed",
    "vague": "Vague",
    "action": "Action",
    "audit": "Audit",
}
_DAYS = ("due", "started", "first_due", "last_report", "closed")


def _shown(row: Row) -> list[Any]:
    shown = {
        **row,
        **{name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS},
        "status": next(words for status, (_, words) in STATUS_WORDS.items() if status == row["status"]),
        "closed_how": next((words for how, words in CLOSING_WORDS.items() if how == row["closed_how"]), None),
        "vague": "; ".join(row["vague"]),
    }
    return [shown[name] for name in _HEADINGS]


def _csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(headings)
    # What a cell holds was typed by people: no spreadsheet may take it for a formula.
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook  # slow to load, and most lists are read on the screen
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Actions")
    sheet.append(list(headings))
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, however it begins
            cells.append(cell)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
