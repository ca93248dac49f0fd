"""One audit of the demo, as it is planned before any is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from auditor.audit.details import AuditKind
from auditor.standards.model import GradeId

DAYS_TO_DO = 14
"""An audit is due this many days after its as-at date."""


@dataclass(frozen=True)
class Planned:
    """One audit of the demo.

    Attributes:
        group: whom it is of, see :data:`auditor.use_cases.demo.cast.TEAMS_OF`.
        team: its place in the cast; ``auditor`` likewise.
        submitted: the day of it; None for a draft and a voided audit.
        entered: the day of the entry on LCS.
        target: the overall grade that its auditor comes to.
        done: for a draft, the share of it that is done.
        due_on: the day by which, where its round says so.
        of_round: which round it was started for, by its place; None for none.
        re_audited: when the case is audited again; None when it is not.
    """

    lcs: str
    group: str
    team: int
    auditor: int
    as_at: date
    kind: AuditKind = AuditKind.FULL
    submitted: date | None = None
    void: bool = False
    entered: date | None = None
    target: GradeId = "requires_improvement"
    done: float = 1.0
    age_band: str | None = None
    host_draft: str = ""
    due_on: date | None = None
    of_round: int | None = None
    re_audited: date | None = None

    @property
    def due(self) -> date:
        """The day by which it should be submitted."""
        return self.due_on or self.as_at + timedelta(days=DAYS_TO_DO)
