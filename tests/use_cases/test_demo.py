"""The demo store: the same each time, whole, believable, and without a single name."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.audit.changes import answer
from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.audit.screening.screen import screen
from auditor.audit.states import State
from auditor.errors import InputError, StoreError
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.list_work import count_work, list_audits
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit, read_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.demo import DEMO_LCS, build_demo
from auditor.use_cases.demo.cast import AUDITORS, HOST, QA_LEAD, TEAMS
from auditor.use_cases.demo.findings import EVIDENCE, TOPICS
from auditor.use_cases.demo.notes_guides import NOTES
from auditor.use_cases.demo.skills import CRITERIA, IN_TIME, NOT_APPLICABLE, SECTIONS
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import open_demo_store
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 22)
DONE = frozenset(State) - {State.DRAFT, State.VOID}
CAPITALISED = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+")
NOT_NAMES = {"About Me", "The About"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = build_demo(tmp_path_factory.mktemp("demo") / "store", today=TODAY, audits=60)
    yield service
    service.close()


@pytest.fixture(scope="module")
def audits(demo: Service) -> list[OpenAudit]:
    return read_all(demo)


def summaries(service: Service) -> list[AuditSummary]:
    with service.store.reading() as reader:
        return [item for item in reader.page(AuditFilter(), limit=10_000) if item.kind != AuditKind.CALIBRATION]


def read_all(service: Service) -> list[OpenAudit]:
    """Every audit, as a QA lead sees it who has nothing to do with any."""
    lead = next(one for one in service.people().values() if one.name == QA_LEAD)
    reading = replace(service, person=lead)
    with service.store.reading() as reader:
        return [read_audit(reader, reading, item.audit_id) for item in summaries(service)]


def texts_of(opened: OpenAudit) -> Iterator[str]:
    found = opened.examination
    yield from found.notes.values()
    yield from found.evidence.values()
    yield from (grade.reason for grade in found.grades.values())
    yield from (finding.text for finding in found.findings.values())
    yield found.difference.text
    for action in found.actions.values():
        yield from (action.what, action.owner)
    for talk in found.conversations.values():
        yield from (talk.why, talk.said, talk.follow_up)
    yield from opened.drafts.values()


def test_same_seed_and_day_give_the_same_store(demo: Service, tmp_path: Path) -> None:
    again = build_demo(tmp_path / "store", today=TODAY, audits=60)
    try:
        assert again.store.id == demo.store.id
        assert verify_store(again).heads == verify_store(demo).heads
        assert summaries(again) == summaries(demo)
    finally:
        again.close()


def test_another_seed_and_another_day_give_another_store(demo: Service, tmp_path: Path) -> None:
    heads = verify_store(demo).heads
    for name, seed, today in (("seed", 7, TODAY), ("day", 2023, date(2027, 1, 1))):
        other = build_demo(tmp_path / name, seed=seed, today=today, audits=40)
        try:
            found = verify_store(other)
            assert found.problems == ()
            assert found.heads != heads
        finally:
            other.close()


def test_verifies_without_a_problem(demo: Service) -> None:
    found = verify_store(demo)
    assert found.problems == ()
    assert found.erased == 0


def test_no_text_of_it_says_who_somebody_is(demo: Service, audits: list[OpenAudit]) -> None:
    drafts = [item for item in summaries(demo) if item.state is State.DRAFT and item.auditor_id == demo.person.id]
    own = [open_audit(demo, item.audit_id) for item in drafts]
    found = [(opened.record.lcs_number, one.name, one.words) for opened in audits for one in opened.open_finds]
    typed = [screen(text) for opened in own for text in opened.drafts.values()]
    assert typed
    assert (found, [finds for finds in typed if finds]) == ([], [])


def test_every_submitted_audit_is_complete(audits: list[OpenAudit]) -> None:
    for opened in audits:
        if opened.state in DONE:
            assert opened.progress.complete, (opened.record.lcs_number, opened.progress.left)


def test_first_grades_are_given_before_a_suggestion_and_departures_say_why(demo: Service) -> None:
    seen: set[tuple[object, str]] = set()
    departures = 0
    with demo.store.reading() as reader:
        for item in summaries(demo):
            for owner, fact in reader.facts(item.audit_id):
                if fact.kind is not FactKind.GRADE:
                    continue
                assert fact.body is not None
                first = (owner, fact.key) not in seen
                seen.add((owner, fact.key))
                assert (fact.body["suggested"] is None) is first
                assert (fact.replaces is None) is first
                if not first and fact.body["suggested"] != fact.body["grade"]:
                    departures += 1
                    assert fact.body["reason"]
    assert departures


def test_nothing_happens_today_or_later(demo: Service) -> None:
    with demo.store.reading() as reader:
        facts = [fact for item in reader.page(AuditFilter(), limit=10_000) for _, fact in reader.facts(item.audit_id)]
    assert max(fact.at.date() for fact in facts) == TODAY - timedelta(days=1)


def test_every_team_and_every_month_is_there(demo: Service) -> None:
    found = summaries(demo)
    teams = demo.teams()
    assert len(found) == 60
    assert {teams[item.team_id].name for item in found} == {team.name for team in TEAMS}
    assert len({item.month for item in found}) == 18
    assert {item.month for item in found} >= {"2025-06", "2026-11"}
    assert all(item.lcs_number.startswith("99") and len(item.lcs_number) == 7 for item in found)


def test_the_people(demo: Service) -> None:
    people = {person.name: person for person in demo.people().values()}
    assert len(people) == len(AUDITORS) + 1 + len(TEAMS)
    assert people[AUDITORS[HOST].name].roles == set(Role)
    assert people[QA_LEAD].roles == {Role.QA_LEAD}
    assert all(people[team.manager].roles == {Role.TEAM_MANAGER} for team in TEAMS)
    assert demo.person == people[AUDITORS[HOST].name]


def test_the_host_has_a_draft_that_is_ready(demo: Service) -> None:
    first = list_audits(demo, AuditFilter(auditor=demo.person.id))[0]
    assert first.lcs_number == DEMO_LCS
    opened = open_audit(demo, first.audit_id)
    assert (opened.state, opened.progress.answered, opened.read_only) == (State.DRAFT, 0, False)
    assert opened.details.profile.statuses == {"child_protection"}
    assert opened.details.profile.age_band == "age_5_9"
    assert None not in opened.scope.tags.values()
    assert not opened.examination.grades


def test_the_host_has_work_in_every_state(demo: Service) -> None:
    own = [item for item in summaries(demo) if item.auditor_id == demo.person.id]
    drafts = [item for item in own if item.state is State.DRAFT]
    assert len(drafts) == 4
    assert sum(item.due is not None and item.due < TODAY for item in drafts) == 2
    assert sum(item.state in DONE for item in own) >= 4
    assert count_work(demo).not_on_lcs == 2


def test_one_draft_was_left_in_the_middle_of_a_note(demo: Service) -> None:
    own = list_audits(demo, AuditFilter(auditor=demo.person.id, states=(State.DRAFT,)))
    left = [opened for item in own if (opened := open_audit(demo, item.audit_id)).bookmark]
    assert len(left) == 1
    assert left[0].record.auditor_id == demo.person.id
    assert left[0].bookmark == ("sections", "ps06.chronology")
    assert set(left[0].drafts) == {"note:ps06.chronology"}
    assert 0.25 < left[0].progress.answered / left[0].progress.asked < 0.75


def test_no_sentence_holds_what_could_be_a_name(audits: list[OpenAudit]) -> None:
    found = {pair for opened in audits for text in texts_of(opened) for pair in CAPITALISED.findall(text)}
    assert found <= NOT_NAMES
    surnames = {word for one in (*(a.name for a in AUDITORS), *(t.manager for t in TEAMS)) for word in one.split()}
    words = {word for opened in audits for text in texts_of(opened) for word in re.findall(r"\w+", text)}
    assert not surnames & words


def test_sentences_are_varied() -> None:
    notes = {text for said in NOTES.values() for pool in said for text in pool}
    findings = {text for topic in TOPICS.values() for text in (*topic.strengths, *topic.improve)}
    assert len(notes) + len(findings) > 250
    assert all(said.strong and said.weak for said in NOTES.values())


def test_pools_name_what_the_standards_have(demo: Service) -> None:
    checklists = (demo.standards.current, demo.standards.themes["supervision"])
    criteria = {name for checklist in checklists for name in checklist.criteria}
    sections = {name for checklist in checklists for name in checklist.sections_by_id}
    assert {*NOTES, *CRITERIA, *IN_TIME, *NOT_APPLICABLE} <= criteria
    assert set(SECTIONS) <= sections
    graded = {section.graded_with or section.id for section in demo.standards.current.sections}
    assert graded - {"pg09"} <= set(TOPICS)
    assert {*TOPICS, *EVIDENCE} <= {*sections, "fostering", "supervision"}


def test_actions_belong_to_roles_and_answer_findings(audits: list[OpenAudit]) -> None:
    done = [opened.examination for opened in audits if opened.state in DONE]
    actions = [(found, action) for found in done for action in found.actions.values()]
    assert 2.5 < len(actions) / len(done) < 4.5
    for found, action in actions:
        assert action.owner == action.owner.lower()
        assert action.due is not None
        assert found.findings[action.finding].kind == "improve"


def test_the_demo_can_be_opened_and_worked_in(tmp_path: Path) -> None:
    build_demo(tmp_path / "store", today=TODAY, audits=40).close()
    service = open_demo_store(tmp_path / "store")
    try:
        assert service.store.demo
        first = list_audits(service, AuditFilter(auditor=service.person.id))[0]
        opened = open_audit(service, first.audit_id)
        question = next(iter(opened.scope.asked))
        after = record(service, opened, [answer(question, "met")])
        assert after.progress.answered == 1
        assert verify_store(service).problems == ()
    finally:
        service.close()
    with pytest.raises(StoreError):
        build_demo(tmp_path / "store", today=TODAY, audits=40)


def test_too_few_audits_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build_demo(tmp_path / "store", today=TODAY, audits=39)
    assert not (tmp_path / "store").exists()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build_demo(tmp_path / "store", today=TODAY, audits=40, progress=lambda *at: told.append(at)).close()
    assert told[0][:2] == (0, 40)
    assert told[-1][:2] == (40, 40)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


# -- the whole of it --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_full_demo_has_the_profile_it_should(full: Service) -> None:
    found = summaries(full)
    assert len(found) == 400
    assert verify_store(full).problems == ()
    counted = [item for item in found if item.kind == "full" and item.counted]
    for some in (counted, [item for item in counted if not item.early_help]):
        grades = Counter(item.overall for item in some)
        share = {grade: 100 * count / len(some) for grade, count in grades.items()}
        assert 2 <= share["outstanding"] <= 3
        assert 32 <= share["good"] <= 36
        assert 50 <= share["requires_improvement"] <= 54
        assert 9 <= share["inadequate"] <= 11
    per_month = Counter(item.month for item in found)
    assert len(per_month) == 18
    assert min(per_month, key=lambda month: per_month[month]) in ("2025-08", "2025-12", "2026-08")
    theme = Counter(item.month for item in found if item.theme == "supervision")
    assert sum(theme.values()) == 25
    assert max(theme.values()) >= 12


@pytest.mark.slow
def test_the_full_demo_comes_out_as_planned(full: Service) -> None:
    audits = read_all(full)
    done = [opened for opened in audits if opened.state in DONE]
    assert all(opened.progress.complete for opened in done)
    given: dict[str, Counter[str]] = {}
    good: dict[str, list[bool]] = {}
    due: list[bool] = []
    for opened in done:
        for name, chosen in opened.examination.answers.items():
            given.setdefault(name, Counter())[chosen.answer or "not applicable"] += 1
        if opened.checklist.kind == "edition":
            for name, grade in opened.examination.grades.items():
                good.setdefault(name, []).append(grade.grade in ("good", "outstanding"))
        assert opened.submitted is not None
        if (TODAY - opened.submitted.at.date()).days <= 90:
            due += [action.due < TODAY for action in opened.examination.actions.values() if action.due]

    def met(name: str) -> float:
        of = sum(count for said, count in given[name].items() if said != "not applicable")
        return 100 * (given[name]["met"] + given[name]["exceeded"]) / of

    assert 35 <= met("ps10.supervised-monthly") <= 46
    assert 45 <= met("pg07.health-assessment-in-time") <= 55
    assert 77 <= met("pg04.core-groups-in-time") <= 83
    assert 85 <= met("pg03.first-conference-in-time") <= 91
    weak = ("ps06.chronology", "ps03.who-does-what", "ps01.triggers-and-fallback", "ps10.supervision-moves-things-on")
    strong = ("ps05.own-voice", "pg01.direct-work-used", "ps04.home-and-people", "ps11.own-words")
    assert max(met(name) for name in weak) < 40 < 75 < min(met(name) for name in strong)
    shares = {name: sum(values) / len(values) for name, values in good.items()}
    assert min(shares["ps04"], shares["ps05"]) > 0.65
    assert max(shares["ps03"], shares["ps06"], shares["ps10"]) < 0.4
    assert 0.15 <= sum(due) / len(due) <= 0.35
    late = [item for item in summaries(full) if item.state is State.DRAFT and item.due and item.due < TODAY]
    assert 4 <= len(late) <= 30


@pytest.mark.slow
def test_two_auditors_are_lenient_and_one_is_harsh(full: Service) -> None:
    names = {person.id: person.name for person in full.people().values()}
    by: dict[str, list[bool]] = {}
    for item in summaries(full):
        if item.kind == "full" and item.counted:
            pair = item.moderation.pairs.get("overall") if item.moderation else None
            first = pair[0] if pair else item.overall
            by.setdefault(names[item.auditor_id], []).append(first in ("good", "outstanding"))
    assert len(by) == 15
    shares = {name: sum(values) / len(values) for name, values in by.items()}
    ordered = sorted(shares, key=lambda name: shares[name])
    assert ordered[0] == next(one.name for one in AUDITORS if one.leaning < 0)
    assert set(ordered[-2:]) == {one.name for one in AUDITORS if one.leaning > 0}
