"""What is left before an audit can be submitted, and where to go for it."""

from collections.abc import Callable

import pytest
from audit_builders import (
    SUPERVISION_RECORD,
    all_met,
    answer,
    checklist,
    child,
    criterion,
    finding,
    grade,
    household,
    judgement,
    real_scale,
    section,
    talk,
    young_adult,
)

from auditor.audit.completeness import Left, Step, asks_difference, conversations_asked, progress
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import FactKind
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope

EVERY_RECORD = ["child_record", "carer_record", "supervision_record"]
SMALL = checklist(
    section(
        "ps01",
        criterion("ps01.a", seen_on=EVERY_RECORD),
        criterion("ps01.b", seen_on=EVERY_RECORD, lenses=["voice"]),
        criterion("ps01.deep", depth="deep"),
    ),
    section("ps02", criterion("ps02.a", applies_to="cared_for")),
    section("ps03", criterion("ps03.a")),
    section("ps04", criterion("ps04.a")),
    judgements=[
        judgement("lens", "1.3", source={"lens": "voice"}),
        judgement("taken", "1.2", source={"section": "ps01"}),
        judgement("counted", "2.0", source={"computed": "supervision_frequency"}),
    ],
)
SCOPE = Scope(SMALL, child("child_in_need"))
Change = Callable[[Examination], Examination]


def left(examination: Examination, scope: Scope = SCOPE) -> list[Left]:
    return list(progress(scope, examination).left)


def test_nothing_is_left_when_everything_is_done() -> None:
    done = progress(SCOPE, all_met(SCOPE))
    assert (done.left, done.complete, done.answered, done.asked) == ((), True, 4, 4)


def test_at_the_start_everything_is_left_in_the_order_in_which_it_is_done() -> None:
    start = progress(SCOPE, Examination())
    assert not start.complete
    assert (start.answered, start.asked) == (0, 4)
    assert [(item.step, item.key) for item in start.left] == [
        (Step.SECTIONS, "ps01.a"),
        (Step.SECTIONS, "ps01.b"),
        (Step.SECTIONS, "ps03.a"),
        (Step.SECTIONS, "ps04.a"),
        (Step.SECTIONS, "ps01"),
        (Step.SECTIONS, "ps03"),
        (Step.SECTIONS, "ps04"),
        (Step.JUDGEMENTS, "lens"),
        (Step.CONVERSATIONS, "worker"),
        (Step.CONVERSATIONS, "child"),
        (Step.CONVERSATIONS, "parent"),
        (Step.FINDINGS, "strength"),
        (Step.FINDINGS, "improve"),
        (Step.DIFFERENCE, ""),
        (Step.OVERALL, OVERALL),
    ]
    order = list(Step)
    steps = [order.index(item.step) for item in start.left]
    assert steps == sorted(steps)


def action(owner: str, due: str | None) -> Change:
    body = {"what": "ring the aunt", "owner": owner, "due": due, "finding": ""}
    return lambda examination: examination.record(FactKind.ACTION, "a1", body)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda e: answer(e, "ps01.a", None),
            Left(Step.SECTIONS, "ps01.a", "PS1: not answered: Is ps01.a done?"),
            id="a criterion",
        ),
        pytest.param(
            lambda e: grade(e, "ps01", None),
            Left(Step.SECTIONS, "ps01", "PS1: no grade yet for Title of ps01"),
            id="a section's grade",
        ),
        pytest.param(
            lambda e: grade(e, "ps01", "outstanding"),
            Left(Step.SECTIONS, "ps01", "PS1 Title of ps01: one line on why it is not good, as suggested"),
            id="a section's grade that departs",
        ),
        pytest.param(
            lambda e: grade(e, "ps01", "outstanding", " "),
            Left(Step.SECTIONS, "ps01", "PS1 Title of ps01: one line on why it is not good, as suggested"),
            id="a blank is no line",
        ),
        pytest.param(
            lambda e: grade(e, "lens", None),
            Left(Step.JUDGEMENTS, "lens", "Key judgement not graded: Title of lens"),
            id="a judgement's grade",
        ),
        pytest.param(
            lambda e: grade(e, "lens", "inadequate"),
            Left(Step.JUDGEMENTS, "lens", "Title of lens: one line on why it is not good, as suggested"),
            id="a judgement's grade that departs",
        ),
        pytest.param(
            lambda e: talk(e, "worker", outcome=None),
            Left(Step.CONVERSATIONS, "worker", "Conversation with the worker: not recorded"),
            id="a conversation",
        ),
        pytest.param(
            lambda e: talk(e, "child", outcome="spoken", on=None),
            Left(Step.CONVERSATIONS, "child", "Conversation with the child: the day is missing"),
            id="the day of a conversation",
        ),
        pytest.param(
            lambda e: talk(e, "parent", outcome="declined", why=""),
            Left(Step.CONVERSATIONS, "parent", "Conversation with a parent or carer: the reason is missing"),
            id="the reason for no conversation",
        ),
        pytest.param(
            lambda e: e.record(FactKind.FINDING, "f1", {"removed": True}),
            Left(Step.FINDINGS, "strength", "No strength yet: what was done well?"),
            id="a strength",
        ),
        pytest.param(
            lambda e: e.record(FactKind.FINDING, "f2", {"removed": True}),
            Left(Step.FINDINGS, "improve", "No area for improvement yet"),
            id="an area for improvement",
        ),
        pytest.param(
            action("", "2026-12-01"),
            Left(Step.FINDINGS, "a1", "An action needs an owner and a date: ring the aunt"),
            id="an action's owner",
        ),
        pytest.param(
            action("social worker", None),
            Left(Step.FINDINGS, "a1", "An action needs an owner and a date: ring the aunt"),
            id="an action's date",
        ),
        pytest.param(
            lambda e: e.record(FactKind.DIFFERENCE, "", {"choice": None, "text": "a line"}),
            Left(Step.DIFFERENCE, "", "The difference made: not judged yet"),
            id="the difference",
        ),
        pytest.param(
            lambda e: grade(e, OVERALL, None),
            Left(Step.OVERALL, OVERALL, "No overall grade yet"),
            id="the overall grade",
        ),
        pytest.param(
            lambda e: grade(e, OVERALL, "inadequate"),
            Left(Step.OVERALL, OVERALL, "Overall: one line on why it is not good, as suggested"),
            id="an overall grade that departs",
        ),
    ],
)
def test_each_thing_left_alone(change: Change, expected: Left) -> None:
    assert left(change(all_met(SCOPE))) == [expected]


