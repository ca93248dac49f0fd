"""Report definitions: what a report contains, in which order and in which words, read from YAML.

A definition chooses among the blocks that its kind of report can show, heads each in its own words, and sets the house
style. Placeholders in braces are filled from the report's data; the data itself is never searched for any.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import Problem, ProblemsError, UnknownIdError, nearest, shown_path
from auditor.measures.thematic import STRONG_ABOVE
from auditor.paths import data_folder
from auditor.reports.charts.palette import WHITE, contrast
from auditor.reports.document import Font, Layout, Style
from auditor.reports.kinds import KINDS, Kind
from auditor.standards.schemas import schema_problems
from auditor.standards.strict_yaml import KeyPath, Parsed, parse_file

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LEGIBLE = 4.5
"""The least contrast of text on white: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3."""
_TEXT_COLOURS = ("ink", "quiet", "accent")


@dataclass(frozen=True)
class SectionDefinition:
    """One part of a report.

    Attributes:
        shows: the block, as its kind of report names it.
        heading: with placeholders.
        text: set under the heading, with placeholders; may be empty.
        items: a list under the text, with placeholders; may be empty.
        when_empty: said when the block has nothing to show; may be empty.
        new_page: whether it starts a page.
    """

    shows: str
    heading: str
    text: str = ""
    items: tuple[str, ...] = ()
    when_empty: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class ReportDefinition:
    """A report: wording, order and style.

    Attributes:
        audience: who it is written for.
        title: with placeholders.
        subtitle: with placeholders.
        running: the short title at the head of each page, with placeholders.
        mark: who may see it.
        strong_above: percent: of a thematic audit, the level above which an area is strong.
        head: lines beneath the title in place of the audience and the standards, with placeholders.
        layout: on paper.
    """

    id: str
    report: str
    title: str
    subtitle: str
    running: str
    mark: str
    audience: str
    language: str
    sections: tuple[SectionDefinition, ...]
    style: Style
    strong_above: int = STRONG_ABOVE
    head: tuple[str, ...] = ()
    layout: Layout = "report"


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its placeholders filled; values are not searched for placeholders again.

    Raises:
        KeyError: the template names what has no value; a checked definition never does.
    """
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def read_reports(root: Path) -> tuple[dict[str, ReportDefinition], list[Problem]]:
    """Every report definition in a folder, by id, and every problem they have.

    Args:
        root: the folder that holds ``*.yaml`` and ``fonts/``.

    Returns:
        The definitions without problems; and the problems, sorted by place.
    """
    if not root.is_dir():
        return {}, [Problem(str(root), 0, 0, "", "there is no such folder")]
    paths = sorted(root.glob("*.yaml"))
    problems = [] if paths else [Problem(str(root), 0, 0, "", "no report definition (*.yaml) was found")]
    found: dict[str, ReportDefinition] = {}
    for path in paths:
        parsed = parse_file(path, shown_path(path, root))
        wrong = parsed.problems or schema_problems(parsed, "report") or _meaning_problems(parsed, root)
        if not wrong and parsed.data["id"] in found:
            wrong = [parsed.problem(("id",), f"another report is called '{parsed.data['id']}' too")]
        problems += wrong
        if not wrong:
            found[parsed.data["id"]] = _definition(parsed.data, root)
    return found, sorted(problems)


def check_reports(root: Path | None = None) -> list[Problem]:
    """Every problem of the report definitions in a folder.

    Args:
        root: named by the user; otherwise looked for (see :func:`auditor.paths.data_folder`).
    """
    return read_reports(data_folder("reports", root))[1]


def load_reports(root: Path | None = None) -> dict[str, ReportDefinition]:
    """The report definitions in use, by id.

    Args:
        root: named by the user; otherwise looked for (see :func:`auditor.paths.data_folder`).

    Raises:
        ProblemsError: the folder has problems; all are carried.
    """
    folder = data_folder("reports", root)
    found, problems = read_reports(folder)
    if problems:
        raise ProblemsError(f"The report definitions in {folder} cannot be used.", problems)
    return found


