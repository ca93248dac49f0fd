"""Work: the list, its filters, finding, and what can be done with an audit from there."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from store_builders import START, World, finish, new_audit

from auditor.audit.changes import Change, kept_find
from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.store.records import AuditFilter
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.lcs_dialog import LcsDialog
from auditor.tui.work.tabs import FILTERS, WorkTabs
from auditor.use_cases.audits.keep_find import keep_find
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text

Start = Callable[..., Any]
TODAY = START.date()


def states(world: World) -> dict[str, State]:
    """The state of every audit by LCS number."""
    with closing(world.open()) as service, service.store.reading() as reader:
        return {row.lcs_number: row.state for row in reader.page(AuditFilter())}


def numbers(desk: Any) -> list[str]:
    rows = desk.screen.query_one(VirtualList)
    return [rows.row(index).lcs_number for index in range(rows.count)]


async def test_an_empty_list_says_what_to_do(at_work: Start) -> None:
    async with at_work() as desk:
        assert "You have no audits yet." in desk.text
        assert "enter open" not in desk.lines()[-1]
        assert "Press  n  to start one" in desk.text


async def test_what_is_due_is_said_in_words(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001", due=TODAY - timedelta(days=3))
        new_audit(service, "9900002", due=TODAY)
        new_audit(service, "9900003", due=date(2026, 12, 24))
    async with at_work(size=(120, 40)) as desk:
        assert "overdue 3 days" in desk.text
        assert "due today" in desk.text
        assert "due 24/12/2026" in desk.text
        assert "child in need, aged 5 to 9" in desk.text
        assert "0/" in desk.text


async def test_filters_and_find(at_work: Start, world: World, finished_audit: UUID) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900777")
    async with at_work() as desk:
        assert sorted(numbers(desk)) == ["9900001", "9900777"]
        await desk.press("2")
        assert numbers(desk) == ["9900777"]
        await desk.press("3")
        assert numbers(desk) == ["9900001"]
        await desk.press("4")
        assert numbers(desk) == ["9900001"]
        await desk.press("1", "slash")
        await desk.type("777")
        assert numbers(desk) == ["9900777"]
        await desk.type("8")
        assert "No audit has 7778 in its LCS number." in desk.text
        await desk.press("escape")
        assert len(numbers(desk)) == 2


async def test_an_auditor_sees_their_own_audits_only(at_work: Start, world: World, finished_audit: UUID) -> None:
    async with at_work("Ada") as desk:
        assert numbers(desk) == []
        assert "Everyone's" not in desk.text
        await desk.press("5")
        assert numbers(desk) == []


async def test_enter_opens_and_closing_returns_to_a_list_read_anew(
    at_work: Start, world: World, stand_in_audit: Any
) -> None:
    with closing(world.open()) as service:
        audit_id = new_audit(service, "9900001")
    async with at_work() as desk:
        await desk.press("enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.id == audit_id
        with closing(world.open()) as service:
            finish(service, audit_id)
            submit_audit(service, audit_id)
        desk.app.close_audit()
        await desk.settle()
        assert desk.app.current_mode == "work"
        assert "submitted" in desk.text
        assert "audit" not in desk.app.open_modes


async def test_the_same_audit_is_not_opened_twice(at_work: Start, world: World, stand_in_audit: Any) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001")
        new_audit(service, "9900002")
    async with at_work() as desk:
        await desk.press("enter")
        first = desk.screen
        await desk.press("f2", "enter")
        assert desk.screen is first
        await desk.press("f2", "down", "enter")
        assert desk.screen.opened.record.lcs_number == "9900001"
        assert desk.screen is not first


async def test_the_text_for_lcs_is_copied_and_the_day_noted(at_work: Start, world: World, finished_audit: UUID) -> None:
    async with at_work() as desk:
        await desk.press("l")
        assert isinstance(desk.screen, LcsDialog)
        assert "Case file audit" in desk.text
        await desk.press("c")
        assert "one strength" in desk.app.clipboard
        await desk.press("e", "enter")
        assert "Type one line first." in desk.words("#wrong")
        desk.put("#line", "soon")
        await desk.press("enter")
        assert "That is not a day" in desk.words("#wrong")
        desk.put("#line", "24/12/2026")
        await desk.press("enter")
        assert "has not come yet" in desk.words("#wrong")
        desk.put("#line", "")
        await desk.press("t", "enter")
        assert "on LCS" in desk.text
        await desk.press("4")
        assert numbers(desk) == []
        assert "Every submitted audit is on LCS." in desk.text


async def test_an_audit_is_made_void_with_a_reason(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001")
    async with at_work() as desk:
        await desk.press("v")
        assert "Make the audit of LCS 9900001 void?" in desk.text
        await desk.press("right", "enter", "enter")
        assert desk.words("#wrong") == "Type one line first."
        await desk.press("escape")
        assert states(world) == {"9900001": State.DRAFT}
        await desk.press("v", "right", "enter")
        await desk.type("wrong case")
        await desk.press("enter")
        assert states(world) == {"9900001": State.VOID}
        assert "- void" in desk.text


async def test_a_reason_that_says_who_somebody_is_is_told_and_asked_about_once(
    at_work: Start, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.tui.dialogs.PAUSE_S", 0.001)
    with closing(world.open()) as service:
        new_audit(service, "9900001")
    async with at_work() as desk:
        await desk.press("v", "right", "enter")
        desk.put("#line", "Mrs Harding asked")
        await desk.pilot.pause()
        await desk.press("enter")
        assert desk.words("#line-found").startswith('Check: "Mrs Harding" is a name with a title.')
        assert "once more" in desk.words("#wrong")
        assert states(world) == {"9900001": State.DRAFT}
        await desk.press("enter")
        assert states(world) == {"9900001": State.VOID}


async def test_the_entry_for_lcs_is_screened_before_it_is_copied(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        audit_id = new_audit(service, "9900001")
        opened = finish(service, audit_id)
        what = Change(FactKind.FINDING, "named", {"kind": "strength", "text": "Mrs Harding was heard.", "about": ""})
        opened = record(service, opened, [what])
        (found,) = opened.open_finds
        kept = kept_find(found.name, keep_find("Mrs Harding was heard.", found, "a house"))
        record(service, opened, [kept])
        submit_audit(service, audit_id)
        (erasable,) = (text for text in erasable_texts(service, audit_id) if text.kind is FactKind.KEPT)
        erase_text(service, erasable.fact_id, "said too much")
    async with at_work() as desk:
        await desk.press("l")
        assert isinstance(desk.screen, LcsDialog)
        assert 'Check: "Mrs Harding" is a name with a title.' in desk.words(".lcs-found")


async def test_the_qa_lead_makes_final_and_reopens(at_work: Start, world: World) -> None:
    with closing(world.open("Ada")) as ada:
        audit = new_audit(ada, "9900001")
        finish(ada, audit)
        submit_audit(ada, audit)
    async with at_work() as desk:
        await desk.press("5", "f", "y", "enter")
        assert states(world) == {"9900001": State.SUBMITTED}
        await desk.press("f", "right", "enter")
        assert states(world) == {"9900001": State.FINAL}
        await desk.press("o", "right", "enter")
        await desk.type("a date was wrong")
        await desk.press("enter")
        assert states(world) == {"9900001": State.DRAFT}


@pytest.mark.parametrize("sentence", ["of five visits only one was seen by\n", "very often\nyes\n", "for you\n\n"])
async def test_a_sentence_typed_into_the_list_moves_nothing(
    at_work: Start, world: World, finished_audit: UUID, sentence: str
) -> None:
    async with at_work() as desk:
        await desk.pilot.press(*("enter" if c == "\n" else "space" if c == " " else c for c in sentence))
        await desk.settle()
    assert states(world) == {"9900001": State.SUBMITTED}


async def test_keys_that_do_not_fit_the_audit_do_nothing(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001")
    async with at_work() as desk:
        work = desk.screen
        await desk.press("l", "f", "o")
        assert desk.screen is work
        assert "lcs entry" not in desk.text


async def test_a_failure_is_shown_with_what_to_do(at_work: Start, world: World, monkeypatch: Any) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001")

    def fails(*_: object) -> None:
        raise ZeroDivisionError("[/b] a child's name")

    monkeypatch.setattr("auditor.tui.work.listing.read_list", fails)
    async with at_work() as desk:
        assert "Something went wrong that should not have." in desk.text
        assert "child's name" not in desk.text
        await desk.press("c")
        assert "went wrong" in desk.app.clipboard
        await desk.press("escape")
        assert desk.app.current_mode == "work"


@pytest.mark.parametrize(
    ("width", "counts", "words"),
    [
        (80, (4, 3, 1, 1, 4), "1 All mine 4   2 Drafts 3   3 Submitted 1   4 Not on LCS 1   5 Everyone's 4"),
        (80, (29, 4, 25, 2, 400), "1 All mine 29  2 Drafts 4  3 Submitted 25  4 Not on LCS 2  5 Everyone's 400"),
        (80, (412, 16, 396, 23, 10_000), "1 Mine 412   2 Drafts 16   3 Submitted 396   4 Not on LCS 23   5 All 10,000"),
        (80, (41_200, 1_600, 39_600, 23, 10**6), "1 All mine   2 Drafts   3 Submitted   4 Not on LCS   5 Everyone's"),
        (120, (412, 16, 396, 23, 10_000), "4 Not on LCS 23   5 Everyone's 10,000"),
    ],
)
async def test_the_lists_fit_on_one_line_in_whole_words(
    at_work: Start, width: int, counts: tuple[int, ...], words: str
) -> None:
    async with at_work("Sam", size=(width, 24)) as desk:
        tabs = desk.screen.query_one(WorkTabs)
        tabs.show(dict(zip(FILTERS, counts, strict=True)), "all")
        await desk.settle()
        line = next(line for line in desk.lines() if "1 " in line and "2 Drafts" in line)
        assert line.strip().endswith(words), line
        assert len(line) <= width
