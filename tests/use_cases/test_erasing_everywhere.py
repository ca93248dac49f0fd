"""A text typed by mistake is gone from the store, its file, later backups and bundles; and it does not come back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from page_reading import decrypted_pages, dump
from store_builders import PASSPHRASE, World, seeded_ids
from store_builders import new_audit as new_audit_of

from auditor.audit.changes import Change, note
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.errors import InputError, NotPermittedError
from auditor.store.backup import last_backup
from auditor.store.scrub import scrub_is_due
from auditor.store.vault import CHEAP, connect, database_path
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, verify_store
from auditor.use_cases.keeping.restore import inspect_backup, restore_backup
from auditor.use_cases.open_store import init_store
from auditor.use_cases.service import Service

NAME = "Marigold Quillfeather"
LONG = f"{NAME} " * 400
"""Takes pages of its own."""
WHY = "it named the child"


def typed(service: Service, audit_id: UUID) -> None:
    """The name in every kind of text, twice, in drafts, and in a draft that was given up."""
    opened = open_audit(service, audit_id)
    criterion = next(iter(opened.scope.asked))
    choice = opened.checklist.scale.difference.choices[0].id
    for said in (NAME, f"no, {LONG}"):
        changes = [
            Change(FactKind.EVIDENCE, criterion, {"text": said}),
            Change(FactKind.NOTE, "ps01", {"text": said}),
            Change(FactKind.GRADE, OVERALL, {"grade": "good", "suggested": None, "reason": said}),
            Change(FactKind.CONVERSATION, "worker", {"outcome": "tried", "why": said, "said": said, "follow_up": ""}),
            Change(FactKind.FINDING, "f1", {"kind": "strength", "text": said, "about": ""}),
            Change(FactKind.ACTION, "a1", {"what": said, "owner": said[:100], "due": None, "finding": ""}),
            Change(FactKind.DIFFERENCE, "", {"choice": choice, "text": said}),
        ]
        opened = record(service, opened, changes)
    for field in ("note:overall", "reason:overall", "conversation-said:worker", "evidence:" + criterion):
        keep_draft(service, opened, field, LONG)
    keep_draft(service, opened, "note:ps02", LONG)
    keep_draft(service, opened, "note:ps02", "")


def erase_all(service: Service, audit_id: UUID) -> int:
    """Erase text after text, as they are listed; how many."""
    for number in range(100):
        left = erasable_texts(service, audit_id)
        if not left:
            return number
        erase_text(service, left[0].fact_id, WHY)
    raise AssertionError("still not done")


def where_it_is(service: Service) -> set[str]:
    """Where the name still is: in a table, in the file's pages, in the log."""
    path, key = database_path(service.store.folder), service.store.key
    log = path.with_name("auditor.db-wal")
    places = set()
    if NAME in dump(path, key):
        places.add("tables")
    if NAME.encode() in decrypted_pages(path, key):
        places.add("pages")
    if log.exists() and log.stat().st_size:
        places.add("log")  # it is encrypted frame by frame; an empty one holds nothing
    return places


@pytest.fixture
def audit(service: Service, new_audit: Callable[..., UUID]) -> UUID:
    made = new_audit()
    typed(service, made)
    return made


