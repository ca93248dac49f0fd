"""What the Reports mode lists and says. Nothing here decides anything."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from auditor.tui.audit.lines import Row, plain
from auditor.tui.words import count_of, hanging

if TYPE_CHECKING:
    from auditor.use_cases.reports.answers import Field
    from auditor.use_cases.reports.asking import Asking
    from auditor.use_cases.reports.offers import Offers

_LABEL = 14
_SAID_OF_NAMES = 11
_EDGES = 2


def report_rows(found: "Offers") -> list[Row]:
    """The reports, under what they are of."""
    rows: list[Row] = []
    group = ""
    for one in found.found:
        if one.group != group:
            group = one.group
            rows.append(Row("", group, "muted", heading=True))
        rows.append(Row(one.id, one.name, lead=(("  ", ""),)))
    return rows


def field_rows(fields: "Sequence[Field]") -> list[Row]:
    """The form."""
    return [
        Row(
            one.name,
            one.words or one.missing,
            "accent" if one.missing else "",
            ((one.label.ljust(_LABEL), "muted"),),
            (("choose", "accent"),) if one.missing else (),
        )
        for one in fields
    ]


def offered_words(found: "Offers") -> Content:
    """How many there are, and for whom the others are."""
    said = f"{count_of(len(found.found), 'report')} for you"
    others = f" · {count_of(found.others, 'more is', 'more are')} for other roles" if found.others else ""
    return Content.assemble((said, "bold"), others)


def about_words(asking: "Asking", width: int) -> Content:
    """What a report is, for whom, and whether it may leave the house."""
    definition = asking.offer.definition
    lines = [Content.styled(asking.offer.name, "bold")]
    # A mark that depends on for whom it is built is said by that choice.
    mark = "" if "{" in definition.mark else definition.mark
    for heading, text in (("For", definition.audience), ("Marked", mark)):
        if not text:
            continue
        said = hanging(text, width, _SAID_OF_NAMES)
        lines.append(Content.assemble((heading.ljust(_SAID_OF_NAMES), "$muted"), said))
    return Content("\n").join(lines)


def hint_words(field: "Field | None", width: int) -> Content:
    """All that the line one is on says, where a form so wide has no room for it."""
    if field is None or cell_len(field.words) + _LABEL + _EDGES <= width:
        return Content("")
    return Content.assemble((f"{field.label}: ", "$muted"), plain(field.words))


def short(path: Path) -> str:
    """A file or folder as it is shown: from the person's home where it lies there."""
    home = Path.home()
    if path == home:
        return "~"
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def written_words(files: Sequence[Path]) -> str:
    """Where the files are: all have the same name, but for the ending."""
    endings = "".join(f", {file.suffix}" for file in files[1:])
    return f"{short(files[0])}{endings}"
