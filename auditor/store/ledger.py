"""Facts, written and read: salted digests, chains, erasure, and the check of it all.

A fact's body is kept as canonical JSON (RFC 8785) in a table of its own, beside a random salt. The fact carries the
SHA-256 of salt and body, and a hash over its own header and the hash of the fact before it by the same person in the
same audit and store. So a changed body, a changed header, a removed or reordered fact all show; and a body can be
erased without breaking the chain.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select

from auditor.audit.concerns import may_be_missing
from auditor.audit.facts import Body, Fact, FactKind
from auditor.audit.timescales.key_dates import WITHHELD
from auditor.standards.hashes import canonical
from auditor.store.records import moment_of
from auditor.store.tables import FactBodyRow, FactRow, table

FORMAT = 1
"""The version of the header's canonical form."""
SALT_BYTES = 16
_AT_ONCE = 500
"""Audits named in one statement: SQLite takes no more than some thousands of values."""

_FACT: Any = table(FactRow)
_BODY: Any = table(FactBodyRow)
_INSERT_FACT = insert(_FACT)
_INSERT_BODY = insert(_BODY)


@dataclass(frozen=True)
class Link:
    """The end of a chain: how many facts it has, and the last one's hash (empty for none)."""

    seq: int
    entry_hash: str


@dataclass(frozen=True)
class NewFact:
    """A fact about to be recorded.

    Attributes:
        at: the moment, as text (see :func:`auditor.store.records.moment_text`).
        replaces: the fact that stood for this kind and key before, if any.
    """

    id: UUID
    kind: FactKind
    key: str
    body: Body
    at: str
    person_id: UUID
    audit_id: UUID | None = None
    examination_id: UUID | None = None
    replaces: UUID | None = None


def chain_end(connection: Connection, chain: UUID, person_id: UUID, store_id: UUID) -> Link:
    """The end of one person's chain.

    Args:
        chain: the audit, or the store for facts that belong to no audit.
    """
    where = (_FACT.c.chain == chain) & (_FACT.c.person_id == person_id) & (_FACT.c.store_id == store_id)
    row = connection.execute(
        select(_FACT.c.seq, _FACT.c.entry_hash).where(where).order_by(_FACT.c.seq.desc()).limit(1)
    ).first()
    return Link(row.seq, row.entry_hash) if row else Link(0, "")


def append(
    connection: Connection,
    store_id: UUID,
    end: Link,
    facts: Sequence[NewFact],
    salt: Callable[[int], bytes] = secrets.token_bytes,
) -> Link:
    """Record facts of one chain, in order.

    Args:
        connection: inside a writing transaction.
        end: the chain's end, read in the same transaction.
        facts: all by one person, in one audit (or all in none).
        salt: gives that many random bytes.

    Returns:
        The chain's new end.
    """
    rows, bodies = [], []
    for fact in facts:
        text = canonical(dict(fact.body))
        grain = salt(SALT_BYTES)
        row: dict[str, Any] = {
            "id": fact.id,
            "store_id": store_id,
            "chain": fact.audit_id or store_id,
            "audit_id": fact.audit_id,
            "examination_id": fact.examination_id,
            "person_id": fact.person_id,
            "seq": end.seq + 1,
            "kind": fact.kind.value,
            "key": fact.key,
            "at": fact.at,
            "replaces": fact.replaces,
            "body_digest": body_digest(grain, text),
            "previous": end.entry_hash,
            "format": FORMAT,
        }
        row["entry_hash"] = entry_hash(row)
        rows.append(row)
        bodies.append({"fact_id": fact.id, "salt": grain, "body": text.decode()})
        end = Link(end.seq + 1, row["entry_hash"])
    if rows:
        connection.execute(_INSERT_FACT, rows)
        connection.execute(_INSERT_BODY, bodies)
    return end


def body_digest(salt: bytes, body: bytes) -> str:
    """The digest a fact carries of its body."""
    return hashlib.sha256(salt + body).hexdigest()


def entry_hash(row: Any) -> str:
    """The hash of a fact's header, the previous entry's hash included."""
    header = {
        name: _plain(row[name])
        for name in (
            "format",
            "id",
            "store_id",
            "chain",
            "audit_id",
            "examination_id",
            "person_id",
            "seq",
            "kind",
            "key",
            "at",
            "replaces",
            "body_digest",
            "previous",
        )
    }
    return hashlib.sha256(canonical(header)).hexdigest()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


# -- reading ----------------------------------------------------------------------------------------------------------

