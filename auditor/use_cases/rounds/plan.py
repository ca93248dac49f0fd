"""Rounds: plan one, read in its list of cases, draw its sample, see how far it is. The QA lead's alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from auditor.audit.details import AuditKind, check_lcs_number
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person
from auditor.audit.profile import Period
from auditor.audit.round_board import Counts, Line, count, lines
from auditor.audit.round_rows import CASE_COLUMNS, cases_from
from auditor.audit.rounds import Allocation, Round, allocation_key, of_allocation
from auditor.audit.sampling import new_seed
from auditor.errors import InputError, UnknownIdError
from auditor.store.records import Team, moment_text
from auditor.store.round_rows import EarlierAudit
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.check_timescales import BadListError
from auditor.use_cases.moderation.pick import moderation_settings
from auditor.use_cases.service import Service, require_qa_lead
from auditor.use_cases.table_files import read_table

MOST_CASES = 5_000
KINDS = (AuditKind.FULL, AuditKind.THEMATIC, AuditKind.DIP_SAMPLE, AuditKind.RE_AUDIT)
"""What a round may consist of."""


@dataclass(frozen=True)
class RoundView:
    """A round, and how far it is.

    Attributes:
        lines: its sample; empty before it is drawn.
        audited: the latest audit of each case of the list that was audited not long ago, by case id.
        people: everyone who uses the tool.
    """

    round: Round
    lines: Sequence[Line]
    audited: Mapping[UUID, EarlierAudit]
    people: Mapping[UUID, Person]
    teams: Mapping[UUID, Team]
    today: date

    @property
    def counts(self) -> Counts:
        """Of the whole round."""
        return count(self.lines)

    @property
    def left_out(self) -> tuple[UUID, ...]:
        """The cases that will not be drawn from, by id."""
        return self.round.left_out(self.audited)

    def name(self, person: UUID | None) -> str:
        """What somebody is called; nothing when it is nobody."""
        if person is None:
            return ""
        return self.people[person].name if person in self.people else str(person)

    def number(self, case: UUID | None) -> str:
        """The LCS number of a case of the list, or that it was removed; nothing when it is none."""
        found = self.round.by_id.get(case) if case is not None else None
        return found.lcs_number if found is not None else ""

    def team(self, team: UUID) -> str:
        """What a team is called."""
        return self.teams[team].name if team in self.teams else str(team)


def new_round(
    service: Service,
    name: str,
    *,
    period: Period,
    due: date,
    kind: AuditKind = AuditKind.FULL,
    theme: str = "",
    share: int | None = None,
    blind: bool | None = None,
) -> Round:
    """Plan a round. Its seed is made and recorded now, before any list is read.

    Args:
        name: no other round has it.
        period: the period audited; it ends on the as-at date.
        due: the day by which its audits should be submitted.
        theme: for a thematic round, the theme's id.
        share: of its audits to be moderated, in percent; as the settings say when left out.
        blind: moderated blind, or as a light-touch review; likewise.

    Raises:
        InputError: a name, day, kind, theme or share that does not fit.
        NotPermittedError: only the QA lead plans rounds.
    """
    require_qa_lead(service.person, "plan a round")
    _check_kind(service, kind, theme)
    if not name.strip():
        raise InputError("A round needs a name.", "", "Type one, such as: January 2027")
    if due < period.end:
        days = f"Due {due:%d/%m/%Y}, as at {period.end:%d/%m/%Y}."
        raise InputError("The round would be due before its as-at date.", days, "Give a later due date.")
    if share is not None and not 0 <= share <= 100:
        raise InputError("The share to moderate is a percentage.", f"You gave {share}.", "Give 0 to 100.")
    usual = moderation_settings(service)
    with service.store.writing() as writer:
        if name.strip().casefold() in {known.name.casefold() for known in every_round(writer)}:
            raise InputError(f"There is a round called '{name.strip()}' already.", "", "Give it another name.")
        planned = Round(
            id=service.new_id().hex,
            name=name.strip(),
            kind=kind,
            theme=theme,
            period=period,
            due=due,
            seed=new_seed(service.store.salt),
            share=usual.share if share is None else share,
            blind=usual.blind if blind is None else blind,
        )
        put_round(writer, service, planned, None)
    return planned


def _check_kind(service: Service, kind: AuditKind, theme: str) -> None:
    if kind not in KINDS:
        raise InputError("There is no such round.", kind.value, f"Choose from: {', '.join(KINDS)}.")
    if kind is AuditKind.THEMATIC and theme not in service.standards.themes:
        raise UnknownIdError("theme", theme, list(service.standards.themes))
    if kind is not AuditKind.THEMATIC and theme:
        raise InputError("Only a thematic round has a theme.", f"You named '{theme}'.", "Leave the theme out.")


# -- reading ----------------------------------------------------------------------------------------------------------


def every_round(reader: Reader) -> list[Round]:
    """Every round, the latest as-at date first; the LCS numbers of its cases are not looked up. Inside a transaction of
    the caller's, who has asked for permission.
    """
    found = [Round.from_body(key, fact.body) for key, fact in reader.rounds.standing(FactKind.ROUND).items()]
    return sorted(found, key=lambda one: (one.period.end, one.id), reverse=True)


def one_round(reader: Reader, round_id: str) -> tuple[Round, UUID]:
    """A round and the fact in which it stands; likewise inside a transaction of the caller's.

    Raises:
        UnknownIdError: there is none with this id.
    """
    found = reader.rounds.standing(FactKind.ROUND, round_id).get(round_id)
    if found is None:
        raise UnknownIdError("round", round_id, [known.name for known in every_round(reader)])
    numbers = reader.rounds.numbers(UUID(case["case"]) for case in found.body["cases"])
    return Round.from_body(round_id, found.body, numbers), found.fact_id


def allocations_in(reader: Reader, round_id: str) -> dict[UUID, Allocation]:
    """What was decided about the cases of a round, by case id; likewise."""
    found = reader.rounds.standing(FactKind.ALLOCATION, within=round_id)
    by_case = {of_allocation(key)[1]: fact.body for key, fact in found.items()}
    return {case: Allocation.from_body(case, body) for case, body in by_case.items()}


def lines_of(reader: Reader, of: Round, today: date) -> list[Line]:
    """The sample of a round line by line; likewise."""
    allocations = allocations_in(reader, of.id)
    started = [one.audit for one in allocations.values() if one.audit is not None]
    return lines(of, allocations, reader.rounds.progress_of(started), today)


def line_numbered(shown: Iterable[Line], lcs_number: str) -> Line:
    """The line of the case with an LCS number.

    Raises:
        UnknownIdError: it is not in the sample, or its number was removed.
    """
    by_number = {line.case.lcs_number: line for line in shown if not line.case.is_removed}
    if lcs_number not in by_number:
        raise UnknownIdError("case in the sample", lcs_number, list(by_number))
    return by_number[lcs_number]


def audited_lately(reader: Reader, of: Round) -> dict[UUID, EarlierAudit]:
    """The latest audit of each case of a round's list that was audited not long ago; likewise."""
    since = of.audited_since
    if since is None or not of.cases:
        return {}
    found = reader.rounds.audited_since(since)
    return {case.id: found[case.id] for case in of.cases if case.id in found}