@pytest.mark.parametrize("key", ["ps01", "lens", OVERALL])
def test_a_grade_that_departs_is_accepted_with_a_line(key: str) -> None:
    assert left(grade(all_met(SCOPE), key, "outstanding", "the child's own words")) == []


def test_exceeded_needs_a_line_of_evidence() -> None:
    examination = grade(
        grade(answer(all_met(SCOPE), "ps01.b", "exceeded"), "ps01", "good", "why"), "lens", "good", "why"
    )
    expected = Left(Step.SECTIONS, "ps01.b", "PS1: exceeded needs a line of evidence: Is ps01.b done?")
    assert left(examination) == [expected]
    assert left(examination.record(FactKind.EVIDENCE, "ps01.b", {"text": "  "})) == [expected]
    assert left(examination.record(FactKind.EVIDENCE, "ps01.a", {"text": "elsewhere"})) == [expected]
    assert left(examination.record(FactKind.EVIDENCE, "ps01.b", {"text": "visit of 3 March"})) == []


def test_no_other_answer_needs_evidence() -> None:
    for given in ("met", "partly_met", "not_met"):
        examination = answer(all_met(SCOPE), "ps01.a", given)
        assert not any("evidence" in item.what for item in left(examination))


def test_a_section_in_which_nothing_applies_asks_for_no_grade() -> None:
    examination = all_met(SCOPE)
    for key in ("ps01", "lens"):
        examination = grade(examination, key, None)
    for key in ("ps01.a", "ps01.b"):
        examination = answer(examination, key, None, "not_yet_due")
    assert left(examination) == []
    assert progress(SCOPE, examination).answered == 4


def test_a_judgement_is_asked_while_anything_it_rests_on_applies() -> None:
    examination = answer(grade(all_met(SCOPE), "lens", None), "ps01.a", None, "not_yet_due")
    assert [item.key for item in left(examination)] == ["lens"]
    assert left(answer(examination, "ps01.b", None, "not_yet_due")) == []


def test_an_answer_to_what_is_not_asked_is_not_counted() -> None:
    examination = answer(all_met(SCOPE), "ps02.a", "met")
    assert progress(SCOPE, examination).answered == 4


def test_opening_a_section_asks_for_more() -> None:
    scope = Scope(SMALL, SCOPE.profile, opened=frozenset({"ps01"}))
    assert [item.key for item in left(all_met(SCOPE), scope)] == ["ps01.deep"]


def test_outstanding_work_needs_no_area_for_improvement() -> None:
    examination = all_met(SCOPE).record(FactKind.FINDING, "f2", {"removed": True})
    assert left(grade(examination, OVERALL, "outstanding", "why")) == []


def test_two_findings_of_one_kind_do_not_make_the_other() -> None:
    examination = finding(all_met(SCOPE), "f2", "strength")
    assert [item.key for item in left(examination)] == ["improve"]


# -- by subject -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "people", "difference"),
    [
        (child("child_in_need"), ("worker", "child", "parent"), True),
        (child("child_in_need", age=None), ("worker", "child", "parent"), True),
        (child("child_in_need", age="unborn"), ("worker", "parent"), True),
        (young_adult(), ("worker", "child", "parent"), True),
        (household(), ("worker", "parent"), False),
        (SUPERVISION_RECORD, ("worker",), False),
    ],
)
def test_whom_the_auditor_talks_with_and_whether_a_difference_is_judged(
    profile: Profile, people: tuple[str, ...], difference: bool
) -> None:
    scope = Scope(SMALL, profile)
    assert conversations_asked(scope) == people
    assert asks_difference(scope) is difference
    start = left(Examination(), scope)
    assert tuple(item.key for item in start if item.step is Step.CONVERSATIONS) == people
    assert any(item.step is Step.DIFFERENCE for item in start) is difference


def test_the_difference_is_not_asked_where_the_scale_switches_it_off() -> None:
    scale = real_scale()
    off = scale.model_copy(update={"difference": scale.difference.model_copy(update={"enabled": False})})
    scope = Scope(checklist(section("ps01", criterion("ps01.a")), scale=off), child("child_in_need"))
    examination = all_met(scope).record(FactKind.DIFFERENCE, "", {"choice": None, "text": ""})
    assert left(examination, scope) == []
