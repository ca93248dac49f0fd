"""``auditor audit``: a whole audit scripted, and what is refused on the way."""

import io
import json

import pytest
from cli_runs import NEW, Run, finish

from auditor.errors import ExitCode
from auditor.standards.load import load_standards

A = "9904093"


def state(sam: Run) -> dict[str, object]:
    found: dict[str, object] = sam("audit", "show", A, "--json").data
    return found


def test_a_whole_audit_from_new_to_submit(sam: Run, audit: str) -> None:
    refused = sam("audit", "submit", A)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "things are left" in refused.err
    finish(sam, audit)
    assert state(sam)["left"] == []
    assert "Nothing is left" in sam("audit", "show", A).out
    assert sam("audit", "submit", A).code == 0
    shown = state(sam)
    assert (shown["state"], shown["read_only"]) == ("submitted", True)
    late = sam("audit", "answer", A, "ps06.chronology=not_met")
    assert (late.code, late.out) == (ExitCode.NOT_PERMITTED, "")
    entry = sam("audit", "lcs", A)
    assert "Visits are kept." in entry.out
    assert sam("audit", "lcs", A, "--entered", "2099-01-01").code == ExitCode.USAGE
    assert sam("audit", "lcs", A, "--entered", "2020-01-01").code in (0, ExitCode.USAGE)
    figures = sam("measures", "show", "--json")
    assert figures.code == 0
    assert any(row["denominator"] == 1 for row in figures.data)
    assert sam("verify").code == 0
    assert sam("audit", "reopen", A, "--reason", "A section was missed.").code == 0
    assert state(sam)["state"] == "draft"


