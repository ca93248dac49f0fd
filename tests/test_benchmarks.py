"""The benchmarks run and yield ratios; how large they are is measured apart, on a quiet machine."""

import pytest

from benchmarks.__main__ import IN_PROCESS
from benchmarks.measuring import Figure


@pytest.mark.parametrize("name", IN_PROCESS)
def test_each_yields_ratios(name: str) -> None:
    lines = IN_PROCESS[name](quick=True)
    assert lines
    for line in lines:
        assert isinstance(line, Figure)
        assert line.ratio >= 0
