"""An audit on screen, on a real encrypted store."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import store_builders
from audit_desk import at_audit

from auditor.use_cases.service import Service

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
