"""Nothing is ever lost: leaving and coming back, crashes while typing, a store that cannot be written."""

import pytest
from audit_desk import StandInWork
from refusals import read_only_store

from auditor.audit.changes import Change, answer
from auditor.audit.facts import FactKind
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.dialogs import ConfirmDialog, ErrorDialog
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record

NASTY = "see [/] and [bold]this[/bold] \x1b[31mred\x1b[0m [link=https://x]y"


async def test_leaving_half_way_and_coming_back_to_the_same_line_with_the_typed_text(audit, service) -> None:
    async with audit() as desk:
        await desk.press("3", "3")
        here = desk.row
        await desk.press("t")
        await desk.type(f"half a thought {NASTY}")
        await desk.press("f2")  # to Work, in the middle of a word
        assert isinstance(desk.app.screen, StandInWork)
        assert "half a thought" in desk.stored.drafts[f"note:{here}"]
    async with audit() as desk:
        assert desk.row == here
        assert desk.editing
        assert desk.typed.startswith("half a thought see [/]")
        assert "not finished" in desk.notice("told")
        await desk.press("escape")
        assert desk.stored.examination.notes[here].startswith("half a thought see [/] and [bold]this[/bold]")
        assert "\x1b" not in desk.stored.examination.notes[here]
        assert not any(desk.stored.drafts.values())
        assert "see [/] and [bold]this[/bold]" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, StandInWork)
    async with audit() as desk:
        assert desk.row == here
        assert not desk.editing


async def test_a_grade_or_a_step_is_come_back_to_as_well(audit) -> None:
    async with audit() as desk:
        await desk.press("g")
        await desk.press("escape")
    async with audit() as desk:
        assert desk.row == desk.screen.units[0].id
        desk.screen.show("findings")
        await desk.settle()
        await desk.press("escape")
    async with audit() as desk:
        assert desk.screen.place == "findings"


async def test_where_one_is_after_an_answer_is_kept_without_leaving(audit, monkeypatch) -> None:
    monkeypatch.setattr("auditor.tui.audit.screen.PLACE_AFTER_S", 0.01)
    async with audit() as desk:
        await desk.press("3")
        await desk.pilot.pause(0.05)
        await desk.settle()
        assert desk.stored.bookmark == ("sections", desk.row)


async def test_an_answer_and_that_it_is_being_saved_come_in_one_drawing(audit, monkeypatch) -> None:
    drawn: list[set[str | None]] = []
    draw = AuditScreen._compositor_refresh

    def noting(screen: AuditScreen) -> None:
        drawn.append({widget.id for widget in screen._dirty_widgets})
        draw(screen)

    async with audit() as desk:
        await desk.press("3")
        await desk.pilot.pause(0.05)
        monkeypatch.setattr(AuditScreen, "_compositor_refresh", noting)
        await desk.press("3")
    assert {"criteria", "detail", "head", "told"} <= next(one for one in drawn if "criteria" in one)


async def test_text_is_kept_about_every_second_while_it_is_typed(audit, monkeypatch) -> None:
    monkeypatch.setattr("auditor.tui.audit.writing.DRAFT_EVERY_S", 0.01)
    async with audit() as desk:
        here = desk.row
        await desk.press("t")
        await desk.pilot.press(*"abc")
        await desk.pilot.pause(0.05)
        await desk.settle()
        assert desk.stored.drafts[f"note:{here}"] == "abc"
        assert desk.notice("head").split("| ")[1].startswith("saved")
        assert not desk.stored.examination.notes
        await desk.press("backspace", "backspace", "backspace", "tab")
        assert not any(desk.stored.drafts.values())


DRAFTS = {
    "evidence:{criterion}": "evidence",
    "finding:strength:{criterion}": "What was done well?",
    "finding:improve:": "What should be better?",
    "conversation-said:worker": "in summary",
    "action-what:": "What will be done?",
    "difference:": "In what way?",
    "note:overall": "Note on the whole",
    "note:diversity": "Note: Diversity",
    "reason:ps01": "why good?",
}


