"""Calibrations on screen: made, carried out, opened and read, by keys alone."""

from collections.abc import Callable
from typing import Any

import pytest
from moderation_builders import person
from store_builders import World, child, everything_left, team

from auditor.tui.agreement.calibration import CalibrationScreen, NewCalibrationScreen
from auditor.tui.agreement.calibration_results import CalibrationResultsScreen
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.calibration import new_calibration, start_calibration
from auditor.use_cases.moderation.calibration_results import list_calibrations

Start = Callable[..., Any]


@pytest.fixture
def asked(world: World) -> World:
    """Ada and Sam are asked to a calibration."""
    sam = world.open("Sam")
    new_calibration(
        sam,
        name="Autumn",
        lcs_number="9905551",
        people=[sam.person.id, person(sam, "Ada")],
        team=team(sam),
        profile=child(sam.standards.current),
    )
    return world


def submit(world: World, name: str, grade: str) -> None:
    service = world.open(name)
    calibration = list_calibrations(service)[0].calibration
    audit_id = start_calibration(service, calibration.id)
    opened = open_audit(service, audit_id)
    record(service, opened, everything_left(opened, lambda key: grade if key == "overall" else "good"))
    submit_audit(service, audit_id)


async def test_nothing_to_do_is_said(at_work: Start) -> None:
    async with at_work("Ada") as desk:
        await desk.press("f6", "c")
        assert "You are asked to no calibration." in desk.text
        assert "The QA lead makes one" in desk.text
        await desk.press("n")
        assert isinstance(desk.screen, CalibrationScreen), "only the QA lead makes one"


async def test_enter_starts_ones_own(at_work: Start, asked: World, stand_in_audit: Any) -> None:
    async with at_work("Ada") as desk:
        await desk.press("f6", "c")
        assert "not started" in desk.text
        await desk.press("enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.record.lcs_number == "9905551"
        assert not desk.screen.opened.read_only


async def test_results_are_opened_and_read(at_work: Start, asked: World) -> None:
    submit(asked, "Ada", "inadequate")
    async with at_work("Sam", size=(120, 40)) as desk:
        await desk.press("f6", "c", "o")
        assert isinstance(desk.screen, CalibrationScreen), "one has submitted: there is nothing to open"
        submit(asked, "Sam", "good")
        await desk.press("f5", "t")
        assert "80% on is a pass" in desk.words("#about-words")
        await desk.press("r")
        assert isinstance(desk.screen, CalibrationScreen), "not open yet"
        await desk.press("o", "enter")
        assert "not opened yet" in desk.words("#about-words"), "Enter alone leaves it"
        await desk.press("o", "right", "enter", "r")
        assert isinstance(desk.screen, CalibrationResultsScreen)
        assert "2 grades" in desk.text
        about = desk.words("#about-words")
        assert "Ada × Inadequate" in about
        assert "Sam ✓ Good" in about
        await desk.press("2")
        assert "Everybody answered every question the same." in desk.text
        await desk.press("3")
        assert "✓ passed" in desk.text
        await desk.press("1", "f5", "space", "escape")
        assert isinstance(desk.screen, CalibrationScreen)
    async with at_work("Ada", size=(80, 24)) as desk:
        await desk.press("f6", "c", "enter")
        assert isinstance(desk.screen, CalibrationResultsScreen)
        assert "you are person" in desk.words("#choice")
        assert "Sam" not in desk.words("#about-words")


async def test_the_qa_lead_makes_one(at_work: Start, world: World) -> None:
    async with at_work("Sam", size=(120, 40)) as desk:
        await desk.press("f6", "c", "n")
        await desk.type("Spring")
        await desk.press("enter")
        desk.put("#line", "Ada, Eve")
        await desk.press("enter")
        assert "Nobody called Eve audits here." in desk.words("#wrong")
        desk.put("#line", "Ada")
        await desk.press("enter")
        assert "at least two people" in desk.words("#wrong")
        desk.put("#line", "ada, Tom")
        await desk.press("enter")
        assert isinstance(desk.screen, NewCalibrationScreen)
        desk.put("#number", "9905552")
        form = desk.screen._form
        for name, chosen in (("team", str(form.teams[0][0])), ("statuses", "child_in_need"), ("age_band", "age_5_9")):
            desk.screen._put(desk.screen._form.choose(name, chosen))
        await desk.press("ctrl+s")
        assert isinstance(desk.screen, CalibrationScreen), desk.text
        made = list_calibrations(world.open("Sam"))[0].calibration
        assert (made.name, made.lcs_number, len(made.people)) == ("Spring", "9905552", 2)
        assert "Spring" in desk.text


async def test_they_are_found_among_all_actions_from_work(at_work: Start, asked: World) -> None:
    async with at_work("Ada") as desk:
        await desk.press("ctrl+p")
        await desk.type("calibrations")
        await desk.press("enter")
        await desk.settle()
        assert isinstance(desk.screen, CalibrationScreen)
        assert "Autumn" in desk.text
