"""Picking audits for moderation: the draw, what is picked beside it, who is asked, and that nobody can steer it."""

from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from moderation_builders import moderate, person, submitted
from round_worlds import drawn, start
from store_builders import PASSPHRASE, World, child, finish, team

from auditor.audit.examination import OVERALL
from auditor.audit.moderation import Why, assignment_in
from auditor.audit.permissions import Person, Role
from auditor.audit.sampling import pick_share
from auditor.errors import InputError, NotPermittedError
from auditor.store.records import AuditFilter
from auditor.store.vault import CHEAP
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.calibration import new_calibration, start_calibration
from auditor.use_cases.moderation.moderate import ask_to_moderate
from auditor.use_cases.moderation.pick import (
    ModerationSettings,
    Pick,
    change_moderation_settings,
    moderation_settings,
    preview_pick,
    record_pick,
)
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.service import Service


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


def several(world: World, *overall: str, **given: Any) -> list[UUID]:
    """Audits that Ada submitted, with these overall grades."""
    return [
        submitted(world, str(9900001 + number), lambda key, grade=grade: grade if key == OVERALL else "good", **given)
        for number, grade in enumerate(overall)
    ]


def picked(pick: Pick) -> dict[str, tuple[str, str]]:
    return {
        one.audit.lcs_number: (one.why.value, one.moderator.name if one.moderator else "nobody") for one in pick.picked
    }


def test_what_is_set_unless_somebody_says_otherwise(sam: Service, world: World) -> None:
    assert moderation_settings(sam) == ModerationSettings(20, True, True, True, 14)
    change_moderation_settings(sam, share=50, blind=False)
    assert moderation_settings(sam) == ModerationSettings(50, True, True, False, 14)
    for wrong in ({"share": 101}, {"share": -1}, {"days": 0}):
        with pytest.raises(InputError):
            change_moderation_settings(sam, **wrong)
    with pytest.raises(NotPermittedError):
        change_moderation_settings(world.open("Mo"), share=100)
    assert moderation_settings(sam).share == 50


def test_only_the_qa_lead_picks(world: World, sam: Service) -> None:
    pick = preview_pick(sam)
    for name in ("Mo", "Ada", "Tess"):
        with closing(world.open(name)) as other:
            with pytest.raises(NotPermittedError):
                preview_pick(other)
            with pytest.raises(NotPermittedError):
                record_pick(other, pick)


def test_a_share_is_drawn_and_the_weakest_and_best_are_added(world: World, sam: Service) -> None:
    audits = several(world, *["good"] * 7, "inadequate", "inadequate", "outstanding")
    pick = preview_pick(sam)
    drawn = set(pick_share(pick.seed, [str(audit) for audit in audits], 0.2))
    found = {str(one.audit.audit_id): one.why for one in pick.picked}
    assert (pick.frame, len(drawn)) == (10, 2)
    assert {key for key, why in found.items() if why is Why.RANDOM} == drawn
    weakest = {str(audit) for audit in audits[7:9]}
    assert {key for key, why in found.items() if why is Why.INADEQUATE} == weakest - drawn
    assert {key for key, why in found.items() if why is Why.OUTSTANDING} == {str(audits[9])} - drawn
    assert {one.moderator.name for one in pick.picked if one.moderator} == {"Mo"}


def test_drawn_at_random_stays_random_whatever_the_grade(world: World, sam: Service) -> None:
    several(world, "inadequate", "outstanding")
    change_moderation_settings(sam, share=100)
    assert {why for why, _ in picked(preview_pick(sam)).values()} == {"random"}
    change_moderation_settings(sam, share=0)
    assert picked(preview_pick(sam)) == {"9900001": ("inadequate", "Mo"), "9900002": ("outstanding", "Mo")}
    change_moderation_settings(sam, all_outstanding=False)
    assert picked(preview_pick(sam)) == {"9900001": ("inadequate", "Mo")}


def test_looking_again_draws_the_same_and_recording_says_why(world: World, sam: Service) -> None:
    several(world, "good", "good", "good", "inadequate")
    first, again = preview_pick(sam), preview_pick(sam)
    assert (first.seed, picked(first)) == (again.seed, picked(again))
    done = record_pick(sam, again)
    with sam.store.reading() as reader:
        for one in done.picked:
            facts = [fact for owner, fact in reader.facts(one.audit.audit_id) if owner is None]
            found = assignment_in(facts)
            assert found is not None
            assert (found.why, found.blind, found.due) == (one.why, True, done.due)
            assert (found.seed, found.share) == ((done.seed, 20) if one.why is Why.RANDOM else ("", 0))
    after = preview_pick(sam)
    assert after.seed != done.seed
    assert (after.frame, after.picked) == (0, ())
    assert verify_store(sam).problems == ()


def test_an_audit_takes_part_in_one_draw_until_it_is_submitted_anew(world: World, sam: Service) -> None:
    audits = several(world, "good", "good", "good", "good", "good")
    taken = {one.audit.audit_id for one in record_pick(sam, preview_pick(sam)).picked}
    assert len(taken) == 1
    submitted(world, "9900020")
    assert set(picked(preview_pick(sam))) == {"9900020"}
    left = next(audit for audit in audits if audit not in taken)
    reopen_audit(sam, left, "a section was missed")
    with closing(world.open("Ada")) as ada:
        submit_audit(ada, left)
    assert preview_pick(sam).frame == 2


