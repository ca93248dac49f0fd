"""Record what an auditor answers, grades, notes and finds: one transaction, saved when this returns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from auditor.audit.changes import Change, check
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role, require
from auditor.audit.states import Move
from auditor.errors import NotPermittedError
from auditor.store.ledger import NewFact
from auditor.store.records import moment_of, moment_text
from auditor.store.store import Writer
from auditor.store.summaries import answered_of
from auditor.use_cases.audits.open_audit import OpenAudit, Undoable, read_audit
from auditor.use_cases.audits.windows import hold_on, refuse_if_held
from auditor.use_cases.service import Service


def record(
    service: Service, opened: OpenAudit, changes: Sequence[Change], *, drafts_done: Sequence[str] = ()
) -> OpenAudit:
    """Record changes to an examination.

    When another window has recorded something since, the audit is read again first, so nothing is overwritten unseen.

    Args:
        service: who is working.
        opened: the audit as last seen.
        changes: at least one.
        drafts_done: drafts that these changes settle.

    Returns:
        The audit after the changes.

    Raises:
        InputError: a change names what the audit does not ask.
        NotPermittedError: the audit is no longer a draft, or is not this person's.
        StoreError: it could not be saved; nothing of it was.
        TakenOverError: another window has the examination now; nothing was recorded.
    """
    with service.store.writing() as writer:
        opened = _fresh(writer, service, opened)
        after = _record(writer, service, opened, changes)
        for name in drafts_done:
            writer.drop_draft(opened.examination_id, name)
    left = {name: text for name, text in opened.drafts.items() if name not in drafts_done}
    undoable = [
        Undoable(change.kind, change.key, before)
        for change, before in zip(changes, _values_before(opened, changes), strict=True)
        if before is not None
    ]
    return replace(after, drafts=left, undo=(*opened.undo, *undoable))


def undo(service: Service, opened: OpenAudit) -> OpenAudit:
    """Take back the latest change of this sitting, by recording what stood before it.

    When something else has been recorded since, nothing is undone: the audit as it now is comes back instead, so that
    nothing is overwritten unseen.
    """
    if not opened.undo:
        return opened
    last = opened.undo[-1]
    with service.store.writing() as writer:
        fresh = _fresh(writer, service, opened)
        if fresh is not opened:
            return fresh
        after = _record(writer, service, opened, [Change(last.kind, last.key, last.before)])
    return replace(after, undo=opened.undo[:-1])


def _record(writer: Writer, service: Service, opened: OpenAudit, changes: Sequence[Change]) -> OpenAudit:
    facts: list[NewFact] = []
    heads, rivals = dict(opened.heads), dict(opened.rivals)
    after = opened
    for asked in changes:
        # One change may open the section that the next one answers in.
        check(after.scope, asked)
        change = _settling(asked, rivals.pop((asked.kind, asked.key), ()))
        facts.append(_fact(service, opened, change, heads))
        after = after.with_examination(after.examination.record(change.kind, change.key, change.body))
    end = writer.append(facts, opened.end)
    if opened.role is Role.AUDITOR:
        answered = answered_of(after.scope, after.examination)
        writer.touch_summary(opened.id, answered, len(after.scope.asked), facts[-1].at)
    else:
        writer.touch_summary(opened.id, None, None, facts[-1].at)
    return replace(after, facts=opened.facts + len(facts), end=end, heads=heads, rivals=rivals)


def _settling(change: Change, rivals: tuple[UUID, ...]) -> Change:
    """The change, saying that it also replaces facts that came from another store."""
    if not rivals:
        return change
    return replace(change, body={**change.body, "settles": [str(rival) for rival in rivals]})


def _values_before(opened: OpenAudit, changes: Sequence[Change]) -> Iterator[dict[str, Any] | None]:
    """What stood for each change when its turn came."""
    examination = opened.examination
    for change in changes:
        yield examination.value(change.kind, change.key)
        examination = examination.record(change.kind, change.key, change.body)


def _fact(service: Service, opened: OpenAudit, change: Change, heads: dict[tuple[FactKind, str], UUID]) -> NewFact:
    name = (change.kind, change.key)
    fact = service.fact(
        change.kind,
        change.key,
        change.body,
        audit=opened.id,
        examination=opened.examination_id,
        replaces=heads.get(name),
    )
    heads[name] = fact.id
    if opened.began is not None and moment_of(fact.at) <= opened.began:
        # What a moderator records belongs to the moderation by its moment, and this computer's clock may be behind.
        fact = replace(fact, at=moment_text(opened.began + timedelta(microseconds=1)))
    return fact


def _fresh(writer: Writer, service: Service, opened: OpenAudit) -> OpenAudit:
    """The audit as it now is: read again, with nothing to undo, when anybody has recorded something in it since."""
    _may_write(writer, service, opened)
    if writer.count_facts(opened.id) == opened.facts:
        return opened
    return replace(read_audit(writer, service, opened.id, opened.role), hold=opened.hold, before=opened.before)


def _may_write(writer: Writer, service: Service, opened: OpenAudit) -> None:
    if opened.role is Role.MODERATOR:
        summary = writer.summary(opened.id)
        if summary is not None and summary.moderator_id != service.person.id:
            raise NotPermittedError(
                "This moderation was given to somebody else.",
                "What you recorded stays in the store, and is not compared with anything.",
                "Leave it. The QA lead, who did this, says why.",
            )
    require(service.person, Move.RECORD, writer.state_of(opened.id), opened.ownership)
    hold_on(writer, service, opened)


def keep_draft(service: Service, opened: OpenAudit, field: str, text: str) -> None:
    """Keep text that is being typed, so that a crash loses at most the last second of it.

    Args:
        field: the kind and key the text will become a fact of, as ``note:ps06.chronology``.

    Raises:
        NotPermittedError: the audit is no longer a draft, or is not this person's.
        TakenOverError: another window has the examination; its drafts are not replaced.
    """
    with service.store.writing() as writer:
        _may_write(writer, service, opened)
        if opened.hold is None:
            refuse_if_held(writer, service, opened)
        writer.put_draft(opened.examination_id, field, text, moment_text(service.now()))


def keep_place(service: Service, opened: OpenAudit, step: str, key: str) -> None:
    """Remember where the person is in the audit; in one that is only read, nothing is remembered.

    Raises:
        TakenOverError: another window has the examination.
    """
    if opened.read_only:
        return
    with service.store.writing() as writer:
        hold_on(writer, service, opened)
        writer.put_bookmark(opened.examination_id, step, key)
