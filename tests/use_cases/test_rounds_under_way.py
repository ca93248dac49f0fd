"""A round under way: who audits what, more time, exemptions, replacements, conflicts, and erasing a text."""

from contextlib import closing
from datetime import date

import pytest
from round_worlds import EVERY, NORTH, SOUTH, case_list, drawn, numbers, planned, start, who
from store_builders import World, child, new_audit, team

from auditor.audit.permissions import Role
from auditor.audit.profile import Period
from auditor.audit.rounds import Standing
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import ERASED, verify_store
from auditor.use_cases.moderation.moderate import NotIndependentError
from auditor.use_cases.rounds.allocate import allocate, audited_again, candidates, plan_moderator, spread_evenly
from auditor.use_cases.rounds.change import approvers, exempt, extend, replace_case
from auditor.use_cases.rounds.conflicts import add_conflict, list_conflicts, remove_conflict
from auditor.use_cases.rounds.mine import allocated_to_me, find_allocated, start_allocated
from auditor.use_cases.rounds.plan import RoundView, draw_sample, keep_case, read_cases, read_round
from auditor.use_cases.rounds.texts import erase_round_text, round_texts
from auditor.use_cases.service import Service


def standing_of(seen: RoundView) -> dict[str, Standing]:
    return {line.case.lcs_number: line.standing for line in seen.lines}


def line(seen: RoundView, number: str):  # type: ignore[no-untyped-def]
    return next(one for one in seen.lines if one.case.lcs_number == number)


# -- by hand ----------------------------------------------------------------------------------------------------------


def test_an_auditor_is_asked_and_another_one_instead(world: World, service: Service) -> None:
    seen = drawn(world, service)
    ada, sam = who(service, "Ada"), who(service, "Sam")
    assert standing_of(allocate(service, seen.round.id, "9900001", ada))["9900001"] is Standing.ALLOCATED
    after = allocate(service, seen.round.id, "9900001", sam)
    assert line(after, "9900001").allocation.auditor == sam
    assert (after.counts.expected, after.counts.allocated, after.counts.started) == (6, 1, 0)
    with closing(world.open("Ada")) as other:
        assert allocated_to_me(other) == []


def test_whoever_is_not_independent_is_refused_with_every_reason(world: World, service: Service) -> None:
    of = planned(service)
    tom = who(service, "Tom")
    read_cases(service, of.id, case_list(world.folder.parent, f"9900041,North,{tom},Ada"))
    draw_sample(service, of.id, size=7)
    add_conflict(service, "9900041", tom, "a neighbour")
    with pytest.raises(NotIndependentError) as refused:
        allocate(service, of.id, "9900041", tom)
    assert refused.value.detail.splitlines() == [
        "- Tom manages the team",
        "- Tom is the allocated worker",
        "- Tom has a conflict of interest on record",
    ]
    with pytest.raises(NotIndependentError, match="cannot audit") as refused:
        allocate(service, of.id, "9900041", who(service, "Ada"))
    assert refused.value.detail == "- Ada is the worker's line manager"
    told = {one.person.name: one.against for one in candidates(service, of.id, "9900041")}
    assert list(told) == ["Sam", "Ada", "Tom"]
    assert told["Sam"] == ()
    assert len(told["Tom"]) == 3
    allocate(service, of.id, "9900011", tom)


def test_only_auditors_audit_and_only_cases_of_the_sample(world: World, service: Service) -> None:
    seen = drawn(world, service, 3)
    with pytest.raises(UnknownIdError, match="no auditor called 'Mo'"):
        allocate(service, seen.round.id, seen.lines[0].case.lcs_number, who(service, "Mo"))
    left = next(number for number in EVERY if number not in standing_of(seen))
    with pytest.raises(UnknownIdError, match="case in the sample"):
        allocate(service, seen.round.id, left, who(service, "Ada"))


def test_a_moderator_is_planned_ahead_and_is_never_the_auditor(world: World, service: Service) -> None:
    seen = drawn(world, service)
    mo, ada = who(service, "Mo"), who(service, "Ada")
    after = plan_moderator(service, seen.round.id, "9900001", mo)
    assert line(after, "9900001").allocation.moderator == mo
    assert line(after, "9900001").standing is Standing.WAITING
    with pytest.raises(UnknownIdError, match="no moderator called 'Ada'"):
        plan_moderator(service, seen.round.id, "9900001", ada)
    add_conflict(service, "9900002", mo, "a relative")
    with pytest.raises(NotIndependentError, match="cannot moderate"):
        plan_moderator(service, seen.round.id, "9900002", mo)
    assert [one.against for one in candidates(service, seen.round.id, "9900002", Role.MODERATOR)] == [
        ("Mo has a conflict of interest on record",)
    ]


# -- evenly -----------------------------------------------------------------------------------------------------------


