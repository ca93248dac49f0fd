"""The report of a thematic round by keyboard: findings in own words, quotes, good practice, recommendations."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from round_worlds import SAID, drawn, heard, thematic_round, who
from store_builders import World
from textual.widgets import TextArea

from auditor.audit.moderation import Assignment, Why
from auditor.audit.narrative import Narrative, Speaker
from auditor.audit.permissions import Role
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.pick import PickOne
from auditor.tui.rounds.board import BoardScreen
from auditor.tui.rounds.report import RoundReportScreen
from auditor.tui.team.dialogs import SayDialog
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.findings import draft_findings, write_finding
from auditor.use_cases.rounds.narrative import narrative_of
from auditor.use_cases.rounds.plan import list_rounds, read_round

Start = Callable[..., Any]
SIZES = [(80, 24), (120, 40)]
OPEN = ("f12", "enter", "w")
TOLD = "Summaries are kept up to date."


def written(world: World) -> Narrative:
    with closing(world.open()) as sam:
        return narrative_of(sam, list_rounds(sam)[0][0].id)


def select(desk: Any, part: str) -> None:
    rows = desk.screen.query_one("#parts", VirtualList)
    rows.cursor = next(place for place in range(rows.count) if part in repr(rows.row(place)))


def flat(desk: Any) -> str:
    return " ".join(desk.text.split())


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_finding_is_written_from_its_draft_and_dropped_again(
    at_work: Start, world: World, size: tuple[int, int]
) -> None:
    of, _ = thematic_round(world)
    with closing(world.open()) as sam:
        drafted = next(one.drafted for one in draft_findings(sam, of) if one.name == "grades")
    async with at_work(size=size) as desk:
        await desk.press(*OPEN)
        assert isinstance(desk.screen, RoundReportScreen)
        select(desk, "name='grades'")
        await desk.settle()
        assert "Drafted from the figures" in desk.text
        assert "1 of 1 record" in desk.words("#told-words")
        await desk.press("enter")
        assert isinstance(desk.screen, SayDialog)
        field = desk.screen.query_one("#said", TextArea)
        assert field.text == drafted, "the draft is where one starts"
        field.load_text(TOLD)
        await desk.press("ctrl+s")
        assert "Own words" in desk.text
        assert "1 in own words" in flat(desk)
        await desk.press("enter", "ctrl+s", "backspace")
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("n")
        assert written(world).findings["grades"].text == TOLD
        await desk.press("delete", "y")
        assert "0 in own words" in flat(desk)
        await desk.press("enter", "ctrl+s")
        assert written(world).findings == {}, "the draft itself is no own words"
        await desk.press("escape")
        assert isinstance(desk.screen, BoardScreen)


async def test_what_is_typed_survives_leaving_the_field(at_work: Start, world: World) -> None:
    thematic_round(world)
    async with at_work() as desk:
        await desk.press(*OPEN, "enter")
        desk.screen.query_one("#said", TextArea).load_text("half a sent")
        await desk.settle()
        await desk.press("escape")
        assert written(world).findings == {}
    async with at_work() as desk:
        await desk.press(*OPEN, "enter")
        assert desk.screen.query_one("#said", TextArea).text == "half a sent"
        await desk.press("ctrl+s", "enter")
        assert desk.screen.query_one("#said", TextArea).text == "half a sent"
    assert [own.text for own in written(world).findings.values()] == ["half a sent"]


async def test_where_the_figures_changed_the_list_and_the_pane_say_so(at_work: Start, world: World) -> None:
    of, _ = thematic_round(world)
    with closing(world.open()) as sam:
        write_finding(sam, of, "grades", TOLD)
        number = next(line.case.lcs_number for line in read_round(sam, of).lines if line.allocation.audit is None)
        allocate(sam, of, number, who(sam, "Ada"))
    async with at_work() as desk:
        await desk.press(*OPEN)
        assert "to look at again" not in desk.text
        with closing(world.open("Ada")) as ada:
            heard(ada, number, SAID)
        await desk.press("f5")
        assert "1 to look at again" in flat(desk)
        select(desk, "name='grades'")
        await desk.settle()
        assert "The figures have changed since this was written" in desk.words("#told-words")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_lines_are_quoted_by_who_says_them(at_work: Start, world: World, size: tuple[int, int]) -> None:
    thematic_round(world)
    async with at_work(size=size) as desk:
        await desk.press(*OPEN, "2")
        select(desk, "Mondays")
        await desk.press("space")
        assert "1 of 4 chosen" in flat(desk)
        assert "children's words are never published" in desk.words("#told-words")
        select(desk, "Bedtimes")
        await desk.press("w")
        assert isinstance(desk.screen, PickOne)
        await desk.type("partner")
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, SayDialog)
        desk.screen.query_one("#said", TextArea).load_text("Bedtimes are calmer.")
        await desk.press("ctrl+s")
        assert "As it was noted" in desk.text
        select(desk, "Mondays")
        await desk.press("space")
        assert "1 of 4 chosen" in flat(desk)
        select(desk, "Mondays")
        await desk.press("space", "backspace")
    quotes = written(world).quotes
    assert [(quote.text, quote.speaker) for quote in quotes] == [("Bedtimes are calmer.", Speaker.PARTNER)]


async def test_a_name_is_written_otherwise_or_kept_for_a_reason(at_work: Start, world: World) -> None:
    thematic_round(world)
    async with at_work() as desk:
        await desk.press(*OPEN, "2")
        select(desk, "Sarah Smith")
        await desk.press("space")
        assert isinstance(desk.screen, AskLine)
        assert "Sarah Smith" in desk.text
        await desk.press("escape")
        assert written(world).quotes == ()
        await desk.press("space")
        await desk.type("It is invented")
        await desk.press("enter")
        assert isinstance(desk.screen, RoundReportScreen)
        assert "It may stand because: It is invented" in desk.words("#told-words")
    assert [quote.why for quote in written(world).quotes] == ["It is invented"]


async def test_words_are_chosen_for_what_is_published_but_never_a_childs(at_work: Start, world: World) -> None:
    thematic_round(world)
    async with at_work() as desk:
        await desk.press(*OPEN, "2")
        for said in ("Mondays", "Bedtimes"):
            select(desk, said)
            await desk.press("p", "space", "p")
        assert {quote.speaker: quote.public for quote in written(world).quotes} == {
            Speaker.CHILD: False,
            Speaker.PARENT: True,
        }
        await desk.press("p")
        assert not any(quote.public for quote in written(world).quotes)


async def test_good_practice_is_chosen_and_typed(at_work: Start, world: World) -> None:
    thematic_round(world)
    async with at_work() as desk:
        await desk.press(*OPEN, "3", "space", "n")
        desk.screen.query_one("#said", TextArea).load_text("One team reads aloud.")
        await desk.press("ctrl+s")
        assert "2 of 2 chosen" in flat(desk)
        assert [one.text for one in written(world).practice] == ["one strength", "One team reads aloud."]
        select(desk, "reads aloud")
        await desk.press("space", "backspace", "y")
        assert [one.text for one in written(world).practice] == ["one strength"]


async def test_recommendations_are_asked_for_moved_changed_and_dropped(at_work: Start, world: World) -> None:
    thematic_round(world)
    async with at_work() as desk:
        await desk.press(*OPEN, "4")
        assert "Nothing is recommended yet." in desk.text
        for what, owner, due in (("Agree a day", "team managers", ""), ("Watch two", "head of service", "31/03/2027")):
            await desk.press("n")
            for line in (what, owner, due):
                desk.put("#line", line)
                await desk.press("enter")
        assert "2 recommendations" in desk.text
        await desk.press("down", "e", "l", "l", "e")
        assert [one.what for one in written(world).recommendations] == ["Watch two", "Agree a day"]
        await desk.press("enter")
        desk.put("#line", "Watch three")
        await desk.press("enter", "enter")
        desk.put("#line", "soon")
        await desk.press("enter")
        assert "Type a day" in desk.text
        desk.put("#line", "")
        await desk.press("enter")
        first, second = written(world).recommendations
        assert (first.what, first.owner, first.due) == ("Watch three", "head of service", None)
        await desk.press("end", "delete", "y", "1", "4")
        assert [one.what for one in written(world).recommendations] == ["Watch three"]
        assert second.what == "Agree a day"


async def test_whoever_moderates_blind_reads_and_writes_over_nobody_elses_words(at_work: Start, world: World) -> None:
    of, (audit,) = thematic_round(world)
    with closing(world.open()) as sam:
        write_finding(sam, of, "grades", "PELICAN")
        mo = next(person for person in sam.people().values() if person.name == "Mo")
        change_person(sam, replace(mo, roles=frozenset({Role.QA_LEAD, Role.MODERATOR})))
        assign_moderation(sam, audit, Assignment(mo.id, Why.REQUESTED))
    async with at_work("Mo") as desk:
        await desk.press(*OPEN)
        select(desk, "name='grades'")
        await desk.press("enter")
        assert isinstance(desk.screen, RoundReportScreen)
        assert "Somebody else wrote something in its place" in desk.words("#told-words")
        assert "PELICAN" not in desk.text
        await desk.press("2")
        assert "Nothing was said yet." in desk.text


async def test_a_round_of_no_theme_has_no_report_to_write(at_work: Start, world: World) -> None:
    with closing(world.open()) as sam:
        drawn(world, sam)
    async with at_work() as desk:
        await desk.press("f12", "enter", "w")
        assert isinstance(desk.screen, BoardScreen)
