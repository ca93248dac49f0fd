"""What an audit tells the team it was about: the grades of record, what changed in moderation, and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from auditor.audit.action_steps import Followed, followed
from auditor.audit.completeness import asks_difference
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import Fact, Finding
from auditor.audit.moderation import Because, Comparison
from auditor.audit.scope import Scope
from auditor.audit.states import State, steps
from auditor.standards.model import GradeId, Scale


@dataclass(frozen=True)
class Differed:
    """A grade on which the auditor and the moderator differed, and what stands.

    Attributes:
        key: a section, a key judgement, or ``overall``.
        because: why they differed.
        text: one line on it.
        settled: the QA lead decided, because the two did not agree.
    """

    key: str
    first: GradeId
    moderator: GradeId
    record: GradeId
    because: Because
    text: str
    settled: bool = False

    @property
    def changed(self) -> bool:
        """Whether the grade of record is not the auditor's."""
        return self.record != self.first


@dataclass(frozen=True)
class Feedback:
    """What is handed to the team.

    Attributes:
        names: what each thing graded is called, by its key: its code, where it has one, and its title.
        grades: of record, by key, the whole last.
        moderated_on: the day the moderator submitted; None when it was not moderated.
        blind: the moderator graded without seeing the first grades.
        differed: what the two graded differently, the widest difference first.
        difference: the difference made for the child: the choice in words, and the text; None when it was not asked.
        actions: open and closed ones, in the order in which they fall due.
        final_on: the day from which the grades stand.
    """

    scale: Scale
    names: Mapping[str, tuple[str, str]]
    grades: Mapping[str, GradeId]
    moderated_on: date | None
    blind: bool
    differed: tuple[Differed, ...]
    strengths: tuple[Finding, ...]
    areas: tuple[Finding, ...]
    difference: tuple[str, str] | None
    actions: tuple[Followed, ...]
    final_on: date | None

    def name_of(self, key: str) -> str:
        """What something graded is called, in a line."""
        code, title = self.names.get(key, ("", key))
        return f"{code} {title}".strip()

    def word(self, grade: GradeId) -> str:
        """A grade in words."""
        return self.scale.grade(grade).word

    @property
    def overall(self) -> GradeId | None:
        """The overall grade of record."""
        return self.grades.get(OVERALL)

    @property
    def open_actions(self) -> tuple[Followed, ...]:
        """What is still to be done."""
        return tuple(action for action in self.actions if action.open)


def feedback(
    scope: Scope,
    examination: Examination,
    comparison: Comparison | None,
    of_audit: Iterable[Fact],
    names: Mapping[str, tuple[str, str]],
) -> Feedback:
    """What an audit tells the team.

    Args:
        scope: what the audit asked.
        examination: the auditor's.
        comparison: both examinations beside each other; None when nobody moderated it.
        of_audit: the facts of the audit as a whole.
        names: what each thing graded is called, by its key.
    """
    facts = list(of_audit)
    moderated = comparison if comparison is not None and comparison.moderated_at is not None else None
    of_record = moderated.of_record(examination) if moderated is not None else examination
    grades = {key: of_record.grades[key].grade for key in scope.graded_keys if key in of_record.grades}
    findings = examination.findings.values()
    final = [fact.at.astimezone().date() for fact, after in steps(facts) if fact is not None and after is State.FINAL]
    return Feedback(
        scope.checklist.scale,
        names,
        grades,
        moderated.moderated_at if moderated is not None else None,
        moderated.assignment.blind if moderated is not None else False,
        tuple(_differed(moderated)) if moderated is not None else (),
        tuple(finding for finding in findings if finding.kind == "strength"),
        tuple(finding for finding in findings if finding.kind != "strength"),
        _difference(scope, examination),
        followed(examination.actions.values(), facts),
        final[-1] if final else None,
    )


def _differed(comparison: Comparison) -> Iterable[Differed]:
    for pair in comparison.differences:
        agreed = pair.agreed
        if agreed is not None and pair.first is not None and pair.second is not None:
            yield Differed(
                pair.key,
                pair.first.grade,
                pair.second.grade,
                agreed.grade,
                agreed.because,
                agreed.text,
                agreed.settled,
            )


def _difference(scope: Scope, examination: Examination) -> tuple[str, str] | None:
    given = examination.difference
    if not asks_difference(scope) or not given.choice:
        return None
    words = {choice.id: choice.word for choice in scope.checklist.scale.difference.choices}
    return words.get(given.choice, given.choice), given.text
