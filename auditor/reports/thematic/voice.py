"""What people said, good practice and recommendations: what the QA lead writes of a thematic audit's report."""

from collections.abc import Callable

from auditor.audit.narrative import SPEAKER_WORDS, Narrative
from auditor.reports.document import Block, Bullets, Column, Heading, Number, Paragraph, Quote, Row, Table
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.words import counted, day_words, sentence

WITHHELD = (
    "Whoever made this report is to moderate one of its audits blind. Until that is done, what others wrote about the "
    "round is not shown to them, and the sentences drafted from the figures stand in its place."
)
_NAMED = 3
"""Recommendations that one line names."""
_NO_DAY = "No day set"


def voices(data: ThematicReportData) -> list[Block]:
    """What was said in conversations, by who says it."""
    blocks: list[Block] = []
    for speaker, quotes in _narrative(data).by_speaker().items():
        together, one = SPEAKER_WORDS[speaker]
        blocks.append(Heading(together, 2))
        if any(quote.internal_only for quote in quotes):
            blocks.append(Paragraph("For the service only: these words are never published.", quiet=True))
        blocks += [Quote(quote.text, sentence(one)) for quote in quotes]
    return blocks


def good_practice(data: ThematicReportData) -> list[Block]:
    """What others can take up."""
    found = _narrative(data).practice
    return [Bullets(tuple(" ".join(one.text.split()) for one in found))] if found else []


def recommendations(data: ThematicReportData) -> list[Block]:
    """What is recommended, to whom, by when."""
    found = _narrative(data).recommendations
    if not found:
        return []
    columns = (Column("No", 0.6, "right"), Column("Recommendation", 5), Column("Owner", 2), Column("By when", 2.1))
    rows = tuple(
        Row((Number(str(number), number), one.what, sentence(one.owner), day_words(one.due) if one.due else _NO_DAY))
        for number, one in enumerate(found, start=1)
    )
    return [Table(columns, rows)]


def recommended_line(data: ThematicReportData) -> str:
    """The recommendations in one line, for whoever reads no further; empty when there are none."""
    found = _narrative(data).recommendations
    if not found:
        return ""
    named = "; ".join(" ".join(one.what.split()).rstrip(".;") for one in found[:_NAMED])
    more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"{counted(len(found), 'recommendation')}: {named}{more}."


def _narrative(data: ThematicReportData) -> Narrative:
    return data.narrative or Narrative()


SHOWS: dict[str, Callable[[ThematicReportData], list[Block]]] = {
    "voices": voices,
    "good_practice": good_practice,
    "recommendations": recommendations,
}
"""The blocks of this module."""
