"""Records in a store, inside one writing transaction that is kept whole or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from auditor.standards.hashes import canonical, content_hash, scoring_hash, sha256_of
from auditor.standards.model import Checklist
from auditor.store import holds, ledger, projections, retention, transfer
from auditor.store import unfinished as typed
from auditor.store.checklists import Checklists
from auditor.store.ledger import Link, NewFact
from auditor.store.reader import Reader
from auditor.store.records import AuditRecord, AuditSummary, ExaminationRecord, Hold, UnfinishedRecord
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
    TeamRow,
    table,
)

_PERSON, _TEAM, _SLOT = table(PersonRow), table(TeamRow), table(SlotKeyRow)
_CHECKLIST, _CASE, _AUDIT = table(ChecklistRow), table(CaseRow), table(AuditRow)
_EXAMINATION, _DRAFT, _BOOKMARK = table(ExaminationRow), table(DraftRow), table(BookmarkRow)
_BODY = table(FactBodyRow)


class Writer(Reader):
    """Records, inside one writing transaction."""

    def __init__(self, connection: Connection, store_id: UUID, known: Checklists, salt: Callable[[int], bytes]) -> None:
        super().__init__(connection, store_id, known)
        self._salt = salt

    def append(self, facts: Sequence[NewFact], end: Link | None = None) -> Link:
        """Record facts of one person in one audit (or in none), in order.

        Args:
            facts: at least one.
            end: the chain's end, when it was read in this transaction already.

        Raises:
            ValueError: they are not all of one chain.
        """
        first = facts[0]
        if any((fact.audit_id, fact.person_id) != (first.audit_id, first.person_id) for fact in facts):
            raise ValueError("facts of two chains are appended apart")
        if end is None:
            end = self.chain_end(first.audit_id, first.person_id)
        return ledger.append(self._connection, self._store_id, end, facts, self._salt)

    def add_fact_rows(self, rows: Sequence[transfer.Row]) -> None:
        """Add facts of an audit that another store recorded, as they are; they must have been checked."""
        transfer.add_fact_rows(self._connection, rows)

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
        if not self._keeps(digest):
            self._add_content(digest, checklist, checklist.content(), scoring_hash(checklist), at)
        return digest

    def keep_content(self, checklist: Checklist, content: dict[str, Any], scoring: str, at: str) -> str:
        """Keep the content of a checklist as it was hashed where it comes from; returns its content hash.

        Args:
            checklist: as this program reads it.
            content: what was hashed.
            scoring: its scoring hash.
        """
        digest = sha256_of(content)
        if not self._keeps(digest):
            self._add_content(digest, checklist, content, scoring, at)
        return digest

    def _keeps(self, digest: str) -> bool:
        known = select(_CHECKLIST.c.content_hash).where(_CHECKLIST.c.content_hash == digest)
        return self._connection.execute(known).first() is not None

    def _add_content(self, digest: str, checklist: Checklist, content: dict[str, Any], scoring: str, at: str) -> None:
        row = {
            "content_hash": digest,
            "scoring_hash": scoring,
            "checklist_id": checklist.id,
            "kind": checklist.kind,
            "version": checklist.version,
            "content": canonical(content).decode(),
            "stored_at": at,
        }
        self._connection.execute(insert(_CHECKLIST), row)

    def add_case(self, case_id: UUID, lcs_number: str, at: str) -> None:
        """Add a case."""
        self.add_cases({lcs_number: case_id}, at)

    def add_cases(self, ids: Mapping[str, UUID], at: str) -> None:
        """Add cases: their ids by LCS number."""
        rows = [{"id": case_id, "lcs_number": number, "created_at": at} for number, case_id in ids.items()]
        if rows:
            self._connection.execute(insert(_CASE), rows)

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

    def put_unfinished(self, one: UnfinishedRecord) -> None:
        """Keep what is being typed in a dialogue; empty text forgets it."""
        typed.put_line(self._connection, one)

    def drop_unfinished(self, *ids: UUID) -> None:
        """Forget what was being typed in dialogues."""
        typed.drop_lines(self._connection, ids)

    def put_bookmark(self, examination_id: UUID, step: str, key: str) -> None:
        """Remember where the person is."""
        statement = insert_or_update(_BOOKMARK).values(examination_id=examination_id, step=step, key=key)
        statement = statement.on_conflict_do_update(index_elements=["examination_id"], set_={"step": step, "key": key})
        self._connection.execute(statement)

    def put_hold(self, hold: Hold) -> None:
        """Give an examination to a window, whoever had it before."""
        holds.put_hold(self._connection, hold)

    def note_hold(self, examination_id: UUID, window_id: UUID, at: str, *, let_go: bool = False) -> bool:
        """Note that the window that has an examination is there, or lets it go; False when another one has it."""
        return holds.note_hold(self._connection, examination_id, window_id, at, let_go=let_go)

    def erase_body(self, fact_id: UUID) -> None:
        """Delete what a fact says. The store refuses unless an erasure of it was recorded first."""
        self._connection.execute(delete(_BODY).where(_BODY.c.fact_id == fact_id))

    def remove_audits(self, audits: Iterable[AuditRecord], before: date) -> int:
        """Delete what audits say, and every LCS number that nothing needs any more; returns how many of these went.

        The store refuses unless each removal was recorded first.

        Args:
            before: numbers that were last needed before this day go; see :func:`auditor.store.retention.cases_over`.
        """
        for audit in audits:
            retention.remove_audit(self._connection, audit.id)
            typed.drop_of_audit(self._connection, audit.id)
        over = retention.cases_over(self._connection, before)
        retention.forget_numbers(self._connection, over)
        for case in over:
            typed.drop_of_number(self._connection, case.lcs_number)
        return len(over)

    def write_summary(self, summary: AuditSummary) -> None:
        """Put an audit's summary in place, and move the counters with it."""
        projections.write_summary(self._connection, summary)

    def touch_summary(self, audit_id: UUID, answered: int | None, asked: int | None, at: str) -> None:
        """Note progress in a draft; without figures, only that something was recorded."""
        projections.touch_summary(self._connection, audit_id, answered, asked, at)

    def replace_projections(self, summaries: Iterable[AuditSummary]) -> None:
        """Make both projections anew."""
        projections.replace_all(self._connection, list(summaries), retention.counted_by_removed(self._connection))
