"""Moderating: who is asked, what they may record, what submitting comes to, and what is left after a reopening."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from uuid import UUID

import pytest
from moderation_builders import assigned, grades, moderate, person, second, submitted
from store_builders import World, everything_left

from auditor.audit.changes import Change, answer, evidence, note
from auditor.audit.examination import OVERALL
from auditor.audit.facts import Conversation, FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.move_audit import NotCompleteError, finalise_audit, reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.audits.windows import TakenOverError, Window, open_in_window, take_over
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, rebuild_projections, verify_store
from auditor.use_cases.moderation.listing import Waiting, count_moderation, find_moderation, list_moderation
from auditor.use_cases.moderation.moderate import (
    NotIndependentError,
    ask_to_moderate,
    assign_moderation,
    moderators,
    start_moderation,
    submit_moderation,
    to_moderate,
)
from auditor.use_cases.rounds.conflicts import add_conflict, remove_conflict
from auditor.use_cases.service import Service


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


@pytest.fixture
def mo(world: World) -> Service:
    return world.open("Mo")


def summary(service: Service, audit_id: UUID) -> AuditSummary:
    with service.store.reading() as reader:
        found = reader.summary(audit_id)
    assert found is not None
    return found


# -- asking -----------------------------------------------------------------------------------------------------------


def test_the_qa_lead_asks_a_moderator_and_nobody_else_does(world: World, sam: Service, mo: Service) -> None:
    audit = submitted(world)
    for other in (mo, world.open("Ada"), world.open("Tess")):
        with pytest.raises(NotPermittedError):
            ask_to_moderate(other, audit, mo.person.id)
    ask_to_moderate(sam, audit, mo.person.id, due=date(2026, 12, 4))
    found = summary(sam, audit)
    assert (found.moderator_id, found.blind, found.moderation_due) == (mo.person.id, True, date(2026, 12, 4))
    assert [row.audit_id for row in to_moderate(mo)] == [audit]
    assert verify_store(sam).problems == ()


def test_only_who_moderates_and_is_independent_is_asked(world: World, sam: Service) -> None:
    audit = submitted(world)
    with pytest.raises(UnknownIdError, match="Tess"):
        ask_to_moderate(sam, audit, person(sam, "Tess"))
    add_conflict(sam, "9900001", person(sam, "Mo"), "a neighbour")
    with pytest.raises(NotIndependentError) as refusal:
        ask_to_moderate(sam, audit, person(sam, "Mo"))
    assert refusal.value.detail == "- Mo has a conflict of interest on record"
    assert [(one.name, against) for one, against in moderators(sam, audit)] == [
        ("Mo", ["Mo has a conflict of interest on record"])
    ]
    remove_conflict(sam, "9900001", person(sam, "Mo"))
    ask_to_moderate(sam, audit, person(sam, "Mo"))


def test_another_may_be_asked_until_the_moderation_has_begun(world: World, sam: Service, mo: Service) -> None:
    audit = assigned(world)
    assign_moderation(sam, audit, Assignment(mo.person.id, Why.REQUESTED, blind=False))
    assert not summary(sam, audit).blind
    start_moderation(mo, audit)
    with pytest.raises(NotPermittedError):
        ask_to_moderate(sam, audit, mo.person.id)
    with pytest.raises(NotPermittedError):
        reopen_audit(sam, audit, "too late")


# -- blind ------------------------------------------------------------------------------------------------------------


def test_a_blind_row_says_which_case_and_nothing_of_what_was_found(world: World, mo: Service) -> None:
    audit = assigned(world)
    (row,) = list_moderation(mo, Waiting.MODERATE)
    assert (
        row.audit_id,
        row.lcs_number,
        row.overall,
        row.sections,
        row.judgements,
        row.timescales,
        row.moderation,
    ) == (*(audit, "9900001", None, {}, {}, {}, None),)
    assert (row.answered, row.asked) == (0, 0)


@pytest.mark.parametrize("begun", [False, True])
def test_whoever_moderates_blind_is_refused_in_words_that_tell_nothing(world: World, mo: Service, begun: bool) -> None:
    audit = assigned(world, grade_for=lambda _: "inadequate")
    if begun:
        start_moderation(mo, audit)
    refused: list[Callable[[], object]] = [
        lambda: open_audit(mo, audit),
        lambda: find_audit(mo, "9900001"),
        lambda: open_audit(mo, find_audit(mo, str(audit))),
    ]
    for call in refused:
        with pytest.raises(NotPermittedError) as refusal:
            call()
        said = str(refusal.value)
        assert "You are asked to moderate it blind, and have not submitted your own grades." in said
        assert "inadequate" not in said
        assert "Ada" not in said
    assert find_moderation(mo, "9900001") == audit
    with mo.store.reading() as reader:
        assert reader.page(AuditFilter(readable_by=mo.person)) == []


def test_a_light_touch_review_sees_the_first_examination(world: World, mo: Service) -> None:
    audit = assigned(world, blind=False)
    assert open_audit(mo, audit).read_only
    assert list_moderation(mo, Waiting.MODERATE)[0].overall == "good"
    assert find_audit(mo, "9900001") == audit


# -- the second examination -------------------------------------------------------------------------------------------


def test_only_who_was_asked_begins_and_begins_only_once(world: World, sam: Service, mo: Service) -> None:
    audit = assigned(world)
    for other in (sam, world.open("Ada")):
        with pytest.raises(NotPermittedError):
            start_moderation(other, audit)
    first = start_moderation(mo, audit)
    again = start_moderation(mo, audit)
    assert (first.state, first.read_only, first.role) == (State.MODERATING, False, Role.MODERATOR)
    assert again.examination_id == first.examination_id
    assert first.examination.grades == {}
    for other in (sam, world.open("Ada")):
        with pytest.raises(NotPermittedError):
            second(other, audit)
        with pytest.raises(NotPermittedError):
            start_moderation(other, audit)
    assert open_audit(sam, audit).read_only


def test_a_moderator_grades_notes_and_may_answer_but_finds_nothing(world: World, mo: Service) -> None:
    audit = assigned(world)
    opened = start_moderation(mo, audit)
    asked = next(iter(opened.scope.asked))
    wanted = [note(OVERALL, "as I see it"), answer(asked, "met"), evidence(asked, "visit of 14/10/2026")]
    opened = record(mo, opened, [*wanted, *grades(opened, {}, "good")[:1]])
    for change in (
        Change(FactKind.FINDING, "f", {"kind": "strength", "text": "done well", "about": ""}),
        Change(FactKind.ACTION, "a", {"what": "do it", "owner": "worker", "due": None}),
        Change(FactKind.CONVERSATION, "worker", Conversation("tried", why="rang twice").as_body()),
        Change(FactKind.DIFFERENCE, "", {"choice": "some"}),
        Change(FactKind.KEY_DATE, "d", {"removed": True}),
    ):
        with pytest.raises(InputError, match="Whoever moderates grades"):
            record(mo, opened, [change])
    stored = second(mo, audit).examination
    assert (stored.notes, stored.answers[asked].answer) == ({OVERALL: "as I see it"}, "met")
    with closing(world.open("Ada")) as ada:
        assert OVERALL not in open_audit(ada, audit).examination.notes


def test_nothing_is_asked_of_a_moderator_but_grades(world: World, mo: Service) -> None:
    opened = start_moderation(mo, assigned(world))
    assert {left.step.value for left in opened.progress.left} == {"sections", "judgements", "overall"}
    assert opened.progress.asked == len(opened.progress.left) == len(opened.scope.graded_keys)
    assert opened.timescales.results == {}
    done = record(mo, opened, grades(opened))
    assert done.progress.complete


def test_it_is_submitted_only_when_everything_is_graded(world: World, mo: Service) -> None:
    audit = assigned(world)
    opened = start_moderation(mo, audit)
    record(mo, opened, grades(opened)[:-1])
    with pytest.raises(NotCompleteError) as refusal:
        submit_moderation(mo, audit, seen_first=False)
    assert refusal.value.detail == "- No overall grade yet"
    assert second(mo, audit).state is State.MODERATING


def test_where_nothing_differs_the_grade_stands_at_once(world: World, sam: Service) -> None:
    audit = assigned(world)
    opened = moderate(world, audit)
    assert (opened.state, opened.read_only) == (State.FINAL, True)
    found = summary(sam, audit)
    assert (found.moderated, found.overall, found.moderation is not None) == (True, "good", True)
    assert found.moderation is not None
    assert (found.moderation.agreed, found.moderation.because) == ({}, {})
    assert found.moderation.counts_for_agreement
    assert verify_store(sam).problems == ()


@pytest.mark.parametrize("seen_first", [True, False])
def test_that_the_first_grade_had_been_seen_is_kept(world: World, sam: Service, seen_first: bool) -> None:
    audit = assigned(world)
    moderate(world, audit, {OVERALL: "inadequate"}, seen_first=seen_first)
    found = summary(sam, audit)
    assert found.state is State.COMPARING
    assert found.moderation is not None
    assert (found.moderation.seen_first, found.moderation.counts_for_agreement) == (seen_first, not seen_first)


def test_a_light_touch_review_lets_stand_what_it_does_not_grade(world: World, sam: Service) -> None:
    first, other = assigned(world, blind=False), assigned(world, "9900002", blind=False)
    assert moderate(world, first, otherwise=None).state is State.FINAL
    assert moderate(world, other, {OVERALL: "inadequate"}, otherwise=None).state is State.COMPARING
    for audit in (first, other):
        found = summary(sam, audit).moderation
        assert found is not None
        assert not found.counts_for_agreement
    assert summary(sam, other).moderation.pairs == {OVERALL: ("good", "inadequate")}  # type: ignore[union-attr]


def test_what_was_graded_before_nothing_of_it_applied_is_no_difference(world: World, sam: Service, mo: Service) -> None:
    audit = assigned(world)
    opened = start_moderation(mo, audit)
    section = opened.scope.graded_sections[0].id
    reason = opened.checklist.scale.not_applicable_reasons[0].id
    record(mo, opened, grades(opened, {section: "inadequate"}))
    none_apply = [
        Change(FactKind.ANSWER, key, {"answer": None, "not_applicable": reason})
        for key in opened.scope.graded_criteria(section)
    ]
    record(mo, second(mo, audit), none_apply)
    assert submit_moderation(mo, audit, seen_first=False).state is State.FINAL
    assert section not in summary(sam, audit).moderation.pairs  # type: ignore[union-attr]


def test_two_windows_of_a_moderator_do_not_write_over_each_other(world: World, mo: Service) -> None:
    audit = assigned(world)
    start_moderation(mo, audit)
    one, two = Window(UUID(int=1), "north-03", 4711), Window(UUID(int=2), "south-11", 17)
    first = open_in_window(mo, audit, one, Role.MODERATOR)
    watching = open_in_window(mo, audit, two, Role.MODERATOR)
    assert (first.read_only, watching.read_only, watching.role) == (False, True, Role.MODERATOR)
    keep_draft(mo, first, f"note:{OVERALL}", "still typing")
    taken = take_over(mo, audit, two, Role.MODERATOR)
    assert taken.drafts == {f"note:{OVERALL}": "still typing"}
    with pytest.raises(TakenOverError):
        record(mo, first, grades(first))
    record(mo, taken, grades(taken))
    with pytest.raises(TakenOverError):
        submit_moderation(mo, audit, seen_first=False, seen=first)
    assert submit_moderation(mo, audit, seen_first=False, seen=taken).state is State.FINAL


# -- clocks, reopening, erasing ---------------------------------------------------------------------------------------


def test_a_moderator_whose_clock_is_behind_loses_nothing(world: World, sam: Service) -> None:
    audit = assigned(world)
    world.clock.at -= timedelta(hours=3)
    assert moderate(world, audit, {OVERALL: "outstanding"}).examination.grade_of(OVERALL) == "outstanding"
    assert summary(sam, audit).state is State.COMPARING
    assert verify_store(sam).problems == ()


def test_a_qa_lead_whose_clock_is_behind_asks_all_the_same(world: World, sam: Service) -> None:
    audit = assigned(world)
    reopen_audit(sam, audit, "a section was missed")
    with closing(world.open("Ada")) as ada:
        submit_audit(ada, audit)
    world.clock.at -= timedelta(hours=3)
    ask_to_moderate(sam, audit, person(sam, "Mo"))
    assert summary(sam, audit).moderator_id == person(sam, "Mo")


def test_a_reopened_audit_is_moderated_anew_and_nothing_is_lost(world: World, sam: Service, mo: Service) -> None:
    audit = assigned(world)
    moderate(world, audit, {})
    reopen_audit(sam, audit, "something came to light")
    before = summary(sam, audit)
    assert (before.state, before.moderator_id, before.moderated, before.moderation) == (State.DRAFT, None, False, None)
    with closing(world.open("Ada")) as ada:
        opened = open_audit(ada, audit)
        changes = everything_left(opened, lambda key: "inadequate" if key == OVERALL else "good")
        record(ada, opened, [change for change in changes if change.key == OVERALL])
        submit_audit(ada, audit)
    with pytest.raises(NotPermittedError):
        start_moderation(mo, audit)
    ask_to_moderate(sam, audit, mo.person.id)
    opened = start_moderation(mo, audit)
    assert opened.examination.grades == {}
    assert not opened.progress.complete
    record(mo, opened, grades(opened, {OVERALL: "inadequate"}))
    assert submit_moderation(mo, audit, seen_first=True).state is State.FINAL
    found = summary(sam, audit)
    assert (found.overall, found.moderated, found.revision) == ("inadequate", True, 2)
    with sam.store.reading() as reader:
        given = [fact for owner, fact in reader.facts(audit) if fact.kind is FactKind.GRADE and owner is not None]
    assert {fact.by for fact in given if fact.key == OVERALL} == {person(sam, "Ada"), mo.person.id}
    assert verify_store(sam).problems == ()


def test_a_moderators_note_can_be_erased(world: World, sam: Service, mo: Service) -> None:
    audit = assigned(world)
    opened = start_moderation(mo, audit)
    record(mo, opened, [note(OVERALL, "Jayden was seen"), *grades(opened)])
    submit_moderation(mo, audit, seen_first=False)
    (text,) = [one for one in erasable_texts(sam, audit) if one.said.get("text") == "Jayden was seen"]
    erase_text(sam, text.fact_id, "it named the child")
    assert second(mo, audit).examination.notes.get(OVERALL, "") == "[erased]"
    assert (summary(sam, audit).moderated, verify_store(sam).problems) == (True, ())


def test_rebuilding_comes_to_the_same(world: World, sam: Service) -> None:
    audits = [assigned(world), assigned(world, "9900002"), submitted(world, "9900003")]
    moderate(world, audits[0], {OVERALL: "inadequate"})
    moderate(world, audits[1])
    before = [summary(sam, audit) for audit in audits]
    rebuild_projections(sam)
    assert [summary(sam, audit) for audit in audits] == before


# -- lists ------------------------------------------------------------------------------------------------------------


def test_each_list_holds_what_waits_for_this_person(world: World, sam: Service, mo: Service) -> None:
    waiting, asked = submitted(world, "9900001"), assigned(world, "9900002")
    differs, done = assigned(world, "9900003"), assigned(world, "9900004")
    moderate(world, differs, {OVERALL: "inadequate"})
    moderate(world, done)
    ada, tess = world.open("Ada"), world.open("Tess")

    def listed(service: Service) -> dict[str, list[UUID]]:
        return {
            which.value: [row.audit_id for row in list_moderation(service, which)]
            for which in count_moderation(service)
        }

    assert listed(sam) == {
        "compare": [],
        "settle": [],
        "pick": [waiting],
        "asked": [asked],
        "done": [done],
    }
    assert listed(mo) == {"moderate": [asked], "compare": [differs], "done": [done]}
    assert listed(ada) == {"compare": [differs], "done": [done]}
    assert listed(tess) == {}
    for service in (sam, mo, ada):
        assert count_moderation(service) == {Waiting(name): len(found) for name, found in listed(service).items()}
    finalise_audit(sam, waiting)
    assert count_moderation(sam)[Waiting.PICK] == 0
