"""What ``auditor audit texts`` and ``auditor audit erase`` do."""

import argparse
from textwrap import shorten
from uuid import UUID

from auditor.cli import output, session
from auditor.errors import InputError
from auditor.use_cases.find_audit import find_audit
from auditor.use_cases.look_after_store import erasable_texts, erase_text

_FIRST_WORDS = 60
"""Characters of a text that the table shows; ``--json`` shows all."""


def texts(args: argparse.Namespace) -> None:
    """List the texts of an audit that can be erased."""
    with session.opened(args) as service:
        found = erasable_texts(service, find_audit(service, args.audit))
        people = {person.id: person.name for person in service.people().values()}
    if args.json:
        rows = [
            {
                "id": str(text.fact_id),
                "kind": text.kind.value,
                "about": text.about,
                "texts": dict(text.said),
                "at": text.at.isoformat(),
                "by": people.get(text.by, str(text.by)),
                "replaced": text.replaced,
            }
            for text in found
        ]
        output.as_json(rows)
        return
    output.table(
        ["id", "kind", "about", "replaced", "first words"],
        [
            [
                text.fact_id,
                text.kind.value,
                text.about,
                "yes" if text.replaced else "no",
                " / ".join(shorten(said, _FIRST_WORDS, placeholder=" …") for said in text.said.values()),
            ]
            for text in found
        ],
    )


def erase(args: argparse.Namespace) -> None:
    """Erase one text."""
    try:
        fact_id = UUID(args.fact)
    except ValueError as error:
        raise InputError(f"'{args.fact}' is not the id of a text.", "", "See: auditor audit texts AUDIT") from error
    with session.opened(args) as service:
        erase_text(service, fact_id, args.reason)
    output.say("Erased. An earlier or later version of it may hold the same words: auditor audit texts AUDIT")
