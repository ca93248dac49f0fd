"""Deadlines are counted when an audit is submitted, by the calendar it was submitted by."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from store_builders import finish, new_audit, team

from auditor.audit.changes import Change, key_date
from auditor.audit.timescales.calendar import Term
from auditor.audit.timescales.key_dates import KeyDate
from auditor.store.records import AuditFilter, TimescaleCounter
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.council.council_calendar import council_calendar, set_first_day, set_terms
from auditor.use_cases.keeping.look_after_store import rebuild_projections, verify_store
from auditor.use_cases.service import Service

FULL = AuditFilter(counted=True)


def summaries_at(service: Service, audit_id: UUID, *months: int) -> None:
    """Enter the allocation seven months ago, and a case summary so many months after it."""
    opened = open_audit(service, audit_id)
    start = opened.details.as_at - timedelta(days=210)
    dates = [KeyDate("allocated", "case_allocated", start)]
    dates += [KeyDate(f"summary {n}", "case_summary_updated", start + timedelta(days=30 * n)) for n in months]
    changes: list[Change] = [key_date(one) for one in dates]
    record(service, opened, changes)


def counted(service: Service, *, by_team: bool = False) -> list[tuple[UUID | None, TimescaleCounter]]:
    with service.store.reading() as reader:
        found = reader.timescales(FULL, ("rule", "team_id") if by_team else ("rule",))
    return [(place[1] if by_team else None, counter) for place, counter in found.items() if place[0] == "T03"]


def finished(service: Service, number: str, *months: int, where: str = "North") -> UUID:
    audit_id = new_audit(service, number, team=team(service, where))
    summaries_at(service, audit_id, *months)
    finish(service, audit_id)
    submit_audit(service, audit_id)
    return audit_id


def test_deadlines_are_summed_over_audits_and_teams(service: Service) -> None:
    finished(service, "9900001", 2, 4, 6)
    finished(service, "9900002", 2, 6, where="South")
    assert counted(service) == [(None, TimescaleCounter("T03", 4, 1, 2))]
    by_team = dict(counted(service, by_team=True))
    assert by_team == {
        team(service, "North"): TimescaleCounter("T03", 3, 0, 1),
        team(service, "South"): TimescaleCounter("T03", 1, 1, 1),
    }


def test_a_draft_and_a_void_audit_count_nowhere(service: Service) -> None:
    draft = new_audit(service, "9900003")
    summaries_at(service, draft, 2, 4)
    assert counted(service) == []
    audit_id = finished(service, "9900001", 2, 4, 6)
    void_audit(service, audit_id, "the wrong child")
    assert counted(service) == []


def test_reopening_takes_the_deadlines_out_and_submitting_brings_them_back(service: Service) -> None:
    audit_id = finished(service, "9900001", 2, 6)
    reopen_audit(service, audit_id, "a summary was found")
    assert counted(service) == []
    summaries_at(service, audit_id, 2, 4, 6)
    submit_audit(service, audit_id)
    assert counted(service) == [(None, TimescaleCounter("T03", 3, 0, 1))]


def test_rebuilding_gives_the_same_and_verify_sees_a_difference(service: Service) -> None:
    finished(service, "9900001", 2, 6)
    before = counted(service)
    rebuild_projections(service)
    assert counted(service) == before
    assert verify_store(service).problems == ()
    with service.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE timescale_counter SET late = late + 1 WHERE rule = 'T03'")
    assert any("T03" in problem for problem in verify_store(service).problems)


def test_an_audit_keeps_the_calendar_it_was_submitted_by(service: Service) -> None:
    audit_id = finished(service, "9900001", 2, 4)
    terms = [Term("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18))]
    set_terms(service, terms)
    set_first_day(service, counts=True)
    assert council_calendar(service).first_day_counts
    assert not open_audit(service, audit_id).calendar.first_day_counts
    assert open_audit(service, new_audit(service, "9900002")).calendar == replace(
        council_calendar(service), terms=tuple(terms)
    )
    rebuild_projections(service)
    assert not open_audit(service, audit_id).calendar.first_day_counts


def test_the_audits_behind_a_figure_are_found_by_their_rule(service: Service) -> None:
    good, late = finished(service, "9900001", 2, 4, 6), finished(service, "9900002", 2, 6)
    new_audit(service, "9900003")

    def behind(meets: bool | None) -> set[UUID]:
        wanted = replace(FULL, rule="T03", meets=meets)
        with service.store.reading() as reader:
            return {summary.audit_id for summary in reader.page(wanted, 0, 10)}

    assert (behind(None), behind(True), behind(False)) == ({good, late}, {good}, {late})
