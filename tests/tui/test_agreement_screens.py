"""Agreement and leniency on screen: every key, at both sizes, and every figure traced to its audits."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from moderation_builders import moderate, person, submitted
from store_builders import World

from auditor.audit.moderation import Assignment, Why
from auditor.tui.agreement.leniency import LeniencyScreen
from auditor.tui.agreement.screen import AgreementScreen, BehindAgreementScreen
from auditor.use_cases.moderation.moderate import assign_moderation

Start = Callable[..., Any]


@pytest.fixture
def moderated(world: World) -> World:
    """Two audits moderated blind, drawn at random: in one the moderator graded the whole lower."""
    for number, grade in (("9900001", "good"), ("9900002", "outstanding")):
        audit_id = submitted(world, number, lambda key, grade=grade: grade if key == "overall" else "good")  # type: ignore[misc]
        with closing(world.open("Sam")) as sam:
            assign_moderation(sam, audit_id, Assignment(person(sam, "Mo"), Why.RANDOM))
        moderate(world, audit_id)
    return world


async def test_with_nothing_moderated_it_says_so(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("f4", "g")
        assert "Nothing was moderated in this way: blind, drawn at random." in desk.text
        await desk.press("l")
        assert "Nothing was moderated in this way yet." in desk.text
        await desk.press("escape", "escape")
        assert "Nothing counts yet." in desk.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_table_stands_below_the_figures(at_work: Start, moderated: World, size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        await desk.press("f6", "g")
        assert isinstance(desk.screen, AgreementScreen)
        assert "2 audits, blind, drawn at random" in desk.words("#choice")
        overall = next(line for line in desk.lines() if line.lstrip().startswith("Overall"))
        assert "1 of 2 (50%)" in overall
        assert "9–91%" in overall
        assert "2 of 2 (100%)" in overall
        about = desk.words("#about-words")
        assert "auditor / moderator outst. good req. imp. inad. all" in about
        assert "outstanding [0] 1 · · 1" in about
        assert "coefficients need at least 20 pairs; there are 2" in about
        assert "2026 Q4: 1 of 2 (50%)" in about
        before = desk.screen.query_one("#about").scroll_offset.y
        await desk.press("space")
        scrolled = desk.screen.query_one("#about")
        assert scrolled.scroll_offset.y > before or scrolled.max_scroll_y == 0


async def test_every_figure_is_traced_to_its_audits(at_work: Start, moderated: World, stand_in_audit: Any) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f6", "g", "enter")
        assert isinstance(desk.screen, BehindAgreementScreen)
        assert "every pair 2 audits that you may open" in desk.words("#choice")
        await desk.press("escape", "c")
        await desk.type("outstanding")
        await desk.press("enter")
        assert "auditor outstanding, moderator good 1 audit" in desk.words("#choice")
        assert "9900002" in desk.text
        assert "9900001" not in desk.text
        await desk.press("f5", "escape", "q", "enter")
        assert "moderated in 2026 Q4 2 audits" in desk.words("#choice")
        await desk.press("enter")
        assert desk.app.current_mode == "audit"


async def test_kinds_months_and_reading_again(at_work: Start, moderated: World) -> None:
    async with at_work() as desk:
        await desk.press("f6", "g", "b")
        assert "Light-touch review (0)" in desk.text
        await desk.type("light")
        await desk.press("enter")
        assert "light-touch review" in desk.words("#choice")
        assert "Nothing was moderated in this way" in desk.text
        await desk.press("b")
        await desk.type("random")
        await desk.press("enter", "m")
        desk.put("#line", "sometime")
        await desk.press("enter")
        assert "Type months as" in desk.words("#wrong")
        desk.put("#line", "01/2026")
        await desk.press("enter")
        assert "moderated 01/01/2026 to 31/01/2026" in desk.words("#choice")
        assert "Nothing was moderated in this way" in desk.text
        await desk.press("m", "enter", "f5")
        assert "2 audits" in desk.words("#choice")
        assert not desk.screen.check_action("scoring", ()), "there is one scoring only"


async def test_the_chart_of_an_auditor(at_work: Start, moderated: World) -> None:
    async with at_work(size=(80, 24)) as desk:
        await desk.press("f6", "g", "l")
        assert isinstance(desk.screen, LeniencyScreen)
        assert "too few to tell: 2 moderated audits" in desk.words("#about-words")
        assert "1 higher ┤" in desk.words("#about-words")
        await desk.press("space", "enter")
        assert "Ada beside moderators" in desk.words("#choice")
        await desk.press("escape", "b")
        await desk.type("chosen")
        await desk.press("enter")
        assert "Nothing was moderated in this way yet." in desk.text
        await desk.press("f5", "escape", "escape")
        assert desk.app.current_mode == "moderation"


async def test_an_auditor_sees_their_own_chart_and_a_moderator_none(at_work: Start, moderated: World) -> None:
    async with at_work("Ada", size=(120, 40)) as desk:
        await desk.press("f6", "g", "l")
        rows = desk.screen.query_one("#auditors")
        assert (rows.count, rows.selected.name) == (1, "Ada")
    async with at_work("Mo") as desk:
        await desk.press("f6", "g", "l")
        assert isinstance(desk.screen, AgreementScreen)


async def test_other_standards_stand_apart(at_work: Start, moderated: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(moderated.open("Sam")) as sam, sam.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_summary SET scoring_hash = 'other' WHERE lcs_number = '9900002'")
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f6", "g")
        assert "1 audit," in desk.words("#choice")
        shown = desk.screen.query_one("#graded").selected.figures.exact
        await desk.press("s", "down", "enter")
        assert "1 audit," in desk.words("#choice")
        assert desk.screen.query_one("#graded").selected.figures.exact != shown
