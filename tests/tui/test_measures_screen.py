"""Measures: the scorecard, its filters, and the audits behind a figure."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from store_builders import World, child, everything_left, finish, new_audit, team

from auditor.audit.details import AuditKind
from auditor.measures.scorecard import scorecard
from auditor.standards.load import Standards
from auditor.store.records import Counter
from auditor.tui.measures.words import month_back, other_bands, parse_months
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record

Start = Callable[..., Any]


@pytest.fixture
def judged(world: World) -> World:
    """Two submitted audits beside each other: one good, one that requires improvement; and one of early help."""
    with closing(world.open()) as service:
        planned = child(service.standards.current, has_plan=True)
        north = new_audit(service, "9900001", as_at=date(2026, 9, 30), profile=planned)
        south = new_audit(service, "9900002", team=team(service, "South"), profile=planned)
        early = child(service.standards.current, "early_help", assessment_in_period=True, has_plan=True)
        early_help = new_audit(service, "9900003", profile=early)
        finish(service, north)
        finish(service, early_help)
        opened = open_audit(service, south)
        record(service, opened, everything_left(opened, lambda _: "requires_improvement"))
        for audit_id in (north, south, early_help):
            submit_audit(service, audit_id)
    return world


def figure(desk: Any, measure: str) -> str:
    return next(line for line in desk.lines() if line.strip().startswith(measure))


async def test_nothing_submitted_is_said_in_words(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("f4")
        assert "Nothing counts yet." in desk.text


async def test_a_figure_never_stands_without_its_number_and_range(at_work: Start, judged: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4")
        line = figure(desk, "1.1-j")
        assert "1 of 2 (50%)" in line
        assert "9–91%" in line
        assert "? too few to tell" in line
        assert "2 audits, 0 moderated" in desk.text
        assert "Sep 2026 to Nov 2026" in desk.text


async def test_the_selected_measure_is_explained(at_work: Start, judged: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "down")
        about = desk.words("#about-words")
        assert about.startswith("1.1-j")
        assert "The grade of PS3" in about
        assert "outstanding 90-100, good 80-89, requires improvement 65-79" in about
        assert "Under 10 audits no band is given" in about


async def test_filters(at_work: Start, judged: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "m")
        await desk.type("latest month")
        await desk.press("enter")
        assert "0 of 1 (0%)" in figure(desk, "1.1-j")
        await desk.press("x", "t")
        await desk.type("north")
        await desk.press("enter")
        assert "1 of 1 (100%)" in figure(desk, "1.1-j")
        assert "North" in desk.words("#choice")
        await desk.press("k", "down", "enter")
        assert "No audits fit these filters." in desk.text
        await desk.press("x", "e")
        assert "1 of 1 (100%)" in figure(desk, "1.1-j")
        assert "early help only" in desk.words("#choice")
        await desk.press("e", "m", "up", "enter")
        desk.put("#line", "sometime")
        await desk.press("enter")
        assert "Type months as" in desk.words("#wrong")
        desk.put("#line", "09/2026")
        await desk.press("enter")
        assert "1 of 1 (100%)" in figure(desk, "1.1-j")
        assert "Sep 2026" in desk.words("#choice")


async def test_a_figure_is_traced_to_its_audits(at_work: Start, judged: World, stand_in_audit: Any) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "down", "enter")
        assert "1 of 2 (50%) good or better" in desk.words("#title")
        rows = desk.screen.query_one(VirtualList)
        assert rows.count == 2
        assert "~ Requires improvement" in desk.text
        await desk.press("2")
        assert rows.count == 1
        assert rows.selected.lcs_number == "9900001"
        await desk.press("3")
        assert rows.selected.lcs_number == "9900002"
        await desk.press("1")
        assert rows.count == 2
        await desk.press("enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.read_only
        desk.app.close_audit()
        await desk.settle()
        assert desk.app.current_mode == "measures"
        await desk.press("escape")
        assert "Good or better" in desk.text


async def test_a_measure_without_data_has_nothing_behind_it(at_work: Start, judged: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4")
        rows = desk.screen.query_one(VirtualList)
        rows.cursor = next(place for place in range(rows.count) if rows.row(place).id == "2.0-a")
        screen = desk.screen
        await desk.press("enter")
        assert desk.screen is screen


async def test_figures_are_read_again(at_work: Start, judged: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4")
        with closing(judged.open()) as service:
            planned = child(service.standards.current, has_plan=True)
            third = new_audit(service, "9900009", kind=AuditKind.FULL, profile=planned)
            finish(service, third)
            submit_audit(service, third)
        await desk.press("f5")
        assert "2 of 3 (67%)" in figure(desk, "1.1-j")


async def test_measures_are_fresh_after_a_submission(at_work: Start, judged: World, stand_in_audit: Any) -> None:
    with closing(judged.open()) as service:
        planned = child(service.standards.current, has_plan=True)
        third = new_audit(service, "9900009", profile=planned)
        finish(service, third)
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4")
        assert "1 of 2 (50%)" in figure(desk, "1.1-j")
        await desk.press("f2", "2", "enter")
        assert desk.screen.opened.id == third
        submit_audit(desk.app.service, third)
        await desk.press("f4")
        assert "2 of 3 (67%)" in figure(desk, "1.1-j")


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("09/2026", ("2026-09", "2026-09")),
        ("01/2026 to 06/2026", ("2026-01", "2026-06")),
        ("2026-1 to 2026-12", ("2026-01", "2026-12")),
        ("13/2026", None),
        ("soon", None),
        ("1/2026 to 2/2026 to 3/2026", None),
    ],
)
def test_months_as_people_type_them(typed: str, months: tuple[str, str] | None) -> None:
    assert parse_months(typed) == months


def test_months_back_cross_the_year() -> None:
    assert month_back("2026-02", 3) == "2025-11"


@pytest.mark.parametrize(
    ("good", "of", "said"),
    [
        (15, 20, "Here requires improvement, but it could also be good or inadequate."),
        (100, 100, ""),
        (1, 2, ""),
    ],
)
def test_it_is_said_when_the_range_reaches_other_bands(
    loaded_standards: Standards, good: int, of: int, said: str
) -> None:
    book, edition = loaded_standards.measures, loaded_standards.current
    counted = {"1.1-j": Counter("1.1-j", 0, good, of - good, 0)}
    measure = next(one for one in scorecard(book, edition.judgements, counted, {}) if one.id == "1.1-j")
    definition = next(one for one in book.measures if one.id == "1.1-j")
    assert other_bands(measure, definition).strip() == said
