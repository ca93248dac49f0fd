"""The details of an audit, and the number of a case."""

import json
from datetime import date
from uuid import UUID

import pytest
from audit_builders import INNOCENT
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit.details import KIND_WORDS, AuditDetails, AuditKind, check_lcs_number
from auditor.audit.profile import Period
from auditor.errors import InputError


@settings(max_examples=40, deadline=None)
@given(
    st.uuids(),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(sorted(INNOCENT)),
    st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_details_survive_being_stored(team: UUID, as_at: date, name: str, due: date | None) -> None:
    details = AuditDetails(team, Period.up_to(as_at), INNOCENT[name], due)
    assert AuditDetails.from_body(json.loads(json.dumps(details.as_body()))) == details
    assert details.as_at == as_at


def test_details_with_a_reversed_period_are_refused_when_read() -> None:
    body = AuditDetails(UUID(int=1), Period.up_to(date(2026, 11, 22)), INNOCENT["early help"]).as_body()
    with pytest.raises(InputError, match="ends before it starts"):
        AuditDetails.from_body({**body, "as_at": "2026-01-01"})


def test_every_kind_of_audit_has_words() -> None:
    assert set(KIND_WORDS) == set(AuditKind)
    assert len(set(KIND_WORDS.values())) == len(AuditKind)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1234", "1234"), (" 123 456 ", "123456"), ("123456789012", "123456789012"), ("0012", "0012")],
)
def test_a_number_is_tidied(typed: str, number: str) -> None:
    assert check_lcs_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "123",
        "1234567890123",
        "Jane Smith",
        "12345a",
        "-12345",
        "12.345",
        "١٢٣٤٥",
        "１２３４５",
        "²²²²",
        "12\t345",
    ],
)
def test_anything_else_is_refused_and_not_repeated(typed: str) -> None:
    """What was typed may be a name: the message must not carry it into a log."""
    with pytest.raises(InputError) as caught:
        check_lcs_number(typed)
    if typed.strip():
        assert typed not in str(caught.value)
