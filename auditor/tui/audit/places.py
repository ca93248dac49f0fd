"""The parts of an audit in the order in which they are done: sections with their grade, then the steps.

A section that is graded with another is asked with it, so that every part that has questions ends in one grade.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.audit.completeness import Left, Step, asks_difference, conversations_asked, judgement_needs_grade
from auditor.audit.examination import Examination
from auditor.audit.scope import AskedSection, Scope
from auditor.audit.suggestions import needs_grade
from auditor.audit.timescales.vocabulary import asks_dates
from auditor.standards.model import Section

STEPS: dict[str, tuple[Step, str]] = {
    "dates": (Step.DATES, "Key dates"),
    "judgements": (Step.JUDGEMENTS, "Key judgements"),
    "conversations": (Step.CONVERSATIONS, "Conversations"),
    "findings": (Step.FINDINGS, "Findings"),
    "actions": (Step.FINDINGS, "Actions"),
    "difference": (Step.DIFFERENCE, "The difference"),
    "overall": (Step.OVERALL, "Overall"),
    "summary": (Step.SUMMARY, "Summary and submit"),
}
"""The steps after the sections, by place."""
_AUDITORS_OWN = frozenset({"dates", "conversations", "findings", "actions", "difference"})
"""Those that a moderator, who grades, does not have."""


@dataclass(frozen=True)
class Unit:
    """A graded section, with the sections graded with it.

    Attributes:
        section: the one that carries the grade.
        parts: everything asked here, the section's own part first where it has one.
        criteria: the criteria asked, in order.
    """

    section: Section
    parts: tuple[AskedSection, ...]
    criteria: tuple[str, ...]

    @property
    def id(self) -> str:
        """The section's id; also the key of its grade."""
        return self.section.id

    @property
    def title(self) -> str:
        """Code and title."""
        return f"{self.section.code}  {self.section.title}"

    @property
    def unopened(self) -> int:
        """How many deep questions could be opened."""
        return sum(len(part.unopened) for part in self.parts)

    def answered(self, examination: Examination) -> int:
        """How many of its questions have an answer."""
        return sum(1 for criterion in self.criteria if criterion in examination.answers)

    def is_graded(self, scope: Scope) -> bool:
        """Whether it gets a grade of its own at all."""
        return bool(self.criteria) and any(section.id == self.id for section in scope.graded_sections)


def units_of(scope: Scope) -> tuple[Unit, ...]:
    """The graded sections of an audit, in order."""
    groups: dict[str, list[AskedSection]] = {}
    for asked in scope.sections:
        groups.setdefault(asked.graded_with, []).append(asked)
    known = scope.checklist.sections_by_id
    order = sorted(groups, key=list(known).index)
    return tuple(_unit(known[name], groups[name]) for name in order)


def _unit(section: Section, parts: Iterable[AskedSection]) -> Unit:
    ordered = tuple(sorted(parts, key=lambda part: part.id != section.id))
    return Unit(section, ordered, tuple(item.criterion.id for part in ordered for item in part.asked))


def first_asked(units: Iterable[Unit], section: str) -> str | None:
    """The first question of a section, also of one that is graded with another; None where nothing of it is asked."""
    parts = (part for unit in units for part in unit.parts if part.id == section and part.asked)
    part = next(parts, None)
    return part.asked[0].criterion.id if part is not None else None


def has_grade_to_give(scope: Scope, examination: Examination, unit: Unit) -> bool:
    """Whether a unit gets a grade: not when nothing in it applies."""
    return unit.is_graded(scope) and needs_grade(scope, examination, unit.id)


def next_in_unit(scope: Scope, examination: Examination, unit: Unit, after: str) -> str | None:
    """Where to go in a unit: the next question without an answer, then its grade; None when nothing is left. A
    moderator, who answers what they like, is led on through the questions only from one that they answered.
    """
    order = list(unit.criteria)
    start = order.index(after) + 1 if after in order else 0
    waiting = order[start:] if after in order else []
    for criterion in waiting if scope.grades_only else (*order[start:], *order[:start]):
        if criterion not in examination.answers:
            return criterion
    if has_grade_to_give(scope, examination, unit) and examination.grade_of(unit.id) is None:
        return unit.id
    return None


def places_of(scope: Scope, units: tuple[Unit, ...]) -> tuple[str, ...]:
    """Every place, in order."""
    steps = [place for place in STEPS if _has(scope, place)]
    return (*(unit.id for unit in units), *steps)


def _has(scope: Scope, place: str) -> bool:
    if scope.grades_only and place in _AUDITORS_OWN:
        return False
    if place == "judgements":
        return bool(scope.judgements)
    if place == "dates":
        return asks_dates(scope)
    if place == "difference":
        return asks_difference(scope)
    return True


def place_of(scope: Scope, examination: Examination, units: tuple[Unit, ...], step: Step, key: str) -> str | None:
    """The place of a thing in an audit, by step and key; None when it is not there."""
    for unit in units:
        sections = {part.id for part in unit.parts}
        everything = {
            item.criterion.id for part in unit.parts for item in (*part.asked, *part.not_asked, *part.unopened)
        }
        if key in everything or key in sections or key == unit.id:
            return unit.id
    if any(item.judgement.id == key for item in scope.judgements):
        return "judgements"
    if key == "overall":
        return "overall"
    if step is Step.FINDINGS:
        return "actions" if key in examination.actions or key == "actions" else "findings"
    return next((place for place, (of, _) in STEPS.items() if of is step), None)


def left_at(left: Iterable[Left], examination: Examination) -> dict[str, int]:
    """How many things are left at each step (the sections show their own count)."""
    counts = dict.fromkeys(STEPS, 0)
    for item in left:
        if item.step is Step.FINDINGS:
            counts["actions" if item.key in examination.actions else "findings"] += 1
        elif item.step is not Step.SECTIONS:
            counts[item.step.value] += 1
    return counts


def step_progress(scope: Scope, examination: Examination, place: str) -> str:
    """How far a step is, in short."""
    if place == "judgements":
        own = [item for item in scope.judgements if item.graded_by_auditor]
        asked = [item for item in own if judgement_needs_grade(scope, examination, item.members)]
        return f"{sum(1 for item in asked if examination.grade_of(item.judgement.id))}/{len(asked)}"
    if place == "conversations":
        talks = conversations_asked(scope)
        return f"{sum(1 for name in talks if name in examination.conversations)}/{len(talks)}"
    if place == "findings":
        return str(len(examination.findings) or "")
    if place == "actions":
        return str(len(examination.actions) or "")
    return ""
