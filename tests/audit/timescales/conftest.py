"""The rules of the shipped edition."""

import pytest
from timescale_builders import Rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return Rules()
