"""What ``auditor audit list`` and ``auditor audit show`` do."""

import argparse
from typing import Any

from auditor.audit.completeness import CONVERSATION_WITH
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.facts import CONVERSATION_OUTCOMES
from auditor.audit.scope import AskedCriterion, AskedSection
from auditor.audit.states import State
from auditor.audit.suggestions import suggestion
from auditor.cli import output, session
from auditor.errors import UnknownIdError
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.find_audit import find_audit, find_teams
from auditor.use_cases.audits.list_work import PAGE, list_audits
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.service import Service


def listed(args: argparse.Namespace) -> None:
    """List the audits that a person may see."""
    with session.opened(args) as service:
        wanted = AuditFilter(
            auditor=service.person.id if args.mine else None,
            teams=find_teams(service, args.team),
            kinds=tuple(args.kind) if args.kind else None,
            theme=args.theme,
            states=tuple(State(state) for state in args.state) if args.state else None,
            months=(args.first, args.last),
            not_on_lcs=args.not_on_lcs,
            text=args.lcs,
        )
        found = _all(service, wanted, args.limit)
        teams = {team.id: team.name for team in service.teams().values()}
        people = {person.id: person.name for person in service.people().values()}
    rows = [_summary(item, teams, people) for item in found]
    output.listing(
        args,
        ["LCS", "kind", "as at", "team", "auditor", "state", "answered", "of", "overall"],
        rows,
        ["lcs_number", "kind", "as_at", "team", "auditor", "state", "answered", "asked", "overall"],
    )


def _all(service: Service, wanted: AuditFilter, limit: int | None) -> list[AuditSummary]:
    found: list[AuditSummary] = []
    while limit is None or len(found) < limit:
        page = list_audits(service, wanted, len(found), PAGE if limit is None else min(PAGE, limit - len(found)))
        if not page:
            break
        found += page
    return found


def _summary(item: AuditSummary, teams: dict[Any, str], people: dict[Any, str]) -> dict[str, Any]:
    return {
        "id": str(item.audit_id),
        "lcs_number": item.lcs_number,
        "kind": item.kind,
        "theme": item.theme or None,
        "subject": item.subject,
        "as_at": item.as_at.isoformat(),
        "due": item.due.isoformat() if item.due else None,
        "team": teams.get(item.team_id, str(item.team_id)),
        "auditor": people.get(item.auditor_id, str(item.auditor_id)),
        "state": item.state.value,
        "answered": item.answered,
        "asked": item.asked,
        "overall": item.overall,
        "moderated": item.moderated,
        "submitted": item.submitted_at.isoformat() if item.submitted_at else None,
        "entered_on_lcs": item.lcs_entered_on.isoformat() if item.lcs_entered_on else None,
        "revision": item.revision,
    }


def show(args: argparse.Namespace) -> None:
    """Show one audit."""
    with session.opened(args) as service:
        opened = open_audit(service, find_audit(service, args.audit))
        teams = {team.id: team.name for team in service.teams().values()}
        people = {person.id: person.name for person in service.people().values()}
    auditor = people.get(opened.record.auditor_id, str(opened.record.auditor_id))
    team = teams.get(opened.details.team, str(opened.details.team))
    if args.section:
        known = [name for section in opened.scope.sections for name in (section.id, section.section.code)]
        if args.section.casefold() not in (name.casefold() for name in known):
            raise UnknownIdError("section in this audit", args.section, known)
    if args.json:
        output.as_json(as_data(opened, team, auditor))
        return
    _head(opened, team, auditor)
    if args.section or args.all:
        for section in opened.scope.sections:
            if args.all or args.section.casefold() in (section.id.casefold(), section.section.code.casefold()):
                _section(opened, section)
    elif args.not_asked:
        _not_asked(opened)
    else:
        _overview(opened)
        _left(opened)


def _head(opened: OpenAudit, team: str, auditor: str) -> None:
    details = opened.details
    words = {
        "LCS": opened.record.lcs_number,
        "audit": opened.id,
        "kind": KIND_WORDS[AuditKind(opened.record.kind)],
        "standards": opened.checklist.title,
        "team": team,
        "auditor": auditor,
        "period": f"{details.period.start:%d/%m/%Y} to {details.as_at:%d/%m/%Y}",
        "state": opened.state.value + (", read only" if opened.read_only else ""),
        "answered": f"{opened.progress.answered} of {opened.progress.asked}",
    }
    if details.due:
        words["due"] = f"{details.due:%d/%m/%Y}"
    if opened.submitted is not None:
        words["on LCS"] = opened.lcs_entered_on or "not yet"
    output.pairs(words)


def _overview(opened: OpenAudit) -> None:
    output.text()
    rows = []
    graded = {section.id for section in opened.scope.graded_sections}
    for section in opened.scope.sections:
        answered = sum(1 for item in section.asked if item.criterion.id in opened.examination.answers)
        word = _grade_word(opened, section.id) if section.id in graded else f"with {_code(opened, section.graded_with)}"
        rows.append([section.id, section.section.title, answered, len(section.asked), word, len(section.unopened)])
    output.table(["section", "title", "answered", "of", "grade", "further"], rows, widest=44)
    judged = [item.judgement for item in opened.scope.judgements if item.graded_by_auditor]
    if judged:
        output.text()
        output.table(
            ["key judgement", "title", "grade"],
            [[item.id, item.title, _grade_word(opened, item.id)] for item in judged],
        )
    output.text()
    output.pairs(_rest(opened))


