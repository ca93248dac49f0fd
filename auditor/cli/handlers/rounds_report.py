"""What ``auditor rounds`` does to write the report of a thematic round."""

import argparse
from collections.abc import Sequence
from typing import Any

from auditor.audit.dates import shown_day
from auditor.audit.narrative import Narrative, Speaker
from auditor.cli import output, session
from auditor.cli.handlers.audit_record import typed
from auditor.cli.handlers.rounds import tell_reason
from auditor.errors import InputError
from auditor.use_cases.rounds import findings, voices
from auditor.use_cases.rounds import recommend as recommendations
from auditor.use_cases.rounds.narrative import narrative_of
from auditor.use_cases.rounds.plan import find_round
from auditor.use_cases.service import Service

_SHOWN = 8
"""Digits of an id that a table shows; more are seldom needed to tell two apart."""


def narrative(args: argparse.Namespace) -> None:
    """Show what the report will say."""
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        drafts = findings.draft_findings(service, round_id)
        found = narrative_of(service, round_id)
    if args.json:
        output.as_json(
            {
                "findings": [_finding_body(one) for one in drafts],
                "quotes": [
                    {"id": one.id, "text": one.text, "said_by": one.speaker.value, "internal_only": one.internal_only}
                    for one in found.quotes
                ],
                "good_practice": [{"id": one.id, "text": one.text} for one in found.practice],
                "recommendations": _recommended(found),
                "withheld": len(found.withheld),
            }
        )
        return
    heading = ""
    for one in drafts:
        if one.heading != heading:
            heading = one.heading
            output.text(f"{heading}")
        output.pairs({f"  {one.name}": _standing(one)})
    output.text()
    counted = (
        output.counted(len(found.quotes), "quote"),
        f"{len(found.practice)} of good practice",
        output.counted(len(found.recommendations), "recommendation"),
    )
    output.text(f"{', '.join(counted)}.")
    if found.withheld:
        output.say("What others wrote is left out: you are to moderate an audit of this round blind.")


def _finding_body(one: findings.FindingDraft) -> dict[str, Any]:
    return {
        "name": one.name,
        "heading": one.heading,
        "drafted": one.drafted,
        "own": one.own.text if one.own else None,
        "changed": one.changed,
        "withheld": one.withheld,
    }


def _standing(one: findings.FindingDraft) -> str:
    if one.withheld:
        return f"(somebody else's words are withheld) {one.drafted}"
    if one.own is None:
        return one.drafted or "(the figures say nothing)"
    changed = f"\n(the figures have changed since; drafted now: {one.drafted or 'nothing'})" if one.changed else ""
    return f"(own words) {one.own.text}{changed}"


def finding(args: argparse.Namespace) -> None:
    """Write own words, or drop them."""
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        if args.drop:
            now = findings.drop_finding(service, round_id, args.name)
            output.say(f"The drafted sentence stands again: {now.drafted or 'nothing, the figures say nothing'}")
            return
        words = typed(args.text)
        tell_reason(words)
        findings.write_finding(service, round_id, args.name, words)
        output.say("Kept. It stands in the report in place of the drafted sentence.")


def recommend(args: argparse.Namespace) -> None:
    """Recommend, change, move, drop or list."""
    new = (args.what, args.owner, args.by)
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        for words in (args.what, args.owner):
            tell_reason(words or "")
        if not args.id and any(given is not None for given in new):
            made = recommendations.recommend(service, round_id, args.what or "", args.owner or "", args.by)
            output.say(f"Recommended to: {made.owner}.")
        elif args.id:
            _change(args, service, round_id)
        elif args.drop or args.no_day or args.place is not None:
            raise InputError("Which recommendation?", "", "Give its number, as the list has it.")
        found = narrative_of(service, round_id)
    rows = _recommended(found)
    output.listing(args, ["no", "recommendation", "owner", "by when"], rows, ["number", "what", "owner", "shown"])


