"""Figures drawn as lines of text: the table of two people's grades, and the chart of an auditor's gaps.

Both fronts show the same lines; every mark has a word in the line that explains it, and none relies on colour.
"""

from collections.abc import Sequence

from auditor.measures.agreement import Agreement, Coefficient
from auditor.measures.coefficients import BANDS
from auditor.measures.leniency import Leniency
from auditor.measures.rates import Interval, share_to_percent, whole_percent

SHORT = {"outstanding": "outst.", "good": "good", "requires_improvement": "req. imp.", "inadequate": "inad."}
LONG = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires improvement",
    "inadequate": "inadequate",
}
_LABEL, _CELL = 21, 10
WIDEST = 3
"""The widest gap there can be, in steps."""
MOST_POINTS = 56
"""So many of the latest points fit into a chart."""


def table_lines(found: Agreement) -> list[str]:
    """The 4x4 table: a row for the auditor's grade, a column for the moderator's; the same grade stands in brackets.

    Args:
        found: the agreement.
    """
    lines = [
        f"{'auditor / moderator':<{_LABEL}}" + "".join(f"{SHORT[grade]:>{_CELL}}" for grade in found.order) + "    all"
    ]
    for row, grade in enumerate(found.order):
        counts = found.table[row]
        cells = "".join(
            f"{f'[{count}]' if row == column else f' {count} ' if count else ' · ':>{_CELL}}"
            for column, count in enumerate(counts)
        )
        lines.append(f"{LONG[grade]:<{_LABEL}}{cells}{sum(counts):>7}")
    totals = [sum(row[column] for row in found.table) for column in range(len(found.order))]
    lines.append(f"{'all':<{_LABEL}}" + "".join(f"{f'{total} ':>{_CELL}}" for total in totals) + f"{found.n:>7}")
    return lines


def share_words(numerator: int, denominator: int, interval: Interval | None) -> str:
    """A share with its interval: ``23 of 40 (58%), 95% range 42-72%``."""
    percent = whole_percent(numerator, denominator)
    if percent is None or interval is None:
        return "no pairs"
    lower, upper = (f"{share_to_percent(bound):.0f}" for bound in (interval.lower, interval.upper))
    return f"{numerator} of {denominator} ({percent}%), 95% range {lower}–{upper}%"


def direction_words(found: Agreement) -> str:
    """Which way the second grades lie, in words."""
    if not found.n:
        return "no pairs"
    if not found.moved_up and not found.moved_down:
        return "never higher, never lower"
    return f"moderator higher in {found.moved_up}, lower in {found.moved_down}"


def coefficient_words(one: Coefficient) -> str:
    """A coefficient with its interval, the best band that is certain, and whatever else there is to say."""
    parts = [f"{one.value:.2f}"] if one.value is not None else []
    if one.lower is not None and one.upper is not None:
        parts.append(f"95% interval {one.lower:.2f} to {one.upper:.2f}")
    if one.band is not None:
        lowest = one.band == BANDS[-1][1]
        parts.append("no band is certain" if lowest else f"at least {one.band}")
    return ", ".join([*parts, *([one.note] if one.note else [])])


def chart_lines(found: Leniency) -> list[str]:
    """The chart of gaps, the latest on the right; above nought the auditor graded higher than the moderator.

    Args:
        found: of one auditor; without points there is nothing to draw.
    """
    points = found.points[-MOST_POINTS:]
    if not points:
        return []
    lines = []
    for step in range(WIDEST, -WIDEST - 1, -1):
        marks = "".join(_mark(point.gap == step, outside=point.outside, at_nought=step == 0) for point in points)
        lines.append(f"{_step_words(step):>9} ┤{marks}".rstrip())
    lines.append(f"{'':>9} └{'─' * len(points)}")
    latest = f", the latest {len(points)} of {len(found.points)}" if len(points) < len(found.points) else ""
    lines.append(f"{'':>11}● an audit; the oldest stands on the left{latest}")
    if any(point.outside for point in points):
        lines.append(f"{'':>11}◆ an audit outside the limits")
    if found.limits is not None:
        limits = found.limits
        lines.append(f"{'':>11}mean {limits.mean:+.2f} steps, limits {limits.lower:+.2f} to {limits.upper:+.2f}")
    return lines


def _mark(here: bool, *, outside: bool, at_nought: bool) -> str:
    if here:
        return "◆" if outside else "●"
    return "─" if at_nought else " "


def _step_words(step: int) -> str:
    if step == 0:
        return "the same"
    return f"{abs(step)} {'higher' if step > 0 else 'lower'}"


def percent_words(part: int, whole: int) -> str:
    """A share as a whole percentage with its counts: ``3 of 4 (75%)``; a dash of nothing."""
    percent = whole_percent(part, whole)
    return "–" if percent is None else f"{part} of {whole} ({percent}%)"


def tally_words(grades: Sequence[tuple[str, int]], *, short: bool = False) -> str:
    """How many gave each grade: ``good 3, requires improvement 1``; or ``good 3, req. imp. 1``."""
    words = SHORT if short else LONG
    return ", ".join(f"{words[grade]} {count}" for grade, count in grades if count)
