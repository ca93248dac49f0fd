"""What an audit comes to: what the measures will count."""

import pytest
from audit_builders import (
    all_met,
    answer,
    checklist,
    child,
    criterion,
    grade,
    household,
    judgement,
    section,
    young_adult,
)

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import FactKind
from auditor.audit.outcome import Outcome, outcome
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope

SMALL = checklist(
    section("ps01", criterion("ps01.a", seen_on=["child_record", "carer_record"])),
    section("ps02", criterion("ps02.a", lenses=["voice"]), criterion("ps02.b")),
    section("ps03", criterion("ps03.a", applies_to="cared_for", lenses=["care"])),
    judgements=[
        judgement("taken", "1.1-f", source={"section": "ps02"}),
        judgement("lower", "1.1-q", source={"lowest_of": ["ps01", "ps02"]}),
        judgement("lens", "1.2-c", source={"lens": "voice"}),
        judgement("care", "1.3-a", source={"lens": "care"}, applies_to="cared_for"),
        judgement("counted", "2.0-a", source={"computed": "supervision_frequency"}),
    ],
)
SCOPE = Scope(SMALL, child("child_in_need"))


def whole(scope: Scope = SCOPE) -> Examination:
    """Every grade another, so that none can stand for another."""
    examination = all_met(scope)
    for key, given in {
        "ps01": "inadequate",
        "ps02": "outstanding",
        "lower": "requires_improvement",
        "lens": "good",
        "counted": "good",
        OVERALL: "inadequate",
    }.items():
        examination = grade(examination, key, given)
    return examination


def test_each_measure_is_counted_from_its_own_source() -> None:
    assert outcome(SCOPE, whole()) == Outcome(
        overall="inadequate",
        sections={"ps01": "inadequate", "ps02": "outstanding"},
        judgements={
            "1.1-f": "outstanding",  # the section's grade
            "1.1-q": "requires_improvement",  # the auditor's own, not the lower of the two
            "1.2-c": "good",
        },
        difference="some",
        early_help=False,
    )


def test_nothing_recorded_comes_to_nothing() -> None:
    assert outcome(SCOPE, Examination()) == Outcome(None)


def test_a_judgement_that_does_not_apply_is_not_counted_even_if_it_was_graded() -> None:
    """The profile was corrected after the grade was given."""
    examination = grade(grade(whole(), "care", "good"), "ps03", "good")
    found = outcome(SCOPE, examination)
    assert "1.3-a" not in found.judgements
    assert "ps03" not in found.sections
    cared_for = outcome(Scope(SMALL, child("cared_for")), examination)
    assert cared_for.judgements["1.3-a"] == "good"
    assert cared_for.sections["ps03"] == "good"


def test_a_judgement_on_nothing_that_applies_is_not_counted() -> None:
    examination = answer(whole(), "ps02.a", None, "not_yet_due")
    assert sorted(outcome(SCOPE, examination).judgements) == ["1.1-f", "1.1-q"]
    examination = answer(examination, "ps02.b", None, "not_yet_due")
    found = outcome(SCOPE, examination)
    assert found.sections == {"ps01": "inadequate"}
    assert found.judgements == {"1.1-q": "requires_improvement"}
    examination = answer(examination, "ps01.a", None, "not_yet_due")
    assert outcome(SCOPE, examination).judgements == {}


def test_a_grade_taken_back_is_not_counted() -> None:
    found = outcome(SCOPE, grade(grade(whole(), "lens", None), OVERALL, None))
    assert "1.2-c" not in found.judgements
    assert found.overall is None


def test_a_difference_is_counted_only_where_it_is_asked() -> None:
    examination = whole().record(FactKind.DIFFERENCE, "", {"choice": "worse", "text": ""})
    assert outcome(SCOPE, examination).difference == "worse"
    assert outcome(Scope(SMALL, household()), examination).difference is None


@pytest.mark.parametrize(
    ("profile", "early_help"),
    [
        (child("early_help"), True),
        (child("early_help", "child_in_need"), False),
        (child("early_help", "cared_for"), False),
        (child("child_in_need"), False),
        (young_adult(), False),
        (household(), False),
    ],
)
def test_early_help_alone_is_shown_apart(profile: Profile, early_help: bool) -> None:
    assert outcome(Scope(SMALL, profile), Examination()).early_help is early_help
