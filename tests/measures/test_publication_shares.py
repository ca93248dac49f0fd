"""Shares, words and merging: what is made of masked numbers says no more than they do."""

import pytest
from publication_builders import ALL, GRADES, by_month, by_team, grades

from auditor.measures.publication.masking import mask
from auditor.measures.publication.merging import BELOW_GOOD_WORDS, below_good, merged_rows, offers, quarters
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.shares import bar_of, share_of, words_of

COUNTS = [[2, 20, 30, 11], [22, 20, 30, 11], [22, 25, 35, 16]]
GOOD, TOTAL = (0, 1), 4


@pytest.mark.parametrize("profile", [Profile.DFE, Profile.NHS])
def test_a_share_is_hidden_with_anything_it_rests_on(profile: Profile) -> None:
    [masked] = mask(by_team(COUNTS), profile)
    for row in range(4):
        for place in range(4):
            share = share_of(masked, profile, row, (place,), TOTAL)
            hidden = masked.cells[row][place].hidden or masked.cells[row][TOTAL].hidden
            assert share.hidden is hidden
            assert (share.percent is None) is hidden
            assert (share.interval is None) is hidden
            assert ("%" in share.words) is not hidden
    assert masked.cells[0][0].hidden
    assert share_of(masked, profile, 0, GOOD, TOTAL).text == masked.cells[0][0].text


def test_rounded_numbers_give_rounded_shares() -> None:
    [masked] = mask(by_team([[13, 13], [40, 41]]), Profile.NHS)
    share = share_of(masked, Profile.NHS, 0, (0, 1), 2)
    assert (share.numerator, share.denominator, share.percent) == ("25", "25", 100)
    assert masked.texts[1] == ("40", "40", "80")


def test_internal_marks_what_rests_on_few() -> None:
    [masked] = mask(by_team([[1, 5, 6, 7], [30, 10, 10, 10]]), Profile.INTERNAL)
    assert share_of(masked, Profile.INTERNAL, 0, GOOD, TOTAL).text == "32% u"
    assert share_of(masked, Profile.INTERNAL, 1, GOOD, TOTAL).text == "67%"


def test_a_numerator_is_a_part_of_its_denominator() -> None:
    [masked] = mask(by_team(COUNTS), Profile.DFE)
    with pytest.raises(ValueError, match="not a part"):
        share_of(masked, Profile.DFE, 0, (TOTAL,), 0)
    with pytest.raises(ValueError, match="overlap"):
        share_of(masked, Profile.DFE, 0, (0, 0), TOTAL)


def test_words_and_bars() -> None:
    [masked] = mask(by_team([[0, 8, 30, 2], [22, 9, 30, 11], [22, 25, 35, 16]]), Profile.DFE)
    assert words_of(masked.cells[0][0], "audit") == "no audits"
    assert words_of(masked.cells[0][3], "audit") == "c audits"
    assert words_of(masked.cells[0][2], "child", "children") == "30 children"
    assert bar_of(masked.cells[0][3]) is None


def test_merging_is_offered_when_too_much_would_be_hidden() -> None:
    table = by_team([[20, 25, 4, 3], [30, 35, 3, 4], [22, 40, 5, 2], [20, 25, 3, 5], [30, 35, 4, 4], [9, 8, 5, 5]])
    assert mask(table, Profile.DFE)[0].hidden_share > 1 / 3
    found = offers(table, Profile.DFE)
    assert found[0].words.startswith("Requires improvement and inadequate")
    assert found[0].hidden_share == 0
    merged = found[0].table
    assert [line.label for line in merged.layout.columns] == ["outstanding", "good", BELOW_GOOD_WORDS, ALL]
    assert merged.counts[0] == (20, 25, 7, 52)
    assert offers(by_team(COUNTS), Profile.INTERNAL) == ()


def test_months_become_quarters() -> None:
    table = by_month([[10, 10, 3, 1], [12, 14, 2, 4], [9, 8, 3, 2], [20, 20, 20, 20]])
    found = quarters(table)
    assert found is not None
    assert [line.label for line in found.layout.rows] == ["2026 Q1", "2026 Q2", ALL]
    assert found.counts[0] == (31, 32, 8, 7, 78)
    assert found.layout.region(0, 4).population.months == {"2026-01", "2026-02", "2026-03"}
    assert quarters(by_team(COUNTS)) is None


def test_nothing_is_added_up_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        merged_rows(by_team(COUNTS), {"both": ["t0", ALL]})
    assert below_good(by_team([[1, 2]], sorting=grades(values=GRADES[:2]))) is None
