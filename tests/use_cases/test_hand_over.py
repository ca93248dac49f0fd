"""A moderation that has begun is given to somebody else: who may, what it leaves, and what each of the two sees."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from moderation_builders import assigned, grades, moderate, person, second, submitted
from store_builders import PASSPHRASE, Template, World, another_lead, copy_of, finish, new_audit

from auditor.audit.changes import note
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.standards.load import Standards
from auditor.store.records import AuditFilter, AuditSummary
from auditor.store.vault import CHEAP
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, verify_store
from auditor.use_cases.moderation.agreement import show_agreement
from auditor.use_cases.moderation.compare_grades import open_comparison
from auditor.use_cases.moderation.listing import Waiting, list_moderation
from auditor.use_cases.moderation.moderate import (
    NotIndependentError,
    assign_moderation,
    hand_over,
    moderators,
    start_moderation,
    submit_moderation,
    to_moderate,
)
from auditor.use_cases.service import Service

WHY = "Mo is on sick leave"
SAID = "seen by the first of the two"


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


@pytest.fixture
def mo(world: World) -> Service:
    return world.open("Mo")


@pytest.fixture
def mia(world: World, sam: Service) -> Service:
    add_person(sam, "Mia", PASSPHRASE, {Role.MODERATOR}, cost=CHEAP)
    return world.open("Mia")


@pytest.fixture
def begun(world: World, mo: Service) -> UUID:
    """An audit by Ada, all good, that Mo has graded inadequate and not submitted."""
    audit = assigned(world)
    opened = start_moderation(mo, audit)
    opened = record(mo, opened, [note(OVERALL, SAID), *grades(opened, {}, "inadequate")])
    keep_draft(mo, opened, f"note:{OVERALL}", "and something half written")
    return audit


def summary(service: Service, audit_id: UUID) -> AuditSummary:
    with service.store.reading() as reader:
        found = reader.summary(audit_id)
    assert found is not None
    return found


def submit(service: Service, audit: UUID, other: dict[str, str] | None = None) -> OpenAudit:
    opened = start_moderation(service, audit)
    record(service, opened, grades(opened, other))
    return submit_moderation(service, audit, seen_first=False)


# -- who may ----------------------------------------------------------------------------------------------------------


def test_only_a_qa_lead_who_has_no_part_in_it_gives_it_away_and_only_while_it_goes_on(
    world: World, sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    for other in (mo, mia, another_lead(mo), world.open("Ada"), world.open("Tess")):
        with pytest.raises(NotPermittedError):
            hand_over(other, begun, mia.person.id, WHY)
    assert summary(sam, begun).state is State.MODERATING
    hand_over(sam, begun, mia.person.id, WHY)
    with pytest.raises(NotPermittedError):
        hand_over(sam, begun, mia.person.id, WHY)


def test_a_qa_lead_does_not_choose_who_reads_on_in_their_own_audit(sam: Service, mo: Service, mia: Service) -> None:
    own = new_audit(sam, "9900002")
    finish(sam, own)
    submit_audit(sam, own)
    assign_moderation(sam, own, Assignment(mo.person.id, Why.REQUESTED))
    start_moderation(mo, own)
    with pytest.raises(NotPermittedError, match="another QA lead does it"):
        hand_over(sam, own, mia.person.id, WHY)


def test_it_takes_a_reason_and_somebody_independent_who_had_it_not(
    sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    with pytest.raises(InputError, match="a reason is needed"):
        hand_over(sam, begun, mia.person.id, "  ")
    with pytest.raises(UnknownIdError):
        hand_over(sam, begun, person(sam, "Tess"), WHY)
    with pytest.raises(NotIndependentError, match="Mo moderates it now"):
        hand_over(sam, begun, mo.person.id, WHY)
    assert [(one.name, against) for one, against in moderators(sam, begun)] == [
        ("Mia", []),
        ("Mo", ["Mo moderates it now"]),
    ]
    hand_over(sam, begun, mia.person.id, WHY)
    with pytest.raises(NotIndependentError, match="Mo began it, and it was taken over"):
        assign_moderation(sam, begun, Assignment(mo.person.id, Why.REQUESTED))
    start_moderation(mia, begun)
    with pytest.raises(NotIndependentError):
        hand_over(sam, begun, mo.person.id, "Mo is back")


# -- what it leaves ---------------------------------------------------------------------------------------------------


def test_whoever_takes_over_begins_blind_and_clean_and_is_told_nothing_of_either(
    sam: Service, mia: Service, begun: UUID
) -> None:
    hand_over(sam, begun, mia.person.id, WHY, date(2026, 12, 24))
    found = summary(sam, begun)
    assert (found.state, found.moderator_id, found.blind, found.moderation_due) == (
        *(State.SUBMITTED, mia.person.id, True, date(2026, 12, 24)),
    )
    (row,) = list_moderation(mia, Waiting.MODERATE)
    assert (row.audit_id, row.overall, row.sections, row.moderation) == (begun, None, {}, None)
    for call in refusals(mia, begun):
        with pytest.raises(NotPermittedError):
            call()
    opened = start_moderation(mia, begun)
    examination = opened.examination
    assert (examination.grades, examination.notes, opened.drafts, opened.bookmark) == ({}, {}, {}, None)
    assert SAID not in repr(opened)
    assert WHY not in repr(opened)
    for call in refusals(mia, begun):
        with pytest.raises(NotPermittedError):
            call()


def refusals(service: Service, audit: UUID) -> list[Callable[[], object]]:
    return [
        lambda: open_audit(service, audit),
        lambda: open_comparison(service, audit),
        lambda: find_audit(service, "9900001"),
        lambda: export_audit(service, audit),
        lambda: erasable_texts(service, audit),
    ]


def test_why_it_was_picked_and_how_stay(world: World, sam: Service, mo: Service, mia: Service) -> None:
    audit = submitted(world)
    assign_moderation(sam, audit, Assignment(mo.person.id, Why.RANDOM, False, "a seed", 25, date(2026, 12, 1)))
    start_moderation(mo, audit)
    hand_over(sam, audit, mia.person.id, WHY)
    opened = submit(mia, audit)
    found = summary(sam, audit)
    assert (opened.state, found.moderation_due) == (State.FINAL, date(2026, 12, 1))
    assert found.moderation is not None
    assert (found.moderation.why, found.moderation.blind) == (Why.RANDOM, False)
    with sam.store.reading() as reader:
        standing = [fact for _, fact in reader.facts(audit) if fact.kind is FactKind.MODERATION]
    assert [(one.body or {})["seed"] for one in standing] == ["a seed", "a seed"]


def test_what_the_first_graded_is_kept_and_is_no_moderation(
    sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    hand_over(sam, begun, mia.person.id, WHY)
    opened = submit(mia, begun, {OVERALL: "outstanding"})
    assert opened.state is State.COMPARING
    comparison = open_comparison(sam, begun).comparison
    assert [(pair.key, pair.second.grade if pair.second else None) for pair in comparison.differences] == [
        (OVERALL, "outstanding")
    ]
    assert SAID not in repr(open_comparison(mia, begun))
    found = summary(sam, begun).moderation
    assert found is not None
    assert (found.moderator, found.pairs[OVERALL]) == (mia.person.id, ("good", "outstanding"))
    assert {pair for key, pair in found.pairs.items() if key != OVERALL} == {("good", "good")}
    with sam.store.reading() as reader:
        kept = [fact for _, fact in reader.facts(begun) if fact.by == mo.person.id and fact.kind is FactKind.NOTE]
    assert [(fact.body or {})["text"] for fact in kept] == [SAID]
    assert verify_store(sam).problems == ()


def test_it_counts_once_in_agreement_by_whoever_submitted(sam: Service, mia: Service, begun: UUID) -> None:
    before = repr(show_agreement(sam))
    hand_over(sam, begun, mia.person.id, WHY)
    assert repr(show_agreement(sam)) == before
    submit(mia, begun)
    with sam.store.reading() as reader:
        (one,) = reader.moderated_audits()
    assert one.moderation is not None
    assert (one.moderation.moderator, set(one.moderation.pairs.values())) == (mia.person.id, {("good", "good")})


def test_the_first_moderator_is_afterwards_as_anybody_else(
    mo: Service, sam: Service, mia: Service, begun: UUID
) -> None:
    hand_over(sam, begun, mia.person.id, WHY)

    def sees_nothing() -> None:
        assert to_moderate(mo) == []
        for which in Waiting:
            assert list(list_moderation(mo, which)) == []
        with mo.store.reading() as reader:
            assert reader.page(AuditFilter(readable_by=mo.person)) == []
            assert reader.page(AuditFilter(moderator=mo.person.id)) == []
        for call in (*refusals(mo, begun), lambda: second(mo, begun), lambda: start_moderation(mo, begun)):
            with pytest.raises((NotPermittedError, InputError)) as refusal:
                call()
            assert "good" not in str(refusal.value)
            assert "Ada" not in str(refusal.value)

    sees_nothing()
    start_moderation(mia, begun)
    sees_nothing()
    submit(mia, begun)
    assert summary(sam, begun).state is State.FINAL
    sees_nothing()


def test_a_window_that_the_first_moderator_left_open_saves_nothing_more(
    sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    opened = second(mo, begun)
    hand_over(sam, begun, mia.person.id, WHY)
    for _ in range(2):  # before the other has begun, and after: then it is being moderated again
        with pytest.raises(NotPermittedError, match="given to somebody else"):
            record(mo, opened, [note(OVERALL, "one more thing")])
        with pytest.raises(NotPermittedError, match="given to somebody else"):
            keep_draft(mo, opened, f"note:{OVERALL}", "one more thing")
        with pytest.raises(NotPermittedError):
            submit_moderation(mo, begun, seen_first=False, seen=opened)
        start_moderation(mia, begun)
    assert start_moderation(mia, begun).examination.notes == {}


def test_the_reason_and_what_the_first_wrote_can_be_erased(
    sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    hand_over(sam, begun, mia.person.id, WHY)
    texts = erasable_texts(sam, begun)
    said = {text for one in texts for text in one.said.values()}
    assert {WHY, SAID, "and something half written"} <= said
    for one in texts:
        if WHY in one.said.values():
            erase_text(sam, one.fact_id, "it named the illness")
    assert summary(sam, begun).moderator_id == mia.person.id
    assert summary(sam, begun).state is State.SUBMITTED
    assert verify_store(sam).problems == ()


def test_in_a_new_revision_the_first_moderator_may_be_asked_again(
    world: World, sam: Service, mo: Service, mia: Service, begun: UUID
) -> None:
    hand_over(sam, begun, mia.person.id, WHY)
    submit(mia, begun)
    reopen_audit(sam, begun, "a new record")
    with closing(world.open("Ada")) as ada:
        submit_audit(ada, begun)
    assign_moderation(sam, begun, Assignment(mo.person.id, Why.REQUESTED))
    opened = start_moderation(mo, begun)
    assert opened.examination.grades == {}
    assert moderate(world, begun).state is State.FINAL
    assert verify_store(sam).problems == ()


def test_a_bundle_carries_both_and_comes_to_the_same(
    sam: Service, mia: Service, begun: UUID, template_store: Template, tmp_path: Path, loaded_standards: Standards
) -> None:
    hand_over(sam, begun, mia.person.id, WHY)
    submit(mia, begun)
    elsewhere = copy_of(template_store, tmp_path / "other", loaded_standards)
    try:
        lead = elsewhere.open("Sam")
        import_audit(lead, export_audit(sam, begun), "bundle.json")
        assert summary(lead, begun).moderation == summary(sam, begun).moderation
        assert verify_store(lead).problems == ()
    finally:
        elsewhere.close()
