"""Concerns on a real store: who raises, sees, follows and exports them; of a restricted one nothing is told."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import PASSPHRASE, World, finish, new_audit, seeded_ids

from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Role
from auditor.errors import AuditorError, InputError, NotPermittedError
from auditor.store.vault import CHEAP
from auditor.use_cases.audits.concerns import (
    acknowledge_concern,
    concerns_in_audit,
    correct_concern,
    find_concern,
    hours_to_response,
    list_concerns,
    raise_concern,
    read_concern,
)
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, verify_store
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.open_store import init_store
from auditor.use_cases.service import Service

WORDS = "unmistakable words about what was read"
CHILD = Concern(ConcernKind.CHILD, WORDS)
STAFF = Concern(ConcernKind.STAFF, WORDS)
PEOPLE = ("Sam", "Ada", "Mo", "Tess", "Tom")


@pytest.fixture
def drafted(world: World) -> UUID:
    """A draft of Ada's."""
    with closing(world.open("Ada")) as service:
        return new_audit(service, "9900001")


def seen_by(world: World) -> set[str]:
    found = set()
    for name in PEOPLE:
        with closing(world.open(name)) as service:
            if list_concerns(service):
                found.add(name)
    return found


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(AuditorError) as caught:
        call()
    return str(caught.value)


