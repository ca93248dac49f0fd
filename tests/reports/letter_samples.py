"""The letter of an audit that was moderated, with everything a letter can have."""

from datetime import date
from typing import Any

from report_samples import ACTIONS, FINDINGS, MADE_AT, audit_data

from auditor.audit.action_steps import Closing, Followed, Status
from auditor.audit.details import AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.facts import Action, Finding
from auditor.audit.feedback import Differed, Feedback
from auditor.audit.moderation import Because
from auditor.reports.one_audit.letter import LetterReportData
from auditor.standards.model import GradeId


def told(**given: Any) -> Feedback:
    """What an audit tells its team."""
    scope = audit_data().scope
    wheel: list[GradeId] = ["good", "requires_improvement", "good", "outstanding"]
    grades = {section.id: wheel[place % len(wheel)] for place, section in enumerate(scope.graded_sections)}
    names = {section.id: (section.code, section.title) for section in scope.graded_sections}
    findings = [Finding(*one) for one in FINDINGS]
    actions = [Action(key, what, owner, due, finding) for key, what, owner, due, finding in ACTIONS]
    actions.append(Action("a4", "Ring the school", "", None, urgent=True))
    followed = [Followed(one, MADE_AT.date(), one.due, Status.NO_REPORT, None, None) for one in actions]
    read = Action("a5", "Read the minutes of May", "social worker", None)
    closed = Followed(read, MADE_AT.date(), None, Status.COMPLETE, date(2026, 11, 20), Closing.ON_PAPER)
    first = scope.graded_sections[0].id
    values: dict[str, Any] = {
        "scale": scope.checklist.scale,
        "names": {**names, OVERALL: ("", "The whole")},
        "grades": {**grades, OVERALL: "requires_improvement"},
        "moderated_on": date(2026, 11, 16),
        "blind": True,
        "differed": (
            Differed(
                OVERALL, "good", "requires_improvement", "requires_improvement", Because.MISSED, "Minutes unread."
            ),
            Differed(first, "good", "outstanding", "good", Because.JUDGEMENT, "", settled=True),
        ),
        "strengths": tuple(one for one in findings if one.kind == "strength"),
        "areas": tuple(one for one in findings if one.kind != "strength"),
        "difference": ("Some difference", "He sleeps at home again\nand is in school four days of five."),
        "actions": (*followed, closed),
        "final_on": date(2026, 11, 18),
    }
    return Feedback(**{**values, **given})


def letter_data(*, closed: bool = False, **given: Any) -> LetterReportData:
    """The letter."""
    return LetterReportData(
        told=told(**given),
        lcs_number="9904093",
        kind=AuditKind.FULL,
        as_at=date(2026, 10, 31),
        team="Assessment and safeguarding, north",
        standards="Practice standards, 2023 edition",
        closed=closed,
        made_at=MADE_AT,
        synthetic=True,
    )
