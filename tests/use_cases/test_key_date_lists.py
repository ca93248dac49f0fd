"""A list of key dates taken into an audit, and a whole audit of a child on a plan answered by its dates."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import ROOT, child, everything_left, new_audit

from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.errors import InputError
from auditor.use_cases.audits.check_timescales import BadListError
from auditor.use_cases.audits.key_dates import accept_in_time, dates_in_list, take_list
from auditor.use_cases.audits.move_audit import NotCompleteError, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.service import Service

PLAN = ROOT / "tests" / "data" / "key_dates_of_a_plan.csv"


@pytest.fixture
def protected(service: Service) -> UUID:
    profile = child(
        service.standards.current, "child_protection", has_plan=True, assessment_in_period=True, conference_outcome=True
    )
    return new_audit(service, "9904093", profile=profile)


def test_a_child_on_a_plan_is_audited_from_a_list_of_dates(service: Service, protected: UUID) -> None:
    opened = open_audit(service, protected)
    before = opened.progress.asked
    dates = dates_in_list(PLAN, opened.scope, service.today())
    taken = take_list(dates, (), opened.checklist.events.by_id, service.new_id)
    assert len(taken.changes) == PLAN.read_text("utf-8").count("\n") - 1
    opened = record(service, opened, taken.changes)
    assert opened.progress.asked >= before
    accepted = accept_in_time(opened.timescales)
    assert {change.key for change in accepted} >= {
        "pg04.core-groups-in-time",
        "pg03.reviews-in-time",
        "pg03.reports-in-time",
        "ps11.visited-as-planned",
        "ps06.case-summary-in-time",
    }
    opened = record(service, opened, accepted)
    assert not any(opened.timescales.needs_reason(change.key) for change in accepted)

    rest = [
        change
        for change in everything_left(opened)
        if not (change.kind is FactKind.ANSWER and change.key in opened.examination.answers)
    ]
    without = [
        change if change.kind is not FactKind.ANSWER else type(change)(change.kind, change.key, _bare(change.body))
        for change in rest
    ]
    opened = record(service, opened, without)
    waiting = [item.key for item in opened.progress.left]
    assert waiting
    assert all(opened.timescales.needs_reason(name) for name in waiting)
    with pytest.raises(NotCompleteError):
        submit_audit(service, protected)
    opened = record(service, opened, [change for change in rest if change.key in waiting])
    assert submit_audit(service, protected).state is State.SUBMITTED


def _bare(body: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in body.items() if key != "reason"}


def test_the_same_list_twice_enters_nothing_again(service: Service, protected: UUID) -> None:
    opened = open_audit(service, protected)
    dates = dates_in_list(PLAN, opened.scope, service.today())
    opened = record(service, opened, take_list(dates, (), opened.checklist.events.by_id, service.new_id).changes)
    again = take_list(dates, opened.examination.key_dates.values(), opened.checklist.events.by_id, service.new_id)
    assert (again.changes, again.known) == ((), len(dates))


def test_two_of_a_day_in_a_list_are_two(service: Service) -> None:
    twice = [KeyDate("a", "message_received", date(2026, 8, 3)), KeyDate("b", "message_received", date(2026, 8, 3))]
    first = take_list(twice, (), service.standards.current.events.by_id, service.new_id)
    assert len(first.changes) == 2
    entered = [KeyDate.from_body(change.key, change.body) for change in first.changes]
    assert take_list(twice, entered[:1], service.standards.current.events.by_id, service.new_id).known == 1


def test_what_follows_keeps_to_its_own_under_new_ids(service: Service) -> None:
    dates = [
        KeyDate("2", "message_answered", follows="1", standing=Standing.NOT_ON_FILE),
        KeyDate("1", "message_received", date(2026, 8, 3)),
    ]
    received, answered = take_list(dates, (), service.standards.current.events.by_id, service.new_id).changes
    assert answered.body["follows"] == received.key
    assert received.key not in ("1", "2")


def test_every_row_that_does_not_fit_is_named_and_none_is_taken(
    service: Service, protected: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("event,date\nvisit,1/6/26\nvisit,1/1/2027\nsupervision_held,1/6/26\nvisit,soon\n", "utf-8")
    with pytest.raises(BadListError) as refused:
        dates_in_list(path, open_audit(service, protected).scope, service.today())
    assert [(problem.line, problem.key) for problem in refused.value.problems] == [
        (3, "date"),
        (4, "event"),
        (5, "date"),
    ]


def test_a_file_that_is_not_there(service: Service, protected: UUID, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no such file"):
        dates_in_list(tmp_path / "none.csv", open_audit(service, protected).scope, service.today())
