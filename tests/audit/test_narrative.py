"""What a report's narrative is made of: passages, digests, who speaks."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.narrative import OwnWords, drafted_digest, passage_id, passages

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        ("", []),
        ("Likes the visits.", ["Likes the visits."]),
        ("Likes the visits. Wishes for more.", ["Likes the visits.", "Wishes for more."]),
        ("Likes them!\n\n  Wishes for more", ["Likes them!", "Wishes for more"]),
        ('"Nobody asked me." She said so twice.', ['"Nobody asked me."', "She said so twice."]),
        ("Came at 3.30 p.m. each week", ["Came at 3.30 p.m. each week"]),
        ("Is it fair? (I think not.) Ask again.", ["Is it fair?", "(I think not.)", "Ask again."]),
    ],
)
def test_what_was_noted_is_taken_apart_into_sentences(noted: str, expected: list[str]) -> None:
    assert passages(noted) == expected


@given(st.text(alphabet="Ab. ?!\n\"'()5", max_size=80))
def test_no_word_is_lost_or_added(noted: str) -> None:
    assert "".join("".join(passages(noted)).split()) == "".join(noted.split())


def test_a_passage_is_called_by_its_place_and_not_by_its_words() -> None:
    names = {passage_id(source, place) for source in (ONE, OTHER) for place in range(3)}
    assert len(names) == 6
    assert passage_id(ONE, 2) == passage_id(ONE, 2)


def test_own_words_know_whether_the_figures_have_changed_since() -> None:
    own = OwnWords("Managers look after their workers.", drafted_digest("6 of 24 are strong."), ONE)
    assert not own.changed_since("6 of 24  are\nstrong.")
    assert own.changed_since("7 of 24 are strong.")
