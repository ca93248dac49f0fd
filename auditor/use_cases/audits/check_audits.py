"""Check all audits that a person may read for what is missing, late, or too much alike."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from auditor.audit.checks import (
    AGAIN,
    AGAIN_MONTHS,
    CHECK_WORDS,
    LCS_WORKING_DAYS,
    NOT_OPENED_DAYS,
    Check,
    Place,
    Suspect,
    alike,
)
from auditor.audit.improvement import Standing
from auditor.audit.permissions import Role
from auditor.audit.profile import months_before
from auditor.store import check_queries
from auditor.store.records import AuditSummary
from auditor.store.store import Reader
from auditor.use_cases.audits.concerns import concerns_across
from auditor.use_cases.audits.improvement import pathways_in
from auditor.use_cases.council.council_calendar import calendar_in
from auditor.use_cases.service import Service

Progress = Callable[[int, int, str], None]
"""Is told how many checks are done, of how many, and which comes next."""
_NAMED = 3
"""So many other audits are named beside one with copied text."""


def check_audits(service: Service, progress: Progress | None = None) -> list[Suspect]:
    """Everything that the checks find, the most pressing first.

    Only audits are looked at that the person working may read, and only concerns that they may see; no text of an audit
    is handed on.

    Args:
        progress: is called before each check.
    """
    found: list[Suspect] = []
    steps = _steps(service)
    with service.store.reading() as reader:
        for done, (check, look) in enumerate(steps):
            if progress is not None:
                progress(done, len(steps), CHECK_WORDS[check])
            found += look(reader)
    order = list(Check)
    return sorted(found, key=lambda one: (order.index(one.check), one.since or date.min, one.lcs_number, one.what))


def _steps(service: Service) -> list[tuple[Check, Callable[[Reader], Iterable[Suspect]]]]:
    looks = (
        (Check.CONCERN, _concerns),
        (Check.PATHWAY, _pathways),
        (Check.NO_ACTION, _no_action),
        (Check.NO_EVIDENCE, _no_evidence),
        (Check.OVERDUE, _overdue),
        (Check.NEVER_OPENED, _never_opened),
        (Check.NOT_ON_LCS, _not_on_lcs),
        (Check.COPIED, _copied),
        (Check.AGAIN, _again),
    )
    return [(check, partial(look, service)) for check, look in looks]


def _suspect(
    check: Check, one: AuditSummary, what: str, place: Place = Place.AUDIT, key: str = "", since: date | None = None
) -> Suspect:
    return Suspect(check, one.audit_id, one.lcs_number, one.team_id, one.auditor_id, what, place, key, since)


def _concerns(service: Service, reader: Reader) -> Iterator[Suspect]:
    now = service.now()
    for one in concerns_across(reader, service):
        if one.raised.open:
            hours = int(one.raised.hours(now))
            waits = f"no response for {hours} hours" if hours < _TWO_DAYS_H else f"no response for {hours // 24} days"
            seen = "" if one.raised.acknowledged else ", not acknowledged"
            day = one.raised.at.astimezone().date()
            yield Suspect(
                Check.CONCERN,
                one.audit_id,
                one.lcs_number,
                one.ownership.team,
                one.ownership.auditor,
                f"{waits}{seen}",
                Place.CONCERN,
                one.id,
                day,
            )


_TWO_DAYS_H = 48


def _pathways(service: Service, reader: Reader) -> Iterator[Suspect]:
    audits = {one.audit_id: one for one in reader.ask(check_queries.inadequate_of_record, service.person)}
    for pathway in pathways_in(reader, audits.values()):
        one = audits[pathway.audit_id]
        if pathway.standing is Standing.NO_PLAN:
            missing = ", ".join(pathway.plan.missing) if pathway.plan else "nothing is agreed"
            said = f"final since {pathway.final_on:%d/%m/%Y}: {missing}" + (" is missing" if pathway.plan else "")
            yield _suspect(Check.PATHWAY, one, said, Place.PLAN, since=pathway.final_on)
        if pathway.overdue(service.today()):
            said = f"was due by {pathway.due:%d/%m/%Y}"
            yield _suspect(Check.RE_AUDIT, one, said, Place.PLAN, since=pathway.due)


def _no_action(service: Service, reader: Reader) -> Iterator[Suspect]:
    for one in reader.ask(check_queries.inadequate_without_action, service.person):
        what = "the whole" if one.overall == "inadequate" else "a section"
        yield _suspect(Check.NO_ACTION, one, f"{what} is inadequate, and there is no action", since=one.as_at)


def _no_evidence(service: Service, reader: Reader) -> Iterator[Suspect]:
    found: dict[UUID, list[str]] = {}
    for audit_id, section in reader.ask(check_queries.good_without_evidence, service.person):
        found.setdefault(audit_id, []).append(section)
    for audit_id, one in reader.ask(check_queries.summaries_in, list(found)).items():
        sections = reader.checklist(one.content_hash).sections_by_id
        codes = [sections[section].code if section in sections else section for section in found[audit_id]]
        said = f"{', '.join(codes)}: neither evidence nor a note"
        yield _suspect(Check.NO_EVIDENCE, one, said, key=found[audit_id][0], since=one.as_at)


def _overdue(service: Service, reader: Reader) -> Iterator[Suspect]:
    today = service.today()
    for one in reader.ask(check_queries.overdue, service.person, today):
        yield _suspect(Check.OVERDUE, one, _late("was due by", one.due, today), since=one.due)
    for one in reader.ask(check_queries.moderation_overdue, service.person, today):
        said = _late("its moderation was due by", one.moderation_due, today)
        yield _suspect(Check.OVERDUE, one, said, since=one.moderation_due)


def _late(words: str, due: date | None, today: date) -> str:
    assert due is not None
    days = (today - due).days
    return f"{words} {due:%d/%m/%Y}, {days} {'day' if days == 1 else 'days'} ago"


def _never_opened(service: Service, reader: Reader) -> Iterator[Suspect]:
    limit = service.today() - timedelta(days=NOT_OPENED_DAYS)
    for one in reader.ask(check_queries.never_opened, service.person, limit.isoformat()):
        day = one.opened_at.astimezone().date()
        yield _suspect(Check.NEVER_OPENED, one, f"started {day:%d/%m/%Y}, and nothing is recorded", since=day)
    everybody = Role.QA_LEAD in service.person.roles
    for waiting in reader.ask(check_queries.allocated_before, limit.isoformat(), None if everybody else service.person):
        said = f"allocated {waiting.on:%d/%m/%Y}, and not started"
        yield Suspect(
            Check.NEVER_OPENED,
            None,
            waiting.lcs_number,
            waiting.team,
            waiting.auditor,
            said,
            Place.ROUND,
            waiting.round_id,
            waiting.on,
        )


def _not_on_lcs(service: Service, reader: Reader) -> Iterator[Suspect]:
    today, calendar = service.today(), calendar_in(reader.settings())
    latest = today - timedelta(days=LCS_WORKING_DAYS)
    late: dict[date, bool] = {}
    for one in reader.ask(check_queries.not_on_lcs, service.person, latest.isoformat()):
        assert one.submitted_at is not None
        day = one.submitted_at.astimezone().date()
        if day not in late:
            late[day] = calendar.deadline(day, LCS_WORKING_DAYS, "working_days") < today
        if late[day]:
            yield _suspect(Check.NOT_ON_LCS, one, f"submitted {day:%d/%m/%Y}", Place.LCS, since=day)


def _copied(service: Service, reader: Reader) -> Iterator[Suspect]:
    where: dict[str, list[UUID]] = {}
    for audit_id, _, _, text in reader.ask(check_queries.written_texts, service.person):
        wording = alike(text)
        if wording:
            where.setdefault(wording, []).append(audit_id)
    others: dict[UUID, set[UUID]] = {}
    texts: dict[UUID, int] = {}
    for audits in where.values():
        different = list(dict.fromkeys(audits))
        if len(different) > 1:
            some = different[: _NAMED + 2]  # a wording in thousands of audits is named by a few of them
            for audit_id in different:
                others.setdefault(audit_id, set()).update(other for other in some if other != audit_id)
                texts[audit_id] = texts.get(audit_id, 0) + 1
    named = {other for found in others.values() for other in found} | set(others)
    summaries = reader.ask(check_queries.summaries_in, named)
    for audit_id, alike_to in others.items():
        numbers = sorted({summaries[other].lcs_number for other in alike_to})
        yield _suspect(Check.COPIED, summaries[audit_id], _copied_words(texts[audit_id], numbers))


def _copied_words(texts: int, numbers: Sequence[str]) -> str:
    named = ", ".join(numbers[:_NAMED]) + (" and others" if len(numbers) > _NAMED else "")
    return f"{texts} {'text' if texts == 1 else 'texts'} word for word as in LCS {named}"


def _again(service: Service, reader: Reader) -> Iterator[Suspect]:
    since = months_before(service.today(), AGAIN_MONTHS).isoformat()
    found = dict(reader.ask(check_queries.again_and_again, service.person, since, AGAIN))
    for audit_id, one in reader.ask(check_queries.summaries_in, list(found)).items():
        said = f"{found[audit_id]} audits of this team by the same person in {AGAIN_MONTHS} months"
        yield _suspect(Check.AGAIN, one, said)
