"""Read an audit from the bundle that another store wrote.

Reading a bundle twice adds nothing; reading a later bundle of the same audit adds what is new. Whoever rewrites every
digest in a bundle can change it: the checks show accidents and careless edits, not forgery.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from auditor.audit.details import AuditDetails
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.audit.profile import check_profile
from auditor.errors import ExitCode, InputError, ProblemsError
from auditor.standards.hashes import canonical, scoring_hash, sha256_of
from auditor.standards.model import Checklist
from auditor.standards.pinning import check_unchanged
from auditor.standards.schemas import validate_json
from auditor.store.records import ExaminationRecord, moment_of, moment_text
from auditor.store.scrub import scrub, scrubbing
from auditor.store.transfer import Row, chain_problems
from auditor.store.writer import Writer
from auditor.use_cases.audits.open_audit import refuse_removed
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.keeping.export_bundle import AS_IT_IS
from auditor.use_cases.keeping.look_after_store import erase_again
from auditor.use_cases.open_store import person_body
from auditor.use_cases.service import Service, require_qa_lead

LARGEST = 64 * 1024 * 1024
"""Characters; a bundle of an audit has a few hundred thousand."""

_OF_THE_AUDIT = {
    FactKind.DETAILS,
    FactKind.MOVE,
    FactKind.LCS_ENTRY,
    FactKind.ERASURE,
    FactKind.MODERATION,
    FactKind.AGREEMENT,
    FactKind.ACKNOWLEDGEMENT,
    FactKind.REPLY,
    FactKind.REPLY_ANSWER,
    FactKind.ADDED_ACTION,
    FactKind.ACTION_STEP,
    FactKind.CONCERN,
    FactKind.CONCERN_SEEN,
    FactKind.IMPROVEMENT,
    FactKind.QUOTE,
    FactKind.PRACTICE,
}


class BadBundleError(ProblemsError):
    """A file is not a bundle, or says what a bundle cannot say; every problem is named."""

    exit_code = ExitCode.USAGE


class TamperedBundleError(InputError):
    """A bundle was changed after it was written, or holds another history than the store."""


@dataclass(frozen=True)
class Imported:
    """What reading a bundle did.

    Attributes:
        audit_id: the audit's id, the same in every store.
        added: facts that were new here.
        known: facts that were here already.
        erased: texts erased here because they were erased where the bundle comes from.
    """

    audit_id: UUID
    lcs_number: str
    added: int
    known: int
    erased: int


def import_audit(service: Service, text: str, shown: str) -> Imported:
    """Read a bundle into the store: all of it, or nothing.

    Args:
        text: the whole file.
        shown: its name in problems.

    Raises:
        BadBundleError: it is not a bundle; every problem is named.
        TamperedBundleError: it was changed, or the store holds another history of this audit.
        InputError: it cannot be used here: standards not known, invented data for a real store, or an audit that was
            removed here when its time was over.
        ChangedUnderItsIdError: its standards score differently from those used here under the same id.
        NotPermittedError: only the QA lead reads bundles.
    """
    require_qa_lead(service.person, "read an audit from another store")
    bundle = read_bundle(text, shown)
    if bundle["synthetic"] != service.store.demo:
        what = "invented" if bundle["synthetic"] else "a real one"
        raise InputError(
            f"This audit is {what}, and the store is {'not' if bundle['synthetic'] else 'a demo'}.",
            "Real and invented audits are never mixed.",
            "Open the demo store with --demo." if bundle["synthetic"] else "Open your own store.",
        )
    rows = [_row_in(fact, bundle["audit"]["id"]) for fact in bundle["facts"]]
    _check_history(rows)
    with scrubbing(service.store) as marker:
        try:
            with service.store.writing() as writer:
                done = _add(writer, service, bundle, rows)
        except (LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
            # Such as a day that no month has: the digests fit, but nobody could have recorded it.
            raise TamperedBundleError("What the bundle holds cannot be put together.", shown, _ANOTHER) from error
    if done.erased:
        scrub(service.store)
    else:
        marker.unlink(missing_ok=True)
    return done


def read_bundle(text: str, shown: str) -> dict[str, Any]:
    """The data of a bundle, checked against its schema, its own digest and itself.

    Raises:
        BadBundleError: every problem is named.
        TamperedBundleError: the digest does not fit.
    """
    if len(text) > LARGEST:
        raise InputError("The file is too large to be a bundle.", f"{shown}: {len(text)} characters.", "")
    data, problems = validate_json(text, "bundle", shown)
    if problems:
        raise BadBundleError("This file is not a bundle that can be read.", problems, _ANOTHER)
    content = {key: value for key, value in data.items() if key != "digest"}
    if sha256_of(content) != data["digest"]:
        raise TamperedBundleError("The bundle was changed after it was written.", shown, _ANOTHER)
    strays = list(_strays(data))
    if strays:
        raise TamperedBundleError("The bundle does not belong together.", "\n".join(strays), _ANOTHER)
    found: dict[str, Any] = data
    return found


_ANOTHER = "Export the audit again, and read that file. Nothing was changed here."


def _strays(data: Mapping[str, Any]) -> Iterator[str]:
    """What names something that the bundle does not hold."""
    people = {person["id"] for person in data["people"]}
    teams = {team["id"] for team in data["teams"]}
    examinations = {item["id"] for item in data["examinations"]}
    facts = {fact["id"] for fact in data["facts"]}
    if len(facts) < len(data["facts"]):
        yield "two facts have the same id"
    if [item["person"] for item in data["examinations"] if item["role"] == "auditor"] != [data["audit"]["auditor"]]:
        yield "the auditor's examination is missing"
    for item in (*data["examinations"], *data["facts"], {"person": data["audit"]["auditor"]}):
        if item["person"] not in people:
            yield f"the person {item['person']} is not described"
    for fact in data["facts"]:
        of_audit = fact["kind"] in _OF_THE_AUDIT
        if of_audit is not (fact["examination"] is None) or (not of_audit and fact["examination"] not in examinations):
            yield f"the fact {fact['id']} belongs to no examination of this audit"
        if fact["kind"] == FactKind.DETAILS and fact["body"] and fact["body"]["team"] not in teams:
            yield f"the team {fact['body']['team']} is not described"
        if fact["kind"] == FactKind.MODERATION and fact["body"] and fact["body"]["moderator"] not in people:
            yield f"the moderator {fact['body']['moderator']} is not described"
        if fact["kind"] == FactKind.ERASURE and str(UUID(fact["key"])) not in facts:
            yield f"the erasure {fact['id']} is of no fact of this audit"
        if (fact["body"] is None) is not (fact["salt"] is None):
            yield f"the fact {fact['id']} has a body without a salt, or a salt without a body"


def _row_in(fact: Mapping[str, Any], audit_id: str) -> Row:
    return {
        "id": UUID(fact["id"]),
        "store_id": UUID(fact["store"]),
        "chain": UUID(audit_id),
        "audit_id": UUID(audit_id),
        "examination_id": UUID(fact["examination"]) if fact["examination"] else None,
        "person_id": UUID(fact["person"]),
        **{name: fact[name] for name in AS_IT_IS},
        "replaces": UUID(fact["replaces"]) if fact["replaces"] else None,
        "salt": bytes.fromhex(fact["salt"]) if fact["salt"] else None,
        "body": canonical(fact["body"]).decode() if fact["body"] is not None else None,
    }


def _check_history(rows: list[Row]) -> None:
    wrong = chain_problems(rows)
    if wrong:
        raise TamperedBundleError(
            "What the bundle holds was changed after it was recorded.", "\n".join(wrong), _ANOTHER
        )


def _add(writer: Writer, service: Service, bundle: Mapping[str, Any], rows: list[Row]) -> Imported:
    audit_id = UUID(bundle["audit"]["id"])
    refuse_removed(writer, audit_id)
    new = _new_rows(writer, audit_id, rows)
    checklist = _checklist(writer, service, bundle["checklist"])
    _check_values(rows, checklist)
    for person in bundle["people"]:
        _add_person(writer, service, UUID(person["id"]), person["name"])
    for team in bundle["teams"]:
        _add_team(writer, service, UUID(team["id"]), team)
    _add_identity(writer, service, bundle)
    writer.add_fact_rows(new)
    erased = erase_again(writer, audit_id)
    refresh_summary(writer, audit_id)
    return Imported(audit_id, bundle["audit"]["lcs_number"], len(new), len(rows) - len(new), erased)


def _new_rows(writer: Writer, audit_id: UUID, rows: list[Row]) -> list[Row]:
    """The facts that are not here yet; what is here must be the same history."""
    here = {row["id"]: row for row in writer.fact_rows(audit_id)}
    places = {(row["person_id"], row["store_id"], row["seq"]): row["id"] for row in here.values()}
    new = []
    for row in rows:
        known = here.get(row["id"])
        elsewhere = known is None and writer.fact(row["id"]) is not None
        other = places.get((row["person_id"], row["store_id"], row["seq"]), row["id"]) != row["id"]
        if elsewhere or other or (known is not None and known["entry_hash"] != row["entry_hash"]):
            raise TamperedBundleError(
                "The store holds another history of this audit.",
                f"They part at the fact {row['id']} of {row['at'][:10]}.",
                "Keep both files, and ask whoever looks after the store which one is right.",
            )
        if known is None:
            new.append(row)
    return new


def _checklist(writer: Writer, service: Service, carried: Mapping[str, Any]) -> Checklist:
    """The checklist the audit is pinned to: known here, or carried along and then kept."""
    uses = writer.checklist_uses(carried["id"])
    if any(content == carried["content_hash"] for content, _ in uses):
        return writer.checklist(carried["content_hash"])
    if carried["content"] is None:
        raise InputError(
            "This store has never used the standards of this audit.",
            f"{carried['id']}, content {carried['content_hash']}",
            "Export the audit again with its standards (without --without-standards).",
        )
    try:
        checklist = Checklist.from_content(carried["content"])
    except ValueError as error:
        raise TamperedBundleError("The standards in the bundle cannot be read.", carried["id"], _ANOTHER) from error
    stated = (carried["id"], carried["content_hash"], carried["scoring_hash"])
    # Content of an earlier program reads as more than it says: its own scoring hash is then the one that counts.
    same_form = sha256_of(checklist.content()) == carried["content_hash"]
    scoring = scoring_hash(checklist) if same_form else carried["scoring_hash"]
    if (checklist.id, sha256_of(carried["content"]), scoring) != stated:
        raise TamperedBundleError("The standards in the bundle are not those it names.", carried["id"], _ANOTHER)
    revised = check_unchanged(checklist, uses)
    digest = writer.keep_content(checklist, carried["content"], scoring, moment_text(service.now()))
    if revised:
        writer.append([service.fact(FactKind.CHECKLIST, checklist.id, {"content": digest, "revision": True})])
    return checklist


def _check_values(rows: list[Row], checklist: Checklist) -> None:
    """Refuse what could be stored and never be shown: names that the checklist does not have."""
    scale = checklist.scale
    known = {
        (FactKind.ANSWER, "not_applicable"): {reason.id for reason in scale.not_applicable_reasons},
        (FactKind.DIFFERENCE, "choice"): {choice.id for choice in scale.difference.choices},
    }
    for row in rows:
        body = json.loads(row["body"]) if row["body"] is not None else {}
        if row["kind"] == FactKind.DETAILS and body:
            check_profile(AuditDetails.from_body(body).profile, checklist.tags)
        for (kind, name), ids in known.items():
            if row["kind"] == kind and body.get(name) is not None and body[name] not in ids:
                raise TamperedBundleError("The bundle does not belong together.", f"unknown {name}", _ANOTHER)


def _add_person(writer: Writer, service: Service, person_id: UUID, name: str) -> None:
    """Somebody of another store: a name beside what they recorded, without a role or a way in here."""
    if person_id in writer.people():
        return
    writer.add_person(person_id, moment_text(service.now()))
    body = person_body(Person(person_id, name, frozenset()))
    writer.append([service.fact(FactKind.PERSON, str(person_id), body)])


def _add_team(writer: Writer, service: Service, team_id: UUID, team: Mapping[str, Any]) -> None:
    if team_id in writer.teams():
        return
    for name in ("from", "to"):
        if team[name] is not None:
            date.fromisoformat(team[name])
    writer.add_team(team_id, moment_text(service.now()))
    body = {key: team[key] for key in ("name", "service", "from", "to")}
    writer.append([service.fact(FactKind.TEAM, str(team_id), body)])


def _add_identity(writer: Writer, service: Service, bundle: Mapping[str, Any]) -> None:
    """The rows of the case, the audit and its examinations; those that are here must be the same."""
    stated, digest = bundle["audit"], bundle["checklist"]["content_hash"]
    audit_id, auditor = UUID(stated["id"]), UUID(stated["auditor"])
    known = writer.audit(audit_id)
    if known is None:
        case_id = writer.case_id(stated["lcs_number"])
        if case_id is None:
            case_id = service.new_id()
            writer.add_case(case_id, stated["lcs_number"], moment_text(service.now()))
        writer.add_audit(audit_id, case_id, stated["kind"], digest, auditor, stated["opened_at"])
    elif (known.lcs_number, known.kind, known.content_hash, known.auditor_id) != (
        stated["lcs_number"],
        stated["kind"],
        digest,
        auditor,
    ):
        raise TamperedBundleError("The store holds another audit with this id.", str(audit_id), _ANOTHER)
    here = {row["id"]: (row["person_id"], row["role"]) for row in writer.examination_rows(audit_id)}
    for item in bundle["examinations"]:
        examination = ExaminationRecord(UUID(item["id"]), audit_id, UUID(item["person"]), Role(item["role"]))
        moment_of(item["started_at"])
        if examination.id not in here:
            writer.add_examination(examination, item["started_at"])
        elif here[examination.id] != (examination.person_id, examination.role):
            raise TamperedBundleError("The store holds another examination with this id.", item["id"], _ANOTHER)
