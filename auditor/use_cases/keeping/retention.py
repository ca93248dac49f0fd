"""How long finished audits are kept: the setting, what would be removed today, and its removal.

Nothing is removed unless a council has said for how many months it keeps audits. After as many months go also the LCS
numbers of cases that were never audited, or whose audits went before: those of a round's list, say. What a removal
leaves is told in ``docs/decisions/0008-what-a-removal-leaves.md``.
"""

from collections import Counter as Tally
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.profile import months_before
from auditor.audit.states import State
from auditor.errors import InputError, StoreError
from auditor.store.projections import contribution
from auditor.store.reader import Reader
from auditor.store.records import AuditRecord, AuditSummary, moment_of, moment_text
from auditor.store.retention import CaseOver, counted_body
from auditor.store.scrub import scrub, scrubbing
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.keeping.look_after_store import said_in
from auditor.use_cases.service import Service, require_qa_lead

SETTING = "retention_months"
LEAST, MOST = 1, 1200
"""Months that can be set."""
FINISHED = frozenset({State.SUBMITTED, State.FINAL, State.CLOSED, State.VOID})
"""Nobody has anything left to do in these; an audit in another state is open, and never removed."""


@dataclass(frozen=True)
class DueAudit:
    """An audit whose time is over.

    Attributes:
        kind: of audit, by its id.
        finished_on: the day of its last move, here.
        team: its name.
        facts: how many it has; each loses what it says.
        texts: how many of them hold something typed.
    """

    audit_id: UUID
    lcs_number: str
    kind: str
    state: State
    as_at: date
    finished_on: date
    team: str
    facts: int
    texts: int


