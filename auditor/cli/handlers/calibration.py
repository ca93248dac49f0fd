"""What ``auditor calibration`` does."""

import argparse
from dataclasses import asdict
from typing import cast

from auditor.audit.calibration import AnswerSpread
from auditor.audit.profile import Profile
from auditor.cli import output, session
from auditor.cli.handlers.audit_erase import list_texts, tell_erased, text_id_of
from auditor.errors import InputError
from auditor.measures.drawn import percent_words, tally_words
from auditor.standards.model import GradeId
from auditor.use_cases.audits.find_audit import find_person, find_team
from auditor.use_cases.moderation.calibration import new_calibration, open_results, record_reference, start_calibration
from auditor.use_cases.moderation.calibration_results import (
    CalibrationResults,
    CalibrationRow,
    answer_words,
    calibration_results,
    find_calibration,
    list_calibrations,
    standing_words,
)
from auditor.use_cases.moderation.calibration_texts import calibration_texts, erase_calibration_text
from auditor.use_cases.service import Service


def new(args: argparse.Namespace) -> None:
    """Ask people to examine a synthetic case."""
    with session.opened(args) as service:
        made = new_calibration(
            service,
            name=args.name,
            lcs_number=args.lcs_number,
            people=[find_person(service, name).id for name in args.person],
            team=find_team(service, args.team).id,
            profile=_profile(args, service),
            theme=args.theme,
            as_at=args.as_at,
            due=args.due,
            pass_percent=args.pass_percent,
        )
    if args.json:
        output.as_json({"id": made.id})
    else:
        output.text(made.id)


def _profile(args: argparse.Namespace, service: Service) -> Profile:
    """The profile as typed; unknown names are refused all together."""
    facts: dict[str, bool] = {}
    if args.rest == "no":
        facts = {fact.id: False for fact in service.standards.current.tags.facts}
    facts.update(dict.fromkeys(args.no, False))
    facts.update(dict.fromkeys(args.yes, True))
    return Profile(args.subject, frozenset(args.status), args.age_band, facts)


def list_all(args: argparse.Namespace) -> None:
    """List the calibrations."""
    with session.opened(args) as service:
        rows = [_row(one) for one in list_calibrations(service)]
    keys = ["name", "lcs_number", "due", "submitted", "invited", "standing"]
    output.listing(args, ["name", "LCS", "due", "submitted", "of", "yours"], rows, keys)


def _row(one: CalibrationRow) -> dict[str, object]:
    found = one.calibration
    return {
        "id": found.id,
        "name": found.name,
        "lcs_number": found.lcs_number,
        "due": found.due.isoformat() if found.due else None,
        "submitted": one.submitted,
        "invited": len(found.people),
        "opened_on": found.opened_on.isoformat() if found.opened_on else None,
        "own_audit": str(one.own) if one.own else None,
        "standing": standing_words(one),
    }


def start(args: argparse.Namespace) -> None:
    """Start one's own audit."""
    with session.opened(args) as service:
        audit_id = start_calibration(service, find_calibration(service, args.name).calibration.id)
    if args.json:
        output.as_json({"id": str(audit_id)})
    else:
        output.text(str(audit_id))


def reference(args: argparse.Namespace) -> None:
    """Record reference grades."""
    if bool(args.grades) is args.mine:
        raise InputError("Which grades are the reference?", "", "Name them as overall=good, or add: --mine")
    wrong = [given for given in args.grades if "=" not in given]
    if wrong:
        raise InputError(f"'{wrong[0]}' is not a grade.", "", "Type it as overall=good.")
    grades = cast("dict[str, GradeId]", dict(given.split("=", 1) for given in args.grades))
    with session.opened(args) as service:
        found = find_calibration(service, args.name).calibration
        changed = record_reference(service, found.id, None if args.mine else grades)
    output.say(f"{output.counted(len(changed.reference), 'reference grade')}.")


def open_all(args: argparse.Namespace) -> None:
    """Open the results."""
    with session.opened(args) as service:
        found = open_results(service, find_calibration(service, args.name).calibration.id)
    output.say(f"The results of {found.name} are open to everybody who has submitted.")


def show(args: argparse.Namespace) -> None:
    """Show what a calibration came to."""
    with session.opened(args) as service:
        found = calibration_results(service, find_calibration(service, args.name).calibration.id)
    if args.json:
        output.as_json(
            {
                "name": found.calibration.name,
                "people": found.labels,
                "own": found.own,
                "graded": [asdict(one) for one in found.graded],
                "answers": [asdict(one) for one in found.answers],
                "passes": [asdict(one) for one in found.passes],
                "not_submitted": found.waiting,
            }
        )
        return
    _show(found)


def _show(found: CalibrationResults) -> None:
    waiting = f"; {found.waiting} have not" if found.waiting else ""
    mine = f"; you are {found.own}" if found.own else ""
    output.text(f"{found.calibration.name}: {len(found.labels)} have submitted{waiting}{mine}\n")
    output.table(
        ["graded", "spread", "steps", "reference", *found.labels],
        [
            [
                " ".join(part for part in found.names.get(one.key, ("", one.key)) if part),
                tally_words(one.counts),
                one.steps,
                (one.reference or "").replace("_", " "),
                *((one.grades.get(label) or "").replace("_", " ") for label in found.labels),
            ]
            for one in found.graded
        ],
        widest=34,
    )
    output.text(f"\nWho read which standard how: {output.counted(len(found.answers), 'question')} answered differently")
    if found.answers:
        output.table(
            ["id", "question", "otherwise", *found.labels],
            [_answers(found, one) for one in found.answers],
            widest=34,
        )
    for share in found.passes:
        said = {True: "passed", False: "not passed", None: "nothing to compare"}[share.passed]
        output.text(f"{share.label}: {percent_words(share.same, share.of)} as the reference: {said}")


def _answers(found: CalibrationResults, one: AnswerSpread) -> list[object]:
    question = found.checklist.criteria[one.criterion].question
    said = [answer_words(found.checklist, one.answers.get(label)) for label in found.labels]
    return [one.criterion, question, one.others, *said]


def texts(args: argparse.Namespace) -> None:
    """List the texts of a calibration that can be erased."""
    with session.opened(args) as service:
        found = calibration_texts(service, find_calibration(service, args.name).calibration.id)
        people = {person.id: person.name for person in service.people().values()}
    list_texts(args, found, people)


def erase(args: argparse.Namespace) -> None:
    """Erase one of them."""
    text_id = text_id_of(args.fact, "auditor calibration texts NAME")
    with session.opened(args) as service:
        tell_erased(erase_calibration_text(service, text_id, args.reason))
