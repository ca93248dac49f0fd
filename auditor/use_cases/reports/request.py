"""What somebody asks for when they ask for a report: which one, of what, for whom."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile


class Part(StrEnum):
    """What a report can be asked to be of; each recipe says which of them mean something to it."""

    AUDIT = "audit"
    FROM = "from"
    TO = "to"
    TEAM = "team"
    KIND = "kind"
    THEME = "theme"
    ROUND = "round"
    LEVEL = "level"
    MONTHS = "months"


@dataclass(frozen=True)
class Request:
    """A report that is asked for; what is left out is for the report to choose.

    Attributes:
        report: the id of its definition in ``reports/``.
        audit: of one audit.
        first: the first month, as ``2026-01``.
        last: the last month, included.
        teams: only these; None stands for every team.
        kinds: only audits of these kinds; empty: full audits.
        theme: the id of a theme.
        round_named: a round, by its name or id.
        level: percent, above which an area of a thematic audit is strong; None: as the definition says.
        by_month: a period is a month and not a quarter.
        profile: for whom: what is hidden.
        why: of a public profile: for what it is published.
    """

    report: str
    audit: UUID | None = None
    first: str | None = None
    last: str | None = None
    teams: tuple[UUID, ...] | None = None
    kinds: tuple[AuditKind, ...] = ()
    theme: str = ""
    round_named: str = ""
    level: int | None = None
    by_month: bool = False
    profile: Profile = field(default=Profile.INTERNAL)
    why: str = ""

    @property
    def parts(self) -> frozenset[Part]:
        """What was said of it."""
        said = {
            Part.AUDIT: self.audit is not None,
            Part.FROM: self.first is not None,
            Part.TO: self.last is not None,
            Part.TEAM: self.teams is not None,
            Part.KIND: bool(self.kinds),
            Part.THEME: bool(self.theme),
            Part.ROUND: bool(self.round_named),
            Part.LEVEL: self.level is not None,
            Part.MONTHS: self.by_month,
        }
        return frozenset(part for part, given in said.items() if given)


def check_months(first: str | None, last: str | None) -> None:
    """Whether a span of months runs forwards.

    Raises:
        InputError: it does not.
    """
    if first is not None and last is not None and first > last:
        raise InputError("The first month is after the last.", f"{first} to {last}", "Give the earlier month first.")
