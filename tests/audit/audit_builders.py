"""Small checklists, profiles and chains of facts for the tests of the domain.

The scale and the tags are the real ones; sections and criteria are made here, so that these tests do not depend on the
wording or the number of the real questions.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import Fact, FactKind
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope
from auditor.standards.model import Checklist, Criterion, KeyJudgement, Scale, Section, TagBook
from auditor.standards.strict_yaml import parse_file

ROOT = Path(__file__).parents[2]


def _shared(name: str) -> dict[str, Any]:
    parsed = parse_file(ROOT / "standards" / f"{name}.yaml", name)
    assert not parsed.problems
    return {key: value for key, value in parsed.data.items() if key != "schema"}


@cache
def real_scale() -> Scale:
    return Scale.model_validate(_shared("scale"))


@cache
def real_tags() -> TagBook:
    return TagBook.model_validate(_shared("tags"))


def criterion(criterion_id: str, **given: Any) -> Criterion:
    plain: dict[str, Any] = {
        "id": criterion_id,
        "question": f"Is {criterion_id} done?",
        "look_for": ["the record"],
        "seen_on": ["child_record"],
        "depth": "core",
        "weight": "standard",
    }
    return Criterion.model_validate({**plain, **given})


def section(section_id: str, *criteria: Criterion, **given: Any) -> Section:
    plain: dict[str, Any] = {
        "id": section_id,
        "code": section_id[:2].upper() + str(int(section_id[2:])),
        "title": f"Title of {section_id}",
        "summary": "s",
        "good_looks_like": "g",
        "outstanding_looks_like": "o",
        "criteria": criteria,
    }
    return Section.model_validate({**plain, **given})


def judgement(judgement_id: str, measure: str, **given: Any) -> KeyJudgement:
    plain = {"id": judgement_id, "measure": measure, "title": f"Title of {judgement_id}", "question": "How good?"}
    return KeyJudgement.model_validate({**plain, **given})


def checklist(
    *sections: Section,
    judgements: Iterable[KeyJudgement] = (),
    scale: Scale | None = None,
    tags: TagBook | None = None,
) -> Checklist:
    return Checklist(
        id="small",
        kind="edition",
        title="A small edition",
        version="2023",
        scale=scale or real_scale(),
        tags=tags or real_tags(),
        judgements=tuple(judgements),
        timescales=(),
        sections=sections,
    )


def child(*statuses: str, age: str | None = "age_5_9", events: Iterable[str] = (), **facts: bool) -> Profile:
    return Profile("child", frozenset(statuses), age, facts, frozenset(events))


def young_adult(*statuses: str, age: str | None = "age_18_25", events: Iterable[str] = (), **facts: bool) -> Profile:
    return Profile("young_adult", frozenset({"care_experienced", *statuses}), age, facts, frozenset(events))


def household(*, events: Iterable[str] = (), **facts: bool) -> Profile:
    return Profile("fostering_household", facts=facts, events=frozenset(events))


SUPERVISION_RECORD = Profile("supervision_record")

INNOCENT = {
    "unborn": child("child_in_need", age="unborn"),
    "unborn on a plan": child("child_protection", age="unborn"),
    "child in need": child("child_in_need"),
    "child protection aged 7": child("child_protection"),
    "cared for aged 4": child("cared_for", age="age_1_4", moved_in_period=True, planned_move=True),
    "a plan in March and cared for in June": child("child_protection", "cared_for"),
    "a baby with a plan before birth": child("child_protection", age="under_1", protection_before_birth=True),
    "cared for aged 17 near pathway": child("cared_for", age="age_16_17", personal_adviser=True),
    "care experienced": young_adult(),
    "early help": child("early_help"),
    "a child of whom little is known": child("child_in_need", age=None),
    "foster carers": household(foster_allegation=True),
    "a supervision record": SUPERVISION_RECORD,
}
"""Profiles as people meet them: nothing in them contradicts anything."""


START = datetime(2026, 5, 23, 9, 0, tzinfo=UTC)
AUTHOR = UUID(int=7)


class Log:
    """Facts recorded one after another, each replacing the one that stood, as a store would record them."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(
        self, kind: FactKind, key: str, body: dict[str, Any] | None, *, replaces: Fact | str | None = "the latest"
    ) -> Fact:
        if isinstance(replaces, str):
            same = [fact for fact in self.facts if (fact.kind, fact.key) == (kind, key)]
            replaces = same[-1] if same else None
        number = len(self.facts) + 1
        fact = Fact(
            UUID(int=number),
            kind,
            key,
            START + timedelta(minutes=number),
            AUTHOR,
            body,
            replaces.id if replaces is not None else None,
        )
        self.facts.append(fact)
        return fact


# -- an examination in which everything is done, to take one thing away from -------------------------------------------


def answer(examination: Examination, criterion_id: str, given: str | None, reason: str | None = None) -> Examination:
    body = {"answer": given, "not_applicable": reason}
    return examination.record(FactKind.ANSWER, criterion_id, body)


def grade(examination: Examination, key: str, given: str | None, reason: str = "") -> Examination:
    return examination.record(FactKind.GRADE, key, {"grade": given, "suggested": None, "reason": reason})


def finding(examination: Examination, finding_id: str, kind: str, text: str = "text") -> Examination:
    return examination.record(FactKind.FINDING, finding_id, {"kind": kind, "text": text, "about": ""})


def talk(examination: Examination, key: str, **body: Any) -> Examination:
    return examination.record(FactKind.CONVERSATION, key, body)


def all_met(scope: Scope) -> Examination:
    """Everything met, every grade good, everyone spoken to, a finding of each kind: nothing is left."""
    examination = Examination()
    for criterion_id in scope.asked:
        examination = answer(examination, criterion_id, "met")
    for graded in scope.graded_sections:
        examination = grade(examination, graded.id, "good")
    for item in scope.judgements:
        if item.graded_by_auditor:
            examination = grade(examination, item.judgement.id, "good")
    for key in ("worker", "child", "parent"):
        examination = talk(examination, key, outcome="spoken", on="2026-11-20")
    examination = finding(examination, "f1", "strength")
    examination = finding(examination, "f2", "improve")
    examination = examination.record(FactKind.DIFFERENCE, "", {"choice": "some", "text": ""})
    return grade(examination, OVERALL, "good")
