"""The team manager's view: who is told what, acknowledging, replying, answering and closing."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from store_builders import START, World, finish, new_audit, team
from team_builders import AREA, STRENGTH, WHAT, WHY, final_audit

from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Because
from auditor.audit.states import Move, State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.measures.scorecard import TOO_FEW
from auditor.measures.trend import Span
from auditor.use_cases.audits.close_audit import NotAnsweredError, close_audit
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import ERASED, erasable_texts, erase_text, verify_store
from auditor.use_cases.keeping.unfinished import keep_unfinished, unfinished
from auditor.use_cases.service import Service
from auditor.use_cases.team.acknowledge import acknowledge
from auditor.use_cases.team.reply import answer_reply, reply, reply_to_answer, typed_reply
from auditor.use_cases.team.view import count_team, graded_key, list_team, my_teams, team_audit, team_trend


def listed(service: Service, *teams: UUID) -> list[str]:
    rows = list_team(service, teams or None)
    assert count_team(service, teams or None) == len(rows)
    return [row.summary.lcs_number for row in rows]


def closed(world: World, audit_id: UUID) -> UUID:
    close_audit(world.open("Sam"), audit_id)
    return audit_id


# -- who is told what -------------------------------------------------------------------------------------------------


def test_a_team_manager_is_told_of_their_own_team_once_it_stands(world: World) -> None:
    final_audit(world, "9900001")
    closed(world, final_audit(world, "9900002"))
    final_audit(world, "9900003", name="South")
    ada, tess = world.open("Ada"), world.open("Tess")
    for number in ("9900004", "9900005"):
        draft = new_audit(ada, number)
    finish(ada, draft)
    submit_audit(ada, draft)
    assert listed(tess) == ["9900002", "9900001"]
    assert listed(tess, team(tess)) == ["9900002", "9900001"]
    assert [found.name for found in my_teams(tess)] == ["North"]
    lead = world.open("Sam")
    assert listed(lead) == ["9900003", "9900002", "9900001"]
    assert listed(lead, team(lead, "South")) == ["9900003"]


def test_another_team_is_refused_without_a_word_about_it(world: World) -> None:
    elsewhere = final_audit(world, "9900003", name="South")
    tess = world.open("Tess")
    south = team(tess, "South")
    for tried in (
        lambda: list_team(tess, [south]),
        lambda: count_team(tess, [south]),
        lambda: team_trend(tess, [south]),
        lambda: team_audit(tess, elsewhere),
        lambda: acknowledge(tess, elsewhere),
        lambda: reply(tess, elsewhere, OVERALL, "No."),
        lambda: unfinished(tess, typed_reply(elsewhere, OVERALL)),
        lambda: keep_unfinished(tess, typed_reply(elsewhere, OVERALL), "No."),
        lambda: answer_reply(tess, elsewhere, uuid4(), "No."),
        lambda: close_audit(tess, elsewhere),
    ):
        with pytest.raises(NotPermittedError) as refusal:
            tried()
        said = str(refusal.value).casefold()
        assert not any(word in said for word in ("9900003", "south", "good", "ada", "may.", "visits"))


def test_who_manages_no_team_is_told_of_none(world: World) -> None:
    final_audit(world)
    for name in ("Ada", "Mo"):
        for tried in (my_teams, list_team, count_team, team_trend):
            with pytest.raises(NotPermittedError, match="no team"):
                tried(world.open(name))


def test_an_auditor_who_manages_a_team_is_told_of_their_team_and_not_of_their_own_audits(world: World) -> None:
    tom = world.open("Tom")
    own = new_audit(tom, "9900009", team=team(tom, "South"))
    finish(tom, own)
    submit_audit(tom, own)
    finalise_audit(world.open("Sam"), own)
    final_audit(world)
    assert listed(tom) == ["9900001"]


def test_before_it_stands_the_team_is_told_nothing(world: World) -> None:
    ada, tess = world.open("Ada"), world.open("Tess")
    audit_id = new_audit(ada)
    finish(ada, audit_id)
    submit_audit(ada, audit_id)
    with pytest.raises(NotPermittedError):
        team_audit(tess, audit_id)
    with pytest.raises(InputError, match="do not stand yet"):
        team_audit(ada, audit_id)


def test_it_tells_the_grades_of_record_what_changed_and_why(world: World) -> None:
    audit_id = final_audit(world, moderated=True)
    told = team_audit(world.open("Tess"), audit_id).told
    assert told.overall == "requires_improvement"
    assert {grade for key, grade in told.grades.items() if key != OVERALL} == {"good"}
    (differed,) = told.differed
    assert (differed.key, differed.first, differed.record) == (OVERALL, "good", "requires_improvement")
    assert (differed.because, differed.text, differed.changed) == (Because.MISSED, WHY, True)
    assert [finding.text for finding in told.strengths] == [STRENGTH]
    assert [finding.text for finding in told.areas] == [AREA]
    assert told.difference is not None
    assert told.difference[0] == "A clear difference for the better"
    (action,) = told.open_actions
    assert (action.action.what, action.due, action.started_on) == (WHAT, date(2026, 12, 14), START.date())


def test_an_audit_that_nobody_moderated_says_so(world: World) -> None:
    told = team_audit(world.open("Tess"), final_audit(world)).told
    assert told.moderated_on is None
    assert told.differed == ()
    assert told.overall == "good"


# -- acknowledging ----------------------------------------------------------------------------------------------------


def test_acknowledging_is_noted_once_with_its_day(world: World) -> None:
    audit_id = final_audit(world)
    tess = world.open("Tess")
    assert list_team(tess)[0].acknowledged is None
    acknowledge(tess, audit_id)
    world.clock.at += timedelta(days=2)
    again = acknowledge(world.open("Tom"), audit_id)
    assert again.acknowledged is not None
    assert (again.acknowledged.by, again.acknowledged.on) == (tess.person.id, START.date())
    assert list_team(tess)[0].acknowledged == START.date()


def test_a_new_revision_is_acknowledged_anew(world: World) -> None:
    audit_id = final_audit(world)
    ada, lead, tess = world.open("Ada"), world.open("Sam"), world.open("Tess")
    acknowledge(tess, audit_id)
    reopen_audit(lead, audit_id, "a record came in")
    submit_audit(ada, audit_id)
    finalise_audit(lead, audit_id)
    assert list_team(tess)[0].acknowledged is None
    assert acknowledge(tess, audit_id).acknowledged is not None


@pytest.mark.parametrize(("days", "said"), [(1, "has not come yet"), (-1, "not final on that day")])
def test_a_day_that_cannot_be_is_refused(world: World, days: int, said: str) -> None:
    audit_id = final_audit(world)
    with pytest.raises(InputError, match=said):
        acknowledge(world.open("Tess"), audit_id, START.date() + timedelta(days=days))


@pytest.mark.parametrize("name", ["Ada", "Mo", "Sam"])
def test_only_the_team_manager_acknowledges_and_replies(world: World, name: str) -> None:
    audit_id = final_audit(world, moderated=True)
    service = world.open(name)
    for tried in (lambda: acknowledge(service, audit_id), lambda: reply(service, audit_id, OVERALL, "No.")):
        with pytest.raises(NotPermittedError):
            tried()


# -- replying ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ada", "Mo", "Sam"])
def test_a_reply_is_answered_by_the_auditor_the_moderator_or_the_qa_lead(world: World, name: str) -> None:
    audit_id = final_audit(world, moderated=True)
    tess = world.open("Tess")
    (said,) = reply(tess, audit_id, OVERALL, " The minutes are on the file. ").replies
    assert (said.key, said.text, said.open) == (OVERALL, "The minutes are on the file.", True)
    assert list_team(tess)[0].open_replies == 1
    answerer = world.open(name)
    (answered,) = answer_reply(answerer, audit_id, said.fact, "They are dated after the audit.").replies
    assert answered.answer is not None
    assert (answered.answer.by, answered.answer.text) == (answerer.person.id, "They are dated after the audit.")
    assert list_team(tess)[0].open_replies == 0
    assert not verify_store(answerer).problems


def test_nobody_answers_their_own_reply(world: World) -> None:
    audit_id = final_audit(world)
    tess = world.open("Tess")
    (said,) = reply(tess, audit_id, OVERALL, "No.").replies
    with pytest.raises(NotPermittedError):
        answer_reply(tess, audit_id, said.fact, "Yes.")
    tom = world.open("Tom")
    own = new_audit(tom, "9900009")
    finish(tom, own)
    submit_audit(tom, own)
    finalise_audit(world.open("Sam"), own)
    (said,) = reply(tom, own, OVERALL, "No.").replies
    with pytest.raises(InputError, match="your own reply"):
        answer_reply(tom, own, said.fact, "Yes.")


def test_a_reply_is_replaced_until_it_is_answered_and_kept_after_that(world: World) -> None:
    audit_id = final_audit(world)
    tess, ada = world.open("Tess"), world.open("Ada")
    reply(tess, audit_id, "ps06", "First.")
    (said,) = reply(tess, audit_id, "ps06", "Second.").replies
    assert said.text == "Second."
    answer_reply(ada, audit_id, said.fact, "Why?")
    texts = [one.text for one in reply(tess, audit_id, "ps06", "Third.").replies]
    assert texts == ["Second.", "Third."]
    assert [one.text for one in reply(tess, audit_id, "ps06", "").replies] == ["Second."]


def test_two_managers_of_a_team_reply_beside_each_other(world: World) -> None:
    audit_id = final_audit(world)
    reply(world.open("Tess"), audit_id, OVERALL, "Hers.")
    found = reply(world.open("Tom"), audit_id, OVERALL, "His.")
    assert [one.text for one in found.open_replies] == ["Hers.", "His."]
    assert reply_to_answer(found, OVERALL).text == "Hers."


def test_what_cannot_be_said_is_refused(world: World) -> None:
    audit_id = final_audit(world)
    tess = world.open("Tess")
    with pytest.raises(InputError, match="Nothing was said"):
        reply(tess, audit_id, OVERALL, "  ")
    with pytest.raises(InputError, match="not graded"):
        reply(tess, audit_id, "ps99", "No.")
    found = team_audit(tess, audit_id)
    assert graded_key(found, "PS6") == graded_key(found, "ps06") == "ps06"
    assert graded_key(found, "Overall") == OVERALL
    with pytest.raises(UnknownIdError):
        graded_key(found, "PS99")
    with pytest.raises(InputError, match="waits for an answer"):
        reply_to_answer(found, OVERALL)


def test_what_is_being_typed_is_kept_for_whoever_types_it(world: World) -> None:
    audit_id = final_audit(world)
    tess, tom, ada, lead = (world.open(name) for name in ("Tess", "Tom", "Ada", "Sam"))
    keep_unfinished(tess, typed_reply(audit_id, OVERALL), "The minutes are")
    assert unfinished(tess, typed_reply(audit_id, OVERALL)) == "The minutes are"
    assert unfinished(tom, typed_reply(audit_id, OVERALL)) == ""
    assert [text.by for text in erasable_texts(lead, audit_id) if text.draft] == [tess.person.id]
    reopen_audit(lead, audit_id, "a record came in")
    assert open_audit(ada, audit_id).drafts == {}, "what the team manager types is not the auditor's"
    submit_audit(ada, audit_id)
    finalise_audit(lead, audit_id)
    (said,) = reply(tess, audit_id, OVERALL, "The minutes are there.").replies
    assert unfinished(tess, typed_reply(audit_id, OVERALL)) == ""
    keep_unfinished(ada, typed_reply(audit_id, OVERALL, said.fact), "They are")
    assert unfinished(ada, typed_reply(audit_id, OVERALL, said.fact)) == "They are"
    answer_reply(ada, audit_id, said.fact, "They are dated later.")
    assert unfinished(ada, typed_reply(audit_id, OVERALL, said.fact)) == ""


def test_a_reply_can_be_erased_with_what_goes_on_from_it(world: World) -> None:
    audit_id = final_audit(world)
    tess, lead = world.open("Tess"), world.open("Sam")
    (said,) = reply(tess, audit_id, OVERALL, "Jo Bloggs says otherwise.").replies
    keep_unfinished(tess, typed_reply(audit_id, OVERALL), "Jo Bloggs says")
    erase_text(lead, said.fact, "a name")
    (left,) = team_audit(tess, audit_id).replies
    assert left.text == ERASED
    assert unfinished(tess, typed_reply(audit_id, OVERALL)) == ""
    assert not verify_store(lead).problems


# -- closing ----------------------------------------------------------------------------------------------------------


def concern(world: World, audit_id: UUID, response: str = "", before: UUID | None = None) -> UUID:
    """A concern raised by Ada, through the store: raising it has use cases of its own."""
    ada = world.open("Ada")
    body = Concern(ConcernKind.CHILD, "The child was alone at night.", response=response).as_body()
    fact = ada.fact(FactKind.CONCERN, "c1", body, audit=audit_id, replaces=before)
    with ada.store.writing() as writer:
        writer.append([fact])
    return fact.id


def test_everything_in_the_way_of_closing_is_named_at_once(world: World) -> None:
    audit_id = final_audit(world)
    tess, ada, lead = world.open("Tess"), world.open("Ada"), world.open("Sam")
    raised = concern(world, audit_id)
    (overall,) = reply(tess, audit_id, OVERALL, "No.").replies
    section = reply(tess, audit_id, "ps06", "Nor that.").replies[-1]
    with pytest.raises(NotAnsweredError) as refusal:
        close_audit(lead, audit_id)
    assert refusal.value.detail.splitlines() == [
        "- the concern raised on 20/11/2026 has no response",
        "- the reply of 20/11/2026 to Overall is not answered",
        f"- the reply of 20/11/2026 to {team_audit(tess, audit_id).told.name_of('ps06')} is not answered",
    ]
    assert team_audit(lead, audit_id).in_the_way == tuple(line[2:] for line in refusal.value.detail.splitlines())
    assert team_audit(tess, audit_id).in_the_way == (), "a team manager is not told of concerns here"
    concern(world, audit_id, "Seen the same evening.", raised)
    answer_reply(ada, audit_id, overall.fact, "Yes.")
    with pytest.raises(NotAnsweredError) as refusal:
        close_audit(lead, audit_id)
    assert refusal.value.detail.count("\n") == 0
    answer_reply(lead, audit_id, section.fact, "Yes.")
    assert close_audit(lead, audit_id).state is State.CLOSED
    assert not verify_store(lead).problems


def test_reopening_does_not_get_rid_of_a_reply(world: World) -> None:
    audit_id = final_audit(world)
    tess, ada, lead = world.open("Tess"), world.open("Ada"), world.open("Sam")
    reply(tess, audit_id, OVERALL, "No.")
    reopen_audit(lead, audit_id, "a record came in")
    submit_audit(ada, audit_id)
    finalise_audit(lead, audit_id)
    (said,) = team_audit(tess, audit_id).replies
    assert said.earlier
    with pytest.raises(NotAnsweredError):
        close_audit(lead, audit_id)


@pytest.mark.parametrize("name", ["Ada", "Mo", "Tess", "Tom"])
def test_only_the_qa_lead_closes(world: World, name: str) -> None:
    audit_id = final_audit(world, moderated=True)
    with pytest.raises(NotPermittedError):
        close_audit(world.open(name), audit_id)
    assert Move.CLOSE not in team_audit(world.open(name), audit_id).may


def test_a_closed_audit_takes_no_reply(world: World) -> None:
    audit_id = closed(world, final_audit(world))
    tess = world.open("Tess")
    assert team_audit(tess, audit_id).may == frozenset()
    for tried in (lambda: acknowledge(tess, audit_id), lambda: reply(tess, audit_id, OVERALL, "No.")):
        with pytest.raises(NotPermittedError):
            tried()
    with pytest.raises(NotPermittedError):
        close_audit(world.open("Sam"), audit_id)


# -- trend ------------------------------------------------------------------------------------------------------------


def test_the_trend_counts_what_stands_and_nothing_before(world: World) -> None:
    final_audit(world, "9900001")
    final_audit(world, "9900002", overall="inadequate")
    final_audit(world, "9900003", name="South")
    ada, tess = world.open("Ada"), world.open("Tess")
    waiting = new_audit(ada, "9900004")
    finish(ada, waiting)
    submit_audit(ada, waiting)
    found = team_trend(tess, span=Span.MONTH)
    assert len(found.main) == 12
    point = found.main[-1]
    assert (point.first, point.last) == ("2026-11", "2026-11")
    assert (point.team.good, point.team.of, point.team.percent) == (1, 2, 50)
    assert point.verdict == TOO_FEW
    assert point.others is not None
    assert (point.others.of, point.others.good) == (1, None), "one audit of another team is told by no figure"
    assert all(not before.team.of for before in found.main[:-1])
    quarter = team_trend(tess, span=Span.QUARTER).main[-1]
    assert (quarter.first, quarter.last, quarter.team.of) == ("2026-10", "2026-12", 2)
    everyone = team_trend(world.open("Sam")).main[-1]
    assert (everyone.team.of, everyone.others) == (3, None)
