"""The briefing of the supervision audit of 2018, and one of any theme in which little was met."""

from collections import Counter
from dataclasses import replace

from report_samples import standards
from thematic_samples import THEME, drawn_2018, of_sums, record, supervision_2018

from auditor.measures.thematic import Tally
from auditor.reports.thematic.briefing import BriefingReportData
from auditor.reports.thematic.data import Names


def briefing_2018() -> BriefingReportData:
    """Of twelve records."""
    return BriefingReportData(supervision_2018(), THEME)


def of_few(records: int) -> BriefingReportData:
    """Of fewer records than anything can be said of."""
    return BriefingReportData(of_sums([record(place) for place in range(records)]), THEME)


def of_theme(theme: str, *, longest: bool = True) -> BriefingReportData:
    """Twelve records of a theme, drawn: the questions whose texts are longest, or shortest, are those least met."""
    checklist = standards().themes[theme]
    ranked = sorted(checklist.criteria.values(), key=lambda one: len(one.question + "".join(one.look_for)))
    half = len(ranked) // 2
    weak = {one.id for one in (ranked[half:] if longest else ranked[:half])}
    answers = {
        one.id: Counter(met=3 if one.id in weak else 11, partly_met=9 if one.id in weak else 1) for one in ranked
    }
    sums = Tally(audits=12, overall=Counter(good=4, requires_improvement=8), below_good=8, answers=answers)
    sums.short.update(dict.fromkeys(weak, 8))
    sums.months.update({"2026-08": 6, "2026-09": 6})
    names = Names(
        {one.id: one.question for one in ranked},
        {criterion: section.code for criterion, section in checklist.section_of.items()},
        {},
        {},
        {},
    )
    found = replace(drawn_2018(), theme=checklist.title, question=checklist.question, sums=sums, names=names)
    return BriefingReportData(found, checklist)
