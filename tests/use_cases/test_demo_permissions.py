"""Everything in the demo store was recorded by somebody who may: every fact is held against the rules of its moment."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from auditor.audit.action_owners import owns
from auditor.audit.action_steps import Status, Step, followed
from auditor.audit.concerns import concerns_in, may_acknowledge, may_see
from auditor.audit.details import AuditKind
from auditor.audit.facts import Fact, FactKind
from auditor.audit.independence import blocks
from auditor.audit.moderation import Assignment, assignment_in
from auditor.audit.permissions import Ownership, Person, Role, may
from auditor.audit.replies import replies_in
from auditor.audit.states import NEXT, Move, State, state_of
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.open_audit import WholeAudit, open_audit, read_whole
from auditor.use_cases.audits.re_audit import carried_forward
from auditor.use_cases.demo import build_demo
from auditor.use_cases.moderation.moderate import conflicts_on
from auditor.use_cases.rounds.plan import list_rounds, read_round
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 22)
MOVES = {
    FactKind.LCS_ENTRY: Move.ENTER_LCS,
    FactKind.MODERATION: Move.ASSIGN_MODERATION,
    FactKind.ACKNOWLEDGEMENT: Move.ACKNOWLEDGE,
    FactKind.REPLY: Move.REPLY,
    FactKind.REPLY_ANSWER: Move.ANSWER_REPLY,
    FactKind.ACTION_STEP: Move.ACT,
    FactKind.IMPROVEMENT: Move.IMPROVE,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = build_demo(tmp_path_factory.mktemp("demo") / "store", today=TODAY, audits=150)
    yield service
    service.close()


@pytest.fixture(scope="module")
def people(demo: Service) -> dict[UUID, Person]:
    return demo.people()


@pytest.fixture(scope="module")
def audits(demo: Service) -> list[WholeAudit]:
    with demo.store.reading() as reader:
        return [read_whole(reader, item.audit_id) for item in reader.page(AuditFilter(), limit=10_000)]


def ownership(whole: WholeAudit, before: list[Fact]) -> Ownership:
    asked = assignment_in(before)
    moderator, blind = (asked.moderator, asked.blind) if asked else (None, False)
    private = whole.record.kind == AuditKind.CALIBRATION
    return Ownership(whole.record.auditor_id, whole.details.team, moderator, blind=blind, private=private)


def move_of(fact: Fact) -> Move | None:
    """The move that recording a fact of the audit is; None where another rule decides."""
    body = fact.body or {}
    if fact.kind is FactKind.MOVE:
        return Move(fact.key)
    if fact.kind is FactKind.AGREEMENT:
        return Move.SETTLE if body["settled"] else Move.AGREE
    if fact.kind is FactKind.ACTION_STEP and body.get("confirmed_by"):
        return None
    return MOVES.get(fact.kind)


def refused(whole: WholeAudit, people: dict[UUID, Person]) -> Iterator[str]:
    before: list[Fact] = []
    state = State.DRAFT
    for owner, fact in sorted(whole.everything, key=lambda one: (one[1].at, one[1].id)):
        person, whose = people[fact.by], ownership(whole, before)
        told = f"{whole.record.lcs_number} {state} {person.name}: {fact.kind} {fact.key} {fact.body}"
        if owner is not None:
            if not may(person, Move.RECORD, state, whose):
                yield told
            continue
        move = move_of(fact)
        if move is not None and not may(person, move, state, whose):
            yield told
        if fact.kind is FactKind.MOVE and (state, Move(fact.key)) not in NEXT:
            yield told
        before.append(fact)
        if fact.kind is FactKind.MOVE:
            state = state_of(before)
        if fact.kind in (FactKind.CONCERN, FactKind.CONCERN_SEEN):
            raised = next(one for one in concerns_in(before) if one.id in fact.key)
            seen = fact.kind is FactKind.CONCERN_SEEN
            if not (may_acknowledge if seen else may_see)(person, raised, whose, state):
                yield told


def test_every_fact_was_recorded_by_somebody_who_may(audits: list[WholeAudit], people: dict[UUID, Person]) -> None:
    assert [told for whole in audits for told in refused(whole, people)] == []


def test_moderators_are_independent(demo: Service, audits: list[WholeAudit], people: dict[UUID, Person]) -> None:
    moderated = 0
    with demo.store.reading() as reader:
        for whole in audits:
            asked = whole.assignment
            if asked is None:
                continue
            moderated += 1
            person, auditor = people[asked.moderator], whole.record.auditor_id
            assert Role.MODERATOR in person.roles
            conflicts = conflicts_on(reader, whole.record.case_id)
            assert blocks(person, whole.details.team, conflicts, not_these=(auditor,)) == []
    assert moderated > 20


def test_nobody_audits_a_team_they_manage(audits: list[WholeAudit], people: dict[UUID, Person]) -> None:
    assert not [whole for whole in audits if whole.details.team in people[whole.record.auditor_id].teams]


def test_whoever_owns_an_action_neither_closes_nor_extends_it(
    audits: list[WholeAudit], people: dict[UUID, Person]
) -> None:
    closed = extended = 0
    for whole in audits:
        for one in followed(whole.first.actions.values(), whole.of_audit):
            for taken in one.steps:
                step: Step = taken.step
                assert one.started_on is not None
                assert taken.on >= one.started_on
                if step.status is Status.COMPLETE or step.due is not None:
                    mine = owns(people[taken.by], one.action.owner, whole.details.team, whole.record.auditor_id)
                    assert not mine, (whole.record.lcs_number, one.action.owner, step)
                if step.status is Status.COMPLETE:
                    closed += 1
                    assert step.evidence_on is not None
                    assert one.started_on <= step.evidence_on <= taken.on
                if step.due is not None:
                    extended += 1
                    assert step.because
                    assert step.due > taken.on
    assert closed > 100
    assert extended > 10


def test_nobody_answers_their_own_reply_and_closed_audits_have_none_open(audits: list[WholeAudit]) -> None:
    replies = [(whole, one) for whole in audits for one in replies_in(whole.of_audit)]
    assert replies
    for whole, one in replies:
        assert one.key in whole.first.grades
        assert one.answer is None or one.answer.by != one.by
        assert whole.state is not State.CLOSED or not one.open


def test_what_was_moderated_is_complete(demo: Service, audits: list[WholeAudit], people: dict[UUID, Person]) -> None:
    done = 0
    for whole in audits:
        if whole.assignment is not None and whole.state not in (State.SUBMITTED, State.MODERATING):
            service = Service(demo.store, people[whole.assignment.moderator], demo.clock, demo.new_id)
            opened = open_audit(service, whole.record.id, Role.MODERATOR)
            assert opened.progress.complete, (whole.record.lcs_number, opened.progress.left)
            assert opened.open_finds == ()
            done += 1
    assert done > 20


def test_an_assignment_says_why_and_of_which_draw(audits: list[WholeAudit]) -> None:
    for whole in audits:
        for fact in whole.of_audit:
            if fact.kind is FactKind.MODERATION:
                asked = Assignment.from_body(fact.body or {})
                assert bool(asked.seed) is (asked.why == "random") is (asked.share > 0)
                assert asked.blind or asked.why == "requested"
                assert asked.as_body() == fact.body


def test_a_re_audit_is_somebody_elses_and_was_planned(
    demo: Service, audits: list[WholeAudit], people: dict[UUID, Person]
) -> None:
    by_id = {whole.record.id: whole for whole in audits}
    again = [whole for whole in audits if whole.details.after is not None]
    assert again
    for whole in again:
        assert whole.details.after is not None
        first = by_id[whole.details.after]
        assert first.record.lcs_number == whole.record.lcs_number
        assert first.record.auditor_id != whole.record.auditor_id
        plans = [fact.body for fact in first.of_audit if fact.kind is FactKind.IMPROVEMENT]
        assert plans
        assert (plans[-1] or {}).get("re_auditor") == str(whole.record.auditor_id)
        service = Service(demo.store, people[whole.record.auditor_id], demo.clock, demo.new_id)
        carried = carried_forward(service, whole.record.id)
        assert carried is not None
        assert carried.improve


def test_whoever_approves_in_a_round_is_not_the_auditor(demo: Service, people: dict[UUID, Person]) -> None:
    approvals = 0
    for of, _ in list_rounds(demo):
        for line in read_round(demo, of.id).lines:
            made = line.allocation
            approvers = [one.approver for one in made.extensions] + ([made.exempt.approver] if made.exempt else [])
            for approver in approvers:
                approvals += 1
                assert approver != made.auditor
                assert people[approver].roles & {Role.QA_LEAD, Role.TEAM_MANAGER}
            assert made.auditor is None or blocks(people[made.auditor], line.case.team, {}) == []
    assert approvals >= 3
