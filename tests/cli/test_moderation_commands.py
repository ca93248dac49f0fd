"""``auditor moderation``: from picking to the grade of record, by three people, and what a blind moderator is told."""

from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import Run, finish
from store_builders import PASSPHRASE, Clock, World

from auditor.audit.permissions import Role
from auditor.clock import system_clock
from auditor.errors import ExitCode
from auditor.standards.load import Standards
from auditor.store.vault import CHEAP
from auditor.use_cases.council.add_person import add_person

A = "9904093"


@pytest.fixture
def mo(store: object, run: Run) -> Run:
    """Runs a command as Mo, who moderates."""
    return lambda *words: run(*words, "--as", "Mo")


@pytest.fixture
def ready(sam: Run, audit: str) -> str:
    """The audit by Sam, submitted."""
    finish(sam, audit)
    assert sam("audit", "submit", A).code == 0
    return audit


def keys(mo: Run) -> list[str]:
    return list(mo("moderation", "show", A, "--json").data["grades"])


def grade_all(mo: Run, *other: str) -> None:
    wanted = dict.fromkeys(keys(mo), "good") | dict(pair.split("=") for pair in other)
    assert mo("moderation", "grade", A, *(f"{key}={grade}" for key, grade in wanted.items())).code == 0


def test_from_asking_to_the_grade_of_record(sam: Run, mo: Run, ready: str) -> None:
    assert [row["lcs_number"] for row in sam("moderation", "list", "--list", "pick", "--json").data] == [A]
    assert mo("moderation", "assign", A, "Mo").code != 0
    said = sam("moderation", "assign", A, "Mo", "--due", "2030-01-31")
    assert (said.code, said.err) == (0, "Mo is asked, due 31/01/2030.\n")
    begun = mo("moderation", "start", A)
    assert begun.code == 0
    assert "overall" in begun.out
    early = mo("moderation", "submit", A, "--seen-first", "no")
    assert early.code == ExitCode.USAGE
    assert "no grade yet" in early.err
    grade_all(mo, "overall=i")
    assert mo("moderation", "note", A, "overall", "the strategy meeting is not on file").code == 0
    shown = mo("moderation", "show", A)
    assert "the strategy meeting is not on file" in shown.out
    submitted = mo("moderation", "submit", A, "--seen-first", "no")
    assert submitted.err == "Submitted. The grades differ: auditor moderation show\n"
    data = sam("moderation", "show", A, "--json").data
    assert (data["state"], data["open"], data["seen_first"], data["moderator"]) == ("comparing", 1, False, "Mo")
    top = data["pairs"][0]
    assert (top["key"], top["auditor"], top["moderator"], top["of_record"]) == ("overall", "good", "inadequate", None)
    assert top["moderator_note"] == "the strategy meeting is not on file"
    why = ("--because", "evidence_missed", "--text", "the meeting of 2 May")
    assert mo("moderation", "propose", A, "overall=requires-improvement", *why).err == "Recorded; 1 left to agree.\n"
    assert "waits for Sam" in mo("moderation", "show", A).out
    assert mo("moderation", "agree", A, "overall").code == ExitCode.USAGE
    assert sam("moderation", "agree", A, "overall").err == "The grade of record stands.\n"
    listed = sam("audit", "list", "--json").data
    assert [(row["state"], row["overall"], row["moderated"]) for row in listed] == [
        ("final", "requires_improvement", True)
    ]
    assert [row["differences"] for row in sam("moderation", "list", "--list", "done", "--json").data] == [1]
    assert sam("verify").code == 0


def test_a_blind_moderator_is_told_the_case_and_nothing_else(sam: Run, mo: Run, ready: str, tmp_path: Path) -> None:
    assert sam("moderation", "assign", A, "mo").code == 0
    (row,) = mo("moderation", "list", "--json").data
    assert sorted(row) == ["as_at", "blind", "due", "id", "lcs_number", "list", "team"]
    for words in (
        ("audit", "show", A),
        ("audit", "show", ready),
        ("audit", "lcs", A),
        ("audit", "texts", A),
        ("report", "build", "audit", A, "--out", tmp_path / "audit.pdf"),
        ("export", A, "--out", "-"),
        ("moderation", "show", A),
    ):
        refused = mo(*words)
        assert refused.code == ExitCode.NOT_PERMITTED, words
        assert "You are asked to moderate it blind" in refused.err, words
        assert refused.out == ""
    assert mo("audit", "list", "--json").data == []


