"""What a check over all audits looks for, and how alike two texts are."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

LONG_ENOUGH = 40
"""Letters from which on the same text in two audits is no chance."""
NOT_OPENED_DAYS = 10
"""So many days after it was started, or asked for, an audit should have been begun."""
LCS_WORKING_DAYS = 5
"""So many working days after it was submitted, the entry on LCS should have been made."""
AGAIN, AGAIN_MONTHS = 3, 6
"""So many audits of one team by one person, in so many months, are worth a look."""


class Check(StrEnum):
    """What may be wrong, the most pressing first."""

    CONCERN = "concern_without_response"
    PATHWAY = "inadequate_without_pathway"
    RE_AUDIT = "re_audit_overdue"
    NO_ACTION = "inadequate_without_action"
    NO_EVIDENCE = "good_without_evidence"
    OVERDUE = "overdue"
    NEVER_OPENED = "never_opened"
    NOT_ON_LCS = "not_on_lcs"
    COPIED = "copied_text"
    AGAIN = "same_auditor_and_team"


CHECK_WORDS = {
    Check.CONCERN: "Concern without a response",
    Check.PATHWAY: "Inadequate, no plan",
    Check.RE_AUDIT: "Re-audit overdue",
    Check.NO_ACTION: "Inadequate, no action",
    Check.NO_EVIDENCE: "Good, no evidence",
    Check.OVERDUE: "Overdue",
    Check.NEVER_OPENED: "Never opened",
    Check.NOT_ON_LCS: "Not yet on LCS",
    Check.COPIED: "Copied text",
    Check.AGAIN: "Same auditor and team",
}
"""What each is called on screen."""


class Place(StrEnum):
    """Where something is mended."""

    AUDIT = "audit"
    CONCERN = "concern"
    PLAN = "plan"
    LCS = "lcs"
    ROUND = "round"


@dataclass(frozen=True)
class Suspect:
    """One thing that a check found.

    Attributes:
        audit_id: the audit it is about; None for a case that was allocated and not started.
        what: what is wrong, in words; never a text of the audit.
        place: where it is mended.
        key: what is selected there: a concern's id, or a section's.
    """

    check: Check
    audit_id: UUID | None
    lcs_number: str
    team: UUID | None
    auditor: UUID | None
    what: str
    place: Place = Place.AUDIT
    key: str = ""
    since: date | None = None


def alike(text: str) -> str:
    """A text as it is compared: its letters and digits, in small letters; empty when there are too few letters."""
    if len(text) < LONG_ENOUGH:
        return ""
    words = _SIGNS.sub(" ", text.casefold()).strip()
    return words if len(words) - words.count(" ") >= LONG_ENOUGH else ""


_SIGNS = re.compile(r"[\W_]+")
