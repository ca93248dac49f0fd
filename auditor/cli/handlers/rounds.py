"""What ``auditor rounds`` does: plan, read in cases, draw, show; and the auditor's own list."""

import argparse
from collections.abc import Mapping
from typing import Any

from auditor.audit.dates import shown_day
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.profile import Period
from auditor.audit.round_board import Counts, Line, count_by
from auditor.audit.round_cases import RoundCase, Staff
from auditor.audit.rounds import Round
from auditor.cli import output, session
from auditor.cli.handlers.audit_start import profile_of
from auditor.errors import InputError
from auditor.use_cases.audits.find_audit import find_team
from auditor.use_cases.rounds import plan as rounds
from auditor.use_cases.rounds.mine import allocated_to_me, find_allocated, start_allocated
from auditor.use_cases.rounds.plan import RoundView

_COUNTS = ("expected", "allocated", "started", "submitted", "moderated", "overdue", "exempt")


def new(args: argparse.Namespace) -> None:
    """Plan a round, and write its id."""
    with session.opened(args) as service:
        planned = rounds.new_round(
            service,
            args.name,
            period=Period(args.start, args.as_at),
            due=args.due,
            kind=AuditKind(args.kind),
            theme=args.theme,
            share=args.share,
            blind=args.blind,
        )
    if args.json:
        output.as_json(_round_body(planned))
    else:
        output.text(planned.id)
        output.say(f"'{planned.name}' is planned. Read in its cases: auditor rounds cases")


def listed(args: argparse.Namespace) -> None:
    """List the rounds."""
    with session.opened(args) as service:
        found = rounds.list_rounds(service)
    rows = [{**_round_body(of), "cases": len(of.cases), **_counts(counts)} for of, counts in found]
    output.listing(
        args, ["round", "as at", "due", "cases", *_COUNTS], rows, ["name", "as_at", "due", "cases", *_COUNTS]
    )


def show(args: argparse.Namespace) -> None:
    """Show how far a round is."""
    with session.opened(args) as service:
        seen = rounds.read_round(service, rounds.find_round(service, args.round))
    if args.by == "case":
        rows, headings, keys = _case_rows(seen)
    else:
        rows, headings, keys = _group_rows(seen, args.by)
    if args.json:
        whole = {**_round_body(seen.round), "counts": _counts(seen.counts), "by": args.by, "rows": rows}
        output.as_json(whole)
        return
    if not args.csv:
        _say_round(seen)
    output.listing(args, headings, rows, keys)


def _say_round(seen: RoundView) -> None:
    of, counts = seen.round, _counts(seen.counts)
    output.pairs(
        {
            "round": of.name,
            "audits": KIND_WORDS[of.kind] + (f", {of.theme}" if of.theme else ""),
            "period": f"{shown_day(of.period.start)} to {shown_day(of.period.end)}",
            "due": shown_day(of.due),
            "list": output.counted(len(of.cases), "case") + _left_out(seen),
            "sample": _sample_words(of),
            "moderated": f"{of.share}% of them, " + ("blind" if of.blind else "light touch"),
            **{name: str(number) for name, number in counts.items() if name != "moderated"},
            "moderated so far": str(counts["moderated"]),
        }
    )
    output.text()


def _left_out(seen: RoundView) -> str:
    return f", {len(seen.left_out)} left out: audited within 12 months" if seen.left_out else ""


def _sample_words(of: Round) -> str:
    if of.sample is None:
        return "not drawn yet"
    return f"{len(of.sample.drawn)} drawn on {shown_day(of.sample.on)}, seed {of.seed}"


def _case_rows(seen: RoundView) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    rows = [_line_body(seen, line) for line in seen.lines]
    headings = ["LCS number", "team", "auditor", "moderator", "how far", "due", "overdue", "why"]
    return rows, headings, ["lcs_number", "team", "auditor", "moderator", "standing", "due", "overdue", "why"]


def _line_body(seen: RoundView, line: Line) -> dict[str, Any]:
    one = line.allocation
    why = one.exempt.reason if one.exempt else one.replaced_because
    return {
        "lcs_number": line.case.lcs_number,
        "case": str(line.case.id),
        "team": seen.team(line.case.team),
        "auditor": seen.name(one.auditor),
        "moderator": seen.name(one.moderator),
        "standing": line.standing.value,
        "due": line.due.isoformat(),
        "overdue": line.overdue,
        "audit": str(one.audit) if one.audit else None,
        "extensions": [{**given.as_body(), "approver": seen.name(given.approver)} for given in one.extensions],
        "approver": seen.name(one.exempt.approver) if one.exempt else "",
        "replaced_by": seen.number(one.replaced_by),
        "stands_for": seen.number(one.stands_for),
        "why": why,
    }


def _group_rows(seen: RoundView, by: str) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    def name(line: Line) -> str:
        if by == "team":
            return seen.team(line.case.team)
        return seen.name(line.allocation.auditor) or "nobody yet"

    groups = sorted(count_by(seen.lines, name).items())
    rows: list[dict[str, Any]] = [{by: group, **_counts(counts)} for group, counts in groups]
    return rows, [by, *_COUNTS], [by, *_COUNTS]


