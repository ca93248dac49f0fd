"""From a round to a re-audit: everybody at their own keyboard, one after another on one store, nothing but keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from store_builders import PASSPHRASE, World
from story_desk import (
    AREA,
    FOR_TESS,
    NOTE,
    STRENGTH,
    WHAT,
    At,
    grade_blind,
    line,
    of_case,
    on,
    on_pair,
    plan_a_round,
    read_the_file,
    start_the_audit,
    submit,
    until,
    until_read,
)

from auditor.audit.examination import OVERALL
from auditor.audit.states import State
from auditor.tui.actions.screen import ActionsScreen
from auditor.tui.actions.worked import WorkedScreen
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.check.then_now import ThenAndNowScreen
from auditor.tui.dialogs import ErrorDialog
from auditor.tui.moderation.asking import AskDialog, PickDialog
from auditor.tui.moderation.comparing import ComparisonScreen
from auditor.tui.team.screen import TeamScreen
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.keeping.look_after_store import verify_store

pytestmark = pytest.mark.slow

SECTION = "ps01"
STRENGTH_AGAIN, AREA_AGAIN = "The plan is short and clear.", "The father is not on it."
MISSED = "The minutes of the core group were not read."
OF_THE_FIRST = (STRENGTH, AREA, WHAT, FOR_TESS, NOTE, "not met", "Not met", "Ada", "at random")
"""What a blind moderator must read nowhere: what the auditor wrote and answered, who that was, why it was picked."""
REPLY, ANSWER = "The minutes came in June.", "They did and the plan was older."
EVIDENCE = "chronology on file"


# -- what everybody does ----------------------------------------------------------------------------------------------


@pytest.fixture
def at(at_the_door: Callable[..., Any], world: World) -> At:
    """The application with somebody at it, unlocked by keys; after them the store must verify."""

    @asynccontextmanager
    async def work(name: str) -> AsyncIterator[Any]:
        async with at_the_door(size=(120, 40)) as desk:
            names = [slot.label for slot in desk.screen._door.slots]
            await desk.press(*["down"] * names.index(name))
            await desk.type(PASSPHRASE)
            await desk.press("enter")
            assert desk.app.who == name
            assert isinstance(desk.screen, WorkScreen)
            yield desk
        with closing(world.open("Sam")) as sam:
            assert verify_store(sam).problems == (), name

    return work


# -- moderation -------------------------------------------------------------------------------------------------------


async def nothing_is_told_yet(at: At) -> None:
    """What was submitted is neither the team's nor does it start an action before the grade stands."""
    async with at("Tess") as tess:
        await tess.press("f6", "f12")
        assert isinstance(tess.screen, WorkScreen), "moderation and rounds are not hers"
        await tess.press("f10")
        assert "No audit of this team is final yet." in tess.text
        await tess.press("f7", "4")
        assert isinstance(tess.screen, ActionsScreen)
        assert WHAT not in tess.text


async def pick(at: At, number: str) -> None:
    """Sam lets the round's share pick: all of it, blind, by whom the round had named ahead."""
    async with at("Sam") as sam:
        await sam.press("f6", "p")
        assert isinstance(sam.screen, PickDialog)
        assert number in sam.text
        assert "Mo" in sam.text
        assert "(1 by what their round says)" in " ".join(sam.words("#about").split())
        await sam.press("enter", "6")
        assert number in sam.text
        await sam.press("f12", "enter")
        assert "submitted 1 moderated 0" in " ".join(sam.text.split())


async def moderate_and_propose(at: At, number: str) -> None:
    """Mo grades the whole lower and a section higher, then sees both and proposes."""
    async with at("Mo") as mo:
        await grade_blind(mo, number, OF_THE_FIRST, {SECTION: "outstanding", OVERALL: "requires_improvement"})
        assert "Submitted; the grades differ" in mo.text
        await mo.press("escape", "2", "enter")
        assert isinstance(mo.screen, ComparisonScreen)
        assert "2 differences" in mo.text
        assert "Ada" in mo.text
        await on_pair(mo, OVERALL)
        await mo.press("r", "enter")
        await line(mo, MISSED)
        assert "Ada answers your proposal" in mo.text
        await mo.press("v")
        assert isinstance(mo.screen, AuditScreen)
        assert mo.screen.desk.shown.read_only


