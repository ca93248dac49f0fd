"""All rules on time for one case, against the bare date arithmetic they do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditor.audit.profile import Period
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.compute import results, rule_applies
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.results import Judging
from auditor.standards.load import load_standards
from benchmarks.measuring import Figure, Line, interleaved, timed

TARGET = 5.0
_TIMES = 50
_AS_AT = date(2026, 6, 30)
_TAGS = {"child", "child_or_young_adult", "child_protection", "strategy_meeting", "conference_outcome"}
_FILE = (
    ("case_opened", (-220,)),
    ("case_allocated", (-175,)),
    ("case_summary_updated", (-170, -85)),
    ("chronology_updated", (-174, -145, -116, -87, -58, -29)),
    ("considered_in_supervision", (-147, -118, -90, -60, -33)),
    ("assessment_completed", (-140,)),
    ("strategy_meeting_decided", (-160,)),
    ("strategy_meeting_held", (-159,)),
    ("initial_conference_held", (-140,)),
    ("conference_report_shared", (-146, -63)),
    ("core_group_held", (-130, -103, -75, -48, -20)),
    ("review_conference_held", (-55,)),
    ("core_group_considered_plan", (-75,)),
    ("contact_details_provided", (-174,)),
    ("message_received", (-40,)),
    ("message_answered", (-39,)),
)
"""Event, and days before the as-at date: 31 key dates of a child on a plan."""


@dataclass(frozen=True)
class _Recording(Calendar):
    """Notes what it is asked to reckon."""

    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list, compare=False)

    def deadline(self, start: date, limit: int, unit: str) -> date:
        self.calls.append(("deadline", (start, limit, unit)))
        return super().deadline(start, limit, unit)

    def latest_before(self, end: date, limit: int, unit: str) -> date:
        self.calls.append(("latest_before", (end, limit, unit)))
        return super().latest_before(end, limit, unit)

    def working_days_taken(self, start: date, end: date) -> int:
        self.calls.append(("working_days_taken", (start, end)))
        return super().working_days_taken(start, end)


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    edition = load_standards().current
    dates = [KeyDate(f"{event}{days}", event, _AS_AT + timedelta(days=days)) for event, back in _FILE for days in back]
    tags = {tag.id: tag.id in _TAGS for tag in edition.tags.tags}
    rules = [rule for rule in edition.timescales if rule_applies(rule, tags)]
    period = Period.up_to(_AS_AT)

    def work_out(calendar: Calendar) -> Callable[[], None]:
        judging = Judging(period, calendar)

        def once() -> None:
            for _ in range(_TIMES):
                results(edition, rules, dates, judging)

        return once

    recording = _Recording()
    judged = results(edition, rules, dates, Judging(period, recording))
    assert sum(one.judged for one in judged.values()) > len(dates) / 2
    calls = [(getattr(Calendar(), name), args) for name, args in recording.calls]

    def arithmetic() -> None:
        for _ in range(_TIMES):
            for reckon, args in calls:
                reckon(*args)

    ours, baseline = interleaved(3 if quick else 15, timed(work_out(Calendar())), timed(arithmetic))
    what = f"All {len(rules)} rules of a case with {len(dates)} key dates, {_TIMES} times"
    return [Figure(what, TARGET, ours, baseline, f"the {len(calls)} deadlines they reckon")]
