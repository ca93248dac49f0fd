"""What was typed in a calibration is erased by the QA lead, but for one who still has to grade it themselves."""

from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest
from store_builders import World
from test_calibration import examined, made

from auditor.audit.calibration import Calibration
from auditor.audit.changes import note
from auditor.audit.examination import OVERALL
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.audits.move_audit import void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.keeping.look_after_store import ErasableText, erasable_texts, erase_text, verify_store
from auditor.use_cases.moderation.calibration import open_results, record_reference, start_calibration
from auditor.use_cases.moderation.calibration_results import calibration_results, find_calibration, list_calibrations
from auditor.use_cases.moderation.calibration_texts import calibration_texts, erase_calibration_text
from auditor.use_cases.service import Service

NAME = "Jayden was seen at home"
WHY = "it named the child"


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


def noted(world: World, who: str, calibration: Calibration, text: str = NAME) -> UUID:
    """Somebody starts theirs, writes a note beside the overall grade, and goes on typing in a section's."""
    with closing(world.open(who)) as service:
        audit_id = start_calibration(service, calibration.id)
        opened = record(service, open_audit(service, audit_id), [note(OVERALL, text)])
        keep_draft(service, opened, "note:ps01", f"{text}, half written")
    return audit_id


def of(texts: list[ErasableText], said: str) -> ErasableText:
    (found,) = [one for one in texts if said in one.said.values()]
    return found


def test_the_qa_lead_erases_a_note_and_what_is_being_typed(world: World, sam: Service) -> None:
    calibration = made(world)
    audit_id = noted(world, "Ada", calibration)
    texts = calibration_texts(sam, calibration.id)
    assert [dict(one.said) for one in texts] == [
        {"name": "Autumn"},
        {"text": NAME},
        {"text": f"{NAME}, half written"},
    ]
    for said in (NAME, f"{NAME}, half written"):
        erase_calibration_text(sam, of(texts, said).fact_id, WHY)
    assert [dict(one.said) for one in calibration_texts(sam, calibration.id)] == [{"name": "Autumn"}]
    with closing(world.open("Ada")) as ada:
        opened = open_audit(ada, audit_id)
        assert NAME not in opened.examination.notes.get(OVERALL, "")
        assert opened.drafts == {}
    assert verify_store(sam).problems == ()
    sam.close()
    assert NAME.encode() not in b"".join(path.read_bytes() for path in world.folder.rglob("*") if path.is_file())


def test_nobody_else_looks_through_them(world: World, sam: Service) -> None:
    calibration = made(world)
    audit_id = noted(world, "Ada", calibration)
    text = of(calibration_texts(sam, calibration.id), NAME)
    for name in ("Ada", "Tom", "Tess", "Mo"):
        with closing(world.open(name)) as service:
            calls: list[Callable[[], object]] = [
                lambda: calibration_texts(service, calibration.id),
                lambda: erase_calibration_text(service, text.fact_id, WHY),
                lambda: erasable_texts(service, audit_id),
                lambda: erase_text(service, text.fact_id, WHY),
            ]
            for call in calls:
                with pytest.raises((NotPermittedError, UnknownIdError)) as refused:
                    call()
                assert NAME not in str(refused.value)
    assert of(calibration_texts(sam, calibration.id), NAME) == text


def test_a_qa_lead_who_takes_part_submits_their_own_first(world: World, sam: Service) -> None:
    calibration = made(world, "Ada", "Sam")
    audit_id = noted(world, "Ada", calibration)
    for call in (lambda: calibration_texts(sam, calibration.id), lambda: erasable_texts(sam, audit_id)):
        with pytest.raises(NotPermittedError, match="have not submitted your own"):
            call()
    with pytest.raises(InputError, match="no such text"):
        erase_calibration_text(sam, UUID(int=1), WHY)
    examined(world, "Sam", calibration, "good")
    text = of(calibration_texts(sam, calibration.id), NAME)
    erase_calibration_text(sam, text.fact_id, WHY)
    assert NAME not in [said for one in calibration_texts(sam, calibration.id) for said in one.said.values()]


def test_no_grade_and_no_answer_is_told_and_none_is_changed(world: World, sam: Service) -> None:
    calibration = made(world)
    noted(world, "Ada", calibration)
    examined(world, "Ada", calibration, "inadequate", "not_met")
    examined(world, "Tom", calibration, "good")
    texts = calibration_texts(sam, calibration.id)
    assert "not_met" not in repr(texts)
    open_results(sam, calibration.id)
    before = calibration_results(sam, calibration.id)
    for text in texts:
        if text.kind.value != "calibration":
            erase_calibration_text(sam, text.fact_id, WHY)
    after = calibration_results(sam, calibration.id)
    assert (after.graded, after.answers) == (before.graded, before.answers)


def test_what_was_typed_in_an_audit_made_void_is_reached(world: World, sam: Service) -> None:
    calibration = made(world)
    audit_id = noted(world, "Ada", calibration)
    with closing(world.open("Ada")) as ada:
        void_audit(ada, audit_id, "began in the wrong file")
    noted(world, "Ada", calibration, "another start")
    said = {text for one in calibration_texts(sam, calibration.id) for text in one.said.values()}
    assert {NAME, "began in the wrong file", "another start"} <= said


def test_the_name_goes_from_every_fact_that_repeats_it(world: World, sam: Service) -> None:
    calibration = made(world, name="Jayden's file")
    record_reference(sam, calibration.id, {"overall": "good"})
    (text,) = calibration_texts(sam, calibration.id)
    for reason in ("", "it said JAYDEN'S FILE"):
        with pytest.raises(InputError):
            erase_calibration_text(sam, text.fact_id, reason)
    erase_calibration_text(sam, text.fact_id, WHY)
    assert calibration_texts(sam, calibration.id) == []
    (row,) = list_calibrations(sam)
    assert (row.calibration.name, row.calibration.reference) == ("[erased]", {"overall": "good"})
    assert find_calibration(sam, calibration.id).calibration.people == calibration.people
    with pytest.raises(InputError):
        erase_calibration_text(sam, text.fact_id, WHY)
    record_reference(sam, calibration.id, {"overall": "inadequate"})
    assert calibration_texts(sam, calibration.id) == []
    assert verify_store(sam).problems == ()
