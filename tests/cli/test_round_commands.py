"""``auditor rounds``: a round from the first line to its board, and everybody else refused."""

from pathlib import Path

import pytest
from cli_runs import Run
from round_worlds import EVERY, case_list

PLAN = ("rounds", "new", "Winter", "--from", "2026-01-01", "--as-at", "2026-06-30", "--due", "2026-07-31")


@pytest.fixture
def ada(store: Path, run: Run) -> Run:
    return lambda *words: run(*words, "--as", "Ada")


@pytest.fixture
def winter(sam: Run, tmp_path: Path) -> Run:
    """A round called Winter of which four of six cases are drawn."""
    assert sam(*PLAN, "--share", "25", "--light-touch").code == 0
    assert sam("rounds", "cases", "winter", case_list(tmp_path)).code == 0
    assert sam("rounds", "draw", "Winter", "--size", "4").code == 0
    return sam


def drawn(sam: Run) -> list[str]:
    return [row["lcs_number"] for row in sam("rounds", "show", "Winter", "--json").data["rows"]]


def test_a_round_from_its_name_to_its_board(winter: Run, ada: Run) -> None:
    (row,) = winter("rounds", "list", "--json").data
    assert (row["name"], row["cases"], row["drawn"], row["expected"], row["allocated"]) == ("Winter", 6, 4, 4, 0)
    assert (row["share"], row["blind"]) == (25, False)
    first, second, third, fourth = drawn(winter)
    candidates = winter("rounds", "allocate", "Winter", first, "--json").data
    assert {one["name"] for one in candidates} == {"Ada", "Sam", "Tom"}
    assert winter("rounds", "allocate", "Winter", first, "Ada").code == 0
    assert winter("rounds", "allocate", "Winter", first, "Mo", "--moderator").code == 0
    spread = winter("rounds", "allocate", "Winter", "--spread", "--among", "Ada", "--among", "Sam", "--json").data
    assert set(spread["given"]) == {second, third, fourth}
    given = ("--reason", "on leave", "--approver", "Tess")
    assert winter("rounds", "extend", "Winter", first, "--to", "2026-09-30", *given).code == 0
    assert winter("rounds", "exempt", "Winter", second, *given).code == 0
    stands_in = winter("rounds", "replace", "Winter", third, "--reason", "moved away").out.strip()
    assert stands_in in EVERY
    mine = ada("rounds", "mine", "--json").data
    assert mine[-1]["lcs_number"] == first
    assert mine[-1]["due"] == "2026-09-30"
    profile = ("--status", "child_in_need", "--age-band", "age_5_9", "--rest", "no")
    started = ada("rounds", "start", first, *profile)
    assert started.code == 0
    shown = ada("audit", "show", started.out.strip(), "--json").data
    assert (shown["as_at"], shown["due"]) == ("2026-06-30", "2026-09-30")
    board = winter("rounds", "show", "Winter", "--json").data
    assert board["counts"]["exempt"] == 1
    assert board["counts"]["started"] == 1
    rows = {one["lcs_number"]: one for one in board["rows"]}
    assert (rows[first]["standing"], rows[first]["auditor"], rows[first]["moderator"]) == ("started", "Ada", "Mo")
    assert rows[first]["extensions"][0]["approver"] == "Tess"
    assert (rows[second]["standing"], rows[second]["why"]) == ("exempt", "on leave")
    assert (rows[third]["replaced_by"], rows[stands_in]["stands_for"]) == (stands_in, third)
    for by in ("auditor", "team"):
        grouped = winter("rounds", "show", "Winter", "--by", by, "--json").data
        assert sum(one["expected"] for one in grouped["rows"]) == board["counts"]["expected"]
        assert winter("rounds", "show", "Winter", "--by", by).code == 0
    text = winter("rounds", "show", "Winter").out
    assert "4 drawn on" in text
    assert "25% of them, light touch" in text
    assert "grade" not in text


def test_a_blocked_auditor_is_refused_with_the_reasons(winter: Run) -> None:
    number = next(one for one in drawn(winter) if one.startswith("990000"))
    assert winter("rounds", "conflict", "add", number, "Tom", "--reason", "a neighbour").code == 0
    refused = winter("rounds", "allocate", "Winter", number, "Tom")
    assert refused.code == 2
    assert "Tom manages the team" in refused.err
    assert "Tom has a conflict of interest on record" in refused.err
    assert winter("rounds", "conflict", "list", "--json").data == [
        {"lcs_number": number, "name": "Tom", "reason": "a neighbour"}
    ]
    assert winter("rounds", "conflict", "remove", number, "Tom").code == 0
    assert winter("rounds", "conflict", "list", "--json").data == []


