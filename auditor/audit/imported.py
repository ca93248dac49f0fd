"""Figures that other systems hold and that are imported: of the measures that no audit decides.

Each is a fact of the store about one measure and one period; correcting it is a new fact, so that what was reported
before can be told again.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from auditor.audit.facts import Body
from auditor.audit.whole_months import Months
from auditor.standards.model import MeasureBook, MeasureDefinition

PERCENT = "imported_percent"
AUDITED = "audited_percent"


@dataclass(frozen=True)
class Imported:
    """What is known of one measure in one period.

    Attributes:
        measure: the plan's reference.
        months: the period.
        series: which of the two figures of a row; empty where a row has one.
        actual: as the list gave it; None where it gave the counts alone, or a target alone.
        target: what was aimed at in that period; None where the list named none.
        numerator: how many, where it was given.
        denominator: of how many, likewise.
        file: the name of the list.
        line: of the list.
    """

    measure: str
    months: Months
    series: str = ""
    actual: Decimal | None = None
    target: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    file: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """What it is recorded under."""
        return ":".join(part for part in (self.measure, self.months.key, self.series) if part)

    @property
    def is_empty(self) -> bool:
        """Nothing of it is left: it was taken back."""
        return not self.has_actual and self.target is None

    @property
    def has_actual(self) -> bool:
        """There is a figure, not only a target."""
        return self.actual is not None or self.numerator is not None

    def value(self, definition: MeasureDefinition) -> Fraction | None:
        """The figure itself: a percentage from 0 to 100, or a number. From the counts where they are known."""
        if self.numerator is not None and self.denominator:
            share = Fraction(self.numerator, self.denominator)
            return share * 100 if definition.kind == PERCENT else share
        return None if self.actual is None else Fraction(self.actual)

    def as_body(self) -> dict[str, Any]:
        """As plain data; numbers as they were written, so that no digit changes."""
        return {
            "actual": None if self.actual is None else str(self.actual),
            "target": None if self.target is None else str(self.target),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "file": self.file,
            "line": self.line,
        }

    def says_the_same(self, other: "Imported") -> bool:
        """Whether the figures are the same, wherever they were read."""
        return replace(self, file="", line=0) == replace(other, file="", line=0)

    @classmethod
    def from_fact(cls, key: str, body: Body) -> "Imported":
        """From a fact's key and body."""
        measure, months, *series = key.split(":")
        return cls(
            measure,
            Months.from_key(months),
            series[0] if series else "",
            _decimal(body.get("actual")),
            _decimal(body.get("target")),
            body.get("numerator"),
            body.get("denominator"),
            body.get("file", ""),
            body.get("line", 0),
        )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def importable(book: MeasureBook) -> tuple[MeasureDefinition, ...]:
    """The measures whose figures are imported, in the plan's order; one that repeats another is given there."""
    return tuple(one for one in book.measures if one.kind != AUDITED and one.same_as is None)


def series_of(definition: MeasureDefinition) -> tuple[str, ...]:
    """The ids of a row's figures; one empty id where it has one figure."""
    return tuple(one.id for one in definition.series) or ("",)