def test_what_changed_since_one_looked_is_not_recorded(world: World, sam: Service) -> None:
    several(world, "inadequate")
    before = preview_pick(sam)
    submitted(world, "9900020", lambda _: "inadequate")
    with pytest.raises(InputError, match="changed since you looked"):
        record_pick(sam, before)
    assert len(preview_pick(sam).picked) == 2
    record_pick(sam, preview_pick(sam))
    with pytest.raises(InputError, match="nothing to ask for"):
        record_pick(sam, preview_pick(sam))


def test_what_was_moderated_assigned_or_is_a_calibration_is_not_picked(world: World, sam: Service) -> None:
    asked, done = several(world, "inadequate", "inadequate")
    for audit in (asked, done):
        ask_to_moderate(sam, audit, person(sam, "Mo"))
    moderate(world, done, {OVERALL: "inadequate"})
    people, profile = [person(sam, name) for name in ("Ada", "Tom")], child(sam.standards.current)
    same = new_calibration(sam, name="Autumn", lcs_number="9905551", people=people, team=team(sam), profile=profile)
    with closing(world.open("Ada")) as ada:
        own = start_calibration(ada, same.id)
        finish(ada, own, "inadequate")
        submit_audit(ada, own)
    assert picked(preview_pick(sam)) == {}


def test_they_are_spread_over_those_who_are_independent(world: World, sam: Service) -> None:
    people = {one.name: one for one in sam.people().values()}
    add_person(sam, "Bea", PASSPHRASE, frozenset({Role.MODERATOR}), [], cost=CHEAP)
    north = team(sam)
    tess = people["Tess"]
    change_person(sam, Person(tess.id, "Tess", tess.roles | {Role.MODERATOR}, tess.teams))
    several(world, *["inadequate"] * 4)
    change_moderation_settings(sam, share=0)
    assert sorted(name for _, name in picked(preview_pick(sam)).values()) == ["Bea", "Bea", "Mo", "Mo"]
    assert tess.teams == frozenset({north})
    other = submitted(world, "9900020", lambda _: "inadequate", team=team(sam, "South"))
    assert picked(preview_pick(sam))["9900020"][1] == "Tess"
    ask_to_moderate(sam, other, people["Mo"].id)
    assert [name for _, name in picked(preview_pick(sam)).values()] == ["Bea", "Bea", "Mo", "Bea"]


def test_whoever_picks_is_asked_last_and_what_nobody_can_moderate_is_said(world: World, sam: Service) -> None:
    sams = sam.person
    change_person(sam, Person(sams.id, sams.name, sams.roles | {Role.MODERATOR}, sams.teams))
    several(world, "inadequate", "inadequate")
    change_moderation_settings(sam, share=0)
    assert {name for _, name in picked(preview_pick(sam)).values()} == {"Mo"}
    mo = next(one for one in sam.people().values() if one.name == "Mo")
    change_person(sam, Person(mo.id, "Mo", frozenset({Role.TEAM_MANAGER}), frozenset({team(sam)})))
    assert {name for _, name in picked(preview_pick(sam)).values()} == {"Sam"}
    change_person(sam, Person(sams.id, sams.name, sams.roles, sams.teams))
    pick = preview_pick(sam)
    assert ({name for _, name in picked(pick).values()}, pick.to_assign) == ({"nobody"}, ())
    assert pick.picked[0].against == ("nobody moderates yet",)
    change_person(sam, Person(mo.id, "Mo", frozenset({Role.MODERATOR, Role.TEAM_MANAGER}), frozenset({team(sam)})))
    assert preview_pick(sam).picked[0].against == ("Mo manages the team",)


def test_a_round_has_its_own_share_and_says_whether_blind(world: World, sam: Service) -> None:
    change_moderation_settings(sam, share=0, all_inadequate=False, all_outstanding=False, blind=True)
    seen = drawn(world, sam, 2, share=100, blind=False)
    numbers = [line.case.lcs_number for line in seen.lines]
    for number in numbers:
        allocate(sam, seen.round.id, number, person(sam, "Ada"))
    with closing(world.open("Ada")) as ada:
        for number in numbers:
            audit = start(ada, number)
            finish(ada, audit)
            submit_audit(ada, audit)
    submitted(world, "9900900")
    pick = record_pick(sam, preview_pick(sam))
    found = {one.audit.lcs_number: (one.why, one.blind, one.share) for one in pick.picked}
    assert found == dict.fromkeys(numbers, (Why.RANDOM, False, 100))
    assert pick.frame_words.endswith("of 3 audits submitted since the last draw (2 by what their round says)")
    with sam.store.reading() as reader:
        asked = {row.lcs_number: (row.moderator_id, row.blind) for row in reader.page(AuditFilter(), 0, 10)}
    assert asked == {**dict.fromkeys(numbers, (person(sam, "Mo"), False)), "9900900": (None, False)}
