"""What a report leaves out because whoever makes it is to moderate it blind: how much, so that the report can say so.

How many there are tells them nothing: which case, which team, as at which day and of which kind an audit is, stands in
their own list of what to moderate.
"""

from dataclasses import replace
from datetime import date

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Person
from auditor.store.records import AuditFilter
from auditor.store.store import Reader


def left_out(reader: Reader, person: Person, wanted: AuditFilter) -> int:
    """How many audits that fit a filter are submitted, and hidden from a person until they have submitted their own
    grades.

    Args:
        wanted: as the report counts; by months, teams, kinds, theme and audits.
    """
    hidden = frozenset(reader.hidden_audits(person))
    if wanted.audits is not None:
        hidden &= wanted.audits
    if not hidden:
        return 0
    return reader.count(replace(wanted, audits=hidden, counted=True, measure=None, hides_from=None))


def left_out_of_days(reader: Reader, person: Person, first: date | None, last: date | None) -> int:
    """The same by the day of submission, for audits of every kind; None leaves an end open."""
    kinds = tuple(kind.value for kind in AuditKind if kind is not AuditKind.CALIBRATION)
    wanted = AuditFilter(audits=frozenset(reader.hidden_audits(person)), kinds=kinds, counted=True)
    days = (one.submitted_at.astimezone().date() for one in reader.each(wanted) if one.submitted_at is not None)
    return sum(1 for day in days if (first is None or first <= day) and (last is None or day <= last))
