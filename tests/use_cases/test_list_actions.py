"""Lists of actions: who sees which, by view, standard and age; what re-audits confirm; whether it worked; files."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from action_builders import ACTIONS, DUE, final_by_ada, first_asked, with_actions
from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import Template, World, copy_of, team

from auditor.audit.action_steps import Closing, Status
from auditor.audit.action_worked import Moved
from auditor.audit.details import AuditKind
from auditor.audit.facts import Action
from auditor.audit.moderation import Assignment, Why
from auditor.errors import InputError
from auditor.store.action_queries import ActionFilter
from auditor.use_cases.actions.act import add_action, close_action, extend_action, report_action
from auditor.use_cases.actions.listing import (
    AGES,
    actions_by_section,
    count_actions,
    count_views,
    find_action,
    list_actions,
    of_age,
    show_action,
    views,
)
from auditor.use_cases.actions.table import DUE_FIELDS, action_rows, actions_file
from auditor.use_cases.actions.worked import did_it_work
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit, void_audit
from auditor.use_cases.keeping.back_up import ACTIONS as DISCLOSED
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import rebuild_projections, verify_store
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 20)


def ids(service: Service, wanted: ActionFilter | None = None) -> list[str]:
    wanted = wanted or ActionFilter()
    found = [one.action_id for one in list_actions(service, wanted)]
    assert count_actions(service, wanted) == len(found)
    assert sum(actions_by_section(service, wanted).values()) == len(found)
    return found


def in_view(service: Service, name: str) -> list[str]:
    found = ids(service, views(service)[name])
    assert count_views(service, views(service))[name] == len(found)
    return found


# -- who sees what ----------------------------------------------------------------------------------------------------


def test_each_sees_the_actions_of_what_they_may_read(world: World) -> None:
    final_by_ada(world)
    final_by_ada(world, "9900002", actions=(Action("s", "Visit him every week", "worker", DUE),), team=_south(world))
    for name, seen in (
        ("Sam", {"plan", "talk", "now", "s"}),
        ("Ada", {"plan", "talk", "now", "s"}),
        ("Tess", {"plan", "talk", "now"}),
        ("Tom", {"plan", "talk", "now"}),
        ("Mo", set()),
    ):
        assert set(ids(world.open(name), ActionFilter(started=None))) == seen, name


def _south(world: World) -> UUID:
    return team(world.open("Sam"), "South")


def test_before_the_grade_is_final_a_manager_sees_what_has_started(world: World) -> None:
    ada, tess = world.open("Ada"), world.open("Tess")
    audit = with_actions(ada)
    every = ActionFilter(started=None)
    assert ids(tess, every) == ["now"]
    assert set(ids(ada, every)) == {"plan", "talk", "now"}
    assert ids(ada) == ["now"], "what has not started is listed when it is asked for"
    assert show_action(tess, audit, "now").summary.urgent
    for named in ("plan", "talk"):
        with pytest.raises(InputError, match="no such action"):
            show_action(tess, audit, named)
        with pytest.raises(InputError, match="no action"):
            find_action(tess, named)


def test_a_blind_moderator_sees_no_action_in_any_list(world: World) -> None:
    ada, mo = world.open("Ada"), world.open("Mo")
    audit = with_actions(ada)
    assign_moderation(world.open("Sam"), audit, Assignment(mo.person.id, Why.REQUESTED, blind=True))
    assert ids(mo, ActionFilter(started=None)) == []
    assert did_it_work(mo, ActionFilter())[0][-1].criteria == 0
    assert action_rows(mo, ActionFilter(started=None)) == []
    with pytest.raises(InputError, match="no such action"):
        show_action(mo, audit, "plan")


def test_a_draft_a_void_and_a_reopened_audit_have_no_actions(world: World) -> None:
    ada, sam = world.open("Ada"), world.open("Sam")
    audit, void = with_actions(ada), with_actions(ada, "9900002")
    void_audit(sam, void, "the wrong case")
    assert len(ids(sam, ActionFilter(started=None))) == 3
    reopen_audit(sam, audit, "a section was missed")
    assert ids(sam, ActionFilter(started=None)) == []


# -- views ------------------------------------------------------------------------------------------------------------


def test_the_views(world: World) -> None:
    audit = final_by_ada(world)
    south = final_by_ada(
        world, "9900002", actions=(Action("s", "Visit him every week", "worker", DUE),), team=_south(world)
    )
    sam, ada, tess = world.open("Sam"), world.open("Ada"), world.open("Tess")
    assert in_view(tess, "mine") == in_view(tess, "team") == ["now", "talk", "plan"]
    assert (set(in_view(ada, "mine")), in_view(ada, "team")) == ({"now", "talk", "plan", "s"}, [])
    assert (in_view(sam, "mine"), len(in_view(sam, "open"))) == ([], 4)
    close_action(tess, audit, "plan", "plan on file", TODAY)
    world.clock.at += timedelta(days=10)
    close_action(sam, south, "s", "visits on file", TODAY)
    assert in_view(tess, "closed") == ["plan"]
    assert in_view(sam, "closed") == ["s", "plan"], "the latest first"
    assert in_view(sam, "overdue") == ["now"]
    assert in_view(sam, "open") == ["now", "talk"]


def test_filters_by_standard_age_status_and_number(world: World) -> None:
    audit = final_by_ada(world)
    sam = world.open("Sam")
    assert actions_by_section(sam, ActionFilter()) == {"ps01": 2, "": 1}
    assert ids(sam, ActionFilter(section="ps01")) == ["talk", "plan"]
    assert ids(sam, ActionFilter(about=first_asked(sam, audit))) == ["plan"]
    assert ids(sam, ActionFilter(text="9900001", audit=audit)) == ["now", "talk", "plan"]
    assert ids(sam, ActionFilter(text="99000012")) == []
    assert ids(sam, ActionFilter(due_by=date(2026, 12, 4))) == ["now", "talk"]
    report_action(sam, audit, "plan", Status.NOT_ON_TRACK)
    assert ids(sam, ActionFilter(status=Status.NOT_ON_TRACK)) == ["plan"]
    world.clock.at += timedelta(days=30)
    add_action(sam, audit, "Visit him every other day", "", None)
    young, old = (of_age(ActionFilter(), age, sam.today()) for age in ("4w", "3m"))
    assert (len(ids(sam, young)), len(ids(sam, old))) == (1, 3)
    assert find_action(sam, ids(sam, young)[0][-8:]).owner == ""


@settings(deadline=None)
@given(st.integers(0, 2000))
def test_every_age_is_in_exactly_one_band(days: int) -> None:
    started = TODAY - timedelta(days=days)
    bands = [of_age(ActionFilter(), age, TODAY).started_between for age in AGES]
    assert sum(first is None or first <= started for first, last in bands if last and started <= last) == 1


def test_a_list_of_several_pages_is_read_whole_and_in_order(world: World) -> None:
    many = tuple(Action(f"a{n:03}", "Visit him every week", "worker", DUE + timedelta(days=n % 7)) for n in range(205))
    final_by_ada(world, actions=many)
    rows = action_rows(world.open("Sam"), ActionFilter())
    assert len({row["action"] for row in rows}) == 205
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)


def test_several_of_one_name_are_listed(world: World) -> None:
    twins = tuple(Action(f"{n}-same", "Visit him every week", "worker", DUE) for n in range(2))
    final_by_ada(world, actions=twins)
    with pytest.raises(InputError) as told:
        find_action(world.open("Sam"), "same")
    assert "0-same" in str(told.value)
    assert "1-same" in str(told.value)


# -- re-audits --------------------------------------------------------------------------------------------------------


def re_audited(world: World, answer: str, days: int = 60, number: str = "9900001") -> UUID:
    world.clock.at += timedelta(days=days)
    again = with_actions(world.open("Tom"), number, (), answer, kind=AuditKind.RE_AUDIT, team=_south(world))
    finalise_audit(world.open("Sam"), again)
    return again


def test_a_re_audit_that_finds_the_criterion_met_confirms(world: World) -> None:
    audit = final_by_ada(world, answer="not_met")
    other = final_by_ada(world, "9900002", answer="not_met")
    sam = world.open("Sam")
    close_action(sam, audit, "plan", "plan on file", TODAY)
    again = re_audited(world, "met")
    found = show_action(sam, audit, "plan")
    assert (found.summary.closed_how, found.summary.closed_on) == (Closing.CONFIRMED, TODAY)
    assert found.followed.steps[-1].step.confirmed_by == again.hex
    assert show_action(sam, audit, "talk").summary.closed_how is Closing.CONFIRMED, "its section is good"
    assert show_action(sam, other, "plan").summary.closed_on is None, "it is another case"
    assert verify_store(sam).problems == ()
    # What it confirmed lapses while it is reopened, and stands again when its grade does.
    reopen_audit(sam, again, "a section was missed")
    assert show_action(sam, audit, "plan").summary.closed_how is Closing.ON_PAPER
    submit_audit(world.open("Tom"), again)
    assert show_action(sam, audit, "plan").summary.closed_how is Closing.ON_PAPER, "somebody may yet moderate it"
    finalise_audit(sam, again)
    assert show_action(sam, audit, "plan").summary.closed_how is Closing.CONFIRMED
    reopen_audit(sam, again, "the wrong case")
    void_audit(sam, again, "the wrong case")
    assert show_action(sam, audit, "plan").summary.closed_how is Closing.ON_PAPER


@pytest.mark.parametrize("answer", ["partly_met", "not_met"])
def test_one_that_does_not_leaves_it_as_it_was(world: World, answer: str) -> None:
    audit = final_by_ada(world, answer="not_met")
    re_audited(world, answer)
    assert show_action(world.open("Sam"), audit, "plan").summary.closed_on is None


def test_neither_a_full_audit_nor_one_as_at_an_earlier_day_confirms(world: World) -> None:
    audit = final_by_ada(world, answer="not_met")
    world.clock.at += timedelta(days=60)
    tom = world.open("Tom")
    with_actions(tom, "9900001", (), "met", team=_south(world))
    with_actions(tom, "9900001", (), "met", kind=AuditKind.RE_AUDIT, as_at=TODAY - timedelta(days=1))
    assert show_action(world.open("Sam"), audit, "plan").summary.closed_on is None


# -- did it work ------------------------------------------------------------------------------------------------------


def test_what_followed_across_the_audits_of_a_case(world: World) -> None:
    audit = final_by_ada(world, answer="partly_met")
    final_by_ada(world, "9900002")
    sam = world.open("Sam")
    assert did_it_work(sam, ActionFilter())[0][-1].looked_at == 0
    re_audited(world, "met")
    re_audited(world, "not_met")
    table, found = did_it_work(sam, ActionFilter())
    assert [(row.section, row.criteria, row.up, row.same, row.down) for row in table] == [
        ("ps01", 4, 1, 1, 0),
        ("", 4, 1, 1, 0),
    ]
    then = next(one for one in found if one.about != "ps01")
    assert then.before is not None
    assert (then.before.answer, [one.answer for one in then.after], then.moved) == (
        "partly_met",
        ["met", "not_met"],
        Moved.UP,
    )
    assert show_action(sam, audit, "plan").what_followed == then


def test_only_audits_one_may_read_are_compared(world: World) -> None:
    """The re-audit is South's: a manager of North sees that it confirmed the action, and not what it answered."""
    audit = final_by_ada(world, answer="not_met")
    re_audited(world, "met")
    tess = world.open("Tess")
    assert did_it_work(tess, ActionFilter())[1] == []
    assert show_action(tess, audit, "plan").what_followed is None
    assert show_action(tess, audit, "plan").summary.closed_how is Closing.CONFIRMED


