"""The open store: short reading and writing transactions, handing out frozen rows.

A :class:`Reader` answers questions; a :class:`Writer` also records, inside one transaction that is kept whole or not at
all. Neither is kept after its ``with`` block.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.states import Person, Role, State
from auditor.errors import StoreError
from auditor.standards.hashes import canonical, content_hash, scoring_hash
from auditor.standards.model import Checklist
from auditor.store import ledger, projections, queries
from auditor.store.engine import reading, writing
from auditor.store.ledger import Link, NewFact, Verification
from auditor.store.records import (
    AuditFilter,
    AuditRecord,
    AuditSummary,
    Counter,
    ExaminationRecord,
    Team,
    moment_of,
)
from auditor.store.tables import (
    AuditRow,
    BookmarkRow,
    CaseRow,
    ChecklistRow,
    DraftRow,
    ExaminationRow,
    FactBodyRow,
    PersonRow,
    SlotKeyRow,
    StoreInfo,
    TeamRow,
)


def _table(model: Any) -> Any:
    return model.__table__


_INFO, _PERSON, _TEAM, _SLOT = _table(StoreInfo), _table(PersonRow), _table(TeamRow), _table(SlotKeyRow)
_CHECKLIST, _CASE, _AUDIT = _table(ChecklistRow), _table(CaseRow), _table(AuditRow)
_EXAMINATION, _DRAFT, _BOOKMARK = _table(ExaminationRow), _table(DraftRow), _table(BookmarkRow)
_BODY = _table(FactBodyRow)


class Reader:
    """Answers questions inside one reading transaction."""

    def __init__(self, store: "Store", connection: Connection) -> None:
        self._store = store
        self._connection = connection

    # -- people, teams, settings ----------------------------------------------------------------------------------

    def people(self) -> dict[UUID, Person]:
        """Everyone who uses the tool, by id."""
        found = {}
        for (_, key), standing in current(ledger.store_facts(self._connection, [FactKind.PERSON])).items():
            body = standing.latest.body
            if body is not None:
                roles = frozenset(Role(role) for role in body["roles"])
                teams = frozenset(UUID(team) for team in body["teams"])
                found[UUID(key)] = Person(UUID(key), body["name"], roles, teams)
        return found

    def teams(self) -> dict[UUID, Team]:
        """Every team, by id, in order of name."""
        found = []
        for (_, key), standing in current(ledger.store_facts(self._connection, [FactKind.TEAM])).items():
            if standing.latest.body is not None:
                found.append(_team(UUID(key), standing.latest.body))
        return {team.id: team for team in sorted(found, key=lambda team: team.name)}

    def settings(self) -> dict[str, Any]:
        """The settings that can change a result, by name."""
        facts = current(ledger.store_facts(self._connection, [FactKind.SETTING]))
        return {key: standing.latest.body["value"] for (_, key), standing in facts.items() if standing.latest.body}

    def slot_keys(self) -> dict[str, tuple[bytes, UUID | None]]:
        """The key of each slot and whose it is, by slot."""
        rows = self._connection.execute(select(_SLOT))
        return {row.slot_id: (row.key, row.person_id) for row in rows}

    # -- checklists -----------------------------------------------------------------------------------------------

    def checklist(self, digest: str) -> Checklist:
        """The checklist stored under a content hash, as it was when it was first used.

        Raises:
            StoreError: there is none.
        """
        return self._store.checklist(self._connection, digest)

    def checklist_uses(self, checklist_id: str) -> list[tuple[str, str]]:
        """Content and scoring hash of each content used under an id, oldest first."""
        query = select(_CHECKLIST.c.content_hash, _CHECKLIST.c.scoring_hash)
        query = query.where(_CHECKLIST.c.checklist_id == checklist_id).order_by(_CHECKLIST.c.stored_at)
        return [(row.content_hash, row.scoring_hash) for row in self._connection.execute(query)]

    # -- cases and audits -----------------------------------------------------------------------------------------

    def case_id(self, lcs_number: str) -> UUID | None:
        """The case with this LCS number, if it is known."""
        found = self._connection.execute(select(_CASE.c.id).where(_CASE.c.lcs_number == lcs_number)).scalar()
        return found if found is None else UUID(str(found))

    def audit(self, audit_id: UUID) -> AuditRecord | None:
        """The identity of an audit; None when there is none."""
        query = select(*_AUDIT.c, _CASE.c.lcs_number).join_from(_AUDIT, _CASE).where(_AUDIT.c.id == audit_id)
        row = self._connection.execute(query).first()
        return _audit(row) if row else None

    def audits(self) -> list[AuditRecord]:
        """The identity of every audit: for rebuilding and verifying only."""
        query = select(*_AUDIT.c, _CASE.c.lcs_number).join_from(_AUDIT, _CASE).order_by(_AUDIT.c.opened_at)
        return [_audit(row) for row in self._connection.execute(query)]

    def examinations(self, audit_id: UUID) -> list[ExaminationRecord]:
        """The examinations of an audit, the auditor's first."""
        query = select(_EXAMINATION).where(_EXAMINATION.c.audit_id == audit_id).order_by(_EXAMINATION.c.started_at)
        return [
            ExaminationRecord(row.id, row.audit_id, row.person_id, Role(row.role))
            for row in self._connection.execute(query)
        ]

    def facts(self, audit_id: UUID) -> list[tuple[UUID | None, Fact]]:
        """Every fact of an audit, each with its examination (None: of the audit as a whole)."""
        return ledger.audit_facts(self._connection, audit_id)

    def fact(self, fact_id: UUID) -> tuple[UUID | None, UUID | None, Fact] | None:
        """A fact with its audit and examination; None when there is none."""
        return ledger.one_fact(self._connection, fact_id)

    def chain_end(self, chain: UUID | None, person_id: UUID) -> Link:
        """The end of a person's chain in an audit, or in the store itself."""
        return ledger.chain_end(self._connection, chain or self._store.id, person_id, self._store.id)

    def drafts(self, examination_id: UUID) -> dict[str, str]:
        """Text being typed, by field."""
        rows = self._connection.execute(select(_DRAFT).where(_DRAFT.c.examination_id == examination_id))
        return {row.field: row.text for row in rows}

    def bookmark(self, examination_id: UUID) -> tuple[str, str] | None:
        """Where the person left: step and key."""
        row = self._connection.execute(select(_BOOKMARK).where(_BOOKMARK.c.examination_id == examination_id)).first()
        return (row.step, row.key) if row else None

    # -- projections ----------------------------------------------------------------------------------------------

    def count(self, wanted: AuditFilter) -> int:
        """How many audits fit a filter."""
        return queries.count_audits(self._connection, wanted)

    def page(self, wanted: AuditFilter, offset: int = 0, limit: int = 200) -> list[AuditSummary]:
        """A page of audits that fit a filter."""
        return queries.page_of_audits(self._connection, wanted, offset, limit)

    def summary(self, audit_id: UUID) -> AuditSummary | None:
        """The summary of one audit; None when there is none."""
        return queries.one_summary(self._connection, audit_id)

    def state_of(self, audit_id: UUID) -> State:
        """Where an audit stands.

        Raises:
            StoreError: there is no summary of it.
        """
        return queries.state_of_audit(self._connection, audit_id)

    def audits_of_case(self, lcs_number: str) -> list[AuditSummary]:
        """Every audit of a case, newest first."""
        return queries.audits_of_case(self._connection, lcs_number)

    def counters(self, wanted: AuditFilter, by: Sequence[str] = ("measure",)) -> dict[tuple[Any, ...], Counter]:
        """Counters summed over a filter; see :func:`auditor.store.queries.count_grades`."""
        return queries.count_grades(self._connection, wanted, by)

    def months_counted(self) -> tuple[str, str] | None:
        """The first and the last month in which anything counts."""
        return queries.months_counted(self._connection)

    # -- checks ---------------------------------------------------------------------------------------------------

    def verify(self) -> Verification:
        """Recompute every digest, every chain and both projections."""
        found = ledger.verify_facts(self._connection)
        drift = projections.differences(self._connection, self.summaries_from_facts())
        return Verification(found.facts, found.erased, (*found.problems, *drift), found.heads)

    def summaries_from_facts(self) -> Iterator[AuditSummary]:
        """The summary of every audit, made anew from its facts."""
        for audit in self.audits():
            yield self.summarised(audit)

    def summarised(self, audit: AuditRecord) -> AuditSummary:
        """The summary of one audit, made anew from its facts."""
        own = next(item for item in self.examinations(audit.id) if item.role is Role.AUDITOR)
        return projections.summarise(audit, self.checklist(audit.content_hash), self.facts(audit.id), own.id)


