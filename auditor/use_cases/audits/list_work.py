"""The auditor's work: their audits, what is due, what is not yet on LCS."""

from dataclasses import dataclass, replace

from auditor.audit.states import State
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.service import Service

PAGE = 200
"""Audits read from the store at a time."""


@dataclass(frozen=True)
class WorkCounts:
    """How much there is."""

    drafts: int
    not_on_lcs: int
    all: int


def visible(service: Service, wanted: AuditFilter) -> AuditFilter:
    """A filter narrowed to what this person may read: their own audits, their teams', or for the QA lead all."""
    return replace(wanted, readable_by=service.person)


def count_work(service: Service) -> WorkCounts:
    """How many audits this person has."""
    own = AuditFilter(auditor=service.person.id)
    with service.store.reading() as reader:
        return WorkCounts(
            reader.count(replace(own, states=(State.DRAFT,))),
            reader.count(replace(own, not_on_lcs=True)),
            reader.count(own),
        )


def list_audits(service: Service, wanted: AuditFilter, offset: int = 0, limit: int = PAGE) -> list[AuditSummary]:
    """A page of audits this person may see, open ones first, then the most recently changed."""
    with service.store.reading() as reader:
        return reader.page(visible(service, wanted), offset, limit)


def count_audits(service: Service, wanted: AuditFilter) -> int:
    """How many audits this person may see fit a filter."""
    with service.store.reading() as reader:
        return reader.count(visible(service, wanted))
