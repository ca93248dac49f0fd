"""Interleaved medians: what is compared is measured in turns, so that a busy moment of the machine falls on both."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Sample = Callable[[], float]
"""Does the thing once; returns what it cost, in the figure's unit."""


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        what: what was measured.
        target: the largest ratio that is good enough.
        ours: one value for each round.
        baseline: likewise, in the same rounds.
        against: what the baseline is.
        unit: of both, as printed.
        note: what has to be said beside it.
    """

    what: str
    target: float
    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    against: str
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        """The median of ours over the baseline's median."""
        return median(self.ours) / median(self.baseline)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles of the ratios of single rounds: how far one round may be believed."""
        ratios = [one / other for one, other in zip(self.ours, self.baseline, strict=True)]
        if len(ratios) == 1:
            return ratios[0], ratios[0]
        lower, _, upper = quantiles(ratios, n=4, method="inclusive")
        return lower, upper

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.ratio <= self.target


@dataclass(frozen=True)
class NotMeasured:
    """A line that could not be measured, and why."""

    what: str
    target: float
    why: str


Line = Figure | NotMeasured


def timed(call: Callable[[], object]) -> Sample:
    """A sample in milliseconds of a call in this process."""

    def sample() -> float:
        start = time.perf_counter()
        call()
        return (time.perf_counter() - start) * 1000

    return sample


def interleaved(rounds: int, *samples: Sample, warm_up: int = 1) -> list[tuple[float, ...]]:
    """The values of each sample, taken in turns, every other round in reverse order.

    Args:
        rounds: how many values each gets.
        warm_up: rounds before that, whose values are dropped.
    """
    values: list[list[float]] = [[] for _ in samples]
    order: Sequence[int] = range(len(samples))
    gc.collect()
    for number in range(warm_up + rounds):
        for place in order if number % 2 == 0 else reversed(order):
            value = samples[place]()
            if number >= warm_up:
                values[place].append(value)
    return [tuple(found) for found in values]
