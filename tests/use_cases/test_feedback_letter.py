"""The feedback letter: its order, who is not named in it, what screening says of it, on screen and as a report."""

import pytest
from store_builders import START, World, new_audit
from team_builders import AREA, STRENGTH, WHAT, WHY, final_audit

from auditor.errors import InputError, NotPermittedError
from auditor.reports.document import body_texts
from auditor.reports.formats import FORMATS
from auditor.reports.words import day_words
from auditor.reports.writers.text import WIDTH
from auditor.store.store import Reader
from auditor.use_cases.audits.close_audit import close_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.reports.build import build_report, preview
from auditor.use_cases.reports.request import Request
from auditor.use_cases.team.feedback_letter import note_letter, write_letter


def test_strengths_come_first_then_what_to_do_then_grades_and_what_changed(world: World) -> None:
    audit_id = final_audit(world, moderated=True)
    written = write_letter(world.open("Tess"), audit_id)
    flat = " ".join(written.text.split())
    action = f"{WHAT} Social worker 14 December 2026"
    grade = "Overall ~ Requires improvement to be good"
    changed = "it was Good at first. Evidence was missed; both agreed."
    places = [flat.index(words) for words in (STRENGTH, AREA, action, grade, changed, WHY)]
    assert places == sorted(places)
    assert f"since {day_words(START.date())} its grades stand" in flat
    assert "A second person graded the same file without seeing the first grades" in flat
    assert all(len(line) <= WIDTH for line in written.text.splitlines())


def test_nobody_is_named_and_the_number_stands_in_the_head_only(world: World) -> None:
    written = write_letter(world.open("Tess"), final_audit(world, "9900001", moderated=True))
    assert not any("9900001" in text for text in body_texts(written.letter))
    assert written.text.count("9900001") == 1
    assert not any(name in written.text for name in ("Ada", "Mo ", "Sam", "Tess", "Tom"))
    assert "To: the team manager, North" in written.text
    assert written.finds == ()


def test_what_may_be_a_name_is_told_and_nothing_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("team_builders.STRENGTH", "Seen with Jayden Smith; [b]nothing[/b] was missed.")
    tess, audit_id = world.open("Tess"), final_audit(world)
    written = write_letter(tess, audit_id)
    assert "[b]nothing[/b]" in written.text
    assert any("Jayden" in found.told for found in written.finds)
    built = build_report(tess, Request("letter", audit=audit_id), ["text"])
    assert built.finds == written.finds, "whoever builds it is told the same"


def test_as_a_report_it_is_the_same_letter_in_every_form(world: World) -> None:
    tess, audit_id = world.open("Tess"), final_audit(world, moderated=True)
    built = build_report(tess, Request("letter", audit=audit_id), FORMATS)
    assert set(built.files) == set(FORMATS)
    assert built.files["text"].decode() == write_letter(tess, audit_id).text
    with tess.store.reading() as reader:
        assert isinstance(reader, Reader)
        noted = reader.disclosures()
    assert {fact.key for fact in noted} == {audit_id.hex}
    assert [(fact.body or {})["format"] for fact in noted] == list(FORMATS)
    assert {(fact.body or {})["report"] for fact in noted} == {"letter"}


def test_there_is_no_letter_before_the_grades_stand(world: World) -> None:
    ada = world.open("Ada")
    draft = new_audit(ada)
    for tried in (lambda: write_letter(ada, draft), lambda: preview(ada, Request("letter", audit=draft))):
        with pytest.raises(InputError, match="do not stand yet"):
            tried()


def test_of_a_closed_audit_it_asks_for_no_reply(world: World) -> None:
    audit_id = final_audit(world)
    assert "You may reply" in write_letter(world.open("Tess"), audit_id).text
    close_audit(world.open("Sam"), audit_id)
    assert "takes no more replies" in write_letter(world.open("Tess"), audit_id).text


def test_that_it_left_the_store_is_recorded(world: World) -> None:
    tess, audit_id = world.open("Tess"), final_audit(world)
    note_letter(tess, audit_id, "clipboard")
    with tess.store.reading() as reader:
        assert isinstance(reader, Reader)
        (noted,) = reader.disclosures()
    assert (noted.key, noted.by) == (audit_id.hex, tess.person.id)
    assert noted.body == {"what": "report", "report": "letter", "format": "text", "to": "clipboard"}
    assert not verify_store(tess).problems


def test_another_team_gets_no_letter(world: World) -> None:
    elsewhere = final_audit(world, name="South")
    for tried in (
        lambda s: write_letter(s, elsewhere),
        lambda s: note_letter(s, elsewhere, "file"),
        lambda s: build_report(s, Request("letter", audit=elsewhere), ["text"]),
    ):
        with pytest.raises(NotPermittedError):
            tried(world.open("Tess"))
