"""The words every part of the standards shares, and the scale: grades, answers, and the rule of the suggestion."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Record = Literal["child_record", "carer_record", "supervision_record", "conversation"]
Depth = Literal["core", "deep"]
Weight = Literal["core", "standard", "minor"]
AnswerId = Literal["exceeded", "met", "partly_met", "not_met"]
GradeId = Literal["outstanding", "good", "requires_improvement", "inadequate"]

ALL_ANSWERS: tuple[AnswerId, ...] = ("exceeded", "met", "partly_met", "not_met")


_GIVEN: dict[frozenset[str], set[str]] = {}


class Frozen(BaseModel):
    """A model that is never changed, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share the set of the keys that were given: in thousands of models it is one of a few, and never changed."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


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
