"""What ``auditor audit check`` does."""

import argparse

from auditor.audit.checks import CHECK_WORDS, Check
from auditor.cli import output, session
from auditor.errors import ExitCode, UnknownIdError
from auditor.use_cases.audits.check_audits import check_audits


def check(args: argparse.Namespace) -> int:
    """Check all audits; how many things were found is said at the end."""
    known = [one.value for one in Check]
    for name in args.only:
        if name not in known:
            raise UnknownIdError("check", name, known)
    with session.opened(args) as service:
        found = check_audits(service, lambda done, total, words: output.share(done, total, f"Checking: {words}"))
        output.progress_done()
        teams = {team.id: team.name for team in service.teams().values()}
        people = {person.id: person.name for person in service.people().values()}
    found = [one for one in found if not args.only or one.check.value in args.only]
    rows = [
        {
            "check": one.check.value,
            "words": CHECK_WORDS[one.check],
            "audit": str(one.audit_id) if one.audit_id else None,
            "lcs_number": one.lcs_number,
            "team": teams.get(one.team, "") if one.team else "",
            "auditor": people.get(one.auditor, "") if one.auditor else "",
            "what": one.what,
            "since": one.since.isoformat() if one.since else None,
            "mend_in": one.place.value,
        }
        for one in found
    ]
    headings, keys = ["check", "LCS", "team", "auditor", "what"], ["words", "lcs_number", "team", "auditor", "what"]
    output.listing(args, headings, rows, keys)
    output.say(f"{output.counted(len(rows), 'thing')} found." if rows else "Nothing found.")
    return ExitCode.PROBLEMS if rows else ExitCode.FINE
