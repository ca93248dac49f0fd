"""Let something that screening found in a text stand, with a reason; and find what is new in texts to be recorded."""

import secrets
from collections.abc import Sequence

from auditor.audit.changes import Change, kept_find
from auditor.audit.screening.in_audit import OpenFind, open_texts
from auditor.audit.screening.kept import SALT_BYTES, Kept, keep
from auditor.audit.texts import texts_in
from auditor.use_cases.audits.open_audit import OpenAudit


def keep_find(text: str, found: OpenFind, reason: str) -> Kept:
    """Keep a find of a text; nothing is recorded yet.

    Raises:
        InputError: there is no reason, or the reason itself says who it is.
    """
    return keep(text, found.find, reason, secrets.token_bytes(SALT_BYTES))


def finds_in(opened: OpenAudit, changes: Sequence[Change]) -> tuple[OpenFind, ...]:
    """What screening finds in the texts of changes, before they are recorded, and nobody kept."""
    texts: dict[str, str] = {}
    for change in changes:
        texts |= texts_in(change.kind, change.key, change.body)
    return open_texts(texts, opened.examination, opened.never_a_find) if texts else ()


def changes_that_keep(changes: Sequence[Change], finds: Sequence[OpenFind], reason: str) -> list[Change]:
    """The changes that let the finds stand in the texts of other changes, for one reason.

    Raises:
        InputError: as :func:`keep_find`.
    """
    texts: dict[str, str] = {}
    for change in changes:
        texts |= texts_in(change.kind, change.key, change.body)
    return [kept_find(found.name, keep_find(texts[found.name], found, reason)) for found in finds]


def finds_in_entry(opened: OpenAudit) -> tuple[OpenFind, ...]:
    """What is sure and open among what the entry for LCS says: the findings and the actions."""
    return tuple(found for found in opened.open_finds if found.sure and found.name.startswith(("finding:", "action-")))
