"""What becomes of an action: when it starts, what is said of it, how it is closed and opened again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.action_steps import Closing, Followed, Status, Step, followed
from auditor.audit.facts import Action, Fact, FactKind
from auditor.audit.states import Move

WHO = UUID(int=1)
FIRST = datetime(2026, 3, 2, 12, tzinfo=UTC)
ACTION = Action("a", "Write the safety plan anew", "social worker", date(2026, 4, 1))
URGENT = Action("u", "See the child alone tomorrow", "social worker", date(2026, 3, 3), urgent=True)


class Diary:
    """The facts of an audit as a whole, one a day from the second of March 2026."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._numbers = count(1)

    def add(self, kind: FactKind, key: str, body: dict[str, object] | None, *, days: int = 1) -> Fact:
        at = (self.facts[-1].at if self.facts else FIRST - timedelta(days=1)) + timedelta(days=days)
        self.facts.append(Fact(UUID(int=next(self._numbers)), kind, key, at, WHO, body))
        return self.facts[-1]

    def move(self, *moves: Move) -> "Diary":
        for move in moves:
            self.add(FactKind.MOVE, move.value, {})
        return self

    def step(self, step: Step, key: str = "a", *, days: int = 1) -> "Diary":
        self.add(FactKind.ACTION_STEP, key, step.as_body(), days=days)
        return self

    def follow(self, *actions: Action) -> Followed:
        return followed(actions or (ACTION,), self.facts)[0]


def day(number: int) -> date:
    return date(2026, 3, number)


DONE = Step(Status.COMPLETE, evidence="plan of 3 March", evidence_on=date(2026, 3, 3))


def test_an_action_starts_when_the_grade_stands() -> None:
    diary = Diary().move(Move.SUBMIT)
    assert (diary.follow().started_on, diary.follow().status) == (None, Status.NOT_STARTED)
    diary.move(Move.FINALISE)
    assert (diary.follow().started_on, diary.follow().status) == (day(3), Status.NO_REPORT)


def test_an_urgent_one_starts_when_the_audit_is_submitted() -> None:
    diary = Diary().move(Move.SUBMIT, Move.FINALISE)
    assert diary.follow(URGENT).started_on == day(2)


def test_one_that_was_added_starts_on_the_day_it_was_added() -> None:
    diary = Diary().move(Move.SUBMIT)
    diary.add(FactKind.ADDED_ACTION, "b", Action("b", "Hold the strategy meeting", "", None).as_body())
    found = followed((), diary.facts)
    assert [(one.action.id, one.started_on, one.due) for one in found] == [("b", day(3), None)]
    diary.add(FactKind.ADDED_ACTION, "b", {"removed": True})
    diary.facts[-1] = Fact(**{**vars(diary.facts[-1]), "replaces": diary.facts[-2].id})
    assert followed((), diary.facts) == ()


def test_reopening_the_audit_starts_it_anew() -> None:
    diary = Diary().move(Move.SUBMIT, Move.FINALISE, Move.REOPEN)
    assert diary.follow().started_on is None
    diary.move(Move.SUBMIT)
    assert (diary.follow().started_on, diary.follow(URGENT).started_on) == (None, day(5))
    diary.move(Move.FINALISE)
    assert diary.follow().started_on == day(6)


def test_one_that_was_reported_on_keeps_its_start_when_the_audit_is_reopened() -> None:
    diary = Diary().move(Move.SUBMIT, Move.FINALISE).step(Step(Status.ON_TRACK)).move(Move.REOPEN)
    assert (diary.follow().started_on, diary.follow().status) == (day(3), Status.ON_TRACK)
    diary.move(Move.SUBMIT, Move.FINALISE)
    assert diary.follow().started_on == day(3)


def final() -> Diary:
    return Diary().move(Move.SUBMIT, Move.FINALISE)


def test_what_a_report_does_not_say_stays() -> None:
    found = final().step(Step(Status.SOME_ISSUES, "leave")).step(Step(note="back on Monday")).follow()
    assert (found.status, found.due, found.closed_on) == (Status.SOME_ISSUES, date(2026, 4, 1), None)
    assert [taken.step.note for taken in found.steps] == ["leave", "back on Monday"]


def test_an_extension_moves_the_day_and_is_counted() -> None:
    found = final().step(Step(due=date(2026, 5, 1), because="leave")).follow()
    assert (found.due, found.action.due, found.extensions) == (date(2026, 5, 1), date(2026, 4, 1), 1)
    assert not found.overdue(date(2026, 5, 1))
    assert found.overdue(date(2026, 5, 2))


def test_closed_on_paper_and_confirmed_are_told_apart() -> None:
    diary = final().step(DONE)
    found = diary.follow()
    assert (found.status, found.closed_on, found.closed_how) == (Status.COMPLETE, day(4), Closing.ON_PAPER)
    assert not found.overdue(date(2027, 1, 1))
    found = diary.step(Step(confirmed_by="f" * 32)).follow()
    assert (found.closed_on, found.closed_how) == (day(4), Closing.CONFIRMED), "it keeps the day it was closed"


