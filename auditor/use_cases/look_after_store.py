"""Look after a store: verify it, rebuild its projections, erase a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.states import Move, require
from auditor.errors import InputError
from auditor.store.ledger import Verification
from auditor.use_cases.open_audit import read_audit
from auditor.use_cases.service import Service
from auditor.use_cases.start_audit import refresh_summary


def verify_store(service: Service) -> Verification:
    """Recompute every digest, every chain and both projections."""
    with service.store.reading() as reader:
        return reader.verify()


def rebuild_projections(service: Service) -> int:
    """Make the summaries and the counters anew from the facts; returns how many audits there are."""
    with service.store.writing() as writer:
        summaries = list(writer.summaries_from_facts())
        writer.replace_projections(summaries)
    return len(summaries)


@dataclass(frozen=True)
class ErasableText:
    """Something typed that is still in the store.

    Attributes:
        fact_id: names it when it is erased.
        about: the key of its fact: a question, a section, whom was spoken with, a finding's id; may be empty.
        said: what was typed, by the name of the field.
        at: when it was saved.
        by: who typed it.
        replaced: a later version stands in its place; it holds its words all the same.
    """

    fact_id: UUID
    kind: FactKind
    about: str
    said: Mapping[str, str]
    at: datetime
    by: UUID
    replaced: bool


def erasable_texts(service: Service, audit_id: UUID) -> list[ErasableText]:
    """Every text of an audit that can be erased, oldest first; earlier versions of a replaced text too.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: only the QA lead erases.
    """
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
        require(service.person, Move.ERASE, opened.state, opened.ownership)
        facts = [fact for _, fact in reader.facts(audit_id)]
    erased = {fact.key for fact in facts if fact.kind is FactKind.ERASURE}
    replaced = {fact.replaces for fact in facts}
    replaced |= {UUID(rival) for fact in facts for rival in (fact.body or {}).get("settles", ())}
    found = []
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.id)):
        body = fact.body or {}
        said = {name: body[name] for name in _TEXTS.get(fact.kind, ()) if body.get(name)}
        if said and fact.id.hex not in erased:
            found.append(ErasableText(fact.id, fact.kind, fact.key, said, fact.at, fact.by, fact.id in replaced))
    return found


def erase_text(service: Service, fact_id: UUID, reason: str) -> None:
    """Erase what one fact says: a name typed by mistake, say. The fact itself, and that it was erased, stay.

    Raises:
        InputError: no reason, or no such fact, or it holds no text (any more).
        NotPermittedError: only the QA lead erases.
    """
    if not reason.strip():
        raise InputError("To erase a text, a reason is needed.", "", "Type one line on why.")
    with service.store.writing() as writer:
        found = writer.fact(fact_id)
        if found is None or found[0] is None:
            raise InputError("There is no such text.", str(fact_id), "List the audit's texts, and choose one.")
        audit_id, examination_id, fact = found
        assert audit_id is not None
        opened = read_audit(writer, service, audit_id)
        require(service.person, Move.ERASE, opened.state, opened.ownership)
        if fact.body is None:
            raise InputError("This text was erased already.", str(fact_id))
        if not any(fact.body.get(name) for name in _TEXTS.get(fact.kind, ())):
            raise InputError("Only what someone typed can be erased.", f"This is a fact about: {fact.kind.value}.")
        # Grades and dates stand beside texts: they stay, so that erasing a name never changes a figure.
        kept = {**fact.body, **{name: ERASED for name in _TEXTS[fact.kind] if fact.body.get(name)}}
        body = {"reason": reason.strip(), "kept": kept}
        writer.append([service.fact(FactKind.ERASURE, fact_id.hex, body, audit=audit_id)])
        writer.erase_body(fact_id)
        if examination_id is not None:
            writer.drop_draft(examination_id, f"{fact.kind.value}:{fact.key}")
        refresh_summary(writer, audit_id)


ERASED = "[erased]"
"""Stands where a text was erased."""
_TEXTS: dict[FactKind, tuple[str, ...]] = {
    FactKind.EVIDENCE: ("text",),
    FactKind.NOTE: ("text",),
    FactKind.GRADE: ("reason",),
    FactKind.CONVERSATION: ("why", "said", "follow_up"),
    FactKind.FINDING: ("text",),
    FactKind.ACTION: ("what", "owner"),
    FactKind.DIFFERENCE: ("text",),
    FactKind.MOVE: ("reason",),
}
"""What someone typed, in each kind of fact that holds a text."""
