"""Conditions, and the tag book: subjects, statuses, age bands, facts, tags, contradictions."""

from functools import cached_property
from typing import Any

from pydantic import Field, field_validator

from auditor.standards.scale import Frozen, Named, Record


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
    """True when this fact of the profile is, or when one of the key dates was recorded inside the period."""

    fact: str
    or_event: tuple[str, ...] = ()

    @field_validator("or_event", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class TagIs(Frozen):
    """True when another tag is."""

    tag: str


Leaf = SubjectIs | StatusWas | AgeBandIs | FactIs | TagIs
Condition = str | AllOf | AnyOf | Not | SubjectIs | StatusWas | AgeBandIs | FactIs | TagIs
"""A tag's id, a leaf over the profile (in ``tags.yaml`` only), or all / any / not of conditions."""


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
