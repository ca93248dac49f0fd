"""Every format says the same: all of the document, literally, in bytes that do not change."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import openpyxl
import published_samples
import pytest
from block_samples import EVERY_KIND, HOSTILE, blocks_of, made
from briefing_samples import briefing_2018
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_samples import letter_data
from markdown_it import MarkdownIt
from moderation_samples import moderation_2026
from monthly_samples import month_data
from programme_samples import year
from report_samples import ROOT, audit_data, measures_data
from team_samples import team_2026
from thematic_samples import supervision_2018

from auditor.reports.build import build_document, write
from auditor.reports.definition import load_reports
from auditor.reports.document import SYNTHETIC, Document, Heading, Paragraph, texts_of
from auditor.reports.formats import FORMATS, SUFFIXES, format_of
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.text import write_text
from auditor.reports.writers.xlsx import xml_text

REPORTS = load_reports(ROOT / "reports")


class PageText(HTMLParser):
    """What a reader of a web page is given: the text of elements, and that of drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.inside = "", [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "rect", "path", "circle"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside[-1] not in ("style", "title"):
            self.text += data


def html_text(content: bytes) -> str:
    page = PageText()
    page.feed(content.decode())
    assert page.inside == [""], "every element is closed"
    return page.text


def xlsx_text(content: bytes) -> str:
    """Every cell as it is shown: a figure by its format."""
    shown = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            shown += [as_shown(cell) for cell in row if cell.value is not None]
    return "\n".join(shown)


def as_shown(cell: "openpyxl.cell.cell.Cell") -> str:
    if isinstance(cell.value, str):
        return cell.value
    form = cell.number_format
    assert isinstance(cell.value, int | float)
    if form.startswith('"'):
        return form.split(";")[0].strip('"')
    decimals = len(form.rstrip("%").partition(".")[2])
    grouped = "," if "," in form else ""
    return f"{cell.value:{grouped}.{decimals}{'%' if form.endswith('%') else 'f'}}"


def csv_text(content: bytes) -> str:
    assert content.startswith(b"\xef\xbb\xbf")
    return "\n".join(cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row)


def markdown_text(content: bytes) -> str:
    """What a reader of CommonMark sees; only what the writer means may be markup."""
    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode())
    text = ""
    for token in tokens:
        assert token.type not in ("html_block", "code_block", "fence", "hr"), token
        assert token.type != "ordered_list_open"
        for child in token.children or ():
            assert child.type in ("text", "text_special", "strong_open", "strong_close", "html_inline", "hardbreak"), (
                child
            )
            assert child.type != "html_inline" or child.content == "<br>"
            text += "\n" if child.type in ("hardbreak", "html_inline") else child.content
        text += "\n"
    return text


READ: dict[str, Callable[[bytes], str]] = {
    "html": html_text,
    "xlsx": xlsx_text,
    "csv": csv_text,
    "markdown": markdown_text,
    "text": bytes.decode,
}


def squeezed(text: str) -> str:
    """Without white space: where lines are broken is no part of the content."""
    return re.sub(r"\s+", "", text)


def missing(document: Document, format_: str) -> list[str]:
    """What is not found in a format."""
    # A line of any width breaks nothing, so in plain text each text stands whole.
    content = write_text(document, width=20_000) if format_ == "text" else write(document, format_)
    shown = squeezed(READ[format_](content))
    return [
        text
        for text in texts_of(document)
        if squeezed(xml_text(text) if format_ == "xlsx" else tidy(text)) not in shown
    ]


SAMPLES: dict[str, Callable[[], Document]] = {
    "audit": lambda: build_document(REPORTS["audit"], audit_data()),
    "measures": lambda: build_document(REPORTS["measures"], measures_data(mixed=True)),
    "thematic": lambda: build_document(REPORTS["thematic"], supervision_2018()),
    "letter": lambda: build_document(REPORTS["letter"], letter_data()),
    "briefing": lambda: build_document(REPORTS["briefing"], briefing_2018()),
    "moderation": lambda: build_document(REPORTS["moderation"], moderation_2026()),
    "team": lambda: build_document(REPORTS["team"], team_2026()),
    "monthly": lambda: build_document(REPORTS["monthly"], month_data()),
    "programme": lambda: build_document(REPORTS["programme"], year()),
    "published thematic": lambda: build_document(REPORTS["thematic-published"], published_samples.thematic().data),
    "published measures": lambda: build_document(REPORTS["measures-published"], published_samples.measures().data),
    "published scorecard": lambda: build_document(REPORTS["scorecard-published"], published_samples.scorecard().data),
    "every block": lambda: made(*EVERY_KIND.values(), synthetic=True),
}


@cache
def sample_of(name: str, _time: int = 1) -> Document:
    """A sample, made once for all formats, and a second time from the beginning for whoever compares; never changed."""
    return SAMPLES[name]()


OWN = [format_ for format_ in FORMATS if format_ != "pdf"]
"""The PDF is read back by a test of its own."""


@pytest.mark.parametrize("format_", OWN)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_text_is_in_every_format(sample: str, format_: str) -> None:
    assert missing(sample_of(sample), format_) == []


@pytest.mark.parametrize("format_", OWN)
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_is_interpreted_cut_or_lost(kind: str, format_: str) -> None:
    text = HOSTILE[kind]
    wanted = made(*blocks_of(text), title=text)
    assert missing(wanted, format_) == []
    if format_ not in ("text", "xlsx"):  # in text lines are wrapped in columns; a workbook notes each table's title too
        expected = sum(each == text for each in texts_of(wanted))
        assert squeezed(READ[format_](write(wanted, format_))).count(squeezed(tidy(text))) >= expected > 20


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_document_gives_the_same_bytes_in_every_format(sample: str, format_: str) -> None:
    assert write(sample_of(sample), format_) == write(sample_of(sample, 2), format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_moment_of_writing_is_not_in_the_file(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sample_of("every block")
    first = write(wanted, format_)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write(wanted, format_) == first


@pytest.mark.parametrize("format_", OWN)
def test_invented_data_is_said_only_where_it_is(format_: str) -> None:
    read = READ[format_]
    assert SYNTHETIC in read(write(made(Paragraph("x"), synthetic=True), format_))
    assert "ynthetic" not in read(write(made(Paragraph("x")), format_))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120), st.sampled_from([format_ for format_ in OWN if format_ != "text"]))
def test_any_text_is_written_and_read_back(text: str, format_: str) -> None:
    assert missing(made(Heading(text or "-"), *blocks_of(text)), format_) == []


def test_a_format_is_known_by_the_ending_of_a_file() -> None:
    assert [format_of(ending) for ending in (".pdf", ".HTML", ".xlsx", ".csv", ".md", ".txt", ".docx")] == [
        *FORMATS,
        None,
    ]
    assert set(SUFFIXES) == set(FORMATS)


def test_no_file_names_a_place_in_the_network() -> None:
    wanted = sample_of("every block")
    assert not re.search(rb"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", write(wanted, "html"))
    with zipfile.ZipFile(io.BytesIO(write(wanted, "xlsx"))) as book:
        assert not any("external" in name.lower() for name in book.namelist())
