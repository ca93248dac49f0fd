"""A vague action is told, with how to say it; a good one is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.action_worked import Answered, Moved, WhatFollowed, Worked, moved, worked
from auditor.audit.facts import Action
from auditor.audit.vague import vague, vague_words
from auditor.use_cases.demo.findings import TOPICS

DUE = date(2026, 12, 1)


def why(what: str, owner: str = "social worker", due: date | None = DUE) -> list[str]:
    return [one.why for one in vague(Action("a", what, owner, due))]


@pytest.mark.parametrize(
    "what",
    [
        "Update the chronology from November 2024",
        "Social worker to update the chronology",
        "To see the child alone this week",
        "Re-write the safety plan with the family",
        "Please hold the meeting with the school",
        "Review the plan with the family on 3 December",
        "Team manager and worker will agree the next steps",
        *(what for topic in TOPICS.values() for _, what in topic.actions),
    ],
)
def test_an_action_that_says_enough_is_left_alone(what: str) -> None:
    assert why(what) == []


@pytest.mark.parametrize(
    ("what", "sign"),
    [
        ("Ensure that the plan is updated by the family", "“ensure” says nothing one could see done"),
        ("Make sure the plan is updated with him", "“ensure” says nothing one could see done"),
        ("Worker to ensure visits are written up", "“ensure” says nothing one could see done"),
        ("Consider a referral to the family hub", "“consider” says nothing one could see done"),
        ("Monitor how he settles at school", "“monitor” says nothing one could see done"),
        ("Review the safety plan as needed", "“review as needed” says nothing one could see done"),
        ("Plan to be reviewed as and when required", "“review as needed” says nothing one could see done"),
        ("Continue to visit him every fortnight", "“continue to” says nothing one could see done"),
        ("Better recording of visits in time", "it does not begin with a verb"),
        ("Chronology to be updated from 2024", "it does not begin with a verb"),
        ("Update the chronology", "it is very short"),
        ("Update the whole chronology ASAP", "“asap” is no day"),
        ("Visit him alone, this is ongoing", "“ongoing” is no day"),
    ],
)
def test_each_sign_is_told_by_itself(what: str, sign: str) -> None:
    assert why(what) == [sign]


def test_without_an_owner_or_a_day_both_are_named() -> None:
    assert why("Update the chronology from 2024", "  ", None) == ["nobody owns it", "it has no day"]


def test_it_says_how_to_say_it_where_that_can_be_told() -> None:
    said = next(vague_words("Ensure that the plan is shared with father and the school"))
    assert said.instead == "Say who does what: “Share the plan with father and the school”"


def test_nothing_typed_yet_is_not_complained_of() -> None:
    assert list(vague_words("   ")) == []


@given(st.text())
def test_whatever_is_typed_each_reason_comes_with_what_to_write(what: str) -> None:
    found = list(vague_words(what))
    assert len({one.why for one in found}) == len(found)
    assert all(one.why and one.instead for one in found)


# -- did it work ------------------------------------------------------------------------------------------------------


def test_an_answer_moves_up_down_or_not_at_all() -> None:
    assert (moved("not_met", "partly_met"), moved("met", "met"), moved("exceeded", "met")) == (
        Moved.UP,
        Moved.SAME,
        Moved.DOWN,
    )


def test_the_next_audit_decides_and_all_that_follow_are_kept() -> None:
    from uuid import UUID

    def answered(number: int, answer: str) -> Answered:
        return Answered(UUID(int=number), date(2026, number, 1), answer)

    then = WhatFollowed(UUID(int=1), "ps06.chronology", "ps06", answered(1, "not_met"))
    assert then.moved is None
    up = WhatFollowed(UUID(int=1), "c", "ps06", answered(1, "not_met"), (answered(2, "met"), answered(3, "not_met")))
    assert up.moved is Moved.UP
    unasked = WhatFollowed(UUID(int=1), "c", "ps07", None, (answered(2, "met"),))
    assert unasked.moved is None
    table = worked({"ps06": 2, "ps07": 1}, [then, up, unasked])
    assert table == [Worked("ps06", 2, 1, 0, 0), Worked("ps07", 1, 0, 0, 0), Worked("", 3, 1, 0, 0)]
    assert table[-1].looked_at == 1
