"""The feedback letter: in the order in which it is read, to a role by a role, on one or two pages."""

import io
from dataclasses import replace

import pikepdf
import pytest
from letter_samples import letter_data
from pdf_check import problems
from report_reading import is_golden
from report_samples import ROOT

from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Heading, KeyValues, Table, body_texts, texts_of
from auditor.reports.one_audit.letter import LetterReportData

DEFINITION = load_report("letter", ROOT / "reports")


def text_of(data: LetterReportData) -> str:
    return "\n".join(texts_of(build_document(DEFINITION, data)))


def test_the_text_of_the_letter() -> None:
    is_golden(build_document(DEFINITION, letter_data()), "letter")


def test_it_thanks_then_says_what_is_strong_then_what_to_do_then_the_grades() -> None:
    document = build_document(DEFINITION, letter_data())
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Thank you",
        "What was done well",
        "What difference the work made",
        "What could be better",
        "What to do",
        "Done since",
        "The grades that stand",
        "What changed in moderation",
        "Your reply",
    ]


def test_the_case_is_named_in_the_head_and_nowhere_else() -> None:
    document = build_document(DEFINITION, letter_data())
    assert document.about[:3] == (
        "To: the team manager, Assessment and safeguarding, north",
        "Case: LCS 9904093",
        "From: the auditor",
    )
    assert not any("9904093" in text for text in body_texts(document))
    assert document.made == "Made 22 November 2026, 10:42 UTC", "no person stands in it, whoever builds it"


def test_an_action_says_who_and_by_when_or_that_nobody_said() -> None:
    table = next(block for block in build_document(DEFINITION, letter_data()).blocks if isinstance(block, Table))
    assert table.rows[0].cells == ("Bring the chronology up to date", "Social worker", "11 December 2026")
    text = text_of(letter_data())
    for words in ("Nobody is named yet", "No day is set yet", "Urgent", "Read the minutes of May"):
        assert words in text
    assert not any("Read the minutes" in str(row.cells[0]) for row in table.rows), "it is done"


def test_each_grade_names_what_has_it() -> None:
    data = letter_data()
    pairs = next(block for block in build_document(DEFINITION, data).blocks if isinstance(block, KeyValues)).pairs
    assert [name for name, _ in pairs] == ["Overall", "Outstanding", "Good", "Requires improvement to be good"]
    named = "; ".join(str(value) for _, value in pairs[1:]).split("; ")
    assert sorted(named) == sorted(data.told.name_of(key) for key in data.told.grades if key != "overall")


def test_what_changed_in_moderation_says_what_stands_why_and_who_decided() -> None:
    text = text_of(letter_data())
    assert "The whole: Requires improvement to be good; it was Good at first. Evidence was missed; both agreed." in text
    assert "Good stands; the moderator had said Outstanding. A matter of judgement; the QA lead decided." in text
    assert "Nothing changed." in text_of(letter_data(differed=()))
    assert "reviewed the grades" in text_of(letter_data(blind=False))
    assert "This audit was not moderated." in text_of(letter_data(moderated_on=None))


def test_what_is_missing_is_said_or_left_out() -> None:
    text = text_of(letter_data(strengths=(), areas=(), actions=(), difference=None, grades={}, final_on=None))
    assert "No strength was recorded." in text
    assert "No action is open." in text
    for words in ("What could be better", "What difference", "Done since", "The grades that stand", "grades stand"):
        assert words not in text


def test_a_closed_audit_takes_no_reply() -> None:
    assert "Every reply is answered." in text_of(letter_data())
    closed = text_of(letter_data(closed=True))
    assert "takes no more replies" in closed
    assert "You may reply" not in closed


@pytest.mark.parametrize("data", [letter_data(), letter_data(strengths=(), areas=(), actions=())], ids=["full", "bare"])
def test_on_paper_it_is_tagged_and_has_one_or_two_pages(data: LetterReportData) -> None:
    content = write(build_document(DEFINITION, replace(data, synthetic=False)), "pdf")
    assert problems(content) == []
    assert len(pikepdf.open(io.BytesIO(content)).pages) <= 2
