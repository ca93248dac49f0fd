"""Lists, filters and counters: what a figure counts is what its list shows."""

import math
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event
from store_builders import PEOPLE, Template, World, child, copy_of, finish, new_audit, team

from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.permissions import may
from auditor.audit.states import Move, State
from auditor.standards.load import Standards
from auditor.store.engine import reading as engine_reading
from auditor.store.queries import COUNTER_DIMENSIONS
from auditor.store.reader import Reader
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.move_audit import finalise_audit, mark_entered_on_lcs, submit_audit, void_audit
from auditor.use_cases.service import Service

AUDITS = [
    # who, number, as at, team, kind, status, overall, what becomes of it
    ("Sam", "9900001", date(2026, 9, 10), "North", AuditKind.FULL, "child_in_need", "good", "submit"),
    ("Sam", "9900002", date(2026, 9, 20), "North", AuditKind.FULL, "child_protection", "inadequate", "submit"),
    ("Ada", "9900003", date(2026, 10, 5), "North", AuditKind.FULL, "cared_for", "outstanding", "finalise"),
    ("Ada", "9900004", date(2026, 10, 6), "South", AuditKind.FULL, "child_in_need", "requires_improvement", "submit"),
    ("Ada", "9900005", date(2026, 11, 1), "South", AuditKind.RE_AUDIT, "child_in_need", "good", "submit"),
    ("Sam", "9900006", date(2026, 11, 2), "North", AuditKind.FULL, "early_help", "good", "submit"),
    ("Sam", "9900007", date(2026, 11, 3), "North", AuditKind.FULL, "child_in_need", "good", "void"),
    ("Tom", "9900008", date(2026, 11, 4), "South", AuditKind.FULL, "child_in_need", "good", "finalise"),
    ("Ada", "9900009", date(2026, 11, 5), "North", AuditKind.FULL, "child_in_need", "good", "finalise"),
    ("Sam", "9900010", date(2026, 11, 6), "North", AuditKind.DIP_SAMPLE, "child_in_need", "good", "submit"),
    ("Sam", "9900011", date(2026, 11, 7), "South", AuditKind.FULL, "child_in_need", "good", "leave"),
    ("Ada", "9900011", date(2026, 11, 8), "South", AuditKind.FULL, "child_in_need", "good", "leave"),
]


