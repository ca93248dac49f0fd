"""The order of an audit, what is found in it, and the desk that saves it: no terminal needed."""

import pytest
import store_builders

from auditor.audit.changes import answer, evidence, grade, not_applicable
from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind
from auditor.audit.profile import Profile
from auditor.errors import InputError
from auditor.tui.audit.finder import matches, targets
from auditor.tui.audit.places import next_in_unit, place_of, places_of, units_of
from auditor.tui.desk import Desk
from auditor.use_cases.audits.open_audit import open_audit


@pytest.fixture
def desk(service, protected) -> Desk:
    return Desk(service, open_audit(service, protected))


def test_every_question_is_in_one_part_and_every_part_ends_in_one_grade(desk: Desk) -> None:
    scope = desk.shown.scope
    units = units_of(scope)
    asked = [criterion for unit in units for criterion in unit.criteria]
    assert sorted(asked) == sorted(scope.asked)
    assert [unit.id for unit in units if unit.is_graded(scope)] == [section.id for section in scope.graded_sections]
    for unit in units:
        assert set(unit.criteria) == set(scope.graded_criteria(unit.id))
    assert places_of(scope, units)[-1] == "summary"


def test_after_the_last_question_comes_the_grade_then_nothing(desk: Desk) -> None:
    unit = units_of(desk.shown.scope)[0]
    first, *others = unit.criteria
    desk.put([answer(name, "met") for name in others])
    assert next_in_unit(desk.shown.scope, desk.shown.examination, unit, others[-1]) == first
    desk.put([answer(first, "met")])
    assert next_in_unit(desk.shown.scope, desk.shown.examination, unit, first) == unit.id
    desk.put([grade(desk.shown.scope, desk.shown.examination, unit.id, "good")])
    assert next_in_unit(desk.shown.scope, desk.shown.examination, unit, first) is None


def test_a_part_in_which_nothing_applies_asks_no_grade(desk: Desk) -> None:
    unit = units_of(desk.shown.scope)[0]
    desk.put([not_applicable(name, "does_not_arise") for name in unit.criteria])
    assert next_in_unit(desk.shown.scope, desk.shown.examination, unit, "") is None


def test_everything_left_is_somewhere(desk: Desk) -> None:
    shown = desk.shown
    units = units_of(shown.scope)
    for left in shown.progress.left:
        assert place_of(shown.scope, shown.examination, units, left.step, left.key) in places_of(shown.scope, units)
    assert place_of(shown.scope, shown.examination, units, Step.SECTIONS, "nowhere") is None


def test_find_knows_points_codes_and_words(desk: Desk) -> None:
    everything = targets(desk.shown.scope)
    points = matches(everything, "PS6.1")
    assert points
    assert all("ps6.1 " in f"{target.haystack} " for target in points)
    assert matches(everything, "pg4")[0].state == "section"
    assert matches(everything, "who the child lives with")[0].key == "ps06.genogram"
    assert matches(everything, "") == everything
    assert matches(everything, "no such words anywhere") == ()
    assert {target.state for target in everything} == {"", "section", "deeper", "not asked", "step"}
    for typed, place in (
        ("actions", "actions"),
        ("difference made", "difference"),
        ("overall", "overall"),
        ("summ", "summary"),
    ):
        assert matches(everything, typed)[0].key == f"step:{place}"
    assert {target.state for target in targets(desk.shown.scope, asked_only=True)} == {"", "section"}


# -- the desk ----------------------------------------------------------------------------------------------------------


def test_what_is_put_shows_at_once_and_is_saved_later(desk: Desk, service, protected) -> None:
    first, second = list(desk.shown.scope.asked)[:2]
    desk.put([answer(first, "met")])
    assert desk.unsaved
    assert not open_audit(service, protected).examination.answers
    batch = desk.batch()
    desk.put([answer(second, "not_met")])  # while the first is being saved
    desk.batch_saved(batch())
    assert set(desk.saved.examination.answers) == {first}
    assert set(desk.shown.examination.answers) == {first, second}
    desk.batch_saved(desk.batch()())
    assert not desk.has_work
    assert set(open_audit(service, protected).examination.answers) == {first, second}


def test_what_does_not_fit_changes_nothing(desk: Desk) -> None:
    first = next(iter(desk.shown.scope.asked))
    with pytest.raises(InputError):
        desk.put([answer(first, "met"), answer("ps99.nothing", "met")])
    assert not desk.shown.examination.answers
    assert not desk.has_work


def test_undo_takes_back_a_step_as_a_whole_saved_or_not(desk: Desk, service, protected) -> None:
    first = next(iter(desk.shown.scope.asked))
    desk.put([answer(first, "not_met"), evidence(first, "Nothing on file")])
    assert [item.kind for item in desk.take_back()] == [FactKind.ANSWER, FactKind.EVIDENCE]
    assert not desk.shown.examination.answers
    assert not desk.shown.examination.evidence
    desk.batch_saved(desk.batch()())
    assert not open_audit(service, protected).examination.answers
    assert desk.take_back() == ()


def test_a_draft_is_never_kept_after_the_fact_it_became(desk: Desk, service, protected) -> None:
    first = next(iter(desk.shown.scope.asked))
    name = f"evidence:{first}"
    desk.keep(name, "visit of")
    batch = desk.batch()
    desk.put([evidence(first, "visit of 3/11")], [name])  # left the field while the draft was on its way
    desk.batch_saved(batch())
    assert desk.unsaved
    desk.batch_saved(desk.batch()())
    assert not open_audit(service, protected).drafts
    assert not desk.drafts
    desk.keep(name, "something else")
    desk.batch_saved(desk.batch()())
    desk.settle([name])  # left unchanged
    desk.batch_saved(desk.batch()())
    assert not any(open_audit(service, protected).drafts.values())


def test_the_place_is_kept_without_a_word(desk: Desk, service, protected) -> None:
    desk.stay("sections", "ps01")
    assert not desk.unsaved
    desk.batch_saved(desk.batch()())
    assert desk.saved_at is None
    assert open_audit(service, protected).bookmark == ("sections", "ps01")


PROFILES = {
    "unborn": Profile("child", frozenset({"child_protection"}), "unborn"),
    "cared for, 17": Profile("child", frozenset({"cared_for"}), "age_16_17"),
    "care experienced": Profile("young_adult", frozenset({"care_experienced"}), "age_18_25"),
    "foster carers": Profile("fostering_household"),
    "early help": Profile("child", frozenset({"early_help"}), "age_5_9"),
}


@pytest.mark.parametrize("name", PROFILES)
async def test_every_part_of_every_audit_can_be_shown(name: str, service, audit) -> None:
    audit_id = store_builders.new_audit(service, "9904001", profile=PROFILES[name])
    async with audit(audit_id, size=(80, 24)) as desk:
        shown = []
        while True:
            shown.append(desk.screen.place)
            await desk.press("]")
            if desk.screen.place == shown[-1]:
                break
        assert tuple(shown) == desk.screen.places


async def test_a_thematic_audit_of_a_supervision_record_can_be_shown(service, audit) -> None:
    from auditor.audit.details import AuditKind

    audit_id = store_builders.new_audit(
        service, "9904001", profile=Profile("supervision_record"), kind=AuditKind.THEMATIC, theme="supervision"
    )
    async with audit(audit_id) as desk:
        assert "thematic audit" in desk.notice("head")
        for place in desk.screen.places:
            desk.screen.show(place)
            await desk.settle()
            assert desk.screen.place == place
