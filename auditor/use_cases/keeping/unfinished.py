"""Lines and replies being typed in a dialogue: kept while they are typed, offered again, forgotten once recorded.

One place for all of them: reasons, notes, closing evidence, lines on a grade, replies, the fields of a concern. What is
typed in the audit itself lies in the examination (:func:`auditor.use_cases.audits.record.keep_draft`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import may, require
from auditor.audit.states import Move
from auditor.store.reader import Reader
from auditor.store.records import UnfinishedRecord
from auditor.store.unfinished import line
from auditor.store.writer import Writer
from auditor.use_cases.audits.concerns import concern_in
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.service import Service, require_qa_lead

_MOVES: Mapping[FactKind, tuple[Move, ...]] = {
    FactKind.AGREEMENT: (Move.AGREE, Move.SETTLE, Move.COMPARE),
    FactKind.ACTION_STEP: (Move.ACT,),
    FactKind.ADDED_ACTION: (Move.ACT,),
    FactKind.REPLY: (Move.REPLY,),
    FactKind.REPLY_ANSWER: (Move.ANSWER_REPLY,),
    FactKind.IMPROVEMENT: (Move.IMPROVE,),
    FactKind.CONCERN: (Move.RAISE_CONCERN,),
    FactKind.QUOTE: (Move.ERASE,),
    FactKind.PRACTICE: (Move.ERASE,),
}
"""What a person must be allowed to do, one of these, to type what becomes a fact of a kind. The reason of a move is for
whoever may make it. Who may compare keeps the line on a grade that somebody else settles meanwhile. A quote is for the
QA lead, who alone erases."""


@dataclass(frozen=True)
class Unfinished:
    """What something typed in a dialogue is for. Everybody has their own.

    Attributes:
        audit_id: the audit it is about; None in a round.
        kind: the kind of fact it will become, and which part of it after a hyphen: ``action_step-note``.
        key: what it is about there: a judgement, an action, a concern on record; in a round ``<round>/<LCS number>``.
    """

    audit_id: UUID | None
    kind: str
    key: str = ""

    @property
    def becomes(self) -> FactKind:
        """The kind of fact it will become."""
        return FactKind(self.kind.partition("-")[0])


def unfinished(service: Service, what: Unfinished) -> str:
    """What this person was typing there; empty when nothing was.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not do, now, what it is typed for.
    """
    with service.store.reading() as reader:
        _require(reader, service, what)
        found = reader.ask(line, _record(service, what).id)
    return found.text if found is not None else ""


def keep_unfinished(service: Service, what: Unfinished, text: str) -> None:
    """Keep what is being typed, so that a crash loses at most the last second of it; empty text forgets it.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not do, now, what it is typed for.
    """
    with service.store.writing() as writer:
        _require(writer, service, what)
        writer.put_unfinished(_record(service, what, text.strip()))


def forget_unfinished(service: Service, *whats: Unfinished) -> None:
    """Forget what this person was typing: it was recorded."""
    with service.store.writing() as writer:
        drop_unfinished(writer, service, *whats)


def drop_unfinished(writer: Writer, service: Service, *whats: Unfinished) -> None:
    """Forget it inside a transaction of the caller's: the one that records it, where that is at hand."""
    writer.drop_unfinished(*(_record(service, what).id for what in whats))


def _record(service: Service, what: Unfinished, text: str = "") -> UnfinishedRecord:
    return UnfinishedRecord(service.person.id, what.audit_id, what.kind, what.key, text, service.now())


def _moves(what: Unfinished) -> tuple[Move, ...]:
    if what.becomes is not FactKind.MOVE:
        return _MOVES[what.becomes]
    move = Move(what.kind.partition("-")[2])
    return (move, Move.COMPARE) if move is Move.DISAGREE else (move,)


def _require(reader: Reader, service: Service, what: Unfinished) -> None:
    if what.audit_id is None:
        require_qa_lead(service.person, "change a round")
        return
    if what.becomes is FactKind.CONCERN and what.key:
        concern_in(reader, service, what.audit_id, what.key)  # whoever may see one adds to it
        return
    whole = read_whole(reader, what.audit_id)
    moves = _moves(what)
    if not any(may(service.person, move, whole.state, whole.ownership) for move in moves):
        require(service.person, moves[0], whole.state, whole.ownership)