_COLUMNS = (
    _FACT.c.id,
    _FACT.c.kind,
    _FACT.c.key,
    _FACT.c.at,
    _FACT.c.person_id,
    _FACT.c.replaces,
    _FACT.c.examination_id,
    _BODY.c.body,
)
_READ_OF = select(_FACT.c.audit_id, *_COLUMNS).join_from(_FACT, _BODY, _FACT.c.id == _BODY.c.fact_id, isouter=True)
_READ = select(*_COLUMNS).join_from(_FACT, _BODY, _FACT.c.id == _BODY.c.fact_id, isouter=True)


def audit_facts(connection: Connection, audit_id: UUID) -> list[tuple[UUID | None, Fact]]:
    """Every fact of an audit, each with its examination (None: of the audit as a whole).

    An erased fact says what its erasure kept of it: a grade stays when the words beside it go.
    """
    rows = connection.execute(_READ.where(_FACT.c.audit_id == audit_id).order_by(_FACT.c.at, _FACT.c.id))
    facts = [(row.examination_id, _fact(row)) for row in rows]
    kept = _kept(fact for _, fact in facts)
    return [
        (owner, fact if fact.body is not None else replace(fact, body=kept.get(fact.id.hex))) for owner, fact in facts
    ]


def facts_of_kind(
    connection: Connection, audits: Sequence[UUID], kind: FactKind
) -> Iterator[tuple[UUID, UUID | None, Fact]]:
    """The facts of one kind of some audits, each with its audit and examination; see :func:`audit_facts`."""
    query = select(_FACT.c.audit_id, *_COLUMNS).join_from(_FACT, _BODY, _FACT.c.id == _BODY.c.fact_id, isouter=True)
    # By audit: the index over kinds, which an expression keeps out of it, would lead through those of every audit.
    kinds = _FACT.c.kind.concat("").in_([kind.value, FactKind.ERASURE.value])
    query = query.where(kinds).order_by(_FACT.c.at, _FACT.c.id)
    for first in range(0, len(audits), _AT_ONCE):
        rows = connection.execute(query.where(_FACT.c.audit_id.in_(audits[first : first + _AT_ONCE])))
        facts = [(row.audit_id, row.examination_id, _fact(row)) for row in rows]
        kept = _kept(fact for _, _, fact in facts)
        for audit_id, examination, fact in facts:
            if fact.kind is kind:
                body = fact.body if fact.body is not None else kept.get(fact.id.hex)
                yield audit_id, examination, replace(fact, body=body)


def _kept(facts: Iterable[Fact]) -> dict[str, Body | None]:
    """What erasures kept of the facts they erased, by the fact's id in hex."""
    erasures = (fact for fact in facts if fact.kind is FactKind.ERASURE and fact.body is not None)
    return {fact.key: fact.body.get("kept") for fact in erasures if fact.body is not None}


def facts_of_audits(
    connection: Connection, audits: Iterable[UUID], kinds: Iterable[FactKind]
) -> dict[UUID, list[Fact]]:
    """The facts of some kinds of several audits as a whole, by audit, oldest first; of an erased one, what was kept."""
    names = [kind.value for kind in (*kinds, FactKind.ERASURE)]
    where = _FACT.c.audit_id.in_(list(audits)) & _FACT.c.kind.in_(names) & _FACT.c.examination_id.is_(None)
    found: dict[UUID, list[Fact]] = {}
    kept: dict[str, Any] = {}
    for row in connection.execute(_READ_OF.where(where).order_by(_FACT.c.at, _FACT.c.id)):
        fact = _fact(row)
        if fact.kind is FactKind.ERASURE:
            kept[fact.key] = (fact.body or {}).get("kept")
        else:
            found.setdefault(row.audit_id, []).append(fact)
    return {
        audit: [fact if fact.body is not None else replace(fact, body=kept.get(fact.id.hex)) for fact in facts]
        for audit, facts in found.items()
    }


def count_facts(connection: Connection, audit_id: UUID) -> int:
    """How many facts an audit has: facts are only added, so as long as this is the same, so is the audit."""
    return int(connection.execute(_COUNT, {"audit": audit_id}).scalar_one())


_COUNT = select(func.count()).select_from(_FACT).where(_FACT.c.audit_id == bindparam("audit"))  # runs with every answer


def store_facts(connection: Connection, kinds: Iterable[FactKind]) -> list[Fact]:
    """The facts of some kinds that belong to no audit; of an erased one, what was kept."""
    names = [kind.value for kind in kinds]
    where = _FACT.c.kind.in_(names) & _FACT.c.audit_id.is_(None)
    found = [_fact(row) for row in connection.execute(_READ.where(where).order_by(_FACT.c.at, _FACT.c.id))]
    if all(fact.body is not None for fact in found):
        return found
    kept = _kept(store_facts(connection, [FactKind.ERASURE]))
    return [fact if fact.body is not None else replace(fact, body=kept.get(fact.id.hex)) for fact in found]