def _change(args: argparse.Namespace, service: Service, round_id: str) -> None:
    if args.drop:
        recommendations.drop_recommendation(service, round_id, args.id)
        output.say("Dropped.")
        return
    if (args.what, args.owner, args.by, args.place) == (None, None, None, None) and not args.no_day:
        raise InputError("What is to be changed?", "", "Give --what, --owner, --by, --no-day, --place or --drop.")
    changed = recommendations.change_recommendation(
        service, round_id, args.id, what=args.what, owner=args.owner, due=args.by, undated=args.no_day
    )
    if args.place is not None:
        recommendations.move_recommendation(service, round_id, changed.id, args.place)
    output.say("Changed.")


def _recommended(found: Narrative) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "id": one.id,
            "what": one.what,
            "owner": one.owner,
            "by": one.due.isoformat() if one.due else None,
            "shown": shown_day(one.due) if one.due else "no day set",
        }
        for number, one in enumerate(found.recommendations, start=1)
    ]


def quote(args: argparse.Namespace) -> None:
    """Quote a line, withdraw it, or list what there is."""
    who = Speaker(args.said_by) if args.said_by else None
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        if _published(args, service, round_id, "line"):
            return
        if not args.id:
            _refuse_without_id(args, "line", text=True)
            _tell_passages(
                args, [one for one in voices.quotes_to_choose_from(service, round_id) if who in (None, one.speaker)]
            )
            return
        if args.drop:
            voices.withdraw_quote(service, round_id, args.id)
            output.say("It is quoted no longer.")
            return
        words = typed(args.text) if args.text is not None else None
        voices.choose_quote(service, round_id, args.id, text=words, speaker=who, why=args.why)
        output.say("It is quoted in the report.")


def share(args: argparse.Namespace) -> None:
    """Share good practice, withdraw it, or list what there is."""
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        if _published(args, service, round_id, "strength"):
            return
        if not args.id and args.text is None:
            _refuse_without_id(args, "strength")
            _tell_passages(args, voices.practice_to_share(service, round_id))
            return
        if args.drop:
            _refuse_without_id(args, "strength")
            voices.withdraw_practice(service, round_id, args.id)
            output.say("It is shared no longer.")
            return
        words = typed(args.text) if args.text is not None else None
        output.text(voices.share_practice(service, round_id, args.id, text=words, why=args.why))
        output.say("It is shared in the report as good practice.")


def _published(args: argparse.Namespace, service: Service, round_id: str, what: str) -> bool:
    """Choose something for what is published, or keep it inside; False where nothing of the kind was asked for."""
    if not (args.public or args.inside):
        return False
    if not args.id:
        raise InputError(f"Which {what}?", "", "Give its id, as the list has it.")
    if args.drop or args.text is not None:
        raise InputError(
            "One thing at a time.", "--public and --inside change no words.", "Leave --text or --drop out."
        )
    voices.publish_passage(service, round_id, args.id, public=args.public, why=args.why)
    output.say("It may be published." if args.public else "It stays inside.")
    return True


def _refuse_without_id(args: argparse.Namespace, what: str, *, text: bool = False) -> None:
    if not args.id and (args.drop or args.why or (text and args.text is not None)):
        raise InputError(f"Which {what}?", "", "Give its id, as the list has it.")


def _mark(one: voices.Passage) -> str:
    if one.chosen is None:
        return ""
    return ("public" if one.chosen.public else "yes") + ("" if one.stands else "; changed since")


def _tell_passages(args: argparse.Namespace, found: Sequence[voices.Passage]) -> None:
    rows = [
        {
            "id": one.id,
            "shown": one.id[:_SHOWN],
            "lcs_number": one.lcs_number,
            "team": one.team,
            "said_by": one.speaker.value if one.speaker else None,
            "text": one.text,
            "chosen": one.chosen.text if one.chosen else None,
            "public": one.chosen is not None and one.chosen.public,
            "mark": _mark(one),
            "stands": one.stands,
        }
        for one in found
    ]
    speaks = any(one.speaker for one in found)
    keys = ["shown", "team", *(["said_by"] if speaks else []), "text", "mark"]
    headings = ["id", "team", *(["said by"] if speaks else []), "words", "chosen"]
    output.listing(args, headings, rows, keys)