async def answer_the_proposal(at: At, number: str) -> None:
    """Ada agrees on the whole, and proposes good for the section."""
    async with at("Ada") as ada:
        assert "compare: f6" in ada.text
        await ada.press("f6", "enter")
        await on_pair(ada, OVERALL)
        assert MISSED in " ".join(ada.text.split())
        await ada.press("y")
        await on_pair(ada, SECTION)
        await ada.press("g", "down", "down", "down", "enter")
        await line(ada, "well met and no more")
        assert "1 left to agree" in ada.text
        await ada.press("f10")
        assert number not in ada.text, "nothing stands yet"


async def agree(at: At, world: World, number: str) -> None:
    """Mo agrees: the grade of record stands, and all three grades are kept."""
    async with at("Mo") as mo:
        await mo.press("f6", "2", "enter")
        await on_pair(mo, SECTION)
        assert "well met and no more" in " ".join(mo.text.split())
        await mo.press("y")
        assert "the grade of record stands" in mo.text
        await mo.press("escape", "5")
        assert number in mo.text
    (found,) = of_case(world, number)
    assert (found.state, found.overall, found.sections[SECTION]) == (State.FINAL, "requires_improvement", "good")
    assert found.moderation is not None
    assert found.moderation.counts_for_agreement
    assert found.moderation.pairs[OVERALL] == ("good", "requires_improvement")


# -- the team, and its actions ----------------------------------------------------------------------------------------


async def team_reads_and_replies(at: At, number: str) -> None:
    """Tess reads what is said, acknowledges, replies, and reports on an action, which she may not close."""
    async with at("Tess") as tess:
        await tess.press("f10")
        await until(tess, "press k once you have read it")
        shown = " ".join(tess.words("#told-words").split())
        for words in (number, STRENGTH, AREA, "Good became", "because evidence was missed", MISSED, WHAT):
            assert words in shown
        await tess.press("c")
        assert isinstance(tess.screen, TeamScreen), "closing is the QA lead's"
        await tess.press("k", "enter")
        await until(tess, "0 new")
        await tess.press("r", "enter")
        await tess.type(REPLY)
        await tess.press("ctrl+s")
        await until(tess, "! reply")
        await tess.press("f7", "2")
        await on(tess, FOR_TESS)
        await until(tess, "team manager · North")
        await until_read(tess)
        await tess.press("c", "e")
        assert isinstance(tess.screen, ActionsScreen), "whoever owns it does neither"
        await tess.press("o")
        await line(tess, "booked for Monday")
        await until(tess, "booked for Monday")
        assert "● on track" in tess.words("#told-words")


async def lead_answers(at: At) -> None:
    """Sam cannot close what is not answered, and answers."""
    async with at("Sam") as sam:
        await sam.press("f10")
        await until(sam, REPLY)
        await sam.press("c")
        assert isinstance(sam.screen, ErrorDialog)
        assert "is not answered" in sam.text
        await sam.press("escape", "v")
        await sam.type(ANSWER)
        await sam.press("ctrl+s")
        await until(sam, "Answer, Sam")


async def auditor_closes_an_action(at: At) -> None:
    """Ada, who does not own it, closes it with a record; the case is not hers to audit again."""
    async with at("Ada") as ada:
        await ada.press("f7")
        await on(ada, WHAT)
        await ada.press("c")
        await line(ada, EVIDENCE, "today")
        await ada.press("5")
        await until(ada, "closed on paper")
        await until(ada, EVIDENCE)
        assert "1 closed on paper, 0 confirmed by a re-audit" in " ".join(ada.text.split())
        await ada.press("f10")
        await until(ada, ANSWER)
        await ada.press("f2", "r", "y")
        assert isinstance(ada.screen, ErrorDialog)
        assert "You cannot audit this case again." in ada.text


async def close(at: At, world: World, number: str) -> None:
    """Sam closes the audit."""
    async with at("Sam") as sam:
        await sam.press("f10")
        await until(sam, ANSWER)
        await sam.press("c")
        assert "1 action is still open" in sam.text
        await sam.press("right", "enter")
        await until(sam, "closed since")
    assert [found.state for found in of_case(world, number)] == [State.CLOSED]


