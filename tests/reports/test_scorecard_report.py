"""The scorecard as a report: all 47 measures, each figure with what it rests on, in every form."""

import re

import pytest
from report_samples import ROOT
from scorecard_samples import MISSING, OLD, PERIODS, scorecard_data

from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Bullets, Document, Lines, Note, Number, Paragraph, Table, texts_of
from auditor.reports.formats import FORMATS
from auditor.reports.marks import Mark

DEFINITION = load_report("scorecard", ROOT / "reports")


def built(**given: bool) -> Document:
    return build_document(DEFINITION, scorecard_data(**given))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def main_rows(document: Document) -> dict[str, tuple[object, ...]]:
    """The rows of the scorecard, by measure; of two figures the last."""
    table = next(one for one in tables(document) if one.columns[-1].heading == "Change")
    return {str(row.cells[0]): row.cells for row in table.rows if not row.group}


def test_every_measure_stands_under_its_priority() -> None:
    document = built()
    card = next(one for one in tables(document) if one.columns[-1].heading == "Change")
    assert len([row for row in card.rows if not row.group]) == 49
    assert [str(row.cells[0]) for row in card.rows if row.group] == [
        "1.1 Assessment and planning",
        "1.2 Voice of the child",
        "1.3 Children looked after and care leavers",
        "2 Management oversight",
        "3 Resources",
    ]
    assert len(main_rows(document)) == 47


def test_a_light_is_a_word_with_a_symbol() -> None:
    for cells in main_rows(built()).values():
        status = cells[5]
        assert isinstance(status, Mark)
        assert status.word
        assert status.symbol
        if status.tone != "neutral":
            assert status.word.split(":")[0] in ("Green", "Amber", "Red")


def test_audited_figures_stand_with_their_counts_and_interval() -> None:
    cells = main_rows(built())["1.1-q"]
    assert isinstance(cells[1], Lines)
    assert any(re.search(r"\d+ of \d+; 95% interval \d+ to \d+", line.text) for line in cells[1].lines)
    assert isinstance(cells[3], Number)
    assert 0 < (cells[3].value or 0) < 1
    assert cells[3].percent


def test_numbers_are_no_percentages() -> None:
    actual = main_rows(built())["1.1-o"][3]
    assert isinstance(actual, Number)
    assert (actual.percent, actual.shown) == (False, str(actual.value))


def test_what_is_missing_or_old_is_named() -> None:
    said = [item for block in built().blocks if isinstance(block, Bullets) for item in block.items]
    assert f"{MISSING}: no figure" in said
    assert f"{OLD}: the latest is of {PERIODS[2].words}" in said


def test_each_oddity_of_the_printed_table_has_its_footnote() -> None:
    data = scorecard_data()
    odd = {row.id for row in data.rows if row.definition.decision or row.definition.note}
    notes = [block.text for block in built().blocks if isinstance(block, Paragraph) and block.text.startswith("[")]
    assert {note.split()[1].rstrip(":") for note in notes} == odd
    cells = main_rows(built())["1.1-e"]
    assert isinstance(cells[1], Lines)
    number = re.search(r"\[(\d+)\]$", cells[1].lines[0].text)
    assert number is not None
    assert any(note.startswith(f"[{number[1]}] 1.1-e: As printed: 40-49 is printed in two bands") for note in notes)


def test_a_missed_target_is_said_beside_a_green_light() -> None:
    target = main_rows(built())["1.1-k"][2]
    assert isinstance(target, Lines)
    assert [line.text for line in target.lines] == ["90% or more", "not met"]


def test_a_change_of_scoring_is_noted() -> None:
    assert not any(isinstance(block, Note) for block in built().blocks)
    assert any(isinstance(block, Note) for block in built(mixed=True).blocks)


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_written_in_every_form_the_same_each_time(format_: str) -> None:
    document = built()
    assert write(document, format_) == write(document, format_)


def test_every_text_is_in_the_plain_form() -> None:
    document = built()
    written = " ".join(write(document, "text").decode().split())
    for text in ("16 and 17 year olds", "Over time", "Synthetic"):
        assert text in written
    assert len(list(texts_of(document))) > 400
