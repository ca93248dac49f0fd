"""One answer through the use case ``record``, against the same statements by SQLAlchemy Core on the same file."""

import itertools
import json
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, bindparam, event, func, insert, select, update

from auditor.audit.changes import answer
from auditor.ids import uuid7_source
from auditor.store import engine as store_engine
from auditor.store.tables import AuditSummaryRow, FactBodyRow, FactRow, table
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.service import Service
from benchmarks.measuring import Figure, Line, interleaved, timed
from benchmarks.stores import new_audit, new_store

TARGET = 2.0
_FACT, _BODY, _SUMMARY = table(FactRow), table(FactBodyRow), table(AuditSummaryRow)
_STATE = select(_SUMMARY.c.state).where(_SUMMARY.c.audit_id == bindparam("audit"))
_COUNT = select(func.count()).select_from(_FACT).where(_FACT.c.audit_id == bindparam("audit"))
_INSERT_FACT, _INSERT_BODY = insert(_FACT), insert(_BODY)
_TOUCH = (
    update(_SUMMARY)
    .where(_SUMMARY.c.audit_id == bindparam("audit"))
    .values(
        answered=bindparam("new_answered"),
        asked=bindparam("new_asked"),
        changed_at=func.max(_SUMMARY.c.changed_at, bindparam("at")),
    )
)


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as place, closing(new_store(Path(place) / "store")) as service:
        ours, theirs = _Ours(service, new_audit(service, "9900001")), _Core(service, new_audit(service, "9900002"))
        engine = service.store.engine
        commits, statements = _watched(engine, ours)
        expected = _watched(engine, theirs)
        assert (commits, statements) == expected, f"the baseline does something else:\n{statements}\n{expected}"
        mine, core = interleaved(5 if quick else 300, timed(ours), timed(theirs), warm_up=2 if quick else 20)
    against = f"the same {len(statements)} statements (BEGIN among them) by SQLAlchemy Core, built beforehand"
    return [
        Figure("One answer through the use case", TARGET, mine, core, against),
        Figure("Commits for one answer", 1.0, (float(commits),), (1.0,), "one transaction", unit="commits"),
    ]


class _Ours:
    """Answers one question after the other as the terminal and the command line do."""

    def __init__(self, service: Service, audit_id: UUID) -> None:
        self.service = service
        self.opened = open_audit(service, audit_id)
        keys = itertools.cycle(self.opened.scope.asked)
        self.changes = (answer(next(keys), given) for given in itertools.cycle(("met", "partly_met", "not_met")))

    def __call__(self) -> None:
        self.opened = record(self.service, self.opened, [next(self.changes)])


class _Core:
    """The same statements: no rules of auditing, no digests, no chain."""

    def __init__(self, service: Service, audit_id: UUID) -> None:
        self.opened = open_audit(service, audit_id)
        self.engine = service.store.engine
        self.rows = self._rows(service, audit_id)

    def _rows(self, service: Service, audit_id: UUID) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        new_id = uuid7_source()
        for seq, key in enumerate(itertools.cycle(self.opened.scope.asked), start=self.opened.end.seq + 1):
            fact_id = new_id()
            row = {
                "id": fact_id,
                "store_id": service.store.id,
                "chain": audit_id,
                "audit_id": audit_id,
                "examination_id": self.opened.examination_id,
                "person_id": service.person.id,
                "seq": seq,
                "kind": "answer",
                "key": key,
                "at": "2026-11-22T09:00:00.000000Z",
                "replaces": None,
                "body_digest": secrets.token_hex(32),
                "previous": secrets.token_hex(32),
                "format": 1,
                "entry_hash": secrets.token_hex(32),
            }
            body = json.dumps({"answer": "met", "not_applicable": None}, separators=(",", ":"))
            yield row, {"fact_id": fact_id, "salt": secrets.token_bytes(16), "body": body}

    def __call__(self) -> None:
        fact, body = next(self.rows)
        audit = {"audit": fact["audit_id"]}
        writes = {store_engine._WRITES: True}
        with self.engine.connect().execution_options(**writes) as connection, connection.begin():
            connection.execute(_STATE, audit).scalar()
            connection.execute(_COUNT, audit).scalar_one()
            connection.execute(_INSERT_FACT, [fact])
            connection.execute(_INSERT_BODY, [body])
            progress = {"new_answered": fact["seq"] % 50, "new_asked": len(self.opened.scope.asked), "at": fact["at"]}
            connection.execute(_TOUCH, {**audit, **progress})


def _watched(engine: Engine, call: Any) -> tuple[int, list[str]]:
    """How many transactions one call commits, and the tables and verbs of its statements."""
    call()
    with _counted(engine) as (commits, statements):
        call()
    return len(commits), statements


@contextmanager
def _counted(engine: Engine) -> Iterator[tuple[list[str], list[str]]]:
    commits: list[str] = []
    statements: list[str] = []

    def committed(_connection: Any) -> None:
        commits.append("commit")

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        words = statement.split()
        place = next((words[n + 1] for n, word in enumerate(words) if word in ("FROM", "INTO", "UPDATE")), "")
        statements.append(f"{words[0].lower()} {place}".strip())

    event.listen(engine, "commit", committed)
    event.listen(engine, "before_cursor_execute", executed)
    try:
        yield commits, statements
    finally:
        event.remove(engine, "commit", committed)
        event.remove(engine, "before_cursor_execute", executed)
