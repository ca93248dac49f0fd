"""Which cases are audited, and which audits are moderated: a draw that anybody can check and nobody can steer.

Every case has a rank: the HMAC-SHA256 (RFC 2104) of ``frame|stratum|case`` under the seed. The smallest are drawn. So a
draw is the same on every machine and in every version, does not depend on the order of the list, can be made larger
without losing a case, and the next in rank is the replacement. With the seed in hand one rank is checked by
``printf 'frame|stratum|case' | openssl dgst -sha256 -hmac seed``.

Strata (teams) are drawn in proportion to their size, whole numbers by largest remainder: W. G. Cochran (1977), Sampling
Techniques, 3rd edition, sections 5.5 (allocation) and 4.4 (size of a sample).
"""

import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from statistics import NormalDist

Share = int | float | Decimal | Fraction
_Z_95 = Fraction(NormalDist().inv_cdf(0.975))
_SEED_BYTES = 16


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """One case of the frame.

    Attributes:
        stratum: the group it is drawn in, such as its team; empty when there are no groups.
        id: told apart from every other case of the frame.
    """

    stratum: str
    id: str


@dataclass(frozen=True, slots=True)
class StratumSize:
    """How many of a stratum there are, and how many of them were drawn."""

    stratum: str
    cases: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample, with all that is needed to make it again.

    Attributes:
        frame_id: names the list the cases were drawn from; part of every rank.
        seed: from :func:`new_seed`, made before the list was looked at.
        frame_hash: of the list, by :func:`frame_hash`: a later look shows whether it is the same list.
        asked: how many cases were asked for; more than were drawn when the list is shorter.
        sizes: of the strata, in their order.
        drawn: by stratum, and in it by rank.
        reserve: the others, likewise: the first of a stratum is its first replacement.
    """

    frame_id: str
    seed: str
    frame_hash: str
    asked: int
    sizes: tuple[StratumSize, ...]
    drawn: tuple[Case, ...]
    reserve: tuple[Case, ...]

    def replacement_for(self, case_id: str, used: Iterable[str] = ()) -> Case | None:
        """The case that stands in for one that was drawn and cannot be audited: the next in rank of its stratum.

        Args:
            case_id: a case that was drawn, or that stood in for one.
            used: ids of reserve cases that stand in already.

        Returns:
            None when the stratum has no case left.

        Raises:
            ValueError: the case is not of this draw.
        """
        stratum = next((case.stratum for case in (*self.drawn, *self.reserve) if case.id == case_id), None)
        if stratum is None:
            raise ValueError(f"{case_id} is not in the list this sample was drawn from")
        taken = {case_id, *used}
        return next((case for case in self.reserve if case.stratum == stratum and case.id not in taken), None)


def new_seed(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A seed that nobody could have chosen: 32 hexadecimal digits.

    Args:
        random_bytes: gives that many random bytes.
    """
    return random_bytes(_SEED_BYTES).hex()


def rank(seed: str, frame_id: str, stratum: str, case_id: str) -> str:
    """The rank of a case: 64 hexadecimal digits, the smaller the earlier.

    Only ranks of one frame and stratum are ever compared, so a ``|`` in a name does no harm.

    Raises:
        ValueError: the seed is empty.
    """
    if not seed:
        raise ValueError("a draw needs a seed: anybody could repeat a draw without one, and choose the list to suit it")
    message = f"{frame_id}|{stratum}|{case_id}"
    return hmac.new(seed.encode(), message.encode(), hashlib.sha256).hexdigest()


