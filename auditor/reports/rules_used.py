"""By which rules the figures of a report came about: standards, thresholds, and how what is printed oddly was read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.reports.document import Block, Note, Paragraph
from auditor.reports.words import short_hash
from auditor.standards.model import MeasureDefinition


@dataclass(frozen=True)
class EditionUsed:
    """Standards that the audits were graded with.

    Attributes:
        title: with the year.
        content_hash: in full.
        scoring_hash: in full.
    """

    title: str
    content_hash: str
    scoring_hash: str


def standards_used(used: Iterable[EditionUsed], thresholds: str = "") -> list[Block]:
    """Standards and thresholds by their hashes, so that they can be found again.

    Args:
        used: the editions that audits were graded with.
        thresholds: the hash of the thresholds; empty where the figures have none.
    """
    found = [
        f"{edition.title}: content {short_hash(edition.content_hash)}, scoring {short_hash(edition.scoring_hash)}"
        for edition in used
    ]
    if thresholds:
        found.append(f"Thresholds: {short_hash(thresholds)}")
    return [Paragraph("\n".join(found), quiet=True)] if found else []


def rules_changed(used: Sequence[EditionUsed], within: str, said: str) -> list[Block]:
    """A note where the rules of scoring changed among what is counted together; nothing where they did not.

    Args:
        within: what is counted together, such as "these audits".
        said: what follows from it.
    """
    if len({edition.scoring_hash for edition in used}) < 2:
        return []
    return [Note(said, f"The rules of scoring changed within {within}")]


def read_oddly(definitions: Iterable[MeasureDefinition]) -> dict[str, str]:
    """By the id of each measure whose printed line needed a decision, or says something oddly: how it was read."""
    found = {}
    for one in definitions:
        printed = f"As printed: {one.note}." if one.note else ""
        if told := " ".join(part for part in (printed, one.decision) if part):
            found[one.id] = told
    return found


def footnote_numbers(notes: Mapping[str, str]) -> dict[str, int]:
    """The number of the footnote of each measure that has one, from 1."""
    return {measure: place for place, measure in enumerate(notes, start=1)}


def footnotes(notes: Mapping[str, str]) -> list[Block]:
    """The footnotes, each after its number and its measure."""
    return [Paragraph(f"[{number}] {measure}: {notes[measure]}") for measure, number in footnote_numbers(notes).items()]
