"""What was found in a text and kept: it lets an audit be submitted, travels, is erased with its text, tells no word."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from page_reading import dump
from store_builders import everything_left

from auditor.audit.changes import Change, kept_find, no_kept_find, note
from auditor.audit.completeness import Step
from auditor.audit.examination import OVERALL
from auditor.audit.facts import Conversation, FactKind
from auditor.audit.screening.kept import USUAL_REASONS
from auditor.audit.texts import is_text, texts_of
from auditor.errors import InputError
from auditor.store.vault import database_path
from auditor.use_cases.audits.keep_find import changes_that_keep, finds_in, finds_in_entry, keep_find
from auditor.use_cases.audits.move_audit import NotCompleteError, submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, verify_store
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service

SAID = "Mrs Quillfeather rang from 07700 900123."
WHY = "it named the mother"


@pytest.fixture
def audit(service: Service, new_audit: Callable[..., UUID]) -> UUID:
    return new_audit()


def keep_all(service: Service, opened: OpenAudit, reason: str = USUAL_REASONS[1]) -> OpenAudit:
    texts = texts_of(opened.examination)
    kept = [kept_find(one.name, keep_find(texts[one.name], one, reason)) for one in opened.open_finds]
    return record(service, opened, kept)


def test_every_kind_of_text_is_listed_with_where_to_go(service: Service, audit: UUID) -> None:
    opened = open_audit(service, audit)
    criterion = next(iter(opened.scope.asked))
    judgement = opened.scope.judgements[0].judgement.id
    talk = Conversation("tried", None, SAID, SAID, SAID)
    wanted = [
        Change(FactKind.EVIDENCE, criterion, {"text": SAID}),
        Change(FactKind.ANSWER, criterion, {"answer": "met", "not_applicable": None, "reason": SAID}),
        *(note(key, SAID) for key in (criterion, "ps01", judgement, OVERALL)),
        Change(FactKind.GRADE, OVERALL, {"grade": "good", "suggested": None, "reason": SAID}),
        Change(FactKind.CONVERSATION, "parent", talk.as_body()),
        Change(FactKind.FINDING, "f1", {"kind": "strength", "text": SAID, "about": ""}),
        Change(FactKind.ACTION, "a1", {"what": SAID, "owner": SAID, "due": None, "finding": ""}),
        Change(FactKind.DIFFERENCE, "", {"choice": None, "text": SAID}),
    ]
    found = finds_in(opened, wanted)
    opened = record(service, opened, wanted)
    assert {one.name for one in found} == set(texts_of(opened.examination)) == {one.name for one in opened.open_finds}
    left = [item for item in opened.progress.left if item.text]
    assert {item.text for item in left} == set(texts_of(opened.examination))
    assert len(left) == 2 * len(texts_of(opened.examination)), "the name and the number"
    assert all(is_text(item.text) for item in left)
    assert {item.step for item in left} == {*Step} - {Step.DATES, Step.SUMMARY}
    opened = keep_all(service, opened)
    assert not [item for item in opened.progress.left if item.text]
    assert not open_audit(service, audit).open_finds


def test_submission_waits_until_what_is_sure_is_kept(service: Service, audit: UUID) -> None:
    opened = open_audit(service, audit)
    opened = record(service, opened, [*everything_left(opened), note("ps01", f"{SAID} Seen with Jayden Smith.")])
    with pytest.raises(NotCompleteError, match="2 things are left") as refused:
        submit_audit(service, audit)
    assert '"Mrs Quillfeather" is a name with a title. Rephrase it, or keep it' in refused.value.detail
    assert "Jayden" not in refused.value.detail, "a hint keeps nobody"
    keep_all(service, opened)
    assert submit_audit(service, audit).submitted is not None


def test_the_record_says_none_of_the_words_and_is_asked_about_again_when_taken_back(
    service: Service, audit: UUID
) -> None:
    opened = keep_all(service, record(service, open_audit(service, audit), [note("ps01", SAID)]))
    assert len(opened.examination.kept) == 2
    opened = record(service, opened, [note("ps01", "taken out")])
    assert "Quillfeather" not in str(opened.examination.kept)
    assert opened.examination.kept == open_audit(service, audit).examination.kept
    key = next(iter(opened.examination.kept))
    opened = record(service, opened, [note("ps01", SAID), no_kept_find(key)])
    assert len(opened.open_finds) == 1


@pytest.mark.parametrize("key", ["note:ps01", "#00", "due:a1#00", "ps01#00"])
def test_nothing_is_kept_in_what_is_no_text(service: Service, audit: UUID, key: str) -> None:
    opened = open_audit(service, audit)
    with pytest.raises(InputError):
        record(service, opened, [Change(FactKind.KEPT, key, {"removed": True})])


def test_two_windows_add_to_what_was_kept(service: Service, audit: UUID) -> None:
    opened = record(service, open_audit(service, audit), [note("ps01", SAID)])
    first, second = opened.open_finds
    for found in (first, second):  # the second window has not seen what the first one kept
        record(service, opened, [kept_find(found.name, keep_find(SAID, found, "a place"))])
    assert not open_audit(service, audit).open_finds


def test_erasing_the_text_erases_what_was_kept_in_it(service: Service, audit: UUID) -> None:
    opened = record(service, open_audit(service, audit), [note("ps01", SAID), note("ps02", SAID)])
    keep_all(service, opened, reason="a place in this county")
    digests = [body["digest"] for body in open_audit(service, audit).examination.kept.values()]
    assert len(digests) == 4
    (text,) = (text for text in erasable_texts(service, audit) if (text.kind, text.about) == (FactKind.NOTE, "ps01"))
    erase_text(service, text.fact_id, WHY)
    stored = dump(database_path(service.store.folder), service.store.key)
    standing = open_audit(service, audit).examination.kept
    assert {key.partition("#")[0] for key in standing} == {"note:ps02"}
    assert [digest in stored for digest in digests].count(True) == 2
    assert verify_store(service).problems == ()
    found = import_audit(service, export_audit(service, audit), "home.json")
    assert (found.added, found.erased) == (0, 0)
    assert open_audit(service, audit).examination.kept == standing


def test_a_reason_that_was_kept_can_be_erased_itself(service: Service, audit: UUID) -> None:
    opened = record(service, open_audit(service, audit), [note("ps01", "Mr Okafor came.")])
    keep_all(service, opened, reason="Jayden says so")
    (kept,) = (text for text in erasable_texts(service, audit) if text.kind is FactKind.KEPT)
    assert kept.said == {"reason": "Jayden says so"}
    erase_text(service, kept.fact_id, WHY)
    assert "Jayden" not in dump(database_path(service.store.folder), service.store.key)
    assert len(open_audit(service, audit).open_finds) == 1, "without a reason it is asked about again"


def test_before_a_disclosure_it_is_told(service: Service, audit: UUID) -> None:
    opened = open_audit(service, audit)
    finding = Change(FactKind.FINDING, "f1", {"kind": "strength", "text": "Mrs Okafor was heard.", "about": ""})
    opened = record(service, opened, [finding, note("ps01", SAID)])
    assert [one.words for one in finds_in_entry(opened)] == ["Mrs Okafor"]
    assert len(build_report(service, Request("audit", audit=audit), ["text"]).finds) == 3
    opened = keep_all(service, opened)
    assert not finds_in_entry(opened)
    assert not build_report(service, Request("audit", audit=audit), ["text"]).finds


def test_one_reason_keeps_all_that_a_change_brings(service: Service, audit: UUID, tmp_path: Path) -> None:
    opened = open_audit(service, audit)
    wanted = [note("ps01", SAID)]
    kept = changes_that_keep(wanted, finds_in(opened, wanted), "a place")
    assert not record(service, opened, [*wanted, *kept]).open_finds
    with pytest.raises(InputError, match="says who it is"):
        changes_that_keep(wanted, finds_in(opened, wanted), "it is Quillfeather")
