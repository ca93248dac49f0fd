"""What ``auditor concerns`` does. The words that a concern tells nobody come first, on stderr."""

import argparse
import sys
from dataclasses import replace
from typing import Any

from auditor.audit.concerns import CONCERN_WORDS, WARNING, Concern, ConcernKind
from auditor.audit.dates import parse_moment
from auditor.cli import output, session
from auditor.cli.handlers.audit_record import tell_finds
from auditor.errors import InputError
from auditor.measures.rates import share_to_percent, whole_percent
from auditor.measures.response_hours import SOON_H, ResponseHours
from auditor.use_cases.audits.concerns import (
    SeenConcern,
    acknowledge_concern,
    as_data,
    correct_concern,
    find_concern,
    hours_to_response,
    list_concerns,
    raise_concern,
)
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.service import Service


def _typed(given: str | None) -> str | None:
    return sys.stdin.read().strip() if given == "-" else given if given is None else given.strip()


def _with_told(concern: Concern, args: argparse.Namespace, service: Service) -> Concern:
    now = service.now().astimezone().replace(tzinfo=None)
    return replace(
        concern,
        told=concern.told if args.told is None else args.told.strip(),
        told_at=concern.told_at if args.told_at is None else parse_moment(args.told_at, now),
        how=concern.how if args.how is None else args.how.strip(),
        on_lcs=args.on_lcs or concern.on_lcs,
    )


def _tell(one: SeenConcern) -> None:
    """Show what in the words may say who somebody is: it is on record all the same."""
    from auditor.audit.screening.in_audit import OpenFind
    from auditor.audit.screening.screen import screen

    concern = one.raised.concern
    finds = [
        OpenFind("concern", find.words(text), find)
        for text in (concern.text, concern.response)
        for find in screen(text, allowed=(one.lcs_number,))
    ]
    tell_finds(finds, "It is on record as it stands. To write it without: auditor concerns respond CONCERN --what -")


def raised(args: argparse.Namespace) -> None:
    """Put a concern on record."""
    output.say(WARNING)
    with session.opened(args) as service:
        kind = ConcernKind.STAFF if args.about_staff else ConcernKind.CHILD
        concern = _with_told(Concern(kind, _typed(args.what) or ""), args, service)
        one = raise_concern(service, find_audit(service, args.audit), concern)
    output.text(one.id)
    _tell(one)
    output.say("On record. It told nobody.")


def respond(args: argparse.Namespace) -> None:
    """Record the response, or correct what stands."""
    response, what = _typed(args.response), _typed(args.what)
    given = (response, what, args.told, args.told_at, args.how, args.on_lcs, args.about_staff, args.about_child)
    if not any(value not in (None, False) for value in given):
        raise InputError("What is to be recorded?", "", "Give --response TEXT, or another of: concerns respond -h")
    with session.opened(args) as service:

        def correct(concern: Concern) -> Concern:
            kind = concern.kind
            kind = ConcernKind.STAFF if args.about_staff else ConcernKind.CHILD if args.about_child else kind
            after = _with_told(replace(concern, kind=kind), args, service)
            after = after if response is None else replace(after, response=response)
            return after if what is None else replace(after, text=what)

        found = find_concern(service, args.concern)
        one = correct_concern(service, found.audit_id, found.id, correct)
    _tell(one)
    output.say("Recorded. There is no response yet." if one.raised.open else "Recorded.")


def acknowledge(args: argparse.Namespace) -> None:
    """Say that one was seen."""
    with session.opened(args) as service:
        found = find_concern(service, args.concern)
        acknowledge_concern(service, found.audit_id, found.id)
    output.say("Acknowledged.")


def listed(args: argparse.Namespace) -> None:
    """List what this person may see."""
    with session.opened(args) as service:
        found = [one for one in list_concerns(service) if one.raised.open or not args.open]
        rows = [_row(one, service) for one in found]
    keys = ["id", "lcs_number", "kind", "raised", "hours", "response", "acknowledged"]
    shown = rows if args.json or args.csv else [{**row, "response": _short(row)} for row in rows]
    output.listing(args, ["id", "LCS", "kind", "raised", "hours", "response", "acknowledged"], shown, keys)


def _row(one: SeenConcern, service: Service) -> dict[str, Any]:
    return {"response": "", **as_data(one, service)}


def _short(row: dict[str, Any]) -> str:
    return "yes" if row["responded"] else "none yet"


def show(args: argparse.Namespace) -> None:
    """Show one."""
    with session.opened(args) as service:
        one = find_concern(service, args.concern)
        people = {person.id: person.name for person in service.people().values()}
        data = as_data(one, service)
    if args.json:
        output.as_json(data)
        return
    concern, raised_by = one.raised.concern, people.get(one.raised.by, "?")
    output.say(WARNING)
    output.pairs(
        {
            "concern": one.id,
            "LCS": one.lcs_number,
            "audit": one.audit_id,
            "kind": CONCERN_WORDS[concern.kind],
            "raised": f"{one.raised.at.astimezone():%d/%m/%Y %H:%M} by {raised_by}",
            "what": concern.text,
            "told": concern.told or "nobody is named",
            "when": f"{concern.told_at:%d/%m/%Y %H:%M}" if concern.told_at else "",
            "how": concern.how,
            "on LCS": f"{concern.on_lcs:%d/%m/%Y}" if concern.on_lcs else "not yet",
            "response": concern.response or "none yet",
            "hours": data["hours"],
            "acknowledged": ", ".join(
                f"{people.get(seen.by, '?')} {seen.at.astimezone():%d/%m/%Y %H:%M}" for seen in one.raised.seen
            )
            or "by nobody",
        }
    )


def hours(args: argparse.Namespace) -> None:
    """Hours to response."""
    with session.opened(args) as service:
        found = hours_to_response(service, args.first, args.last)
    if args.json:
        months = {month: _hours(one) for month, one in found.months.items()}
        output.as_json({**_hours(found.whole), "months": months, "all_concerns": found.everything})
        return
    rows = [[month, *_cells(one)] for month, one in [*found.months.items(), ("all", found.whole)]]
    output.table(
        ["raised in", "raised", "answered", "median hours", f"within {SOON_H} h", "of", "%", "95% range"], rows
    )
    if not found.everything:
        output.say("Only the concerns that you may see are counted.")


def _hours(one: ResponseHours) -> dict[str, Any]:
    interval = one.interval
    return {
        "raised": one.raised,
        "answered": one.answered,
        "median_hours": round(one.median_hours, 1) if one.median_hours is not None else None,
        "within_24_hours": one.soon,
        "decided": one.decided,
        "percent": whole_percent(one.soon, one.decided),
        "lower": share_to_percent(interval.lower, 1) if interval else None,
        "upper": share_to_percent(interval.upper, 1) if interval else None,
    }


def _cells(one: ResponseHours) -> list[Any]:
    data = _hours(one)
    bounds = one.interval
    span = f"{share_to_percent(bounds.lower):.0f} to {share_to_percent(bounds.upper):.0f}" if bounds else ""
    return [data[name] for name in ("raised", "answered", "median_hours", "within_24_hours", "decided", "percent")] + [
        span
    ]
