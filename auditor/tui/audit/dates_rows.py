"""The rows of the key dates: what is still looked for, the timeline, and what has no day."""

from collections.abc import Iterator

from rich.cells import cell_len

from auditor.audit.dates import MONTH_NAMES, shown_day
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.results import Result
from auditor.audit.timescales.timeline import Mark, timeline
from auditor.audit.timescales.uses import Use, Wanted, telling
from auditor.audit.timescales.words import SYMBOLS, day_words, in_a_word, interval_words
from auditor.standards.model import Event
from auditor.tui.audit.lines import Piece, Row, fitted

RESULT_ROLES = {
    Result.IN_TIME: "good",
    Result.LATE: "inadequate",
    Result.NOT_YET_DUE: "muted",
    Result.CANNOT_TELL: "accent",
    Result.BEFORE_THE_PERIOD: "muted",
}
WANTED = "want:"
_UNDATED = {
    Standing.NOT_ON_FILE: "Looked for, not on file",
    Standing.NOT_NEEDED: "Did not happen, or was not needed",
}
_NO_MONTH = " " * 7
_LABEL = 39
"""Cells that what happened may take on its row."""


def label_of(timescales: Timescales, event: str) -> str:
    """What an event is called."""
    found: Event | None = timescales.scope.checklist.events.by_id.get(event)
    return found.label if found else event


def partner_words(timescales: Timescales, key_date: KeyDate) -> str:
    """Another date in short: ``core group held 03/02``."""
    on = f" {key_date.on:%d/%m}" if key_date.on else ""
    return f"{label_of(timescales, key_date.event)}{on}"


def result_piece(use: Use | None) -> tuple[Piece, ...]:
    """A result at the right edge: symbol and word."""
    if use is None:
        return ()
    found = use.instance.result
    words = in_a_word(use.instance, use.rule.unit).removesuffix(", nothing recorded").removesuffix(" the period")
    return ((f" {SYMBOLS[found]} {words}", RESULT_ROLES[found]),)


def dates_rows(timescales: Timescales, *, read_only: bool) -> Iterator[Row]:
    """Every row of the key dates."""
    if timescales.wanted and not read_only:
        yield Row("", f"To look for next: {len(timescales.wanted)}", "primary", heading=True)
        for item in timescales.wanted:
            yield _wanted_row(timescales, item)
        yield Row("", "", heading=True)
    yield Row("", "On the file, in order of time", "primary", heading=True)
    strange: dict[str, list[str]] = {}
    for one in timescales.strange:
        strange.setdefault(one.key, []).append(one.what)
    for mark in timeline(timescales.examination.key_dates.values(), timescales.judging.period):
        yield _mark_row(timescales, mark)
        for what in strange.get(mark.key_date.id, ()) if mark.key_date else ():
            yield Row("", f"? {what}", "accent", ((_NO_MONTH, ""), _bar(mark, "┃", "│"), (" ", "")), heading=True)
    yield from _undated(timescales)


def wanted_words(timescales: Timescales, item: Wanted) -> str:
    """What is looked for, with what it would answer."""
    if item.corrects is not None:
        return f"the time of day: {partner_words(timescales, item.corrects)}"
    after = f" · for {partner_words(timescales, item.follows)}" if item.follows else ""
    return f"{label_of(timescales, item.event)}{after}"


def _wanted_row(timescales: Timescales, item: Wanted) -> Row:
    needing = [result.rule.source for result in timescales.open_results if item.event in result.rule.events]
    tail: tuple[Piece, ...] = ((f" {needing[0]}", "muted"),) if needing else ()
    return Row(WANTED + item.key, wanted_words(timescales, item), "", (("  ? ", "accent"),), tail)


def _bar(mark: Mark, inside: str, outside: str) -> Piece:
    return (inside, "primary") if mark.inside else (outside, "muted")


def _mark_row(timescales: Timescales, mark: Mark) -> Row:
    month: Piece = (f"{MONTH_NAMES[mark.day.month - 1][:3]} {mark.day:%y} " if mark.new_month else _NO_MONTH, "muted")
    if mark.kind == "start":
        text = f"━ {shown_day(mark.day)}  the period audited begins"
        return Row("", text, "primary", (month, ("┏", "primary")), heading=True)
    if mark.kind == "as_at":
        text = f"━ {shown_day(mark.day)}  as-at date: what the file shows on this day counts"
        return Row("", text, "primary", (month, ("┗", "primary")), heading=True)
    if mark.key_date is None:
        return Row("", "", "muted", (month, ("┃", "primary")), heading=True)
    one = mark.key_date
    use = telling(timescales.uses.get(one.id, ()))
    at = f" {one.at:%H:%M}" if one.at else ""
    often = f" {interval_words(one.every)}" if one.every else ""
    label = label_of(timescales, one.event)
    room = _LABEL - cell_len(at)
    shown = label if cell_len(label) <= room else fitted(label, room)
    lead = (month, _bar(mark, "┣", "├"), (f" {day_words(one.day)}{at}  {shown} ", "" if mark.inside else "muted"))
    return Row(one.id, f"{often}{pair_words(timescales, use)}", "muted", lead, result_piece(use))


def pair_words(timescales: Timescales, use: Use | None) -> str:
    """What a date is paired with, in short."""
    if use is None:
        return ""
    if use.partner is not None:
        own, arrow = use.instance.actual if use.ends else use.instance.trigger, "←" if use.ends else "→"
        same = own is not None and own.event == use.partner.event
        shown = f"{use.partner.on:%d/%m}" if same and use.partner.on else partner_words(timescales, use.partner)
        return f" {arrow} {shown}"
    if use.ends:
        return ""
    if use.rule.rule == "at least every" and use.instance.result is Result.LATE:
        return " → none since"
    due = f" due {use.instance.due:%d/%m}" if use.instance.due else ""
    return f" → {label_of(timescales, use.rule.end_event[0])}{due}"


def _undated(timescales: Timescales) -> Iterator[Row]:
    key_dates = timescales.examination.key_dates
    for standing, heading in _UNDATED.items():
        found = [one for one in key_dates.values() if one.standing is standing]
        if found:
            yield Row("", "", heading=True)
            yield Row("", f"{heading}: {len(found)}", "primary", heading=True)
        for one in found:
            follows = key_dates.get(one.follows or "")
            after = f" · for {partner_words(timescales, follows)}" if follows else ""
            symbol = "  × " if standing is Standing.NOT_ON_FILE else "  – "
            yield Row(one.id, f"{label_of(timescales, one.event)}{after}", "", ((symbol, "muted"),))
