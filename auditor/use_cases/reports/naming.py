"""How a report calls what was answered and graded, from the standards the audits were done with."""

from collections.abc import Mapping

from auditor.reports.thematic.data import Names
from auditor.standards.model import Checklist
from auditor.standards.pages import rule_words


def names_of(checklists: Mapping[str, Checklist]) -> Names:
    """Names from every content the audits were done with; where one differs, the first of them.

    Args:
        checklists: by content, the most used first.
    """
    questions: dict[str, str] = {}
    codes: dict[str, str] = {}
    sections: dict[str, str] = {}
    judgements: dict[str, str] = {}
    rules: dict[str, str] = {}
    for checklist in checklists.values():
        for section in checklist.sections:
            sections.setdefault(section.id, f"{section.code} {section.title}")
            for criterion in section.criteria:
                questions.setdefault(criterion.id, criterion.question)
                codes.setdefault(criterion.id, section.code)
        for judgement in checklist.judgements:
            judgements.setdefault(judgement.measure, f"{judgement.measure} {judgement.title}")
        for rule in checklist.timescales:
            rules.setdefault(rule.id, rule_words(rule, checklist.events))
    return Names(questions, codes, sections, judgements, rules)
