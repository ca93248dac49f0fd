"""The report of a thematic audit: what was asked, of which records, what was found, how sure it is, what happens next.

Each finding stands as a sentence above its chart (:mod:`auditor.reports.thematic.findings`).
"""

from collections.abc import Callable, Mapping, Sequence

from auditor.measures.rates import share_to_percent, whole_percent
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import FEWEST, QuestionResult, reasons
from auditor.reports import matrix_blocks
from auditor.reports.chart_blocks import bars, count_cell, intervals, one_bar, percent_cell, share_words
from auditor.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    KeyValues,
    Note,
    Number,
    Paragraph,
    Row,
    Table,
)
from auditor.reports.figures import Bar, BarPart, Interval
from auditor.reports.marks import Mark, Tone
from auditor.reports.rules_used import standards_used
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.thematic.findings import FEW, SAID_BY, finding_block, finding_line, good_share
from auditor.reports.thematic.voice import WITHHELD, recommended_line
from auditor.reports.words import (
    answer_mark,
    counted,
    day_words,
    difference_mark,
    grade_mark,
    left_out_words,
    moment_words,
    sentence,
    short_hash,
)
from auditor.standards.model import GradeId

MOST_REASONS = 12
"""Reasons that are listed; how many more there are is said."""
IN_TIME, LATE = Mark("In time", "✓", "good"), Mark("Late", "×", "inadequate")
NAMED = ("theme", "question", "period", "teams", "records", "level", "fewest", "edition")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: ThematicReportData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "theme": data.theme,
        "question": data.question,
        "period": sentence(data.period),
        "teams": ", ".join(data.teams) or "all teams",
        "records": counted(data.sums.audits, "record"),
        "level": f"{data.level}%",
        "fewest": str(FEWEST),
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


# -- what it rests on -------------------------------------------------------------------------------------------------


