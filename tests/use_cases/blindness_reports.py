"""For :mod:`blindness_calls`: each report a blind moderator could ask for, of what would show the hidden audit."""

from collections.abc import Callable
from typing import Any

from blindness_worlds import Desk, outcome

from auditor.standards.hashes import scoring_hash
from auditor.use_cases.reports.build import build_report, preview
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.figures import gather_measures, gather_scorecard
from auditor.use_cases.reports.one_audit import finds_of_audit, gather_audit
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.show_measures import Choice

ALONE = "2026-09"
"""The month in which the hidden audit stands alone."""
BESIDE_THE_SERVICE = ThematicChoice("supervision", ALONE, ALONE)


def requests(desk: Desk) -> dict[str, list[Request]]:
    """By the kind of report; the proof asks for every kind that there is."""
    return {
        "audit": [Request("audit", audit=desk.audit)],
        "measures": [
            Request("measures"),
            Request("measures", teams=(desk.north,)),
            Request("measures", first=ALONE, last=ALONE, teams=(desk.north,)),
            Request("measures", first=ALONE, last="2026-10"),
        ],
        "scorecard": [Request("scorecard", last=ALONE), Request("scorecard", last=ALONE, by_month=True)],
        "thematic": [Request("thematic", theme="supervision", first=ALONE, last=ALONE)],
    }


def every(call: Callable[[Desk, Request], Any]) -> Callable[[Desk], Any]:
    """A call for each request; what is refused in one of them is told beside the others."""
    return lambda desk: [
        outcome(lambda d, one=one: call(d, one), desk)  # type: ignore[misc]
        for several in requests(desk).values()
        for one in several
    ]


def _editions(desk: Desk) -> Any:
    with desk.service.store.reading() as reader:
        scorings = desk.service.standards.current, *desk.service.standards.themes.values()
        return editions_of(desk.service, reader, [scoring_hash(checklist) for checklist in scorings])


REPORT_CALLS: dict[str, Callable[[Desk], Any]] = {
    "reports.build.build_report": every(lambda d, one: build_report(d.service, one, ["text"])),
    "reports.build.preview": every(lambda d, one: preview(d.service, one)),
    "reports.editions.editions_of": _editions,
    "reports.one_audit.gather_audit": lambda d: gather_audit(d.service, d.audit),
    "reports.one_audit.finds_of_audit": lambda d: finds_of_audit(d.service, d.audit),
    "reports.figures.gather_measures": lambda d: [
        gather_measures(d.service, one) for one in (Choice(), Choice(ALONE, ALONE, (d.north,)))
    ],
    "reports.figures.gather_scorecard": lambda d: gather_scorecard(d.service, ALONE),
    "reports.thematic.gather_thematic": lambda d: gather_thematic(d.service, BESIDE_THE_SERVICE),
}
REPORTS_SAY_NOTHING: dict[str, tuple[str, ...]] = {
    "only the definitions of reports, and what is typed": (
        "reports.build.list_reports",
        "reports.build.check_definitions",
        "reports.build.chosen",
        "reports.request.check_months",
    ),
}
