"""The table of figures, as text and in ``docs/performance.md``."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.measuring import Figure, Line

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"


def table_of(lines: Sequence[Line]) -> str:
    """The figures as a table, what falls short in words beneath it."""
    rows = [
        "| what | target | measured | quartiles | ours | baseline | against | |",
        "|---|---|---|---|---|---|---|---|",
        *map(_row, lines),
    ]
    short = [line for line in lines if isinstance(line, Figure) and not line.met]
    missing = [line for line in lines if not isinstance(line, Figure)]
    if short:
        rows += ["", "Falls short: " + "; ".join(f"{line.what} ({line.ratio:.2f})" for line in short) + "."]
    if missing:
        rows += ["", *(f"Not measured: {line.what}: {line.why}" for line in missing)]
    notes = [f"- {line.what}: {line.note}." for line in lines if isinstance(line, Figure) and line.note]
    return "\n".join(rows + (["", *notes] if notes else []))


def _row(line: Line) -> str:
    if not isinstance(line, Figure):
        return f"| {line.what} | {line.target:g} | not measured | | | | | |"
    lower, upper = line.spread
    mine, other = (f"{_number(median(values))} {line.unit}" for values in (line.ours, line.baseline))
    verdict = "met" if line.met else "**falls short**"
    return (
        f"| {line.what} | {line.target:g} | {line.ratio:.2f} | {lower:.2f}–{upper:.2f} | {mine} | {other} "
        f"| {line.against} | {verdict} |"
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def conditions(took_s: float, load_before: float | None) -> str:
    """When and where the figures were taken."""
    busy = "" if load_before is None else f", load average {load_before:.1f} before the run"
    return (
        f"Taken on {date.today():%d/%m/%Y} by `python -m benchmarks` in {took_s / 60:.1f} minutes, on "  # noqa: DTZ011
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}{busy}."
    )


def load() -> float | None:
    """How busy the machine is, where it says so."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def write(text: str, page: Path = PAGE) -> None:
    """Put the figures between the markers of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