class Writer(Reader):
    """Records, inside one writing transaction."""

    def append(self, facts: Sequence[NewFact], end: Link | None = None) -> Link:
        """Record facts of one person in one audit (or in none), in order.

        Args:
            facts: at least one.
            end: the chain's end, when it was read in this transaction already.
        """
        first = facts[0]
        if end is None:
            end = self.chain_end(first.audit_id, first.person_id)
        return ledger.append(self._connection, self._store.id, end, facts)

    def add_person(self, person_id: UUID, at: str) -> None:
        """Add the identity of a person; their details are facts."""
        self._connection.execute(insert(_PERSON), {"id": person_id, "created_at": at})

    def add_team(self, team_id: UUID, at: str) -> None:
        """Add the identity of a team; its details are facts."""
        self._connection.execute(insert(_TEAM), {"id": team_id, "created_at": at})

    def keep_slot_key(self, slot_id: str, key: bytes, person_id: UUID | None) -> None:
        """Keep the key of a slot, so that the data key can be changed later."""
        statement = insert_or_update(_SLOT).values(slot_id=slot_id, key=key, person_id=person_id)
        statement = statement.on_conflict_do_update(index_elements=["slot_id"], set_={"key": key})
        self._connection.execute(statement)

    def forget_slot_key(self, slot_id: str) -> None:
        """Forget the key of a slot that was removed."""
        self._connection.execute(delete(_SLOT).where(_SLOT.c.slot_id == slot_id))

    def keep_checklist(self, checklist: Checklist, at: str) -> str:
        """Keep the content of a checklist that is about to be used; returns its content hash."""
        digest = content_hash(checklist)
        known = select(_CHECKLIST.c.content_hash).where(_CHECKLIST.c.content_hash == digest)
        if self._connection.execute(known).first() is None:
            row = {
                "content_hash": digest,
                "scoring_hash": scoring_hash(checklist),
                "checklist_id": checklist.id,
                "kind": checklist.kind,
                "version": checklist.version,
                "content": canonical(checklist.content()).decode(),
                "stored_at": at,
            }
            self._connection.execute(insert(_CHECKLIST), row)
        return digest

    def add_case(self, case_id: UUID, lcs_number: str, at: str) -> None:
        """Add a case."""
        self._connection.execute(insert(_CASE), {"id": case_id, "lcs_number": lcs_number, "created_at": at})

    def add_audit(self, audit_id: UUID, case_id: UUID, kind: str, digest: str, auditor_id: UUID, at: str) -> None:
        """Add the identity of an audit."""
        row = {
            "id": audit_id,
            "case_id": case_id,
            "kind": kind,
            "content_hash": digest,
            "auditor_id": auditor_id,
            "opened_at": at,
        }
        self._connection.execute(insert(_AUDIT), row)

    def add_examination(self, examination: ExaminationRecord, at: str) -> None:
        """Add the identity of an examination."""
        row = {
            "id": examination.id,
            "audit_id": examination.audit_id,
            "person_id": examination.person_id,
            "role": examination.role.value,
            "started_at": at,
        }
        self._connection.execute(insert(_EXAMINATION), row)

    def put_draft(self, examination_id: UUID, field: str, text: str, at: str) -> None:
        """Keep text being typed; empty text forgets it."""
        if not text:
            self.drop_draft(examination_id, field)
            return
        values = {"examination_id": examination_id, "field": field, "text": text, "saved_at": at}
        statement = insert_or_update(_DRAFT).values(values)
        statement = statement.on_conflict_do_update(
            index_elements=["examination_id", "field"], set_={"text": text, "saved_at": at}
        )
        self._connection.execute(statement)

    def drop_draft(self, examination_id: UUID, field: str) -> None:
        """Forget text being typed: it has become a fact, or was given up."""
        where = (_DRAFT.c.examination_id == examination_id) & (_DRAFT.c.field == field)
        self._connection.execute(delete(_DRAFT).where(where))

    def put_bookmark(self, examination_id: UUID, step: str, key: str) -> None:
        """Remember where the person is."""
        statement = insert_or_update(_BOOKMARK).values(examination_id=examination_id, step=step, key=key)
        statement = statement.on_conflict_do_update(index_elements=["examination_id"], set_={"step": step, "key": key})
        self._connection.execute(statement)

    def erase_body(self, fact_id: UUID) -> None:
        """Delete what a fact says. The store refuses unless an erasure of it was recorded first."""
        self._connection.execute(delete(_BODY).where(_BODY.c.fact_id == fact_id))

    def write_summary(self, summary: AuditSummary) -> None:
        """Put an audit's summary in place, and move the counters with it."""
        projections.write_summary(self._connection, summary)

    def touch_summary(self, audit_id: UUID, answered: int, asked: int, at: str) -> None:
        """Note progress in a draft."""
        projections.touch_summary(self._connection, audit_id, answered, asked, at)

    def replace_projections(self, summaries: Iterable[AuditSummary]) -> None:
        """Make both projections anew."""
        projections.replace_all(self._connection, list(summaries))


