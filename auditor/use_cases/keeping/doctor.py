"""Say what is installed, where things are, what is wrong and how to mend it.

It works with no store, with a locked one and with a damaged one; nothing is changed.
"""

import os
import platform
import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from auditor import __version__
from auditor.errors import AuditorError
from auditor.paths import (
    ENVIRONMENT,
    STORE_ENVIRONMENT,
    DataFolder,
    data_folder,
    demo_store_folder,
    store_folder,
    user_state_folder,
)
from auditor.reports.definition import check_reports
from auditor.standards.load import read_standards
from auditor.store.backup import last_backup
from auditor.store.engine import integrity_problems
from auditor.store.scrub import scrub_is_due
from auditor.store.vault import database_path, slots, store_exists
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.service import Service

LEAST_FREE_MB = 500
"""Below this much free space saving may soon fail."""
MEGABYTE = 1_000_000
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^;\s]+)\s*(?:;(.*))?")
_SHOWN_AT_MOST = 5


@dataclass(frozen=True)
class Trouble:
    """Something wrong, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True)
class Place:
    """Where something is, and by which rule it was found."""

    name: str
    path: Path
    rule: str


@dataclass
class Diagnosis:
    """What was found.

    Attributes:
        versions: of the program, Python, the system and each library.
        places: where everything is.
        store: in words: none yet, locked, open, damaged.
        free_mb: free space where the store lies, in megabytes.
        troubles: empty when all is well.
        notes: worth knowing, and nothing wrong.
    """

    versions: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    store: str = ""
    free_mb: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, what: str, mend: str) -> None:
        """Note something wrong."""
        self.troubles.append(Trouble(what, mend))


def diagnose(
    *, store: Path | None = None, standards: Path | None = None, demo: bool = False, service: Service | None = None
) -> Diagnosis:
    """Look at everything.

    Args:
        store: the folder named on the command line, if any.
        standards: likewise.
        demo: the demo's store is meant.
        service: the store unlocked; without it only what can be seen from outside is looked at.
    """
    found = Diagnosis()
    _versions(found)
    _data(found, "standards", standards)
    _data(found, "schemas", None)
    _data(found, "reports", None)
    _standards(found, standards)
    _reports(found)
    folder = _store_place(found, store, demo=demo)
    _store(found, folder, service)
    _disk(found, folder)
    _crash_logs(found)
    return found


def _versions(found: Diagnosis) -> None:
    found.versions = {"auditor": __version__, "python": platform.python_version(), "system": platform.platform()}
    for name, pinned in _pins().items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            found.wrong(f"The library {name} is not installed.", "Install auditor again: pip install .")
            continue
        found.versions[name] = installed
        if installed != pinned:
            found.wrong(
                f"The library {name} is at version {installed}; auditor was tested with {pinned}.",
                "Install auditor again: pip install .",
            )


def _pins() -> dict[str, str]:
    """The libraries the program itself needs, with the versions it was tested with."""
    try:
        stated = requires("auditor") or []
    except PackageNotFoundError:  # run from a checkout that was never installed
        return {}
    pins = (_PIN.match(line) for line in stated)
    return {pin[1]: pin[2] for pin in pins if pin and "extra" not in (pin[3] or "")}


def _data(found: Diagnosis, name: DataFolder, given: Path | None) -> None:
    path = data_folder(name, given)
    if given is not None:
        rule = f"named with --{name}"
    elif os.environ.get(ENVIRONMENT[name]):
        rule = f"${ENVIRONMENT[name]}"
    else:
        rule = "inside the installed program" if "_data" in path.parts else "this checkout"
    found.places.append(Place(name, path, rule))
    if not path.is_dir():
        found.wrong(f"The folder {path} is missing.", f"Unset ${ENVIRONMENT[name]}, or install auditor again.")


def _standards(found: Diagnosis, given: Path | None) -> None:
    standards, problems = read_standards(data_folder("standards", given))
    if standards is None:
        found.wrong(f"The standards have {len(problems)} problems.", "See them with: auditor standards check")
    else:
        found.notes.append(f"New audits use: {standards.current.title}.")


def _reports(found: Diagnosis) -> None:
    problems = check_reports()
    if problems:
        found.wrong(f"The report definitions have {len(problems)} problems.", "See them with: auditor report check")


def _store_place(found: Diagnosis, given: Path | None, *, demo: bool) -> Path:
    usual = demo_store_folder() if demo else store_folder()
    folder = given or usual
    if given is not None:
        rule = "named with --store"
    elif demo:
        rule = "the demo's"
    else:
        rule = f"${STORE_ENVIRONMENT}" if os.environ.get(STORE_ENVIRONMENT) else "your own"
    found.places += [Place("store", folder, rule), Place("crash logs", user_state_folder(), "your own")]
    return folder


def _store(found: Diagnosis, folder: Path, service: Service | None) -> None:
    try:
        if not store_exists(folder):
            found.store = "none yet"
            found.notes.append("There is no store here yet. Make one with: auditor init; or try: auditor demo")
            return
        known = slots(folder)
        database = database_path(folder)
        if not database.is_file():
            found.store = "damaged"
            found.wrong(f"The database {database} is missing.", "Bring the store back: auditor restore BACKUP FOLDER")
            return
    except AuditorError as error:
        found.store = "damaged"
        found.wrong(" ".join(part for part in (error.title, error.detail) if part), error.next_step)
        return
    size = database.stat().st_size / MEGABYTE
    labels = ", ".join(slot.label for slot in known)
    found.notes.append(f"The store has {size:.1f} MB and opens for: {labels}.")
    if not any(slot.kind in ("person", "open") for slot in known):
        found.wrong("Nobody can open this store with a passphrase.", "Use the recovery code.")
    if not any(slot.kind == "open" for slot in known):
        _backups(found, folder)
    if scrub_is_due(folder):
        found.wrong(
            "Words that were erased may still lie in the free space of the store's file.",
            "Close the other windows, and open the store once: auditor verify",
        )
    if service is None:
        found.store = "locked"
        found.notes.append("The store was not looked into. To do that, add: --unlock")
        return
    found.store = "open"
    _inside(found, service)


def _backups(found: Diagnosis, folder: Path) -> None:
    """When the store was last backed up, as far as is known without opening it."""
    last = last_backup(folder)
    if last is None:
        found.notes.append("No backup of this store was ever made with: auditor backup FOLDER")
        return
    at, file = last
    days = (datetime.now(UTC) - at).days
    ago = "less than a day" if days < 1 else "a day" if days == 1 else f"{days} days"
    found.notes.append(f"The last backup was made {ago} ago, {at.astimezone():%d/%m/%Y %H:%M}: {file}")


def _inside(found: Diagnosis, service: Service) -> None:
    damage = integrity_problems(service.store.engine)
    for sentence in damage:
        found.wrong(sentence, "Bring the store back: auditor restore BACKUP FOLDER")
    if damage:
        return
    verified = verify_store(service)
    removed = f", {verified.removed} removed by retention" if verified.removed else ""
    found.notes.append(f"{verified.facts} facts were checked, {verified.erased} of them erased{removed}.")
    for sentence in verified.problems[:_SHOWN_AT_MOST]:
        lists = "summary" in sentence or "counter" in sentence
        mend = "Run: auditor doctor --rebuild" if lists else "Compare with a copy of the store: auditor verify"
        found.wrong(sentence[:1].upper() + sentence[1:] + ".", mend)
    if len(verified.problems) > _SHOWN_AT_MOST:
        found.wrong(f"And {len(verified.problems) - _SHOWN_AT_MOST} more.", "See them all with: auditor verify")


def _disk(found: Diagnosis, folder: Path) -> None:
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    try:
        found.free_mb = shutil.disk_usage(there).free // MEGABYTE
    except OSError as error:
        found.wrong(f"The disk of {there} does not answer: {error.strerror}.", "Check the disk.")
        return
    if found.free_mb < LEAST_FREE_MB:
        found.wrong(f"Only {found.free_mb} MB are free where the store lies.", "Make room on that disk.")


def _crash_logs(found: Diagnosis) -> None:
    folder = user_state_folder()
    logs = sorted(folder.glob("crash*.log")) if folder.is_dir() else []
    if logs:
        found.notes.append(f"The program stopped by mistake before; the last log is {logs[-1]}.")
