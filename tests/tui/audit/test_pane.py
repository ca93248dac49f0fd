"""Wrapping: nothing is lost, nothing is wider than the pane."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.tui.audit.lines import fitted, plain
from auditor.tui.audit.pane import words, wrapped

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Mn", "Me", "Cf")), max_size=80)


def lines_of(text: str, width: int) -> list[str]:
    return ["".join(part for part, _ in line) for line in wrapped(words(text), width)]


def test_a_paragraph_breaks_at_spaces() -> None:
    assert lines_of("the quick brown fox", 10) == ["the quick", "brown fox"]
    assert lines_of("a\n\nb", 10) == ["a", "", "b"]
    assert lines_of("abcdefghijkl mn", 5) == ["abcde", "fghij", "kl mn"]
    assert lines_of("", 5) == [""]


def test_roles_are_kept_over_a_break() -> None:
    assert wrapped(words(("one two", "key"), " three"), 8) == [[("one two", "key")], [("three", "")]]


def test_markup_and_escape_codes_are_only_text() -> None:
    assert lines_of("[b]x[/b] [/] \x1b[31mred\x1b[0m", 60) == ["[b]x[/b] [/] [31mred[0m"]
    assert plain("a\tb\nc\x1b[31m") == "a b c[31m"


@given(TEXT, st.integers(4, 40))
def test_no_line_is_wider_and_no_word_is_lost(text: str, width: int) -> None:
    shown = lines_of(text, width)
    assert all(cell_len(line) <= width for line in shown)
    assert "".join("".join(shown).split()) == "".join("".join(piece for piece, _ in words(text)).split())


@pytest.mark.parametrize("width", range(20, 100))
def test_what_two_pieces_say_never_runs_together(width: int) -> None:
    body = words(("✓ due 08/09/2026 · done 04/09/2026 · in time by 4 days", "good"), ("   PG10.13", "muted"))
    shown = ["".join(part for part, _ in line) for line in wrapped(body, width)]
    assert " ".join(shown).split() == "".join(text for text, _ in body).split()


@given(TEXT, st.integers(1, 40))
def test_a_cell_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width