def cases(args: argparse.Namespace) -> None:
    """Read in the list of cases, keep one or leave it out; then list it."""
    if args.keep and not args.reason.strip():
        raise InputError("To keep a case that was audited lately, a reason is needed.", "", "Add: --reason TEXT")
    with session.opened(args) as service:
        round_id = rounds.find_round(service, args.round)
        seen = rounds.read_round(service, round_id)
        if args.file is not None:
            seen = rounds.read_cases(service, round_id, args.file)
            output.say(f"{output.counted(len(seen.round.cases), 'case')} read in{_left_out(seen)}.")
        if args.keep:
            tell_reason(args.reason)
            seen = rounds.keep_case(service, round_id, args.keep, args.reason)
        if args.leave_out:
            seen = rounds.keep_case(service, round_id, args.leave_out, "")
    sample = seen.round.sample
    out = set(seen.round.by_id) - {*sample.drawn, *sample.reserve} if sample else set(seen.left_out)
    rows = [_case_body(seen, case, case.id in out) for case in seen.round.cases]
    headings = ["LCS number", "team", "worker", "line manager", "audited", "left out", "kept because"]
    output.listing(
        args, headings, rows, ["lcs_number", "team", "worker", "line_manager", "audited", "left_out", "kept_because"]
    )


def _case_body(seen: RoundView, case: RoundCase, left_out: bool) -> dict[str, Any]:
    def staff(one: Staff | None) -> str:
        return "" if one is None else one.code or seen.name(one.person)

    earlier = seen.audited.get(case.id)
    return {
        "lcs_number": case.lcs_number,
        "case": str(case.id),
        "team": seen.team(case.team),
        "team_id": str(case.team),
        "worker": staff(case.worker),
        "line_manager": staff(case.manager),
        "audited": earlier.as_at.isoformat() if earlier else "",
        "left_out": left_out,
        "kept_because": seen.round.kept.get(case.id, ""),
    }


def draw(args: argparse.Namespace) -> None:
    """Draw the sample."""
    with session.opened(args) as service:
        round_id = rounds.find_round(service, args.round)
        seen = rounds.draw_sample(service, round_id, size=args.size, percent=args.share, minimum=args.at_least)
    sample = seen.round.sample
    assert sample is not None
    if args.json:
        output.as_json({**_round_body(seen.round), "sample": sample.as_body() | _numbers(seen)})
        return
    for case in sample.drawn:
        output.text(seen.number(case))
    short = f" of the {sample.asked} asked for: the list has no more" if len(sample.drawn) < sample.asked else ""
    output.say(f"{output.counted(len(sample.drawn), 'case')} drawn{short}. Next: auditor rounds allocate --spread")


def _numbers(seen: RoundView) -> dict[str, list[dict[str, str]]]:
    """What was drawn and the reserve, each case with its LCS number and the id that its rank was worked out from."""
    sample = seen.round.sample
    assert sample is not None
    parts = {"drawn": sample.drawn, "reserve": sample.reserve}
    return {
        name: [{"lcs_number": seen.number(case), "case": str(case)} for case in cases] for name, cases in parts.items()
    }


# -- the auditor's own ------------------------------------------------------------------------------------------------


def mine(args: argparse.Namespace) -> None:
    """List the cases allocated to whoever works."""
    with session.opened(args) as service:
        found = allocated_to_me(service)
    rows = [
        {
            "lcs_number": one.lcs_number,
            "team": one.team_name,
            "kind": one.kind.value,
            "theme": one.theme,
            "period_start": one.period.start.isoformat(),
            "as_at": one.period.end.isoformat(),
            "due": one.due.isoformat(),
            "round": one.round_name,
        }
        for one in found
    ]
    headings = ["LCS number", "team", "kind", "as at", "due", "round"]
    output.listing(args, headings, rows, ["lcs_number", "team", "kind", "as_at", "due", "round"])


def start(args: argparse.Namespace) -> None:
    """Start the audit of an allocated case, and write its id."""
    with session.opened(args) as service:
        wanted = find_allocated(service, args.lcs_number)
        team = find_team(service, args.team).id if args.team else None
        audit_id = start_allocated(service, wanted, profile_of(args, service), team)
    if args.json:
        output.as_json({"id": str(audit_id)})
    else:
        output.text(str(audit_id))


# -- shared -----------------------------------------------------------------------------------------------------------


def _counts(counts: Counts) -> Mapping[str, int]:
    return counts.as_body()


def _round_body(of: Round) -> dict[str, Any]:
    """A round as plain data, without its list, which ``auditor rounds cases`` gives."""
    body = of.as_body()
    left_out = ("cases", "kept", "sample")
    drawn = len(of.sample.drawn) if of.sample else 0
    return {"id": of.id, **{name: value for name, value in body.items() if name not in left_out}, "drawn": drawn}


def tell_reason(reason: str) -> None:
    """Say on stderr what in a reason may say who somebody is: it is kept as it is typed."""
    from auditor.audit.screening.in_audit import told
    from auditor.audit.screening.screen import screen

    for find in screen(reason):
        output.say(f"{told(find.words(reason), find)} {find.advice}")
