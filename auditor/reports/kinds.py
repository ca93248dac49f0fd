"""The kinds of report: which data each shows, in which blocks, and what its wording may name in braces.

To add one: its data as a frozen class, a function for each block, the values of its placeholders, and a line here. A
definition in ``reports/`` then chooses among its blocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from auditor.reports.document import Block
from auditor.reports.measures import measures as measures_report
from auditor.reports.measures import scorecard as scorecard_report
from auditor.reports.measures.measures import MeasuresReportData
from auditor.reports.measures.scorecard import ScorecardReportData
from auditor.reports.moderation import report as moderation_report
from auditor.reports.moderation.data import ModerationReportData
from auditor.reports.monthly import later as monthly_later
from auditor.reports.monthly import report as monthly_report
from auditor.reports.monthly.data import MonthlyReportData
from auditor.reports.one_audit import detail as audit_detail
from auditor.reports.one_audit import letter as letter_report
from auditor.reports.one_audit import record as audit_record
from auditor.reports.one_audit import report as audit_report
from auditor.reports.one_audit import times as audit_times
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.one_audit.letter import LetterReportData
from auditor.reports.programme import report as programme_report
from auditor.reports.programme.data import ProgrammeReportData
from auditor.reports.published import measures as published_measures
from auditor.reports.published import scorecard as published_scorecard
from auditor.reports.published import thematic as published_thematic
from auditor.reports.published.measures import PublishedMeasuresData
from auditor.reports.published.scorecard import PublishedScorecardData
from auditor.reports.published.thematic import PublishedThematicData
from auditor.reports.team import report as team_report
from auditor.reports.team.data import TeamReportData
from auditor.reports.thematic import briefing as briefing_report
from auditor.reports.thematic import later as thematic_later
from auditor.reports.thematic import report as thematic_report
from auditor.reports.thematic import voice as thematic_voice
from auditor.reports.thematic.briefing import BriefingReportData
from auditor.reports.thematic.data import ThematicReportData

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
            {**thematic_report.SHOWS, **thematic_later.SHOWS, **thematic_voice.SHOWS},
            thematic_report.placeholders,
            thematic_report.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
        Kind(
            "letter",
            "one audit, to its team",
            LetterReportData,
            letter_report.SHOWS,
            letter_report.placeholders,
            letter_report.NAMED,
            ("opening", "reply"),
        ),
        Kind(
            "briefing",
            "what to learn from a thematic audit",
            BriefingReportData,
            briefing_report.SHOWS,
            briefing_report.placeholders,
            briefing_report.NAMED,
            ("looked_at",),
        ),
        Kind(
            "moderation",
            "what moderation came to, over every team",
            ModerationReportData,
            moderation_report.SHOWS,
            moderation_report.placeholders,
            moderation_report.NAMED,
            ("about", "how_to_read"),
        ),
        Kind(
            "published_measures",
            "measures that may be published",
            PublishedMeasuresData,
            published_measures.SHOWS,
            published_measures.placeholders,
            published_measures.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
        Kind(
            "monthly",
            "a month, for the leadership team",
            MonthlyReportData,
            {**monthly_report.SHOWS, **monthly_later.SHOWS},
            monthly_report.placeholders,
            monthly_report.NAMED,
            ("about", "how_to_read"),
        ),
        Kind(
            "programme",
            "the audit programme of a year",
            ProgrammeReportData,
            programme_report.SHOWS,
            programme_report.placeholders,
            programme_report.NAMED,
            ("year",),
        ),
        Kind(
            "team",
            "one team",
            TeamReportData,
            team_report.SHOWS,
            team_report.placeholders,
            team_report.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
        Kind(
            "published_thematic",
            "a thematic audit that may be published",
            PublishedThematicData,
            published_thematic.SHOWS,
            published_thematic.placeholders,
            published_thematic.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
        Kind(
            "published_scorecard",
            "the scorecard that may be published",
            PublishedScorecardData,
            published_scorecard.SHOWS,
            published_scorecard.placeholders,
            published_scorecard.NAMED,
            ("about", "how_to_read", "small_numbers"),
        ),
    )
}
"""Every kind, by its id as a definition names it."""


def kind_of(data: ReportData) -> Kind:
    """The kind that shows this data."""
    return next(kind for kind in KINDS.values() if isinstance(data, kind.data))
