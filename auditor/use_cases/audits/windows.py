"""Two windows on one examination: one of them writes, the others watch, and what one could not save is kept beside.

A window holds an examination by a row in the store that it renews. Whether it still does is seen again inside every
transaction in which it writes, so nothing rests on a window being told in time. A window that has been silent for
:data:`GONE_AFTER` counts as gone, and the next one gets the examination without asking.
"""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from auditor.audit.changes import Change
from auditor.audit.permissions import Role, require
from auditor.audit.states import Move
from auditor.errors import NotPermittedError, StoreError
from auditor.store.records import Hold, beside, beside_what, is_beside, moment_text
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.open_audit import OpenAudit, OtherWindow, read_audit, require_sight
from auditor.use_cases.service import Service

__all__ = [
    "GONE_AFTER",
    "TakenOverError",
    "Window",
    "beside_what",
    "change_in_words",
    "hold_on",
    "is_beside",
    "keep_beside",
    "let_go",
    "look_again",
    "open_in_window",
    "take_over",
]

GONE_AFTER = timedelta(seconds=45)
"""So long a window may be silent; several renewals fit into it, so that one that fails is no matter."""


@dataclass(frozen=True)
class Window:
    """A window of this program.

    Attributes:
        id: random, so that it is never another window's.
        host: the name of this computer.
        process: the number of this process on it.
    """

    id: UUID = field(default_factory=uuid4)
    host: str = field(default_factory=platform.node)
    process: int = field(default_factory=os.getpid)


class TakenOverError(NotPermittedError):
    """Another window has the examination, or had it since this one last saw it: nothing was written."""


