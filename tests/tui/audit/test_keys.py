"""Every key of the audit screen, pressed, with what it does; the last test holds that none was left out."""

import importlib
import pkgutil

import pytest
from audit_desk import PRESSED, AuditDesk
from textual.binding import Binding
from textual.dom import DOMNode

import auditor.tui.audit
from auditor.audit.changes import Change
from auditor.audit.facts import FactKind
from auditor.tui.dialogs import ConfirmDialog
from auditor.use_cases.open_audit import open_audit
from auditor.use_cases.record import record

NOTHING = "Nothing on file"


def first_unit(desk: AuditDesk):
    return desk.screen.units[0]


async def test_answers_are_one_key_each_and_go_to_the_next(audit) -> None:
    async with audit() as desk:
        first, second, third, *_ = desk.rows
        assert desk.row == first
        await desk.press("3")
        assert desk.row == second
        await desk.press("2")
        assert desk.row == third
        await desk.press("1")
        answers = desk.stored.examination.answers
        assert [answers[name].answer for name in (first, second, third)] == ["met", "partly_met", "not_met"]
        assert desk.notice("told").startswith("PS1.")
        assert "× Not met" in desk.notice("told")
        assert desk.title[1].startswith("3 of 4 answered")
        assert desk.notice("head").endswith("| saved 09:00")


async def test_exceeded_asks_for_its_evidence_at_once(audit) -> None:
    async with audit() as desk:
        first, second = desk.rows[:2]
        await desk.press("4")
        assert desk.editing
        assert "Evidence" in desk.text
        await desk.type("visit of 14/10/2026")
        await desk.press("enter")
        assert desk.row == second
        assert desk.stored.examination.answers[first].answer == "exceeded"
        assert desk.stored.examination.evidence[first] == "visit of 14/10/2026"


async def test_an_answer_a_question_cannot_have_is_said_so(audit) -> None:
    async with audit() as desk:
        name = next(
            key for key, item in desk.screen.desk.shown.scope.asked.items() if "exceeded" not in item.criterion.answers
        )
        desk.screen.go(desk.panel.STEP, name)
        await desk.settle()
        await desk.press("4")
        assert name not in desk.examination.answers
        assert "Exceeded is not an answer to this question" in desk.notice("told")


async def test_nothing_on_file_is_not_met_and_says_so(audit) -> None:
    async with audit() as desk:
        first = desk.row
        await desk.press("x")
        stored = desk.stored.examination
        assert stored.answers[first].answer == "not_met"
        assert stored.evidence[first] == NOTHING
        await desk.press("up", "3")
        assert first not in desk.stored.examination.evidence


async def test_not_applicable_asks_for_a_reason_by_number(audit) -> None:
    async with audit() as desk:
        first, second = desk.rows[:2]
        await desk.press("n")
        assert "1  does not arise for this child" in desk.detail
        await desk.press("escape")
        assert desk.row == first
        assert first not in desk.examination.answers
        await desk.press("n", "2")
        assert desk.stored.examination.answers[first].not_applicable == "not_yet_due"
        assert desk.row == second


def all_answered(service, audit_id, answered: str, graded: str) -> None:
    """Everything answered and every section graded, as after a morning's work."""
    opened = open_audit(service, audit_id)
    changes = [
        Change(FactKind.ANSWER, name, {"answer": answered, "not_applicable": None}) for name in opened.scope.asked
    ]
    body = {"grade": graded, "suggested": None, "reason": ""}
    changes += [Change(FactKind.GRADE, section.id, body) for section in opened.scope.graded_sections]
    record(service, opened, changes)


async def test_a_grade_is_one_letter_on_the_grade_and_g_goes_there(audit) -> None:
    async with audit() as desk:
        unit = first_unit(desk)
        await desk.press("3", "g")
        assert desk.row == unit.id
        assert "audit.met" not in desk.works
        assert "audit.to_grade" not in desk.works
        assert "o outstanding" in desk.detail
        await desk.press("g")  # a slip: the first grade would be kept for ever
        assert desk.stored.examination.grade_of(unit.id) is None
        assert "3 questions are not answered yet" in desk.notice("told")
        desk.panel.be_on(unit.criteria[1])
        await desk.press("3", "3", "3", "o", "escape")
        assert desk.stored.examination.grade_of(unit.id) == "outstanding"
        for letter, grade in (("r", "requires_improvement"), ("i", "inadequate"), ("g", "good")):
            desk.screen.show(unit.id, unit.criteria[0])
            await desk.press("g", letter)
            if desk.editing:  # it departs from the suggestion, and a line is asked
                await desk.press("escape")
            assert desk.stored.examination.grade_of(unit.id) == grade


