"""Build a report: of one audit, of the measures, of a theme. What was built, and by whom, is recorded in the store."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from auditor.audit.details import KIND_WORDS
from auditor.audit.facts import FactKind
from auditor.errors import Problem, UnknownIdError
from auditor.paths import data_folder
from auditor.reports.audit_report import AuditReportData
from auditor.reports.build import build_document, write
from auditor.reports.definition import ReportDefinition, check_reports, load_reports
from auditor.reports.kinds import ReportData
from auditor.reports.measures_report import EditionUsed, MeasuresReportData
from auditor.reports.scorecard_report import ScorecardReportData
from auditor.standards.hashes import thresholds_hash
from auditor.store.store import Reader
from auditor.use_cases.audits.open_audit import read_audit
from auditor.use_cases.measures.scorecard import show_scorecard
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, show_measures

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind


@dataclass(frozen=True)
class BuiltReport:
    """A report as bytes.

    Attributes:
        title: as printed.
        content: the file.
        finds: what in it surely says who somebody is, and nobody kept.
    """

    title: str
    content: bytes
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


def build_audit_report(service: Service, audit_id: UUID, format_: str, definition: str | None = None) -> BuiltReport:
    """Build the report of one audit.

    Args:
        format_: one of :data:`auditor.reports.formats.FORMATS`.
        definition: which report definition; the first that shows an audit when left out.

    Raises:
        InputError: there is no such audit, format or definition.
        NotPermittedError: this person may not read the audit.
        ProblemsError: the report definitions have problems.
    """
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
        summary = reader.summarised(opened.record)
        people, teams = reader.people(), reader.teams()
    auditor = people.get(opened.record.auditor_id)
    team = teams.get(opened.details.team)
    data = AuditReportData(
        summary=summary,
        scope=opened.scope,
        examination=opened.examination,
        period=opened.details.period,
        team=team.name if team else "",
        made_at=_moment(service),
        auditor=auditor.name if auditor else "",
        made_by=service.person.name,
        synthetic=service.store.demo,
        calendar=opened.calendar,
    )
    built = _built(service, data, "audit", format_, definition, audit_id.hex)
    return replace(built, finds=tuple(found for found in opened.open_finds if found.sure))


def build_measures_report(service: Service, choice: Choice, format_: str, definition: str | None = None) -> BuiltReport:
    """Build the report of the measures.

    Args:
        choice: which audits count.
        format_: one of :data:`auditor.reports.formats.FORMATS`.
        definition: which report definition; the first that shows measures when left out.

    Raises:
        InputError: as :func:`auditor.use_cases.show_measures.show_measures`; or no such format or definition.
        ProblemsError: the report definitions have problems.
    """
    card = show_measures(service, choice)
    standards = service.standards
    with service.store.reading() as reader:
        names = {team.id: team.name for team in reader.teams().values()}
        editions = _editions(reader, [*standards.editions, *standards.themes], card.main.scoring_hashes)
    data = MeasuresReportData(
        measures=card.main.measures,
        profile=card.main.profile,
        moderated=card.main.moderated,
        scale=standards.current.scale,
        too_few=standards.measures.too_few,
        months=(card.choice.first, card.choice.last),
        teams=tuple(names[team] for team in card.choice.teams or () if team in names),
        kinds=tuple(f"{KIND_WORDS[kind]}s" for kind in card.choice.kinds),
        editions=editions,
        thresholds_hash=thresholds_hash(standards.measures),
        made_at=_moment(service),
        made_by=service.person.name,
        early_help=card.early_help.profile if card.early_help.audits else (),
        synthetic=service.store.demo,
    )
    return _built(service, data, "measures", format_, definition, "measures")


def build_scorecard_report(
    service: Service, last: str | None, format_: str, definition: str | None = None, *, by_month: bool = False
) -> BuiltReport:
    """Build the scorecard of every measure.

    Args:
        last: a month of its period; the latest period that is over when left out.
        format_: one of :data:`auditor.reports.formats.FORMATS`.
        definition: which report definition; the first that shows the scorecard when left out.
        by_month: of a month; of a quarter otherwise.

    Raises:
        InputError: no such format or definition.
        ProblemsError: the report definitions have problems.
    """
    card = show_scorecard(service, last, by_month=by_month)
    standards = service.standards
    with service.store.reading() as reader:
        names = {team.id: team.name for team in reader.teams().values()}
        editions = _editions(reader, [*standards.editions, *standards.themes], card.scoring_hashes)
    data = ScorecardReportData(
        rows=card.rows,
        periods=card.periods,
        audits=card.audits,
        moderated=card.moderated,
        teams=tuple(names[team] for team in card.choice.teams or () if team in names),
        too_few=standards.measures.too_few,
        editions=editions,
        thresholds_hash=thresholds_hash(standards.measures),
        made_at=_moment(service),
        made_by=service.person.name,
        synthetic=service.store.demo,
    )
    return _built(service, data, "scorecard", format_, definition, "scorecard")


def build_thematic_report(
    service: Service, choice: ThematicChoice, format_: str, definition: str | None = None
) -> BuiltReport:
    """Build the report of a thematic audit.

    Args:
        choice: which audits of which theme; a level of its own goes before that of the definition.
        format_: one of :data:`auditor.reports.formats.FORMATS`.
        definition: which report definition; the first that shows a thematic audit when left out.

    Raises:
        InputError: as :func:`auditor.use_cases.reports.thematic.gather_thematic`; or no such format or definition.
        NotPermittedError: only the QA lead reports on a theme.
        ProblemsError: the report definitions have problems.
    """
    data = gather_thematic(service, choice)
    if choice.level is None:
        data = replace(data, level=_definition("thematic", definition).strong_above)
    return _built(service, data, "thematic", format_, definition, "thematic")


def _built(
    service: Service, data: ReportData, kind: str, format_: str, definition: str | None, about: str
) -> BuiltReport:
    document = build_document(_definition(kind, definition), data)
    content = write(document, format_)
    body = {"what": "report", "report": kind, "format": format_}
    with service.store.writing() as writer:
        writer.append([service.fact(FactKind.DISCLOSURE, about, body)])
    return BuiltReport(document.title, content)


def _definition(kind: str, named: str | None) -> ReportDefinition:
    found = load_reports()
    if named is not None:
        if named not in found:
            raise UnknownIdError("report", named, list(found))
        return found[named]
    fitting = [definition for _, definition in sorted(found.items()) if definition.report == kind]
    if not fitting:
        raise UnknownIdError("report", kind, list(found))
    return next((definition for definition in fitting if definition.id == kind), fitting[0])


def _editions(reader: Reader, ids: Iterable[str], scoring_hashes: Iterable[str]) -> tuple[EditionUsed, ...]:
    """The standards that the audits were graded with; for each scoring the content used last."""
    wanted = set(scoring_hashes)
    used: dict[str, EditionUsed] = {}
    for checklist_id in ids:
        for content, scoring in reader.checklist_uses(checklist_id):
            if scoring in wanted:
                used[scoring] = EditionUsed(reader.checklist(content).title, content, scoring)
    return tuple(used.values())


def _moment(service: Service) -> datetime:
    return service.now().astimezone()
