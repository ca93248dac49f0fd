"""The feedback letter of an audit, screened before it is handed out; that it left the store is recorded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.letter import Letter, LetterHead, feedback_letter
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import read_team_audit

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as it is handed out.

    Attributes:
        finds: what in it may say who somebody is, and its author did not keep; surest first.
    """

    letter: Letter
    finds: "tuple[OpenFind, ...]"

    @property
    def text(self) -> str:
        """The letter."""
        return self.letter.text


def write_letter(service: Service, audit_id: UUID) -> WrittenLetter:
    """Write the letter of an audit, and screen it. It refuses nothing: whoever hands it out reads it first.

    Raises:
        InputError: there is no such audit, or its grades do not stand yet.
        NotPermittedError: this person may not read it.
    """
    from auditor.audit.screening.in_audit import still_open
    from auditor.audit.screening.kept import Kept
    from auditor.audit.screening.screen import screen

    with service.store.reading() as reader:
        found = read_team_audit(reader, service, audit_id)
        kept = [Kept.from_body(body) for body in read_whole(reader, audit_id).first.kept.values()]
    kind = KIND_WORDS[AuditKind(found.record.kind)]
    title = found.scope.checklist.title
    head = LetterHead(found.record.lcs_number, kind, found.as_at, found.team, title, service.store.demo)
    letter = feedback_letter(head, found.told)
    finds = still_open("letter", letter.said, screen(letter.said), kept)
    return WrittenLetter(letter, tuple(sorted(finds, key=lambda one: not one.sure)))


def note_letter(service: Service, audit_id: UUID, to: str) -> None:
    """Record that a letter left the store.

    Args:
        to: where to: ``file``, ``screen`` or ``clipboard``.

    Raises:
        NotPermittedError: this person may not read the audit.
    """
    body = {"what": "report", "report": "letter", "format": "text", "to": to}
    with service.store.writing() as writer:
        read_team_audit(writer, service, audit_id)
        writer.append([service.fact(FactKind.DISCLOSURE, audit_id.hex, body)])
