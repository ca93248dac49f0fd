"""What an audit asks of a subject, what it leaves out and why, and which key judgements it can make."""

import pytest
from audit_builders import SUPERVISION_RECORD, checklist, child, criterion, household, judgement, section, young_adult

from auditor.audit.profile import Profile
from auditor.audit.scope import AskedCriterion, Scope
from auditor.standards.model import Checklist, KeyJudgement


def found(scope: Scope, criterion_id: str) -> AskedCriterion:
    """A criterion of the scope, wherever it stands."""
    every = [
        item
        for asked in (*scope.sections, *scope.not_asked_sections)
        for item in (*asked.asked, *asked.not_asked, *asked.unopened)
    ]
    (only,) = [item for item in every if item.criterion.id == criterion_id]
    return only


DEPTHS = checklist(
    section("ps01", criterion("ps01.core"), criterion("ps01.deep", depth="deep")),
    section("ps02", criterion("ps02.deep", depth="deep")),
)


def test_a_full_audit_asks_the_core_criteria_and_offers_the_deep_ones() -> None:
    scope = Scope(DEPTHS, child("child_in_need"))
    assert list(scope.asked) == ["ps01.core"]
    assert [(part.id, [item.criterion.id for item in part.unopened]) for part in scope.sections] == [
        ("ps01", ["ps01.deep"]),
        ("ps02", ["ps02.deep"]),
    ]


def test_opening_a_section_asks_its_deep_criteria_and_no_others() -> None:
    scope = Scope(DEPTHS, child("child_in_need"), opened=frozenset({"ps01"}))
    assert list(scope.asked) == ["ps01.core", "ps01.deep"]
    assert [part.id for part in scope.graded_sections] == ["ps01"], "a section of which nothing is asked has no grade"


def test_any_other_audit_asks_everything_that_applies() -> None:
    scope = Scope(DEPTHS, child("child_in_need"), full=False)
    assert list(scope.asked) == ["ps01.core", "ps01.deep", "ps02.deep"]
    assert not any(part.unopened for part in scope.sections)


def test_a_deep_criterion_that_does_not_apply_cannot_be_opened() -> None:
    small = checklist(section("ps01", criterion("ps01.deep", depth="deep", applies_to="cared_for")))
    for opened in (frozenset[str](), frozenset({"ps01"})):
        scope = Scope(small, child("child_in_need"), opened=opened)
        assert scope.sections == ()
        assert [part.id for part in scope.not_asked_sections] == ["ps01"]
        assert found(scope, "ps01.deep").applies.reason == "not asked: not cared for"


# -- records ----------------------------------------------------------------------------------------------------------

RECORDS = checklist(
    section(
        "ps01",
        criterion("ps01.child"),
        criterion("ps01.carer", seen_on=["carer_record"]),
        criterion("ps01.supervision", seen_on=["supervision_record"]),
        criterion("ps01.two", seen_on=["child_record", "carer_record"]),
        criterion("ps01.talk", seen_on=["conversation"]),
        criterion("ps01.both", seen_on=["child_record", "conversation"]),
    )
)


@pytest.mark.parametrize(
    ("profile", "asked"),
    [
        (child("cared_for"), ["ps01.child", "ps01.two", "ps01.both"]),
        (young_adult(), ["ps01.child", "ps01.two", "ps01.both"]),
        (household(), ["ps01.carer", "ps01.two"]),
        (SUPERVISION_RECORD, ["ps01.supervision"]),
    ],
)
def test_only_what_can_be_seen_on_this_record_is_asked(profile: Profile, asked: list[str]) -> None:
    assert list(Scope(RECORDS, profile).asked) == asked


@pytest.mark.parametrize(
    ("criterion_id", "reason"),
    [
        ("ps01.child", "not asked: seen on a child's record"),
        ("ps01.carer", "not asked: seen on a carer's record"),
        ("ps01.two", "not asked: seen on a child's or a carer's record"),
        ("ps01.talk", "not asked: seen in conversation only"),
        ("ps01.both", "not asked: seen on a child's record"),
    ],
)
def test_the_reason_names_the_record(criterion_id: str, reason: str) -> None:
    assert found(Scope(RECORDS, SUPERVISION_RECORD), criterion_id).applies.reason == reason


