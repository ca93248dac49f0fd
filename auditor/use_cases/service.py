"""An unlocked store and who is working in it: what every use case is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

from auditor.audit.facts import Body, FactKind
from auditor.audit.permissions import Person, Role
from auditor.clock import Clock, system_clock, today
from auditor.errors import NotPermittedError
from auditor.ids import IdSource, uuid7_source
from auditor.standards.load import Standards, load_standards
from auditor.store.ledger import NewFact
from auditor.store.records import Team, moment_text
from auditor.store.store import Store
from auditor.store.vault import SlotInfo


@dataclass
class Service:
    """An unlocked store, the person working, and the sources of time and ids.

    Attributes:
        standards_folder: where the user said the standards are; None looks in the usual places.
        slot: what was unlocked; the recovery code's has no person.
    """

    store: Store
    person: Person
    clock: Clock = system_clock
    new_id: IdSource = field(default_factory=uuid7_source)
    standards_folder: Path | None = None
    read_standards: Callable[[Path | None], Standards] = load_standards
    slot: SlotInfo | None = None

    @cached_property
    def standards(self) -> Standards:
        """The standards on disk, read when first needed: audits already started render from the store."""
        found = self.read_standards(self.standards_folder)
        self.store.checklists.offer([*found.editions.values(), *found.themes.values()])
        return found

    def now(self) -> datetime:
        """The moment now."""
        return self.clock()

    def today(self) -> date:
        """The day today, here."""
        return today(self.clock)

    def fact(
        self,
        kind: FactKind,
        key: str,
        body: Body,
        *,
        audit: UUID | None = None,
        examination: UUID | None = None,
        replaces: UUID | None = None,
    ) -> NewFact:
        """A fact recorded now by the person working."""
        return NewFact(
            self.new_id(), kind, key, body, moment_text(self.now()), self.person.id, audit, examination, replaces
        )

    def teams(self) -> dict[UUID, Team]:
        """Every team, by id, in order of name."""
        with self.store.reading() as reader:
            return reader.teams()

    def people(self) -> dict[UUID, Person]:
        """Everyone who uses the tool, by id."""
        with self.store.reading() as reader:
            return reader.people()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def require_qa_lead(person: Person, what: str) -> None:
    """Refuse what only the QA lead may do.

    Args:
        person: who is working.
        what: what was tried, as a verb and its object.

    Raises:
        NotPermittedError: the person is not a QA lead.
    """
    if Role.QA_LEAD not in person.roles:
        raise NotPermittedError(f"You may not {what}.", "Only the QA lead may.", "Ask the QA lead.")
