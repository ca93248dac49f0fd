"""What the verbs of ``auditor audit`` that record something do: each is one transaction, saved when it returns."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from auditor.audit import changes
from auditor.audit.changes import Change
from auditor.audit.facts import Action, Conversation, FactKind, Finding
from auditor.audit.suggestions import suggestion
from auditor.audit.texts import texts_in
from auditor.audit.vague import vague
from auditor.cli import output, session
from auditor.errors import InputError, UnknownIdError, nearest
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.move_audit import lcs_text, mark_entered_on_lcs, reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

_NOT_APPLICABLE = "na"
_TAKE_BACK = "none"


@contextmanager
def _audit(args: argparse.Namespace) -> Iterator[tuple[Service, OpenAudit]]:
    with session.opened(args) as service:
        yield service, open_audit(service, find_audit(service, args.audit))


def record_screened(args: argparse.Namespace, service: Service, opened: OpenAudit, wanted: list[Change]) -> OpenAudit:
    """Record changes; what in their texts may say who somebody is, is told, or kept where a reason is given."""
    if not any(texts_in(change.kind, change.key, change.body) for change in wanted):
        return record(service, opened, wanted)
    from auditor.use_cases.audits.keep_find import changes_that_keep, finds_in

    finds = finds_in(opened, wanted)
    kept = changes_that_keep(wanted, finds, args.keep) if finds and args.keep else []
    after = record(service, opened, [*wanted, *kept])
    if kept:
        output.say(f"Kept, and not asked about again: {output.counted(len(kept), 'find')}.")
    else:
        tell_finds(finds, "Write it again without, or keep it: --keep REASON")
    return after


def tell_finds(finds: Sequence["OpenFind"], next_step: str) -> None:
    """Tell what may say who somebody is, the surest first, and what to write instead."""
    for found in sorted(finds, key=lambda found: not found.sure):
        output.say(f"{'Check' if found.sure else 'Perhaps'}: {found.told} {found.find.advice}")
    if finds:
        output.say(next_step)


def _saved(opened: OpenAudit) -> None:
    progress = opened.progress
    left = output.counted(len(progress.left), "thing")
    output.say(f"Saved. {progress.answered} of {progress.asked} answered, {left} left.")


def answer(args: argparse.Namespace) -> None:
    """Answer questions."""
    given = pairs_of(args.answers, "ANSWER")
    if args.evidence is not None and len(given) != 1:
        raise InputError("Evidence stands beside a single answer.", "", "Answer one question, or use: audit evidence")
    with _audit(args) as (service, opened):
        reason = typed(args.reason)
        wanted = [_answer(opened, key, value, reason) for key, value in given.items()]
        keys = [change.key for change in wanted]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise InputError(f"'{twice}' is given twice.", "One of them names its point.", "Give each one once.")
        if args.evidence is not None:
            wanted.append(changes.evidence(keys[0], typed(args.evidence)))
        after = record_screened(args, service, opened, wanted)
        for key in keys:
            if after.timescales.needs_reason(key):
                output.say(f"{key}: {_departs(after, key)}; one line on why is needed: --reason")
        _saved(after)


def _departs(opened: OpenAudit, key: str) -> str:
    proposal = opened.timescales.proposals[key]
    return "dates are still to be entered" if proposal.waits else f"the dates propose {proposal.answer}"


def pairs_of(words: list[str], what: str) -> dict[str, str]:
    """Words such as ``ps06.chronology=met``, by what stands before the sign."""
    found: dict[str, str] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or not key or not value:
            raise InputError(f"'{word}' is not of the form ID={what}.", "", f"Type it as ps06.chronology={what}")
        if key in found:
            raise InputError(f"'{key}' is given twice.", "", "Give each one once.")
        found[key] = value
    return found


def _answer(opened: OpenAudit, given: str, value: str, why: str) -> Change:
    key = _question(opened, given)
    _check_asked(opened, key)
    name, _, reason = value.strip().casefold().partition(":")
    if name == _NOT_APPLICABLE:
        if not reason:
            known = ", ".join(item.id for item in opened.checklist.scale.not_applicable_reasons)
            raise InputError("Not applicable needs a reason.", f"One of: {known}.", f"Type it as {key}=na:REASON")
        return changes.not_applicable(key, reason)
    if name == _TAKE_BACK:
        return Change(FactKind.ANSWER, key, {"answer": None, "not_applicable": None})
    chosen = name.replace("-", "_")
    item = opened.scope.asked.get(key)
    if item is not None and chosen not in item.criterion.answers:
        valid: list[str] = list(item.criterion.answers)
        near = nearest(chosen, valid)
        raise InputError(
            f"There is no answer called '{value}'.",
            (f"Did you mean {near}? " if near else "") + f"Valid here: {', '.join(valid)}, na:REASON, none.",
            f"Type it as {given}={near or valid[0]}",
        )
    proposal = opened.timescales.proposals.get(key)
    if proposal is None:
        return changes.answer(key, chosen)
    departs = proposal.waits or proposal.answer != chosen
    return changes.answer(key, chosen, proposed=proposal.answer, reason=why if departs else "")


def _question(opened: OpenAudit, given: str) -> str:
    """The id of the question meant: a point such as PS6.4 stands for the only question asked that tests it.

    Raises:
        InputError: several questions test the point, which are listed; or none that is asked.
    """
    wanted = given.strip().casefold()
    if wanted in opened.checklist.criteria:
        return wanted
    point = next(
        (p for item in opened.checklist.criteria.values() for p in item.points if p.casefold() == wanted), None
    )
    if point is None:
        return given
    asked = [item.criterion for item in opened.scope.asked.values() if point in item.criterion.points]
    if len(asked) == 1:
        return asked[0].id
    if not asked:
        raise InputError(f"No question asked in this audit tests {point}.", "", "See: auditor audit show AUDIT --all")
    lines = [f"{criterion.id}  {criterion.question}" for criterion in asked]
    raise InputError(f"{len(asked)} questions test {point}.", "\n".join(lines), "Name one of them by its id.")


def _check_asked(opened: OpenAudit, key: str) -> None:
    """Say why a question that exists is not asked here; one that does not exist is refused when it is recorded."""
    if key in opened.scope.asked or key not in opened.checklist.criteria:
        return
    for section in (*opened.scope.sections, *opened.scope.not_asked_sections):
        if any(item.criterion.id == key for item in section.unopened):
            raise InputError(
                f"The further question '{key}' is not asked yet.", "", f"Run: auditor audit deepen AUDIT {section.id}"
            )
        for item in section.not_asked:
            if item.criterion.id == key:
                raise InputError(f"'{key}' is not asked in this audit.", item.applies.reason, "Leave it out.")


def evidence(args: argparse.Namespace) -> None:
    """Point to the record that shows an answer."""
    with _audit(args) as (service, opened):
        key = _question(opened, args.id)
        _check_asked(opened, key)
        _saved(record_screened(args, service, opened, [changes.evidence(key, typed(args.text))]))


def note(args: argparse.Namespace) -> None:
    """Write a note."""
    with _audit(args) as (service, opened):
        _saved(record_screened(args, service, opened, [changes.note(args.id, typed(args.text))]))


def typed(words: str) -> str:
    """The text given, or standard input for ``-``."""
    if words != "-":
        return words
    try:
        return sys.stdin.read().rstrip("\n")
    except UnicodeDecodeError as error:
        raise InputError("What was given is not text.", "It is not UTF-8.", "Save it as plain text.") from error


def deepen(args: argparse.Namespace) -> None:
    """Ask the further questions of a section, or no longer."""
    with _audit(args) as (service, opened):
        change = Change(FactKind.SECTION_OPENED, args.section.casefold(), {"open": not args.close})
        _saved(record(service, opened, [change]))


def grade(args: argparse.Namespace) -> None:
    """Grade, and only then show what would have been suggested."""
    given = {key: value.casefold() for key, value in pairs_of(args.grades, "GRADE").items()}
    with _audit(args) as (service, opened):
        letters = {item.key: item.id for item in opened.checklist.scale.grades}
        wanted = {key: letters.get(value, value.replace("-", "_")) for key, value in given.items()}
        first = [key for key in wanted if opened.examination.grade_of(key) is None]
        if first:
            # A first grade is given before any suggestion is seen, so it carries neither one nor a reason.
            opened = record(service, opened, _graded(opened, {key: wanted[key] for key in first}, ""))
        again = {key: value for key, value in wanted.items() if key not in first or args.reason}
        if again:
            opened = record_screened(args, service, opened, _graded(opened, again, args.reason))
        for key in wanted:
            _show_suggestion(opened, key)
        _saved(opened)


def _graded(opened: OpenAudit, wanted: dict[str, str], reason: str) -> list[Change]:
    return [changes.grade(opened.scope, opened.examination, key, value, reason) for key, value in wanted.items()]


def _show_suggestion(opened: OpenAudit, key: str) -> None:
    suggested = suggestion(opened.scope, opened.examination, key)
    given = opened.examination.grades.get(key)
    if suggested is None or given is None:
        return
    scale = opened.checklist.scale
    departs = suggested.grade != given.grade and not given.reason
    output.say(
        f"{key}: {scale.grade(given.grade).word}; suggested: {scale.grade(suggested.grade).word} ({suggested.reason})"
        + ("; one line on why it differs is needed: --reason" if departs else "")
    )


def difference(args: argparse.Namespace) -> None:
    """Judge the difference made."""
    with _audit(args) as (service, opened):
        body = {"choice": args.choice.casefold(), "text": typed(args.text).strip()}
        _saved(record_screened(args, service, opened, [Change(FactKind.DIFFERENCE, "", body)]))


def conversation(args: argparse.Namespace) -> None:
    """Record a conversation, or why there was none."""
    with _audit(args) as (service, opened):
        for day in (args.on, args.done_on):
            _check_past(service, day)
        talk = Conversation(
            args.outcome.casefold(),
            args.on,
            typed(args.why).strip(),
            typed(args.said).strip(),
            typed(args.follow_up).strip(),
            args.done_on,
        )
        change = Change(FactKind.CONVERSATION, args.who.casefold(), talk.as_body())
        _saved(record_screened(args, service, opened, [change]))


def _check_past(service: Service, day: date | None) -> None:
    if day is not None and day > service.today():
        raise InputError("That day has not come yet.", f"{day:%d/%m/%Y}", "Give today, or an earlier day.")


def finding(args: argparse.Namespace) -> None:
    """Record a finding, or take one back."""
    with _audit(args) as (service, opened):
        if args.remove is not None:
            _remove(service, opened, FactKind.FINDING, args.remove, list(opened.examination.findings))
            return
        kind, text = ("strength", args.strength) if args.strength is not None else ("improve", args.improve)
        item = Finding(service.new_id().hex, kind, typed(text).strip(), args.about)
        _saved(record_screened(args, service, opened, [Change(FactKind.FINDING, item.id, item.as_body())]))
        output.text(item.id)


def action(args: argparse.Namespace) -> None:
    """Record an action, or take one back."""
    with _audit(args) as (service, opened):
        if args.remove is not None:
            _remove(service, opened, FactKind.ACTION, args.remove, list(opened.examination.actions))
            return
        if args.finding and args.finding not in opened.examination.findings:
            raise UnknownIdError("finding", args.finding, list(opened.examination.findings))
        item = Action(
            service.new_id().hex,
            typed(args.what).strip(),
            args.owner.strip(),
            args.due,
            args.finding,
            _question(opened, args.about) if args.about else "",
            args.urgent,
        )
        _saved(record_screened(args, service, opened, [Change(FactKind.ACTION, item.id, item.as_body())]))
        for reason in vague(item):
            output.say(f"Vague: {reason}")
        output.text(item.id)


def _remove(service: Service, opened: OpenAudit, kind: FactKind, named: str, known: list[str]) -> None:
    if named not in known:
        raise UnknownIdError(kind.value, named, known)
    _saved(record(service, opened, [Change(kind, named, {"removed": True})]))


def submit(args: argparse.Namespace) -> None:
    """Submit an audit."""
    with _audit(args) as (service, opened):
        submit_audit(service, opened.id)
        output.say("Submitted. It counts now, and can no longer be changed. Its entry for LCS: auditor audit lcs")


def _tell_reason(opened: OpenAudit, reason: str) -> None:
    from auditor.audit.screening.in_audit import open_texts

    finds = open_texts({"": reason}, opened.examination, opened.never_a_find)
    tell_finds(finds, "A reason is kept as it is. Only the QA lead can erase it: auditor audit erase")


def void(args: argparse.Namespace) -> None:
    """Void an audit."""
    with _audit(args) as (service, opened):
        _tell_reason(opened, args.reason)
        void_audit(service, opened.id, args.reason)
        output.say("Voided. It counts nowhere, and is kept with the reason.")


def reopen(args: argparse.Namespace) -> None:
    """Reopen an audit."""
    with _audit(args) as (service, opened):
        _tell_reason(opened, args.reason)
        reopen_audit(service, opened.id, args.reason)
        output.say("Reopened as a new revision; what was submitted before is kept.")


def lcs(args: argparse.Namespace) -> None:
    """Write the entry for LCS, or note when it was entered."""
    with _audit(args) as (service, opened):
        if args.entered is not None:
            mark_entered_on_lcs(service, opened.id, args.entered)
            output.say(f"Noted: entered on LCS on {args.entered:%d/%m/%Y}.")
            return
        from auditor.use_cases.audits.keep_find import finds_in_entry

        entry = lcs_text(opened)
        tell_finds(finds_in_entry(opened), "Take it out before you paste the entry: it stands on the child's record.")
        output.text(entry.rstrip("\n"))
