"""The details of an audit that may be corrected while it is a draft, and its fixed identity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from auditor.audit.profile import Period, Profile
from auditor.errors import InputError


class AuditKind(StrEnum):
    """The kinds of audit."""

    FULL = "full"
    THEMATIC = "thematic"
    DIP_SAMPLE = "dip_sample"
    RE_AUDIT = "re_audit"
    CALIBRATION = "calibration"
    """Several people grade the same synthetic case, to see how they read the standards; it counts nowhere."""


KIND_WORDS = {
    AuditKind.FULL: "full audit",
    AuditKind.THEMATIC: "thematic audit",
    AuditKind.DIP_SAMPLE: "dip sample",
    AuditKind.RE_AUDIT: "re-audit",
    AuditKind.CALIBRATION: "calibration",
}


@dataclass(frozen=True)
class AuditDetails:
    """What an audit is about.

    Attributes:
        team: the team responsible at the as-at date; the audit counts for it.
        period: the period audited; it ends on the as-at date, and the audit counts in that month.
        profile: the subject's.
        due: the day by which it should be submitted; None when no round set one.
        after: the audit that this re-audit follows; None for any other kind.
    """

    team: UUID
    period: Period
    profile: Profile
    due: date | None = None
    after: UUID | None = None

    @property
    def as_at(self) -> date:
        """The day at which the file is judged."""
        return self.period.end

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        body = {
            "team": str(self.team),
            "period_start": self.period.start.isoformat(),
            "as_at": self.period.end.isoformat(),
            "profile": self.profile.as_body(),
            "due": self.due.isoformat() if self.due else None,
        }
        return {**body, **({"after": str(self.after)} if self.after else {})}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "AuditDetails":
        """From plain data."""
        return cls(
            UUID(body["team"]),
            Period(date.fromisoformat(body["period_start"]), date.fromisoformat(body["as_at"])),
            Profile.from_body(body["profile"]),
            date.fromisoformat(body["due"]) if body.get("due") else None,
            UUID(body["after"]) if body.get("after") else None,
        )


def check_lcs_number(text: str) -> str:
    """The number of a case in the case-management system, tidied.

    Raises:
        InputError: it is not a number of 4 to 12 digits. A name must never be typed here.
    """
    number = text.strip().replace(" ", "")
    if not (number.isascii() and number.isdigit() and 4 <= len(number) <= 12):
        raise InputError(
            "That is not an LCS number.",
            "An LCS number has 4 to 12 digits and nothing else.",
            "Type the number of the case, never a name.",
        )
    return number
