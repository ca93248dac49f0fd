"""The inadequate pathway and re-audits on a real store: who may, what is carried forward, then and now."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from store_builders import World, everything_left, new_audit, team

from auditor.audit.changes import Change
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import FactKind
from auditor.audit.improvement import Standing, months_in, re_audit_due
from auditor.audit.permissions import Role
from auditor.audit.then_and_now import Change as Changed
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.audits.improvement import keep_plan, list_pathways, read_pathway, set_re_audit_months
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.re_audit import (
    carried_forward,
    compare_then_and_now,
    find_re_audit,
    start_re_audit,
    to_re_audit,
)
from auditor.use_cases.audits.record import record
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.keeping.look_after_store import erasable_texts, verify_store
from auditor.use_cases.moderation.moderate import NotIndependentError
from auditor.use_cases.rounds.conflicts import add_conflict
from auditor.use_cases.service import Service

WORDS = "unmistakable words of the first audit"


def carry_out(service: Service, audit_id: UUID, grade: str = "inadequate", answer: str = "not_met") -> None:
    """Everything answered and graded alike, with an area for improvement and an action; submitted."""
    opened = open_audit(service, audit_id)
    changes = [
        replace(change, body={**change.body, "answer": answer}) if change.kind is FactKind.ANSWER else change
        for change in everything_left(opened, lambda _: grade)
    ]
    changes.append(Change(FactKind.FINDING, "improve", {"kind": "improve", "text": WORDS, "about": ""}))
    changes.append(
        Change(FactKind.ACTION, "a1", {"what": WORDS, "owner": "social worker", "due": "2026-12-20", "finding": ""})
    )
    record(service, opened, changes)
    submit_audit(service, audit_id)


@pytest.fixture
def inadequate(world: World) -> UUID:
    """Ada's audit, final and inadequate."""
    with closing(world.open("Ada")) as ada:
        audit_id = new_audit(ada, "9900001")
        carry_out(ada, audit_id)
    with closing(world.open("Sam")) as sam:
        finalise_audit(sam, audit_id)
    return audit_id


def person(service: Service, name: str) -> UUID:
    return next(one.id for one in service.people().values() if one.name == name)


def give(world: World, name: str, *roles: Role) -> None:
    with closing(world.open("Sam")) as sam:
        before = sam.people()[person(sam, name)]
        change_person(sam, replace(before, roles=frozenset(roles), teams=frozenset()))


# -- the pathway ------------------------------------------------------------------------------------------------------


def test_an_inadequate_grade_of_record_opens_the_pathway(world: World, inadequate: UUID) -> None:
    for name, sees in (("Sam", True), ("Ada", True), ("Tess", True), ("Mo", False)):
        with closing(world.open(name)) as service:
            assert [one.audit_id for one in list_pathways(service)] == ([inadequate] if sees else [])
    with closing(world.open("Sam")) as sam:
        one = read_pathway(sam, inadequate)
        assert (one.final_on, one.due, one.standing) == (date(2026, 11, 20), date(2027, 5, 20), Standing.NO_PLAN)
        reopen_audit(sam, inadequate, "a section was missed")
        assert list_pathways(sam) == []


def test_a_good_audit_is_not_on_it(world: World, finished_audit: UUID) -> None:
    with closing(world.open("Sam")) as sam, pytest.raises(InputError, match="not on the inadequate pathway"):
        read_pathway(sam, finished_audit)


