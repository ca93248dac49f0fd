"""The monthly report to the leadership team: in short, what to ask next, and the figures behind it.

Its sentences are drafted in :mod:`auditor.reports.monthly.findings` and :mod:`auditor.reports.monthly.asks`; what
became of the audits stands in :mod:`auditor.reports.monthly.later`.
"""

from collections.abc import Callable, Mapping

from auditor.audit.dates import MONTH_NAMES
from auditor.audit.whole_months import month_before
from auditor.measures.rates import share_to_percent, whole_percent
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import FEWEST, Share, grade_counts
from auditor.measures.whole_scorecard import RAG_SYMBOLS, Change, PeriodFigure, Rag, ScoreRow
from auditor.reports.chart_blocks import bars, count_cell, intervals, share_words
from auditor.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    KeyValues,
    Line,
    Lines,
    Note,
    Number,
    Paragraph,
    Row,
    Table,
)
from auditor.reports.figures import Bar, BarPart, Interval
from auditor.reports.marks import Mark, Tone
from auditor.reports.monthly import findings
from auditor.reports.monthly.asks import asks as drafted_asks
from auditor.reports.monthly.data import MONTHS_BEFORE, REPEATED, SHOWN, MonthlyReportData
from auditor.reports.rules_used import standards_used
from auditor.reports.words import (
    counted,
    day_words,
    grade_mark,
    left_out_words,
    moment_words,
    month_words,
    sentence,
)
from auditor.standards.model import GradeId

MOST_REASONS = 8
"""Reasons that are listed; how many more there are is said."""
SUBMITTED, TO_COME, OVERDUE = (
    Mark("Submitted", "✓", "good"),
    Mark("Still to come", "•", "neutral"),
    Mark("Overdue", "×", "inadequate"),
)
NAMED = ("month", "teams", "audits", "too_few", "fewest", "repeated", "edition", "day")
"""What the wording may name in braces, beside what every report has."""
_NONE = "–"


