"""Opening the list of actions over many audits, against the same where there are none."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from auditor.standards.load import load_standards
from auditor.use_cases.service import Service
from benchmarks import running
from benchmarks.measuring import Figure, Line, interleaved
from benchmarks.stores import fill_projections, new_store

TARGET, AUDITS, EACH = 1.5, 10_000, 3
_F7 = "\x1b[18~"
_SHOWN = "By the day they are due"
"""Stands on the screen once the list is read."""
_ACTIONS = """
insert into action_summary
select audit_id, printf('%d-%s', n, audit_id), case_id, lcs_number, team_id, 'Write the safety plan with the family',
    case n when 1 then 'team manager' else 'social worker' end, printf('ps%02d', 1 + (rowid + n) % 11),
    printf('ps%02d', 1 + (rowid + n) % 11), 0, as_at, date(as_at, '+' || (14 * n) || ' days'),
    date(as_at, '+' || (14 * n) || ' days'), 0,
    case when (rowid + n) % 10 < 3 then 'on_track' else 'complete' end, as_at,
    case when (rowid + n) % 10 < 3 then null else date(as_at, '+' || (12 * n) || ' days') end,
    case when (rowid + n) % 10 < 3 then null else 'on_paper' end
from audit_summary, (select 1 n union select 2 union select 3)
"""
"""Three for each audit, of which three in ten are open."""


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    rounds = 1 if quick else 7
    standards = load_standards()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        none, many = place / "none", place / "many"
        for store, audits in ((none, 0), (many, AUDITS)):
            with closing(new_store(store, standards, demo=True)) as service:
                if audits:
                    fill_projections(service, audits)
                    fill_actions(service)
        of_many, of_none = interleaved(rounds, _opening(place, many), _opening(place, none), warm_up=0 if quick else 1)
    what = f"Opening Actions over {AUDITS:,} audits with {AUDITS * EACH:,} actions"
    return [Figure(what, TARGET, of_many, of_none, "over an empty store")]


def fill_actions(service: Service) -> None:
    """Give every audit of a store whose projections were filled three actions."""
    pooled = service.store.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("pragma foreign_keys=off")
        driver.execute(_ACTIONS)
        driver.execute("commit") if driver.in_transaction else None
        driver.execute("pragma foreign_keys=on")
        driver.execute("pragma wal_checkpoint(truncate)")
    finally:
        pooled.close()


def _opening(place: Path, store: Path) -> Callable[[], float]:
    def sample() -> float:
        with running.start_demo(place, store) as terminal:
            terminal.wait_for("Actions", terminal.started)  # among the modes at the top: the store is open
            terminal.rest(0.8)
            return terminal.wait_for(_SHOWN, terminal.write(_F7))

    return sample
