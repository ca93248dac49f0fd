"""What the demo shows of what follows an audit: moderation, actions, concerns, re-audits, rounds, a calibration."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from auditor.audit.action_steps import ActionSummary, Closing
from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.grades import ORDER
from auditor.audit.improvement import Standing as Path_
from auditor.audit.moderation import Because, Moderated, Why, began_to_moderate
from auditor.audit.sampling import pick_share
from auditor.audit.screening.screen import screen
from auditor.audit.states import Move, State
from auditor.audit.vague import vague_words
from auditor.store.records import AuditFilter, AuditSummary, moment_text
from auditor.use_cases.audits.concerns import list_concerns
from auditor.use_cases.audits.improvement import list_pathways
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.demo import build_demo
from auditor.use_cases.demo.about import BEGINNINGS
from auditor.use_cases.demo.cast import AUDITORS, TEAMS
from auditor.use_cases.demo.findings import TOPICS
from auditor.use_cases.keeping.look_after_store import said_in, verify_store
from auditor.use_cases.moderation.agreement import Basis
from auditor.use_cases.moderation.calibration_results import list_calibrations
from auditor.use_cases.moderation.compare_grades import open_comparison
from auditor.use_cases.moderation.leniency import leniency_of_all
from auditor.use_cases.moderation.listing import Waiting, count_moderation, list_moderation
from auditor.use_cases.moderation.moderate import to_moderate
from auditor.use_cases.moderation.pick import preview_pick
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.rounds.mine import allocated_to_me
from auditor.use_cases.rounds.narrative import narrative_of
from auditor.use_cases.rounds.plan import list_rounds
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import list_team

TODAY = date(2026, 11, 22)
CAPITALISED = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+")
NOT_NAMES = {"About Me", "The About"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = build_demo(tmp_path_factory.mktemp("demo") / "store", today=TODAY, audits=100)
    yield service
    service.close()


def summaries(service: Service) -> list[AuditSummary]:
    with service.store.reading() as reader:
        return reader.page(AuditFilter(), limit=10_000)


def actions(service: Service) -> list[ActionSummary]:
    with service.store.reading() as reader:
        return [action for item in reader.summaries_from_facts() for action in item.actions]


def texts(service: Service) -> set[str]:
    """Everything that somebody wrote in the demo's audits beside the auditors' examinations, which have a test."""
    found: set[str] = set()
    with service.store.reading() as reader:
        for item in reader.page(AuditFilter(), limit=10_000):
            whole = read_whole(reader, item.audit_id)
            found.update(
                text for owner, fact in whole.everything if owner != whole.own.id for text in said_in(fact).values()
            )
        for key, body in reader.bodies_of(FactKind.CONFLICT):
            assert key
            found.add(body["reason"])
        for _, body in reader.bodies_of(FactKind.ALLOCATION):
            found.update((body["replaced_because"], *(one["reason"] for one in body["extensions"])))
            found.add(body["exempt"]["reason"] if body["exempt"] else "")
    return found - {""}


def test_no_text_says_who_somebody_is(demo: Service) -> None:
    found = texts(demo)
    assert len(found) > 50
    assert [(text, finds) for text in sorted(found) if (finds := screen(text))] == []
    pairs = {pair for text in found for pair in CAPITALISED.findall(text)}
    assert pairs <= NOT_NAMES
    surnames = {word for one in (*(a.name for a in AUDITORS), *(t.manager for t in TEAMS)) for word in one.split()}
    assert not surnames & {word for text in found for word in re.findall(r"\w+", text)}


def test_it_verifies_whatever_the_day_and_however_few(tmp_path: Path) -> None:
    for number, today in enumerate((date(2027, 1, 1), date(2026, 3, 2))):
        service = build_demo(tmp_path / str(number), today=today, audits=40)
        assert verify_store(service).problems == ()
        service.close()


def test_no_action_is_vague_and_each_names_what_it_should_move(demo: Service) -> None:
    whats = {what for topic in TOPICS.values() for _, what in topic.actions}
    assert [(what, list(vague_words(what))) for what in whats if list(vague_words(what))] == []
    assert [what for what in whats if not any(words in what for words in BEGINNINGS)] == []
    found = actions(demo)
    assert all(action.about and action.owner and action.first_due for action in found)
    assert sum("." in action.about for action in found) > len(found) / 2


def test_a_draw_for_moderation_can_be_checked(demo: Service) -> None:
    """With its seed and the audits that were submitted since the draw before, it comes out again."""
    with demo.store.reading() as reader:
        drawn = [fact for fact in reader.rounds.every((FactKind.SETTING,)) if fact.key == "moderation.drawn_at"]
        settings = reader.settings()
    assert settings["moderation.seed"] == ""
    moments = [str((fact.body or {})["value"]) for fact in drawn]
    assert moments == sorted(moments)
    audits = [item for item in summaries(demo) if item.submitted_at and item.kind != AuditKind.CALIBRATION]
    since, checked = "", 0
    with demo.store.reading() as reader:
        for moment in moments:
            frame = [item for item in audits if item.submitted_at and since < moment_text(item.submitted_at) <= moment]
            asked = [(item, read_whole(reader, item.audit_id).assignment) for item in frame]
            picked = {str(item.audit_id): one.seed for item, one in asked if one is not None and one.why is Why.RANDOM}
            since = moment
            if picked:
                checked += 1
                assert len(set(picked.values())) == 1
                seed = next(iter(picked.values()))
                assert set(pick_share(seed, [str(item.audit_id) for item in frame], Fraction(1, 5))) == set(picked)
    assert checked > 10


# -- the whole of it --------------------------------------------------------------------------------------------------


def steps(found: Moderated) -> int:
    first, second = found.pairs["overall"]
    return ORDER.index(second) - ORDER.index(first)


@pytest.mark.slow
def test_moderators_agree_as_often_as_they_do(full: Service) -> None:
    moderated = [item.moderation for item in summaries(full) if item.moderation is not None]
    gaps = [steps(one) for one in moderated if Basis.of(one) is Basis.BLIND_RANDOM]
    assert 60 <= len(gaps) <= 85
    assert 0.65 <= gaps.count(0) / len(gaps) <= 0.7
    assert 0.96 <= sum(abs(gap) < 2 for gap in gaps) / len(gaps) <= 0.99
    assert 2.4 <= sum(gap < 0 for gap in gaps) / sum(gap > 0 for gap in gaps) <= 3.8
    assert 3 <= sum(not one.blind for one in moderated) <= 7
    assert 1 <= sum(one.blind and one.seen_first for one in moderated) <= 4
    assert {why for one in moderated for why in one.because.values()} == set(Because)
    stands = [item for item in summaries(full) if item.state in (State.FINAL, State.CLOSED)]
    worst = [item for item in summaries(full) if item.overall == "inadequate" and item.state in (State.FINAL,)]
    assert all(item.moderation is not None for item in worst)
    old = [item for item in summaries(full) if item.submitted_at and item.submitted_at.date() < TODAY - timedelta(60)]
    assert sum(item in stands for item in old) / len(old) > 0.9
    assert sum(item.state is State.CLOSED for item in old) > 50


@pytest.mark.slow
def test_leniency_shows_two_who_are_lenient_and_one_who_is_harsh(full: Service) -> None:
    signs = {one.name: one.found.sign for one in leniency_of_all(full) if one.found.sign in ("higher", "lower")}
    assert signs == {one.name: "higher" if one.leaning > 0 else "lower" for one in AUDITORS if one.leaning}


@pytest.mark.slow
def test_the_host_has_something_in_every_list(full: Service) -> None:
    counts = count_moderation(full)
    assert 2 <= counts[Waiting.MODERATE] <= 3
    assert 2 <= counts[Waiting.COMPARE] <= 3
    assert counts[Waiting.SETTLE] == 1
    assert counts[Waiting.PICK] > 5
    assert {item.state for item in to_moderate(full)} == {State.SUBMITTED, State.MODERATING}
    assert preview_pick(full).to_assign
    for item in list_moderation(full, Waiting.COMPARE):
        compared = open_comparison(full, item.audit_id)
        assert any(compared.waits_for(pair) == full.person.id for pair in compared.comparison.open)
    unread = [row for row in list_team(full, tuple(full.person.teams), limit=1000) if row.acknowledged is None]
    assert 2 <= len(unread) <= 5
    assert len(allocated_to_me(full)) == 1


@pytest.mark.slow
def test_replies_and_acknowledgements(full: Service) -> None:
    rows = list_team(full, limit=1000)
    assert 0.75 <= sum(row.acknowledged is not None for row in rows) / len(rows) <= 0.95
    assert 2 <= sum(row.open_replies for row in rows) <= 12


@pytest.mark.slow
def test_actions_move_and_a_quarter_is_overdue(full: Service) -> None:
    found = actions(full)
    started = [action for action in found if action.started_on is not None]
    open_ = [action for action in started if action.closed_on is None]
    assert 0.18 <= sum(action.overdue(TODAY) for action in open_) / len(open_) <= 0.34
    assert len({action.status for action in found}) == 6
    assert {action.closed_how for action in found} == {None, Closing.ON_PAPER, Closing.CONFIRMED}
    assert sum(action.extensions > 0 for action in found) > 40
    assert any(action.urgent for action in found)


@pytest.mark.slow
def test_the_inadequate_pathway(full: Service) -> None:
    found = Counter(one.standing for one in list_pathways(full))
    assert 3 <= found[Path_.DONE] <= 4
    assert found[Path_.PLANNED] > 10
    assert found[Path_.NO_PLAN] > 2


@pytest.mark.slow
def test_five_concerns_one_restricted_one_without_a_response(full: Service) -> None:
    found = list_concerns(full)
    assert len(found) == 5
    assert sum(one.raised.concern.restricted for one in found) == 1
    waiting = [one for one in found if one.raised.open]
    assert len(waiting) == 1
    assert waiting[0].waits
    assert waiting[0].may_acknowledge


@pytest.mark.slow
def test_two_rounds_are_past_and_one_is_running(full: Service) -> None:
    running, *past = [counts for of, counts in list_rounds(full) if not of.theme]
    assert len(past) == 2
    assert all(counts.submitted == counts.expected and counts.moderated for counts in past)
    assert running.exempt == running.replaced == 1
    assert running.overdue >= 2
    assert running.expected > running.started > running.submitted > 0


@pytest.mark.slow
def test_two_rounds_were_about_a_theme(full: Service) -> None:
    later, earlier = [(of, counts) for of, counts in list_rounds(full) if of.theme]
    assert {of.theme for of, _ in (later, earlier)} == {"supervision"}
    assert earlier[1].submitted == earlier[1].expected
    counts = later[1]
    assert (counts.exempt, counts.replaced, counts.overdue) == (1, 1, 3)
    assert counts.expected > counts.started > counts.submitted >= 12
    assert counts.moderated
    of = later[0]
    assert of.sample is not None
    again = of.drawn_anew(of.sample.asked, of.sample.minimum, (), of.sample.on)
    assert again.sample == of.sample


@pytest.mark.slow
def test_the_report_of_the_thematic_round_says_something_of_everything(full: Service) -> None:
    found = gather_thematic(full, ThematicChoice(round_named="Supervision September 2026"))
    sums = found.sums
    assert sums.audits >= 12
    assert found.before is not None
    assert found.before.comparable
    assert sums.moderated
    assert found.agreed
    assert found.strong
    assert len(found.below) > 5
    assert found.completion.overdue == 3
    assert found.actions.lines
    assert len(found.actions.statuses) > 3
    assert found.sample is not None
    assert found.sample.drawn == 20


@pytest.mark.slow
def test_the_reports_of_its_thematic_rounds_are_written(full: Service) -> None:
    for of in (of for of, _ in list_rounds(full) if of.theme):
        written = narrative_of(full, of.id)
        said = [quote.text for quote in written.quotes]
        assert len(said) >= 2
        assert len(set(said)) == len(said)
        assert len(written.practice) == 2
        assert [one.place for one in written.recommendations] == [1, 2, 3]
        for one in written.recommendations:
            assert one.due is not None
            assert one.due > of.due
            assert not list(vague_words(one.what))


@pytest.mark.slow
def test_a_moderation_that_had_begun_was_handed_over(full: Service) -> None:
    """Some of them then came to a grade of record, and one waits for whoever has it now."""
    states = []
    for item in summaries(full):
        with full.store.reading() as reader:
            whole = read_whole(reader, item.audit_id)
        moves = [fact for fact in whole.of_audit if fact.kind is FactKind.MOVE and fact.key == Move.HAND_OVER]
        if moves:
            began = began_to_moderate(whole.of_audit)
            assert whole.assignment is not None
            assert began - {whole.assignment.moderator}
            states.append(item.state)
    assert len(states) >= 2
    assert State.SUBMITTED in states
    assert {State.FINAL, State.CLOSED} & set(states)


@pytest.mark.slow
def test_an_action_about_a_whole_section_is_confirmed_by_a_re_audit(full: Service) -> None:
    sections = [one for one in actions(full) if "." not in one.about and one.closed_how is Closing.CONFIRMED]
    assert sections
    with full.store.reading() as reader:
        by_id = {item.audit_id: item for item in reader.page(AuditFilter(), limit=10_000)}
    for one in sections:
        case = by_id[one.audit_id].case_id
        (again,) = [item for item in by_id.values() if item.case_id == case and item.kind == AuditKind.RE_AUDIT]
        assert again.sections[one.about] in ("good", "outstanding")


@pytest.mark.slow
def test_a_calibration_is_open(full: Service) -> None:
    (row,) = list_calibrations(full)
    assert (row.started, row.submitted, row.may_see) == (5, 5, True)
    assert row.calibration.reference
