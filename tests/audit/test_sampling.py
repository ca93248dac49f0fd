"""The draw: the same for everyone who has the seed, in proportion, and never losing a case when it grows."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.sampling import Case, allocate, draw, extend, frame_hash, new_seed, pick_share, rank, sample_size

SEED = "00112233445566778899aabbccddeeff"
TEAMS = {"East": 2, "North": 6, "South": 4}
FRAME = [Case(team, f"{team[0].lower()}{number + 1}") for team, size in TEAMS.items() for number in range(size)]
AUDITS = [f"a{number}" for number in range(1, 11)]

sizes = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 40), max_size=8)
frames = sizes.map(lambda teams: [Case(team, f"{team}{n}") for team, size in teams.items() for n in range(size)])


def ids(cases: tuple[Case, ...]) -> list[str]:
    return [case.id for case in cases]


# -- a known draw: worked out with openssl dgst -sha256 -hmac, sort and sha256sum, and never to change ----------------


def test_a_known_draw() -> None:
    sample = draw(SEED, "2026-06", FRAME, 6)
    assert ids(sample.drawn) == ["e1", "n2", "n6", "n1", "s2", "s3"]
    assert ids(sample.reserve) == ["e2", "n4", "n5", "n3", "s1", "s4"]
    assert [(size.stratum, size.cases, size.drawn) for size in sample.sizes] == [
        ("East", 2, 1),
        ("North", 6, 3),
        ("South", 4, 2),
    ]
    assert sample.frame_hash == "f132c48611f40d37783fc543175ffdd65e6981d370230fde51eb0ef44a482a69"
    assert (sample.seed, sample.frame_id, sample.asked) == (SEED, "2026-06", 6)


def test_a_known_rank() -> None:
    expected = "17003cf2fbbbb9386822c167b171218a7da007ec1a21c62163c03f5f41799357"
    assert rank(SEED, "2026-06", "East", "e1") == expected
    # printf 'frame|Team A|case-1' | openssl dgst -sha256 -hmac seed
    assert rank("seed", "frame", "Team A", "case-1") == (
        "25c895ce4ab84c4de0f2c32045cbdbad737c95d0417bf35604abe7f77a5f7034"
    )


def test_a_known_pick() -> None:
    assert pick_share(SEED, AUDITS, 0.3) == ("a2", "a1", "a10")
    assert pick_share(SEED, AUDITS, 1) == ("a2", "a1", "a10", "a4", "a7", "a8", "a3", "a9", "a5", "a6")


# -- the draw ---------------------------------------------------------------------------------------------------------


@given(frames, st.integers(0, 60), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(frame: list[Case], count: int, shuffler: random.Random) -> None:
    shuffled = frame.copy()
    shuffler.shuffle(shuffled)
    assert draw(SEED, "f", shuffled, count) == draw(SEED, "f", frame, count)
    assert frame_hash(shuffled) == frame_hash(frame)


@given(frames, st.integers(0, 60))
def test_every_case_is_drawn_or_in_reserve(frame: list[Case], count: int) -> None:
    sample = draw(SEED, "f", frame, count)
    assert sorted((*sample.drawn, *sample.reserve)) == sorted(frame)
    assert len(sample.drawn) == min(count, len(frame)) == sum(size.drawn for size in sample.sizes)
    for size in sample.sizes:
        assert sum(case.stratum == size.stratum for case in sample.drawn) == size.drawn <= size.cases


@given(st.integers(0, 40), st.integers(0, 40))
def test_one_more_keeps_those_drawn(cases: int, count: int) -> None:
    frame = [Case("", str(number)) for number in range(cases)]
    smaller, larger = draw(SEED, "f", frame, count), draw(SEED, "f", frame, count + 1)
    assert larger.drawn[: len(smaller.drawn)] == smaller.drawn
    assert extend(smaller, 1) == larger


@given(frames, st.integers(0, 40), st.integers(0, 20))
def test_extending_keeps_those_drawn_in_every_stratum(frame: list[Case], count: int, more: int) -> None:
    sample = draw(SEED, "f", frame, count)
    larger = extend(sample, more)
    assert set(larger.drawn) >= set(sample.drawn)
    assert len(larger.drawn) == min(len(sample.drawn) + more, len(frame))
    for size in sample.sizes:
        before = [case for case in sample.drawn if case.stratum == size.stratum]
        after = [case for case in larger.drawn if case.stratum == size.stratum]
        assert after[: len(before)] == before
    assert extend(sample, 0) == sample


def test_extending_does_not_lose_a_case_where_drawing_anew_would() -> None:
    # The Alabama paradox in its textbook form: 6, 6 and 2 share 10 as 4, 4, 2, but 11 as 5, 5, 1.
    assert allocate({"A": 6, "B": 6, "C": 2}, 10) == {"A": 4, "B": 4, "C": 2}
    assert allocate({"A": 6, "B": 6, "C": 2}, 11) == {"A": 5, "B": 5, "C": 1}
    frame = [Case(team, f"{team}{number}") for team, size in (("A", 6), ("B", 6), ("C", 2)) for number in range(size)]
    larger = extend(draw(SEED, "f", frame, 10), 1)
    assert [size.drawn for size in larger.sizes] == [5, 4, 2]


def test_the_next_in_rank_of_the_stratum_is_the_replacement() -> None:
    sample = draw(SEED, "2026-06", FRAME, 6)
    assert sample.replacement_for("n6") == Case("North", "n4")
    assert sample.replacement_for("n1", used=["n4"]) == Case("North", "n5")
    assert sample.replacement_for("n4", used=["n4"]) == Case("North", "n5")  # the stand-in cannot be audited either
    assert sample.replacement_for("e1", used=["e2"]) is None
    with pytest.raises(ValueError, match="x9 is not in the list"):
        sample.replacement_for("x9")


def test_another_seed_or_frame_is_another_draw() -> None:
    frame = [Case("", str(number)) for number in range(100)]
    drawn = {draw(seed, name, frame, 10).drawn for seed in ("a", "b") for name in ("f", "g")}
    assert len(drawn) == 4


def test_every_case_has_the_same_chance() -> None:
    frame = [Case("", str(number)) for number in range(20)]
    times = dict.fromkeys(ids(tuple(frame)), 0)
    for seed in range(2000):
        for case in draw(str(seed), "f", frame, 5).drawn:
            times[case.id] += 1
    # 500 expected; chi-squared with 19 degrees of freedom stays under 43.8 in 999 of 1,000 lists of seeds.
    assert sum((count - 500) ** 2 / (500 * 0.75) * 19 / 20 for count in times.values()) < 43.8


def test_a_case_that_stands_twice_and_an_empty_seed_are_refused() -> None:
    with pytest.raises(ValueError, match="more than once in the list: e1, s2; list every case once"):
        draw(SEED, "f", [*FRAME, Case("East", "e1"), Case("North", "s2")], 3)
    with pytest.raises(ValueError, match="needs a seed"):
        draw("", "f", FRAME, 3)


def test_the_frame_hash_sees_every_change() -> None:
    changed = [Case("South", "e1"), *FRAME[1:]]
    assert len({frame_hash(FRAME), frame_hash(FRAME[1:]), frame_hash(changed), frame_hash([])}) == 4


def test_a_seed_is_new_every_time() -> None:
    assert len({new_seed() for _ in range(20)}) == 20
    assert new_seed(lambda count: bytes(range(count))) == "000102030405060708090a0b0c0d0e0f"


# -- allocation -------------------------------------------------------------------------------------------------------


def test_ties_go_by_the_order_of_the_strata() -> None:
    assert allocate({"B": 5, "A": 5, "C": 5}, 4) == {"B": 2, "A": 1, "C": 1}
    assert allocate({"C": 5, "B": 5, "A": 5}, 5) == {"C": 2, "B": 2, "A": 1}


def test_a_minimum_is_kept_and_the_rest_shared_in_proportion() -> None:
    assert allocate({"A": 90, "B": 9, "C": 1}, 10) == {"A": 9, "B": 1, "C": 0}
    assert allocate({"A": 90, "B": 9, "C": 1}, 10, minimum=2) == {"A": 7, "B": 2, "C": 1}  # C has only one
    # Raising one to the minimum can bring another below it: B's share of 10 is 2.1, of the 8 left 1.9.
    assert allocate({"A": 76, "B": 22, "C": 2}, 10, minimum=2) == {"A": 6, "B": 2, "C": 2}


def test_minimums_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="the minimums of 3 groups come to 6 cases, more than the 5 to draw"):
        allocate({"A": 9, "B": 9, "C": 9}, 5, minimum=2)


@given(sizes, st.integers(0, 400), st.integers(0, 3))
def test_allocation_adds_up_and_keeps_its_bounds(teams: dict[str, int], count: int, minimum: int) -> None:
    floors = {team: min(size, minimum) for team, size in teams.items()}
    total = sum(teams.values())
    if sum(floors.values()) > min(count, total):
        with pytest.raises(ValueError, match="lower the minimum"):
            allocate(teams, count, minimum)
        return
    shares = allocate(teams, count, minimum)
    assert list(shares) == list(teams)
    assert sum(shares.values()) == min(count, total)
    assert all(floors[team] <= shares[team] <= teams[team] for team in teams)
    if minimum == 0 and total:
        assert all(abs(shares[team] - Fraction(min(count, total) * teams[team], total)) < 1 for team in teams)


# -- shares and sizes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audits", "share", "picked"),
    [
        (50, 0.29, 15),  # 14.5, which the float 0.29 would miss
        (5, 0.1, 1),
        (10, Decimal("0.15"), 2),
        (10, Fraction(1, 3), 3),
        (3, 0.01, 1),  # at least one
        (3, 0, 0),
        (0, 0.5, 0),
        (4, 1, 4),
    ],
)
def test_how_many_a_share_is(audits: int, share: float | Decimal | Fraction, picked: int) -> None:
    assert len(pick_share(SEED, [str(number) for number in range(audits)], share)) == picked


@given(st.sets(st.text(max_size=5), max_size=30), st.floats(0, 1), st.floats(0, 1), st.randoms(use_true_random=False))
def test_a_larger_share_begins_with_the_same(
    audits: set[str], one: float, other: float, shuffler: random.Random
) -> None:
    in_some_order = sorted(audits)
    shuffler.shuffle(in_some_order)
    smaller, larger = sorted((one, other))
    few, many = pick_share(SEED, sorted(audits), smaller), pick_share(SEED, in_some_order, larger)
    assert many[: len(few)] == few


@pytest.mark.parametrize("share", [-0.1, 1.01, float("nan"), float("inf")])
def test_a_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match=r"share of audits lies between|is not a number"):
        pick_share(SEED, AUDITS, share)


# R. V. Krejcie and D. W. Morgan (1970), "Determining sample size for research activities", Educational and
# Psychological Measurement 30:607-610: the same formula; their table rounds to the nearest, so at 50 and 500 it says
# one less (44.3 and 217.5 cases).
@pytest.mark.parametrize(
    ("cases", "size"),
    [(10, 10), (50, 45), (100, 80), (200, 132), (500, 218), (1000, 278), (10_000, 370), (1_000_000, 384)],
)
def test_sample_sizes_as_published(cases: int, size: int) -> None:
    assert sample_size(cases) == size


@given(st.integers(0, 10_000), st.sampled_from([0.01, 0.05, 0.1, 0.3]), st.sampled_from([0.1, 0.5, 0.9]))
def test_a_sample_is_never_larger_than_the_list_nor_than_without_a_limit(
    cases: int, error: float, share: float
) -> None:
    size = sample_size(cases, error, share)
    assert 0 <= size <= cases
    assert size <= sample_size(cases + 1, error, share) <= sample_size(10**12, error, share)
    assert size <= sample_size(cases, error)
    assert (size > 0) == (cases > 0)


@pytest.mark.parametrize(("cases", "error", "share"), [(-1, 0.05, 0.5), (9, 0, 0.5), (9, 1, 0.5), (9, 0.05, 0)])
def test_a_size_without_sense_is_refused(cases: int, error: float, share: float) -> None:
    with pytest.raises(ValueError, match="no sample size"):
        sample_size(cases, error, share)
