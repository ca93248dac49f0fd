"""The web page: whole in itself, well built, and accessible in a real browser (WCAG 2.2, level AA)."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import published_samples
import pytest
from block_samples import EVERY_KIND, HOSTILE, blocks_of, made
from briefing_samples import briefing_2018
from chart_samples import CHARTS
from letter_samples import letter_data
from moderation_samples import moderation_2026
from monthly_samples import month_data
from page_checks import looked_at, opened
from programme_samples import year
from report_samples import ROOT, audit_data, measures_data
from scorecard_samples import scorecard_data
from team_samples import team_2026
from thematic_samples import supervision_2018

from auditor.reports.build import build_document
from auditor.reports.definition import load_reports
from auditor.reports.document import Chart, Document, Heading, PageBreak, Paragraph
from auditor.reports.writers.html import write_html
from auditor.reports.writers.html_style import css_string

REPORTS = load_reports(ROOT / "reports")
_VOID = {"meta", "br", "rect", "path", "circle", "polyline", "polygon"}
_UNDECIDED = {
    ("color-contrast", "<text"),
    ("color-contrast", "<i ar"),
    ("th-has-data-cells", "<tabl"),
}
"""What axe-core leaves to others: words of drawings, whose contrast test_charts_drawn measures; symbols of one sign, in
the colour of the words beside them; and the row over a group of rows."""


class Elements(HTMLParser):
    """Every element with its attributes, in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page.decode())
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def every_kind() -> Document:
    return made(*EVERY_KIND.values(), title="Everything a report can show", synthetic=True)


def hostile() -> Document:
    return made(*(block for text in HOSTILE.values() for block in blocks_of(text)), title=HOSTILE["markup"])


def published(kind: str) -> Document:
    return build_document(REPORTS[f"{kind}-published"], getattr(published_samples, kind)().data)


def test_the_page_may_load_and_run_nothing() -> None:
    for page in (write_html(every_kind()), write_html(hostile())):
        elements = Elements(page)
        assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in elements.found}
        assert not any(
            name.startswith("on") or name in ("src", "style") for _, every in elements.found for name in every
        )
        assert all(each["href"].startswith("#") for each in elements.of("a"))
        policy = next(each["content"] for each in elements.of("meta") if each.get("http-equiv"))
        style = re.search(r"<style>(.*?)</style>", page.decode(), re.S)
        assert style is not None
        allowed = b64encode(sha256(style[1].encode()).digest()).decode()
        assert policy.split("; ")[:3] == ["default-src 'none'", f"style-src 'sha256-{allowed}'", "font-src data:"]
        assert set(re.findall(r"url\((.{5})", style[1])) == {"data:"}
        assert set(re.findall(r"url\((.)", page.decode().replace(style[1], ""))) == {"#"}


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    elements = Elements(write_html(every_kind()))
    ids = [every["id"] for _, every in elements.found if "id" in every]
    assert len(ids) == len(set(ids))
    named = [each["href"][1:] for each in elements.of("a")]
    for _, every in elements.found:
        named += every.get("aria-labelledby", "").split() + every.get("aria-describedby", "").split()
        named += re.findall(r"url\(#(.*?)\)", every.get("fill", ""))
    assert len(named) > 40
    assert set(named) <= set(ids)


def test_headings_never_skip_a_level() -> None:
    odd = made(Heading("Deep at once", 3), Heading("Then high", 1), Heading("Deep again", 3), Heading("Deeper", 9))
    levels = [int(tag[1]) for tag, _ in Elements(write_html(odd)).found if re.fullmatch(r"h[1-6]", tag)]
    levels.remove(2)  # of the contents
    assert levels == [1, 2, 2, 3, 4]