# -- conditions -------------------------------------------------------------------------------------------------------

CONDITIONS = checklist(
    section(
        "ps01",
        criterion("ps01.everyone"),
        criterion("ps01.siblings", applies_to="siblings"),
        criterion("ps01.adult", applies_to="adult"),
        applies_to="open_over_3_months",
    )
)


def test_a_condition_on_a_section_holds_for_all_of_it() -> None:
    scope = Scope(CONDITIONS, child("child_in_need", open_over_3_months=False, siblings=True))
    assert scope.asked == {}
    assert {item.applies.reason for item in scope.not_asked_sections[0].not_asked} == {
        "not asked: not open for longer than three months"
    }


def test_within_a_section_each_criterion_has_its_own_condition() -> None:
    scope = Scope(CONDITIONS, child("child_in_need", open_over_3_months=True, siblings=True))
    assert {name: item.applies.reason for name, item in scope.asked.items()} == {
        "ps01.everyone": "asked because: open for longer than three months",
        "ps01.siblings": "asked because: brothers or sisters",
    }
    assert found(scope, "ps01.adult").applies.reason == "not asked: not aged 18 or over"


@pytest.mark.parametrize(
    ("facts", "value", "reason"),
    [
        ({"siblings": True}, None, "cannot tell, so it is asked: open for longer than three months?"),
        ({"open_over_3_months": True}, None, "cannot tell, so it is asked: brothers or sisters?"),
        ({"siblings": False}, False, "not asked: not brothers or sisters"),
        ({"open_over_3_months": True, "siblings": True}, True, "asked because: brothers or sisters"),
    ],
)
def test_what_cannot_be_told_is_asked_whether_it_lies_with_the_section_or_the_criterion(
    facts: dict[str, bool], value: bool | None, reason: str
) -> None:
    applies = found(Scope(CONDITIONS, child("child_in_need", **facts)), "ps01.siblings").applies
    assert (applies.value, applies.reason) == (value, reason)
    assert applies.shown is (value is not False)


def test_a_rule_on_time_is_told_from_a_judgement() -> None:
    small = checklist(section("ps01", criterion("ps01.time", timescale=["T01"]), criterion("ps01.judged")))
    scope = Scope(small, child("child_in_need"))
    assert [item.is_timescale for item in scope.asked.values()] == [True, False]


# -- grades shared by sections ----------------------------------------------------------------------------------------

SHARED = checklist(
    section("ps05", criterion("ps05.a"), criterion("ps05.b", applies_to="cared_for")),
    section("ps10", criterion("ps10.a")),
    section("pg01", criterion("pg01.a"), graded_with="ps05"),
    section(
        "pg09",
        criterion("pg09.a", seen_on=["child_record", "supervision_record"]),
        graded_with="ps10",
        graded_alone_when="supervision_record",
    ),
)


def test_a_guide_is_graded_with_its_standard() -> None:
    scope = Scope(SHARED, child("child_in_need"))
    assert [part.id for part in scope.graded_sections] == ["ps05", "ps10"]
    assert scope.graded_criteria("ps05") == ("ps05.a", "pg01.a")
    assert scope.graded_criteria("ps10") == ("ps10.a", "pg09.a")
    assert scope.graded_criteria("pg01") == ()


def test_a_guide_may_be_graded_alone_on_another_record() -> None:
    scope = Scope(SHARED, SUPERVISION_RECORD)
    assert [part.id for part in scope.graded_sections] == ["pg09"]
    assert scope.graded_criteria("pg09") == ("pg09.a",)
    assert scope.graded_criteria("ps10") == ()


def test_a_standard_of_which_nothing_is_asked_is_still_graded_for_its_guide() -> None:
    small = checklist(
        section("ps05", criterion("ps05.a", applies_to="cared_for")),
        section("pg01", criterion("pg01.a"), graded_with="ps05"),
    )
    scope = Scope(small, child("child_in_need"))
    assert [part.id for part in scope.sections] == ["pg01"]
    assert [part.id for part in scope.graded_sections] == ["ps05"]
    assert scope.graded_criteria("ps05") == ("pg01.a",)


# -- key judgements ---------------------------------------------------------------------------------------------------