@dataclass(frozen=True)
class Due:
    """What would be removed today.

    Attributes:
        months: for how long audits are kept once they are finished; None: for ever.
        before: audits finished before this day are removed; None when nothing ever is.
        audits: those, the longest finished first.
        cases: whose LCS numbers go although none of these audits is of them: no audit of them is in the store, and the
            last day of every round that lists them lies before that day.
    """

    months: int | None
    before: date | None
    audits: tuple[DueAudit, ...]
    cases: tuple[CaseOver, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing would be removed."""
        return not self.audits and not self.cases


@dataclass(frozen=True)
class Retention:
    """The record of one removal.

    Attributes:
        by: who removed them.
        cases: how many LCS numbers went: with the last audit of their case, or because no audit was left to need them.
    """

    at: datetime
    by: UUID
    reason: str
    after_months: int
    audits: int
    facts: int
    texts: int
    cases: int


def retention_months(service: Service) -> int | None:
    """For how many months audits are kept once they are finished; None: for ever."""
    with service.store.reading() as reader:
        return _months(reader)


def set_retention(service: Service, months: int | None) -> None:
    """Say for how many months audits are kept once they are finished. By itself this removes nothing.

    Args:
        months: from their last move on; None: for ever.

    Raises:
        InputError: a number of months that cannot be meant.
        NotPermittedError: only the QA lead changes settings.
    """
    if months is not None and not LEAST <= months <= MOST:
        raise InputError(
            f"Audits cannot be kept for {months} months.", f"From {LEAST} to {MOST} can be set.", "Nothing was changed."
        )
    change_setting(service, SETTING, months)


def removals_so_far(service: Service) -> list[Retention]:
    """What was removed, oldest first."""
    with service.store.reading() as reader:
        facts = reader.retentions()
    return [
        Retention(fact.at, fact.by, **{name: value for name, value in (fact.body or {}).items() if name != "counted"})
        for fact in facts
    ]


def audits_due(service: Service) -> Due:
    """What would be removed today; nothing is.

    Raises:
        NotPermittedError: only the QA lead sees every audit.
    """
    require_qa_lead(service.person, "see which audits would be removed")
    with service.store.reading() as reader:
        return _due(reader, service)


def remove_due(service: Service, previewed: Due, reason: str) -> Retention:
    """Remove what was previewed, for good: all of it, or nothing.

    Args:
        previewed: as :func:`audits_due` gave it; what is due must still be the same.
        reason: such as the rule that says so. It is kept.

    Raises:
        InputError: no reason, nothing is due, or what is due has changed meanwhile.
        NotPermittedError: only the QA lead removes.
        StoreError: the lists of the store do not match what was recorded.
    """
    require_qa_lead(service.person, "remove audits")
    if not reason.strip():
        raise InputError("To remove audits, a reason is needed.", "", "Type one line on why.")
    with scrubbing(service.store), service.store.writing() as writer:
        due = _due(writer, service)
        if (due.audits, due.cases) != (previewed.audits, previewed.cases):
            raise InputError(
                "What would be removed is no longer what was listed.", "Nothing was removed.", "Look at the list again."
            )
        if due.is_empty:
            raise InputError("No audit's time is over.", "Nothing was removed.", "")
        assert due.months is not None
        assert due.before is not None
        run = service.new_id().hex
        summaries = [_unchanged(writer, item.audit_id) for item in due.audits]
        in_rounds = writer.rounds.allocations_of(item.audit_id for item in due.audits)
        going = [
            service.fact(FactKind.REMOVAL, summary.audit_id.hex, _removal_body(run, summary, in_rounds))
            for _, summary in summaries
        ]
        if going:
            writer.append(going)
        body: dict[str, Any] = {
            "reason": reason.strip(),
            "after_months": due.months,
            "audits": len(due.audits),
            "facts": sum(item.facts for item in due.audits),
            "texts": sum(item.texts for item in due.audits),
            "cases": writer.remove_audits([record for record, _ in summaries], due.before),
        }
        counted = Tally(entry for _, summary in summaries for entry in contribution(summary))
        fact = service.fact(FactKind.RETENTION, run, {**body, "counted": counted_body(counted)})
        writer.append([fact])
    # Where another window is in the way, the next opening of the store cleans the file.
    scrub(service.store)
    return Retention(moment_of(fact.at), service.person.id, **body)


def _removal_body(run: str, summary: AuditSummary, in_rounds: Collection[UUID]) -> dict[str, Any]:
    """What is recorded of the removal of one audit; of one that a round counts, how far it was, and no more."""
    if summary.audit_id not in in_rounds:
        return {"run": run}
    return {"run": run, "state": summary.state.value, "moderated": summary.moderated}


def _months(reader: Reader) -> int | None:
    found = reader.settings().get(SETTING)
    # Whatever else stands there was not set here, and nothing is removed on its word.
    return found if type(found) is int and LEAST <= found <= MOST else None


def _due(reader: Reader, service: Service) -> Due:
    months = _months(reader)
    if months is None:
        return Due(None, None, ())
    before = months_before(service.today(), months)
    midnight = moment_text(datetime.combine(before, time.min).astimezone())
    teams = {team.id: team.name for team in reader.teams().values()}
    return Due(months, before, tuple(_due_audits(reader, midnight, teams)), tuple(reader.cases_over(before)))


def _due_audits(reader: Reader, midnight: str, teams: dict[UUID, str]) -> Iterator[DueAudit]:
    for audit_id, moved in reader.last_moved_before(FINISHED, midnight):
        summary = reader.summary(audit_id)
        assert summary is not None
        if summary.state is State.SUBMITTED and summary.moderator_id is not None:
            continue  # somebody has yet to moderate it: it is not finished, and a blind moderator learns nothing of it
        facts = [fact for _, fact in reader.facts(audit_id)]
        erased = {fact.key for fact in facts if fact.kind is FactKind.ERASURE}
        yield DueAudit(
            audit_id,
            summary.lcs_number,
            summary.kind,
            summary.state,
            summary.as_at,
            moment_of(moved).astimezone().date(),
            teams.get(summary.team_id, ""),
            len(facts),
            sum(1 for fact in facts if said_in(fact) and fact.id.hex not in erased),
        )


def _unchanged(reader: Reader, audit_id: UUID) -> tuple[AuditRecord, AuditSummary]:
    """An audit and its summary, when that is what the facts say: a removal cannot be taken back."""
    record, summary = reader.audit(audit_id), reader.summary(audit_id)
    assert record is not None
    if summary is None or reader.summarised(record) != summary:
        raise StoreError(
            "The lists of the store do not match what was recorded. Nothing was removed.",
            f"The summary of audit {audit_id} is not what its facts say.",
            "Run: auditor verify",
        )
    return record, summary
