"""Publishing a report: who may, what is refused, and that the register and the log have it before anybody else does."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from store_builders import World, finish, new_audit, team

from auditor.audit.facts import FactKind
from auditor.audit.narrative import Speaker
from auditor.audit.permissions import Role
from auditor.audit.whole_months import month_before
from auditor.errors import InputError, NotPermittedError
from auditor.measures.publication.profiles import RULES, Profile
from auditor.measures.publication.publisher import attack
from auditor.measures.publication.refusals import PublicationError
from auditor.reports.build import build_document
from auditor.reports.document import texts_of
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import open_demo_store
from auditor.use_cases.reports import build
from auditor.use_cases.reports.build import build_report, preview
from auditor.use_cases.reports.recipes import RECIPES
from auditor.use_cases.reports.releases import list_releases
from auditor.use_cases.reports.request import Request
from auditor.use_cases.rounds.plan import every_round
from auditor.use_cases.rounds.voices import choose_quote, publish_passage, quotes_to_choose_from
from auditor.use_cases.service import Service

pytestmark = pytest.mark.slow
WHY = "Improvement board, November"
MEASURES = Request("measures", first="2026-04", last="2026-09", profile=Profile.DFE, why=WHY)
THEMATIC = Request("thematic", theme="supervision", first="2025-07", last="2026-09", profile=Profile.DFE, why=WHY)
SCORECARD = Request("scorecard", last="2026-09", profile=Profile.DFE, why=WHY)
PUBLIC = (MEASURES, THEMATIC, SCORECARD)
EACH = pytest.mark.parametrize("request_", PUBLIC, ids=["measures", "thematic", "scorecard"])


def disclosures(service: Service) -> list[dict[str, Any]]:
    with service.store.reading() as reader:
        return [dict(fact.body or {}) for fact in reader.disclosures() if (fact.body or {}).get("what") == "report"]


@EACH
def test_one_release_for_all_forms_of_one_report(full: Service, request_: Request) -> None:
    before, left = len(list_releases(full)), len(disclosures(full))
    built = build_report(full, request_, ["csv", "text"])
    release = list_releases(full)[-1]
    assert len(list_releases(full)) == before + 1
    assert (release.report, release.why, release.profile) == (f"{request_.report}-published", WHY, Profile.DFE)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in built.files.items()}
    assert release.files == digests
    noted = disclosures(full)[left:]
    assert [(one["format"], one["sha256"]) for one in noted] == list(digests.items())
    assert {(one["profile"], one["why"], one["report"]) for one in noted} == {
        ("dfe", WHY, f"{request_.report}-published")
    }
    assert noted[0]["of"]["to"] == "2026-09"
    assert attack(release.tables, Profile.DFE) == ()


def test_the_store_verifies_when_every_report_was_released(full: Service) -> None:
    released = {release.report for release in list_releases(full)}
    for request in PUBLIC:
        if f"{request.report}-published" not in released:
            build_report(full, request, ["csv"])
    assert {release.report for release in list_releases(full)} >= {f"{one.report}-published" for one in PUBLIC}
    assert not verify_store(full).problems


@EACH
def test_the_same_can_be_released_again_and_is_the_same(full: Service, request_: Request) -> None:
    build_report(full, request_, ["csv"])
    build_report(full, replace(request_, why="Once more"), ["csv"])
    first, second = list_releases(full)[-2:]
    assert [table.cells for table in first.tables] == [table.cells for table in second.tables]
    assert second.why == "Once more"


def test_health_partners_get_the_same_twice(full: Service) -> None:
    earlier = replace(MEASURES, first="2025-07", last="2025-12", profile=Profile.NHS)
    for _ in range(2):
        build_report(full, earlier, ["csv"])
    first, second = list_releases(full)[-2:]
    assert [table.cells for table in first.tables] == [table.cells for table in second.tables]
    assert any(cell.text == RULES[Profile.NHS].symbol for table in first.tables for row in table.cells for cell in row)


@EACH
def test_looking_at_it_records_nothing(full: Service, request_: Request) -> None:
    before = list_releases(full), disclosures(full)
    document = preview(full, replace(request_, why=""))
    assert "small numbers hidden" in document.mark
    assert RULES[Profile.DFE].means in "\n".join(texts_of(document))
    assert (list_releases(full), disclosures(full)) == before


def test_what_hides_less_is_offered(full_demo: Path, tmp_path: Path) -> None:
    shutil.copytree(full_demo, tmp_path / "store")
    with closing(open_demo_store(tmp_path / "store")) as fresh:
        [advice] = build_report(fresh, THEMATIC, ["csv"]).advice
        assert advice.startswith("--merge tells requires improvement and inadequate as one: ")
        assert build_report(fresh, replace(THEMATIC, profile=Profile.INTERNAL, why=""), ["csv"]).advice == ()


def test_words_that_were_chosen_for_it_are_published_and_the_log_names_them(full_demo: Path, tmp_path: Path) -> None:
    shutil.copytree(full_demo, tmp_path / "store")
    with closing(open_demo_store(tmp_path / "store")) as fresh:
        with fresh.store.reading() as reader:
            of = next(one for one in every_round(reader) if one.theme)
        offered = quotes_to_choose_from(fresh, of.id)
        worker = next(one for one in offered if one.speaker is Speaker.WORKER)
        choose_quote(fresh, of.id, worker.id)
        request = Request("thematic", round_named=of.id, profile=Profile.DFE, why=WHY)
        heading = "What people said"
        assert heading not in build_report(fresh, request, ["text"]).files["text"].decode()
        assert "texts" not in disclosures(fresh)[-1]
        publish_passage(fresh, of.id, worker.id)
        said = build_report(fresh, request, ["text"]).files["text"].decode()
        assert heading in said
        assert " ".join(worker.text.split()[:4]) in said
        assert disclosures(fresh)[-1]["texts"] == [worker.id]


def test_months_that_overlap_what_was_published_are_told_or_refused_but_never_given_away(full: Service) -> None:
    """Where it cannot be told in time the answer is no, and nothing is recorded."""
    build_report(full, THEMATIC, ["csv"])
    before = list_releases(full)
    try:
        build_report(full, replace(THEMATIC, first="2026-03"), ["csv"])
    except PublicationError:
        assert list_releases(full) == before
    else:
        assert attack([table for one in list_releases(full)[-2:] for table in one.tables], Profile.DFE) == ()


# -- who, and why -----------------------------------------------------------------------------------------------------


def test_only_the_qa_lead_publishes_and_says_why(full: Service) -> None:
    lead = full.person
    auditor = replace(full, person=replace(lead, roles=frozenset({Role.AUDITOR})))
    for call in (build_report, preview):
        with pytest.raises(NotPermittedError):
            call(auditor, MEASURES, *([["csv"]] if call is build_report else []))  # type: ignore[operator]
    with pytest.raises(InputError, match="not said why"):
        build_report(full, replace(MEASURES, why="  "), ["csv"])


def test_why_an_internal_report_was_made_is_kept_but_not_asked_for(full: Service) -> None:
    build_report(full, Request("measures"), ["csv"])
    build_report(full, Request("measures", why="For supervision"), ["text"])
    first, second = disclosures(full)[-2:]
    assert (first["profile"], first["why"]) == ("internal", "")
    assert (second["profile"], second["why"]) == ("internal", "For supervision")


def test_nothing_is_recorded_where_it_cannot_be_written(full: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list_releases(full), disclosures(full)

    def fails(*_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(build, "write", fails)
    with pytest.raises(RuntimeError, match="no ink"):
        build_report(full, MEASURES, ["csv"])
    assert (list_releases(full), disclosures(full)) == before


# -- what is refused --------------------------------------------------------------------------------------------------


def test_what_cannot_be_published_says_why_and_what_can(full: Service) -> None:
    kinds = [kind for kind, recipe in RECIPES.items() if not recipe.published and recipe.publish is None]
    assert {"audit", "letter"} <= set(kinds)
    for kind in kinds:
        with pytest.raises(InputError, match="cannot be published") as caught:
            build_report(full, Request(kind, profile=Profile.DFE, why=WHY), ["csv"])
        assert "of which child, or of which worker" in caught.value.detail
        assert "measures or scorecard or thematic" in caught.value.next_step


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda service: {"teams": (next(iter(service.teams())),)}, "whole service"),
        (lambda _: {"first": "2026-09", "last": "2026-04"}, "first month is after"),
        (lambda _: {"theme": "supervision"}, "cannot be asked for by theme"),
    ],
)
def test_what_means_nothing_to_it_is_refused(
    full: Service, change: Callable[[Service], dict[str, Any]], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        build_report(full, replace(MEASURES, **change(full)), ["csv"])


def test_a_public_report_asked_for_internally_says_how(full: Service) -> None:
    with pytest.raises(InputError, match="made to be published") as caught:
        build_report(full, Request("measures-published"), ["csv"])
    assert "--profile dfe" in caught.value.next_step
    document = preview(full, Request("measures-published", first="2026-04", last="2026-09", profile=Profile.DFE))
    assert document.title == "Audit measures"


def test_audits_that_are_hidden_from_the_publisher_are_not_left_out_in_silence(full: Service) -> None:
    with pytest.raises(InputError, match="moderate some of these audits blind") as caught:
        build_report(full, replace(MEASURES, last="2026-11"), ["csv"])
    month = caught.value.next_step.partition("--to ")[2][:7]
    assert month_before("2026-11", 2) <= month <= "2026-11"
    build_report(full, replace(MEASURES, first=month, last=month), ["csv"])


def test_figures_of_two_teams_are_not_published(world: World) -> None:
    """Each worker is in one team, so audits of three teams rest on three workers; of two they may rest on two."""
    with closing(world.open("Sam")) as sam:
        for number, name in enumerate(["North", "South"] * 8):
            audit = new_audit(sam, f"99010{number:02}", team=team(sam, name), as_at=date(2026, 10, 31))
            finish(sam, audit, "good" if number % 3 else "requires_improvement")
            submit_audit(sam, audit)
        with pytest.raises(InputError, match="of 2 teams: they may rest on fewer than 3 workers"):
            build_report(sam, Request("measures", profile=Profile.DFE, why=WHY), ["csv"])
        assert list_releases(sam) == ()


# -- the mark ---------------------------------------------------------------------------------------------------------


def test_an_internal_report_is_always_marked(full: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def unmarked(*given: Any) -> Any:
        return replace(build_document(*given), mark=" ")

    monkeypatch.setattr(build, "build_document", unmarked)
    assert preview(full, Request("measures")).mark == "Internal: not for publication"


def test_the_register_holds_no_hidden_number(full: Service) -> None:
    build_report(full, MEASURES, ["csv"])
    with full.store.reading() as reader:
        fact = list(reader.releases())[-1]
    assert fact.kind is FactKind.RELEASE
    for table in list_releases(full)[-1].tables:
        for row in table.cells:
            assert all(cell.shown is None for cell in row if cell.text == "c")