def test_a_sample_is_spread_evenly_and_over_no_block(world: World, service: Service) -> None:
    seen = drawn(world, service)
    after, found = spread_evenly(service, seen.round.id)
    names = {number: after.name(person) for number, person in found.given.items()}
    assert set(names) == set(EVERY)
    assert sorted(list(names.values()).count(name) for name in ("Ada", "Sam", "Tom")) == [2, 2, 2]
    assert all(names[number] != "Tom" for number in NORTH)
    assert (found.without, found.again) == ({}, [])
    with pytest.raises(InputError, match="nothing to give out"):
        spread_evenly(service, seen.round.id)


def test_what_nobody_may_audit_stays_with_the_reasons(world: World, service: Service) -> None:
    seen = drawn(world, service)
    _, found = spread_evenly(service, seen.round.id, [who(service, "Tom")])
    assert set(found.given) == set(SOUTH)
    assert found.without == {number: ["Tom manages the team"] for number in found.without}
    assert set(found.without) == set(NORTH)
    with pytest.raises(UnknownIdError):
        spread_evenly(service, seen.round.id, [who(service, "Mo")])


def test_before_the_draw_there_is_nothing_to_spread(service: Service) -> None:
    with pytest.raises(InputError, match="nothing to give out"):
        spread_evenly(service, planned(service).id)


def test_the_same_two_in_each_of_three_rounds_is_said(world: World, service: Service) -> None:
    ada = who(service, "Ada")
    for month in (7, 8, 9):
        period = Period(date(2026, 1, 1), date(2026, month, 28))
        seen = drawn(world, service, name=f"Round {month}", period=period)
        allocate(service, seen.round.id, "9900001", ada)
    seen = drawn(world, service)
    assert audited_again(service, seen.round) == {(ada, team(service))}
    assert {one.person.name for one in candidates(service, seen.round.id, "9900002") if one.again} == {"Ada"}
    assert not any(one.again for one in candidates(service, seen.round.id, "9900011"))
    after, found = spread_evenly(service, seen.round.id, [ada])
    assert set(found.again) == set(NORTH)
    assert after.counts.allocated == 6


# -- more time, exemptions, replacements ------------------------------------------------------------------------------


def test_more_time_is_kept_with_its_reason_and_who_allowed_it(world: World, service: Service) -> None:
    seen = drawn(world, service)
    sam, tess = who(service, "Sam"), who(service, "Tess")
    allocate(service, seen.round.id, "9900001", sam)
    extend(service, seen.round.id, "9900001", date(2027, 1, 8), " on leave ", tess)
    after = extend(service, seen.round.id, "9900001", date(2027, 2, 8), "ill", tess)
    kept = line(after, "9900001").allocation.extensions
    assert [(one.reason, one.approver, one.on) for one in kept] == [
        ("on leave", tess, service.today()),
        ("ill", tess, service.today()),
    ]
    assert line(after, "9900001").due == date(2027, 2, 8)
    for given, said in (
        ((date(2027, 2, 8), "more", tess), "not later"),
        ((date(2027, 3, 8), " ", tess), "A reason is needed"),
        ((date(2027, 3, 8), "more", sam), "Sam is the auditor"),
        ((date(2027, 3, 8), "more", who(service, "Ada")), "no approver, a QA lead or a manager, called 'Ada'"),
    ):
        with pytest.raises(InputError, match=said):
            extend(service, seen.round.id, "9900001", *given)
    assert [one.name for one in approvers(service, sam)] == ["Tess", "Tom"]


def test_an_audit_that_is_started_is_due_later_too(world: World, service: Service) -> None:
    seen = drawn(world, service)
    allocate(service, seen.round.id, "9900001", who(service, "Ada"))
    other = world.open("Ada")
    audit = start(other, "9900001")
    extend(service, seen.round.id, "9900001", date(2027, 1, 8), "on leave", who(service, "Tess"))
    assert open_audit(other, audit).details.due == date(2027, 1, 8)
    with other.store.reading() as reader:
        summary = reader.summary(audit)
    assert summary is not None
    assert summary.due == date(2027, 1, 8)
    assert verify_store(service).problems == ()


def test_an_exempt_case_is_not_expected_and_nobody_starts_it(world: World, service: Service) -> None:
    seen = drawn(world, service)
    allocate(service, seen.round.id, "9900001", who(service, "Ada"))
    other = world.open("Ada")
    wanted = find_allocated(other, "9900001")
    after = exempt(service, seen.round.id, "9900001", "in court this week", who(service, "Sam"))
    assert (after.counts.expected, after.counts.exempt, after.counts.allocated) == (5, 1, 0)
    assert allocated_to_me(other) == []
    with pytest.raises(InputError):
        start_allocated(other, wanted, child(other.standards.current))
    for attempt in (
        lambda: exempt(service, seen.round.id, "9900001", "again", who(service, "Sam")),
        lambda: allocate(service, seen.round.id, "9900001", who(service, "Sam")),
        lambda: extend(service, seen.round.id, "9900001", date(2027, 3, 1), "more", who(service, "Tess")),
        lambda: replace_case(service, seen.round.id, "9900001", "moved"),
    ):
        with pytest.raises(InputError, match="exempt"):
            attempt()


