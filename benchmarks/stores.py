"""Encrypted stores to measure on: real ones, and ones whose projections are filled with generated audits."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from auditor.audit.profile import Profile
from auditor.standards.load import Standards, load_standards
from auditor.standards.model import Checklist
from auditor.store.tables import AuditSummaryRow, table
from auditor.store.vault import CHEAP, DEFAULT_COST
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.open_store import init_store
from auditor.use_cases.service import Service

NAME = "Sam Okafor"
PASSPHRASE = "correct horse battery"
TEAMS = 12
MONTHS = 36
"""A council keeps three years of audits within reach."""
KINDS = {"full": 84, "thematic": 6, "dip_sample": 6, "re_audit": 4}
"""Shares in percent."""
GRADES = {"outstanding": 3, "good": 34, "requires_improvement": 52, "inadequate": 11}
EARLY_HELP = 5
MODERATED = 20
CHANGED_SCORING = 18
"""So many months ago the rules of scoring changed."""
_DIFFERENT = 10_000
"""Summaries that are generated one by one; the rest repeat them."""


def new_store(folder: Path, standards: Standards | None = None, *, demo: bool = False, dear: bool = False) -> Service:
    """A store with one person, who audits and leads, and twelve teams.

    Args:
        demo: it opens without asking.
        dear: the passphrase costs what it costs a user; otherwise next to nothing.
    """
    found = standards or load_standards()
    made = init_store(folder, NAME, PASSPHRASE, demo=demo, cost=DEFAULT_COST if dear else CHEAP)
    service = made.service
    service.read_standards = lambda _: found
    for number in range(TEAMS):
        add_team(service, f"Team {number + 1:02}")
    return service


def child(checklist: Checklist) -> Profile:
    """A child in need of whom every fact is known: no."""
    return Profile("child", frozenset({"child_in_need"}), "age_5_9", {fact.id: False for fact in checklist.tags.facts})


def new_audit(service: Service, lcs_number: str) -> UUID:
    """A full audit of a child, by the person working."""
    team = next(iter(service.teams()))
    return start_audit(service, lcs_number=lcs_number, team=team, profile=child(service.standards.current))


def fill_projections(service: Service, audits: int, *, seed: int = 1) -> int:
    """Fill both projections with generated audits, past the facts: what reads them cannot tell.

    Args:
        audits: how many summaries; they are the person's who works, so that the list of work shows them all.

    Returns:
        How many rows of counters they make.
    """
    dice = random.Random(seed)
    generated = _Generated(service, audits, dice)
    pooled = service.store.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        # The summaries have no audits beneath them.
        driver.execute("pragma foreign_keys=off")
        driver.execute("begin immediate")
        _insert(driver, "audit_summary", generated.summaries(min(audits, _DIFFERENT)))
        for first in range(_DIFFERENT, audits, _DIFFERENT):
            _repeat(driver, first, min(_DIFFERENT, audits - first))
        counters = generated.counters()
        _insert(driver, "measure_counter", counters)
        driver.execute("commit")
        driver.execute("pragma foreign_keys=on")
        driver.execute("pragma wal_checkpoint(truncate)")
    finally:
        pooled.close()
    return len(counters)


def past_the_facts(service: Service, statement: str, rows: Sequence[tuple[Any, ...]] = ((),)) -> None:
    """Change what the projections hold; what reads them cannot tell.

    Args:
        rows: what fills the statement's question marks; it is run once for each.
    """
    pooled = service.store.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("pragma foreign_keys=off")
        driver.executemany(statement, rows)
        driver.execute("commit") if driver.in_transaction else None
        driver.execute("pragma foreign_keys=on")
        driver.execute("pragma wal_checkpoint(truncate)")
    finally:
        pooled.close()


def _repeat(driver: Any, first: int, count: int) -> None:
    """The first so many summaries once more, as other audits: made by the database, where a million takes seconds."""
    columns = [column.name for column in table(AuditSummaryRow).columns]
    new = dict.fromkeys(("audit_id", "case_id"), f"printf('%032x', rowid - 1 + {first})")
    new["lcs_number"] = f"lcs_number + {first}"
    chosen = ", ".join(new.get(name, name) for name in columns)
    driver.execute(
        f"insert into audit_summary ({', '.join(columns)}) "
        f"select {chosen} from audit_summary where rowid <= {count} order by rowid"
    )


def _insert(driver: Any, name: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    marks = ", ".join("?" for _ in names)
    driver.executemany(f"insert into {name} ({', '.join(names)}) values ({marks})", [tuple(r.values()) for r in rows])


class _Generated:
    """Audits with believable shares of months, teams, kinds and grades."""

    def __init__(self, service: Service, audits: int, dice: random.Random) -> None:
        self.dice = dice
        self.auditor = service.person.id.hex
        self.teams = [team.hex for team in service.teams()]
        last = service.today().replace(day=1)
        self.months: list[date] = []
        for _ in range(MONTHS):
            self.months.append(last)
            last = (last - timedelta(days=1)).replace(day=1)
        self.measures = [definition.id for definition in service.standards.measures.audited]
        self.cells = list(
            zip(
                dice.choices(range(MONTHS), k=audits),
                dice.choices(self.teams, k=audits),
                self._shares(KINDS, audits),
                (dice.random() * 100 < EARLY_HELP for _ in range(audits)),
                (dice.random() * 100 < MODERATED for _ in range(audits)),
                strict=True,
            )
        )

    def _shares(self, shares: dict[str, int], count: int) -> list[str]:
        return self.dice.choices(list(shares), list(shares.values()), k=count)

    def summaries(self, count: int) -> list[dict[str, Any]]:
        """The rows of the first so many summaries."""
        judged = [
            json.dumps({measure: grade for measure, grade in zip(self.measures, graded, strict=True) if grade})
            for graded in (self._shares({**GRADES, "": 40}, len(self.measures)) for _ in range(50))
        ]
        rows = []
        for number, (month, team, kind, early_help, moderated) in enumerate(self.cells[:count]):
            as_at = self.months[month] + timedelta(days=number % 28)
            at = f"{as_at.isoformat()}T09:00:00.000000Z"
            row = {
                "audit_id": f"{number:032x}",
                "case_id": f"{number:032x}",
                "lcs_number": str(99_000_000 + number),
                "kind": kind,
                "checklist_id": "practice-standards-2023",
                "theme": "fathers" if kind == "thematic" else "",
                "content_hash": "c" * 64,
                "scoring_hash": _scoring(month),
                "auditor_id": self.auditor,
                "team_id": team,
                "subject": "child",
                "tags": '["child_in_need", "age_5_9"]',
                "as_at": as_at.isoformat(),
                "month": as_at.isoformat()[:7],
                "state": "submitted",
                "answered": 57,
                "asked": 57,
                "opened_at": at,
                "changed_at": at,
                "submitted_at": at,
                "counted": True,
                "moderated": moderated,
                "early_help": early_help,
                "overall": "good",
                "sections": '{"ps01": "good", "ps06": "requires_improvement"}',
                "judgements": judged[number % len(judged)],
                "revision": 1,
            }
            rows.append(row)
        return rows

    def counters(self) -> list[dict[str, Any]]:
        """The rows of counters for all audits."""
        rows = []
        for (month, team, kind, early_help, moderated), audits in Counter(self.cells).items():
            for measure in ("overall", *self.measures):
                graded = Counter(self._shares(GRADES, min(audits, 40)))
                scale = max(1.0, audits / 40)
                rows.append(
                    {
                        "month": self.months[month].isoformat()[:7],
                        "team_id": team,
                        "kind": kind,
                        "theme": "fathers" if kind == "thematic" else "",
                        "early_help": early_help,
                        "scoring_hash": _scoring(month),
                        "moderated": moderated,
                        "measure": measure,
                        **{grade: round(graded[grade] * scale) for grade in GRADES},
                    }
                )
        return rows


def _scoring(months_ago: int) -> str:
    return ("a" if months_ago < CHANGED_SCORING else "b") * 64
