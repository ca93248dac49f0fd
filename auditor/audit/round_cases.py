"""One case of a round: which it is, whose, and who works with the child."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

REMOVED = "removed"
"""Stands where the LCS number of a case was, once its time was over."""


@dataclass(frozen=True)
class Staff:
    """Somebody who works with a child: a person who uses the tool, or a staff code that only the QA lead sees."""

    person: UUID | None = None
    code: str = ""

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {"person": str(self.person)} if self.person else {"code": self.code}

    @classmethod
    def from_body(cls, body: Mapping[str, Any] | None) -> "Staff | None":
        """From plain data; None when there is nobody."""
        if not body:
            return None
        return cls(UUID(body["person"]) if body.get("person") else None, body.get("code", ""))


@dataclass(frozen=True)
class RoundCase:
    """One case of a round's list.

    Attributes:
        id: of the case; made by chance when its LCS number first came into the store, and kept when the number goes.
        team: responsible for it.
        worker: the allocated worker, where the list says so.
        manager: the worker's line manager, likewise.
        lcs_number: looked up to be shown, and no part of what is recorded; empty where it was not looked up,
            :data:`REMOVED` where it is gone.
    """

    id: UUID
    team: UUID
    worker: Staff | None = None
    manager: Staff | None = None
    lcs_number: str = ""

    @property
    def is_removed(self) -> bool:
        """Its number is gone, so that nothing can be done about it any more."""
        return self.lcs_number == REMOVED

    def as_body(self) -> dict[str, Any]:
        """As plain data, without the LCS number."""
        staff = {"worker": self.worker, "manager": self.manager}
        told = {name: one.as_body() for name, one in staff.items() if one is not None}
        return {"case": str(self.id), "team": str(self.team), **told}

    @classmethod
    def from_body(cls, body: Mapping[str, Any], numbers: Mapping[UUID, str] | None = None) -> "RoundCase":
        """From plain data.

        Args:
            numbers: LCS numbers by case id; a case that is not among them has lost its number. None: not looked up.
        """
        worker, manager = Staff.from_body(body.get("worker")), Staff.from_body(body.get("manager"))
        case = UUID(body["case"])
        number = "" if numbers is None else numbers.get(case, REMOVED)
        return cls(case, UUID(body["team"]), worker, manager, number)
