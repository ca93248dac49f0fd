"""Gather what the reports of figures show: the audit measures, and the scorecard of every measure."""

from dataclasses import replace

from auditor.audit.details import KIND_WORDS
from auditor.reports.measures.measures import MeasuresReportData
from auditor.reports.measures.scorecard import ScorecardReportData
from auditor.standards.hashes import thresholds_hash
from auditor.use_cases.measures.scorecard import show_scorecard
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.left_out import left_out
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, filter_of, show_measures


def gather_measures(service: Service, choice: Choice) -> MeasuresReportData:
    """Everything that the report of the audit measures shows.

    Raises:
        InputError: as :func:`auditor.use_cases.show_measures.show_measures`.
    """
    card = show_measures(service, choice)
    standards = service.standards
    with service.store.reading() as reader:
        names = {team.id: team.name for team in reader.teams().values()}
        editions = editions_of(service, reader, card.main.scoring_hashes)
        hidden = left_out(reader, service.person, replace(filter_of(card.choice), early_help=None))
    return MeasuresReportData(
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
        made_at=service.now().astimezone(),
        made_by=service.person.name,
        early_help=card.early_help.profile if card.early_help.audits else (),
        synthetic=service.store.demo,
        left_out=hidden,
    )


def gather_scorecard(service: Service, last: str | None, *, by_month: bool = False) -> ScorecardReportData:
    """Everything that the scorecard shows.

    Args:
        last: a month of its period; the latest period that is over when left out.
        by_month: of a month; of a quarter otherwise.
    """
    card = show_scorecard(service, last, by_month=by_month)
    standards = service.standards
    with service.store.reading() as reader:
        names = {team.id: team.name for team in reader.teams().values()}
        editions = editions_of(service, reader, card.scoring_hashes)
        hidden = left_out(reader, service.person, filter_of(card.choice))
    return ScorecardReportData(
        rows=card.rows,
        periods=card.periods,
        audits=card.audits,
        moderated=card.moderated,
        teams=tuple(names[team] for team in card.choice.teams or () if team in names),
        too_few=standards.measures.too_few,
        editions=editions,
        thresholds_hash=thresholds_hash(standards.measures),
        made_at=service.now().astimezone(),
        made_by=service.person.name,
        synthetic=service.store.demo,
        left_out=hidden,
    )