def test_the_plan_is_kept_part_by_part_by_those_who_may(world: World, inadequate: UUID) -> None:
    with closing(world.open("Tess")) as tess:
        keep_plan(tess, inadequate, owner=" head of service ")
        assert keep_plan(tess, inadequate, plan="weekly oversight").standing is Standing.NO_PLAN
    with closing(world.open("Sam")) as sam:
        after = keep_plan(sam, inadequate, reviewed_on=date(2027, 1, 10), re_auditor=sam.person.id)
        assert after.plan is not None
        assert (after.plan.owner, after.plan.plan, after.plan.missing) == ("head of service", "weekly oversight", ())
        assert after.standing is Standing.PLANNED
        texts = [text.said for text in erasable_texts(sam, inadequate) if text.kind is FactKind.IMPROVEMENT]
        assert {"owner": "head of service", "plan": "weekly oversight"} in [dict(said) for said in texts]
        assert verify_store(sam).problems == ()
    for name in ("Ada", "Mo"):
        with closing(world.open(name)) as service, pytest.raises(NotPermittedError):
            keep_plan(service, inadequate, owner="me")


def test_the_first_auditor_and_who_does_not_audit_are_not_named(world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        with pytest.raises(InputError, match="carried out the first audit"):
            keep_plan(sam, inadequate, re_auditor=person(sam, "Ada"))
        with pytest.raises(UnknownIdError):
            keep_plan(sam, inadequate, re_auditor=person(sam, "Mo"))


def test_the_months_are_a_setting_of_the_qa_lead(world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        set_re_audit_months(sam, 3)
        assert read_pathway(sam, inadequate).due == date(2027, 2, 20)
        with pytest.raises(InputError):
            set_re_audit_months(sam, 0)
        world.clock.at += timedelta(days=100)
        assert list_pathways(sam)[0].overdue(sam.today())
    with closing(world.open("Tess")) as tess, pytest.raises(NotPermittedError):
        set_re_audit_months(tess, 3)
    assert re_audit_due(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_in({}) == 6


# -- starting one -----------------------------------------------------------------------------------------------------


def test_a_re_audit_starts_clean_with_what_is_to_be_looked_at(world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        again = start_re_audit(sam, inadequate, due=date(2026, 12, 20))
        opened = open_audit(sam, again)
        assert (opened.record.kind, opened.record.lcs_number) == ("re_audit", "9900001")
        assert (opened.details.after, opened.details.due) == (inadequate, date(2026, 12, 20))
        assert opened.examination == Examination()
        carried = carried_forward(sam, again)
        assert carried is not None
        assert [finding.text for finding in carried.improve] == [WORDS]
        assert [one.action.what for one in carried.actions] == [WORDS]
        assert list_pathways(sam)[0].standing is Standing.UNDER_WAY
        with pytest.raises(InputError, match="is under way"):
            start_re_audit(sam, inadequate)
        void_audit(sam, again, "a mistake")
        assert list_pathways(sam)[0].standing is Standing.NO_PLAN
        assert verify_store(sam).problems == ()


def test_the_first_auditor_does_not_audit_again(world: World, inadequate: UUID) -> None:
    with closing(world.open("Ada")) as ada, pytest.raises(NotIndependentError, match="cannot audit this case again"):
        start_re_audit(ada, inadequate)


def test_who_manages_the_team_or_has_a_conflict_does_not_audit_again(world: World, inadequate: UUID) -> None:
    with closing(world.open("Tom")) as tom, pytest.raises(NotIndependentError, match="cannot"):
        start_re_audit(tom, inadequate)
    with closing(world.open("Sam")) as sam:
        add_conflict(sam, "9900001", sam.person.id, "knows the family")
        with pytest.raises(NotIndependentError):
            start_re_audit(sam, inadequate)


def test_somebody_who_may_not_read_the_first_audit_has_to_be_named(world: World, inadequate: UUID) -> None:
    give(world, "Mo", Role.AUDITOR)
    with closing(world.open("Mo")) as mo:
        with pytest.raises(NotPermittedError) as caught:
            start_re_audit(mo, inadequate)
        assert WORDS not in str(caught.value)
        with pytest.raises(InputError, match="that you may audit again"):
            to_re_audit(mo, "9900001")
    with closing(world.open("Sam")) as sam:
        keep_plan(sam, inadequate, re_auditor=person(sam, "Mo"))
    with closing(world.open("Mo")) as mo:
        again = start_re_audit(mo, to_re_audit(mo, "9900001"))
        carried = carried_forward(mo, again)
        assert carried is not None
        assert carried.after == inadequate
        with pytest.raises(NotPermittedError):
            open_audit(mo, inadequate)  # of the first audit, only what is to be looked at
        with pytest.raises(InputError, match="once the re-audit is submitted"):
            compare_then_and_now(mo, again)


def test_only_what_stands_is_audited_again(world: World, finished_audit: UUID) -> None:
    give(world, "Mo", Role.AUDITOR, Role.QA_LEAD)
    with closing(world.open("Mo")) as mo:
        with pytest.raises(InputError, match="whose grade stands"):
            start_re_audit(mo, finished_audit)
        with pytest.raises(InputError, match="may audit again"):
            to_re_audit(mo, "9900001")
        finalise_audit(mo, finished_audit)
        for wrong in (date(2026, 11, 1), date(2027, 11, 1)):
            with pytest.raises(InputError, match="as-at date"):
                start_re_audit(mo, finished_audit, as_at=wrong)
    with closing(world.open("Tess")) as tess, pytest.raises(NotPermittedError, match="not set up as an auditor"):
        start_re_audit(tess, finished_audit)


def test_facts_of_before_have_no_link_and_are_read(service: Service) -> None:
    opened = open_audit(service, new_audit(service, "9900009"))
    body = opened.details.as_body()
    assert "after" not in body
    assert AuditDetails.from_body(body) == opened.details
    linked = replace(opened.details, after=UUID(int=1))
    assert AuditDetails.from_body(linked.as_body()) == linked
    assert carried_forward(service, opened.id) is None


# -- then and now -----------------------------------------------------------------------------------------------------


def test_then_and_now_per_question_and_grade(world: World, inadequate: UUID) -> None:
    world.clock.at += timedelta(days=170)
    with closing(world.open("Sam")) as sam:
        again = start_re_audit(sam, inadequate)
        carry_out(sam, again, "good", "met")
        found = compare_then_and_now(sam, again)
        assert {one.change for one in found.compared.criteria} <= {Changed.BETTER, Changed.NOT_COMPARABLE}
        assert found.compared.count(Changed.BETTER) > 20
        overall = found.compared.grades[-1]
        assert (overall.key, overall.then, overall.now, overall.change) == (
            OVERALL,
            "inadequate",
            "good",
            Changed.BETTER,
        )
        assert len(found.compared.grades) > 1
        assert find_re_audit(sam, "9900001") == find_re_audit(sam, str(inadequate)) == again
        assert list_pathways(sam)[0].standing is Standing.DONE
        with pytest.raises(InputError, match="follows no other"):
            compare_then_and_now(sam, inadequate)
    for name in ("Ada", "Mo", "Tess"):
        with closing(world.open(name)) as service, pytest.raises(NotPermittedError):
            compare_then_and_now(service, again)
    with closing(world.open("Sam")) as sam:
        reopen_audit(sam, inadequate, "a section was missed")
        with pytest.raises(InputError, match="cannot be shown"):
            compare_then_and_now(sam, again)
        assert carried_forward(sam, again) is None


def test_a_re_audit_that_is_inadequate_again_stays_on_the_pathway(world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        again = start_re_audit(sam, inadequate)
        carry_out(sam, again)
        assert list_pathways(sam)[0].standing is Standing.STILL_INADEQUATE


def test_a_re_audit_started_without_a_link_is_an_audit_like_any_other(world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        profile = open_audit(sam, inadequate).details.profile
        alone = start_audit(sam, lcs_number="9900002", team=team(sam), profile=profile, kind=AuditKind.RE_AUDIT)
        assert carried_forward(sam, alone) is None
        with pytest.raises(InputError):
            find_re_audit(sam, "9900003")
