"""The suggested grade: worked examples at every edge, and what must hold of any answers."""

from typing import get_args

import pytest
from audit_builders import criterion, real_scale
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit.grades import ORDER, better, lower, lowest, suggest_overall, suggest_section
from auditor.standards.model import AnswerId, Criterion, GradeId, Weight

WORST_FIRST: list[AnswerId] = ["not_met", "partly_met", "met", "exceeded"]
Given = tuple[Criterion, AnswerId]


def given_answers(weight: Weight = "standard", *, critical: bool = False, **counts: int) -> list[Given]:
    """So many answers of each kind: ``given_answers(met=7, partly_met=3)``."""
    return [
        (criterion(f"ps01.{answer}-{number}", weight=weight, critical=critical), answer)  # type: ignore[misc]
        for answer, count in counts.items()
        for number in range(count)
    ]


def section_grade(answers: list[Given]) -> GradeId | None:
    suggested = suggest_section(real_scale(), answers)
    return suggested.grade if suggested else None


def overall_grade(**grades: GradeId) -> GradeId | None:
    suggested = suggest_overall(real_scale(), grades)
    return suggested.grade if suggested else None


def rank(grade: GradeId | None) -> int:
    assert grade is not None
    return real_scale().grade(grade).rank


def test_the_order_of_grades_is_that_of_the_scale() -> None:
    assert [grade.id for grade in sorted(real_scale().grades, key=lambda grade: grade.rank)] == list(ORDER)
    assert set(ORDER) == set(get_args(GradeId))


# -- a section: worked examples ---------------------------------------------------------------------------------------


def test_there_is_no_grade_from_nothing() -> None:
    assert suggest_section(real_scale(), []) is None
    assert suggest_overall(real_scale(), {}) is None


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        # Outstanding: 95% met or better, 40% exceeded, nothing not met.
        ({"exceeded": 40, "met": 55, "partly_met": 5}, "outstanding"),
        ({"exceeded": 39, "met": 56, "partly_met": 5}, "good"),
        ({"exceeded": 40, "met": 54, "partly_met": 6}, "good"),
        ({"exceeded": 99, "not_met": 1}, "good"),
        ({"exceeded": 2, "met": 3}, "outstanding"),
        ({"exceeded": 1}, "outstanding"),
        # Good: 70% met, at most 10% not met.
        ({"met": 1}, "good"),
        ({"met": 7, "partly_met": 3}, "good"),
        ({"met": 69, "partly_met": 31}, "requires_improvement"),
        ({"met": 2, "partly_met": 1}, "requires_improvement"),
        ({"met": 9, "not_met": 1}, "good"),
        ({"met": 89, "not_met": 11}, "requires_improvement"),
        ({"exceeded": 30, "met": 40, "partly_met": 20, "not_met": 10}, "good"),
        # Requires improvement: at most 40% not met.
        ({"partly_met": 5}, "requires_improvement"),
        ({"met": 3, "not_met": 2}, "requires_improvement"),
        ({"met": 59, "not_met": 41}, "inadequate"),
        ({"partly_met": 60, "not_met": 40}, "requires_improvement"),
        ({"met": 1, "not_met": 1}, "inadequate"),
        ({"not_met": 1}, "inadequate"),
    ],
)
def test_a_section_at_the_edges_of_the_rule(counts: dict[str, int], grade: GradeId) -> None:
    assert section_grade(given_answers(**counts)) == grade
    assert section_grade(given_answers("core", **counts)) == grade, "equal weights do not matter"


@pytest.mark.parametrize(
    ("core", "standard", "grade"),
    [
        # A core criterion counts three times, a standard one twice: 3 of 30 are a tenth, 3 of 29 more than that.
        ({"not_met": 1, "met": 9}, {}, "good"),
        ({"not_met": 1}, {"met": 13}, "requires_improvement"),
        ({"not_met": 1, "met": 1}, {"met": 12}, "good"),
        # Seven tenths met: 7 of 10, and 2 of 3 of the weight.
        ({"met": 1, "partly_met": 1}, {"met": 2}, "good"),
        ({"partly_met": 1}, {"met": 3}, "requires_improvement"),
        # Four tenths not met: 4 of 10, and 3 of 7.
        ({"met": 2}, {"not_met": 2}, "requires_improvement"),
        ({"not_met": 1}, {"met": 2}, "inadequate"),
        # Four tenths exceeded: 4 of 10, and 2 of 8.
        ({"met": 2}, {"exceeded": 2}, "outstanding"),
        ({"met": 2}, {"exceeded": 1}, "good"),
    ],
)
def test_weights_count(core: dict[str, int], standard: dict[str, int], grade: GradeId) -> None:
    assert section_grade([*given_answers("core", **core), *given_answers(**standard)]) == grade