async def test_the_suggestion_comes_after_the_grade_and_departing_asks_one_line(audit) -> None:
    async with audit() as desk:
        unit = first_unit(desk)
        await desk.press(*"3" * len(unit.criteria))
        assert desk.row == unit.id
        assert "uggest" not in desk.detail + desk.notice("told")
        await desk.press("i")
        assert "The answers suggest good: 4 met." in desk.notice("told")
        assert desk.editing
        await desk.press("enter")  # skipped: it shows as left
        assert any("one line on why it is not good" in left.what for left in desk.stored.progress.left)
        assert desk.screen.place == desk.screen.units[1].id
        desk.screen.show(unit.id, unit.id)
        await desk.press("e")
        await desk.type("the plan failed twice")
        await desk.press("enter")
        given = desk.stored.examination.grades[unit.id]
        assert (given.grade, given.first, given.suggested) == ("inadequate", "inadequate", "good")
        assert given.reason == "the plan failed twice"
        assert not any(left.key == unit.id for left in desk.stored.progress.left)


async def test_evidence_and_notes_are_kept_however_the_field_is_left(audit) -> None:
    async with audit() as desk:
        first, second, third = desk.rows[:3]
        await desk.press("e")
        await desk.type("case note of 3/11")
        await desk.press("escape")
        assert desk.stored.examination.evidence[first] == "case note of 3/11"
        await desk.press("t")
        await desk.type("One line.\nAnother.")
        await desk.press("tab")
        assert desk.stored.examination.notes[first] == "One line.\nAnother."
        assert "note" in desk.panel.rows[0].tail[0][0]
        await desk.press("down", "t")
        await desk.type("by ctrl+s")
        await desk.press("ctrl+s")
        assert desk.stored.examination.notes[second] == "by ctrl+s"
        await desk.press("down", "t")
        await desk.type("by F6")
        await desk.press("f6")
        assert desk.stored.examination.notes[third] == "by F6"
        assert desk.stored.drafts == {} or not any(desk.stored.drafts.values())
        assert desk.panel.has_focus


async def test_a_finding_is_added_where_one_is(audit) -> None:
    async with audit() as desk:
        first = desk.row
        await desk.press("f", "s")
        await desk.type("[b]Known[/b] as a person [/]")
        await desk.press("enter")
        (finding,) = desk.stored.examination.findings.values()
        assert (finding.kind, finding.about, finding.text) == ("strength", first, "[b]Known[/b] as a person [/]")
        assert "[b]Known[/b] as a person [/]" in desk.text


async def test_undo_takes_back_one_step_and_shows_where(audit) -> None:
    async with audit() as desk:
        first = desk.row
        await desk.press("x", "3")
        await desk.press("]", "u")
        second = desk.screen.units[0].criteria[1]
        assert (desk.screen.place, desk.row) == (desk.screen.units[0].id, second)
        assert second not in desk.stored.examination.answers
        await desk.press("u")
        stored = desk.stored.examination
        assert first not in stored.answers
        assert first not in stored.evidence
        await desk.press("u")
        assert desk.notice("told") == "Nothing to undo in this sitting."


async def test_views_find_what_is_left_what_is_weak_and_what_is_not_asked(audit) -> None:
    async with audit() as desk:
        scope = desk.screen.desk.shown.scope
        await desk.press("1", "3", "v")
        assert desk.title[0] == "All sections: not answered"
        assert len(desk.rows) == len(scope.asked) - 2
        here = desk.row
        await desk.press("3")
        assert here in desk.rows  # nothing leaves the list while one answers
        assert desk.row != here
        await desk.press("v")
        assert desk.rows == [desk.screen.units[0].criteria[0]]
        await desk.press("v")
        assert desk.title[0] == "All sections: not asked"
        assert "Not asked:" in desk.detail
        await desk.press("3")
        assert desk.row not in desk.examination.answers
        await desk.press("v")
        assert desk.panel.filter == "all"
        await desk.press("v", "escape")
        assert desk.panel.filter == "all"
        assert desk.screen.place in {unit.id for unit in desk.screen.units}


