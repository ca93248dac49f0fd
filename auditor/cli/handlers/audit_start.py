"""What ``auditor audit new`` does."""

import argparse

from auditor.audit.details import AuditKind
from auditor.audit.profile import Profile
from auditor.cli import output, session
from auditor.errors import InputError
from auditor.use_cases.audits.find_audit import find_team
from auditor.use_cases.audits.start_audit import earlier_audits, start_audit
from auditor.use_cases.service import Service


def new(args: argparse.Namespace) -> None:
    """Start an audit, and write its id."""
    with session.opened(args) as service:
        if not service.teams():
            raise InputError(
                f"There is no team called '{args.team}'.",
                "This store has no team yet.",
                "Make one with: auditor team add NAME",
            )
        team = find_team(service, args.team)
        profile = profile_of(args, service)
        earlier = earlier_audits(service, args.lcs_number)
        audit_id = start_audit(
            service,
            lcs_number=args.lcs_number,
            team=team.id,
            profile=profile,
            kind=AuditKind(args.kind),
            theme=args.theme,
            as_at=args.as_at,
            period_start=args.start,
            due=args.due,
        )
    for words in earlier:
        output.say(f"This case was {words}.")
    if args.json:
        output.as_json({"id": str(audit_id)})
    else:
        output.text(str(audit_id))


def profile_of(args: argparse.Namespace, service: Service) -> Profile:
    """The profile as typed; unknown names are refused when the audit is started, all of them together."""
    both = sorted(set(args.yes) & set(args.no))
    if both:
        raise InputError(f"'{both[0]}' is given with --yes and with --no.", "", "Leave one of them out.")
    facts: dict[str, bool] = {}
    if args.rest == "no":
        facts = {fact.id: False for fact in service.standards.current.tags.facts}
    facts.update(dict.fromkeys(args.no, False))
    facts.update(dict.fromkeys(args.yes, True))
    return Profile(args.subject, frozenset(args.status), args.age_band, facts)