def open_in_window(service: Service, audit_id: UUID, window: Window, role: Role = Role.AUDITOR) -> OpenAudit:
    """Open an audit to write in it; to watch it, when another living window has it.

    Where the store can be read but not written, the audit opens all the same, and is held from the first thing that can
    be saved.

    Args:
        role: whose examination of it: the auditor's, or the moderator's.

    Raises:
        InputError: there is no such audit, or the moderator has not begun.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id, role)
        if opened.read_only:
            return opened
        held = reader.hold_of(opened.examination_id)
        if held is not None and held.window_id != window.id and not _is_gone(held, service.now()):
            return _watching(reader, service, opened, held, window)
        opened = _holding(service, opened, held, window)
    try:
        with service.store.writing() as writer:
            hold_on(writer, service, opened)
    except StoreError:
        return opened
    except TakenOverError:  # another window came between the two transactions
        return open_in_window(service, audit_id, window, role)
    return opened


def take_over(service: Service, audit_id: UUID, window: Window, role: Role = Role.AUDITOR) -> OpenAudit:
    """Open an audit to write in it, whichever window has it; that one watches from its next look or save on.

    Raises:
        NotPermittedError: it is no longer a draft, or is not this person's.
        StoreError: it could not be taken over.
    """
    with service.store.writing() as writer:
        opened = read_audit(writer, service, audit_id, role)
        require(service.person, Move.RECORD, opened.state, opened.ownership)
        opened = _holding(service, opened, writer.hold_of(opened.examination_id), window)
        assert opened.hold is not None
        writer.put_hold(opened.hold)
    return opened


def hold_on(writer: Writer, service: Service, opened: OpenAudit) -> None:
    """Make sure, inside a transaction that writes, that this window still has the examination.

    An audit that no window holds (``opened.hold`` is None: the command line) passes.

    Raises:
        TakenOverError: another window has it, or had it since.
    """
    own = opened.hold
    if own is None:
        return
    held = writer.hold_of(opened.examination_id)
    if held is not None and held.window_id == own.window_id:
        return
    if _is_free(held, opened.before, service.now()):  # it could not be noted when the audit was opened
        writer.put_hold(own)
        return
    raise TakenOverError(
        "This audit was taken over by another window.",
        f"It was taken at {held.since.astimezone():%H:%M}, {_where(held, own.host)}." if held else "",
        "Nothing was overwritten. What this window had not saved is kept beside, as unfinished text.",
    )


def refuse_if_held(reader: Reader, service: Service, opened: OpenAudit) -> None:
    """Refuse where a living window has the examination: for what is written without holding it.

    Raises:
        TakenOverError: one has.
    """
    held = reader.hold_of(opened.examination_id)
    if held is not None and not _is_gone(held, service.now()):
        raise TakenOverError(
            "This audit is open in a window.",
            f"It has been open since {held.since.astimezone():%H:%M}, {_where(held, platform.node())}.",
            "Go on there, or close it.",
        )


def look_again(service: Service, opened: OpenAudit, window: Window) -> OpenAudit:
    """Say that this window is there, and see what has happened since.

    Returns:
        The same object when nothing is new; otherwise the audit as it now is, to be watched when another window has it
        or had it since.

    Raises:
        StoreError: the store could not be read or written.
    """
    if opened.hold is None:
        with service.store.reading() as reader:
            return _looked(reader, service, opened, reader.hold_of(opened.examination_id), window)
    with service.store.writing() as writer:
        at = moment_text(service.now())
        if not writer.note_hold(opened.examination_id, opened.hold.window_id, at):
            held = writer.hold_of(opened.examination_id)
            if not _is_free(held, opened.before, service.now()):
                fresh = read_audit(writer, service, opened.id, opened.role)
                return fresh if held is None else _watching(writer, service, fresh, held, window)
            writer.put_hold(opened.hold)
        if writer.count_facts(opened.id) != opened.facts:
            return replace(read_audit(writer, service, opened.id, opened.role), hold=opened.hold, before=opened.before)
        drafts = writer.drafts(opened.examination_id)
    new = {name: text for name, text in drafts.items() if is_beside(name) and name not in opened.drafts}
    return replace(opened, drafts={**opened.drafts, **new}) if new else opened


def let_go(service: Service, opened: OpenAudit) -> None:
    """Let an examination go, so that the next window gets it without asking; nothing when this one has not got it."""
    if opened.hold is not None:
        with service.store.writing() as writer:
            at = moment_text(service.now())
            writer.note_hold(opened.examination_id, opened.hold.window_id, at, let_go=True)


def keep_beside(service: Service, opened: OpenAudit, window_id: UUID, texts: Mapping[str, str]) -> dict[str, str]:
    """Keep what a window could not save as unfinished text of its own, which replaces nothing.

    Args:
        window_id: the window that could not save them.
        texts: by the field they were meant for, as ``note:ps06.chronology``.

    Returns:
        The texts by the names of their drafts.
    """
    kept: dict[str, str] = {}
    with service.store.writing() as writer:
        require_sight(service.person, writer.state_of(opened.id), opened.ownership, opened.role)
        there = writer.drafts(opened.examination_id)
        for meant_for, text in texts.items():
            number = 1
            while there.get(name := beside(meant_for, window_id, number), text) != text:
                number += 1
            writer.put_draft(opened.examination_id, name, text, moment_text(service.now()))
            kept[name] = text
    return kept


def change_in_words(change: Change) -> str:
    """What a change that could not be saved would have recorded, as a text to be kept beside."""
    left_out = ("id", "finding", "about", "settles", "proposed", "suggested")
    said = [value for name, value in change.body.items() if name not in left_out and isinstance(value, str)]
    return " · ".join(value.replace("_", " ") if value in _CHOICES else value for value in said if value.strip())


_CHOICES = {"partly_met", "not_met", "requires_improvement"}


def _looked(reader: Reader, service: Service, opened: OpenAudit, held: Hold | None, window: Window) -> OpenAudit:
    """What a window that watches sees."""
    changed = reader.count_facts(opened.id) != opened.facts
    fresh = read_audit(reader, service, opened.id, opened.role) if changed else opened
    if held is None or opened.elsewhere is None:
        return fresh
    other = _other(reader, service, held, window)
    if not changed and other == opened.elsewhere:
        return opened
    if changed and fresh.read_only:
        return fresh  # it was submitted: there is nothing left to hold
    return replace(fresh, read_only=True, elsewhere=other, drafts=opened.drafts)


def _watching(reader: Reader, service: Service, opened: OpenAudit, held: Hold, window: Window) -> OpenAudit:
    if opened.read_only:
        return opened
    return replace(opened, read_only=True, elsewhere=_other(reader, service, held, window), drafts={})


def _holding(service: Service, opened: OpenAudit, before: Hold | None, window: Window) -> OpenAudit:
    now = service.now()
    since = before.since if before is not None and before.window_id == window.id else now
    own = Hold(opened.examination_id, window.id, service.person.id, window.host, window.process, since, now)
    return replace(opened, hold=own, before=before)


def _other(reader: Reader, service: Service, held: Hold, window: Window) -> OtherWindow:
    person = reader.people().get(held.person_id)
    who = person.name if person is not None else "somebody"
    gone = _is_gone(held, service.now())
    return OtherWindow(held.window_id, who, _where(held, window.host), held.since, gone, held.let_go)


def _where(held: Hold, host: str) -> str:
    return f"on this computer, process {held.process}" if held.host == host else f"on the computer {held.host}"


def _is_gone(held: Hold, now: datetime) -> bool:
    return held.let_go or now - held.seen_at > GONE_AFTER or _has_ended(held)


def _has_ended(held: Hold) -> bool:
    """Whether its process, on this computer, is no more: whoever comes back after a crash is not kept waiting."""
    if held.host != platform.node() or os.name != "posix":  # elsewhere, asking after a process would end it
        return False
    try:
        os.kill(held.process, 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's, or a number that no process can have
        return False
    return False


def _is_free(held: Hold | None, before: Hold | None, now: datetime) -> bool:
    """Whether nobody has taken the examination since it was found to be free."""
    if held is None or before is None:
        return held is before
    return (held.window_id, held.since) == (before.window_id, before.since) and _is_gone(held, now)
