"""The themes that ship: what each is for, how much it asks of whom it fits, and that nothing is asked twice."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from auditor.audit.applicability import holds
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope
from auditor.standards.load import Standards
from auditor.standards.model import Checklist, Criterion

SMALLEST, LARGEST = 25, 40
"""How many questions a thematic audit of one file asks; supervision, the first theme, has 24."""

SUBJECTS = {
    "assessments": "child",
    "child-in-need-plans": "child",
    "chronologies-and-summaries": "child",
    "domestic-abuse": "child",
    "pathway-plans": "child",
    "pathway-plans-care-experienced": "young_adult",
    "strategy-discussions": "child",
    "supervision": "supervision_record",
}
WRITTEN_LATER = sorted(SUBJECTS.keys() - {"supervision"})


@dataclass(frozen=True)
class Fits:
    """A file that a theme is meant for.

    Attributes:
        facts: what must be so for the theme to fit; the other facts are all no, and then all yes.
    """

    theme: str
    statuses: tuple[str, ...]
    age_band: str
    facts: tuple[str, ...] = ()

    def profile(self, standards: Standards, *, rest: bool) -> Profile:
        """The profile with every other fact answered alike."""
        facts = {fact.id: rest for fact in standards.current.tags.facts}
        facts |= dict.fromkeys(self.facts, True)
        return Profile(SUBJECTS[self.theme], frozenset(self.statuses), self.age_band, facts)


FITTING = [
    Fits("assessments", ("child_in_need",), "unborn"),
    Fits("assessments", ("child_in_need",), "age_5_9"),
    Fits("assessments", ("child_protection",), "age_10_15"),
    Fits("assessments", ("cared_for",), "age_16_17"),
    Fits("child-in-need-plans", ("child_in_need",), "unborn", ("has_plan",)),
    Fits("child-in-need-plans", ("child_in_need",), "under_1", ("has_plan",)),
    Fits("child-in-need-plans", ("child_in_need",), "age_10_15", ("has_plan",)),
    Fits("chronologies-and-summaries", ("child_in_need",), "unborn"),
    Fits("chronologies-and-summaries", ("child_protection",), "age_1_4"),
    Fits("chronologies-and-summaries", ("cared_for",), "age_10_15"),
    Fits("domestic-abuse", ("child_in_need",), "unborn"),
    Fits("domestic-abuse", ("child_protection",), "under_1"),
    Fits("domestic-abuse", ("child_protection",), "age_5_9"),
    Fits("pathway-plans", ("cared_for",), "age_16_17"),
    Fits("pathway-plans", ("care_experienced",), "age_16_17", ("has_plan",)),
    Fits("pathway-plans-care-experienced", ("care_experienced",), "age_16_17", ("has_plan",)),
    Fits("pathway-plans-care-experienced", ("care_experienced",), "age_18_25", ("has_plan",)),
    Fits("strategy-discussions", ("child_in_need",), "unborn", ("strategy_meeting",)),
    Fits("strategy-discussions", ("child_in_need",), "age_5_9", ("strategy_meeting",)),
    Fits("strategy-discussions", ("child_protection",), "under_1", ("strategy_meeting", "conference_outcome")),
    Fits("strategy-discussions", ("cared_for",), "age_10_15", ("strategy_meeting",)),
]


def own(theme: Checklist, standards: Standards) -> list[Criterion]:
    """The criteria that the theme adds to the edition's."""
    return [criterion for name, criterion in theme.criteria.items() if name not in standards.current.criteria]


def test_every_theme_is_for_the_subject_it_says(shipped: Standards) -> None:
    assert {name: theme.subject for name, theme in shipped.themes.items()} == SUBJECTS


def test_the_first_theme_stays_as_it_was_used(shipped: Standards) -> None:
    scope = Scope(shipped.themes["supervision"], Profile("supervision_record"), full=False)
    assert len(scope.asked) == 24


@pytest.mark.parametrize("theme", WRITTEN_LATER)
def test_there_is_a_file_that_each_theme_is_tried_on(theme: str) -> None:
    assert theme in {fits.theme for fits in FITTING}


@pytest.mark.parametrize("rest", [False, True], ids=["the rest no", "the rest yes"])
@pytest.mark.parametrize("fits", FITTING, ids=lambda fits: " ".join((fits.theme, *fits.statuses, fits.age_band)))
def test_a_theme_is_one_sitting_for_the_files_it_fits(fits: Fits, rest: bool, shipped: Standards) -> None:
    scope = Scope(shipped.themes[fits.theme], fits.profile(shipped, rest=rest), full=False)
    assert SMALLEST <= len(scope.asked) <= LARGEST
    few = {section.id: len(section.asked) for section in scope.sections if len(section.asked) < 3}
    assert few == {}, "a grade needs something to rest on"
    assert {section.id for section in scope.sections} == {section.id for section in shipped.themes[fits.theme].sections}