def test_every_chart_is_named_described_and_drawn_for_wide_and_narrow() -> None:
    page = write_html(made(Heading("Charts"), *CHARTS.values())).decode()
    drawings = re.findall(r'<svg viewBox="0 0 (\d+) .*?</svg>', page, re.S)
    assert drawings == ["760", "330"] * len(CHARTS)
    for chart in CHARTS.values():
        assert isinstance(chart, Chart)
        assert page.count("<title id=") >= 2 * len(CHARTS)
        assert page.count(f">{chart.alt.replace(chr(39), '&#x27;')}</desc>") == 2
        assert f">{chart.title.replace(chr(39), '&#x27;')}</figcaption>" in page


def test_tables_have_headings_for_columns_rows_and_groups() -> None:
    elements = Elements(write_html(every_kind()))
    scopes = {each["scope"] for each in elements.of("th")}
    assert scopes == {"col", "row", "rowgroup"}
    assert len(elements.of("caption")) == len(elements.of("table"))
    assert all(each.get("tabindex") == "0" for each in elements.of("div") if each.get("role") == "group")


def test_no_text_can_end_a_string_of_the_style_sheet() -> None:
    for text in ('"} body{display:none} "', "</style><script>", "\\", "a\nb", "it's; @import url(x)"):
        said = css_string(text)
        assert re.fullmatch(r'"(?:[^"\\<>;@{}()\n]|\\[0-9a-f]+ )*"', said), said
    assert css_string("Internal, not for publication") == '"Internal, not for publication"'


def test_a_new_page_is_asked_for_on_paper() -> None:
    page = write_html(made(Heading("One"), PageBreak(), Heading("Two"), Paragraph("x"))).decode()
    assert re.search(r'<h2 id="\w+" class="new">Two</h2>', page)
    assert not re.search(r'class="new">One', page)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize(
    "sample",
    [
        "every kind",
        "hostile",
        "audit",
        "measures",
        "thematic",
        "letter",
        "moderation",
        "team",
        "briefing",
        "monthly",
        "programme",
        "published",
        "measures published",
        "scorecard",
        "scorecard published",
    ],
)
def test_axe_finds_nothing_wrong_in_a_browser(sample: str, width: int, tmp_path: Path) -> None:
    document = {
        "every kind": every_kind,
        "hostile": hostile,
        "audit": lambda: build_document(REPORTS["audit"], audit_data()),
        "measures": lambda: build_document(REPORTS["measures"], measures_data(mixed=True)),
        "published": lambda: published("thematic"),
        "measures published": lambda: published("measures"),
        "scorecard": lambda: build_document(REPORTS["scorecard"], scorecard_data(mixed=True)),
        "scorecard published": lambda: published("scorecard"),
        "monthly": lambda: build_document(REPORTS["monthly"], month_data(left_out=2)),
        "programme": lambda: build_document(REPORTS["programme"], year()),
        "thematic": lambda: build_document(REPORTS["thematic"], supervision_2018()),
        "letter": lambda: build_document(REPORTS["letter"], letter_data()),
        "moderation": lambda: build_document(REPORTS["moderation"], moderation_2026()),
        "team": lambda: build_document(REPORTS["team"], team_2026()),
        "briefing": lambda: build_document(REPORTS["briefing"], briefing_2018()),
    }[sample]()
    said = looked_at(write_html(document), tmp_path, width)
    assert said["violations"] == []
    undecided = {(each["id"], node[:5]) for each in said["incomplete"] for node in each["nodes"]}
    assert undecided <= _UNDECIDED
    assert said["passes"] > 20
    assert said["requests"] == []
    assert set(said["fonts"]) == {"loaded"}, "the page's own fonts are whole"
    assert said["wide"] <= 0, "the page does not scroll sideways (success criterion 1.4.10)"
    small = [target for target in said["targets"] if min(target[1:]) < 24]
    assert small == [], "targets are at least 24 by 24 pixels (2.5.8), which this axe-core does not look at"


@pytest.mark.slow
def test_the_policy_holds_in_a_browser(tmp_path: Path) -> None:
    page = write_html(made(Paragraph("Text")))
    script = "<script>document.title = 'ran'</script></body>"
    assert "<title>A title</title>" in opened(page.replace(b"</body>", script.encode()), tmp_path, 800)