def test_every_wrong_row_is_named_and_nothing_is_read_in(sam: Run, tmp_path: Path) -> None:
    sam(*PLAN)
    ran = sam("rounds", "cases", "Winter", case_list(tmp_path, "Jane,Nort,,", "9900001,South,,"), "--json")
    assert ran.code == 2
    assert [problem["line"] for problem in ran.data["problems"]] == [8, 8, 9]
    assert "did you mean North?" in ran.err
    assert sam("rounds", "cases", "Winter", "--json").data == []


def test_what_was_audited_lately_is_left_out_until_it_is_kept(sam: Run, tmp_path: Path) -> None:
    profile = ("--status", "child_in_need", "--age-band", "age_5_9", "--rest", "no", "--as-at", "2026-03-01")
    assert sam("audit", "new", "9900001", "--team", "North", *profile).code == 0
    sam(*PLAN)
    ran = sam("rounds", "cases", "Winter", case_list(tmp_path), "--json")
    assert "1 left out" in ran.err
    assert [row["lcs_number"] for row in ran.data if row["left_out"]] == ["9900001"]
    assert sam("rounds", "cases", "Winter", "--keep", "9900001").code == 2
    kept = sam("rounds", "cases", "Winter", "--keep", "9900001", "--reason", "Sarah Smith rang", "--json")
    assert not any(row["left_out"] for row in kept.data)
    assert "Sarah Smith" in kept.err
    out = sam("rounds", "cases", "Winter", "--leave-out", "9900001", "--json").data
    assert [row["lcs_number"] for row in out if row["left_out"]] == ["9900001"]


def test_a_reason_is_listed_and_erased(winter: Run) -> None:
    assert winter("rounds", "conflict", "add", "9900001", "Tom", "--reason", "Sarah Smith").code == 0
    (text,) = [one for one in winter("rounds", "texts", "--json").data if one["kind"] == "conflict"]
    assert (text["text"], text["by"]) == ("Sarah Smith", "Sam")
    assert winter("rounds", "erase", text["id"], "--reason", "a name").code == 0
    assert winter("rounds", "conflict", "list", "--json").data[0]["reason"] == "[erased]"
    assert winter("rounds", "erase", text["id"], "--reason", "a name").code == 2
    assert winter("rounds", "erase", "x", "--reason", "a name").code == 2


def test_wrong_words_are_told(winter: Run) -> None:
    for words in (
        ("allocate", "Winter"),
        ("allocate", "Winter", "9900001", "--spread"),
        ("allocate", "Winter", "9900001", "Ada", "--among", "Ada"),
        ("draw", "Winter", "--size", "3"),
        ("show", "Wintr"),
        ("conflict", "add", "9900001"),
        ("start", "9900001"),
        ("extend", "Winter", "9900001", "--to", "2020-01-01", "--reason", "x", "--approver", "Tess"),
    ):
        ran = winter("rounds", *words)
        assert ran.code == 2, words
        assert ran.err.startswith("auditor: ")


def test_everybody_else_is_refused_and_told_nothing(winter: Run, ada: Run, tmp_path: Path) -> None:
    for words in (
        PLAN[1:],
        ("list",),
        ("show", "Winter"),
        ("cases", "Winter", tmp_path / "cases.csv"),
        ("draw", "Winter", "--size", "1"),
        ("allocate", "Winter", "--spread"),
        ("allocate", "Winter", "9900001", "Ada"),
        ("extend", "Winter", "9900001", "--to", "2027-01-01", "--reason", "x", "--approver", "Tess"),
        ("exempt", "Winter", "9900001", "--reason", "x", "--approver", "Tess"),
        ("replace", "Winter", "9900001", "--reason", "x"),
        ("conflict", "list"),
        ("texts",),
        ("conflict", "add", "9900001", "Ada", "--reason", "x"),
    ):
        ran = ada("rounds", *words)
        assert ran.code == 4, words
        assert ran.out == ""
        assert "Winter" not in ran.err
    assert ada("rounds", "mine", "--json").data == []
