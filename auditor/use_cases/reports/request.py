"""What somebody asks for when they ask for a report: which one, of what, for whom."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
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
    MERGE = "merge"


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
        why: for what it is; a public report needs it.
        merged: of a public profile: requires improvement and inadequate are told as one, so that less is hidden.
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
    merged: bool = False

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
            Part.MERGE: self.merged,
        }
        return frozenset(part for part, given in said.items() if given)

    @property
    def said(self) -> dict[str, Any]:
        """The same as plain data, for the record of what left the store; the audit stands beside it."""
        every: dict[str, Any] = {
            Part.FROM.value: self.first,
            Part.TO.value: self.last,
            Part.TEAM.value: [team.hex for team in self.teams or ()],
            Part.KIND.value: [kind.value for kind in self.kinds],
            Part.THEME.value: self.theme,
            Part.ROUND.value: self.round_named,
            Part.LEVEL.value: self.level,
            Part.MONTHS.value: self.by_month,
            Part.MERGE.value: self.merged,
        }
        return {part: value for part, value in every.items() if Part(part) in self.parts}


def check_months(first: str | None, last: str | None) -> None:
    """Whether a span of months runs forwards.

    Raises:
        InputError: it does not.
    """
    if first is not None and last is not None and first > last:
        raise InputError("The first month is after the last.", f"{first} to {last}", "Give the earlier month first.")
