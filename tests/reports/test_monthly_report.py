"""The monthly report: what it says of a month, of how many, how sure, and what to ask."""

import io
from dataclasses import replace

import pytest
from monthly_samples import BEFORE, audits, month, month_data, nothing, pairs, score_rows
from pdf_check import problems
from pikepdf import Pdf
from report_reading import is_golden
from report_samples import ROOT

from auditor.measures.thematic import tally
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Bullets, Chart, Heading, Lines, Note, Table, texts_of
from auditor.reports.figures import Intervals, StackedBars
from auditor.reports.monthly import findings
from auditor.reports.monthly.asks import MOST, asks
from auditor.reports.monthly.data import MonthlyReportData, RoundDone
from auditor.standards.model import GradeId

DEFINITION = load_report("monthly", ROOT / "reports")


def text_of(data: MonthlyReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def section(data: MonthlyReportData, heading: str) -> list[object]:
    """The blocks beneath a heading."""
    found: list[object] = []
    inside = False
    for block in build_document(DEFINITION, data).blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def rows_of(data: MonthlyReportData, heading: str) -> list[list[str]]:
    """The rows of the table, or of the chart's, beneath a heading, as text."""
    block = next(block for block in section(data, heading) if isinstance(block, Table | Chart))
    table = block.table if isinstance(block, Chart) else block
    found = []
    for row in table.rows:
        cells = [" ".join(line.text for line in cell.lines) if isinstance(cell, Lines) else cell for cell in row.cells]
        found.append(
            [cell if isinstance(cell, str) else getattr(cell, "shown", getattr(cell, "word", "")) for cell in cells]
        )
    return found


def test_the_text_of_the_report() -> None:
    is_golden(build_document(DEFINITION, month_data()), "monthly")


def test_in_short_is_four_to_seven_sentences_each_with_its_numbers() -> None:
    for data in (month_data(), nothing()):
        block = section(data, "In short")[0]
        assert isinstance(block, Bullets)
        assert 4 <= len(block.items) <= 7
    block = section(month_data(), "In short")[0]
    assert isinstance(block, Bullets)
    assert all(any(sign.isdigit() for sign in item) for item in block.items)


def test_audits_are_told_against_what_was_expected_or_else_only_as_done() -> None:
    told = findings.done(month_data())
    assert "6 of 12 audits expected are submitted; 2 are overdue and 1 more is exempt" in told
    assert "17 audits of October 2026 are submitted: 14 full audits, 1 early help audit and 2 re-audits" in told
    alone = month_data(done=replace(month_data().done, rounds=()))
    assert "No round was planned for the month" in findings.done(alone)
    assert "3 more are under way on 22 November 2026, 1 of them past their day" in findings.done(alone)
    [row] = rows_of(month_data(), "Audits done")
    assert row == ["Autumn 2026, due 18 Nov", "12", "6", "4", "2", "1"]


def test_what_stands_as_on_the_day_it_is_made_says_so() -> None:
    day = "on 22 November 2026"
    data = month_data()
    alone = replace(data, done=replace(data.done, rounds=()))
    for told in (
        findings.done(data),
        findings.done(alone),
        findings.earlier_overdue(data),
        findings.waiting(data),
        findings.actions(data),
        findings.overdue_by_service(data),
        findings.concerns(data),
    ):
        assert day in told
    for asked in asks(data):
        assert day in asked or not any(word in asked for word in ("overdue", "no answer"))
    long_after = replace(data, made_at=data.made_at.replace(year=2027))
    notes = [block for block in section(long_after, "How to read it") if isinstance(block, Note)]
    assert ["22 November 2027" in note.text for note in notes] == [True]
    assert not any(isinstance(block, Note) for block in section(data, "How to read it"))


def test_what_its_reader_is_to_moderate_blind_is_left_out_and_that_is_said() -> None:
    data = month_data(left_out=2)
    told = "2 audits, which P. Whitfield is to moderate blind, are submitted, and in no figure yet."
    for heading in ("In short", "What this rests on"):
        assert "2 audits" in str(section(data, heading)), heading
    assert told in str(section(data, "In short")[0])
    assert "moderate blind" not in text_of(month_data())


def test_a_round_of_which_nothing_is_drawn_is_no_percentage() -> None:
    of = month_data().done.rounds[0]
    undrawn = RoundDone(of.name, of.kind, of.as_at, of.due, type(of.counts)())
    data = month_data(done=replace(month_data().done, rounds=(undrawn,)))
    assert "nothing is drawn yet" in findings.done(data)
    assert rows_of(data, "Audits done")[0][1:] == ["0"] * 5


def test_months_scored_by_other_rules_never_stand_beside_the_month() -> None:
    data = month_data()
    other = replace(data.months[0], scorings=frozenset({"other rules"}))
    changed = month_data(months=(other, *data.months[1:]), comparable=False)
    assert rows_of(data, "How practice was graded")[0][0] == "October 2025"
    assert rows_of(changed, "How practice was graded")[0][0] == "July 2026"
    assert "October 2025: scored by other rules, and so not compared." in findings.compared(changed)
    assert "a year ago" not in findings.compared(changed)
    assert not changed.repeated
    assert "scored by other rules, and are not compared" in text_of(changed)
    mixed = replace(data.months[-1], scorings=frozenset({"one", "two"}))
    assert any(isinstance(block, Note) for block in section(month_data(months=(mixed,)), "How to read it"))


def test_only_what_chance_cannot_explain_is_called_a_change() -> None:
    assert "(15 of 40 audits, 38%): no clear change" in findings.compared(month_data())
    bad = (month("2026-09", 0, 0, 60, 0), month("2026-10", 10, 20, 2, 0))
    assert "(0 of 60 audits, 0%): better than before" in findings.compared(month_data(months=bad))


def test_a_measure_of_few_audits_has_no_band_and_one_that_moved_says_so() -> None:
    found = {row[0]: row for row in rows_of(month_data(), "The measures")}
    assert found["1.1-q"][3:5] == ["4 of 5 80% (38–96)", "Too few to tell"]
    assert found["2.0-b"][3] == "13 of 14 93% (69–99)"
    assert found["2.0-b"][5] == "10 of 40 25% (14–40) better, beyond chance"
    assert "1 of 2 measures with enough audits to tell reaches its aim: 2.0-b." in findings.measures(month_data())
    assert "2.0-b is better, beyond chance." in findings.measures(month_data())


def test_what_is_met_most_and_least_are_never_the_same() -> None:
    data = month_data()
    chart = next(block for block in section(data, "What is strong and what is weak") if isinstance(block, Chart))
    assert isinstance(chart.figure, Intervals)
    areas = [row.label for row in chart.figure.rows]
    assert areas == ["PS4 seen alone", "PS5 own voice", "PS6 chronology", "PS3 who does what"]
    assert ["PS6 chronology", *rows_of(data, "What is strong and what is weak")[-2][1:]] == [
        "PS6 chronology",
        data.questions.words["ps06.chronology"],
        "2 of 14 (14%)",
        "4% to 40%",
    ]
    few = month_data(sums=tally(audits()[:4]))
    assert not few.met_most
    assert "No question was asked of 5 audits or more." in text_of(few)


def test_a_repeat_theme_fell_short_now_and_before() -> None:
    data = month_data()
    assert [one.criterion for one in data.repeated] == ["ps03.who-does-what", "ps06.chronology"]
    rows = rows_of(data, "What there is to learn")
    assert rows[0][1:] == ["9 of 9", "25 of 25", "Yes"]
    assert {row[3] for row in rows[2:]} == {"–"}, "less often than three in four"
    better = month_data(before=tally(audits(BEFORE, {"ps06.chronology": 14})))
    assert not better.repeated


def test_every_full_audit_met_good() -> None:
    good: tuple[GradeId, ...] = ("good",) * 6
    data = month_data(sums=tally(audits(good)))
    assert findings.learning(data) == "Every full audit met good."


def test_readings_that_came_about_differently_are_never_added() -> None:
    rows = rows_of(month_data(), "Moderation")
    assert rows == [
        ["Blind, drawn at random", "none", "15 of 24 (63%)", "24", "1", "8"],
        ["Blind, chosen", "2 of 2 (100%)", "2 of 2 (100%)", "2", "0", "0"],
    ]
    told = findings.moderation(month_data())
    assert "blind, chosen, 2 of 2." in told
    assert "15 of 24 audits (63%; 95% interval 43 to 79); 8 went down and 1 up." in told
    assert "17 of 26" not in text_of(month_data())


def test_actions_are_told_by_team_and_by_service() -> None:
    told = findings.actions(month_data())
    assert "8 actions started in October 2026 and 8 were completed (1 confirmed by a later audit)" in told
    assert "8 of 25 still open on 22 November 2026 are overdue (32%), the most in Child in need (5)." in told
    assert "by service: Safeguarding 5 of 16 and Front door 3 of 9." in findings.overdue_by_service(month_data())
    rows = rows_of(month_data(), "Actions")
    assert [row[0] for row in rows] == ["Child in need", "Assessment", "Child protection", "All of them"]
    assert rows[-1][1:] == ["8", "8", "1", "25", "17", "8"]
    chart = next(block for block in section(month_data(), "Actions") if isinstance(block, Chart))
    assert isinstance(chart.figure, StackedBars)
    assert [part.count for part in chart.figure.bars[0].parts] == [17, 8]


def test_concerns_are_numbers_and_never_words() -> None:
    told = findings.concerns(month_data())
    assert told.startswith("2 concerns about a child at risk now were raised: 1 answered within 24 hours, 1 later.")
    assert told.endswith("1 concern of earlier months is without an answer on 22 November 2026.")


def test_what_to_ask_comes_from_the_figures_the_gravest_first() -> None:
    found = asks(month_data())
    assert found[0] == "1 concern had no answer on record on 22 November 2026: who answers today?"
    assert found[1].startswith("2 full audits were inadequate: is each child safe now")
    assert "was met in 2 of 14" in found[2]
    assert found[3].startswith("PS3 who does what and PS6 chronology fell short in the three months before too")
    assert len(found) == MOST
    assert asks(nothing()) == ()
    kind = month_data(moderation=replace(month_data().moderation, random=pairs(("good", "good", 30))))
    assert not any("too kindly" in text for text in asks(kind))


def test_many_measures_with_too_few_audits_are_asked_about() -> None:
    few = score_rows({"1.1-j": (0, 1, 1, 0), "1.1-q": (0, 1, 1, 0), "2.0-b": (0, 1, 0, 0), "1.2-c": (0, 1, 0, 0)}, {})
    data = replace(nothing(), measures=tuple(row for row in few if row.actual is not None))
    assert asks(data) == ("4 of 4 measures rest on fewer than 10 audits: are enough done to steer by?",)


def test_audits_that_were_removed_since_are_mentioned() -> None:
    data = month_data(sums=tally(audits()[:12]))
    [note] = [block for block in section(data, "How to read it") if isinstance(block, Note)]
    assert note.text.startswith("2 audits of the month were removed since")


def test_no_case_worker_or_auditor_is_in_it() -> None:
    text = text_of(month_data())
    assert audits()[0].lcs_number not in text
    assert "by 5 people" in text


def test_nothing_at_all_is_said_and_not_failed_on() -> None:
    text = text_of(nothing())
    assert "No audit of October 2026 is submitted yet." in text
    assert "No concern was raised in October 2026." in text


@pytest.mark.parametrize("data", [month_data(), nothing()], ids=["a month", "nothing"])
def test_the_pdf_is_tagged_and_begins_with_what_matters(data: MonthlyReportData) -> None:
    written = write(build_document(DEFINITION, data), "pdf")
    assert problems(written) == []
    assert len(Pdf.open(io.BytesIO(written)).pages) <= 8
