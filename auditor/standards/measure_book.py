"""The measures of the improvement plan, with their thresholds as printed and as read."""

from functools import cached_property
from typing import Literal

from auditor.standards.scale import Frozen


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
