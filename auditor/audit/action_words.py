"""How reports on actions, and what became of their questions, are told: the same on the screen and in commands."""

from auditor.audit.action_steps import STATUS_WORDS, Status, Step
from auditor.audit.action_worked import MOVED_WORDS, Answered, WhatFollowed


def step_words(step: Step) -> str:
    """One report in words; empty when it says nothing."""
    said = []
    if step.reopened:
        said.append(f"reopened: {step.because}")
    elif step.due is not None:
        said.append(f"extended to {step.due:%d/%m/%Y}: {step.because}")
    if step.status is Status.COMPLETE:
        of_day = f" of {step.evidence_on:%d/%m/%Y}" if step.evidence_on else ""
        said.append(f"closed; evidence{of_day}: {step.evidence}")
    elif step.status is not None:
        said.append(" ".join(STATUS_WORDS[step.status]))
    if step.confirmed_by:
        said.append("confirmed by a re-audit")
    if step.withdraws:
        said.append("the re-audit that confirmed it was reopened or made void")
    return "; ".join(part for part in (*said, step.note) if part)


def answered_words(one: Answered) -> str:
    """An answer, or a grade, with the day at which the file was judged."""
    return f"{one.answer.replace('_', ' ')} ({one.as_at:%d/%m/%Y})"


def followed_words(one: WhatFollowed) -> str:
    """The answers to an action's question, or the grades of its section, by audit, and where they went."""
    said = ", then ".join(answered_words(answered) for answered in (one.before, *one.after) if answered)
    return f"{' '.join(MOVED_WORDS[one.moved])}: {said}" if one.moved else said