def test_a_later_audit_also_closes_one_that_nobody_had_closed() -> None:
    found = final().step(Step(Status.NOT_ON_TRACK)).step(Step(confirmed_by="f" * 32)).follow()
    assert (found.status, found.closed_on, found.closed_how) == (Status.COMPLETE, day(5), Closing.CONFIRMED)


def test_a_confirmation_that_is_withdrawn_leaves_what_was_closed_on_paper() -> None:
    diary = final().step(DONE).step(Step(confirmed_by="f" * 32)).step(Step(withdraws="f" * 32))
    assert (diary.follow().closed_on, diary.follow().closed_how) == (day(4), Closing.ON_PAPER)
    open_ = final().step(Step(Status.ON_TRACK)).step(Step(confirmed_by="f" * 32)).step(Step(withdraws="f" * 32))
    assert (open_.follow().open, open_.follow().status) == (True, Status.ON_TRACK)
    other = final().step(Step(confirmed_by="f" * 32)).step(Step(withdraws="e" * 32))
    assert other.follow().closed_how is Closing.CONFIRMED


def test_reopening_leads_back_to_what_was_last_said() -> None:
    diary = final().step(Step(Status.SOME_ISSUES)).step(DONE).step(Step(confirmed_by="f" * 32))
    found = diary.step(Step(reopened=True, note="not done")).follow()
    assert (found.open, found.status, found.closed_how) == (True, Status.SOME_ISSUES, None)


def test_of_a_closed_one_only_reopening_counts() -> None:
    """Two stores that were joined: one closed it, the other went on reporting."""
    diary = final().step(DONE).step(Step(Status.NOT_ON_TRACK)).step(Step(due=date(2026, 9, 1), because="x")).step(DONE)
    found = diary.follow()
    assert (found.status, found.due, found.closed_on) == (Status.COMPLETE, date(2026, 4, 1), day(4))


def test_a_report_whose_body_is_gone_is_passed_over() -> None:
    diary = final()
    diary.add(FactKind.ACTION_STEP, "a", None)
    assert diary.follow().steps == ()


def test_reports_of_another_action_do_not_count() -> None:
    assert final().step(DONE, key="b").follow().open


def test_an_action_is_listed_once_even_where_it_was_added_too() -> None:
    diary = final()
    diary.add(FactKind.ADDED_ACTION, "a", Action("a", "something else", "", None).as_body())
    found = followed((ACTION,), diary.facts)
    assert [one.action.what for one in found] == [ACTION.what]


def test_they_come_in_the_order_in_which_they_fall_due() -> None:
    late, none = Action("z", "w", "", date(2026, 9, 1)), Action("n", "w", "", None)
    diary = final().step(Step(due=date(2026, 10, 1), because="x"))
    assert [one.action.id for one in followed((ACTION, none, late, URGENT), diary.facts)] == ["u", "z", "a", "n"]


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
TEXTS = st.text(max_size=20)
STEPS = st.builds(
    Step,
    status=st.none() | st.sampled_from(Status),
    note=TEXTS,
    due=st.none() | DAYS,
    because=TEXTS,
    evidence=TEXTS,
    evidence_on=st.none() | DAYS,
    confirmed_by=st.sampled_from(["", "e" * 32, "f" * 32]),
    withdraws=st.sampled_from(["", "e" * 32, "f" * 32]),
    reopened=st.booleans(),
)


@given(STEPS)
def test_a_step_comes_back_as_it_was_recorded(step: Step) -> None:
    assert Step.from_body(step.as_body()) == step


@given(st.lists(STEPS, max_size=8), st.booleans())
def test_an_action_is_closed_exactly_when_it_says_how_and_complete(taken: list[Step], stands: bool) -> None:
    diary = final() if stands else Diary().move(Move.SUBMIT)
    for step in taken:
        diary.step(step)
    found = diary.follow()
    assert found.open == (found.closed_how is None) == (found.status is not Status.COMPLETE)
    assert len(found.steps) == len(taken)
    assert not (found.overdue(date(2100, 1, 1)) and not found.open)
    assert found.closed_on is None or found.closed_on in {one.on for one in found.steps}


@given(st.lists(STEPS, max_size=6), st.randoms())
def test_the_order_in_which_facts_are_read_does_not_matter(taken: list[Step], dice: object) -> None:
    diary = final()
    for step in taken:
        diary.step(step)
    before = diary.follow()
    dice.shuffle(diary.facts)  # type: ignore[attr-defined]
    assert diary.follow() == before


def _orders() -> Iterator[tuple[list[Step], Closing | None]]:
    confirmed, withdrawn = Step(confirmed_by="f" * 32), Step(withdraws="f" * 32)
    yield [confirmed, DONE], Closing.CONFIRMED
    yield [confirmed, DONE, withdrawn], Closing.ON_PAPER
    yield [DONE, Step(reopened=True), confirmed], Closing.CONFIRMED
    yield [confirmed, Step(confirmed_by="e" * 32), withdrawn], Closing.CONFIRMED
    yield [confirmed, Step(reopened=True)], None


@pytest.mark.parametrize(("taken", "how"), list(_orders()))
def test_how_it_is_closed_after_several_things_happened(taken: list[Step], how: Closing | None) -> None:
    diary = final()
    for step in taken:
        diary.step(step)
    assert diary.follow().closed_how is how
