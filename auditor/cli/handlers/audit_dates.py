"""What ``auditor audit date``, ``times`` and ``accept`` do; the day of a private event is never written out."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from auditor.audit import changes
from auditor.audit.changes import Change
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.results import Instance, RuleResult
from auditor.audit.timescales.timeline import timeline
from auditor.audit.timescales.typed import typed_dates
from auditor.audit.timescales.words import SYMBOLS, interval_words, reckoning, told
from auditor.cli import output, session
from auditor.errors import InputError, UnknownIdError
from auditor.standards.model import Event
from auditor.standards.pages import rule_words
from auditor.use_cases.audits.check_timescales import NOT_SHOWN, as_rows, touches
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.key_dates import accept_in_time, dates_in_list, take_list
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.service import Service

_COLUMNS = ("id", "event", "date", "time", "every", "standing", "follows")


@contextmanager
def _audit(args: argparse.Namespace) -> Iterator[tuple[Service, OpenAudit]]:
    with session.opened(args) as service:
        yield service, open_audit(service, find_audit(service, args.audit))


def _saved(opened: OpenAudit) -> None:
    waits = output.counted(len(opened.timescales.wanted), "date")
    ready = len(opened.timescales.in_time)
    more = f" {ready} in time can be accepted: auditor audit accept AUDIT --all-in-time" if ready else ""
    output.say(f"Saved. {waits} still to be looked for.{more}")


def _private(opened: OpenAudit) -> frozenset[str]:
    return frozenset(event.id for event in opened.checklist.events.events if event.private)


def add(args: argparse.Namespace) -> None:
    """Enter dates, or correct one."""
    with _audit(args) as (service, opened):
        event = _event(opened, args.event)
        entered = opened.examination.key_dates
        for named in filter(None, (args.follows, args.id)):
            if named not in entered:
                raise UnknownIdError("key date", named, list(entered))
        if args.id and len(args.days) > 1:
            raise InputError("One key date is corrected at a time.", "", "Give one day with --id.")
        new = [
            replace(one, id=args.id or key_for(event, service.new_id()), event=event.id, follows=args.follows or None)
            for one in _given(args, event, service)
        ]
        after = record(service, opened, [changes.key_date(one) for one in new])
        for one in new:
            output.text(one.id)
        for strange in after.timescales.strange:
            if strange.key in {one.id for one in new}:
                output.say(f"Is it so? {event.label}: {strange.what}")
        _saved(after)


def _given(args: argparse.Namespace, event: Event, service: Service) -> Iterator[KeyDate]:
    standing = Standing.NOT_ON_FILE if args.not_on_file else Standing.NOT_NEEDED if args.not_needed else None
    if (standing is None) == (not args.days):
        raise InputError("Give days, or say that there is none.", "", "A day, or --not-on-file, or --not-needed.")
    if standing is not None:
        yield KeyDate("", event.id, standing=standing)
    often = f" every {args.every.removeprefix('every').strip()}" if args.every else ""
    for day in args.days:
        for one in typed_dates(f"{day}{often}", event, service.today()):
            yield KeyDate("", event.id, one.on, one.at, every=one.every)


def _event(opened: OpenAudit, given: str) -> Event:
    book = opened.checklist.events
    event = book.by_name.get(" ".join(given.split()).casefold())
    if event is None:
        raise UnknownIdError("event", given, list(book.by_name))
    return event


def listed(args: argparse.Namespace) -> None:
    """List the key dates."""
    with _audit(args) as (_, opened):
        private, found = _private(opened), opened.examination.key_dates.values()
        dated = [mark.key_date for mark in timeline(found, opened.details.period) if mark.key_date]
        rows = [_row(one, private) for one in (*dated, *(one for one in found if one.on is None))]
        output.listing(args, _COLUMNS, rows, _COLUMNS)
        if not args.json and not args.csv and (wanted := opened.timescales.wanted):
            events = opened.checklist.events.by_id
            output.say("Still to be looked for: " + ", ".join(events[item.event].label for item in wanted))


def _row(one: KeyDate, private: frozenset[str]) -> dict[str, object]:
    day = None if one.on is None else NOT_SHOWN if one.event in private else one.on.isoformat()
    return {
        "id": one.id,
        "event": one.event,
        "date": day,
        "time": f"{one.at:%H:%M}" if one.at and one.event not in private else None,
        "every": interval_words(one.every) if one.every else None,
        "standing": one.standing.value,
        "follows": one.follows,
    }


def remove(args: argparse.Namespace) -> None:
    """Take key dates out."""
    with _audit(args) as (service, opened):
        for name in args.ids:
            if name not in opened.examination.key_dates:
                raise UnknownIdError("key date", name, list(opened.examination.key_dates))
        _saved(record(service, opened, [changes.no_key_date(name) for name in dict.fromkeys(args.ids)]))


def bring(args: argparse.Namespace) -> None:
    """Read key dates from a list."""
    with _audit(args) as (service, opened):
        dates = dates_in_list(args.file, opened.scope, service.today())
        taken = take_list(dates, opened.examination.key_dates.values(), opened.checklist.events.by_id, service.new_id)
        output.say(f"{output.counted(len(taken.changes), 'date')} entered, {taken.known} there already.")
        if taken.changes:
            _saved(record(service, opened, taken.changes))


def times(args: argparse.Namespace) -> None:
    """Show every timescale."""
    with _audit(args) as (_, opened):
        timescales = opened.timescales
        for name in args.rule:
            if name not in opened.checklist.rules_by_id:
                raise UnknownIdError("rule", name, list(opened.checklist.rules_by_id))
        found = [result for name, result in timescales.results.items() if not args.rule or name in args.rule]
        if args.json or args.csv:
            rows = as_rows(found, private=_private(opened))
            if args.json:
                output.as_json(rows)
            else:
                output.as_csv(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
            return
        for result in found:
            _show(result, opened, explain=args.explain)


def _show(result: RuleResult, opened: OpenAudit, *, explain: bool) -> None:
    rule, private = result.rule, _private(opened)
    output.text(f"{rule.id}  {rule_words(rule, opened.checklist.events)}  ({rule.source})")
    if not result.instances:
        output.text("     none arose in the period")
    for one in result.instances:
        output.text(f"     {_line(one, result, private)}")
        if explain and not touches(one, private):
            for line in reckoning(one, rule, opened.checklist.events.by_id, opened.calendar):
                output.text(f"         {line}")
    for law in rule.statutory:
        output.text(f"     beside it: {law.text} ({law.source})")
    for one in result.statutory:
        output.text(f"         by that: {_line(one, result, private)}")


def _line(one: Instance, result: RuleResult, private: frozenset[str]) -> str:
    if touches(one, private):
        return f"{SYMBOLS[one.result]} {one.result.value} (the day is private and not shown)"
    return f"{SYMBOLS[one.result]} {told(one, result.rule)}"


def accepted(args: argparse.Namespace) -> None:
    """Answer as the dates propose."""
    with _audit(args) as (service, opened):
        if args.all_in_time == bool(args.ids):
            raise InputError("What is to be accepted?", "", "Name questions by their ids, or give --all-in-time.")
        found = list(accept_in_time(opened.timescales)) if args.all_in_time else _named(opened, args.ids)
        if found:
            opened = record(service, opened, found)
        output.say(f"{output.counted(len(found), 'question')} answered as the dates propose.")
        _saved(opened)


def _named(opened: OpenAudit, ids: list[str]) -> list[Change]:
    found = []
    for name in dict.fromkeys(ids):
        change = changes.accept(opened.timescales, name)
        if name not in opened.scope.asked:
            raise UnknownIdError("criterion asked in this audit", name, list(opened.scope.asked))
        if change is None:
            raise InputError(f"The dates propose nothing for '{name}'.", "", "See: auditor audit times AUDIT")
        found.append(change)
    return found
