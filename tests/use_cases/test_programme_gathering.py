"""The audit programme, gathered from a real store."""

from contextlib import closing
from datetime import date

import pytest
from round_worlds import drawn, who
from store_builders import World, another_lead, child, finish, new_audit

from auditor.audit.details import AuditKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.profile import Period
from auditor.errors import InputError, NotPermittedError
from auditor.measures.thematic import Share
from auditor.reports.programme.data import Standing
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.programme import gather_programme
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.mine import find_allocated, start_allocated
from auditor.use_cases.rounds.plan import new_round

THEME = "chronologies-and-summaries"


def test_rounds_as_they_are_planned_running_and_done(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        seen = drawn(world, sam, 2, "Now")
        numbers = [line.case.lcs_number for line in seen.lines]
        for number in numbers:
            allocate(sam, seen.round.id, number, who(sam, "Ada"))
        later = Period.up_to(date(2027, 2, 26))
        new_round(sam, "Later", period=later, due=date(2027, 3, 19), kind=AuditKind.THEMATIC, theme=THEME)
        new_round(sam, "Next year", period=Period.up_to(date(2027, 4, 2)), due=date(2027, 4, 30))
        now, planned = gather_programme(sam).rounds
        assert (now.name, now.standing, now.counts.expected, now.drawn) == ("Now", Standing.RUNNING, 2, True)
        assert (planned.name, planned.standing, planned.drawn) == ("Later", Standing.PLANNED, False)
        assert planned.kind == sam.standards.themes[THEME].title
        assert sam.standards.themes[THEME].title not in gather_programme(sam).themes_without
    for number, grade in zip(numbers, ("good", "inadequate"), strict=True):
        with closing(world.open("Ada")) as ada:
            audit = start_allocated(ada, find_allocated(ada, number), child(ada.standards.current))
            finish(ada, audit, grade)
            submit_audit(ada, audit)
    with closing(world.open("Sam")) as sam:
        data = gather_programme(sam)
        assert (data.rounds[0].standing, data.rounds[0].good) == (Standing.DONE, Share(1, 2))
        assert (data.done, data.expected, data.of_rounds) == (2, 2, 2)
        assert data.auditors == {"auditor": 1}


def test_every_kind_and_theme_by_month(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        for number, as_at, given in (
            ("9900001", date(2026, 10, 15), {}),
            ("9900002", date(2026, 10, 16), {}),
            ("9900003", date(2026, 11, 5), {"kind": AuditKind.THEMATIC, "theme": THEME}),
            ("9900004", date(2026, 3, 31), {}),
        ):
            audit = new_audit(sam, number, as_at=as_at, **given)
            finish(sam, audit)
            submit_audit(sam, audit)
        full, theme = gather_programme(sam).kinds
        assert (full.name, full.thematic, full.months, full.good) == ("full audit", False, {"2026-10": 2}, Share(2, 2))
        assert (theme.name, theme.thematic) == (sam.standards.themes[THEME].title, True)
        assert theme.months == {"2026-11": 1}
        assert gather_programme(sam, "2026-03", "2026-03").done == 1


def test_whoever_moderates_an_audit_blind_does_not_find_it(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam, as_at=date(2026, 10, 15))
        finish(sam, audit)
        submit_audit(sam, audit)
        assign_moderation(sam, audit, Assignment(who(sam, "Mo"), Why.REQUESTED))
        assert (gather_programme(sam).done, gather_programme(sam).auditors) == (1, {"QA lead": 1})
        blind = gather_programme(another_lead(sam))
        assert (blind.done, blind.auditors, blind.left_out) == (0, {}, 1)
        assert gather_programme(sam).left_out == 0


def test_the_year_begins_in_april_unless_another_is_asked_for(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        spans = {
            (None, None): ("2026-04", "2027-03"),
            ("2026-01", None): ("2026-01", "2026-12"),
            (None, "2026-06"): ("2025-07", "2026-06"),
            ("2026-09", "2026-10"): ("2026-09", "2026-10"),
        }
        for (first, last), (begins, ends) in spans.items():
            months = gather_programme(sam, first, last).months
            assert (months[0], months[-1]) == (begins, ends)
        with pytest.raises(InputError, match="of a year"):
            gather_programme(sam, "2026-01", "2027-01")
        with pytest.raises(InputError, match="after the last"):
            gather_programme(sam, "2026-02", "2026-01")
    with closing(world.open("Ada")) as ada, pytest.raises(NotPermittedError):
        gather_programme(ada)
