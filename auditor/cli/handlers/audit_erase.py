"""What ``auditor audit texts`` and ``auditor audit erase`` do."""

import argparse
from collections.abc import Mapping, Sequence
from textwrap import shorten
from uuid import UUID

from auditor.cli import output, session
from auditor.errors import InputError
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.keeping.look_after_store import ErasableText, Erased, erasable_texts, erase_text

_FIRST_WORDS = 60
"""Characters of a text that the table shows; ``--json`` shows all."""


def texts(args: argparse.Namespace) -> None:
    """List the texts of an audit that can be erased."""
    with session.opened(args) as service:
        found = erasable_texts(service, find_audit(service, args.audit))
        people = {person.id: person.name for person in service.people().values()}
    list_texts(args, found, people)


def list_texts(args: argparse.Namespace, found: Sequence[ErasableText], people: Mapping[UUID, str]) -> None:
    """Write texts that can be erased, each with its id.

    Args:
        people: the names of those who typed them, by id.
    """
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
                "draft": text.draft,
            }
            for text in found
        ]
        output.as_json(rows)
        return
    output.table(
        ["id", "kind", "about", "stands", "first words"],
        [
            [
                text.fact_id,
                text.kind.value,
                text.about,
                "being typed" if text.draft else "replaced" if text.replaced else "yes",
                " / ".join(shorten(said, _FIRST_WORDS, placeholder=" …") for said in text.said.values()),
            ]
            for text in found
        ],
    )


def erase(args: argparse.Namespace) -> None:
    """Erase one text."""
    text_id = text_id_of(args.fact, "auditor audit texts AUDIT")
    with session.opened(args) as service:
        tell_erased(erase_text(service, text_id, args.reason))


def text_id_of(given: str, command: str) -> UUID:
    """The id of a text, as typed.

    Args:
        command: which lists the ids.

    Raises:
        InputError: it is none.
    """
    try:
        return UUID(given)
    except ValueError as error:
        raise InputError(f"'{given}' is not the id of a text.", "", f"See: {command}") from error


def tell_erased(done: Erased) -> None:
    """Write what erasing did, and did not."""
    output.say("Erased: it is in no list, no fact and no draft any more, and not in later bundles and backups.")
    if done.traces:
        output.say(f"Traces of it may lie in the store's file until the store is next opened: {done.traces}")
    if done.others:
        output.say(
            "Other versions of it are still there, and may hold the same words. Look at them, and erase them too:"
        )
        for text in done.others:
            output.say(
                f"- {text.fact_id}" + (" (being typed: whoever has it on the screen must close it first)" * text.draft)
            )
    if done.copies:
        output.say("These were made after it was typed, and still hold it. Destroy them, or let them run out:")
        for copy in done.copies:
            output.say(f"- {copy.what} of {copy.at.astimezone():%d/%m/%Y %H:%M}" + f", {copy.file}" * bool(copy.file))
    else:
        output.say("No backup, bundle or report made after it was typed is known here.")
    output.say("Copies made in other ways, or while it was being typed, are not known here and may hold it too.")
