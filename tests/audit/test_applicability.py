"""Three-valued truth, the real tags, and reasons in words."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from audit_builders import INNOCENT, SUPERVISION_RECORD, child, household, real_tags, young_adult
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from auditor.audit.applicability import Truth, both, contradictions, either, explain, holds, opposite, tags_of
from auditor.audit.profile import Profile
from auditor.standards.model import Condition, Named, Tag, TagBook, TagIs

NAMES = ["a", "b", "c", "d"]
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
TRUTHS = st.sampled_from([True, False, None])
ASSIGNMENTS = st.fixed_dictionaries(dict.fromkeys(NAMES, TRUTHS))
PLAIN = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)


def condition(plain: Any) -> Condition:
    return CONDITION.validate_python(plain)


def plainly(plain: Any, values: Mapping[str, bool]) -> bool:
    """Ordinary two-valued truth, written apart from the code under test."""
    if isinstance(plain, str):
        return values[plain]
    if "all" in plain:
        return all(plainly(part, values) for part in plain["all"])
    if "any" in plain:
        return any(plainly(part, values) for part in plain["any"])
    return not plainly(plain["not"], values)


def completions(values: Mapping[str, Truth]) -> list[dict[str, bool]]:
    choices = [[value] if value is not None else [True, False] for value in values.values()]
    return [dict(zip(values, chosen, strict=True)) for chosen in product(*choices)]


# -- three-valued truth -----------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(TRUTHS, TRUTHS)
def test_de_morgan(left: Truth, right: Truth) -> None:
    assert opposite(both(left, right)) is either(opposite(left), opposite(right))
    assert opposite(either(left, right)) is both(opposite(left), opposite(right))


@pytest.mark.parametrize(
    ("left", "right", "joined", "chosen"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, False, False, False),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_what_is_not_known_spreads_only_where_it_matters(
    left: Truth, right: Truth, joined: Truth, chosen: Truth
) -> None:
    assert both(left, right) is both(right, left) is joined
    assert either(left, right) is either(right, left) is chosen


@settings(max_examples=60, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=3), ASSIGNMENTS)
def test_de_morgan_of_whole_conditions(parts: list[Any], values: dict[str, Truth]) -> None:
    turned = [{"not": part} for part in parts]
    assert holds(condition({"not": {"all": parts}}), values) is holds(condition({"any": turned}), values)
    assert holds(condition({"not": {"any": parts}}), values) is holds(condition({"all": turned}), values)


@settings(max_examples=70, deadline=None)
@given(PLAIN, ASSIGNMENTS)
def test_a_certain_answer_is_right_whatever_the_unknown_turns_out_to_be(plain: Any, values: dict[str, Truth]) -> None:
    value = holds(condition(plain), values)
    outcomes = {plainly(plain, whole) for whole in completions(values)}
    if value is not None:
        assert outcomes == {value}
    if None not in values.values():
        assert value is not None


@settings(max_examples=70, deadline=None)
@given(PLAIN, ASSIGNMENTS, ASSIGNMENTS)
def test_knowing_more_never_turns_a_certain_answer_round(
    plain: Any, values: dict[str, Truth], more: dict[str, Truth]
) -> None:
    before = holds(condition(plain), values)
    known = {name: more[name] if value is None else value for name, value in values.items()}
    if before is not None:
        assert holds(condition(plain), known) is before


def test_no_condition_always_holds() -> None:
    assert holds(None, {}) is True


# -- the real tags ----------------------------------------------------------------------------------------------------

CARED_FOR = child("cared_for")
BABY = child("cared_for", age="under_1")
TEEN = child("cared_for", age="age_16_17")
IN_NEED = child("child_in_need")
UNBORN = child("child_in_need", age="unborn")

BY_PROFILE: dict[str, tuple[list[Profile], list[Profile]]] = {
    # tag: (profiles it is true for, profiles it is false for)
    "child": ([IN_NEED, UNBORN], [young_adult(), household(), SUPERVISION_RECORD]),
    "young_adult": ([young_adult()], [IN_NEED, household()]),
    "child_or_young_adult": ([IN_NEED, young_adult()], [household(), SUPERVISION_RECORD]),
    "fostering_household": ([household()], [CARED_FOR, SUPERVISION_RECORD]),
    "supervision_record": ([SUPERVISION_RECORD], [IN_NEED, household()]),
    "early_help": ([child("early_help"), child("early_help", "child_in_need")], [IN_NEED]),
    "child_in_need": ([IN_NEED, child("child_in_need", "cared_for")], [CARED_FOR]),
    "child_protection": ([child("child_protection")], [IN_NEED]),
    "cared_for": ([CARED_FOR, child("child_protection", "cared_for")], [IN_NEED, household()]),
    "care_experienced": ([young_adult(), child("care_experienced", age="age_16_17")], [TEEN]),
    "early_help_only": (
        [child("early_help")],
        [IN_NEED, child("early_help", "child_in_need"), child("early_help", "child_protection"), household()],
    ),
    "unborn": ([UNBORN], [BABY, household()]),
    "under_1": ([BABY], [UNBORN, child(age="age_1_4")]),
    "under_5": ([BABY, child(age="age_1_4")], [UNBORN, IN_NEED, SUPERVISION_RECORD]),
    "school_age": ([IN_NEED, child(age="age_10_15"), TEEN], [child(age="age_1_4"), young_adult()]),
    "school_or_nursery_age": ([child(age="age_1_4"), TEEN], [BABY, UNBORN, young_adult()]),
    "ten_plus": ([child(age="age_10_15"), TEEN, young_adult()], [IN_NEED]),
    "sixteen_plus": ([TEEN, young_adult()], [child(age="age_10_15")]),
    "adult": ([young_adult()], [TEEN, household()]),
    "pre_or_non_verbal": ([BABY, child(non_verbal=True)], [child(non_verbal=False), UNBORN]),
    "has_plan": (
        [CARED_FOR, child("child_protection", has_plan=False), child("child_in_need", has_plan=True)],
        [child("child_in_need", has_plan=False), household()],
    ),
    "consent_not_required": (
        [child("child_protection"), child("child_in_need", consent_not_required=True)],
        [child("child_in_need", consent_not_required=False), young_adult()],
    ),
    "connected_carer": (
        [child("cared_for", connected_carer=True), child("cared_for", regulation_24=True, connected_carer=False)],
        [child("cared_for", connected_carer=False, regulation_24=False), IN_NEED],
    ),
    "preparing_for_independence": (
        [TEEN, young_adult()],
        [child("child_in_need", age="age_16_17"), CARED_FOR, household()],
    ),
}
BY_FACT: dict[str, tuple[Profile, list[Profile], str]] = {
    # tag named as its fact: (a profile that is asked it, profiles that never are, the key dates that each settle it)
    "disability": (IN_NEED, [household(), SUPERVISION_RECORD], ""),
    "siblings": (young_adult(), [household(), SUPERVISION_RECORD], ""),
    "parent_elsewhere": (UNBORN, [young_adult(), household()], ""),
    "parent_unavailable": (UNBORN, [young_adult(), household()], ""),
    "parent_additional_needs": (UNBORN, [young_adult(), household()], ""),
    "interpreter_needed": (household(), [SUPERVISION_RECORD], ""),
    "missing_or_exploited": (IN_NEED, [UNBORN, BABY, child(age="age_1_4"), household()], ""),
    "unaccompanied": (TEEN, [IN_NEED, household()], ""),
    "open_over_3_months": (household(), [SUPERVISION_RECORD], ""),
    "allocated_in_period": (IN_NEED, [SUPERVISION_RECORD], "case_allocated"),
    "reallocated": (household(), [SUPERVISION_RECORD], "reallocated"),
    "closing_or_transferring": (young_adult(), [SUPERVISION_RECORD], "transferred case_closed"),
    "assessment_in_period": (IN_NEED, [young_adult(), household()], "assessment_completed"),
    "family_group_conference": (IN_NEED, [young_adult(), household()], ""),
    "court": (UNBORN, [young_adult(), household()], "directed_date"),
    "strategy_meeting": (UNBORN, [young_adult(), household()], "strategy_meeting_held strategy_meeting_decided"),
    "conference_outcome": (
        UNBORN,
        [young_adult(), household()],
        "initial_conference_held pre_birth_conference_convened",
    ),
    "protection_before_birth": (BABY, [UNBORN, IN_NEED, household()], ""),
    "new_to_care": (CARED_FOR, [IN_NEED, young_adult(), household()], "became_cared_for"),
    "moved_in_period": (young_adult(), [IN_NEED, household()], "move_of_home emergency_move"),
    "planned_move": (CARED_FOR, [IN_NEED, household()], "planned_move"),
    "emergency_move": (CARED_FOR, [IN_NEED, young_adult()], "emergency_move"),
    "regulation_24": (household(), [IN_NEED, young_adult()], "regulation_24_approval"),
    "home_with_parents": (CARED_FOR, [IN_NEED, young_adult(), household()], ""),
    "placed_at_distance": (CARED_FOR, [IN_NEED, young_adult(), household()], ""),
    "placed_for_adoption": (CARED_FOR, [IN_NEED, young_adult(), household()], ""),
    "reduced_supervision_agreed": (CARED_FOR, [IN_NEED, young_adult(), household()], ""),
    "foster_allegation": (household(), [CARED_FOR, SUPERVISION_RECORD], ""),
    "personal_adviser": (young_adult(), [IN_NEED, CARED_FOR, household()], ""),
}


def with_fact(profile: Profile, fact: str, value: bool) -> Profile:
    return Profile(profile.subject, profile.statuses, profile.age_band, {**profile.facts, fact: value}, profile.events)


def test_every_tag_has_its_cases() -> None:
    assert sorted([*BY_PROFILE, *BY_FACT]) == sorted(tag.id for tag in real_tags().tags)


@pytest.mark.parametrize("tag", BY_PROFILE)
def test_tag_by_profile(tag: str) -> None:
    true_for, false_for = BY_PROFILE[tag]
    assert [tags_of(profile, real_tags())[tag] for profile in true_for] == [True] * len(true_for)
    assert [tags_of(profile, real_tags())[tag] for profile in false_for] == [False] * len(false_for)


@pytest.mark.parametrize("tag", BY_FACT)
def test_tag_by_fact(tag: str) -> None:
    asked, never_asked, events = BY_FACT[tag]
    assert tags_of(asked, real_tags())[tag] is None, "asked and not answered: cannot tell"
    assert tags_of(with_fact(asked, tag, True), real_tags())[tag] is True
    assert tags_of(with_fact(asked, tag, False), real_tags())[tag] is False
    for profile in never_asked:
        assert tags_of(profile, real_tags())[tag] is False, "a fact that cannot arise hides nothing and asks nothing"
    for event in events.split():
        recorded = Profile(asked.subject, asked.statuses, asked.age_band, {tag: False}, frozenset({event}))
        assert tags_of(recorded, real_tags())[tag] is True, "a key date on the file is believed"


def test_an_age_that_is_not_known_leaves_every_age_open_for_a_person_and_none_for_a_household() -> None:
    ages = ["unborn", "under_1", "under_5", "school_age", "ten_plus", "sixteen_plus", "adult"]
    unknown = tags_of(child("child_in_need", age=None), real_tags())
    assert [unknown[age] for age in ages] == [None] * len(ages)
    carers = tags_of(household(), real_tags())
    assert [carers[age] for age in ages] == [False] * len(ages)


FACTS = [fact.id for fact in real_tags().facts]
PROFILES = st.builds(
    Profile,
    st.sampled_from([subject.id for subject in real_tags().subjects]),
    st.frozensets(st.sampled_from([status.id for status in real_tags().statuses]), max_size=2),
    st.none() | st.sampled_from([band.id for band in real_tags().age_bands]),
    st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=6),
)


@settings(max_examples=50, deadline=None)
@given(
    PROFILES,
    st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=10),
    st.sampled_from([band.id for band in real_tags().age_bands]),
)
def test_telling_more_of_the_subject_never_turns_a_certain_tag_round(
    profile: Profile, more: dict[str, bool], age: str
) -> None:
    book = real_tags()
    asked = {fact.id for fact in book.facts if holds(fact.ask_when, {}, profile) is not False}
    facts = {**{fact: value for fact, value in more.items() if fact in asked}, **profile.facts}
    person = profile.subject in ("child", "young_adult")
    fuller = Profile(profile.subject, profile.statuses, profile.age_band or (age if person else None), facts)
    before, after = tags_of(profile, book), tags_of(fuller, book)
    assert {tag for tag, value in before.items() if value is not None and after[tag] is not value} == set()


# -- contradictions ---------------------------------------------------------------------------------------------------

CONTRADICTIONS: dict[str, tuple[Profile, Profile]] = {
    # because: (a profile that breaks the rule, the same with one thing put right)
    "an unborn child cannot be cared for": (child("cared_for", age="unborn"), child("cared_for", age="under_1")),
    "care experienced starts at 16": (
        child("care_experienced", age="age_10_15"),
        child("care_experienced", age="age_16_17"),
    ),
    "a care experienced young adult is 16 or over": (young_adult(age="age_10_15"), young_adult(age="age_16_17")),
    "a care experienced young adult has that status": (
        Profile("young_adult", frozenset(), "age_18_25"),
        young_adult(age="age_18_25"),
    ),
    "at 18 a young person is no longer in need, on a protection plan or cared for": (
        young_adult("cared_for"),
        young_adult(),
    ),
    "someone of 18 or over is audited as a care experienced young adult": (
        child(age="age_18_25"),
        child("early_help", age="age_18_25"),
    ),
    "a child placed for adoption does not live at home with parents": (
        child("cared_for", placed_for_adoption=True, home_with_parents=True),
        child("cared_for", placed_for_adoption=True, home_with_parents=False),
    ),
    "a child at home with parents does not live with connected carers": (
        child("cared_for", home_with_parents=True, regulation_24=True),
        child("cared_for", home_with_parents=True),
    ),
    "a plan before birth is audited in the first year of life": (
        child("child_protection", age="age_1_4", protection_before_birth=True),
        child("child_protection", age="under_1", protection_before_birth=True),
    ),
    "an emergency move is a move in the period": (
        child("cared_for", emergency_move=True, moved_in_period=False),
        child("cared_for", emergency_move=True, moved_in_period=True),
    ),
}


def broken(profile: Profile) -> list[str]:
    return [rule.because for rule in contradictions(profile, real_tags())]


def test_every_contradiction_has_a_case() -> None:
    assert set(CONTRADICTIONS) == {rule.because for rule in real_tags().contradictions}


@pytest.mark.parametrize("because", CONTRADICTIONS)
def test_contradiction(because: str) -> None:
    guilty, innocent = CONTRADICTIONS[because]
    assert because in broken(guilty)
    assert broken(innocent) == []


@pytest.mark.parametrize("status", ["child_in_need", "child_protection", "cared_for"])
def test_at_18_each_status_of_a_child_is_over(status: str) -> None:
    assert any("at 18" in because for because in broken(young_adult(status)))


@pytest.mark.parametrize("name", INNOCENT)
def test_an_innocent_profile_contradicts_nothing(name: str) -> None:
    assert broken(INNOCENT[name]) == []


def test_what_is_not_known_never_contradicts() -> None:
    assert broken(child("cared_for", "care_experienced", age=None)) == []
    assert broken(child("cared_for", emergency_move=True, planned_move=True)) == []
    assert broken(child("cared_for", placed_for_adoption=True)) == []


# -- reasons in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plain", "profile", "reason"),
    [
        ("cared_for", CARED_FOR, "asked because: cared for"),
        ("cared_for", IN_NEED, "not asked: not cared for"),
        ("siblings", IN_NEED, "cannot tell, so it is asked: brothers or sisters?"),
        ({"not": "unborn"}, IN_NEED, "asked because: not unborn"),
        ({"not": "unborn"}, UNBORN, "not asked: unborn"),
        ({"all": ["cared_for", {"not": "adult"}]}, CARED_FOR, "asked because: cared for, not aged 18 or over"),
        ({"all": ["cared_for", "siblings"]}, IN_NEED, "not asked: not cared for"),
        ({"all": ["cared_for", "siblings"]}, CARED_FOR, "cannot tell, so it is asked: brothers or sisters?"),
        ({"any": ["cared_for", "child_in_need", "siblings"]}, IN_NEED, "asked because: child in need"),
        ({"any": ["cared_for", "early_help"]}, IN_NEED, "not asked: not cared for, not early help"),
        ({"not": {"any": ["adult", "early_help_only"]}}, child("early_help"), "not asked: early help only"),
        ({"any": [{"all": ["court", "cared_for"]}, "cared_for"]}, CARED_FOR, "asked because: cared for"),
        ({"all": [{"not": "adult"}, {"not": "adult"}]}, IN_NEED, "asked because: not aged 18 or over"),
        (None, IN_NEED, "asked of everyone"),
    ],
)
def test_the_reason_in_words(plain: Any, profile: Profile, reason: str) -> None:
    found = explain(None if plain is None else condition(plain), tags_of(profile, real_tags()), real_tags())
    assert found.reason == reason
    assert found.shown is not reason.startswith("not asked")


LETTERS = TagBook(
    subjects=(),
    statuses=(Named(id="s", label="s"),),
    age_bands=(),
    facts=(),
    tags=tuple(Tag(id=name, label=name, when=TagIs(tag=name)) for name in NAMES),
    contradictions=(),
)


@settings(max_examples=70, deadline=None)
@given(PLAIN, ASSIGNMENTS)
def test_the_reason_names_enough_to_decide_and_only_what_is_so(plain: Any, values: dict[str, Truth]) -> None:
    """With nothing known but what the reason says, a certain answer comes out the same."""
    found = explain(condition(plain), values, LETTERS)
    words = found.reason.split(": ", 1)[1].split(", ")
    said: dict[str, Truth] = {}
    for word in words:
        name = word.removeprefix("not ").removesuffix("?")
        said[name] = None if word.endswith("?") else not word.startswith("not ")
    assert said == {name: values[name] for name in said}
    if found.value is not None:
        assert holds(condition(plain), {name: said.get(name) for name in NAMES}) is found.value
    else:
        assert None in said.values()
