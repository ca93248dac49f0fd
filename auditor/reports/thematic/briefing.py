"""A briefing of seven parts on one page: what practitioners can learn from a thematic audit, in seven minutes.

What was found is counted; what good looks like, what to look for and the examples are the theme's own words. Nothing
that somebody typed about a record is in it, and so no team, no person and no child.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil

from auditor.measures.thematic import FEWEST, QuestionResult, Share, reasons
from auditor.reports.document import Block, Bullets, Paragraph
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.thematic.findings import FEW, draft, good_share
from auditor.reports.words import counted, moment_words, months_words, sentence
from auditor.standards.model import Checklist, Criterion, Section

_LINES = 72.5
"""Lines of text beneath the headings of the page: about what can be read in seven minutes."""
_LONG_TITLE, _ITS_LINES = 34, 3.5
"""Signs of a theme's title that needs a second line, and what that takes of both columns."""
_SYNTHETIC_LINES = 2.5
"""What it takes to say beneath the title that the data is invented."""
_OF_TEXT, _OF_ITEM = (45, 0.5), (42, 0.2)
"""Signs in a line of a paragraph, and the space beneath it in lines; likewise of an item of a list."""
_SHORT = ("partly_met", "not_met")


@dataclass(frozen=True)
class Measure:
    """How much of each there is.

    Attributes:
        strong: areas that are named.
        weak: likewise, and what to look for in each.
        sections: that say what good looks like.
        look_for: in each area.
    """

    strong: int
    weak: int
    sections: int
    look_for: int


_MEASURES = (
    Measure(strong=4, weak=3, sections=5, look_for=2),
    Measure(strong=4, weak=3, sections=2, look_for=2),
    Measure(strong=3, weak=3, sections=2, look_for=2),
    Measure(strong=3, weak=3, sections=2, look_for=1),
    Measure(strong=2, weak=3, sections=2, look_for=1),
    Measure(strong=3, weak=3, sections=1, look_for=1),
    Measure(strong=2, weak=3, sections=1, look_for=1),
    Measure(strong=2, weak=2, sections=1, look_for=2),
    Measure(strong=2, weak=2, sections=1, look_for=1),
)
"""The first that fits the page is taken."""


@dataclass(frozen=True)
class BriefingReportData:
    """All that a briefing says.

    Attributes:
        found: what the audit came to.
        theme: as it is in the standards now: what practice should look like from here on.
    """

    found: ThematicReportData
    theme: Checklist

    @property
    def made_at(self) -> datetime:
        """When it is made, in the time zone it should be printed in."""
        return self.found.made_at

    @property
    def made_by(self) -> str:
        """Nobody: no person is in it."""
        return ""

    @property
    def synthetic(self) -> bool:
        """The audits are invented, as in the demo."""
        return self.found.synthetic

    @property
    def period(self) -> str:
        """The months of the records; of a round too, whose name somebody typed."""
        months = sorted(self.found.sums.months)
        return months_words(months[0], months[-1]) if months else months_words(*self.found.months)

    @property
    def too_few(self) -> bool:
        """Whether nothing can be said of so few records."""
        return not (self.found.strong or self.found.below)

    @property
    def weak(self) -> list[Criterion]:
        """The least met areas, as the theme asks of them now."""
        criteria = self.theme.criteria
        return [criteria[one.criterion] for one in self.found.below if one.criterion in criteria]

    @property
    def sections(self) -> list[Section]:
        """The sections in which the least met areas lie, in that order; otherwise all."""
        lying = (self.theme.section_of[one.id] for one in self.weak)
        return list({section.id: section for section in lying}.values()) or list(self.theme.sections)


