"""The moderation report: how much is moderated, how far two people agree, what changed and why, and what to do next."""

from collections.abc import Callable, Sequence

from auditor.audit.moderation import BECAUSE_WORDS, Because
from auditor.measures.agreement import FEWEST as FEWEST_FOR_COEFFICIENTS
from auditor.measures.moderation import Days
from auditor.measures.scorecard import TOO_FEW
from auditor.measures.thematic import FEWEST, Share
from auditor.reports import matrix_blocks
from auditor.reports.chart_blocks import count_cell, intervals, share_words
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
from auditor.reports.figures import Interval
from auditor.reports.moderation import words
from auditor.reports.moderation.data import Graded, ModerationReportData, OfBasis
from auditor.reports.rules_used import EditionUsed
from auditor.reports.words import (
    counted,
    day_words,
    grade_mark,
    left_out_words,
    moment_words,
    sentence,
    short_hash,
)

_NONE = "–"
NAMED = ("period", "moderated", "fewest", "pairs", "edition")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: ModerationReportData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "period": sentence(data.period),
        "moderated": counted(data.moderated + sum(data.apart.values()), "audit"),
        "fewest": str(data.fewest),
        "pairs": str(FEWEST_FOR_COEFFICIENTS),
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def _said(text: str) -> list[Block]:
    """A sentence that is to be noticed; nothing where there is nothing to say."""
    return [Paragraph(text, strong=True)] if text else []


# -- what it rests on -------------------------------------------------------------------------------------------------


def about(data: ModerationReportData) -> list[Block]:
    """What is counted; never left out."""
    apart = "; ".join(f"{title}, {counted(count, 'audit')}" for title, count in data.apart.items())
    pairs: list[tuple[str, Cell]] = [
        ("Period", sentence(data.period)),
        ("Submitted", f"{counted(data.coverage.submitted, 'audit')}, by the day of submission"),
        ("Moderated", f"{counted(data.moderated, 'audit')}, by the day on which the moderator submitted"),
        ("Standards", "\n".join(_edition(edition) for edition in data.editions) or "None yet"),
    ]
    if apart:
        pairs.append(("Apart", f"Moderated by standards with another scoring, in no figure of agreement: {apart}"))
    if data.left_out:
        pairs.append(("Left out", left_out_words(data.left_out, data.made_by)))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def _edition(edition: EditionUsed) -> str:
    """Standards so named that they can be found again."""
    return f"{edition.title} (scoring {short_hash(edition.scoring_hash)})"


def in_short(data: ModerationReportData) -> list[Block]:
    """What matters most, for whoever reads no further."""
    drawn = data.drawn
    said = [words.coverage(data)]
    if drawn is not None:
        said += [words.agreement(drawn, data.fewest), words.changes(drawn, data.fewest)]
        said.append(words.most_and_least(drawn.sections, data.fewest, "section"))
    told = tuple(text for text in (*said, words.times(data)) if text)
    return [Bullets(told)] if told else []


def coverage(data: ModerationReportData) -> list[Block]:
    """How many were moderated, and how they were picked: never added to one figure."""
    if not data.coverage.submitted and not data.bases:
        return []
    blocks = _said(words.coverage(data))
    if told := words.drawn(data):
        blocks.append(Paragraph(told))
    if not data.bases:
        return blocks
    columns = (Column("Moderated in these months", 3.6), Column("Audits", 0.9, "right"), Column("What it tells", 3.6))
    rows = tuple(Row((words.picked(one), count_cell(one.audits), one.meaning)) for one in data.bases)
    return [*blocks, Table(columns, rows, row_headers=True)]


# -- agreement --------------------------------------------------------------------------------------------------------


def agreement(data: ModerationReportData) -> list[Block]:
    """How far two people came to the same overall grade: each basis by itself, the table of the first."""
    blocks: list[Block] = []
    for place, one in enumerate(data.measuring):
        if one.overall is None:
            continue
        blocks += _said(words.agreement(one, data.fewest))
        figures = one.overall.figures
        if not place and figures.n >= FEWEST:  # a table of fewer says no more than the sentence
            marks = [grade_mark(data.scale, grade) for grade in figures.order]
            title = f"Overall grades of {counted(figures.n, 'audit')}, {one.words}"
            down, across = "Auditor's grade", "Moderator's grade"
            blocks.append(matrix_blocks.agreement(title, marks, figures.table, down, across))
        if not place or figures.coefficients is not None:
            blocks.append(Paragraph(words.coefficients(one)))
    return blocks