def test_it_exists_with_its_first_words_and_is_seen_by_those_who_should(world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as ada:
        one = raise_concern(ada, drafted, CHILD)
        assert (one.raised.concern, one.raised.open, one.waits) == (CHILD, True, True)
        assert not one.may_acknowledge
    # Tess and Tom manage the team, though a draft is not theirs to read; Mo has nothing to do with it.
    assert seen_by(world) == {"Ada", "Sam", "Tess", "Tom"}


def test_a_restricted_one_is_hidden_from_the_team_and_from_the_auditor(world: World, drafted: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        one = raise_concern(sam, drafted, STAFF)
    assert seen_by(world) == {"Sam"}
    nothing = "f" * 32
    for name in ("Ada", "Mo", "Tess", "Tom"):
        with closing(world.open(name)) as service:
            assert concerns_in_audit(service, drafted) == []
            assert hours_to_response(service).whole.raised == 0
            for call in (read_concern, acknowledge_concern, partial_correct):
                # What one may not see is refused in the same words as what there is not.
                there = refused(lambda call=call: call(service, drafted, one.id))  # type: ignore[misc]
                absent = refused(lambda call=call: call(service, drafted, nothing))  # type: ignore[misc]
                assert there.replace(one.id, "") == absent.replace(nothing, "")
            assert WORDS not in refused(lambda: find_concern(service, one.id))


def partial_correct(service: Service, audit_id: UUID, concern_id: str) -> object:
    return correct_concern(service, audit_id, concern_id, lambda concern: replace(concern, response="x"))


def test_who_may_raise_one(world: World, drafted: UUID) -> None:
    for name in ("Mo", "Tess"):
        with closing(world.open(name)) as service, pytest.raises(NotPermittedError) as caught:
            raise_concern(service, drafted, CHILD)
        assert "9900001" not in str(caught.value)
    with closing(world.open("Ada")) as ada:
        finish(ada, drafted)
        submit_audit(ada, drafted)
    with closing(world.open("Sam")) as sam:
        finalise_audit(sam, drafted)
    with closing(world.open("Tess")) as tess:
        assert raise_concern(tess, drafted, CHILD).raised.by == tess.person.id


def test_a_blind_moderator_sees_only_their_own(world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as ada:
        raise_concern(ada, drafted, CHILD)
        finish(ada, drafted)
        submit_audit(ada, drafted)
    with closing(world.open("Sam")) as sam:
        mo = next(person for person in sam.people().values() if person.name == "Mo")
        roles = frozenset({Role.MODERATOR, Role.QA_LEAD})
        change_person(sam, replace(mo, roles=roles))
        assign_moderation(sam, drafted, Assignment(mo.id, Why.REQUESTED, blind=True))
    with closing(world.open("Mo")) as service:
        assert list_concerns(service) == []
        own = raise_concern(service, drafted, replace(CHILD, text="my own"))
        assert [one.id for one in list_concerns(service)] == [own.id]


def test_two_people_add_to_it_and_every_version_is_kept(world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as ada:
        one = raise_concern(ada, drafted, CHILD)
        correct_concern(ada, drafted, one.id, lambda concern: replace(concern, told="team manager"))
    world.clock.at += timedelta(hours=5)
    with closing(world.open("Tess")) as tess:
        after = correct_concern(tess, drafted, one.id, lambda concern: replace(concern, response="visit today"))
        assert (after.raised.concern.told, after.raised.concern.response) == ("team manager", "visit today")
        assert not after.raised.open
        acknowledge_concern(tess, drafted, one.id)
        again = acknowledge_concern(tess, drafted, one.id)
        assert len(again.raised.seen) == 1
        whole = hours_to_response(tess).whole
        assert (whole.answered, round(whole.median_hours or 0)) == (1, 5)
        same = correct_concern(tess, drafted, one.id, lambda concern: concern)
        assert same.raised.latest == again.raised.latest
    with closing(world.open("Ada")) as ada:
        with pytest.raises(InputError, match="raised this concern yourself"):
            acknowledge_concern(ada, drafted, one.id)
        assert verify_store(ada).problems == ()


def test_only_the_raiser_and_the_qa_lead_say_whom_it_is_about(world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as ada:
        one = raise_concern(ada, drafted, CHILD)
    with closing(world.open("Tess")) as tess, pytest.raises(NotPermittedError):
        correct_concern(tess, drafted, one.id, lambda concern: replace(concern, kind=ConcernKind.STAFF))
    with closing(world.open("Ada")) as ada:
        correct_concern(ada, drafted, one.id, lambda concern: replace(concern, kind=ConcernKind.STAFF))
    assert seen_by(world) == {"Ada", "Sam"}


def test_what_cannot_be_is_refused(world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as ada:
        for wrong in (
            replace(CHILD, text="  "),
            replace(CHILD, told_at=datetime.fromisoformat("2030-01-01T09:00")),
            replace(CHILD, on_lcs=ada.today() + timedelta(days=1)),
        ):
            with pytest.raises(InputError):
                raise_concern(ada, drafted, wrong)
        assert list_concerns(ada) == []


def test_a_bundle_leaves_a_restricted_one_out_for_the_auditor_and_is_read_all_the_same(
    world: World, drafted: UUID, tmp_path: Path
) -> None:
    with closing(world.open("Sam")) as sam:
        raise_concern(sam, drafted, STAFF)
        raise_concern(sam, drafted, replace(CHILD, text="seen by the team"))
        whole = export_audit(sam, drafted)
    assert WORDS in whole
    with closing(world.open("Ada")) as ada:
        bundle = export_audit(ada, drafted)
    assert WORDS not in bundle
    assert "seen by the team" in bundle
    withheld = [fact for fact in json.loads(bundle)["facts"] if fact["kind"] == "concern" and fact["body"] is None]
    assert len(withheld) == 1
    folder = tmp_path / "other"
    made = init_store(folder, "Lee", PASSPHRASE, clock=world.clock, new_id=seeded_ids(world.clock, 99), cost=CHEAP)
    with closing(made.service) as lee:
        import_audit(lee, bundle, "bundle.json")
        assert [one.raised.concern.text for one in list_concerns(lee)] == ["seen by the team"]
        assert verify_store(lee).problems == ()


def test_its_words_can_be_erased_and_the_concern_stays(world: World, drafted: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        one = raise_concern(sam, drafted, replace(CHILD, response=WORDS))
        texts = [text for text in erasable_texts(sam, drafted) if WORDS in text.said.values()]
        assert [set(text.said) for text in texts] == [{"text", "response"}]
        erase_text(sam, texts[0].fact_id, "it named the child")
        after = read_concern(sam, drafted, one.id).raised
        assert WORDS not in (after.concern.text, after.concern.response)
        assert not after.open
        assert [found.id for found in list_concerns(sam)] == [one.id]
        assert verify_store(sam).problems == ()
