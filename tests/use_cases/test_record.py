"""Recording in an audit: saved when it returns, by its owner only, in a draft only, and never over what is unseen."""

from collections.abc import Callable
from uuid import UUID

import pytest
from store_builders import World, finish
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import Change, answer, evidence, grade, not_applicable, note
from auditor.audit.facts import FactKind
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import keep_draft, keep_place, record, undo
from auditor.use_cases.keeping.look_after_store import erase_text, verify_store
from auditor.use_cases.service import Service

NewAudit = Callable[..., UUID]


@pytest.fixture
def opened(service: Service, new_audit: NewAudit) -> OpenAudit:
    return open_audit(service, new_audit())


def first(opened: OpenAudit, place: int = 0) -> str:
    return list(opened.scope.asked)[place]


def answers(opened: OpenAudit) -> dict[str, str | None]:
    return {key: given.answer for key, given in opened.examination.answers.items()}


def test_what_was_recorded_is_there_when_the_audit_is_opened_again(service: Service, opened: OpenAudit) -> None:
    one, two = first(opened), first(opened, 1)
    reason = opened.checklist.scale.not_applicable_reasons[0].id
    after = record(
        service, opened, [answer(one, "met"), evidence(one, " panel of 2 May "), not_applicable(two, reason)]
    )
    again = open_audit(service, opened.id)
    assert again.examination == after.examination
    assert (again.facts, again.end, again.heads) == (after.facts, after.end, after.heads)
    assert answers(again) == {one: "met", two: None}
    assert again.examination.evidence == {one: "panel of 2 May"}
    assert again.progress.answered == 2


def test_a_batch_may_open_a_section_and_answer_in_it(service: Service, opened: OpenAudit) -> None:
    section = next(section for section in opened.scope.sections if section.unopened)
    key = section.unopened[0].criterion.id
    with pytest.raises(UnknownIdError):
        record(service, opened, [answer(key, "met")])
    after = record(service, opened, [Change(FactKind.SECTION_OPENED, section.id, {"open": True}), answer(key, "met")])
    assert answers(after) == {key: "met"}
    assert verify_store(service).problems == ()


def test_one_bad_change_and_none_of_them_is_recorded(service: Service, opened: OpenAudit) -> None:
    with pytest.raises(UnknownIdError):
        record(service, opened, [answer(first(opened), "met"), answer(first(opened, 1), "brilliant")])
    assert answers(open_audit(service, opened.id)) == {}
    assert verify_store(service).problems == ()


def test_the_first_grade_carries_no_suggestion_and_is_kept(service: Service, opened: OpenAudit) -> None:
    section = opened.scope.graded_sections[0].id
    keys = opened.scope.graded_criteria(section)
    opened = record(service, opened, [answer(key, "met") for key in keys])
    opened = record(service, opened, [grade(opened.scope, opened.examination, section, "inadequate")])
    opened = record(service, opened, [grade(opened.scope, opened.examination, section, "good", "on reflection")])
    given = open_audit(service, opened.id).examination.grades[section]
    assert (given.first, given.grade, given.reason) == ("inadequate", "good", "on reflection")
    assert given.suggested is not None


# -- two windows ------------------------------------------------------------------------------------------------------


def test_a_stale_window_does_not_write_over_what_it_has_not_seen(world: World, opened: OpenAudit) -> None:
    here, there = world.opened[0], world.open("Sam")
    stale = opened
    other = open_audit(there, opened.id)
    one, two = first(opened), first(opened, 1)
    record(there, other, [answer(one, "not_met"), note(one, "from the other window")])
    after = record(here, stale, [answer(two, "met")])
    assert answers(after) == {one: "not_met", two: "met"}
    assert after.examination.notes == {one: "from the other window"}
    again = open_audit(here, opened.id)
    assert again.examination == after.examination
    assert again.examination.unsettled == ()


