"""What ``auditor screen`` does."""

import argparse
import sys
from pathlib import Path

from auditor.audit.details import check_lcs_number
from auditor.audit.screening.finds import Certainty
from auditor.audit.screening.screen import places_of, screen
from auditor.cli import output
from auditor.errors import ExitCode, InputError
from auditor.paths import refuse_no_file

LARGEST = 4_000_000
"""Characters of a text; a longer one is not a note."""


def screen_file(args: argparse.Namespace) -> int:
    """Show what in a text may identify a person."""
    allowed = [check_lcs_number(number) for number in args.lcs]
    text = _read(args.file)
    finds = screen(text, allowed=allowed)
    rows = [
        {
            "line": line,
            "column": column,
            "start": find.start,
            "end": find.end,
            "kind": find.kind.value,
            "certainty": find.certainty.value,
            "words": find.words(text),
            "label": find.label,
            "advice": find.advice,
            "instead": list(find.instead),
        }
        for find, (line, column) in zip(finds, places_of(text, finds), strict=True)
    ]
    sure = sum(find.certainty is Certainty.SURE for find in finds)
    if args.json:
        output.as_json({"file": args.file, "sure": sure, "hints": len(finds) - sure, "finds": rows})
    elif rows:
        output.table(
            ["line", "column", "found", "how sure", "what it is", "instead"],
            [[row[key] for key in ("line", "column", "words", "certainty", "label", "advice")] for row in rows],
            widest=40,
        )
    said = f"{output.counted(sure, 'sure find')}, {output.counted(len(finds) - sure, 'hint')}"
    output.say(
        f"{said}." if finds else "Nothing was found. Read it once more all the same: some names look like words."
    )
    return ExitCode.PROBLEMS if sure else ExitCode.FINE


def _read(name: str) -> str:
    try:
        text = sys.stdin.read(LARGEST + 1) if name == "-" else _text_of(Path(name))
    except OSError as error:
        raise InputError("The file cannot be read.", f"{name}: {error.strerror}", "Check the name.") from error
    except UnicodeDecodeError as error:
        raise InputError("This is not a text file.", f"{name} is not UTF-8.", "Save it as plain text.") from error
    if len(text) > LARGEST:
        raise InputError(
            "The text is too long.", f"{name} has more than {LARGEST:,} characters.", "Screen it in parts."
        )
    return text


def _text_of(path: Path) -> str:
    refuse_no_file(path)
    with path.open(encoding="utf-8-sig") as file:
        return file.read(LARGEST + 1)
