"""How this council counts time: its closure days, its school terms, and whether the first day counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from auditor.audit.timescales.calendar import Calendar, Term
from auditor.audit.timescales.term_rows import wrong_terms
from auditor.errors import InputError
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.service import Service

SETTING = "calendar"


def calendar_in(settings: Mapping[str, Any]) -> Calendar:
    """The calendar among a store's settings; that of England alone when none was set."""
    body = settings.get(SETTING)
    return Calendar.from_body(body) if body else Calendar()


def council_calendar(service: Service) -> Calendar:
    """The calendar now in force."""
    with service.store.reading() as reader:
        return calendar_in(reader.settings())


def set_closures(service: Service, closed: list[date], opened: list[date]) -> Calendar:
    """Add days on which the offices are closed, and take others away.

    Raises:
        NotPermittedError: only the QA lead changes settings.
    """
    before = council_calendar(service)
    return _set(service, replace(before, closures=(before.closures | set(closed)) - set(opened)))


def set_first_day(service: Service, *, counts: bool) -> Calendar:
    """Say whether the day something happened on is day 1 of its working days, instead of day 0.

    Raises:
        NotPermittedError: only the QA lead changes settings.
    """
    return _set(service, replace(council_calendar(service), first_day_counts=counts))


def set_terms(service: Service, terms: list[Term]) -> Calendar:
    """Set the school terms, in place of those set before.

    Raises:
        InputError: a term ends before it begins, is longer than a term, or overlaps another; all are named.
        NotPermittedError: only the QA lead changes settings.
    """
    ordered = sorted(terms, key=lambda term: term.first)
    wrong = [said for _, _, said in wrong_terms(ordered)]
    if wrong:
        raise InputError("These school terms cannot be kept.", "\n".join(wrong), "Correct the days and set them again.")
    return _set(service, replace(council_calendar(service), terms=tuple(ordered)))


def _set(service: Service, calendar: Calendar) -> Calendar:
    change_setting(service, SETTING, calendar.as_body())
    return calendar
