"""The standards that ship: complete, consistent with the printed tables, and what the design asks of them."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor.standards.coverage import counts, coverage
from auditor.standards.load import Standards, read_standards
from auditor.standards.model import ALL_ANSWERS, Criterion, MeasureDefinition, TimescaleRule

DATA = Path(__file__).parents[1] / "data"
CODES = [f"PS{number}" for number in range(1, 12)] + [f"PG{number}" for number in range(1, 11)]
POINTS_PRINTED = {"PS": 139, "PG": 202}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def points(words: str) -> list[str]:
    """Point ids from words such as ``PS6.7-9 PS11.6``."""
    found = []
    for word in words.split():
        stem, _, last = word.partition("-")
        section, first = stem.split(".")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


# Source: the improvement plan's audit measures as judged in docs/standards.md.
LENS_POINTS = {
    "diversity": points(
        "PS2.17 PS3.3 PS4.13 PS6.7-9 PS11.6 PS11.12 PG1.12 PG1.19 PG3.11 PG6.8 PG7.22 PG8.10",
    ),
    "part_in_reviews": points("PG8.1 PG8.2 PG8.12 PG8.13 PG3.9 PG3.10 PS3.8 PS3.9"),
    "involvement": points(
        "PS1.1 PS6.10 PS6.11 PS6.17 PS11.10 PG3.7 PG3.9 PG3.15 PG7.4 PG7.5 PG8.11",
    ),
    "quality_of_home": points("PS8.9 PS8.10 PG7.10 PG7.14 PG8.10 PG8.17-19 PG8.22"),
    "supervision_quality": points("PS10.1 PS10.4 PG9.7 PG9.8 PG9.10"),
    "decision_making": points("PS10.5-12 PS2.9 PS2.13 PG2.22 PG2.23"),
    "review_child_in_need": points("PS3.7-8"),
    "actions_tracked": points("PS10.4 PG9.7"),
    "managers_chair": points("PG2.1"),
}
# Lenses that rest on a section, or on criteria of our own, rather than on single points.
LENS_SECTIONS = {
    "involvement": ["PS2", "PS3", "PS5"],
    "pathway_plan": ["PS3"],
    "review_cared_for": ["PG8"],
    "review_child_protection": ["PG3"],
}


def members(shipped: Standards, lens: str) -> list[Criterion]:
    return [criterion for criterion in shipped.current.criteria.values() if lens in criterion.lenses]


def test_the_folder_has_no_problems() -> None:
    standards, problems = read_standards(Path(__file__).parents[2] / "standards")
    assert problems == []
    assert standards is not None


# -- sections and points ----------------------------------------------------------------------------------------------


def test_there_are_eleven_standards_and_ten_guides(shipped: Standards) -> None:
    assert [section.code for section in shipped.current.sections] == CODES


def test_all_printed_points_are_listed(shipped: Standards) -> None:
    listed = [point.id for section in shipped.current.sections for point in section.points]
    assert Counter(name[:2] for name in listed) == POINTS_PRINTED
    assert len(set(listed)) == len(listed) == 341


def test_every_point_is_in_exactly_one_group(shipped: Standards) -> None:
    found = coverage(shipped.current)
    grouped = [*found.tested, *found.other_subject, *found.conversation, *found.not_audited]
    listed = [point for section in shipped.current.sections for point in section.points]
    assert sorted(point.id for point in grouped) == sorted(point.id for point in listed)
    cited = {name for criterion in shipped.current.criteria.values() for name in criterion.points}
    assert {point.id for point in found.not_audited} == {point.id for point in listed} - cited
    assert all(point.not_audited for point in found.not_audited)


def test_labels_have_at_most_twelve_words(shipped: Standards) -> None:
    long = [p.label for section in shipped.current.sections for p in section.points if len(p.label.split()) > 12]
    assert long == []


def test_sections_are_graded_with_those_the_design_names(shipped: Standards) -> None:
    together = {section.code: section.graded_with for section in shipped.current.sections if section.graded_with}
    assert together == {"PG1": "ps05", "PG5": "ps06", "PG6": "ps06", "PG9": "ps10", "PG10": "ps07"}
    assert shipped.current.sections_by_id["pg09"].graded_alone_when == "supervision_record"


def test_counts_are_those_of_the_printed_documents(shipped: Standards) -> None:
    found = counts(shipped)
    printed = {"sections": 21, "points": 341, "timescales": 46, "timescales_derived": 9}
    assert found == found | printed | {"measures": 47, "audit_measures": 13}
    groups = ("points_tested", "points_other_subject", "points_conversation", "points_not_audited")
    assert sum(found[group] for group in groups) == 341


# -- tables -----------------------------------------------------------------------------------------------------------


EVENTS = {row["phrase"]: row["events"].split() for row in table("timescale_events.csv")}
"""What the table's words for an event stand for: any of some events (for T31: each of them)."""
CONDITIONS = {row["phrase"]: row["condition"] for row in table("timescale_tags.csv")}
"""What the table's words for whom a rule is for stand for: tags; nothing where all are meant whose record it is."""


