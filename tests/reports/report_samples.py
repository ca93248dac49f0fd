"""Invented audits and figures that look like real ones."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.examination import OVERALL, AnswerGiven, DifferenceGiven, Examination, GradeGiven
from auditor.audit.facts import Action, Conversation, Finding
from auditor.audit.outcome import outcome
from auditor.audit.profile import Period, Profile
from auditor.audit.scope import Scope
from auditor.audit.states import State
from auditor.measures.scorecard import overall_profile, scorecard
from auditor.reports.measures.measures import MeasuresReportData
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.rules_used import EditionUsed
from auditor.standards.hashes import content_hash, scoring_hash, thresholds_hash
from auditor.standards.load import Standards, read_standards
from auditor.standards.model import AnswerId, GradeId
from auditor.store.records import AuditSummary, Counter

ROOT = Path(__file__).parents[2]
MADE_AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)

NOTES = [
    "Chronology stops Nov 2024; two moves since are not on it.",
    "Visits every ten days, written up the same week; his own words about the contact centre are quoted.",
    "Contingency says 'consider legal advice': no trigger, no date, nobody named.",
    "Father is named on the genogram and nowhere else; no sign that he was asked.",
    "Danger statement is clear and in words that mother would understand.",
    "Agreed at supervision on 3 Sept and again on 8 Oct; still not done.",
]
EVIDENCE = [
    "case summary of 02/09/2026",
    "visit records 14/07, 28/07, 11/08",
    "core group minutes 19/08/2026",
    "child and family assessment of 30/06/2026, section 4",
    "supervision of 08/10/2026",
]
FINDINGS = [
    ("f1", "strength", "Regular, purposeful visits; the child's own words run through them.", "ps05"),
    ("f2", "strength", "The danger statement is clear, and mother can say it herself.", "ps01"),
    ("f3", "improve", "The chronology stops in November 2024; two moves since are not on it.", "ps06"),
    ("f4", "improve", "Actions in the plan have no dates, and father is not asked to do any.", "ps03"),
    ("f5", "improve", "The same two actions were agreed in supervision three times.", "ps10"),
]
ACTIONS = [
    ("a1", "Bring the chronology up to date", "social worker", date(2026, 12, 11), "f3"),
    ("a2", "Rewrite the plan with dates, and with father", "social worker", date(2026, 12, 4), "f4"),
    ("a3", "Check open supervision actions every month", "team manager", date(2027, 1, 15), "f5"),
]


@cache
def standards() -> Standards:
    found, problems = read_standards(ROOT / "standards")
    assert not problems
    assert found is not None
    return found


def audit_data(
    *, notes: list[str] | None = None, state: State = State.SUBMITTED, synthetic: bool = True, moderated: bool = False
) -> AuditReportData:
    """An audit of a child aged 5 to 9 on a child protection plan, complete unless it is a draft."""
    checklist = standards().current
    profile = Profile("child", frozenset({"child_protection"}), "age_5_9", {"siblings": True, "disability": False})
    scope = Scope(checklist, profile)
    examination = _examination(scope, notes or NOTES)
    counted = state not in (State.DRAFT, State.VOID)
    result = outcome(scope, examination)
    period = Period.up_to(date(2026, 10, 31))
    summary = AuditSummary(
        audit_id=UUID(int=1),
        case_id=UUID(int=2),
        lcs_number="9904093",
        kind=AuditKind.FULL.value,
        checklist_id=checklist.id,
        theme="",
        content_hash=content_hash(checklist),
        scoring_hash=scoring_hash(checklist),
        auditor_id=UUID(int=3),
        team_id=UUID(int=4),
        subject="child",
        tags=("child_protection", "age_5_9"),
        as_at=period.end,
        due=None,
        state=state,
        answered=len(examination.answers),
        asked=len(scope.asked),
        opened_at=MADE_AT,
        changed_at=MADE_AT,
        submitted_at=datetime(2026, 11, 12, 16, 5, tzinfo=UTC) if counted else None,
        lcs_entered_on=None,
        counted=counted,
        moderated=moderated,
        early_help=False,
        overall=("requires_improvement" if not moderated else "inadequate") if counted else None,
        difference=result.difference if counted else None,
        sections=result.sections if counted else {},
        judgements=result.judgements if counted else {},
        revision=1,
    )
    return AuditReportData(
        summary=summary,
        scope=scope,
        examination=examination,
        period=period,
        team="Assessment and safeguarding, north",
        made_at=MADE_AT,
        auditor="M. Okafor",
        made_by="M. Okafor",
        synthetic=synthetic,
    )


def _examination(scope: Scope, notes: list[str]) -> Examination:
    cycle: list[AnswerId | None] = ["met", "met", "partly_met", "met", "not_met", "met", "exceeded", "partly_met", None]
    answers, evidence, written = {}, {}, {}
    for place, (criterion_id, item) in enumerate(scope.asked.items()):
        answer = cycle[(place * 5 + place // 4) % len(cycle)]
        if answer is not None and answer not in item.criterion.answers:
            answer = "met"
        answers[criterion_id] = AnswerGiven(answer, None if answer else "not_yet_due")
        if answer == "exceeded" or place % 3 == 0:
            evidence[criterion_id] = EVIDENCE[place % len(EVIDENCE)]
        if place % 4 == 1:
            written[criterion_id] = notes[place % len(notes)]
    wheel: list[GradeId] = ["good", "requires_improvement", "good", "requires_improvement", "outstanding", "inadequate"]
    grades = {}
    for place, section in enumerate(scope.graded_sections):
        grade = wheel[(place * 2 + place // 3) % len(wheel)]
        first: GradeId = "good" if place % 5 == 0 else grade
        grades[section.id] = GradeGiven(grade, first, None, "The gaps are in one month, when the worker was away.")
    for place, item in enumerate(scope.judgements):
        if item.graded_by_auditor:
            grade = wheel[(place + 1) % 4]
            grades[item.judgement.id] = GradeGiven(grade, grade, None, "Read together, the work holds.")
    reason = "The plan drifted for eight weeks after the second conference."
    grades[OVERALL] = GradeGiven("requires_improvement", "good", "requires_improvement", reason)
    sections = [section.id for section in scope.graded_sections]
    written[sections[1]] = "The assessment is well written and eight weeks late."
    return Examination(
        answers=answers,
        evidence=evidence,
        notes=written,
        grades=grades,
        conversations={
            "worker": Conversation(
                "spoken",
                date(2026, 11, 5),
                said="Knows the child well. Says the chronology has been on the list since the summer.",
                follow_up="Chronology to be brought up to date before the next core group",
            ),
            "child": Conversation("tried", why="Two appointments, both cancelled by the family."),
            "parent": Conversation(
                "spoken",
                date(2026, 11, 9),
                said="Feels listened to by this worker, and did not get the last two sets of minutes.",
            ),
        },
        findings={key: Finding(key, *rest) for key, *rest in FINDINGS},
        actions={key: Action(key, *rest) for key, *rest in ACTIONS},
        difference=DifferenceGiven("some", "He sleeps at home again and is in school four days of five; it is early."),
    )


COUNTS = {
    "1.1-f": (3, 41, 58, 11),
    "1.1-j": (2, 62, 118, 31),
    "1.1-q": (4, 74, 121, 30),
    "1.2-c": (9, 88, 110, 24),
    "1.2-d": (12, 97, 80, 14),
    "1.2-e": (22, 141, 58, 12),
    "1.3-a": (6, 39, 10, 1),
    "1.3-j": (1, 4, 3, 0),
    "1.3-k": (0, 14, 19, 6),
    "2.0-b": (3, 69, 120, 41),
    "2.0-d": (5, 93, 108, 27),
    "3.0-b": (7, 90, 77, 16),
    "2.1": (2, 48, 130, 53),
}


def measures_data(*, synthetic: bool = True, teams: tuple[str, ...] = (), mixed: bool = False) -> MeasuresReportData:
    """Eight months of audits of the whole service; with two sets of scoring rules when ``mixed``."""
    book, edition = standards().measures, standards().current
    counters = {name: Counter(name, *counts) for name, counts in COUNTS.items()}
    moderated = {name: sum(counts) // 5 for name, counts in COUNTS.items()}
    used = [EditionUsed(edition.title, content_hash(edition), scoring_hash(edition))]
    if mixed:
        used.append(EditionUsed("Practice standards 2025", "c" * 64, "d" * 64))
    hashes = [entry.scoring_hash for entry in used]
    return MeasuresReportData(
        measures=scorecard(book, edition.judgements, counters, moderated, hashes),
        profile=overall_profile(Counter("overall", 6, 82, 124, 24)),
        moderated=61,
        scale=edition.scale,
        too_few=book.too_few,
        months=("2026-03", "2026-10"),
        teams=teams,
        kinds=("full audit",),
        editions=tuple(used),
        thresholds_hash=thresholds_hash(book),
        made_at=MADE_AT,
        made_by="P. Whitfield",
        early_help=overall_profile(Counter("overall", 0, 9, 7, 1)),
        synthetic=synthetic,
    )