def test_the_words_are_nowhere(service: Service, audit: UUID, tmp_path: Path) -> None:
    with closing(connect(database_path(service.store.folder), service.store.key)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    assert where_it_is(service) == {"tables", "pages"}, "they were there, in the clear of the decrypted file"
    assert erase_all(service, audit) == 7 * 2 + 1, "a draft goes with the text it goes on from"
    assert where_it_is(service) == set()
    found = verify_store(service)
    assert (found.erased, found.problems) == (14, ())
    assert NAME not in export_audit(service, audit)
    backup = back_up(service, tmp_path).written
    restored = restore_backup(inspect_backup(backup.path), tmp_path / "back", PASSPHRASE)
    pages = decrypted_pages(database_path(restored.folder), service.store.key)
    assert NAME.encode() not in pages
    assert b"it named the child" in pages, "the pages were decrypted: what stays is there"
    assert not scrub_is_due(service.store.folder)


def test_a_draft_alone_is_listed_and_erased(service: Service, new_audit: Callable[..., UUID]) -> None:
    audit = new_audit()
    opened = open_audit(service, audit)
    keep_draft(service, opened, "reason:overall", NAME)
    keep_draft(service, opened, "note:overall", "this stays")
    (about, stays) = erasable_texts(service, audit)
    assert (about.kind, about.about, about.said, about.draft) == (FactKind.GRADE, OVERALL, {"text": NAME}, True)
    erase_text(service, about.fact_id, WHY)
    assert [text.fact_id for text in erasable_texts(service, audit)] == [stays.fact_id]
    assert where_it_is(service) == set()
    assert verify_store(service).problems == ()
    with pytest.raises(InputError, match="no such text"):
        erase_text(service, about.fact_id, WHY)
    import_audit(service, export_audit(service, audit), "home.json")
    with service.store.reading() as reader:
        assert [draft.text for draft in reader.all_drafts()] == ["this stays"]


def test_only_the_lead_erases_a_draft_and_with_a_reason_that_does_not_repeat_it(world: World) -> None:
    ada = world.open("Ada")
    opened = open_audit(ada, new_audit_of(ada))
    keep_draft(ada, opened, "note:overall", NAME)
    sam = world.open("Sam")
    (text,) = erasable_texts(sam, opened.id)
    with pytest.raises(NotPermittedError):
        erase_text(ada, text.fact_id, WHY)
    with pytest.raises(InputError, match="repeats"):
        erase_text(sam, text.fact_id, f"it says {NAME.upper()}!")
    with pytest.raises(InputError, match="a reason is needed"):
        erase_text(sam, text.fact_id, " ")
    assert not scrub_is_due(world.folder), "nothing was deleted"
    assert erasable_texts(sam, opened.id) == [text]


def test_it_says_what_still_holds_it(service: Service, new_audit: Callable[..., UUID], tmp_path: Path) -> None:
    audit, other = new_audit(), new_audit()
    before = tmp_path / "before"
    before.mkdir()
    back_up(service, before)
    opened = record(service, open_audit(service, audit), [note("ps01", NAME)])
    fact = opened.heads[FactKind.NOTE, "ps01"]
    opened = record(service, opened, [note("ps01", f"{NAME} again")])
    kept = back_up(service, tmp_path / "after.auditor").written.path
    export_audit(service, audit)
    export_audit(service, other)
    done = erase_text(service, fact, WHY)
    assert [(copy.what, copy.file) for copy in done.copies] == [("backup", str(kept)), ("export", "")]
    assert [text.fact_id for text in done.others] == [opened.heads[FactKind.NOTE, "ps01"]]
    assert done.traces == ""
    assert last_backup(service.store.folder)[1] == str(kept)


def test_a_window_that_is_reading_delays_the_cleaning_until_the_store_is_next_opened(
    world: World, service: Service, audit: UUID
) -> None:
    window = connect(database_path(world.folder), service.store.key)
    window.execute("begin")
    window.execute("select count(*) from fact").fetchone()
    text = erasable_texts(service, audit)[0]
    done = erase_text(service, text.fact_id, WHY)
    assert done.traces
    assert scrub_is_due(world.folder)
    window.execute("rollback")
    window.close()
    erase_all(service, audit)
    (world.folder / ".clean-up-left").touch()
    world.open("Ada")
    assert not scrub_is_due(world.folder)
    assert where_it_is(service) == set()


# -- bundles ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(world: World, tmp_path: Path) -> Service:
    """Another store, of another QA lead."""
    made = init_store(
        tmp_path / "elsewhere", "Lee", PASSPHRASE, clock=world.clock, new_id=seeded_ids(world.clock, 5), cost=CHEAP
    )
    world.opened.append(made.service)
    return made.service


def test_an_erasure_that_comes_in_a_bundle_is_as_thorough(service: Service, audit: UUID, elsewhere: Service) -> None:
    early = export_audit(service, audit)
    import_audit(elsewhere, early, "early.json")
    assert "tables" in where_it_is(elsewhere)
    erase_all(service, audit)
    done = import_audit(elsewhere, export_audit(service, audit), "late.json")
    assert done.erased == 14
    assert where_it_is(elsewhere) == set()
    again = import_audit(elsewhere, early, "early.json")
    assert (again.added, again.erased) == (0, 0)
    assert where_it_is(elsewhere) <= {"log"}
    assert NAME not in export_audit(elsewhere, audit)
    assert verify_store(elsewhere).problems == ()


def test_what_was_erased_here_does_not_come_back_from_where_it_was_not(
    service: Service, audit: UUID, elsewhere: Service
) -> None:
    import_audit(elsewhere, export_audit(service, audit), "early.json")
    erase_all(elsewhere, audit)
    record(service, open_audit(service, audit), [note("ps02", "something new")])
    later = export_audit(service, audit)
    assert NAME in later
    assert import_audit(elsewhere, later, "later.json").added == 1
    assert NAME not in dump(database_path(elsewhere.store.folder), elsewhere.store.key)
    home = import_audit(service, export_audit(elsewhere, audit), "home.json")
    assert home.erased == 14, "and it travels back"
    assert open_audit(service, audit).drafts == {"note:overall": LONG}, "a draft is only here, to be erased here"
    assert verify_store(service).problems == ()
