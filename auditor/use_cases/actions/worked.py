"""Did it work: a criterion's answer or a section's grade when an action was agreed, and in later audits of the case."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from auditor.audit.action_worked import Answered, WhatFollowed, Worked, worked
from auditor.audit.permissions import Person
from auditor.store import check_queries
from auditor.store.action_queries import ActionFilter, LaterAudit
from auditor.store.store import Reader
from auditor.use_cases.service import Service


def did_it_work(service: Service, wanted: ActionFilter) -> tuple[Sequence[Worked], Sequence[WhatFollowed]]:
    """Of the criteria and sections with an action, how many moved up, stayed or moved down by the next audit; and each
    of those that were looked at again. Only audits that this person may read are compared.

    Args:
        wanted: which actions.
    """
    wanted = replace(wanted, readable_by=service.person, answers_too=True)
    with service.store.reading() as reader:
        found = what_followed(reader, service.person, wanted)
        criteria = reader.actions.criteria_with_action(wanted)
    return worked(criteria, found), found


def what_followed(reader: Reader, person: Person, wanted: ActionFilter) -> list[WhatFollowed]:
    """What later audits answered to criteria with an action, and graded sections with one, inside a transaction of the
    caller's; those that no later audit asked are left out. A grade is the one of record, once it stands.
    """
    wanted = replace(wanted, readable_by=person, answers_too=True)
    pairs: dict[tuple[UUID, str], list[LaterAudit]] = {}
    for pair in reader.actions.later_audits(wanted, person):
        pairs.setdefault((pair.audit_id, pair.about), []).append(pair)
    every = [one for group in pairs.values() for one in group]
    criteria = {audit for one in every if one.about != one.section for audit in (one.audit_id, one.later_id)}
    sections = {audit for one in every if one.about == one.section for audit in (one.audit_id, one.later_id)}
    answers = {**reader.actions.answers(criteria), **_grades(reader, sections)}
    found = []
    for (audit_id, about), group in pairs.items():
        before = answers.get((audit_id, about))
        after = tuple(
            Answered(one.later_id, one.later_as_at, answers[one.later_id, about])
            for one in group
            if (one.later_id, about) in answers
        )
        if after:
            then = Answered(audit_id, group[0].as_at, before) if before else None
            found.append(WhatFollowed(audit_id, about, group[0].section, then, after, group[0].lcs_number))
    return found


def _grades(reader: Reader, audits: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """The section grades of some audits, by audit and section; a section graded with another has its grade."""
    found: dict[tuple[UUID, str], str] = {}
    for audit_id, one in reader.ask(check_queries.summaries_in, audits).items():
        for section in reader.checklist(one.content_hash).sections:
            grade = one.sections.get(section.id) or one.sections.get(section.graded_with or "")
            if grade is not None:
                found[audit_id, section.id] = grade
    return found
