"""The moderation report: what says different things is never added, nobody is named, too few are said to be too few."""

import re
from dataclasses import replace

import pytest
from moderation_samples import alike, chosen, drawn, moderation_2026, nothing_moderated, seen
from pdf_check import problems
from report_reading import beneath, is_golden
from report_samples import ROOT

from auditor.audit.moderation import Because
from auditor.measures.moderation import Days, GapSpread
from auditor.measures.thematic import Share
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Block, Chart, Table, texts_of
from auditor.reports.figures import Matrix
from auditor.reports.formats import FORMATS
from auditor.reports.moderation import words
from auditor.reports.moderation.data import Escalated, ModerationReportData, QuarterSame, Times

DEFINITION = load_report("moderation", ROOT / "reports")


def text_of(data: ModerationReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def section(data: ModerationReportData, heading: str) -> list[Block]:
    return beneath(build_document(DEFINITION, data), heading)


def test_the_text_of_the_report() -> None:
    is_golden(build_document(DEFINITION, moderation_2026()), "moderation")


def test_what_was_drawn_is_never_added_to_what_was_chosen() -> None:
    text = text_of(moderation_2026())
    assert "Blind, drawn at random: 22 of 28 audits (79%" in text
    assert "Blind, chosen: 6 of 7 audits (too few to tell) got the same overall grade twice" in text
    assert "28 of 35" not in text, "both together"
    assert "30 of 37" not in text, "all three together"
    matrices = [block for block in section(moderation_2026(), "How far two people agree") if isinstance(block, Chart)]
    assert [type(one.figure) for one in matrices] == [Matrix]
    assert matrices[0].alt.startswith("Of 28 audits, 22")


def test_what_was_seen_says_nothing_of_agreement() -> None:
    agreed = "\n".join(str(block) for block in section(moderation_2026(), "How far two people agree"))
    assert "the grade was seen" not in agreed
    assert "the grade was seen (drawn at random 2)" in text_of(moderation_2026())


def test_the_share_drawn_stands_beside_the_one_that_is_set() -> None:
    data = moderation_2026()
    assert words.drawn(data) == "26 of 138 (19%) were drawn by lot: less than the share set, 20%."
    enough = moderation_2026(coverage=replace(data.coverage, drawn=28))
    assert words.drawn(enough) == "28 of 138 (20%) were drawn by lot: no less than the share set, 20%."
    assert any("Draw more by lot" in step for step in words.next_steps(data))
    assert not any("Draw more by lot" in step for step in words.next_steps(enough))


def test_a_section_of_few_audits_is_told_apart_without_a_share() -> None:
    blocks = section(moderation_2026(), "Section by section")
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == ["PS1 Risk", "PS4 Visits"]
    assert [row.cells[4].shown for row in table.rows] == ["4", "10"]  # type: ignore[union-attr]
    assert "Under 10 audits, too few to tell: PS9 Life journey (4)." in str(blocks)
    assert "least often is PS4 Visits, in 15 of 25 audits" in words.most_and_least(drawn().sections, 10, "section")


def test_coefficients_need_twenty_pairs() -> None:
    few = replace(drawn(), sections=(alike("PS1 Risk", 15, 4), alike("PS2 Assessment", 16, 4)))
    table = next(one for one in section(moderation_2026(bases=(few,)), "Section by section") if isinstance(one, Table))
    assert table.rows[0].cells[5] == "–"
    assert re.fullmatch(r"0\.\d\d", table.rows[1].cells[5].shown)  # type: ignore[union-attr]
    assert words.coefficients(chosen()) == "Beyond chance: coefficients need at least 20 pairs; there are 7."


def test_changes_say_which_way_and_how_far() -> None:
    assert words.changes(drawn(), 10).endswith("1 raised, 3 lowered, 1 of them by two grades or more.")
    assert "4 of 28 audits (14%" in words.changes(drawn(), 10)
    assert words.changes(chosen(), 10).endswith(
        "1 of 7 audits (too few to tell): 1 raised, 0 lowered, each by one grade."
    )


def test_how_what_could_not_be_agreed_was_settled() -> None:
    told = words.escalated(moderation_2026())
    assert told.startswith("In 3 of 41 moderated audits the two did not agree")
    assert "1 waits for a decision on 22 November 2026" in told
    assert told.endswith("the auditor's grade stood in 1, the moderator's grade stood in 2.")
    assert words.escalated(moderation_2026(escalated=Escalated(0, 0, {}))) == ""
    assert words.next_steps(moderation_2026())[0] == "Settle 1 audit on which the two did not agree."


def test_times_of_few_audits_are_no_medians() -> None:
    few = Days(4, 9, 12, 12)
    data = moderation_2026(times=Times(few, None, None, 14))
    assert "4 audits, too few to tell; the longest took 12 days" in words.times(data)
    table = next(block for block in section(data, "How long it takes") if isinstance(block, Table))
    assert table.rows[0].cells[2:4] == ("too few to tell", "too few to tell")


def test_a_quarter_of_few_audits_is_not_drawn_or_compared() -> None:
    data = moderation_2026(
        quarters=(QuarterSame("Jan to Mar 2026", Share(1, 9)), QuarterSame("Apr to Jun 2026", Share(9, 10)))
    )
    assert words.trend(data).endswith("No other quarter has 10 audits or more.")
    chart = next(block for block in section(data, "Quarter by quarter") if isinstance(block, Chart))
    assert [row.value for row in chart.figure.rows] == [None, 0.9]  # type: ignore[union-attr]
    assert "no clear change" in words.trend(moderation_2026())


def test_how_far_auditors_differ_is_one_figure() -> None:
    assert "4 auditors differ by up to 0.6 of a grade on average" in words.spread(moderation_2026())
    two = words.spread(moderation_2026(spread=GapSpread(2, None)))
    assert "too few to tell" in two
    assert "there are 2" in two


def test_calibrations_then_and_now() -> None:
    told = words.calibrations(moderation_2026())
    assert "Autumn calibration (24 September 2026): 5 people, who all gave the same grade to 9 of 20 things" in told
    assert told.endswith("Spring calibration before it: 4 of 18.")
    table = next(
        block
        for block in section(moderation_2026(), "How far auditors differ, and calibration")
        if isinstance(block, Table)
    )
    assert table.rows[0].cells[4] == "no reference"


def test_what_to_do_next_follows_from_the_commonest_reason() -> None:
    assert any("Calibrate on the standards" in step for step in words.next_steps(moderation_2026()))
    missed = replace(drawn(), because={Because.MISSED: 3})
    assert any("where on the file" in step for step in words.next_steps(moderation_2026(bases=(missed, seen()))))


def test_nothing_at_all_is_said_and_not_failed_on() -> None:
    text = text_of(nothing_moderated())
    assert "Nothing was moderated in this period." in text
    assert "0%" not in text
    assert "no data" not in text


@pytest.mark.parametrize("data", [moderation_2026(), nothing_moderated()], ids=["half a year", "nothing"])
def test_the_pdf_is_tagged(data: ModerationReportData) -> None:
    assert problems(write(build_document(DEFINITION, data), "pdf")) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_written_in_every_form_the_same_each_time(format_: str) -> None:
    first = write(build_document(DEFINITION, moderation_2026()), format_)
    assert first == write(build_document(DEFINITION, moderation_2026()), format_)
