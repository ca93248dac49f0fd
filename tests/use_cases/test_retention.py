"""Retention: what is previewed goes, for good; the figures of past months stay; open audits are never touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from store_builders import Template, World, another_lead, copy_of, finish, seeded_ids, team
from store_builders import new_audit as new_audit_of

from auditor.audit.facts import FactKind
from auditor.errors import InputError, NotPermittedError, StoreError
from auditor.standards.load import Standards
from auditor.store.engine import RefusedError, reading, writing
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.list_work import count_audits, list_audits
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, keep_place
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, rebuild_projections, verify_store
from auditor.use_cases.keeping.retention import (
    Due,
    audits_due,
    removals_so_far,
    remove_due,
    retention_months,
    set_retention,
)
from auditor.use_cases.reports.one_audit import gather_audit
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import show_measures

MONTHS = 12
WHY = "Kept for a year, as the schedule says."
CASE = "9900555"


@dataclass(frozen=True)
class Old:
    """The audits of a store, by what became of them; those of the case CASE among them."""

    submitted: UUID
    final: UUID
    void: UUID
    draft: UUID
    reopened: UUID
    recent: UUID

    @property
    def finished(self) -> set[UUID]:
        return {self.submitted, self.final, self.void}


@pytest.fixture(scope="module")
def old_template(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> tuple[Template, Old]:
    """Three audits that were finished 13 months ago, two that are open since, and one that was submitted today."""
    world = copy_of(template_store, tmp_path_factory.mktemp("old") / "store", loaded_standards)
    world.ids = seeded_ids(world.clock, 11)
    now = world.clock.at - timedelta(hours=2)
    world.clock.at = now - timedelta(days=396)
    service = world.open("Sam")
    north, south = team(service), team(service, "South")
    made: dict[str, UUID] = {}
    for name, number, overall, where in (
        ("submitted", CASE, "good", north),
        ("final", "9900556", "inadequate", south),
        ("void", "9900557", "good", north),
        ("reopened", "9900558", "good", north),
    ):
        made[name] = new_audit_of(service, number, team=where)
        opened = finish(service, made[name], overall)
        if name == "void":
            keep_draft(service, opened, "note:overall", "half a word")
            keep_place(service, opened, "findings", "")
        else:
            submit_audit(service, made[name])
    finalise_audit(another_lead(service), made["final"])
    void_audit(service, made["void"], "the wrong case")
    made["draft"] = new_audit_of(service, "9900559")
    reopen_audit(service, made["reopened"], "a section was missed")
    world.clock.at = now
    made["recent"] = new_audit_of(service, CASE)
    finish(service, made["recent"])
    submit_audit(service, made["recent"])
    set_retention(service, MONTHS)
    world.close()
    return Template(world.folder, world.recovery_code), Old(**made)


@pytest.fixture
def old(old_template: tuple[Template, Old]) -> Old:
    """The audits that the store of this test has."""
    return old_template[1]


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path, loaded_standards: Standards) -> Iterator[World]:
    """A store of its own for this test, with the old audits if it names them."""
    if "old" in request.fixturenames:
        template = request.getfixturevalue("old_template")[0]
    else:
        name = "finished_template" if "finished_audit" in request.fixturenames else "template_store"
        template = request.getfixturevalue(name)
    made = copy_of(template, tmp_path / "store", loaded_standards)
    yield made
    made.close()


def remove(service: Service) -> Any:
    return remove_due(service, audits_due(service), WHY)


def counters(service: Service) -> object:
    with service.store.reading() as reader:
        return reader.counters(AuditFilter(), by=("measure", "month", "team_id", "scoring_hash", "moderated"))


def everything(service: Service) -> str:
    """Every cell of every table, but for the standards."""
    with reading(service.store.engine) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        wanted = [name for name in names if name != "checklist"]
        return repr([connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall() for name in wanted])


# -- the setting ------------------------------------------------------------------------------------------------------


def test_unless_it_is_set_nothing_is_ever_due(world: World, service: Service, finished_audit: UUID) -> None:
    world.clock.at += timedelta(days=365 * 60)
    assert retention_months(service) is None
    assert audits_due(service) == Due(None, None, ())
    with pytest.raises(InputError, match="No audit's time is over"):
        remove(service)
    set_retention(service, 84)
    assert [item.audit_id for item in audits_due(service).audits] == [finished_audit]
    set_retention(service, None)
    assert audits_due(service).audits == ()
    with service.store.reading() as reader:
        assert reader.summary(finished_audit) is not None


@pytest.mark.parametrize("months", [0, -1, 1201])
def test_a_number_of_months_that_cannot_be_meant_is_refused(service: Service, months: int) -> None:
    with pytest.raises(InputError, match="cannot be kept"):
        set_retention(service, months)


@pytest.mark.parametrize("value", ["12", 0, -5, True, 1.5, [12]])
def test_a_setting_that_is_no_number_of_months_removes_nothing(
    world: World, service: Service, finished_audit: UUID, value: object
) -> None:
    world.clock.at += timedelta(days=365 * 60)
    change_setting(service, "retention_months", value)
    assert audits_due(service).audits == ()


def test_the_months_are_over_on_the_day_after_the_same_day(world: World, service: Service) -> None:
    """Submitted on 31 January and kept for a month: still there on 28 February, due on 1 March."""
    world.clock.at = datetime(2027, 1, 31, 12, tzinfo=world.clock.at.tzinfo)
    audit_id = new_audit_of(service)
    finish(service, audit_id)
    submit_audit(service, audit_id)
    set_retention(service, 1)
    due = {}
    for month, day in ((2, 28), (3, 1)):
        world.clock.at = datetime(2027, month, day, 12, tzinfo=world.clock.at.tzinfo)
        due[month] = [item.audit_id for item in audits_due(service).audits]
    assert due == {2: [], 3: [audit_id]}


# -- the preview ------------------------------------------------------------------------------------------------------


def test_the_preview_lists_finished_audits_with_what_they_hold(service: Service, old: Old) -> None:
    due = audits_due(service)
    assert due.months == MONTHS
    assert {item.audit_id for item in due.audits} == old.finished
    shown = {item.lcs_number: item for item in due.audits}[CASE]
    assert (shown.kind, shown.state, shown.team) == ("full", "submitted", "North")
    assert (service.today() - shown.finished_on).days == 396
    with service.store.reading() as reader:
        assert shown.facts == reader.count_facts(old.submitted)
    assert shown.texts == len(erasable_texts(service, old.submitted)) > 0


def test_an_erased_text_is_no_longer_a_text(service: Service, old: Old) -> None:
    opened = open_audit(service, old.submitted)
    before = {item.audit_id: item for item in audits_due(service).audits}[old.submitted]
    erase_text(service, opened.heads[FactKind.FINDING, "strength"], "a name")
    after = {item.audit_id: item for item in audits_due(service).audits}[old.submitted]
    assert (after.texts, after.facts) == (before.texts - 1, before.facts + 1)


def test_previewing_changes_nothing(service: Service, old: Old) -> None:
    before = everything(service)
    audits_due(service)
    assert everything(service) == before


# -- removing ---------------------------------------------------------------------------------------------------------


def test_what_was_previewed_goes_and_nothing_else(service: Service, old: Old) -> None:
    with service.store.reading() as reader:
        texts = [repr(dict(fact.body)) for one in old.finished for _, fact in reader.facts(one) if fact.body]
    assert len(texts) > 100
    due = audits_due(service)
    done = remove_due(service, due, f" {WHY} ")
    assert (done.reason, done.after_months, done.by) == (WHY, MONTHS, service.person.id)
    assert (done.audits, done.facts) == (3, sum(item.facts for item in due.audits))
    assert done.texts == sum(item.texts for item in due.audits) > 0
    assert done.cases == 2, "the case of the first has another audit"
    with service.store.reading() as reader:
        assert all(fact.body is None for one in old.finished for _, fact in reader.facts(one))
        assert {item.audit_id for item in reader.page(AuditFilter())} == {old.draft, old.reopened, old.recent}
        drafts = [reader.drafts(item.id) for one in old.finished for item in reader.examinations(one)]
    assert not any(drafts)
    found = everything(service)
    assert CASE in found
    for gone in ("9900556", "9900557", "half a word"):
        assert gone not in found
    assert audits_due(service).audits == ()
    assert removals_so_far(service) == [done]


def test_the_number_of_a_case_goes_with_its_last_audit_and_may_come_back(
    world: World, service: Service, old: Old
) -> None:
    remove(service)
    world.clock.at += timedelta(days=400)
    assert {item.lcs_number for item in audits_due(service).audits} == {CASE}
    assert remove(service).cases == 1
    assert CASE not in everything(service)
    again = new_audit_of(service, CASE)
    assert [item.audit_id for item in list_audits(service, AuditFilter(text=CASE))] == [again]
    assert verify_store(service).problems == ()


def test_the_figures_of_past_months_stay_and_rebuilding_keeps_what_went_away(service: Service, old: Old) -> None:
    figures, card = counters(service), show_measures(service)
    listed = count_audits(service, AuditFilter(counted=True))
    assert card.main.audits == 3
    remove(service)
    assert (counters(service), show_measures(service)) == (figures, card)
    assert count_audits(service, AuditFilter(counted=True)) == listed - 2
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM measure_counter")
    assert verify_store(service).problems
    assert rebuild_projections(service) == 3
    assert (counters(service), show_measures(service)) == (figures, card)
    assert verify_store(service).problems == ()
    reopen_audit(service, old.recent, "a section was missed")
    assert show_measures(service).main.audits == 2


def test_verifying_says_removed_and_not_broken(service: Service, old: Old) -> None:
    before = verify_store(service)
    done = remove(service)
    after = verify_store(service)
    assert (after.problems, after.erased, after.removed) == ((), 0, done.facts)
    assert after.facts == before.facts + done.audits + 1
    in_audits = {head for head in before.heads if head.chain != service.store.id}
    assert in_audits <= set(after.heads), "no chain of an audit was cut"


def test_the_record_of_a_removal_holds_no_case_data(service: Service, old: Old) -> None:
    remove(service)
    with service.store.reading() as reader:
        (record,) = reader.retentions()
    assert set(record.body) == {"reason", "after_months", "audits", "facts", "texts", "cases", "counted"}
    cells = {"month", "team_id", "kind", "theme", "early_help", "scoring_hash", "moderated", "grades"}
    assert all(set(cell) == cells for cell in record.body["counted"])
    for one in old.finished:
        assert one.hex not in repr(record.body)


def test_an_audit_reopened_since_the_preview_stops_the_removal(service: Service, old: Old) -> None:
    due = audits_due(service)
    reopen_audit(service, old.submitted, "a section was missed")
    before = everything(service)
    with pytest.raises(InputError, match="no longer what was listed"):
        remove_due(service, due, WHY)
    assert everything(service) == before
    remove(service)
    assert open_audit(service, old.submitted).state == "draft"


def test_no_removal_rests_on_lists_that_drifted(service: Service, old: Old) -> None:
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("UPDATE audit_summary SET state = 'void' WHERE state = 'draft'")
    before = everything(service)
    with pytest.raises(StoreError, match="do not match"):
        remove(service)
    assert everything(service) == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(service: Service, old: Old, reason: str) -> None:
    with pytest.raises(InputError, match="a reason is needed"):
        remove_due(service, audits_due(service), reason)


def test_only_the_lead_sets_previews_and_removes(world: World, service: Service, old: Old) -> None:
    due = audits_due(service)
    tries: dict[str, Callable[[Service], object]] = {
        "set": lambda other: set_retention(other, 1),
        "preview": audits_due,
        "remove": lambda other: remove_due(other, due, WHY),
    }
    for name in ("Ada", "Mo", "Tess", "Tom"):
        other = world.open(name)
        for attempt in tries.values():
            with pytest.raises(NotPermittedError):
                attempt(other)
        assert retention_months(other) == MONTHS
    assert audits_due(service) == due


# -- what comes after -------------------------------------------------------------------------------------------------


def test_a_removed_audit_can_neither_be_opened_nor_exported_nor_brought_back(service: Service, old: Old) -> None:
    bundle = export_audit(service, old.submitted)
    other = export_audit(service, old.recent)
    remove(service)
    assert old.submitted.hex not in other.replace("-", "")
    for attempt in (open_audit, export_audit, gather_audit):
        with pytest.raises(InputError, match="was removed from this store"):
            attempt(service, old.submitted)
    before = everything(service)
    with pytest.raises(InputError, match="was removed from this store") as refusal:
        import_audit(service, bundle, "old.json")
    assert f"{service.today():%d/%m/%Y}" in refusal.value.detail
    assert everything(service) == before


def test_a_text_that_stayed_behind_is_a_problem(service: Service, old: Old) -> None:
    remove(service)
    with writing(service.store.engine) as connection:
        fact = connection.exec_driver_sql("SELECT id FROM fact WHERE audit_id = ? LIMIT 1", (old.void.hex,)).scalar()
        connection.exec_driver_sql("INSERT INTO fact_body VALUES (?, x'00', '{}')", (fact,))
    problems = verify_store(service).problems
    assert any("its audit was removed, and its text is still here" in problem for problem in problems)


def test_the_store_itself_refuses_what_no_removal_permits(service: Service, old: Old) -> None:
    remove(service)
    attempts = {
        "DELETE FROM fact_body WHERE fact_id IN (SELECT id FROM fact WHERE audit_id = ?)": old.recent.hex,
        "UPDATE audit_case SET lcs_number = 'removed-' || id WHERE lcs_number = ?": CASE,
        "UPDATE audit_case SET lcs_number = '9900556' WHERE lcs_number LIKE 'removed-%' AND id <> ?": "",
    }
    for statement, value in attempts.items():
        with pytest.raises(RefusedError), writing(service.store.engine) as connection:
            connection.exec_driver_sql(statement, (value,))


def test_what_was_removed_does_not_lie_on_in_a_free_page(service: Service, old: Old) -> None:
    with reading(service.store.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_two_removals_add_up(world: World, service: Service, old: Old) -> None:
    figures = counters(service)
    first = remove(service)
    world.clock.at += timedelta(days=400)
    second = remove(service)
    assert [replace(item, at=first.at) for item in removals_so_far(service)] == [first, replace(second, at=first.at)]
    rebuild_projections(service)
    assert counters(service) == figures
    assert verify_store(service).removed == first.facts + second.facts
