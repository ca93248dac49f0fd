"""A section as people read it."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UnknownIdError
from auditor.standards.load import Standards
from auditor.standards.model import (
    AgeBandIs,
    AllOf,
    AnyOf,
    Condition,
    FactIs,
    Not,
    StatusWas,
    SubjectIs,
    TagIs,
    TimescaleRule,
)
from auditor.standards.pages import condition_words, event_words, rule_words, section_page


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "everyone"),
        ("siblings", "brothers or sisters"),
        (Not(not_="unborn"), "not unborn"),
        (Not(not_=Not(not_="unborn")), "unborn"),
        (AllOf(all=("cared_for",)), "cared for"),
        (AllOf(all=("cared_for", "siblings")), "cared for, and brothers or sisters"),
        (AnyOf(any=("cared_for", "unborn", "siblings")), "cared for, or unborn, or brothers or sisters"),
        (Not(not_=AnyOf(any=("cared_for", "unborn"))), "neither cared for nor unborn"),
        (Not(not_=AnyOf(any=("unborn",))), "not unborn"),
        (Not(not_=AllOf(all=("cared_for", "siblings"))), "not (cared for, and brothers or sisters)"),
        (
            AllOf(all=("cared_for", AnyOf(any=("unborn", "siblings")))),
            "cared for, and (unborn, or brothers or sisters)",
        ),
        (AllOf(all=("siblings", AnyOf(any=(AnyOf(any=("unborn",)),)))), "brothers or sisters, and unborn"),
        (AnyOf(any=("unborn", Not(not_="siblings"))), "unborn, or not brothers or sisters"),
        (
            AnyOf(any=("unborn", Not(not_=AnyOf(any=("siblings", "cared_for"))))),
            "unborn, or (neither brothers or sisters nor cared for)",
        ),
        (SubjectIs(subject=("child", "fostering_household")), "a child, or a fostering household"),
        (StatusWas(status="child_in_need"), "child in need"),
        (AgeBandIs(age_band=("unborn", "age_5_9")), "unborn, or aged 5 to 9"),
        (FactIs(fact="siblings"), "yes to 'Are there brothers or sisters?'"),
        (
            FactIs(fact="siblings", or_event=("sibling_born", "case_closed", "case_allocated")),
            "yes to 'Are there brothers or sisters?', or on the file: sibling born, case closed or case allocated",
        ),
        (TagIs(tag="cared_for"), "cared for"),
    ],
)
def test_a_condition_in_words(condition: Condition | None, words: str, small: Standards) -> None:
    assert condition_words(condition, small.current.tags, small.current.events) == words


def rule(kind: str, limit: int | None, unit: str, **others: Any) -> TimescaleRule:
    given = {
        "id": "T01",
        "printed": True,
        "source": "PS1.1",
        "subject": "child",
        "rule": kind,
        "trigger_event": ["case_allocated"],
        "end_event": ["summary_updated"],
        "limit": limit,
        "unit": unit,
        "proposes": "answer",
    }
    return TimescaleRule.model_validate(given | others)


def numbered(event: str, first: int, last: int | None) -> dict[str, Any]:
    return {"event": event, "since": "case_allocated", "first": first, "last": last}


@pytest.mark.parametrize(
    ("given_rule", "words"),
    [
        (rule("within", 5, "working_days"), "case summary updated within 5 working days of: case allocated"),
        (rule("within", 1, "weeks"), "case summary updated within 1 week of: case allocated"),
        (
            rule("within", 72, "hours", end_event=["summary_updated", "genogram_updated"], every_end=True),
            "case summary updated and genogram updated within 72 hours of: case allocated",
        ),
        (
            rule("within", 2, "days", trigger_event=["case_allocated", "case_closed", "sibling_born"], sample=5),
            "case summary updated within 2 days of: case allocated, case closed or sibling born "
            "(the last 5 are judged)",
        ),
        (
            rule("within", 3, "months", nth=numbered("summary_updated", 2, 2)),
            "case summary updated (the second) within 3 months of: case allocated",
        ),
        (
            rule(
                "within",
                16,
                "weeks",
                extension={"event": "less_often_agreed", "limit": 8, "unit": "weeks", "source": "A policy"},
            ),
            "case summary updated within 16 weeks of: case allocated, "
            "or 8 weeks more with: less frequent summaries agreed",
        ),
        (
            rule(
                "by",
                2,
                "reviews",
                nth=numbered("sibling_born", 2, 2),
                not_due_before={"limit": 1, "unit": "months"},
            ),
            "case summary updated by review 2 after: case allocated, not before 1 month",
        ),
        (rule("by", 0, "event"), "case summary updated by the date of: case allocated"),
        (rule("by", 12, "weeks"), "case summary updated by 12 weeks after: case allocated"),
        (
            rule("at", 30, "weeks_gestation", trigger_event=["expected_delivery"]),
            "case summary updated at 30 weeks of pregnancy, counted from: expected date of delivery",
        ),
        (rule("on", 0, "event"), "case summary updated on the day of: case allocated"),
        (rule("before", 0, "event"), "case summary updated before: case allocated"),
        (
            rule("before", 0, "event", nth=numbered("case_allocated", 2, None)),
            "case summary updated before: case allocated (the second and later)",
        ),
        (
            rule("before", 0, "event", nth=numbered("case_allocated", 4, 5)),
            "case summary updated before: case allocated (the 4th to the 5th)",
        ),
        (
            rule("at least before", 3, "working_days"),
            "case summary updated at least 3 working days before: case allocated",
        ),
        (rule("at least every", 1, "school_terms"), "case summary updated at least every school term"),
        (
            rule("at least every", 3, "months", first_due_from=["sibling_born"], changed_by="less_often_agreed"),
            "case summary updated at least every 3 months, the first counted from: sibling born, "
            "unless: less frequent summaries agreed",
        ),
        (
            rule("at least every", 6, "months", first_due_from=["sibling_born"], nth=numbered("sibling_born", 2, None)),
            "case summary updated at least every 6 months, the first counted from: sibling born (the second)",
        ),
        (
            rule("at least every", None, "as_plan", printed=False, changed_by="less_often_agreed"),
            "case summary updated as often as the plan says (worked out from the text, not printed as a rule)",
        ),
        (
            rule("within", 5, "working_days", trigger_event="case opened", end_event="plan made"),
            "within 5 working days (see PS1.1)",
        ),
    ],
)
def test_a_rule_on_time_in_words(given_rule: TimescaleRule, words: str, small: Standards) -> None:
    assert rule_words(given_rule, small.current.events) == words


def test_an_event_that_the_book_does_not_have_stands_as_it_was_written(small: Standards) -> None:
    assert event_words(("sibling_born", "case reopened"), small.current.events) == "sibling born or case reopened"


def test_a_page_reads_from_what_good_looks_like_to_the_last_point(small: Standards) -> None:
    assert (
        section_page(small.current, "ps01", width=72)
        == """\
