"""A backup or a restore in a process of its own, which stops at a phase until it is killed.

``stopper.py backup STORE TO PHASE`` or ``stopper.py restore FROM TO PHASE``: prints the phase when it gets there.
"""

import os
import sys
from pathlib import Path

from store_builders import PASSPHRASE

from auditor.store.vault import slots
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.restore import inspect_backup, restore_backup
from auditor.use_cases.open_store import unlock_store


def main(verb: str, source: str, to: str, phase: str) -> None:
    def stop(_done: int, _total: int, doing: str) -> None:
        if doing == phase:
            os.write(1, f"{phase}\n".encode())
            sys.stdin.readline()

    if verb == "backup":
        slot = next(slot for slot in slots(Path(source)) if slot.label == "Sam")
        back_up(unlock_store(Path(source), slot.id, PASSPHRASE), Path(to), stop)
    else:
        restore_backup(inspect_backup(Path(source)), Path(to), PASSPHRASE, stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
