"""What undoing is called, and where the thing that was undone is found."""

from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind

UNDO_WORDS = {
    FactKind.ANSWER: "an answer",
    FactKind.EVIDENCE: "evidence",
    FactKind.NOTE: "a note",
    FactKind.GRADE: "a grade",
    FactKind.CONVERSATION: "what was said of a conversation",
    FactKind.FINDING: "a finding",
    FactKind.ACTION: "an action",
    FactKind.DIFFERENCE: "the difference made",
    FactKind.KEY_DATE: "a key date",
    FactKind.KEPT: "that something found in a text may stand",
    FactKind.SECTION_OPENED: "the opening of deep questions",
}
UNDO_STEPS = {
    FactKind.CONVERSATION: Step.CONVERSATIONS,
    FactKind.KEY_DATE: Step.DATES,
    FactKind.FINDING: Step.FINDINGS,
    FactKind.ACTION: Step.FINDINGS,
    FactKind.DIFFERENCE: Step.DIFFERENCE,
}
"""The others are found by their key alone."""
