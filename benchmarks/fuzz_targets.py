"""The commands that read a file, each with a source of malformed files for it."""

import hashlib
import hmac
import io
import json
import shutil
from contextlib import closing
from typing import Any
from uuid import UUID

from auditor.audit.changes import answer, note
from auditor.standards.hashes import canonical, sha256_of
from auditor.standards.load import load_standards
from auditor.store.archive import MANIFEST, read_archive, unpack, write_archive
from auditor.store.ledger import body_digest, entry_hash
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.service import Service
from benchmarks import malformed
from benchmarks.fuzz_lists import CalendarTerms, CheckTerms, CheckTimescales, ImportDates, ImportFigures, RoundCases
from benchmarks.fuzz_target import LCS_NUMBER, ROOT, SMALL, FolderTarget, StoreTarget, Target
from benchmarks.malformed import Dice
from benchmarks.stores import NAME, PASSPHRASE, new_audit, new_store


class ImportBundle(StoreTarget):
    """``auditor import``, of bundles whose digests and chains are often made anew after the change."""

    name = "import"

    def fill(self, service: Service) -> None:
        audit = new_audit(service, LCS_NUMBER)
        opened = open_audit(service, audit)
        asked = list(opened.scope.asked)
        changes = [answer(key, "met") for key in asked[:3]] + [note(asked[0], "Seen on the file.")]
        record(service, opened, changes)
        self.bundle = json.loads(export_audit(service, audit))
        # What reads it knows nothing of it.
        shutil.rmtree(self.template)
        new_store(self.template, self.standards, demo=True).close()

    def words(self, dice: Dice) -> list[str]:
        if dice.random() < 0.05:
            self.stdin = self._content(dice)
            return ["import", "-", *self.where]
        return ["import", self.put(dice, lambda: self._content(dice)), *self.where]

    def follow(self, out: str) -> list[str]:
        return ["audit", "show", out.strip(), "--all", *self.where]

    def _content(self, dice: Dice) -> bytes:
        if dice.random() < 0.25:
            return malformed.spoilt(dice, json.dumps(self.bundle).encode())
        data = malformed.spoilt_data(dice, self.bundle)
        if isinstance(data, dict):
            if dice.random() < 0.6:
                _chain(data)
            if dice.random() < 0.85:
                _seal(data)
        return malformed.as_json(dice, data)


def _chain(bundle: dict[str, Any]) -> None:
    """Make the digests and the chain of a bundle's facts anew, as far as they are still facts."""
    ends: dict[Any, str] = {}
    try:
        for fact in bundle["facts"]:
            chain = (fact["person"], fact["store"])
            fact["previous"] = ends.get(chain, "")
            if fact["body"] is not None:
                fact["body_digest"] = body_digest(bytes.fromhex(fact["salt"]), canonical(fact["body"]))
            row = {**fact, "id": UUID(fact["id"]), "store_id": UUID(fact["store"]), "person_id": UUID(fact["person"])}
            row["audit_id"] = row["chain"] = UUID(bundle["audit"]["id"])
            row["examination_id"] = UUID(fact["examination"]) if fact["examination"] else None
            row["replaces"] = UUID(fact["replaces"]) if fact["replaces"] else None
            fact["entry_hash"] = ends[chain] = entry_hash(row)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return


def _seal(bundle: dict[str, Any]) -> None:
    content = {key: value for key, value in bundle.items() if key != "digest"}
    try:
        bundle["digest"] = sha256_of(content)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return


class NoteFromInput(StoreTarget):
    """``auditor audit note … -``: a text on standard input."""

    name = "note"
    batch = 50

    def words(self, dice: Dice) -> list[str]:
        text = " ".join(dice.choice((*malformed.TEXTS, "She", "was", "seen.")) for _ in range(dice.randrange(20)))
        content = text.encode("utf-8", "surrogatepass")
        self.stdin = content if dice.random() < 0.3 else malformed.spoilt(dice, content)
        return ["audit", "note", LCS_NUMBER, dice.choice(("overall", "ps01")), "-", *self.where]


class CheckStandards(FolderTarget):
    """``auditor standards check``."""

    name = "standards-check"

    def words(self, dice: Dice) -> list[str]:
        return ["standards", "check", self.spoil(dice), *dice.choice(([], ["--json"]))]


class ListStandards(FolderTarget):
    """``auditor standards list``, which reads headings alone."""

    name = "standards-list"

    def words(self, dice: Dice) -> list[str]:
        return ["standards", "list", "--standards", self.spoil(dice), *dice.choice(([], ["--json"]))]


class ShowStandards(FolderTarget):
    """``auditor standards show``."""

    name = "standards-show"

    def words(self, dice: Dice) -> list[str]:
        name = dice.choice(("ps06", "PS06", "T01", "ps01.risk", "fathers", *malformed.TEXTS[:20]))
        return ["standards", "show", "--standards", self.spoil(dice), "--", name.replace("\0", "")]


class CheckReports(FolderTarget):
    """``auditor report check``."""

    name = "report-check"
    source = ROOT / "reports"

    def words(self, dice: Dice) -> list[str]:
        return ["report", "check", self.spoil(dice), *dice.choice(([], ["--json"]))]


