"""The check over all audits: each thing it finds, who finds it, and that no text is told to who may not read it."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_builders import World, child, everything_left, finish, new_audit, team

from auditor.audit.changes import Change
from auditor.audit.checks import CHECK_WORDS, LONG_ENOUGH, Check, Place, Suspect, alike
from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.use_cases.audits.check_audits import check_audits
from auditor.use_cases.audits.concerns import correct_concern, raise_concern
from auditor.use_cases.audits.improvement import keep_plan
from auditor.use_cases.audits.move_audit import finalise_audit, mark_entered_on_lcs, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.re_audit import start_re_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.service import Service

LONG = "The chronology stops in May, and nobody can say what was done after the visit in June."


def found(service: Service, check: Check) -> list[Suspect]:
    return [one for one in check_audits(service) if one.check is check]


def submitted(service: Service, number: str, grade: str = "good", *more: Change) -> UUID:
    audit_id = new_audit(service, number)
    opened = open_audit(service, audit_id)
    record(service, opened, [*everything_left(opened, lambda _: grade), *more])
    submit_audit(service, audit_id)
    return audit_id


def note(key: str, text: str) -> Change:
    return Change(FactKind.NOTE, key, {"text": text})


def test_nothing_is_found_where_there_is_nothing(service: Service) -> None:
    assert check_audits(service) == []


def test_good_without_evidence_or_a_note(service: Service) -> None:
    audit_id = submitted(service, "9900001")
    (one,) = found(service, Check.NO_EVIDENCE)
    assert (one.audit_id, one.place) == (audit_id, Place.AUDIT)
    codes = one.what.partition(":")[0].split(", ")
    with service.store.reading() as reader:
        summary = reader.summary(audit_id)
        assert summary is not None
        checklist = reader.checklist(summary.content_hash)
    assert codes == [checklist.sections_by_id[section].code for section in sorted(summary.sections)]
    # Evidence beside one question, or a note on the section, is enough for a section.
    opened = open_audit(service, new_audit(service, "9900002"))
    sections = sorted({item.section.id for item in opened.scope.asked.values()})
    first = next(key for key, item in opened.scope.asked.items() if item.section.id == sections[0])
    given_ = [Change(FactKind.EVIDENCE, first, {"text": "x"}), *(note(section, "y") for section in sections[1:])]
    record(service, opened, [*everything_left(opened), *given_])
    submit_audit(service, opened.id)
    assert [one.audit_id for one in found(service, Check.NO_EVIDENCE)] == [audit_id]


def test_inadequate_without_an_action(service: Service) -> None:
    audit_id = submitted(service, "9900001", "inadequate")
    action = Change(FactKind.ACTION, "a1", {"what": "x", "owner": "y", "due": "2026-12-20", "finding": ""})
    submitted(service, "9900002", "inadequate", action)
    assert [one.audit_id for one in found(service, Check.NO_ACTION)] == [audit_id]
    assert found(service, Check.NO_EVIDENCE) == []


def test_what_is_overdue_or_was_never_opened(world: World) -> None:
    service = world.open("Sam")
    late = new_audit(service, "9900001", due=date(2026, 11, 18))
    begun = new_audit(service, "9900002", due=date(2026, 12, 24))
    criterion = next(iter(open_audit(service, begun).scope.asked))
    answer = Change(FactKind.ANSWER, criterion, {"answer": "met", "not_applicable": None, "reason": "as read"})
    record(service, open_audit(service, begun), [answer])
    (one,) = found(service, Check.OVERDUE)
    assert (one.audit_id, one.what) == (late, "was due by 18/11/2026, 2 days ago")
    assert found(service, Check.NEVER_OPENED) == []
    world.clock.at += timedelta(days=12)
    (one,) = found(service, Check.NEVER_OPENED)
    assert one.audit_id == late
    void_audit(service, late, "a mistake")
    assert check_audits(service) == []


def test_a_moderation_that_is_overdue(world: World) -> None:
    with closing(world.open("Ada")) as ada:
        audit_id = submitted(ada, "9900001")
    with closing(world.open("Sam")) as sam:
        mo = next(person.id for person in sam.people().values() if person.name == "Mo")
        assign_moderation(sam, audit_id, Assignment(mo, Why.REQUESTED, blind=True, due=date(2026, 11, 30)))
        assert found(sam, Check.OVERDUE) == []
        world.clock.at += timedelta(days=20)
        assert [one.what for one in found(sam, Check.OVERDUE)] == ["its moderation was due by 30/11/2026, 10 days ago"]
    with closing(world.open("Mo")) as mo_service:
        assert check_audits(mo_service) == []


def test_not_on_lcs_after_five_working_days(world: World) -> None:
    service = world.open("Sam")  # Friday 20 November 2026
    audit_id = submitted(service, "9900001")
    world.clock.at += timedelta(days=7)  # the fifth working day
    assert found(service, Check.NOT_ON_LCS) == []
    world.clock.at += timedelta(days=3)
    (one,) = found(service, Check.NOT_ON_LCS)
    assert (one.audit_id, one.place, one.since) == (audit_id, Place.LCS, date(2026, 11, 20))
    mark_entered_on_lcs(service, audit_id, date(2026, 11, 30))
    assert found(service, Check.NOT_ON_LCS) == []


def test_the_same_auditor_and_team_again_and_again(world: World) -> None:
    with closing(world.open("Ada")) as ada:
        for number in ("9900001", "9900002"):
            new_audit(ada, number)
        new_audit(ada, "9900003", team=team(ada, "South"))
        assert found(ada, Check.AGAIN) == []
        last = new_audit(ada, "9900004")
        (one,) = found(ada, Check.AGAIN)
        assert (one.audit_id, one.what) == (last, "3 audits of this team by the same person in 6 months")
        world.clock.at += timedelta(days=190)
        assert found(ada, Check.AGAIN) == []


def test_copied_texts_are_told_by_number_and_never_by_what_they_say(world: World) -> None:
    with closing(world.open("Ada")) as ada:
        first = submitted(ada, "9900001", "good", note("overall", LONG))
    with closing(world.open("Sam")) as sam:
        copied = LONG.upper().replace(",", " -")
        second = submitted(sam, "9900002", "good", note("overall", copied), note("ps01", "Too short to tell."))
        submitted(sam, "9900003", "good", note("ps01", "Too short to tell."))
        rows = found(sam, Check.COPIED)
        assert {(one.audit_id, one.what) for one in rows} == {
            (first, "1 text word for word as in LCS 9900002"),
            (second, "1 text word for word as in LCS 9900001"),
        }
        assert LONG[:20] not in json.dumps([one.what for one in check_audits(sam)])
        record(sam, open_audit(sam, new_audit(sam, "9900004")), [note("overall", LONG)])
        assert len(found(sam, Check.COPIED)) == 3
    with closing(world.open("Ada")) as ada:
        # She may not read Sam's: that there is the same text in one of them is not hers to know.
        assert found(ada, Check.COPIED) == []


def test_a_text_that_was_replaced_is_not_copied_any_more(service: Service) -> None:
    submitted(service, "9900001", "good", note("overall", LONG))
    opened = open_audit(service, new_audit(service, "9900002"))
    opened = record(service, opened, [note("overall", LONG)])
    assert len(found(service, Check.COPIED)) == 2
    record(service, opened, [note("overall", "In my own words.")])
    assert found(service, Check.COPIED) == []


@given(st.text())
def test_what_is_alike_does_not_hang_on_capitals_spaces_or_signs(text: str) -> None:
    wording = alike(text)
    assert not wording or sum(sign.isalnum() for sign in wording) >= LONG_ENOUGH
    if wording:
        assert alike(f"  {text}!! ") == wording
        assert alike(wording) == wording


def test_forty_letters_make_a_copy() -> None:
    assert alike("a" * LONG_ENOUGH)
    assert not alike("a" * (LONG_ENOUGH - 1) + " " * 40)


def test_inadequate_without_a_plan_and_a_re_audit_that_is_overdue(world: World) -> None:
    with closing(world.open("Ada")) as ada:
        audit_id = submitted(ada, "9900001", "inadequate")
    with closing(world.open("Sam")) as sam:
        assert found(sam, Check.PATHWAY) == []
        finalise_audit(sam, audit_id)
        (one,) = found(sam, Check.PATHWAY)
        assert (one.place, one.what) == (Place.PLAN, "final since 20/11/2026: nothing is agreed")
        keep_plan(sam, audit_id, owner="head of service", plan="x", reviewed_on=date(2027, 1, 1))
        assert [one.what for one in found(sam, Check.PATHWAY)] == [
            "final since 20/11/2026: who audits again is missing"
        ]
        keep_plan(sam, audit_id, re_auditor=sam.person.id)
        assert found(sam, Check.PATHWAY) == []
        world.clock.at += timedelta(days=200)
        assert [one.what for one in found(sam, Check.RE_AUDIT)] == ["was due by 20/05/2027"]
        again = start_re_audit(sam, audit_id)
        assert len(found(sam, Check.RE_AUDIT)) == 1
        finish(sam, again)
        submit_audit(sam, again)
        assert found(sam, Check.RE_AUDIT) == []


def test_concerns_without_a_response_are_found_by_those_who_may_see_them(world: World) -> None:
    with closing(world.open("Ada")) as ada:
        audit_id = new_audit(ada, "9900001")
        open_one = raise_concern(ada, audit_id, Concern(ConcernKind.CHILD, LONG))
    with closing(world.open("Sam")) as sam:
        raise_concern(sam, audit_id, Concern(ConcernKind.STAFF, LONG))
    world.clock.at += timedelta(hours=50)
    for name, count in (("Sam", 2), ("Ada", 1), ("Tess", 1), ("Mo", 0)):
        with closing(world.open(name)) as service:
            rows = found(service, Check.CONCERN)
            assert len(rows) == count
            assert all(LONG not in one.what and one.place is Place.CONCERN for one in rows)
            assert {one.what for one in rows} <= {"no response for 2 days, not acknowledged"}
    with closing(world.open("Tess")) as tess:
        correct_concern(tess, audit_id, open_one.id, lambda concern: replace(concern, response="a visit"))
        assert found(tess, Check.CONCERN) == []


def test_progress_is_told_before_each_check(service: Service) -> None:
    told: list[tuple[int, int, str]] = []
    check_audits(service, lambda *args: told.append(args))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert {total for _, total, _ in told} == {len(told)}
    assert {words for _, _, words in told} <= set(CHECK_WORDS.values())


@pytest.mark.parametrize("name", ["Ada", "Mo", "Tess", "Tom"])
def test_only_audits_one_may_read_are_checked(world: World, name: str) -> None:
    with closing(world.open("Sam")) as sam:
        for number in ("9900001", "9900002", "9900003"):
            profile = child(sam.standards.current, "child_protection")
            new_audit(sam, number, due=date(2026, 11, 1), profile=profile)
        assert len(check_audits(sam)) == 4
    with closing(world.open(name)) as service:
        assert check_audits(service) == []
