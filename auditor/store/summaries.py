"""The summary of an audit, made from its facts: what the projections hold of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from auditor.audit.action_steps import ActionSummary, followed
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import Examination
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.moderation import Comparison, Moderated, compare, moderators_facts
from auditor.audit.outcome import Outcome, outcome, with_standing_grades
from auditor.audit.scope import Scope
from auditor.audit.states import Move, State, state_of
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.standards.model import Checklist
from auditor.store.action_rows import action_summaries
from auditor.store.records import AuditRecord, AuditSummary

COUNTED_STATES = frozenset(
    {State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED, State.FINAL, State.CLOSED}
)
"""An audit counts from the moment it is submitted, by its grade of record."""
_WHOLE = (AuditKind.FULL, AuditKind.RE_AUDIT, AuditKind.CALIBRATION)
"""Of an edition, these ask the core criteria; its deep ones when a section is opened."""
NOT_APPLICABLE = "not_applicable"
"""Stands for an answer where a question does not apply, whatever the reason."""
RECORD_STATES = frozenset({State.FINAL, State.CLOSED})
"""Where the grade of record is the agreed one, if the audit was moderated."""


def summarise(
    audit: AuditRecord,
    checklist: Checklist,
    scoring: str,
    facts: Iterable[tuple[UUID | None, Fact]],
    examination_id: UUID,
    moderation_id: UUID | None = None,
) -> AuditSummary:
    """The summary of an audit from its facts.

    Args:
        audit: its identity.
        checklist: the content it is pinned to.
        scoring: the scoring hash that content was stored under: making it anew takes longer than all the rest.
        facts: all of the audit's, each with its examination.
        examination_id: the auditor's.
        moderation_id: the moderator's; None when there is none.
    """
    everything = list(facts)
    of_audit = [fact for examination, fact in everything if examination is None]
    standing = current(of_audit)
    details_body = standing[FactKind.DETAILS, ""].latest.body
    assert details_body is not None
    details = AuditDetails.from_body(details_body)
    examination = Examination.from_facts(fact for owner, fact in everything if owner == examination_id)
    scope = scope_of(audit.kind, checklist, details, examination)
    state = state_of(of_audit)
    moves = [fact for fact in of_audit if fact.kind is FactKind.MOVE]
    submitted = [fact.at for fact in moves if fact.key == Move.SUBMIT]
    entry = standing.get((FactKind.LCS_ENTRY, ""))
    entered = entry.latest.body.get("entered_on") if entry and entry.latest.body else None
    second = [fact for owner, fact in everything if owner is not None and owner == moderation_id]
    compared = compared_in(scope, examination, second, of_audit)
    stands = compared is not None and state in RECORD_STATES and compared.moderated_at is not None
    of_record = compared.of_record(examination) if compared is not None and stands else examination
    result = outcome(scope, of_record) if state in COUNTED_STATES else Outcome(None)
    assignment = compared.assignment if compared is not None else None
    return AuditSummary(
        audit_id=audit.id,
        case_id=audit.case_id,
        lcs_number=audit.lcs_number,
        kind=audit.kind,
        checklist_id=checklist.id,
        theme=checklist.id if checklist.kind == "theme" else "",
        content_hash=audit.content_hash,
        scoring_hash=scoring,
        auditor_id=audit.auditor_id,
        team_id=details.team,
        subject=details.profile.subject,
        tags=profile_tags(details),
        as_at=details.as_at,
        due=details.due,
        state=state,
        answered=answered_of(scope, examination),
        asked=len(scope.asked),
        opened_at=audit.opened_at,
        changed_at=max((fact.at for _, fact in everything), default=audit.opened_at),
        submitted_at=submitted[-1] if submitted and state is not State.DRAFT else None,
        lcs_entered_on=date.fromisoformat(entered) if entered else None,
        counted=state in COUNTED_STATES and result.overall is not None and audit.kind != AuditKind.CALIBRATION,
        moderated=stands,
        early_help=result.early_help,
        overall=result.overall,
        difference=result.difference,
        sections=result.sections,
        judgements=result.judgements,
        revision=1 + sum(1 for fact in moves if fact.key == Move.REOPEN),
        timescales=_timescales(scope, examination, details, submitted_by(of_audit, state)),
        answers=answers_of(scope, examination) if state in COUNTED_STATES else {},
        moderator_id=assignment.moderator if assignment else None,
        blind=assignment.blind if assignment else False,
        moderation_due=assignment.due if assignment else None,
        moderation=Moderated.of(compared) if compared else None,
        actions=_actions(audit, checklist, details, examination, of_audit, state),
    )


def compared_in(
    scope: Scope, examination: Examination, second: Iterable[Fact], of_audit: Iterable[Fact]
) -> Comparison | None:
    """Both examinations of an audit beside each other; None when nobody was asked to moderate it.

    Args:
        examination: the auditor's.
        second: the facts of the moderator's examination.
        of_audit: the facts of the audit as a whole.
    """
    facts = list(of_audit)
    theirs = Examination.from_facts(moderators_facts(facts, second))
    first, second_one = with_standing_grades(scope, examination), with_standing_grades(scope, theirs)
    return compare(first, second_one, facts, scope.graded_keys)


def _actions(
    audit: AuditRecord,
    checklist: Checklist,
    details: AuditDetails,
    examination: Examination,
    of_audit: list[Fact],
    state: State,
) -> tuple[ActionSummary, ...]:
    """The actions of an audit that was submitted; those of a draft may still change, those of a void one are off."""
    if state not in COUNTED_STATES or audit.kind == AuditKind.CALIBRATION:
        return ()
    found = followed(examination.actions.values(), of_audit)
    return action_summaries(audit, details.team, checklist, examination, found)


def _timescales(
    scope: Scope, examination: Examination, details: AuditDetails, calendar: Calendar | None
) -> dict[str, tuple[int, int]]:
    """Deadlines met and not met by rule, of an audit that was submitted."""
    if calendar is None or not examination.key_dates:
        return {}
    found = Timescales.of_audit(scope, examination, details.period, calendar).results
    return {rule: (one.in_time, one.judged - one.in_time) for rule, one in found.items() if one.judged}


def scope_of(kind: str, checklist: Checklist, details: AuditDetails, examination: Examination) -> Scope:
    """What an audit asks: core criteria in a full audit or re-audit of an edition, everything in a theme."""
    full = checklist.kind == "edition" and kind in _WHOLE
    profile = replace(details.profile, events=examination.events_in(details.period))
    return Scope(checklist, profile, full, examination.opened)


def submitted_by(of_audit: Iterable[Fact], state: State) -> Calendar | None:
    """The calendar a submitted audit was judged by, so that a later setting changes no figure; None for a draft."""
    moves = [fact for fact in of_audit if fact.kind is FactKind.MOVE and fact.key == Move.SUBMIT]
    if not moves or state is State.DRAFT:
        return None
    body = (moves[-1].body or {}).get("calendar")
    return Calendar.from_body(body) if body else Calendar()


def answered_of(scope: Scope, examination: Examination) -> int:
    """How many of the criteria asked have an answer."""
    return sum(1 for criterion in scope.asked if criterion in examination.answers)


def answers_of(scope: Scope, examination: Examination) -> dict[str, str]:
    """The answer to each of the criteria asked that have one; ``not_applicable`` where it does not apply."""
    found = {}
    for criterion in scope.asked:
        given = examination.answers.get(criterion)
        if given is not None:
            found[criterion] = given.answer or NOT_APPLICABLE
    return found


def profile_tags(details: AuditDetails) -> tuple[str, ...]:
    """Statuses and age band, for filters."""
    profile = details.profile
    return (*sorted(profile.statuses), *([profile.age_band] if profile.age_band else []))
