"""What audits of a theme came to: against hand-counted records, and properties of the sums."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.states import State
from auditor.measures.thematic import (
    Share,
    Tally,
    change_words,
    grade_counts,
    question_results,
    reasons,
    tally,
)
from auditor.store.records import AuditSummary

TEAM, AUDITOR = UUID(int=1), UUID(int=2)
MOMENT = datetime(2026, 9, 30, 12, tzinfo=UTC)
BLANK = AuditSummary(
    audit_id=UUID(int=3),
    case_id=UUID(int=4),
    lcs_number="9900001",
    kind="thematic",
    checklist_id="supervision",
    theme="supervision",
    content_hash="c",
    scoring_hash="s",
    auditor_id=AUDITOR,
    team_id=TEAM,
    subject="supervision_record",
    tags=(),
    as_at=date(2026, 9, 30),
    due=None,
    state=State.FINAL,
    answered=0,
    asked=0,
    opened_at=MOMENT,
    changed_at=MOMENT,
    submitted_at=MOMENT,
    lcs_entered_on=None,
    counted=True,
    moderated=False,
    early_help=False,
    overall="good",
    difference=None,
    sections={},
    judgements={},
    revision=1,
)


def record(overall: Any, **more: Any) -> AuditSummary:
    return replace(BLANK, overall=overall, **more)


def test_sums_counted_by_hand() -> None:
    sums = tally(
        [
            record(
                "good", answers={"a": "met", "b": "not_met"}, sections={"s": "good"}, difference="some", moderated=True
            ),
            record("inadequate", answers={"a": "partly_met", "b": "not_met"}, sections={"s": "inadequate"}),
            record("requires_improvement", answers={"a": "met", "b": "not_applicable"}, timescales={"T1": (3, 1)}),
            record("outstanding", answers={"a": "exceeded"}, judgements={"1.1-f": "good"}, timescales={"T1": (2, 0)}),
            record(None, answers={"a": "not_met"}),
        ]
    )
    assert (sums.audits, sums.good, sums.moderated, sums.below_good) == (4, 2, 1, 2)
    assert grade_counts(sums.overall) == (1, 1, 1, 1)
    assert sums.sections == {"s": Counter(good=1, inadequate=1)}
    assert sums.judgements == {"1.1-f": Counter(good=1)}
    assert sums.practice == Counter({("good", "some"): 1})
    assert sums.rules == {"T1": (5, 1)}
    assert sums.months == Counter({"2026-09": 4})
    a, b = question_results(sums)
    assert (a.criterion, a.met, a.partly, a.not_met, a.not_applicable) == ("a", Share(3, 4), 1, 0, 0)
    assert (b.criterion, b.met, b.partly, b.not_met, b.not_applicable) == ("b", Share(0, 2), 0, 2, 1)
    assert [(one.criterion, one.short) for one in reasons(sums)] == [("a", Share(1, 2)), ("b", Share(1, 2))]


def test_strong_is_more_than_the_level_and_never_of_a_handful() -> None:
    """The supervision audit of 2018 called an area strong when more than 80% of its 12 records met it."""
    of_twelve = tally([record("good", answers={"q": "met" if n < 10 else "not_met"}) for n in range(12)])
    of_ten = tally([record("good", answers={"q": "met" if n < 8 else "not_met"}) for n in range(10)])
    of_four = tally([record("good", answers={"q": "met"}) for _ in range(4)])
    assert question_results(of_twelve)[0].strong(80)
    assert not question_results(of_ten)[0].strong(80)
    assert question_results(of_ten)[0].strong(79)
    assert question_results(of_four)[0].too_few
    assert not question_results(of_four)[0].strong(80)


def test_change_is_told_only_beyond_chance() -> None:
    assert change_words(Share(45, 50), Share(10, 50)) == "better than before"
    assert change_words(Share(10, 50), Share(45, 50)) == "below before"
    assert change_words(Share(7, 12), Share(6, 12)) == "no clear change"
    assert change_words(Share(7, 12), Share(0, 0)) == "cannot be compared"


ANSWERS = st.dictionaries(
    st.sampled_from("abcd"), st.sampled_from(["exceeded", "met", "partly_met", "not_met", "not_applicable"])
)
RECORDS = st.lists(
    st.builds(record, st.sampled_from(["outstanding", "good", "requires_improvement", "inadequate"]), answers=ANSWERS),
    max_size=30,
)


@given(RECORDS, RECORDS)
def test_sums_add_up_and_do_not_depend_on_the_order(one: list[AuditSummary], other: list[AuditSummary]) -> None:
    together = tally([*one, *other])
    assert together == tally([*reversed(other), *reversed(one)])
    assert sum(together.overall.values()) == together.audits == len(one) + len(other)
    assert together.good + together.below_good == together.audits
    for result in question_results(together):
        asked = sum(1 for each in [*one, *other] if result.criterion in each.answers)
        assert result.met.of + result.not_applicable == asked
        assert result.met.count + result.partly + result.not_met == result.met.of
    for reason in reasons(together):
        assert 0 < reason.short.count <= reason.short.of == together.below_good


def test_nothing_comes_of_nothing() -> None:
    assert question_results(Tally()) == ()
    assert reasons(Tally()) == ()
