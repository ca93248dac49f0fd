"""One fixture for each thing that can be wrong in a standards folder; the wrong lines are marked in the fixtures."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import ExitCode, Problem, ProblemsError
from auditor.standards.load import load_standards, read_standards

BAD = Path(__file__).parents[1] / "data" / "standards" / "bad"
PS01 = "practice-standards/2023/ps01-risk.yaml"
PS06 = "practice-standards/2023/ps06-identity.yaml"
RULES = "practice-standards/2023/timescales.yaml"
EDITION = "practice-standards/2023/edition.yaml"
THEME = "themes/fathers.yaml"

# Folder -> all that is wrong: file, line, key, part of the message, nearest name.
EXPECTED: dict[str, list[tuple[str, int, str, str, str]]] = {
    "unknown-point": [(PS01, 28, "criteria/1/points/2", "unknown point 'PS6.44'", "PS6.4")],
    "unknown-tag": [(PS01, 47, "criteria/2/applies_to/any/1/all/0", "unknown tag 'cared_fro'", "cared_for")],
    "unknown-lens": [(PS01, 24, "criteria/0/lenses/1", "unknown lens 'divercity'", "diversity")],
    "unknown-measure": [("key_judgements.yaml", 10, "judgements/2/measure", "unknown measure '1.1-j'", "1.1-q")],
    "unknown-timescale-rule": [(PS06, 26, "criteria/0/timescale/2", "unknown timescale rule 'T10'", "T01")],
    "unknown-rule-in-judgement": [
        ("key_judgements.yaml", 13, "judgements/2/source/rules/1", "unknown timescale rule 'T09'", "T01")
    ],
    "unknown-scale": [(EDITION, 8, "scale", "unknown scale 'for-grades'", "four-grades")],
    "unknown-section": [("scale.yaml", 28, "suggestion/caps/0/section", "unknown section 'ps02'", "ps06")],
    "unknown-fact": [("tags.yaml", 18, "tags/4/when/fact", "unknown fact 'sibling'", "siblings")],
    "unknown-event-in-tag": [("tags.yaml", 18, "tags/4/when/or_event/0", "event 'sibling_borne'", "sibling_born")],
    "unknown-event-in-rule": [(RULES, 23, "rules/1/trigger_event/1", "'expected_deliveries'", "expected_delivery")],
    "unknown-event-in-first-due-from": [
        (RULES, 12, "rules/0/first_due_from/0", "unknown event 'case_alocated'", "case_allocated")
    ],
    "unknown-event-in-nth": [(RULES, 29, "rules/1/nth/since", "unknown event 'case_allotted'", "case_allocated")],
    "unknown-event-in-extension": [
        (RULES, 30, "rules/1/extension/event", "unknown event 'case_closing'", "case_closed")
    ],
    "unknown-event-in-changed-by": [
        (RULES, 15, "rules/0/changed_by", "unknown event 'less_often_agred'", "less_often_agreed")
    ],
    "unknown-event-in-statutory": [
        (RULES, 37, "rules/1/statutory/0/trigger_event/0", "unknown event 'case_alocated'", "case_allocated")
    ],
    "unknown-event-in-example": [
        (RULES, 41, "rules/1/examples/0/dates/0/event", "unknown event 'sibling_borne'", "sibling_born")
    ],
    "unknown-event-in-after": [("events.yaml", 4, "events/1/after/0", "'case_alocated'", "case_allocated")],
    "unknown-tag-in-rule": [(RULES, 21, "rules/1/applies_to/not", "unknown tag 'sibling'", "siblings")],
    "unknown-key-in-event": [("events.yaml", 4, "events/1/alos", "unknown key 'alos'", "also")],
    "duplicate-event": [("events.yaml", 11, "events/8/id", "the id 'case_closed' is defined twice", "")],
    "name-of-two-events": [
        (
            "events.yaml",
            5,
            "events/2/also/1",
            "'Case Closed' stands for two events: case_closed and summary_updated",
            "",
        )
    ],
    "private-event-that-nothing-needs": [
        ("events.yaml", 8, "events/5/private", "no rule needs the private date 'expected_delivery'", "")
    ],
    "recurring-with-another-end": [(RULES, 9, "rules/0/end_event", "ends with the events it starts with", "")],
    "changed-by-no-interval": [
        (RULES, 15, "rules/0/changed_by", "'case_closed' does not say how often something is due", "")
    ],
    "as-plan-changed-by-nothing": [(RULES, 10, "rules/0/unit", "name in 'changed_by' the event", "")],
    "unit-of-an-interval": [
        (RULES, 31, "rules/1/not_due_before/unit", "'reviews' is not one of: days, working_days, weeks", "")
    ],
    "time-without-a-day": [(RULES, 42, "rules/1/examples/0/dates/1", "'at' needs 'on' beside it", "")],
    "unknown-criterion-in-theme": [
        (THEME, 15, "sections/0/from_edition/0", "unknown criterion 'ps01.who-informs-risks'", "ps01.who-informs-risk")
    ],
    "unknown-key": [(PS01, 40, "criteria/2/look-for", "unknown key 'look-for'", "look_for")],
    "unknown-operator": [(PS01, 19, "criteria/0/applies_to/nott", "unknown key 'nott'", "not")],
    "tag-of-a-later-tag": [("tags.yaml", 15, "tags/1/when/tag", "unknown earlier tag 'settled'", "")],
    "duplicate-criterion": [(PS06, 35, "criteria/2/id", "the id 'ps06.memories' is defined twice", "")],
    "duplicate-section": [
        ("practice-standards/2023/ps01-again.yaml", 2, "id", "the section 'ps01' is defined twice", ""),
        ("practice-standards/2023/ps01-again.yaml", 9, "points/0/id", "the id 'PS1.1' is defined twice", ""),
    ],
    "duplicate-measure": [("measures.yaml", 45, "unbanded/2/id", "the id '2.1' is defined twice", "")],
    "duplicate-edition": [
        (
            "practice-standards/2024/edition.yaml",
            2,
            "id",
            "the edition 'small-standards-2023' is defined twice",
            "",
        )
    ],
    "theme-with-the-id-of-an-edition": [(THEME, 2, "id", "'small-standards-2023' is defined twice", "")],
    "theme-section-without-criteria": [(THEME, 9, "sections/0", "is needed: from_edition, criteria", "")],
    "duplicate-key": [(PS06, 6, "title", "the key 'title' is here twice (first on line 4)", "")],
    "wrong-type": [(PS06, 38, "criteria/2/look_for", "expected a list, found 'a phrase", "")],
    "wrong-choice": [(PS06, 32, "criteria/1/seen_on/0", "'conversations' is not one of: child_record", "conversation")],
    "wrong-inside-a-condition": [
        (PS01, 46, "criteria/2/applies_to/any/1/all/0", "'Cared for' does not have the right form", "")
    ],
    "condition-with-two-operators": [
        (PS01, 19, "criteria/0/applies_to", "has 2 keys; at most 1 of: all, any, not", "")
    ],
    "condition-that-is-a-list": [
        (PS01, 19, "criteria/0/applies_to", "expected text or a mapping of keys to values, found a list", "")
    ],
    "two-sources": [("key_judgements.yaml", 20, "judgements/3/source", "Exactly one source", "")],
    "missing-key": [(PS06, 35, "criteria/2", "the key 'question' is missing", "")],
    "broken-yaml": [(PS06, 4, "", "mapping values are not allowed", "")],
    "unclosed-quote": [(PS06, 43, "", "while scanning a quoted scalar from line 4", "")],
    "bare-no": [(PS01, 41, "criteria/2/look_for/0", "'no' is unclear: write true or false, or put", "")],
    "missing-file": [("practice-standards/2023/ps07-together.yaml", 0, "", "the file is missing", "")],
    "lens-without-criteria": [
        ("key_judgements.yaml", 26, "judgements/4/source", "the lens 'review_in_need' has no criteria", "")
    ],
    "measure-that-nothing-judges": [
        ("key_judgements.yaml", 3, "judgements", "no key judgement feeds the audit measure '2.9'", "")
    ],
    "rule-that-nothing-uses": [(RULES, 17, "rules/1/id", "no criterion uses the rule 'D01'", "")],
    "timescale-with-exceeded": [(PS06, 17, "criteria/0", "give 'answers' without exceeded", "")],
    "answer-outside-the-criterion": [(PS06, 29, "criteria/0/examples/0/answer", "'exceeded' is not an answer", "")],
    "point-neither-tested-nor-explained": [(PS06, 15, "points/3", "PS6.4 is tested by no criterion", "")],
    "point-tested-and-explained": [(PS06, 14, "points/2/not_audited", "PS6.3 is tested by a criterion", "")],
    "label-too-long": [(PS06, 14, "points/2/label", "has 13 words; at most 12", "")],
    "five-points": [(PS06, 29, "criteria/1/points", "tests 5 points: say why in 'because'", "")],
    "last-suggestion-with-a-condition": [
        ("scale.yaml", 21, "suggestion/section/2", "the last row must have no condition", "")
    ],
    "bands-that-do-not-rise": [("measures.yaml", 38, "measures/3/bands", "the bands do not rise", "")],
    "bands-that-do-not-fall": [("measures.yaml", 21, "measures/1/bands", "the bands do not fall", "")],
    # Broken YAML, a broken schema and broken references at once: one run says all, sorted by place.
    "several": [
        ("measures.yaml", 34, "", "not valid YAML", ""),
        (PS01, 19, "criteria/0/applies_to/not", "unknown tag 'unbor'", "unborn"),
        (PS06, 33, "criteria/1/depth", "'deeper' is not one of: core, deep", "deep"),
        ("scale.yaml", 26, "suggestion/overall/2", "the last row must have no condition", ""),
        ("tags.yaml", 17, "tags/3/when/age_band/0", "unknown age band 'unbron'", "unborn"),
        (THEME, 6, "subject", "unknown subject 'children'", "child"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_is_named_with_its_line_key_and_nearest_name(
    name: str, problems_of: Callable[[str], list[Problem]]
) -> None:
    found = problems_of(name)
    told = [(problem.file, problem.line, problem.key, problem.nearest) for problem in found]
    assert told == [(file, line, key, near) for file, line, key, _, near in EXPECTED[name]]
    for problem, (*_, message, _) in zip(found, EXPECTED[name], strict=True):
        assert message in problem.message


@pytest.mark.parametrize("name", EXPECTED)
def test_the_lines_named_are_those_marked_in_the_fixture(name: str) -> None:
    marked = {
        (path.relative_to(BAD / name).as_posix(), number)
        for path in (BAD / name).rglob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.endswith("# wrong")
    }
    assert marked <= {(file, line) for file, line, *_ in EXPECTED[name]}


def test_every_bad_folder_is_expected_to_be_bad() -> None:
    assert {path.name for path in BAD.iterdir()} == {*EXPECTED, "alias-bomb"}


def test_an_alias_bomb_is_refused_without_being_expanded(problems_of: Callable[[str], list[Problem]]) -> None:
    # Followed, forty doublings would be a million million words: that this test ends is the proof.
    found = problems_of("alias-bomb")
    assert {problem.file for problem in found} == {"themes/bomb.yaml"}
    assert [problem.line for problem in found] == [line for line in range(5, 44) for _ in (1, 2)]
    assert all(problem.message.startswith("aliases are not allowed") for problem in found)


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    standards, problems = read_standards(tmp_path / "nowhere")
    assert standards is None
    assert [problem.message for problem in problems] == ["there is no such folder"]


def test_an_empty_folder_misses_its_shared_files_and_an_edition(tmp_path: Path) -> None:
    standards, problems = read_standards(tmp_path)
    assert standards is None
    assert [(problem.file, problem.message) for problem in problems] == [
        (".", "no edition.yaml was found two folders down"),
        ("events.yaml", "the file is missing"),
        ("key_judgements.yaml", "the file is missing"),
        ("measures.yaml", "the file is missing"),
        ("scale.yaml", "the file is missing"),
        ("tags.yaml", "the file is missing"),
    ]


def test_a_broken_edition_does_not_make_sound_files_look_wrong(overlay: Callable[[], Path]) -> None:
    root = overlay()
    (root / EDITION).write_text("schema: auditor/edition/1\n", encoding="utf-8")
    _, problems = read_standards(root)
    assert {problem.file for problem in problems} == {EDITION}


def test_loading_a_bad_folder_raises_all_its_problems(overlay: Callable[[str], Path]) -> None:
    root = overlay("bad/several")
    with pytest.raises(ProblemsError) as caught:
        load_standards(root)
    error = caught.value
    assert error.exit_code is ExitCode.PROBLEMS
    assert [problem.file for problem in error.problems] == [file for file, *_ in EXPECTED["several"]]
    assert f"{PS01}:19:23: criteria/0/applies_to/not: unknown tag 'unbor' (did you mean unborn?)" in str(error)
    assert json.dumps([problem.as_dict() for problem in error.problems])


def test_two_editions_may_use_the_same_ids_and_themes_take_from_the_newer(overlay: Callable[[str], Path]) -> None:
    standards = load_standards(overlay("second-edition"))
    assert set(standards.editions) == {"small-standards-2023", "small-standards-2024"}
    assert standards.current.id == "small-standards-2024"
    older, newer = standards.editions["small-standards-2023"], standards.editions["small-standards-2024"]
    taken = standards.themes["fathers"].criteria["ps01.who-informs-risk"]
    assert taken == newer.criteria["ps01.who-informs-risk"] != older.criteria["ps01.who-informs-risk"]
