"""What is typed in a dialogue: kept for whoever types it, in a store that was closed too, erasable, in no bundle."""

import json
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest
from sqlalchemy import text
from store_builders import World
from team_builders import final_audit

from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.examination import OVERALL
from auditor.errors import InputError, NotPermittedError
from auditor.store.records import moment_text
from auditor.use_cases.audits.concerns import raise_concern
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, typed_in_rounds
from auditor.use_cases.keeping.retention import audits_due, remove_due, set_retention
from auditor.use_cases.keeping.unfinished import Unfinished, forget_unfinished, keep_unfinished, unfinished
from auditor.use_cases.team.reply import typed_reply

NUMBER = "9900001"
ROUND = Unfinished(None, "round-exempt", "winter/9900555")


def note(audit_id: UUID, part: str = "note") -> Unfinished:
    return Unfinished(audit_id, f"action_step-{part}", "plan")


def test_it_is_there_after_the_store_was_closed_and_is_nobody_elses(world: World) -> None:
    audit_id = final_audit(world)
    with closing(world.open("Tess")) as tess:
        keep_unfinished(tess, note(audit_id), "rang the sch")
        keep_unfinished(tess, note(audit_id), " rang the school ")
        keep_unfinished(tess, note(audit_id, "evidence"), "plan on file")
    with closing(world.open("Tess")) as tess, closing(world.open("Sam")) as sam:
        assert unfinished(tess, note(audit_id)) == "rang the school"
        assert unfinished(tess, note(audit_id, "evidence")) == "plan on file"
        assert unfinished(sam, note(audit_id)) == ""
        keep_unfinished(tess, note(audit_id, "evidence"), "  ")
        assert unfinished(tess, note(audit_id, "evidence")) == ""
        forget_unfinished(tess, note(audit_id))
        assert unfinished(tess, note(audit_id)) == ""
        assert not [one for one in erasable_texts(sam, audit_id) if one.draft]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Mo", note),
        ("Tess", lambda audit_id: Unfinished(audit_id, "move-void")),
        ("Ada", lambda audit_id: Unfinished(audit_id, "improvement-plan")),
        ("Tess", lambda _: ROUND),
        ("Mo", lambda audit_id: Unfinished(audit_id, "concern-told")),
    ],
)
def test_who_may_not_do_it_neither_keeps_nor_reads_it(
    world: World, name: str, what: Callable[[UUID], Unfinished]
) -> None:
    about = what(final_audit(world))
    with closing(world.open(name)) as person:
        with pytest.raises(NotPermittedError):
            keep_unfinished(person, about, "so")
        with pytest.raises(NotPermittedError):
            unfinished(person, about)


def test_who_may_not_see_a_concern_keeps_nothing_for_it(world: World) -> None:
    audit_id = final_audit(world)
    with closing(world.open("Ada")) as ada:
        seen = raise_concern(ada, audit_id, Concern(ConcernKind.CHILD, "alone at home"))
        hidden = raise_concern(ada, audit_id, Concern(ConcernKind.STAFF, "a carer said so"))
    with closing(world.open("Tess")) as tess:
        keep_unfinished(tess, Unfinished(audit_id, "concern-told_at", seen.id), "half past")
        assert unfinished(tess, Unfinished(audit_id, "concern-told_at", seen.id)) == "half past"
        with pytest.raises(InputError, match="no such concern"):
            keep_unfinished(tess, Unfinished(audit_id, "concern-told_at", hidden.id), "half past")


def test_the_lead_erases_it_and_it_leaves_with_no_bundle(world: World) -> None:
    audit_id = final_audit(world)
    tess, sam = world.open("Tess"), world.open("Sam")
    keep_unfinished(tess, note(audit_id), "Jo Bloggs was rung")
    (line,) = [one for one in erasable_texts(sam, audit_id) if one.draft]
    assert (line.by, line.about, dict(line.said)) == (tess.person.id, "plan", {"text": "Jo Bloggs was rung"})
    assert "Jo Bloggs" not in json.dumps(export_audit(sam, audit_id))
    with pytest.raises(InputError, match="repeats"):
        erase_text(sam, line.fact_id, "jo bloggs was rung")
    erase_text(sam, line.fact_id, "a name")
    assert unfinished(tess, note(audit_id)) == ""
    with pytest.raises(InputError, match="no such text"):
        erase_text(sam, line.fact_id, "a name")


def test_what_is_typed_in_a_round_is_listed_and_erased_apart(world: World) -> None:
    with closing(world.open("Sam")) as sam, closing(world.open("Ada")) as ada:
        keep_unfinished(sam, ROUND, "the case of Jo")
        (line,) = typed_in_rounds(sam)
        assert (line.key, line.text) == (ROUND.key, "the case of Jo")
        for call in (lambda: typed_in_rounds(ada), lambda: erase_text(ada, line.id, "a name")):
            with pytest.raises(NotPermittedError):
                call()
        erase_text(sam, line.id, "a name")
        assert unfinished(sam, ROUND) == ""


def test_it_goes_with_its_audit_when_its_time_is_over(world: World) -> None:
    audit_id = final_audit(world)
    sam, tess = world.open("Sam"), world.open("Tess")
    about_case = Unfinished(None, "round-exempt", f"winter/{NUMBER}")
    for person, what in ((tess, note(audit_id)), (sam, about_case), (sam, ROUND)):
        keep_unfinished(person, what, "so")
    world.clock.at = world.clock.at.replace(year=world.clock.at.year + 3)
    set_retention(sam, 12)
    due = audits_due(sam)
    assert audit_id in {one.audit_id for one in due.audits}
    remove_due(sam, due, "as the schedule says")
    with sam.store.reading() as reader:
        assert reader.unfinished_of(audit_id) == []
    assert [line.key for line in typed_in_rounds(sam)] == [ROUND.key], "the number of the other is gone"


def test_replies_that_lay_in_the_examination_are_brought_over(world: World) -> None:
    audit_id = final_audit(world)
    with closing(world.open("Tess")) as tess, tess.store.writing() as writer:
        (own,) = writer.examinations(audit_id)
        at = moment_text(tess.now())
        writer.put_draft(own.id, f"reply-{tess.person.id.hex}:{OVERALL}", "The minutes are", at)
        writer.put_draft(own.id, "conversation-said:child", "she likes", at)
        writer._connection.execute(text("DROP TABLE unfinished"))
        writer._connection.execute(text("ALTER TABLE audit_summary DROP COLUMN answers"))
        writer._connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    with closing(world.open("Tess")) as tess:
        assert unfinished(tess, typed_reply(audit_id, OVERALL)) == "The minutes are"
        with tess.store.reading() as reader:
            assert reader.drafts(own.id) == {"conversation-said:child": "she likes"}
