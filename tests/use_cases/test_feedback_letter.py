"""The feedback letter: its order, who is not named in it, and what screening says of it."""

from dataclasses import replace
from datetime import date

import pytest
from store_builders import START, World
from team_builders import AREA, STRENGTH, WHAT, WHY, final_audit

from auditor.audit.facts import Finding
from auditor.audit.letter import WIDTH, LetterHead, feedback_letter
from auditor.errors import NotPermittedError
from auditor.store.store import Reader
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.team.feedback_letter import note_letter, write_letter
from auditor.use_cases.team.view import team_audit

HEAD = LetterHead("9900001", "full audit", date(2026, 11, 20), "North", "Practice standards 2023")


def test_strengths_come_first_then_what_to_do_then_grades_and_what_changed(world: World) -> None:
    audit_id = final_audit(world, moderated=True)
    written = write_letter(world.open("Tess"), audit_id)
    flat = " ".join(written.text.split())
    action = f"{WHAT.rstrip('.')} (by the social worker, by 14/12/2026)"
    grade = "Overall: Requires improvement to be good"
    changed = "it was Good at first. Evidence was missed; both agreed."
    places = [flat.index(words) for words in (STRENGTH, AREA, action, grade, changed, WHY)]
    assert places == sorted(places)
    assert f"final on {START:%d/%m/%Y}" in flat
    assert "A second person graded the same file without seeing the first grades" in flat
    assert all(len(line) <= WIDTH for line in written.text.splitlines())


def test_nobody_is_named_and_the_number_stands_in_the_head_only(world: World) -> None:
    written = write_letter(world.open("Tess"), final_audit(world, "9900001", moderated=True))
    assert "9900001" not in written.letter.said
    assert written.text.count("9900001") == 1
    assert not any(name in written.text for name in ("Ada", "Mo ", "Sam", "Tess", "Tom"))
    assert "To      the team manager, North" in written.text
    assert written.finds == ()


def test_names_are_named_and_nothing_is_refused(world: World) -> None:
    tess = world.open("Tess")
    found = team_audit(tess, final_audit(world))
    told = replace(
        found.told,
        strengths=(Finding("s1", "strength", "Social worker Marta Kowalczyk rang 07700 900123."),),
        areas=(Finding("i1", "improve", "As in 9900001, [b]nothing[/b] was done."),),
    )
    letter = feedback_letter(HEAD, told)
    assert "[b]nothing[/b]" in letter.text
    from auditor.audit.screening.screen import screen

    words = {find.words(letter.said) for find in screen(letter.said)}
    assert "07700 900123" in words
    assert any("Kowalczyk" in found for found in words)


def test_what_is_missing_is_said_in_words(world: World) -> None:
    found = team_audit(world.open("Tess"), final_audit(world))
    bare = replace(found.told, strengths=(), areas=(), actions=(), difference=None)
    text = feedback_letter(HEAD, bare).text
    assert "No strength was recorded." in text
    assert "No action is open." in text
    assert "This audit was not moderated." in text
    assert "What could be better" not in text


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
    for tried in (lambda s: write_letter(s, elsewhere), lambda s: note_letter(s, elsewhere, "file")):
        with pytest.raises(NotPermittedError):
            tried(world.open("Tess"))