def placeholders(data: MonthlyReportData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "month": data.period,
        "teams": ", ".join(data.teams) or "all teams",
        "audits": counted(data.now.audits if data.now else 0, "full audit"),
        "too_few": str(data.too_few),
        "fewest": str(FEWEST),
        "repeated": f"{REPEATED}%",
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "day": day_words(data.made_at.date()),
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def finding(*texts: str) -> list[Block]:
    """A finding as a paragraph that is to be noticed, and what belongs to it; nothing where there is nothing to say."""
    told = [text for text in texts if text]
    return [Paragraph(text, strong=not place) for place, text in enumerate(told)]


# -- the first page ---------------------------------------------------------------------------------------------------


def in_short(data: MonthlyReportData) -> list[Block]:
    """What the month was, for whoever reads no further."""
    graded = f"{findings.grades(data)} {findings.compared(data)}".strip() if data.done.submitted else ""
    told = (
        f"{findings.done(data)} {findings.left_out(data)}".strip(),
        graded,
        findings.practice(data),
        findings.learning(data),
        findings.moderation(data),
        findings.actions(data),
        findings.concerns(data),
    )
    return [Bullets(tuple(text for text in told if text))]


def asks(data: MonthlyReportData) -> list[Block]:
    """What the figures call for, as questions."""
    found = drafted_asks(data)
    return [Bullets(found)] if found else []


# -- audits and grades ------------------------------------------------------------------------------------------------


def done(data: MonthlyReportData) -> list[Block]:
    """Audits done against expected, by round."""
    if not data.done.rounds:
        return finding(findings.done(data), findings.left_out(data), findings.earlier_overdue(data))
    columns = (
        Column("Round", 3),
        Column("Expected", 1, "right"),
        *(Column(mark.word, 1.1, "right") for mark in (SUBMITTED, TO_COME, OVERDUE)),
        Column("Exempt", 0.9, "right"),
    )
    drawn, rows = [], []
    for one in data.done.rounds:
        found = one.counts
        counts = (found.submitted, found.expected - found.submitted - found.overdue, found.overdue)
        parts = zip((SUBMITTED, TO_COME, OVERDUE), counts, strict=True)
        name = f"{one.name}, due {one.due.day} {MONTH_NAMES[one.due.month - 1][:3]}"
        drawn.append(Bar(name, tuple(BarPart(mark, n, whole_percent(n, found.expected)) for mark, n in parts)))
        rows.append(Row((name, *map(count_cell, (found.expected, *counts, found.exempt)))))
    chart = bars(f"Audits expected in rounds, on {findings.on(data)}", tuple(drawn), "Round", "Expected")
    table = Table(columns, tuple(rows), row_headers=True)
    return [Chart(chart.title, chart.alt, chart.figure, table), *finding(findings.earlier_overdue(data))]


def grades(data: MonthlyReportData) -> list[Block]:
    """The month's grades beside those of earlier months that were scored by the same rules."""
    told = findings.compared(data) or findings.grades(data)
    blocks = finding(told, findings.early_help(data))
    rows = tuple(Bar(month_words(one.month), _grade_parts(data, one.grades)) for one in data.beside)
    if rows:
        blocks.append(bars("Overall grades of full audits, by month", rows, "Month"))
    return blocks


def _grade_parts(data: MonthlyReportData, counts: Mapping[GradeId, int]) -> tuple[BarPart, ...]:
    found = grade_counts(counts)
    return tuple(
        BarPart(grade_mark(data.scale, grade), count, whole_percent(count, sum(found)))
        for grade, count in zip(GRADES, found, strict=True)
    )


def measures(data: MonthlyReportData) -> list[Block]:
    """The audit measures of the plan: never a band without its number and its interval."""
    columns = (
        Column("Ref.", 0.8),
        Column("Measure", 4.2),
        Column("Aim", 0.7, "right"),
        Column("Month", 1.9, "right"),
        Column("Status", 1.7),
        Column("Before", 1.9, "right"),
    )
    rows = tuple(Row(_measure_cells(row)) for row in data.measures if row.actual is not None)
    if not rows:
        return []
    blocks: list[Block] = [*finding(findings.measures(data)), Table(columns, rows)]
    without = [row.id for row in data.measures if row.actual is None]
    if without:
        blocks.append(Paragraph(f"Not judged in any audit of the month: {findings.listed(without)}.", quiet=True))
    return blocks


def _measure_cells(row: ScoreRow) -> tuple[Cell, ...]:
    title = [Line(row.title.removesuffix(" (%)"))]
    if row.note:
        title.append(Line(sentence(row.note), quiet=True))
    tone: Tone = row.band or "neutral"
    symbol = RAG_SYMBOLS[row.rag] if row.rag is not Rag.NONE else ""
    return (
        row.id,
        Lines(tuple(title)),
        row.target_words.removesuffix(" or more"),
        Lines(tuple(_figure(row.actual))),
        Mark(sentence(row.band_word), symbol, tone),
        Lines((*_figure(row.previous), *_change(row))),
    )


def _figure(figure: PeriodFigure | None) -> list[Line]:
    """How many of how many, and beneath it the percentage with its interval."""
    if figure is None or figure.denominator is None or figure.numerator is None:
        return [Line(_NONE)]
    lines = [Line(f"{figure.numerator} of {figure.denominator}")]
    percent = whole_percent(figure.numerator, figure.denominator)
    if percent is not None and figure.lower is not None and figure.upper is not None:
        # Without a space around the dash the interval stays on one line.
        span = f"{share_to_percent(figure.lower):.0f}–{share_to_percent(figure.upper):.0f}"
        lines.append(Line(f"{percent}% ({span})", quiet=True))
    return lines


def _change(row: ScoreRow) -> list[Line]:
    """What is to be said of the change; nothing where chance explains it, or there is too little to tell."""
    said = row.change in (Change.BETTER, Change.WORSE) or row.change_words.startswith("cannot be compared")
    return [Line(row.change_words)] if said else []


# -- practice and learning --------------------------------------------------------------------------------------------


def practice(data: MonthlyReportData) -> list[Block]:
    """The questions met most and least."""
    if not data.met_most:
        return []
    of = counted(len(data.asked), "question")
    asked = f"The {SHOWN} met most and the {SHOWN} met least of {of} asked of {FEWEST} audits or more."
    return [Paragraph(asked), _questions(data)]


def _questions(data: MonthlyReportData) -> Chart:
    """Drawn by their short names; the table has the questions."""
    columns = (
        Column("Area", 1.7),
        Column("Question", 4.4),
        Column("Met", 1.5, "right"),
        Column("95% interval", 1.3, "right"),
    )
    drawn, rows = [], []
    for words, found in (("Met most often", data.met_most), ("Met least often", data.met_least)):
        rows.append(Row((words,), group=True))
        for one in found:
            interval = one.met.interval
            assert interval is not None, "these were asked of some audit"
            share, area = one.met.count / one.met.of, data.questions.short(one.criterion)
            shown = f"{_of(one.met)} ({one.met.percent}%)"
            tone: Tone = "good" if one in data.met_most else "requires_improvement"
            drawn.append(Interval(area, share, interval.lower, interval.upper, shown, tone))
            span = f"{share_words(interval.lower)} to {share_words(interval.upper)}"
            question = data.questions.words.get(one.criterion, one.criterion)
            rows.append(Row((area, question, Number(shown, share, percent=True), span)))
    chart = intervals("Questions met most and least, with their 95% intervals", tuple(drawn), first="Area")
    return Chart(chart.title, chart.alt, chart.figure, Table(columns, tuple(rows), row_headers=True))


def learning(data: MonthlyReportData) -> list[Block]:
    """Why audits were below good, ranked, beside the months before."""
    ranked = data.reasons
    if not ranked:
        return finding(findings.learning(data))
    again = {one.criterion for one in data.repeated}
    columns = (
        Column("What audits below good fell short of", 4.4),
        Column("Month", 0.9, "right"),
        Column("Before", 1.0, "right"),
        Column("Repeat theme", 1.5),
    )
    rows = []
    for one in ranked[:MOST_REASONS]:
        before = data.before_short(one.criterion)
        rows.append(
            Row(
                (
                    data.questions.full(one.criterion),
                    _of(one.short),
                    _of(before) if before is not None else _NONE,
                    Mark("Yes", "▲", "requires_improvement") if one.criterion in again else _NONE,
                )
            )
        )
    told = "Answered partly met or not met, of the audits below good overall."
    if left := len(ranked) - len(rows):
        told += f" {counted(left, 'question')} more, less often, {'is' if left == 1 else 'are'} not listed."
    if not data.comparable:
        told += f" The {MONTHS_BEFORE} months before were scored by other rules, and are not compared."
    return [
        *finding(findings.learning(data)),
        Table(columns, tuple(rows), row_headers=True),
        Paragraph(told, quiet=True),
    ]


# -- what it rests on -------------------------------------------------------------------------------------------------


def about(data: MonthlyReportData) -> list[Block]:
    """What was counted; never left out."""
    kinds = findings.listed(counted(count, kind) for kind, count in data.done.kinds.items())
    by = f"{sentence(kinds)}, by {counted(data.done.auditors, 'person', 'people')}"
    moderated = f"{data.sums.moderated} of {data.sums.audits} full audits"
    pairs: list[tuple[str, Cell]] = [
        ("Audits", f"{by}; by the month of their as-at date, of {', '.join(data.teams) or 'all teams'}"),
        ("Moderated", f"{moderated}; for the rest the auditor's own grade counts"),
        ("As it stands", f"Rounds, moderation, actions and concerns as on {findings.on(data)}"),
    ]
    if data.left_out:
        pairs.append(("Left out", left_out_words(data.left_out, data.made_by, of_rounds=True)))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def how_to_read(data: MonthlyReportData) -> list[Block]:
    """What must be noticed beside the method, which stands in the definition; never left out."""
    blocks: list[Block] = []
    if data.now is not None and len(data.now.scorings) > 1:
        text = (
            "Audits from before and after the change are counted together here. Grades may not mean the same in both."
        )
        blocks.append(Note(text, "The rules of scoring changed within this month"))
    if data.made_at.strftime("%Y-%m") > month_before(data.month, -1):
        text = (
            f"What is open, overdue, waiting or without an answer is told as on {findings.on(data)}, when this report "
            f"was made; how that was at the end of {data.period} is not told."
        )
        blocks.append(Note(text, "Made long after the month"))
    gone = data.now.audits - data.sums.audits if data.now is not None else 0
    if gone > 0:
        were = "was" if gone == 1 else "were"
        text = (
            f"{counted(gone, 'audit')} of the month {were} removed since, because the time for which they are kept is "
        )
        blocks.append(Note(f"{text}over: grades and measures count them, and nothing else can.", "Removed audits"))
    return blocks


def editions(data: MonthlyReportData) -> list[Block]:
    """Which standards and thresholds stand behind the figures."""
    return standards_used(data.editions, data.thresholds_hash)


def _of(share: Share) -> str:
    return f"{share.count} of {share.of}"


SHOWS: dict[str, Callable[[MonthlyReportData], list[Block]]] = {
    "in_short": in_short,
    "asks": asks,
    "done": done,
    "grades": grades,
    "measures": measures,
    "practice": practice,
    "learning": learning,
    "about": about,
    "how_to_read": how_to_read,
    "editions": editions,
}