def test_what_the_two_cannot_agree_on_is_not_settled_by_one_of_them(sam: Run, mo: Run, ready: str) -> None:
    sam("moderation", "assign", A, "Mo", "--light")
    assert mo("audit", "show", A).code == 0
    mo("moderation", "start", A)
    assert mo("moderation", "grade", A, "overall=inadequate").code == 0
    assert mo("moderation", "submit", A, "--seen-first", "yes").code == 0
    assert mo("moderation", "disagree", A, "--reason", "not good at all").code == 0
    settled = sam(
        *("moderation", "settle", A, "overall=good", "--because", "judgement", "--text", "I was right, as always")
    )
    assert settled.code == ExitCode.NOT_PERMITTED
    assert [row["list"] for row in sam("moderation", "list", "--json").data] == []


def test_picking_is_previewed_recorded_and_set(sam: Run, mo: Run, ready: str) -> None:
    assert mo("moderation", "pick").code == ExitCode.NOT_PERMITTED
    assert sam("moderation", "set", "--share", "101").code == ExitCode.USAGE
    changed = sam("moderation", "set", "--share", "100", "--blind", "no", "--days", "7", "--json").data
    assert changed == {"share": 100, "all_inadequate": True, "all_outstanding": True, "blind": False, "days": 7}
    preview = sam("moderation", "pick", "--json").data
    assert ([row["why"] for row in preview["picked"]], preview["recorded"]) == (["random"], False)
    assert sam("moderation", "list", "--list", "asked", "--json").data == []
    recorded = sam("moderation", "pick", "--record", "--json").data
    assert (recorded["seed"], recorded["picked"]) == (preview["seed"], preview["picked"])
    (asked,) = sam("moderation", "list", "--list", "asked", "--json").data
    assert (asked["moderator"], asked["blind"], asked["due"]) == ("Mo", False, recorded["due"])
    assert "A preview: 0 moderations" in sam("moderation", "pick").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("assign", "9900000", "Mo"), "There is no audit of '9900000' that you may see."),
        (("assign", A, "Moo"), "Did you mean Mo?"),
        (("assign", A, "Tess"), "moderator"),
        (("start", A), "You may not moderate this audit."),
        (("propose", A, "overall", "--because", "judgement", "--text", "x"), "not of the form"),
        (("propose", A, "overall=good", "--because", "whim", "--text", "x"), "judgement"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(sam: Run, ready: str, words: tuple[str, ...], said: str) -> None:
    refused = sam("moderation", *words)
    assert refused.code in (ExitCode.USAGE, ExitCode.NOT_PERMITTED)
    assert said in refused.err
    assert refused.out == ""


def test_names_in_a_line_that_is_kept_are_told(sam: Run, mo: Run, ready: str) -> None:
    sam("moderation", "assign", A, "Mo")
    mo("moderation", "start", A)
    grade_all(mo, "overall=inadequate")
    mo("moderation", "submit", A, "--seen-first", "no")

    def said(text: str) -> str:
        return mo("moderation", "propose", A, "overall=good", "--because", "judgement", "--text", text).err

    assert "auditor audit erase" in said("ring 0151 496 0123 first")
    assert "auditor audit erase" not in said("the visit decides")


def test_a_moderation_under_way_is_given_to_somebody_else(
    sam: Run, mo: Run, run: Run, ready: str, store: Path, loaded_standards: Standards
) -> None:
    """Sam audited it, so another QA lead does it."""
    world = World(store, loaded_standards, "", Clock(system_clock()))
    with closing(world.open("Sam")) as service:
        add_person(service, "Mia", PASSPHRASE, {Role.MODERATOR}, cost=CHEAP)
        add_person(service, "Quin", PASSPHRASE, {Role.QA_LEAD}, cost=CHEAP)
    give = ("moderation", "hand-over", A, "Mia", "--reason", "Mo is on sick leave", "--due", "2030-01-31")
    sam("moderation", "assign", A, "Mo")
    assert run(*give, "--as", "Quin").code == ExitCode.NOT_PERMITTED
    mo("moderation", "start", A)
    grade_all(mo, "overall=i")
    for refused in (mo(*give), sam(*give)):
        assert refused.code == ExitCode.NOT_PERMITTED
    assert run("moderation", "hand-over", A, "Mo", "--reason", "x", "--as", "Quin").code == ExitCode.USAGE
    done = run(*give, "--as", "Quin")
    assert (done.code, done.err) == (0, "Mia is asked, and begins anew, due 31/01/2030.\n")
    assert mo("moderation", "list", "--json").data == []
    assert mo("moderation", "show", ready).code == ExitCode.NOT_PERMITTED
    assert mo("moderation", "grade", ready, "overall=good").code == ExitCode.NOT_PERMITTED
    (row,) = run("moderation", "list", "--json", "--as", "Mia").data
    assert (row["lcs_number"], row["due"], "overall" in row) == (A, "2030-01-31", False)
    assert "grades to give" in run("moderation", "start", A, "--as", "Mia").err
    assert sam("verify").code == 0