class Screen(Target):
    """``auditor screen``: any text may be screened, so what is refused is what is no text."""

    name = "screen"
    codes = frozenset({0, 1, 2})
    _WORDS = (
        *("Sarah", "Smith", "Mr", "O'Neill-Jones", "mum", "the", "worker", "LS1 4AP", "07700 900123", "943 476 5919"),
        *(
            "12/03/2015",
            "born",
            "AB123456C",
            "a.b@c.uk",
            "12",
            "High Street",
            "Flat 2,",
            "LCS 9904093",
            "\n",
            ". ",
            "-",
        ),
    )

    def words(self, dice: Dice) -> list[str]:
        if dice.random() < 0.05:
            self.stdin = self._text(dice)
            return ["screen", "-"]
        return ["screen", self.put(dice, lambda: self._text(dice)), *dice.choice(([], ["--json"]))]

    def _text(self, dice: Dice) -> bytes:
        if dice.random() < 0.02:
            run = dice.choice((*self._WORDS, "a", "A", "1", " ", "\n", "Aa ", "1 ", "Mr ", "@", ".", "'", "\u0301"))
            return (run * dice.choice((1_000, 20_000)))[:60_000].encode()
        text = " ".join(dice.choice((*self._WORDS, *malformed.TEXTS)) for _ in range(dice.choice((3, 40))))
        content = text.encode("utf-8", "surrogatepass")
        return content if dice.random() < 0.5 else malformed.spoilt(dice, content)


class Restore(Target):
    """``auditor restore``, of backups whose digest, sizes and seal are often made anew after the change.

    A backup that is damaged is told as a store is: 3.
    """

    name = "restore"
    codes = frozenset({0, 2, 3})

    def prepare(self) -> None:
        backup, store = self.place / "whole", self.place / "store"
        self.to = self.place / "there" / "back"
        with closing(new_store(store, load_standards(SMALL), demo=True)) as service:
            new_audit(service, LCS_NUMBER)
            back_up(service, backup)
            self.key = service.store.key
        self.whole = backup.read_bytes()
        archive = read_archive(backup, lambda *_: None)
        self.members: dict[str, bytes] = {MANIFEST: archive.manifest}
        for name in archive.members:
            unpack(archive, name, self.place / "member")
            self.members[name] = (self.place / "member").read_bytes()
            (self.place / "member").unlink()

    def words(self, dice: Dice) -> list[str]:
        shutil.rmtree(self.to.parent, ignore_errors=True)
        self.to.parent.mkdir()
        return ["restore", self.put(dice, lambda: self._content(dice)), str(self.to), *dice.choice(([], ["--json"]))]

    def state(self) -> Any:
        return sorted(path.name for path in self.to.parent.iterdir())

    def follow(self, out: str) -> list[str]:
        return ["verify", "--store", str(self.to), "--standards", str(SMALL)]

    def _content(self, dice: Dice) -> bytes:
        if dice.random() < 0.3:
            return malformed.spoilt(dice, self.whole)
        members = dict(self.members)
        name = dice.choice(list(members))
        manifest: Any = json.loads(members[MANIFEST])
        match dice.choice(("manifest", "manifest", "member", "member", "drop", "rename", "add")):
            case "manifest":
                manifest = malformed.spoilt_data(dice, manifest)
            case "member":
                members[name] = malformed.spoilt(dice, members[name])
            case "drop" if name != MANIFEST:
                del members[name]
            case "rename" if name != MANIFEST:
                members[dice.choice(("../evil", "/etc/passwd", "slots/", "slots/../x.db", "a" * 90))] = members.pop(
                    name
                )
            case _:
                members[f"slots/{dice.randrange(9)}.db"] = dice.randbytes(100)
        if isinstance(manifest, dict) and members.get(MANIFEST) == self.members[MANIFEST]:
            if dice.random() < 0.7:
                files = [(key, inner) for key, inner in members.items() if key != MANIFEST]
                stated = [{"name": k, "size": len(v), "sha256": hashlib.sha256(v).hexdigest()} for k, v in files]
                manifest = {**manifest, "files": stated}
            members[MANIFEST] = malformed.as_json(dice, self._sealed(manifest))
        target = io.BytesIO()
        write_archive(target, members, lambda *_: None)
        return target.getvalue()

    def _sealed(self, manifest: dict[str, Any]) -> dict[str, Any]:
        content = {name: value for name, value in manifest.items() if name != "seal"}
        own_key = hmac.digest(self.key, b"auditor backup manifest", "sha256")
        try:
            return {**content, "seal": hmac.digest(own_key, canonical(content), "sha256").hex()}
        except (ValueError, TypeError, OverflowError, RecursionError):
            return manifest


class PassphraseFile(StoreTarget):
    """``--passphrase-file``: whatever is text may be a passphrase, and then it is the wrong one, which is 3."""

    name = "passphrase-file"
    codes = frozenset({0, 2, 3})
    demo = False

    def words(self, dice: Dice) -> list[str]:
        good = f"{PASSPHRASE}\n".encode()
        given = self.put(dice, lambda: malformed.spoilt(dice, good))
        return ["team", "list", *self.where, "--as", NAME, "--passphrase-file", given]


TARGETS: dict[str, type[Target]] = {
    target.name: target
    for target in (
        *(ImportBundle, CheckTimescales, CheckTerms, CalendarTerms, ImportDates, NoteFromInput),
        *(CheckStandards, ListStandards, ShowStandards, CheckReports, Screen, Restore, PassphraseFile, RoundCases),
        ImportFigures,
    )
}
"""Every command that reads a file."""
