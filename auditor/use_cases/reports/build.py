"""Build a report: which one, of what and in which forms is said by a request. That it left the store is recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.audit.facts import FactKind
from auditor.errors import Problem, UnknownIdError
from auditor.paths import data_folder
from auditor.reports.build import build_document, write
from auditor.reports.definition import ReportDefinition, check_reports, load_reports
from auditor.reports.document import Document
from auditor.reports.formats import FORMATS
from auditor.use_cases.reports.one_audit import finds_of_audit
from auditor.use_cases.reports.recipes import RECIPES, Recipe
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

Tell = Callable[[str], None]
"""Is told what is being done now, in words: reports over many audits take seconds."""


@dataclass(frozen=True)
class BuiltReport:
    """A report as bytes.

    Attributes:
        title: as printed.
        files: its content by format.
        finds: what in it surely says who somebody is, and nobody kept.
    """

    title: str
    files: Mapping[str, bytes]
    finds: "tuple[OpenFind, ...]" = ()


def list_reports(folder: Path | None = None) -> list[ReportDefinition]:
    """The reports that can be built, in order of id.

    Raises:
        ProblemsError: the definitions have problems; all are carried.
    """
    return [definition for _, definition in sorted(load_reports(folder).items())]


def check_definitions(folder: Path | None = None) -> tuple[Path, list[Problem]]:
    """The folder of report definitions that was looked at, and every problem in it."""
    return data_folder("reports", folder), check_reports(folder)


def build_report(
    service: Service, request: Request, formats: Sequence[str], tell: Tell = lambda _: None
) -> BuiltReport:
    """Build a report.

    Args:
        request: which report, of what.
        formats: each of :data:`auditor.reports.formats.FORMATS`; all are of the same moment.
        tell: is told of each step.

    Raises:
        InputError: no such report, format, audit, theme or round; or something was asked for that means nothing to it.
        NotPermittedError: this person may not read what it shows.
        ProblemsError: the report definitions have problems.
    """
    for format_ in formats:
        if format_ not in FORMATS:
            raise UnknownIdError("report format", format_, FORMATS)
    document = preview(service, request, tell)
    files = {}
    for format_ in formats:
        tell(f"Writing it as {format_}")
        files[format_] = write(document, format_)
    _record(service, request, formats)
    finds = finds_of_audit(service, request.audit) if request.audit is not None else ()
    return BuiltReport(document.title, files, finds)


def preview(service: Service, request: Request, tell: Tell = lambda _: None) -> Document:
    """The report as it would be, to be looked at inside the program; nothing leaves the store, so nothing is recorded.

    Raises:
        InputError: as :func:`build_report`.
        NotPermittedError: likewise.
        ProblemsError: likewise.
    """
    definition, recipe = chosen(request)
    tell("Gathering the figures")
    data = recipe.gather(service, request, definition)
    tell("Putting it together")
    return build_document(definition, data)


def chosen(request: Request) -> tuple[ReportDefinition, Recipe]:
    """The definition a request names, and the recipe for it.

    Raises:
        InputError: there is none of this name, or it cannot be asked for like this.
        ProblemsError: the report definitions have problems.
    """
    found = load_reports()
    if request.report not in found:
        raise UnknownIdError("report", request.report, list(found))
    definition = found[request.report]
    recipe = RECIPES[definition.report]
    recipe.check(request)
    return definition, recipe


def _record(service: Service, request: Request, formats: Sequence[str]) -> None:
    about = request.audit.hex if request.audit is not None else request.report
    with service.store.writing() as writer:
        for format_ in formats:
            body: dict[str, Any] = {"what": "report", "report": request.report, "format": format_}
            writer.append([service.fact(FactKind.DISCLOSURE, about, body)])
