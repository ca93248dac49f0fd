"""A window of its own, for the tests of two windows and of kills: records evidence in an audit, one line after another.

As a script (two windows): ``recorder.py FOLDER NAME AUDIT MARK COUNT PLACES`` opens the audit, prints ``ready``, waits
for a line, records COUNT texts named ``MARK-0``, ``MARK-1`` ... and prints each as soon as it is acknowledged.

As a nursery (kills): ``recorder.py --nursery FOLDER NAME AUDIT`` forks such a window, without an end, for each line it
reads, and prints ``dead`` once somebody has killed it.
"""

import os
import sys
from itertools import count
from pathlib import Path
from uuid import UUID

from store_builders import PASSPHRASE

from auditor.audit.changes import evidence
from auditor.errors import AuditorError
from auditor.store.vault import slots
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.open_store import unlock_store


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def run(folder: Path, name: str, audit: UUID, mark: str, texts: range | count, places: slice, wait: bool) -> None:
    slot = next(slot for slot in slots(folder) if slot.label == name)
    service = unlock_store(folder, slot.id, PASSPHRASE)
    opened = open_audit(service, audit)
    keys = list(opened.scope.asked)[places]
    if wait:
        say("ready")
        sys.stdin.readline()
    for number in texts:
        text = f"{mark}-{number}"
        opened = record(service, opened, [evidence(keys[number % len(keys)], text)])
        say(text)
    service.close()


def nursery(folder: Path, name: str, audit: UUID) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(folder, name, audit, line.strip(), count(), slice(None), wait=False)
            os._exit(0)
        say(f"born {child}")
        os.waitpid(child, 0)
        say("dead")


def main(words: list[str]) -> None:
    if words[0] == "--nursery":
        nursery(Path(words[1]), words[2], UUID(words[3]))
        return
    folder, name, audit, mark, many, first, last = words
    try:
        places = slice(int(first), int(last))
        run(Path(folder), name, UUID(audit), mark, range(int(many)), places, wait=True)
    except AuditorError as error:
        say(f"error {error.title}")
        sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1:])
