"""What ``auditor timescales`` does."""

import argparse

from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.results import RuleResult
from auditor.audit.timescales.words import amount, day_words, one_line, reckoning
from auditor.cli import output
from auditor.errors import InputError, UnknownIdError
from auditor.standards.load import load_standards
from auditor.standards.model import Checklist
from auditor.standards.pages import rule_words
from auditor.use_cases.audits.check_timescales import (
    RESULT_COLUMNS,
    as_rows,
    check_timescales,
    key_dates_in,
    period_from,
    school_terms_in,
)

LONGEST = 10_000


def due(args: argparse.Namespace) -> None:
    """Say when something is due."""
    if not 0 <= args.limit <= LONGEST:
        raise InputError(
            "That is too many, or too few.", f"--limit {args.limit}", f"Give a number from 0 to {LONGEST}."
        )
    calendar = _calendar(args)
    try:
        found = calendar.deadline(args.start, args.limit, args.unit)
    except (OverflowError, ValueError) as error:
        raise InputError("There is no calendar for that day.", str(args.start), "Give a day of these years.") from error
    skipped = calendar.left_out(args.start, found) if args.unit == "working_days" else []
    if args.json:
        output.as_json(
            {
                "from": args.start.isoformat(),
                "limit": args.limit,
                "unit": args.unit,
                "due": found.isoformat(),
                "left_out": [{"day": day.isoformat(), "because": because} for day, because in skipped],
            }
        )
        return
    output.text(f"{day_words(found)}   {amount(args.limit, args.unit)} after {day_words(args.start)}")
    for day, because in skipped:
        output.text(f"  not counted: {day_words(day)} {because}")


def check(args: argparse.Namespace) -> None:
    """Work out every timescale from a list of dates."""
    edition = load_standards(args.standards).current
    rules = set(args.rule)
    for name in sorted(rules - set(edition.rules_by_id)):
        raise UnknownIdError("rule", name, list(edition.rules_by_id))
    dates = key_dates_in(args.events, edition)
    tags = [name.strip() for name in args.tags.split(",") if name.strip()]
    period = period_from(args.as_at, args.period_from)
    found = check_timescales(edition, dates, tags, period, _calendar(args))
    results = [result for result in found.results if not rules or result.rule.id in rules]
    if args.json or args.csv:
        rows = as_rows(results)
        if args.json:
            output.as_json(rows)
        else:
            output.as_csv(RESULT_COLUMNS, [[row[name] for name in RESULT_COLUMNS] for row in rows])
        return
    _show(results, edition, found.judging.calendar, explain=args.explain)


def _calendar(args: argparse.Namespace) -> Calendar:
    terms = tuple(school_terms_in(args.terms)) if getattr(args, "terms", None) else ()
    ordered = tuple(sorted(terms, key=lambda term: term.first))
    return Calendar(frozenset(args.closed), args.first_day_counts, ordered)


def _show(results: list[RuleResult], edition: Checklist, calendar: Calendar, *, explain: bool) -> None:
    events = edition.events.by_id
    for result in results:
        rule = result.rule
        output.text(f"{rule.id}  {rule_words(rule, edition.events)}  ({rule.source})")
        if not result.instances:
            output.text("     none arose in the period")
        for one in result.instances:
            output.text(f"     {one_line(one, rule)}")
            if explain:
                for line in reckoning(one, rule, events, calendar):
                    output.text(f"         {line}")
        for law in rule.statutory:
            output.text(f"     beside it: {law.text} ({law.source})")
        for one in result.statutory:
            output.text(f"         by that: {one_line(one, rule)}")
