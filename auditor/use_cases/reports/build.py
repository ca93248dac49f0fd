"""Build a report: which one, of what and in which forms is said by a request. That it left the store is recorded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.audit.facts import FactKind
from auditor.errors import InputError, Problem, UnknownIdError
from auditor.measures.publication.profiles import RULES, Profile
from auditor.paths import data_folder
from auditor.reports.build import build_document, write
from auditor.reports.definition import ReportDefinition, check_reports, load_reports
from auditor.reports.document import Document
from auditor.reports.formats import FORMATS
from auditor.store.ledger import NewFact
from auditor.store.store import Writer
from auditor.use_cases.reports.recipes import RECIPES, Recipe
from auditor.use_cases.reports.releases import OpenRelease, open_release, record_release
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service, require_qa_lead

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

Tell = Callable[[str], None]
"""Is told what is being done now, in words: reports over many audits take seconds."""
Look = Callable[[tuple["OpenFind", ...]], None]
"""Is shown what may say who somebody is, before anything is recorded; it raises where nothing is to be built."""


@dataclass(frozen=True)
class BuiltReport:
    """A report as bytes.

    Attributes:
        title: as printed.
        files: its content by format.
        finds: what in it may say who somebody is, and nobody kept.
        advice: of a public report: where much is hidden, and what would hide less.
    """

    title: str
    files: Mapping[str, bytes]
    finds: "tuple[OpenFind, ...]" = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Made:
    """A report that was put together, what it took its numbers from, and what was chosen to be published in words."""

    document: Document
    recipe: Recipe
    definition: ReportDefinition
    opened: OpenRelease
    texts: tuple[str, ...] = ()


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
    service: Service,
    request: Request,
    formats: Sequence[str],
    tell: Tell = lambda _: None,
    look: Look = lambda _: None,
) -> BuiltReport:
    """Build a report; one for a public profile is a release, and entered into the register before its bytes are out.

    Args:
        request: which report, of what.
        formats: each of :data:`auditor.reports.formats.FORMATS`; all are of the same moment, and one release.
        tell: is told of each step.
        look: is shown what is found in it.

    Raises:
        InputError: no such report, format, audit, theme or round; or something was asked for that means nothing to it;
            or it is to be published, and nobody said why.
        PublicationError: it is to be published, and what it hides could be worked out, or that cannot be told.
        NotPermittedError: this person may not read what it shows, or may not publish.
        ProblemsError: the report definitions have problems.
    """
    for format_ in formats:
        if format_ not in FORMATS:
            raise UnknownIdError("report format", format_, FORMATS)
    if request.profile is not Profile.INTERNAL:
        _check_may_be_published(service, request)
    made = _put_together(service, request, tell)
    finds = made.recipe.finds(service, request, made.document)
    look(finds)
    files = {}
    for format_ in formats:
        tell(f"Writing it as {format_}")
        files[format_] = write(made.document, format_)
    _record(service, request, made, files)
    return BuiltReport(made.document.title, files, finds, made.opened.publisher.offers)


def preview(service: Service, request: Request, tell: Tell = lambda _: None) -> Document:
    """The report as it would be, to be looked at inside the program; nothing leaves the store, so nothing is recorded.

    Raises:
        InputError: as :func:`build_report`, but for the reason.
        PublicationError: likewise.
        NotPermittedError: likewise.
        ProblemsError: likewise.
    """
    return _put_together(service, request, tell).document


def _check_may_be_published(service: Service, request: Request) -> None:
    """Before anything is computed."""
    chosen(request)
    require_qa_lead(service.person, "publish a report")
    if not request.why.strip():
        raise InputError(
            "It is not said why this is published.",
            "The register of releases keeps for what or for whom.",
            'Say it, as: --why "Improvement board, November"',
        )


def _put_together(service: Service, request: Request, tell: Tell) -> _Made:
    definition, recipe = chosen(request)
    opened = open_release(service, request.profile)
    tell("Gathering the figures")
    if recipe.publish is None:
        data = recipe.gather(service, request, definition)
    else:
        data = recipe.publish(service, request, definition, opened.publisher)
        tell("Trying to work out what is hidden")
        opened.publisher.finish()
    tell("Putting it together")
    document = build_document(definition, data)
    if request.profile is Profile.INTERNAL and not document.mark.strip():
        document = replace(document, mark=RULES[Profile.INTERNAL].mark)
    return _Made(document, recipe, definition, opened, getattr(data, "texts", ()))


def chosen(request: Request) -> tuple[ReportDefinition, Recipe]:
    """The definition a request names, and the recipe for it.

    Raises:
        InputError: there is none of this name, or it cannot be asked for like this.
        ProblemsError: the report definitions have problems.
    """
    found = load_reports()
    definition = _called(found, request.report)
    recipe = RECIPES[definition.report]
    if request.profile is not Profile.INTERNAL and recipe.published:
        definition = _published_form(found, definition.id, recipe.published)
        recipe = RECIPES[recipe.published]
    recipe.check(request)
    return definition, recipe


def check_name(report: str) -> None:
    """Whether there is a report of this name; it can be asked before a store is opened.

    Raises:
        UnknownIdError: there is none.
        ProblemsError: the report definitions have problems.
    """
    _called(load_reports(), report)


def _called(found: Mapping[str, ReportDefinition], report: str) -> ReportDefinition:
    if report not in found:
        raise UnknownIdError("report", report, list(found))
    return found[report]


def _published_form(found: Mapping[str, ReportDefinition], report: str, kind: str) -> ReportDefinition:
    """What is built in place of a report for a public profile: the definition called after it, or else the first."""
    fitting = [definition for _, definition in sorted(found.items()) if definition.report == kind]
    if not fitting:
        raise InputError(
            f"The report '{report}' has no form that can be published.",
            f"No definition in reports/ shows {kind}.",
            f"Add one, such as {report}-published.yaml.",
        )
    return next((one for one in fitting if one.id == f"{report}-published"), fitting[0])


def _record(service: Service, request: Request, made: _Made, files: Mapping[str, bytes]) -> None:
    """That it left the store: who, what, why, for whom, in which forms; of a public report also what it shows."""
    about = request.audit.hex if request.audit is not None else request.report
    left = [_left(service, about, request, made, format_, files[format_]) for format_ in files]
    if request.profile is Profile.INTERNAL:
        with service.store.writing() as writer:
            for fact in left:
                writer.append([fact])
    elif files:
        record_release(service, made.opened, report=made.definition.id, why=request.why, files=files, beside=left)


def _left(service: Service, about: str, request: Request, made: _Made, format_: str, content: bytes) -> NewFact:
    body: dict[str, Any] = {
        "what": "report",
        "report": made.definition.id,
        "format": format_,
        "profile": request.profile.value,
        "why": request.why.strip(),
        "of": request.said,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    if made.texts:
        body["texts"] = list(made.texts)
    return service.fact(FactKind.DISCLOSURE, about, body)


def note_left(writer: Writer, service: Service, about: str, report: str, format_: str, to: str = "") -> None:
    """Record that a report left the store, inside a transaction of the caller's.

    Args:
        about: the audit it is of, in hex; otherwise the report.
        to: where to: ``file``, ``screen`` or ``clipboard``; empty where nothing else but a file can be meant.
    """
    body = {"what": "report", "report": report, "format": format_, **({"to": to} if to else {})}
    writer.append([service.fact(FactKind.DISCLOSURE, about, body)])