def test_minor_criteria_may_hold_a_section_at_good() -> None:
    main = given_answers("core", exceeded=2, met=2)
    assert section_grade(main) == "outstanding"
    assert section_grade([*main, *given_answers("minor", not_met=1)]) == "good"
    assert section_grade([*main, *given_answers("minor", met=1)]) == "outstanding"


def test_minor_criteria_alone_suggest_good_at_worst() -> None:
    assert section_grade(given_answers("minor", not_met=5)) == "good"
    assert section_grade(given_answers("minor", exceeded=5)) == "outstanding"


def test_minor_criteria_do_not_lift_a_weak_section() -> None:
    assert section_grade([*given_answers(met=1, not_met=1), *given_answers("minor", exceeded=50)]) == "inadequate"
    assert section_grade([*given_answers(met=5), *given_answers("minor", exceeded=50)]) == "good"


@pytest.mark.parametrize(
    ("critical", "grade"),
    [
        ("exceeded", "outstanding"),
        ("met", "outstanding"),
        ("partly_met", "requires_improvement"),
        ("not_met", "inadequate"),
    ],
)
def test_a_critical_criterion_limits_its_section(critical: str, grade: GradeId) -> None:
    rest = given_answers(exceeded=99)
    assert section_grade([*rest, *given_answers(critical=True, **{critical: 1})]) == grade


def test_the_worst_critical_answer_limits_and_is_named() -> None:
    answers = given_answers(critical=True, partly_met=1, not_met=1) + given_answers(met=50)
    suggested = suggest_section(real_scale(), answers)
    assert suggested is not None
    assert suggested.grade == "inadequate"
    assert suggested.reason == "not met, and it is critical: Is ps01.not_met-0 done?"


def test_the_reason_counts_the_answers() -> None:
    suggested = suggest_section(real_scale(), given_answers(exceeded=1, met=12, not_met=1))
    assert suggested is not None
    assert suggested.reason == "1 exceeded, 12 met, 1 not met"


# -- a section: whatever the answers ----------------------------------------------------------------------------------

ANSWERS = st.sampled_from(WORST_FIRST)
ONE: st.SearchStrategy[Given] = st.builds(
    lambda weight, critical, answer: (criterion("ps01.x", weight=weight, critical=critical), answer),
    st.sampled_from(["core", "standard", "minor"]),
    st.sampled_from([False, False, False, True]),
    ANSWERS,
)
SOME = st.lists(ONE, min_size=1, max_size=14)


@settings(max_examples=60, deadline=None)
@given(SOME, ONE)
def test_one_more_not_met_never_raises_the_suggestion(answers: list[Given], more: Given) -> None:
    before, after = section_grade(answers), section_grade([*answers, (more[0], "not_met")])
    assert rank(after) <= rank(before)


@settings(max_examples=60, deadline=None)
@given(SOME, st.data())
def test_a_better_answer_never_lowers_the_suggestion(answers: list[Given], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(answers) - 1))
    question, answer = answers[place]
    improved = data.draw(st.sampled_from(WORST_FIRST[WORST_FIRST.index(answer) :]))
    after = [*answers[:place], (question, improved), *answers[place + 1 :]]
    assert rank(section_grade(after)) >= rank(section_grade(answers))


@settings(max_examples=40, deadline=None)
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(answers: list[Given], random: object) -> None:
    shuffled = list(answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert section_grade(shuffled) == section_grade(answers)


@settings(max_examples=60, deadline=None)
@given(SOME, st.lists(ANSWERS, min_size=1, max_size=10))
def test_minor_criteria_never_lower_a_section_below_good(answers: list[Given], minor: list[AnswerId]) -> None:
    before = section_grade([pair for pair in answers if pair[0].weight != "minor"])
    after = section_grade(
        [
            *(pair for pair in answers if pair[0].weight != "minor"),
            *((criterion("m", weight="minor"), a) for a in minor),
        ]
    )
    if before is None:
        assert rank(after) >= rank("good")
    else:
        assert rank(after) >= min(rank(before), rank("good"))
        assert rank(after) <= rank(before), "nor do they lift it"


@settings(max_examples=50, deadline=None)
@given(SOME)
def test_answers_all_alike_give_what_the_word_says(answers: list[Given]) -> None:
    plain = [(criterion("p", weight=question.weight), answer) for question, answer in answers]
    assert section_grade([(question, "exceeded") for question, _ in plain]) == "outstanding"
    assert section_grade([(question, "met") for question, _ in plain]) == "good"


# -- the whole --------------------------------------------------------------------------------------------------------


def grades_of(**counts: int) -> dict[str, GradeId]:
    """So many sections of each grade, none of them PS1."""
    names = [grade for grade, count in counts.items() for _ in range(count)]
    return {f"pg{number:02}": grade for number, grade in enumerate(names, start=1)}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("counts", "grade"),
    [
        ({"outstanding": 5, "good": 5}, "outstanding"),
        ({"outstanding": 4, "good": 5}, "good"),
        ({"outstanding": 9, "requires_improvement": 1}, "good"),
        ({"good": 7, "requires_improvement": 3}, "good"),
        ({"good": 69, "requires_improvement": 31}, "requires_improvement"),
        ({"good": 99, "inadequate": 1}, "requires_improvement"),
        ({"good": 7, "inadequate": 3}, "requires_improvement"),
        ({"requires_improvement": 7, "inadequate": 3}, "requires_improvement"),
        ({"good": 69, "inadequate": 31}, "inadequate"),
        ({"outstanding": 2, "inadequate": 1}, "inadequate"),
        ({"requires_improvement": 1}, "requires_improvement"),
        ({"outstanding": 1}, "outstanding"),
    ],
)
def test_the_whole_at_the_edges_of_the_rule(counts: dict[str, int], grade: GradeId) -> None:
    assert overall_grade(**grades_of(**counts)) == grade