PS1  Risk
=========
What could harm this child is understood and acted on.

Good looks like
---------------
Anyone reading can say what the danger is and what protects the child.

Outstanding looks like
----------------------
The record shows harm falling, and why.

Questions
---------
 1. Is our view of the risk built on what the family knows?
    Tests       PS1.1
    Look for    - what the child says or shows
    Seen on     the child's record and a conversation
    Asked of    not unborn
    Asked       in every full audit
    Weight      high: it counts three times
    Counts in   - Diversity at heart
    Examples    - The father was not asked. - Partly met

 2. Did we act on the risk as quickly as it called for?
    Tests       PS1.2, PS6.2 (Whom the child loves is acted on)
    Because     PS6.2 asks for the same act.
    Look for    - the time between the information and the first action
    Seen on     the child's record
    Asked of    everyone
    Asked       in every full audit
    Weight      ordinary: it counts twice
    Critical    Not met suggests no better than Inadequate, partly met
                no better than Requires improvement
    Counts in   - Reviews of the plan

 3. Is everyone in the household known?
    Tests       PS1.3
    Look for    - who lives or often stays there
    Seen on     the carers' record
    Asked of    a fostering household, or (cared for, and brothers or
                sisters)
    Asked       in thematic audits, or when the auditor opens this
                section further
    Weight      low: it counts once

Points
------
PS1.1   Family and agencies inform the picture
        tested by question 1
PS1.2   Analysis leads to action
        tested by question 2
PS1.3   The household is known
        tested by question 3
"""
    )


def test_a_page_says_how_a_section_is_graded_what_is_in_time_and_why_a_point_is_not_audited(small: Standards) -> None:
    page = section_page(small.current, "PS6", width=100)
    for line in (
        "    Asked when  not a fostering household",
        "    Graded      together with PS1 Risk; on its own for: cared for",
        "    Asked of    everyone this section is for",
        "    Answers     Met, Partly met, Not met",
        "    In time     - case summary updated at least every 3 months, the first counted from: case",
        "                  allocated, unless: less frequent summaries agreed",
        "                - the law differs: A genogram within a month of the allocation. An invented",
        "    Comes from  Asked for by care experienced young people in 2022",
        "        tested by question 2 of PS1",
        "        not audited: pride leaves no trace on a file",
    ):
        assert line in page.splitlines()


def test_a_page_of_a_theme_has_its_questions_and_no_points(small: Standards) -> None:
    page = section_page(small.themes["fathers"], "fathers_risk")
    assert " 2. Was the father looked for?" in page
    assert "Points" not in page
    assert "full audit" not in page, "a theme asks all of its questions"


def test_an_unknown_section_names_the_nearest(small: Standards) -> None:
    with pytest.raises(UnknownIdError) as caught:
        section_page(small.current, "PS11")
    assert "Did you mean PS1?" in str(caught.value)


@settings(deadline=None, max_examples=25)
@given(width=st.integers(40, 160), data=st.data())
def test_no_line_is_wider_than_asked(width: int, data: st.DataObject, shipped: Standards) -> None:
    section = data.draw(st.sampled_from(shipped.current.sections))
    page = section_page(shipped.current, section.id, width)
    assert max(map(len, page.splitlines())) <= width
    assert page == "\n".join(line.rstrip() for line in page.splitlines()) + "\n"


def test_no_page_shows_an_internal_id(shipped: Standards) -> None:
    edition = shipped.current
    ids = {*edition.criteria, *edition.sections_by_id, *edition.rules_by_id}
    named = (
        *edition.tags.tags,
        *edition.tags.facts,
        *edition.tags.statuses,
        *edition.judgements,
        *edition.scale.grades,
    )
    ids |= {entry.id for entry in (*named, *edition.scale.answers) if "_" in entry.id}
    ids |= {lens for criterion in edition.criteria.values() for lens in criterion.lenses if "_" in lens}
    for checklist in (edition, *shipped.themes.values()):
        for section in checklist.sections:
            words = set(re.findall(r"[\w.-]+", section_page(checklist, section.id)))
            assert not words & ids
            assert not [word for word in words if "_" in word]
