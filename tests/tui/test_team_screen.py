"""Team: what an audit tells the team, every key, and what is refused."""

from collections.abc import Callable
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from store_builders import World
from team_builders import AREA, STRENGTH, WHAT, WHY, final_audit
from textual.widgets import OptionList, TextArea

from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.replies import Acknowledged
from auditor.audit.states import State
from auditor.store.store import Reader
from auditor.tui.dialogs import DeliberateDialog, ErrorDialog
from auditor.tui.pick import PickOne
from auditor.tui.team.dialogs import LetterDialog, SayDialog
from auditor.tui.team.screen import TeamScreen
from auditor.tui.team.trend import TrendScreen
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.team.reply import reply
from auditor.use_cases.team.view import TeamAudit, team_audit

Start = Callable[..., Any]


@pytest.fixture
def moderated(world: World) -> UUID:
    """An audit of North that was good at first and requires improvement after moderation."""
    audit_id = final_audit(world, "9900001", moderated=True)
    world.close()
    world.opened.clear()
    return audit_id


def told(desk: Any) -> str:
    return str(desk.words("#told-words"))


def now(desk: Any, audit_id: UUID) -> TeamAudit:
    return team_audit(desk.app.service, audit_id)


async def settled(desk: Any, *keys: str) -> None:
    """Press, then wait for the row to have rested and its audit to be read."""
    await desk.press(*keys)
    await desk.pilot.pause(0.2)
    await desk.settle()


async def test_what_an_audit_tells_the_team(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10")
        assert isinstance(desk.screen, TeamScreen)
        assert "North · 1 audit · 1 new" in desk.words("#choice")
        assert "* new" in desk.text
        said = told(desk)
        places = [
            said.index(words)
            for words in ("~ Requires improvement", STRENGTH, AREA, "A clear difference", "Good became", WHY, WHAT)
        ]
        assert places == sorted(places)
        assert "because evidence was missed" in said
        assert "(social worker, due 14/12/2026; ○ no report yet)" in said
        assert "press k once you have read it" in said
        assert all(len(line) <= 80 for line in desk.lines())


async def test_the_team_manager_acknowledges(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "k", "enter")
        today = desk.app.service.today()
        assert now(desk, moderated).acknowledged == Acknowledged(desk.app.service.person.id, today)
        assert f"Acknowledged {today:%d/%m/%Y} by Tess" in told(desk)
        assert "0 new" in desk.words("#choice")
        assert "acknowledge" not in desk.lines()[-1]


async def test_a_day_that_cannot_be_stays_in_the_field(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "k")
        desk.put("#line", "31/12/2099")
        await desk.press("enter")
        assert desk.words("#wrong")
        await desk.press("escape")
        assert now(desk, moderated).acknowledged is None


async def test_a_reply_is_typed_left_and_gone_on_with(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "r")
        assert isinstance(desk.screen, PickOne)
        assert desk.screen.query_one(OptionList).get_option_at_index(0).id == OVERALL
        await desk.press("enter")
        assert isinstance(desk.screen, SayDialog)
        await desk.type("The minutes")
        await desk.press("escape")
        assert now(desk, moderated).replies == ()
        await desk.press("r", "enter")
        assert desk.screen.query_one(TextArea).text == "The minutes"
        await desk.type(" are there.")
        await settled(desk, "ctrl+s")
        (said,) = now(desk, moderated).replies
        assert (said.key, said.text) == (OVERALL, "The minutes are there.")
        assert "! reply" in desk.text
        assert "not answered yet" in told(desk)
        await desk.press("r", "enter")
        assert desk.screen.query_one(TextArea).text == "The minutes are there."
        desk.screen.query_one(TextArea).text = ""
        await settled(desk, "ctrl+s")
        assert now(desk, moderated).replies == ()


async def test_what_says_who_somebody_is_is_asked_about_once(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "r", "enter")
        await desk.press("ctrl+s")
        assert "Type something first." in desk.words("#wrong")
        desk.screen.query_one(TextArea).text = "Call 07700 900123 about [b]it."
        await desk.press("ctrl+s")
        assert "07700 900123" in desk.words("#line-found")
        assert "press ctrl+s once more" in desk.words("#wrong")
        await settled(desk, "ctrl+s")
        assert now(desk, moderated).replies[0].text == "Call 07700 900123 about [b]it."
        assert "[b]it." in told(desk)


async def test_the_qa_lead_answers_then_closes(at_work: Start, moderated: UUID, world: World) -> None:
    with closing(world.open("Tess")) as tess:
        reply(tess, moderated, OVERALL, "The minutes are there.")
        reply(tess, moderated, "ps06", "So is the chronology.")
    async with at_work("Sam") as desk:
        await settled(desk, "f10")
        assert "acknowledge" not in desk.lines()[-1]
        await desk.press("c")
        assert isinstance(desk.screen, ErrorDialog)
        assert desk.text.count("is not answered") == 2
        await desk.press("escape", "v")
        assert isinstance(desk.screen, PickOne)
        await desk.press("enter")
        await desk.type("They came later.")
        await settled(desk, "ctrl+s", "v")
        assert isinstance(desk.screen, SayDialog), "only one is left"
        await desk.type("So it is.")
        await settled(desk, "ctrl+s", "c")
        assert isinstance(desk.screen, DeliberateDialog)
        assert "1 action is still open" in desk.text
        await desk.press("enter")
        assert now(desk, moderated).state is State.FINAL
        await settled(desk, "c", "right", "enter")
        found = now(desk, moderated)
        assert found.state is State.CLOSED
        assert [one.answer.text for one in found.replies if one.answer] == ["They came later.", "So it is."]
        assert "closed since" in told(desk) or "closed" in desk.text


async def test_the_letter_is_shown_and_copied(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "l")
        assert isinstance(desk.screen, LetterDialog)
        await desk.press("c")
        assert desk.app.clipboard.startswith("Feedback on a case file audit")
        assert STRENGTH in desk.app.clipboard
        with desk.app.service.store.reading() as reader:
            assert isinstance(reader, Reader)
            (noted,) = [fact for fact in reader.disclosures() if fact.key == moderated.hex]
        assert (noted.kind, (noted.body or {})["report"]) == (FactKind.DISCLOSURE, "letter")
        await desk.press("escape")
        assert isinstance(desk.screen, TeamScreen)


async def test_the_trend(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "m")
        assert isinstance(desk.screen, TrendScreen)
        assert "Oct–Dec 2026" in desk.text
        line = next(line for line in desk.lines() if "Oct–Dec 2026" in line)
        assert "0 of 1 (0%)" in line
        assert "0–79%" in line
        assert "too few to tell" in line
        await desk.press("m")
        assert "Nov 2026" in desk.text
        await desk.press("f5", "q")
        assert "Oct–Dec 2026" in desk.text
        await desk.press("escape")
        assert isinstance(desk.screen, TeamScreen)


async def test_another_team_is_chosen_and_nobody_else_s_is_offered(
    at_work: Start, moderated: UUID, world: World
) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "t")
        assert isinstance(desk.screen, TeamScreen), "she manages one team"
    async with at_work("Sam") as desk:
        await settled(desk, "f10", "t")
        assert "South" in desk.text
        await desk.type("South")
        await settled(desk, "enter")
        assert "No audit of this team is final yet." in desk.text
        await desk.press("t")
        await desk.type("every")
        await settled(desk, "enter", "f5")
        assert desk.screen.query_one(VirtualList).count == 1