@pytest.mark.parametrize("name", DRAFTS)
async def test_every_kind_of_unfinished_text_is_gone_on_with(audit, service, protected, name: str) -> None:
    opened = open_audit(service, protected)
    criterion = next(iter(opened.scope.asked))
    talk = {"outcome": "spoken", "on": "2026-11-01", "why": "", "said": "", "follow_up": "", "done_on": None}
    changes = [
        Change(FactKind.CONVERSATION, "worker", talk),
        *(answer(name, "not_met") for name in opened.scope.graded_criteria("ps01")),
        Change(FactKind.GRADE, "ps01", {"grade": "good", "suggested": None, "reason": ""}),
    ]
    opened = record(service, opened, changes)
    keep_draft(service, opened, name.format(criterion=criterion), f"unfinished {NASTY}")
    async with audit() as desk:
        assert desk.editing, name
        assert desk.typed.startswith("unfinished see [/]")
        assert DRAFTS[name].casefold() in desk.text.casefold()
        await desk.press("ctrl+s")
        while desk.editing:
            await desk.press("escape")
        assert not any(desk.stored.drafts.values())


async def test_a_store_that_cannot_be_written_is_told_once_and_nothing_is_lost(audit, service) -> None:
    async with audit() as desk:
        first, second, third = desk.rows[:3]
        with read_only_store(service):
            await desk.press("3")
            assert isinstance(desk.app.screen, ErrorDialog)
            assert "This is not saved yet." in desk.text
            await desk.press("escape")
            assert "not saved:" in desk.notice("head")
            assert desk.notice("head").endswith("ctrl+r")
            assert desk.notice("banner") == "Kept here until it can be saved. Ask for the right to change its folder."
            await desk.press("2")
            assert desk.screen is not None  # told once
            assert [row.lead[0][0].strip() for row in desk.panel.rows[:2]] == ["✓ met", "~ partly met"]
            assert not desk.stored.examination.answers
            await desk.press("ctrl+r")
            assert "not saved:" in desk.notice("head")
        await desk.press("ctrl+r")
        assert "saved 09:" in desk.notice("head")
        assert set(desk.stored.examination.answers) == {first, second}
        await desk.press("1")
        assert set(desk.stored.examination.answers) == {first, second, third}


async def test_leaving_with_unsaved_work_asks_first(audit, service) -> None:
    async with audit() as desk:
        with read_only_store(service):
            await desk.press("3", "escape", "t")
            await desk.type("typed and not saved")
            await desk.press("escape", "escape")
            assert isinstance(desk.app.screen, ConfirmDialog)
            assert "Leave without saving?" in desk.text
            await desk.press("n")
            assert desk.screen.desk.unsaved
        await desk.press("ctrl+r", "escape")
        assert isinstance(desk.app.screen, StandInWork)
        assert len(desk.stored.examination.answers) == 1
        assert list(desk.stored.examination.notes.values()) == ["typed and not saved"]


async def test_quitting_waits_for_what_is_not_saved(audit, service) -> None:
    async with audit() as desk:
        await desk.press("t")
        await desk.type("the last word")
        await desk.press("ctrl+q")
        assert list(desk.stored.examination.notes.values()) == ["the last word"]
        assert desk.app._exit


async def test_another_persons_audit_opens_to_read_only(audit, world) -> None:
    ada = world.open("Ada")
    from store_builders import new_audit

    hers = new_audit(ada, "9904099")
    async with audit(hers) as desk:
        assert "To read only: this is another person's audit." in desk.text
        await desk.press("[", "]", "escape")
        assert isinstance(desk.app.screen, StandInWork)
    async with audit(hers) as desk:
        desk.screen.show(desk.screen.units[0].id)
        await desk.settle()
        await desk.press("3", "n", "t", "u")
        assert not desk.examination.answers
        assert not desk.editing
        assert not desk.stored.bookmark


async def test_a_submitted_audit_opens_at_its_summary(audit, finished_audit) -> None:
    async with audit(finished_audit) as desk:
        assert desk.screen.place == "summary"
        assert "not yet on LCS" in desk.text
        assert "To read only: submitted on" in desk.text


async def test_twelve_identical_answers_within_a_minute_ask_gently(audit) -> None:
    async with audit() as desk:
        desk.screen.show("ps03")  # before it, a question of time would ask for its line
        await desk.settle()
        for _ in range(14):
            await desk.tap("g" if desk.screen.criteria.item is None else "3")
            if "Still reading?" in desk.notice("told"):
                break
        assert "Still reading?" in desk.notice("told")
        assert len(desk.examination.answers) == 12
        await desk.settle()


def test_markup_is_never_read() -> None:
    from auditor.tui.audit.pane import words

    shown = words("[b]x[/b] [/]", ("[red]y", "muted"))
    assert "".join(text for text, _ in shown) == "[b]x[/b] [/][red]y"
