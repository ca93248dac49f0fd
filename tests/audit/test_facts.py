"""Which of many facts stands, which came first, and which rival each other."""

from dataclasses import replace

from audit_builders import AUTHOR, START, Log
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit.facts import Conversation, Fact, FactKind, current

ANSWER = (FactKind.ANSWER, "ps01.a")


def grade_body(grade: str | None) -> dict[str, str | None]:
    return {"grade": grade, "suggested": None, "reason": ""}


def add_grade(log: Log, grade: str | None, **given: Fact | None) -> Fact:
    return log.add(FactKind.GRADE, "ps01", grade_body(grade), **given)


GRADE = (FactKind.GRADE, "ps01")


def test_the_newest_stands_and_the_first_is_kept() -> None:
    log = Log()
    first = add_grade(log, "good")
    add_grade(log, "inadequate")
    last = add_grade(log, "requires_improvement")
    standing = current(log.facts)[GRADE]
    assert (standing.latest, standing.first, standing.rivals) == (last, first, ())


def test_what_was_taken_back_is_not_the_first() -> None:
    log = Log()
    add_grade(log, "good")
    add_grade(log, None)
    second = add_grade(log, "inadequate")
    last = add_grade(log, "good")
    standing = current(log.facts)[GRADE]
    assert (standing.latest, standing.first) == (last, second)


def test_kinds_and_keys_are_kept_apart() -> None:
    log = Log()
    one = log.add(FactKind.NOTE, "ps01", {"text": "one"})
    two = log.add(FactKind.NOTE, "ps02", {"text": "two"})
    three = log.add(FactKind.EVIDENCE, "ps01", {"text": "three"})
    assert {name: standing.latest for name, standing in current(log.facts).items()} == {
        (FactKind.NOTE, "ps01"): one,
        (FactKind.NOTE, "ps02"): two,
        (FactKind.EVIDENCE, "ps01"): three,
    }


def test_after_a_merge_both_ends_are_rivals_and_the_later_is_shown() -> None:
    log = Log()
    base = add_grade(log, "good")
    here = add_grade(log, "outstanding", replaces=base)
    there = add_grade(log, "inadequate", replaces=base)
    standing = current(log.facts)[GRADE]
    assert (standing.latest, standing.rivals, standing.first) == (there, (here,), base)


def test_an_author_settles_rivals_for_good() -> None:
    log = Log()
    base = add_grade(log, "good")
    here = add_grade(log, "outstanding", replaces=base)
    there = add_grade(log, "inadequate", replaces=base)
    settled = log.add(FactKind.GRADE, "ps01", {**grade_body("good"), "settles": [str(here.id)]}, replaces=there)
    standing = current(log.facts)[GRADE]
    assert (standing.latest, standing.rivals, standing.first) == (settled, (), base)
    later = add_grade(log, "outstanding")
    assert current(log.facts)[GRADE].latest == later
    assert current(log.facts)[GRADE].rivals == ()


def test_two_first_grades_in_two_stores_are_rivals_and_the_earlier_came_first() -> None:
    log = Log()
    here = add_grade(log, "good", replaces=None)
    there = add_grade(log, "inadequate", replaces=None)
    standing = current(log.facts)[GRADE]
    assert (standing.latest, standing.rivals, standing.first) == (there, (here,), here)


def test_a_clock_that_went_back_does_not_bring_an_old_value_back() -> None:
    log = Log()
    old = log.add(FactKind.NOTE, "ps01", {"text": "old"})
    new = replace(log.add(FactKind.NOTE, "ps01", {"text": "new"}), at=START)
    standing = current([old, new])[FactKind.NOTE, "ps01"]
    assert (standing.latest, standing.rivals) == (new, ())


def test_of_two_at_the_same_moment_the_higher_id_is_later() -> None:
    log = Log()
    one = log.add(FactKind.NOTE, "ps01", {"text": "one"}, replaces=None)
    two = replace(log.add(FactKind.NOTE, "ps01", {"text": "two"}, replaces=None), at=one.at)
    assert current([two, one])[FactKind.NOTE, "ps01"].latest == two


