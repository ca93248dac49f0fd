"""Compare the auditor's and the moderator's grades, and come to the grade of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from auditor.audit.examination import Examination
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Because, Comparison, Pair, Proposal
from auditor.audit.permissions import may, require
from auditor.audit.scope import Scope
from auditor.audit.states import Move, State
from auditor.errors import InputError, UnknownIdError
from auditor.standards.model import GradeId
from auditor.store.reader import moderators_examination
from auditor.store.records import moment_of
from auditor.store.store import Reader
from auditor.store.summaries import compared_in, scope_of
from auditor.use_cases.actions.confirm import confirm_by
from auditor.use_cases.audits.move_audit import append_move
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.audits.start_audit import following_fact, refresh_summary
from auditor.use_cases.service import Service


@dataclass(frozen=True)
class Compared:
    """Both examinations of an audit beside each other, as one person sees them.

    Attributes:
        comparison: the pairs of grades, differences first.
        first: the auditor's examination, with its notes and reasons.
        second: the moderator's.
        auditor: who carried it out.
        names: what each thing graded is called, by its key: its code, where it has one, and its title.
        may_agree: the person working is one of the two, and something is open.
        may_settle: the person working decides what the two could not agree on.
    """

    audit_id: UUID
    lcs_number: str
    state: State
    scope: Scope
    comparison: Comparison
    first: Examination
    second: Examination
    auditor: UUID
    names: Mapping[str, tuple[str, str]]
    may_agree: bool
    may_settle: bool

    def waits_for(self, pair: Pair) -> UUID | None:
        """Who is to answer a proposal."""
        return pair.waits_for(self.auditor, self.comparison.assignment.moderator)


def open_comparison(service: Service, audit_id: UUID) -> Compared:
    """Open both examinations.

    Raises:
        InputError: there is no such audit, or it was not moderated.
        NotPermittedError: this person may not see them, or not yet.
    """
    with service.store.reading() as reader:
        return read_comparison(reader, service, audit_id)


def read_comparison(reader: Reader, service: Service, audit_id: UUID) -> Compared:
    """Open both examinations inside a transaction of the caller's."""
    whole = read_whole(reader, audit_id)
    require(service.person, Move.COMPARE, whole.state, whole.ownership)
    second = moderators_examination(reader.examinations(audit_id), whole.assignment)
    checklist = reader.checklist(whole.record.content_hash)
    scope = scope_of(whole.record.kind, checklist, whole.details, whole.first)
    facts = whole.facts_of(second.id) if second is not None else []
    comparison = compared_in(scope, whole.first, facts, whole.of_audit)
    if comparison is None or second is None:
        raise InputError("This audit was not moderated.", whole.record.lcs_number, "There is nothing to compare.")
    return Compared(
        audit_id,
        whole.record.lcs_number,
        whole.state,
        scope,
        comparison,
        whole.first,
        Examination.from_facts(facts),
        whole.record.auditor_id,
        graded_names(scope),
        _may(service, whole, Move.AGREE),
        _may(service, whole, Move.SETTLE),
    )


def _may(service: Service, whole: WholeAudit, move: Move) -> bool:
    return may(service.person, move, whole.state, whole.ownership)


def graded_names(scope: Scope) -> dict[str, tuple[str, str]]:
    """What each thing graded is called, by its key, in order: its code, where it has one, and its title."""
    names = {section.id: (section.code, section.title) for section in scope.graded_sections}
    names |= {item.judgement.id: ("", item.judgement.title) for item in scope.judgements}
    return {**names, "overall": ("", "Overall")}


