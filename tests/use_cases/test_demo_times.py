"""Time in the demo: as many key dates as somebody enters, few answers beside them, and teams that differ."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from auditor.audit.details import AuditKind
from auditor.audit.states import State
from auditor.audit.timescales.proposals import counts
from auditor.audit.timescales.vocabulary import needed_events
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.open_audit import OpenAudit, read_audit
from auditor.use_cases.demo import build_demo
from auditor.use_cases.demo.cast import QA_LEAD
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 22)
MOST = 34


@pytest.fixture(scope="module")
def done(full: Service) -> list[OpenAudit]:
    found = read_all(full)
    return [opened for opened in found if opened.state not in (State.DRAFT, State.VOID)]


def read_all(service: Service) -> list[OpenAudit]:
    """Every audit, as a QA lead sees it who has nothing to do with any."""
    lead = next(one for one in service.people().values() if one.name == QA_LEAD)
    reading = replace(service, person=lead)
    with service.store.reading() as reader:
        return [
            read_audit(reader, reading, item.audit_id)
            for item in reader.page(AuditFilter(), limit=10_000)
            if item.kind != AuditKind.CALIBRATION
        ]


@pytest.mark.slow
def test_an_audit_holds_as_many_key_dates_as_somebody_enters(done: list[OpenAudit]) -> None:
    sizes = [len(opened.examination.key_dates) for opened in done]
    assert max(sizes) <= MOST
    assert 20 <= median(sizes) <= 30
    assert sum(15 <= size <= 30 for size in sizes) / len(sizes) > 0.65


@pytest.mark.slow
def test_only_what_a_rule_of_the_case_works_with_is_entered(done: list[OpenAudit]) -> None:
    before: Counter[tuple[str, str]] = Counter()
    for opened in done:
        needed = needed_events(opened.scope)
        for one in opened.examination.key_dates.values():
            assert one.event in needed, (opened.record.lcs_number, one.event)
            if one.on is not None and one.on < opened.details.period.start:
                before[opened.record.lcs_number, one.event] += 1
    assert {event for (_, event), count in before.items() if count > 2} <= {"cared_for_review_held"}


@pytest.mark.slow
def test_no_key_date_looks_like_a_slip(done: list[OpenAudit]) -> None:
    assert [strange.what for opened in done for strange in opened.timescales.strange] == []


@pytest.mark.slow
def test_few_answers_depart_from_the_dates_and_each_says_why(done: list[OpenAudit]) -> None:
    proposed = departs = 0
    for opened in done:
        for name, proposal in opened.timescales.proposals.items():
            given = opened.examination.answers[name]
            if proposal.answer is None or given.answer is None:
                continue
            proposed += 1
            if given.answer != proposal.answer:
                departs += 1
                assert given.reason, (opened.record.lcs_number, name)
    assert 0.04 <= departs / proposed <= 0.06


@pytest.mark.slow
def test_supervisions_are_in_time_in_two_of_three_and_teams_differ(full: Service, done: list[OpenAudit]) -> None:
    teams = full.teams()
    by_team: dict[str, list[tuple[int, int]]] = {}
    for opened in done:
        if opened.record.kind == "full" and "T09" in opened.timescales.results:
            found = counts(opened.timescales.results["T09"].instances)
            by_team.setdefault(teams[opened.details.team].name, []).append(found)
    shares = {
        name: sum(met for met, _ in found) / sum(of for _, of in found)
        for name, found in by_team.items()
        if sum(of for _, of in found) > 50
    }
    every = [pair for found in by_team.values() for pair in found]
    assert 0.6 <= sum(met for met, _ in every) / sum(of for _, of in every) <= 0.7
    assert min(shares, key=lambda name: shares[name]) == "Assessment South"
    assert 0.4 <= min(shares.values()) <= 0.5
    assert 0.75 <= max(shares.values()) <= 0.87


def test_the_dates_are_the_same_each_time(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        service = build_demo(tmp_path / name, today=TODAY, audits=40)
        found.append([opened.examination.key_dates for opened in read_all(service)])
        service.close()
    assert found[0] == found[1]
