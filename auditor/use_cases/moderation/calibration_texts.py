"""What was typed in a calibration, and erasing it: its name, and every text of the audits that people carried out."""

from uuid import NAMESPACE_OID, UUID, uuid5

from auditor.audit.calibration import Calibration
from auditor.audit.facts import Fact, FactKind
from auditor.errors import InputError
from auditor.store.scrub import scrub, scrubbing
from auditor.store.store import Reader
from auditor.use_cases.keeping.back_up import copies_since
from auditor.use_cases.keeping.look_after_store import ERASED, ErasableText, Erased, erase_text, texts_in
from auditor.use_cases.moderation.calibration_results import all_in, audits_ever, known_in, require_texts
from auditor.use_cases.service import Service, require_qa_lead


def calibration_texts(service: Service, calibration_id: str) -> list[ErasableText]:
    """Every text of a calibration that can be erased: its name, then those of its audits, oldest first.

    No grade and no answer is told.

    Raises:
        NotPermittedError: only the QA lead erases, and where they take part, once they have submitted their own.
        UnknownIdError: there is no such calibration.
    """
    with service.store.reading() as reader:
        found = known_in(reader, service, calibration_id)
        require_texts(reader, service, found)
        names = _names(reader, found)
        return [*names, *(text for audit_id in audits_ever(reader, found) for text in texts_in(reader, audit_id))]


def _names(reader: Reader, found: Calibration) -> list[ErasableText]:
    """What it is called, and what it was called: each fact about it repeats the name, and all of them go together."""
    texts: dict[UUID, ErasableText] = {}
    for fact in _facts(reader, found):
        name = str((fact.body or {}).get("name", ""))
        if name not in ("", ERASED):
            text_id, said = _text_id(found, name), {"name": name}
            text = ErasableText(text_id, fact.kind, fact.key, said, fact.at, fact.by, replaced=name != found.name)
            texts.setdefault(text_id, text)
    return list(texts.values())


def _facts(reader: Reader, found: Calibration) -> list[Fact]:
    return [fact for fact in reader.rounds.every([FactKind.CALIBRATION]) if fact.key == found.id]


def _text_id(found: Calibration, name: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"{FactKind.CALIBRATION.value}|{found.id}|{name}")


def erase_calibration_text(service: Service, text_id: UUID, reason: str) -> Erased:
    """Erase a text of a calibration; grades, answers, who was asked and the reference stay. Without its name, it is
    found by its id.

    Args:
        text_id: as :func:`calibration_texts` gives it.
        reason: one line on why; it is kept, so it must not repeat what is erased.

    Raises:
        InputError: no reason, or there is no such text (any more).
        NotPermittedError: as :func:`calibration_texts`.
    """
    require_qa_lead(service.person, "erase a text")
    with service.store.reading() as reader:
        every = [(found, name) for found in all_in(reader) for name in _names(reader, found)]
    named = next((one for one in every if one[1].fact_id == text_id), None)
    return erase_text(service, text_id, reason) if named is None else _erase_name(service, *named, reason.strip())


def _erase_name(service: Service, found: Calibration, text: ErasableText, reason: str) -> Erased:
    said = text.said["name"]
    if not reason:
        raise InputError("To erase a text, a reason is needed.", "", "Type one line on why.")
    if said.casefold() in reason.casefold():
        raise InputError("The reason repeats what is to be erased, and a reason is kept.", "", "Say it without.")
    store = service.store
    with scrubbing(store), store.writing() as writer:
        require_texts(writer, service, found)
        holding = [fact for fact in _facts(writer, found) if fact.body and fact.body.get("name") == said]
        stands = writer.standing(FactKind.CALIBRATION, found.id)
        if stands is not None and stands.id in {fact.id for fact in holding}:
            body = {**(stands.body or {}), "name": ERASED}
            writer.append([service.fact(FactKind.CALIBRATION, found.id, body, replaces=stands.id)])
        for fact in holding:
            writer.append([service.fact(FactKind.ERASURE, fact.id.hex, {"reason": reason})])
            writer.erase_body(fact.id)
        copies = copies_since(writer, store.folder, UUID(found.id), text.at)
    return Erased((), copies, scrub(store))