def test_of_two_rivals_the_later_by_the_clock_is_shown_whatever_their_ids() -> None:
    log = Log()
    one = log.add(FactKind.NOTE, "ps01", {"text": "one"}, replaces=None)
    two = replace(log.add(FactKind.NOTE, "ps01", {"text": "two"}, replaces=None), at=START)
    standing = current([one, two])[FactKind.NOTE, "ps01"]
    assert (standing.latest, standing.first) == (one, two)


def test_an_erased_text_is_as_if_it_had_never_been_written() -> None:
    log = Log()
    kept = log.add(FactKind.NOTE, "ps01", {"text": "kept"})
    log.add(FactKind.NOTE, "ps01", None)
    assert current(log.facts)[FactKind.NOTE, "ps01"].latest == kept
    only = Log()
    only.add(FactKind.NOTE, "ps01", None)
    assert current(only.facts) == {}


def test_erasing_in_the_middle_of_a_chain_makes_no_rivals() -> None:
    log = Log()
    first = log.add(FactKind.NOTE, "ps01", {"text": "first"})
    log.add(FactKind.NOTE, "ps01", None)
    log.add(FactKind.NOTE, "ps01", None)
    last = log.add(FactKind.NOTE, "ps01", {"text": "last"})
    standing = current(log.facts)[FactKind.NOTE, "ps01"]
    assert (standing.latest, standing.first, standing.rivals) == (last, first, ())


@st.composite
def forests(draw: st.DrawFn) -> list[Fact]:
    """Facts about one grade: each replaces an earlier one or none, and some were erased."""
    log = Log()
    for number in range(draw(st.integers(1, 8))):
        parent = draw(st.none() | st.sampled_from(log.facts)) if number else None
        grade = draw(st.sampled_from(["good", "inadequate", None]))
        fact = add_grade(log, grade, replaces=parent)
        if draw(st.integers(0, 4)) == 0:
            log.facts[-1] = replace(fact, body=None)
    return log.facts


@settings(max_examples=60, deadline=None)
@given(forests(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_given_does_not_matter(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert current(shuffled) == current(facts)


@settings(max_examples=60, deadline=None)
@given(forests())
def test_something_stands_exactly_when_something_was_not_erased(facts: list[Fact]) -> None:
    standing = current(facts).get(GRADE)
    readable = [fact for fact in facts if fact.body is not None]
    assert (standing is not None) == bool(readable)
    if standing is not None:
        ends = [standing.latest, *standing.rivals]
        assert {fact.id for fact in ends} <= {fact.id for fact in readable}
        assert standing.first.at <= standing.latest.at
        assert all(rival.at < standing.latest.at for rival in standing.rivals)
        # Nothing that stands was replaced by something that can still be read.
        assert not {fact.replaces for fact in readable} & {fact.id for fact in ends}


@settings(max_examples=60, deadline=None)
@given(forests())
def test_erased_facts_count_as_if_never_recorded(facts: list[Fact]) -> None:
    by_id = {fact.id: fact for fact in facts}

    def readable(name: object) -> Fact | None:
        fact = by_id.get(name)  # type: ignore[call-overload]
        return fact if fact is None or fact.body is not None else readable(fact.replaces)

    never = []
    for fact in facts:
        parent = readable(fact.replaces)
        if fact.body is not None:
            never.append(replace(fact, replaces=parent.id if parent else None))
    with_erased, without = current(facts), current(never)
    assert {k: (v.latest.id, v.first.id, [r.id for r in v.rivals]) for k, v in with_erased.items()} == {
        k: (v.latest.id, v.first.id, [r.id for r in v.rivals]) for k, v in without.items()
    }


def test_the_author_of_a_fact_is_carried() -> None:
    log = Log()
    log.add(FactKind.ANSWER, "ps01.a", {"answer": "met", "not_applicable": None})
    assert current(log.facts)[ANSWER].latest.by == AUTHOR


def test_a_conversation_says_enough_with_a_day_or_a_reason() -> None:
    cases = {
        ("spoken", "2026-11-20", ""): True,
        ("spoken", None, ""): False,
        ("spoken", None, "she was busy"): False,
        ("tried", None, "rang twice"): True,
        ("tried", "2026-11-20", ""): False,
        ("declined", None, " "): False,
        ("not_appropriate", None, "he is in hospital"): True,
    }
    found = {
        (outcome, on, why): Conversation.from_body({"outcome": outcome, "on": on, "why": why}).complete
        for outcome, on, why in cases
    }
    assert found == cases
