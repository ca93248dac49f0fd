"""Rounds on a real store, for the tests of the use cases, the commands and the screens."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from store_builders import World, child

from auditor.audit.profile import Period
from auditor.audit.rounds import Round
from auditor.use_cases.rounds.mine import find_allocated, start_allocated
from auditor.use_cases.rounds.plan import RoundView, draw_sample, new_round, read_cases
from auditor.use_cases.service import Service

PERIOD = Period(date(2026, 5, 21), date(2026, 11, 20))
DUE = date(2026, 12, 18)
NORTH, SOUTH = ("9900001", "9900002", "9900003", "9900004"), ("9900011", "9900012")
EVERY = (*NORTH, *SOUTH)


def who(service: Service, name: str) -> UUID:
    return next(person.id for person in service.people().values() if person.name == name)


def case_list(folder: Path, *extra: str, heads: str = "LCS number,team,worker,line manager") -> Path:
    """Four cases of North and two of South, one of which Ada works with."""
    rows = [f"{number},North,," for number in NORTH] + [f"{number},South,," for number in SOUTH]
    path = folder / "cases.csv"
    path.write_text("\n".join([heads, *rows, *extra]) + "\n", "utf-8")
    return path


def planned(service: Service, name: str = "Winter", **given: object) -> Round:
    return new_round(service, name, **{"period": PERIOD, "due": DUE, **given})  # type: ignore[arg-type]


def drawn(world: World, service: Service, size: int = 6, name: str = "Winter", **given: object) -> RoundView:
    """A round of which so many of six cases are drawn."""
    of = planned(service, name, **given)
    read_cases(service, of.id, case_list(world.folder.parent))
    return draw_sample(service, of.id, size=size)


def numbers(seen: RoundView, cases: Iterable[UUID]) -> list[str]:
    """The LCS numbers of some cases of a round."""
    return [seen.number(case) for case in cases]


def start(service: Service, lcs_number: str) -> UUID:
    """Start the audit of a case that was allocated to whoever works."""
    return start_allocated(service, find_allocated(service, lcs_number), child(service.standards.current))
