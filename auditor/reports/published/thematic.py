"""A thematic audit as it may be published: every figure from what the publisher released, and from nothing else.

What somebody wrote (actions, recommendations, quotes) is left out, and so are teams: see ``docs/publishing.md``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.audit.narrative import Speaker
from auditor.measures.publication.count_tables import (
    ALL,
    APPLIED,
    BELOW,
    GOOD,
    IN_TIME,
    LATE,
    MET,
    NOT_APPLICABLE,
    SHORT,
    criterion_id,
)
from auditor.measures.publication.shares import Share
from auditor.measures.publication.tables import MODERATED
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import FEWEST
from auditor.reports.chart_blocks import intervals
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
from auditor.reports.marks import Mark, Tone
from auditor.reports.published.measures import HALVES, grade_parts, overall_blocks
from auditor.reports.published.shown import (
    BarShown,
    Shown,
    bar_chart,
    number,
    one_bar_chart,
    percent,
    share_told,
    small_numbers,
    with_percent,
)
from auditor.reports.published.voices import practice_blocks, said_blocks
from auditor.reports.rules_used import EditionUsed, rules_changed, standards_used
from auditor.reports.thematic.data import Names
from auditor.reports.words import counted, difference_mark, moment_words, months_words, sentence
from auditor.standards.model import Scale

MOST_REASONS = 12
_NAMED = 3


@dataclass(frozen=True)
class PublishedThematicData:
    """All that the published report of a thematic audit shows.

    Attributes:
        shown: the tables that were released: ``overall``, ``moderated``, ``difference``, and one for each section, key
            judgement, question and rule on time.
        theme: its title.
        question: what it asks of the service.
        names: how things are called.
        sections: tables of sections, in order, each with its name.
        judgements: likewise of key judgements.
        criteria: the questions that were asked, in order.
        rules: tables of the rules on time, each with its words.
        scale: gives grades and answers their words and symbols.
        months: the first and the last month, both included, as ``2026-03``.
        drawn: the cases were drawn by lot.
        merged: requires improvement and inadequate are told as one.
        level: percent: an area is strong when the share of records that met it is above this.
        editions: the standards the audits were graded with.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: empty: who made it is in the register, and not in the report.
        synthetic: the audits are invented, as in the demo.
        voices: what people said, as far as it was chosen to be published line by line: who says it, and the words.
        practice: good practice, likewise.
        texts: the ids of both.
    """

    shown: Shown
    theme: str
    question: str
    names: Names
    sections: tuple[tuple[str, str], ...]
    judgements: tuple[tuple[str, str], ...]
    criteria: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    scale: Scale
    months: tuple[str, str]
    drawn: bool
    merged: bool
    level: int
    editions: tuple[EditionUsed, ...]
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False
    voices: tuple[tuple[Speaker, str], ...] = ()
    practice: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def records(self) -> str:
        """How many records, as it may be told."""
        return self.shown.cell("overall", ALL).text

    def met(self, criterion: str) -> Share:
        """The share of records that met a question, of those to which it applied."""
        return self.shown.share(criterion_id(criterion), MET, ALL, APPLIED)

    @property
    def told(self) -> tuple[tuple[str, Share], ...]:
        """Questions of which the share may be told and rests on enough records, the best met first."""
        found = [(one, share) for one in self.criteria if (share := self.met(one)).percent is not None]
        enough = [(one, share) for one, share in found if int(share.denominator) >= FEWEST]
        return tuple(sorted(enough, key=lambda pair: (-_exact(pair[1]), -int(pair[1].denominator), pair[0])))

    @property
    def untold(self) -> tuple[str, ...]:
        """Questions of which nothing can be said, in order."""
        known = {criterion for criterion, _ in self.told}
        return tuple(one for one in self.criteria if one not in known)

    def is_strong(self, share: Share) -> bool:
        """Whether a share is above the level; compared as it is shown, not as it is rounded."""
        return 100 * int(share.numerator) > self.level * int(share.denominator)


def _exact(share: Share) -> float:
    return int(share.numerator) / int(share.denominator)


NAMED = ("theme", "question", "period", "records", "level", "fewest", "edition", "symbol")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: PublishedThematicData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "theme": data.theme,
        "question": data.question,
        "period": sentence(months_words(*data.months)),
        "records": f"{data.records} records",
        "level": f"{data.level}%",
        "fewest": str(FEWEST),
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "symbol": data.shown.rules.symbol,
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: PublishedThematicData) -> list[Block]:
    """Scope and question; never left out."""
    moderated = data.shown.share("moderated", MODERATED)
    chosen = "Drawn by lot" if data.drawn else "Every audit of this theme in these months, however its case was chosen"
    pairs: list[tuple[str, Cell]] = [
        ("Question", data.question),
        ("Period", f"{sentence(months_words(*data.months))}, by the month of each audit's as-at date"),
        ("Records", f"{data.records} records of the whole service"),
        ("Cases", chosen),
        ("Moderated", f"{moderated.words}; for the rest the auditor's own grade counts"),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def in_short(data: PublishedThematicData) -> list[Block]:
    """What was found, for whoever reads no further."""
    good = data.shown.share("overall", GOOD)
    overall = (
        f"How many of the {data.records} records were graded good or outstanding overall is hidden."
        if good.hidden
        else f"{share_told(good)} were graded good or outstanding overall."
    )
    told = [overall, _areas_told(data), _reasons_told(data)]
    return [Bullets(tuple(each for each in told if each))]


def grades(data: PublishedThematicData) -> list[Block]:
    """The overall grades as one bar."""
    return overall_blocks(data.shown, data.scale, "record", merged=data.merged)


def by_section(data: PublishedThematicData) -> list[Block]:
    """The grades of each section."""
    return _graded(data, "Grades by section", data.sections, "Section")


def by_judgement(data: PublishedThematicData) -> list[Block]:
    """The grades of each key judgement."""
    return _graded(data, "Grades by key judgement", data.judgements, "Key judgement")


def _graded(data: PublishedThematicData, title: str, tables: Sequence[tuple[str, str]], first: str) -> list[Block]:
    if not tables:
        return []
    rows = [BarShown(name, table, HALVES) for table, name in tables]
    shares = sorted(
        (
            (share.percent or 0, name, share)
            for table, name in tables
            if not (share := data.shown.share(table, GOOD)).hidden
        ),
        key=lambda found: (-found[0], found[1]),
    )
    told = []
    if len(shares) > 1:
        (_, high, best), (_, low, least) = shares[0], shares[-1]
        told.append(f"Most often good or outstanding: {high}, {share_told(best)}.")
        told.append(f"Least often: {low}, {share_told(least)}.")
    if left := len(tables) - len(shares):
        told.append(f"{sentence(counted(left, first.lower()))} of {len(tables)} cannot be told.")
    chart = bar_chart(data.shown, title, rows, first, "Records")
    finding: list[Block] = [Paragraph(" ".join(told), strong=True)] if told else []
    return [*finding, chart, *_four_grades(data, tables, first)]


def _four_grades(data: PublishedThematicData, tables: Sequence[tuple[str, str]], first: str) -> list[Block]:
    parts = [(mark, name) for mark, name in grade_parts(data.scale) if not data.merged or name in GRADES[:2]]
    columns = (Column(first, 2.6), *(Column(mark.word, 1.2, "right") for mark, _ in parts))
    rows = tuple(
        Row((name, *(with_percent(data.shown, table, column) for _, column in parts))) for table, name in tables
    )
    return [Table(columns, rows, "The grades apart", row_headers=True)]


# -- questions --------------------------------------------------------------------------------------------------------


def strong(data: PublishedThematicData) -> list[Block]:
    """Areas met in more of the records than the level."""
    found = [(one, share) for one, share in data.told if data.is_strong(share)]
    return [Paragraph(_areas_told(data), strong=True), *_areas(data, "Strong areas", found)]


def below(data: PublishedThematicData) -> list[Block]:
    """Areas at or below the level, the least met first; and those that cannot be told."""
    found = [(one, share) for one, share in reversed(data.told) if not data.is_strong(share)]
    blocks = _areas(data, f"Areas at or below {data.level}%", found)
    if data.untold:
        told = f"Of {counted(len(data.untold), 'question')} it cannot be told: the numbers are hidden, or too few."
        blocks.append(Paragraph(told, quiet=True))
    return blocks


def _areas_told(data: PublishedThematicData) -> str:
    found = [one for one, share in data.told if data.is_strong(share)]
    of, every = len(data.told), len(data.criteria)
    if not of:
        return f"Of none of the {every} questions can it be told in how many records it was met."
    told = f"Of {every} questions {of} can be told; " if of < every else f"Of {every} questions "
    are = (
        "none is a strong area"
        if not found
        else f"{len(found)} {'is a strong area' if len(found) == 1 else 'are strong areas'}"
    )
    return f"{told}{are}: met in more than {data.level}% of the records to which it applied."


def _areas(data: PublishedThematicData, title: str, found: Sequence[tuple[str, Share]]) -> list[Block]:
    if not found:
        return []
    rows = []
    for criterion, share in found:
        assert share.interval is not None, "areas that are told have a share"
        tone: Tone = "good" if data.is_strong(share) else "requires_improvement"
        shown = f"{share.numerator} of {share.denominator} ({share.percent}%)"
        name = data.names.question(criterion)
        rows.append(Interval(name, _exact(share), share.interval.lower, share.interval.upper, shown, tone))
    return [intervals(title, tuple(rows), data.level / 100, f"{data.level}%", "Area")]


def reasons(data: PublishedThematicData) -> list[Block]:
    """Questions that records below good fell short of, ranked among those that may be told."""
    ranked = _ranked(data)
    if not ranked:
        return []
    columns = (
        Column("Rank", 0.7, "right"),
        Column("What records below good fell short of", 5),
        Column("Records", 1.3, "right"),
        Column("Share", 0.9, "right"),
    )
    rows = []
    for criterion, share in ranked[:MOST_REASONS]:
        rank = 1 + sum(_exact(other) > _exact(share) for _, other in ranked)
        told = f"{share.numerator} of {share.denominator}"
        rows.append(Row((Number(str(rank), rank), data.names.question(criterion), told, percent(share))))
    text = "Ranked by their share, among the questions of which it may be told."
    if left := len(ranked) - len(rows):
        text += f" {counted(left, 'question')} more {'is' if left == 1 else 'are'} not listed."
    return [Paragraph(_reasons_told(data), strong=True), Table(columns, tuple(rows)), Paragraph(text, quiet=True)]


def _ranked(data: PublishedThematicData) -> list[tuple[str, Share]]:
    shares = [(one, data.shown.share(criterion_id(one), SHORT, BELOW)) for one in data.criteria]
    told = [(one, share) for one, share in shares if share.percent]
    return sorted(told, key=lambda pair: (-_exact(pair[1]), pair[0]))


def _reasons_told(data: PublishedThematicData) -> str:
    ranked = _ranked(data)
    if not ranked:
        return ""
    named = [f"{data.names.area(one)} ({share.numerator} of {share.denominator})" for one, share in ranked[:_NAMED]]
    records = data.shown.cell("overall", BELOW).text
    return f"{records} records were below good overall. What is known to fall short most often: {', '.join(named)}."


def questions(data: PublishedThematicData) -> list[Block]:
    """Every question with how it was answered."""
    columns = (
        Column("Question", 5),
        Column("Met", 0.8, "right"),
        Column("In part or not", 1.1, "right"),
        Column("Did not apply", 1.1, "right"),
        Column("Share met", 1, "right"),
    )
    rows = []
    for criterion in data.criteria:
        cells = [number(data.shown.cell(criterion_id(criterion), name, ALL)) for name in (MET, SHORT, NOT_APPLICABLE)]
        rows.append(Row((data.names.question(criterion), *cells, percent(data.met(criterion)))))
    return [Table(columns, tuple(rows), row_headers=True)] if rows else []


def difference(data: PublishedThematicData) -> list[Block]:
    """What difference the work made."""
    if "difference" not in data.shown.tables or data.shown.cell("difference", ALL).shown == 0:
        return []
    choices = [choice.id for choice in data.scale.difference.choices]
    parts = tuple((difference_mark(data.scale, choice), choice) for choice in choices)
    bar = BarShown("", "difference", parts)
    return [one_bar_chart(data.shown, "Records by the difference made", bar, "Difference made", "Records")]


def timeliness(data: PublishedThematicData) -> list[Block]:
    """Deadlines met and not met, by rule."""
    if not data.rules:
        return []
    parts = ((Mark("In time", "✓", "good"), IN_TIME), (Mark("Late", "×", "inadequate"), LATE))
    rows = [BarShown(sentence(words), table, parts) for table, words in data.rules]
    return [bar_chart(data.shown, "Deadlines met and missed", rows, "Rule", "Deadlines")]


# -- how to take it ---------------------------------------------------------------------------------------------------


def how_to_read(data: PublishedThematicData) -> list[Block]:
    """What must be noticed beside the method, which stands in the definition; never left out."""
    said = "Records from before and after the change are counted together here. Grades may not mean the same in both."
    return rules_changed(data.editions, "these records", said)


def hidden(data: PublishedThematicData) -> list[Block]:
    """What the symbol means; never left out."""
    return small_numbers(data.shown)


def editions(data: PublishedThematicData) -> list[Block]:
    """Which standards stand behind the figures, so that they can be found again."""
    return standards_used(data.editions)


SHOWS: dict[str, Callable[[PublishedThematicData], list[Block]]] = {
    "about": about,
    "in_short": in_short,
    "grades": grades,
    "by_section": by_section,
    "by_judgement": by_judgement,
    "strong": strong,
    "below": below,
    "reasons": reasons,
    "questions": questions,
    "difference": difference,
    "timeliness": timeliness,
    "voices": lambda data: said_blocks(data.voices),
    "good_practice": lambda data: practice_blocks(data.practice),
    "how_to_read": how_to_read,
    "small_numbers": hidden,
    "editions": editions,
}
