"""An audit on screen, on a real encrypted store."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import store_builders
from audit_desk import AuditDesk, at_audit

from auditor.use_cases.service import Service

GOLDEN = Path(__file__).parent / "golden"
Start = Callable[..., Any]


@pytest.fixture
def protected(service: Service) -> UUID:
    """An audit of a child on a protection plan, aged 5 to 9, just started by Sam."""
    profile = store_builders.child(
        service.standards.current,
        "child_protection",
        assessment_in_period=True,
        has_plan=True,
        conference_outcome=True,
        siblings=True,
    )
    return store_builders.new_audit(service, "9904093", profile=profile)


@pytest.fixture
def audit(service: Service, protected: UUID) -> Start:
    """Opens that audit, or another one."""

    def start(audit_id: UUID | None = None, size: tuple[int, int] = (120, 40), who: Service | None = None) -> Any:
        return at_audit(who or service, audit_id or protected, size)

    return start


@pytest.fixture
def golden() -> Callable[[AuditDesk, str], None]:
    """Compares a screen with the stored one; ``AUDITOR_GOLDEN=write`` stores it anew."""

    def compare(desk: AuditDesk, name: str) -> None:
        path = GOLDEN / f"{name}.txt"
        shown = desk.text + "\n"
        if os.environ.get("AUDITOR_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")

    return compare
