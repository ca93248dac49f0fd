"""YAML without surprises: what is typed, what is text, what is refused, and that nothing ever raises."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.standards.strict_yaml import parse_closely, parse_file, parse_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0.5", 0.5),
        ("-1.25", -1.25),
        ("012", "012"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("1:30", "1:30"),
        ("2026-11-22", "2026-11-22"),
        (".inf", ".inf"),
        ("True", "True"),
        ("'no'", "no"),
        ('"12"', "12"),
        ("nobody", "nobody"),
        ("9" * 15, int("9" * 15)),
        ("9" * 16, "9" * 16),
        ("9" * 5000, "9" * 5000),
        ("1" * 400 + ".0", "1" * 400 + ".0"),
    ],
)
def test_only_truth_null_and_decimal_numbers_are_typed(text: str, value: object) -> None:
    parsed = parse_text(f"key: {text}", "f")
    assert parsed.problems == []
    assert parsed.data == {"key": value}
    assert type(parsed.data["key"]) is type(value)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "n", "No", "YES", "oFF"])
def test_a_bare_yes_or_no_is_a_problem_and_a_quoted_one_is_text(word: str) -> None:
    (problem,) = parse_text(f"a: 1\nkey: {word}", "f").problems
    assert (problem.line, problem.column, problem.key) == (2, 6, "key")
    assert "is unclear" in problem.message
    assert parse_text(f"key: '{word}'", "f").problems == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the file is empty"),
        ("# only a comment", 1, 1, "the file is empty"),
        ("a: 1\n---\nb: 2", 2, 1, "more than one document"),
        ("a:\n - [1, 2\n", 3, 1, "not valid YAML: did not find expected ',' or ']', while parsing a flow"),
        ("a: &x word\nb: *x", 2, 4, "aliases are not allowed: write out what *x stands for"),
        ("a: &x [1]\nb:\n  - *x", 3, 5, "aliases are not allowed"),
        ("&x [*x]", 1, 5, "aliases are not allowed"),
        ("a: *nowhere", 1, 4, "aliases are not allowed"),
        ("a: !secret word", 1, 4, "tags are not allowed: !secret"),
        ("a: !!str 12", 1, 4, "tags are not allowed"),
        ("!!set {a, b}", 1, 1, "tags are not allowed"),
        ("!!python/object:os.system {a: 1}", 1, 1, "tags are not allowed"),
        ("a: 1\n? [b]\n: 2", 2, 3, "a key must be plain text"),
        ("!x a: 1", 1, 1, "a key must be plain text"),
        ("a: 1\nb: 2\na: [3, 4]", 3, 1, "the key 'a' is here twice (first on line 1)"),
        ("a: b\0", 1, 5, "does not allow (U+0000)"),
        ("a: \n  \x07", 2, 3, "does not allow (U+0007)"),
        ("a: \ud800", 1, 4, "does not allow (U+D800)"),
    ],
)
def test_what_is_refused_is_named_with_its_place(text: str, line: int, column: int, message: str) -> None:
    (problem,) = parse_text(text, "f").problems
    assert (problem.file, problem.line, problem.column) == ("f", line, column)
    assert message in problem.message


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 5_000 + "a", "? " + "[" * 100_000, "a: " + "{a: " * 1_000])
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    # Composed, the first of these ends the whole process: the C parser's stack is not guarded.
    assert parse_text(text, "f").problems[-1].message == "nested too deeply to be read"


def test_everything_has_its_place() -> None:
    parsed = parse_text("a:\n  - b: one\n    c: [x, y]\n", "f")
    assert parsed.place(("a", 0, "c", 1)) == (3, 12)
    assert parsed.place(("a", 0, "missing", 3)) == parsed.place(("a", 0)) == (2, 5)
    at_key = parsed.problem(("a", 0, "c"), "it is wrong", at_key=True)
    assert (at_key.line, at_key.column) == (3, 5)


def test_a_file_with_a_byte_order_mark_and_crlf_reads_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "notepad.yaml"
    path.write_bytes("\ufefftitle: Zoë\r\nnext: 1\r\n".encode())
    parsed = parse_file(path, "notepad.yaml")
    assert (parsed.data, parsed.problems) == ({"title": "Zoë", "next": 1}, [])


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("title: Zoë".encode("latin-1"))
    assert "not UTF-8" in parse_file(tmp_path / "latin.yaml", "f").problems[0].message
    assert parse_file(tmp_path / "none.yaml", "f").problems[0].message == "the file is missing"
    assert "cannot be read" in parse_file(tmp_path, "f").problems[0].message


_SIGNS = st.sampled_from(list("[]{}:,-?&*!|>'\"%@`#~ \n\t\0\x85\ud800\ufeffano019.é"))


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(_SIGNS), st.text(_SIGNS, min_size=30)))
def test_arbitrary_text_never_raises(text: str) -> None:
    parsed = parse_text(text, "f")
    closely = parse_closely(text, "f")
    assert (repr(parsed.data), parsed.problems) == (repr(closely.data), closely.problems), "both ways read the same"
    assert all(problem.line >= 1 and problem.column >= 1 for problem in parsed.problems)


def _is_ambiguous(text: str) -> bool:
    return text.casefold() in {"yes", "no", "on", "off", "y", "n"}


# PyYAML quotes what it would itself read as a truth, but writes a bare y or yES: those are refused here by design.
_TEXTS = st.text().filter(lambda text: not _is_ambiguous(text))
_SCALARS = st.one_of(
    _TEXTS,
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: "e" not in repr(number)),
    st.booleans(),
    st.none(),
)
_DOCUMENTS = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@settings(deadline=None)
@given(_DOCUMENTS)
def test_plain_documents_round_trip(document: Any) -> None:
    parsed = parse_text(yaml.safe_dump(document, default_flow_style=False, sort_keys=False), "f")
    assert parsed.problems == []
    assert parsed.data == document
    assert repr(parsed.data) == repr(document), "a truth stays a truth, and 1.0 stays a float"
