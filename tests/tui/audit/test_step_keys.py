"""Every key of the steps after the questions, pressed; the last test holds that none was left out."""

from key_register import STEPS, not_pressed

from auditor.audit.changes import Change
from auditor.audit.facts import FactKind
from auditor.tui.dialogs import ConfirmDialog
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record


def all_answered(service, audit_id, answered: str, graded: str) -> None:
    """Everything answered and every section graded, as after a morning's work."""
    opened = open_audit(service, audit_id)
    changes = [
        Change(FactKind.ANSWER, name, {"answer": answered, "not_applicable": None}) for name in opened.scope.asked
    ]
    body = {"grade": graded, "suggested": None, "reason": ""}
    changes += [Change(FactKind.GRADE, section.id, body) for section in opened.scope.graded_sections]
    record(service, opened, changes)


async def test_key_judgements_are_graded_with_their_answers_in_view(audit, service, protected) -> None:
    all_answered(service, protected, "met", "good")
    async with audit() as desk:
        answered = desk.screen.units[0].criteria[0]
        desk.screen.show("judgements")
        await desk.settle()
        assert desk.row == "assessment_and_risk"
        assert "✓ met" in desk.detail
        await desk.press("t")
        await desk.type("both read")
        await desk.press("tab", "g")
        stored = desk.stored.examination
        assert stored.grade_of("assessment_and_risk") == "good"
        assert stored.notes["assessment_and_risk"] == "both read"
        assert desk.row != "assessment_and_risk"
        await desk.press("home")
        assert "taken from PS2" in desk.panel.row.text
        await desk.press("g")
        assert desk.notice("told") == "This one is not graded here."
        await desk.press("e")
        assert not desk.editing
        desk.panel.be_on("assessment_and_risk")
        await desk.press("enter")
        assert desk.row == answered


async def test_a_departing_judgement_asks_why_and_e_changes_it(audit, service, protected) -> None:
    all_answered(service, protected, "not_met", "inadequate")
    async with audit() as desk:
        desk.screen.show("judgements", "diversity")
        name = next(
            item.judgement.id
            for item in desk.screen.desk.shown.scope.judgements
            if item.graded_by_auditor and set(item.members) & set(desk.examination.answers) and item.lens
        )
        desk.screen.show("judgements", name)
        await desk.settle()
        await desk.press("o")
        await desk.type("seen elsewhere")
        await desk.press("enter")
        assert desk.stored.examination.grades[name].reason == "seen elsewhere"
        desk.panel.be_on(name)
        await desk.press("e")
        assert desk.typed == "seen elsewhere"
        await desk.press("escape")


async def test_conversations_take_one_key_and_a_day(audit) -> None:
    async with audit() as desk:
        desk.screen.show("conversations")
        await desk.settle()
        await desk.press("s")
        await desk.type("soon")
        await desk.press("enter")
        assert desk.editing
        assert "That is not a day." in desk.text
        desk.screen.query_one("#writing").load_text("12/3/26")
        await desk.press("enter")
        await desk.type("What they [b]said.")
        await desk.press("tab")
        assert desk.row == "child"
        await desk.press("n")
        await desk.type("too young")
        await desk.press("enter", "r")
        await desk.type("did not want to")
        await desk.press("enter")
        talks = desk.stored.examination.conversations
        assert (talks["worker"].on.isoformat(), talks["worker"].said) == ("2026-03-12", "What they [b]said.")
        assert (talks["child"].outcome, talks["child"].why) == ("not_appropriate", "too young")
        assert (talks["parent"].outcome, talks["parent"].complete) == ("declined", True)
        desk.screen.show("conversations", "parent")
        await desk.press("t", "escape")
        assert desk.stored.examination.conversations["parent"].outcome == "tried"
        desk.screen.show("conversations", "worker:follow_up")
        await desk.press("enter")
        await desk.type("a plan for supervision")
        await desk.press("tab", "down", "e")
        await desk.type("yesterday")
        await desk.press("enter")
        talk = desk.stored.examination.conversations["worker"]
        assert (talk.follow_up, talk.done_on.isoformat()) == ("a plan for supervision", "2026-11-19")


async def test_a_day_that_is_none_stays_as_typed(audit) -> None:
    async with audit() as desk:
        desk.screen.show("conversations")
        await desk.press("s")
        await desk.type("next week maybe")
        await desk.press("escape")
        assert not desk.editing
        assert desk.stored.examination.conversations["worker"].on is None
        await desk.press("enter")
        assert desk.typed == "next week maybe"


async def test_findings_are_added_changed_linked_and_taken_out(audit) -> None:
    async with audit() as desk:
        desk.screen.show("findings")
        await desk.press("s")
        await desk.type("Known as a person")
        await desk.press("enter", "i")
        await desk.type("Chronology stops in 2024")
        await desk.press("escape")
        strength, improve = desk.stored.examination.findings.values()
        assert (strength.kind, improve.kind) == ("strength", "improve")
        desk.panel.be_on(strength.id)
        await desk.press("e")
        await desk.type(" here")
        await desk.press("enter", "l", *"PS6", "enter")
        changed = desk.stored.examination.findings[strength.id]
        assert (changed.text, changed.about) == ("Known as a person here", "ps06")
        assert "PS6" in desk.panel.row.tail[0][0]
        await desk.press("x")
        assert strength.id not in desk.stored.examination.findings
        await desk.press("u")
        assert strength.id in desk.stored.examination.findings


