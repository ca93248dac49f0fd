"""Moving an audit on: what it takes, who may, and what is left of what was before."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from store_builders import World, another_lead, finish
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import Change, answer
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.move_audit import (
    NotCompleteError,
    finalise_audit,
    lcs_text,
    mark_entered_on_lcs,
    reopen_audit,
    submit_audit,
    void_audit,
)
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.service import Service

NewAudit = Callable[..., UUID]


def counted(service: Service) -> int:
    with service.store.reading() as reader:
        return reader.count(AuditFilter(counted=True))


def test_an_audit_that_is_not_done_cannot_be_submitted_and_says_what_is_left(
    service: Service, new_audit: NewAudit
) -> None:
    audit = new_audit()
    with pytest.raises(NotCompleteError) as refusal:
        submit_audit(service, audit)
    left = len(open_audit(service, audit).progress.left)
    assert refusal.value.title == f"{left} things are left before this audit can be submitted."
    assert f"and {left - 20} more" in refusal.value.detail
    assert refusal.value.detail.count("\n- ") == 20
    assert open_audit(service, audit).state is State.DRAFT


def test_one_thing_left_is_enough_to_refuse(service: Service, new_audit: NewAudit) -> None:
    audit = new_audit()
    opened = finish(service, audit)
    record(service, opened, [Change(FactKind.GRADE, OVERALL, {"grade": None, "suggested": None, "reason": ""})])
    with pytest.raises(NotCompleteError, match="1 things") as refusal:
        submit_audit(service, audit)
    assert refusal.value.detail == "- No overall grade yet"


def test_submitting_counts_the_audit_and_closes_it(service: Service, new_audit: NewAudit) -> None:
    audit = new_audit()
    finish(service, audit)
    opened = submit_audit(service, audit)
    assert (opened.state, opened.read_only, counted(service)) == (State.SUBMITTED, True, 1)
    assert opened.submitted is not None
    with pytest.raises(NotPermittedError):
        submit_audit(service, audit)


def test_reopening_is_a_new_revision_that_counts_again_when_submitted(service: Service, finished_audit: UUID) -> None:
    before = open_audit(service, finished_audit)
    opened = reopen_audit(service, finished_audit, " to correct it ")
    assert (opened.state, opened.read_only, counted(service)) == (State.DRAFT, False, 0)
    assert opened.examination == before.examination
    assert opened.submitted is None
    finish(service, finished_audit, "inadequate")
    again = submit_audit(service, finished_audit)
    assert again.examination.grades[OVERALL].grade == "inadequate"
    assert again.examination.grades[OVERALL].first == "good"
    with service.store.reading() as reader:
        assert reader.summary(finished_audit).revision == 2
        moves = [fact for _, fact in reader.facts(finished_audit) if fact.kind is FactKind.MOVE]
    assert [(fact.key, fact.body.get("reason")) for fact in moves] == [
        ("submit", None),
        ("reopen", "to correct it"),
        ("submit", None),
    ]


def test_a_void_audit_counts_nowhere_and_is_kept(service: Service, finished_audit: UUID) -> None:
    opened = void_audit(service, finished_audit, "the wrong case")
    assert (opened.state, opened.read_only, counted(service)) == (State.VOID, True, 0)
    assert opened.examination.answers
    for move in (lambda: submit_audit(service, finished_audit), lambda: reopen_audit(service, finished_audit, "why")):
        with pytest.raises(NotPermittedError):
            move()


def test_a_final_audit_cannot_be_voided_any_more(service: Service, finished_audit: UUID) -> None:
    assert finalise_audit(another_lead(service), finished_audit).state is State.FINAL
    with pytest.raises(NotPermittedError):
        void_audit(service, finished_audit, "why")
    assert counted(service) == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_voiding_and_reopening_need_a_reason(service: Service, finished_audit: UUID, reason: str) -> None:
    for move in (void_audit, reopen_audit):
        with pytest.raises(InputError, match="a reason is needed"):
            move(service, finished_audit, reason)
    assert open_audit(service, finished_audit).state is State.SUBMITTED


def test_moves_keep_their_order_when_the_clock_goes_back(world: World, service: Service, finished_audit: UUID) -> None:
    world.clock.at -= timedelta(days=30)
    assert reopen_audit(service, finished_audit, "why").state is State.DRAFT
    assert submit_audit(service, finished_audit).state is State.SUBMITTED
    world.clock.at -= timedelta(days=30)
    assert finalise_audit(another_lead(service), finished_audit).state is State.FINAL
    assert verify_store(service).problems == ()


# -- LCS --------------------------------------------------------------------------------------------------------------


def test_the_entry_for_lcs_is_there_once_it_is_submitted(service: Service, new_audit: NewAudit) -> None:
    audit = new_audit()
    with pytest.raises(InputError, match="no entry"):
        lcs_text(finish(service, audit))
    text = lcs_text(submit_audit(service, audit))
    assert text.startswith("Case file audit (full audit), 20/11/2026.")
    assert "- one strength" in text
    with pytest.raises(InputError, match="no entry"):
        lcs_text(reopen_audit(service, audit, "why"))


def test_the_day_of_the_entry_is_noted_and_corrected(service: Service, finished_audit: UUID) -> None:
    mark_entered_on_lcs(service, finished_audit, date(2026, 11, 19))
    opened = mark_entered_on_lcs(service, finished_audit, date(2026, 11, 20))
    assert opened.lcs_entered_on == "2026-11-20"
    with service.store.reading() as reader:
        assert reader.summary(finished_audit).lcs_entered_on == date(2026, 11, 20)
        assert reader.count(AuditFilter(not_on_lcs=True)) == 0
    assert verify_store(service).problems == ()


def test_a_day_to_come_and_an_audit_not_submitted_are_refused(
    service: Service, finished_audit: UUID, new_audit: NewAudit
) -> None:
    with pytest.raises(InputError, match="not come yet"):
        mark_entered_on_lcs(service, finished_audit, date(2026, 11, 21))
    with pytest.raises(NotPermittedError):
        mark_entered_on_lcs(service, new_audit(), date(2026, 11, 19))


# -- who may ----------------------------------------------------------------------------------------------------------


def test_only_the_owner_submits_and_not_even_the_lead_for_them(world: World) -> None:
    ada = world.open("Ada")
    audit = new_audit_of(ada)
    finish(ada, audit)
    for name in ("Sam", "Tom", "Mo", "Tess"):
        with pytest.raises(NotPermittedError):
            submit_audit(world.open(name), audit)
    assert submit_audit(ada, audit).state is State.SUBMITTED


def test_the_owner_voids_a_draft_and_the_lead_everything_else(world: World) -> None:
    ada, lead = world.open("Ada"), world.open("Sam")
    audit = new_audit_of(ada)
    opened = finish(ada, audit)
    with pytest.raises(NotPermittedError):
        void_audit(world.open("Tom"), audit, "why")
    submit_audit(ada, audit)
    for forbidden in (void_audit, reopen_audit):
        with pytest.raises(NotPermittedError):
            forbidden(ada, audit, "why")
    with pytest.raises(NotPermittedError):
        finalise_audit(ada, audit)
    assert reopen_audit(lead, audit, "why").state is State.DRAFT
    with pytest.raises(NotPermittedError):
        record(lead, opened, [answer(next(iter(opened.scope.asked)), "met")])
    assert void_audit(ada, audit, "why").state is State.VOID
