"""The scorecard through the use case that ``auditor measures show`` uses, against its bare query of the counters."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from auditor.standards.load import load_standards
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import show_measures
from benchmarks.measuring import Figure, Line, interleaved, timed
from benchmarks.stores import MONTHS, TEAMS, fill_projections, new_store

TARGET, FLAT = 1.5, 1.2


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    sizes = (40, 80, 120) if quick else (10_000, 100_000, 1_000_000)
    standards = load_standards()
    with TemporaryDirectory() as place, ExitStack() as opened:
        services, rows = [], []
        for size in sizes:
            service = new_store(Path(place) / str(size), standards)
            opened.callback(service.close)
            rows.append(fill_projections(service, size))
            services.append(service)
        small, middle, large = services
        rounds = 3 if quick else 25
        ours, bare = interleaved(rounds, timed(lambda: show_measures(middle)), timed(_bare(middle)), warm_up=2)
        of_large, of_small = interleaved(
            rounds, timed(lambda: show_measures(large)), timed(lambda: show_measures(small)), warm_up=2
        )
        assert show_measures(large).main.audits > show_measures(small).main.audits > 0
    cells = f"{MONTHS} months, {TEAMS} teams: {' / '.join(f'{number:,}' for number in rows)} rows of counters"
    lowest, between, highest = (f"{size:,}" for size in sizes)
    return [
        Figure(f"Scorecard over {between} audits", TARGET, ours, bare, "its own query on the driver's cursor"),
        Figure(f"Scorecard over {highest} audits", FLAT, of_large, of_small, f"over {lowest} audits", note=cells),
    ]


def _bare(service: Service) -> Callable[[], Any]:
    """The very query of the use case, run on the driver's cursor, its rows fetched and left as they are."""
    caught: list[tuple[str, Any]] = []

    def executed(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "measure_counter" in statement:
            caught.append((statement, parameters))

    engine = service.store.engine
    event.listen(engine, "before_cursor_execute", executed)
    show_measures(service)
    event.remove(engine, "before_cursor_execute", executed)
    ((statement, parameters),) = caught

    def query() -> None:
        pooled = engine.raw_connection()
        try:
            cursor = pooled.cursor()
            cursor.execute(statement, parameters)
            assert cursor.fetchall()
        finally:
            pooled.close()

    return query
