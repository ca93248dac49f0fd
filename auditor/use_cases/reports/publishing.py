"""What every public report is put together from: whose audits it counts, and that they may be told of at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.whole_months import month_before
from auditor.errors import InputError
from auditor.measures.publication.count_tables import enough_workers
from auditor.measures.publication.profiles import FEWEST_WORKERS
from auditor.measures.publication.tables import Population
from auditor.reports.words import month_words
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter
from auditor.store.store import Reader
from auditor.use_cases.service import Service


def population_of(
    reader: Reader, months: frozenset[str], kind: AuditKind = AuditKind.FULL, theme: str = ""
) -> Population:
    """The audits of the whole service: every team there ever was is listed, so that a later report can be compared.

    Raises:
        InputError: there is no team yet.
    """
    teams = frozenset(team.hex for team in reader.teams())
    if not teams:
        raise InputError(
            "There is no team yet, and so nothing to publish.",
            "What is published says of which teams its audits are.",
            "Add the teams, and audit: auditor team add NAME",
        )
    return Population(months, teams, kinds=frozenset({kind.value}), themes=frozenset({theme}))


def check_nothing_is_hidden_from(service: Service, reader: Reader, wanted: AuditFilter) -> None:
    """What is published must be complete, and of what somebody is to moderate blind they may not even be told figures.

    Raises:
        InputError: among these audits is one that the person working is to moderate blind.
    """
    hidden = reader.hidden_audits(service.person)
    if not hidden:
        return
    months = sorted(one.month for one in reader.each(replace(wanted, audits=frozenset(hidden), counted=True)))
    if months:
        told = f"They are of {month_words(months[0])}" + ("" if months[0] == months[-1] else " and later")
        last = month_before(months[0])
        raise InputError(
            "You are to moderate some of these audits blind.",
            f"{told}. Figures of yours leave them out, and what is published has to be of all audits.",
            f"Publish the months up to {month_words(last)} (--to {last}), moderate "
            "them first, or let another QA lead publish.",
        )


def check_workers(teams: int, what: str = "audits") -> None:
    """That the figures rest on enough workers: each works in one team, so three teams are three workers at least.

    Raises:
        InputError: they may rest on fewer.
    """
    if not enough_workers(teams):
        of = "no team" if not teams else "one team" if teams == 1 else f"{teams} teams"
        raise InputError(
            f"The {what} are of {of}: they may rest on fewer than {FEWEST_WORKERS} workers.",
            "Nobody records who worked with a child; what is said of so few would be said of a person.",
            f"Publish more months together, until audits of {FEWEST_WORKERS} teams are among them.",
        )


@dataclass(frozen=True)
class CountedMonths:
    """The audits that count, by month.

    Attributes:
        audits: how many have an overall grade.
        teams: of which teams they are.
        judged: likewise of each measure, those in which it was judged.
    """

    audits: Mapping[str, int]
    teams: Mapping[str, frozenset[UUID]]
    judged: Mapping[tuple[str, str], frozenset[UUID]]

    def audits_in(self, months: Iterable[str]) -> int:
        """How many audits there are in any of the months."""
        return sum(self.audits.get(month, 0) for month in months)

    def teams_in(self, months: Iterable[str]) -> int:
        """How many teams have an audit in any of the months."""
        return len({team for month in months for team in self.teams.get(month, ())})

    def judged_in(self, measure: str, months: Iterable[str]) -> int | None:
        """Of how many teams the audits are in which a measure was judged; None where it was judged in none."""
        return len({team for month in months for team in self.judged.get((measure, month), ())}) or None


def counted_months(reader: Reader, wanted: AuditFilter) -> CountedMonths:
    """The audits behind some figures, by month."""
    audits: dict[str, int] = {}
    teams: dict[str, frozenset[UUID]] = {}
    judged: dict[tuple[str, str], frozenset[UUID]] = {}
    found = reader.counters(wanted, by=("measure", "month", "team_id"))
    for (measure, month, team), counter in found.items():
        if counter.total:
            judged[measure, month] = judged.get((measure, month), frozenset()) | {team}
        if measure == OVERALL_MEASURE:
            audits[month] = audits.get(month, 0) + counter.total
            teams[month] = teams.get(month, frozenset()) | {team}
    return CountedMonths(audits, teams, judged)
