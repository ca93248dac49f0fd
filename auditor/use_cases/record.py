"""Record what an auditor answers, grades, notes and finds: one transaction, saved when this returns."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from auditor.audit.changes import Change, check
from auditor.audit.facts import FactKind
from auditor.audit.states import Move, require
from auditor.store.ledger import NewFact
from auditor.store.projections import answered_of
from auditor.store.records import moment_text
from auditor.store.store import Writer
from auditor.use_cases.open_audit import OpenAudit, Undoable, read_audit
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
    """
    return _record(service, opened, changes, drafts_done, keep_undo=True)


def undo(service: Service, opened: OpenAudit) -> OpenAudit:
    """Take back the latest change of this sitting, by recording what stood before it."""
    if not opened.undo:
        return opened
    last = opened.undo[-1]
    shorter = replace(opened, undo=opened.undo[:-1])
    return _record(service, shorter, [Change(last.kind, last.key, last.before)], (), keep_undo=False)


def _record(
    service: Service, opened: OpenAudit, changes: Sequence[Change], drafts_done: Sequence[str], *, keep_undo: bool
) -> OpenAudit:
    with service.store.writing() as writer:
        opened = _fresh(writer, service, opened)
        for change in changes:
            check(opened.scope, change)
        examination = opened.examination
        undoable = list(opened.undo)
        facts: list[NewFact] = []
        heads = dict(opened.heads)
        for change in changes:
            before = examination.value(change.kind, change.key)
            if keep_undo and before is not None:
                undoable.append(Undoable(change.kind, change.key, before))
            facts.append(_fact(service, opened, change, heads))
            examination = examination.record(change.kind, change.key, change.body)
        end = writer.append(facts, opened.end)
        after = replace(opened.with_examination(examination), end=end, heads=heads, undo=tuple(undoable))
        for name in drafts_done:
            writer.drop_draft(opened.examination_id, name)
        answered = answered_of(after.scope, examination)
        writer.touch_summary(opened.id, answered, len(after.scope.asked), facts[-1].at)
    return after


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
    return fact


def _fresh(writer: Writer, service: Service, opened: OpenAudit) -> OpenAudit:
    """The audit as it now is: read again only when its person's chain has moved on, or its state has."""
    state = writer.state_of(opened.id)
    require(service.person, Move.RECORD, state, opened.ownership)
    if writer.chain_end(opened.id, service.person.id) == opened.end:
        return opened
    return replace(read_audit(writer, service, opened.id), undo=opened.undo)


def keep_draft(service: Service, opened: OpenAudit, field: str, text: str) -> None:
    """Keep text that is being typed, so that a crash loses at most the last second of it.

    Args:
        field: the kind and key the text will become a fact of, as ``note:ps06.chronology``.
    """
    with service.store.writing() as writer:
        writer.put_draft(opened.examination_id, field, text, moment_text(service.now()))


def keep_place(service: Service, opened: OpenAudit, step: str, key: str) -> None:
    """Remember where the person is in the audit."""
    with service.store.writing() as writer:
        writer.put_bookmark(opened.examination_id, step, key)
