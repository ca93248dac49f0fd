import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.store.recovery_code import ALPHABET, LENGTH, new_recovery_code, normalise

codes = st.binary(min_size=18, max_size=18).map(lambda raw: new_recovery_code(lambda _: raw))


def test_a_code_is_six_groups_of_five() -> None:
    code = new_recovery_code()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", code)
    assert code != new_recovery_code()


def test_every_random_bit_that_is_used_changes_the_code() -> None:
    plain = new_recovery_code(lambda count: bytes(count))
    seen = {new_recovery_code(lambda count, bit=bit: (1 << bit).to_bytes(count, "big")) for bit in range(140)}
    assert len(seen | {plain}) == 141


@given(codes)
def test_a_code_normalises_to_itself(code: str) -> None:
    assert normalise(code) == code


@given(codes)
def test_case_spaces_dashes_and_look_alikes_are_forgiven(code: str) -> None:
    typed = code.lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    assert normalise(f"  {typed}\n") == code
    assert normalise(code.replace("-", "").replace("0", "O").replace("1", "I")) == code


@given(codes, st.integers(0, LENGTH - 1), st.integers(1, 31))
def test_one_wrong_character_is_found_and_its_group_named(code: str, place: int, shift: int) -> None:
    characters = list(code.replace("-", ""))
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + shift) % 32]
    with pytest.raises(InputError) as caught:
        normalise("".join(characters))
    assert caught.value.title == f"Group {place // 5 + 1} of this recovery code looks wrong."


@given(codes, st.integers(0, LENGTH - 2))
def test_two_neighbours_that_changed_places_are_found(code: str, place: int) -> None:
    characters = list(code.replace("-", ""))
    first, second = characters[place : place + 2]
    characters[place : place + 2] = second, first
    if first != second:
        with pytest.raises(InputError, match="mistake"):
            normalise("".join(characters))


@given(codes, st.data())
def test_any_two_wrong_characters_are_found(code: str, data: st.DataObject) -> None:
    characters = list(code.replace("-", ""))
    places = data.draw(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
    for place in places:
        characters[place] = data.draw(st.sampled_from(ALPHABET.replace(characters[place], "")))
    with pytest.raises(InputError):
        normalise("".join(characters))


def test_a_character_outside_the_alphabet_names_its_group() -> None:
    code = new_recovery_code()
    with pytest.raises(InputError, match="Group 2 "):
        normalise(code[:7] + "U" + code[8:])


@pytest.mark.parametrize("typed", ["", "ABCDE", "0" * 29, "0" * 31])
def test_a_code_of_another_length_says_how_many_were_typed(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        normalise(typed)
    assert f"{len(typed)} were typed" in caught.value.detail
