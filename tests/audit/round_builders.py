"""A round and its cases, as the pure tests of rounds need them."""

from datetime import date
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.profile import Period
from auditor.audit.round_cases import RoundCase
from auditor.audit.rounds import Round

TODAY = date(2026, 11, 20)
TEAMS = tuple(UUID(int=number) for number in (1, 2, 3))
PEOPLE = tuple(UUID(int=number) for number in range(101, 108))


def a_round(sizes: tuple[int, ...] = (6, 3), **given: object) -> Round:
    """A round with so many cases of each team."""
    cases = [
        RoundCase(UUID(int=9_900_000 + 10_000 * team + number), TEAMS[team])
        for team, size in enumerate(sizes)
        for number in range(size)
    ]
    period = Period(date(2026, 5, 21), date(2026, 11, 20))
    base = Round("ab" * 16, "Winter", AuditKind.FULL, "", period, date(2026, 12, 18), "5eed", 10, True, tuple(cases))
    return Round(**{**base.__dict__, **given})  # type: ignore[arg-type]
