"""How the screens say things: days, progress, states, grades. Nothing here decides anything."""

from datetime import date, datetime
from textwrap import wrap

GRADE_SYMBOLS = {"outstanding": "★", "good": "✓", "requires_improvement": "~", "inadequate": "×"}
"""Beside the word, everywhere a grade or a band of the four is shown; the same as in ``scale.yaml``."""
GRADE_WORDS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
STATE_SYMBOLS = {
    "draft": "…",
    "submitted": "✓",
    "moderating": "…",
    "comparing": "≠",
    "escalated": "!",
    "final": "■",
    "closed": "■",
    "void": "-",
}


def graded(grade: str) -> str:
    """A grade as symbol and word."""
    return f"{GRADE_SYMBOLS[grade]} {GRADE_WORDS[grade]}"


def role_of_grade(grade: str | None) -> str:
    """The role of a cell that shows a grade."""
    return (grade or "").replace("_", "-")


def day(when: date | None) -> str:
    """A day as it is written here; a dash when there is none."""
    return f"{when:%d/%m/%Y}" if when else "–"


def count_of(number: int, one: str, many: str = "") -> str:
    """So many of something: "1 audit", "3 audits"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def days_words(days: int) -> str:
    """A number of days in words."""
    return "1 day" if days == 1 else f"{days} days"


def due_words(due: date, today: date) -> str:
    """When something is due, seen from today."""
    days = (due - today).days
    if days < 0:
        return f"overdue {days_words(-days)}"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == 1 else f"due {due:%d/%m/%Y}"


def bar(done: int, of: int, width: int = 6) -> str:
    """A small bar of progress; it is full only when all is done."""
    if of <= 0:
        return "─" * width
    filled = width if done >= of else min(width - 1, done * width // of)
    if done and not filled:
        filled = 1
    return "━" * filled + "─" * (width - filled)


def parse_day(text: str) -> date | None:
    """The day a person typed, as 14/03/2026, 14/3/26 or 2026-03-14; None when it is none."""
    for shape in ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def hanging(text: str, width: int, indent: int) -> str:
    """A text wrapped beside a label so wide: every line but the first is set in."""
    room = max(20, width - indent)
    lines = wrap(text, room) or [""]
    return ("\n" + " " * indent).join(lines)


def joined(parts: list[str], between: str = " · ") -> str:
    """The parts that say something, with a dot between."""
    return between.join(part for part in parts if part)