@pytest.mark.parametrize(
    ("risk", "grade"),
    [
        ("inadequate", "inadequate"),
        ("requires_improvement", "requires_improvement"),
        ("good", "outstanding"),
        ("outstanding", "outstanding"),
    ],
)
def test_a_weak_answer_to_risk_limits_the_whole(risk: GradeId, grade: GradeId) -> None:
    rest = grades_of(outstanding=12)
    assert overall_grade(ps01=risk, **rest) == grade
    assert overall_grade(ps02=risk, **rest) != "inadequate", "no other section does"
    assert overall_grade(**rest) == "outstanding", "nor does one that was not graded"


def test_a_limit_never_raises_the_whole() -> None:
    assert overall_grade(ps01="requires_improvement", **grades_of(inadequate=5)) == "inadequate"


def test_the_reason_says_what_limits_the_whole() -> None:
    limited = suggest_overall(real_scale(), {"ps01": "inadequate", **grades_of(good=9)}, {"ps01": "PS1"})
    assert limited is not None
    assert limited.reason == "PS1 is inadequate, which limits the whole"
    plain = suggest_overall(real_scale(), {"ps02": "good", "ps03": "requires_improvement"}, {})
    assert plain is not None
    assert plain.reason == "1 of 2 sections are good or better"


GRADES = st.sampled_from(ORDER)
SECTIONS = st.dictionaries(st.sampled_from([f"ps{number:02}" for number in range(1, 12)]), GRADES, min_size=1)


@settings(max_examples=60, deadline=None)
@given(SECTIONS, st.data())
def test_a_better_section_never_lowers_the_whole(grades: dict[str, GradeId], data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(sorted(grades)))
    improved = data.draw(st.sampled_from(ORDER[ORDER.index(grades[section]) :]))
    assert rank(overall_grade(**{**grades, section: improved})) >= rank(overall_grade(**grades))


@settings(max_examples=50, deadline=None)
@given(SECTIONS)
def test_one_more_inadequate_section_never_raises_the_whole(grades: dict[str, GradeId]) -> None:
    assert rank(overall_grade(**grades, pg01="inadequate")) <= rank(overall_grade(**grades))


@settings(max_examples=50, deadline=None)
@given(SECTIONS)
def test_the_whole_is_never_better_than_weak_work_on_risk(grades: dict[str, GradeId]) -> None:
    risk = grades.get("ps01")
    if risk in ("inadequate", "requires_improvement"):
        assert rank(overall_grade(**grades)) <= rank(risk)


@settings(max_examples=60, deadline=None)
@given(SECTIONS)
def test_the_order_of_sections_does_not_matter(grades: dict[str, GradeId]) -> None:
    assert overall_grade(**dict(reversed(list(grades.items())))) == overall_grade(**grades)


@settings(max_examples=30, deadline=None)
@given(st.lists(GRADES))
def test_the_lowest_of_some_grades(grades: list[GradeId]) -> None:
    worst = lowest(grades)
    assert (worst is None) == (not grades)
    if worst is not None:
        assert worst in grades
        assert rank(worst) == min(rank(grade) for grade in grades)


@settings(max_examples=30, deadline=None)
@given(GRADES, GRADES)
def test_the_lower_and_the_better_of_two(left: GradeId, right: GradeId) -> None:
    assert {lower(left, right), better(left, right)} == {left, right}
    assert rank(lower(left, right)) <= rank(better(left, right))
