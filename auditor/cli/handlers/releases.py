"""What ``auditor report releases`` does."""

import argparse

from auditor.cli import output, session
from auditor.measures.publication.tables import table_as_body
from auditor.use_cases.reports.releases import list_releases


def listed(args: argparse.Namespace) -> None:
    """List what was published."""
    with session.opened(args) as service:
        people = service.people()
        rows = [
            {
                "published": release.at.isoformat(timespec="seconds"),
                "by": people[release.by].name if release.by in people else "",
                "report": release.report,
                "profile": release.profile.value,
                "why": release.why,
                "formats": list(release.files),
                "tables": [table.id for table in release.tables],
                "id": str(release.id),
                **(
                    {"files": dict(release.files), "shown": [table_as_body(table) for table in release.tables]}
                    if args.json
                    else {}
                ),
            }
            for release in list_releases(service)
        ]
    if not rows and not args.json and not args.csv:
        output.say("Nothing was published so far.")
        return
    keys = ["published", "by", "report", "profile", "why", "formats", "tables"]
    output.listing(args, ["published", "by", "report", "profile", "why", "formats", "tables"], rows, keys)
