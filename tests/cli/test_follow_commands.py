"""Concerns, the check, inadequate audits and re-audits from the command line."""

import io
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from cli_runs import NEW, Run, finish
from store_builders import PASSPHRASE

from auditor.audit.concerns import WARNING
from auditor.errors import ExitCode
from auditor.store.vault import slots
from auditor.use_cases.audits.move_audit import finalise_audit
from auditor.use_cases.open_store import unlock_store

WORDS = "alone at home since Friday"


@pytest.fixture
def ada(store: Path, run: Run) -> Run:
    return lambda *words: run(*words, "--as", "Ada")


@pytest.fixture
def tess(store: Path, run: Run) -> Run:
    return lambda *words: run(*words, "--as", "Tess")


def test_a_concern_from_its_first_words_to_its_response(sam: Run, tess: Run, audit: str) -> None:
    raised = sam("concerns", "raise", audit, "--what", WORDS, "--told", "team manager", "--how", "by telephone")
    assert raised.code == 0
    assert raised.err.startswith(WARNING)
    concern = raised.out.strip()
    (row,) = tess("concerns", "list", "--json").data
    assert (row["id"], row["text"], row["response"], row["acknowledged"]) == (concern, WORDS, "", [])
    assert tess("concerns", "acknowledge", concern[:-2]).code == 0
    assert tess("concerns", "respond", concern, "--response", "a visit today", "--told-at", "now").code == 0
    shown = tess("concerns", "show", concern)
    assert "a visit today" in shown.out
    assert shown.err.startswith(WARNING)
    data = sam("concerns", "show", concern, "--json").data
    assert (data["told"], data["how"], data["restricted"]) == ("team manager", "by telephone", False)
    assert len(data["acknowledged"]) == 1
    assert sam("concerns", "list", "--open", "--json").data == []
    hours = sam("concerns", "hours", "--json").data
    assert (hours["raised"], hours["answered"], hours["within_24_hours"], hours["percent"]) == (1, 1, 1, 100)
    assert next(iter(hours["months"].values()))["raised"] == 1
    assert "95% range" in sam("concerns", "hours").out
    assert sam("concerns", "hours", "--to", "2020-01-01", "--json").data["raised"] == 0


def test_a_restricted_concern_is_not_there_for_the_team(sam: Run, tess: Run, audit: str) -> None:
    concern = sam("concerns", "raise", audit, "--about-staff", "--what", WORDS).out.strip()
    assert tess("concerns", "list", "--json").data == []
    for verb in (("show", concern), ("acknowledge", concern), ("respond", concern, "--response", "x")):
        ran = tess("concerns", *verb)
        assert ran.code == ExitCode.USAGE
        assert "There is no such concern that you may see." in ran.err
        assert WORDS not in ran.out + ran.err
    assert sam("concerns", "respond", concern, "--about-child").code == 0
    assert len(tess("concerns", "list", "--json").data) == 1


def test_what_does_not_fit_is_told(sam: Run, ada: Run, audit: str) -> None:
    assert sam("concerns", "raise", audit, "--what", " ").code == ExitCode.USAGE
    assert sam("concerns", "raise", audit, "--what", "x", "--told-at", "soon").code == ExitCode.USAGE
    assert sam("concerns", "list", "--json").data == []
    assert ada("concerns", "raise", audit, "--what", "x").code == ExitCode.NOT_PERMITTED
    concern = sam("concerns", "raise", audit, "--what", "Rang 07700 900123").out.strip()
    assert sam("concerns", "respond", concern).code == ExitCode.USAGE


def test_words_are_read_from_standard_input(sam: Run, audit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORDS}\n"))
    ran = sam("concerns", "raise", audit, "--what", "-")
    assert ran.code == 0
    assert sam("concerns", "list", "--json").data[0]["text"] == WORDS


