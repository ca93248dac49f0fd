"""Every key of the questions, pressed, with what it does; the last test holds that none was left out."""

from audit_desk import AuditDesk
from key_register import DATES, PARTS, STEPS, WINDOWS, bindings_of, every_module, not_pressed

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
        await desk.type("by shift+tab")
        await desk.press("shift+tab")
        assert desk.stored.examination.notes[third] == "by shift+tab"
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
        await desk.press("tab", "down", "down")
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
        await desk.press("tab")
        assert side.display
        await desk.press("down", "right")
        assert not side.display
        assert desk.screen.place == desk.screen.places[1]


async def test_what_may_say_who_somebody_is_can_be_written_otherwise_or_let_stand(audit) -> None:
    async with audit() as desk:
        await desk.press("t")
        await desk.type("Mrs Harding came. Mr Harding did not.")
        desk.screen.query_one("#writing-found").look_again()
        await desk.press("ctrl+n")
        assert "Mr Harding" not in desk.typed
        desk.screen.query_one("#writing-found").look_again()
        await desk.press("ctrl+o", "1", "ctrl+s")
        assert len(desk.stored.examination.kept) == 1
        assert not desk.editing


def test_every_key_has_an_id_a_description_and_a_tooltip() -> None:
    bindings = bindings_of(*PARTS, *STEPS, *DATES, *WINDOWS)
    assert len(bindings) > 50
    for name, bound in bindings.items():
        assert name, bound
        assert bound.description, name
        assert bound.tooltip, name


def test_every_module_with_keys_is_under_test() -> None:
    assert {module for module in every_module() if bindings_of(module)} == {*PARTS, *STEPS, *DATES, *WINDOWS}


def test_every_key_of_these_parts_was_pressed() -> None:
    left = not_pressed(*PARTS)
    assert left <= {"audit.back", "audit.save"}, sorted(left)  # test_saving.py presses these
