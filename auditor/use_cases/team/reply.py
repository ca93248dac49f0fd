"""Reply to a judgement of an audit, and answer a reply."""

from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import require
from auditor.audit.replies import Reply
from auditor.audit.states import Move
from auditor.errors import InputError
from auditor.store.store import Reader
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.keeping.unfinished import Unfinished, drop_unfinished
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import TeamAudit, read_team_audit


def reply(service: Service, audit_id: UUID, key: str, text: str) -> TeamAudit:
    """Reply to a judgement. It replaces what this person said to it before and nobody has answered.

    Args:
        key: a section, a key judgement, or ``overall``.
        text: empty takes back what nobody has answered.

    Raises:
        InputError: there is no such audit, that was not graded in it, or nothing was said.
        NotPermittedError: it is not of this person's team, or it is not final.
    """
    said = text.strip()
    with service.store.writing() as writer:
        _asked(writer, service, audit_id, Move.REPLY)
        found = read_team_audit(writer, service, audit_id)
        _check_graded(found, key)
        mine = [one for one in found.replies if (one.key, one.by) == (key, service.person.id)]
        waiting = [one for one in mine if one.open]
        if not said and not waiting:
            raise InputError("Nothing was said.", found.told.name_of(key), "Type what you want to say to it.")
        if not waiting or waiting[-1].text != said:
            body = {"text": said}
            replaces = mine[-1].fact if mine else None
            writer.append([service.fact(FactKind.REPLY, key, body, audit=audit_id, replaces=replaces)])
        drop_unfinished(writer, service, typed_reply(audit_id, key))
        refresh_summary(writer, audit_id)
        return read_team_audit(writer, service, audit_id)


def answer_reply(service: Service, audit_id: UUID, reply_id: UUID, text: str) -> TeamAudit:
    """Answer a reply, or answer it anew.

    Args:
        reply_id: the fact of the reply.

    Raises:
        InputError: there is no such audit or reply, it is this person's own, or nothing was said.
        NotPermittedError: this person is neither its auditor, its moderator nor a QA lead, or it is not final.
    """
    said = text.strip()
    with service.store.writing() as writer:
        _asked(writer, service, audit_id, Move.ANSWER_REPLY)
        found = read_team_audit(writer, service, audit_id)
        answered = _reply(found, reply_id)
        if answered.by == service.person.id:
            raise InputError(
                "You cannot answer your own reply.", found.told.name_of(answered.key), "Somebody else answers it."
            )
        if not said:
            raise InputError("Nothing was said.", found.told.name_of(answered.key), "Type what you want to answer.")
        body = {"text": said, "reply": answered.fact.hex}
        replaces = answered.answer.fact if answered.answer else None
        new = service.fact(FactKind.REPLY_ANSWER, answered.key, body, audit=audit_id, replaces=replaces)
        writer.append([new])
        drop_unfinished(writer, service, typed_reply(audit_id, answered.key, reply_id))
        refresh_summary(writer, audit_id)
        return read_team_audit(writer, service, audit_id)


def reply_to_answer(found: TeamAudit, key: str) -> Reply:
    """The reply to a judgement that has waited longest for an answer.

    Raises:
        InputError: none waits.
    """
    waiting = [one for one in found.open_replies if one.key == key]
    if not waiting:
        raise InputError("No reply to that waits for an answer.", found.told.name_of(key), "See: auditor team show")
    return waiting[0]


def typed_reply(audit_id: UUID, key: str, answers: UUID | None = None) -> Unfinished:
    """Under what a reply is kept while it is typed.

    Args:
        answers: the fact of the reply that it answers; None: it is a reply.
    """
    kind = FactKind.REPLY.value if answers is None else f"{FactKind.REPLY_ANSWER.value}-{answers.hex}"
    return Unfinished(audit_id, kind, key)


def _asked(reader: Reader, service: Service, audit_id: UUID, move: Move) -> WholeAudit:
    whole = read_whole(reader, audit_id)
    require(service.person, move, whole.state, whole.ownership)
    return whole


def _reply(found: TeamAudit, reply_id: UUID) -> Reply:
    for one in found.replies:
        if one.fact == reply_id:
            return one
    raise InputError("There is no such reply.", str(reply_id), "Read the audit again, and choose one.")


def _check_graded(found: TeamAudit, key: str) -> None:
    if key not in found.told.grades:
        raise InputError("That was not graded in this audit.", key, "Choose one of its grades.")
