"""What ``auditor doctor`` does."""

import argparse
from contextlib import ExitStack

from auditor.cli import output, session
from auditor.errors import AuditorError, ExitCode
from auditor.store.vault import slots, store_exists
from auditor.use_cases.keeping.doctor import Diagnosis, diagnose
from auditor.use_cases.keeping.look_after_store import rebuild_projections
from auditor.use_cases.service import Service


def doctor(args: argparse.Namespace) -> int:
    """Look at everything; with ``--rebuild`` make the lists of the store anew first."""
    refused: AuditorError | None = None
    with ExitStack() as stack:
        service: Service | None = None
        if args.rebuild or _opens(args):
            try:
                service = stack.enter_context(session.opened(args))
            except AuditorError as error:
                refused = error
        if args.rebuild and refused is not None:
            raise refused
        if args.rebuild and service is not None:
            output.say(f"The lists of {rebuild_projections(service)} audits were made anew.")
        found = diagnose(store=args.store, standards=args.standards, demo=args.demo, service=service)
    if refused is not None:
        found.wrong(" ".join(part for part in (refused.title, refused.detail) if part), refused.next_step)
    _show(args, found)
    return ExitCode.PROBLEMS if found.troubles else ExitCode.FINE


def _opens(args: argparse.Namespace) -> bool:
    """Whether to look inside the store: when asked to, and without asking in a demo."""
    folder = session.chosen_folder(args)
    try:
        if not store_exists(folder):
            return False
        return args.unlock or any(slot.kind == "open" for slot in slots(folder))
    except AuditorError:
        return False  # what is wrong is told by the diagnosis


def _show(args: argparse.Namespace, found: Diagnosis) -> None:
    if args.json:
        output.as_json(
            {
                "versions": found.versions,
                "places": [{"name": p.name, "path": str(p.path), "rule": p.rule} for p in found.places],
                "store": found.store,
                "free_mb": found.free_mb,
                "problems": [{"what": trouble.what, "mend": trouble.mend} for trouble in found.troubles],
                "notes": found.notes,
            }
        )
    else:
        output.pairs(found.versions)
        output.text()
        output.table(["what", "where", "found by"], [[p.name, p.path, p.rule] for p in found.places], widest=100)
        output.text()
        output.pairs({"store": found.store, "free space": f"{found.free_mb:,} MB"})
        for note in found.notes:
            output.text(f"- {note}")
    for trouble in found.troubles:
        output.say(f"Wrong: {trouble.what}")
        output.say(f"  Mend: {trouble.mend}")
    output.say("Nothing is wrong." if not found.troubles else f"Wrong: {len(found.troubles)} in all.")
