"""Whether the recovery code is on paper, and a new one where it is not.

A store notes that its code was never typed back, so that the next unlock can say so. A store without the note was made
where nobody was asked to type it back; nothing is said about it.
"""

import secrets
from collections.abc import Callable

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.store import vault
from auditor.store.keys import slots_locked
from auditor.store.recovery_code import new_recovery_code, normalise
from auditor.store.vault import DEFAULT_COST, Argon2Cost
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.open_store import RECOVERY_SLOT, add_slot_for
from auditor.use_cases.service import Service, require_qa_lead

TYPED_BACK = "recovery_code.typed_back"
"""The setting: yes or no, absent where it was never asked."""


def note_typed_back(service: Service, *, done: bool) -> None:
    """Note whether the recovery code was typed back from paper.

    Raises:
        NotPermittedError: only the QA lead notes it.
    """
    change_setting(service, TYPED_BACK, done)


def code_is_missing(service: Service) -> bool:
    """Whether the recovery code was shown and never typed back, and this person can make a new one."""
    if Role.QA_LEAD not in service.person.roles:
        return False
    with service.store.reading() as reader:
        return reader.settings().get(TYPED_BACK) is False


def renew_recovery_code(
    service: Service,
    *,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    cost: Argon2Cost = DEFAULT_COST,
) -> str:
    """Make a new recovery code; the one before no longer opens this store.

    Returns:
        The code as it is printed: shown once, to be kept on paper.

    Raises:
        NotPermittedError: only the QA lead makes one.
        StoreBusyError: another window is changing who can open the store.
    """
    require_qa_lead(service.person, "make a new recovery code")
    store, code = service.store, new_recovery_code(random_bytes)
    with slots_locked(store.folder), store.writing() as writer:
        vault.remove_slot(store.folder, RECOVERY_SLOT.id)
        slot_key = add_slot_for(store.folder, RECOVERY_SLOT, normalise(code), store.key, cost)
        writer.keep_slot_key(RECOVERY_SLOT.id, slot_key, None)
        before = writer.standing(FactKind.SETTING, TYPED_BACK)
        fact = service.fact(FactKind.SETTING, TYPED_BACK, {"value": False}, replaces=before.id if before else None)
        writer.append([fact])
    return code
