"""The kinds of report: which data each shows, in which blocks, and what its wording may name in braces.

To add one: its data as a frozen class, a function for each block, the values of its placeholders, and a line here. A
definition in ``reports/`` then chooses among its blocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from auditor.reports import (
    audit_detail,
    audit_record,
    audit_report,
    audit_times,
    measures_report,
    scorecard_report,
    thematic_later,
    thematic_report,
)
from auditor.reports.audit_report import AuditReportData
from auditor.reports.document import Block
from auditor.reports.measures_report import MeasuresReportData
from auditor.reports.scorecard_report import ScorecardReportData
from auditor.reports.thematic_data import ThematicReportData

ALWAYS_NAMED = ("made_at", "made_by", "synthetic")
"""What the wording of every report may name."""


class ReportData(Protocol):
    """What every report's data says of itself."""

    @property
    def made_at(self) -> datetime:
        """When the report is made, in the time zone it should be printed in."""

    @property
    def made_by(self) -> str:
        """The display name of whoever makes it; may be empty."""

    @property
    def synthetic(self) -> bool:
        """The data is invented, as in the demo."""


@dataclass(frozen=True)
class Kind:
    """A kind of report.

    Attributes:
        words: what it shows, such as "one audit".
        data: the class of its data.
        shows: its blocks by name, each from the data.
        values: the values of its placeholders, from the data.
        named: the placeholders it has beside those of every report.
        needed: blocks that may not be left out: a figure is never shown without what it rests on.
    """

    id: str
    words: str
    data: type
    shows: Mapping[str, Callable[[Any], list[Block]]]
    values: Callable[[Any], dict[str, str]]
    named: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every placeholder that its wording may have."""
        return (*self.named, *ALWAYS_NAMED)


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            "audit",
            "one audit",
            AuditReportData,
            {**audit_report.SHOWS, **audit_times.SHOWS, **audit_detail.SHOWS, **audit_record.SHOWS},
            audit_report.placeholders,
            audit_report.NAMED,
            ("about",),
        ),
        Kind(
            "measures",
            "measures",
            MeasuresReportData,
            measures_report.SHOWS,
            measures_report.placeholders,
            measures_report.NAMED,
            ("about", "how_to_read"),
        ),
        Kind(
            "scorecard",
            "the whole scorecard",
            ScorecardReportData,
            scorecard_report.SHOWS,
            scorecard_report.placeholders,
            scorecard_report.NAMED,
            ("about", "how_to_read"),
        ),
        Kind(
            "thematic",
            "a thematic audit",
            ThematicReportData,
            {**thematic_report.SHOWS, **thematic_later.SHOWS},
            thematic_report.placeholders,
            thematic_report.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
    )
}
"""Every kind, by its id as a definition names it."""


def kind_of(data: ReportData) -> Kind:
    """The kind that shows this data."""
    return next(kind for kind in KINDS.values() if isinstance(data, kind.data))
