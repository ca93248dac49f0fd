"""One person's reading: folding, recording and undoing."""

from datetime import date
from typing import Any

import pytest
from audit_builders import Log, answer, grade
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit.examination import AnswerGiven, DifferenceGiven, Examination, GradeGiven
from auditor.audit.facts import Fact, FactKind

TEXT = st.sampled_from(["", "see visit of 3 March", "two lines\nof text"])
DAY = st.sampled_from([None, "2026-11-20", "2026-02-28"])
GRADES = st.sampled_from([None, "outstanding", "good", "requires_improvement", "inadequate"])
KEYS = st.sampled_from(["one", "two"])
REMOVED = st.just({"removed": True})
BODIES: dict[FactKind, st.SearchStrategy[dict[str, Any]]] = {
    FactKind.ANSWER: st.one_of(
        st.fixed_dictionaries(
            {"answer": st.sampled_from([None, "met", "not_met", "exceeded"]), "not_applicable": st.none()}
        ),
        st.just({"answer": None, "not_applicable": "not_yet_due"}),
        st.just({"answer": "met", "not_applicable": None, "proposed": "not_met", "reason": "seen on paper"}),
    ),
    FactKind.EVIDENCE: st.fixed_dictionaries({"text": TEXT}),
    FactKind.NOTE: st.fixed_dictionaries({"text": TEXT}),
    FactKind.GRADE: st.fixed_dictionaries({"grade": GRADES, "suggested": GRADES, "reason": TEXT}),
    FactKind.CONVERSATION: st.fixed_dictionaries(
        {
            "outcome": st.sampled_from([None, "spoken", "declined"]),
            "on": DAY,
            "why": TEXT,
            "said": TEXT,
            "follow_up": TEXT,
            "done_on": DAY,
        }
    ),
    FactKind.FINDING: st.one_of(
        REMOVED,
        st.fixed_dictionaries({"kind": st.sampled_from(["strength", "improve"]), "text": TEXT, "about": TEXT}),
    ),
    FactKind.ACTION: st.one_of(
        REMOVED, st.fixed_dictionaries({"what": TEXT, "owner": TEXT, "due": DAY, "finding": TEXT})
    ),
    FactKind.DIFFERENCE: st.fixed_dictionaries({"choice": st.sampled_from([None, "some", "worse"]), "text": TEXT}),
    FactKind.KEY_DATE: st.one_of(
        REMOVED,
        st.fixed_dictionaries(
            {
                "event": st.just("case_allocated"),
                "on": st.just("2026-03-02"),
                "at": st.sampled_from([None, "09:30"]),
                "follows": st.sampled_from([None, "one"]),
                "standing": st.just("dated"),
                "every": st.sampled_from([None, {"limit": 4, "unit": "weeks"}]),
            }
        ),
        st.fixed_dictionaries(
            {
                "event": st.just("case_allocated"),
                "on": st.none(),
                "at": st.none(),
                "follows": st.none(),
                "standing": st.sampled_from(["not_on_file", "not_needed"]),
                "every": st.none(),
            }
        ),
    ),
    FactKind.KEPT: st.one_of(
        REMOVED,
        st.fixed_dictionaries({"kind": st.just("postcode"), "salt": KEYS, "digest": KEYS, "reason": TEXT}),
    ),
    FactKind.SECTION_OPENED: st.fixed_dictionaries({"open": st.booleans()}),
}
Step = tuple[FactKind, str, dict[str, Any]]
STEPS: st.SearchStrategy[Step] = st.one_of(
    *(st.tuples(st.just(kind), KEYS, bodies) for kind, bodies in BODIES.items() if kind is not FactKind.DIFFERENCE),
    st.tuples(st.just(FactKind.DIFFERENCE), st.just(""), BODIES[FactKind.DIFFERENCE]),
)
GRADE_STEPS: st.SearchStrategy[Step] = st.tuples(st.just(FactKind.GRADE), st.just("one"), BODIES[FactKind.GRADE])


def recorded(steps: list[Step], start: Examination | None = None) -> Examination:
    examination = start or Examination()
    for kind, key, body in steps:
        examination = examination.record(kind, key, body)
    return examination


def logged(steps: list[Step]) -> list[Fact]:
    log = Log()
    for step in steps:
        log.add(*step)
    return log.facts


def undone(start: Examination, steps: list[Step]) -> tuple[list[Step], Examination]:
    """Record the steps, then undo each in reverse as the screen does: all that was recorded, and where it led."""
    examination, history, done = start, [], list(steps)
    for kind, key, body in steps:
        before = examination.value(kind, key)
        assert before is not None
        history.append((kind, key, before))
        examination = examination.record(kind, key, body)
    for step in reversed(history):
        done.append(step)
        examination = examination.record(*step)
    return done, examination


@settings(max_examples=50, deadline=None)
@given(st.lists(STEPS, max_size=8) | st.lists(GRADE_STEPS, max_size=4), st.lists(STEPS | GRADE_STEPS, max_size=8))
def test_undoing_everything_in_reverse_gives_the_start(before: list[Step], steps: list[Step]) -> None:
    start = recorded(before)
    _, end = undone(start, steps)
    assert end == start


