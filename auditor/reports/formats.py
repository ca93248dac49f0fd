"""The forms in which a report can be written."""

from typing import Literal

ReportFormat = Literal["pdf", "html", "xlsx", "csv", "markdown", "text"]
FORMATS: tuple[ReportFormat, ...] = ("pdf", "html", "xlsx", "csv", "markdown", "text")
SUFFIXES: dict[ReportFormat, str] = {
    "pdf": ".pdf",
    "html": ".html",
    "xlsx": ".xlsx",
    "csv": ".csv",
    "markdown": ".md",
    "text": ".txt",
}
"""How a file of each form ends."""
BINARY: frozenset[ReportFormat] = frozenset({"pdf", "xlsx"})
"""Forms that are no text for a terminal."""


def format_of(suffix: str) -> ReportFormat | None:
    """The form that the ending of a file's name stands for, such as ``.pdf``; None where it is none of them."""
    return next((format_ for format_, ending in SUFFIXES.items() if ending == suffix.casefold()), None)
