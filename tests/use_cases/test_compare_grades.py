"""Comparing grades: who sees both, how a difference is agreed or settled, and that all three grades are kept."""

from contextlib import closing
from uuid import UUID

import pytest
from moderation_builders import assigned, moderate
from store_builders import World

from auditor.audit.examination import OVERALL
from auditor.audit.moderation import Because
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, rebuild_projections, verify_store
from auditor.use_cases.moderation.compare_grades import agree_to, disagree, open_comparison, propose_grade, settle
from auditor.use_cases.service import Service

MISSED, JUDGEMENT = Because.MISSED, Because.JUDGEMENT


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


@pytest.fixture
def ada(world: World) -> Service:
    return world.open("Ada")


@pytest.fixture
def mo(world: World) -> Service:
    return world.open("Mo")


@pytest.fixture
def section(sam: Service) -> str:
    """The first section graded in these audits."""
    return "ps01"


@pytest.fixture
def audit(world: World, section: str) -> UUID:
    """Ada graded everything good; Mo graded the whole inadequate and the first section outstanding."""
    audit_id = assigned(world)
    moderate(world, audit_id, {OVERALL: "inadequate", section: "outstanding"})
    return audit_id


def summary(service: Service, audit_id: UUID) -> AuditSummary:
    with service.store.reading() as reader:
        found = reader.summary(audit_id)
    assert found is not None
    return found


def counted(service: Service, *, moderated: bool) -> dict[str, int]:
    """How many audits count with each overall grade."""
    with service.store.reading() as reader:
        cells = reader.counters(AuditFilter(measure=OVERALL), by=("moderated",))
    found = cells.get((moderated,))
    names = ("outstanding", "good", "requires_improvement", "inadequate")
    return {name: getattr(found, name) for name in names if getattr(found, name)} if found else {}


def test_differences_stand_first_the_widest_at_the_top(audit: UUID, ada: Service, section: str) -> None:
    compared = open_comparison(ada, audit)
    keys = [pair.key for pair in compared.comparison.pairs]
    assert keys[:2] == [OVERALL, section]
    assert keys[2:] == [key for key in compared.scope.graded_keys if key not in (OVERALL, section)]
    assert [(pair.steps, pair.record) for pair in compared.comparison.differences] == [(-2, "good"), (1, "good")]
    assert compared.names[section] == ("PS1", compared.scope.checklist.sections_by_id[section].title)
    assert (compared.may_agree, compared.may_settle, compared.state) == (True, False, State.COMPARING)


def test_only_the_two_and_the_qa_lead_see_both(audit: UUID, world: World, sam: Service, mo: Service) -> None:
    assert open_comparison(sam, audit).may_agree is False
    assert open_comparison(mo, audit).may_agree
    for name in ("Tess", "Tom"):
        with pytest.raises(NotPermittedError):
            open_comparison(world.open(name), audit)
    with pytest.raises(NotPermittedError):
        propose_grade(sam, audit, OVERALL, "good", MISSED, "I would say good")


def test_before_it_is_moderated_there_is_nothing_to_compare(world: World, ada: Service) -> None:
    other = assigned(world, "9900002")
    with pytest.raises(NotPermittedError):
        open_comparison(ada, other)


def test_one_alone_agrees_to_nothing(audit: UUID, ada: Service, mo: Service) -> None:
    compared = propose_grade(mo, audit, OVERALL, "requires_improvement", MISSED, " the strategy meeting of 2 May ")
    (pair, _) = compared.comparison.differences
    assert (pair.open, pair.record, compared.waits_for(pair)) == (True, "good", ada.person.id)
    assert pair.proposals[0].text == "the strategy meeting of 2 May"
    with pytest.raises(InputError, match="No proposal waits for you"):
        agree_to(mo, audit, OVERALL)
    assert propose_grade(mo, audit, OVERALL, "inadequate", MISSED, "after all").comparison.differences[0].open


def test_the_last_agreement_makes_the_grade_of_record_and_keeps_all_three(
    audit: UUID, sam: Service, ada: Service, mo: Service, section: str
) -> None:
    assert counted(sam, moderated=False) == {"good": 1}
    propose_grade(mo, audit, OVERALL, "requires_improvement", MISSED, "the strategy meeting of 2 May")
    agree_to(ada, audit, OVERALL)
    assert summary(sam, audit).state is State.COMPARING
    assert counted(sam, moderated=False) == {"good": 1}
    propose_grade(ada, audit, section, "good", Because.READ_DIFFERENTLY, "outstanding asks for more")
    compared = propose_grade(mo, audit, section, "good", JUDGEMENT, "so it does")
    assert (compared.state, compared.comparison.open) == (State.FINAL, ())
    found = summary(sam, audit)
    assert (found.state, found.moderated, found.overall) == (State.FINAL, True, "requires_improvement")
    assert found.sections[section] == "good"
    assert found.moderation is not None
    assert found.moderation.pairs[OVERALL] == ("good", "inadequate")
    assert found.moderation.agreed == {OVERALL: "requires_improvement"}
    assert found.moderation.because == {OVERALL: MISSED, section: Because.READ_DIFFERENTLY}
    assert (counted(sam, moderated=True), counted(sam, moderated=False)) == ({"requires_improvement": 1}, {})
    assert open_audit(ada, audit).examination.grade_of(OVERALL) == "good"
    assert compared.second.grade_of(OVERALL) == "inadequate"
    assert verify_store(sam).problems == ()
    rebuild_projections(sam)
    assert summary(sam, audit) == found


