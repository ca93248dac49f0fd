"""The audit of supervision of September 2018, as it was reported: 12 records, six strong areas, the reasons given.

The report printed no more than that. The counts here are invented so that they come to it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from report_samples import MADE_AT, standards

from auditor.audit.action_steps import Status
from auditor.audit.narrative import Narrative, OwnWords, Practice, Quote, Recommendation, Speaker, drafted_digest
from auditor.audit.states import State
from auditor.measures.agreement import agreement
from auditor.measures.thematic import Share, tally
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import (
    ActionLine,
    Actions,
    Agreed,
    Before,
    Completion,
    Names,
    People,
    RoundSample,
    Stratum,
    ThematicReportData,
)
from auditor.standards.hashes import content_hash, scoring_hash
from auditor.store.records import AuditSummary

THEME = standards().themes["supervision"]
TEAMS = {UUID(int=1): "Assessment", UUID(int=2): "Child in need", UUID(int=3): "Looked after children"}
RECORDS, BELOW_GOOD = 12, 8
STRONG = {
    "pg09.wellbeing": 12,
    "supervision.leave-and-sickness": 12,
    "pg09.workload": 11,
    "pg09.agreement": 11,
    "supervision.risk-discussed": 10,
    "supervision.rationale": 10,
}
"""How many of the 12 records met each."""
REASONS = {
    "supervision.slipped-sessions": 8,
    "pg09.reflective": 7,
    "pg09.actions-checked": 6,
    "supervision.smart-notes": 5,
    "supervision.impact-on-child": 5,
    "supervision.evidence-base": 4,
}
"""How many of the 8 records below good fell short of each, in the order in which the reasons were given: sessions that
slipped; talk of tasks, and no going back to those agreed; notes that are not SMART, and no sign of impact on the child;
little use of the evidence."""


def records() -> list[AuditSummary]:
    """The records: the first eight are below good. Whatever was not reported was met by nine."""
    return [record(place) for place in range(RECORDS)]


def record(place: int) -> AuditSummary:
    below = place < BELOW_GOOD
    answers = {}
    for number, criterion in enumerate(THEME.criteria):
        if criterion in STRONG:
            met = place >= RECORDS - STRONG[criterion]
        elif criterion in REASONS:
            met = place >= REASONS[criterion] and not (not below and place == RECORDS - 1)
        else:
            met = (place + number) % 4 != 0
        answers[criterion] = "met" if met else "not_met" if (place + number) % 3 == 0 else "partly_met"
    grade: Any = ("inadequate" if place < 2 else "requires_improvement") if below else "good"
    sections = {
        "agreement_and_rhythm": "requires_improvement" if place < 7 else "good",
        "the_worker": "outstanding" if place == 11 else "good",
        "reflection_and_learning": "requires_improvement" if place < 9 else "good",
        "decisions_and_impact": grade,
        "the_record": "good" if place % 3 else "requires_improvement",
    }
    moment = datetime(2018, 9, 28, 12, tzinfo=UTC)
    return AuditSummary(
        audit_id=UUID(int=100 + place),
        case_id=UUID(int=200 + place),
        lcs_number=f"99000{place:02}",
        kind="thematic",
        checklist_id=THEME.id,
        theme=THEME.id,
        content_hash=content_hash(THEME),
        scoring_hash=scoring_hash(THEME),
        auditor_id=UUID(int=300 + place % 4),
        team_id=list(TEAMS)[place % 3],
        subject="supervision_record",
        tags=(),
        as_at=date(2018, 9, 28),
        due=None,
        state=State.FINAL,
        answered=24,
        asked=24,
        opened_at=moment,
        changed_at=moment,
        submitted_at=moment,
        lcs_entered_on=None,
        counted=True,
        moderated=place % 4 == 0,
        early_help=False,
        overall=grade,
        difference=None if place == 5 else ("some" if place > 6 else "none_yet"),
        sections=sections,  # type: ignore[arg-type]
        judgements={"2.0-b": grade, "2.1": sections["reflection_and_learning"]},  # type: ignore[dict-item]
        revision=1,
        timescales={"T40": (5, 1 if below else 0)},
        answers=answers,
    )


def names() -> Names:
    return Names(
        {criterion.id: criterion.question for criterion in THEME.criteria.values()},
        {criterion: section.code for criterion, section in THEME.section_of.items()},
        {section.id: f"{section.code} {section.title}" for section in THEME.sections},
        {one.measure: f"{one.measure} {one.title}" for one in THEME.judgements},
        {"T40": "record given to the worker within 5 working days"},
    )


def supervision_2018(**given: Any) -> ThematicReportData:
    """The audit of September 2018, after one of July in which all was better done on paper than chance would tell."""
    sums = tally(records())
    earlier = tally([replace(one, overall="good" if place < 6 else one.overall) for place, one in enumerate(records())])
    pairs = [("good", "good")] * 3 + [("good", "requires_improvement")] + [("inadequate", "inadequate")] * 2
    data = ThematicReportData(
        theme=THEME.title,
        question=THEME.question,
        sums=sums,
        names=names(),
        scale=THEME.scale,
        months=("2018-09", "2018-09"),
        teams=(),
        by_team={name: sums.teams[team] for team, name in TEAMS.items()},
        sample=None,
        drawn=0,
        completion=Completion(None, RECORDS, 1),
        people=People({"auditor": 3, "team manager": 1}, 2),
        before=Before("July 2018 to August 2018", earlier, comparable=True),
        service=Share(41, 120),
        agreed=(Agreed("blind, drawn at random", "Two people graded the same file.", agreement(pairs)),),  # type: ignore[arg-type]
        actions=Actions(
            {Status.NO_REPORT: 1, Status.ON_TRACK: 2, Status.COMPLETE: 4},
            {"team manager": 5, "service manager": 2},
            1,
            2,
            (
                ActionLine(
                    "Arrange cover for supervision",
                    "service manager",
                    "Assessment",
                    date(2018, 10, 5),
                    Status.ON_TRACK,
                    True,
                ),
                ActionLine("Go back to agreed tasks", "team manager", "Child in need", None, Status.NO_REPORT, False),
            ),
        ),
        editions=(EditionUsed(f"{THEME.title}, version {THEME.version}", content_hash(THEME), scoring_hash(THEME)),),
        made_at=MADE_AT,
        made_by="P. Whitfield",
    )
    return replace(data, **given)


def own(text: str, drafted: str = "") -> OwnWords:
    """Own words, written when another sentence was drafted."""
    return OwnWords(text, drafted_digest(drafted), UUID(int=9))


def narrative(**findings: OwnWords) -> Narrative:
    """What the QA lead might have written and chosen; invented, as the conversations are."""
    by, audit = UUID(int=9), UUID(int=100)
    said = (
        (Speaker.WORKER, "I come out knowing what I will do next, on the good days."),
        (Speaker.WORKER, "When it slips, it slips for six weeks, and nobody notices but me."),
        (Speaker.PARTNER, "We can tell which workers have somebody to think with."),
    )
    recommended = (
        ("Agree one day each month with each worker, and cover it when a manager is away", "team managers", 31),
        ("Go back to the actions agreed last time before anything else", "team managers", None),
        ("Watch two sessions in each team, and say what was seen", "principal social worker", 30),
        ("Report supervision that slipped to the monthly meeting", "head of service", 30),
    )
    return Narrative(
        findings,
        tuple(Quote(f"q{at}", text, speaker, by, audit, audit) for at, (speaker, text) in enumerate(said)),
        (
            Practice("p1", "One team ends each session by reading its actions aloud, and sends them the same day.", by),
            Practice("p2", "A manager keeps half an hour free after supervision for what it brought up.", by),
        ),
        tuple(
            Recommendation(f"r{at}", what, owner, date(2018, 12, day) if day else None, at, by)
            for at, (what, owner, day) in enumerate(recommended)
        ),
    )


def drawn_2018() -> ThematicReportData:
    """The same records, as if drawn in a round, with a report that somebody has written in."""
    strata = (Stratum("Assessment", 30, 6), Stratum("Child in need", 20, 4), Stratum("Looked after children", 20, 4))
    sample = RoundSample("Autumn 2018", 70, 3, strata, 2, date(2018, 9, 3), "0f" * 16, "ab" * 32)
    completion = Completion(13, 12, 0, 1, 1, 2)
    return supervision_2018(sample=sample, drawn=RECORDS, completion=completion, narrative=narrative())


def of_sums(found: list[AuditSummary], **given: Any) -> ThematicReportData:
    """Of other records."""
    sums = tally(found)
    by_team = {TEAMS[team]: counts for team, counts in sums.teams.items()}
    return supervision_2018(sums=sums, by_team=by_team, **given)
