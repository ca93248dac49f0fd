"""What an audit comes to: the grades that measures count."""

from dataclasses import dataclass, field, replace

from auditor.audit.completeness import asks_difference, judgement_needs_grade
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.scope import Scope
from auditor.audit.suggestions import needs_grade, section_grades
from auditor.standards.model import GradeId


@dataclass(frozen=True)
class Outcome:
    """The grades of record of one audit.

    Attributes:
        overall: None while there is none.
        sections: by section id.
        judgements: by audit measure; only those that applied and were graded.
        difference: the choice made; None when not asked or not judged.
        early_help: shown apart from the other audits.
    """

    overall: GradeId | None
    sections: dict[str, GradeId] = field(default_factory=dict)
    judgements: dict[str, GradeId] = field(default_factory=dict)
    difference: str | None = None
    early_help: bool = False


def with_standing_grades(scope: Scope, examination: Examination) -> Examination:
    """The examination without grades that no longer stand: all they rest on was answered as not applicable since."""
    judgements = {item.judgement.id: item.members for item in scope.judgements}
    sections = {section.id for section in scope.graded_sections}
    grades = {
        key: given
        for key, given in examination.grades.items()
        if (key not in sections or needs_grade(scope, examination, key))
        and (key not in judgements or judgement_needs_grade(scope, examination, judgements[key]))
    }
    return replace(examination, grades=grades)


def outcome(scope: Scope, examination: Examination) -> Outcome:
    """What an examination comes to within its scope."""
    sections = section_grades(scope, examination)
    judgements: dict[str, GradeId] = {}
    for item in scope.judgements:
        source = item.judgement.source
        if source.computed is not None:
            continue
        if source.section is not None:
            grade = sections.get(source.section)
        elif judgement_needs_grade(scope, examination, item.members):
            grade = examination.grade_of(item.judgement.id)
        else:
            grade = None
        if grade is not None:
            judgements[item.judgement.measure] = grade
    return Outcome(
        examination.grade_of(OVERALL),
        sections,
        judgements,
        examination.difference.choice if asks_difference(scope) else None,
        scope.tags.get("early_help_only") is True,
    )
