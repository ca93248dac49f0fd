"""A window of its own process, for the tests of two windows: opens an audit, and records one text after another.

``holder.py FOLDER NAME AUDIT MARK`` opens the audit in a window and prints ``holds`` or ``watches``. For each line it
then reads it records a note, and prints ``saved TEXT`` or ``refused``; ``over`` takes the audit over, ``look`` looks.
"""

import os
import sys
from pathlib import Path
from uuid import UUID

from store_builders import PASSPHRASE

from auditor.audit.changes import note
from auditor.store.vault import slots
from auditor.use_cases.audits.record import record
from auditor.use_cases.audits.windows import TakenOverError, Window, look_again, open_in_window, take_over
from auditor.use_cases.open_store import unlock_store


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main(folder: str, name: str, audit: str, mark: str) -> None:
    slot = next(slot for slot in slots(Path(folder)) if slot.label == name)
    service, window = unlock_store(Path(folder), slot.id, PASSPHRASE), Window()
    opened = open_in_window(service, UUID(audit), window)
    say("watches" if opened.elsewhere else "holds")
    for number, line in enumerate(sys.stdin):
        word = line.strip()
        if word == "over":
            opened = take_over(service, UUID(audit), window)
            say("holds")
        elif word == "look":
            opened = look_again(service, opened, window)
            say("watches" if opened.elsewhere else "holds")
        else:
            try:
                opened = record(service, opened, [note("overall", f"{mark}-{number}")])
            except TakenOverError:
                say("refused")
            else:
                say(f"saved {mark}-{number}")
    service.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
