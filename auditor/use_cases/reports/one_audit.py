"""Gather what the report of one audit shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from auditor.audit.examination import Examination
from auditor.audit.facts import Fact
from auditor.audit.moderation import BECAUSE_WORDS, WHY_WORDS, Pair, assignment_in
from auditor.audit.outcome import with_standing_grades
from auditor.audit.permissions import may
from auditor.audit.states import Move, State, state_of, steps
from auditor.reports.one_audit.data import AuditReportData, Difference, Moderation, OfRecord, Regraded
from auditor.standards.model import GradeId
from auditor.store.reader import moderators_examination
from auditor.store.store import Reader
from auditor.store.summaries import RECORD_STATES, compared_in
from auditor.use_cases.audits.open_audit import OpenAudit, WholeAudit, read_audit, read_whole
from auditor.use_cases.moderation.compare_grades import graded_names, read_comparison
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind


def gather_audit(service: Service, audit_id: UUID) -> AuditReportData:
    """Everything that the report of one audit shows.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
        summary = reader.summarised(opened.record)
        people, teams = reader.people(), reader.teams()
        of_record = _of_record(reader, service, opened) if summary.counted else None
    auditor = people.get(opened.record.auditor_id)
    team = teams.get(opened.details.team)
    return AuditReportData(
        summary=summary,
        scope=opened.scope,
        examination=opened.examination,
        period=opened.details.period,
        team=team.name if team else "",
        made_at=service.now().astimezone(),
        auditor=auditor.name if auditor else "",
        made_by=service.person.name,
        synthetic=service.store.demo,
        calendar=opened.calendar,
        of_record=of_record,
    )


def _of_record(reader: Reader, service: Service, opened: OpenAudit) -> OfRecord | None:
    """How the grades of record came about, for somebody who may read the audit; None where nothing was looked at again.

    Of a moderation it tells whoever may compare, and only once the grade of record stands; of an earlier revision
    whoever may read an audit in the state which that had.
    """
    whole = read_whole(reader, opened.id)
    names = {key: f"{code} {title}".strip() for key, (code, title) in graded_names(opened.scope).items()}
    moderation = None
    if opened.state in RECORD_STATES and may(service.person, Move.COMPARE, opened.state, opened.ownership):
        moderation = _moderation(reader, service, whole, names)
    revisions = list(_revisions(reader, whole, opened))
    regraded = tuple(
        Regraded(
            end.at.astimezone().date(),
            (end.body or {}).get("reason", ""),
            _changes(names, revision.grades, following.grades),
        )
        for revision, following in pairwise(revisions)
        if (end := revision.reopened) is not None and may(service.person, Move.READ, revision.state, opened.ownership)
    )
    return OfRecord(moderation, regraded) if moderation or regraded else None


def _moderation(reader: Reader, service: Service, whole: WholeAudit, names: dict[str, str]) -> Moderation | None:
    second = moderators_examination(reader.examinations(whole.record.id), whole.assignment)
    if second is None:
        return None
    found = read_comparison(reader, service, whole.record.id).comparison
    if found.moderated_at is None:
        return None
    asked = found.assignment
    same = sum(1 for pair in found.pairs if pair.first and pair.second and not pair.differs)
    differences = tuple(one for pair in found.differences if (one := _difference(pair, names)) is not None)
    return Moderation(asked.blind, found.seen_first, WHY_WORDS[asked.why], found.moderated_at, same, differences)


def _difference(pair: Pair, names: dict[str, str]) -> Difference | None:
    agreed = pair.agreed
    if pair.first is None or pair.second is None or agreed is None:
        return None
    because = BECAUSE_WORDS[agreed.because]
    first, second, name = pair.first.grade, pair.second.grade, names.get(pair.key, pair.key)
    return Difference(name, first, second, agreed.grade, because, agreed.text, agreed.settled)


@dataclass(frozen=True)
class _Revision:
    """The grades of record of an audit until it was reopened; the last revision is the one that stands."""

    reopened: Fact | None
    state: State
    grades: dict[str, GradeId]


def _revisions(reader: Reader, whole: WholeAudit, opened: OpenAudit) -> Iterator[_Revision]:
    """Oldest first; none where it was never reopened."""
    reopened = [fact for fact, _ in steps(whole.of_audit) if fact is not None and fact.key == Move.REOPEN]
    if not reopened:
        return
    examinations = reader.examinations(whole.record.id)
    for end in (*reopened, None):
        of_audit = _until(end, whole.of_audit)
        second = moderators_examination(examinations, assignment_in(of_audit))
        theirs = _until(end, whole.facts_of(second.id)) if second is not None else []
        own = Examination.from_facts(_until(end, whole.facts_of(whole.own.id)))
        compared = compared_in(opened.scope, own, theirs, of_audit)
        state = state_of(of_audit)
        stands = compared is not None and compared.moderated_at is not None and state in RECORD_STATES
        of_record = compared.of_record(own) if compared is not None and stands else own
        grades = with_standing_grades(opened.scope, of_record).grades
        yield _Revision(end, state, {key: given.grade for key, given in grades.items()})


def _until(end: Fact | None, facts: list[Fact]) -> list[Fact]:
    return facts if end is None else [fact for fact in facts if (fact.at, fact.id) < (end.at, end.id)]


def _changes(
    names: dict[str, str], before: dict[str, GradeId], after: dict[str, GradeId]
) -> tuple[tuple[str, GradeId | None, GradeId | None], ...]:
    """What was graded otherwise after a reopening than before, in the order of the checklist."""
    pairs = ((name, before.get(key), after.get(key)) for key, name in names.items())
    return tuple((name, old, new) for name, old, new in pairs if old != new)


def finds_of_audit(service: Service, audit_id: UUID) -> "tuple[OpenFind, ...]":
    """What in the audit surely says who somebody is, and nobody kept."""
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
    return tuple(found for found in opened.open_finds if found.sure)
