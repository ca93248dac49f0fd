"""The spread of a calibration: grades, answers, and the share equal to the reference."""

import pytest

from auditor.audit.calibration import GradeSpread, PassShare, pass_shares
from auditor.standards.model import GradeId


def spread(key: str, reference: GradeId | None, **grades: GradeId) -> GradeSpread:
    return GradeSpread(key, grades, (), 0, reference)


def test_only_what_both_graded_is_compared() -> None:
    spreads = (
        spread("overall", "good", a="good", b="inadequate"),
        spread("ps01", "good", a="good"),
        spread("ps02", None, a="good", b="good"),
    )
    assert pass_shares(spreads, ["a", "b", "c"]) == (
        PassShare("a", 2, 2, True),
        PassShare("b", 0, 1, False),
        PassShare("c", 0, 0, None),
    )


@pytest.mark.parametrize(("same", "of", "passed"), [(4, 5, True), (3, 4, False), (79, 99, False), (80, 100, True)])
def test_the_share_itself_decides_not_a_rounded_one(same: int, of: int, passed: bool) -> None:
    spreads = [spread(str(place), "good", a="good" if place < same else "inadequate") for place in range(of)]
    assert pass_shares(spreads, ["a"]) == (PassShare("a", same, of, passed),)
    assert pass_shares(spreads, ["a"], pass_percent=1)[0].passed
