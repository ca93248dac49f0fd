"""Look after a store: verify it, rebuild its projections, erase a text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from auditor.audit.facts import KEPT_MARK, Fact, FactKind
from auditor.audit.permissions import require
from auditor.audit.states import Move
from auditor.audit.texts import ERASED as ERASED
from auditor.audit.texts import names_of
from auditor.errors import InputError
from auditor.store.ledger import Verification
from auditor.store.reader import Reader
from auditor.store.records import DraftRecord, UnfinishedRecord, beside_what
from auditor.store.scrub import scrub, scrubbing
from auditor.store.unfinished import line
from auditor.store.writer import Writer
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.keeping.back_up import Copy, copies_since
from auditor.use_cases.moderation.calibration_results import calibration_with, require_texts
from auditor.use_cases.service import Service, require_qa_lead


def verify_store(service: Service) -> Verification:
    """Recompute every digest, every chain and both projections.

    How much somebody recorded in an audit is left out for whoever must not know of it yet: of a chain that is hidden
    from the person working neither its end nor its facts are told. It is checked all the same.
    """
    with service.store.reading() as reader:
        found, hidden = reader.verify(), reader.hidden_audits(service.person)
    own = service.person.id
    heads = tuple(head for head in found.heads if head.chain not in hidden or head.person_id == own)
    told = sum(head.facts for head in heads)
    left_out = sum(head.facts for head in found.heads) - told
    return replace(found, facts=found.facts - left_out, heads=heads)


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
        draft: it is still being typed, and no fact yet.
    """

    fact_id: UUID
    kind: FactKind
    about: str
    said: Mapping[str, str]
    at: datetime
    by: UUID
    replaced: bool
    draft: bool = False


@dataclass(frozen=True)
class Erased:
    """What erasing a text did, and did not.

    Attributes:
        others: other versions of the same text that are still there and may hold the same words.
        copies: what is known to have left the store since it was typed, and still holds it.
        traces: why the words may still lie in the free space of the store's file until it is next opened, in a
            sentence; empty when they do not.
    """

    others: tuple[ErasableText, ...]
    copies: tuple[Copy, ...]
    traces: str


def erasable_texts(service: Service, audit_id: UUID) -> list[ErasableText]:
    """Every text of an audit that can be erased, oldest first; earlier versions of a replaced text too.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: only the QA lead erases; in a calibration in which they take part, once theirs is submitted.
    """
    with service.store.reading() as reader:
        _require_erasing(reader, service, audit_id)
        return texts_in(reader, audit_id)


def _require_erasing(reader: Reader, service: Service, audit_id: UUID) -> None:
    whole = read_whole(reader, audit_id)
    calibration = calibration_with(reader, audit_id) if whole.ownership.private else None
    if calibration is not None:
        require_texts(reader, service, calibration)
        return
    for move in (Move.READ, Move.ERASE):
        require(service.person, move, whole.state, whole.ownership)


def texts_in(reader: Reader, audit_id: UUID) -> list[ErasableText]:
    """Every text of an audit, inside a transaction of the caller's, who has asked for permission."""
    facts = [fact for _, fact in reader.facts(audit_id)]
    erased = {fact.key for fact in facts if fact.kind is FactKind.ERASURE}
    replaced = {fact.replaces for fact in facts}
    replaced |= {UUID(rival) for fact in facts for rival in (fact.body or {}).get("settles", ())}
    found = []
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.id)):
        said = said_in(fact)
        if said and fact.id.hex not in erased:
            found.append(ErasableText(fact.id, fact.kind, fact.key, said, fact.at, fact.by, fact.id in replaced))
    for typed in _typed_in(reader, audit_id):
        kind, about = _meant_by(typed)
        said = {"text": typed.text}
        found.append(ErasableText(typed.id, kind, about, said, typed.saved_at, typed.person_id, False, draft=True))
    return found


def _typed_in(reader: Reader, audit_id: UUID) -> list[DraftRecord | UnfinishedRecord]:
    """What is being typed, in an audit and in dialogues about it."""
    drafts = [draft for draft in reader.all_drafts() if draft.audit_id == audit_id]
    return [*drafts, *reader.unfinished_of(audit_id)]


def typed_in_rounds(service: Service) -> list[UnfinishedRecord]:
    """What is being typed about rounds, oldest first; :func:`erase_text` erases it by its id.

    Raises:
        NotPermittedError: only the QA lead erases.
    """
    require_qa_lead(service.person, "erase a text")
    with service.store.reading() as reader:
        hidden = reader.hidden_audits(service.person)
        typed = reader.unfinished_of(None)
        if not hidden:
            return typed
        # What others write in the report of a round speaks of its audits.
        rounds = {key.partition(":")[0] for key, _ in reader.rounds.allocations_of(hidden).values()}
        return [one for one in typed if one.person_id == service.person.id or one.key.partition(":")[0] not in rounds]


