"""A whole audit of a child on a protection plan, by keyboard, from the first answer to the entry for LCS."""

import pytest
from audit_desk import AuditDesk
from textual.screen import ModalScreen

from auditor.audit.completeness import conversations_asked
from auditor.audit.outcome import outcome
from auditor.audit.states import State

pytestmark = pytest.mark.slow

KEYS_AT_MOST = 130


async def answer_everything(desk: AuditDesk) -> None:
    """Answer, grade, judge: one key each, the screen goes on by itself."""
    for _ in range(200):
        if desk.screen.place not in {unit.id for unit in desk.screen.units}:
            return
        await desk.tap("g" if desk.screen.criteria.item is None else "3")
    raise AssertionError("the sections never end")


async def test_a_whole_audit_takes_few_keys(audit, service) -> None:
    async with audit() as desk:
        scope = desk.screen.desk.shown.scope
        assert 55 <= len(scope.asked) <= 80
        await answer_everything(desk)
        sections = desk.pressed
        assert desk.screen.place == "judgements"
        while desk.screen.place == "judgements":
            await desk.press("g")
        graded = len(scope.graded_sections) + sum(1 for item in scope.judgements if item.graded_by_auditor)
        assert desk.pressed == len(scope.asked) + graded  # one key each, not one more
        assert sections == len(scope.asked) + len(scope.graded_sections)

        assert desk.screen.place == "conversations"
        for _ in conversations_asked(scope):
            await desk.press("s")
            await desk.type("-2w")
            await desk.press("enter")
            await desk.type("It helps that she comes when she says she will.")
            await desk.press("tab")
        assert desk.screen.place == "findings"
        for letter, text in (("s", "She is known as a person."), ("i", "Chronology stops in November 2024.")):
            await desk.press(letter)
            await desk.type(text)
            await desk.press("enter")
        await desk.press("]")
        for text in ("Bring the chronology up to date", "Book a direct work session", "Ask the father's family"):
            await desk.press("a")
            await desk.type(text)
            await desk.press("enter")
            await desk.type("social worker")
            await desk.press("enter")
            await desk.type("+4w")
            await desk.press("enter")
        await desk.press("]", "3")
        await desk.type("She sleeps through the night now.")
        await desk.press("tab")
        assert desk.screen.place == "overall"
        await desk.press("g")
        assert desk.screen.place == "summary"
        assert desk.rows[0] == "submit"
        await desk.press("s")
        assert isinstance(desk.app.screen, ModalScreen)
        await desk.press("y")

        assert desk.pressed <= KEYS_AT_MOST
        stored = desk.stored
        assert stored.state is State.SUBMITTED
        found = outcome(stored.scope, stored.examination)
        assert found.overall == "good"
        assert set(found.sections.values()) == {"good"}
        assert len(found.sections) == len(scope.graded_sections)
        assert {given.answer for given in stored.examination.answers.values()} == {"met"}
        assert len(stored.examination.actions) == 3
        assert {talk.outcome for talk in stored.examination.conversations.values()} == {"spoken"}
        assert desk.screen.desk.shown.read_only
        assert "To read only: submitted on 20/11/2026" in desk.text

        await desk.press("c")
        assert "Chronology stops in November 2024." in desk.app.copied
        assert "good" not in desk.app.copied.lower().replace("what was done well", "")
        await desk.press("m", "enter")
        assert desk.stored.lcs_entered_on == service.today().isoformat()
        assert "entered on LCS on 20/11/2026" in desk.text
