"""Rounds on a real store, for the tests of the use cases, the commands and the screens."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

from store_builders import World, child, finish

from auditor.audit.changes import Change
from auditor.audit.details import AuditKind
from auditor.audit.facts import Conversation, FactKind
from auditor.audit.profile import Period
from auditor.audit.rounds import Round
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.rounds.allocate import allocate
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


SAID = {
    "child": "Likes the visits. Wishes they were not on Mondays.",
    "parent": "Bedtimes are calmer now.",
    "worker": "Sarah Smith has squeezed the time.",
}
"""What was said in the conversations of an audit; the worker's words hold a name."""


def thematic_round(
    world: World, said: Iterable[Mapping[str, str]] = (SAID,), *, theme: str = "chronologies-and-summaries"
) -> tuple[str, list[UUID]]:
    """A thematic round called Summaries with an audit by Ada, submitted, for each set of conversations; all six cases
    are drawn. Its id, and those of its audits.
    """
    with closing(world.open()) as sam:
        seen = drawn(world, sam, 6, "Summaries", kind=AuditKind.THEMATIC, theme=theme)
        numbered = sorted(line.case.lcs_number for line in seen.lines)[: len(list(said))]
        for number in numbered:
            allocate(sam, seen.round.id, number, who(sam, "Ada"))
    with closing(world.open("Ada")) as ada:
        return seen.round.id, [heard(ada, number, one) for number, one in zip(numbered, said, strict=True)]


def heard(service: Service, number: str, said: Mapping[str, str]) -> UUID:
    """The audit of a case that was allocated to whoever works, with these conversations; submitted."""
    audit = start(service, number)
    finish(service, audit)
    talks = {key: Conversation("spoken", PERIOD.end, said=words).as_body() for key, words in said.items()}
    changes = [Change(FactKind.CONVERSATION, key, body) for key, body in talks.items()]
    record(service, open_audit(service, audit), changes)
    submit_audit(service, audit)
    return audit