def erase_text(service: Service, text_id: UUID, reason: str) -> Erased:
    """Erase what one fact or one draft says: a name typed by mistake, say. That it was erased stays, and so does the
    fact itself. Afterwards the store's file is written anew, so that the words are not left in its free space.

    Args:
        text_id: as :func:`erasable_texts` or :func:`typed_in_rounds` gives it.
        reason: one line on why; it is kept, so it must not repeat what is erased.

    Raises:
        InputError: no reason, or no such text, or the fact holds none (any more).
        NotPermittedError: only the QA lead erases; see :func:`erasable_texts`.
    """
    if not reason.strip():
        raise InputError("To erase a text, a reason is needed.", "", "Type one line on why.")
    store = service.store
    with scrubbing(store), store.writing() as writer:
        draft: DraftRecord | UnfinishedRecord | None
        draft = next((draft for draft in writer.all_drafts() if draft.id == text_id), writer.ask(line, text_id))
        found = None if draft is not None else writer.fact(text_id)
        audit_id = draft.audit_id if draft is not None else found[0] if found is not None else None
        if audit_id is None and draft is None:
            raise InputError("There is no such text.", str(text_id), "List the audit's texts, and choose one.")
        if audit_id is None:
            require_qa_lead(service.person, "erase a text")
        else:
            _require_erasing(writer, service, audit_id)
        if draft is not None:
            meant, since = _meant_by(draft), draft.saved_at
            _erase_draft(writer, service, draft, reason.strip())
        else:
            assert found is not None
            assert audit_id is not None
            _, examination_id, fact = found
            meant, since = (fact.kind, fact.key), fact.at
            _erase_fact(writer, service, audit_id, fact, reason.strip())
            _erase_kept_in(writer, service, audit_id, fact)
            _erase_taken_from(writer, service, audit_id, fact)
            _drop_typed(writer, audit_id, examination_id, meant)
            refresh_summary(writer, audit_id)
        others = texts_in(writer, audit_id) if audit_id is not None else []
        copies = copies_since(writer, store.folder, audit_id or text_id, since)
    same = tuple(text for text in others if (text.kind, text.about) == meant)
    return Erased(same, copies, scrub(store))


def _erase_fact(writer: Writer, service: Service, audit_id: UUID, fact: Fact, reason: str) -> None:
    if fact.body is None:
        raise InputError("This text was erased already.", str(fact.id))
    said = said_in(fact)
    if not said:
        raise InputError("Only what someone typed can be erased.", f"This is a fact about: {fact.kind.value}.")
    _refuse_repeating(reason, said.values())
    # Grades and dates stand beside texts: they stay, so that erasing a name never changes a figure. Of what was kept
    # in a text nothing does: names could be tried on its digest.
    stays = None if fact.kind is FactKind.KEPT else {**fact.body, **dict.fromkeys(said, ERASED)}
    body = {"reason": reason, "kept": stays}
    writer.append([service.fact(FactKind.ERASURE, fact.id.hex, body, audit=audit_id)])
    writer.erase_body(fact.id)


def _erase_kept_in(writer: Writer, service: Service, audit_id: UUID, text: Fact) -> None:
    """Erase what its author had kept in a text that is erased, also where it was kept while it was a draft."""
    facts = [
        fact for _, fact in writer.facts(audit_id) if fact.kind is FactKind.KEPT and fact.body and fact.by == text.by
    ]
    names = names_of(text.kind, text.key)
    salts = {salt for name, _, salt in (fact.key.rpartition(KEPT_MARK) for fact in facts) if name in names}
    for fact in facts:
        if fact.key.rpartition(KEPT_MARK)[2] in salts:
            writer.append([service.fact(FactKind.ERASURE, fact.id.hex, {"reason": _WITH_ITS_TEXT}, audit=audit_id)])
            writer.erase_body(fact.id)


def _erase_taken_from(writer: Writer, service: Service, audit_id: UUID, text: Fact) -> None:
    """Erase what was quoted or shared of a text that is erased; nobody knows which words of it were meant."""
    taken = [
        fact
        for _, fact in writer.facts(audit_id)
        if fact.kind in (FactKind.QUOTE, FactKind.PRACTICE) and (fact.body or {}).get("source") == str(text.id)
    ]
    for fact in taken:
        if ERASED not in (fact.body or {}).values():
            body = {"reason": _TAKEN_FROM, "kept": None}
            writer.append([service.fact(FactKind.ERASURE, fact.id.hex, body, audit=audit_id)])
            writer.erase_body(fact.id)


