"""What a standards folder holds, by title: read from the files without building them, so that a listing is quick."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.errors import ProblemsError
from auditor.standards.strict_yaml import Parsed, parse_file


@dataclass(frozen=True)
class SectionTitle:
    """A section of a listing; ``questions`` is how many it has."""

    id: str
    code: str
    title: str
    questions: int


@dataclass(frozen=True)
class Contents:
    """An edition or a theme of a listing.

    Attributes:
        kind: ``edition`` or ``theme``.
        version: the year of an edition, the version of a theme.
    """

    id: str
    kind: str
    title: str
    version: str
    sections: tuple[SectionTitle, ...]


def contents(root: Path) -> list[Contents]:
    """The editions of a folder, newest first, and then its themes.

    Args:
        root: a standards folder; what a listing does not show is not checked.

    Raises:
        ProblemsError: the folder has problems; all are carried.
    """
    try:
        editions = [_edition(path) for path in sorted(root.glob("*/*/edition.yaml"))]
        themes = [_theme(_data(path)) for path in sorted(root.glob("themes/*.yaml"))]
    except (LookupError, TypeError, AttributeError, ValueError):
        editions, themes = [], []
    if not editions:
        _say_what_is_wrong(root)
    return [*sorted(editions, key=lambda edition: edition.version, reverse=True), *themes]


def _say_what_is_wrong(root: Path) -> None:
    from auditor.standards.load import load_standards  # half a second that only a broken folder costs

    load_standards(root)
    raise ProblemsError(f"The standards in {root} cannot be listed.", [])


def _edition(path: Path) -> Contents:
    data = _data(path)
    sections = tuple(_section(_data(path.parent / name)) for name in data["sections"])
    return Contents(data["id"], "edition", data["title"], str(data["year"]), sections)


def _theme(data: dict[str, Any]) -> Contents:
    sections = tuple(_section(section) for section in data["sections"])
    return Contents(data["id"], "theme", data["title"], str(data["version"]), sections)


def _section(data: dict[str, Any]) -> SectionTitle:
    questions = len(data.get("criteria", ())) + len(data.get("from_edition", ()))
    return SectionTitle(data["id"], data["code"], data["title"], questions)


def _data(path: Path) -> dict[str, Any]:
    parsed: Parsed = parse_file(path, str(path))
    if parsed.problems:
        raise ValueError(str(parsed.problems[0]))
    found: dict[str, Any] = parsed.data
    return found
