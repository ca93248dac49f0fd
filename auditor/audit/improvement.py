"""The inadequate pathway: what follows when an audit's grade of record is inadequate.

A head of service owns it, there is an improvement plan with a day on which it is reviewed, and somebody other than the
first auditor audits the case again, six months after the grade stood unless the council sets another time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from auditor.audit.facts import Body, Fact
from auditor.audit.profile import months_before
from auditor.audit.states import State, steps
from auditor.errors import InputError

SETTING = "inadequate.re_audit_months"
"""The name of the setting that says after how many months the case is audited again."""
MONTHS = 6
_MOST_MONTHS = 24


@dataclass(frozen=True)
class ImprovementPlan:
    """What is agreed for an audit that found practice inadequate.

    Attributes:
        owner: the head of service who owns it: a role, never a name.
        plan: what will be done.
        reviewed_on: the day on which the plan was, or will be, reviewed.
        re_auditor: who audits the case again; never the first auditor.
    """

    owner: str = ""
    plan: str = ""
    reviewed_on: date | None = None
    re_auditor: UUID | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What it does not say yet, in words."""
        said = {
            "who owns it": self.owner,
            "the plan": self.plan,
            "a day of review": self.reviewed_on,
            "who audits again": self.re_auditor,
        }
        return tuple(words for words, value in said.items() if not value)

    def as_body(self) -> dict[str, Any]:
        """As plain data; only what it says."""
        body: dict[str, Any] = {
            "owner": self.owner,
            "plan": self.plan,
            "reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else None,
            "re_auditor": str(self.re_auditor) if self.re_auditor else None,
        }
        return {key: value for key, value in body.items() if value}

    @classmethod
    def from_body(cls, body: Body) -> "ImprovementPlan":
        """From plain data."""
        return cls(
            body.get("owner", ""),
            body.get("plan", ""),
            date.fromisoformat(body["reviewed_on"]) if body.get("reviewed_on") else None,
            UUID(body["re_auditor"]) if body.get("re_auditor") else None,
        )


class Standing(StrEnum):
    """How far a pathway is."""

    NO_PLAN = "no plan"
    PLANNED = "planned"
    UNDER_WAY = "re-audit under way"
    STILL_INADEQUATE = "still inadequate"
    DONE = "re-audited"


@dataclass(frozen=True)
class Pathway:
    """An inadequate audit, what is agreed for it, and the re-audits of it.

    Attributes:
        final_on: the day its grade stood.
        due: the day by which the case is audited again.
        plan: what is agreed; None while nothing is.
        re_audits: each re-audit of it that was not made void: its id, whether it was submitted, and its overall grade.
    """

    audit_id: UUID
    lcs_number: str
    team: UUID
    auditor: UUID
    final_on: date
    due: date
    plan: ImprovementPlan | None = None
    re_audits: tuple[tuple[UUID, bool, str | None], ...] = ()

    @property
    def standing(self) -> Standing:
        """How far it is."""
        grades = [grade for _, submitted, grade in self.re_audits if submitted]
        if grades:
            return Standing.STILL_INADEQUATE if grades[-1] == "inadequate" else Standing.DONE
        if self.re_audits:
            return Standing.UNDER_WAY
        return Standing.PLANNED if self.plan is not None and not self.plan.missing else Standing.NO_PLAN

    def overdue(self, today: date) -> bool:
        """Whether the re-audit should have been submitted."""
        return self.due < today and not any(submitted for _, submitted, _ in self.re_audits)


def final_on(of_audit: Iterable[Fact]) -> date | None:
    """The day on which the grade of record that now stands came to stand; None where none does.

    Args:
        of_audit: the facts of the audit as a whole.
    """
    path = steps(of_audit)
    if path[-1][1] not in (State.FINAL, State.CLOSED):
        return None
    return next(fact.at.astimezone().date() for fact, state in reversed(path) if state is State.FINAL and fact)


def re_audit_due(stood: date, months: int = MONTHS) -> date:
    """The day by which a case is audited again, so many months after the grade stood."""
    return months_before(stood, -months)


def months_in(settings: Mapping[str, Any]) -> int:
    """After how many months a case is audited again, by the settings of a store."""
    found = settings.get(SETTING, MONTHS)
    return found if isinstance(found, int) else MONTHS


def check_months(months: int) -> int:
    """The number itself, where a case can be audited again after so many months.

    Raises:
        InputError: it cannot.
    """
    if not 1 <= months <= _MOST_MONTHS:
        raise InputError("A re-audit is due within two years.", f"{months} months.", "Give 1 to 24 months.")
    return months
