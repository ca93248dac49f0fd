"""What ``auditor backup`` and ``auditor restore`` do."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from auditor.cli import output, session
from auditor.errors import ExitCode
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.restore import check_free_place, inspect_backup, restore_backup

_ASKED = "Passphrase of somebody who worked with the store then, or the recovery code: "


def backup(args: argparse.Namespace) -> int:
    """Write a backup."""
    with session.opened(args) as service, _progress_line():
        done = back_up(service, args.to, output.share)
    written, manifest = done.written, done.written.manifest
    if args.json:
        output.as_json(
            {
                "file": str(written.path),
                "bytes": written.size,
                "sha256": written.digest,
                "made_at": manifest.made_at.isoformat(),
                "facts": manifest.facts,
                "problems": list(written.problems),
            }
        )
    else:
        output.text(str(written.path))
    output.say(
        f"The backup has {written.size / 1e6:.1f} MB and {output.counted(manifest.facts, 'fact')}; "
        "it was read back and verified."
    )
    output.say("It opens with the passphrases of today, or the recovery code. Keep it on another disk than the store.")
    if done.not_noted:
        output.say(f"That it was made could not be noted in the store: {done.not_noted}")
    return _told("The store had these problems when it was backed up, and the backup has them too:", written.problems)


def restore(args: argparse.Namespace) -> int:
    """Bring a store back."""
    check_free_place(args.to)
    with _progress_line():
        found = inspect_backup(args.backup, output.share)
    made = f"{found.manifest.made_at.astimezone():%d/%m/%Y %H:%M}"
    output.say(f"A backup of {made}, {output.counted(found.manifest.facts, 'fact')}; every byte of it is as written.")
    words = "" if found.opens_for_all else session.passphrase(args.passphrase_file, _ASKED)
    with _progress_line():
        done = restore_backup(found, args.to, words, output.share)
    if args.json:
        output.as_json(
            {
                "store": str(done.folder),
                "made_at": done.manifest.made_at.isoformat(),
                "facts": done.manifest.facts,
                "opens_for": list(done.opens_for),
                "upgraded": done.upgraded,
                "problems": list(done.problems),
            }
        )
    else:
        output.text(str(done.folder))
    output.say(f"The store is back, as it was on {made}, and verified. It opens for: {', '.join(done.opens_for)}.")
    if done.upgraded:
        output.say("Its tables were brought up to date.")
    output.say("Texts erased, audits removed and people who left after that moment are back too: do it again.")
    output.say(f"Look at it with: auditor verify --store {done.folder}")
    return _told("It had these problems already when it was backed up:", done.problems)


@contextmanager
def _progress_line() -> Iterator[None]:
    try:
        yield
    finally:
        output.progress_done()


def _told(opening: str, problems: tuple[str, ...]) -> int:
    if not problems:
        return ExitCode.FINE
    output.say(opening)
    for problem in problems:
        output.say(f"- {problem}")
    return ExitCode.PROBLEMS
