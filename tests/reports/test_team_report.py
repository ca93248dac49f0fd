"""The report of a team: strengths first, nothing compared that rests on few, nobody named, something to talk about."""

from dataclasses import replace

import pytest
from pdf_check import problems
from report_reading import beneath, is_golden
from report_samples import ROOT
from team_samples import STRENGTH, TO_DO, nothing_audited, small_team, sums, team_2026

from auditor.measures.thematic import Share
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Block, Bullets, Chart, Note, Table, texts_of
from auditor.reports.formats import FORMATS
from auditor.reports.rules_used import EditionUsed
from auditor.reports.team import words
from auditor.reports.team.data import TeamActions, TeamReportData

DEFINITION = load_report("team", ROOT / "reports")


def text_of(data: TeamReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def section(data: TeamReportData, heading: str) -> list[Block]:
    return beneath(build_document(DEFINITION, data), heading)


def table(data: TeamReportData, heading: str) -> Table:
    return next(block for block in section(data, heading) if isinstance(block, Table))


def test_the_text_of_the_report() -> None:
    is_golden(build_document(DEFINITION, team_2026()), "team")


def test_strengths_come_first() -> None:
    short = next(block for block in section(team_2026(), "In short") if isinstance(block, Bullets))
    assert short.items[0].startswith("Met most often: PS4 seen_alone (14 of 14)")
    assert short.items[1].startswith("34 strengths were noted, most of them on PS4 Visits (9)")
    text = text_of(team_2026())
    assert text.index(STRENGTH) < text.index("What we do least reliably")


def test_questions_met_most_and_least_have_no_one_in_common() -> None:
    data = team_2026()
    assert [one.criterion for one in data.met_most] == [
        "ps04.seen_alone",
        "ps05.own_words",
        "ps01.danger",
        "ps02.current",
        "ps03.smart",
    ]
    assert [one.criterion for one in data.met_least] == ["ps06.chronology"]
    assert "life story" not in text_of(data), "it was asked of three audits only"
    assert table(data, "What we do least reliably").rows[0].cells[1].shown == "3 of 14 (21%)"  # type: ignore[union-attr]


def test_the_team_stands_beside_the_others_only_where_chance_does_not_explain_it() -> None:
    rows = {str(row.cells[0]): row.cells[1:] for row in table(team_2026(), "Section by section").rows}
    assert rows["PS1 Risk"][-1] == "No clear difference"
    assert rows["PS4 Visits"][-1] == "Better than the other teams"
    assert rows["PS6 Identity, chronology and case summary"][-1] == "Below the other teams"
    assert "PS9 Life journey (2 of 3)" in text_of(team_2026())
    assert words.beside(Share(5, 9), Share(1, 100), 10) == "too few to tell"
    assert words.beside(Share(9, 10), None, 10) == "cannot be compared"


def test_a_quarter_of_few_audits_has_no_percentage_and_few_others_are_not_shown() -> None:
    rows = [
        row.cells
        for row in next(b for b in section(team_2026(), "Quarter by quarter") if isinstance(b, Chart)).table.rows
    ]
    assert [row[0] for row in rows] == ["Oct to Dec 2025", "Apr to Jun 2026", "Jul to Sep 2026"]
    assert (rows[0][1].shown, rows[0][3], rows[0][4]) == ("1 of 3", "not shown", "Too few to tell")  # type: ignore[union-attr]
    assert rows[2][4] == "Better than the other teams"
    assert words.trend(team_2026()).startswith("The latest quarter is better than the one before")


def test_of_a_small_team_nothing_is_compared_or_drawn() -> None:
    document = build_document(DEFINITION, small_team())
    assert not any(isinstance(block, Chart) for block in document.blocks)
    text = text_of(small_team())
    assert "3 audits (good 1, inadequate 2): under 10 it is too few to tell, and nothing is compared." in text
    assert "33%" not in text
    assert "beyond chance" not in text
    assert "One more or less moves a percentage by 33 points" in text


def test_open_actions_are_named_by_their_id_and_no_case() -> None:
    rows = [row.cells for row in table(team_2026(), "What we agreed to do").rows]
    assert (rows[0][0], rows[0][1], rows[0][2], rows[0][4]) == (TO_DO, "Team manager", "05/09/2026", "ac1f3074")
    assert rows[0][3].word == "On track; overdue"  # type: ignore[union-attr]
    assert rows[1][2] == "no date"
    text = text_of(team_2026())
    assert "4 actions are open on 22 November 2026, 1 of them after the day set." in text
    assert "8 actions were closed in these months, 2 of them" in text
    assert "2 actions more, due later" in text
    assert "1 reply waits for an answer on 22 November 2026, the oldest since 14 September 2026." in text
    assert "3 audits are not acknowledged by 22 November 2026." in text


def test_what_moderation_changed() -> None:
    told = words.moderation(team_2026())
    assert told.startswith("4 audits were moderated (3 blind, drawn at random, 1 blind, chosen)")
    assert "raised in 0 and lowered in 1. Most often evidence was missed: 3 of 4" in told
    rows = [
        [str(getattr(cell, "shown", cell)) for cell in row.cells]
        for row in table(team_2026(), "What a second reader saw").rows
    ]
    assert rows[0] == ["PS6 Identity, chronology and case summary", "0", "2"]


def test_deadlines_kept_least_often_come_first() -> None:
    assert (
        "30 of 37 deadlines (81%) were kept. Kept least often: visit every 20 working days, 9 of 14 (64%)."
        in text_of(team_2026())
    )
    assert "1 rule with fewer than 5 deadlines: too few to tell." in text_of(team_2026())


@pytest.mark.parametrize(
    ("data", "least"),
    [(team_2026(), 5), (small_team(), 3), (nothing_audited(), 3)],
    ids=["half a year", "small", "nothing"],
)
def test_there_are_three_to_five_questions_for_the_meeting(data: TeamReportData, least: int) -> None:
    found = words.questions(data)
    assert least <= len(found) <= 5
    assert all("?" in text for text in found)


def test_the_first_question_is_of_what_goes_well() -> None:
    assert "who could learn it from us" in words.questions(team_2026())[0]
    no_actions = team_2026(actions=TeamActions(0, 0, 0, 0, ()))
    assert not any("action" in text for text in words.questions(no_actions))


def test_early_help_is_never_added() -> None:
    assert "Of early help, 1 of 2 (50%) good or outstanding; in no figure here" in text_of(team_2026())
    assert "Of all other work, 1 of 2 (50%)" in text_of(team_2026(early_help=True))


def test_mixed_scoring_is_noted() -> None:
    data = team_2026()
    assert not any(isinstance(block, Note) for block in build_document(DEFINITION, data).blocks)
    mixed = replace(data, editions=(*data.editions, EditionUsed("Another", "c" * 64, "d" * 64)))
    assert any(isinstance(block, Note) for block in build_document(DEFINITION, mixed).blocks)


def test_nothing_at_all_is_said_and_not_failed_on() -> None:
    text = text_of(nothing_audited())
    assert "No full audit of the team stands yet" in text
    assert "No strength was noted" in text
    assert "no data" not in text
    assert sums().audits == 14


@pytest.mark.parametrize(
    "data", [team_2026(), small_team(), nothing_audited()], ids=["half a year", "small", "nothing"]
)
def test_the_pdf_is_tagged(data: TeamReportData) -> None:
    assert problems(write(build_document(DEFINITION, data), "pdf")) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_written_in_every_form_the_same_each_time(format_: str) -> None:
    assert write(build_document(DEFINITION, team_2026()), format_) == write(
        build_document(DEFINITION, team_2026()), format_
    )