def test_the_same_question_in_two_windows_keeps_both_answers_in_order(world: World, opened: OpenAudit) -> None:
    here, there = world.opened[0], world.open("Sam")
    other = open_audit(there, opened.id)
    one = first(opened)
    record(there, other, [answer(one, "not_met")])
    after = record(here, opened, [answer(one, "met")])
    assert answers(after) == {one: "met"}
    assert open_audit(there, opened.id).examination.unsettled == ()
    with here.store.reading() as reader:
        given = [fact for _, fact in reader.facts(opened.id) if fact.kind is FactKind.ANSWER]
    assert [fact.body["answer"] for fact in given] == ["not_met", "met"]
    assert given[1].replaces == given[0].id


def test_a_window_that_is_stale_after_submission_is_refused_with_a_sentence(world: World, opened: OpenAudit) -> None:
    here, there = world.opened[0], world.open("Sam")
    finish(there, opened.id)
    submit_audit(there, opened.id)
    for late in (
        lambda: record(here, opened, [answer(first(opened), "not_met")]),
        lambda: keep_draft(here, opened, "note:overall", "late"),
    ):
        with pytest.raises(NotPermittedError) as refusal:
            late()
        assert refusal.value.title == "You may not record anything in this audit."
        assert "It is submitted" in refusal.value.detail
    assert answers(open_audit(here, opened.id))[first(opened)] == "met"


def test_a_window_from_before_a_reopening_goes_on_from_what_is_there(service: Service, finished_audit: UUID) -> None:
    read = open_audit(service, finished_audit)
    assert read.read_only
    reopen_audit(service, finished_audit, "to correct it")
    after = record(service, read, [answer(first(read), "not_met")])
    assert (after.state.value, after.read_only) == ("draft", False)


def test_what_the_lead_erased_is_not_seen_again_in_a_stale_window(world: World) -> None:
    ada, lead = world.open("Ada"), world.open("Sam")
    opened = open_audit(ada, new_audit_of(ada))
    one = first(opened)
    stale = record(ada, opened, [evidence(one, "Mary told me")])
    erase_text(lead, stale.heads[FactKind.EVIDENCE, one], "a name")
    after = record(ada, stale, [answer(one, "met")])
    assert after.examination.evidence == {one: "[erased]"}
    after = record(ada, after, [evidence(one, "the visit of 2 May")])
    assert open_audit(ada, opened.id).examination.evidence == {one: "the visit of 2 May"}
    assert open_audit(ada, opened.id).examination.unsettled == ()


# -- undo -------------------------------------------------------------------------------------------------------------


def test_undo_takes_back_one_change_after_another(service: Service, opened: OpenAudit) -> None:
    one = first(opened)
    now = record(service, opened, [answer(one, "met")])
    now = record(service, now, [answer(one, "not_met")])
    now = record(service, now, [note(one, "why")])
    now = undo(service, now)
    assert (answers(now), now.examination.notes) == ({one: "not_met"}, {})
    now = undo(service, now)
    assert answers(now) == {one: "met"}
    now = undo(service, now)
    assert answers(now) == {}
    assert answers(open_audit(service, opened.id)) == {}
    assert undo(service, now) is now
    with service.store.reading() as reader:
        assert len(reader.facts(opened.id)) == 1 + 3 + 3
    assert verify_store(service).problems == ()


def test_undo_after_another_window_wrote_undoes_nothing_and_shows_it(world: World, opened: OpenAudit) -> None:
    here, there = world.opened[0], world.open("Sam")
    one = first(opened)
    mine = record(here, opened, [answer(one, "met")])
    record(there, open_audit(there, opened.id), [answer(one, "not_met")])
    after = undo(here, mine)
    assert (answers(after), after.undo) == ({one: "not_met"}, ())
    assert answers(open_audit(here, opened.id)) == {one: "not_met"}


def test_undo_never_puts_back_what_was_erased(world: World) -> None:
    ada, lead = world.open("Ada"), world.open("Sam")
    opened = open_audit(ada, new_audit_of(ada))
    one = first(opened)
    first_text = record(ada, opened, [evidence(one, "Mary told me")])
    second = record(ada, first_text, [evidence(one, "the visit of 2 May")])
    erase_text(lead, first_text.heads[FactKind.EVIDENCE, one], "a name")
    assert undo(ada, second).examination.evidence == {one: "the visit of 2 May"}


