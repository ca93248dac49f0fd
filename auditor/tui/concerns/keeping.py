"""What is typed of a concern and is not on record yet: kept field by field, offered again, forgotten once recorded."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from auditor.audit.concerns import Concern
from auditor.tui.words import day

if TYPE_CHECKING:
    from auditor.tui.unfinished import Typing
    from auditor.use_cases.keeping.unfinished import Unfinished
    from auditor.use_cases.service import Service

FIELDS = ("kind", "text", "told", "told_at", "how", "on_lcs", "response")
"""The fields of a concern, as they stand on screen."""


def whats(audit_id: UUID, concern_id: str) -> "dict[str, Unfinished]":
    """What each field is kept for.

    Args:
        concern_id: of one that is on record; empty: of one that is about to be raised.
    """
    from auditor.use_cases.keeping.unfinished import Unfinished

    return {name: Unfinished(audit_id, f"concern-{name}", concern_id) for name in FIELDS}


def kept_fields(typing: "Typing", service: "Service", audit_id: UUID, concern_id: str) -> dict[str, str]:
    """What was typed before in each field, where something was. It runs in a thread.

    Raises:
        AuditorError: this person may not raise a concern in the audit, or not see this one.
    """
    found = {name: typing.read(service, what) for name, what in whats(audit_id, concern_id).items()}
    return {name: text for name, text in found.items() if text}


class FieldsTyped:
    """What stands in the fields of one concern beside what is on record: only that is kept."""

    def __init__(self, audit_id: UUID, concern_id: str) -> None:
        self._whats = whats(audit_id, concern_id)
        self._noted: dict[str, str] = {}

    @property
    def every(self) -> "Sequence[Unfinished]":
        """What all the fields are kept for."""
        return tuple(self._whats.values())

    def offered(self, fields: Mapping[str, str]) -> None:
        """These are kept already."""
        self._noted.update(fields)

    def note(self, typing: "Typing", now: Mapping[str, str], on_record: Mapping[str, str]) -> bool:
        """Note what is typed, to be kept soon.

        Args:
            now: what the fields show, by name.
            on_record: what they would show of the concern as it is on record.

        Returns:
            Whether there is anything to keep, or to forget.
        """
        changed = False
        for name, what in self._whats.items():
            text = "" if now[name].strip() == on_record[name].strip() else now[name].strip()
            if text != self._noted.get(name, ""):
                self._noted[name] = text
                typing.put(what, text)
                changed = True
        return changed


def shown_fields(concern: Concern) -> dict[str, str]:
    """The fields of a concern as the screen shows them."""
    return {
        "kind": concern.kind.value,
        "text": concern.text,
        "told": concern.told,
        "told_at": f"{concern.told_at:%d/%m/%Y %H:%M}" if concern.told_at else "",
        "how": concern.how,
        "on_lcs": day(concern.on_lcs) if concern.on_lcs else "",
        "response": concern.response,
    }


def names_found(concern: Concern, lcs_number: str) -> tuple[str, ...]:
    """What in the words may say who somebody is: shown, and on record all the same."""
    from auditor.audit.screening.in_audit import told
    from auditor.audit.screening.screen import screen

    return tuple(
        f"Check: {told(find.words(text), find)} {find.advice}"
        for text in (concern.text, concern.told, concern.how, concern.response)
        for find in screen(text, allowed=(lcs_number,))
        if find.certainty == "sure"
    )
