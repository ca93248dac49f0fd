"""What a team's report shows, gathered from a real store: what stands, beside the others, and what comes next."""

from contextlib import closing
from datetime import date

import pytest
from store_builders import World, everything_left, new_audit, team
from team_builders import STRENGTH, WHAT, final_audit

from auditor.audit.changes import Change
from auditor.audit.details import AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Because
from auditor.errors import InputError, NotPermittedError
from auditor.measures.thematic import Share
from auditor.use_cases.actions.act import add_action, close_action
from auditor.use_cases.audits.close_audit import close_audit
from auditor.use_cases.audits.keep_find import changes_that_keep, finds_in
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.team import TeamChoice, finds_in_team, gather_team
from auditor.use_cases.service import Service
from auditor.use_cases.team.acknowledge import acknowledge
from auditor.use_cases.team.reply import reply

NAMED = "Mrs Harding visits every week."


def of_north(service: Service, *months: str) -> TeamChoice:
    return TeamChoice((team(service),), *months)


def but_strengths(opened: OpenAudit) -> list[Change]:
    """All that is left to do, but for a strength."""
    return [one for one in everything_left(opened) if one.key != "strength"]


def with_strength(world: World, number: str, text: str, about: str = "ps01", **given: object) -> None:
    """A final audit by Ada with a strength."""
    ada, lead = world.open("Ada"), world.open("Sam")
    audit = new_audit(ada, number, **given)
    opened = open_audit(ada, audit)
    noted = Change(FactKind.FINDING, "s1", {"kind": "strength", "text": text, "about": about})
    record(ada, opened, [*but_strengths(opened), noted])
    submit_audit(ada, audit)
    finalise_audit(lead, audit)


def test_what_stands_is_counted_for_the_team_and_beside_it(world: World) -> None:
    final_audit(world, "9900001", moderated=True)
    final_audit(world, "9900002")
    for number in range(9):
        final_audit(world, f"991000{number}", name="South", overall="good" if number < 6 else "inadequate")
    with closing(world.open("Ada")) as ada:
        new_audit(ada, "9900003")
    tess = world.open("Tess")
    data = gather_team(tess, of_north(tess))
    assert (data.team, data.sums.audits, data.sums.moderated) == ("North", 2, 1)
    assert data.sums.overall == {"good": 1, "requires_improvement": 1}
    assert data.others is None, "nine audits of other teams are too few to show"
    final_audit(world, "9910009", name="South")
    data = gather_team(tess, of_north(tess))
    assert data.others == Share(7, 10)
    assert data.others_sections["ps01"] == Share(10, 10)
    assert [point.team.of for point in data.trend][-1] == 2
    assert data.trend[-1].others is not None
    assert data.trend[-1].others.good == 7


def test_what_moderation_changed_and_what_waits(world: World) -> None:
    audit = final_audit(world, "9900001", moderated=True)
    final_audit(world, "9900002")
    tess = world.open("Tess")
    acknowledge(tess, audit)
    reply(tess, audit, OVERALL, "The minutes are on the file.")
    data = gather_team(tess, of_north(tess))
    assert (data.moderation.audits, data.moderation.picked) == (1, {"blind, chosen": 1})
    assert data.moderation.lowered["overall"] == 1
    assert not data.moderation.raised["overall"]
    assert data.moderation.because == {Because.MISSED: 1}
    assert (data.replies.waiting, data.replies.since, data.replies.unread) == (1, tess.today(), 1)


def test_actions_open_and_closed_and_no_case_number(world: World) -> None:
    for number in ("9900001", "9900002"):
        first = final_audit(world, number)
    final_audit(world, "9910001", name="South")
    tess, lead = world.open("Tess"), world.open("Sam")
    data = gather_team(tess, of_north(tess))
    assert (data.actions.open, data.actions.closed, data.actions.confirmed, data.actions.overdue) == (2, 0, 0, 0)
    assert [(line.what, line.owner, line.due) for line in data.actions.lines] == [
        (WHAT, "social worker", date(2026, 12, 14))
    ] * 2
    close_action(lead, first, "a1", "case summary", lead.today())
    data = gather_team(tess, of_north(tess))
    assert (data.actions.open, data.actions.closed) == (1, 1)
    early = gather_team(tess, of_north(tess, "2020-01", "2020-02"))
    assert (early.actions.open, early.actions.closed, early.sums.audits) == (1, 0, 0)
    written = build_report(tess, Request("team", teams=(team(tess),)), ["text"]).files["text"].decode()
    assert "99000" not in written
    assert "Ada" not in written