@pytest.mark.parametrize("rest", [False, True], ids=["the rest no", "the rest yes"])
@pytest.mark.parametrize("fits", FITTING, ids=lambda fits: " ".join((fits.theme, *fits.statuses, fits.age_band)))
def test_a_question_of_the_edition_is_asked_where_its_own_section_would_be(
    fits: Fits, rest: bool, shipped: Standards
) -> None:
    """A theme takes criteria without the condition of the section they come from."""
    scope = Scope(shipped.themes[fits.theme], fits.profile(shipped, rest=rest), full=False)
    taken = [name for name in scope.asked if name in shipped.current.criteria]
    silly = [name for name in taken if holds(shipped.current.section_of[name].applies_to, scope.tags) is False]
    assert silly == []


def test_a_theme_can_ask_all_that_it_holds(shipped: Standards) -> None:
    """No criterion of a theme is seen only on a record that its subject does not have."""
    for theme in shipped.themes.values():
        record = theme.tags.subject(str(theme.subject)).record
        assert [c.id for c in theme.criteria.values() if record not in c.seen_on] == [], theme.id


@pytest.mark.parametrize("theme", WRITTEN_LATER)
def test_a_theme_is_made_of_the_edition_and_of_its_own(theme: str, shipped: Standards) -> None:
    checklist = shipped.themes[theme]
    added = own(checklist, shipped)
    assert 6 <= len(added) <= 14
    assert len(added) < len(checklist.criteria) / 2, "what the edition asks is taken from it"
    assert 4 <= len(checklist.sections) <= 6


def test_every_criterion_of_a_theme_s_own_says_where_it_comes_from(shipped: Standards) -> None:
    for theme in shipped.themes.values():
        assert [c.id for c in own(theme, shipped) if not c.source] == [], theme.id


def test_examples_have_answers_that_their_criteria_allow(shipped: Standards) -> None:
    for theme in shipped.themes.values():
        for criterion in theme.criteria.values():
            assert {example.answer for example in criterion.examples} <= set(criterion.answers), criterion.id


def test_weighty_questions_of_a_theme_s_own_are_shown_by_example(shipped: Standards) -> None:
    for theme in shipped.themes.values():
        weighty = [c for c in own(theme, shipped) if c.weight == "core"]
        without = [c.id for c in weighty if not c.examples]
        assert len(without) * 4 <= len(weighty), f"{theme.id}: {without}"


def test_critical_questions_are_rare_in_a_theme(shipped: Standards) -> None:
    for theme in shipped.themes.values():
        assert sum(c.critical for c in own(theme, shipped)) <= 2, theme.id


def test_no_question_is_asked_twice(shipped: Standards) -> None:
    for theme in shipped.themes.values():
        asked = Counter(re.sub(r"\W+", " ", c.question.casefold()) for c in theme.criteria.values())
        assert [question for question, times in asked.items() if times > 1] == [], theme.id


def test_an_id_in_two_themes_is_one_question(shipped: Standards) -> None:
    known: dict[str, Criterion] = {}
    for theme in shipped.themes.values():
        for criterion in theme.criteria.values():
            assert known.setdefault(criterion.id, criterion) == criterion, criterion.id


@pytest.mark.parametrize("theme", ["pathway-plans", "pathway-plans-care-experienced"])
def test_the_pathway_themes_hold_all_that_two_measures_rest_on(theme: str, shipped: Standards) -> None:
    judged = {judgement.measure for judgement in shipped.themes[theme].judgements}
    assert {"1.3-j", "1.3-k"} <= judged


def test_a_meeting_s_chair_is_judged_in_the_theme_on_strategy_discussions(shipped: Standards) -> None:
    assert [judgement.measure for judgement in shipped.themes["strategy-discussions"].judgements] == ["2.7"]


@pytest.mark.parametrize(
    ("theme", "rules"),
    [
        ("assessments", {"T01", "D05"}),
        ("child-in-need-plans", {"T09", "D09"}),
        ("chronologies-and-summaries", {"T02", "T03", "T04", "T05", "T24", "T46"}),
        ("strategy-discussions", {"T12", "T13", "T14"}),
        ("pathway-plans", {"T42", "T44", "D09"}),
        ("pathway-plans-care-experienced", {"T42", "T44", "D09"}),
    ],
)
def test_a_theme_works_out_the_rules_on_time_of_its_subject(theme: str, rules: set[str], shipped: Standards) -> None:
    assert {rule.id for rule in shipped.themes[theme].timescales} == rules
