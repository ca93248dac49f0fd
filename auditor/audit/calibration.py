"""Calibration: several people examine the same synthetic case, none seeing another's; then they look at the spread.

It counts nowhere and is no mark for anybody: it shows who reads which standard how, so that they can talk about it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import UUID

from auditor.audit.examination import Examination
from auditor.audit.facts import Body
from auditor.audit.grades import ORDER
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope
from auditor.standards.model import GradeId

SYNTHETIC = "99"
"""Begins the LCS number of a case that is invented."""
PASS_PERCENT = 80
"""The share of grades equal to the reference from which a person passes, unless the QA lead says otherwise."""
NOT_APPLICABLE = "not_applicable"
"""Stands for an answer where a person said that the question does not apply."""


@dataclass(frozen=True)
class Calibration:
    """What several people are asked to examine, each for themselves.

    Attributes:
        id: names it, in hex.
        lcs_number: the synthetic case's.
        people: those invited.
        team: for the details of their audits; nothing counts for it.
        theme: the theme's id; empty: the newest edition.
        as_at: the day at which the file is judged.
        due: the day by which.
        opened_on: the day on which the QA lead opened the results; None before.
        reference: the grades the QA lead takes as the reference, by what is graded; often none.
        pass_percent: the share of grades equal to the reference from which a person passes.
    """

    id: str
    name: str
    lcs_number: str
    people: tuple[UUID, ...]
    team: UUID
    profile: Profile
    as_at: date
    theme: str = ""
    due: date | None = None
    opened_on: date | None = None
    reference: Mapping[str, GradeId] = field(default_factory=dict)
    pass_percent: int = PASS_PERCENT

    def as_body(self) -> dict[str, Any]:
        """As plain data; the id is the fact's key."""
        return {
            "name": self.name,
            "lcs_number": self.lcs_number,
            "people": [str(person) for person in self.people],
            "team": str(self.team),
            "profile": self.profile.as_body(),
            "as_at": self.as_at.isoformat(),
            "theme": self.theme,
            "due": self.due.isoformat() if self.due else None,
            "opened_on": self.opened_on.isoformat() if self.opened_on else None,
            "reference": dict(sorted(self.reference.items())),
            "pass_percent": self.pass_percent,
        }

    @classmethod
    def from_body(cls, calibration_id: str, body: Body) -> "Calibration":
        """From plain data."""

        def day(name: str) -> date | None:
            return date.fromisoformat(body[name]) if body.get(name) else None

        return cls(
            calibration_id,
            body["name"],
            body["lcs_number"],
            tuple(UUID(person) for person in body["people"]),
            UUID(body["team"]),
            Profile.from_body(body["profile"]),
            date.fromisoformat(body["as_at"]),
            body.get("theme", ""),
            day("due"),
            day("opened_on"),
            {key: cast("GradeId", grade) for key, grade in body.get("reference", {}).items()},
            body.get("pass_percent", PASS_PERCENT),
        )


@dataclass(frozen=True)
class GradeSpread:
    """What everybody graded one thing.

    Attributes:
        key: ``overall``, a section, or a key judgement.
        grades: by the person's label; those who did not grade it are left out.
        counts: how many gave each grade, the best first.
        steps: how many grades lie between the best given and the worst; 0 when all gave the same.
        reference: the QA lead's; None where none was recorded.
    """

    key: str
    grades: Mapping[str, GradeId]
    counts: tuple[tuple[GradeId, int], ...]
    steps: int
    reference: GradeId | None = None


@dataclass(frozen=True)
class AnswerSpread:
    """What everybody answered one question: who read the standard how.

    Attributes:
        criterion: its id.
        answers: the answer's id, or :data:`NOT_APPLICABLE`, by the person's label.
        commonest: what most answered.
        others: how many answered otherwise.
    """

    criterion: str
    answers: Mapping[str, str]
    commonest: str
    others: int


@dataclass(frozen=True)
class PassShare:
    """How many of one person's grades are those of the reference.

    Attributes:
        same: grades equal to the reference.
        of: grades that both gave.
        passed: the share reaches what the QA lead set; None when nothing can be compared.
    """

    label: str
    same: int
    of: int
    passed: bool | None


def grade_spreads(
    examined: Mapping[str, Examination], scope: Scope, reference: Mapping[str, GradeId]
) -> tuple[GradeSpread, ...]:
    """The spread of everything graded: the overall grade first, then in the order of the checklist.

    Args:
        examined: every examination, by the person's label.
        scope: what was asked.
        reference: the QA lead's grades.
    """
    spreads = []
    for key in ("overall", *(key for key in scope.graded_keys if key != "overall")):
        given = {label: one.grades[key].grade for label, one in examined.items() if key in one.grades}
        if not given:
            continue
        places = [ORDER.index(grade) for grade in given.values()]
        counts = Counter(given.values())
        in_order = tuple((grade, counts[grade]) for grade in reversed(ORDER))
        spreads.append(GradeSpread(key, given, in_order, max(places) - min(places), reference.get(key)))
    return tuple(spreads)


def answer_spreads(examined: Mapping[str, Examination], scope: Scope) -> tuple[AnswerSpread, ...]:
    """The questions on which people differ, those on which they differ most first.

    Args:
        examined: every examination, by the person's label.
        scope: what was asked.
    """
    spreads = []
    for criterion in scope.asked:
        given: dict[str, str] = {}
        for label, one in examined.items():
            answer = one.answers.get(criterion)
            if answer is not None:
                given[label] = answer.answer or NOT_APPLICABLE
        counts = Counter(given.values())
        if len(counts) > 1:
            commonest, count = counts.most_common(1)[0]
            spreads.append(AnswerSpread(criterion, given, commonest, len(given) - count))
    # The sort is stable: within the same disagreement the order of the checklist stays.
    return tuple(sorted(spreads, key=lambda one: (-one.others, -len(set(one.answers.values())))))


def pass_shares(
    spreads: Sequence[GradeSpread], labels: Sequence[str], pass_percent: int = PASS_PERCENT
) -> tuple[PassShare, ...]:
    """Each person's share of grades equal to the reference.

    Args:
        spreads: as :func:`grade_spreads` gives them.
        labels: the people's, in the order wanted.
        pass_percent: the share from which a person passes, 0 to 100.
    """
    shares = []
    for label in labels:
        both = [one for one in spreads if one.reference is not None and label in one.grades]
        same = sum(1 for one in both if one.grades[label] == one.reference)
        passed = 100 * same >= pass_percent * len(both) if both else None
        shares.append(PassShare(label, same, len(both), passed))
    return tuple(shares)
