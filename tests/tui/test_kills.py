"""The interface killed while somebody grades and types: what it showed as saved is kept, and the rest but for a second.

The long run is the same with more kills: ``python -m benchmarks.reliability --kills 1000``.
"""

import os

import pytest

if os.name != "posix":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from benchmarks.reliability import run

KILLS = 20


@pytest.mark.slow
def test_twenty_kills_lose_nothing_shown_as_saved_and_at_most_a_second_of_typing() -> None:
    outcome = run(KILLS, seed=4)
    assert not outcome.failures, outcome.told()
    # It did work that could have been lost.
    assert outcome.counts["kills"] == KILLS
    assert outcome.counts["marks shown as saved"] > KILLS / 2
    assert outcome.counts["killed in the middle of a text"] > KILLS / 4
    assert outcome.counts["reopened at the same place"] > KILLS / 2