async def test_actions_are_what_who_and_by_when(audit) -> None:
    async with audit() as desk:
        desk.screen.show("actions")
        await desk.press("a")
        await desk.type("Bring it up to date")
        await desk.press("enter")
        await desk.type("social worker")
        await desk.press("enter")
        await desk.type("+4w")
        await desk.press("enter")
        (action,) = desk.stored.examination.actions.values()
        assert (action.what, action.owner, action.due.isoformat()) == (
            "Bring it up to date",
            "social worker",
            "2026-12-18",
        )
        await desk.press("enter", "enter")
        desk.screen.query_one("#writing").load_text("team manager")
        await desk.press("enter", "enter")
        (action,) = desk.stored.examination.actions.values()
        assert (action.owner, action.due.isoformat()) == ("team manager", "2026-12-18")
        await desk.press("x")
        assert not desk.stored.examination.actions
        await desk.press("a")
        await desk.type("Half an action")
        await desk.press("escape")
        (action,) = desk.stored.examination.actions.values()
        assert (action.what, action.owner, action.due) == ("Half an action", "", None)
        assert any("An action needs an owner and a date" in left.what for left in desk.stored.progress.left)


async def test_what_is_vague_is_told_while_it_is_typed_and_never_refused(audit) -> None:
    async with audit() as desk:
        desk.screen.show("actions")
        await desk.press("a")
        await desk.type("Monitor him")
        foot = str(desk.screen.query_one("#writing-foot").render())
        assert "Vague: “monitor” says nothing one could see done" in foot
        desk.screen.query_one("#writing").load_text("Update the chronology from May")
        await desk.settle()
        assert "Vague" not in str(desk.screen.query_one("#writing-foot").render())
        desk.screen.query_one("#writing").load_text("Monitor him")
        await desk.press("enter", "escape")
        (action,) = desk.stored.examination.actions.values()
        assert action.what == "Monitor him"
        assert desk.panel.row.text.startswith("? ")


async def test_an_action_says_which_question_it_should_move_and_whether_it_is_urgent(audit) -> None:
    async with audit() as desk:
        desk.screen.show("actions")
        for pressed in ("b", "p"):
            await desk.press(pressed)
            assert desk.notice("told") == "Add an action first."
        await desk.press("a")
        await desk.type("Bring it up to date")
        await desk.press("escape", "b", *"PS6", "enter")
        (action,) = desk.stored.examination.actions.values()
        assert action.about == "ps06"
        await desk.press("p")
        (action,) = desk.stored.examination.actions.values()
        assert (action.urgent, action.about) == (True, "ps06")
        await desk.press("p", "b", *"PS6", "enter")
        (action,) = desk.stored.examination.actions.values()
        assert (action.urgent, action.about) == (False, ""), "each is taken away by the same key"
        await desk.press("u", "u")
        (action,) = desk.stored.examination.actions.values()
        assert (action.urgent, action.about) == (True, "ps06")


async def test_an_action_is_linked_to_the_finding_it_answers(audit) -> None:
    async with audit() as desk:
        desk.screen.show("actions")
        await desk.press("l")
        assert desk.notice("told") == "Add an action first."
        await desk.press("a")
        await desk.type("Bring it up to date")
        await desk.press("escape", "l")
        assert "no findings yet" in desk.notice("told")
        desk.screen.show("findings")
        for letter, text in (("s", "Known as a person"), ("i", "Chronology [b]stops[/b]")):
            await desk.press(letter)
            await desk.type(text)
            await desk.press("escape")
        improve = next(one for one in desk.examination.findings.values() if one.kind == "improve")
        desk.screen.show("actions")
        await desk.settle()
        assert "link" in desk.lines()[-1]
        await desk.press("l", "enter")
        assert next(iter(desk.stored.examination.actions.values())).finding == improve.id
        assert "Chronology [b]stops[/b]" in desk.detail
        desk.screen.show("findings", improve.id)
        assert "Bring it up to date" in desk.detail
        desk.screen.show("actions")
        await desk.press("l", *"no finding", "enter")
        assert next(iter(desk.stored.examination.actions.values())).finding == ""
        await desk.press("u")
        assert next(iter(desk.stored.examination.actions.values())).finding == improve.id


async def test_the_difference_is_one_digit_and_words_that_may_be_left_out(audit) -> None:
    async with audit() as desk:
        desk.screen.show("difference")
        for digit, choice in (("4", "clear"), ("2", "none_yet"), ("1", "worse"), ("3", "some")):
            await desk.press(digit, "escape")
            assert desk.stored.examination.difference.choice == choice
        await desk.press("t")
        await desk.type("She sleeps.")
        await desk.press("tab", "home", "enter", "escape")
        given = desk.stored.examination.difference
        assert (given.choice, given.text) == ("clear", "She sleeps.")