def condition(words: str) -> str | dict[str, Any] | None:
    """A condition from words such as ``unborn and conference_outcome`` or ``not consent_not_required``."""
    if words.startswith("not "):
        return {"not": words.removeprefix("not ")}
    tags = words.split(" and ")
    return {"all": tags} if len(tags) > 1 else words or None


def as_row(rule: TimescaleRule) -> dict[str, Any]:
    row: dict[str, Any] = rule.model_dump(mode="json", by_alias=True)
    shown = ("id", "source", "subject", "applies_to", "rule", "trigger_event", "end_event", "first_due_from")
    return {
        **{key: row[key] for key in shown},
        "printed": "yes" if rule.printed else "derived",
        "limit": "" if rule.limit is None else str(rule.limit),
        "unit": rule.unit,
        "proposes": rule.proposes,
        "notes": rule.note,
    }


@pytest.mark.parametrize("row", table("timescales.csv"), ids=lambda row: row["id"])
def test_a_timescale_rule_is_as_in_the_table(row: dict[str, str], shipped: Standards) -> None:
    named = {key: EVENTS[row[key]] if row[key] else [] for key in ("trigger_event", "end_event", "first_due_from")}
    expected = {**row, **named, "applies_to": condition(CONDITIONS[row["applies_to"]])}
    assert as_row(shipped.current.rules_by_id[row["id"]]) == expected


def test_every_phrase_of_the_mappings_is_one_of_the_table() -> None:
    rows = table("timescales.csv")
    assert set(EVENTS) == {row[key] for row in rows for key in ("trigger_event", "end_event", "first_due_from")} - {""}
    assert set(CONDITIONS) == {row["applies_to"] for row in rows}


def test_a_phrase_that_is_the_name_of_an_event_stands_for_it(shipped: Standards) -> None:
    names = shipped.current.events.by_name
    strange = {phrase for phrase in EVENTS if phrase in names and names[phrase].id not in EVENTS[phrase]}
    # Printed for either of two events; a list from another system that says so means the first.
    assert strange <= {"transfer or closure"}


def test_only_two_ends_are_both_needed(shipped: Standards) -> None:
    assert [rule.id for rule in shipped.current.timescales if rule.every_end] == ["T31"]


def test_there_are_no_other_timescale_rules(shipped: Standards) -> None:
    assert [rule.id for rule in shipped.current.timescales] == [row["id"] for row in table("timescales.csv")]
    assert Counter(rule.printed for rule in shipped.current.timescales) == {True: 46, False: 9}


def test_every_rule_is_used_by_exactly_one_criterion(shipped: Standards) -> None:
    used = Counter(rule for criterion in shipped.current.criteria.values() for rule in criterion.timescale)
    assert used == dict.fromkeys(shipped.current.rules_by_id, 1)


def test_a_rule_s_criterion_cites_the_point_it_comes_from(shipped: Standards) -> None:
    by_rule = {rule: criterion for criterion in shipped.current.criteria.values() for rule in criterion.timescale}
    strange = [
        rule.id
        for rule in shipped.current.timescales
        if not rule.source.startswith("manual-page:") and rule.source not in by_rule[rule.id].points
    ]
    assert strange == []


def measure_row(measure: MeasureDefinition) -> dict[str, str]:
    bands = measure.bands
    return {
        "ref": measure.id,
        # The table abbreviates headings ("1.3 LAC and care leavers"); their numbers are compared.
        "priority": measure.priority.split()[0],
        "measure": measure.title,
        "audit_measure": "yes" if measure.kind == "audited_percent" else "no",
        "direction": measure.direction,
        "requires_improvement": bands.requires_improvement.printed if bands else "",
        "good": bands.good.printed if bands else "",
        "outstanding": bands.outstanding.printed if bands else "",
        "note": measure.note,
    }


@pytest.mark.parametrize("row", table("measures.csv"), ids=lambda row: row["ref"])
def test_a_measure_is_as_in_the_table(row: dict[str, str], shipped: Standards) -> None:
    assert measure_row(shipped.measures.by_id[row["ref"]]) == row | {"priority": row["priority"].split()[0]}


def test_there_are_47_measures_13_of_them_audited_and_2_more_without_bands(shipped: Standards) -> None:
    book = shipped.measures
    assert [measure.id for measure in book.measures] == [row["ref"] for row in table("measures.csv")]
    assert len(book.measures) == 47
    assert len([measure for measure in book.measures if measure.kind == "audited_percent"]) == 13
    assert [measure.id for measure in book.unbanded] == ["2.1", "2.7"]
    assert len(book.audited) == 15


def test_a_band_is_read_as_printed_or_a_decision_says_how(shipped: Standards) -> None:
    """As printed: the figure on the worse side, or one better where under is printed."""
    for measure in shipped.measures.measures:
        bands = measure.bands
        for band in (bands.requires_improvement, bands.good, bands.outstanding) if bands else ():
            figures = [int(figure) for figure in re.findall(r"\d+", band.printed)]
            worse = max(figures) if measure.direction == "lower" else min(figures)
            worse -= band.printed.startswith("<")
            assert band.at == worse or measure.decision, (measure.id, band.printed)


