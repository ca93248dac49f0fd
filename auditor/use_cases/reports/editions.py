"""The standards that the audits of a report were graded with."""

from collections.abc import Iterable

from auditor.reports.rules_used import EditionUsed
from auditor.store.store import Reader
from auditor.use_cases.service import Service


def editions_of(service: Service, reader: Reader, scoring_hashes: Iterable[str]) -> tuple[EditionUsed, ...]:
    """For each way of scoring the standards whose content was used last."""
    standards = service.standards
    wanted = set(scoring_hashes)
    used: dict[str, EditionUsed] = {}
    for checklist_id in (*standards.editions, *standards.themes):
        for content, scoring in reader.checklist_uses(checklist_id):
            if scoring in wanted:
                used[scoring] = EditionUsed(reader.checklist(content).title, content, scoring)
    return tuple(used.values())
