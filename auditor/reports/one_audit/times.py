"""The timescales in an audit's report: each rule with its source, what was due, what happened, how it was counted."""

from collections.abc import Callable, Iterator

from auditor.audit.timescales.results import Instance, Result, RuleResult
from auditor.audit.timescales.words import SYMBOLS, in_a_word
from auditor.reports.document import Block, Cell, Column, Line, Lines, Paragraph, Row, Table
from auditor.reports.marks import Mark, Tone
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.words import counted, day_words
from auditor.standards.pages import rule_words

NOT_SHOWN = "Not shown"
"""Stands for a private date, and for what could be counted back to one."""
_TONES: dict[Result, Tone] = {Result.IN_TIME: "good", Result.LATE: "inadequate"}


def timescales(data: AuditReportData) -> list[Block]:
    """What each rule on time came to in the period, printed rules first, and by which calendar."""
    found = [result for result in data.timescales.results.values() if _rows_of(result)]
    if not found:
        return []
    columns = (Column("Counted from", 2), Column("Due", 2), Column("Done", 2), Column("Result", 3))
    ordered = sorted(found, key=lambda result: not result.rule.printed)
    rows = [row for result in ordered for row in (_heading(data, result), *_lines(data, result))]
    return [Table(columns, tuple(rows)), Paragraph(_counting(data), quiet=True)]


def _rows_of(result: RuleResult) -> list[Instance]:
    return [one for one in result.instances if one.result is not Result.BEFORE_THE_PERIOD]


def _heading(data: AuditReportData, result: RuleResult) -> Row:
    words = rule_words(result.rule, data.scope.checklist.events)
    lines = [Line(f"{words[0].upper()}{words[1:]} ({result.rule.source})")]
    lines += [Line(law.text, f"Beside it, {law.source}", quiet=True) for law in result.rule.statutory]
    return Row((Lines(tuple(lines)),), group=True)


def _lines(data: AuditReportData, result: RuleResult) -> Iterator[Row]:
    private = {event.id for event in data.scope.checklist.events.events if event.private}
    for one in _rows_of(result):
        if any(part is not None and part.event in private for part in (one.trigger, one.actual)):
            yield Row((NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, _mark(one, one.result.value)))
        else:
            start = day_words(one.trigger.on) if one.trigger and one.trigger.on else ""
            yield Row((start, _due(one), _done(one), _mark(one, in_a_word(one, result.rule.unit))))


def _mark(one: Instance, word: str) -> Mark:
    return Mark(word[0].upper() + word[1:], SYMBOLS[one.result], _TONES.get(one.result, "neutral"))


def _due(one: Instance) -> Cell:
    if one.due_at is not None:
        return f"{day_words(one.due_at.date())} {one.due_at:%H:%M}"
    return day_words(one.due) if one.due else ""


def _done(one: Instance) -> Cell:
    if one.actual is not None and one.actual.on is not None:
        return day_words(one.actual.on)
    return "Nothing on file" if one.looked_for else ""


def _counting(data: AuditReportData) -> str:
    calendar = data.timescales.judging.calendar
    closed = len(calendar.closures)
    local = f", and {counted(closed, 'closure day')} of the council" if closed else ""
    day = "day 1" if calendar.first_day_counts else "day 0"
    return (
        f"Working days: no weekends, no bank holidays of England{local}; the day it is counted from is {day}. "
        "The standards' rules are worked out as printed; a rule of law that differs stands beside them."
    )


SHOWS: dict[str, Callable[[AuditReportData], list[Block]]] = {"timescales": timescales}
"""The block of this module."""
