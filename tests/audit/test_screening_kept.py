"""What an author chose to keep: not asked again, not readable, and no wider than what was kept."""

import json
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.screening.kept import SALT_BYTES, USUAL_REASONS, Kept, keep, open_finds
from auditor.audit.screening.screen import screen
from auditor.errors import InputError

WHY = "It is a bus stop."


def kept_of(text: str, place: int, reason: str = WHY, salt: bytes | None = None) -> Kept:
    return keep(text, screen(text)[place], reason, salt or secrets.token_bytes(SALT_BYTES))


def test_what_was_kept_is_not_asked_again_wherever_it_moves() -> None:
    text = "Brother Tyler lives at 14 Hawthorn Close."
    first, second = screen(text)
    kept = keep(text, second, WHY, secrets.token_bytes(SALT_BYTES))
    assert open_finds(text, [kept]) == (first,)
    moved = "He left 14  HAWTHORN CLOSE, 14 Hawthorn Close. Tyler stayed."
    assert [find.words(moved) for find in open_finds(moved, [kept])] == ["Tyler"]
    assert open_finds(text, []) == (first, second)


def test_another_find_is_still_asked_about() -> None:
    kept = kept_of("brother Tyler came", 0)
    assert [find.words("brother Tyla came") for find in open_finds("brother Tyla came", [kept])] == ["Tyla"]
    assert open_finds("Mr Tyler came", [kept])
    assert open_finds("Tyler Harris came", [kept])


def test_the_record_holds_neither_the_words_nor_a_digest_that_two_finds_share() -> None:
    one, two = kept_of("brother Tyler came", 0), kept_of("brother Tyler came", 0)
    written = json.dumps(one.as_body())
    assert "tyler" not in written.casefold()
    assert one.digest != two.digest
    assert Kept.from_body(json.loads(written)) == one


@pytest.mark.parametrize(
    "reason", ["", "  \n", "TYLER is a dog", "It is Ty ler", "Mrs Patel said so", "see dob 3/4/2017"]
)
def test_a_reason_is_needed_and_may_not_say_who_it_is(reason: str) -> None:
    with pytest.raises(InputError):
        kept_of("brother Tyler came", 0, reason)


@pytest.mark.parametrize("reason", USUAL_REASONS)
def test_the_usual_reasons_can_be_given(reason: str) -> None:
    assert kept_of("brother Tyler came", 0, reason).reason == reason


@pytest.mark.parametrize(
    ("text", "reason"), [("Mrs Harding rang", "Harding is a town"), ("dr Okafor", "it's okafor's")]
)
def test_part_of_a_name_says_who_it_is_too(text: str, reason: str) -> None:
    with pytest.raises(InputError, match="says who it is"):
        kept_of(text, 0, reason)
    assert kept_of("Mrs Harding rang", 0, "Mrs is the title of a play").reason


def test_a_short_salt_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="salt"):
        kept_of("brother Tyler came", 0, salt=b"short")


def test_allowed_numbers_are_not_open_either() -> None:
    assert open_finds("case 9991530339", [], allowed=["9991530339"]) == ()


@given(st.binary(min_size=SALT_BYTES, max_size=32), st.sampled_from(["Mr Khan rang", "brother Tyler", "M1 1AE"]))
def test_a_find_is_covered_by_itself_and_by_no_other(salt: bytes, text: str) -> None:
    (find,) = screen(text)
    kept = keep(text, find, WHY, salt)
    assert kept.covers(text, find)
    other = "CR2 6XH"
    assert not kept.covers(other, screen(other)[0])
