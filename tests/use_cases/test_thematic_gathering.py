"""What a thematic audit came to, gathered from a real store: of months, and of a round."""

import re
from collections import Counter
from contextlib import closing
from datetime import date
from uuid import UUID

import pytest
from round_worlds import drawn, who
from store_builders import World, another_lead, child, finish, new_audit, team

from auditor.audit.action_steps import Status
from auditor.audit.changes import Change
from auditor.audit.details import AuditKind
from auditor.audit.facts import Action, FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.measures.thematic import Share
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.mine import find_allocated, start_allocated
from auditor.use_cases.service import Service

THEME = "chronologies-and-summaries"
THIS, BEFORE = date(2026, 11, 16), date(2026, 10, 15)


def submitted(service: Service, overall: str = "good", number: str = "9900001", **given: object) -> UUID:
    """One audit of the theme, submitted."""
    details = {"kind": AuditKind.THEMATIC, "theme": THEME, "as_at": THIS, **given}
    audit = new_audit(service, number, **details)
    finish(service, audit, overall)
    submit_audit(service, audit)
    return audit


def test_months_with_those_before_and_the_service_beside(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        submitted(sam, "good")
        submitted(sam, "requires_improvement", "9900002", team=team(sam, "South"))
        submitted(sam, "inadequate", "9900003", as_at=BEFORE)
        submitted(sam, "outstanding", "9900004", kind=AuditKind.FULL, theme="")
        new_audit(sam, "9900005", kind=AuditKind.THEMATIC, theme=THEME, as_at=THIS)
        data = gather_thematic(sam, ThematicChoice(THEME, "2026-11", "2026-11"))
        assert data.sums.overall == Counter(good=1, requires_improvement=1)
        assert data.months == ("2026-11", "2026-11")
        assert data.by_team == {"North": Counter(good=1), "South": Counter(requires_improvement=1)}
        assert data.before is not None
        assert (data.before.words, data.before.sums.overall) == ("October 2026", Counter(inadequate=1))
        assert data.before.comparable
        assert data.service == Share(1, 1)
        assert (data.completion.expected, data.completion.submitted, data.completion.under_way) == (None, 2, 1)
        assert (data.drawn, data.sample) == (0, None)
        assert data.people.auditors == {"QA lead": 1}
        assert all(result.criterion in data.names.questions for result in data.questions)
        north = gather_thematic(sam, ThematicChoice(THEME, teams=(team(sam),)))
        assert (north.sums.audits, north.teams, north.months) == (2, ("North",), ("2026-10", "2026-11"))


def test_a_round_with_its_sample_and_its_completion(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        seen = drawn(world, sam, 4, "Summaries", kind=AuditKind.THEMATIC, theme=THEME)
        number = seen.lines[0].case.lcs_number
        allocate(sam, seen.round.id, number, who(sam, "Ada"))
        submitted(sam, "inadequate", "9900077")
    with closing(world.open("Ada")) as ada:
        audit = start_allocated(ada, find_allocated(ada, number), child(ada.standards.current))
        finish(ada, audit)
        submit_audit(ada, audit)
    with closing(world.open("Sam")) as sam:
        data = gather_thematic(sam, ThematicChoice(round_named="summaries"))
        assert data.sums.overall == Counter(good=1), "an audit of the theme outside of the round does not count"
        assert data.sample is not None
        assert (data.sample.name, data.sample.listed, data.sample.drawn) == ("Summaries", 6, 4)
        assert sum(one.listed for one in data.sample.strata) == 6
        assert (data.sample.seed, data.sample.on) == (seen.round.seed, sam.today())
        assert (data.completion.expected, data.completion.submitted) == (4, 1)
        assert data.drawn == 1
        months = gather_thematic(sam, ThematicChoice(THEME))
        assert (months.sums.audits, months.drawn) == (2, 1)


def test_actions_are_those_of_its_audits(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        for number, theme in (("9900001", THEME), ("9900002", "")):
            kind = AuditKind.THEMATIC if theme else AuditKind.FULL
            audit = new_audit(sam, number, kind=kind, theme=theme, as_at=THIS)
            action = Action("a1", f"Mend {number}", "team manager", date(2026, 12, 1))
            record(sam, open_audit(sam, audit), [Change(FactKind.ACTION, "a1", action.as_body())])
            finish(sam, audit)
            submit_audit(sam, audit)
        found = gather_thematic(sam, ThematicChoice(THEME)).actions
        assert [line.what for line in found.lines] == ["Mend 9900001"]
        assert (found.statuses, found.owners) == ({Status.NOT_STARTED: 1}, {"team manager": 1})


def test_whoever_moderates_one_blind_does_not_find_it(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = submitted(sam, "inadequate")
        assign_moderation(sam, audit, Assignment(who(sam, "Mo"), Why.REQUESTED))
        assert gather_thematic(sam, ThematicChoice(THEME)).sums.audits == 1
        found = gather_thematic(another_lead(sam), ThematicChoice(THEME))
        assert (found.sums.audits, found.left_out) == (0, 1)
        assert gather_thematic(sam, ThematicChoice(THEME)).left_out == 0


def test_the_level_of_the_definition_gives_way_to_one_asked_for(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        for number in range(5):
            submitted(sam, "good", f"990000{number}")
        for level, words in ((None, "more than 80%"), (90, "more than 90%")):
            built = build_report(sam, Request("thematic", theme=THEME, level=level), ["text"])
            assert words in re.sub(r"\s+", " ", built.files["text"].decode())


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (ThematicChoice(), "Which theme"),
        (ThematicChoice(THEME, "2026-11", "2026-10"), "first month is after"),
        (ThematicChoice("supervision", round_named="Summaries"), "of another theme"),
        (ThematicChoice(THEME, "2026-11", round_named="Summaries"), "its own months"),
        (ThematicChoice(round_named="Plain"), "has no theme"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused(choice: ThematicChoice, said: str, world: World) -> None:
    with closing(world.open("Sam")) as sam:
        drawn(world, sam, 2, "Summaries", kind=AuditKind.THEMATIC, theme=THEME)
        drawn(world, sam, 2, "Plain")
        with pytest.raises(InputError, match=said):
            gather_thematic(sam, choice)


def test_an_unknown_theme_names_the_nearest_and_others_may_not(world: World) -> None:
    with closing(world.open("Sam")) as sam, pytest.raises(UnknownIdError) as caught:
        gather_thematic(sam, ThematicChoice("supervison"))
    assert "supervision" in str(caught.value)
    with closing(world.open("Ada")) as ada, pytest.raises(NotPermittedError):
        gather_thematic(ada, ThematicChoice(THEME))