def judged(*given: KeyJudgement, extra: str = "ps03") -> Checklist:
    return checklist(
        section("ps01", criterion("ps01.a", lenses=["risk"])),
        section("ps02", criterion("ps02.a", applies_to="child_in_need")),
        section(extra, criterion(f"{extra}.a", lenses=["care"]), criterion(f"{extra}.b", lenses=["plan", "risk"])),
        judgements=given,
    )


def test_a_judgement_of_a_section_takes_its_grade() -> None:
    small = judged(judgement("one", "1.1", source={"section": "ps03"}))
    (item,) = Scope(small, child("cared_for")).judgements
    assert item.members == ("ps03.a", "ps03.b")
    assert not item.graded_by_auditor


def test_a_judgement_that_does_not_apply_is_not_made() -> None:
    small = judged(judgement("one", "1.1", source={"section": "ps03"}, applies_to="care_experienced"))
    assert Scope(small, child("cared_for")).judgements == ()
    assert len(Scope(small, young_adult()).judgements) == 1


def test_a_judgement_that_may_apply_is_made() -> None:
    small = judged(judgement("one", "1.1", source={"section": "ps03"}, applies_to="siblings"))
    assert len(Scope(small, child("cared_for")).judgements) == 1
    assert Scope(small, child("cared_for", siblings=False)).judgements == ()


def test_a_judgement_resting_on_two_sections_needs_both() -> None:
    small = judged(judgement("one", "1.1", source={"lowest_of": ["ps01", "ps02"]}))
    (item,) = Scope(small, child("child_in_need")).judgements
    assert item.members == ("ps01.a", "ps02.a")
    assert item.graded_by_auditor
    assert Scope(small, child("cared_for")).judgements == (), "PS2 asks nothing of this child"


def test_a_lens_gathers_its_criteria_from_every_section() -> None:
    small = judged(judgement("one", "1.1", source={"lens": "risk"}), judgement("two", "1.2", source={"lens": "no"}))
    (item,) = Scope(small, child("cared_for")).judgements
    assert (item.lens, item.members, item.graded_by_auditor) == ("risk", ("ps01.a", "ps03.b"), True)


def test_a_lens_of_deep_criteria_applies_once_they_are_opened() -> None:
    small = checklist(
        section("ps01", criterion("ps01.deep", depth="deep", lenses=["risk"])),
        judgements=[judgement("one", "1.1", source={"lens": "risk"})],
    )
    assert Scope(small, child("cared_for")).judgements == ()
    (item,) = Scope(small, child("cared_for"), opened=frozenset({"ps01"})).judgements
    assert item.members == ("ps01.deep",)


def test_a_computed_judgement_is_nobodys_to_grade() -> None:
    small = judged(judgement("one", "2.0", source={"computed": "supervision_frequency"}))
    (item,) = Scope(small, child("cared_for")).judgements
    assert (item.members, item.graded_by_auditor) == ((), False)


REVIEWS = checklist(
    section(
        "pg08",
        criterion("pg08.care", lenses=["review_cared_for"]),
        criterion("pg08.protection", lenses=["review_child_protection"]),
        criterion("pg08.need", lenses=["review_child_in_need"]),
    ),
    judgements=[
        judgement(
            "reviews",
            "3.0-b",
            applies_to={"any": ["cared_for", "child_protection", "child_in_need"]},
            source={
                "lens_by_profile": [
                    {"when": "cared_for", "lens": "review_cared_for"},
                    {"when": "child_protection", "lens": "review_child_protection"},
                    {"when": "child_in_need", "lens": "review_child_in_need"},
                ]
            },
        )
    ],
)


@pytest.mark.parametrize(
    ("statuses", "lens"),
    [
        (["cared_for"], "review_cared_for"),
        (["child_protection", "cared_for"], "review_cared_for"),
        (["child_protection"], "review_child_protection"),
        (["child_in_need", "child_protection"], "review_child_protection"),
        (["child_in_need"], "review_child_in_need"),
        (["early_help"], None),
    ],
)
def test_the_lens_follows_the_weightiest_status(statuses: list[str], lens: str | None) -> None:
    assert [item.lens for item in Scope(REVIEWS, child(*statuses)).judgements] == ([lens] if lens else [])
