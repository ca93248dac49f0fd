"""The feedback letter of an audit on the screen, screened before it is handed out; that it left the store is recorded.

It is the report ``letter`` as text, so that the letter is the same on paper and here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from auditor.reports.build import write
from auditor.reports.document import Document
from auditor.use_cases.reports.build import note_left, preview
from auditor.use_cases.reports.letter import finds_in_letter
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import read_team_audit

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

LETTER = "letter"
"""The report."""


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as it is handed out.

    Attributes:
        finds: what in it may say who somebody is, and its author did not keep; surest first.
    """

    letter: Document
    finds: "tuple[OpenFind, ...]"

    @property
    def text(self) -> str:
        """The letter."""
        return write(self.letter, "text").decode()


def write_letter(service: Service, audit_id: UUID) -> WrittenLetter:
    """Write the letter of an audit, and screen it. It refuses nothing: whoever hands it out reads it first.

    Raises:
        InputError: there is no such audit, or its grades do not stand yet.
        NotPermittedError: this person may not read it.
        ProblemsError: the report definitions have problems.
    """
    letter = preview(service, Request(LETTER, audit=audit_id))
    return WrittenLetter(letter, finds_in_letter(service, audit_id, letter))


def note_letter(service: Service, audit_id: UUID, to: str) -> None:
    """Record that a letter left the store.

    Args:
        to: where to: ``file``, ``screen`` or ``clipboard``.

    Raises:
        NotPermittedError: this person may not read the audit.
    """
    with service.store.writing() as writer:
        read_team_audit(writer, service, audit_id)
        note_left(writer, service, audit_id.hex, LETTER, "text", to)