NAMED = ("theme", "question", "period", "records", "level", "fewest")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: BriefingReportData) -> dict[str, str]:
    """What the wording of a briefing may name."""
    return {
        "theme": data.theme.title,
        "question": data.theme.question,
        "period": sentence(data.period),
        "records": counted(data.found.sums.audits, "record"),
        "level": f"{data.found.level}%",
        "fewest": str(FEWEST),
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def why(data: BriefingReportData, _: Measure) -> list[Block]:
    """What the theme asks of the service."""
    titles = "; ".join(f"{section.title[:1].lower()}{section.title[1:]}" for section in data.theme.sections)
    return [Paragraph(data.theme.question, strong=True), Paragraph(f"We looked at {titles}.")]


def looked_at(data: BriefingReportData, _: Measure) -> list[Block]:
    """How many records, how they were chosen, and how good they were; never left out."""
    found = data.found
    if not found.sums.audits:
        return [Paragraph(f"No record was read ({data.period}).")]
    read = f"{counted(found.sums.audits, 'record')} of {data.period}. {draft('how_chosen', found)}"
    if data.too_few:
        return [Paragraph(read)]
    good, asked = good_share(found.sums.overall), counted(len(found.questions), "question")
    told = f"{_share(good)} were good or outstanding overall. Of {asked} {len(found.strong)} were met in more than "
    few = " With so few records, read the numbers before the percentages." if good.of < FEW else ""
    return [Paragraph(read), Paragraph(f"{told}{found.level}% of the records.{few}")]


def working(data: BriefingReportData, measure: Measure) -> list[Block]:
    """The strong areas, the best met first."""
    found = data.found
    if data.too_few:
        return []
    if not found.strong:
        return [Paragraph(f"No question was met in more than {found.level}% of the records.")]
    return _areas(data, found.strong[: measure.strong])


def better(data: BriefingReportData, measure: Measure) -> list[Block]:
    """The least met areas."""
    found = data.found
    if data.too_few:
        return []
    if not found.below:
        return [Paragraph(f"Every question was met in more than {found.level}% of the records.")]
    return [*_areas(data, found.below[: measure.weak]), *_reasons(data, measure)]


def _areas(data: BriefingReportData, found: Iterable[QuestionResult]) -> list[Block]:
    questions = data.found.names.questions
    return [Bullets(tuple(f"{_share(one.met)}: {questions.get(one.criterion, one.criterion)}" for one in found))]


def _reasons(data: BriefingReportData, measure: Measure) -> list[Block]:
    """What records below good fell short of most often."""
    ranked = reasons(data.found.sums, measure.weak)
    if not ranked:
        return []
    told = ", ".join(f"{data.found.names.area(one.criterion)} ({one.short.count})" for one in ranked)
    below = counted(data.found.sums.below_good, "record")
    return [Paragraph(f"The {below} below good fell short most often of: {told}.")]


def _share(share: Share) -> str:
    return f"{share.count} of {share.of} ({share.percent}%)"


def good_looks_like(data: BriefingReportData, measure: Measure) -> list[Block]:
    """What good looks like where practice is weakest, in the words of the theme."""
    return [Paragraph(f"{one.title}: {one.good_looks_like}") for one in data.sections[: measure.sections]]


def this_week(data: BriefingReportData, measure: Measure) -> list[Block]:
    """What to look for in work of one's own: what auditors look for where practice is weakest."""
    weak = data.weak[: measure.weak]
    if data.too_few or not weak:
        return []
    area = data.found.names.area
    told = [f"{sentence(area(one.id))}: {'; '.join(one.look_for[: measure.look_for])}." for one in weak]
    return [Paragraph("Take one record of your own, and see whether it shows:"), Bullets(tuple(told))]


def questions(data: BriefingReportData, _: Measure) -> list[Block]:
    """What to talk about: an example of the theme, what outstanding would be, and what is in the way."""
    told = [f"“{shown}” What is missing, and what would you have recorded?" for shown in _examples(data.weak)]
    told += [f"“{section.outstanding_looks_like}” What would bring us nearer?" for section in data.sections[:1]]
    if data.weak:
        told.append("Which of the points under 6 is hardest for us, and who can help?")
    return [Bullets(tuple(told))]


def _examples(weak: Iterable[Criterion]) -> list[str]:
    """The first example of a record that falls short, of the weakest area that has one."""
    found = (one.file_shows for criterion in weak for one in criterion.examples if one.answer in _SHORT)
    return list(found)[:1]


_PARTS: dict[str, Callable[[BriefingReportData, Measure], list[Block]]] = {
    "why": why,
    "looked_at": looked_at,
    "working": working,
    "better": better,
    "good_looks_like": good_looks_like,
    "this_week": this_week,
    "questions": questions,
}


def measure_for(data: BriefingReportData) -> Measure:
    """How much fits the page: the themes' texts are not equally long."""
    room = _LINES - (_ITS_LINES if len(data.theme.title) > _LONG_TITLE else 0)
    room -= _SYNTHETIC_LINES if data.synthetic else 0
    fitting = (one for one in _MEASURES if sum(_lines(part(data, one)) for part in _PARTS.values()) <= room)
    return next(fitting, _MEASURES[-1])


def _lines(blocks: Iterable[Block]) -> float:
    return sum(ceil(len(text) / signs) + under for block in blocks for text, (signs, under) in _texts(block))


def _texts(block: Block) -> Iterator[tuple[str, tuple[int, float]]]:
    match block:
        case Paragraph():
            yield block.text, _OF_TEXT
        case Bullets():
            yield from ((item, _OF_ITEM) for item in block.items)


def _shown(name: str, data: BriefingReportData) -> list[Block]:
    return _PARTS[name](data, measure_for(data))


SHOWS: dict[str, Callable[[BriefingReportData], list[Block]]] = {name: partial(_shown, name) for name in _PARTS}
"""The seven parts."""
