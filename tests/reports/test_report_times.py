"""The timescales in the report of an audit: rule, source, dates, result, and never a private date."""

from dataclasses import replace
from datetime import date

from report_samples import audit_data

from auditor.audit.profile import Profile
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate
from auditor.reports.document import Lines, Paragraph, Table
from auditor.reports.marks import Mark
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.one_audit.times import timescales


def report(*dates: KeyDate, calendar: Calendar | None = None, unborn: bool = False) -> AuditReportData:
    data = audit_data()
    scope = data.scope
    if unborn:
        scope = replace(
            scope, profile=Profile("child", frozenset({"child_protection"}), "unborn", {"strategy_meeting": True})
        )
    examination = replace(data.examination, key_dates={one.id: one for one in dates})
    return replace(data, scope=scope, examination=examination, calendar=calendar or Calendar())


def rows(data: AuditReportData) -> list[tuple[str, str, str, str]]:
    table = timescales(data)[0]
    assert isinstance(table, Table)
    found, about = [], ""
    for row in table.rows:
        if row.group:
            assert isinstance(row.cells[0], Lines)
            about = row.cells[0].lines[0].text
            continue
        _, due, done, mark = row.cells
        assert isinstance(mark, Mark)
        found.append((about, str(due), str(done), mark.word))
    return found


def test_a_rule_stands_with_its_source_its_dates_and_its_result() -> None:
    held = KeyDate("h", "initial_conference_held", date(2026, 8, 3))
    group = KeyDate("g", "core_group_held", date(2026, 8, 18))
    found = rows(report(held, group))
    assert (
        "Core group held within 10 working days of: initial child protection conference held (PG4.1)",
        "17 August 2026",
        "18 August 2026",
        "Late by 1 day",
    ) in found


def test_how_days_are_counted_is_said() -> None:
    held = KeyDate("h", "initial_conference_held", date(2026, 8, 3))
    told = timescales(report(held, calendar=Calendar(frozenset({date(2026, 8, 10)}), first_day_counts=True)))[-1]
    assert isinstance(told, Paragraph)
    assert "1 closure day of the council" in told.text
    assert "is day 1" in told.text


def test_a_private_date_is_never_printed_nor_what_it_could_be_counted_from() -> None:
    expected = KeyDate("private-e", "expected_delivery", date(2026, 12, 14))
    held = KeyDate("h", "strategy_meeting_held", date(2026, 9, 21))
    found = [row for row in rows(report(expected, held, unborn=True)) if "PG2.3" in row[0]]
    assert [row[1:] for row in found] == [("Not shown", "Not shown", "In time")]
