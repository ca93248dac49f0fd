"""The standards as frozen models.

A :class:`Checklist` is what an audit is pinned to: one edition, or one theme, resolved with the scale, the tags, the
key judgements and the timescale rules it uses, so that it can be stored, hashed and read again years later without the
files it came from.
"""

from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Record = Literal["child_record", "carer_record", "supervision_record", "conversation"]
Depth = Literal["core", "deep"]
Weight = Literal["core", "standard", "minor"]
AnswerId = Literal["exceeded", "met", "partly_met", "not_met"]
GradeId = Literal["outstanding", "good", "requires_improvement", "inadequate"]

ALL_ANSWERS: tuple[AnswerId, ...] = ("exceeded", "met", "partly_met", "not_met")


class Frozen(BaseModel):
    """A model that is never changed, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# -- conditions -------------------------------------------------------------------------------------------------------


class AllOf(Frozen):
    """True when all of its conditions are."""

    all: tuple["Condition", ...]


class AnyOf(Frozen):
    """True when any of its conditions is."""

    any: tuple["Condition", ...]


class Not(Frozen):
    """True when its condition is not."""

    not_: "Condition" = Field(alias="not")


class SubjectIs(Frozen):
    """True when the audit's subject is one of these."""

    subject: tuple[str, ...]


class StatusWas(Frozen):
    """True when the child had this status at any time in the period."""

    status: str


class AgeBandIs(Frozen):
    """True when the child's age band at the as-at date is one of these."""

    age_band: tuple[str, ...]


class FactIs(Frozen):
    """True when this fact of the profile is, or when the key date was recorded inside the period."""

    fact: str
    or_event: str | None = None


class TagIs(Frozen):
    """True when another tag is."""

    tag: str


Leaf = SubjectIs | StatusWas | AgeBandIs | FactIs | TagIs
Condition = str | AllOf | AnyOf | Not | SubjectIs | StatusWas | AgeBandIs | FactIs | TagIs
"""A tag's id, a leaf over the profile (in ``tags.yaml`` only), or all / any / not of conditions."""


# -- the scale --------------------------------------------------------------------------------------------------------


class Named(Frozen):
    """An id with the words shown for it."""

    id: str
    label: str


class Grade(Frozen):
    """One grade of the scale."""

    id: GradeId
    word: str
    short: str
    symbol: str
    key: str
    rank: int
    meets_good: bool
    means: str


class Answer(Frozen):
    """One answer a criterion can have."""

    id: AnswerId
    word: str
    symbol: str
    key: str
    means: str


class DifferenceChoice(Frozen):
    """One answer to what difference the work made."""

    id: str
    word: str
    symbol: str
    key: str
    means: str


class Difference(Frozen):
    """The judgement on what our work changed for the child."""

    question: str
    enabled: bool
    choices: tuple[DifferenceChoice, ...]


class SectionRule(Frozen):
    """A row of the rule for a section's suggestion; shares are of weight, 0 to 1."""

    grade: GradeId
    met_at_least: float = 0.0
    exceeded_at_least: float = 0.0
    not_met_at_most: float = 1.0


class OverallRule(Frozen):
    """A row of the rule for the overall suggestion; shares are of section grades, 0 to 1."""

    grade: GradeId
    good_at_least: float = 0.0
    outstanding_at_least: float = 0.0
    inadequate_at_most: float = 1.0


class Critical(Frozen):
    """The best suggestion left when a critical criterion is partly met, or not met."""

    partly_met: GradeId
    not_met: GradeId


class Cap(Frozen):
    """A section grade that limits the overall suggestion."""

    section: str
    grade: GradeId
    overall_at_most: GradeId


class SuggestionRules(Frozen):
    """How a grade is suggested."""

    section: tuple[SectionRule, ...]
    critical: Critical
    overall: tuple[OverallRule, ...]
    caps: tuple[Cap, ...]


class Weights(Frozen):
    """How many times a criterion counts in a suggestion."""

    core: int
    standard: int
    minor: int

    def of(self, weight: Weight) -> int:
        """The count for a weight."""
        value: int = getattr(self, weight)
        return value