def load_report(report_id: str, root: Path | None = None) -> ReportDefinition:
    """One report definition.

    Raises:
        ProblemsError: the folder has problems; all are carried.
        UnknownIdError: there is no report with this id.
    """
    found = load_reports(root)
    if report_id not in found:
        raise UnknownIdError("report", report_id, tuple(found))
    return found[report_id]


# -- what a schema cannot say -----------------------------------------------------------------------------------------


def _meaning_problems(parsed: Parsed, root: Path) -> list[Problem]:
    data: dict[str, Any] = parsed.data
    kind = KINDS[data["report"]]
    problems = _block_problems(parsed, kind)
    for path, text in _texts(data):
        problems += _placeholder_problems(parsed, path, text, kind.names)
    problems += _font_problems(parsed, root)
    if "strong_above" in data and kind.id not in ("thematic", "briefing", "published_thematic"):
        problems.append(parsed.problem(("strong_above",), "only a thematic audit tells strong areas"))
    for name in _TEXT_COLOURS:
        found = contrast(data["style"]["colours"][name], WHITE)
        if found < _LEGIBLE:
            message = f"too pale to read on white (contrast {found:.1f}; at least {_LEGIBLE})"
            problems.append(parsed.problem(("style", "colours", name), message))
    return problems


def _block_problems(parsed: Parsed, kind: Kind) -> list[Problem]:
    problems, seen = [], set()
    for place, section in enumerate(parsed.data["sections"]):
        path, shows = ("sections", place, "shows"), section["shows"]
        if shows not in kind.shows:
            message = f"unknown block '{shows}'; this report can show: {', '.join(kind.shows)}"
            problems.append(parsed.problem(path, message, nearest(shows, tuple(kind.shows))))
        elif shows in seen:
            problems.append(parsed.problem(path, f"the block '{shows}' is shown twice"))
        seen.add(shows)
        if shows == "how_to_read" and "items" not in section:
            problems.append(parsed.problem(("sections", place), "how to read the figures must be said, under 'items'"))
    for needed in kind.needed:
        if needed not in seen:
            problems.append(parsed.problem(("sections",), f"the block '{needed}' may not be left out"))
    return problems


def _texts(data: Mapping[str, Any]) -> Iterable[tuple[KeyPath, str]]:
    for key in ("title", "subtitle", "running", "mark"):
        yield (key,), data[key]
    for place, line in enumerate(data.get("head", ())):
        yield ("head", place), line
    for place, section in enumerate(data["sections"]):
        for key in ("heading", "text", "when_empty"):
            if key in section:
                yield ("sections", place, key), section[key]
        for item, text in enumerate(section.get("items", ())):
            yield ("sections", place, "items", item), text


def _placeholder_problems(parsed: Parsed, path: KeyPath, text: str, known: tuple[str, ...]) -> list[Problem]:
    problems = []
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            message = f"unknown placeholder '{{{name}}}'"
            problems.append(parsed.problem(path, message, nearest(name, known)))
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        problems.append(parsed.problem(path, "a brace without its partner: braces hold placeholders only"))
    return problems


def _font_problems(parsed: Parsed, root: Path) -> list[Problem]:
    problems = []
    fonts = root / "fonts"
    known = tuple(sorted(path.name for path in fonts.glob("*.ttf")))
    for face in ("regular", "bold", "italic"):
        name = parsed.data["style"]["font"][face]
        if name not in known:
            message = f"there is no font file '{name}' in {shown_path(fonts, root)}"
            problems.append(parsed.problem(("style", "font", face), message, nearest(name, known)))
    return problems


def _definition(data: Mapping[str, Any], root: Path) -> ReportDefinition:
    font = data["style"]["font"]
    return ReportDefinition(
        id=data["id"],
        report=data["report"],
        title=data["title"],
        subtitle=data["subtitle"],
        running=data["running"],
        mark=data["mark"],
        audience=data["audience"],
        language=data["language"],
        sections=tuple(
            SectionDefinition(**{**section, "items": tuple(section.get("items", ()))}) for section in data["sections"]
        ),
        style=Style(Font(folder=root / "fonts", **font), data["style"]["size"], dict(data["style"]["colours"])),
        strong_above=data.get("strong_above", STRONG_ABOVE),
        head=tuple(data.get("head", ())),
        layout=data.get("layout", "report"),
    )
