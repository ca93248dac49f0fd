"""What is left before an audit can be submitted, each with where to go."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import CONVERSATION_KEYS
from auditor.audit.scope import Scope
from auditor.audit.suggestions import needs_grade, suggestion
from auditor.audit.timescales.for_audit import Timescales


class Step(StrEnum):
    """A part of an audit, in the order in which it is done."""

    SECTIONS = "sections"
    DATES = "dates"
    JUDGEMENTS = "judgements"
    CONVERSATIONS = "conversations"
    FINDINGS = "findings"
    DIFFERENCE = "difference"
    OVERALL = "overall"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Left:
    """One thing left to do.

    Attributes:
        step: where to go.
        key: which criterion, section, judgement or conversation there; may be empty.
        what: in words.
        text: the name of the text to be looked at; empty where it is about no text.
    """

    step: Step
    key: str
    what: str
    text: str = ""


@dataclass(frozen=True)
class Progress:
    """How far an examination is: answered of asked, and everything left."""

    answered: int
    asked: int
    left: tuple[Left, ...]

    @property
    def complete(self) -> bool:
        """Whether it can be submitted."""
        return not self.left


CONVERSATION_WITH = {"worker": "the worker", "child": "the child", "parent": "a parent or carer"}


def conversation_with(scope: Scope, key: str) -> str:
    """Whom a conversation is with, in the words that fit the subject."""
    if key == "child" and scope.profile.subject == "young_adult":
        return "the young person"
    if key == "parent" and scope.profile.subject == "fostering_household":
        return "the carers"
    return CONVERSATION_WITH[key]


def conversations_asked(scope: Scope) -> tuple[str, ...]:
    """Whom the auditor talks with: of an unborn child, a household or a supervision record not the child."""
    if scope.profile.subject == "supervision_record":
        return ("worker",)
    if scope.profile.subject == "fostering_household":
        return ("worker", "parent")
    if scope.profile.age_band == "unborn":
        return ("worker", "parent")
    return CONVERSATION_KEYS


def progress(
    scope: Scope, examination: Examination, timescales: Timescales | None = None, to_look_at: Iterable[Left] = ()
) -> Progress:
    """What is left of an examination within its scope.

    Args:
        timescales: what the key dates come to; without them, nothing is said of dates.
        to_look_at: texts that may say who somebody is.
    """
    answered = sum(1 for criterion in scope.asked if criterion in examination.answers)
    if scope.grades_only:
        return _of_moderator(scope, examination, to_look_at)
    left = [*_criteria(scope, examination, timescales), *_grades(scope, examination), *_judgements(scope, examination)]
    left += [*_conversations(scope, examination), *_findings(examination), *_difference(scope, examination)]
    left += [*_overall(scope, examination), *_unsettled(examination), *to_look_at]
    return Progress(answered, len(scope.asked), tuple(left))


def _of_moderator(scope: Scope, examination: Examination, to_look_at: Iterable[Left]) -> Progress:
    """A moderator grades; what is counted is grades. A reviewer lets stand what they do not grade."""
    left = []
    if scope.reads_as == "moderator":
        left = [*_grades(scope, examination), *_judgements(scope, examination), *_overall(scope, examination)]
    graded = sum(1 for key in scope.graded_keys if key in examination.grades)
    return Progress(graded, len(scope.graded_keys), (*left, *_unsettled(examination), *to_look_at))


def _criteria(scope: Scope, examination: Examination, timescales: Timescales | None) -> list[Left]:
    left = []
    for criterion_id, item in scope.asked.items():
        given = examination.answers.get(criterion_id)
        code = item.section.code
        if given is None:
            left.append(Left(Step.SECTIONS, criterion_id, f"{code}: not answered: {item.criterion.question}"))
        elif given.answer == "exceeded" and not examination.evidence.get(criterion_id, "").strip():
            left.append(
                Left(
                    Step.SECTIONS, criterion_id, f"{code}: exceeded needs a line of evidence: {item.criterion.question}"
                )
            )
        elif timescales is not None and timescales.needs_reason(criterion_id):
            waits = timescales.proposals[criterion_id].waits
            what = "enter the dates, or say in a line why not" if waits else "one line on why the dates do not decide"
            left.append(Left(Step.SECTIONS, criterion_id, f"{code}: {what}: {item.criterion.question}"))
    return left


def _grades(scope: Scope, examination: Examination) -> list[Left]:
    left = []
    for section in scope.graded_sections:
        if not needs_grade(scope, examination, section.id):
            continue
        if examination.grade_of(section.id) is None:
            left.append(Left(Step.SECTIONS, section.id, f"{section.code}: no grade yet for {section.title}"))
        else:
            left += _departure(scope, examination, section.id, Step.SECTIONS, f"{section.code} {section.title}")
    return left


def _judgements(scope: Scope, examination: Examination) -> list[Left]:
    left = []
    for item in scope.judgements:
        if not item.graded_by_auditor or not judgement_needs_grade(scope, examination, item.members):
            continue
        judgement = item.judgement
        if examination.grade_of(judgement.id) is None:
            left.append(Left(Step.JUDGEMENTS, judgement.id, f"Key judgement not graded: {judgement.title}"))
        else:
            left += _departure(scope, examination, judgement.id, Step.JUDGEMENTS, judgement.title)
    return left


def judgement_needs_grade(scope: Scope, examination: Examination, members: tuple[str, ...]) -> bool:
    """Whether a key judgement gets a grade: not when all it rests on was answered as not applicable."""
    del scope
    given = [examination.answers.get(criterion) for criterion in members]
    return any(answer is None or answer.answer is not None for answer in given)


def _departure(scope: Scope, examination: Examination, key: str, step: Step, name: str) -> list[Left]:
    """One line is asked where the grade departs from the suggestion."""
    given = examination.grades[key]
    suggested = suggestion(scope, examination, key)
    if suggested is None or suggested.grade == given.grade or given.reason.strip():
        return []
    word = scope.checklist.scale.grade(suggested.grade).word.lower()
    return [Left(step, key, f"{name}: one line on why it is not {word}, as suggested")]


def _conversations(scope: Scope, examination: Examination) -> list[Left]:
    left = []
    for key in conversations_asked(scope):
        talk = examination.conversations.get(key)
        if talk is None:
            left.append(
                Left(Step.CONVERSATIONS, key, f"Conversation with {conversation_with(scope, key)}: not recorded")
            )
        elif not talk.complete:
            missing = "the day is missing" if talk.outcome == "spoken" else "the reason is missing"
            left.append(Left(Step.CONVERSATIONS, key, f"Conversation with {conversation_with(scope, key)}: {missing}"))
    return left


def _findings(examination: Examination) -> list[Left]:
    left = []
    kinds = {finding.kind for finding in examination.findings.values()}
    if "strength" not in kinds:
        left.append(Left(Step.FINDINGS, "strength", "No strength yet: what was done well?"))
    if "improve" not in kinds and examination.grade_of(OVERALL) != "outstanding":
        left.append(Left(Step.FINDINGS, "improve", "No area for improvement yet"))
    for action in examination.actions.values():
        if not action.owner.strip() or action.due is None:
            left.append(Left(Step.FINDINGS, action.id, f"An action needs an owner and a date: {action.what}"))
    return left


def _difference(scope: Scope, examination: Examination) -> list[Left]:
    if not asks_difference(scope) or examination.difference.choice is not None:
        return []
    return [Left(Step.DIFFERENCE, "", "The difference made: not judged yet")]


def asks_difference(scope: Scope) -> bool:
    """Whether the difference made is judged: for a child or a young adult, where the scale switches it on."""
    return scope.checklist.scale.difference.enabled and scope.profile.subject in ("child", "young_adult")


def _overall(scope: Scope, examination: Examination) -> list[Left]:
    if examination.grade_of(OVERALL) is None:
        return [Left(Step.OVERALL, OVERALL, "No overall grade yet")]
    return _departure(scope, examination, OVERALL, Step.OVERALL, "Overall")


def _unsettled(examination: Examination) -> list[Left]:
    """Rivals left by joining two stores are settled by their author before anything is submitted."""
    return [
        Left(Step.SUMMARY, key, f"Two versions of the same {kind.value} are on file: record it once more ({key})")
        for kind, key in examination.unsettled
    ]