def about(data: ThematicReportData) -> list[Block]:
    """Scope and question; never left out."""
    roles = ", ".join(counted(count, words) for words, count in data.people.auditors.items())
    audited = f"{counted(sum(data.people.auditors.values()), 'person', 'people')}, by their role: {roles}"
    moderators = data.people.moderators
    moderated = f"{data.sums.moderated} of {data.sums.audits}"
    if moderators:
        moderated += f", by {counted(moderators, 'person', 'people')}"
    pairs: list[tuple[str, Cell]] = [
        ("Question", data.question),
        ("Period", f"{sentence(data.period)}, by the month of each audit's as-at date"),
        ("Teams", ", ".join(data.teams) or f"All teams; records of {len(data.by_team)} of them"),
        ("Records", counted(data.sums.audits, "record")),
        ("Audited by", audited if roles else "Nobody yet"),
        ("Moderated", f"{moderated}; for the rest the auditor's own grade counts"),
        ("As it stands", f"Completion and actions as on {day_words(data.made_at.date())}"),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.sample:
        pairs[1] = ("Round", data.sample.name)
    if data.left_out:
        of_rounds = data.sample is not None
        pairs.append(("Left out", left_out_words(data.left_out, data.made_by, of_rounds=of_rounds)))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def in_short(data: ThematicReportData) -> list[Block]:
    """What was found, how sure it is, and what happens next, for whoever reads no further."""
    if not data.sums.audits:
        return []
    told = [finding_line(finding, data) for finding in SAID_BY["in_short"]]
    return [Bullets(tuple(text for text in (*told, recommended_line(data)) if text))]


def how_chosen(data: ThematicReportData) -> list[Block]:
    """The sample and how it was drawn, or how the cases were chosen."""
    blocks, sample = finding_block("how_chosen", data), data.sample
    if sample is None or sample.on is None:
        return blocks
    columns = (Column("Team", 3), Column("In the list", 1, "right"), Column("Drawn", 1, "right"))
    rows = [Row((one.team, count_cell(one.listed), count_cell(one.drawn))) for one in sample.strata]
    rows.append(Row(("All", count_cell(sample.listed), count_cell(sample.drawn))))
    least = f", at least {sample.minimum} of each" if sample.minimum else ""
    out = f" {counted(sample.left_out, 'case')} audited not long before stayed out." if sample.left_out else ""
    told = (
        f"Drawn within each team{least}.{out} Whoever has the list can draw again and must find the same cases: "
        f"seed {sample.seed}, list {short_hash(sample.frame_hash)}."
    )
    return [*blocks, Table(columns, tuple(rows), row_headers=True), Paragraph(told, quiet=True)]


def completion(data: ThematicReportData) -> list[Block]:
    """Audits that were expected, submitted, exempt."""
    return finding_block("completion", data)


# -- grades -----------------------------------------------------------------------------------------------------------


def grades(data: ThematicReportData) -> list[Block]:
    """The overall grades as one bar."""
    if not data.sums.audits:
        return []
    title = f"Overall grades of {counted(data.sums.audits, 'record')}"
    return [*finding_block("grades", data), one_bar(title, _grade_parts(data, data.sums.overall), of="Records")]


def by_section(data: ThematicReportData) -> list[Block]:
    """The grades of each section."""
    return _graded(data, "by_section", "Grades by section", data.names.sections, data.sums.sections, "Section")


def by_judgement(data: ThematicReportData) -> list[Block]:
    """The grades of each key judgement."""
    names, found = data.names.judgements, data.sums.judgements
    return _graded(data, "by_judgement", "Grades by key judgement", names, found, "Key judgement")


def _graded(
    data: ThematicReportData,
    finding: str,
    title: str,
    names: Mapping[str, str],
    found: Mapping[str, Mapping[GradeId, int]],
    first: str,
) -> list[Block]:
    ordered = [*(key for key in names if key in found), *sorted(key for key in found if key not in names)]
    rows = tuple(Bar(names.get(key, key), _grade_parts(data, found[key])) for key in ordered)
    return [*finding_block(finding, data), bars(title, rows, first, "Records")] if rows else []


def _grade_parts(data: ThematicReportData, counts: Mapping[GradeId, int]) -> tuple[BarPart, ...]:
    total = sum(counts.values())
    return tuple(
        BarPart(grade_mark(data.scale, grade), counts.get(grade, 0), whole_percent(counts.get(grade, 0), total))
        for grade in GRADES
    )


def practice_and_difference(data: ThematicReportData) -> list[Block]:
    """Whether good practice and a difference made go together."""
    if not data.sums.practice:
        return []
    choices = [choice.id for choice in data.scale.difference.choices]
    marks = [difference_mark(data.scale, choice) for choice in choices]
    words = [grade_mark(data.scale, grade).word for grade in GRADES]
    counts = [[data.sums.practice[grade, choice] for choice in choices] for grade in GRADES]
    chart = matrix_blocks.by_team("Records by overall grade and difference made", words, marks, counts, "Overall grade")
    return [*finding_block("practice_and_difference", data), chart]


# -- areas ------------------------------------------------------------------------------------------------------------


def strong(data: ThematicReportData) -> list[Block]:
    """Areas met in more of the records than the level."""
    if not data.questions:
        return []
    return [*finding_block("strong", data), *_areas(data, "Strong areas", data.strong)]


def below(data: ThematicReportData) -> list[Block]:
    """Areas at or below the level, the least met first."""
    if not data.questions:
        return []
    blocks = [*finding_block("below", data), *_areas(data, f"Areas at or below {data.level}%", data.below)]
    if data.too_few:
        told = tuple(f"{data.names.question(one.criterion)}: {one.met.count} of {one.met.of}" for one in data.too_few)
        told_few = f"Asked of fewer than {FEWEST} records, and so neither strong nor weak:"
        blocks += [Paragraph(told_few), Bullets(told)]
    return blocks


def _areas(data: ThematicReportData, title: str, found: Sequence[QuestionResult]) -> list[Block]:
    if not found:
        return []
    drawn = tuple(_area(data, one) for one in found)
    columns = (
        Column("Area", 2.0),
        Column("Question", 4.4),
        Column("Met in", 1.65, "right"),
        Column("95% interval", 1.5, "right"),
    )
    rows = []
    for one, row in zip(found, drawn, strict=True):
        question = data.names.questions.get(one.criterion, one.criterion)
        span = f"{share_words(row.lower or 0.0)} to {share_words(row.upper or 0.0)}"
        rows.append(Row((row.short, question, Number(row.shown, row.value, percent=True), span)))
    chart = intervals(title, drawn, data.level / 100, f"{data.level}%", "Area")
    return [Chart(title, chart.alt, chart.figure, Table(columns, tuple(rows), row_headers=True))]


def _area(data: ThematicReportData, one: QuestionResult) -> Interval:
    interval = one.met.interval
    assert interval is not None, "areas were asked of some record"
    shown = f"{one.met.count} of {one.met.of} ({one.met.percent}%)"
    tone: Tone = "good" if one.strong(data.level) else "requires_improvement"
    share = one.met.count / one.met.of
    names, of = data.names, one.criterion
    short = f"{names.codes.get(of, '')} {sentence(names.area(of))}".strip()
    return Interval(names.question(of), share, interval.lower, interval.upper, shown, tone, short)


def main_reasons(data: ThematicReportData) -> list[Block]:
    """Why records were below good, ranked, with how many of how many."""
    ranked = reasons(data.sums)
    if not ranked:
        return []
    columns = (
        Column("Rank", 0.7, "right"),
        Column("What records below good fell short of", 5),
        Column("Records", 1.3, "right"),
        Column("Share", 0.9, "right"),
    )
    rows = []
    for reason in ranked[:MOST_REASONS]:
        # Equal counts have equal ranks: nothing else would tell them apart but the alphabet.
        rank = 1 + sum(other.short.count > reason.short.count for other in ranked)
        of = f"{reason.short.count} of {reason.short.of}"
        name = data.names.question(reason.criterion)
        rows.append(Row((Number(str(rank), rank), name, of, percent_cell(reason.short.percent))))
    blocks = [*finding_block("reasons", data), Table(columns, tuple(rows))]
    words = " or ".join(answer_mark(data.scale, answer).word.lower() for answer in ("partly_met", "not_met"))
    told = f"Counted among the {counted(data.sums.below_good, 'record')} below good overall: answered {words}."
    if left := len(ranked) - len(rows):
        told += f" {counted(left, 'question')} more {'is' if left == 1 else 'are'} not listed."
    return [*blocks, Paragraph(told, quiet=True)]


def timeliness(data: ThematicReportData) -> list[Block]:
    """Deadlines met and not met, by rule."""
    rules = data.sums.rules
    ordered = [
        *(rule for rule in data.names.rules if rule in rules),
        *sorted(r for r in rules if r not in data.names.rules),
    ]
    rows = []
    for rule in ordered:
        met, late = rules[rule]
        parts = (
            BarPart(IN_TIME, met, whole_percent(met, met + late)),
            BarPart(LATE, late, whole_percent(late, met + late)),
        )
        rows.append(Bar(sentence(data.names.rules.get(rule, rule)), parts))
    if not rows:
        return []
    return [*finding_block("timeliness", data), bars("Deadlines met and missed", tuple(rows), "Rule", "Deadlines")]


# -- how to take it ---------------------------------------------------------------------------------------------------


def how_to_read(data: ThematicReportData) -> list[Block]:
    """What must be noticed beside the method, which stands in the definition; never left out."""
    notes: list[Block] = []
    if len({edition.scoring_hash for edition in data.editions}) > 1:
        text = (
            "Records from before and after the change are counted together here. Grades may not mean the same in both."
        )
        notes.append(Note(text, "The rules of scoring changed within these records"))
    if data.narrative is not None and data.narrative.withheld:
        notes.append(Note(WITHHELD, "What others wrote is left out"))
    return notes


def small_numbers(data: ThematicReportData) -> list[Block]:
    """Where the numbers are too small to say much."""
    told = []
    share = good_share(data.sums.overall)
    if 0 < share.of < FEW and share.interval is not None:
        lower, upper = share_to_percent(share.interval.lower), share_to_percent(share.interval.upper)
        told.append(
            f"There are {share.of} records. One record more or less moves a percentage by {round(100 / share.of)} "
            f"points; the interval of the overall figure reaches from {lower:.0f}% to {upper:.0f}%."
        )
    if data.too_few:
        told.append(
            f"{counted(len(data.too_few), 'question')} asked of fewer than {FEWEST} records: not called strong or weak."
        )
    small = [name for name, counts in data.by_team.items() if sum(counts.values()) < FEWEST]
    if small:
        told.append(
            f"{counted(len(small), 'team')} with fewer than {FEWEST} records: what is said of the team could be said "
            "of one worker. Do not pass those rows on."
        )
    return [Bullets(tuple(told))] if told else []


def editions(data: ThematicReportData) -> list[Block]:
    """Which standards stand behind the figures, so that they can be found again."""
    return standards_used(data.editions)


SHOWS: dict[str, Callable[[ThematicReportData], list[Block]]] = {
    "about": about,
    "in_short": in_short,
    "how_chosen": how_chosen,
    "completion": completion,
    "grades": grades,
    "by_section": by_section,
    "by_judgement": by_judgement,
    "practice_and_difference": practice_and_difference,
    "strong": strong,
    "below": below,
    "reasons": main_reasons,
    "timeliness": timeliness,
    "how_to_read": how_to_read,
    "small_numbers": small_numbers,
    "editions": editions,
}
