"""Half a year of one team's audits as they might be, and those of a team with hardly any."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from report_samples import MADE_AT, standards

from auditor.audit.action_steps import Status
from auditor.audit.moderation import Because
from auditor.measures.thematic import Share, Tally
from auditor.measures.trend import Point
from auditor.measures.trend import Share as TrendShare
from auditor.reports.rules_used import EditionUsed
from auditor.reports.team.data import Noted, TeamAction, TeamActions, TeamModeration, TeamReplies, TeamReportData
from auditor.reports.thematic.data import Names

EDITION = standards().current
SECTIONS = {section.id: f"{section.code} {section.title}" for section in EDITION.sections}
MET = {
    "ps04.seen_alone": 14,
    "ps05.own_words": 13,
    "ps01.danger": 12,
    "ps02.current": 11,
    "ps03.smart": 9,
    "ps06.chronology": 3,
}
"""How many of 14 audits met each of six invented questions; another was asked of three only."""
QUESTIONS = {
    "ps04.seen_alone": "Is the child seen alone on visits?",
    "ps05.own_words": "Do the child's own words run through the file?",
    "ps01.danger": "Is the danger said in words that a parent would understand?",
    "ps02.current": "Is the assessment up to date?",
    "ps03.smart": "Does the plan say who does what by when?",
    "ps06.chronology": "Is there a chronology that is up to date?",
    "ps09.life_story": "Was life story work begun?",
}
STRENGTH = "Regular, kind and curious visits; the child looks forward to them."
TO_DO = "Bring the chronology up to date, and ask for it in the next two supervisions."


def names() -> Names:
    codes = {key: section.code for key in QUESTIONS for section in EDITION.sections if key.startswith(section.id)}
    return Names(
        QUESTIONS, codes, SECTIONS, {}, {"T16": "visit every 20 working days (worked out)", "T40": "record in 5"}
    )


def sums() -> Tally:
    answers = {key: Counter(met=count, partly_met=14 - count) for key, count in MET.items()}
    return Tally(
        audits=14,
        moderated=4,
        overall=Counter(outstanding=1, good=5, requires_improvement=7, inadequate=1),
        sections={
            "ps01": Counter(good=11, requires_improvement=3),
            "ps04": Counter(good=14),
            "ps06": Counter(good=1, requires_improvement=13),
            "ps09": Counter(good=2, inadequate=1),
        },
        answers={**answers, "ps09.life_story": Counter(met=1, not_met=2)},
        rules={"T16": (9, 5), "T40": (20, 2), "T01": (1, 0)},
    )


def share(good: int, of: int, *, too_few: bool = False) -> TrendShare:
    found = Share(good, of).interval
    assert found is not None
    return TrendShare(of, good, Share(good, of).percent, found.lower, found.upper, too_few)


def team_2026(**given: Any) -> TeamReportData:
    hidden = TrendShare(4, None, None, None, None, too_few=True)
    data = TeamReportData(
        team="North",
        months=("2026-04", "2026-09"),
        sums=sums(),
        early_help=False,
        apart=Share(1, 2),
        others=Share(44, 99),
        others_sections={"ps01": Share(52, 98), "ps04": Share(50, 98), "ps06": Share(60, 98)},
        other_kinds={"re-audits": 1, "thematic audits": 2},
        names=names(),
        graded_names={"overall": "Overall", **SECTIONS},
        scale=EDITION.scale,
        trend=(
            Point("2025-10", "2025-12", share(1, 3, too_few=True), hidden),
            Point("2026-01", "2026-03", TrendShare(0, 0, None, None, None, too_few=False), share(20, 50)),
            Point("2026-04", "2026-06", share(2, 12), share(26, 54)),
            Point("2026-07", "2026-09", share(11, 13), share(18, 45)),
        ),
        moderation=TeamModeration(
            4,
            {"blind, drawn at random": 3, "blind, chosen": 1},
            {"ps04": 1},
            {"overall": 1, "ps06": 2},
            {Because.MISSED: 3, Because.JUDGEMENT: 1},
        ),
        actions=TeamActions(
            open=4,
            overdue=1,
            closed=6,
            confirmed=2,
            lines=(
                TeamAction("ac1f3074", TO_DO, "team manager", date(2026, 9, 5), Status.ON_TRACK, overdue=True),
                TeamAction("caf15b98", "Offer an advocate.", "social worker", None, Status.NO_REPORT, overdue=False),
            ),
        ),
        replies=TeamReplies(1, date(2026, 9, 14), 3),
        strengths=(Noted(SECTIONS["ps04"], STRENGTH, 9), Noted("", "Supervision agreements are signed by both.", 2)),
        noted=34,
        fewest=10,
        editions=(EditionUsed(f"{EDITION.title}, version {EDITION.version}", "a" * 64, "b" * 64),),
        made_at=MADE_AT,
        made_by="P. Whitfield",
    )
    return replace(data, **given)


def small_team() -> TeamReportData:
    """Three audits, and nothing to compare them with."""
    few = Tally(audits=3, overall=Counter(good=1, inadequate=2), sections={"ps01": Counter(good=1, inadequate=2)})
    few.teams = {UUID(int=1): Counter(few.overall)}
    return team_2026(
        sums=few, others=None, others_sections={}, trend=(Point("2026-07", "2026-09", share(1, 3, too_few=True), None),)
    )


def nothing_audited() -> TeamReportData:
    """A team of which no audit stands."""
    return team_2026(
        sums=Tally(),
        apart=Share(0, 0),
        others=None,
        others_sections={},
        other_kinds={},
        trend=(),
        moderation=TeamModeration(0, {}, {}, {}, {}),
        actions=TeamActions(0, 0, 0, 0, ()),
        replies=TeamReplies(0, None, 0),
        strengths=(),
        noted=0,
        editions=(),
    )