class Store:
    """An open store.

    Attributes:
        engine: its connections.
        folder: where it lies.
        id: its permanent id.
        demo: synthetic, opened without asking.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        with reading(engine) as connection:
            row = connection.execute(select(_INFO)).first()
        if row is None:
            raise StoreError("The store is empty.", f"{folder} has no identity.", "Restore it from a backup.")
        self.id: UUID = row.id
        self.demo: bool = row.demo
        self._known: dict[str, Checklist] = {}

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reading transaction."""
        with reading(self.engine) as connection:
            yield Reader(self, connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writing transaction: committed at the end, undone on any error."""
        with writing(self.engine) as connection:
            yield Writer(self, connection)

    def checklist(self, connection: Connection, digest: str) -> Checklist:
        """A stored checklist, read once and then kept in memory: it never changes.

        Raises:
            StoreError: there is none under this hash.
        """
        content = self._known.get(digest)
        if content is None:
            row = connection.execute(select(_CHECKLIST.c.content).where(_CHECKLIST.c.content_hash == digest)).first()
            if row is None:
                raise StoreError("A checklist is missing from the store.", f"Content {digest}.", "Restore a backup.")
            content = self._known[digest] = Checklist.from_content(json.loads(row.content))
        return content

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _team(team_id: UUID, body: Any) -> Team:
    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    return Team(team_id, body["name"], body.get("service", ""), day(body.get("from")), day(body.get("to")))


def _audit(row: Any) -> AuditRecord:
    return AuditRecord(
        row.id, row.case_id, row.lcs_number, row.kind, row.content_hash, row.auditor_id, moment_of(row.opened_at)
    )