async def test_find_goes_to_a_question_a_point_or_a_section(audit) -> None:
    async with audit() as desk:
        await desk.press("/", *"PS6.4", "enter")
        assert desk.row == "ps06.case-summary-in-time"
        await desk.press("/", *"pg4", "down", "up", "enter")
        assert desk.screen.place == "pg04"
        await desk.press("/", *"chrono", "pagedown", "pageup", "down", "down", "enter")
        assert desk.row == "ps06.case-summary-alive"
        desk.screen.show("pg04")
        await desk.press("/", *"genogram", "escape")
        assert desk.screen.place == "pg04"
        await desk.press("/", *"carers record household", "enter")
        assert desk.panel.filter == "not asked"


async def test_deep_questions_are_opened_with_plus(audit) -> None:
    async with audit() as desk:
        unit = first_unit(desk)
        assert desk.title[1].endswith(f"+ {unit.unopened} deeper")
        before = len(desk.rows)
        await desk.press("+")
        assert len(desk.rows) == before + unit.unopened
        assert unit.id in desk.stored.examination.opened
        await desk.press("+")
        assert desk.notice("told") == "There are no further questions in this section."
        await desk.press("u")
        assert len(desk.rows) == before


async def test_why_looks_like_and_more_read_below_the_list(audit) -> None:
    async with audit(size=(80, 24)) as desk:
        await desk.press("w")
        assert "why asked, and why not" in desk.detail
        await desk.press("l")
        assert "why asked, and why not" not in desk.detail
        assert desk.screen.units[0].section.good_looks_like in desk.detail
        before = desk.text
        await desk.press("space")
        assert desk.text != before
        assert "space:" in desk.text


async def test_parts_are_gone_through_by_brackets_and_by_the_sections(audit) -> None:
    async with audit() as desk:
        places = desk.screen.places
        await desk.press("]", "]")
        assert desk.screen.place == places[2]
        await desk.press("[")
        assert desk.screen.place == places[1]
        await desk.press("f6", "down", "down")
        assert desk.screen.place == places[3]
        assert desk.screen.query_one("#sections").has_focus
        await desk.press("enter")
        assert desk.panel.has_focus
        await desk.press("tab", "end", "home", "pagedown", "pageup", "k", "j", "escape")
        assert desk.panel.has_focus


async def test_on_a_narrow_screen_the_sections_come_when_called(audit) -> None:
    async with audit(size=(80, 24)) as desk:
        side = desk.screen.query_one("#side")
        assert not side.display
        await desk.press("f6")
        assert side.display
        await desk.press("down", "right")
        assert not side.display
        assert desk.screen.place == desk.screen.places[1]


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
        await desk.press("enter", "d")
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
        await desk.press("g")
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
        await desk.press("m")
        desk.screen.query_one("#writing").load_text("tomorrow")
        await desk.press("enter")
        assert "That day has not come yet." in desk.text
        desk.screen.query_one("#writing").load_text("today")
        await desk.press("enter")
        assert desk.stored.lcs_entered_on == "2026-11-20"
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


def every_binding() -> dict[str, Binding]:
    found: dict[str, Binding] = {}
    for module in pkgutil.iter_modules(auditor.tui.audit.__path__):
        for value in vars(importlib.import_module(f"auditor.tui.audit.{module.name}")).values():
            if (
                isinstance(value, type)
                and issubclass(value, DOMNode)
                and value.__module__.startswith("auditor.tui.audit")
            ):
                for bound in value.__dict__.get("BINDINGS", []):
                    found[bound.id] = bound
    return found


def test_every_key_has_an_id_a_description_and_a_tooltip() -> None:
    bindings = every_binding()
    assert len(bindings) > 50
    for name, bound in bindings.items():
        assert name, bound
        assert bound.description, name
        assert bound.tooltip, name


def test_every_key_was_pressed() -> None:
    if len(PRESSED) < 40:
        pytest.skip("the other tests of this module did not run")
    missing = set(every_binding()) - PRESSED
    assert missing <= {"audit.back", "audit.save"}, sorted(missing)  # test_saving.py presses these
