"""What a month came to, gathered from a real store."""

from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from uuid import UUID

import pytest
from action_builders import with_actions
from moderation_builders import assigned, moderate
from round_worlds import drawn, who
from store_builders import World, another_lead, child, finish, new_audit, team

from auditor.audit.changes import Change
from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.details import AuditKind
from auditor.audit.facts import Action, FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.errors import InputError, NotPermittedError
from auditor.measures.thematic import Share
from auditor.use_cases.audits.concerns import raise_concern
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.monthly import gather_monthly
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.change import exempt
from auditor.use_cases.service import Service

OCTOBER, SEPTEMBER, LAST_YEAR = date(2026, 10, 15), date(2026, 9, 15), date(2025, 10, 15)


def submitted(service: Service, overall: str = "good", number: str = "9900001", **given: object) -> UUID:
    """One audit, submitted."""
    audit = new_audit(service, number, **{"as_at": OCTOBER, **given})
    finish(service, audit, overall)
    submit_audit(service, audit)
    return audit


def test_the_month_beside_those_before_and_a_year_ago(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        submitted(sam, "good")
        submitted(sam, "inadequate", "9900002", team=team(sam, "South"))
        submitted(sam, "outstanding", "9900003", as_at=SEPTEMBER)
        submitted(sam, "requires_improvement", "9900004", as_at=LAST_YEAR)
        submitted(sam, "good", "9900005", as_at=date(2026, 6, 30))
        submitted(sam, "good", "9900006", kind=AuditKind.DIP_SAMPLE)
        early = child(sam.standards.current, "early_help")
        submitted(sam, "good", "9900007", profile=early)
        new_audit(sam, "9900008", as_at=OCTOBER)
        data = gather_monthly(sam)
        assert data.month == "2026-10", "the latest month that is over and has full audits"
        assert [(one.month, one.audits) for one in data.months] == [("2025-10", 1), ("2026-09", 1), ("2026-10", 2)]
        assert data.apart == ()
        assert data.sums.overall == Counter(good=1, inadequate=1)
        assert data.early_help == {"good": 1}
        assert data.before.audits == 1, "June is more than three months before"
        assert data.comparable
        assert dict(data.done.kinds) == {"full audit": 2, "dip sample": 1, "early help audit": 1}
        assert (data.done.under_way, data.done.auditors, data.done.rounds) == (1, 1, ())
        judged = [(row.actual, row.previous) for row in data.measures if row.actual is not None]
        assert (2, 1) in {(now.denominator, then.denominator) for now, then in judged if now and then}
        assert all(one.criterion in data.questions.words for one in data.asked)
        north = gather_monthly(sam, "2026-10", (team(sam),))
        assert (north.teams, north.sums.overall) == (("North",), Counter(good=1))


def test_rounds_of_the_month_and_what_is_left_of_those_before(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        seen = drawn(world, sam, 4, "November")
        numbers = [line.case.lcs_number for line in seen.lines]
        for number in numbers[:3]:
            allocate(sam, seen.round.id, number, who(sam, "Ada"))
        exempt(sam, seen.round.id, numbers[3], "in hospital", who(sam, "Sam"))
        month = f"{seen.round.period.end:%Y-%m}"
        [found] = gather_monthly(sam, month).done.rounds
        assert (found.name, found.kind) == ("November", "full audits")
        assert (found.counts.expected, found.counts.submitted, found.counts.exempt) == (3, 0, 1)
        world.clock.at += timedelta(days=120)
        later = gather_monthly(sam, f"{sam.today():%Y-%m}")
        assert (later.done.rounds, later.done.earlier_overdue) == ((), 3)


def test_moderation_of_the_month_and_of_the_year(world: World) -> None:
    audit = assigned(world, as_at=OCTOBER)
    moderate(world, audit, {"overall": "requires_improvement"})
    with closing(world.open("Sam")) as sam:
        waiting = submitted(sam, "good", "9900002")
        assign_moderation(sam, waiting, Assignment(who(sam, "Mo"), Why.RANDOM))
        data = gather_monthly(sam, "2026-11")
        submitted(sam, "good", "9900003", as_at=date(2026, 11, 10))
        data = gather_monthly(sam, "2026-11")
        [one] = data.moderation.month
        assert (one.words, one.figures.n, one.figures.moved_down) == ("blind, chosen", 1, 1)
        assert [each.figures.n for each in data.moderation.year] == [1]
        assert data.moderation.random is None, "it was asked for, not drawn"
        assert data.moderation.waiting == 2
        assert gather_monthly(sam, "2026-10").moderation.month == (), "it was moderated in November"


def test_actions_by_team_as_they_started_were_completed_and_are_overdue(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        late = Action("a1", "See the child alone", "social worker", date(2026, 11, 21), urgent=True)
        with_actions(sam, "9900001", (late,), as_at=OCTOBER)
        with_actions(sam, "9900002", (late,), as_at=OCTOBER, team=team(sam, "South"))
        found = {one.team: one for one in gather_monthly(sam, "2026-11").actions}
        assert (found["North"].opened, found["North"].open, found["North"].overdue) == (1, 1, 0)
        assert found["North"].service == "Safeguarding"
        world.clock.at += timedelta(days=5)
        assert [one.overdue for one in gather_monthly(sam, "2026-11").actions] == [1, 1]
        [south] = gather_monthly(sam, "2026-11", (team(sam, "South"),)).actions
        assert south.team == "South"
        assert gather_monthly(sam, "2026-10").actions[0].opened == 0, "they started in November"


def test_concerns_as_numbers_in_the_month_they_were_raised_in(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = submitted(sam)
        raise_concern(sam, audit, Concern(ConcernKind.CHILD, "PELICAN", response="Visited the same day"))
        raise_concern(sam, audit, Concern(ConcernKind.STAFF, "PELICAN"))
        found = gather_monthly(sam, "2026-11").concerns
        assert {kind: (one.raised, one.answered) for kind, one in found.kinds.items()} == {
            ConcernKind.CHILD: (1, 1),
            ConcernKind.STAFF: (1, 0),
        }
        assert (found.unanswered, found.open_earlier) == (1, 0)
        assert gather_monthly(sam, "2026-10").concerns.raised == 0
        assert "PELICAN" not in str(gather_monthly(sam, "2026-11"))
        world.clock.at += timedelta(days=20)
        assert gather_monthly(sam, "2026-12").concerns.open_earlier == 1


def test_whoever_moderates_an_audit_blind_does_not_find_it(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = submitted(sam, "inadequate")
        submitted(sam, "good", "9900002", as_at=SEPTEMBER)
        assign_moderation(sam, audit, Assignment(who(sam, "Mo"), Why.REQUESTED))
        assert gather_monthly(sam, "2026-10").sums.audits == 1
        blind = another_lead(sam)
        assert gather_monthly(blind).month == "2026-09", "the month of the hidden audit has none"
        data = gather_monthly(blind, "2026-10")
        assert (data.sums.audits, data.now, data.done.submitted, data.moderation.waiting) == (0, None, 0, 0)
        assert data.left_out == 1, "how many there are stands in their own list"
        assert gather_monthly(blind, "2026-10", (team(sam, "South"),)).left_out == 0, "it is of North"
        assert (gather_monthly(blind, "2026-09").left_out, gather_monthly(sam, "2026-10").left_out) == (0, 0)


def test_reasons_are_those_of_audits_below_good_as_they_were_worded(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam, as_at=OCTOBER)
        opened = finish(sam, audit, "inadequate")
        missed = next(iter(opened.scope.asked))
        answer = {"answer": "not_met", "not_applicable": None}
        record(sam, opened, [Change(FactKind.ANSWER, missed, answer)])
        submit_audit(sam, audit)
        data = gather_monthly(sam, "2026-10")
        assert [(one.criterion, one.short) for one in data.reasons] == [(missed, Share(1, 1))]
        assert data.questions.words[missed] == opened.scope.asked[missed].criterion.question


def test_only_the_qa_lead_may_and_no_month_before_its_time(world: World) -> None:
    with closing(world.open("Ada")) as ada, pytest.raises(NotPermittedError):
        gather_monthly(ada)
    with closing(world.open("Sam")) as sam, pytest.raises(InputError, match="has not begun"):
        gather_monthly(sam, "2027-01")
    with closing(world.open("Sam")) as sam:
        assert gather_monthly(sam).months == (), "an empty store has an empty month"
