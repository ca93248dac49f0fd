"""The report of a team, for its manager and the team: what goes well first, then what to talk about."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.audit.action_steps import STATUS_WORDS
from auditor.measures.moderation import ranked
from auditor.measures.rates import share_to_percent, whole_percent
from auditor.measures.scorecard import GRADES, TOO_FEW
from auditor.measures.thematic import FEWEST, QuestionResult, Share
from auditor.measures.trend import Point
from auditor.measures.trend import Share as TrendShare
from auditor.reports.chart_blocks import count_cell, intervals, one_bar, share_words
from auditor.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    KeyValues,
    Number,
    Paragraph,
    Row,
    Table,
)
from auditor.reports.figures import BarPart, Interval
from auditor.reports.marks import Mark
from auditor.reports.rules_used import EditionUsed, rules_changed
from auditor.reports.team import words
from auditor.reports.team.data import TeamAction, TeamReportData
from auditor.reports.thematic.findings import good_share
from auditor.reports.words import (
    counted,
    grade_mark,
    moment_words,
    month_words,
    sentence,
    short_hash,
)

MOST_RULES, MOST_CHANGED = 4, 4
"""Rules on time, and graded things that moderation changed, that are listed; how many more there are is said."""
NAMED = ("team", "period", "audits", "fewest", "edition")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: TeamReportData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "team": data.team,
        "period": sentence(data.period),
        "audits": counted(data.sums.audits, "audit"),
        "fewest": str(data.fewest),
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def _said(text: str) -> list[Block]:
    """A sentence that is to be noticed; nothing where there is nothing to say."""
    return [Paragraph(text, strong=True)] if text else []


# -- what it rests on, and what goes well -----------------------------------------------------------------------------


def about(data: TeamReportData) -> list[Block]:
    """What is counted; never left out."""
    work = "full audits of early help" if data.early_help else "full audits"
    other = ", ".join(f"{kind} {count}" for kind, count in data.other_kinds.items())
    pairs: list[tuple[str, Cell]] = [
        ("Team", data.team),
        ("Period", f"{sentence(data.period)}, by the month of each audit's as-at date"),
        ("Audits", f"{data.sums.audits} {work} whose grade stands; {data.sums.moderated} of them moderated"),
        ("Standards", "\n".join(_edition(edition) for edition in data.editions) or "None yet"),
    ]
    if data.apart.of:
        apart = "all other work" if data.early_help else "early help"
        pairs.append(("Apart", f"Of {apart}, {words.of_words(data.apart)} good or outstanding; in no figure here"))
    if other:
        pairs.append(("Other audits", f"{sentence(other)}; only their strengths and actions are here"))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def _edition(edition: EditionUsed) -> str:
    """Standards so named that they can be found again."""
    return f"{edition.title} (scoring {short_hash(edition.scoring_hash)})"


def in_short(data: TeamReportData) -> list[Block]:
    """What matters most, for whoever reads no further; what goes well first."""
    told = (
        words.met_most(data),
        words.strengths(data),
        words.grades(data),
        words.met_least(data),
        words.timeliness(data),
        words.actions(data),
    )
    found = tuple(text for text in told if text)
    return [Bullets(found)] if found else []


def strengths(data: TeamReportData) -> list[Block]:
    """Good practice as auditors noted it."""
    if not data.strengths:
        return []
    columns = (Column("On", 1.7), Column("What was noted", 4))
    rows = tuple(Row((one.section or "In general", one.text)) for one in data.strengths)
    return [*_said(words.strengths(data)), Table(columns, rows, row_headers=True)]


def met_most(data: TeamReportData) -> list[Block]:
    """The questions met most."""
    return _questions(data, data.met_most)


def met_least(data: TeamReportData) -> list[Block]:
    """The questions met least; those that nobody could do better are not among them."""
    return _questions(data, data.met_least)


def _questions(data: TeamReportData, found: Sequence[QuestionResult]) -> list[Block]:
    """Written out and not drawn: the questions are long, and each has few audits."""
    if not found:
        return []
    columns = (Column("Question", 4.6), Column("Met in", 1.5, "right"), Column("95% interval", 1.4, "right"))
    rows = tuple(_met(data.names.question(one.criterion), one.met) for one in found)
    return [Table(columns, rows, row_headers=True)]


def _met(name: str, share: Share) -> Row:
    interval = share.interval
    assert interval is not None, "there is something to share"
    figure = Number(words.of_words(share), share.count / share.of, percent=True)
    return Row((name, figure, f"{share_words(interval.lower)} to {share_words(interval.upper)}"))


# -- grades -----------------------------------------------------------------------------------------------------------


def grades(data: TeamReportData) -> list[Block]:
    """The overall grades, and how they stand beside those of the service's other teams."""
    total = data.sums.audits
    if total < data.fewest:  # a picture of so few would say more than they can
        return _said(words.grades(data))
    parts = tuple(
        BarPart(grade_mark(data.scale, grade), count, whole_percent(count, total))
        for grade, count in ((grade, data.sums.overall.get(grade, 0)) for grade in GRADES)
    )
    return [*_said(words.grades(data)), one_bar(f"Overall grades of {counted(total, 'audit')}", parts)]


