"""Whole screens at 80x24 and 120x40 of what is looked at twice: a re-audit beside the audit before, a calibration.

After a wanted change: ``AUDITOR_GOLDEN=write pytest tests/tui/test_golden_again.py -n 0``, and read the difference.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from moderation_builders import person
from store_builders import World, child, everything_left, new_audit, team
from test_golden_modes import SIZES, in_utc, shown

from auditor.audit.changes import Change
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.re_audit import find_re_audit, start_re_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.calibration import new_calibration, open_results, record_reference, start_calibration
from auditor.use_cases.moderation.calibration_results import list_calibrations
from auditor.use_cases.service import Service

__all__ = ["in_utc"]
if not hasattr(time, "tzset"):
    pytest.skip("the time of this place cannot be set", allow_module_level=True)

Start = Callable[..., Any]
_NOT_MET = ("ps01.triggers-and-fallback", "ps06.chronology", "ps10.supervised-monthly")


def carry_out(service: Service, audit_id: Any, not_met: tuple[str, ...], grades: dict[str, str], grade: str) -> None:
    """All of an audit: a few questions not met, some sections of a grade of their own; submitted."""
    opened = open_audit(service, audit_id)
    changes = [
        replace(one, body={**one.body, "answer": "not_met"}) if one.key in not_met else one
        for one in everything_left(opened, lambda key: grades.get(key, grade))
    ]
    record(service, opened, changes)
    submit_audit(service, audit_id)


def begun_again(world: World) -> None:
    """Ada's audit was inadequate; Sam audits the case again."""
    with closing(world.open("Ada")) as ada:
        audit_id = new_audit(ada, "9900001")
        opened = open_audit(ada, audit_id)
        found = {"kind": "improve", "text": "The chronology stops in May.", "about": "ps06"}
        action = {"what": "Bring it up to date", "owner": "social worker", "due": "2026-12-20", "finding": ""}
        finding = Change(FactKind.FINDING, "chronology", found)
        record(ada, opened, [finding, Change(FactKind.ACTION, "a1", action)])
        carry_out(ada, audit_id, _NOT_MET, {"ps04": "good"}, "inadequate")
    with closing(world.open("Sam")) as sam:
        finalise_audit(sam, audit_id)
        world.clock.at += timedelta(days=120)
        start_re_audit(sam, audit_id)


def done_again(world: World) -> None:
    """The re-audit is submitted: much is better, one thing worse."""
    begun_again(world)
    with closing(world.open("Sam")) as sam:
        carry_out(
            sam, find_re_audit(sam, "9900001"), (_NOT_MET[0], "ps04.purpose"), {"ps04": "requires_improvement"}, "good"
        )


def calibrated(world: World) -> None:
    """Sam and Ada graded the same invented case; the results are open. Another is only asked for."""
    with closing(world.open("Sam")) as sam:
        asked = {"team": team(sam), "profile": child(sam.standards.current)}
        people = [sam.person.id, person(sam, "Ada")]
        new_calibration(sam, name="Autumn", lcs_number="9905551", people=people, **asked)
    for name, not_met, grades in (("Ada", _NOT_MET, {OVERALL: "inadequate"}), ("Sam", (), {"ps06": "outstanding"})):
        with closing(world.open(name)) as service:
            audit_id = start_calibration(service, list_calibrations(service)[0].calibration.id)
            carry_out(service, audit_id, not_met, grades, "good")
    with closing(world.open("Sam")) as sam:
        first = list_calibrations(sam)[0].calibration.id
        record_reference(sam, first)
        open_results(sam, first)
        world.clock.at += timedelta(days=40)
        new_calibration(sam, name="Winter", lcs_number="9905552", people=people, **asked)


AGAIN: list[tuple[str, Callable[[World], None], str, tuple[str, ...], str]] = [
    ("re-audit", begun_again, "Sam", ("T",), "The chronology stops in May."),
    ("then-and-now", done_again, "Sam", ("T",), "better"),
    ("calibrations", calibrated, "Sam", ("f6", "c"), "Winter"),
    ("calibration-own", calibrated, "Ada", ("f6", "c", "down", "enter"), "you are person"),
    ("calibration-results", calibrated, "Sam", ("f6", "c", "down", "r"), "2 grades"),
]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(("name", "made", "who", "keys", "words"), AGAIN, ids=[one[0] for one in AGAIN])
async def test_screen(
    at_work: Start,
    world: World,
    golden: Callable[[Any, str], None],
    size: tuple[int, int],
    name: str,
    made: Callable[[World], None],
    who: str,
    keys: tuple[str, ...],
    words: str,
) -> None:
    made(world)
    world.close()
    world.opened.clear()
    async with at_work(who, size=size) as desk:
        await desk.press(*keys)
        await shown(desk, words)
        golden(desk, f"{name}-{size[0]}x{size[1]}")
