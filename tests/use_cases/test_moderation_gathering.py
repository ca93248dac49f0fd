"""What moderation came to, gathered from a real store: each way by itself, from submission to the grade of record."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from moderation_builders import moderate, person, submitted
from store_builders import Template, World, another_lead, copy_of

from auditor.audit.moderation import Assignment, Because, Why
from auditor.errors import InputError, NotPermittedError
from auditor.measures.moderation import Days
from auditor.measures.thematic import Share
from auditor.standards.load import Standards
from auditor.use_cases.moderation.agreement import BASIS_WORDS, Basis
from auditor.use_cases.moderation.compare_grades import agree_to, disagree, propose_grade, settle
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.moderation import gather_moderation
from auditor.use_cases.reports.request import Request

CASES = {
    "9900001": (Why.RANDOM, True, False, "good", "good"),
    "9900002": (Why.RANDOM, True, False, "good", "requires_improvement"),
    "9900003": (Why.INADEQUATE, True, False, "inadequate", "good"),
    "9900004": (Why.RANDOM, False, False, "good", "good"),
    "9900005": (Why.RANDOM, True, True, "good", "good"),
}
"""Why it was picked, whether blind, whether the first grade was seen; the auditor's overall grade, the moderator's."""


@pytest.fixture(scope="module")
def moderated_template(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> Template:
    """All five moderated three days after they were submitted; one settled, one escalated and settled, one left."""
    folder = tmp_path_factory.mktemp("moderated") / "store"
    world = copy_of(template_store, folder, loaded_standards)
    audits = {}
    for number, (_, _, _, given, _) in CASES.items():
        audits[number] = submitted(world, number, lambda key, given=given: given if key == "overall" else "good")  # type: ignore[misc]
    submitted(world, "9900006")
    world.clock.at += timedelta(days=3)
    for number, (why, blind, seen, _, second) in CASES.items():
        with closing(world.open("Sam")) as sam:
            assign_moderation(sam, audits[number], Assignment(person(sam, "Mo"), why, blind))
        moderate(world, audits[number], {"overall": second}, otherwise="good" if blind else None, seen_first=seen)
    world.clock.at += timedelta(days=2)
    with closing(world.open("Ada")) as ada, closing(world.open("Mo")) as mo, closing(world.open("Sam")) as sam:
        agreed = audits["9900002"]
        propose_grade(mo, agreed, "overall", "requires_improvement", Because.MISSED, "the minutes were not read")
        agree_to(ada, agreed, "overall")
        disagree(ada, audits["9900003"], "it is not good")
        settle(sam, audits["9900003"], "overall", "good", Because.JUDGEMENT, "good on the whole")
    return Template(folder, world.recovery_code)


@pytest.fixture
def moderated(moderated_template: Template, tmp_path: Path, loaded_standards: Standards) -> Iterator[World]:
    found = copy_of(moderated_template, tmp_path / "store", loaded_standards)
    found.clock.at += timedelta(days=6)
    yield found
    found.close()


def test_each_way_of_moderating_stands_by_itself(moderated: World) -> None:
    data = gather_moderation(moderated.open("Sam"), None, None)
    told = {one.words: (one.audits, dict(one.why), one.measures) for one in data.bases}
    assert told == {
        BASIS_WORDS[Basis.BLIND_RANDOM]: (2, {Why.RANDOM: 2}, True),
        BASIS_WORDS[Basis.BLIND_TARGETED]: (1, {Why.INADEQUATE: 1}, True),
        BASIS_WORDS[Basis.LIGHT_TOUCH]: (1, {Why.RANDOM: 1}, False),
        BASIS_WORDS[Basis.SEEN]: (1, {Why.RANDOM: 1}, False),
    }
    drawn = data.drawn
    assert drawn is not None
    assert drawn.overall is not None
    assert drawn.overall.same == Share(1, 2)
    assert drawn.overall.changed == {0: 1, -1: 1}
    assert drawn.because == {Because.MISSED: 1}
    assert drawn.sections[0].name.startswith("PS1 ")
    assert drawn.sections[0].same == Share(2, 2)
    chosen = data.measuring[1].overall
    assert chosen is not None
    assert chosen.changed == {2: 1}
    assert [one.same for one in data.quarters] == [Share(1, 2)]


def test_how_much_was_moderated_and_how_long_it_took(moderated: World) -> None:
    data = gather_moderation(moderated.open("Sam"), None, None)
    found = data.coverage
    assert (found.submitted, found.asked, found.drawn, found.done, found.setting) == (6, 5, 4, 5, 20)
    assert data.times.to_moderation == Days(5, 3, 3, 3)
    assert data.times.whole == Days(5, 3, 5, 5)
    assert data.times.to_record == Days(5, 0, 2, 2)
    assert (data.escalated.audits, data.escalated.waiting) == (1, 0)
    assert data.escalated.settled == {"moderator": 1}


def test_the_months_choose_by_submission_and_by_moderation(moderated: World) -> None:
    month = f"{moderated.open('Sam').today():%Y-%m}"
    lead = moderated.open("Sam")
    assert gather_moderation(lead, month, month).moderated == 5
    before = gather_moderation(lead, "2020-01", "2020-02")
    assert (before.coverage.submitted, before.bases, before.quarters) == (0, (), ())
    later = gather_moderation(lead, "2030-01", "2030-02")
    assert (later.coverage.submitted, later.bases) == (0, ())
    with pytest.raises(InputError, match="first month is after"):
        gather_moderation(lead, "2026-11", "2026-10")


def test_what_is_past_its_day_is_told(moderated: World) -> None:
    lead = moderated.open("Sam")
    audit = submitted(moderated, "9900007")
    due = lead.today() - timedelta(days=1)
    assign_moderation(lead, audit, Assignment(person(lead, "Mo"), Why.REQUESTED, due=due))
    found = gather_moderation(lead, None, None).coverage
    assert (found.asked, found.done, found.overdue) == (6, 5, 1)


def test_whoever_moderates_one_blind_does_not_find_it(moderated: World) -> None:
    lead = moderated.open("Sam")
    audit = submitted(moderated, "9900007")
    assign_moderation(lead, audit, Assignment(person(lead, "Mo"), Why.RANDOM))
    blind = another_lead(lead)
    told, hidden = (gather_moderation(one, None, None).coverage for one in (lead, blind))
    days = [(None, None), ("2026-11", "2026-11"), ("2026-12", None), (None, "2026-10")]
    assert [gather_moderation(blind, *one).left_out for one in days] == [1, 1, 0, 0], "it was submitted in November"
    assert (told.submitted, told.asked, told.drawn) == (7, 6, 5)
    assert (hidden.submitted, hidden.asked, hidden.drawn) == (6, 5, 4)


def test_only_the_qa_lead_reports_on_moderation(moderated: World) -> None:
    for name in ("Ada", "Mo", "Tess"):
        with pytest.raises(NotPermittedError):
            gather_moderation(moderated.open(name), None, None)


def test_nobody_and_no_case_is_named_in_it(moderated: World) -> None:
    built = build_report(moderated.open("Sam"), Request("moderation"), ["text"])
    written = built.files["text"].decode().split("by Sam", 1)[1]
    for name in ("Ada", "Mo ", "Tess", "99000"):
        assert name not in written
    assert built.finds == ()