def trend(data: TeamReportData) -> list[Block]:
    """Good or outstanding by quarter, beside the service's other teams."""
    points = [one for one in data.trend if one.team.of]
    if not points:
        return []
    title = "Good or outstanding overall, by quarter"
    drawn = tuple(_quarter(one) for one in points)
    chart = intervals(title, drawn)
    columns = (
        Column("Quarter", 1.9),
        Column("This team", 1.5, "right"),
        Column("95% interval", 1.4, "right"),
        Column("Other teams", 1.6, "right"),
        Column("In words", 2.2),
    )
    rows = tuple(
        Row((*row.cells, _share(point.others), sentence(point.verdict)))
        for point, row in zip(points, chart.table.rows, strict=True)
    )
    if sum(one.value is not None for one in drawn) < 2:  # nothing to draw: one point is no line
        return [*_said(words.trend(data)), Table(columns, rows, title, row_headers=True)]
    return [*_said(words.trend(data)), replace(chart, table=Table(columns, rows, row_headers=True))]


def _quarter(point: Point) -> Interval:
    first, last = (month_words(month).split() for month in (point.first, point.last))
    label = f"{first[0][:3]} to {last[0][:3]} {last[1]}"
    team = point.team
    if team.too_few or team.good is None:
        return Interval(label, None, None, None, f"{team.good} of {team.of}")
    return Interval(label, team.good / team.of, team.lower, team.upper, _share(team))


def _share(share: TrendShare | None) -> str:
    if share is None or share.good is None:
        return "not shown" if share is not None and share.of else "–"
    return f"{share.good} of {share.of} ({share.percent}%)"


def sections(data: TeamReportData) -> list[Block]:
    """Good or outstanding by section, beside the service's other teams."""
    columns = (
        Column("Section", 3),
        Column("This team", 1.5, "right"),
        Column("Other teams", 1.7, "right"),
        Column("In words", 2.2),
    )
    rows, few = [], []
    for key, name in data.names.sections.items():
        own, others = good_share(data.sums.sections.get(key, {})), data.others_sections.get(key)
        if own.of >= data.fewest:
            in_words = sentence(words.beside(own, others, data.fewest))
            rows.append(Row((name, words.of_words(own), words.of_words(others), in_words)))
        elif own.of:
            few.append(f"{name} ({own.count} of {own.of})")
    blocks = _said(words.sections(data))
    if rows:
        blocks.append(Table(columns, tuple(rows), "Graded good or outstanding", row_headers=True))
    if few:
        told = f"Good or outstanding in under {data.fewest} audits, {TOO_FEW}: {'; '.join(few)}."
        blocks.append(Paragraph(told, quiet=True))
    return blocks


# -- time, moderation, actions ----------------------------------------------------------------------------------------