def one_fact(connection: Connection, fact_id: UUID) -> tuple[UUID | None, UUID | None, Fact] | None:
    """A fact by its id, with its audit and its examination; None when there is none."""
    row = connection.execute(_READ_OF.where(_FACT.c.id == fact_id)).first()
    return (row.audit_id, row.examination_id, _fact(row)) if row else None


def _fact(row: Any) -> Fact:
    body = None if row.body is None else json.loads(row.body)
    return Fact(row.id, FactKind(row.kind), row.key, moment_of(row.at), row.person_id, body, row.replaces)


# -- verifying --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChainHead:
    """The end of a chain, to be written down outside the store."""

    chain: UUID
    person_id: UUID
    store_id: UUID
    facts: int
    entry_hash: str


@dataclass(frozen=True)
class Verification:
    """What checking every fact found.

    Attributes:
        facts: how many were checked.
        erased: how many had their text erased, with permission.
        removed: how many lost what they said because their audit was removed, its time being over.
        problems: in words; empty when all is well.
        heads: the end of each chain.
    """

    facts: int
    erased: int
    removed: int
    problems: tuple[str, ...]
    heads: tuple[ChainHead, ...]


def verify_facts(connection: Connection) -> Verification:
    """Recompute every digest and every link."""
    permitted, gone = _keys(connection, FactKind.ERASURE), _keys(connection, FactKind.REMOVAL)
    concerns = select(_FACT.c.id, _FACT.c.kind, _FACT.c.key).where(_FACT.c.kind == FactKind.CONCERN.value)
    withheld = may_be_missing((row.id, row.kind, row.key) for row in connection.execute(concerns))
    rows = connection.execute(
        select(*_FACT.c, _BODY.c.salt, _BODY.c.body)
        .join_from(_FACT, _BODY, _FACT.c.id == _BODY.c.fact_id, isouter=True)
        .order_by(_FACT.c.chain, _FACT.c.person_id, _FACT.c.store_id, _FACT.c.seq)
    ).mappings()
    problems: list[str] = []
    heads: dict[tuple[UUID, UUID, UUID], ChainHead] = {}
    facts = erased = removed = 0
    for row in rows:
        facts += 1
        its_audit_went = row["audit_id"] is not None and row["audit_id"].hex in gone
        if row["body"] is None:
            erased += row["id"].hex in permitted
            removed += its_audit_went and row["id"].hex not in permitted
        elif its_audit_went:
            problems.append(f"fact {row['id']} ({row['kind']}): its audit was removed, and its text is still here")
        name = (row["chain"], row["person_id"], row["store_id"])
        head = heads.get(name)
        expected = Link(head.facts, head.entry_hash) if head else Link(0, "")
        problems += row_problems(row, expected, {row["id"].hex} if its_audit_went else permitted | withheld)
        heads[name] = ChainHead(*name, row["seq"], row["entry_hash"])
    orphans = connection.execute(
        select(func.count()).select_from(_BODY).where(_BODY.c.fact_id.not_in(select(_FACT.c.id)))
    ).scalar_one()
    if orphans:
        problems.append(f"{orphans} texts belong to no fact")
    return Verification(facts, erased, removed, tuple(problems), tuple(heads.values()))


def _keys(connection: Connection, kind: FactKind) -> set[str]:
    return set(connection.execute(select(_FACT.c.key).where(_FACT.c.kind == kind.value)).scalars())


def is_withheld(kind: str, key: str) -> bool:
    """Whether a fact is a private date: no bundle carries its day, so another store has the fact without it."""
    return kind == FactKind.KEY_DATE and key.startswith(WITHHELD)


def row_problems(row: Any, expected: Link, permitted: set[str]) -> Iterator[str]:
    """What is wrong with one fact, in words.

    Args:
        row: the fact's header, its salt and its body.
        expected: the end of its chain before it.
        permitted: ids in hex of the facts whose text may be missing.
    """
    name = f"fact {row['id']} ({row['kind']})"
    if row["seq"] != expected.seq + 1:
        yield f"{name}: the facts before it are missing (number {row['seq']} follows {expected.seq})"
    elif row["previous"] != expected.entry_hash:
        yield f"{name}: it does not follow the fact before it"
    if entry_hash(row) != row["entry_hash"]:
        yield f"{name}: its header was changed"
    if row["body"] is None:
        if row["id"].hex not in permitted and not is_withheld(row["kind"], row["key"]):
            yield f"{name}: its text is missing and no erasure permits that"
    elif body_digest(row["salt"], row["body"].encode()) != row["body_digest"]:
        yield f"{name}: its text was changed"