# -- new --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "new", "Ruby Mill", "--team", "North"), "LCS number"),
        ((*NEW[:3], "--team", "Nroth"), "Did you mean North?"),
        ((*NEW, "--yes", "has_plann"), "did you mean has_plan?"),
        ((*NEW, "--yes", "has_plan", "--no", "has_plan"), "--yes and with --no"),
        ((*NEW, "--status", "child_protecton"), "did you mean child_protection?"),
        ((*NEW, "--theme", "supervision"), "Only a thematic audit"),
        ((*NEW, "--kind", "thematic", "--theme", "supervison"), "Did you mean supervision?"),
        ((*NEW, "--kind", "thematic", "--theme", "supervision"), "audits"),
        ((*NEW, "--from", "2026-10-01", "--as-at", "2026-09-01"), "ends before it starts"),
        ((*NEW, "--as-at", "2099-01-01"), "has not come yet"),
    ],
)
def test_an_audit_that_cannot_be_started(sam: Run, words: tuple[str, ...], said: str) -> None:
    ran = sam(*words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert said in ran.err
    assert sam("audit", "list", "--json").data == []


def test_contradictions_are_all_named(sam: Run) -> None:
    ran = sam(*NEW, "--status", "care_experienced", "--yes", "placed_for_adoption", "--yes", "home_with_parents")
    assert ran.code == ExitCode.USAGE
    assert "contradicts itself" in ran.err
    assert ran.err.count("\n  - ") >= 2


def test_a_second_audit_of_a_case_is_remarked_on_and_then_named_by_id(sam: Run, audit: str) -> None:
    second = sam(*NEW, "--kind", "re_audit", "--json")
    assert second.code == 0
    assert "This case was" in second.err
    ran = sam("audit", "show", A)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert audit in ran.err
    assert second.data["id"] in ran.err
    assert sam("audit", "show", audit).code == 0
    assert sam("audit", "show", second.data["id"].upper()).code == 0


def test_unknown_facts_show_more(sam: Run) -> None:
    sam(*NEW)
    unknown = sam("audit", "show", A, "--json").data["asked"]
    sam("audit", "new", "9904094", *NEW[3:], "--rest", "no")
    assert sam("audit", "show", "9904094", "--json").data["asked"] < unknown


# -- list and show ----------------------------------------------------------------------------------------------------


def test_listing(run: Run, sam: Run, audit: str) -> None:
    sam("audit", "new", "9904094", "--team", "South", "--kind", "re_audit", "--status", "child_in_need")
    everything = sam("audit", "list", "--json").data
    assert {row["lcs_number"] for row in everything} == {A, "9904094"}
    assert everything[0].keys() >= {"id", "kind", "as_at", "team", "auditor", "state", "answered", "asked", "overall"}

    def numbers(*words: str) -> list[str]:
        return [row["lcs_number"] for row in sam("audit", "list", "--json", *words).data]

    assert numbers("--team", "South") == ["9904094"]
    assert numbers("--kind", "full") == [A]
    assert numbers("--lcs", "4093") == [A]
    assert numbers("--state", "submitted") == []
    assert numbers("--to", "2001-01") == []
    assert numbers("--not-on-lcs") == []
    assert len(numbers("--limit", "1")) == 1
    assert len(numbers("--mine")) == 2
    assert sam("audit", "list", "--csv").out.splitlines()[0].startswith("id,lcs_number,")
    assert run("audit", "list", "--json", "--as", "Ada").data == [], "an auditor sees their own"
    assert sam("audit", "list", "--team", "Nroth").code == ExitCode.USAGE


def test_showing(run: Run, sam: Run, audit: str) -> None:
    overview = sam("audit", "show", A)
    assert "things left" in overview.out
    assert "ps06.chronology" in overview.out
    section = sam("audit", "show", A, "--section", "PS6")
    assert "ps06.chronology" in section.out
    assert "ps01." not in section.out
    assert len(sam("audit", "show", A, "--all").out) > len(section.out)
    assert "not asked" in sam("audit", "show", A, "--not-asked").out
    wrong = sam("audit", "show", A, "--section", "ps66")
    assert (wrong.code, wrong.out) == (ExitCode.USAGE, "")
    data = sam("audit", "show", A, "--json").data
    assert data["profile"]["facts"]["has_plan"] is True
    assert {"id", "section", "question", "answers", "answer", "not_applicable", "evidence"} <= set(data["questions"][0])
    other = run("audit", "show", A, "--as", "Ada")
    assert (other.code, other.out) == (ExitCode.USAGE, "")
    assert run("audit", "show", audit, "--as", "Ada").code == ExitCode.NOT_PERMITTED


@pytest.mark.parametrize("named", ["1234567", "", "0198c2a4-0000-7000-8000-000000000001", "Ruby"])
def test_an_audit_that_is_not_there(sam: Run, audit: str, named: str) -> None:
    ran = sam("audit", "show", named)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")


# -- recording --------------------------------------------------------------------------------------------------------


def answers_of(sam: Run) -> dict[str, tuple[object, object]]:
    questions = sam("audit", "show", A, "--json").data["questions"]
    return {
        item["id"]: (item["answer"], item["not_applicable"])
        for item in questions
        if item["answer"] or item["not_applicable"]
    }


def test_answers(sam: Run, audit: str) -> None:
    ran = sam(
        "audit",
        "answer",
        A,
        "ps06.chronology=met",
        "ps01.risk-understood=NA:does_not_arise",
        "ps06.genogram=partly-met",
    )
    assert (ran.code, ran.out) == (0, "")
    assert "3 of" in ran.err
    assert answers_of(sam) == {
        "ps06.chronology": ("met", None),
        "ps01.risk-understood": (None, "does_not_arise"),
        "ps06.genogram": ("partly_met", None),
    }
    assert sam("audit", "answer", A, "ps06.chronology=none").code == 0
    assert "ps06.chronology" not in answers_of(sam)
    assert sam("audit", "answer", A, "ps06.chronology=met", "--evidence", "chronology, 2 Feb").code == 0
    asked = {item["id"]: item for item in sam("audit", "show", A, "--json").data["questions"]}
    assert asked["ps06.chronology"]["evidence"] == "chronology, 2 Feb"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ps06.chronolgy=met"], "Did you mean ps06.chronology?"),
        (["ps06.chronology=mett"], "Did you mean met?"),
        (["ps06.chronology"], "ID=ANSWER"),
        (["ps06.chronology="], "ID=ANSWER"),
        (["=met"], "ID=ANSWER"),
        (["ps06.chronology=na"], "does_not_arise"),
        (["ps06.chronology=na:does_not_aris"], "Did you mean does_not_arise?"),
        (["ps06.chronology=met", "ps06.chronology=not_met"], "given twice"),
        (["ps06.chronology=met", "ps06.genogram=met", "--evidence", "x"], "single answer"),
    ],
)
def test_bad_answers_save_nothing(sam: Run, audit: str, words: list[str], said: str) -> None:
    ran = sam("audit", "answer", A, "ps01.who-informs-risk=met", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert said in ran.err
    assert answers_of(sam) == {}


def test_a_question_that_is_not_asked_says_why(sam: Run, audit: str) -> None:
    criteria = load_standards().current.criteria
    deep = next(c.id for c in criteria.values() if c.depth == "deep" and c.id[:4] == "ps06" and c.applies_to is None)
    ran = sam("audit", "answer", A, f"{deep}=met")
    assert ran.code == ExitCode.USAGE
    assert "deepen" in ran.err
    assert sam("audit", "deepen", A, "PS06").code == 0
    assert sam("audit", "answer", A, f"{deep}=met").code == 0
    carers = next(c.id for c in criteria.values() if c.seen_on == ("carer_record",))
    ran = sam("audit", "answer", A, f"{carers}=met")
    assert ran.code == ExitCode.USAGE
    assert "not asked" in ran.err


def test_grades_show_the_suggestion_afterwards(sam: Run, audit: str) -> None:
    shown = sam("audit", "show", A, "--json").data["questions"]
    sam("audit", "answer", A, *[f"{item['id']}=not_met" for item in shown])
    ran = sam("audit", "grade", A, "ps06=g", "ps01=inadequate")
    assert ran.code == 0
    assert "ps06: Good; suggested: Inadequate" in ran.err
    assert "--reason" in ran.err
    grades = sam("audit", "show", A, "--json").data["grades"]
    assert (grades["ps06"]["grade"], grades["ps06"]["first"], grades["ps06"]["reason"]) == ("good", "good", "")
    assert sam("audit", "grade", A, "ps06=requires_improvement", "--reason", "the new chronology").code == 0
    grades = sam("audit", "show", A, "--json").data["grades"]
    assert grades["ps06"]["first"] == "good"
    assert grades["ps06"]["reason"] == "the new chronology"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ps66=good"], "Did you mean ps06?"),
        (["ps06=god"], "Did you mean good?"),
        (["ps06"], "ID=GRADE"),
        (["pg05=good"], "There is no"),
    ],
)
def test_bad_grades(sam: Run, audit: str, words: list[str], said: str) -> None:
    ran = sam("audit", "grade", A, "ps01=good", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert said in ran.err
    assert sam("audit", "show", A, "--json").data["grades"] == {}


def test_text_from_standard_input_stays_out_of_the_history(
    sam: Run, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("note", A, "ps06"), ("evidence", A, "ps06.chronology")):
        monkeypatch.setattr("sys.stdin", io.StringIO("two lines\nof text\n"))
        assert sam("audit", *words, "-").code == 0
    data = sam("audit", "show", A, "--json").data
    assert data["notes"] == {"ps06": "two lines\nof text"}
    assert {item["evidence"] for item in data["questions"]} == {"", "two lines\nof text"}


def test_conversations_findings_actions_difference(sam: Run, audit: str) -> None:
    assert (
        sam("audit", "conversation", A, "child", "--outcome", "spoken", "--on", "2020-01-02", "--said", "ok").code == 0
    )
    strength = sam("audit", "finding", A, "--strength", "Kept visits", "--about", "ps04").out.strip()
    todo = sam(
        "audit", "action", A, "--what", "Chronology", "--owner", "worker", "--due", "01/02/2027", "--finding", strength
    )
    assert sam("audit", "difference", A, "SOME", "--text", "safer at home").code == 0
    data = sam("audit", "show", A, "--json").data
    assert data["conversations"]["child"]["on"] == "2020-01-02"
    assert [(item["id"], item["about"]) for item in data["findings"]] == [(strength, "ps04")]
    assert [(item["id"], item["due"]) for item in data["actions"]] == [(todo.out.strip(), "2027-02-01")]
    assert data["difference"] == {"choice": "some", "text": "safer at home"}
    shown = sam("audit", "show", A).out
    assert "Kept visits" in shown
    assert "safer at home" in shown
    assert sam("audit", "finding", A, "--remove", strength).code == 0
    assert sam("audit", "action", A, "--remove", todo.out.strip()).code == 0
    data = sam("audit", "show", A, "--json").data
    assert (data["findings"], data["actions"]) == ([], [])


@pytest.mark.parametrize(
    "words",
    [
        ("conversation", A, "childd", "--outcome", "spoken"),
        ("conversation", A, "child", "--outcome", "spokn"),
        ("conversation", A, "child", "--outcome", "spoken", "--on", "2099-01-01"),
        ("conversation", A, "child", "--outcome", "spoken", "--on", "yesterday"),
        ("finding", A, "--strength", "  "),
        ("finding", A, "--strength", "x", "--about", "ps66"),
        ("finding", A, "--remove", "nothing"),
        ("action", A, "--what", ""),
        ("action", A, "--what", "x", "--due", "soon"),
        ("action", A, "--what", "x", "--finding", "nothing"),
        ("action", A, "--remove", "nothing"),
        ("difference", A, "somewhat"),
        ("note", A, "ps66", "x"),
        ("evidence", A, "ps06.chronolgy", "x"),
        ("deepen", A, "ps66"),
        ("void", A, "--reason", " "),
        ("reopen", A, "--reason", " "),
        ("lcs", A),
    ],
)
def test_bad_input_is_refused_and_saves_nothing(sam: Run, audit: str, words: tuple[str, ...]) -> None:
    before = sam("verify", "--json").data["facts"]
    ran = sam("audit", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, ""), ran.err
    assert ran.err.startswith("auditor: ")
    assert sam("verify", "--json").data["facts"] == before


def test_void(sam: Run, audit: str) -> None:
    assert sam("audit", "void", A, "--reason", "The wrong case.").code == 0
    assert sam("audit", "list", "--json").data[0]["state"] == "void"
    assert sam("audit", "answer", A, "ps06.chronology=met").code == ExitCode.NOT_PERMITTED


def test_only_the_auditor_records(run: Run, audit: str) -> None:
    ran = run("audit", "answer", audit, "ps06.chronology=met", "--as", "Ada")
    assert (ran.code, ran.out) == (ExitCode.NOT_PERMITTED, "")


def test_json_is_json_whatever_people_wrote(sam: Run, audit: str) -> None:
    text = 'quote " brackets [/b] newline\n tab\t bell\x07 é 中'
    assert sam("audit", "note", A, "overall", text).code == 0
    assert json.loads(sam("audit", "show", A, "--json").out)["notes"]["overall"] == text.strip()


# -- points instead of ids --------------------------------------------------------------------------------------------


def test_a_point_that_one_question_tests_stands_for_it(sam: Run, audit: str) -> None:
    asked = {item["id"] for item in sam("audit", "show", A, "--json").data["questions"]}
    testing: dict[str, list[str]] = {}
    for criterion in load_standards().current.criteria.values():
        for point in criterion.points if criterion.id in asked else ():
            testing.setdefault(point, []).append(criterion.id)
    one = next(point for point, ids in testing.items() if len(ids) == 1)
    several = next(point for point, ids in testing.items() if len(ids) > 1)
    assert sam("audit", "answer", A, f"{one.lower()}=met", "--evidence", "2 Feb").code == 0
    assert answers_of(sam) == {testing[one][0]: ("met", None)}
    twice = sam("audit", "answer", A, f"{one}=met", f"{testing[one][0]}=met")
    assert (twice.code, "given twice" in twice.err) == (ExitCode.USAGE, True)
    ran = sam("audit", "answer", A, f"{several}=met")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    for name in testing[several]:
        assert f"{name}  {load_standards().current.criteria[name].question}" in ran.err
    wrong = sam("audit", "answer", A, f"{one}=9")
    assert wrong.code == ExitCode.USAGE
    assert "Valid here: " in wrong.err
    assert "partly_met" in wrong.err


# -- erasing ----------------------------------------------------------------------------------------------------------


def test_a_name_is_found_and_erased_in_every_version(run: Run, sam: Run, audit: str) -> None:
    for text in ("Ruby said so", "Ruby Mill said so", "she said so"):
        assert sam("audit", "note", A, "ps06", text).code == 0
    listed = sam("audit", "texts", A, "--json").data
    assert [(row["kind"], row["about"], row["texts"]["text"], row["replaced"]) for row in listed] == [
        ("note", "ps06", "Ruby said so", True),
        ("note", "ps06", "Ruby Mill said so", True),
        ("note", "ps06", "she said so", False),
    ]
    assert "Ruby Mill said so" in sam("audit", "texts", A).out
    for row in listed[:2]:
        assert sam("audit", "erase", row["id"], "--reason", "a name").code == 0
    assert [row["id"] for row in sam("audit", "texts", A, "--json").data] == [listed[2]["id"]]
    assert sam("verify", "--json").data["erased"] == 2
    again = sam("audit", "erase", listed[0]["id"], "--reason", "a name")
    assert (again.code, "erased already" in again.err) == (ExitCode.USAGE, True)
    assert sam("audit", "erase", "nothing", "--reason", "a name").code == ExitCode.USAGE
    assert sam("audit", "erase", listed[2]["id"], "--reason", " ").code == ExitCode.USAGE
    assert run("audit", "texts", audit, "--as", "Ada").code == ExitCode.NOT_PERMITTED
    assert run("audit", "erase", listed[2]["id"], "--reason", "x", "--as", "Ada").code == ExitCode.NOT_PERMITTED
