"""Screening: what each rule finds, what it must leave alone, and that no text can trip it up."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.screening.finds import KIND_WORDS, Certainty, FindKind
from auditor.audit.screening.numbers import is_nhs_number, is_upn
from auditor.audit.screening.screen import places_of, rephrase, screen
from auditor.use_cases.demo import notes_guides, notes_standards, talks

ROOT = Path(__file__).parents[2]
SURE, HINT = Certainty.SURE, Certainty.HINT


def seen(text: str, *allowed: str) -> list[tuple[str, str]]:
    return [(find.kind.value, find.words(text)) for find in screen(text, allowed=allowed)]


# -- numbers with a check ---------------------------------------------------------------------------------------------


def test_the_published_example_of_an_nhs_number_is_right() -> None:
    # The example on NHS leaflets and in the NHS Data Model and Dictionary.
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")


@given(st.integers(0, 999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_always_noticed(number: int, place: int, change: int) -> None:
    right = [text for check in range(10) if is_nhs_number(text := f"999{number:06}{check}")]
    assert len(right) <= 1
    for text in right:
        wrong = str((int(text[place]) + change) % 10)
        assert not is_nhs_number(text[:place] + wrong + text[place + 1 :])


@pytest.mark.parametrize("number", ["B801200005001", "P207000016049", "b801200005001"])
def test_pupil_numbers_worked_out_elsewhere_are_right(number: str) -> None:
    # The first is the example of python-stdnum's documentation. The second, by hand: 2x2 + 4x7 + 9x1 + 10x6 + 12x4 +
    # 13x9 = 266 = 11x23 + 13, and the letter that stands for 13 is P.
    assert is_upn(number)
    assert not is_upn(("A" if number[0] in "Bb" else "B") + number[1:])


def test_the_last_letter_of_a_temporary_pupil_number_counts() -> None:
    letters = [letter for letter in string.ascii_uppercase if is_upn(f"{letter}99999992507K")]
    assert len(letters) == 1
    assert not is_upn(f"{letters[0]}99999992507L")
    assert not any(is_upn(f"{letter}99999992507S") for letter in string.ascii_uppercase)


def test_a_number_with_a_wrong_check_is_a_hint_where_it_is_called_one() -> None:
    (find,) = screen("NHS no: 999 153 0338")
    assert (find.kind, find.certainty) == (FindKind.NHS_NUMBER, HINT)
    assert "digit wrong" in find.label
    assert screen("reference 999 153 0338") == ()


@pytest.mark.parametrize("prefix", ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "DA", "FA", "QQ", "AO"])
def test_prefixes_never_given_out_are_no_national_insurance_numbers(prefix: str) -> None:
    assert seen("AB123456C") == [("ni_number", "AB123456C")]
    assert seen(f"{prefix}123456C") == []


# -- the audit's own words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "LCS 9904093, PS6.4 and PG10.22 met, measure 2.0-a, regulation 24, section 47.",
        "Visited 3/4/2026, 03.04.26, 2026-04-03 and on 3 April 2026 at 14:30; 20 working days; 92.5%; £1,250.00",
        "Outstanding, Good, Requires Improvement, Inadequate. Grade: Good.",
        "S20 1st review and S47 2nd meeting",
        "New born 3/4/2026: visit of the health visitor. Born at 34 weeks.",
        "PS06 AND PG10 WAS BOTH MET IN THE PERIOD",
        "Clare's Law, Fraser guidelines, Great Ormond Street, Milton Keynes, Christmas Eve, New Year's Eve",
        "Three 1:1 sessions, 20 minute drive, 2 weeks close to the review",
    ],
)
def test_the_words_of_an_audit_are_left_alone(text: str) -> None:
    assert seen(text) == []


def test_the_standards_and_the_demo_are_never_questioned() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "standards").rglob("*.yaml")]
    texts += [
        said
        for notes in (notes_guides.NOTES, notes_standards.NOTES)
        for pair in notes.values()
        for said in sum(pair, ())
    ]
    texts += [said for lines in talks.SPOKEN.values() for said in lines]
    assert sum(map(len, texts)) > 100_000
    assert [found for text in texts for found in seen(text)] == []


def test_the_lcs_number_of_the_audit_is_never_a_find() -> None:
    text = "Case 9991530339, NHS 999 306 0623"
    assert seen(text) == [("nhs_number", "9991530339"), ("nhs_number", "999 306 0623")]
    assert seen(text, "999 153 0339") == [("nhs_number", "999 306 0623")]


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Spoke with Mr Harding. Jayden was in.", "Mr Harding"),
        ("Mrs Connolly-Reilly rang", "Mrs Connolly-Reilly"),
        ("Report of Mr\nKhan is late", "Mr\nKhan"),
        ("mr and mrs khan came", "mr and mrs khan"),
        ("MR HARRIS CAME", "MR HARRIS"),
        ("DR AHMED RANG", "DR AHMED"),
    ],
)
def test_a_name_with_a_title_is_found_however_it_is_written(text: str, words: str) -> None:
    (find,) = [find for find in screen(text) if find.certainty is SURE]
    assert find.words(text) == words


@pytest.mark.parametrize(
    "text", ["Dr letter", "MISS CONTACT", "Ms Teams call", "Miss School", "Dr Surgery", "the judge said", "Mr and Mrs"]
)
def test_a_title_alone_is_nobody(text: str) -> None:
    assert seen(text) == []


def test_the_same_word_is_a_name_or_not_by_where_it_stands() -> None:
    assert seen("Grace period of ten days") == []
    assert seen("grace and hope in the plan") == []
    assert seen("a letter from Grace to us") == [("first_name", "Grace")]
    assert seen("her sister Hope is 4") == [("first_name", "Hope")]
    assert seen("Will Jayden see his father?") == [("first_name", "Jayden")]


def test_letters_with_accents_are_found_both_ways_they_can_be_stored() -> None:
    composed, apart = "brother Zo\u00eb came", "brother Zoe\u0308 came"
    assert seen(composed) == [("first_name", "Zo\u00eb")]
    assert seen(apart) == [("first_name", "Zoe\u0308")]


# -- overlapping finds, places, rephrasing ----------------------------------------------------------------------------


def test_the_surest_then_the_longest_of_overlapping_finds_stands() -> None:
    assert seen("Mrs Chloe Harris") == [("titled_name", "Mrs Chloe Harris")]
    assert seen("mail chloe.harris@example.org") == [("email", "chloe.harris@example.org")]
    assert seen("brother Jayden Harris") == [("name", "Jayden Harris")]
    assert seen("St Mary's Primary") == [("school", "St Mary's Primary")]


def test_brackets_around_a_number_are_not_part_of_it() -> None:
    assert seen("Mother (07700 900123) rang") == [("phone", "07700 900123")]
    assert seen("(01632) 960987") == [("phone", "(01632) 960987")]


def test_places_are_lines_and_columns_from_one() -> None:
    text = "Jayden\nwas with Mrs Patel"
    assert places_of(text, screen(text)) == ((1, 1), (2, 10))


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("brother Jayden said", "", "brother said"),
        ("mum (Kelly) came", "", "mum came"),
        ("came with Kelly.", "", "came with."),
        ("Kelly came", "mother", "Mother came"),
        ("Seen. Kelly came", "mother", "Seen. Mother came"),
        ("we met Kelly", "mother", "we met mother"),
        ("Kelly", "", ""),
    ],
)
def test_a_find_is_rephrased_or_left_out(text: str, words: str, after: str) -> None:
    (find,) = screen(text)
    assert rephrase(text, find, words) == after


def test_every_kind_has_words_and_something_to_write_instead() -> None:
    assert set(KIND_WORDS) == set(FindKind)
    for words in KIND_WORDS.values():
        assert words.label
        assert words.advice.endswith(".")
        assert words.instead


def test_what_is_offered_instead_is_itself_no_find() -> None:
    for words in KIND_WORDS.values():
        for ready in words.instead:
            assert screen(f"Spoke with {ready} about it.") == ()


# -- any text ---------------------------------------------------------------------------------------------------------

WORDS = """Mr Mrs Chloe Harris brother ( ) , . ' - @ 07700 900123 999 153 0339 born dob 3/4/2017 14 Hawthorn Close St
Mary's Primary School and & Jayden's O'Connor S20 1st M1 1AE nhs JAYDEN SEEN ALONE"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u2019", "\u00e9", "\u0301"])


@given(st.lists(PIECES | st.text(max_size=6), max_size=30), st.sampled_from(["", " ", "  ", "\n"]))
def test_finds_of_any_text_lie_in_it_in_order_and_apart(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    finds = screen(text)
    end = 0
    for find in finds:
        assert end <= find.start < find.end <= len(text)
        assert find.words(text).strip()
        end = find.end
    assert screen(text) == finds


@given(st.lists(PIECES, max_size=20))
def test_rephrasing_everything_comes_to_an_end(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for _ in range(60):
        finds = screen(text)
        if not finds:
            return
        text = rephrase(text, finds[0], "it")
    pytest.fail(f"still found after rephrasing: {seen(text)}")


HARD = ["a", "A ", "0", "07 ", "a@a.", "( ", "a'", "dob 3 ", "Mr ", "Smith School ", "e\u0301", "Flat 1, 2 Aa Aa "]


@pytest.mark.parametrize("piece", HARD)
def test_no_text_of_a_hundred_thousand_characters_takes_for_ever(piece: str) -> None:
    # A pattern that goes back and forth would need hours here; the figures are in docs/screening.md.
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    assert all(find.end <= len(text) for find in screen(text))
