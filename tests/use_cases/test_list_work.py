"""The auditor's work: what each person is shown, and how much of it there is."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from store_builders import World, finish, team
from store_builders import new_audit as new_audit_of

from auditor.audit.states import State
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.list_work import WorkCounts, count_audits, count_work, list_audits
from auditor.use_cases.audits.move_audit import finalise_audit, mark_entered_on_lcs, submit_audit, void_audit
from auditor.use_cases.service import Service

NewAudit = Callable[..., UUID]


def ids(service: Service, wanted: AuditFilter | None = None) -> set[UUID]:
    found = list_audits(service, wanted or AuditFilter())
    assert count_audits(service, wanted or AuditFilter()) == len(found)
    return {summary.audit_id for summary in found}


def test_the_counts_follow_what_is_done(service: Service, new_audit: NewAudit) -> None:
    assert count_work(service) == WorkCounts(drafts=0, not_on_lcs=0, all=0)
    first, second = new_audit(), new_audit()
    assert count_work(service) == WorkCounts(drafts=2, not_on_lcs=0, all=2)
    finish(service, first)
    submit_audit(service, first)
    assert count_work(service) == WorkCounts(drafts=1, not_on_lcs=1, all=2)
    mark_entered_on_lcs(service, first, date(2026, 11, 20))
    assert count_work(service) == WorkCounts(drafts=1, not_on_lcs=0, all=2)
    void_audit(service, second, "the wrong case")
    assert count_work(service) == WorkCounts(drafts=0, not_on_lcs=0, all=2)


def test_a_void_audit_does_not_wait_for_an_entry_for_ever(service: Service, finished_audit: UUID) -> None:
    assert count_work(service).not_on_lcs == 1
    void_audit(service, finished_audit, "the wrong case")
    assert count_work(service).not_on_lcs == 0


def test_work_counts_one_s_own_audits_even_for_the_lead(world: World) -> None:
    new_audit_of(world.open("Ada"))
    assert count_work(world.open("Sam")).all == 0
    assert count_work(world.opened[0]).all == 1


def test_each_sees_what_they_may_read(world: World) -> None:
    ada, lead, tess, tom, mo = (world.open(name) for name in ("Ada", "Sam", "Tess", "Tom", "Mo"))
    hers, toms = new_audit_of(ada), new_audit_of(tom, team=team(tom, "South"))
    final, elsewhere = new_audit_of(ada), new_audit_of(ada, team=team(ada, "South"))
    for audit in (final, elsewhere):
        finish(ada, audit)
        submit_audit(ada, audit)
        finalise_audit(lead, audit)
    assert ids(lead) == {hers, toms, final, elsewhere}
    assert ids(ada) == {hers, final, elsewhere}
    assert ids(tess) == {final}, "their own team's, once final"
    assert ids(tom) == {toms, final}, "their own audits, and their own team's"
    assert ids(mo) == set(), "only what they were asked to moderate"


def test_a_filter_narrows_what_a_person_may_see_and_never_widens_it(world: World) -> None:
    ada, lead, tess = world.open("Ada"), world.open("Sam"), world.open("Tess")
    draft, final = new_audit_of(ada), new_audit_of(ada)
    finish(ada, final)
    submit_audit(ada, final)
    finalise_audit(lead, final)
    assert ids(tess, AuditFilter(states=(State.DRAFT,))) == set()
    assert ids(tess, AuditFilter(states=(State.FINAL,))) == {final}
    assert ids(tess, AuditFilter(teams=(team(tess, "South"),))) == set()
    assert ids(tess, AuditFilter(auditor=tess.person.id)) == set()
    assert ids(world.open("Tom"), AuditFilter(auditor=ada.person.id)) == {final}
    assert ids(ada, AuditFilter(auditor=lead.person.id)) == set()
    assert ids(lead, AuditFilter(auditor=ada.person.id)) == {draft, final}


def test_pages(service: Service, new_audit: NewAudit) -> None:
    audits = [new_audit() for _ in range(5)]
    pages = [list_audits(service, AuditFilter(), offset, 2) for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [found.audit_id for page in pages for found in page] == audits[::-1]
