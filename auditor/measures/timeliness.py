"""Every rule on time as a figure of the service: the share of deadlines that were met, with its interval.

The unit is the deadline, not the audit: a child who was due six supervisions counts six times. The interval (Wilson,
95%) takes each deadline by itself; those of one child hang together, so it is on the narrow side, and the number of
audits stands beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from auditor.measures.rates import share_to_percent, whole_percent, wilson
from auditor.standards.model import TimescaleRule
from auditor.store.records import TimescaleCounter

TOO_FEW = 5
"""Fewer deadlines than this, and no share is told."""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One rule's figure.

    Attributes:
        rule: the rule's id.
        source: the point it comes from.
        printed: False for one of the derived rules, which stand apart.
        team: whose deadlines; None for all together.
        in_time: deadlines met.
        due: deadlines judged.
        cases: audits in which any was judged.
        percent: whole, rounded half up; None when there are none.
        lower: of the interval, a share from 0 to 1; None when there are none.
        upper: likewise.
        too_few: there are some, but too few to tell.
    """

    rule: str
    source: str
    printed: bool
    team: UUID | None
    in_time: int
    due: int
    cases: int
    percent: int | None
    lower: float | None
    upper: float | None
    too_few: bool


def timeliness(
    rules: Iterable[TimescaleRule], counted: Iterable[tuple[UUID | None, TimescaleCounter]]
) -> tuple[Timeliness, ...]:
    """The figure of each rule, in the order of the rules; by team where the counts are.

    Args:
        rules: of the edition.
        counted: deadlines met and not met, by team (None: all together) and rule.
    """
    by_rule: dict[str, list[tuple[UUID | None, TimescaleCounter]]] = {}
    for team, counter in counted:
        by_rule.setdefault(counter.rule, []).append((team, counter))
    found = []
    for rule in rules:
        for team, counter in by_rule.get(rule.id, [(None, TimescaleCounter(rule.id, 0, 0, 0))]):
            interval = wilson(counter.in_time, counter.due)
            found.append(
                Timeliness(
                    rule.id,
                    rule.source,
                    rule.printed,
                    team,
                    counter.in_time,
                    counter.due,
                    counter.cases,
                    whole_percent(counter.in_time, counter.due),
                    interval.lower if interval else None,
                    interval.upper if interval else None,
                    0 < counter.due < TOO_FEW,
                )
            )
    return tuple(found)


def timeliness_rows(figures: Iterable[Timeliness], teams: dict[UUID, str]) -> list[dict[str, Any]]:
    """The figures as plain data, for JSON and CSV; percentages as in the scorecard's rows."""
    return [
        {
            "rule": figure.rule,
            "source": figure.source,
            "printed": figure.printed,
            "team": teams.get(figure.team, str(figure.team)) if figure.team else None,
            "numerator": figure.in_time,
            "denominator": figure.due,
            "audits": figure.cases,
            "percent": figure.percent,
            "lower": None if figure.lower is None else share_to_percent(figure.lower, 1),
            "upper": None if figure.upper is None else share_to_percent(figure.upper, 1),
            "too_few": figure.too_few,
        }
        for figure in figures
    ]
