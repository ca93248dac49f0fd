"""Rounds: planning one, its list of cases, its sample. On a real store."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from round_worlds import DUE, EVERY, NORTH, PERIOD, SOUTH, case_list, drawn, numbers, planned, who
from store_builders import World, finish, new_audit

from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.audit.profile import Period
from auditor.audit.rounds import Round
from auditor.audit.sampling import rank
from auditor.errors import AuditorError, InputError, NotPermittedError, UnknownIdError
from auditor.use_cases.audits.check_timescales import BadListError
from auditor.use_cases.audits.move_audit import submit_audit, void_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.pick import ModerationSettings, change_moderation_settings
from auditor.use_cases.rounds.allocate import allocate, audited_again, candidates, plan_moderator, spread_evenly
from auditor.use_cases.rounds.change import exempt, extend, replace_case
from auditor.use_cases.rounds.conflicts import add_conflict, list_conflicts, remove_conflict
from auditor.use_cases.rounds.plan import (
    draw_sample,
    find_round,
    keep_case,
    list_rounds,
    new_round,
    read_cases,
    read_round,
)
from auditor.use_cases.service import Service

# -- the QA lead's alone ----------------------------------------------------------------------------------------------

LEAD_ONLY: dict[str, Callable[[Service, str, Path], object]] = {
    "new": lambda service, _, __: planned(service, "Another"),
    "list": lambda service, _, __: list_rounds(service),
    "read": lambda service, of, _: read_round(service, of),
    "find": lambda service, _, __: find_round(service, "Winter"),
    "cases": lambda service, of, folder: read_cases(service, of, folder / "cases.csv"),
    "keep": lambda service, of, _: keep_case(service, of, "9900001", "a complaint"),
    "draw": lambda service, of, _: draw_sample(service, of, size=1),
    "candidates": lambda service, of, _: candidates(service, of, "9900001", Role.AUDITOR),
    "allocate": lambda service, of, _: allocate(service, of, "9900001", service.person.id),
    "moderator": lambda service, of, _: plan_moderator(service, of, "9900001", service.person.id),
    "spread": lambda service, of, _: spread_evenly(service, of),
    "again": lambda service, of, _: audited_again(service, planned_for(of)),
    "extend": lambda service, of, _: extend(service, of, "9900001", date(2027, 1, 8), "leave", service.person.id),
    "exempt": lambda service, of, _: exempt(service, of, "9900001", "closed", service.person.id),
    "replace": lambda service, of, _: replace_case(service, of, "9900001", "moved"),
    "conflict": lambda service, _, __: add_conflict(service, "9900001", service.person.id, "a relative"),
    "no conflict": lambda service, _, __: remove_conflict(service, "9900001", service.person.id),
    "conflicts": lambda service, _, __: list_conflicts(service),
}


def planned_for(round_id: str) -> object:
    return _KNOWN[round_id]


_KNOWN: dict[str, object] = {}


@pytest.mark.parametrize("name", ["Ada", "Mo", "Tess", "Tom"])
def test_everybody_else_is_refused_and_told_nothing(world: World, name: str) -> None:
    with closing(world.open()) as service:
        seen = drawn(world, service, 4)
        add_conflict(service, "9900002", who(service, "Ada"), "a neighbour of hers")
        before = verify_store(service).facts
    _KNOWN[seen.round.id] = seen.round
    other = world.open(name)
    for what, use in LEAD_ONLY.items():
        with pytest.raises(NotPermittedError) as refused:
            use(other, seen.round.id, world.folder.parent)
        said = str(refused.value)
        assert not any(secret in said for secret in (*EVERY, "Winter", "neighbour", seen.round.seed)), what
    assert verify_store(other).facts == before


# -- planning ---------------------------------------------------------------------------------------------------------


def test_a_round_is_recorded_with_its_seed_before_any_list(service: Service) -> None:
    of = planned(service)
    assert len(of.seed) == 32
    with service.store.reading() as reader:
        (key, fact), *_ = reader.rounds.standing(FactKind.ROUND).items()
    assert key == of.id
    assert fact.body["seed"] == of.seed
    assert fact.body["cases"] == []
    assert planned(service, "Spring").seed != of.seed


def test_moderation_is_as_the_settings_say_unless_said_otherwise(service: Service) -> None:
    usual = ModerationSettings()
    assert (planned(service).share, planned(service, "b").blind) == (usual.share, usual.blind)
    change_moderation_settings(service, share=25, blind=False)
    asked = planned(service, "c")
    assert (asked.share, asked.blind) == (25, False)
    own = planned(service, "d", share=0, blind=True)
    assert (own.share, own.blind) == (0, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "winter"}, "a round called 'winter' already"),
        ({"due": date(2026, 11, 1)}, "due before its as-at date"),
        ({"share": 101}, "is a percentage"),
        ({"share": -1}, "is a percentage"),
        ({"kind": AuditKind.CALIBRATION}, "no such round"),
        ({"kind": AuditKind.THEMATIC, "theme": "supervison"}, "Did you mean supervision"),
        ({"theme": "supervision"}, "Only a thematic round has a theme"),
    ],
)
def test_a_round_that_does_not_fit_is_refused(service: Service, given: dict[str, object], said: str) -> None:
    planned(service)
    with pytest.raises(InputError) as refused:
        planned(service, **{"name": "Spring", **given})
    assert said in str(refused.value)
    assert [of.name for of, _ in list_rounds(service)] == ["Winter"]


def test_rounds_are_found_by_name_or_id_and_listed_latest_first(service: Service) -> None:
    first = planned(service)
    later = new_round(service, "Later", period=Period(date(2026, 9, 1), date(2027, 2, 28)), due=date(2027, 3, 31))
    assert [of.name for of, _ in list_rounds(service)] == ["Later", "Winter"]
    assert find_round(service, " winter ") == find_round(service, first.id) == first.id
    assert find_round(service, "LATER") == later.id
    with pytest.raises(UnknownIdError, match="no round called 'Wintr'") as refused:
        find_round(service, "Wintr")
    assert "Winter" in refused.value.detail
    with pytest.raises(UnknownIdError):
        read_round(service, "0" * 32)


# -- the list of cases ------------------------------------------------------------------------------------------------


def test_a_list_is_read_whole_with_teams_and_staff(service: Service, tmp_path: Path) -> None:
    of = planned(service)
    path = case_list(tmp_path, "9900021,north,Ada,SW1042", f"9900022,South,,{who(service, 'Tom')}")
    seen = read_cases(service, of.id, path)
    assert len(seen.round.cases) == 8
    last, before = seen.round.cases[-1], seen.round.cases[-2]
    assert (seen.team(before.team), seen.team(last.team)) == ("North", "South")
    assert before.worker is not None
    assert before.manager is not None
    assert last.manager is not None
    assert (before.worker.person, before.manager.code) == (who(service, "Ada"), "SW1042")
    assert last.manager.person == who(service, "Tom")
    assert read_round(service, of.id).round == seen.round


def test_a_workbook_does_as_well(service: Service, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["LCS number", "Team"])
    book.active.append([9900001, "North"])
    book.save(tmp_path / "cases.xlsx")
    assert [
        case.lcs_number for case in read_cases(service, planned(service).id, tmp_path / "cases.xlsx").round.cases
    ] == ["9900001"]


def test_of_a_list_with_one_wrong_row_nothing_is_taken(service: Service, tmp_path: Path) -> None:
    of = planned(service)
    read_cases(service, of.id, case_list(tmp_path))
    with pytest.raises(BadListError) as refused:
        read_cases(service, of.id, case_list(tmp_path, "9900031,Nort,,", "Jane,South,Jane Smith,", "9900001,South,,"))
    said = refused.value.detail.splitlines()
    assert [line.split(":")[1] for line in said] == ["8", "9", "9", "10"]
    assert "did you mean North?" in said[0]
    assert len(read_round(service, of.id).round.cases) == 6
    for heads in ("LCS numer,team,worker,line manager", "team,worker,line manager,x"):
        with pytest.raises(BadListError):
            read_cases(service, of.id, case_list(tmp_path, heads=heads))
    (tmp_path / "empty.csv").write_text("LCS number,team\n")
    with pytest.raises(InputError, match="no case in this file"):
        read_cases(service, of.id, tmp_path / "empty.csv")


def test_a_longer_list_than_any_service_has_is_refused(service: Service, tmp_path: Path) -> None:
    rows = "".join(f"{1_000_000 + number},North\n" for number in range(5_001))
    (tmp_path / "long.csv").write_text("LCS number,team\n" + rows)
    with pytest.raises(InputError, match="too many rows"):
        read_cases(service, planned(service).id, tmp_path / "long.csv")


# -- twelve months ----------------------------------------------------------------------------------------------------


def test_a_case_audited_within_twelve_months_is_named_and_left_out(service: Service, tmp_path: Path) -> None:
    for number, as_at in (("9900001", date(2025, 11, 21)), ("9900002", date(2025, 11, 20)), ("9900003", None)):
        audit = new_audit(service, number, as_at=as_at)
        if as_at is None:
            void_audit(service, audit, "the wrong case")
    of = planned(service)
    seen = read_cases(service, of.id, case_list(tmp_path))
    assert {seen.number(case): one.as_at for case, one in seen.audited.items()} == {"9900001": date(2025, 11, 21)}
    assert numbers(seen, seen.left_out) == ["9900001"]
    assert "9900001" not in {line.case.lcs_number for line in draw_sample(service, of.id, size=9).lines}


def test_it_stays_when_it_is_kept_with_a_reason(service: Service, tmp_path: Path) -> None:
    new_audit(service, "9900001")
    of = planned(service)
    read_cases(service, of.id, case_list(tmp_path))
    assert keep_case(service, of.id, "9900001", " a complaint ").left_out == ()
    after = keep_case(service, of.id, "9900001", "")
    assert numbers(after, after.left_out) == ["9900001"]
    keep_case(service, of.id, "9900001", "a complaint")
    for number, said in (("9900002", "in the list anyway"), ("9900099", "9900099"), ("Jane", "not an LCS number")):
        with pytest.raises(InputError) as refused:
            keep_case(service, of.id, number, "why not")
        assert said in str(refused.value)
    assert len(draw_sample(service, of.id, percent=100).lines) == 6


def test_re_audits_are_of_cases_audited_before(service: Service, tmp_path: Path) -> None:
    new_audit(service, "9900001")
    of = planned(service, kind=AuditKind.RE_AUDIT)
    assert read_cases(service, of.id, case_list(tmp_path)).left_out == ()


# -- the draw ---------------------------------------------------------------------------------------------------------


def test_a_draw_can_be_made_again_from_what_is_on_record(world: World, service: Service) -> None:
    seen = drawn(world, service, 3)
    of = seen.round
    assert of.sample is not None
    assert len(of.sample.drawn) == 3
    for team in (NORTH, SOUTH):
        stratum = str(of.by_number[team[0]].team)
        ids = [of.by_number[number].id for number in team]
        by_rank = sorted(ids, key=lambda case, stratum=stratum: rank(of.seed, of.id, stratum, str(case)))
        taken = [case for case in of.sample.drawn if case in ids]
        assert taken == by_rank[: len(taken)]
        assert [case for case in of.sample.reserve if case in ids] == by_rank[len(taken) :]
    assert sum(number in NORTH for number in numbers(seen, of.sample.drawn)) == 2  # 4 of 6, in proportion


def test_reading_a_list_in_again_gives_no_case_another_rank(service: Service, tmp_path: Path) -> None:
    audited = new_audit(service, "9900001")
    of = planned(service, kind=AuditKind.RE_AUDIT)
    first = read_cases(service, of.id, case_list(tmp_path)).round
    (tmp_path / "cases.csv").write_text("LCS number,team\n9900099,North\n")
    read_cases(service, of.id, tmp_path / "cases.csv")
    again = read_cases(service, of.id, case_list(tmp_path)).round
    assert again.cases == first.cases
    with service.store.reading() as reader:
        record = reader.audit(audited)
    assert record is not None
    assert of_case(again, "9900001") == record.case_id, "it is the case that was audited"


def of_case(of: Round, number: str) -> UUID:
    return of.by_number[number].id


@pytest.mark.parametrize(
    ("asked", "count"), [({"size": 2}, 2), ({"percent": 50}, 3), ({"percent": 1}, 1), ({"size": 100}, 6)]
)
def test_by_number_or_by_share(service: Service, tmp_path: Path, asked: dict[str, int], count: int) -> None:
    of = planned(service)
    read_cases(service, of.id, case_list(tmp_path))
    assert len(draw_sample(service, of.id, **asked).lines) == count


def test_a_sample_is_drawn_once_and_fixes_the_list(world: World, service: Service) -> None:
    seen = drawn(world, service, 2)
    tries: tuple[Callable[[], object], ...] = (
        lambda: draw_sample(service, seen.round.id, size=3),
        lambda: read_cases(service, seen.round.id, case_list(world.folder.parent)),
        lambda: keep_case(service, seen.round.id, "9900001", "a complaint"),
    )
    for attempt in tries:
        with pytest.raises(InputError, match="The sample of 'Winter' is drawn"):
            attempt()
    assert read_round(service, seen.round.id).round == seen.round


@pytest.mark.parametrize(
    "asked", [{}, {"size": 1, "percent": 1}, {"percent": 0}, {"percent": 101}, {"size": 0}, {"size": 2, "minimum": 3}]
)
def test_a_draw_that_does_not_fit_is_refused(service: Service, tmp_path: Path, asked: dict[str, int]) -> None:
    of = planned(service)
    with pytest.raises(AuditorError):
        draw_sample(service, of.id, **asked)
    read_cases(service, of.id, case_list(tmp_path))
    with pytest.raises(InputError):
        draw_sample(service, of.id, **asked)
    assert read_round(service, of.id).round.sample is None


def test_an_audit_of_this_year_counts_whatever_became_of_it(service: Service, tmp_path: Path) -> None:
    audit = new_audit(service, "9900001")
    finish(service, audit)
    submit_audit(service, audit)
    seen = read_cases(service, planned(service).id, case_list(tmp_path))
    assert seen.audited[of_case(seen.round, "9900001")].kind is AuditKind.FULL
    assert (seen.round.due, seen.round.period) == (DUE, PERIOD)
    assert verify_store(service).problems == ()
