"""A control chart as lines of text: what stands beside the axis."""

import re
from fractions import Fraction

import pytest

from auditor.audit.whole_months import periods_up_to
from auditor.measures.control_charts import ChartKind, Observation, control_chart
from auditor.measures.text_plot import TARGET, text_plot

SHARES = [Fraction(place % 7 + 40, 100) for place in range(15)]
MONTHS = periods_up_to("2026-10", len(SHARES), by_month=True)


def plotted(target: Fraction | None, height: int = 12) -> list[str]:
    observations = [Observation(month, share) for month, share in zip(MONTHS, SHARES, strict=True)]
    return text_plot(control_chart(observations, ChartKind.XMR, target=target, sampled=False), 70, height)


@pytest.mark.parametrize("percent", [61, 57, 43, 40, 70, 33])
@pytest.mark.parametrize("height", [5, 9, 12])
def test_the_line_of_the_target_is_named_by_the_target(percent: int, height: int) -> None:
    lines = plotted(Fraction(percent, 100), height)
    named = [line for line in lines if TARGET in line and "┤" in line]
    assert [line.split("┤")[0].strip() for line in named] in ([f"{percent}%"], []), "hidden under a mean, or named"
    assert any(line.startswith(f"{percent:>4}%") for line in lines)


def test_without_a_target_top_middle_and_bottom_are_named() -> None:
    named = [line.split("┤")[0].strip() for line in plotted(None) if re.match(r" *\d+%┤", line)]
    assert len(named) == 3
    assert named == sorted(named, key=lambda label: -int(label.rstrip("%")))
