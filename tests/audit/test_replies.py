"""Replies as facts come, in any order and from any store."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.facts import Fact, FactKind
from auditor.audit.replies import acknowledged_in, replies_in
from auditor.audit.states import Move

TESS, TOM, ADA = UUID(int=1), UUID(int=2), UUID(int=3)
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def fact(number: int, kind: FactKind, key: str, by: UUID = TESS, **body: str) -> Fact:
    return Fact(UUID(int=1000 + number), kind, key, START + timedelta(minutes=number), by, body)


def replied(number: int, text: str, key: str = "overall", by: UUID = TESS) -> Fact:
    return fact(number, FactKind.REPLY, key, by, text=text)


def answered(number: int, to: int, text: str) -> Fact:
    return fact(number, FactKind.REPLY_ANSWER, "overall", ADA, text=text, reply=UUID(int=1000 + to).hex)


def moved(number: int, move: Move) -> Fact:
    return fact(number, FactKind.MOVE, move.value, ADA)


def texts(*facts: Fact) -> list[tuple[str, bool]]:
    return [(reply.text, reply.open) for reply in replies_in(facts)]


def test_the_last_word_of_each_person_on_each_judgement_stands() -> None:
    assert texts(replied(1, "a"), replied(2, "b")) == [("b", True)]
    assert texts(replied(1, "a"), replied(2, "b", by=TOM), replied(3, "c", "ps06")) == [
        ("a", True),
        ("b", True),
        ("c", True),
    ]


def test_what_was_answered_stays_beside_what_follows() -> None:
    facts = (replied(1, "a"), answered(2, 1, "x"), replied(3, "b"), answered(4, 1, "y"))
    assert texts(*facts) == [("a", False), ("b", True)]
    answer = replies_in(facts)[0].answer
    assert answer is not None
    assert answer.text == "y", "the answer last given"


def test_an_empty_reply_takes_back_what_is_not_answered() -> None:
    assert texts(replied(1, "a"), replied(2, "")) == []
    assert texts(replied(1, "a"), answered(2, 1, "x"), replied(3, "")) == [("a", False)]


def test_an_erased_answer_leaves_the_reply_open() -> None:
    gone = Fact(UUID(int=1002), FactKind.REPLY_ANSWER, "overall", START, ADA, None)
    assert texts(replied(1, "a"), gone) == [("a", True)]


def test_reopening_marks_a_reply_and_forgets_an_acknowledgement() -> None:
    seen = fact(4, FactKind.ACKNOWLEDGEMENT, "", on="2026-11-20")
    before = [moved(1, Move.SUBMIT), moved(2, Move.FINALISE), replied(3, "a"), seen]
    assert acknowledged_in(before) is not None
    assert not replies_in(before)[0].earlier
    after = [*before, moved(5, Move.REOPEN)]
    assert acknowledged_in(after) is None
    assert replies_in(after)[0].earlier
    assert replies_in(after)[0].open


@given(st.permutations([replied(1, "a"), answered(2, 1, "x"), replied(3, "b"), replied(4, "c", by=TOM)]))
def test_the_order_in_which_facts_are_read_does_not_matter(facts: list[Fact]) -> None:
    assert texts(*facts) == [("a", False), ("b", True), ("c", True)]
