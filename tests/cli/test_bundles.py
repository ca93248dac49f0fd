"""``auditor export`` and ``auditor import``: there and back between two stores, and everything that is refused."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cli_runs import Run, finish
from store_builders import PASSPHRASE

from auditor.audit.facts import FactKind
from auditor.errors import ExitCode
from auditor.standards.hashes import sha256_of
from auditor.standards.schemas import validate_json
from auditor.use_cases.keeping.look_after_store import erase_text
from auditor.use_cases.open_store import unlock_store, who_can_unlock

DATA = Path(__file__).parents[1] / "data" / "bundles"
BAD = sorted((DATA / "bad").glob("*.json"))
SAYS = {
    "another-schema": "did you mean auditor/bundle/1?",
    "answer-as-text": "facts/1/body",
    "bad-answer": "did you mean met?",
    "bad-day": "such as 2026-11-22",
    "bad-hash": "64 hexadecimal digits",
    "bad-id": "audit/id",
    "bad-kind-of-audit": "did you mean full?",
    "bad-moment": "a moment in UTC",
    "cut-off": "not valid JSON",
    "empty": "not valid JSON",
    "fact-of-the-store": "'setting' is not one of",
    "float-too-large": "is too large",
    "key-twice": "the key 'schema' is given twice",
    "lone-surrogate": "half a letter",
    "missing-key": "the key 'examinations' is missing",
    "name-for-a-number": "4 to 12 digits",
    "nan": "'NaN' is not a number",
    "nested-without-end": "nested too deeply",
    "newer-format": "must be 1",
    "no-facts": "must not be empty",
    "not-a-mapping": "expected a mapping",
    "not-json": ":2:",
    "not-utf8": "not text",
    "number-too-large": "is too large",
    "sequence-from-nought": "facts/0/seq",
    "truth-as-text": "expected true or false",
    "unknown-fact": "did you mean answer?",
    "unknown-key": "unknown key 'adress'",
    "unknown-key-in-a-fact": "unknown key 'name'",
    "unknown-move": "did you mean submit?",
}


@pytest.fixture
def bundle(sam: Run, audit: str, tmp_path: Path) -> Path:
    """The audit 9904093, with a few answers, as a file."""
    assert sam("audit", "answer", audit, "ps06.chronology=met", "ps06.genogram=not_met").code == 0
    assert sam("audit", "finding", audit, "--strength", "Visits are kept.").code == 0
    path = tmp_path / "bundle.json"
    ran = sam("export", audit, "--out", path)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert "not encrypted" in ran.err
    return path


def facts(run: Run) -> int:
    found: int = run("verify", "--json").data["facts"]
    return found


def test_there_and_back(sam: Run, lee: Run, audit: str, bundle: Path) -> None:
    ran = lee("import", bundle, "--json")
    assert ran.code == 0, ran.err
    assert ran.data["audit"] == audit
    assert ran.data["added"] > 3
    mine = sam("audit", "show", audit, "--json").data
    theirs = lee("audit", "show", audit, "--json").data
    assert {**theirs, "read_only": mine["read_only"]} == mine
    assert theirs["read_only"], "it is not Lee's"
    heads = {head["head"] for head in lee("verify", "--json").data["heads"]}
    assert {head["head"] for head in sam("verify", "--json").data["heads"] if head["chain"] == audit} <= heads
    assert lee("verify").code == 0
    assert lee("doctor", "--rebuild").code == 0
    people = {person["name"]: person["active"] for person in lee("person", "list", "--json").data}
    assert people == {"Lee": True, "Sam": False}
    assert lee("audit", "answer", audit, "ps06.chronology=met").code == ExitCode.NOT_PERMITTED


def test_reading_it_twice_adds_nothing(lee: Run, bundle: Path) -> None:
    assert lee("import", bundle).code == 0
    before = facts(lee)
    again = lee("import", bundle, "--json")
    assert (again.code, again.data["added"]) == (0, 0)
    assert facts(lee) == before


def test_a_later_bundle_adds_what_is_new(sam: Run, lee: Run, audit: str, bundle: Path) -> None:
    assert lee("import", bundle).code == 0
    finish(sam, audit)
    assert sam("audit", "submit", audit).code == 0
    later = bundle.with_name("later.json")
    assert sam("export", audit, "--out", later, "--without-standards").code == 0
    ran = lee("import", later, "--json")
    assert ran.code == 0, ran.err
    assert ran.data["known"] > 3
    assert lee("audit", "show", audit, "--json").data["state"] == "submitted"
    assert any(row["denominator"] == 1 for row in lee("measures", "show", "--json").data)
    older = lee("import", bundle, "--json")
    assert (older.code, older.data["added"]) == (0, 0)
    assert lee("audit", "show", audit, "--json").data["state"] == "submitted"
    assert lee("verify").code == 0


def test_a_bundle_comes_home(sam: Run, bundle: Path) -> None:
    before = facts(sam)
    ran = sam("import", bundle, "--json")
    assert (ran.code, ran.data["added"]) == (0, 0)
    assert facts(sam) == before


def test_standard_output_and_input(
    sam: Run, lee: Run, audit: str, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = sam("export", audit, "--out", "-")
    assert ran.data["audit"]["id"] == audit
    _, problems = validate_json(ran.out, "bundle", "-")
    assert problems == []
    monkeypatch.setattr(sys, "stdin", io.StringIO(ran.out))
    assert lee("import", "-").out.strip() == audit


def test_a_bundle_without_standards_needs_a_store_that_knows_them(sam: Run, lee: Run, audit: str, bundle: Path) -> None:
    small = bundle.with_name("small.json")
    assert sam("export", audit, "--out", small, "--without-standards").code == 0
    assert small.stat().st_size < bundle.stat().st_size / 5
    refused = lee("import", small)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "never used the standards" in refused.err
    words = ("9904000", "--team", "East", "--status", "child_in_need", "--age-band", "age_5_9", "--rest", "no")
    assert lee("audit", "new", *words).code == 0
    assert lee("import", small).code == 0


def test_the_case_is_one_case_in_the_other_store_too(lee: Run, audit: str, bundle: Path) -> None:
    words = ("9904093", "--team", "East", "--status", "child_in_need", "--age-band", "age_5_9", "--rest", "no")
    own = lee("audit", "new", *words).out.strip()
    assert lee("import", bundle).code == 0
    several = lee("audit", "show", "9904093")
    assert own in several.err
    assert audit in several.err


def test_an_erasure_travels(sam: Run, lee: Run, audit: str, bundle: Path, store: Path) -> None:
    assert lee("import", bundle).code == 0
    slot = next(slot for slot in who_can_unlock(store) if slot.label == "Sam")
    with closing(unlock_store(store, slot.id, PASSPHRASE)) as service:
        with service.store.reading() as reader:
            found = next(fact for _, fact in reader.facts(UUID(audit)) if fact.kind is FactKind.FINDING)
        erase_text(service, found.id, "it named the child")
    later = bundle.with_name("later.json")
    assert sam("export", audit, "--out", later).code == 0
    assert "Visits are kept." not in later.read_text("utf-8")
    ran = lee("import", later, "--json")
    assert (ran.code, ran.data["erased"]) == (0, 1)
    assert "Visits are kept." not in lee("audit", "show", audit, "--json").out
    assert lee("verify", "--json").data["erased"] == 1
    assert lee("import", bundle).code == 0, "an older bundle"
    assert "Visits are kept." not in lee("audit", "show", audit, "--json").out, "never brings it back"
    assert lee("verify").code == 0


# -- refused ----------------------------------------------------------------------------------------------------------


def test_there_is_a_line_for_every_bad_bundle() -> None:
    assert {path.stem for path in BAD} == set(SAYS)
    text = (DATA / "valid_but_unsealed.json").read_text("utf-8")
    assert validate_json(text, "bundle", "x")[1] == [], "else the bad ones are bad for another reason"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_malformed_bundle(lee: Run, path: Path) -> None:
    before = facts(lee)
    ran = lee("import", path, "--json")
    assert ran.code == ExitCode.USAGE
    assert SAYS[path.stem] in ran.err
    assert "does not know" not in ran.err
    if ran.out:
        (problem, *_) = ran.data["problems"]
        assert problem["file"] == str(path)
    assert facts(lee) == before


def test_a_bundle_that_is_not_there(lee: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.json", tmp_path):
        ran = lee("import", path)
        assert (ran.code, ran.out) == (ExitCode.USAGE, "")


Change = Callable[[dict[str, Any]], object]


def sealed(data: dict[str, Any]) -> str:
    """A bundle with its own digest made anew: what a careful forger would do."""
    content = {key: value for key, value in data.items() if key != "digest"}
    return json.dumps({**content, "digest": sha256_of(content)})


def fact(data: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in data["facts"] if item["kind"] == kind)
    return found


def _swap(data: dict[str, Any]) -> None:
    one, two = [item for item in data["facts"] if item["kind"] == "answer"][:2]
    one["seq"], two["seq"] = two["seq"], one["seq"]


TAMPERED: dict[str, tuple[Change, str]] = {
    "an answer": (lambda data: fact(data, "answer")["body"].update(answer="not_met"), "its text was changed"),
    "a text": (lambda data: fact(data, "finding")["body"].update(text="Visits are missed."), "its text was changed"),
    "a moment": (lambda data: fact(data, "answer").update(at="2020-01-01T00:00:00.000000Z"), "its header was changed"),
    "an author": (
        lambda data: (
            data["people"].append({"id": data["audit"]["id"], "name": "X"}),
            fact(data, "answer").update(person=data["audit"]["id"]),
        ),
        "its header was changed",
    ),
    "a fact removed": (lambda data: data["facts"].remove(fact(data, "answer")), "are missing"),
    "two facts swapped": (_swap, "its header was changed"),
    "a text taken out": (lambda data: fact(data, "finding").update(body=None, salt=None), "no erasure permits that"),
    "a body without salt": (lambda data: fact(data, "finding").update(salt=None), "without a salt"),
    "a fact twice": (lambda data: data["facts"].append(fact(data, "answer")), "the same id"),
    "another audit's id": (
        lambda data: data["audit"].update(id="0198c2a4-0000-7000-8000-000000000001"),
        "its header was changed",
    ),
    "nobody": (lambda data: data.update(people=[{"id": data["audit"]["id"], "name": "X"}]), "is not described"),
    "no team": (lambda data: data["teams"][0].update(id=data["audit"]["id"]), "is not described"),
    "no examination of the auditor's": (
        lambda data: data["examinations"][0].update(role="moderator"),
        "the auditor's examination is missing",
    ),
    "a stray fact": (lambda data: fact(data, "answer").update(examination=None), "belongs to no examination"),
    "the standards": (
        lambda data: data["checklist"]["content"]["sections"][0].update(title="Other"),
        "are not those it names",
    ),
    "standards that are none": (lambda data: data["checklist"].update(content={"id": "x"}), "cannot be read"),
    "an examination at no moment": (
        lambda data: data["examinations"][0].update(started_at="2026-13-01T00:00:00.000000Z"),
        "cannot be put together",
    ),
    "a day that no month has": (
        lambda data: data["teams"][0].update({"from": "2026-02-30"}),
        "cannot be put together",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_bundle_is_refused_whole(lee: Run, bundle: Path, name: str) -> None:
    change, said = TAMPERED[name]
    data = json.loads(bundle.read_text("utf-8"))
    change(data)
    before = facts(lee)
    bundle.write_text(json.dumps(data), "utf-8")
    plain = lee("import", bundle)
    assert (plain.code, plain.out) == (ExitCode.USAGE, "")
    assert "changed after it was written" in plain.err
    bundle.write_text(sealed(data), "utf-8")
    resealed = lee("import", bundle)
    assert (resealed.code, resealed.out) == (ExitCode.USAGE, "")
    assert said in resealed.err
    assert facts(lee) == before
    assert lee("audit", "list", "--json").data == []
    assert [person["name"] for person in lee("person", "list", "--json").data] == ["Lee"]
    assert [team["name"] for team in lee("team", "list", "--json").data] == ["East"]


def test_an_erasure_of_another_audit_is_refused(lee: Run, bundle: Path) -> None:
    data = json.loads(bundle.read_text("utf-8"))
    stray = {**fact(data, "details"), "id": "0198c2a4-0000-7000-8000-000000000009", "kind": "erasure"}
    data["facts"].append({**stray, "key": "0198c2a400007000800000000000000a", "body": {"reason": "x"}})
    bundle.write_text(sealed(data), "utf-8")
    ran = lee("import", bundle)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "of no fact of this audit" in ran.err


def test_two_histories_of_one_audit_are_not_mixed(
    sam: Run, lee: Run, run: Run, audit: str, bundle: Path, store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(store, copy)
    assert lee("import", bundle).code == 0
    for place, word in ((store, "met"), (copy, "not_met")):
        assert sam("audit", "answer", audit, f"ps06.case-summary={word}", "--store", place).code in (0, 2)
        assert sam("audit", "note", audit, "overall", word, "--store", place).code == 0
        path = tmp_path / f"{word}.json"
        assert sam("export", audit, "--out", path, "--store", place).code == 0
    assert lee("import", tmp_path / "met.json").code == 0
    before = facts(lee)
    ran = lee("import", tmp_path / "not_met.json")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "another history" in ran.err
    assert facts(lee) == before


def test_real_and_invented_audits_are_never_mixed(
    run: Run, lee: Run, bundle: Path, demo_store: Path, tmp_path: Path
) -> None:
    refused = run("import", bundle, "--demo")
    assert refused.code in (ExitCode.USAGE, ExitCode.NOT_PERMITTED)
    lead = next(
        person["name"] for person in run("person", "list", "--demo", "--json").data if "qa_lead" in person["roles"]
    )
    refused = run("import", bundle, "--demo", "--as", lead)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "never mixed" in refused.err
    number = run("audit", "list", "--demo", "--json", "--limit", "1", "--as", lead).data[0]["id"]
    path = tmp_path / "invented.json"
    assert run("export", number, "--demo", "--out", path, "--as", lead).code == 0
    refused = lee("import", path)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "never mixed" in refused.err


def test_who_may(run: Run, sam: Run, audit: str, bundle: Path) -> None:
    refused = run("import", bundle, "--as", "Ada")
    assert (refused.code, refused.out) == (ExitCode.NOT_PERMITTED, "")
    out = bundle.with_name("ada.json")
    refused = run("export", audit, "--out", out, "--as", "Ada")
    assert (refused.code, refused.out) == (ExitCode.NOT_PERMITTED, "")
    assert not out.exists()


def test_an_export_never_writes_over_a_file(sam: Run, audit: str, bundle: Path) -> None:
    before = bundle.read_bytes()
    assert sam("export", audit, "--out", bundle).code == ExitCode.USAGE
    assert bundle.read_bytes() == before
    assert sam("export", audit, "--out", bundle, "--force").code == 0
    assert sam("export", "1234567", "--out", bundle.with_name("x.json")).code == ExitCode.USAGE


def test_that_it_left_the_store_is_recorded(sam: Run, audit: str, bundle: Path) -> None:
    before = facts(sam)
    assert sam("export", audit, "--out", "-").code == 0
    assert facts(sam) == before + 1
