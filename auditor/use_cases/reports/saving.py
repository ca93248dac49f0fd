"""Saving a report from inside the program: what its files are called, where they go, and that none is overwritten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditorError, InputError
from auditor.reports.document import Document
from auditor.reports.formats import FORMATS, SUFFIXES, ReportFormat, format_of
from auditor.reports.writers.text import write_text
from auditor.use_cases.reports.build import Tell, build_report
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service
from auditor.use_cases.write_file import check_free, write_file

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

FORM_WORDS: dict[ReportFormat, str] = {
    "pdf": "PDF, to print and to pass on",
    "html": "web page, one file",
    "xlsx": "workbook, a sheet for each table",
    "csv": "CSV, every table under the other",
    "markdown": "Markdown",
    "text": "plain text",
}
"""What each form is for."""
Places = Mapping[ReportFormat, Path]
"""The file of each form."""


class SaysWhoError(AuditorError):
    """Something in the report may say who somebody is; nothing was written or recorded.

    Attributes:
        finds: what was found.
    """

    def __init__(self, finds: "tuple[OpenFind, ...]") -> None:
        self.finds = finds
        lines = [f"{'Check' if one.sure else 'Perhaps'}: {one.told} {one.find.advice}" for one in finds]
        super().__init__("Something in it may say who somebody is.", "\n".join(lines), "Rephrase it in the audit.")


@dataclass(frozen=True)
class Saved:
    """A report that was saved.

    Attributes:
        title: as printed.
        files: in the order of :data:`auditor.reports.formats.FORMATS`.
        advice: of a public report: where much is hidden, and what would hide less.
    """

    title: str
    files: tuple[Path, ...]
    advice: tuple[str, ...] = ()


def usual_folder() -> Path:
    """Where reports go unless told otherwise: the person's documents; the current folder where there are none."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.cwd()


def places(where: str, name: str, forms: Collection[ReportFormat]) -> Places:
    """The file of each form.

    Args:
        where: what was typed: a folder, or a file with or without an ending. An ending that stands for a form adds it.
        name: of the files, without an ending, where only a folder was typed.
        forms: which forms are wanted.

    Raises:
        InputError: no form is wanted, nothing was typed, or there is no such folder.
    """
    typed = where.strip()
    if not typed:
        raise InputError("It is not said where to save it.", "", "Type a folder or a file.")
    path = _full(typed)
    if path.is_dir() or typed.endswith(("/", "\\")):
        path = path / name
    wanted = set(forms)
    ending = format_of(path.suffix)
    if ending is not None:
        wanted.add(ending)
        path = path.with_name(path.name.removesuffix(path.suffix))
    if not wanted:
        raise InputError("No form is chosen.", "", f"Choose one of: {', '.join(FORMATS)}.")
    found: Places = {form: path.with_name(path.name + SUFFIXES[form]) for form in FORMATS if form in wanted}
    for file in found.values():
        check_free(str(file), force=True)
    return found


def in_the_way(found: Places) -> tuple[Path, ...]:
    """The files that are there already."""
    return tuple(file for file in found.values() if file.exists())


def save_report(
    service: Service,
    request: Request,
    found: Places,
    tell: Tell = lambda _: None,
    *,
    overwrite: bool = False,
    looked: bool = False,
) -> Saved:
    """Build a report and write its files.

    Args:
        found: which file for which form.
        tell: is told of each step.
        overwrite: files that are there already may be written over.
        looked: what may say who somebody is was shown, and the report is wanted as it is.

    Raises:
        SaysWhoError: something may say who somebody is, and nobody has looked at it.
        InputError: as :func:`auditor.use_cases.reports.build.build_report`; or a file is there, or cannot be written.
        NotPermittedError: this person may not read what it shows.
    """
    for file in found.values():
        check_free(str(file), force=overwrite)

    def look(finds: "tuple[OpenFind, ...]") -> None:
        if finds and not looked:
            raise SaysWhoError(finds)

    built = build_report(service, request, list(found), tell, look)
    for form, file in found.items():
        write_file(str(file), built.files[form], force=overwrite)
    return Saved(built.title, tuple(found.values()), built.advice)


def text_lines(document: Document, width: int) -> list[str]:
    """A document as the lines of a terminal of so many columns."""
    return write_text(document, width).decode().rstrip("\n").split("\n")


def _full(typed: str) -> Path:
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError as error:
        raise InputError("There is no such folder.", typed, "Type where it lies in full.") from error
