"""What ``auditor export`` and ``auditor import`` do."""

import argparse
import sys
from pathlib import Path

from auditor.cli import output, session
from auditor.cli.handlers.files import check_free, write_file
from auditor.errors import InputError
from auditor.paths import refuse_no_file
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import LARGEST, import_audit


def export_bundle(args: argparse.Namespace) -> None:
    """Write one audit to a file."""
    check_free(args.out, force=args.force)
    with session.opened(args) as service:
        text = export_audit(service, find_audit(service, args.audit), with_checklist=not args.without_standards)
    if args.out == "-":
        output.text(text.rstrip("\n"))
        return
    write_file(args.out, text.encode(), force=args.force)
    output.say(f"Written: {args.out}. It is not encrypted: send it only where the case file may go.")


def import_bundle(args: argparse.Namespace) -> None:
    """Read an audit from a file."""
    text = _read(args.file)
    with session.opened(args) as service:
        done = import_audit(service, text, args.file)
    if args.json:
        output.as_json(
            {
                "audit": str(done.audit_id),
                "lcs_number": done.lcs_number,
                "added": done.added,
                "known": done.known,
                "erased": done.erased,
            }
        )
    else:
        output.text(str(done.audit_id))
    output.say(f"LCS {done.lcs_number}: {done.added} facts added, {done.known} were here already.")
    if done.erased:
        output.say(f"{done.erased} texts were erased, as they were where the bundle comes from.")


def _read(name: str) -> str:
    try:
        if name == "-":
            return sys.stdin.read(LARGEST + 1)
        refuse_no_file(Path(name))
        with Path(name).open(encoding="utf-8") as file:
            return file.read(LARGEST + 1)
    except UnicodeDecodeError as error:
        raise InputError("The file is not text.", name, "Name a file that auditor export wrote.") from error
    except OSError as error:
        raise InputError("The file cannot be read.", f"{name}: {error.strerror}", "Check its name.") from error