def list_rounds(service: Service) -> Sequence[tuple[Round, Counts]]:
    """Every round with its counts, the latest as-at date first.

    Raises:
        NotPermittedError: only the QA lead sees rounds.
    """
    require_qa_lead(service.person, "see rounds")
    with service.store.reading() as reader:
        return [(one, count(lines_of(reader, one, service.today()))) for one in every_round(reader)]


def read_round(service: Service, round_id: str) -> RoundView:
    """A round and how far it is.

    Raises:
        UnknownIdError: there is no such round.
        NotPermittedError: only the QA lead sees rounds.
    """
    require_qa_lead(service.person, "see rounds")
    with service.store.reading() as reader:
        return view_of(reader, service, one_round(reader, round_id)[0])


def view_of(reader: Reader, service: Service, of: Round) -> RoundView:
    """A round and how far it is, inside a transaction of the caller's, who has asked for permission."""
    today = service.today()
    audited = {} if of.sample else audited_lately(reader, of)
    return RoundView(of, lines_of(reader, of, today), audited, reader.people(), reader.teams(), today)


def find_round(service: Service, named: str) -> str:
    """The id of the round a person named: by its name, whatever its capitals, or by its id.

    Raises:
        UnknownIdError: there is none; the nearest name is offered.
        NotPermittedError: only the QA lead sees rounds.
    """
    require_qa_lead(service.person, "see rounds")
    wanted = named.strip().casefold()
    with service.store.reading() as reader:
        rounds = every_round(reader)
    for one in rounds:
        if wanted in (one.name.casefold(), one.id):
            return one.id
    raise UnknownIdError("round", named, [one.name for one in rounds])


# -- the list, and the draw -------------------------------------------------------------------------------------------


def read_cases(service: Service, round_id: str, path: Path) -> RoundView:
    """Put the list of cases in place of the one before: all of it, or, where anything was not understood, nothing.

    Args:
        path: CSV or .xlsx with the columns of :data:`auditor.audit.round_rows.CASE_COLUMNS`.

    Raises:
        InputError: the file cannot be read, holds no case, or the sample is drawn already.
        BadListError: rows were not understood; every one is named, with the nearest name.
        NotPermittedError: only the QA lead reads in cases.
    """
    require_qa_lead(service.person, "read in a list of cases")
    rows, problems = read_table(path, CASE_COLUMNS, CASE_COLUMNS[:2], most_rows=MOST_CASES)
    with service.store.writing() as writer:
        of, fact_id = one_round(writer, round_id)
        _require_undrawn(of, "Its list of cases is fixed.")
        cases, wrong = cases_from(rows, _teams_by_name(writer), _people_by_name(writer), str(path))
        if problems or wrong:
            raise BadListError(
                f"{path.name} was not understood; nothing of it was taken.",
                [*problems, *wrong],
                "Correct these rows. The names of teams: auditor team list",
            )
        if not cases:
            raise InputError("There is no case in this file.", str(path), f"Columns: {', '.join(CASE_COLUMNS)}.")
        known = _cases_numbered(writer, service, [case.lcs_number for case in cases])
        listed = [case.known_as(known[case.lcs_number]) for case in cases]
        ids = {case.id for case in listed}
        kept = {case: why for case, why in of.kept.items() if case in ids}
        changed = replace(of, cases=tuple(listed), kept=kept)
        put_round(writer, service, changed, fact_id)
        return view_of(writer, service, changed)


