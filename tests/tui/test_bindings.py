"""Every key of every screen is pressed, and what it does is looked at.

Each test says which keys it covers; the last test holds that none is left out, and that each has an id, words and a
sentence of help.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from uuid import UUID

import pytest
from store_builders import PASSPHRASE, World, finish, new_audit
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import OptionList

import auditor.tui
from auditor.errors import AuditorError
from auditor.tui.dialogs import AskLine, ConfirmDialog, DeliberateDialog, ErrorDialog
from auditor.tui.door.unlock import LockScreen
from auditor.tui.help import HelpScreen
from auditor.tui.keys import APP_KEYS
from auditor.tui.measures.behind import BehindScreen
from auditor.tui.measures.screen import MeasuresScreen
from auditor.tui.pick import PickOne
from auditor.tui.widgets.form_list import FormList
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.lcs_dialog import LcsDialog
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.audits.move_audit import submit_audit

Start = Callable[..., Any]
COVERED: set[str] = set()
ELSEWHERE = {
    # Pressed one by one in test_door.py.
    *("unlock.open", "unlock.up", "unlock.down", "lock.open", "first.make", "recovery.next", "recovery.back"),
    *("new_passphrase.up", "new_passphrase.down", "new_passphrase.save", "new_passphrase.leave", "app.lock"),
    # Pressed one by one in test_virtual_list.py.
    *("list.choose", "list.up", "list.down", "list.page_up", "list.page_down", "list.first", "list.last"),
    # Pressed one by one in test_work_screen.py.
    *("work.find", "work.lcs", "work.void", "work.reopen", "work.finalise", "work.all", "work.drafts"),
    *("work.submitted", "work.not_on_lcs", "work.clear_find"),
    # Pressed one by one in test_new_audit_screen.py.
    *("new.start", "new.team", "new.leave", "form.rest_no", "form.next"),
    # Pressed one by one in test_measures_screen.py.
    *("measures.months", "measures.team", "measures.kind", "measures.early_help", "measures.everything"),
    # Pressed one by one in test_figures_screens.py.
    *(
        "measures.trend",
        "measures.whole",
        "measures.import",
        "whole.import",
        "whole.trend",
        "whole.months",
        "whole.quarters",
    ),
    *("whole.earlier", "whole.later", "over_time.months", "over_time.quarters", "over_time.chart"),
    *("over_time.figure", "over_time.rebase", "over_time.screen"),
    *("measures.reload", "behind.all", "behind.meets", "behind.does_not", "behind.back"),
    *("found.rephrase", "found.keep", "found.back"),  # audit/test_screened.py
    # Pressed one by one in test_team_screen.py.
    *("app.team", "team.acknowledge", "team.reply", "team.answer", "team.letter", "team.trend", "team.team"),
    *("team.close", "team.reload", "say.save", "say.back", "letter.copy", "letter.close", "trend.quarters"),
    *("trend.months", "trend.reload", "trend.back"),
    # Pressed one by one in moderation/test_moderation_screens.py.
    *("app.moderation", "moderation.ask", "moderation.pick", "moderation.view", "moderation.reload"),
    *(f"moderation.list_{name}" for name in ("moderate", "compare", "settle", "pick", "done", "asked")),
    *(f"compare.{name}" for name in ("outstanding", "good", "requires", "inadequate", "agree", "hand_on", "view")),
    *("compare.more", "compare.reload", "compare.back", "pick_moderation.take", "pick_moderation.leave"),
    *("ask_moderator.take", "ask_moderator.blind", "ask_moderator.leave"),
    *("submit_grades.yes", "submit_grades.no", "submit_grades.leave"),
    # Pressed one by one in test_rounds_screens.py.
    *("app.rounds", "rounds.new", "rounds.reload", "new_round.plan", "new_round.leave", "work.allocated"),
    *("allocated.reload", "allocated.back", "board.cases", "board.draw", "board.keep", "board.spread"),
    *(
        "board.allocate",
        "board.extend",
        "board.exempt",
        "board.replace",
        "board.moderator",
        "board.conflict",
        "board.open",
        "board.report",
    ),
    # Pressed one by one in test_round_report_screen.py.
    *(f"round_report.{name}" for name in ("take", "new", "who", "drop", "earlier", "later", "findings", "quotes")),
    *(f"round_report.{name}" for name in ("publish", "practice", "advice", "reload", "back")),
    # Pressed one by one in test_concern_screens.py.
    *("concern.raise", "concern.child", "concern.staff", "concern.other", "concern.next", "concern.save"),
    *("concern.back", "concerns.acknowledge", "concerns.reload", "concerns.back", "follow.concerns"),
    # Pressed one by one in test_check_screens.py.
    *("follow.check", "follow.pathways", "follow.re_audit", "follow.then_and_now", "check.only", "check.reload"),
    *("check.back", "pathways.owner", "pathways.plan", "pathways.review", "pathways.who", "pathways.reload"),
    *("pathways.back", "again.open", "again.changed", "again.back"),
    *("board.by_case", "board.by_auditor", "board.by_team", "board.reload", "board.back"),
    # Pressed one by one in test_actions_screen.py.
    *("app.actions", "actions.mine", "actions.team", "actions.overdue", "actions.open", "actions.closed"),
    *("actions.section", "actions.team_filter", "actions.age", "actions.not_started", "actions.everything"),
    *("actions.worked", "actions.write", "actions.more", "actions.reload", "actions.on_track", "actions.some_issues"),
    *("actions.not_on_track", "actions.note", "actions.close", "actions.extend", "actions.reopen", "actions.add"),
    "worked.back",
    # Pressed one by one in test_agreement_screens.py.
    *("moderation.agreement", "measures.agreement", "agreement.basis", "agreement.months", "agreement.cell"),
    *("agreement.quarter", "agreement.scoring", "agreement.leniency", "leniency.basis", "figures.more"),
    *("figures.reload", "figures.back"),
    # Pressed one by one in test_calibration_screens.py.
    *("moderation.calibrations", "calibration.new", "calibration.results", "calibration.open", "calibration.reference"),
    *("calibrated.grades", "calibrated.answers", "calibrated.passes"),
    # Pressed one by one in test_reports_screen.py.
    *("app.reports", "reports.choose", "reports.preview", "reports.save", "reports.open", "reports.stop"),
    *("reports.list", "reports.usual", "reports.reload", "pick_audit.cancel", "pick_audit.down", "pick_audit.up"),
    *("several.change", "several.none", "several.take", "several.cancel"),
    *("save_report.save", "save_report.change", "save_report.next", "save_report.back"),
    *(f"save_report.{number}" for number in range(1, 7)),
    *(f"text.{name}" for name in ("up", "down", "page_up", "page_down", "first", "last")),
    *(f"preview.{name}" for name in ("find", "next", "before", "save", "back")),
    "app.quit",  # test_app.py
}


def covers(*ids: str) -> Callable[[Any], Any]:
    COVERED.update(ids)
    return lambda test: test


@pytest.fixture
def two_audits(world: World, finished_audit: UUID) -> World:
    with closing(world.open()) as service:
        new_audit(service, "9900002")
    return world


@covers("app.help", "help.close", "app.palette", "app.theme", "app.measures", "app.work")
async def test_keys_that_work_everywhere(at_work: Start) -> None:
    async with at_work() as desk:
        for closing_key in ("escape", "f1", "q", "enter"):
            await desk.press("f1")
            assert isinstance(desk.screen, HelpScreen)
            await desk.press(closing_key)
            assert isinstance(desk.screen, WorkScreen)
        await desk.press("ctrl+p")
        assert isinstance(desk.screen, CommandPalette)
        await desk.press("escape")
        before = desk.app.theme
        await desk.press("f8")
        assert desk.app.theme != before
        await desk.press("f4")
        assert isinstance(desk.screen, MeasuresScreen)
        await desk.press("f2")
        assert isinstance(desk.screen, WorkScreen)


@covers("app.audit", "work.new", "work.reload", "work.everyone")
async def test_keys_of_work(at_work: Start, two_audits: World, stand_in_audit: Any) -> None:
    async with at_work("Ada") as desk:
        await desk.press("f3")
        assert isinstance(desk.screen, WorkScreen)
    async with at_work() as desk:
        rows = desk.screen.query_one(VirtualList)
        assert rows.count == 2
        with closing(two_audits.open("Ada")) as service:
            new_audit(service, "9900003")
        await desk.press("f5")
        assert rows.count == 2
        await desk.press("5")
        assert rows.count == 3
        await desk.press("1", "enter")
        assert isinstance(desk.screen, stand_in_audit)
        audit = desk.screen
        await desk.press("f2", "f3")
        assert desk.screen is audit
        await desk.press("f2", "n")
        assert isinstance(desk.screen, NewAuditScreen)


@covers("form.yes", "form.no", "form.unknown", "form.up", "form.down", *(f"form.pick_{n}" for n in range(1, 10)))
async def test_keys_of_the_form(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900001", "enter")
        rows = desk.screen.query_one(FormList)
        await desk.press("2")
        assert rows._rows[0].words == "South"
        assert rows.active.name == "kind"
        for key, kind in (("1", "full audit"), ("3", "dip sample"), ("4", "re-audit")):
            await desk.press(key, "up")
            assert rows.active.words == kind
        await desk.press("down", "down")
        for number in range(1, 6):
            await desk.press(str(number))
        assert len(rows.active.value) == 5
        await desk.press("5", "enter")
        for key, age in (
            ("6", "aged 16 or 17"),
            ("7", "aged 18 to 25"),
            ("8", "aged 18 to 25"),
            ("9", "aged 18 to 25"),
        ):
            await desk.press(key)
            if rows.active.name != "age_band":
                await desk.press("up")
            assert rows.active.words == age
        await desk.press("down")
        for key, words in (("y", "yes"), ("n", "no"), ("question_mark", "cannot tell")):
            await desk.press(key, "up")
            assert rows.active.words == words
        for _ in range(8):
            await desk.press("up")
        assert desk.app.focused is not rows


@covers("error.close", "error.copy")
async def test_keys_of_an_error(at_work: Start) -> None:
    async with at_work() as desk:
        for key in ("escape", "enter"):
            desk.app.show_error(AuditorError("It did not work.", "There.", "Try again."))
            await desk.settle()
            await desk.press("c")
            assert desk.app.clipboard == "It did not work.\nThere.\nTry again."
            await desk.press(key)
            assert not isinstance(desk.screen, ErrorDialog)


@covers("confirm.yes", "confirm.no")
async def test_keys_of_a_question(at_work: Start) -> None:
    async with at_work() as desk:
        answers: list[bool | None] = []
        for key, careful in (("y", False), ("n", False), ("escape", False), ("enter", False), ("enter", True)):
            desk.app.push_screen(ConfirmDialog("Sure?", careful=careful), answers.append)
            await desk.settle()
            await desk.press(key)
        assert answers == [True, False, False, True, False]


@covers("deliberate.no", "deliberate.left", "deliberate.right")
async def test_keys_of_a_deliberate_question(at_work: Start) -> None:
    async with at_work() as desk:
        answers: list[bool | None] = []
        for keys in (
            ("escape",),
            ("enter",),
            ("y", "n", "space", "enter"),
            ("right", "left", "enter"),
            ("right", "enter"),
            ("up", "enter"),
        ):
            desk.app.push_screen(DeliberateDialog("Sure?", "It is done."), answers.append)
            await desk.settle()
            await desk.press(*keys)
        assert answers == [False, False, False, False, True, True]


@covers("ask.cancel")
async def test_keys_of_one_line(at_work: Start) -> None:
    async with at_work() as desk:
        lines: list[str | None] = []
        desk.app.push_screen(AskLine("Why?", value="so"), lines.append)
        await desk.settle()
        await desk.press("escape")
        desk.app.push_screen(AskLine("Why?", value="so"), lines.append)
        await desk.settle()
        await desk.press("enter")
        assert lines == [None, "so"]


@covers("pick.cancel", "pick.up", "pick.down")
async def test_keys_of_a_choice(at_work: Start) -> None:
    async with at_work() as desk:
        picked: list[str | None] = []
        for keys in (("escape",), ("down", "enter"), ("down", "up", "enter")):
            desk.app.push_screen(PickOne("Which?", [("a", "one [b]"), ("b", "two")]), picked.append)
            await desk.settle()
            assert desk.screen.query_one(OptionList).option_count == 2
            await desk.press(*keys)
        assert picked == [None, "b", "a"]


async def test_a_choice_that_nothing_fits_says_so(at_work: Start) -> None:
    async with at_work() as desk:
        picked: list[str | None] = []
        desk.app.push_screen(PickOne("Which?", [("a", "one [b]"), ("b", "two")]), picked.append)
        await desk.settle()
        await desk.press("t", "[", "enter")
        assert "Nothing here has “t[” in it." in desk.text
        await desk.press("backspace", "enter")
        assert picked == ["b"]


@covers("lcs.copy", "lcs.entered", "lcs.close")
async def test_keys_of_the_lcs_entry(at_work: Start, finished_audit: UUID) -> None:
    async with at_work() as desk:
        await desk.press("l", "c")
        assert "Case file audit" in desk.app.clipboard
        await desk.press("e")
        assert isinstance(desk.screen, AskLine)
        await desk.press("escape")
        assert isinstance(desk.screen, LcsDialog)
        await desk.press("escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_letters_are_typed_where_text_is_typed(at_work: Start, two_audits: World) -> None:
    async with at_work() as desk:
        await desk.press("slash", "n", "v", "l")
        assert isinstance(desk.screen, WorkScreen)
        assert desk.screen.query_one("#find").value == "nvl"


async def test_the_lock_screen_and_the_drill_down_can_be_reached(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        audit_id = new_audit(service, "9900001")
        finish(service, audit_id)
        submit_audit(service, audit_id)
    async with at_work() as desk:
        await desk.press("f4", "end", "enter")
        assert isinstance(desk.screen, BehindScreen | MeasuresScreen)
        await desk.press("f9")
        assert isinstance(desk.screen, LockScreen)
        desk.put("#passphrase", PASSPHRASE)
        await desk.press("enter")
        assert not isinstance(desk.screen, LockScreen)


def all_bindings() -> Iterator[tuple[str, Binding]]:
    """Every binding written in this part of the program, with the class that has it."""
    for binding in APP_KEYS:
        yield "AuditorApp", binding
    for module in walk_packages(auditor.tui.__path__, "auditor.tui."):
        if module.name.startswith("auditor.tui.audit"):
            continue
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, type) and value.__module__ == module.name and name != "AuditorApp":
                for binding in value.__dict__.get("BINDINGS", ()):
                    yield f"{module.name}.{name}", binding


def test_every_key_is_complete_unique_and_pressed_in_a_test() -> None:
    ids = []
    for owner, binding in all_bindings():
        assert isinstance(binding, Binding), owner
        assert binding.id, (owner, binding)
        assert binding.description, (owner, binding)
        assert binding.tooltip.endswith("."), (owner, binding)
        ids.append(binding.id)
    assert len(ids) == len(set(ids))
    assert set(ids) == COVERED | ELSEWHERE


def test_no_key_is_one_that_terminals_take_for_another() -> None:
    for owner, binding in all_bindings():
        taken = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"}
        assert taken.isdisjoint(binding.key.split(",")), owner
