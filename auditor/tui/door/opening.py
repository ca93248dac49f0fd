"""Opening a store, in a thread: what the first screens ask for. Everything heavy is imported inside the functions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.store.vault import SlotInfo
    from auditor.use_cases.open_store import NewStore
    from auditor.use_cases.service import Service

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Door:
    """What stands at a store's door.

    Attributes:
        folder: where the store is, or would be.
        slots: who can unlock it; empty when there is no store yet.
    """

    folder: Path
    slots: "tuple[SlotInfo, ...]"

    @property
    def exists(self) -> bool:
        """Whether there is a store."""
        return bool(self.slots)


def look(store: Path | None) -> Door:
    """See whether there is a store and who can unlock it; loads the rest of the program on the way.

    Raises:
        StoreError: it is damaged.
    """
    from auditor.paths import store_folder
    from auditor.store.vault import store_exists
    from auditor.use_cases.open_store import who_can_unlock

    folder = store_folder(store)
    return Door(folder, tuple(who_can_unlock(folder)) if store_exists(folder) else ())


def load_rest() -> None:
    """Import what the next screens need, so that they come at once; a mode is loaded when somebody goes to it."""
    from importlib import import_module

    for module in ("listing", "new_audit"):
        import_module(f"auditor.tui.work.{module}")


def unlock(folder: Path, slot_id: str, words: str, standards: Path | None) -> "Service":
    """Unlock a store.

    Raises:
        StoreError: the passphrase is wrong, or the store is damaged.
    """
    from auditor.use_cases.open_store import unlock_store

    service = unlock_store(folder, slot_id, words, standards_folder=standards)
    load_rest()
    return service


def still_opens(folder: Path, slot_id: str, words: str) -> None:
    """See whether a passphrase is right, and nothing else.

    Raises:
        StoreError: it is not.
    """
    from auditor.store.vault import unlock as unlock_slot

    unlock_slot(folder, slot_id, words)


def make_store(folder: Path, name: str, passphrase: str, standards: Path | None) -> "NewStore":
    """Make a store.

    Raises:
        InputError: a name or passphrase that will not do.
        StoreError: it could not be made.
    """
    from auditor.use_cases.keeping.recovery import note_typed_back
    from auditor.use_cases.open_store import init_store

    made = init_store(folder, name, passphrase, standards_folder=standards)
    note_typed_back(made.service, done=False)
    load_rest()
    return made


def code_is_missing(service: "Service") -> bool:
    """Whether the recovery code was never typed back, and this person can make a new one."""
    from auditor.use_cases.keeping.recovery import code_is_missing

    return code_is_missing(service)


def note_code(service: "Service") -> None:
    """Note that the recovery code was typed back."""
    from auditor.use_cases.keeping.recovery import note_typed_back

    note_typed_back(service, done=True)


def new_code(service: "Service") -> "NewStore":
    """Make a new recovery code for a store that is open.

    Raises:
        StoreError: it could not be made; the one before still opens the store.
    """
    from auditor.use_cases.keeping.recovery import renew_recovery_code
    from auditor.use_cases.open_store import NewStore

    return NewStore(service, renew_recovery_code(service))


def open_demo(store: Path | None, standards: Path | None, tell: Progress) -> "Service":
    """Open the demo store; build it first when it is not there, which takes a few seconds.

    Args:
        store: its folder; the usual place when left out.
        standards: the folder of the standards.
        tell: told in words how far it is; called in this thread.

    Raises:
        StoreError: it could not be opened or built.
    """
    from auditor.clock import system_clock, today
    from auditor.paths import demo_store_folder
    from auditor.store.vault import store_exists
    from auditor.use_cases.open_store import open_demo_store

    folder = store or demo_store_folder()
    if store_exists(folder):
        service = open_demo_store(folder, standards_folder=standards)
    else:
        from auditor.use_cases.demo.build import build_demo

        def progress(done: int, of: int, doing: str) -> None:
            tell(f"Making the demo: {doing}\n{_bar(done, of)}  {done} of {of}")

        service = build_demo(folder, today=today(system_clock), progress=progress, standards_folder=standards)
    load_rest()
    return service


def _bar(done: int, of: int) -> str:
    from auditor.tui.words import bar

    return bar(done, of, 40)