async def test_the_whole_is_graded_after_the_sections(audit) -> None:
    async with audit() as desk:
        desk.screen.show("overall")
        await desk.settle()
        await desk.press("i", "g")
        assert "the whole comes after them" in desk.notice("told")
        assert desk.stored.examination.grade_of("overall") is None


async def test_while_grading_overall_other_grades_are_hidden(audit, service, protected) -> None:
    all_answered(service, protected, "met", "good")
    async with audit() as desk:
        assert "✓ Good" in desk.text
        desk.screen.show("overall")
        await desk.settle()
        assert not any("✓ Good" in line[:36] for line in desk.lines())
        assert "uggest" not in desk.text
        await desk.press("r")
        assert "The answers suggest good:" in desk.notice("told")
        await desk.type("too early to say")
        await desk.press("enter")
        assert desk.stored.examination.grades["overall"].reason == "too early to say"
        assert desk.screen.place == "summary"
        desk.screen.show("overall")
        await desk.press("e", "escape", "t")
        await desk.type("a note on the whole")
        await desk.press("tab", "home", "enter", "escape")
        stored = desk.stored.examination
        assert stored.notes["overall"] == "a note on the whole"
        assert (stored.grade_of("overall"), stored.grades["overall"].first) == ("outstanding", "requires_improvement")


async def test_submitting_is_blocked_with_what_is_left_and_enter_goes_there(audit) -> None:
    async with audit() as desk:
        await desk.press("3")
        desk.screen.show("summary")
        await desk.settle()
        await desk.press("s")
        assert not isinstance(desk.app.screen, ConfirmDialog)
        assert "left before it can be submitted" in desk.notice("told")
        await desk.press("down", "enter")
        assert desk.row == desk.screen.units[0].criteria[2]


async def test_text_not_finished_is_left_to_do_until_it_is_recorded_or_taken_out(audit, service, protected) -> None:
    from store_builders import finish

    opened = finish(service, protected)
    asked = list(opened.scope.asked)
    keep_draft(service, opened, f"note:{asked[0]}", "begun and")
    keep_draft(service, opened, f"evidence:{asked[1]}", "visit of")
    async with audit() as desk:
        assert desk.typed == "visit of"
        desk.screen.desk.drafts[f"note:{asked[2]}"] = "third"
        desk.screen.query_one("#writing").load_text("")
        await desk.press("escape")
        desk.screen.show("summary")
        await desk.settle()
        assert desk.title == ("Summary and submit", "2 left")
        await desk.press("s")
        assert not isinstance(desk.app.screen, ConfirmDialog)
        assert "2 left before it can be submitted" in desk.notice("told")
        await desk.press("enter")
        assert desk.typed == "begun and"
        await desk.press("tab")
        assert desk.stored.examination.notes[asked[0]] == "begun and"
        desk.screen.show("summary")
        await desk.settle()
        desk.panel.be_on(f"draft:note:{asked[2]}")
        await desk.press("x", "enter")
        assert desk.screen.desk.drafts
        await desk.press("x", "right", "enter")
        assert not desk.screen.desk.drafts
        assert desk.rows[0] == "submit"
        await desk.press("s", "y")
        assert desk.stored.state.value == "submitted"


async def test_submitting_asks_first_and_then_reads_only(audit, service, protected) -> None:
    from store_builders import finish

    finish(service, protected)
    async with audit() as desk:
        desk.screen.show("summary")
        await desk.press("s", "n")
        assert desk.stored.state.value == "draft"
        await desk.press("s", "y")
        assert desk.stored.state.value == "submitted"
        await desk.press("c")
        assert desk.app.copied.startswith("Case file audit (full audit)")
        await desk.press("m", "enter")
        assert desk.stored.lcs_entered_on is None
        assert "Nothing is marked" in desk.notice("told")
        await desk.press("m")
        desk.screen.query_one("#writing").load_text("tomorrow")
        await desk.press("enter")
        assert "That day has not come yet." in desk.text
        desk.screen.query_one("#writing").load_text("today")
        await desk.press("enter")
        assert desk.stored.lcs_entered_on == "2026-11-20"
        assert "mark on lcs" not in desk.text
        assert "summary.mark" not in desk.works
        desk.screen.show(desk.screen.units[0].id)
        await desk.settle()
        keys = {active.binding.id: active for active in desk.screen.active_bindings.values()}
        for name in (
            "audit.met",
            "audit.evidence",
            "audit.undo",
            "audit.finding",
            "audit.deep",
            "audit.not_applicable",
        ):
            assert not keys[name].enabled
        await desk.press("1", "x", "t")
        assert not desk.editing
        assert {given.answer for given in desk.stored.examination.answers.values()} == {"met"}


def test_every_key_of_the_steps_was_pressed() -> None:
    assert not_pressed(*STEPS) == set()
