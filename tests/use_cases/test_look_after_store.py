"""Erasing a text takes the words and leaves every figure; only the QA lead does it, and says why."""

from collections.abc import Callable
from uuid import UUID

import pytest
from store_builders import World, finish
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import Change, answer, evidence
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError
from auditor.store.engine import writing
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.keeping.look_after_store import ERASED, erase_text, rebuild_projections, verify_store
from auditor.use_cases.service import Service

NAME = "Mary Unmistakable"


def graded(service: Service, opened: OpenAudit, grade: str, reason: str) -> OpenAudit:
    body = {"grade": grade, "suggested": None, "reason": reason}
    return record(service, opened, [Change(FactKind.GRADE, OVERALL, body)])


def figures(service: Service) -> object:
    with service.store.reading() as reader:
        return reader.counters(AuditFilter(), by=("measure", "month"))


TEXTS = {
    FactKind.EVIDENCE: {"text": NAME},
    FactKind.NOTE: {"text": NAME},
    FactKind.GRADE: {"grade": "good", "suggested": None, "reason": NAME},
    FactKind.CONVERSATION: {"outcome": "spoken", "on": "2026-11-01", "said": NAME, "why": "", "follow_up": NAME},
    FactKind.FINDING: {"kind": "strength", "text": NAME, "about": ""},
    FactKind.ACTION: {"what": NAME, "owner": NAME, "due": "2026-12-01", "finding": ""},
    FactKind.DIFFERENCE: {"text": NAME},
}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_kind_of_text_can_be_erased_and_what_stands_beside_it_stays(
    service: Service, finished_audit: UUID, kind: FactKind
) -> None:
    opened = reopen_audit(service, finished_audit, "to correct it")
    first_criterion = next(iter(opened.scope.asked))
    key = {
        FactKind.EVIDENCE: first_criterion,
        FactKind.CONVERSATION: "worker",
        FactKind.FINDING: "strength",
        FactKind.ACTION: "a1",
        FactKind.DIFFERENCE: "",
    }.get(kind, OVERALL)
    body = dict(TEXTS[kind])
    if kind is FactKind.DIFFERENCE:
        body["choice"] = opened.checklist.scale.difference.choices[0].id
    opened = record(service, opened, [Change(kind, key, body)])
    keep_draft(service, opened, f"{kind.value}:{key}", f"{NAME} again")
    submit_audit(service, finished_audit)
    before = figures(service)
    fact = opened.heads[kind, key]
    erase_text(service, fact, "a name")
    after = open_audit(service, finished_audit)
    assert figures(service) == before
    assert after.progress.complete
    assert after.examination.value(kind, key) == {
        **opened.examination.value(kind, key),
        **{name: ERASED for name, said in body.items() if isinstance(said, str) and NAME in said},
    }
    with service.store.reading() as reader:
        everything = repr(reader.facts(finished_audit)) + repr(reader.drafts(opened.examination_id))
    assert NAME not in everything
    found = verify_store(service)
    assert (found.erased, found.problems) == (1, ())
    with pytest.raises(InputError, match="erased already"):
        erase_text(service, fact, "a name")


def test_erasing_the_reason_of_the_first_grade_keeps_that_it_was_first(
    service: Service, new_audit: Callable[..., UUID]
) -> None:
    opened = graded(service, open_audit(service, new_audit()), "inadequate", NAME)
    first = opened.heads[FactKind.GRADE, OVERALL]
    opened = graded(service, opened, "good", "on reflection")
    erase_text(service, first, "a name")
    given = open_audit(service, opened.id).examination.grades[OVERALL]
    assert (given.first, given.grade, given.reason) == ("inadequate", "good", "on reflection")


def test_the_reason_of_a_move_can_be_erased_and_the_move_stands(service: Service, finished_audit: UUID) -> None:
    reopen_audit(service, finished_audit, NAME)
    submit_audit(service, finished_audit)
    with service.store.reading() as reader:
        moves = [fact for _, fact in reader.facts(finished_audit) if fact.key == "reopen"]
    erase_text(service, moves[0].id, "a name")
    assert open_audit(service, finished_audit).state is State.SUBMITTED
    assert verify_store(service).problems == ()
    with service.store.reading() as reader:
        assert reader.summary(finished_audit).revision == 2
        assert [fact.body for _, fact in reader.facts(finished_audit) if fact.key == "reopen"] == [{"reason": ERASED}]


def test_what_is_not_a_text_is_not_erased(service: Service, finished_audit: UUID) -> None:
    opened = open_audit(service, finished_audit)
    given = next(head for (kind, _), head in opened.heads.items() if kind is FactKind.ANSWER)
    for fact in (given, opened.heads[FactKind.DETAILS, ""], opened.heads[FactKind.MOVE, "submit"]):
        with pytest.raises(InputError, match="Only what someone typed"):
            erase_text(service, fact, "why")
    with pytest.raises(InputError, match="no such text"):
        erase_text(service, UUID(int=9), "why")
    assert verify_store(service).erased == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(service: Service, finished_audit: UUID, reason: str) -> None:
    head = open_audit(service, finished_audit).heads[FactKind.GRADE, OVERALL]
    with pytest.raises(InputError, match="a reason is needed"):
        erase_text(service, head, reason)


def test_only_the_lead_erases_not_even_the_author(world: World) -> None:
    ada = world.open("Ada")
    opened = open_audit(ada, new_audit_of(ada))
    key = next(iter(opened.scope.asked))
    fact = record(ada, opened, [evidence(key, NAME)]).heads[FactKind.EVIDENCE, key]
    for name in ("Ada", "Tom", "Mo", "Tess"):
        with pytest.raises(NotPermittedError):
            erase_text(world.open(name), fact, "a name")
    assert open_audit(ada, opened.id).examination.evidence == {key: NAME}
    erase_text(world.open("Sam"), fact, "a name")
    assert open_audit(ada, opened.id).examination.evidence == {key: ERASED}


def test_rebuilding_counts_the_audits_and_mends_what_drifted(
    service: Service, finished_audit: UUID, new_audit: Callable[..., UUID]
) -> None:
    opened = finish(service, new_audit())
    record(service, opened, [answer(next(iter(opened.scope.asked)), "not_met")])
    void_audit(service, new_audit(), "the wrong case")
    right = figures(service)
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM audit_summary")
        connection.exec_driver_sql("UPDATE measure_counter SET inadequate = 7")
    assert verify_store(service).problems
    assert rebuild_projections(service) == 3
    assert verify_store(service).problems == ()
    assert figures(service) == right
