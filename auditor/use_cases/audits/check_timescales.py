"""Work out timescales from a list of dates, without a store: for a quick check, or for another system."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from auditor.audit.applicability import Truth, holds
from auditor.audit.profile import Period, Profile
from auditor.audit.timescales.calendar import Calendar, Term
from auditor.audit.timescales.compute import known_by, results, rule_applies
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.results import Instance, Judging, RuleResult
from auditor.audit.timescales.rows import COLUMNS, key_dates_from
from auditor.audit.timescales.term_rows import TERM_COLUMNS, terms_from
from auditor.errors import InputError, ProblemsError, UnknownIdError
from auditor.standards.model import AgeBandIs, Checklist, FactIs, TagBook
from auditor.use_cases.table_files import read_table

NOT_SHOWN = "not shown"
_COUNTED = ("in_time_up_to", "days_taken", "working_days_taken", "hours_taken", "late_by", "because")
RESULT_COLUMNS = (
    "rule",
    "source",
    "trigger",
    "trigger_event",
    "due",
    "in_time_up_to",
    "actual",
    "actual_event",
    "days_taken",
    "working_days_taken",
    "hours_taken",
    "result",
    "late_by",
    "looked_for",
    "because",
)
"""What :func:`as_rows` gives of each result."""
OTHER_RECORDS = {"fostering_household", "supervision_record"}


@dataclass(frozen=True)
class Check:
    """What a list of dates comes to."""

    judging: Judging
    results: tuple[RuleResult, ...]


class BadListError(ProblemsError):
    """A list has rows that were not understood; all are named, and nothing is taken from it."""

    exit_code = InputError.exit_code


def key_dates_in(path: Path, checklist: Checklist) -> list[KeyDate]:
    """The key dates in a list.

    Raises:
        InputError: the file cannot be read.
        BadListError: rows were not understood; every one is named.
    """
    rows, problems = read_table(path, COLUMNS, COLUMNS[:2])
    dates, wrong = key_dates_from(rows, checklist.events, str(path))
    if problems or wrong:
        raise BadListError(
            f"{path.name} was not understood; nothing of it was taken.",
            [*problems, *wrong],
            "Correct these rows. The names of events: auditor standards events",
        )
    return dates


def school_terms_in(path: Path) -> list[Term]:
    """The school terms in a list with the columns name, first and last.

    Raises:
        InputError: the file cannot be read.
        BadListError: rows were not understood; every one is named.
    """
    rows, problems = read_table(path, TERM_COLUMNS, TERM_COLUMNS)
    terms, wrong = terms_from(rows, str(path))
    if problems or wrong:
        raise BadListError(f"{path.name} was not understood; nothing of it was taken.", [*problems, *wrong])
    return terms


def check_timescales(
    checklist: Checklist, dates: Sequence[KeyDate], tags: Iterable[str], period: Period, calendar: Calendar
) -> Check:
    """Every rule that applies, worked out.

    Args:
        checklist: the edition.
        dates: the key dates.
        tags: what is true of the subject: tags, statuses, age bands or facts.
        period: the period audited.
        calendar: how time is counted.

    Raises:
        UnknownIdError: there is no such tag.
    """
    judging = Judging(period, calendar)
    book = known_by(dates, judging, checklist.events.by_id)
    events = frozenset(one.event for one in book.all if one.on is not None and one.on in period)
    truth = _truth(checklist.tags, tuple(tags), events)
    rules = [rule for rule in checklist.timescales if rule_applies(rule, truth) is True]
    return Check(judging, tuple(results(checklist, rules, dates, judging).values()))


def _truth(book: TagBook, given: Sequence[str], events: frozenset[str]) -> dict[str, Truth]:
    """The truth of every tag: those given, those that follow from them or from the dates, and no others."""
    subjects, statuses = {one.id for one in book.subjects}, {one.id for one in book.statuses}
    bands, facts = {one.id for one in book.age_bands}, {one.id for one in book.facts}
    known = [*book.by_id, *statuses, *bands, *facts]
    for name in given:
        if name not in known:
            raise UnknownIdError("tag", name, known)
    named = set(given)
    subject = next((one for one in given if one in OTHER_RECORDS and one in subjects), "child")
    age = _age(book, named)
    profile = Profile(
        subject,
        frozenset(named & statuses),
        next((one for one in given if one in bands), None),
        {fact: fact in named for fact in facts},
        events,
    )
    truth: dict[str, Truth] = {}
    for tag in book.tags:
        when = tag.when
        if isinstance(when, AgeBandIs):
            found = bool(age) and age <= set(when.age_band)
        elif isinstance(when, FactIs):
            found = bool(profile.facts.get(when.fact) or events & set(when.or_event))
        else:
            found = holds(when, truth, profile) is True
        truth[tag.id] = found or tag.id in named
    return truth


def _age(book: TagBook, named: set[str]) -> set[str]:
    """The age bands that are still possible after what was named; empty when nothing was said of age."""
    possible: set[str] = set()
    for band in book.age_bands:
        possible |= {band.id} & named
    for tag in book.tags:
        if tag.id in named and isinstance(tag.when, AgeBandIs):
            possible = possible & set(tag.when.age_band) if possible else set(tag.when.age_band)
    return possible


def as_rows(found: Iterable[RuleResult], *, private: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """One row for each time a rule applied, as plain data.

    Args:
        found: the results.
        private: events whose dates are never written out, and nothing from which they could be counted back.
    """
    return [_row(result, one, private) for result in found for one in result.instances]


def _row(result: RuleResult, one: Instance, private: frozenset[str]) -> dict[str, Any]:
    def day(key_date: KeyDate | None) -> str | None:
        if key_date is None or key_date.on is None:
            return None
        if key_date.event in private:
            return NOT_SHOWN
        at = f"T{key_date.at:%H:%M}" if key_date.at else ""
        return f"{key_date.on.isoformat()}{at}"

    due = one.due_at.isoformat(timespec="minutes") if one.due_at else one.due.isoformat() if one.due else None
    hidden = {"due": NOT_SHOWN if due else None, **dict.fromkeys(_COUNTED)} if touches(one, private) else {}
    row = {
        "rule": result.rule.id,
        "source": result.rule.source,
        "trigger": day(one.trigger),
        "trigger_event": one.trigger.event if one.trigger else None,
        "due": due,
        "in_time_up_to": one.in_time_up_to.isoformat() if one.in_time_up_to else None,
        "actual": day(one.actual),
        "actual_event": one.actual.event if one.actual else None,
        "days_taken": one.days_taken,
        "working_days_taken": one.working_days_taken,
        "hours_taken": one.hours_taken,
        "result": one.result.value,
        "late_by": one.late_by,
        "looked_for": one.looked_for,
        "because": one.because or None,
    }
    return {**row, **hidden}


def touches(one: Instance, private: frozenset[str]) -> bool:
    """Whether a result was counted from, or up to, a private date."""
    return any(part is not None and part.event in private for part in (one.trigger, one.actual))


def period_from(as_at: date, start: date | None) -> Period:
    """The period audited: from a day given, or six months."""
    return Period(start, as_at) if start is not None else Period.up_to(as_at)