# -- criteria ---------------------------------------------------------------------------------------------------------


def test_ids_look_permanent(shipped: Standards) -> None:
    for checklist in (*shipped.editions.values(), *shipped.themes.values()):
        for name in checklist.criteria:
            assert re.fullmatch(r"[a-z_]+[0-9]{0,2}\.[a-z]+(-[a-z0-9]+)*", name), name
            # Neither a place in the order nor the number of a point: both may change under it.
            assert not re.search(r"[-.](q|c|p)?[0-9]+$", name), name
            assert len(name.split("-")) <= 6, f"{name} looks like a sentence, which will be reworded"


def test_every_example_has_an_answer_its_criterion_allows(shipped: Standards) -> None:
    for criterion in shipped.current.criteria.values():
        assert {example.answer for example in criterion.examples} <= set(criterion.answers), criterion.id


def test_timescale_criteria_have_no_exceeded_and_no_answers_out_of_order(shipped: Standards) -> None:
    for criterion in shipped.current.criteria.values():
        assert not (criterion.timescale and "exceeded" in criterion.answers), criterion.id
        assert list(criterion.answers) == [answer for answer in ALL_ANSWERS if answer in criterion.answers]


def test_critical_criteria_are_rare(shipped: Standards) -> None:
    critical = [criterion.id for criterion in shipped.current.criteria.values() if criterion.critical]
    assert 0 < len(critical) < 12, critical


def test_more_than_four_points_or_points_of_another_section_say_why(shipped: Standards) -> None:
    for criterion in shipped.current.criteria.values():
        section = shipped.current.section_of[criterion.id]
        elsewhere = [name for name in criterion.points if not name.startswith(f"{section.code}.")]
        assert criterion.because or (len(criterion.points) <= 4 and not elsewhere), criterion.id


def test_questions_are_asked_once(shipped: Standards) -> None:
    asked = Counter(criterion.question for criterion in shipped.current.criteria.values())
    assert [question for question, times in asked.items() if times > 1] == []


# -- lenses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lens", "point"), [(lens, point) for lens in LENS_POINTS for point in LENS_POINTS[lens]])
def test_a_lens_holds_a_criterion_for_each_point_of_the_plan_s_table(lens: str, point: str, shipped: Standards) -> None:
    assert [criterion.id for criterion in members(shipped, lens) if point in criterion.points]


@pytest.mark.parametrize(("lens", "code"), [(lens, code) for lens in LENS_SECTIONS for code in LENS_SECTIONS[lens]])
def test_a_lens_draws_on_its_section(lens: str, code: str, shipped: Standards) -> None:
    assert code in {shipped.current.section_of[criterion.id].code for criterion in members(shipped, lens)}


def test_supervision_quality_is_seen_on_a_child_s_record_and_takes_all_of_pg9_on_a_supervision_record(
    shipped: Standards,
) -> None:
    on_child = {
        point
        for criterion in members(shipped, "supervision_quality")
        if "child_record" in criterion.seen_on
        for point in criterion.points
    }
    assert set(LENS_POINTS["supervision_quality"]) <= on_child
    outside = [
        criterion.id
        for criterion in shipped.current.sections_by_id["pg09"].criteria
        if "supervision_record" in criterion.seen_on and "supervision_quality" not in criterion.lenses
    ]
    assert outside == []


@pytest.mark.parametrize("topic", ["health", "money", "home", "education|work", "adviser"])
def test_preparation_for_independence_has_criteria_of_our_own(topic: str, shipped: Standards) -> None:
    own = [c for c in members(shipped, "prepared_for_independence") if c.source and not c.points]
    assert [c.id for c in own if re.search(topic, f"{c.id} {c.question}", re.IGNORECASE)]


def test_every_lens_of_the_plan_is_one_of_a_key_judgement(shipped: Standards) -> None:
    used = {lens for judgement in shipped.current.judgements for lens in judgement.source.lenses()}
    assert used == {*LENS_POINTS, *LENS_SECTIONS, "prepared_for_independence"}


def test_key_judgements_have_the_sources_of_the_plan_s_table(shipped: Standards) -> None:
    by_measure = {judgement.measure: judgement.source for judgement in shipped.current.judgements}
    assert by_measure["1.1-f"].section == "ps02"
    assert by_measure["1.1-j"].section == "ps03"
    assert by_measure["1.1-q"].lowest_of == ("ps01", "ps02")
    assert by_measure["2.0-a"].computed == "supervision_frequency"
    assert [choice.when for choice in by_measure["3.0-b"].lens_by_profile or ()] == [
        "cared_for",
        "child_protection",
        "child_in_need",
    ]
    assert set(by_measure) == {measure.id for measure in shipped.measures.audited}