def test_before_the_grade_is_final_a_manager_is_told_no_answer(world: World) -> None:
    ada = world.open("Ada")
    audit = with_actions(ada, actions=(), answer="not_met")
    about = first_asked(ada, audit)
    add_action(ada, audit, "Write the plan at once", "", DUE, about)
    re_audited(world, "met")
    tess = world.open("Tess")
    assert len(ids(tess, ActionFilter(about=about, started=None))) == 1
    assert did_it_work(tess, ActionFilter())[1] == []


# -- rows and files ---------------------------------------------------------------------------------------------------


def test_a_row_for_a_scheduler(world: World) -> None:
    final_by_ada(world)
    world.clock.at += timedelta(days=10)
    sam = world.open("Sam")
    row = action_rows(sam, ActionFilter(due_by=sam.today()))[0]
    assert [row[name] for name in DUE_FIELDS] == [
        "9900001",
        "now",
        "See the child alone this week",
        "social worker",
        "North",
        "2026-11-24",
        6,
        "no_report",
    ]


def test_a_file_holds_every_action_and_runs_nothing(world: World) -> None:
    what = "=HYPERLINK(1)\x07 'ü'"
    audit = final_by_ada(world, actions=(*ACTIONS, Action("bad", what, "@role", DUE)))
    sam = world.open("Sam")
    extend_action(sam, audit, "plan", date(2027, 2, 1), "leave")
    close_action(sam, audit, "talk", "minutes", TODAY)
    rows = list(csv.DictReader(io.StringIO(actions_file(sam, ActionFilter(), "csv").decode("utf-8-sig"))))
    by_id = {row["Action"]: row for row in rows}
    assert len(rows) == 4
    assert by_id["bad"]["What"].startswith("'=")
    assert by_id["bad"]["Owner"] == "'@role"
    assert (by_id["plan"]["Due"], by_id["plan"]["Extensions"]) == ("2027-02-01", "1")
    assert (by_id["talk"]["How closed"], by_id["talk"]["Days over"]) == ("closed on paper", "")
    with closing(openpyxl.load_workbook(io.BytesIO(actions_file(sam, ActionFilter(), "xlsx")))) as book:
        cells = {row[-2].value: row for row in book.worksheets[0].iter_rows(min_row=2)}
    assert cells["bad"][1].data_type == "s"
    assert cells["bad"][1].value.startswith("=HYPERLINK")
    assert cells["plan"][4].value.date() == date(2027, 2, 1)
    with pytest.raises(InputError, match="format"):
        actions_file(sam, ActionFilter(), "pdf")