def _erase_draft(writer: Writer, service: Service, draft: DraftRecord | UnfinishedRecord, reason: str) -> None:
    _refuse_repeating(reason, [draft.text])
    field = draft.field if isinstance(draft, DraftRecord) else f"{draft.kind}:{draft.key}"
    # It belongs to no chain of the audit: what was never recorded there is not missing there.
    body = {"reason": reason, "draft": field, "audit": draft.audit_id.hex if draft.audit_id else ""}
    writer.append([service.fact(FactKind.ERASURE, draft.id.hex, body)])
    _drop(writer, draft)


def _refuse_repeating(reason: str, said: Iterable[str]) -> None:
    if any(text.strip().casefold() in reason.casefold() for text in said):
        raise InputError("The reason repeats what is to be erased, and a reason is kept.", "", "Say it without.")


def erase_again(writer: Writer, audit_id: UUID) -> int:
    """After a bundle was read: what was erased where it comes from is erased here too, and what was erased here does
    not come back. Returns how many texts were erased; then :func:`auditor.store.scrub.scrub` is due.
    """
    rows = writer.fact_rows(audit_id)
    wanted = {UUID(row["key"]) for row in rows if row["kind"] == FactKind.ERASURE}
    held = [row for row in rows if row["id"] in wanted and row["body"] is not None]
    for row in held:
        writer.erase_body(row["id"])
        _drop_typed(writer, audit_id, row["examination_id"], (FactKind(row["kind"]), row["key"]))
    return len(held)


def _drop_typed(writer: Writer, audit_id: UUID, examination_id: UUID | None, meant: tuple[FactKind, str]) -> None:
    """Forget what was being typed for a kind and key: it repeats what is erased, or goes on from it.

    Args:
        examination_id: the examination of the fact that is erased; None: it is one of the audit as a whole.
    """
    for typed in _typed_in(writer, audit_id):
        elsewhere = isinstance(typed, DraftRecord) and typed.examination_id != examination_id
        if _meant_by(typed) == meant and not elsewhere:
            _drop(writer, typed)


def _drop(writer: Writer, typed: DraftRecord | UnfinishedRecord) -> None:
    if isinstance(typed, DraftRecord):
        writer.drop_draft(typed.examination_id, typed.field)
    else:
        writer.drop_unfinished(typed.id)


def _meant_by(typed: DraftRecord | UnfinishedRecord) -> tuple[FactKind, str]:
    """The kind and key that a draft will become a fact of; a part of it may be named: ``conversation-said:child``."""
    if isinstance(typed, UnfinishedRecord):
        return FactKind(typed.kind.partition("-")[0]), typed.key
    name, _, key = beside_what(typed.field).partition(":")
    return _DRAFTED.get(name.partition("-")[0], FactKind.NOTE), key


def said_in(fact: Fact) -> dict[str, str]:
    """What somebody typed in a fact, by the name of the field; empty when it holds no text."""
    body = fact.body or {}
    return {name: body[name] for name in _TEXTS.get(fact.kind, ()) if body.get(name)}


_WITH_ITS_TEXT = "The text in which it was kept was erased."
_TAKEN_FROM = "The text from which it was taken was erased."
_TEXTS: dict[FactKind, tuple[str, ...]] = {
    FactKind.ANSWER: ("reason",),
    FactKind.EVIDENCE: ("text",),
    FactKind.NOTE: ("text",),
    FactKind.GRADE: ("reason",),
    FactKind.CONVERSATION: ("why", "said", "follow_up"),
    FactKind.FINDING: ("text",),
    FactKind.ACTION: ("what", "owner"),
    FactKind.ADDED_ACTION: ("what", "owner"),
    FactKind.ACTION_STEP: ("note", "because", "evidence"),
    FactKind.DIFFERENCE: ("text",),
    FactKind.MOVE: ("reason",),
    FactKind.AGREEMENT: ("text",),
    FactKind.REPLY: ("text",),
    FactKind.REPLY_ANSWER: ("text",),
    FactKind.KEPT: ("reason",),
    FactKind.CONCERN: ("text", "told", "how", "response"),
    FactKind.IMPROVEMENT: ("owner", "plan"),
    FactKind.QUOTE: ("text", "why"),
    FactKind.PRACTICE: ("text", "why"),
}
"""What someone typed, in each kind of fact that holds a text."""
_DRAFTED = {**{kind.value: kind for kind in _TEXTS}, "reason": FactKind.GRADE}
"""What a draft's name begins with."""
