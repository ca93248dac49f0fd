"""What becomes of actions: who may report, put off, close, reopen and add, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from action_builders import DUE, final_by_ada, with_actions
from store_builders import World, new_audit, team

from auditor.audit.action_owners import owns
from auditor.audit.action_steps import Closing, Followed, Status
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Person, Role
from auditor.errors import AuditorError, InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.actions.act import add_action, close_action, extend_action, reopen_action, report_action
from auditor.use_cases.actions.listing import find_action, show_action
from auditor.use_cases.audits.move_audit import finalise_audit, void_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, verify_store
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 20)
LATER = date(2027, 1, 15)


@pytest.fixture
def final(world: World) -> UUID:
    """An audit by Ada of the team North, final, with three actions."""
    return final_by_ada(world)


def closed(service: Service, audit_id: UUID, action: str = "plan") -> Followed:
    return close_action(service, audit_id, action, "safety plan on file", TODAY)


# -- reporting --------------------------------------------------------------------------------------------------------


def test_every_report_is_kept_with_who_made_it(world: World, final: UUID) -> None:
    tess, ada = world.open("Tess"), world.open("Ada")
    report_action(tess, final, "plan", Status.SOME_ISSUES, "The worker is on leave until Monday.")
    report_action(ada, final, "plan", note="Spoke to the manager.")
    shown = show_action(ada, final, "plan")
    assert shown.summary.status is Status.SOME_ISSUES
    assert [(shown.people[one.by], one.step.note) for one in shown.followed.steps] == [
        ("Tess", "The worker is on leave until Monday."),
        ("Ada", "Spoke to the manager."),
    ]
    assert verify_store(world.open("Sam")).problems == ()


def test_a_report_says_something_and_never_closes(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    with pytest.raises(InputError, match="Nothing is said yet"):
        report_action(tess, final, "plan", note="  ")
    with pytest.raises(InputError, match="cannot be reported"):
        report_action(tess, final, "plan", Status.COMPLETE)
    with pytest.raises(InputError, match="no such action"):
        report_action(tess, final, "nothing", Status.ON_TRACK)


def test_a_clock_that_goes_back_does_not_turn_reports_round(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    report_action(tess, final, "plan", Status.ON_TRACK)
    world.clock.at -= timedelta(hours=3)
    assert report_action(tess, final, "plan", Status.NOT_ON_TRACK).status is Status.NOT_ON_TRACK


# -- putting off ------------------------------------------------------------------------------------------------------


def test_an_extension_has_a_later_day_and_a_reason(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    for due, because, said in (
        (LATER, " ", "a reason is needed"),
        (TODAY, "leave", "later than today"),
        (DUE, "leave", "no extension"),
    ):
        with pytest.raises(InputError, match=said):
            extend_action(tess, final, "plan", due, because)
    assert extend_action(tess, final, "plan", LATER, "leave").due == LATER
    summary = find_action(tess, "plan")
    assert (summary.first_due, summary.due, summary.extensions) == (DUE, LATER, 1)


# -- closing ----------------------------------------------------------------------------------------------------------


def test_closing_needs_evidence_made_since_the_action_started(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    for evidence, on, said in (
        ("", TODAY, "evidence is needed"),
        ("plan", TODAY + timedelta(days=1), "not come yet"),
        ("plan", TODAY - timedelta(days=1), "older than the action"),
    ):
        with pytest.raises(InputError, match=said):
            close_action(tess, final, "plan", evidence, on)
    found = closed(tess, final)
    assert (found.status, found.closed_on, found.closed_how) == (Status.COMPLETE, TODAY, Closing.ON_PAPER)


def test_whoever_owns_an_action_neither_closes_nor_extends_it(world: World, final: UUID) -> None:
    tess, ada = world.open("Tess"), world.open("Ada")
    with pytest.raises(NotPermittedError, match="close"):
        closed(tess, final, "talk")
    with pytest.raises(NotPermittedError, match="extend"):
        extend_action(tess, final, "talk", LATER, "leave")
    assert report_action(tess, final, "talk", Status.ON_TRACK).open
    assert closed(tess, final, "plan").closed_on, "a social worker's she may"
    assert closed(ada, final, "talk").closed_on, "and the auditor may hers"


def test_a_closed_one_is_reopened_with_a_reason_and_only_then_changed(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    report_action(tess, final, "plan", Status.SOME_ISSUES)
    closed(tess, final)
    for act in (
        lambda: closed(tess, final),
        lambda: extend_action(tess, final, "plan", LATER, "x"),
        lambda: report_action(tess, final, "plan", Status.ON_TRACK),
    ):
        with pytest.raises(InputError, match="is closed"):
            act()
    with pytest.raises(InputError, match="reason"):
        reopen_action(tess, final, "plan", "")
    found = reopen_action(tess, final, "plan", "The plan on file is last year's.")
    assert (found.open, found.status) == (True, Status.SOME_ISSUES)
    with pytest.raises(InputError, match="not closed"):
        reopen_action(tess, final, "plan", "again")


# -- adding -----------------------------------------------------------------------------------------------------------


def test_one_may_be_added_and_starts_today(world: World, final: UUID) -> None:
    tess = world.open("Tess")
    made = add_action(tess, final, "Take the plan  to supervision", "team manager", DUE, "ps06")
    shown = show_action(tess, final, made)
    assert (shown.summary.what, shown.summary.started_on) == ("Take the plan to supervision", TODAY)
    assert (shown.summary.section, shown.about[:3]) == ("ps06", "PS6")
    for given, kind in (
        ({"what": " "}, InputError),
        ({"what": "x", "due": TODAY - timedelta(days=1)}, InputError),
        ({"what": "x", "about": "ps99"}, UnknownIdError),
    ):
        with pytest.raises(kind):
            add_action(tess, final, **given)


# -- who may ----------------------------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[Service, UUID], object]] = {
    "report": lambda service, audit: report_action(service, audit, "now", Status.ON_TRACK),
    "extend": lambda service, audit: extend_action(service, audit, "now", LATER, "leave"),
    "close": lambda service, audit: closed(service, audit, "now"),
    "reopen": lambda service, audit: reopen_action(service, audit, "now", "not done"),
    "add": lambda service, audit: add_action(service, audit, "Visit him every other day", "social worker", DUE),
}


@pytest.mark.parametrize("name", ["Sam", "Ada", "Tess", "Tom"])
def test_the_lead_the_auditor_and_the_team_s_managers_act(world: World, final: UUID, name: str) -> None:
    service = world.open(name)
    for act in ACTS.values():
        act(service, final)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_does_and_a_refusal_tells_nothing(world: World, act: str) -> None:
    elsewhere = final_by_ada(world, team=team(world.open("Sam"), "South"))
    for name in ("Mo", "Tess", "Tom"):
        with pytest.raises(NotPermittedError) as refused:
            ACTS[act](world.open(name), elsewhere)
        assert "child" not in str(refused.value)


@pytest.mark.parametrize("act", ACTS)
def test_in_a_draft_and_in_a_void_audit_nothing_is_done(world: World, act: str) -> None:
    ada = world.open("Ada")
    draft, void = new_audit(ada), with_actions(ada, "9900005")
    void_audit(world.open("Sam"), void, "the wrong case")
    for service in (ada, world.open("Sam"), world.open("Tess")):
        for audit in (draft, void):
            with pytest.raises(NotPermittedError):
                ACTS[act](service, audit)


@pytest.mark.parametrize("act", ACTS)
def test_a_blind_moderator_does_nothing_whatever_else_they_are(world: World, act: str) -> None:
    ada, sam = world.open("Ada"), world.open("Sam")
    audit = with_actions(ada)
    assign_moderation(sam, audit, Assignment(world.open("Mo").person.id, Why.REQUESTED, blind=True))
    with pytest.raises(NotPermittedError) as refused:
        ACTS[act](world.open("Mo"), audit)
    assert "blind" in str(refused.value)


def test_before_the_grade_is_final_only_urgent_ones_have_started(world: World) -> None:
    ada, tess = world.open("Ada"), world.open("Tess")
    audit = with_actions(ada)
    report_action(tess, audit, "now", Status.ON_TRACK)
    with pytest.raises(InputError, match="no such action"):
        report_action(tess, audit, "plan", Status.ON_TRACK)
    with pytest.raises(InputError, match="not started"):
        report_action(ada, audit, "plan", Status.ON_TRACK)
    assert report_action(ada, audit, "plan", note="the worker knows of it").status is Status.NOT_STARTED
    finalise_audit(world.open("Sam"), audit)
    assert report_action(tess, audit, "plan", Status.ON_TRACK).status is Status.ON_TRACK


# -- whose it is ------------------------------------------------------------------------------------------------------

NORTH, SOUTH, HERE, SOMEONE = (UUID(int=number) for number in range(1, 5))


@pytest.mark.parametrize(
    ("owner", "roles", "theirs"),
    [
        ("team manager", {Role.TEAM_MANAGER}, True),
        ("Social worker and Team Manager", {Role.TEAM_MANAGER}, True),
        ("practice manager", {Role.TEAM_MANAGER}, True),
        ("TM", {Role.TEAM_MANAGER}, True),
        ("the manager", {Role.TEAM_MANAGER}, True),
        ("service manager", {Role.TEAM_MANAGER}, False),
        ("social worker", {Role.TEAM_MANAGER}, False),
        ("", {Role.TEAM_MANAGER, Role.QA_LEAD}, False),
        ("team manager", {Role.QA_LEAD}, False),
        ("QA lead", {Role.QA_LEAD}, True),
        ("quality assurance", {Role.QA_LEAD}, True),
        ("auditor", {Role.AUDITOR}, True),
    ],
)
def test_an_owner_is_a_role_in_words(owner: str, roles: set[Role], theirs: bool) -> None:
    person = Person(HERE, "", frozenset(roles), frozenset({NORTH}))
    assert owns(person, owner, NORTH, HERE) is theirs
    assert not owns(person, "team manager", SOUTH, HERE), "another team's manager is another role"
    assert not owns(person, "auditor", NORTH, SOMEONE)


# -- erasing ----------------------------------------------------------------------------------------------------------


def test_what_was_typed_can_be_erased_and_the_action_stands_as_it_stood(world: World, final: UUID) -> None:
    tess, sam = world.open("Tess"), world.open("Sam")
    report_action(tess, final, "plan", Status.SOME_ISSUES, "Jane Doe is away")
    extend_action(tess, final, "plan", LATER, "Jane Doe is away")
    closed(tess, final)
    added = add_action(tess, final, "Ask Jane Doe to write it", "Jane Doe", DUE)
    before = [show_action(sam, final, name).summary for name in ("plan", added)]
    texts = [one for one in erasable_texts(sam, final) if one.about in ("plan", added) and one.by == tess.person.id]
    assert len(texts) == 4
    for text in texts:
        erase_text(sam, text.fact_id, "it named somebody")
    after = [show_action(sam, final, name) for name in ("plan", added)]
    assert after[0].summary == before[0]
    assert "Jane" not in str(after)
    assert verify_store(sam).problems == ()


def test_an_error_is_never_silent(world: World, final: UUID) -> None:
    for named in ("no", "nothing-like-it"):
        with pytest.raises(AuditorError, match="no action"):
            find_action(world.open("Tess"), named)
