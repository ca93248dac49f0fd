"""What ``auditor calendar`` does."""

import argparse

from auditor.audit.dates import shown_day
from auditor.audit.timescales.calendar import Calendar
from auditor.cli import output, session
from auditor.errors import InputError
from auditor.use_cases.audits.check_timescales import school_terms_in
from auditor.use_cases.council.council_calendar import council_calendar, set_closures, set_first_day, set_terms


def show(args: argparse.Namespace) -> None:
    """Show how time is counted."""
    with session.opened(args) as service:
        calendar = council_calendar(service)
        if args.json:
            output.as_json(calendar.as_body())
        else:
            _tell(calendar)


def _tell(calendar: Calendar) -> None:
    output.text("Working days: Monday to Friday, without the bank holidays of England and these closure days")
    for closed in sorted(calendar.closures):
        output.text(f"  {shown_day(closed)}")
    if not calendar.closures:
        output.text("  none")
    first = "day 1, when it is a working day" if calendar.first_day_counts else "day 0"
    output.text(f"The day something happened on is {first}")
    output.text("School terms")
    for term in calendar.terms:
        output.text(f"  {shown_day(term.first)} to {shown_day(term.last)}  {term.name}")
    if not calendar.terms:
        output.text("  none set: what is due once a term cannot be worked out")


def close(args: argparse.Namespace) -> None:
    """Add closure days."""
    with session.opened(args) as service:
        calendar = set_closures(service, args.days, [])
        output.say(f"Saved. {output.counted(len(calendar.closures), 'closure day')}; submitted audits keep theirs.")


def reopen(args: argparse.Namespace) -> None:
    """Take closure days away."""
    with session.opened(args) as service:
        known = council_calendar(service).closures
        if missing := [shown_day(one) for one in args.days if one not in known]:
            raise InputError("These are no closure days.", ", ".join(missing), "See: auditor calendar show")
        calendar = set_closures(service, [], args.days)
        output.say(f"Saved. {output.counted(len(calendar.closures), 'closure day')}; submitted audits keep theirs.")


def terms(args: argparse.Namespace) -> None:
    """Set the school terms."""
    with session.opened(args) as service:
        calendar = set_terms(service, school_terms_in(args.file))
        output.say(f"Saved. {output.counted(len(calendar.terms), 'school term')}.")


def first_day(args: argparse.Namespace) -> None:
    """Say whether the first day counts."""
    with session.opened(args) as service:
        calendar = set_first_day(service, counts=args.counts == "yes")
        first = "day 1" if calendar.first_day_counts else "day 0"
        output.say(f"Saved. The day something happened on is {first}.")
