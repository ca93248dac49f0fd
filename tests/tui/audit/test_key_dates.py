"""Key dates by keyboard: every key of the part is pressed, and what is then stored and shown is looked at."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from audit_desk import KEYS, AuditDesk
from key_register import DATES, not_pressed

from auditor.audit.completeness import Step
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.tui.audit.dates_rows import WANTED
from auditor.tui.audit.event_picker import EventPicker
from auditor.tui.pick import PickOne

SUPERVISED = "ps10.supervised-monthly"
MESSAGES = "pg10.messages-answered"


def stored(desk: AuditDesk, event: str) -> list[KeyDate]:
    """The key dates of an event in the store, in order of time."""
    found = [one for one in desk.stored.examination.key_dates.values() if one.event == event]
    return sorted(found, key=lambda one: (one.on or date.max, one.id))


async def at(desk: AuditDesk, row: str) -> None:
    desk.panel.be_on(row)
    await desk.settle()


async def to_question(desk: AuditDesk, name: str) -> None:
    assert desk.screen.go(Step.SECTIONS, name)
    await desk.settle()


async def enter(desk: AuditDesk, part: str, days: str) -> None:
    """Add dates the way one does: a, part of a name, Enter, the days, Enter."""
    await desk.press("a", *(KEYS.get(letter, letter) for letter in part), "enter")
    await desk.type(days)
    await desk.press("enter")


async def test_going_down_what_is_looked_for_takes_the_day_and_enter(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        assert desk.screen.place == "dates"
        assert desk.row == WANTED + "case_allocated"
        pressed = desk.pressed
        await desk.press("1")
        await desk.type("/9/26")
        await desk.press("enter")
        assert desk.pressed - pressed == 2  # the other digits are typed
        assert [one.on for one in stored(desk, "case_allocated")] == [date(2026, 9, 1)]
        assert desk.row.startswith(WANTED)
        assert desk.row != WANTED + "case_allocated"
        assert "case allocated to the worker entered: 01/09/2026." in desk.notice("told")


async def test_a_date_is_added_by_part_of_any_name_several_at_once(audit) -> None:
    async with audit() as desk:
        await desk.press("d", "a")
        assert isinstance(desk.app.screen, EventPicker)
        await desk.press("down", "up", "escape")
        await enter(desk, "icpc", "10/6")
        await enter(desk, "core group h", "20/6, 15/7, 20/8")
        assert [one.on for one in stored(desk, "initial_conference_held")] == [date(2026, 6, 10)]
        assert [one.on.month for one in stored(desk, "core_group_held") if one.on] == [6, 7, 8]
        assert "✓ in time" in desk.text
        assert "× late by 8 days" in desk.text


async def test_a_time_is_taken_only_where_hours_are_counted(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "strategy meeting or", "1/6/26 16:10")
        assert stored(desk, "strategy_meeting_held")[0].at == time(16, 10)
        await enter(desk, "core group h", "1/6/26 16:10")
        assert desk.editing
        assert "Only the day counts for: core group held." in desk.text
        desk.screen.query_one("#writing").load_text("1/6/26")
        await desk.press("enter")
        assert stored(desk, "core_group_held")[0].on == date(2026, 6, 1)


async def test_how_often_is_asked_of_an_agreement_on_it(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "visiting freq", "1/3/26")
        assert "How often is missing." in desk.text
        desk.screen.query_one("#writing").load_text("1/3/26 every 6 weeks")
        await desk.press("enter")
        agreed = stored(desk, "visiting_agreed")[0].every
        assert agreed is not None
        assert (agreed.limit, agreed.unit) == (6, "weeks")


async def test_x_and_n_say_that_there_is_none(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await at(desk, WANTED + "considered_in_supervision")
        await desk.press("x")
        assert stored(desk, "considered_in_supervision")[0].standing is Standing.NOT_ON_FILE
        await at(desk, WANTED + "message_received")
        await desk.press("n")
        missing = stored(desk, "message_received")[0]
        assert (missing.standing, missing.follows) == (Standing.NOT_NEEDED, None)
        await at(desk, missing.id)
        await desk.press("x")
        assert stored(desk, "message_received")[0].standing is Standing.NOT_ON_FILE
        await desk.press("enter")
        await desk.type("3/8/26")
        await desk.press("enter")
        found = stored(desk, "message_received")
        assert [(one.id, one.on) for one in found] == [(missing.id, date(2026, 8, 3))]


async def test_of_one_date_x_says_that_what_should_follow_is_not_on_file(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "3/8, 5/9")
        first = stored(desk, "message_received")[0]
        await at(desk, first.id)
        await desk.press("n")
        answered = stored(desk, "message_answered")[0]
        assert (answered.standing, answered.follows) == (Standing.NOT_NEEDED, first.id)
        await enter(desk, "case alloc", "1/9")
        await at(desk, stored(desk, "case_allocated")[0].id)
        await desk.press("x")
        assert "case summary" in desk.notice("told")  # several things should follow: which of them?
        await desk.press("1")
        assert stored(desk, "case_summary_updated")[0].follows == stored(desk, "case_allocated")[0].id


async def test_correcting_keeps_the_date_and_removing_can_be_undone(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "core group h", "20/6/26")
        name = stored(desk, "core_group_held")[0].id
        await at(desk, name)
        await desk.press("e")
        assert desk.typed == "20/06/2026"
        desk.screen.query_one("#writing").load_text("22/6/26")
        await desk.press("enter")
        assert [(one.id, one.on) for one in stored(desk, "core_group_held")] == [(name, date(2026, 6, 22))]
        await desk.press("delete")
        assert stored(desk, "core_group_held") == []
        await desk.press("u")
        assert stored(desk, "core_group_held")[0].on == date(2026, 6, 22)
        assert desk.row == name
        await desk.press("u")
        assert stored(desk, "core_group_held")[0].on == date(2026, 6, 20)


async def test_p_says_which_one_a_date_answers(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "3/8, 5/8")
        await enter(desk, "message a", "6/8")
        first, second = stored(desk, "message_received")
        answer = stored(desk, "message_answered")[0]
        assert desk.screen.desk.shown.timescales.uses[answer.id][0].partner == first
        await at(desk, answer.id)
        await desk.press("p")
        assert isinstance(desk.app.screen, PickOne)
        await desk.press("down", "down", "enter")
        assert stored(desk, "message_answered")[0].follows == second.id
        assert "← message received 05/08" in desk.text
        await desk.press("p", *"which", "enter")
        assert stored(desk, "message_answered")[0].follows is None


async def test_w_explains_every_step(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "28/8/26")
        await enter(desk, "message a", "3/9/26")
        await at(desk, stored(desk, "message_answered")[0].id)
        assert "neither does" not in desk.detail
        await desk.press("w")
        assert "Summer Bank Holiday 31/08/2026" in desk.detail or "neither does" in desk.detail
        assert "So: late by 1 day" in desk.detail
        await desk.press("w")
        assert "So: " not in desk.detail


async def test_what_looks_odd_is_asked_and_not_refused(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "case opened", "5/3/26")
        await enter(desk, "case opened", "7/3/26")
        assert len(stored(desk, "case_opened")) == 2
        assert "this happens once, and is already entered" in desk.text


async def test_a_day_to_come_is_refused_and_what_was_typed_is_kept(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "core group h", "+2w")
        assert "That day has not come yet." in desk.text
        await desk.press("escape")
        assert not desk.editing
        desk.screen.flush()
        await desk.settle()
        assert stored(desk, "core_group_held") == []
        assert desk.stored.drafts == {"date:core_group_held:": "+2w"}
        await desk.press("]", "[", "a", *"core", "enter")
        assert desk.typed == "+2w"


async def test_an_unfinished_date_is_gone_on_with_after_a_crash(audit) -> None:
    async with audit() as desk:
        await desk.press("d", "a", *"icpc", "enter")
        await desk.type("10/6/2")
        desk.screen.flush()
        await desk.settle()
    async with audit() as desk:
        assert desk.editing
        assert desk.typed == "10/6/2"
        assert "Initial child protection conference held" in desk.text


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "dates.csv"
    path.write_text(
        "event;date;id;follows\nICPC;10/06/2026;a;\nmessage received;03/08/2026;b;\nmessage answered;04/08/2026;c;b\n",
        "utf-8",
    )
    return path


async def bring(desk: AuditDesk, path: Any) -> None:
    await desk.press("i")
    await desk.type(str(path))
    await desk.press("enter")
    await desk.settle()


async def test_a_list_is_read_once(audit, a_list: Path) -> None:
    async with audit() as desk:
        await desk.press("d")
        await bring(desk, a_list)
        assert "3 dates entered" in desk.notice("told")
        received, answered = stored(desk, "message_received")[0], stored(desk, "message_answered")[0]
        assert answered.follows == received.id != "b"
        await bring(desk, a_list)
        assert "0 dates entered, 3 were there already" in desk.notice("told")
        assert len(desk.stored.examination.key_dates) == 3


async def test_of_a_list_with_a_mistake_nothing_is_taken(audit, a_list: Path) -> None:
    a_list.write_text("event,date\nICPC,10/06/2026\ncore gruop held,1/7/26\nvisit,soon\n", "utf-8")
    async with audit() as desk:
        await desk.press("d")
        await bring(desk, a_list)
        assert "core gruop held" in desk.text
        assert "soon" in desk.text
        await desk.press("escape")
        assert desk.stored.examination.key_dates == {}


async def test_what_the_dates_propose_is_accepted_with_one_key(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "case alloc", "5/3/26")
        await enter(desk, "supervision", "1/5, 28/5, 25/6, 20/7, 18/8, 15/9, 13/10, 10/11")
        await to_question(desk, SUPERVISED)
        assert "✓ in time" in desk.panel.row.tail[-1][0]
        assert "Proposed   ✓ met" in desk.detail
        await desk.press("a")
        given = desk.stored.examination.answers[SUPERVISED]
        assert (given.answer, given.proposed, given.reason) == ("met", "met", "")
        assert desk.row != SUPERVISED


async def test_all_that_is_in_time_is_accepted_at_once(audit) -> None:
    async with audit() as desk:
        await desk.press("A")
        assert "No question without an answer has its dates in time." in desk.notice("told")
        await desk.press("d")
        await enter(desk, "message r", "3/8/26")
        await enter(desk, "message a", "4/8/26")
        await enter(desk, "significant", "3/8/26")
        await enter(desk, "professionals", "4/8/26")
        await desk.press("A")
        assert "2 questions answered met" in desk.notice("told")
        answers = desk.stored.examination.answers
        assert {answers[name].answer for name in (MESSAGES, "pg10.professionals-told-of-change")} == {"met"}
        await desk.press("u")
        assert desk.stored.examination.answers == {}


async def test_answering_otherwise_asks_for_one_line_and_saves_the_answer_at_once(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "3/8/26")
        await enter(desk, "message a", "4/8/26")
        await to_question(desk, MESSAGES)
        await desk.press("2")
        assert desk.editing
        assert desk.stored.examination.answers[MESSAGES].answer == "partly_met"
        await desk.press("escape")
        assert "reason?" in desk.panel.row.tail[0][0]
        assert any(item.key == MESSAGES for item in desk.stored.progress.left)
        await desk.press("y")
        await desk.type("Answered, but not what was asked.")
        await desk.press("enter")
        given = desk.stored.examination.answers[MESSAGES]
        assert (given.proposed, given.reason) == ("met", "Answered, but not what was asked.")
        assert not any(item.key == MESSAGES for item in desk.stored.progress.left)


async def test_a_date_changed_later_is_told_on_the_row(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "3/8/26")
        await enter(desk, "message a", "4/8/26")
        await desk.press("A")
        await at(desk, stored(desk, "message_answered")[0].id)
        await desk.press("e")
        desk.screen.query_one("#writing").load_text("24/8/26")
        await desk.press("enter")
        await to_question(desk, MESSAGES)
        assert [piece.strip() for piece, _ in desk.panel.row.tail] == ["dates changed", "× late"]
        assert "the dates have changed since it was answered" in desk.detail
        await desk.press("a")
        assert desk.stored.examination.answers[MESSAGES].answer == "not_met"


async def test_nothing_on_file_is_its_own_reason_where_dates_are_missing(audit) -> None:
    async with audit() as desk:
        await to_question(desk, MESSAGES)
        await desk.press("x")
        assert not desk.editing
        assert desk.stored.examination.answers[MESSAGES].reason == "Nothing on file"


async def test_w_on_a_question_explains_the_time(audit) -> None:
    async with audit() as desk:
        await desk.press("d")
        await enter(desk, "message r", "3/8/26")
        await enter(desk, "message a", "4/8/26")
        await to_question(desk, MESSAGES)
        await desk.press("w")
        assert "Counted from: message received, Mon 03/08/2026" in desk.detail


async def test_key_dates_are_found_and_stand_in_the_sidebar(audit) -> None:
    async with audit() as desk:
        assert "to find" in desk.text
        await desk.press("/", *"key", "space", *"dates", "enter")
        assert desk.screen.place == "dates"


async def test_in_an_audit_to_read_nothing_is_entered(audit, service, protected) -> None:
    from store_builders import finish

    from auditor.use_cases.audits.move_audit import submit_audit

    finish(service, protected)
    submit_audit(service, protected)
    async with audit() as desk:
        await desk.press("d", "a", "1", "x", "i")
        assert desk.screen.place == "dates"
        assert not desk.editing
        assert "date.add" not in desk.works
        assert desk.stored.examination.key_dates == {}


def test_every_key_of_the_dates_was_pressed() -> None:
    assert not_pressed(*DATES) == set()