def _rest(opened: OpenAudit) -> dict[str, str]:
    words = {}
    for key, talk in opened.examination.conversations.items():
        day = f" on {talk.on:%d/%m/%Y}" if talk.on else ""
        words[f"conversation with {CONVERSATION_WITH[key]}"] = f"{CONVERSATION_OUTCOMES[talk.outcome]}{day}"
    for finding in opened.examination.findings.values():
        words[f"{finding.kind} {finding.id}"] = finding.text
    for action in opened.examination.actions.values():
        due = f", by {action.due:%d/%m/%Y}" if action.due else ""
        words[f"action {action.id}"] = f"{action.what} ({action.owner}{due})"
    difference = opened.examination.difference
    if difference.choice:
        words["difference made"] = " ".join((difference.choice, difference.text)).strip()
    words["overall"] = _grade_word(opened, OVERALL)
    return words


def _left(opened: OpenAudit) -> None:
    left = opened.progress.left
    if opened.state is not State.DRAFT:
        return
    output.text(f"\n{output.counted(len(left), 'thing')} left" if left else "\nNothing is left: auditor audit submit")
    for item in left:
        output.text(f"  {item.key or item.step.value:<36}{item.what}")


def _section(opened: OpenAudit, section: AskedSection) -> None:
    output.text(f"\n{section.section.code} {section.section.title}")
    rows = [[item.criterion.id, item.criterion.question, _answer_words(opened, item)] for item in section.asked]
    output.table(["id", "question", "answer"], rows, widest=56)
    if section.unopened:
        output.text(f"{len(section.unopened)} further questions: auditor audit deepen AUDIT {section.id}")


def _not_asked(opened: OpenAudit) -> None:
    output.text()
    rows = [
        [item.criterion.id, item.criterion.question, item.applies.reason]
        for section in (*opened.scope.sections, *opened.scope.not_asked_sections)
        for item in section.not_asked
    ]
    output.table(["id", "question", "why not"], rows, widest=44)


def _answer_words(opened: OpenAudit, item: AskedCriterion) -> str:
    given = opened.examination.answers.get(item.criterion.id)
    if given is None:
        return ""
    scale = opened.checklist.scale
    if given.answer is not None:
        return scale.answer(given.answer).word
    reasons = {reason.id: reason.label for reason in scale.not_applicable_reasons}
    return f"not applicable: {reasons.get(str(given.not_applicable), given.not_applicable)}"


def _grade_word(opened: OpenAudit, key: str) -> str:
    grade = opened.examination.grade_of(key)
    return opened.checklist.scale.grade(grade).word if grade else ""


def _code(opened: OpenAudit, section_id: str) -> str:
    return opened.checklist.sections_by_id[section_id].code


# -- as data ----------------------------------------------------------------------------------------------------------


def as_data(opened: OpenAudit, team: str, auditor: str) -> dict[str, Any]:
    """Everything of an audit as plain data, for ``--json``."""
    examination, details = opened.examination, opened.details
    return {
        "id": str(opened.id),
        "lcs_number": opened.record.lcs_number,
        "kind": opened.record.kind,
        "standards": opened.checklist.id,
        "content_hash": opened.record.content_hash,
        "team": team,
        "auditor": auditor,
        "period_start": details.period.start.isoformat(),
        "as_at": details.as_at.isoformat(),
        "due": details.due.isoformat() if details.due else None,
        "profile": details.profile.as_body(),
        "state": opened.state.value,
        "read_only": opened.read_only,
        "answered": opened.progress.answered,
        "asked": opened.progress.asked,
        "left": [{"step": item.step.value, "key": item.key, "what": item.what} for item in opened.progress.left],
        "questions": [_question(opened, item) for item in opened.scope.asked.values()],
        "grades": {key: _grade(opened, key) for key in examination.grades},
        "conversations": {key: talk.as_body() for key, talk in examination.conversations.items()},
        "findings": [{"id": item.id, **item.as_body()} for item in examination.findings.values()],
        "actions": [{"id": item.id, **item.as_body()} for item in examination.actions.values()],
        "difference": {"choice": examination.difference.choice, "text": examination.difference.text},
        "notes": dict(examination.notes),
        "submitted": opened.submitted.at.isoformat() if opened.submitted else None,
        "entered_on_lcs": opened.lcs_entered_on,
    }


def _question(opened: OpenAudit, item: AskedCriterion) -> dict[str, Any]:
    given = opened.examination.answers.get(item.criterion.id)
    return {
        "id": item.criterion.id,
        "section": item.section.id,
        "question": item.criterion.question,
        "answers": list(item.criterion.answers),
        "answer": given.answer if given else None,
        "not_applicable": given.not_applicable if given else None,
        "evidence": opened.examination.evidence.get(item.criterion.id, ""),
    }


def _grade(opened: OpenAudit, key: str) -> dict[str, Any]:
    given = opened.examination.grades[key]
    suggested = suggestion(opened.scope, opened.examination, key)
    return {
        "grade": given.grade,
        "first": given.first,
        "suggested": suggested.grade if suggested else None,
        "reason": given.reason,
    }
