"""What the tool would suggest for a section, a key judgement and the whole, from an examination within its scope."""

from collections.abc import Iterable

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
        None when there is nothing to go by, or while something it rests on is still open: a suggestion from half of
        the answers would lead the other half. A moderator, who answers what they like, gets none.
    """
    scale = scope.checklist.scale
    if scope.grades_only or still_open(scope, examination, key):
        return None
    if key == OVERALL:
        return suggest_overall(scale, section_grades(scope, examination), _codes(scope))
    judgement = next((item for item in scope.judgements if item.judgement.id == key), None)
    if judgement is None:
        return suggest_section(scale, answered(scope, examination, scope.graded_criteria(key)))
    return _for_judgement(scope, examination, judgement)


def still_open(scope: Scope, examination: Examination, key: str) -> tuple[str, ...]:
    """What a grade rests on and is not there yet: unanswered criteria, or for the whole sections without a grade.

    Args:
        key: a section's id, a key judgement's id, or ``overall``.
    """
    if scope.reads_as == "reviewer" or (scope.grades_only and key != OVERALL):
        return ()
    if key == OVERALL:
        return _without_grade(scope, examination, (section.id for section in scope.graded_sections))
    judgement = next((item for item in scope.judgements if item.judgement.id == key), None)
    if judgement is None:
        return _unanswered(examination, scope.graded_criteria(key))
    source = judgement.judgement.source
    sections = (source.section,) if source.section is not None else source.lowest_of or ()
    if sections:
        return _without_grade(scope, examination, sections)
    return _unanswered(examination, judgement.members)


def _unanswered(examination: Examination, criteria: Iterable[str]) -> tuple[str, ...]:
    return tuple(criterion for criterion in criteria if criterion not in examination.answers)


def _without_grade(scope: Scope, examination: Examination, sections: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        section
        for section in sections
        if examination.grade_of(section) is None and needs_grade(scope, examination, section)
    )


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


def _codes(scope: Scope) -> dict[str, str]:
    return {section.id: section.code for section in scope.checklist.sections}


def _for_judgement(scope: Scope, examination: Examination, item: AskedJudgement) -> Suggestion | None:
    source = item.judgement.source
    if source.computed is not None:
        return None
    if source.lowest_of is None and source.section is None:
        return suggest_section(scope.checklist.scale, answered(scope, examination, item.members))
    codes = _codes(scope)
    # Only grades that stand: one given before everything in its section turned out not to apply no longer does.
    grades = section_grades(scope, examination)
    if source.lowest_of is not None:
        given = [section for section in source.lowest_of if section in grades]
        grade = lowest(grades[section] for section in given)
        if grade is None:
            return None
        lead = "the lower of " if len(given) > 1 else "the grade of "
        return Suggestion(grade, lead + " and ".join(codes[section] for section in given))
    taken = grades.get(source.section or "")
    return None if taken is None else Suggestion(taken, f"the grade of {codes[source.section or '']}")
