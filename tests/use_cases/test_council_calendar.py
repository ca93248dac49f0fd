"""How the council counts time is the QA lead's to set; an audit keeps the calendar it was submitted by."""

from datetime import date
from uuid import UUID

import pytest
from store_builders import World, finish, new_audit

from auditor.audit.timescales.calendar import Calendar, Term
from auditor.errors import InputError, NotPermittedError
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.council.council_calendar import council_calendar, set_closures, set_first_day, set_terms
from auditor.use_cases.service import Service

MAUNDY = date(2026, 4, 2)
CLOSED = date(2026, 12, 29)
SPRING = Term("Spring", date(2026, 1, 5), date(2026, 3, 27))
SUMMER = Term("Summer", date(2026, 4, 13), date(2026, 7, 21))


def test_a_new_store_counts_as_england_does(service: Service) -> None:
    assert council_calendar(service) == Calendar()


def test_closure_days_are_added_and_taken_away(world: World, service: Service) -> None:
    set_closures(service, [CLOSED, MAUNDY], [])
    assert set_closures(service, [], [MAUNDY]).closures == {CLOSED}
    assert council_calendar(world.open("Ada")).closures == {CLOSED}
    # A day that was never closed is no mistake, and one closed twice is closed once.
    assert set_closures(service, [CLOSED], [MAUNDY]).closures == {CLOSED}


def test_each_part_is_set_without_the_others(service: Service) -> None:
    set_closures(service, [CLOSED], [])
    set_first_day(service, counts=True)
    set_terms(service, [SUMMER, SPRING])
    assert council_calendar(service) == Calendar(frozenset({CLOSED}), first_day_counts=True, terms=(SPRING, SUMMER))
    set_first_day(service, counts=False)
    assert council_calendar(service).closures == {CLOSED}


@pytest.mark.parametrize("name", ["Ada", "Mo", "Tess"])
def test_only_the_qa_lead_sets_the_calendar(world: World, service: Service, name: str) -> None:
    other = world.open(name)
    for change in (
        lambda: set_closures(other, [CLOSED], []),
        lambda: set_first_day(other, counts=True),
        lambda: set_terms(other, [SPRING]),
    ):
        with pytest.raises(NotPermittedError):
            change()
    assert council_calendar(service) == Calendar()


def test_terms_that_cannot_be_are_all_named_and_none_is_kept(service: Service) -> None:
    set_terms(service, [SPRING])
    backwards = Term("Autumn", date(2026, 12, 18), date(2026, 9, 1))
    long = Term("The year", date(2027, 1, 4), date(2027, 12, 17))
    within = Term("Half", date(2027, 2, 1), date(2027, 2, 12))
    with pytest.raises(InputError) as refused:
        set_terms(service, [long, SUMMER, backwards, within])
    assert refused.value.detail.splitlines() == [
        "Autumn: 18/12/2026 to 01/09/2026 is not a term",
        "The year: 04/01/2027 to 17/12/2027 is not a term",
        "Half begins before The year ends",
    ]
    assert council_calendar(service).terms == (SPRING,)


def test_terms_may_not_share_a_day(service: Service) -> None:
    with pytest.raises(InputError, match="Summer begins before Spring ends"):
        set_terms(service, [SPRING, Term("Summer", SPRING.last, SUMMER.last)])


def test_a_draft_is_judged_by_the_calendar_of_the_day(service: Service) -> None:
    audit = new_audit(service)
    assert open_audit(service, audit).calendar == Calendar()
    set_closures(service, [CLOSED], [])
    assert open_audit(service, audit).calendar.closures == {CLOSED}


def test_a_submitted_audit_keeps_its_calendar_until_it_is_reopened(service: Service) -> None:
    set_terms(service, [SPRING])
    audit = new_audit(service)
    finish(service, audit)
    submit_audit(service, audit)
    set_closures(service, [CLOSED], [])
    set_terms(service, [SUMMER])
    assert open_audit(service, audit).calendar == Calendar(terms=(SPRING,))
    reopen_audit(service, audit, "A date was wrong.")
    now = Calendar(frozenset({CLOSED}), terms=(SUMMER,))
    assert open_audit(service, audit).calendar == now
    submit_audit(service, audit)
    set_first_day(service, counts=True)
    assert open_audit(service, audit).calendar == now


def test_an_audit_submitted_before_any_was_set_keeps_that_of_england(service: Service, finished_audit: UUID) -> None:
    set_closures(service, [CLOSED], [])
    assert open_audit(service, finished_audit).calendar == Calendar()
