"""What a round asks of an auditor: their own list, starting an audit from it, and what moderation learns of it."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from round_worlds import DUE, PERIOD, case_list, drawn, planned, start, who
from store_builders import PASSPHRASE, World, child, finish, team

from auditor.audit.permissions import Role
from auditor.audit.rounds import Standing
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError
from auditor.store.vault import CHEAP
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.moderate import NotIndependentError, moderators
from auditor.use_cases.moderation.pick import preview_pick
from auditor.use_cases.rounds.allocate import allocate, plan_moderator
from auditor.use_cases.rounds.change import extend
from auditor.use_cases.rounds.conflicts import add_conflict
from auditor.use_cases.rounds.link import round_of_audit
from auditor.use_cases.rounds.mine import allocated_to_me, count_allocated, find_allocated, start_allocated
from auditor.use_cases.rounds.plan import RoundView, draw_sample, list_rounds, read_cases, read_round
from auditor.use_cases.service import Service


def standing_of(seen: RoundView) -> dict[str, Standing]:
    return {line.case.lcs_number: line.standing for line in seen.lines}


def line(seen: RoundView, number: str):  # type: ignore[no-untyped-def]
    return next(one for one in seen.lines if one.case.lcs_number == number)


def audit_named(service: Service, number: str) -> UUID:
    with service.store.reading() as reader:
        return reader.audits_of_case(number)[0].audit_id


def test_an_auditor_sees_their_own_cases_and_starts_one_as_the_round_has_it(world: World, service: Service) -> None:
    seen = drawn(world, service)
    ada = who(service, "Ada")
    for number in ("9900011", "9900001"):
        allocate(service, seen.round.id, number, ada)
    allocate(service, seen.round.id, "9900002", who(service, "Sam"))
    extend(service, seen.round.id, "9900001", date(2027, 1, 8), "on leave", who(service, "Tess"))
    other = world.open("Ada")
    mine = allocated_to_me(other)
    assert [(one.lcs_number, one.team_name, one.due) for one in mine] == [
        ("9900011", "South", DUE),
        ("9900001", "North", date(2027, 1, 8)),
    ]
    assert count_allocated(other) == 2
    audit = start(other, "9900001")
    opened = open_audit(other, audit)
    assert opened.details.period == PERIOD
    assert (opened.details.due, opened.details.team) == (date(2027, 1, 8), team(service))
    assert [one.lcs_number for one in allocated_to_me(other)] == ["9900011"]
    board = read_round(service, seen.round.id)
    assert standing_of(board)["9900001"] is Standing.STARTED
    assert line(board, "9900001").allocation.audit == audit
    with pytest.raises(InputError, match="not allocated to you"):
        find_allocated(other, "9900001")
    assert verify_store(service).problems == ()


def test_nobody_starts_what_is_not_theirs_any_more(world: World, service: Service) -> None:
    seen = drawn(world, service)
    allocate(service, seen.round.id, "9900001", who(service, "Ada"))
    other = world.open("Ada")
    wanted = find_allocated(other, "9900001")
    allocate(service, seen.round.id, "9900001", who(service, "Sam"))
    with pytest.raises(InputError, match="not allocated to you any more"):
        start_allocated(other, wanted, child(other.standards.current))
    allocate(service, seen.round.id, "9900001", who(service, "Ada"))
    add_conflict(service, "9900001", who(service, "Ada"), "a new neighbour")
    with pytest.raises(NotIndependentError):
        start_allocated(other, wanted, child(other.standards.current))
    with other.store.reading() as reader:
        assert reader.audits_of_case("9900001") == []


def test_a_case_that_moved_to_ones_own_team_cannot_be_started(world: World, service: Service) -> None:
    seen = drawn(world, service)
    allocate(service, seen.round.id, "9900011", who(service, "Tom"))
    tom = world.open("Tom")
    wanted = find_allocated(tom, "9900011")
    with pytest.raises(NotIndependentError, match="cannot audit"):
        start_allocated(tom, wanted, child(tom.standards.current), team(service))
    start_allocated(tom, wanted, child(tom.standards.current))


def test_a_void_audit_gives_its_case_back(world: World, service: Service) -> None:
    seen = drawn(world, service)
    allocate(service, seen.round.id, "9900001", who(service, "Ada"))
    other = world.open("Ada")
    audit = start(other, "9900001")
    with pytest.raises(InputError, match="is started"):
        allocate(service, seen.round.id, "9900001", who(service, "Sam"))
    void_audit(other, audit, "the wrong child")
    assert standing_of(read_round(service, seen.round.id))["9900001"] is Standing.ALLOCATED
    assert [one.lcs_number for one in allocated_to_me(other)] == ["9900001"]
    assert start(other, "9900001") != audit


def test_the_board_follows_an_audit_and_never_says_its_grade(world: World, service: Service) -> None:
    seen = drawn(world, service, 2)
    number = seen.lines[0].case.lcs_number
    allocate(service, seen.round.id, number, who(service, "Ada"))
    world.clock.at = world.clock.at.replace(year=2027)
    other = world.open("Ada")
    audit = start(other, number)
    assert read_round(service, seen.round.id).counts.overdue == 2
    finish(other, audit, "inadequate")
    submit_audit(other, audit)
    board = read_round(service, seen.round.id)
    assert (board.counts.submitted, board.counts.moderated, board.counts.overdue) == (1, 0, 1)
    assert "inadequate" not in repr(board)
    finalise_audit(service, audit)
    assert open_audit(service, audit).state is State.FINAL
    assert read_round(service, seen.round.id).counts.submitted == 1
    assert list_rounds(service)[0][1].submitted == 1


def test_moderation_learns_what_the_round_says_of_an_audit(world: World, service: Service) -> None:
    of = planned(service, share=30, blind=False)
    read_cases(service, of.id, case_list(world.folder.parent, "9900041,South,Tom,Tess"))
    draw_sample(service, of.id, size=7)
    allocate(service, of.id, "9900041", who(service, "Ada"))
    plan_moderator(service, of.id, "9900041", who(service, "Mo"))
    other = world.open("Ada")
    audit, alone = start(other, "9900041"), None
    finish(other, audit)
    submit_audit(other, audit)
    with service.store.reading() as reader:
        found = round_of_audit(reader, audit)
        alone = round_of_audit(reader, service.person.id)
    assert alone is None
    assert found is not None
    assert (found.moderator, found.worker, found.manager) == tuple(who(service, name) for name in ("Mo", "Tom", "Tess"))
    assert (found.share, found.blind, found.seed) == (30, False, of.seed)


def test_a_moderator_planned_ahead_is_asked_when_the_audit_is_picked(world: World, service: Service) -> None:
    of = planned(service, share=100)
    add_person(service, "Abe", PASSPHRASE, [Role.MODERATOR], cost=CHEAP)
    add_person(service, "Zoe", PASSPHRASE, [Role.MODERATOR], cost=CHEAP)
    read_cases(service, of.id, case_list(world.folder.parent, "9900041,South,Abe,", "9900042,South,,Mo"))
    draw_sample(service, of.id, size=8)
    for number in ("9900041", "9900042", "9900001"):
        allocate(service, of.id, number, who(service, "Ada"))
    plan_moderator(service, of.id, "9900001", who(service, "Zoe"))
    other = world.open("Ada")
    for number in ("9900041", "9900042", "9900001"):
        audit = start(other, number)
        finish(other, audit)
        submit_audit(other, audit)
    picked = {one.audit.lcs_number: one.moderator.name for one in preview_pick(service).picked if one.moderator}
    assert picked["9900001"] == "Zoe"
    assert picked["9900041"] != "Abe"
    assert picked["9900042"] != "Mo"
    against = {person.name: reasons for person, reasons in moderators(service, audit_named(service, "9900042"))}
    assert against["Mo"] == ["Mo is the worker's line manager"]


def test_a_moderator_who_does_not_audit_has_no_list(world: World, service: Service, tmp_path: Path) -> None:
    seen = drawn(world, service)
    plan_moderator(service, seen.round.id, "9900001", who(service, "Mo"))
    mo = world.open("Mo")
    assert allocated_to_me(mo) == []
    with pytest.raises(NotPermittedError):
        read_cases(mo, seen.round.id, case_list(tmp_path))