def by_section(data: ModerationReportData) -> list[Block]:
    """Where two people agree, section by section."""
    return _each(data, "section", "Section", lambda one: one.sections)


def by_judgement(data: ModerationReportData) -> list[Block]:
    """Likewise, by key judgement."""
    return _each(data, "key judgement", "Key judgement", lambda one: one.judgements)


def _each(
    data: ModerationReportData, what: str, first: str, graded_of: Callable[[OfBasis], Sequence[Graded]]
) -> list[Block]:
    """Of what was drawn by lot; where there is none, of what was chosen."""
    one = next(iter(data.measuring), None)
    if one is None:
        return []
    graded = graded_of(one)
    blocks = _said(words.most_and_least(graded, data.fewest, what))
    if found := words.enough(graded, data.fewest):
        blocks.append(_agreed(f"The same grade twice: {one.words}", found, first))
    if few := words.left_out(graded, data.fewest):
        blocks.append(Paragraph(few, quiet=True))
    return blocks


def _agreed(caption: str, graded: Sequence[Graded], first: str) -> Table:
    """Each share with its interval, which way the moderator went, and agreement beyond chance."""
    columns = (
        Column(first, 3.1),
        Column("Same grade", 1.7, "right"),
        Column("95% interval", 1.5, "right"),
        Column("Higher", 0.9, "right"),
        Column("Lower", 0.9, "right"),
        Column("AC2", 0.8, "right"),
        Column("Kappa", 0.9, "right"),
    )
    rows = []
    for one in graded:
        figures, row = one.figures, _interval(one.name, one.same)
        values = {each.id: each.value for each in figures.coefficients or ()}
        cells: tuple[Cell, ...] = (
            one.name,
            Number(row.shown, row.value, percent=True),
            _range(row),
            count_cell(figures.moved_up),
            count_cell(figures.moved_down),
            _coefficient(values.get("ac2")),
            _coefficient(values.get("kappa")),
        )
        rows.append(Row(cells))
    return Table(columns, tuple(rows), caption, row_headers=True)


def _range(row: Interval) -> str:
    if row.lower is None or row.upper is None:
        return _NONE
    return f"{share_words(row.lower)} to {share_words(row.upper)}"


def _coefficient(value: float | None) -> Cell:
    return _NONE if value is None else Number(f"{value:.2f}", value)


def _interval(label: str, share: Share) -> Interval:
    interval = share.interval
    if interval is None:
        return Interval(label, None, None, None, "no data")
    shown = f"{share.count} of {share.of} ({share.percent}%)"
    return Interval(label, share.count / share.of, interval.lower, interval.upper, shown)


# -- what changed -----------------------------------------------------------------------------------------------------


def changes(data: ModerationReportData) -> list[Block]:
    """Where the overall grade of record ended beside the auditor's, and what the QA lead had to settle."""
    columns = (
        Column("How it was moderated", 3),
        Column("Audits", 0.9, "right"),
        Column("Raised", 1, "right"),
        Column("Unchanged", 1.3, "right"),
        Column("Lowered", 1.1, "right"),
        Column("By two grades or more", 1.6, "right"),
    )
    rows = []
    for one in data.bases:
        found = one.overall.changed if one.overall is not None else {}
        counts = (
            sum(found.values()),
            sum(count for by, count in found.items() if by > 0),
            found.get(0, 0),
            sum(count for by, count in found.items() if by < 0),
            sum(count for by, count in found.items() if abs(by) > 1),
        )
        if counts[0]:
            rows.append(Row((sentence(one.words), *map(count_cell, counts))))
    escalated = words.escalated(data) or "No difference went to the QA lead."
    if not rows:
        return _said(words.escalated(data))
    said = [block for one in data.measuring for block in _said(words.changes(one, data.fewest))]
    return [*said, Table(columns, tuple(rows), row_headers=True), Paragraph(escalated)]


