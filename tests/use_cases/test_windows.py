"""Two windows on one examination: who holds it, who is taken for gone, and that neither writes over the other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from store_builders import World, finish
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import answer, note
from auditor.errors import NotPermittedError
from auditor.store.engine import writing
from auditor.store.records import is_beside
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import keep_draft, keep_place, record
from auditor.use_cases.audits.windows import (
    GONE_AFTER,
    TakenOverError,
    Window,
    keep_beside,
    let_go,
    look_again,
    open_in_window,
    take_over,
)
from auditor.use_cases.keeping.look_after_store import erasable_texts
from auditor.use_cases.service import Service

ONE = Window(UUID(int=1), "north-03", 4711)
TWO = Window(UUID(int=2), "north-03", 4712)
FAR = Window(UUID(int=3), "south-11", 17)


@pytest.fixture
def audit(service: Service) -> UUID:
    return new_audit_of(service)


def first(opened: OpenAudit) -> str:
    return next(iter(opened.scope.asked))


def silence(world: World, seconds: float) -> None:
    world.clock.at += timedelta(seconds=seconds)


def test_the_first_window_holds_and_the_second_is_told_who_does(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    assert one.hold is not None
    assert not one.read_only
    two = open_in_window(service, audit, TWO)
    assert two.read_only
    assert two.hold is None
    assert two.elsewhere is not None
    assert (two.elsewhere.who, two.elsewhere.where) == ("Sam", "on this computer, process 4711")
    assert two.elsewhere.since == one.hold.since
    assert open_in_window(service, audit, FAR).elsewhere.where == "on the computer north-03"


def test_a_window_opens_its_own_audit_again_without_asking(service: Service, audit: UUID) -> None:
    since = open_in_window(service, audit, ONE).hold.since
    again = open_in_window(service, audit, ONE)
    assert again.hold.since == since
    assert again.broken_off_at is None


def test_a_window_that_lets_go_leaves_no_trace_for_the_next(service: Service, audit: UUID) -> None:
    let_go(service, open_in_window(service, audit, ONE))
    two = open_in_window(service, audit, TWO)
    assert two.hold is not None
    assert two.broken_off_at is None


def test_a_window_silent_for_45_seconds_is_gone_and_the_next_is_told_since_when(
    world: World, service: Service, audit: UUID
) -> None:
    one = open_in_window(service, audit, ONE)
    silence(world, GONE_AFTER.total_seconds() - 5)
    assert open_in_window(service, audit, TWO).elsewhere is not None
    silence(world, 10)
    two = open_in_window(service, audit, TWO)
    assert two.hold is not None
    assert two.broken_off_at == one.hold.seen_at


def test_a_window_that_goes_on_saying_that_it_is_there_is_never_gone(
    world: World, service: Service, audit: UUID
) -> None:
    one = open_in_window(service, audit, ONE)
    for _ in range(9):
        silence(world, 40)
        assert look_again(service, one, ONE) is one
        assert open_in_window(service, audit, TWO).elsewhere is not None


def test_a_window_that_slept_goes_on_when_nobody_came(world: World, service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    silence(world, 3600)
    one = record(service, one, [answer(first(one), "met")])
    assert one.hold is not None
    assert look_again(service, one, ONE) is one


def test_a_clock_that_is_behind_takes_no_living_window_for_gone(world: World, service: Service, audit: UUID) -> None:
    open_in_window(service, audit, ONE)
    silence(world, -7200)
    assert open_in_window(service, audit, TWO).elsewhere is not None


def test_whoever_was_taken_over_writes_nothing_more(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    keep_draft(service, one, f"note:{first(one)}", "half a")
    two = take_over(service, audit, TWO)
    assert two.drafts == {f"note:{first(one)}": "half a"}
    two = record(service, two, [note(first(two), "the second window's")])
    for write in (
        lambda: record(service, one, [note(first(one), "the first window's")]),
        lambda: keep_draft(service, one, f"note:{first(one)}", "half a thought"),
        lambda: keep_place(service, one, "sections", first(one)),
        lambda: submit_audit(service, audit, one),
    ):
        with pytest.raises(TakenOverError) as refusal:
            write()
        assert isinstance(refusal.value, NotPermittedError)
        assert "process 4712" in refusal.value.detail
    after = open_audit(service, audit)
    assert after.facts == two.facts
    assert after.examination.notes[first(one)] == "the second window's"
    assert after.drafts == {f"note:{first(one)}": "half a"}


def test_whoever_was_taken_over_and_left_alone_still_does_not_write_over_it(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    two = take_over(service, audit, TWO)
    keep_draft(service, two, f"note:{first(two)}", "typed in the second")
    let_go(service, two)
    with pytest.raises(TakenOverError):
        keep_draft(service, one, f"note:{first(one)}", "typed in the first")
    seen = look_again(service, one, ONE)
    assert seen.elsewhere.gone
    assert open_in_window(service, audit, ONE).drafts == {f"note:{first(two)}": "typed in the second"}


def test_the_window_taken_over_sees_by_whom_and_watches_what_comes(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    two = take_over(service, audit, TWO)
    one = look_again(service, one, ONE)
    assert one.read_only
    assert one.elsewhere.where == "on this computer, process 4712"
    assert look_again(service, one, ONE) is one
    record(service, two, [answer(first(two), "met")])
    one = look_again(service, one, ONE)
    assert one.examination.answers[first(one)].answer == "met"
    assert one.read_only
    assert not one.elsewhere.gone
    let_go(service, two)
    assert look_again(service, one, ONE).elsewhere.closed


def test_what_was_not_saved_is_kept_beside_and_replaces_nothing(world: World, service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    field = f"note:{first(one)}"
    two = take_over(service, audit, TWO)
    keep_draft(service, two, field, "the second window's")
    kept = keep_beside(service, one, ONE.id, {field: "the first window's"})
    again = keep_beside(service, one, ONE.id, {field: "and another time"})
    assert keep_beside(service, one, ONE.id, {field: "the first window's"}) == kept
    drafts = open_audit(service, audit).drafts
    assert drafts == {field: "the second window's", **kept, **again}
    assert len(drafts) == 3
    assert all(is_beside(name) for name in (*kept, *again))
    two = look_again(service, two, TWO)
    assert set(kept) | set(again) <= set(two.drafts), "the window that goes on is shown them"
    assert look_again(service, two, TWO) is two
    listed = [text for text in erasable_texts(service, audit) if text.draft]
    assert {(text.kind.value, text.about) for text in listed} == {("note", first(one))}, "and erasing finds them"


def test_a_command_records_while_a_window_is_open_and_the_window_sees_it(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    record(service, open_audit(service, audit), [answer(first(one), "met")])
    fresh = look_again(service, one, ONE)
    assert fresh.hold == one.hold
    assert not fresh.read_only
    assert fresh.examination.answers[first(one)].answer == "met"
    second = list(one.scope.asked)[1]
    after = record(service, one, [answer(second, "met")])
    assert set(after.examination.answers) == {first(one), second}
    assert after.hold == one.hold


def test_a_draft_without_a_window_is_refused_while_one_is_open(world: World, service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    keep_draft(service, one, "note:overall", "in the window")
    with pytest.raises(TakenOverError):
        keep_draft(service, open_audit(service, audit), "note:overall", "from somewhere else")
    assert open_audit(service, audit).drafts == {"note:overall": "in the window"}
    let_go(service, one)
    keep_draft(service, open_audit(service, audit), "note:overall", "from somewhere else")


def test_an_audit_opens_where_nothing_can_be_written_and_is_held_from_the_first_save(
    service: Service, audit: UUID
) -> None:
    def refuse(connection: Any, *_: object) -> None:
        connection.execute("pragma query_only = on")

    def allow(connection: Any, *_: object) -> None:
        connection.execute("pragma query_only = off")

    event.listen(service.store.engine, "checkout", refuse)
    one = open_in_window(service, audit, ONE)
    event.remove(service.store.engine, "checkout", refuse)
    event.listen(service.store.engine, "checkout", allow)
    assert not one.read_only
    with service.store.reading() as reader:
        assert reader.hold_of(one.examination_id) is None
    one = record(service, one, [answer(first(one), "met")])
    with service.store.reading() as reader:
        assert reader.hold_of(one.examination_id).window_id == ONE.id


def test_that_late_hold_gives_way_to_a_window_that_came_first(service: Service, audit: UUID) -> None:
    one = open_in_window(service, audit, ONE)
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM hold")  # as if it could not be written
    two = open_in_window(service, audit, TWO)
    assert two.hold is not None
    with pytest.raises(TakenOverError):
        record(service, one, [answer(first(one), "met")])
    assert look_again(service, one, ONE).elsewhere.window_id == TWO.id


def test_submitting_lets_go_and_nothing_can_be_taken_over(service: Service, audit: UUID) -> None:
    finish(service, audit)
    one = open_in_window(service, audit, ONE)
    two = open_in_window(service, audit, TWO)
    submit_audit(service, audit, one)
    assert look_again(service, two, TWO).elsewhere is None
    assert look_again(service, one, ONE).read_only
    with pytest.raises(NotPermittedError):
        take_over(service, audit, TWO)


def test_another_person_reads_and_holds_nothing(world: World, service: Service) -> None:
    hers = new_audit_of(world.open("Ada"), "9900009")
    assert open_in_window(service, hers, ONE).hold is None
    assert open_in_window(world.opened[-1], hers, TWO).elsewhere is None


def test_windows_are_never_the_same() -> None:
    assert Window().id != Window().id
    assert replace(Window(), host="") != Window()
