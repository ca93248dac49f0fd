"""A command that is given malformed files: how it is called, and what it must leave as it was."""

import os
import random
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from auditor.standards.load import load_standards
from auditor.standards.strict_yaml import parse_file
from auditor.use_cases.open_store import open_demo_store, unlock_store
from auditor.use_cases.service import Service
from benchmarks import malformed
from benchmarks.malformed import Dice
from benchmarks.stores import PASSPHRASE, new_audit, new_store

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "data" / "standards" / "small"
LCS_NUMBER = "9900001"


def clear(path: Path) -> None:
    """Nothing is at this path afterwards."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def odd_file(dice: Dice, path: Path) -> None:
    """Put something at a path that is no ordinary file, or nothing."""
    clear(path)
    match dice.choice(("folder", "full folder", "pipe", "loop", "dangling", "zeros", "empty", "nothing")):
        case "folder":
            path.mkdir()
        case "full folder":
            (path / "a" / path.name).mkdir(parents=True)
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path)
        case "dangling":
            path.symlink_to(path.with_name("nowhere"))
        case "zeros":
            path.symlink_to("/dev/zero")
        case "empty":
            path.touch()


class Target(ABC):
    """A command, and malformed files for it.

    Attributes:
        name: as on the command line of the long run.
        codes: exit codes that are allowed; what a malformed file must give is among them.
        batch: after so many files what was written is looked at as a whole, and made anew.
        stdin: what the command finds on standard input, as bytes.
    """

    name: ClassVar[str]
    codes: ClassVar[frozenset[int]] = frozenset({0, 2})
    odd_share: ClassVar[float] = 0.02
    batch: ClassVar[int] = 250

    def __init__(self, place: Path) -> None:
        self.place = place
        self.given = place / "given"
        self.stdin = b""
        self.prepare()

    def prepare(self) -> None:  # noqa: B027 - most need it, not all; so with the others
        """Make, once, what the command works on."""

    def renew(self) -> None:  # noqa: B027
        """Make anew what the inputs so far may have filled."""

    def close(self) -> None:  # noqa: B027
        """Take back what was prepared, but for the files."""

    @abstractmethod
    def words(self, dice: Dice) -> list[str]:
        """Put a malformed file in place; gives the words after ``auditor``."""

    def state(self) -> Any:  # noqa: B027
        """What must be as before when the command failed."""

    def follow(self, out: str) -> list[str]:
        """The words of a command that must work after this one did; none when there is nothing to try.

        Args:
            out: what the command wrote to stdout.
        """
        del out
        return []

    def problems(self) -> str:
        """What the command left broken, when looked at from time to time; empty when nothing is."""
        return ""

    def put(self, dice: Dice, make: Callable[[], bytes]) -> str:
        """Put a file, or something that is none, where it is looked for."""
        clear(self.given)
        if dice.random() < self.odd_share:
            odd_file(dice, self.given)
        else:
            self.given.write_bytes(make())
        return str(self.given)


class StoreTarget(Target):
    """A command that may write to a store, which is compared before and after."""

    demo: ClassVar[bool] = True

    def prepare(self) -> None:
        self.template = self.place / "template"
        self.store = self.place / "store"
        self.standards = load_standards(SMALL)
        self.service: Service | None = None
        with closing(new_store(self.template, self.standards, demo=self.demo)) as service:
            self.fill(service)
        self.renew()

    def fill(self, service: Service) -> None:
        self.audit = new_audit(service, LCS_NUMBER)

    def renew(self) -> None:
        self.close()
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(self.template, self.store)
        self.service = open_demo_store(self.store, standards_folder=SMALL) if self.demo else self._unlocked()

    def close(self) -> None:
        if self.service is not None:
            self.service.close()

    def _unlocked(self) -> Service:
        (slot,) = [path.stem for path in (self.store / "slots").glob("*.db") if path.stem != "recovery"]
        return unlock_store(self.store, slot, PASSPHRASE, standards_folder=SMALL)

    def state(self) -> Any:
        assert self.service is not None
        files = sorted(path.name for path in self.store.iterdir())
        pooled = self.service.store.engine.raw_connection()
        try:
            driver: Any = pooled.driver_connection
            tables = driver.execute("select name from sqlite_master where type = 'table' order by name").fetchall()
            counts = {name: driver.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in tables}
        finally:
            pooled.close()
        return [name for name in files if not name.endswith(("-wal", "-shm"))], counts

    def problems(self) -> str:
        assert self.service is not None
        with self.service.store.reading() as reader:
            return "\n".join(reader.verify().problems)

    @property
    def where(self) -> list[str]:
        """The words that name the store."""
        return ["--store", str(self.store), "--standards", str(SMALL)]


class FolderTarget(Target):
    """A command that reads a folder of YAML, of which a file or two are spoilt."""

    source: ClassVar[Path] = SMALL
    codes = frozenset({0, 1, 2})

    def prepare(self) -> None:
        self.folder = self.place / "folder"
        shutil.copytree(self.source, self.folder)
        self.files = {path: path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}
        self.data = {path: parse_file(path, "x").data for path in self.files if path.suffix == ".yaml"}
        self.changed: set[Path] = set()

    def spoil(self, dice: Dice) -> str:
        for path in self.changed:
            clear(path)
            path.write_bytes(self.files[path])
        self.changed = set(dice.sample(list(self.data), dice.choice((1, 1, 1, 2))))
        if dice.random() < 0.02:
            return str(dice.choice((self.folder / "nowhere", next(iter(self.files)), self.place, Path("/dev/null"))))
        for path in self.changed:
            if dice.random() < self.odd_share:
                odd_file(dice, path)
            else:
                path.write_bytes(malformed.spoilt_yaml(dice, self.files[path], self.data[path]))
        return str(self.folder)


def dice_of(seed: int, name: str, number: int) -> Dice:
    """What chooses everything about one input, so that it can be made again."""
    return random.Random(f"{seed}/{name}/{number}")
