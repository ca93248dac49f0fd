"""Reasons that stand beside figures and registers are erased as any text: the figure, and that it happened, stay."""

from contextlib import closing
from datetime import timedelta

import pytest
from page_reading import decrypted_pages, dump
from publication_builders import by_team
from store_builders import World, another_lead, finish, new_audit

from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.texts import ERASED
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.store.vault import database_path
from auditor.use_cases.audits.move_audit import submit_audit, void_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.keeping.retention import audits_due, removals_so_far, remove_due, set_retention
from auditor.use_cases.measures.trend import measure_trend, rebase_measure
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.releases import list_releases, open_release, record_release
from auditor.use_cases.reports.request import Request
from auditor.use_cases.rounds.texts import erase_round_text, round_texts
from auditor.use_cases.service import Service

NAME = "Marigold Quillfeather"
WHY = "it named the child"
COUNTS = [[20, 30, 13, 3], [25, 35, 15, 12], [22, 40, 17, 19]]


def publish(service: Service, why: str) -> None:
    opened = open_release(service, Profile.DFE)
    opened.publisher.together(by_team(COUNTS))
    record_release(service, opened, report="thematic", why=why, files={"csv": b"the csv"})


def is_anywhere(service: Service) -> bool:
    """Whether the name is in a table, or in a page of the decrypted file."""
    path, key = database_path(service.store.folder), service.store.key
    return NAME in dump(path, key) or NAME.encode() in decrypted_pages(path, key)


def test_a_reason_for_limits_anew_a_release_and_a_report_that_left(service: Service) -> None:
    rebase_measure(service, "1.1-q", "2026-03", f"{NAME} left")
    rebase_measure(service, "1.1-q", "2026-03", f"{NAME} has left the team")
    publish(service, f"for {NAME}")
    build_report(service, Request("measures", why=f"asked for by {NAME}"), ["text", "csv"])
    before = list_releases(service)
    found = {text.said: text for text in round_texts(service) if NAME in text.said}
    assert {text.kind for text in found.values()} == {FactKind.REBASE, FactKind.RELEASE, FactKind.DISCLOSURE}
    assert {text.about for text in found.values()} == {"1.1-q:2026-03", before[0].id.hex, "measures"}
    with pytest.raises(InputError, match="repeats"):
        erase_round_text(service, found[f"for {NAME}"].id, f"it was for {NAME.upper()}")
    assert is_anywhere(service)
    for text in found.values():
        erase_round_text(service, text.id, WHY)
    assert not is_anywhere(service)
    assert not [text for text in round_texts(service) if NAME in text.said]
    [after] = list_releases(service)
    assert (after.why, after.tables, after.files, after.at) == (
        ERASED,
        before[0].tables,
        before[0].files,
        before[0].at,
    ), "what was published is compared with every later release"
    with service.store.reading() as reader:
        assert [(fact.body or {})["why"] for fact in reader.disclosures()] == [ERASED] * 2
        assert [fact.body["reason"] for fact in reader.rounds.standing(FactKind.REBASE).values()] == [ERASED]
    assert verify_store(service).problems == ()
    build_report(service, Request("scorecard"), ["text"])


def test_the_line_still_begins_anew_where_its_reason_is_erased(service: Service) -> None:
    rebase_measure(service, "1.1-q", "2026-03", NAME)
    [text] = [text for text in round_texts(service) if text.said == NAME]
    erase_round_text(service, text.id, WHY)
    rebase_measure(service, "1.1-q", "2026-03", "new assessment form")
    assert "new assessment form" in repr(measure_trend(service, "1.1-q"))
    assert NAME not in repr(measure_trend(service, "1.1-q"))


def test_a_reason_for_removing_audits(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        void_audit(sam, new_audit(sam), "opened twice")
        set_retention(sam, 12)
        world.clock.at += timedelta(days=500)
        removed = remove_due(sam, audits_due(sam), f"{NAME} asked for it")
        [text] = [text for text in round_texts(sam) if NAME in text.said]
        erase_round_text(sam, text.id, WHY)
        [after] = removals_so_far(sam)
        assert (after.reason, after.audits) == (ERASED, removed.audits)
        assert not is_anywhere(sam)
        assert verify_store(sam).problems == ()


def test_why_a_report_of_an_audit_left_is_not_told_to_its_blind_moderator(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam)
        finish(sam, audit)
        submit_audit(sam, audit)
        build_report(sam, Request("audit", audit=audit, why="PELICAN, as it is inadequate"), ["text"])
        blind = another_lead(sam)
        assert "PELICAN" in repr(round_texts(blind))
        assign_moderation(sam, audit, Assignment(blind.person.id, Why.REQUESTED))
        [text] = [text for text in round_texts(sam) if "PELICAN" in text.said]
        assert "PELICAN" not in repr(round_texts(blind))
        with pytest.raises(InputError, match="no such text"):
            erase_round_text(blind, text.id, "a name")
