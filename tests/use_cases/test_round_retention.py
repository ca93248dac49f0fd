"""What retention takes from a round: every LCS number, and none of its counts; and what stays while it is needed."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from moderation_builders import moderate
from page_reading import decrypted_pages, dump
from round_worlds import EVERY, case_list, drawn, planned, start, who
from store_builders import World, finish, new_audit

from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.round_cases import REMOVED
from auditor.audit.rounds import Standing
from auditor.errors import InputError, UnknownIdError
from auditor.store.vault import connect, database_path
from auditor.use_cases.audits.check_audits import check_audits
from auditor.use_cases.audits.move_audit import submit_audit, void_audit
from auditor.use_cases.keeping.look_after_store import rebuild_projections, verify_store
from auditor.use_cases.keeping.retention import Due, audits_due, removals_so_far, remove_due, set_retention
from auditor.use_cases.moderation.moderate import assign_moderation, conflicts_on
from auditor.use_cases.rounds.allocate import allocate, candidates, spread_evenly
from auditor.use_cases.rounds.change import exempt, extend, replace_case
from auditor.use_cases.rounds.conflicts import add_conflict, list_conflicts, remove_conflict
from auditor.use_cases.rounds.mine import allocated_to_me, count_allocated
from auditor.use_cases.rounds.plan import RoundView, list_rounds, read_cases, read_round
from auditor.use_cases.rounds.texts import round_texts
from auditor.use_cases.service import Service

MODERATED, SUBMITTED, VOID, ALLOCATED, EXEMPT, WAITING = EVERY
ALONE = "9900077"
"""A case in no round, on which somebody has a conflict of interest."""
AFTER = timedelta(days=400)
"""The round was due after 28 days; a year after that is over."""


def submit(world: World, number: str) -> UUID:
    with closing(world.open("Ada")) as ada:
        audit_id = start(ada, number)
        finish(ada, audit_id)
        submit_audit(ada, audit_id)
    return audit_id


@pytest.fixture
def of(world: World, service: Service) -> str:
    """A round of which each case came another way, and a year after which nothing is kept."""
    round_id = drawn(world, service).round.id
    ada, tom = who(service, "Ada"), who(service, "Tom")
    for number in (MODERATED, SUBMITTED, VOID, ALLOCATED):
        allocate(service, round_id, number, ada)
    moderated, _ = submit(world, MODERATED), submit(world, SUBMITTED)
    assign_moderation(service, moderated, Assignment(who(service, "Mo"), Why.REQUESTED, True))
    moderate(world, moderated)
    with closing(world.open("Ada")) as other:
        void_audit(other, start(other, VOID), "the wrong child")
    exempt(service, round_id, EXEMPT, "in court", who(service, "Tess"))
    for number in (SUBMITTED, ALONE):
        add_conflict(service, number, tom, "a neighbour")
    set_retention(service, 12)
    return round_id


def remove(service: Service) -> Due:
    due = audits_due(service)
    remove_due(service, due, "as the schedule says")
    return due


def where_they_are(service: Service) -> set[str]:
    """The LCS numbers that are anywhere: in a value of a table, in a page of the file, in its log."""
    path, key = database_path(service.store.folder), service.store.key
    with closing(connect(path, key)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    found, pages = dump(path, key), decrypted_pages(path, key)
    return {number for number in (*EVERY, ALONE) if number in found or number.encode() in pages}


def standings(seen: RoundView) -> dict[UUID, Standing]:
    return {line.case.id: line.standing for line in seen.lines}


def test_every_number_is_gone_and_the_board_counts_as_before(world: World, service: Service, of: str) -> None:
    world.clock.at += AFTER
    before = read_round(service, of)
    assert (before.counts.expected, before.counts.submitted, before.counts.moderated) == (5, 2, 1)
    assert (before.counts.exempt, before.counts.overdue) == (1, 3)
    assert where_they_are(service) == {*EVERY, ALONE}, "they were there, in the clear of the decrypted file"
    due = remove(service)
    assert {item.lcs_number for item in due.audits} == {MODERATED, SUBMITTED, VOID}
    assert {case.lcs_number: (case.until, case.rounds) for case in due.cases} == {
        **dict.fromkeys((ALLOCATED, EXEMPT, WAITING), (date(2026, 12, 18), ("Winter",))),
        ALONE: (date(2026, 11, 20), ()),
    }
    assert [(one.audits, one.cases) for one in removals_so_far(service)] == [(3, 7)]
    assert where_they_are(service) == set()
    after = read_round(service, of)
    assert (after.counts, standings(after)) == (before.counts, standings(before))
    assert [counts for _, counts in list_rounds(service)] == [before.counts]
    assert {line.case.lcs_number for line in after.lines} == {REMOVED}
    assert audits_due(service).is_empty
    rebuild_projections(service)
    assert verify_store(service).problems == ()


def test_the_draw_can_be_checked_when_the_numbers_are_gone(world: World, service: Service, of: str) -> None:
    world.clock.at += AFTER
    remove(service)
    found = read_round(service, of).round
    assert found.sample is not None
    again = replace(found, sample=None).drawn_anew(found.sample.asked, found.sample.minimum, (), found.sample.on)
    assert again.sample == found.sample


def test_nothing_can_be_done_with_a_case_that_lost_its_number(world: World, service: Service, of: str) -> None:
    world.clock.at += AFTER
    remove(service)
    with closing(world.open("Ada")) as ada:
        assert allocated_to_me(ada) == []
        assert count_allocated(ada) == 0
    for number in (ALLOCATED, REMOVED):
        with pytest.raises(UnknownIdError) as refused:
            candidates(service, of, number)
        assert REMOVED not in refused.value.detail
        with pytest.raises(UnknownIdError):
            replace_case(service, of, number, "moved")
    with pytest.raises(InputError, match="nothing to give out"):
        spread_evenly(service, of)
    assert list_conflicts(service) == []
    tom = who(service, "Tom")
    about = [one.about for one in round_texts(service) if one.said in ("a neighbour", "in court")]
    assert sorted(about) == sorted([f"{of}:{REMOVED}", f"{REMOVED}:{tom}", f"{REMOVED}:{tom}"])
    assert not any(one.lcs_number == REMOVED or one.lcs_number in EVERY for one in check_audits(service))


def test_a_number_that_comes_again_is_another_case(world: World, service: Service, of: str) -> None:
    with service.store.reading() as reader:
        first = reader.case_id(SUBMITTED)
        assert first is not None
        assert list(conflicts_on(reader, first).values()) == ["a neighbour"]
    world.clock.at += AFTER
    remove(service)
    new_audit(service, SUBMITTED)
    with service.store.reading() as reader:
        second = reader.case_id(SUBMITTED)
        assert second not in (None, first)
        assert conflicts_on(reader, second) == {}
    assert {line.case.lcs_number for line in read_round(service, of).lines} == {REMOVED}


# -- while it is needed -----------------------------------------------------------------------------------------------


def test_a_round_that_is_not_over_keeps_the_numbers_of_its_list(world: World, service: Service, of: str) -> None:
    later = date(2027, 12, 30)
    extend(service, of, WAITING, later, "a long absence", who(service, "Tess"))
    world.clock.at += AFTER
    before = read_round(service, of)
    due = remove(service)
    assert [case.lcs_number for case in due.cases] == [ALONE]
    assert len(due.audits) == 3
    assert where_they_are(service) == set(EVERY)
    after = read_round(service, of)
    assert (after.counts, standings(after)) == (before.counts, standings(before))
    assert {line.case.lcs_number for line in after.lines} == set(EVERY)
    with closing(world.open("Ada")) as ada:
        assert {one.lcs_number for one in allocated_to_me(ada)} == {ALLOCATED, VOID}, "a void one is to be done again"
        start(ada, VOID)
    assert standings(read_round(service, of))[after.round.by_number[VOID].id] is Standing.STARTED
    world.clock.at += timedelta(days=390)
    over = audits_due(service)
    assert over.audits == ()
    assert {case.lcs_number for case in over.cases} == {*EVERY} - {VOID}
    assert {case.until for case in over.cases} == {later}
    remove(service)
    assert where_they_are(service) == {VOID}, "its audit is open"
    assert verify_store(service).problems == ()


def test_a_conflict_keeps_a_number_as_long_as_an_audit(world: World, service: Service, of: str) -> None:
    world.clock.at += timedelta(days=200)
    add_conflict(service, ALONE, who(service, "Ada"), "a relative")
    world.clock.at += timedelta(days=200)
    assert ALONE not in {case.lcs_number for case in audits_due(service).cases}
    remove(service)
    assert where_they_are(service) == {ALONE}
    assert [one.lcs_number for one in list_conflicts(service)] == [ALONE, ALONE]
    for name in ("Ada", "Tom"):
        remove_conflict(service, ALONE, who(service, name))
    remove(service)
    assert where_they_are(service) == set()


def test_a_list_that_was_replaced_is_kept_as_long_as_an_audit(world: World, service: Service, tmp_path: Path) -> None:
    """So that nobody has a case removed and reads it in again, until its rank suits."""
    set_retention(service, 1)
    of = planned(service)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"LCS number,team\n{ALONE},North\n")
    read_cases(service, of.id, wrong)
    read_cases(service, of.id, case_list(tmp_path))
    due = {}
    for days in (29, 2):
        world.clock.at += timedelta(days=days)
        due[days] = [(case.lcs_number, case.rounds) for case in audits_due(service).cases]
    assert due == {29: [], 2: [(ALONE, ())]}


def test_what_is_needed_again_since_the_preview_stops_the_removal(world: World, service: Service, of: str) -> None:
    world.clock.at += AFTER
    due = audits_due(service)
    extend(service, of, WAITING, date(2028, 1, 30), "a long absence", who(service, "Tess"))
    before = dump(database_path(service.store.folder), service.store.key)
    with pytest.raises(InputError, match="no longer what was listed"):
        remove_due(service, due, "as the schedule says")
    assert dump(database_path(service.store.folder), service.store.key) == before


def test_numbers_go_alone_where_no_audit_is_due(world: World, service: Service) -> None:
    set_retention(service, 12)
    drawn(world, service)
    world.clock.at += AFTER
    facts = verify_store(service).facts
    due = remove(service)
    assert (due.audits, len(due.cases)) == ((), 6)
    assert where_they_are(service) == set()
    found = verify_store(service)
    assert (found.facts, found.removed, found.problems) == (facts + 1, 0, ())


def test_of_an_audit_in_no_round_its_removal_says_nothing(world: World, service: Service, of: str) -> None:
    alone = new_audit(service, "9900099")
    finish(service, alone)
    submit_audit(service, alone)
    world.clock.at += AFTER
    remove(service)
    with service.store.reading() as reader:
        bodies = {key: set(fact.body) for key, fact in reader.rounds.standing(FactKind.REMOVAL).items()}
    assert bodies.pop(alone.hex) == {"run"}
    assert list(bodies.values()) == [{"run", "state", "moderated"}] * 3


def test_no_round_and_no_conflict_says_a_number(service: Service, of: str) -> None:
    path, key = database_path(service.store.folder), service.store.key
    rows = [line for line in dump(path, key).splitlines() if not line.startswith(("audit_case", "audit_summary"))]
    assert not [number for number in (*EVERY, ALONE) for row in rows if number in row]
