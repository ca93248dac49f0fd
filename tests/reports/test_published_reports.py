"""Public reports: what stands in their files is attacked by a reader who knows the totals, and nothing comes out.

The reader here takes the numbers from the CSV as anybody could. Un-hiding a number, or adding a percentage, is found.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_check import problems
from pdf_reading import Pdf
from published_samples import Published, measures, scorecard, thematic
from report_reading import is_golden
from report_samples import ROOT
from test_every_format import READ
from thematic_samples import record, records

from auditor.measures.publication.attack import Recovered
from auditor.measures.publication.count_tables import ALL, APPLIED, BELOW, EVERY, GOOD, MET, NOT_APPLICABLE, SHORT
from auditor.measures.publication.profiles import RULES, Profile
from auditor.measures.publication.publisher import attack
from auditor.measures.publication.ratios import Stated, recovered_from
from auditor.measures.publication.tables import CountTable, MaskedCell, MaskedTable, Why
from auditor.measures.scorecard import GRADES
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_reports
from auditor.reports.document import Chart, Document, texts_of
from auditor.reports.formats import FORMATS

REPORTS = load_reports(ROOT / "reports")
MAKE: dict[str, Callable[[Profile], Published]] = {
    "thematic": lambda profile: thematic(profile=profile),
    "measures": measures,
    "scorecard": scorecard,
}
PUBLIC = (Profile.DFE, Profile.NHS)
EACH = [(kind, profile) for kind in MAKE for profile in PUBLIC]
PATIENT = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def sample(kind: str, profile: Profile = Profile.DFE) -> Published:
    return MAKE[kind](profile)


def document(kind: str, profile: Profile = Profile.DFE) -> Document:
    return build_document(REPORTS[f"{kind}-published"], sample(kind, profile).data)


# -- the reader -------------------------------------------------------------------------------------------------------

Printed = dict[tuple[str, str, str], str]
"""What stands in a cell, by table, row and column of the tables that were masked."""


def tables_of_csv(content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Tables with the line that stands above each."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    title, table = "", list[list[str]]()
    for row in [*rows, []]:
        if len(row) > 1:
            table.append(row)
        else:
            if table:
                yield title, table
            title, table = (row or [title])[0], []


def printed(published: Published, content: bytes) -> Printed:
    """The numbers of a thematic audit, from its CSV."""
    data = published.data
    names = {name: table for table, name in (*data.sections, *data.judgements)}  # type: ignore[union-attr]
    asked = {data.names.question(one): f"criterion:{one}" for one in data.criteria}  # type: ignore[union-attr]
    grades = {data.scale.grade(grade).word: grade for grade in GRADES}  # type: ignore[union-attr]
    halves = {"Good or outstanding": GOOD, "Below good": BELOW, "Records": ALL}
    found: Printed = {}
    for _, (head, *rows) in tables_of_csv(content):
        for row in rows:
            if head[0] == "Grade":
                word = row[0].lstrip("★✓~× ")
                found["overall", "all", {**grades, **halves, "All": ALL}[word]] = row[1]
            elif row[0] in names:
                for heading, text in zip(head[1:], row[1:], strict=True):
                    if (column := {**grades, **halves}.get(heading)) is not None:
                        found[names[row[0]], "all", column] = text
            elif head[0] == "Question" and row[0] in asked:
                for column, text in zip((MET, SHORT, NOT_APPLICABLE), row[1:4], strict=True):
                    found[asked[row[0]], ALL, column] = text
            elif head[0] == "Rank":
                above, _, of = row[2].partition(" of ")
                found[asked[row[1]], BELOW, SHORT], found[asked[row[1]], BELOW, ALL] = above, of
    return found


def as_read(published: Published, content: bytes) -> list[MaskedTable]:
    """The tables as a reader has them who takes every number from the file, knows the totals, and which are small."""
    rules = RULES[published.data.shown.profile]
    told = printed(published, content)
    found = []
    for table in published.truth:
        layout = table.layout
        if layout.id == "difference" or layout.id.startswith(("deadline", "moderated")):
            continue
        rows = []
        for row, counts in zip(layout.rows, table.counts, strict=True):
            cells = []
            for column, count in zip(layout.columns, counts, strict=True):
                text = told.get((layout.id, row.label, column.label), "")
                known_total = column.label in (EVERY, ALL, APPLIED) and row.label == ALL
                shown = count if known_total and count > rules.most_hidden else number_in(text)
                cells.append(_cell(count, shown, text, rules.most_hidden, hidden=text == rules.symbol))
            rows.append(tuple(cells))
        found.append(MaskedTable(layout, tuple(rows)))
    return found


def _cell(count: int, shown: int | None, text: str, most: int, *, hidden: bool) -> MaskedCell:
    if shown is not None:
        return MaskedCell(shown, text, shown, shown)
    if not hidden:
        return MaskedCell(None, "", 0, None, Why.ROW)  # it is not printed
    small = 0 < count <= most
    return MaskedCell(None, text, 1, most if small else None, Why.SMALL if small else Why.PROTECTS)


def number_in(text: str) -> int | None:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else None


def recovered(published: Published, content: bytes) -> tuple[Recovered, ...]:
    """What the reader works out of all that is printed with the symbol."""
    hidden = {key for key, text in printed(published, content).items() if text == "c"}
    found = attack(as_read(published, content), Profile.DFE)
    return tuple(
        one
        for one in found
        if any((place.table, place.row, place.column) in hidden for place in one.places) or len(one.regions) > 1
    )


def small_shown(published: Published, content: bytes) -> list[tuple[str, str, str]]:
    """Small numbers that are printed."""
    most = RULES[published.data.shown.profile].most_hidden
    told = printed(published, content).items()
    return [key for key, text in told if 0 < (number_in(text) or 0) <= most and key[2] != EVERY]


# -- the attack -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("merged", [False, True])
def test_nothing_hidden_follows_from_what_is_printed(merged: bool) -> None:
    published = thematic(merged=merged)
    content = write(build_document(REPORTS["thematic-published"], published.data), "csv")
    told = printed(published, content)
    assert len(told) > 100
    assert any(text == "c" for text in told.values())
    assert small_shown(published, content) == []
    assert recovered(published, content) == ()


def test_a_number_that_is_shown_after_all_is_found() -> None:
    """Every hidden number of the sample in turn: shown, it is small itself or gives another away."""
    published = sample("thematic")
    content = write(document("thematic"), "csv")
    truth = {
        (table.layout.id, row.label, column.label): count
        for table in published.truth
        for row, counts in zip(table.layout.rows, table.counts, strict=True)
        for column, count in zip(table.layout.columns, counts, strict=True)
    }
    told = printed(published, content)
    small = {key for key, text in told.items() if text == "c" and truth[key] <= 5}
    protecting = [key for key, text in told.items() if text == "c" and truth[key] > 5]
    assert len(small) > 5
    assert len(protecting) > 5
    found = 0
    for key in protecting[:8]:
        tables = []
        for table in as_read(published, content):
            cells = [list(row) for row in table.cells]
            if table.id == key[0]:
                row, column = table.layout.row_named(key[1]), table.layout.column_named(key[2])
                cells[row][column] = MaskedCell(truth[key], "", truth[key], truth[key])
            tables.append(replace(table, cells=tuple(tuple(row) for row in cells)))
        found += bool(attack(tables, Profile.DFE))
    assert found == 8


def test_a_percentage_that_is_added_is_found() -> None:
    """Of a question that few met: with the percentage and the total, one number alone fits."""
    published = sample("thematic")
    [table] = [one for one in published.truth if one.layout.id == "overall"]
    shown = published.data.shown.tables["overall"]
    assert shown.cell("all", "outstanding").hidden
    above, of = table.layout.region(0, 0), table.layout.region(0, len(table.layout.columns) - 1)
    percent = (200 * table.counts[0][0] // table.counts[0][-1] + 1) // 2
    [found] = recovered_from([Stated(above, of, percent)], [shown])
    assert found.value == table.counts[0][0]


@pytest.mark.parametrize(("kind", "profile"), EACH)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_file_holds_a_number_that_the_released_tables_do_not_give(kind: str, profile: Profile, format_: str) -> None:
    """In whatever form: no figure stands in it that is not in the document, and that was made of the tables alone."""
    wanted = document(kind, profile)
    content = write(wanted, format_)
    known = set(re.findall(r"\d+", " ".join([*texts_of(wanted), wanted.running])))
    match format_:
        case "pdf":
            text = "\n".join(Pdf.read(content).pages())
            known |= {str(number) for number in range(101)}  # page numbers, and the ticks of axes
        case "html":  # a cell ends where its element ends
            body = content.decode().partition("</style>")[2]
            text = unescape(re.sub(r"<[^>]*>", " ", body))
            known |= {"0", "20", "40", "60", "80", "100"}  # the ticks of axes
        case "xlsx":
            text = READ[format_](content)
            known |= {str(number) for number in range(30)}  # its sheets are numbered
        case _:
            text = READ[format_](content)
    text = re.sub(r"and \d+ more, in the table", "", text)  # rows that a drawing has no room for
    assert set(re.findall(r"\d+", text)) <= known


@pytest.mark.parametrize(("kind", "profile"), EACH)
def test_what_is_hidden_changes_nothing_in_the_document(kind: str, profile: Profile) -> None:
    """The data holds the released tables and names; no count of the truth that is hidden is anywhere in it."""
    published = sample(kind, profile)
    assert not any(isinstance(value, CountTable) for value in vars(published.data).values())
    for table in published.data.shown.tables.values():
        for row in table.cells:
            for cell in row:
                assert cell.text == (RULES[profile].symbol if cell.hidden else str(cell.shown))
                assert not cell.hidden or cell.high in (None, RULES[profile].most_hidden)


@PATIENT
@given(
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from([*GRADES])), min_size=6, max_size=90),
    st.sampled_from(PUBLIC),
    st.booleans(),
)
def test_whatever_the_audits_nothing_is_recoverable(
    drawn: list[tuple[int, str]], profile: Profile, merged: bool
) -> None:
    """Random audits: published, attacked again from scratch; totals agree; where nothing is small nothing is hidden."""
    published = thematic([replace(record(place), overall=grade) for place, grade in drawn], profile, merged=merged)  # type: ignore[arg-type]
    shown = published.data.shown.tables
    assert attack(list(shown.values()), profile) == ()
    for table in published.truth:
        for counts, cells in zip(table.counts, shown[table.layout.id].cells, strict=True):
            for count, cell in zip(counts, cells, strict=True):
                assert cell.low <= count
                assert cell.high is None or count <= cell.high
                assert cell.shown in (None, RULES[profile].rounded(count))
    build_document(REPORTS["thematic-published"], published.data)


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert published_hidden(thematic(records() * 10)) == 0
    assert published_hidden(thematic(records())) > 0.2


def published_hidden(published: Published) -> float:
    hidden, of = published.data.shown.hidden
    return hidden / of


def hidden_in(published: Published, table: str) -> int:
    return sum(cell.hidden for row in published.data.shown.tables[table].cells for cell in row)


def test_telling_two_grades_as_one_hides_less() -> None:
    apart, merged = thematic(), thematic(merged=True)
    sums = [one.data.shown.cell("overall", BELOW) for one in (apart, merged)]
    assert not any(cell.hidden for cell in sums)
    assert hidden_in(merged, "overall") < hidden_in(apart, "overall")


# -- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MAKE)
def test_the_text_of_the_report(kind: str) -> None:
    is_golden(document(kind), f"{kind}-published")


@pytest.mark.parametrize(("kind", "profile"), EACH)
def test_every_page_is_marked_and_the_symbol_explained(kind: str, profile: Profile) -> None:
    wanted = document(kind, profile)
    assert "small numbers hidden" in wanted.mark
    assert any(RULES[profile].means in text for text in texts_of(wanted))
    assert all("small numbers hidden" in page for page in Pdf.read(write(wanted, "pdf")).pages())
    assert "by" not in wanted.made, "who made it is in the register"


def test_hidden_bars_say_so_in_words() -> None:
    charts = [block for block in document("thematic").blocks if isinstance(block, Chart)]
    hidden = [chart for chart in charts if "hidden" in chart.alt]
    assert hidden
    assert all(any(bar.total is None for bar in chart.figure.bars) for chart in hidden)  # type: ignore[union-attr]


def test_nothing_that_somebody_wrote_and_no_team_is_in_it() -> None:
    text = "\n".join(texts_of(document("thematic")))
    assert not any(words in text for words in ("Arrange cover", "service manager", "Assessment", "Child in need"))


@pytest.mark.parametrize(("kind", "profile"), EACH)
def test_the_pdf_is_tagged(kind: str, profile: Profile) -> None:
    assert problems(write(document(kind, profile), "pdf")) == []


def test_a_percentage_without_its_counts_is_not_shown() -> None:
    text = "\n".join(texts_of(document("scorecard")))
    assert "not shown" in text
    without = [row for row in sample("scorecard").data.rows if row.actual and row.actual.source == "withheld"]  # type: ignore[union-attr]
    assert without
    assert all(sample("scorecard").data.value(row.actual) is None for row in without)  # type: ignore[union-attr]
