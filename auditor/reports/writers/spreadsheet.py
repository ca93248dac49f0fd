"""Text in the cells of a spreadsheet: never a formula, whoever typed it."""

from typing import Any

_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run (OWASP, "CSV injection")."""


def runs(cell: object) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return isinstance(cell, str) and cell.startswith(_RUNS)


def inert(cell: Any) -> Any:
    """A cell of a CSV file as a spreadsheet will show it and not run it; numbers and other data as they are."""
    return f"'{cell}" if runs(cell) else cell
