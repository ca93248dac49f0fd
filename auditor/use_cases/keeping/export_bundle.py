"""Carry one audit to another store as a bundle: a JSON file that holds everything recorded in it.

Facts keep their ids, salts, digests and links, so the receiving store checks them as the store they left could; the
bundle as a whole carries a digest of its own. A bundle is not encrypted.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from auditor.audit.concerns import withheld_from
from auditor.audit.facts import FactKind
from auditor.audit.permissions import require
from auditor.audit.states import Move
from auditor.standards.hashes import sha256_of
from auditor.standards.model import Checklist
from auditor.store.ledger import is_withheld
from auditor.store.reader import Reader
from auditor.store.records import moment_text
from auditor.store.transfer import Row
from auditor.use_cases.audits.open_audit import read_audit
from auditor.use_cases.service import Service

SCHEMA = "auditor/bundle/1"
AS_IT_IS = ("seq", "kind", "key", "at", "body_digest", "previous", "entry_hash", "format")
"""What of a fact stands in a bundle as it stands in the store."""


def export_audit(service: Service, audit_id: UUID, *, with_checklist: bool = True) -> str:
    """An audit as the text of a bundle; that it left the store is recorded.

    Args:
        with_checklist: carry the edition or theme too, so that a store that never used it can read the bundle.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not read it.
    """
    with service.store.writing() as writer:
        opened = read_audit(writer, service, audit_id)
        require(service.person, Move.EXPORT, opened.state, opened.ownership)
        of_audit = [fact for owner, fact in writer.facts(audit_id) if owner is None]
        withheld = withheld_from(service.person, of_audit, opened.ownership, opened.state)
        bundle = _bundle(writer, service, audit_id, opened.checklist if with_checklist else None, withheld)
        writer.append([service.fact(FactKind.DISCLOSURE, audit_id.hex, {"what": "export"})])
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _bundle(
    reader: Reader, service: Service, audit_id: UUID, checklist: Checklist | None, withheld: Collection[UUID]
) -> dict[str, Any]:
    record = reader.audit(audit_id)
    assert record is not None
    facts = [_fact_out(row, withheld) for row in reader.fact_rows(audit_id)]
    examinations = [
        {"id": str(row["id"]), "person": str(row["person_id"]), "role": row["role"], "started_at": row["started_at"]}
        for row in reader.examination_rows(audit_id)
    ]
    pinned = reader.checklist(record.content_hash)
    scoring = next(used for content, used in reader.checklist_uses(pinned.id) if content == record.content_hash)
    people, teams = reader.people(), reader.teams()
    who = {str(record.auditor_id), *(item["person"] for item in (*facts, *examinations))}
    who |= {fact["body"]["moderator"] for fact in facts if fact["kind"] == FactKind.MODERATION and fact["body"]}
    where = {fact["body"]["team"] for fact in facts if fact["kind"] == FactKind.DETAILS and fact["body"]}
    bundle = {
        "schema": SCHEMA,
        "exported_at": moment_text(service.now()),
        "exported_by": service.person.name,
        "synthetic": service.store.demo,
        "audit": {
            "id": str(record.id),
            "lcs_number": record.lcs_number,
            "kind": record.kind,
            "auditor": str(record.auditor_id),
            "opened_at": moment_text(record.opened_at),
        },
        "checklist": {
            "id": pinned.id,
            "content_hash": record.content_hash,
            "scoring_hash": scoring,
            # As it was stored: a later program may know more keys than were hashed.
            "content": reader.checklist_content(record.content_hash) if checklist else None,
        },
        "people": [{"id": name, "name": people[UUID(name)].name} for name in sorted(who)],
        "teams": [
            {
                "id": str(team.id),
                "name": team.name,
                "service": team.service,
                "from": team.active_from.isoformat() if team.active_from else None,
                "to": team.active_to.isoformat() if team.active_to else None,
            }
            for team in teams.values()
            if str(team.id) in where
        ],
        "examinations": examinations,
        "facts": facts,
    }
    return {**bundle, "digest": sha256_of(bundle)}


def _fact_out(row: Row, withheld: Collection[UUID]) -> dict[str, Any]:
    if row["id"] in withheld or is_withheld(row["kind"], row["key"]):
        row = {**row, "salt": None, "body": None}
    return {
        "id": str(row["id"]),
        "store": str(row["store_id"]),
        "person": str(row["person_id"]),
        "examination": _text(row["examination_id"]),
        **{name: row[name] for name in AS_IT_IS},
        "replaces": _text(row["replaces"]),
        "salt": row["salt"].hex() if row["salt"] is not None else None,
        "body": json.loads(row["body"]) if row["body"] is not None else None,
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