# -- drafts and place -------------------------------------------------------------------------------------------------


def test_a_draft_is_there_again_and_is_settled_by_the_change_it_became(service: Service, opened: OpenAudit) -> None:
    keep_draft(service, opened, "note:overall", "half a sen")
    keep_draft(service, opened, "note:overall", "half a sentence")
    keep_draft(service, opened, f"evidence:{first(opened)}", "other")
    again = open_audit(service, opened.id)
    assert again.drafts == {"note:overall": "half a sentence", f"evidence:{first(opened)}": "other"}
    after = record(service, again, [note("overall", "half a sentence, and the rest")], drafts_done=["note:overall"])
    assert after.drafts == {f"evidence:{first(opened)}": "other"}
    assert open_audit(service, opened.id).drafts == after.drafts


def test_a_draft_stays_when_its_change_is_refused(service: Service, opened: OpenAudit) -> None:
    keep_draft(service, opened, "finding:f1", "half")
    bad = Change(FactKind.FINDING, "f1", {"kind": "strength", "text": " "})
    with pytest.raises(InputError):
        record(service, opened, [bad], drafts_done=["finding:f1"])
    assert open_audit(service, opened.id).drafts == {"finding:f1": "half"}


def test_the_place_is_remembered(service: Service, opened: OpenAudit) -> None:
    keep_place(service, opened, "sections", first(opened))
    keep_place(service, opened, "findings", "")
    assert open_audit(service, opened.id).bookmark == ("findings", "")


# -- who may ----------------------------------------------------------------------------------------------------------


def test_nobody_records_in_somebody_else_s_audit_not_even_the_lead(world: World) -> None:
    ada = world.open("Ada")
    opened = open_audit(ada, new_audit_of(ada))
    for name in ("Sam", "Tom", "Mo", "Tess"):
        other = world.open(name)
        for forbidden in (
            lambda service=other: record(service, opened, [answer(first(opened), "met")]),
            lambda service=other: keep_draft(service, opened, "note:overall", "mine"),
        ):
            with pytest.raises(NotPermittedError):
                forbidden()
    again = open_audit(ada, opened.id)
    assert (answers(again), again.drafts, again.facts) == ({}, {}, 1)


def test_who_reads_another_s_audit_leaves_no_trace_in_it(world: World) -> None:
    ada, lead = world.open("Ada"), world.open("Sam")
    opened = open_audit(ada, new_audit_of(ada))
    keep_place(ada, opened, "sections", first(opened))
    keep_draft(ada, opened, "note:overall", "mine")
    reading = open_audit(lead, opened.id)
    assert (reading.read_only, reading.drafts, reading.bookmark) == (True, {}, None)
    keep_place(lead, reading, "findings", "")
    assert open_audit(ada, opened.id).bookmark == ("sections", first(opened))


def test_only_those_who_may_open_an_audit_do(world: World) -> None:
    ada = world.open("Ada")
    audit = new_audit_of(ada)
    for name in ("Tom", "Mo", "Tess"):
        with pytest.raises(NotPermittedError, match="You may not read this audit"):
            open_audit(world.open(name), audit)
    assert open_audit(world.open("Sam"), audit).read_only
    with pytest.raises(InputError, match="no such audit"):
        open_audit(ada, UUID(int=5))


def test_rivals_from_two_joined_stores_are_settled_by_recording_once_more(service: Service, opened: OpenAudit) -> None:
    criterion = next(iter(opened.scope.asked))
    twice = [
        service.fact(
            FactKind.ANSWER,
            criterion,
            {"answer": given, "not_applicable": None},
            audit=opened.id,
            examination=opened.examination_id,
        )
        for given in ("met", "not_met")
    ]
    with service.store.writing() as writer:
        writer.append(twice)
    joined = open_audit(service, opened.id)
    assert joined.examination.unsettled == ((FactKind.ANSWER, criterion),)
    assert any(criterion in left.what for left in joined.progress.left)

    record(service, joined, [answer(criterion, "partly_met")])

    settled = open_audit(service, opened.id)
    assert settled.examination.unsettled == ()
    assert settled.examination.answers[criterion].answer == "partly_met"
