"""Facts are only added, every tampering is found and named, and an erasure takes one text and no figure."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from store_builders import World, finish
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import answer, evidence
from auditor.audit.facts import FactKind
from auditor.audit.states import Move
from auditor.store.engine import RefusedError, reading, writing
from auditor.store.ledger import Link
from auditor.store.tables import IMMUTABLE
from auditor.store.triggers import declared_triggers, recreate_statements
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.look_after_store import erase_text, verify_store
from auditor.use_cases.service import Service


def rows(service: Service, sql: str) -> list[Any]:
    with reading(service.store.engine) as connection:
        return list(connection.exec_driver_sql(sql))


def tamper(service: Service, *statements: str) -> None:
    """What somebody could do who holds the file and a passphrase: take the triggers off, and put them back."""
    with writing(service.store.engine) as connection:
        for name in declared_triggers():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=on")
        for statement in statements:
            connection.exec_driver_sql(statement)
        for statement in recreate_statements():
            connection.exec_driver_sql(statement)


def named(hex_id: str) -> str:
    return f"fact {UUID(hex_id)} "


# -- triggers ---------------------------------------------------------------------------------------------------------


def test_the_triggers_in_the_store_are_the_declared_ones(service: Service) -> None:
    found = rows(service, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert {name: sql for name, sql, *_ in found} == declared_triggers()


def test_every_table_of_facts_and_identities_is_guarded_twice() -> None:
    names = set(declared_triggers())
    assert {f"{table}_no_{event}" for table in (*IMMUTABLE, "fact_body") for event in ("update", "delete")} == names


@pytest.mark.parametrize("trigger", declared_triggers())
def test_each_trigger_refuses_and_changes_nothing(service: Service, finished_audit: UUID, trigger: str) -> None:
    table, event = re.fullmatch(r"(.*)_no_(update|delete)", trigger).groups()
    before = rows(service, f"SELECT * FROM {table}")
    assert before, "a trigger fires only where there is a row"
    column = rows(service, f"PRAGMA table_info({table})")[0][1]
    statement = f"DELETE FROM {table}" if event == "delete" else f"UPDATE {table} SET {column} = {column}"
    with pytest.raises(RefusedError) as refusal, writing(service.store.engine) as connection:
        connection.exec_driver_sql(statement)
    assert "never" in refusal.value.title or "only by an erasure" in refusal.value.title
    assert rows(service, f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("table", ["fact", "fact_body", "audit", "examination"])
def test_insert_or_replace_is_refused_too(service: Service, finished_audit: UUID, table: str) -> None:
    before = rows(service, f"SELECT * FROM {table}")
    with pytest.raises(RefusedError), writing(service.store.engine) as connection:
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
    assert rows(service, f"SELECT * FROM {table}") == before


# -- chains and digests -----------------------------------------------------------------------------------------------


def test_a_store_as_it_was_written_verifies(service: Service, finished_audit: UUID) -> None:
    found = verify_store(service)
    assert (found.problems, found.erased) == ((), 0)
    assert found.facts == rows(service, "SELECT count(*) FROM fact")[0][0]
    assert {(head.chain, head.person_id) for head in found.heads} == {
        (service.store.id, service.person.id),
        (finished_audit, service.person.id),
    }
    assert sum(head.facts for head in found.heads) == found.facts


def test_each_person_has_a_chain_of_their_own_in_each_audit(world: World, service: Service) -> None:
    ada = world.open("Ada")
    audit_id = new_audit_of(ada)
    finish(ada, audit_id)
    note_id = record_evidence(ada, audit_id, "with a name")
    erase_text(service, note_id, "a name")
    chains = {head.person_id: head.facts for head in verify_store(service).heads if head.chain == audit_id}
    assert chains[service.person.id] == 1
    assert chains[ada.person.id] > 50


def record_evidence(service: Service, audit_id: UUID, text: str, place: int = 0) -> UUID:
    opened = open_audit(service, audit_id)
    key = list(opened.scope.asked)[place]
    return record(service, opened, [evidence(key, text)]).heads[FactKind.EVIDENCE, key]


def test_the_same_words_twice_have_two_digests(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    first, second = (record_evidence(service, audit_id, "panel of 2 May", place) for place in (0, 1))
    digests = rows(service, f"SELECT body_digest FROM fact WHERE id IN ('{first.hex}', '{second.hex}')")
    assert len(set(digests)) == 2


def test_facts_of_two_chains_are_not_appended_together(service: Service, finished_audit: UUID) -> None:
    setting = service.fact(FactKind.SETTING, "a", {"value": 1})
    move = service.fact(FactKind.MOVE, Move.CLOSE, {}, audit=finished_audit)
    with pytest.raises(ValueError, match="two chains"), service.store.writing() as writer:
        writer.append([setting, move])


def test_a_fact_that_does_not_follow_the_chain_s_end_cannot_be_added(service: Service, finished_audit: UUID) -> None:
    with service.store.reading() as reader:
        end = reader.chain_end(finished_audit, service.person.id)
    fact = service.fact(FactKind.MOVE, Move.CLOSE, {}, audit=finished_audit)
    with pytest.raises(Exception, match="refused") as refusal, service.store.writing() as writer:
        writer.append([fact], Link(end.seq - 1, end.entry_hash))
    assert "fact.seq" in str(refusal.value)
    assert verify_store(service).problems == ()


# -- tampering --------------------------------------------------------------------------------------------------------

MIDDLE = "SELECT id, seq FROM fact WHERE kind = 'answer' ORDER BY seq LIMIT 1 OFFSET 5"
CHANGES = {
    "key": "'ps01.other'",
    "kind": "'note'",
    "at": "'2026-01-01T00:00:00.000000Z'",
    "replaces": "id",
    "examination_id": "NULL",
    "body_digest": "replace(body_digest, substr(body_digest, 1, 1), 'x')",
    "previous": "entry_hash",
    "entry_hash": "body_digest",
    "format": "2",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_header_is_found(service: Service, finished_audit: UUID, column: str) -> None:
    fact, _ = rows(service, MIDDLE)[0]
    tamper(service, f"UPDATE fact SET {column} = {CHANGES[column]} WHERE id = '{fact}'")
    problems = verify_store(service).problems
    assert any(problem.startswith(named(fact)) for problem in problems)


def test_a_fact_given_to_somebody_else_is_found(world: World, service: Service, finished_audit: UUID) -> None:
    fact, _ = rows(service, MIDDLE)[0]
    other = world.open("Ada").person.id
    tamper(service, f"UPDATE fact SET person_id = '{other.hex}' WHERE id = '{fact}'")
    assert any(problem.startswith(named(fact)) for problem in verify_store(service).problems)


@pytest.mark.parametrize("change", ["body = replace(body, 'met', 'not_met')", "salt = x'00'", "body = 'not even JSON'"])
def test_a_changed_body_is_found(service: Service, finished_audit: UUID, change: str) -> None:
    fact, _ = rows(service, MIDDLE)[0]
    tamper(service, f"UPDATE fact_body SET {change} WHERE fact_id = '{fact}'")
    problems = verify_store(service).problems
    assert any(problem.startswith(named(fact)) and "its text was changed" in problem for problem in problems)


def test_a_removed_text_is_found(service: Service, finished_audit: UUID) -> None:
    fact, _ = rows(service, MIDDLE)[0]
    tamper(service, f"DELETE FROM fact_body WHERE fact_id = '{fact}'")
    found = verify_store(service)
    assert found.erased == 0
    assert any(problem.startswith(named(fact)) and "no erasure permits" in problem for problem in found.problems)


def test_a_removed_fact_is_found_by_the_one_after_it(service: Service, finished_audit: UUID) -> None:
    fact, seq = rows(service, MIDDLE)[0]
    after = rows(service, f"SELECT id FROM fact WHERE seq = {seq + 1} AND audit_id IS NOT NULL")[0][0]
    tamper(service, f"DELETE FROM fact_body WHERE fact_id = '{fact}'", f"DELETE FROM fact WHERE id = '{fact}'")
    problems = verify_store(service).problems
    assert any(problem.startswith(named(after)) and "are missing" in problem for problem in problems)


def test_reordered_facts_are_found(service: Service, finished_audit: UUID) -> None:
    fact, seq = rows(service, MIDDLE)[0]
    after = rows(service, f"SELECT id FROM fact WHERE seq = {seq + 1} AND audit_id IS NOT NULL")[0][0]
    tamper(
        service,
        f"UPDATE fact SET seq = 100000 WHERE id = '{fact}'",
        f"UPDATE fact SET seq = {seq} WHERE id = '{after}'",
        f"UPDATE fact SET seq = {seq + 1} WHERE id = '{fact}'",
    )
    problems = verify_store(service).problems
    for moved in (fact, after):
        assert any(problem.startswith(named(moved)) for problem in problems)


def test_without_its_details_an_audit_is_named_and_the_rest_still_checked(
    service: Service, finished_audit: UUID, new_audit: Callable[..., UUID]
) -> None:
    new_audit()
    details = f"SELECT id FROM fact WHERE kind = 'details' AND audit_id = '{finished_audit.hex}'"
    fact = rows(service, details)[0][0]
    tamper(service, f"DELETE FROM fact_body WHERE fact_id = '{fact}'")
    problems = verify_store(service).problems
    assert f"the facts of audit {finished_audit} cannot be put together" in problems
    assert not any("summary" in problem for problem in problems)


def test_a_changed_checklist_is_found(service: Service, finished_audit: UUID) -> None:
    tamper(service, "UPDATE checklist SET content = replace(content, 'Is ', 'Was ')")
    assert any("the stored content of checklist" in problem for problem in verify_store(service).problems)


# -- erasure ----------------------------------------------------------------------------------------------------------


def test_an_erasure_permits_that_body_and_no_other(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    first, second = (record_evidence(service, audit_id, text, place) for place, text in enumerate(("a", "b")))
    with service.store.writing() as writer:
        writer.append([service.fact(FactKind.ERASURE, first.hex, {"reason": "a name"}, audit=audit_id)])
    with pytest.raises(RefusedError), service.store.writing() as writer:
        writer.erase_body(second)
    with service.store.writing() as writer:
        writer.erase_body(first)
    left = {fact for (fact,) in rows(service, "SELECT fact_id FROM fact_body")}
    assert first.hex not in left
    assert second.hex in left


def test_erased_is_said_erased_and_not_broken(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    before = verify_store(service)
    fact = record_evidence(service, audit_id, "Mary told me")
    erase_text(service, fact, "a name")
    found = verify_store(service)
    assert (found.erased, found.problems) == (1, ())
    assert found.facts == before.facts + 2
    with service.store.reading() as reader:
        assert reader.fact(fact)[2].body is None


def test_a_text_put_back_after_its_erasure_is_found(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    fact = record_evidence(service, audit_id, "Mary told me")
    erase_text(service, fact, "a name")
    tamper(service, f"INSERT INTO fact_body VALUES ('{fact.hex}', x'00', '{{\"text\":\"other\"}}')")
    assert any(problem.startswith(named(fact.hex)) for problem in verify_store(service).problems)


def test_answers_are_facts_that_replace_one_another(service: Service, new_audit: Callable[..., UUID]) -> None:
    opened = open_audit(service, new_audit())
    key = next(iter(opened.scope.asked))
    for given in ("met", "not_met", "met"):
        opened = record(service, opened, [answer(key, given)])
    with service.store.reading() as reader:
        facts = [fact for _, fact in reader.facts(opened.id) if fact.kind is FactKind.ANSWER]
    assert [fact.body["answer"] for fact in facts] == ["met", "not_met", "met"]
    assert [fact.replaces for fact in facts] == [None, facts[0].id, facts[1].id]