def test_that_a_file_left_the_store_is_noted(world: World) -> None:
    final_by_ada(world)
    sam = world.open("Sam")
    actions_file(sam, ActionFilter(), "csv")
    with sam.store.reading() as reader:
        noted = [fact.body for fact in reader.disclosures() if fact.key == DISCLOSED]
    assert noted == [{"what": "export", "format": "csv", "actions": 3}]


# -- as a whole -------------------------------------------------------------------------------------------------------


def test_the_table_of_actions_is_made_anew_as_it_was(world: World) -> None:
    audit = final_by_ada(world)
    sam = world.open("Sam")
    report_action(sam, audit, "plan", Status.ON_TRACK, "well")
    close_action(sam, audit, "now", "seen", TODAY)
    add_action(sam, audit, "Visit him every other day", "", None)
    before = list_actions(sam, ActionFilter(started=None))
    rebuild_projections(sam)
    assert list_actions(sam, ActionFilter(started=None)) == before
    assert verify_store(sam).problems == ()


def test_actions_and_their_reports_travel_in_a_bundle(world: World, template_store: Template, tmp_path: Path) -> None:
    audit = final_by_ada(world)
    sam = world.open("Sam")
    report_action(sam, audit, "plan", Status.ON_TRACK, "well")
    close_action(sam, audit, "now", "seen", TODAY)
    add_action(sam, audit, "Visit him every other day", "", None, first_asked(sam, audit))
    bundle = export_audit(sam, audit)
    other = copy_of(template_store, tmp_path / "other", world.standards)
    there = other.open("Sam")
    try:
        import_audit(there, bundle, "bundle.json")
        here, arrived = (list_actions(one, ActionFilter(started=None)) for one in (sam, there))
        assert [replace(one, case_id=here[0].case_id) for one in arrived] == here
    finally:
        other.close()