def test_strengths_are_quoted_the_latest_first_and_none_twice(world: World) -> None:
    with_strength(world, "9900001", "The plan is short and clear.", as_at=date(2026, 10, 1))
    with_strength(world, "9900002", "Risk is weighed with the family.", as_at=date(2026, 11, 1))
    with_strength(world, "9900003", "risk is weighed with the family.", as_at=date(2026, 11, 2))
    final_audit(world, "9900004")
    final_audit(world, "9910001", name="South")
    tess = world.open("Tess")
    data = gather_team(tess, of_north(tess))
    assert data.noted == 4
    assert [(one.section.partition(" ")[0], one.text, one.count) for one in data.strengths] == [
        ("PS1", "risk is weighed with the family.", 3),
        ("", STRENGTH, 1),
        ("PS1", "The plan is short and clear.", 3),
    ]


def test_what_surely_says_who_somebody_is_is_told_to_whoever_builds_the_report(world: World) -> None:
    audit = final_audit(world, "9900001")
    tess = world.open("Tess")
    request = Request("team", teams=(team(tess),))
    assert build_report(tess, request, ["text"]).finds == ()
    add_action(tess, audit, "Thank Mrs Harding for the minutes.", "team manager", date(2026, 12, 1))
    (found,) = build_report(tess, request, ["text"]).finds
    assert (found.words, found.sure) == ("Mrs Harding", True)


def test_what_its_author_kept_is_not_told_again(world: World) -> None:
    ada, tess = world.open("Ada"), world.open("Tess")
    audit = new_audit(ada, "9900001")
    opened = open_audit(ada, audit)
    noted = [Change(FactKind.FINDING, "s1", {"kind": "strength", "text": NAMED, "about": "ps01"})]
    kept = changes_that_keep(noted, finds_in(opened, noted), "An invented person in a story.")
    record(ada, opened, [*but_strengths(opened), *noted, *kept])
    submit_audit(ada, audit)
    finalise_audit(world.open("Sam"), audit)
    assert [one.text for one in gather_team(tess, of_north(tess)).strengths] == [NAMED]
    assert finds_in_team(tess, of_north(tess)) == ()


def test_other_kinds_of_audit_are_named_and_not_counted(world: World) -> None:
    final_audit(world, "9900001")
    with_strength(world, "9900002", "Kept up to date.", "", kind=AuditKind.THEMATIC, theme="chronologies-and-summaries")
    tess = world.open("Tess")
    data = gather_team(tess, of_north(tess))
    assert data.sums.audits == 1
    assert data.other_kinds == {"thematic audits": 1}
    assert data.noted == 2


def test_it_is_of_one_team_and_of_ones_own(world: World) -> None:
    final_audit(world, "9900001")
    elsewhere = final_audit(world, "9910001", name="South")
    tess, lead = world.open("Tess"), world.open("Sam")
    north, south = team(lead), team(lead, "South")
    with pytest.raises(InputError, match="one team"):
        gather_team(lead, TeamChoice((north, south)))
    with pytest.raises(InputError, match="not said to be of any team"):
        build_report(lead, Request("team"), ["text"])
    for refused in (gather_team, finds_in_team):
        with pytest.raises(NotPermittedError):
            refused(tess, TeamChoice((south,)))
        with pytest.raises(NotPermittedError):
            refused(world.open("Ada"), TeamChoice((north,)))
    assert gather_team(lead, TeamChoice((south,))).sums.audits == 1
    close_audit(lead, elsewhere)
    assert gather_team(lead, TeamChoice((south,))).sums.audits == 1