@settings(max_examples=50, deadline=None)
@given(st.lists(GRADE_STEPS, max_size=4), st.lists(GRADE_STEPS, max_size=4))
def test_what_was_undone_on_screen_is_undone_in_the_store(before: list[Step], steps: list[Step]) -> None:
    """The store folds the undoing facts to the same first grade as the screen shows."""
    done, end = undone(recorded(before), steps)
    assert Examination.from_facts(logged(before + done)) == end


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=12), st.randoms(use_true_random=False))
def test_folding_what_was_stored_gives_what_the_screen_showed(steps: list[Step], random: object) -> None:
    facts = logged(steps)
    random.shuffle(facts)  # type: ignore[attr-defined]
    assert Examination.from_facts(facts) == recorded(steps)


@settings(max_examples=50, deadline=None)
@given(st.lists(STEPS, max_size=8), STEPS)
def test_putting_back_what_stands_changes_nothing(steps: list[Step], step: Step) -> None:
    examination = recorded(steps)
    kind, key, _ = step
    value = examination.value(kind, key)
    assert value is not None
    assert examination.record(kind, key, value) == examination


@pytest.mark.parametrize("kind", [kind for kind in FactKind if kind not in BODIES])
def test_facts_of_other_kinds_are_passed_over(kind: FactKind) -> None:
    examination = answer(Examination(), "ps01.a", "met")
    assert examination.record(kind, "", {"text": "x"}) == examination
    assert examination.value(kind, "") is None
    log = Log()
    log.add(kind, "", {"text": "x"}, replaces=None)
    log.add(kind, "", {"text": "y"}, replaces=None)
    assert Examination.from_facts(log.facts) == Examination(), "nor are two of them something to settle"


# -- grades -----------------------------------------------------------------------------------------------------------


def test_the_first_grade_is_kept_when_another_replaces_it() -> None:
    examination = grade(Examination(), "ps01", "good")
    later = {"grade": "inadequate", "suggested": "inadequate", "reason": "seen again"}
    examination = examination.record(FactKind.GRADE, "ps01", later)
    assert examination.grades["ps01"] == GradeGiven("inadequate", "good", "inadequate", "seen again")
    assert examination.grade_of("ps01") == "inadequate"


def test_a_grade_taken_back_is_gone_with_its_first() -> None:
    examination = grade(grade(Examination(), "ps01", "good"), "ps01", None)
    assert examination.grade_of("ps01") is None
    assert grade(examination, "ps01", "outstanding").grades["ps01"].first == "outstanding"


def test_undoing_a_taking_back_restores_the_first_grade_too() -> None:
    examination = grade(grade(Examination(), "ps01", "good"), "ps01", "outstanding")
    before = examination.value(FactKind.GRADE, "ps01")
    assert before is not None
    assert grade(examination, "ps01", None).record(FactKind.GRADE, "ps01", before) == examination


def test_after_a_merge_rivals_are_named_until_settled() -> None:
    log = Log()
    base = log.add(FactKind.GRADE, "ps01", {"grade": "good"})
    here = log.add(FactKind.GRADE, "ps01", {"grade": "outstanding"}, replaces=base)
    log.add(FactKind.GRADE, "ps01", {"grade": "inadequate"}, replaces=base)
    joined = Examination.from_facts(log.facts)
    assert joined.unsettled == ((FactKind.GRADE, "ps01"),)
    assert joined.grades["ps01"] == GradeGiven("inadequate", "good")
    body = {"grade": "outstanding", "settles": [str(here.id)]}
    log.add(FactKind.GRADE, "ps01", body)
    settled = Examination.from_facts(log.facts)
    assert settled.unsettled == ()
    assert settled == joined.record(FactKind.GRADE, "ps01", body)


def test_an_erased_first_grade_leaves_the_next_as_first() -> None:
    log = Log()
    log.add(FactKind.GRADE, "ps01", None)
    log.add(FactKind.GRADE, "ps01", {"grade": "good"})
    assert Examination.from_facts(log.facts).grades["ps01"] == GradeGiven("good", "good")


# -- the rest ---------------------------------------------------------------------------------------------------------


def test_not_applicable_is_an_answer_with_a_reason() -> None:
    examination = answer(Examination(), "ps01.a", None, "not_yet_due")
    assert examination.answers["ps01.a"] == AnswerGiven(None, "not_yet_due")
    assert answer(examination, "ps01.a", None).answers == {}


def test_recording_leaves_the_earlier_examination_as_it_was() -> None:
    before = answer(Examination(), "ps01.a", "met")
    answer(before, "ps01.a", "not_met")
    assert before.answers["ps01.a"] == AnswerGiven("met")


def test_sections_are_opened_and_closed() -> None:
    opened = Examination().record(FactKind.SECTION_OPENED, "ps01", {"open": True})
    assert opened.opened == {"ps01"}
    assert opened.record(FactKind.SECTION_OPENED, "ps01", {"open": False}).opened == frozenset()


def test_what_was_written_is_read_back_with_its_days() -> None:
    examination = recorded(
        [
            (FactKind.ACTION, "a1", {"what": "ring", "owner": "social worker", "due": "2026-12-01", "finding": "f1"}),
            (FactKind.CONVERSATION, "child", {"outcome": "spoken", "on": "2026-11-20", "said": "likes her school"}),
            (FactKind.DIFFERENCE, "", {"choice": "clear", "text": "she sleeps"}),
        ]
    )
    action, talk = examination.actions["a1"], examination.conversations["child"]
    assert (action.id, action.what, action.owner, action.due) == ("a1", "ring", "social worker", date(2026, 12, 1))
    assert (talk.on, talk.said, talk.complete) == (date(2026, 11, 20), "likes her school", True)
    assert examination.difference == DifferenceGiven("clear", "she sleeps")