def frame_hash(cases: Iterable[Case]) -> str:
    """The SHA-256 of a list of cases, whatever their order: 64 hexadecimal digits.

    Hashed is the UTF-8 text of a JSON array of [stratum, id], sorted by stratum and id, without spaces.
    """
    canonical = [[case.stratum, case.id] for case in sorted(cases)]
    text = json.dumps(canonical, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# -- how many ---------------------------------------------------------------------------------------------------------


def sample_size(cases: int, error: Share = Fraction(1, 20), share: Share = Fraction(1, 2)) -> int:
    """How many cases to draw so that a percentage is known to within a margin, with 95% confidence.

    n0 = z^2 p (1 - p) / e^2, then for a list of N cases n = n0 / (1 + (n0 - 1) / N), rounded up.

    Args:
        cases: how many there are in the list.
        error: the margin either side, above 0 and below 1 (0.05: five percentage points).
        share: the share expected, above 0 and below 1; one half, the most careful, when nothing is known.

    Raises:
        ValueError: an argument is outside its range.
    """
    margin, expected = _exact(error), _exact(share)
    if cases < 0 or not 0 < margin < 1 or not 0 < expected < 1:
        raise ValueError(f"no sample size for {cases} cases, margin {error}, share {share}: both lie between 0 and 1")
    if cases == 0:
        return 0
    unlimited = _Z_95**2 * expected * (1 - expected) / margin**2
    return ceil(unlimited / (1 + (unlimited - 1) / cases))


def allocate(
    sizes: Mapping[str, int], count: int, minimum: int = 0, at_least: Mapping[str, int] | None = None
) -> dict[str, int]:
    """How many to draw of every stratum: in proportion to size, whole by largest remainder.

    A stratum whose proportion is under its minimum gets the minimum, or all it has; the rest is shared by the others
    in proportion. No stratum gets more than it has: what it could not give is drawn from the others, and a count above
    the whole list draws the whole list. Equal remainders go by the order of ``sizes``.

    Args:
        sizes: how many cases each stratum has, in the order of the strata.
        count: how many to draw in all.
        minimum: of every stratum.
        at_least: by stratum, what it has to get beyond that, such as what was drawn already.

    Raises:
        ValueError: a number is negative, or the minimums come to more than ``count``.
    """
    if count < 0 or minimum < 0 or any(size < 0 for size in sizes.values()):
        raise ValueError("sizes, count and minimum of a sample are not negative")
    wanted = at_least or {}
    floors = {stratum: min(size, max(minimum, wanted.get(stratum, 0))) for stratum, size in sizes.items()}
    left = min(count, sum(sizes.values()))
    needed = sum(floors.values())
    if needed > left:
        raise ValueError(
            f"the minimums of {len(sizes)} groups come to {needed} cases, more than the {count} to draw: "
            "draw more cases, or lower the minimum"
        )
    result: dict[str, int] = {}
    free = dict(sizes)
    while True:
        total = sum(free.values())
        quotas = {stratum: Fraction(left * size, total) if total else Fraction(0) for stratum, size in free.items()}
        short = [stratum for stratum, quota in quotas.items() if quota < floors[stratum]]
        if not short:
            break
        for stratum in short:
            result[stratum] = floors[stratum]
            left -= floors[stratum]
            del free[stratum]
    # Not capped here: with no more to draw than there are cases, and minimums only taking from it, a proportion is
    # never above the stratum's size, and rounding it up does not lead past a whole number.
    whole = {stratum: floor(quota) for stratum, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda stratum: whole[stratum] - quotas[stratum])  # stable: ties in order
    for stratum in by_remainder[: left - sum(whole.values())]:
        whole[stratum] += 1
    return {stratum: (result | whole)[stratum] for stratum in sizes}


# -- the draw ---------------------------------------------------------------------------------------------------------


def draw(seed: str, frame_id: str, cases: Iterable[Case], count: int, minimum: int = 0) -> Draw:
    """Draw a sample.

    Args:
        seed: from :func:`new_seed`; stored, with the frame's hash, before the draw is shown.
        frame_id: names the list.
        cases: the list, in any order; strata are taken in the order of their names.
        count: how many to draw; all of them if there are fewer.
        minimum: of every stratum, or all it has.

    Raises:
        ValueError: a case stands in the list twice, the seed is empty, or the minimums come to more than ``count``.
    """
    frame = sorted(cases)
    _refuse_repeated(case.id for case in frame)
    sizes = Counter(case.stratum for case in frame)
    chosen = allocate(sizes, count, minimum)
    ranked = sorted(frame, key=lambda case: (case.stratum, rank(seed, frame_id, case.stratum, case.id)))
    return _split(seed, frame_id, frame_hash(frame), count, ranked, chosen)


def extend(sample: Draw, more: int) -> Draw:
    """A larger draw that keeps every case of a smaller one.

    Drawing anew with a larger count would keep them too where there is one stratum. With several, largest remainders
    can give a stratum fewer although more is drawn (the Alabama paradox): here none ever gets fewer.

    Args:
        sample: the draw so far.
        more: how many further cases, not negative.

    Raises:
        ValueError: ``more`` is negative.
    """
    if more < 0:
        raise ValueError(f"a sample is extended by further cases, not by {more}")
    had = {size.stratum: size.drawn for size in sample.sizes}
    cases = {size.stratum: size.cases for size in sample.sizes}
    count = len(sample.drawn) + more
    ranked = [
        case for stratum in cases for case in (*sample.drawn, *sample.reserve) if case.stratum == stratum
    ]  # what was drawn ranks before the reserve in its stratum
    chosen = allocate(cases, count, at_least=had)
    return _split(sample.seed, sample.frame_id, sample.frame_hash, sample.asked + more, ranked, chosen)


def pick_share(seed: str, ids: Iterable[str], share: Share, frame_id: str = "moderation") -> tuple[str, ...]:
    """A random share of audits, such as those to be moderated.

    Args:
        seed: from :func:`new_seed`.
        ids: of the audits, in any order.
        share: 0 to 1; the number is rounded half up, and at least 1 when the share is above 0 and there is any.
        frame_id: names the list; part of every rank.

    Returns:
        The ids picked, by rank; a larger share begins with the same ones.

    Raises:
        ValueError: the share is outside 0 to 1, an id stands there twice, or the seed is empty.
    """
    exact = _exact(share)
    if not 0 <= exact <= 1:
        raise ValueError(f"a share of audits lies between 0 and 1, not {share}")
    everyone = list(ids)
    _refuse_repeated(everyone)
    count = floor(exact * len(everyone) + Fraction(1, 2))
    if exact > 0 and everyone:
        count = max(1, count)
    return tuple(sorted(everyone, key=lambda case_id: rank(seed, frame_id, "", case_id))[:count])


def _split(
    seed: str, frame_id: str, hashed: str, asked: int, ranked: Sequence[Case], chosen: Mapping[str, int]
) -> Draw:
    drawn: list[Case] = []
    reserve: list[Case] = []
    seen: Counter[str] = Counter()
    for case in ranked:
        (drawn if seen[case.stratum] < chosen[case.stratum] else reserve).append(case)
        seen[case.stratum] += 1
    sizes = tuple(StratumSize(stratum, seen[stratum], chosen[stratum]) for stratum in chosen)
    return Draw(frame_id, seed, hashed, asked, sizes, tuple(drawn), tuple(reserve))


def _refuse_repeated(ids: Iterable[str]) -> None:
    repeated = sorted(case_id for case_id, times in Counter(ids).items() if times > 1)
    if repeated:
        raise ValueError(f"more than once in the list: {', '.join(repeated)}; list every case once")


def _exact(number: Share) -> Fraction:
    # Through its text, a float is the decimal that was typed: 0.29 of 50 is 14.5, which goes up.
    try:
        return Fraction(str(number))
    except ValueError as error:
        raise ValueError(f"{number} is not a number") from error
