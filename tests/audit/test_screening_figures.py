"""Screening measured on labelled sentences, a part of which was never looked at while the rules were made."""

import re
from pathlib import Path

import pytest
from screening_figures import PARTS, labels, measure, sentences, table

from auditor.audit.screening.finds import Certainty, FindKind

ROOT = Path(__file__).parents[2]
SURE_KINDS = {
    FindKind.NHS_NUMBER,
    FindKind.UPN,
    FindKind.NI_NUMBER,
    FindKind.POSTCODE,
    FindKind.PHONE,
    FindKind.EMAIL,
    FindKind.DATE_OF_BIRTH,
    FindKind.TITLED_NAME,
}
POSTCODES = {"CR2 6XH", "DN55 1PT", "M1 1AE", "B33 8TH", "W1A 0AX", "EC1A 1BB"}
"""Those that explain the format everywhere, of businesses and institutions; see tests/data/screening/README.md."""


@pytest.mark.parametrize("part", PARTS)
def test_sure_finds_are_right_and_few_are_missed(part: str) -> None:
    figures = measure(part)
    assert figures.precision("sure") >= 0.98
    assert figures.recall("sure") >= 0.95


@pytest.mark.parametrize("part", PARTS)
def test_hints_are_mostly_right_and_most_names_are_found(part: str) -> None:
    figures = measure(part)
    assert figures.precision("hint") >= 0.80
    assert figures.recall("hint") >= 0.75


@pytest.mark.parametrize("part", PARTS)
def test_a_note_without_anybody_in_it_is_hardly_ever_questioned(part: str) -> None:
    figures = measure(part)
    assert figures.clean >= 60
    assert figures.clean_flagged / figures.clean <= 0.05


def test_the_page_shows_the_figures_that_are_measured() -> None:
    page = (ROOT / "docs" / "screening.md").read_text("utf-8")
    assert table() in page, "run: python tests/audit/screening_figures.py, and put the table into docs/screening.md"


def test_the_labels_are_what_they_claim_to_be() -> None:
    rows = sentences()
    assert len(rows) >= 300
    assert len({row["text"] for row in rows}) == len(rows)
    clean = sum(not row["finds"] for row in rows)
    assert 0.4 <= clean / len(rows) <= 0.6
    assert sum(row["part"] == "held out" for row in rows) >= len(rows) / 3
    for row in rows:
        for label in labels(row):
            assert row["text"][label.start : label.start + len(label.words)] == label.words
            wrong_check = FindKind(label.kind) in (FindKind.NHS_NUMBER, FindKind.UPN) and label.certainty == "hint"
            sure = FindKind(label.kind) in SURE_KINDS and not wrong_check
            assert label.certainty == (Certainty.SURE if sure else Certainty.HINT)
    assert {label.kind for row in rows for label in labels(row)} == set(FindKind)


def test_no_number_of_the_sentences_can_belong_to_anybody() -> None:
    for row in sentences():
        for label in labels(row):
            digits = re.sub(r"\D", "", label.words.replace("(0)", ""))
            match FindKind(label.kind):
                case FindKind.NHS_NUMBER:
                    assert digits.startswith("999")
                case FindKind.UPN:
                    assert digits.startswith("9999999")
                case FindKind.PHONE:
                    national = re.sub(r"^(?:0044|44)", "0", digits)
                    assert re.fullmatch(r"07700900\d{3}|01632960\d{3}", national)
                case FindKind.EMAIL:
                    assert re.search(r"[@.]example\.(?:org|com|net|ac\.uk|co\.uk|sch\.uk)$", label.words)
                case FindKind.POSTCODE:
                    assert label.words.upper() in POSTCODES