@pytest.fixture(scope="module")
def busy(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> Iterator[World]:
    """A store with a dozen audits in all sorts of states, for all these tests; the reader sees it as it was made."""
    world = copy_of(template_store, Path(tmp_path_factory.mktemp("busy")) / "store", loaded_standards)
    lead = world.open("Sam")
    services = {"Sam": lead, **{name: world.open(name) for name in PEOPLE}}
    for who, number, day, where, kind, status, overall, then in AUDITS:
        service = services[who]
        profile = child(loaded_standards.current, status, has_plan=True)
        audit = new_audit(service, number, as_at=day, team=team(service, where), kind=kind, profile=profile)
        if then == "leave":
            continue
        finish(service, audit, overall)
        submit_audit(service, audit)
        if then == "finalise":
            finalise_audit(lead, audit)
        if then == "void":
            void_audit(lead, audit, "the wrong case")
    yield world
    world.close()


@pytest.fixture(scope="module")
def reader(busy: World) -> Iterator[Reader]:
    with busy.opened[0].store.reading() as found:
        yield found


def listed(reader: Reader, **wanted: object) -> list[str]:
    found = reader.page(AuditFilter(**wanted))
    assert reader.count(AuditFilter(**wanted)) == len(found)
    return sorted(summary.lcs_number for summary in found)


def numbers(*ends: int) -> list[str]:
    return [f"99000{end:02}" for end in ends]


# -- drill-down -------------------------------------------------------------------------------------------------------

CELLS = [
    {},
    {"months": ("2026-09", "2026-10")},
    {"months": (None, "2026-09")},
    {"months": ("2026-11", None)},
    {"kinds": ("full",)},
    {"kinds": ("full", "re_audit")},
    {"kinds": ()},
    {"early_help": False},
    {"early_help": True},
    {"theme": ""},
    {"theme": "fathers"},
    {"where": "North"},
    {"where": "South", "kinds": ("full",), "months": ("2026-10", "2026-11"), "early_help": False},
]


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_for_each_measure_the_list_behind_a_figure_has_that_many_audits(
    busy: World, reader: Reader, cell: dict[str, object]
) -> None:
    wanted = {key: value for key, value in cell.items() if key != "where"}
    if "where" in cell:
        wanted["team"] = team(busy.opened[0], str(cell["where"]))
    for (measure,), counter in reader.counters(AuditFilter(**wanted)).items():
        everyone = AuditFilter(**wanted, measure=measure)
        assert reader.count(everyone) == counter.total, measure
        grades = Tally(grade_for(summary, measure) for summary in reader.page(everyone))
        assert grades == {grade: n for grade, n in counts(counter).items() if n}
        meets = AuditFilter(**wanted, measure=measure, meets=True)
        assert reader.count(meets) == counter.good + counter.outstanding
        assert {grade_for(found, measure) for found in reader.page(meets)} <= {"good", "outstanding"}
        misses = AuditFilter(**wanted, measure=measure, meets=False)
        assert reader.count(misses) == counter.requires_improvement + counter.inadequate


def grade_for(summary: AuditSummary, measure: str) -> str | None:
    return summary.overall if measure == "overall" else summary.judgements.get(measure)


def counts(counter: object) -> dict[str, int]:
    return {grade: getattr(counter, grade) for grade in ("outstanding", "good", "requires_improvement", "inadequate")}


def test_the_cells_above_are_not_all_empty(reader: Reader) -> None:
    overall = reader.counters(AuditFilter(measure="overall"))["overall",]
    assert counts(overall) == {"outstanding": 1, "good": 6, "requires_improvement": 1, "inadequate": 1}
    assert len(reader.counters(AuditFilter())) > 5


def test_a_measure_that_did_not_apply_is_neither_counted_nor_listed(reader: Reader) -> None:
    """1.3-a is for the cared for alone."""
    assert listed(reader, measure="1.3-a") == numbers(3)
    assert reader.counters(AuditFilter(measure="1.3-a"))["1.3-a",].total == 1


def test_counters_are_kept_apart_as_asked(reader: Reader) -> None:
    by_month = reader.counters(AuditFilter(measure="overall"), by=("month",))
    assert {key: counter.total for key, counter in by_month.items()} == {
        ("2026-09",): 2,
        ("2026-10",): 2,
        ("2026-11",): 5,
    }
    whole = reader.counters(AuditFilter(), by=COUNTER_DIMENSIONS)
    assert sum(counter.total for counter in whole.values()) == sum(
        counter.total for counter in reader.counters(AuditFilter()).values()
    )


def test_counters_of_different_measures_are_never_summed(reader: Reader) -> None:
    with pytest.raises(ValueError, match="never summed"):
        reader.counters(AuditFilter(), by=("month",))


def test_the_months_counted(reader: Reader) -> None:
    assert reader.months_counted() == ("2026-09", "2026-11")


# -- filters and pages ------------------------------------------------------------------------------------------------


def test_the_filters(busy: World, reader: Reader) -> None:
    ada = next(person for person in reader.people().values() if person.name == "Ada")
    assert listed(reader) == numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11)
    assert listed(reader, auditor=ada.id) == numbers(3, 4, 5, 9, 11)
    assert listed(reader, states=(State.FINAL,)) == numbers(3, 8, 9)
    assert listed(reader, states=(State.DRAFT, State.VOID)) == numbers(7, 11, 11)
    assert listed(reader, states=()) == []
    assert listed(reader, counted=False) == numbers(7, 11, 11)
    assert listed(reader, kinds=("dip_sample",)) == numbers(10)
    assert listed(reader, early_help=True, counted=True) == numbers(6)
    assert listed(reader, months=("2026-10", "2026-10")) == numbers(3, 4)
    assert listed(reader, teams=(team(busy.opened[0], "South"),), counted=True) == numbers(4, 5, 8)
    assert listed(reader, teams=()) == []
    assert listed(reader, text="00001") == numbers(1)
    assert listed(reader, text="%") == []
    assert listed(reader, text="_") == []


