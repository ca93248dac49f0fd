"""Moderation on screen: from asking somebody to the agreed grade, by two people on one store, every key pressed."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from moderation_builders import assigned, moderate, submitted
from moderation_desk import PRESSED
from store_builders import PASSPHRASE, World
from textual.binding import Binding

import auditor.tui.moderation
from auditor.audit.changes import gradable
from auditor.audit.examination import OVERALL
from auditor.audit.moderation import Because
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.store.records import AuditSummary
from auditor.store.vault import CHEAP
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.moderation.asking import AskDialog, PickDialog
from auditor.tui.moderation.comparing import ComparisonScreen
from auditor.tui.moderation.screen import ModerationScreen
from auditor.tui.moderation.submit_dialog import SubmitGradesDialog
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.keeping.look_after_store import ErasableText, erasable_texts
from auditor.use_cases.moderation.compare_grades import agree_to, disagree, open_comparison, propose_grade, settle
from auditor.use_cases.moderation.moderate import start_moderation
from auditor.use_cases.rounds.conflicts import add_conflict

Start = Callable[..., Any]
SECTION = "ps01"
ELSEWHERE = {"moderation.agreement", "moderation.calibrations"}
"""Pressed in test_agreement_screens.py and test_calibration_screens.py."""


def typed_in(world: World, audit_id: UUID) -> list[ErasableText]:
    """What is being typed about an audit."""
    return [text for text in erasable_texts(world.open("Sam"), audit_id) if text.draft]


def summary(world: World, audit_id: UUID) -> AuditSummary:
    with closing(world.open("Sam")) as service, service.store.reading() as reader:
        found = reader.summary(audit_id)
    assert found is not None
    return found


@pytest.fixture
def differs(world: World) -> UUID:
    """An audit in which the whole and the first section were graded differently."""
    audit_id = assigned(world)
    moderate(world, audit_id, {OVERALL: "inadequate", SECTION: "outstanding"})
    return audit_id


# -- the journey ------------------------------------------------------------------------------------------------------


async def test_from_asking_somebody_to_the_agreed_grade(at_moderation: Start, world: World) -> None:
    audit_id = submitted(world)
    async with at_moderation("Sam") as sam:
        assert isinstance(sam.screen, ModerationScreen)
        assert sam.numbers == ["9900001"]
        await sam.press("m")
        assert isinstance(sam.screen, AskDialog)
        assert "sees nothing of the first examination" in sam.words("#how")
        await sam.press("b")
        assert "light touch" in sam.words("#how")
        await sam.press("b", "enter")
        assert sam.numbers == []
        assert "Nothing waits to be picked." in sam.text
        await sam.press("6")
        assert "Mo" in sam.text
    async with at_moderation("Mo") as mo:
        assert mo.numbers == ["9900001"]
        await mo.press("enter")
        screen = mo.screen
        assert isinstance(screen, AuditScreen)
        assert "blind moderation" in mo.text
        assert screen.places[-3:] == ("judgements", "overall", "summary")
        order = gradable(screen.desk.shown.scope)
        await mo.press("t")
        mo.screen.query_one("#editor TextArea").insert("Seen alone, and heard.")
        await mo.press("ctrl+s")
        for key in order:
            await mo.press({SECTION: "o", OVERALL: "i"}.get(key, "g"))
        assert screen.place == "summary"
        assert "s submits your grades" in mo.text
        await mo.press("s")
        assert isinstance(mo.screen, SubmitGradesDialog)
        await mo.press("escape")
        assert summary(world, audit_id).state is State.MODERATING
        await mo.press("s", "n")
        assert "Submitted; the grades differ" in mo.text
        assert "compares them with the auditor's" in mo.text
        await mo.press("escape", "2", "enter")
        assert isinstance(mo.screen, ComparisonScreen)
        assert "2 differences" in mo.text
        assert "the moderator is 2 grades below" in mo.text
        await mo.press("r", "enter")
        await mo.line("the strategy meeting of 2 May is not on the plan")
        assert "Ada answers your proposal" in mo.text
        await mo.press("down")
        assert "Seen alone, and heard." in mo.text
        await mo.press("o", "down", "enter")
        await mo.line("it is more than the standard asks")
    async with at_moderation("Ada") as ada:
        await ada.press("f2")
        assert "compare: f6" in ada.text
        await ada.press("f6", "enter")
        assert "evidence was missed. the strategy meeting of 2 May" in ada.text
        assert "for you: y" in ada.text
        await ada.press("y")
        assert "→~ Req. imp." in ada.text
        await ada.press("down", "g", "down", "down", "down", "enter")
        await ada.line("well met, no more")
        with closing(world.open("Mo")) as service:
            agree_to(service, audit_id, SECTION)
        await ada.press("f5")
        assert "the grade of record stands" in ada.text
        await ada.press("escape", "5")
        assert ada.numbers == ["9900001"]
    found = summary(world, audit_id)
    assert (found.state, found.moderated, found.overall, found.sections[SECTION]) == (
        *(State.FINAL, True, "requires_improvement", "good"),
    )
    assert found.moderation is not None
    assert found.moderation.because == {OVERALL: Because.MISSED, SECTION: Because.JUDGEMENT}
    assert found.moderation.counts_for_agreement


# -- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_blind_row_shows_the_case_the_team_and_the_days_and_nothing_else(
    at_moderation: Start, world: World, size: tuple[int, int]
) -> None:
    assigned(world, grade_for=lambda _: "inadequate")
    async with at_moderation("Mo", size) as mo:
        assert "9900001" in mo.text
        assert "North" in mo.text
        for telling in ("nadequate", "Ada", "asked for", "answered"):
            assert telling not in mo.text
        assert "moderation.view" not in mo.works
        await mo.press("v", "m", "p", "3", "4", "6")
        assert isinstance(mo.screen, ModerationScreen)
        assert mo.numbers == ["9900001"]
        await mo.press("f2")
        assert "You have no audits yet." in mo.text


async def test_each_number_shows_its_list_and_an_empty_one_says_what_to_do(
    at_moderation: Start, world: World, differs: UUID
) -> None:
    submitted(world, "9900002")
    async with at_moderation("Sam") as sam:
        assert sam.numbers == ["9900002"]
        for number, told in (
            ("2", "No grades wait to be compared."),
            ("3", "Nothing waits to be settled."),
            ("5", "Nothing was moderated yet."),
            ("6", "Nobody is asked to moderate anything."),
        ):
            await sam.press(number)
            assert told in sam.text
        with closing(world.open("Mo")) as service:
            disagree(service, differs, "on both")
        await sam.press("4", "f5", "3")
        assert sam.numbers == ["9900001"]
        assert sam.screen.focused is sam.screen.query_one("#audits")
        await sam.press("4", "v")
        assert isinstance(sam.screen, AuditScreen)
    async with at_moderation("Mo") as mo:
        await mo.press("1")
        assert "Nothing waits for you to moderate." in mo.text
        await mo.press("2", "5")
        assert mo.works.isdisjoint({"moderation.pick", "moderation.ask", "moderation.list_settle"})


async def test_the_lists_are_only_for_those_who_have_them(at_moderation: Start, world: World) -> None:
    async with at_moderation("Tess") as tess:
        assert not isinstance(tess.screen, ModerationScreen)
        assert "Moderation" not in tess.text


# -- asking -----------------------------------------------------------------------------------------------------------


async def test_what_speaks_against_somebody_is_said_and_they_are_not_asked(at_moderation: Start, world: World) -> None:
    audit_id = submitted(world)
    with closing(world.open("Sam")) as service:
        mo = next(one.id for one in service.people().values() if one.name == "Mo")
        add_conflict(service, "9900001", mo, "a neighbour")
    async with at_moderation("Sam") as sam:
        await sam.press("m")
        assert "Mo has a conflict of interest on record" in sam.text
        await sam.press("enter")
        assert "Mo cannot moderate it" in sam.words("#wrong")
        await sam.press("escape")
        assert summary(world, audit_id).moderator_id is None


async def test_picking_shows_a_preview_and_asks_only_then(at_moderation: Start, world: World) -> None:
    weak = submitted(world, "9900001", lambda key: "inadequate" if key == OVERALL else "good")
    for number in ("9900002", "9900003"):
        submitted(world, number)
    async with at_moderation("Sam") as sam:
        await sam.press("p")
        assert isinstance(sam.screen, PickDialog)
        assert "20% at random of 3 audits" in sam.words("#about")
        first = sam.text
        await sam.press("escape")
        assert summary(world, weak).moderator_id is None
        await sam.press("p")
        assert sam.text == first
        await sam.press("enter")
        assert "asked for" in sam.text
        assert summary(world, weak).moderator_id is not None
        await sam.press("p")
        assert "Nothing is picked" in sam.text
        assert "pick_moderation.take" not in sam.works
        await sam.press("escape")


# -- the second examination -------------------------------------------------------------------------------------------


async def test_a_light_touch_review_reads_the_first_and_grades_what_is_otherwise(
    at_moderation: Start, world: World
) -> None:
    audit_id = assigned(world, blind=False)
    async with at_moderation("Mo") as mo:
        await mo.press("v")
        assert "To read only: submitted" in mo.text
        await mo.press("escape", "enter")
        screen = mo.screen
        assert isinstance(screen, AuditScreen)
        assert "light-touch review" in mo.text
        assert "stands" in mo.text
        screen.show("summary")
        await mo.press("s")
        await mo.press("n")
        assert isinstance(mo.screen, SubmitGradesDialog)
        await mo.press("y")
        assert "nothing differs: the grade of record stands" in mo.text
    assert summary(world, audit_id).state is State.FINAL


async def test_what_was_typed_is_there_after_the_program_was_left(at_moderation: Start, world: World) -> None:
    audit_id = assigned(world)
    async with at_moderation("Mo") as mo:
        await mo.press("enter", "g", "t")
        mo.screen.query_one("#editor TextArea").insert("not finish")
        await mo.settle()
        mo.screen.flush()
        await mo.settle()
    async with at_moderation("Mo") as mo:
        assert "blind, begun" in mo.text
        await mo.press("enter")
        assert mo.screen.query_one("#editor TextArea").text == "not finish"
        assert mo.screen.desk.shown.examination.grade_of(SECTION) == "good"
    with closing(world.open("Mo")) as service:
        assert open_audit(service, audit_id, Role.MODERATOR).bookmark is not None


# -- comparing --------------------------------------------------------------------------------------------------------


async def test_every_letter_proposes_and_the_widest_stands_at_the_top(
    at_moderation: Start, world: World, differs: UUID
) -> None:
    async with at_moderation("Ada", (80, 24)) as ada:
        await ada.press("enter")
        assert ada.screen.pair.key == OVERALL
        for letter, grade in (("o", "outstanding"), ("g", "good"), ("i", "inadequate"), ("r", "requires_improvement")):
            await ada.press(letter)
            await ada.press("escape")
            await ada.press(letter, "enter")
            await ada.line(f"so I see it: {letter}")
            with closing(world.open("Ada")) as service:
                (pair, _) = open_comparison(service, differs).comparison.differences
            assert pair.proposals[0].grade == grade
        assert "compare.agree" not in ada.works
        await ada.press("space", "v")
        assert isinstance(ada.screen, AuditScreen)
        await ada.press("escape")
        assert isinstance(ada.screen, ComparisonScreen)


async def test_what_cannot_be_agreed_is_handed_on_and_settled(
    at_moderation: Start, world: World, differs: UUID
) -> None:
    async with at_moderation("Mo") as mo:
        await mo.press("enter", "x")
        await mo.press("escape")
        assert summary(world, differs).state is State.COMPARING
        await mo.press("x")
        await mo.line("we read the visit of 4 June differently")
        assert "Handed on" in mo.text
        assert mo.works.isdisjoint({"compare.good", "compare.hand_on", "compare.agree"})
    async with at_moderation("Sam") as sam:
        await sam.press("3", "enter")
        assert "you settle it: o g r i" in sam.text
        await sam.press("i", "enter")
        await sam.line("the strategy meeting decides")
        assert "Settled; 1 left." in sam.text
        await sam.press("down", "g", "enter")
        await sam.line("well met")
        assert "the grade of record stands" in sam.text
        await sam.press("escape")
        assert isinstance(sam.screen, ModerationScreen)
    found = summary(world, differs)
    assert (found.state, found.overall, found.sections[SECTION]) == (State.FINAL, "inadequate", "good")


async def test_a_line_that_could_not_be_recorded_stands_in_the_field_again(
    at_moderation: Start, world: World, differs: UUID
) -> None:
    async with at_moderation("Mo") as mo:
        await mo.press("enter", "r", "enter")
        with closing(world.open("Ada")) as service:
            disagree(service, differs, "no use")
        await mo.line("what I had typed")
        assert "You may not agree the grade of this audit." in mo.text
        await mo.press("escape")
        assert [text.said["text"] for text in typed_in(world, differs)] == ["what I had typed"]
        assert "for the QA lead to settle" in mo.text


async def test_what_the_other_does_meanwhile_is_shown_and_user_text_is_never_markup(
    at_moderation: Start, world: World, differs: UUID
) -> None:
    async with at_moderation("Mo") as mo:
        await mo.press("enter")
        with closing(world.open("Ada")) as service:
            propose_grade(service, differs, OVERALL, "good", Because.JUDGEMENT, "[red]as it stands[/]")
        await mo.press("f5")
        assert "[red]as it stands[/]" in mo.text
        with closing(world.open("Ada")) as service:
            disagree(service, differs, "no use")
        with closing(world.open("Sam")) as service:
            for key in (OVERALL, SECTION):
                settle(service, differs, key, "good", Because.JUDGEMENT, "on the whole")
        await mo.press("y")
        await mo.press("escape", "f5")
        assert "the grade of record stands" in mo.text


# -- keys -------------------------------------------------------------------------------------------------------------


async def test_a_moderation_under_way_is_given_to_somebody_else_with_a_reason(
    at_moderation: Start, world: World
) -> None:
    audit_id = assigned(world)
    with closing(world.open("Sam")) as service:
        add_person(service, "Mia", PASSPHRASE, {Role.MODERATOR}, cost=CHEAP)
    with closing(world.open("Mo")) as service:
        start_moderation(service, audit_id)
    async with at_moderation("Sam", (80, 24)) as sam:
        await sam.press("6", "m")
        assert "Who takes over the moderation of LCS 9900001?" in sam.text
        assert "They begin anew" in sam.text
        assert "ask_moderator.blind" not in sam.works
        await sam.press("down", "enter")
        assert "Mo moderates it now" in sam.words("#wrong")
        await sam.press("up", "enter")
        await sam.press("enter")
        assert "Type one line first." in sam.words("#wrong")
        await sam.line("on sick leave")
        assert "Mia" in sam.text
        assert summary(world, audit_id).state is State.SUBMITTED
    async with at_moderation("Mo") as mo:
        assert mo.numbers == []
    async with at_moderation("Mia") as mia:
        assert mia.numbers == ["9900001"]
        await mia.press("enter")
        assert isinstance(mia.screen, AuditScreen)
        assert mia.screen.desk.shown.examination.grades == {}


def bindings() -> Iterator[Binding]:
    for found in pkgutil.iter_modules(auditor.tui.moderation.__path__, "auditor.tui.moderation."):
        for value in vars(importlib.import_module(found.name)).values():
            if isinstance(value, type) and value.__module__ == found.name:
                yield from value.__dict__.get("BINDINGS", ())


def test_every_key_was_pressed() -> None:
    ids = {binding.id for binding in bindings()}
    if len(ids & PRESSED) < len(ids) / 2:
        pytest.skip("the other tests of this module did not run")
    assert ids - PRESSED == ELSEWHERE
