"""The quick way to canonical JSON writes the same bytes as the reference implementation of RFC 8785."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from auditor.standards.hashes import canonical

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=4), inner)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_same_bytes_as_the_reference(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_every_control_character_and_keys_out_of_order() -> None:
    value = {
        "b": "".join(map(chr, range(0x80))),
        "a": ["\u2028", "\U0001f600", 0, -1, True, None],
        "\ufb33": 1,
        "😀": 2,
    }
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"a": "\udfff"}, {1: 2}, float("nan")])
def test_what_the_reference_refuses_is_refused(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        rfc8785.dumps(value)
    with pytest.raises((ValueError, TypeError)):
        canonical(value)
