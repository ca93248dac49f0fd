"""What was typed in rounds, allocations, conflicts of interest and reports, and why a trend begins anew, something left
the store or was removed from it; and erasing it: a name in a reason, say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from auditor.audit.facts import Body, Fact, FactKind
from auditor.audit.round_cases import REMOVED
from auditor.audit.rounds import of_allocation
from auditor.errors import InputError
from auditor.store.scrub import scrub, scrubbing
from auditor.store.store import Reader
from auditor.use_cases.keeping.back_up import Copy, copies_since
from auditor.use_cases.keeping.look_after_store import ERASED
from auditor.use_cases.rounds.narrative import OF_THE_ROUND, heard_in
from auditor.use_cases.rounds.plan import one_round
from auditor.use_cases.service import Service, require_qa_lead

_REGISTERS = (FactKind.DISCLOSURE, FactKind.RELEASE, FactKind.RETENTION)
"""Each of their facts stands for something that happened: what is erased in one is put into no other in its place."""
_KINDS = (FactKind.ROUND, FactKind.ALLOCATION, FactKind.CONFLICT, FactKind.REBASE, *OF_THE_ROUND, *_REGISTERS)
_OF_REGISTERS = ("why", "reason")
_FIELDS = frozenset({"name", "reason", "replaced_because", "text", "what", "owner", "why"})
"""Where something typed stands in these facts, beside the reasons for which cases are kept."""


@dataclass(frozen=True)
class RoundText:
    """Something typed about a round, or beside audits and rounds, that is still in the store.

    Attributes:
        id: names it when it is erased.
        key: of its fact.
        about: the round, the round and its case, or the case and the person: the key with the case's LCS number in
            place of its id, or that the number was removed; a measure and a month; or the report, the audit or the
            removal.
        at: when it was first saved.
    """

    id: UUID
    kind: FactKind
    key: str
    about: str
    said: str
    at: datetime
    by: UUID


@dataclass(frozen=True)
class ErasedText:
    """What erasing did not reach: copies that left the store, and why words may still lie in its file."""

    copies: tuple[Copy, ...]
    traces: str


def round_texts(service: Service) -> list[RoundText]:
    """Every text beside those of audits that can be erased, oldest first; those that were replaced since too.

    Raises:
        NotPermittedError: only the QA lead erases.
    """
    require_qa_lead(service.person, "erase a text")
    with service.store.reading() as reader:
        return [text for text in _texts(reader).values() if not _withheld(reader, service, text)]


def _withheld(reader: Reader, service: Service, text: RoundText) -> bool:
    """Whether somebody else wrote it in the report of a round of which an audit is hidden from whoever works, or about
    such an audit.
    """
    if text.by == service.person.id:
        return False
    if text.kind is FactKind.DISCLOSURE:
        return text.key in {audit.hex for audit in reader.hidden_audits(service.person)}
    if text.kind not in OF_THE_ROUND:
        return False
    return heard_in(reader, service.person, one_round(reader, text.key.partition(":")[0])[0]).some_hidden


def _texts(reader: Reader) -> dict[UUID, RoundText]:
    facts = [(fact, list(_said_of(fact))) for fact in reader.rounds.every(_KINDS)]
    cases = {fact.id: case for fact, said in facts if said and (case := _case_of(fact)) is not None}
    numbers = reader.rounds.numbers(set(cases.values()))
    found: dict[UUID, RoundText] = {}
    for fact, texts in facts:
        case, about = cases.get(fact.id), fact.key
        if case is not None:
            about = fact.key.replace(case.hex, numbers.get(case, REMOVED))
        for said in texts:
            name = _name(fact, said)
            found.setdefault(name, RoundText(name, fact.kind, fact.key, about, said, fact.at, fact.by))
    return found


def _case_of(fact: Fact) -> UUID | None:
    if fact.kind is FactKind.ALLOCATION:
        return of_allocation(fact.key)[1]
    return UUID(fact.key.partition(":")[0]) if fact.kind is FactKind.CONFLICT else None


def _name(fact: Fact, said: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"{fact.kind.value}|{fact.key}|{said}")


def _said_of(fact: Fact) -> Iterator[str]:
    """What was typed in a fact: of a register the reason alone, as it holds tables and digests beside it."""
    body = fact.body or {}
    of_register = fact.kind in _REGISTERS
    yield from _said_in({name: body.get(name) for name in _OF_REGISTERS} if of_register else body)


def _said_in(value: Any, field: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            # Of the cases that are kept, every value is a reason.
            yield from _said_in(inner, "reason" if field == "kept" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _said_in(inner)
    elif isinstance(value, str) and field in _FIELDS and value not in ("", ERASED):
        yield value


def _without(value: Any, said: str, field: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _without(inner, said, "reason" if field == "kept" else name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, said) for inner in value]
    return ERASED if field in _FIELDS and value == said else value


def erase_round_text(service: Service, text_id: UUID, reason: str) -> ErasedText:
    """Erase a text in every version of its fact; what it stood beside, who was asked and until when, stays.

    Args:
        text_id: as :func:`round_texts` gives it.
        reason: one line on why; it is kept, so it must not repeat what is erased.

    Raises:
        InputError: no reason, or there is no such text (any more).
        NotPermittedError: only the QA lead erases.
    """
    require_qa_lead(service.person, "erase a text")
    if not reason.strip():
        raise InputError("To erase a text, a reason is needed.", "", "Type one line on why.")
    store = service.store
    with scrubbing(store), store.writing() as writer:
        text = _texts(writer).get(text_id)
        if text is None or _withheld(writer, service, text):
            raise InputError("There is no such text.", str(text_id), "See: auditor rounds texts")
        if text.said.strip().casefold() in reason.casefold():
            raise InputError("The reason repeats what is to be erased, and a reason is kept.", "", "Say it without.")
        versions = [fact for fact in writer.rounds.every([text.kind]) if fact.key == text.key]
        holding = [fact for fact in versions if text.said in _said_of(fact)]
        if text.kind not in _REGISTERS:
            stands = writer.rounds.standing(text.kind, text.key)[text.key]
            if stands.fact_id in {fact.id for fact in holding}:
                body: Body = _without(stands.body, text.said)
                writer.append([service.fact(text.kind, text.key, body, replaces=stands.fact_id)])
        for fact in holding:
            erasure: dict[str, Any] = {"reason": reason.strip()}
            if text.kind in _REGISTERS:
                erased = {name: ERASED for name in _OF_REGISTERS if (fact.body or {}).get(name) == text.said}
                erasure["kept"] = {**(fact.body or {}), **erased}
            writer.append([service.fact(FactKind.ERASURE, fact.id.hex, erasure)])
            writer.erase_body(fact.id)
        copies = copies_since(writer, store.folder, text.id, text.at)
    return ErasedText(copies, scrub(store))
