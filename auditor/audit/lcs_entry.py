"""The plain-text entry for the child's own record: that an audit took place, what was strong, and what will be done.

It names no other child, gives no opinion of any worker, and carries no grade: it stands on a record that the child may
read one day.
"""

from datetime import date

from auditor.audit.examination import Examination

HEADINGS = {
    "strength": "What was done well",
    "improve": "What we will do better",
}


def lcs_entry(examination: Examination, audited_on: date, kind: str) -> str:
    """The entry, ready to be pasted.

    Args:
        examination: the submitted reading.
        audited_on: the day it was submitted.
        kind: the kind of audit, in words.
    """
    lines = [f"Case file audit ({kind}), {audited_on:%d/%m/%Y}. Recorded by the auditor."]
    for finding_kind, heading in HEADINGS.items():
        texts = [finding.text.strip() for finding in examination.findings.values() if finding.kind == finding_kind]
        if texts:
            lines += ["", f"{heading}:", *(f"- {text}" for text in texts)]
    if examination.actions:
        lines += ["", "Agreed actions:"]
        for action in examination.actions.values():
            due = f", by {action.due:%d/%m/%Y}" if action.due else ""
            lines.append(f"- {action.what.strip()} ({action.owner}{due})")
    return "\n".join(lines) + "\n"