# -- the same case again ----------------------------------------------------------------------------------------------


async def start_again(at: At, world: World, number: str) -> UUID:
    """Sam audits the case again, and sees what is to be looked at, but no grade and no answer."""
    async with at("Sam") as sam:
        await sam.press("5")
        await on(sam, number)
        await sam.press("r", "y")
        assert isinstance(sam.screen, ThenAndNowScreen)
        assert AREA in sam.text
        assert WHAT in sam.text
        for telling in ("Not met", "not met", "Requires", "Good", NOTE):
            assert telling not in sam.text
        await sam.press("o")
        assert isinstance(sam.screen, AuditScreen)
        assert sam.screen.desk.shown.examination.answers == {}
        await sam.press("escape")
    return next(found.audit_id for found in of_case(world, number) if found.state is State.DRAFT)


async def submit_again(at: At, number: str) -> None:
    """Sam submits the re-audit, sees then and now, and asks Mo: nobody has the last word on their own grades."""
    async with at("Sam") as sam:
        await submit(sam, number)
        await sam.press("f2", "f")
        assert isinstance(sam.screen, WorkScreen), "nor makes it final"
        await sam.press("T")
        assert isinstance(sam.screen, ThenAndNowScreen)
        assert "▲ better" in sam.text
        await sam.press("escape", "f7", "5")
        await until(sam, "closed on paper")
        assert "0 confirmed by a re-audit" in " ".join(sam.text.split()), "it does not stand yet"
        await sam.press("f6", "4")
        await on(sam, number)
        await sam.press("m")
        assert isinstance(sam.screen, AskDialog)
        await sam.press("enter", "6")
        assert number in sam.text


async def moderate_again(at: At, world: World, number: str) -> None:
    """Mo grades alike, without a word of the re-audit: the grade stands at once."""
    async with at("Mo") as mo:
        await grade_blind(mo, number, (STRENGTH_AGAIN, AREA_AGAIN, "▲ better", "audited by Sam", "confirmed by"), {})
        assert "nothing differs: the grade of record stands" in " ".join(mo.text.split())
    assert [found.state for found in of_case(world, number)] == [State.CLOSED, State.FINAL]


async def it_worked(at: At) -> None:
    """The action is confirmed, for its auditor and for the QA lead, who sees then and now."""
    async with at("Ada") as ada:
        await ada.press("f7", "5")
        await until(ada, "confirmed by a later audit")
        assert "0 closed on paper, 2 confirmed by a re-audit" in " ".join(ada.text.split()), "also the one left open"
    async with at("Sam") as sam:
        await sam.press("f7", "w")
        assert isinstance(sam.screen, WorkedScreen)
        await sam.press("enter")
        assert "not met" in sam.text
        assert "↑ up" in sam.text
        await sam.press("escape", "escape", "f2", "T")
        assert isinstance(sam.screen, ThenAndNowScreen)
        await sam.press("c")
        shown = " ".join(sam.text.split())
        for words in ("▲ better", "Requires improvement", "✓ Good", "Not met"):
            assert words in shown, sam.text
        await sam.press("escape", "f12", "enter")
        assert "submitted 1 moderated 1" in " ".join(sam.text.split())


# -- the story --------------------------------------------------------------------------------------------------------


async def test_from_a_round_to_the_re_audit_that_confirms_an_action(at: At, world: World) -> None:
    number = await plan_a_round(at, world)
    audit_id = await start_the_audit(at, world, number)
    read_the_file(world, "Ada", audit_id, STRENGTH, AREA, "not_met")
    async with at("Ada") as ada:
        await submit(ada, number)
    await nothing_is_told_yet(at)
    await pick(at, number)
    await moderate_and_propose(at, number)
    await answer_the_proposal(at, number)
    await agree(at, world, number)
    await team_reads_and_replies(at, number)
    await lead_answers(at)
    await auditor_closes_an_action(at)
    await close(at, world, number)
    world.clock.at += timedelta(days=60)
    again = await start_again(at, world, number)
    read_the_file(world, "Sam", again, STRENGTH_AGAIN, AREA_AGAIN)
    await submit_again(at, number)
    await moderate_again(at, world, number)
    await it_worked(at)
