"""The summaries and the counters are always what the facts say, whatever was done and in whichever order."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from store_builders import Template, World, another_lead, copy_of, everything_left, finish, new_audit, team

from auditor.audit.changes import answer, not_applicable
from auditor.audit.details import AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.standards.load import Standards
from auditor.store.engine import reading, writing
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.move_audit import (
    finalise_audit,
    mark_entered_on_lcs,
    reopen_audit,
    submit_audit,
    void_audit,
)
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record, undo
from auditor.use_cases.keeping.look_after_store import erase_text, rebuild_projections, verify_store
from auditor.use_cases.service import Service

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def tables(service: Service) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with reading(service.store.engine) as connection:
        summaries = connection.exec_driver_sql("SELECT * FROM audit_summary ORDER BY audit_id").fetchall()
        counters = connection.exec_driver_sql("SELECT * FROM measure_counter ORDER BY month, team_id, kind, measure")
        return [tuple(row) for row in summaries], sorted(tuple(row) for row in counters)


class Moves(RuleBasedStateMachine):
    """Anything that can be done to a few audits, in any order."""

    template: Template
    standards: Standards

    @initialize()
    def make(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.world = copy_of(self.template, Path(self.place.name) / "store", self.standards)
        self.service = self.world.open("Sam")
        self.audits: list[UUID] = []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()
            self.place.cleanup()

    def _some(self, number: int, *states: State) -> list[UUID]:
        with self.service.store.reading() as reader:
            fitting = [audit for audit in self.audits if reader.state_of(audit) in states]
        return fitting and [fitting[number % len(fitting)]]

    @precondition(lambda self: len(self.audits) < 4)
    @rule(
        months_ago=st.integers(0, 2),
        where=st.sampled_from(["North", "South"]),
        kind=st.sampled_from([AuditKind.FULL, AuditKind.RE_AUDIT, AuditKind.DIP_SAMPLE]),
    )
    def start(self, months_ago: int, where: str, kind: AuditKind) -> None:
        day = date(2026, 11, 15) - timedelta(days=30 * months_ago)
        number = f"99000{len(self.audits):02}"
        self.audits.append(new_audit(self.service, number, as_at=day, team=team(self.service, where), kind=kind))

    @rule(number=st.integers(0, 3), place=st.integers(0, 60), given_answer=st.sampled_from(["met", "not_met", None]))
    def answer_one(self, number: int, place: int, given_answer: str | None) -> None:
        for audit in self._some(number, State.DRAFT):
            opened = open_audit(self.service, audit)
            key = list(opened.scope.asked)[place % len(opened.scope.asked)]
            reason = opened.checklist.scale.not_applicable_reasons[0].id
            change = answer(key, given_answer) if given_answer else not_applicable(key, reason)
            opened = record(self.service, opened, [change])
            if place % 3 == 0:
                undo(self.service, opened)

    @rule(number=st.integers(0, 3), grades=st.lists(st.sampled_from(GRADES), min_size=1, max_size=6))
    def finish(self, number: int, grades: list[str]) -> None:
        for audit in self._some(number, State.DRAFT):
            opened = open_audit(self.service, audit)
            changes = everything_left(opened, lambda key: grades[len(key) % len(grades)])
            submit_after = record(self.service, opened, changes)
            assert submit_after.progress.complete
            submit_audit(self.service, audit)

    @rule(number=st.integers(0, 3))
    def reopen(self, number: int) -> None:
        for audit in self._some(number, State.SUBMITTED, State.FINAL):
            reopen_audit(self.service, audit, "to correct it")

    @rule(number=st.integers(0, 3))
    def void(self, number: int) -> None:
        for audit in self._some(number, State.DRAFT, State.SUBMITTED):
            void_audit(self.service, audit, "the wrong case")

    @rule(number=st.integers(0, 3))
    def finalise(self, number: int) -> None:
        for audit in self._some(number, State.SUBMITTED):
            finalise_audit(another_lead(self.service), audit)

    @rule(number=st.integers(0, 3))
    def enter_on_lcs(self, number: int) -> None:
        for audit in self._some(number, State.SUBMITTED, State.FINAL):
            mark_entered_on_lcs(self.service, audit, self.service.today())

    @rule(number=st.integers(0, 3))
    def erase_a_reason(self, number: int) -> None:
        for audit in self._some(number, State.DRAFT, State.SUBMITTED, State.FINAL):
            head = open_audit(self.service, audit).heads.get((FactKind.GRADE, OVERALL))
            with self.service.store.reading() as reader:
                found = reader.fact(head) if head else None
            if found and found[2].body:
                erase_text(self.service, found[2].id, "a name")

    @rule(hours=st.integers(1, 30))
    def clock_goes_back(self, hours: int) -> None:
        self.world.clock.at -= timedelta(hours=hours)

    @invariant()
    def what_is_stored_is_what_the_facts_say(self) -> None:
        if hasattr(self, "service"):
            assert verify_store(self.service).problems == ()

    @invariant()
    def rebuilding_changes_nothing(self) -> None:
        if hasattr(self, "service"):
            before = tables(self.service)
            assert all(count >= 0 for row in before[1] for count in row[-4:])
            rebuild_projections(self.service)
            assert tables(self.service) == before


@pytest.mark.slow
def test_after_any_moves_the_projections_are_what_a_rebuild_makes(
    finished_template: Template, loaded_standards: Standards
) -> None:
    class Here(Moves):
        template = finished_template
        standards = loaded_standards

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def summary(service: Service, audit_id: UUID) -> AuditSummary:
    with service.store.reading() as reader:
        found = reader.summary(audit_id)
    assert found is not None
    return found


def test_a_draft_counts_nowhere_and_a_submitted_audit_once(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    finish(service, audit_id, "requires_improvement")
    with service.store.reading() as reader:
        assert reader.counters(AuditFilter()) == {}
    submit_audit(service, audit_id)
    with service.store.reading() as reader:
        overall = reader.counters(AuditFilter(measure="overall"))["overall",]
        assert (overall.requires_improvement, overall.total) == (1, 1)
        assert {counter.total for counter in reader.counters(AuditFilter()).values()} == {1}


def test_reopening_and_changing_the_grade_moves_the_count(service: Service, finished_audit: UUID) -> None:
    reopen_audit(service, finished_audit, "to correct it")
    with service.store.reading() as reader:
        assert reader.counters(AuditFilter()) == {}
        assert reader.months_counted() is None
    finish(service, finished_audit, "inadequate")
    submit_audit(service, finished_audit)
    with service.store.reading() as reader:
        overall = reader.counters(AuditFilter(measure="overall"))["overall",]
    assert (overall.good, overall.inadequate) == (0, 1)
    assert summary(service, finished_audit).revision == 2


def test_an_audit_counts_in_the_month_of_its_as_at_date(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit(as_at=date(2026, 9, 30))
    finish(service, audit_id)
    submit_audit(service, audit_id)
    with service.store.reading() as reader:
        assert reader.months_counted() == ("2026-09", "2026-09")


def test_progress_is_noted_with_each_answer(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit_id = new_audit()
    opened = open_audit(service, audit_id)
    record(service, opened, [answer(key, "met") for key in list(opened.scope.asked)[:3]])
    assert (summary(service, audit_id).answered, summary(service, audit_id).asked) == (3, len(opened.scope.asked))


def test_a_clock_that_goes_back_breaks_nothing(world: World, service: Service, finished_audit: UUID) -> None:
    reopen_audit(service, finished_audit, "to correct it")
    world.clock.at -= timedelta(days=1)
    finish(service, finished_audit)
    submit_audit(service, finished_audit)
    assert verify_store(service).problems == ()
    assert summary(service, finished_audit).state is State.SUBMITTED


DRIFTS = {
    "UPDATE audit_summary SET answered = answered + 1": "does not match its facts",
    "UPDATE audit_summary SET overall = 'inadequate'": "does not match its facts",
    "DELETE FROM audit_summary": "is missing",
    "UPDATE measure_counter SET good = good + 1 WHERE measure = 'overall'": "the counter for overall in 2026-11 is off",
    "DELETE FROM measure_counter WHERE measure = 'overall'": "the counter for overall in 2026-11 is off",
}


@pytest.mark.parametrize("drift", DRIFTS)
def test_drift_is_named_and_mended_by_a_rebuild(service: Service, finished_audit: UUID, drift: str) -> None:
    right = tables(service)
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql(drift)
    assert any(DRIFTS[drift] in problem for problem in verify_store(service).problems)
    assert rebuild_projections(service) == 1
    assert verify_store(service).problems == ()
    assert tables(service) == right


def test_a_counter_cannot_go_below_nothing(service: Service, finished_audit: UUID) -> None:
    with pytest.raises(Exception, match="refused"), writing(service.store.engine) as connection:
        connection.exec_driver_sql("UPDATE measure_counter SET good = good - 2")
