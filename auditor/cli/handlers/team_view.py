"""What ``auditor team`` does besides setting teams up: what audits say to a team, and what it says to them."""

import argparse
from typing import Any
from uuid import UUID

from auditor.audit.action_steps import STATUS_WORDS, Followed
from auditor.audit.examination import Examination
from auditor.audit.feedback import Differed
from auditor.audit.moderation import BECAUSE_WORDS
from auditor.audit.replies import Reply
from auditor.cli import output, session
from auditor.cli.handlers.audit_record import tell_finds
from auditor.cli.handlers.files import STDOUT, check_free, write_file
from auditor.measures.rates import share_to_percent
from auditor.measures.trend import Point, Share, Span
from auditor.use_cases.audits.close_audit import close_audit
from auditor.use_cases.audits.find_audit import find_audit, find_teams
from auditor.use_cases.service import Service
from auditor.use_cases.team.acknowledge import acknowledge
from auditor.use_cases.team.feedback_letter import note_letter, write_letter
from auditor.use_cases.team.reply import answer_reply, reply, reply_to_answer
from auditor.use_cases.team.view import TeamAudit, TeamRow, Trend, graded_key, list_team, team_audit, team_trend

_PAGE = 200
_KEPT = "What is said here is kept as it is. Only the QA lead can erase it: auditor audit erase"


def audits(args: argparse.Namespace) -> None:
    """List the audits of one's teams."""
    with session.opened(args) as service:
        teams = find_teams(service, args.team)
        found: list[TeamRow] = []
        while args.limit is None or len(found) < args.limit:
            size = _PAGE if args.limit is None else min(_PAGE, args.limit - len(found))
            page = list_team(service, teams, len(found), size, mine=args.mine)
            found += page
            if len(page) < size:
                break
        names = {team.id: team.name for team in service.teams().values()}
    output.listing(
        args,
        ["LCS", "team", "as at", "overall", "moderated", "state", "read", "replies open"],
        [_row(item, names) for item in found],
        ["lcs_number", "team", "as_at", "overall", "moderated", "state", "acknowledged", "open_replies"],
    )


def _row(item: TeamRow, names: dict[UUID, str]) -> dict[str, Any]:
    summary = item.summary
    return {
        "id": str(summary.audit_id),
        "lcs_number": summary.lcs_number,
        "team": names.get(summary.team_id, str(summary.team_id)),
        "as_at": summary.as_at.isoformat(),
        "overall": summary.overall,
        "moderated": summary.moderated,
        "state": summary.state.value,
        "acknowledged": item.acknowledged.isoformat() if item.acknowledged else None,
        "open_replies": item.open_replies,
    }


def show(args: argparse.Namespace) -> None:
    """Show what one audit tells the team."""
    with session.opened(args) as service:
        found = team_audit(service, find_audit(service, args.audit))
    if args.json:
        output.as_json(_as_data(found))
        return
    told = found.told
    output.pairs(
        {
            "LCS": found.record.lcs_number,
            "team": found.team,
            "as at": f"{found.as_at:%d/%m/%Y}",
            "state": found.state.value,
            "overall": told.word(told.overall) if told.overall else "",
            "acknowledged": _acknowledged(found),
        }
    )
    _section("What was done well", [finding.text for finding in told.strengths])
    _section("What could be better", [finding.text for finding in told.areas])
    if told.difference is not None:
        _section("The difference made", [". ".join(part for part in told.difference if part)])
    lead = "Not moderated." if told.moderated_on is None else f"Moderated on {told.moderated_on:%d/%m/%Y}."
    _section("Moderation", [lead, *(_differed(found, one) for one in told.differed)])
    _section("Open actions", [_action(one) for one in told.open_actions] or ["None is open."])
    _section("Grades", [f"{told.name_of(key)}: {told.word(grade)}" for key, grade in told.grades.items()])
    _section("Replies", [_reply(found, one) for one in found.replies] or ["None yet: auditor team reply"])
    _section("In the way of closing", list(found.in_the_way))