def reasons(data: ModerationReportData) -> list[Block]:
    """Why the two differed: settled differences of everything graded, never added across the ways of moderating."""
    bases = [one for one in data.measuring or data.bases if one.because]
    if not bases:
        return []
    columns = (Column("Why the two grades differed", 3), *(Column(sentence(one.words), 1.6, "right") for one in bases))
    rows = tuple(
        Row((sentence(BECAUSE_WORDS[because]), *(count_cell(one.because.get(because, 0)) for one in bases)))
        for because in Because
    )
    return [*_said(words.reasons(data)), Table(columns, rows, row_headers=True)]


def times(data: ModerationReportData) -> list[Block]:
    """How long it took."""
    found = data.times
    steps = (
        ("From submission to moderation", found.to_moderation),
        ("From moderation to the grade of record", found.to_record),
        ("From submission to the grade of record", found.whole),
    )
    rows = tuple(Row((name, *_days(days, data.fewest))) for name, days in steps if days is not None)
    if not rows:
        return []
    columns = (
        Column("Calendar days", 3.2),
        Column("Audits", 0.9, "right"),
        Column("Half within", 1.3, "right"),
        Column("Nine in ten within", 1.6, "right"),
        Column("Longest", 1, "right"),
    )
    return [*_said(words.times(data)), Table(columns, rows, row_headers=True)]


def _days(days: Days, fewest: int) -> tuple[Cell, ...]:
    known = days.n >= fewest
    middle: tuple[Cell, ...] = (
        (Number(str(days.half), days.half), Number(str(days.nine_in_ten), days.nine_in_ten))
        if known
        else (TOO_FEW, TOO_FEW)
    )
    return (count_cell(days.n), *middle, Number(str(days.longest), days.longest))


# -- over time, and what to do ----------------------------------------------------------------------------------------


def trend(data: ModerationReportData) -> list[Block]:
    """The same overall grade by quarter, of what was drawn by lot."""
    rows = tuple(_quarter(one.words, one.same, data.fewest) for one in data.quarters if one.same.of)
    if not rows:
        return []
    title = "The same overall grade twice, by quarter: blind, drawn at random"
    return [*_said(words.trend(data)), intervals(title, rows, first="Quarter")]


def _quarter(label: str, share: Share, fewest: int) -> Interval:
    if share.of < fewest:
        return Interval(label, None, None, None, f"{share.count} of {share.of}, {TOO_FEW}")
    return _interval(label, share)


def calibrations(data: ModerationReportData) -> list[Block]:
    """How far auditors lie apart, as one figure, and calibrations then and now; nobody is named."""
    blocks: list[Block] = [
        Paragraph(words.spread(data)),
        *_said(words.calibrations(data) or "No calibration was held."),
    ]
    if len(data.calibrations) > 1:  # of one, the sentence says all
        columns = (
            Column("Calibration", 2.6),
            Column("Results opened", 1.7),
            Column("People", 0.8, "right"),
            Column("All gave the same grade", 1.7, "right"),
            Column("Like the reference", 1.7, "right"),
        )
        rows = tuple(
            Row((one.name, day_words(one.on), count_cell(one.people), _of(one.alike), _of(one.reference)))
            for one in data.calibrations
        )
        blocks.append(Table(columns, rows, row_headers=True))
    if data.not_open:
        left = f"{counted(data.not_open, 'calibration')} more: the results are not open, or not to you yet."
        blocks.append(Paragraph(left, quiet=True))
    return blocks


def _of(share: Share | None) -> Cell:
    return "no reference" if share is None else f"{share.count} of {share.of}"


def next_steps(data: ModerationReportData) -> list[Block]:
    """What to do next, as the figures suggest it."""
    found = words.next_steps(data)
    return [Bullets(found)] if found else []


def how_to_read(_data: ModerationReportData) -> list[Block]:
    """The method stands in the definition; never left out."""
    return []


SHOWS: dict[str, Callable[[ModerationReportData], list[Block]]] = {
    "about": about,
    "in_short": in_short,
    "coverage": coverage,
    "agreement": agreement,
    "by_section": by_section,
    "by_judgement": by_judgement,
    "changes": changes,
    "reasons": reasons,
    "times": times,
    "trend": trend,
    "calibrations": calibrations,
    "next": next_steps,
    "how_to_read": how_to_read,
}