def test_a_counter_proposal_waits_for_the_other(audit: UUID, ada: Service, mo: Service) -> None:
    propose_grade(mo, audit, OVERALL, "inadequate", MISSED, "as I graded it")
    compared = propose_grade(ada, audit, OVERALL, "requires_improvement", JUDGEMENT, "not as bad")
    pair = compared.comparison.differences[0]
    assert (pair.open, compared.waits_for(pair)) == (True, mo.person.id)
    assert agree_to(mo, audit, OVERALL).comparison.differences[0].record == "requires_improvement"


def test_what_is_agreed_is_not_reopened_by_one_of_them(audit: UUID, ada: Service, mo: Service) -> None:
    propose_grade(mo, audit, OVERALL, "inadequate", MISSED, "as I graded it")
    agree_to(ada, audit, OVERALL)
    after = propose_grade(ada, audit, OVERALL, "good", JUDGEMENT, "I take it back")
    assert after.comparison.differences[0].record == "inadequate"


@pytest.mark.parametrize(
    ("key", "grade", "text", "told"),
    [
        ("ps01", "excellent", "why", "excellent"),
        (OVERALL, "good", "  ", "One line on why is needed"),
        ("ps02", "good", "why", "do not differ"),
        ("nowhere", "good", "why", "do not differ"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    audit: UUID, ada: Service, key: str, grade: str, text: str, told: str
) -> None:
    with pytest.raises((InputError, UnknownIdError), match=told):
        propose_grade(ada, audit, key, grade, MISSED, text)  # type: ignore[arg-type]
    assert not any(pair.proposals for pair in open_comparison(ada, audit).comparison.pairs)


def test_what_they_cannot_agree_on_goes_to_a_qa_lead_who_is_neither(
    audit: UUID, sam: Service, ada: Service, mo: Service, section: str
) -> None:
    propose_grade(mo, audit, section, "good", JUDGEMENT, "fair enough")
    agree_to(ada, audit, section)
    with pytest.raises(NotPermittedError):
        settle(sam, audit, OVERALL, "inadequate", MISSED, "too early")
    with pytest.raises(InputError):
        disagree(ada, audit, " ")

    assert disagree(ada, audit, "we read the visit differently").state is State.ESCALATED
    for one in (ada, mo):
        with pytest.raises(NotPermittedError):
            propose_grade(one, audit, OVERALL, "good", MISSED, "late")
        with pytest.raises(NotPermittedError):
            settle(one, audit, OVERALL, "good", MISSED, "mine")
    assert open_comparison(sam, audit).may_settle
    compared = settle(sam, audit, OVERALL, "inadequate", MISSED, "the strategy meeting decides")
    assert compared.state is State.FINAL
    found = summary(sam, audit)
    assert (found.overall, found.moderated, found.sections[section]) == ("inadequate", True, "good")
    assert counted(sam, moderated=True) == {"inadequate": 1}
    assert verify_store(sam).problems == ()


def test_the_qa_lead_settles_each_difference_that_is_open(
    audit: UUID, sam: Service, ada: Service, section: str
) -> None:
    disagree(ada, audit, "on both")
    assert settle(sam, audit, section, "outstanding", MISSED, "it is all there").state is State.ESCALATED
    assert settle(sam, audit, OVERALL, "good", JUDGEMENT, "on the whole").state is State.FINAL
    assert summary(sam, audit).sections[section] == "outstanding"


def test_a_qa_lead_who_audits_does_not_settle_their_own(world: World, sam: Service, mo: Service) -> None:
    from moderation_builders import person
    from store_builders import finish, new_audit

    from auditor.use_cases.audits.move_audit import submit_audit
    from auditor.use_cases.moderation.moderate import ask_to_moderate

    own = new_audit(sam, "9900009")
    finish(sam, own)
    submit_audit(sam, own)
    ask_to_moderate(sam, own, person(sam, "Mo"))
    moderate(world, own, {OVERALL: "inadequate"})
    disagree(mo, own, "not good at all")
    with pytest.raises(NotPermittedError):
        settle(sam, own, OVERALL, "good", MISSED, "I was right")


def test_erasing_a_line_leaves_the_grade_of_record(audit: UUID, sam: Service, ada: Service, section: str) -> None:
    disagree(ada, audit, "on both")
    settle(sam, audit, section, "outstanding", MISSED, "Jayden said so")
    settle(sam, audit, OVERALL, "inadequate", JUDGEMENT, "on the whole")
    before = summary(sam, audit)
    (text,) = [one for one in erasable_texts(sam, audit) if one.said.get("text") == "Jayden said so"]
    erase_text(sam, text.fact_id, "it named the child")
    after = summary(sam, audit)
    assert (after.state, after.overall, after.sections, after.moderation) == (
        *(before.state, before.overall, before.sections, before.moderation),
    )
    agreed = {pair.key: pair.agreed for pair in open_comparison(sam, audit).comparison.differences}
    assert agreed[section] is not None
    assert (agreed[section].grade, agreed[section].text) == ("outstanding", "[erased]")  # type: ignore[union-attr]
    assert verify_store(sam).problems == ()


def test_two_windows_propose_at_once_and_neither_is_lost(audit: UUID, world: World, ada: Service, mo: Service) -> None:
    seen_by_mo = open_comparison(mo, audit)
    propose_grade(ada, audit, OVERALL, "requires_improvement", JUDGEMENT, "in between")
    assert seen_by_mo.comparison.differences[0].proposals == ()
    compared = propose_grade(mo, audit, OVERALL, "requires_improvement", MISSED, "the same, as it happens")
    assert not compared.comparison.differences[0].open
    with closing(world.open("Sam")) as sam:
        assert summary(sam, audit).moderation.because == {OVERALL: JUDGEMENT}  # type: ignore[union-attr]