def timeliness(data: TeamReportData) -> list[Block]:
    """Deadlines kept, of the rules kept least often."""
    said, found = _said(words.timeliness(data)), words.rules(data)
    if not found:
        return said
    columns = (Column("Rule", 4.6), Column("Kept", 1.5, "right"), Column("95% interval", 1.4, "right"))
    shown = found[:MOST_RULES]
    rows = tuple(_met(sentence(words.rule_name(data, rule)), share) for rule, share in shown)
    left = len(found) - len(shown)
    more = (
        [f"{counted(left, 'rule')} more {'was' if left == 1 else 'were'} kept as often or more often."] if left else []
    )
    if few := sum(0 < met + late < FEWEST for met, late in data.sums.rules.values()):
        more.append(f"{counted(few, 'rule')} with fewer than {FEWEST} deadlines: {TOO_FEW}.")
    told = [Paragraph(" ".join(more), quiet=True)] if more else []
    return [*said, Table(columns, rows, "The rules kept least often", row_headers=True), *told]


def moderation(data: TeamReportData) -> list[Block]:
    """What moderation changed, by what was graded."""
    found = data.moderation
    blocks = _said(words.moderation(data))
    changed = ranked({key: found.raised.get(key, 0) + found.lowered.get(key, 0) for key in data.graded_names})
    if not changed:
        return blocks
    columns = (Column("Grade that changed", 3), Column("Raised", 1, "right"), Column("Lowered", 1, "right"))
    rows = tuple(
        Row((data.graded_names[key], count_cell(found.raised.get(key, 0)), count_cell(found.lowered.get(key, 0))))
        for key, _ in changed[:MOST_CHANGED]
    )
    blocks.append(Table(columns, rows, row_headers=True))
    if left := len(changed) - len(rows):
        blocks.append(Paragraph(f"{counted(left, 'grade')} more changed as often or less.", quiet=True))
    return blocks


def actions(data: TeamReportData) -> list[Block]:
    """Open actions: what, by whom, by when; each with the id by which it is found in the program. And what waits."""
    found = data.actions
    blocks = _said(words.actions(data))
    if found.lines:
        columns = (
            Column("To be done", 4),
            Column("By whom", 1.6),
            Column("Due", 1.3),
            Column("Status", 1.6),
            Column("Id", 1.1),
        )
        blocks.append(Table(columns, tuple(_action(one) for one in found.lines)))
    if left := found.open - len(found.lines):
        blocks.append(Paragraph(f"{counted(left, 'action')} more, due later. All of them: Actions (f7).", quiet=True))
    waits = words.replies(data)
    return [*blocks, Paragraph(waits)] if waits else blocks


def _action(one: TeamAction) -> Row:
    status = sentence(STATUS_WORDS[one.status][1].partition(",")[0])
    mark = Mark(f"{status}; overdue", "×", "inadequate") if one.overdue else Mark(status)
    due = f"{one.due:%d/%m/%Y}" if one.due else "no date"
    return Row((one.what, sentence(one.owner), due, mark, one.id))


def meeting(data: TeamReportData) -> list[Block]:
    """Questions for the next team meeting."""
    return [Bullets(words.questions(data))]


def how_to_read(data: TeamReportData) -> list[Block]:
    """What must be noticed beside the method, which stands in the definition; never left out."""
    said = "Audits from before and after the change are counted together here. Grades may not mean the same in both."
    return rules_changed(data.editions, "these audits", said)


def small_numbers(data: TeamReportData) -> list[Block]:
    """What so few audits can say; never left out."""
    share = good_share(data.sums.overall)
    if not 0 < share.of < 2 * data.fewest or share.interval is None:
        return []
    lower, upper = share_to_percent(share.interval.lower), share_to_percent(share.interval.upper)
    text = (
        f"There are {counted(share.of, 'audit')}. One more or less moves a percentage by {round(100 / share.of)} "
        f"points, and the interval of the overall figure reaches from {lower:.0f}% to {upper:.0f}%. What is said of a "
        "team of few could be said of one worker: talk about the practice, and keep this report within the team."
    )
    return [Paragraph(text)]


SHOWS: dict[str, Callable[[TeamReportData], list[Block]]] = {
    "about": about,
    "in_short": in_short,
    "strengths": strengths,
    "met_most": met_most,
    "grades": grades,
    "trend": trend,
    "sections": sections,
    "met_least": met_least,
    "timeliness": timeliness,
    "moderation": moderation,
    "actions": actions,
    "meeting": meeting,
    "how_to_read": how_to_read,
    "small_numbers": small_numbers,
}
