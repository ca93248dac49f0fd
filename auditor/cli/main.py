"""Where the command line begins: one static table, one module imported, and every ending turned into an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from auditor import __version__
from auditor.cli import output
from auditor.cli.command import Command, Parser, handler_of
from auditor.errors import AuditorError, ExitCode, InputError, UnknownIdError
from auditor.paths import user_state_folder

COMMANDS: tuple[Command, ...] = (
    Command("demo", "open a synthetic service to try everything on", "demo"),
    Command("init", "make your store: your name, a passphrase, a recovery code", "init"),
    Command("person", "who uses the store", "person"),
    Command("team", "the teams that audits count for", "team"),
    Command("standards", "check, list and read the practice standards", "standards"),
    Command("audit", "carry out an audit step by step", "audit"),
    Command("concerns", "what cannot wait: put on record, responses, hours to response", "concerns"),
    Command("moderation", "examine an audit a second time, compare the grades and agree on them", "moderation"),
    Command("rounds", "plan a round of audits, draw its cases, ask auditors and follow it", "rounds"),
    Command("timescales", "deadlines worked out from dates, without a store", "timescales"),
    Command("calendar", "closure days, school terms and how working days are counted", "calendar"),
    Command("actions", "actions agreed in audits, until they are done and shown to have worked", "actions"),
    Command("measures", "the measures of the improvement plan, now and over time", "measures"),
    Command("agreement", "how far moderators and auditors give the same grade", "agreement"),
    Command("calibration", "the same invented case examined by several people", "calibration"),
    Command("report", "reports on paper, from an audit or from the measures", "report"),
    Command("export", "write one audit to a file, to carry it to another store", "bundle"),
    Command("import", "read an audit from a file that another store wrote", "bundle"),
    Command("retention", "how long finished audits are kept, and removing those whose time is over", "retention"),
    Command("backup", "write the whole store into one encrypted file, while everybody works", "backup"),
    Command("restore", "bring a store back from a backup, into a new folder", "backup"),
    Command("screen", "find what identifies a person in a text, before it goes into an audit", "screen"),
    Command("verify", "check that nothing in the store was changed or lost", "verify"),
    Command("doctor", "what is installed, where things are, what is wrong and how to mend it", "doctor"),
)
"""Every command; what does not work yet is not here."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect."""
BROKEN_PIPE = 141
"""Exit code when whoever read the output stopped reading, as shells expect."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the words after ``auditor``; those this process was started with when left out.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            # A terminal that cannot show a letter shows its number; it does not end the program.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = _run(words)
        sys.stdout.flush()
    except AuditorError as error:
        output.error(error, with_json="--json" in words)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except SystemExit as leaving:  # argparse after -h
        return leaving.code if isinstance(leaving.code, int) else int(ExitCode.FINE)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "auditor":
            return _crashed(error)
        output.say(f"auditor: The library {error.name} is not installed.")
        output.say("  Install auditor again, in the same way as the first time; what was saved before is safe.")
        return int(ExitCode.CRASH)
    except Exception as error:  # noqa: BLE001 - the last resort: say one sentence and keep the place in a file
        return _crashed(error)
    return code


def _run(words: list[str]) -> int:
    if not words:
        return open_interface()
    if words[0] in ("-h", "--help", "help"):
        output.text(overview())
        return int(ExitCode.FINE)
    if words[0] == "--version":
        output.text(f"auditor {__version__}")
        return int(ExitCode.FINE)
    parser = parser_of(words[0])
    args = parser.parse_args(words[1:])
    code = handler_of(args.handler)(args)
    return int(ExitCode.FINE if code is None else code)


def parser_of(name: str) -> Parser:
    """The parser of one command; only its module is imported.

    Raises:
        UnknownIdError: there is no such command.
    """
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        raise UnknownIdError("command", name, [command.name for command in COMMANDS])
    parser = Parser(prog=f"auditor {name}")
    module = import_module(f"auditor.cli.commands.{command.module}")
    getattr(module, f"describe_{name}")(parser)
    return parser


def overview() -> str:
    """What ``auditor -h`` shows."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [
        "usage: auditor [COMMAND] ...",
        "",
        "Audit children's case files against practice standards. Without a command the terminal interface opens.",
        "",
        "commands:",
        *(f"  {command.name:<{width}}  {command.help}" for command in COMMANDS),
        "",
        "options:",
        "  -h, --help  show this page; after a command, show the command's own",
        "  --version   show the version",
        "",
        "exit codes: 0 fine, 1 a check found problems, 2 wrong words or bad input, 3 the store, 4 not permitted,",
        "            5 an error the program does not know",
        "",
        "example:",
        "  auditor demo",
    ]
    return "\n".join(lines)


def open_interface() -> int:
    """Open the terminal interface on the user's store.

    Raises:
        InputError: there is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "There is no terminal to open the interface on.",
            "Everything can be done with commands too.",
            "See: auditor -h",
        )
    if output.cannot_draw():
        return int(ExitCode.USAGE)
    result = import_module("auditor.tui.app").run()
    return result if isinstance(result, int) else int(ExitCode.FINE)


def _crashed(error: BaseException) -> int:
    output.say("auditor: The program met an error it does not know; what was saved before is safe.")
    try:
        output.say(f"  Where it happened is written in {write_crash_log(error)} (no case data, no text of yours).")
    except OSError:
        output.say(f"  It was {type(error).__name__}; the log could not be written.")
    output.say("  Send that file to whoever looks after auditor.")
    return int(ExitCode.CRASH)


def write_crash_log(error: BaseException, folder: Path | None = None) -> Path:
    """Write where an unknown error happened: files, lines and functions of the program, and nothing that was typed.

    The message of the error is left out, and so are the values of variables: either may hold what people wrote.

    Args:
        error: as caught.
        folder: where; the user's folder for such logs when left out.
    """
    place = folder or user_state_folder()
    place.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    lines = [f"auditor {__version__}, Python {sys.version.split()[0]}, {sys.platform}, {moment:%Y-%m-%dT%H:%M:%SZ}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines += ["", f"{type(current).__module__}.{type(current).__qualname__}"]
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        current = current.__cause__ or current.__context__
    path = place / f"crash-{moment:%Y%m%dT%H%M%S%f}.log"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
