"""Change a setting that can change a result: it lives in the store, as a fact, so that reports can say since when."""

import re
from typing import Any

from auditor.audit.facts import FactKind
from auditor.errors import InputError
from auditor.use_cases.service import Service, require_qa_lead


def change_setting(service: Service, name: str, value: Any) -> None:
    """Change a setting.

    Args:
        name: small letters, digits, dots and underscores.
        value: plain data: text, number, yes or no, or lists and tables of these.

    Raises:
        InputError: a name or value that cannot be kept.
        NotPermittedError: only the QA lead changes settings.
    """
    require_qa_lead(service.person, "change a setting")
    if not re.fullmatch(r"[a-z][a-z0-9_.]{0,63}", name):
        raise InputError(f"'{name}' cannot name a setting.", "Small letters, digits, dots and underscores are allowed.")
    if not _plain(value):
        raise InputError(f"'{name}' cannot have this value.", "Only plain data can be kept.", "Give text or a number.")
    with service.store.writing() as writer:
        before = writer.standing(FactKind.SETTING, name)
        if before is not None and before.body == {"value": value}:
            return
        replaces = before.id if before else None
        writer.append([service.fact(FactKind.SETTING, name, {"value": value}, replaces=replaces)])


def _plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _plain(item) for key, item in value.items())
    # Canonical JSON holds whole numbers up to 2^53, and neither infinity nor not-a-number.
    if isinstance(value, int | float):
        return abs(value) < 1 << 53
    return value is None or isinstance(value, str)