def test_the_check_says_what_is_found_and_with_which_code(sam: Run, ada: Run, audit: str) -> None:
    assert ada("audit", "check").code == 0
    assert sam("audit", "check", "--json").data == []
    sam("concerns", "raise", audit, "--what", WORDS)
    finish(sam, audit)
    assert sam("audit", "submit", audit).code == 0
    ran = sam("audit", "check", "--json")
    assert ran.code == ExitCode.PROBLEMS
    assert {row["check"] for row in ran.data} == {"concern_without_response", "good_without_evidence"}
    assert {row["mend_in"] for row in ran.data} == {"concern", "audit"}
    only = sam("audit", "check", "--only", "good_without_evidence")
    assert "Good, no evidence" in only.out
    assert "1 thing found" in only.err
    assert sam("audit", "check", "--only", "overdue").code == 0
    assert "Did you mean overdue" in sam("audit", "check", "--only", "overdu").err
    assert ada("audit", "check").code == 0


def inadequate_of_ada(sam: Run, ada: Run, store: Path) -> str:
    """An audit of Ada's that Sam made final."""
    audit = ada(*NEW, "--yes", "has_plan", "--rest", "no").out.strip()
    finish(ada, audit)
    assert ada("audit", "grade", audit, "overall=inadequate", "--reason", "as read").code == 0
    assert ada("audit", "action", audit, "--what", "Visit", "--owner", "worker", "--due", "2030-12-20").code == 0
    assert ada("audit", "submit", audit).code == 0
    slot = next(slot for slot in slots(store) if slot.label == "Sam")
    with closing(unlock_store(store, slot.id, PASSPHRASE)) as service:
        finalise_audit(service, UUID(audit))
    return audit


def test_an_inadequate_audit_its_plan_and_its_re_audit(sam: Run, ada: Run, store: Path) -> None:
    audit = inadequate_of_ada(sam, ada, store)
    assert [row["stands"] for row in sam("audit", "inadequate", "list", "--json").data] == ["no plan"]
    given = ("--owner", "head of service", "--plan", "weekly oversight", "--reviewed-on", "2030-01-01")
    ran = sam("audit", "inadequate", "plan", audit, *given)
    assert "Still missing: who audits again." in ran.err
    assert sam("audit", "inadequate", "plan", audit, "--re-auditor", "Ada").code == ExitCode.USAGE
    assert sam("audit", "inadequate", "plan", audit, "--re-auditor", "Sam").code == 0
    (row,) = sam("audit", "inadequate", "list", "--json").data
    assert (row["stands"], row["owner"], row["re_auditor"]) == ("planned", "head of service", "Sam")
    assert sam("audit", "inadequate", "months", 3).code == 0
    assert sam("audit", "inadequate", "list", "--json").data[0]["due"] < row["due"]
    assert "head of service" in sam("audit", "inadequate", "list").out
    assert "You cannot audit this case again." in ada("audit", "re-audit", "9904093").err
    started = sam("audit", "re-audit", "9904093", "--due", "2030-05-20")
    assert started.code == 0
    again = started.out.strip()
    assert "To look at: 1 area for improvement, 1 action." in started.err
    data = sam("audit", "look-at", again, "--json").data
    assert data["after"] == audit
    assert [one["text"] for one in data["improve"]] == ["The chronology stops in May."]
    assert "The chronology stops in May." in sam("audit", "look-at", again).out
    assert sam("audit", "then-and-now", again).code == ExitCode.USAGE
    finish(sam, again)
    assert sam("audit", "submit", again).code == 0
    rows = sam("audit", "then-and-now", again, "--json").data
    overall = next(row for row in rows if row["id"] == "overall")
    assert (overall["then"], overall["now"], overall["change"]) == ("inadequate", "good", "better")
    changed = sam("audit", "then-and-now", "9904093", "--changed", "--csv")
    assert changed.out.count("\n") == 2
    assert sam("audit", "inadequate", "list", "--json").data[0]["stands"] == "re-audited"
    assert "nothing to look at" in sam("audit", "look-at", audit).err