def test_a_filter_on_the_scoring_hash(reader: Reader) -> None:
    scoring = reader.page(AuditFilter())[0].scoring_hash
    assert len(listed(reader, scoring_hash=scoring)) == len(AUDITS)
    assert listed(reader, scoring_hash="another") == []


def test_audits_of_one_case_come_newest_first(reader: Reader) -> None:
    assert [found.as_at.day for found in reader.audits_of_case("9900011")] == [8, 7]


def test_drafts_come_first_and_then_the_latest_changed(reader: Reader) -> None:
    states = [found.state is State.DRAFT for found in reader.page(AuditFilter())]
    assert states == sorted(states, reverse=True)
    rest = [found.changed_at for found in reader.page(AuditFilter()) if found.state is not State.DRAFT]
    assert rest == sorted(rest, reverse=True)


@pytest.mark.parametrize("size", [1, 5, 7, 100])
def test_pages_put_together_are_the_whole_list(reader: Reader, size: int) -> None:
    whole = [found.audit_id for found in reader.page(AuditFilter())]
    pages = math.ceil(len(AUDITS) / size)
    pieces = [reader.page(AuditFilter(), number * size, size) for number in range(pages)]
    assert [found.audit_id for piece in pieces for found in piece] == whole
    assert reader.page(AuditFilter(), pages * size, size) == []


def test_the_list_of_a_persons_own_audits_is_counted_and_ordered_without_reading_a_row(busy: World) -> None:
    service = busy.opened[0]
    said: list[tuple[str, object]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        said.append((statement, parameters))

    own = AuditFilter(auditor=service.person.id, readable_by=service.person)
    event.listen(service.store.engine, "before_cursor_execute", listen)
    try:
        with service.store.reading() as found:
            for wanted in (own, replace(own, states=(State.DRAFT,)), replace(own, not_on_lcs=True)):
                found.count(wanted)
            found.page(own)
    finally:
        event.remove(service.store.engine, "before_cursor_execute", listen)
    asked = [(text, given) for text, given in said if text.startswith("SELECT")]
    assert len(asked) == 4
    with engine_reading(service.store.engine) as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all() for text, given in asked]
    steps = [row.detail for plan in plans for row in plan if "audit_summary USING" in row.detail]
    by_id = [step for step in steps if "(audit_id=?)" in step]
    assert len(by_id) == 1, "the rows of the page, by their ids"
    assert all("COVERING INDEX summary_auditor" in step for step in steps if step not in by_id)


def test_what_a_person_is_shown_is_what_they_may_read(reader: Reader) -> None:
    everything = reader.page(AuditFilter())
    shown: dict[str, int] = {}
    for person in reader.people().values():
        mine = {found.audit_id for found in reader.page(AuditFilter(readable_by=person))}
        allowed = {found.audit_id for found in everything if may(person, Move.READ, found.state, found.ownership)}
        assert mine == allowed, person.name
        shown[person.name] = len(mine)
    assert shown == {"Sam": 12, "Ada": 5, "Mo": 0, "Tess": 2, "Tom": 3}


def test_not_on_lcs_lists_what_was_submitted_and_not_entered(busy: World) -> None:
    lead: Service = busy.opened[0]
    with lead.store.reading() as before:
        assert listed(before, not_on_lcs=True) == numbers(1, 2, 3, 4, 5, 6, 8, 9, 10)
        first = before.audits_of_case("9900001")[0].audit_id
    mark_entered_on_lcs(lead, first, date(2026, 11, 19))
    with lead.store.reading() as after:
        assert listed(after, not_on_lcs=True) == numbers(2, 3, 4, 5, 6, 8, 9, 10)


def test_one_audit_that_does_not_exist(reader: Reader) -> None:
    nobody = UUID(int=1)
    assert reader.summary(nobody) is None
    assert reader.audit(nobody) is None
    assert reader.fact(nobody) is None
    assert reader.standing(FactKind.SETTING, "none") is None
    with pytest.raises(Exception, match="no summary"):
        reader.state_of(nobody)
