"""Starting an audit by keyboard."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from store_builders import START, World, finish, new_audit, team

from auditor.audit.details import AuditKind
from auditor.standards.load import Standards
from auditor.store.records import AuditFilter, AuditSummary
from auditor.tui.widgets.form_list import FormList
from auditor.tui.work.new_audit_form import Form, RowKind
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.council.add_team import add_team

Start = Callable[..., Any]


def started(world: World) -> list[AuditSummary]:
    with closing(world.open()) as service, service.store.reading() as reader:
        return reader.page(AuditFilter())


def reopened(world: World, number: str) -> OpenAudit:
    with closing(world.open()) as service:
        return open_audit(service, next(row.audit_id for row in started(world) if row.lcs_number == number))


async def test_an_experienced_auditor_starts_one_in_under_forty_keys(at_work: Start, world: World) -> None:
    keys = ["n", *"9900123", "enter", *"no", "enter", "enter", "enter", "3", "enter", "4", *"ynny", "a", "enter"]
    assert len(keys) < 40
    async with at_work() as desk:
        await desk.press(*keys)
        assert desk.app.current_mode == "audit"
    opened = reopened(world, "9900123")
    profile = opened.details.profile
    assert profile.statuses == {"child_protection"}
    assert profile.age_band == "age_5_9"
    assert profile.facts["disability"] is True
    assert profile.facts["siblings"] is False
    assert profile.facts["open_over_3_months"] is True
    assert profile.facts["court"] is False
    assert opened.details.as_at == START.date()
    assert opened.details.due is None


async def test_what_it_will_ask_is_said_all_the_while(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900123", "enter")
        assert desk.words("#verdict").startswith("This audit will ask about ")
        assert "Choose the team." in desk.words("#verdict")
        await desk.press("1", "enter", "enter", "4", "enter", "6", "a")
        said = desk.words("#verdict")
        assert "about" not in said.split(".")[0].replace("This audit will ask", "")
        assert "Everything is answered" in said


async def test_the_theme_is_asked_right_after_the_kind(at_work: Start, world: World) -> None:
    """The row that the kind brings is not skipped; the one after it is the subject again."""
    async with at_work() as desk:
        await desk.press("n", *"9900123", "enter", "1")
        form = desk.screen.query_one(FormList)
        kind = [name for name, _ in form.active.choices].index(AuditKind.THEMATIC) + 1
        await desk.press(str(kind))
        assert form.active.name == "theme"
        await desk.press("enter")
        assert form.active.name == "subject", "a theme that is left out is not asked for again and again"
        await desk.press("up")
        theme = [name for name, _ in form.active.choices].index("supervision") + 1
        assert theme <= 9
        await desk.press(str(theme))
        assert form.active.name == "subject"
        await desk.press("ctrl+s")
        assert desk.app.current_mode == "audit"
    (one,) = started(world)
    assert (one.kind, one.theme) == (AuditKind.THEMATIC, "supervision")


async def test_a_contradiction_is_refused_in_words_and_nothing_is_lost(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900123", "enter", "1", "enter", "enter", "4", "enter", "1", "ctrl+s")
        assert "an unborn child cannot be cared for" in desk.words("#verdict")
        assert started(world) == []
        assert desk.screen.query_one("#number").value == "9900123"
        assert "unborn" in desk.text


async def test_a_number_that_is_none_is_said_beside_it(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("n", *"Jane", "enter")
        assert "That is not an LCS number." in desk.words("#about-number")
        await desk.press("ctrl+s")
        assert started(world) == []


async def test_a_case_audited_not_long_ago_is_named(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        audit_id = new_audit(service, "9900001")
        finish(service, audit_id)
        submit_audit(service, audit_id)
        new_audit(service, "9900002")
    async with at_work() as desk:
        await desk.press("n", *"9900001", "enter")
        assert desk.words("#about-number") == "This case was audited as at 20/11/2026 (full audit)."
        desk.put("#number", "9900002")
        await desk.press("shift+tab", "ctrl+s")
        said = desk.words("#about-number")
        assert said == "There is an unfinished audit of this case, as at 20/11/2026 (full audit)."


async def test_days_are_checked(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900001", "enter", "1", "enter", "enter", "2", "enter", "4")
        desk.put("#due", "soon")
        await desk.press("ctrl+s")
        assert desk.words("#verdict") == "The due date is not a day; type it as 14/03/2026."
        desk.put("#due", "04/12/2026")
        desk.put("#as-at", "1/1/2027")
        await desk.press("ctrl+s")
        assert desk.words("#verdict") == "The as-at date has not come yet."
        desk.put("#as-at", "1/10/2026")
        await desk.press("ctrl+s")
        assert desk.app.current_mode == "audit"
    details = reopened(world, "9900001").details
    assert details.as_at.isoformat() == "2026-10-01"
    assert details.due is not None
    assert details.due.isoformat() == "2026-12-04"


async def test_the_qa_lead_adds_a_team_that_is_missing(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900001", "ctrl+t")
        await desk.type("East [b]")
        await desk.press("enter")
        assert "East [b]" in desk.text
        await desk.press("down", "down", "down", "2", "enter", "4", "ctrl+s")
    with closing(world.open()) as service:
        assert started(world)[0].team_id == team(service, "East [b]")


async def test_leaving_asks_only_when_something_was_said(at_work: Start) -> None:
    async with at_work() as desk:
        work = desk.screen
        await desk.press("n", "escape")
        assert desk.screen is work
        await desk.press("n", "9", "escape", "n")
        assert desk.screen.query_one("#number").value == "9"
        await desk.press("escape", "y")
        assert desk.screen is work


async def test_teams_are_found_by_typing_part_of_the_name(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        for place in range(10):
            add_team(service, f"Team {place} of ten")
        quay = add_team(service, "Old Quay").id
    async with at_work() as desk:
        await desk.press("n", *"9900001", "enter")
        assert "or type part of the name" in desk.text
        await desk.type("quax")
        assert "Team 3 of ten" not in desk.text
        await desk.press("backspace", "backspace", "backspace")
        assert "Team 3 of ten" in desk.text
        await desk.type("quay")
        await desk.press("enter", "enter", "enter", "2", "enter", "4", "ctrl+s")
    assert started(world)[0].team_id == quay


def form(standards: Standards) -> Form:
    return Form(standards, ())


def test_questions_follow_from_the_answers_before_them(loaded_standards: Standards) -> None:
    child = form(loaded_standards).choose("statuses", "child_in_need").choose("age_band", "age_5_9")
    cared_for = child.choose("statuses", "cared_for")
    asked = {row.name for row in cared_for.rows()} - {row.name for row in child.rows()}
    assert "moved_in_period" in asked
    assert "personal_adviser" not in {row.name for row in child.rows()}


def test_an_answer_to_a_question_that_is_no_longer_asked_does_not_count(loaded_standards: Standards) -> None:
    cared_for = form(loaded_standards).choose("statuses", "cared_for").answer("new_to_care", value=True)
    assert cared_for.profile.facts["new_to_care"] is True
    assert "new_to_care" not in cared_for.choose("statuses", "cared_for").profile.facts


def test_all_the_rest_no_keeps_what_was_said(loaded_standards: Standards) -> None:
    said = form(loaded_standards).answer("siblings", value=True).answer("disability", value=None).rest_no()
    assert said.facts["siblings"] is True
    assert said.facts["disability"] is None
    assert said.unanswered() == 0
    assert {row.words for row in said.rows() if row.kind is RowKind.YES_NO} == {"yes", "no", "cannot tell"}


@pytest.mark.parametrize("subject", ["fostering_household", "supervision_record"])
def test_a_household_has_neither_status_nor_age(loaded_standards: Standards, subject: str) -> None:
    household = form(loaded_standards).choose("subject", subject)
    assert {"statuses", "age_band"}.isdisjoint(row.name for row in household.rows())
    assert household.missing() == "Choose the team."


def test_a_theme_brings_its_subject(loaded_standards: Standards) -> None:
    thematic = form(loaded_standards).choose("kind", AuditKind.THEMATIC)
    assert thematic.checklist is None
    assert thematic.asks() == "Choose a theme to see what it asks."
    chosen = thematic.choose("theme", "supervision")
    assert chosen.subject == "supervision_record"
    assert "24 questions" in chosen.asks()


def test_a_theme_of_young_adults_brings_their_status(loaded_standards: Standards) -> None:
    thematic = form(loaded_standards).choose("kind", AuditKind.THEMATIC)
    chosen = thematic.choose("theme", "pathway-plans-care-experienced")
    assert chosen.statuses == {"care_experienced"}
    assert chosen.choose("age_band", "age_18_25").contradictions() == []
