"""Gather what a briefing says: what a thematic audit came to, and the theme as it is now."""

from auditor.reports.thematic.briefing import BriefingReportData
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.service import Service


def gather_briefing(service: Service, choice: ThematicChoice) -> BriefingReportData:
    """Everything that a briefing says.

    Raises:
        InputError: as :func:`auditor.use_cases.reports.thematic.gather_thematic`.
        NotPermittedError: likewise.
    """
    found = gather_thematic(service, choice)
    theme = next(theme for theme in service.standards.themes.values() if theme.title == found.theme)
    return BriefingReportData(found, theme)