def _acknowledged(found: TeamAudit) -> str:
    seen = found.acknowledged
    return f"{seen.on:%d/%m/%Y} by {found.names.get(seen.by, '?')}" if seen else "not yet"


def _section(heading: str, texts: list[str]) -> None:
    if texts:
        output.text(f"\n{heading}")
        for text in texts:
            output.text(f"  - {' '.join(text.split())}")


def _differed(found: TeamAudit, one: Differed) -> str:
    told = found.told
    stands = f"{told.word(one.first)} became {told.word(one.record)}"
    if not one.changed:
        stands = f"{told.word(one.first)} stands, the moderator had said {told.word(one.moderator)}"
    who = "; the QA lead decided" if one.settled else ""
    return f"{told.name_of(one.key)}: {stands}, because {BECAUSE_WORDS[one.because]}{who}. {one.text}"


def _action(one: Followed) -> str:
    due = f", by {one.due:%d/%m/%Y}" if one.due else ""
    return f"{one.action.what} ({one.action.owner}{due}; {STATUS_WORDS[one.status][1]})"


def _reply(found: TeamAudit, one: Reply) -> str:
    said = f"{found.told.name_of(one.key)}, {one.on:%d/%m/%Y}: {one.text}"
    if one.answer is None:
        return f"{said} (not answered yet)"
    return f"{said} Answer of {one.answer.on:%d/%m/%Y}: {one.answer.text}"


def _as_data(found: TeamAudit) -> dict[str, Any]:
    told = found.told
    return {
        "id": str(found.record.id),
        "lcs_number": found.record.lcs_number,
        "team": found.team,
        "as_at": found.as_at.isoformat(),
        "state": found.state.value,
        "overall": told.overall,
        "grades": dict(told.grades),
        "acknowledged": found.acknowledged.on.isoformat() if found.acknowledged else None,
        "strengths": [finding.text for finding in told.strengths],
        "areas_for_improvement": [finding.text for finding in told.areas],
        "difference": {"word": told.difference[0], "text": told.difference[1]} if told.difference else None,
        "moderated_on": told.moderated_on.isoformat() if told.moderated_on else None,
        "differed": [
            {
                "key": one.key,
                "first": one.first,
                "moderator": one.moderator,
                "record": one.record,
                "because": one.because.value,
                "text": one.text,
                "settled": one.settled,
            }
            for one in told.differed
        ],
        "actions": [
            {**one.action.as_body(), "id": one.action.id, "due": one.due, "status": one.status.value, "open": one.open}
            for one in told.actions
        ],
        "replies": [
            {
                "key": one.key,
                "on": one.on.isoformat(),
                "text": one.text,
                "answer": one.answer.text if one.answer else None,
                "answered_on": one.answer.on.isoformat() if one.answer else None,
            }
            for one in found.replies
        ],
        "in_the_way_of_closing": list(found.in_the_way),
    }


# -- trend ------------------------------------------------------------------------------------------------------------


def show_trend(args: argparse.Namespace) -> None:
    """Show how good the audits of one's teams were over time."""
    with session.opened(args) as service:
        found = team_trend(service, find_teams(service, args.team), Span(args.by))
        names = {team.id: team.name for team in service.teams().values()}
    rows = [_point(one, early_help=apart) for apart in (False, True) for one in _points(found, apart)]
    if args.json or args.csv:
        output.listing(args, [], rows, list(rows[0]))
        return
    whose = "every team" if found.teams is None else ", ".join(names[team] for team in found.teams)
    for apart, heading in ((False, f"Good or better overall: {whose}"), (True, "\nEarly help, apart")):
        if points := _points(found, apart):
            output.text(f"{heading}\n")
            headings = ["from", "to", "good", "of", "%", "interval", "other teams", "in words"]
            output.table(headings, [_line(one) for one in points])
    output.text(
        "\nFull audits whose grades stand, by the month they count in. Interval: Wilson, 95%; it covers the chance of\n"
        f"the draw only. Under {found.fewest} audits it is too few to tell; of other teams nothing is shown then."
    )