def test_the_reserve_stands_in_until_it_is_used_up(world: World, service: Service) -> None:
    seen = drawn(world, service, 3)
    assert seen.round.sample is not None
    south = next(number for number in numbers(seen, seen.round.sample.drawn) if number in SOUTH)
    allocate(service, seen.round.id, south, who(service, "Ada"))
    after, stands_in = replace_case(service, seen.round.id, south, "moved to another council")
    assert stands_in == next(number for number in numbers(seen, seen.round.sample.reserve) if number in SOUTH)
    assert standing_of(after)[south] is Standing.REPLACED
    assert line(after, south).allocation.replaced_because == "moved to another council"
    assert standing_of(after)[stands_in] is Standing.WAITING
    assert (after.counts.expected, after.counts.replaced) == (3, 1)
    with pytest.raises(InputError, match="No case is left in the reserve"):
        replace_case(service, seen.round.id, stands_in, "closed")
    with pytest.raises(InputError, match="A reason is needed"):
        replace_case(service, seen.round.id, next(n for n in numbers(seen, seen.round.sample.drawn) if n in NORTH), " ")


def test_what_is_started_is_neither_exempt_nor_replaced(world: World, service: Service) -> None:
    seen = drawn(world, service, 3)
    number = seen.lines[0].case.lcs_number
    allocate(service, seen.round.id, number, who(service, "Sam"))
    start(service, number)
    for attempt in (
        lambda: exempt(service, seen.round.id, number, "closed", who(service, "Tess")),
        lambda: replace_case(service, seen.round.id, number, "closed"),
    ):
        with pytest.raises(InputError, match="is started"):
            attempt()


# -- conflicts --------------------------------------------------------------------------------------------------------


def test_a_conflict_is_recorded_said_anew_and_taken_back(service: Service) -> None:
    ada = who(service, "Ada")
    add_conflict(service, " 9900001 ", ada, "a neighbour")
    add_conflict(service, "9900001", ada, "a relative")
    assert [(one.lcs_number, one.name, one.reason) for one in list_conflicts(service)] == [
        ("9900001", "Ada", "a relative")
    ]
    remove_conflict(service, "9900001", ada)
    assert list_conflicts(service) == []
    with pytest.raises(InputError, match="No conflict of Ada is on record"):
        remove_conflict(service, "9900001", ada)
    with pytest.raises(InputError, match="needs a reason"):
        add_conflict(service, "9900001", ada, " ")
    with pytest.raises(UnknownIdError):
        add_conflict(service, "9900001", service.new_id(), "a relative")
    with pytest.raises(InputError, match="not an LCS number"):
        add_conflict(service, "Jane Smith", ada, "a relative")


# -- erasing a text ---------------------------------------------------------------------------------------------------


def test_a_name_in_any_reason_is_erased_and_what_it_stood_beside_stays(world: World, service: Service) -> None:
    secret, tess = "because Sarah Smith rang", who(service, "Tess")
    of = planned(service)
    new_audit(service, "9900001")
    read_cases(service, of.id, case_list(world.folder.parent))
    keep_case(service, of.id, "9900001", secret)
    seen = draw_sample(service, of.id, size=6)
    north = next(number for number in NORTH[1:] if number in standing_of(seen))
    allocate(service, of.id, north, who(service, "Ada"))
    extend(service, of.id, north, date(2027, 1, 8), secret, tess)
    extend(service, of.id, north, date(2027, 2, 8), "leave", tess)
    add_conflict(service, north, tess, secret)
    add_conflict(service, north, tess, "a relative")
    exempt(service, of.id, SOUTH[0], secret, tess)
    found = [one for one in round_texts(service) if one.said == secret]
    assert len(found) == 4
    assert sorted(one.about.replace(of.id, "Winter") for one in found) == sorted(
        ["Winter", f"Winter:{north}", f"Winter:{SOUTH[0]}", f"{north}:{tess}"]
    )
    with pytest.raises(InputError, match="repeats what is to be erased"):
        erase_round_text(service, found[0].id, f"it says: {secret.upper()}")
    for one in found:
        assert erase_round_text(service, one.id, "a name").copies == ()
    assert secret not in repr(round_texts(service))
    after = read_round(service, of.id)
    assert after.round.kept == {after.round.by_number["9900001"].id: ERASED}
    first, last = line(after, north).allocation.extensions
    assert (first.reason, first.due, last.reason, last.due) == (ERASED, date(2027, 1, 8), "leave", date(2027, 2, 8))
    assert line(after, SOUTH[0]).standing is Standing.EXEMPT
    assert list_conflicts(service)[0].reason == "a relative"
    assert verify_store(service).problems == ()
    with pytest.raises(InputError, match="no such text"):
        erase_round_text(service, found[0].id, "a name")
    with pytest.raises(NotPermittedError):
        round_texts(world.open("Ada"))
    with pytest.raises(NotPermittedError):
        erase_round_text(world.open("Ada"), found[0].id, "a name")