async def test_an_audit_is_opened_read_only(at_work: Start, moderated: UUID) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10", "enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.read_only
        desk.app.close_audit()
        await desk.settle()
        assert isinstance(desk.screen, TeamScreen)


@pytest.mark.parametrize("name", ["Ada", "Mo"])
async def test_the_auditor_and_the_moderator_answer_in_their_own_audits(
    at_work: Start, moderated: UUID, world: World, name: str
) -> None:
    with closing(world.open("Tess")) as tess:
        reply(tess, moderated, OVERALL, "The minutes are there.")
    async with at_work(name) as desk:
        await settled(desk, "f10")
        assert "audits of mine · 1 audit" in desk.words("#choice")
        await desk.press("m", "t", "k", "r", "c")
        assert isinstance(desk.screen, TeamScreen), "what is the team manager's or the QA lead's"
        await desk.press("v")
        await desk.type("They came later.")
        await settled(desk, "ctrl+s")
        (said,) = now(desk, moderated).replies
        assert said.answer is not None
        assert said.answer.by == desk.app.service.person.id


async def test_a_manager_who_audits_too_lists_their_own_audits_apart(
    at_work: Start, moderated: UUID, world: World
) -> None:
    async with at_work("Tom") as desk:
        await settled(desk, "f10")
        assert desk.screen.query_one(VirtualList).count == 1
        await desk.press("t")
        await desk.type("mine")
        await settled(desk, "enter")
        assert "No audit of yours is final yet." in desk.text


async def test_an_empty_list_says_when_it_fills(at_work: Start) -> None:
    async with at_work("Tess") as desk:
        await settled(desk, "f10")
        assert "No audit of this team is final yet." in desk.text
        assert "enter open" not in desk.lines()[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_screen(
    at_work: Start, moderated: UUID, golden: Callable[[Any, str], None], size: tuple[int, int]
) -> None:
    async with at_work("Tess", size=size) as desk:
        await settled(desk, "f10")
        golden(desk, f"team-{size[0]}x{size[1]}")