def _points(found: Trend, apart: bool) -> tuple[Point, ...]:
    return found.early_help if apart else found.main


def _line(one: Point) -> list[object]:
    team = one.team
    others = "" if one.others is None else _share(one.others)
    return [
        one.first,
        one.last,
        team.good if team.of else None,
        team.of,
        team.percent,
        _interval(team),
        others,
        one.verdict,
    ]


def _share(share: Share) -> str:
    if share.good is None:
        return f"of {share.of}: too few to tell" if share.of else "no audits"
    return f"{share.good} of {share.of} ({share.percent}%) {_interval(share)}"


def _interval(share: Share) -> str:
    if share.lower is None or share.upper is None:
        return ""
    return f"{share_to_percent(share.lower):.0f}-{share_to_percent(share.upper):.0f}"


def _point(one: Point, *, early_help: bool) -> dict[str, Any]:
    def plain(share: Share | None, name: str) -> dict[str, Any]:
        return {
            f"{name}_good": share.good if share and share.of else None,
            f"{name}_of": share.of if share else None,
            f"{name}_percent": share.percent if share else None,
            f"{name}_lower": share_to_percent(share.lower, 1) if share and share.lower is not None else None,
            f"{name}_upper": share_to_percent(share.upper, 1) if share and share.upper is not None else None,
        }

    period = {"first": one.first, "last": one.last, "early_help": early_help}
    return {**period, **plain(one.team, "team"), **plain(one.others, "other_teams"), "words": one.verdict}


# -- saying -----------------------------------------------------------------------------------------------------------


def letter(args: argparse.Namespace) -> None:
    """Write the feedback letter."""
    check_free(args.out, force=args.force)
    with session.opened(args) as service:
        audit_id = find_audit(service, args.audit)
        written = write_letter(service, audit_id)
        note_letter(service, audit_id, "screen" if args.out == STDOUT else "file")
    for found in written.finds:
        output.say(f"{'Check' if found.sure else 'Perhaps'}: {found.told} {found.find.advice}")
    if args.out == STDOUT:
        output.text(written.text.rstrip("\n"))
        return
    write_file(args.out, written.text.encode(), force=args.force)
    output.say(f"Written: {args.out}. Read it before you pass it on.")


def acknowledged(args: argparse.Namespace) -> None:
    """Acknowledge an audit."""
    with session.opened(args) as service:
        found = acknowledge(service, find_audit(service, args.audit), args.on)
    output.say(f"Acknowledged: {_acknowledged(found)}.")


def replied(args: argparse.Namespace) -> None:
    """Reply to a judgement."""
    with session.opened(args) as service:
        found = _found(service, args)
        key = graded_key(found, args.about)
        _tell(found, args.text)
        reply(service, found.record.id, key, args.text)
    output.say(f"Saved: your reply to {found.told.name_of(key)}. The audit is not closed before it is answered.")


def answered(args: argparse.Namespace) -> None:
    """Answer a reply."""
    with session.opened(args) as service:
        found = _found(service, args)
        key = graded_key(found, args.about)
        waiting = reply_to_answer(found, key)
        _tell(found, args.text)
        found = answer_reply(service, found.record.id, waiting.fact, args.text)
    left = len(found.open_replies)
    waiting_words = f"{left} more {'waits' if left == 1 else 'wait'}" if left else "none is left"
    output.say(f"Saved: the answer on {found.told.name_of(key)}. Of the replies {waiting_words}.")


def closed(args: argparse.Namespace) -> None:
    """Close an audit."""
    with session.opened(args) as service:
        close_audit(service, find_audit(service, args.audit))
    output.say("Closed. Its grades stay, and its open actions go on.")


def _found(service: Service, args: argparse.Namespace) -> TeamAudit:
    return team_audit(service, find_audit(service, args.audit))


def _tell(found: TeamAudit, text: str) -> None:
    from auditor.audit.screening.in_audit import open_texts

    tell_finds(open_texts({"": text}, Examination(), (found.record.lcs_number,)), _KEPT)
