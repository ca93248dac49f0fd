"""Opening the team's view over many audits, against the same over one."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from auditor.audit.states import Move
from auditor.standards.load import load_standards
from auditor.use_cases.audits.move_audit import append_move
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.service import Service
from benchmarks import running
from benchmarks.measuring import Figure, Line, interleaved
from benchmarks.stores import fill_projections, new_audit, new_store

TARGET, AUDITS = 1.5, 10_000
LCS_NUMBER = "9900001"
_F10 = "\x1b[21~"
_WORK = "Subject"
"""Stands on the screen of Work once its list is there."""
_SHOWN = "What was done well"
"""Stands on the screen once the list and the audit that is selected in it are there."""


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    rounds = 1 if quick else 5
    standards = load_standards()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        few, many = place / "few", place / "many"
        for store, audits in ((few, 0), (many, AUDITS)):
            with closing(new_store(store, standards, demo=True)) as service:
                _final_audit(service)
                if audits:
                    fill_projections(service, audits)
                    _make_final(service)
        of_many, of_few = interleaved(rounds, _opening(place, many), _opening(place, few), warm_up=0 if quick else 1)
    return [Figure(f"Opening Team over {AUDITS:,} audits", TARGET, of_many, of_few, "over one audit")]


def _final_audit(service: Service) -> None:
    """An audit that stands, with facts beneath it: the first in the list, so that it is read too."""
    audit_id = new_audit(service, LCS_NUMBER)
    with service.store.writing() as writer:
        for move in (Move.SUBMIT, Move.FINALISE):
            append_move(writer, service, audit_id, move, {})
            refresh_summary(writer, audit_id)


def _make_final(service: Service) -> None:
    """Let the generated audits stand, submitted before the one with facts beneath it."""
    pooled = service.store.engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute(
            "update audit_summary set state = 'final', submitted_at = '2020' || substr(submitted_at, 5) "
            "where audit_id not in (select id from audit)"
        )
        driver.execute("commit") if driver.in_transaction else None
    finally:
        pooled.close()


def _opening(place: Path, store: Path) -> Callable[[], float]:
    def sample() -> float:
        with running.start_demo(place, store) as terminal:
            terminal.wait_for(_WORK, terminal.started)
            terminal.rest(0.8)
            return terminal.wait_for(_SHOWN, terminal.write(_F10))

    return sample