def propose_grade(service: Service, audit_id: UUID, key: str, grade: GradeId, because: Because, text: str) -> Compared:
    """Propose the grade of record for a difference, or agree by proposing the same.

    When both have proposed the same for the last difference, the grade of record stands.

    Args:
        key: a section, a key judgement, or ``overall``.
        because: why the two grades differ.
        text: one line on it.

    Raises:
        InputError: the two do not differ there, or there is no line on why.
        NotPermittedError: this person is neither the auditor nor the moderator, or it is not being compared.
    """
    with service.store.writing() as writer:
        compared = read_comparison(writer, service, audit_id)
        whole = read_whole(writer, audit_id)
        require(service.person, Move.AGREE, whole.state, whole.ownership)
        pair = _difference(compared, key)
        if not pair.open:
            return compared
        proposal = Proposal(service.person.id, _grade(compared, grade), because, _line(text))
        fact = following_fact(writer, service, audit_id, (FactKind.AGREEMENT, key), proposal.as_body())
        writer.append([fact])
        after = read_comparison(writer, service, audit_id)
        if not after.comparison.open:
            append_move(writer, service, audit_id, Move.AGREE, {}, moment_of(fact.at))
            confirm_by(writer, service, audit_id)
        refresh_summary(writer, audit_id)
        return read_comparison(writer, service, audit_id)


def agree_to(service: Service, audit_id: UUID, key: str) -> Compared:
    """Agree to what the other has proposed for a difference.

    Raises:
        InputError: nothing was proposed that waits for this person.
        NotPermittedError: as :func:`propose_grade`.
    """
    compared = open_comparison(service, audit_id)
    pair = _difference(compared, key)
    if compared.waits_for(pair) != service.person.id:
        raise InputError("No proposal waits for you here.", _named(compared, key), "Propose a grade yourself.")
    made = pair.proposals[0]
    return propose_grade(service, audit_id, key, made.grade, made.because, made.text)


def disagree(service: Service, audit_id: UUID, reason: str) -> Compared:
    """Hand what the two cannot agree on to the QA lead.

    Raises:
        InputError: no reason.
        NotPermittedError: as :func:`propose_grade`.
    """
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.DISAGREE, whole.state, whole.ownership)
        append_move(writer, service, audit_id, Move.DISAGREE, {"reason": _line(reason)})
        refresh_summary(writer, audit_id)
        return read_comparison(writer, service, audit_id)


def settle(service: Service, audit_id: UUID, key: str, grade: GradeId, because: Because, text: str) -> Compared:
    """Decide a difference that the two could not agree on; with the last one, the grade of record stands.

    Raises:
        InputError: the two do not differ there, or there is no line on why.
        NotPermittedError: this person is not a QA lead, or is one of the two.
    """
    with service.store.writing() as writer:
        compared = read_comparison(writer, service, audit_id)
        whole = read_whole(writer, audit_id)
        require(service.person, Move.SETTLE, whole.state, whole.ownership)
        _difference(compared, key)
        proposal = Proposal(service.person.id, _grade(compared, grade), because, _line(text), settled=True)
        fact = following_fact(writer, service, audit_id, (FactKind.AGREEMENT, key), proposal.as_body())
        writer.append([fact])
        after = read_comparison(writer, service, audit_id)
        if not after.comparison.open:
            append_move(writer, service, audit_id, Move.SETTLE, {"reason": _line(text)}, moment_of(fact.at))
            confirm_by(writer, service, audit_id)
        refresh_summary(writer, audit_id)
        return read_comparison(writer, service, audit_id)


def _difference(compared: Compared, key: str) -> Pair:
    pairs = {pair.key: pair for pair in compared.comparison.differences}
    if key not in pairs:
        raise InputError("The two grades do not differ there.", _named(compared, key), "Choose a difference.")
    return pairs[key]


def _named(compared: Compared, key: str) -> str:
    code, title = compared.names.get(key, ("", key))
    return f"{code} {title}".strip()


def _grade(compared: Compared, grade: GradeId) -> GradeId:
    known: list[str] = [one.id for one in compared.scope.checklist.scale.grades]
    if grade not in known:
        raise UnknownIdError("grade", grade, known)
    return grade


def _line(text: str) -> str:
    if not text.strip():
        raise InputError("One line on why is needed.", "", "Say it in a few words; nothing was changed.")
    return text.strip()