def _cases_numbered(writer: Writer, service: Service, numbers: Sequence[str]) -> dict[str, UUID]:
    """The cases with some LCS numbers; those not known yet are added, each with an id that nobody could have chosen."""
    known = writer.rounds.ids(numbers)
    new = {number: service.new_id() for number in numbers if number not in known}
    writer.add_cases(new, moment_text(service.now()))
    return known | new


def keep_case(service: Service, round_id: str, lcs_number: str, reason: str) -> RoundView:
    """Keep a case in the list although it was audited not long ago; without a reason, leave it out again.

    Raises:
        InputError: it is not in the list, was not audited lately, or the sample is drawn already.
        NotPermittedError: only the QA lead keeps cases.
    """
    require_qa_lead(service.person, "keep a case")
    number = check_lcs_number(lcs_number)
    with service.store.writing() as writer:
        of, fact_id = one_round(writer, round_id)
        _require_undrawn(of, "Which cases are left out is fixed.")
        if number not in of.by_number:
            raise UnknownIdError("case in this round", number, list(of.by_number))
        case = of.by_number[number].id
        if case not in audited_lately(writer, of):
            raise InputError(f"{number} is in the list anyway.", "It was not audited lately.", "Nothing is needed.")
        kept = {other: why for other, why in of.kept.items() if other != case}
        if reason.strip():
            kept[case] = reason.strip()
        changed = replace(of, kept=kept)
        put_round(writer, service, changed, fact_id)
        return view_of(writer, service, changed)


def draw_sample(
    service: Service, round_id: str, *, size: int | None = None, percent: int | None = None, minimum: int = 0
) -> RoundView:
    """Draw the sample, by team in proportion to their size. It is drawn once; the list is fixed from then on.

    Args:
        size: how many cases.
        percent: instead, what share of those that can be drawn; rounded half up, at least 1.
        minimum: of every team, or all it has.

    Raises:
        InputError: there is no list, the numbers do not fit, or it is drawn already.
        NotPermittedError: only the QA lead draws.
    """
    require_qa_lead(service.person, "draw a sample")
    if (size is None) == (percent is None):
        raise InputError("How many cases are to be drawn?", "", "Give a number, or a percentage.")
    if percent is not None and not 1 <= percent <= 100:
        raise InputError("A share lies between 1 and 100 percent.", f"You gave {percent}.", "Give another share.")
    with service.store.writing() as writer:
        of, fact_id = one_round(writer, round_id)
        _require_undrawn(of, "A sample is drawn once, so that nobody can draw until it suits.")
        audited = audited_lately(writer, of)
        frame = len(of.cases) - len(of.left_out(audited))
        if percent is not None:
            size = max(1, (percent * frame + 50) // 100)
        assert size is not None
        changed = of.drawn_anew(size, minimum, audited, service.today())
        put_round(writer, service, changed, fact_id)
        return view_of(writer, service, changed)


def _require_undrawn(of: Round, why: str) -> None:
    if of.sample is not None:
        raise InputError(f"The sample of '{of.name}' is drawn.", why, "Replace single cases, or plan another round.")


def _teams_by_name(reader: Reader) -> dict[str, UUID]:
    # A team that still exists wins over an ended one of the same name.
    teams = sorted(reader.teams().values(), key=lambda team: team.active_to is None)
    return {str(team.id): team.id for team in teams} | {team.name: team.id for team in teams}


def _people_by_name(reader: Reader) -> dict[str, UUID]:
    people = [person for person in reader.people().values() if person.roles]
    return {str(person.id): person.id for person in people} | {person.name: person.id for person in people}


# -- recording --------------------------------------------------------------------------------------------------------


def put_round(writer: Writer, service: Service, of: Round, replaces: UUID | None) -> None:
    """Record a round as it now is."""
    writer.append([service.fact(FactKind.ROUND, of.id, of.as_body(), replaces=replaces)])


def put_allocations(writer: Writer, service: Service, of: Round, changed: Sequence[Allocation]) -> None:
    """Record allocations of a round as they now are."""
    before = writer.rounds.standing(FactKind.ALLOCATION, within=of.id)
    facts = []
    for one in changed:
        key = allocation_key(of.id, one.case)
        stood = before.get(key)
        body: dict[str, Any] = one.as_body()
        if stood is None or dict(stood.body) != body:
            facts.append(service.fact(FactKind.ALLOCATION, key, body, replaces=stood.fact_id if stood else None))
    if facts:
        writer.append(facts)
