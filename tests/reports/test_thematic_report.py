"""The report of a thematic audit: the supervision audit of 2018 says what was reported of it, and how sure it is."""

from dataclasses import replace

import pytest
from pdf_check import problems
from report_reading import beneath, is_golden
from report_samples import ROOT
from thematic_samples import (
    REASONS,
    STRONG,
    THEME,
    drawn_2018,
    narrative,
    of_sums,
    own,
    record,
    records,
    supervision_2018,
)

from auditor.audit.narrative import Narrative, Speaker
from auditor.measures.thematic import Share
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Block, Bullets, Chart, Heading, Note, Paragraph, Quote, Table, texts_of
from auditor.reports.figures import Intervals
from auditor.reports.formats import FORMATS
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import Before, ThematicReportData
from auditor.reports.thematic.findings import DRAFTS, SAID_BY, draft, share_told

DEFINITION = load_report("thematic", ROOT / "reports")


def text_of(data: ThematicReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def section(data: ThematicReportData, heading: str) -> list[Block]:
    return beneath(build_document(DEFINITION, data), heading)


def test_the_supervision_audit_of_2018_states_its_six_strong_areas() -> None:
    data = supervision_2018()
    chart = next(block for block in section(data, "Strong areas") if isinstance(block, Chart))
    assert isinstance(chart.figure, Intervals)
    questions = {THEME.section_of[each].code + " " + THEME.criteria[each].question for each in STRONG}
    assert {row.label for row in chart.figure.rows} == questions
    assert "6 of 24 questions are strong areas: met in more than 80% of the records." in text_of(data)
    for words in ("wellbeing (12 of 12)", "leave and sickness (12 of 12)", "rationale (10 of 12)"):
        assert words in text_of(data)


def test_it_states_the_reasons_given_in_their_order() -> None:
    data = supervision_2018()
    table = next(block for block in section(data, "Why records were below good") if isinstance(block, Table))
    asked = [str(row.cells[1]) for row in table.rows]
    expected = [f"{THEME.section_of[each].code} {THEME.criteria[each].question}" for each in REASONS]
    assert asked[:3] == expected[:3]
    assert set(asked[3:5]) == set(expected[3:5]), "as many fell short of both: they were given as one reason"
    assert asked[5] == expected[5]
    assert [row.cells[2] for row in table.rows][:6] == [f"{count} of 8" for count in REASONS.values()]
    ranks = [row.cells[0].shown for row in table.rows[:6]]  # type: ignore[union-attr]
    assert ranks == ["1", "2", "3", "4", "4", "6"]
    assert "8 records did not meet good overall. What fell short most often: slipped sessions (8 of 8)" in text_of(data)


def test_the_text_of_the_report() -> None:
    is_golden(build_document(DEFINITION, drawn_2018()), "thematic")


def test_a_share_says_of_how_many_and_how_sure() -> None:
    assert share_told(Share(10, 12)) == "10 of 12 records (83%; 95% interval 55 to 95)"
    assert share_told(Share(1, 1), "audit") == "1 of 1 audit (100%; 95% interval 21 to 100)"
    assert share_told(Share(0, 0)) == "0 of 0 records (no data)"


def test_the_level_moves_areas_from_one_side_to_the_other() -> None:
    lower, higher = supervision_2018(level=80), supervision_2018(level=90)
    assert len(lower.strong) == 6
    assert {one.criterion for one in higher.strong} == {each for each, met in STRONG.items() if met > 10}
    assert len(higher.strong) + len(higher.below) == len(lower.strong) + len(lower.below) == 24
    assert "more than 90%" in text_of(higher)


def test_what_was_written_stands_in_place_of_the_draft() -> None:
    drafted = draft("strong", supervision_2018())
    data = supervision_2018(narrative=narrative(strong=own("Managers look after their workers.", drafted)))
    told = [block for block in section(data, "Strong areas") if isinstance(block, Paragraph)]
    assert told[-1].text == "Managers look after their workers."
    assert "6 of 24 questions" not in told[-1].text
    assert draft("strong", data).startswith("6 of 24"), "the draft can still be had"


@pytest.mark.parametrize("finding", sorted(DRAFTS))
def test_own_words_written_by_other_figures_say_so_wherever_they_stand(finding: str) -> None:
    data = drawn_2018()
    plain, drafted = text_of(data), draft(finding, data)
    changed = f"The figures have changed since this was written. Drafted now: {drafted}"
    data = replace(data, narrative=narrative(**{finding: own("Marigold.", "something else")}))
    said = text_of(data)
    assert said.count("Marigold.") == sum(finding in names for names in SAID_BY.values()) >= 1
    assert said.count(changed) == said.count("Marigold.")
    data = replace(data, narrative=narrative(**{finding: own("Marigold.", drafted)}))
    assert "have changed since" not in text_of(data)
    assert plain == text_of(replace(data, narrative=narrative()))


def test_what_people_said_stands_by_who_said_it() -> None:
    found = narrative()
    child = replace(found.quotes[0], text="I like her.", speaker=Speaker.CHILD)
    data = supervision_2018(narrative=replace(found, quotes=(child, *found.quotes)))
    blocks = section(data, "What people said")
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads == ["Children", "Workers", "Partner agencies"]
    quotes = [(block.text, block.said_by) for block in blocks if isinstance(block, Quote)]
    assert quotes[0] == ("I like her.", "A child")
    assert len(quotes) == 4
    internal = [block for block in blocks if isinstance(block, Paragraph) and "never published" in block.text]
    assert len(internal) == 1, "beneath what children said, and nowhere else"


def test_recommendations_have_an_owner_and_a_day_and_stand_on_page_one() -> None:
    data = drawn_2018()
    table = next(block for block in section(data, "Recommendations") if isinstance(block, Table))
    assert [row.cells[2] for row in table.rows][:3] == ["Team managers", "Team managers", "Principal social worker"]
    assert [row.cells[3] for row in table.rows][:2] == ["31 December 2018", "No day set"]
    short = next(block for block in section(data, "In short") if isinstance(block, Bullets))
    assert short.items[-1].startswith("4 recommendations: Agree one day each month")
    assert short.items[-1].endswith("and 1 more.")
    headings = [block.text for block in build_document(DEFINITION, data).blocks if isinstance(block, Heading)]
    assert headings.index("Recommendations") + 1 == headings.index("What happens next")


def test_what_nobody_wrote_or_chose_is_said_to_be_missing() -> None:
    for heading, told in (
        ("What people said", "Nothing was chosen for this report."),
        ("Good practice to share", "Nothing was chosen for this report."),
        ("Recommendations", "None is written yet."),
    ):
        last = section(supervision_2018(), heading)[-1]
        assert isinstance(last, Paragraph)
        assert last.text.startswith(told)


def test_what_is_withheld_is_said() -> None:
    def notes(withheld: frozenset[str]) -> list[object]:
        blocks = build_document(DEFINITION, supervision_2018(narrative=Narrative(withheld=withheld))).blocks
        return [block for block in blocks if isinstance(block, Note)]

    assert notes(frozenset()) == []
    assert len(notes(frozenset({"round_finding:strong"}))) == 1


def test_cases_that_were_not_drawn_are_said_to_speak_for_themselves() -> None:
    assert "not drawn by lot" in draft("how_chosen", supervision_2018())
    assert "5 of the 12 cases were drawn by lot" in draft("how_chosen", supervision_2018(drawn=5))
    drawn = text_of(drawn_2018())
    assert "14 of 70 cases were drawn by lot on 3 September 2018" in drawn
    assert "seed 0f0f" in drawn
    assert "12 of 13 audits expected were submitted. The one still to come is overdue. 1 case was exempt" in drawn
    assert "2 cases were replaced from the reserve." in drawn


def test_only_what_chance_cannot_explain_is_called_a_change() -> None:
    assert draft("compared", supervision_2018()).endswith("no clear change.")
    many = [replace(one, overall="good") for one in records() * 5]
    few = [replace(one, overall="inadequate") for one in records() * 5]
    better = of_sums(many, before=Before("July 2018", of_sums(few).sums, comparable=True))
    assert draft("compared", better).endswith("better than before.")
    other = of_sums(many, before=Before("July 2018", of_sums(few).sums, comparable=False))
    assert draft("compared", other).endswith("The rules of scoring changed in between, so the two are not compared.")
    assert not any(isinstance(block, Table) for block in section(other, "Compared"))


def test_teams_are_set_against_each_other_only_when_they_are_large_enough() -> None:
    assert "too few to set one team against another" in draft("by_team", supervision_2018())
    teams = [replace(one, overall="good" if place % 3 else "inadequate") for place, one in enumerate(records() * 9)]
    assert "stands clearly above" in draft("by_team", of_sums(teams))
    alike = [replace(one, overall="good") for one in records() * 9]
    assert "no difference beyond chance" in draft("by_team", of_sums(alike))


def test_no_table_tells_of_teams_that_have_a_record_or_two_each() -> None:
    def by_team(most: int) -> list[Chart]:
        counts = {"North": {"good": most}, "South": {"inadequate": 1}}
        return [
            block for block in section(supervision_2018(by_team=counts), "Team by team") if isinstance(block, Chart)
        ]

    assert by_team(2) == []
    assert len(by_team(3)) == 1


def test_a_question_of_few_records_is_neither_strong_nor_weak() -> None:
    few = [record(place) for place in range(4)]
    data = of_sums(few)
    assert not data.strong
    assert not data.below
    assert "24 questions asked of fewer than 5 records" in text_of(data)


def test_mixed_scoring_is_noted() -> None:
    data = supervision_2018()
    assert not any(isinstance(block, Note) for block in build_document(DEFINITION, data).blocks)
    mixed = replace(data, editions=(*data.editions, EditionUsed("Supervision records, version 2", "c" * 64, "d" * 64)))
    assert any(isinstance(block, Note) for block in build_document(DEFINITION, mixed).blocks)


def test_nothing_at_all_is_said_and_not_failed_on() -> None:
    data = of_sums([], before=None, service=Share(0, 0), agreed=())
    text = text_of(data)
    assert "No audit of this theme was submitted" in text
    assert "no data" not in text
    assert all(draft(finding, data) is not None for finding in DRAFTS)


def test_no_case_worker_or_auditor_is_in_it() -> None:
    text = text_of(drawn_2018())
    assert not any(one.lcs_number in text for one in records())
    assert "4 people, by their role: 3 auditors, 1 team manager" in text


@pytest.mark.parametrize("data", [supervision_2018(), drawn_2018(), of_sums([])], ids=["chosen", "drawn", "nothing"])
def test_the_pdf_is_tagged(data: ThematicReportData) -> None:
    assert problems(write(build_document(DEFINITION, data), "pdf")) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_written_in_every_form_the_same_each_time(format_: str) -> None:
    assert write(build_document(DEFINITION, drawn_2018()), format_) == write(
        build_document(DEFINITION, drawn_2018()), format_
    )
