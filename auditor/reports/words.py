"""How reports say days, months, counts and grades."""

from datetime import date, datetime

from auditor.audit.dates import MONTH_NAMES
from auditor.reports.marks import Mark, Tone
from auditor.standards.model import Scale

_ANSWER_TONES: dict[str, Tone] = {
    "exceeded": "outstanding",
    "met": "good",
    "partly_met": "requires_improvement",
    "not_met": "inadequate",
}
_DIFFERENCE_TONES: dict[str, Tone] = {
    "clear": "outstanding",
    "some": "good",
    "none_yet": "requires_improvement",
    "worse": "inadequate",
}
_GRADE_TONES: dict[str, Tone] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires_improvement",
    "inadequate": "inadequate",
}
HASH_SHOWN = 12
"""How many characters of a hash a report prints: enough to tell two apart."""


def day_words(day: date | None) -> str:
    """A day, such as "22 November 2026"; "no date" for None."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}" if day else "no date"


def moment_words(moment: datetime) -> str:
    """A moment as it was handed in, with its time zone when it has one: "22 November 2026, 10:42 UTC"."""
    zone = f" {moment:%Z}" if moment.tzinfo else ""
    return f"{day_words(moment.date())}, {moment:%H:%M}{zone}"


def month_words(month: str) -> str:
    """A month given as ``2026-03``: "March 2026"."""
    year, number = month.split("-")
    return f"{MONTH_NAMES[int(number) - 1]} {year}"


def months_words(first: str | None, last: str | None) -> str:
    """Whole months from the first to the last, both included; None leaves an end open."""
    match first, last:
        case None, None:
            return "all months"
        case str(), None:
            return f"from {month_words(first)}"
        case None, str():
            return f"up to {month_words(last)}"
    assert first is not None
    assert last is not None
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 audit", "3 audits"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def left_out_words(count: int, made_by: str, *, of_rounds: bool = False) -> str:
    """What is left out of the figures because whoever makes a report is to moderate it blind.

    Args:
        of_rounds: the report says how far rounds are, and counts these as submitted there.
    """
    who = made_by or "whoever made this report"
    known = "; how far a round is counts what is submitted, these too" if of_rounds else ""
    return f"{counted(count, 'audit')} submitted, which {who} is to moderate blind: in no figure here until then{known}"


def short_hash(digest: str) -> str:
    """The first characters of a hash."""
    return digest[:HASH_SHOWN]


def grade_mark(scale: Scale, grade_id: str | None, absent: str = "Not graded") -> Mark:
    """A grade with its word, symbol and tone; ``absent`` in words for None."""
    if grade_id is None:
        return Mark(absent)
    grade = scale.grade(grade_id)
    return Mark(grade.word, grade.symbol, _GRADE_TONES[grade.id])


def answer_mark(scale: Scale, answer_id: str) -> Mark:
    """An answer with its word, symbol and tone."""
    answer = scale.answer(answer_id)
    return Mark(answer.word, answer.symbol, _ANSWER_TONES[answer.id])


def difference_mark(scale: Scale, choice_id: str) -> Mark:
    """What difference the work made, with its word, symbol and tone; an unknown choice is printed as it is."""
    choice = next((choice for choice in scale.difference.choices if choice.id == choice_id), None)
    if choice is None:
        return Mark(choice_id)
    return Mark(choice.word, choice.symbol, _DIFFERENCE_TONES.get(choice.id, "neutral"))


def sentence(text: str) -> str:
    """Text with a capital first letter; the rest is left alone."""
    return text[:1].upper() + text[1:]