class Scale(Frozen):
    """Grades, answers and the rule of the suggestion."""

    id: str
    title: str
    grades: tuple[Grade, ...]
    answers: tuple[Answer, ...]
    not_applicable_reasons: tuple[Named, ...]
    weights: Weights
    suggestion: SuggestionRules
    difference: Difference

    def grade(self, grade_id: str) -> Grade:
        """The grade with this id; KeyError when there is none."""
        return {grade.id: grade for grade in self.grades}[grade_id]  # type: ignore[index]

    def answer(self, answer_id: str) -> Answer:
        """The answer with this id; KeyError when there is none."""
        return {answer.id: answer for answer in self.answers}[answer_id]  # type: ignore[index]


# -- profile facts and tags -------------------------------------------------------------------------------------------


class Subject(Frozen):
    """Whom or what an audit examines, and on which record."""

    id: str
    label: str
    record: Record


class Fact(Frozen):
    """A question about the profile, answered yes, no or cannot tell."""

    id: str
    question: str
    ask_when: Condition


class Tag(Frozen):
    """A name for a condition over the profile."""

    id: str
    label: str
    when: Condition


class Contradiction(Frozen):
    """Facts that cannot both be true."""

    when: Condition
    because: str


class TagBook(Frozen):
    """Subjects, statuses, age bands, facts, tags and contradictions."""

    subjects: tuple[Subject, ...]
    statuses: tuple[Named, ...]
    age_bands: tuple[Named, ...]
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    contradictions: tuple[Contradiction, ...]

    @cached_property
    def by_id(self) -> dict[str, Tag]:
        """Tags by id."""
        return {tag.id: tag for tag in self.tags}

    def subject(self, subject_id: str) -> Subject:
        """The subject with this id; KeyError when there is none."""
        return {subject.id: subject for subject in self.subjects}[subject_id]


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


class TimescaleRule(Frozen):
    """A rule on time."""

    id: str
    printed: bool
    source: str
    subject: str
    applies_to: str
    rule: str
    trigger_event: str
    end_event: str
    limit: int | None = None
    unit: str
    first_due_from: str | None = None
    proposes: str
    note: str = ""


# -- key judgements ---------------------------------------------------------------------------------------------------


class LensWhen(Frozen):
    """A lens used when the profile fits."""

    when: Condition
    lens: str


class JudgedFrom(Frozen):
    """What a key judgement is judged from: exactly one of these is given."""

    section: str | None = None
    lowest_of: tuple[str, ...] | None = None
    lens: str | None = None
    lens_by_profile: tuple[LensWhen, ...] | None = None
    computed: str | None = None

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


# -- measures ---------------------------------------------------------------------------------------------------------


class Band(Frozen):
    """A band of a measure: as printed, and its edge towards the worse side."""

    printed: str
    at: float


class Bands(Frozen):
    """The three printed bands; worse than the last is inadequate."""

    requires_improvement: Band
    good: Band
    outstanding: Band


class Series(Frozen):
    """One of two figures in a row."""

    id: str
    label: str


class MeasureDefinition(Frozen):
    """A row of the improvement plan's table."""

    id: str
    priority: str
    title: str
    kind: Literal["audited_percent", "imported_percent", "imported_number", "direction_only"]
    direction: Literal["higher", "lower", "increase"]
    series: tuple[Series, ...] = ()
    same_as: str | None = None
    bands: Bands | None = None
    decision: str = ""
    note: str = ""


class MeasureBook(Frozen):
    """All measures, and how few audits are too few to tell."""

    too_few: int
    measures: tuple[MeasureDefinition, ...]
    unbanded: tuple[MeasureDefinition, ...]

    @cached_property
    def by_id(self) -> dict[str, MeasureDefinition]:
        """Every measure, banded or not, by id."""
        return {measure.id: measure for measure in (*self.measures, *self.unbanded)}

    @property
    def audited(self) -> tuple[MeasureDefinition, ...]:
        """The measures computed from audits, the unbanded ones last."""
        return tuple(m for m in (*self.measures, *self.unbanded) if m.kind == "audited_percent")
