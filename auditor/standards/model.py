"""The standards as frozen models, the whole vocabulary in one place to import from.

A :class:`Checklist` is what an audit is pinned to: one edition, or one theme, resolved with the scale, the tags, the
key judgements and the timescale rules it uses, so that it can be stored, hashed and read again years later without the
files it came from. The scale, the tag book and the measures have modules of their own.
"""

from functools import cached_property
from typing import Any, Literal

from auditor.standards.measure_book import (
    Band,
    Bands,
    MeasureBook,
    MeasureDefinition,
    Series,
)
from auditor.standards.scale import (
    ALL_ANSWERS,
    Answer,
    AnswerId,
    Cap,
    Critical,
    Depth,
    Difference,
    DifferenceChoice,
    Frozen,
    Grade,
    GradeId,
    Named,
    OverallRule,
    Record,
    Scale,
    SectionRule,
    SuggestionRules,
    Weight,
    Weights,
)
from auditor.standards.tag_book import (
    AgeBandIs,
    AllOf,
    AnyOf,
    Condition,
    Contradiction,
    Fact,
    FactIs,
    Leaf,
    Not,
    StatusWas,
    Subject,
    SubjectIs,
    Tag,
    TagBook,
    TagIs,
)
from auditor.standards.timescale import (
    Event,
    EventBook,
    Extension,
    Interval,
    Numbered,
    Statutory,
    TimescaleRule,
    Unit,
    WorkedExample,
)

__all__ = [
    "ALL_ANSWERS",
    "AgeBandIs",
    "AllOf",
    "Answer",
    "AnswerId",
    "AnyOf",
    "Band",
    "Bands",
    "Cap",
    "Checklist",
    "Condition",
    "Contradiction",
    "Criterion",
    "Critical",
    "Depth",
    "Difference",
    "DifferenceChoice",
    "Event",
    "EventBook",
    "Example",
    "Extension",
    "Fact",
    "FactIs",
    "Frozen",
    "Grade",
    "GradeId",
    "Interval",
    "JudgedFrom",
    "KeyJudgement",
    "Leaf",
    "LensWhen",
    "MeasureBook",
    "MeasureDefinition",
    "Named",
    "Not",
    "Numbered",
    "OverallRule",
    "Point",
    "Record",
    "Scale",
    "Section",
    "SectionRule",
    "Series",
    "StatusWas",
    "Statutory",
    "Subject",
    "SubjectIs",
    "SuggestionRules",
    "Tag",
    "TagBook",
    "TagIs",
    "TimescaleRule",
    "Unit",
    "Weight",
    "Weights",
    "WorkedExample",
]

# -- sections and criteria --------------------------------------------------------------------------------------------


class Point(Frozen):
    """A numbered paragraph of the edition, with a label of our own."""

    id: str
    label: str
    not_audited: str | None = None


class Example(Frozen):
    """What a file shows, and the answer that fits."""

    file_shows: str
    answer: AnswerId


class Criterion(Frozen):
    """One audit question."""

    id: str
    question: str
    points: tuple[str, ...] = ()
    source: str | None = None
    because: str | None = None
    look_for: tuple[str, ...]
    seen_on: tuple[Record, ...]
    applies_to: Condition | None = None
    depth: Depth
    weight: Weight
    answers: tuple[AnswerId, ...] = ALL_ANSWERS
    critical: bool = False
    lenses: tuple[str, ...] = ()
    timescale: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Section(Frozen):
    """A standard, a guide, or a part of a theme."""

    id: str
    code: str
    title: str
    summary: str
    applies_to: Condition | None = None
    graded_with: str | None = None
    graded_alone_when: Condition | None = None
    good_looks_like: str
    outstanding_looks_like: str
    points: tuple[Point, ...] = ()
    criteria: tuple[Criterion, ...]


# -- key judgements ---------------------------------------------------------------------------------------------------


class LensWhen(Frozen):
    """A lens used when the profile fits."""

    when: Condition
    lens: str


class JudgedFrom(Frozen):
    """What a key judgement is judged from: exactly one of these is given.

    Attributes:
        computed: the name of what is counted from deadlines, with ``rules``: the first is the figure, the others, of
            other records, stand beside it.
    """

    section: str | None = None
    lowest_of: tuple[str, ...] | None = None
    lens: str | None = None
    lens_by_profile: tuple[LensWhen, ...] | None = None
    computed: str | None = None
    rules: tuple[str, ...] = ()

    def lenses(self) -> tuple[str, ...]:
        """Every lens this judgement may use."""
        by_profile = tuple(choice.lens for choice in self.lens_by_profile or ())
        return by_profile if self.lens is None else (self.lens,)


class KeyJudgement(Frozen):
    """What an audit measure counts."""

    id: str
    measure: str
    title: str
    question: str
    applies_to: Condition | None = None
    source: JudgedFrom
    note: str = ""


# -- the resolved whole -----------------------------------------------------------------------------------------------


class Checklist(Frozen):
    """An edition or a theme, resolved: what an audit is pinned to.

    Attributes:
        kind: ``edition`` or ``theme``.
        version: the year of an edition, the version of a theme.
        subject: for a theme, the one subject it is for.
    """

    id: str
    kind: Literal["edition", "theme"]
    title: str
    version: str
    publisher: str = ""
    licence: str = ""
    note: str = ""
    question: str = ""
    subject: str | None = None
    scale: Scale
    tags: TagBook
    events: EventBook = EventBook()
    judgements: tuple[KeyJudgement, ...]
    timescales: tuple[TimescaleRule, ...]
    sections: tuple[Section, ...]

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by id, in order."""
        return {criterion.id: criterion for section in self.sections for criterion in section.criteria}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each criterion, by the criterion's id."""
        return {criterion.id: section for section in self.sections for criterion in section.criteria}

    @cached_property
    def sections_by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def judgements_by_id(self) -> dict[str, KeyJudgement]:
        """Key judgements by id."""
        return {judgement.id: judgement for judgement in self.judgements}

    @cached_property
    def rules_by_id(self) -> dict[str, TimescaleRule]:
        """Timescale rules by id."""
        return {rule.id: rule for rule in self.timescales}

    def content(self) -> dict[str, Any]:
        """The whole as plain data: what is hashed and stored."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> "Checklist":
        """The checklist that :meth:`content` was taken from."""
        return cls.model_validate(content)
