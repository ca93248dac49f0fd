"""What is suggested for a section, a key judgement and the whole, from what was recorded."""

import pytest
from audit_builders import answer, checklist, child, criterion, grade, judgement, section

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.scope import Scope
from auditor.audit.suggestions import needs_grade, section_grades, still_open, suggestion

SMALL = checklist(
    section("ps01", criterion("ps01.a"), criterion("ps01.b")),
    section("ps02", criterion("ps02.a", lenses=["voice"]), criterion("ps02.b", applies_to="cared_for")),
    section("ps03", criterion("ps03.a")),
    section("pg01", criterion("pg01.a", lenses=["voice"]), graded_with="ps02"),
    judgements=[
        judgement("both", "1.1", source={"lowest_of": ["ps01", "ps02"]}),
        judgement("taken", "1.2", source={"section": "ps02"}),
        judgement("lens", "1.3", source={"lens": "voice"}),
        judgement("counted", "2.0", source={"computed": "supervision_frequency"}),
    ],
)
SCOPE = Scope(SMALL, child("child_in_need"))


def answers(**given: str | None) -> Examination:
    """By criterion, with ``_`` for the dot; None for not applicable."""
    examination = Examination()
    for name, value in given.items():
        key = name.replace("_", ".", 1)
        examination = answer(examination, key, value, None if value else "does_not_arise")
    return examination


def suggested(examination: Examination, key: str) -> tuple[str, str] | None:
    found = suggestion(SCOPE, examination, key)
    return (found.grade, found.reason) if found else None


def test_nothing_recorded_suggests_nothing() -> None:
    for key in ("ps01", "both", "taken", "lens", "counted", OVERALL, "no such key"):
        assert suggestion(SCOPE, Examination(), key) is None


def test_a_section_is_suggested_from_its_own_answers() -> None:
    assert suggested(answers(ps01_a="met", ps01_b="not_met", ps02_a="exceeded"), "ps01") == (
        "inadequate",
        "1 met, 1 not met",
    )


def test_answers_of_a_guide_count_with_its_standard() -> None:
    assert suggested(answers(ps02_a="met", pg01_a="not_met"), "ps02") == ("inadequate", "1 met, 1 not met")


def test_not_applicable_leaves_the_count() -> None:
    assert suggested(answers(ps01_a="met", ps01_b=None), "ps01") == ("good", "1 met")
    assert suggested(answers(ps01_a=None, ps01_b=None), "ps01") is None


def test_an_answer_to_what_is_no_longer_asked_does_not_count() -> None:
    """The profile was corrected after the answer was given."""
    assert suggested(answers(ps02_a="met", ps02_b="not_met", pg01_a="met"), "ps02") == ("good", "2 met")


def test_a_lens_is_suggested_from_its_criteria_alone() -> None:
    given = answers(ps01_a="not_met", ps02_a="met", pg01_a="met")
    assert suggested(given, "lens") == ("good", "2 met")


def test_the_lower_of_two_sections_is_suggested() -> None:
    given = grade(grade(answers(ps01_a="met"), "ps01", "requires_improvement"), "ps02", "good")
    given = grade(given, "ps03", "inadequate")
    assert suggested(given, "both") == ("requires_improvement", "the lower of PS1 and PS2")
    assert suggested(given, "taken") == ("good", "the grade of PS2")
    assert suggested(given, "counted") is None


def test_a_grade_that_no_longer_stands_is_not_the_lower() -> None:
    """It was given before everything in its section was answered as not applicable."""
    given = grade(grade(answers(ps01_a=None, ps01_b=None, ps02_a="met"), "ps01", "inadequate"), "ps02", "good")
    given = grade(given, "ps03", "good")
    assert suggested(given, "both") == ("good", "the grade of PS2")
    assert suggested(given, OVERALL) == ("good", "2 of 2 sections are good or better")


def test_a_suggestion_waits_until_all_it_rests_on_is_there() -> None:
    half = answers(ps01_a="exceeded")
    assert suggested(half, "ps01") is None
    assert still_open(SCOPE, half, "ps01") == ("ps01.b",)
    assert still_open(SCOPE, answers(ps02_a="met"), "lens") == ("pg01.a",)
    one = grade(answers(ps01_a="met", ps01_b="met"), "ps01", "good")
    assert suggested(one, "both") is None
    assert still_open(SCOPE, one, OVERALL) == ("ps02", "ps03")
    not_applicable = grade(grade(answers(ps03_a=None), "ps01", "good"), "ps02", "good")
    assert still_open(SCOPE, not_applicable, OVERALL) == (), "a section that does not apply is not waited for"


def test_the_whole_is_suggested_from_the_grades_given_not_from_answers() -> None:
    given = grade(answers(ps01_a="not_met", ps02_a="not_met", ps03_a=None), "ps02", "outstanding")
    given = grade(given, "ps01", "outstanding")
    assert suggested(given, OVERALL) == ("outstanding", "2 of 2 sections are good or better")
    given = grade(given, "ps01", "inadequate")
    assert suggested(given, OVERALL) == ("inadequate", "1 of 2 sections are good or better")
    given = grade(given, "ps01", "requires_improvement")
    assert suggested(given, OVERALL) == ("requires_improvement", "1 of 2 sections are good or better")
    enough = grade(grade(given, "ps01", "requires_improvement"), "pg01", "outstanding")
    assert suggested(enough, OVERALL) == suggested(given, OVERALL), "a guide graded with its standard has no grade"


def test_risk_is_named_by_its_code_when_it_limits_the_whole() -> None:
    ids = [f"ps{number:02}" for number in range(1, 6)]
    scope = Scope(checklist(*(section(name, criterion(f"{name}.a")) for name in ids)), child("child_in_need"))
    given = Examination()
    for name in ids:
        given = grade(given, name, "requires_improvement" if name == "ps01" else "good")
    found = suggestion(scope, given, OVERALL)
    assert found is not None
    assert (found.grade, found.reason) == (
        "requires_improvement",
        "PS1 is requires improvement to be good, which limits the whole",
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, True),
        ({"ps01_a": None}, True),
        ({"ps01_a": None, "ps01_b": None}, False),
        ({"ps01_a": None, "ps01_b": "not_met"}, True),
    ],
)
def test_a_section_in_which_nothing_applies_gets_no_grade(given: dict[str, str | None], expected: bool) -> None:
    examination = grade(answers(**given), "ps01", "good")
    assert needs_grade(SCOPE, examination, "ps01") is expected
    assert ("ps01" in section_grades(SCOPE, examination)) is expected
