"""The 7-minute briefing: one page, seven parts, in the theme's own words, without a team or a person."""

import io
from dataclasses import replace

import pikepdf
import pytest
from briefing_samples import briefing_2018, of_few, of_theme
from pdf_check import problems
from report_reading import is_golden
from report_samples import ROOT, standards
from thematic_samples import STRONG, THEME, drawn_2018, records, supervision_2018

from auditor.audit.action_steps import Status
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Bullets, Heading, Paragraph, texts_of
from auditor.reports.thematic.briefing import BriefingReportData
from auditor.reports.thematic.data import ActionLine

DEFINITION = load_report("briefing", ROOT / "reports")


def text_of(data: BriefingReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def part(data: BriefingReportData, number: int) -> list[str]:
    """The texts beneath a heading, by its number."""
    found: list[str] = []
    inside = False
    for block in build_document(DEFINITION, data).blocks:
        if isinstance(block, Heading):
            inside = block.text.startswith(f"{number} ")
        elif inside and isinstance(block, Paragraph):
            found.append(block.text)
        elif inside and isinstance(block, Bullets):
            found += block.items
    return found


def pages(data: BriefingReportData) -> int:
    return len(pikepdf.open(io.BytesIO(write(build_document(DEFINITION, data), "pdf"))).pages)


def test_the_text_of_the_briefing() -> None:
    is_golden(build_document(DEFINITION, briefing_2018()), "briefing")


def test_it_has_seven_numbered_parts() -> None:
    for data in (briefing_2018(), of_few(0), of_few(4)):
        headings = [block.text for block in build_document(DEFINITION, data).blocks if isinstance(block, Heading)]
        assert [heading.split()[0] for heading in headings] == list("1234567")
        assert all(part(data, number) for number in range(1, 8))


def test_what_worked_and_what_did_not_says_in_how_many_records() -> None:
    working, better = part(briefing_2018(), 3), part(briefing_2018(), 4)
    asked = {one.question for one in (THEME.criteria[each] for each in STRONG)}
    assert all(told.split(": ", 1)[1] in asked for told in working)
    assert working[0].startswith("12 of 12 (100%): ")
    assert better[0].startswith("3 of 12 (25%): Where a session was missed or moved")
    assert better[-1].startswith("The 8 records below good fell short most often of: slipped sessions (8), reflective")


def test_how_many_and_how_they_were_chosen() -> None:
    told = " ".join(part(briefing_2018(), 2))
    assert told.startswith("12 records of September 2018. The cases were chosen by the people who opened the audits")
    assert "4 of 12 (33%) were good or outstanding overall. Of 24 questions 6 were met in more than 80%" in told
    assert "read the numbers before the percentages" in told
    assert "drawn by lot on 3 September 2018" in text_of(BriefingReportData(drawn_2018(), THEME))


def test_guidance_is_the_theme_s_own() -> None:
    weakest = THEME.criteria["supervision.slipped-sessions"]
    section = THEME.section_of[weakest.id]
    assert part(briefing_2018(), 5)[0] == f"{section.title}: {section.good_looks_like}"
    assert weakest.look_for[0] in part(briefing_2018(), 6)[1]
    assert weakest.examples[0].file_shows in part(briefing_2018(), 7)[0]
    assert section.outstanding_looks_like in part(briefing_2018(), 7)[1]


@pytest.mark.parametrize("few", [0, 1, 4])
def test_of_too_few_records_nothing_is_claimed(few: int) -> None:
    data = of_few(few)
    assert "Too few records to say" in part(data, 3)[0]
    assert "Too few records to say" in part(data, 4)[0]
    assert "Nothing is drafted" in part(data, 6)[0]
    assert "%" not in text_of(data)
    assert "outstanding overall" not in text_of(data)


def test_where_all_is_strong_or_nothing_is_it_says_so() -> None:
    low, high = (BriefingReportData(supervision_2018(level=level), THEME) for level in (1, 99))
    assert part(low, 4) == ["Every question was met in more than 1% of the records."]
    assert "Nothing is drafted" in part(low, 6)[0]
    most = replace(high.found, level=100)
    assert part(BriefingReportData(most, THEME), 3) == ["No question was met in more than 100% of the records."]


def test_no_team_no_person_and_no_case_is_in_it() -> None:
    found = drawn_2018()
    line = ActionLine("Ring Marta Kowalczyk", "team manager", "Assessment", None, Status.NO_REPORT, False)
    found = replace(found, teams=("Assessment",), actions=replace(found.actions, lines=(line,)))
    assert found.sample is not None
    found = replace(found, sample=replace(found.sample, name="Round of Marta's team"))
    text = text_of(BriefingReportData(found, THEME))
    assert "12 records, September 2018" in text
    names = [*found.by_team, "Kowalczyk", "Marta", found.made_by, *(one.lcs_number for one in records())]
    assert [name for name in names if name in text] == []


@pytest.mark.parametrize("longest", [True, False])
@pytest.mark.parametrize("theme", sorted(standards().themes))
def test_any_theme_fills_one_page_that_is_read_in_seven_minutes(theme: str, longest: bool) -> None:
    data = of_theme(theme, longest=longest)
    invented = replace(data, found=replace(data.found, synthetic=True))
    assert (pages(data), pages(invented)) == (1, 1)
    assert 450 <= sum(len(text.split()) for text in texts_of(build_document(DEFINITION, data))) <= 600


def test_the_pdf_is_tagged_and_the_few_have_one_page_too() -> None:
    for data in (briefing_2018(), of_few(0)):
        assert pages(data) == 1
        assert problems(write(build_document(DEFINITION, data), "pdf")) == []
