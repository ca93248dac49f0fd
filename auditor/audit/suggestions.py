"""What the tool would suggest for a section, a key judgement and the whole, from an examination within its scope."""

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.grades import Suggestion, lowest, suggest_overall, suggest_section
from auditor.audit.scope import AskedJudgement, Scope
from auditor.standards.model import AnswerId, Criterion, GradeId


def answered(scope: Scope, examination: Examination, criteria: tuple[str, ...]) -> list[tuple[Criterion, AnswerId]]:
    """Those of the criteria that were answered and apply, with their answers."""
    found = []
    for criterion_id in criteria:
        given = examination.answers.get(criterion_id)
        if given is not None and given.answer is not None and criterion_id in scope.asked:
            found.append((scope.asked[criterion_id].criterion, given.answer))
    return found


def suggestion(scope: Scope, examination: Examination, key: str) -> Suggestion | None:
    """The suggestion for a section, a key judgement or the whole.

    Args:
        scope: what the audit asks.
        examination: what was recorded.
        key: a section's id, a key judgement's id, or ``overall``.

    Returns:
        None when there is nothing to go by.
    """
    scale = scope.checklist.scale
    if key == OVERALL:
        return suggest_overall(scale, section_grades(scope, examination))
    judgement = next((item for item in scope.judgements if item.judgement.id == key), None)
    if judgement is None:
        return suggest_section(scale, answered(scope, examination, scope.graded_criteria(key)))
    return _for_judgement(scope, examination, judgement)


def section_grades(scope: Scope, examination: Examination) -> dict[str, GradeId]:
    """The section grades that stand, by section, in order; sections without a grade are left out."""
    given = ((section.id, examination.grade_of(section.id)) for section in scope.graded_sections)
    return {
        section: grade for section, grade in given if grade is not None and needs_grade(scope, examination, section)
    }


def needs_grade(scope: Scope, examination: Examination, section_id: str) -> bool:
    """Whether a section gets a grade: not when everything in it was answered as not applicable."""
    given = [examination.answers.get(criterion) for criterion in scope.graded_criteria(section_id)]
    return not given or any(answer is None or answer.answer is not None for answer in given)


def _for_judgement(scope: Scope, examination: Examination, item: AskedJudgement) -> Suggestion | None:
    source = item.judgement.source
    if source.lowest_of is not None:
        grades = [grade for section in source.lowest_of if (grade := examination.grade_of(section)) is not None]
        grade = lowest(grades)
        if grade is None:
            return None
        return Suggestion(grade, "the lower of " + " and ".join(section.upper() for section in source.lowest_of))
    if source.section is not None:
        taken = examination.grade_of(source.section)
        return None if taken is None else Suggestion(taken, f"the grade of {source.section.upper()}")
    if source.computed is not None:
        return None
    return suggest_section(scope.checklist.scale, answered(scope, examination, item.members))
