"""The cases of a round from the rows of a list that another system made."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from auditor.audit.details import check_lcs_number
from auditor.audit.round_cases import RoundCase, Staff
from auditor.audit.timescales.rows import Row
from auditor.errors import InputError, Problem, nearest

CASE_COLUMNS = ("lcs number", "team", "worker", "line manager")
"""The columns a list of cases may have; the first two it must have."""
_CODE = re.compile(r"[A-Za-z]{0,6}[-/]?[0-9]{2,12}[A-Za-z]?")


@dataclass(frozen=True)
class ListedCase:
    """A case as a list names it: by its LCS number; see :class:`auditor.audit.round_cases.RoundCase`."""

    lcs_number: str
    team: UUID
    worker: Staff | None = None
    manager: Staff | None = None

    def known_as(self, case_id: UUID) -> RoundCase:
        """The case of the round, once it has an id."""
        return RoundCase(case_id, self.team, self.worker, self.manager, self.lcs_number)


def cases_from(
    rows: Iterable[Row], teams: Mapping[str, UUID], people: Mapping[str, UUID], file: str
) -> tuple[list[ListedCase], list[Problem]]:
    """The cases in a list, and everything in it that was not understood.

    Args:
        rows: with the columns of :data:`CASE_COLUMNS`.
        teams: ids by name and by id.
        people: who uses the tool, ids by display name and by id. Anybody else is told by a staff code, never a name.
        file: the list's name, for problems.
    """
    reading = _Reading(_folded(teams), _folded(people), file)
    for row in rows:
        reading.row(row)
    return reading.found, sorted(reading.problems)


def _folded(names: Mapping[str, UUID]) -> dict[str, tuple[str, UUID]]:
    return {name.casefold(): (name, found) for name, found in names.items()}


class _Reading:
    def __init__(self, teams: dict[str, tuple[str, UUID]], people: dict[str, tuple[str, UUID]], file: str) -> None:
        self.teams, self.people, self.file = teams, people, file
        self.found: list[ListedCase] = []
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def problem(self, line: int, column: str, message: str, near: str = "") -> None:
        self.problems.append(Problem(self.file, line, 0, column, message, near))

    def row(self, row: Row) -> None:
        before = len(self.problems)
        number = self._number(row)
        team = self._team(row)
        worker, manager = self._staff(row, "worker"), self._staff(row, "line manager")
        if number in self.lines:
            self.problem(row.line, "lcs number", f"{number} is on line {self.lines[number]} already")
        elif number:
            self.lines[number] = row.line
        if len(self.problems) == before and team is not None:
            self.found.append(ListedCase(number, team, worker, manager))

    def _number(self, row: Row) -> str:
        given = _text(row.cells.get("lcs number"))
        if not given:
            self.problem(row.line, "lcs number", "the LCS number is missing")
            return ""
        try:
            return check_lcs_number(given)
        except InputError:
            self.problem(row.line, "lcs number", f"'{given[:40]}' is not an LCS number: it has 4 to 12 digits")
            return ""

    def _team(self, row: Row) -> UUID | None:
        given = _text(row.cells.get("team"))
        known = self.teams.get(given.casefold())
        if known is not None:
            return known[1]
        if not given:
            self.problem(row.line, "team", "the team is missing")
        else:
            near = nearest(given, [name for name, _ in self.teams.values()])
            self.problem(row.line, "team", f"unknown team '{given[:60]}'", near)
        return None

    def _staff(self, row: Row, column: str) -> Staff | None:
        given = _text(row.cells.get(column))
        known = self.people.get(given.casefold())
        if known is not None:
            return Staff(known[1])
        if not given:
            return None
        if _CODE.fullmatch(given):
            return Staff(code=given)
        near = nearest(given, [name for name, _ in self.people.values()])
        said = f"'{given[:40]}' uses the tool under no such name, and is no staff code such as SW1042"
        self.problem(row.line, column, said, near)
        return None


def _text(value: Any) -> str:
    """A cell as text; a number of a workbook without the decimals it was not typed with."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())
