"""Key dates, timescales and the council's calendar from the command line."""

import re
from pathlib import Path

import pytest
from cli_runs import Run

_WRITTEN = (("date", "list", "--csv"), ("date", "list", "--json"), ("times", "--explain"), ("times", "--json"))
MESSAGES = "pg10.messages-answered"


def add(sam: Run, audit: str, event: str, *words: str) -> list[str]:
    ran = sam("audit", "date", "add", audit, event, *words)
    assert ran.code == 0, ran.err
    return ran.out.split()


def listed(sam: Run, audit: str) -> list[dict[str, str]]:
    return sam("audit", "date", "list", audit, "--json").data


def test_dates_are_entered_corrected_listed_and_removed(sam: Run, audit: str) -> None:
    first, second = add(sam, audit, "core group", "2026-06-20", "15/7/26")
    (conference,) = add(sam, audit, "ICPC", "2026-06-10")
    assert [(row["event"], row["date"]) for row in listed(sam, audit)] == [
        ("initial_conference_held", "2026-06-10"),
        ("core_group_held", "2026-06-20"),
        ("core_group_held", "2026-07-15"),
    ]
    assert add(sam, audit, "core_group_held", "2026-06-22", "--id", first, "--follows", conference) == [first]
    assert listed(sam, audit)[1]["follows"] == conference
    assert sam("audit", "date", "remove", audit, second).code == 0
    assert [row["id"] for row in listed(sam, audit)] == [conference, first]


def test_what_was_looked_for_or_not_needed_is_entered(sam: Run, audit: str) -> None:
    add(sam, audit, "message_received", "--not-needed")
    add(sam, audit, "genogram", "--not-on-file")
    assert {row["standing"] for row in listed(sam, audit)} == {"not_needed", "not_on_file"}
    both = sam("audit", "date", "add", audit, "genogram")
    assert both.code == 2
    assert "Give days, or say that there is none." in both.err


def test_an_unknown_event_names_the_nearest(sam: Run, audit: str) -> None:
    ran = sam("audit", "date", "add", audit, "core_gruop_held", "2026-06-01")
    assert ran.code == 2
    assert "core_group_held" in ran.err


def test_results_are_written_as_text_and_as_data(sam: Run, audit: str) -> None:
    add(sam, audit, "message_received", "2026-08-28")
    add(sam, audit, "message_answered", "2026-09-03")
    shown = sam("audit", "times", audit, "--rule", "T44", "--explain").out
    assert "× due 02/09/2026 · done 03/09/2026, after 3 working days · late by 1 day" in shown
    assert "Weekends do not count" in shown
    (row,) = sam("audit", "times", audit, "--rule", "T44", "--json").data
    assert (row["result"], row["late_by"], row["due"]) == ("late", 1, "2026-09-02")
    assert sam("audit", "times", audit, "--rule", "T99").code == 2


def test_what_is_in_time_is_accepted_and_anything_else_asks_why(sam: Run, audit: str) -> None:
    add(sam, audit, "message_received", "2026-08-03")
    add(sam, audit, "message_answered", "2026-08-04")
    ran = sam("audit", "accept", audit, "--all-in-time")
    assert "1 question answered as the dates propose." in ran.err
    answers = {item["id"]: item for item in sam("audit", "show", audit, "--json").data["questions"]}
    assert answers[MESSAGES]["answer"] == "met"
    ran = sam("audit", "answer", audit, f"{MESSAGES}=partly_met")
    assert "the dates propose met; one line on why is needed" in ran.err
    ran = sam("audit", "answer", audit, f"{MESSAGES}=partly_met", "--reason", "Not what was asked.")
    assert "one line on why" not in ran.err
    assert sam("audit", "accept", audit, MESSAGES).code == 0
    assert sam("audit", "accept", audit).code == 2
    nothing = sam("audit", "accept", audit, "ps10.supervised-monthly")
    assert "The dates propose nothing" in nothing.err


def test_a_private_date_is_used_and_never_written(sam: Run, store: Path) -> None:
    made = sam(
        *("audit", "new", "9900077", "--team", "North", "--status", "child_protection", "--age-band", "unborn"),
        *("--yes", "strategy_meeting", "--yes", "conference_outcome", "--rest", "no", "--as-at", "2026-06-30"),
    )
    unborn = made.out.strip()
    add(sam, unborn, "expected_delivery", "2026-07-20")
    add(sam, unborn, "pre_birth_conference_convened", "2026-05-01")
    for *verb, option in _WRITTEN:
        words = (*verb, option)
        ran = sam("audit", *verb, unborn, option)
        assert ran.code == 0
        said = re.sub(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|9900077", "", ran.out)
        for day in ("2026-07-20", "20/07/2026", "2026-05-11", "11/05/2026", "80"):
            assert day not in said, words
    assert any(row["result"] == "in time" for row in sam("audit", "times", unborn, "--rule", "T16", "--json").data)


@pytest.fixture
def dates_csv(tmp_path: Path) -> Path:
    path = tmp_path / "dates.csv"
    path.write_text("event,date,id,follows\nmessage received,3/8/26,a,\nmessage answered,4/8/26,b,a\n", "utf-8")
    return path


def test_a_list_is_taken_whole_once_or_not_at_all(sam: Run, audit: str, dates_csv: Path) -> None:
    assert "2 dates entered, 0 there already." in sam("audit", "date", "import", audit, dates_csv).err
    rows = listed(sam, audit)
    assert rows[1]["follows"] == rows[0]["id"] != "a"
    assert "0 dates entered, 2 there already." in sam("audit", "date", "import", audit, dates_csv).err
    dates_csv.write_text("event,date\nmessage received,5/8/26\nvisit,1/13/26\nsupervision_held,1/6/26\n", "utf-8")
    ran = sam("audit", "date", "import", audit, dates_csv)
    assert ran.code == 2
    assert ":3:" in ran.err
    assert "'supervision_held' is not asked about in this audit" in ran.err
    assert len(listed(sam, audit)) == 2


def test_the_calendar_is_set_by_the_qa_lead(sam: Run, store: Path, tmp_path: Path, run: Run) -> None:
    assert sam("calendar", "close", "2026-12-29", "30/12/2026").code == 0
    assert sam("calendar", "open", "2026-12-30").code == 0
    assert sam("calendar", "open", "2026-12-30").code == 2
    assert sam("calendar", "first-day", "yes").code == 0
    terms = tmp_path / "terms.csv"
    terms.write_text("name,first,last\nautumn,2/9/2026,18/12/2026\n", "utf-8")
    assert sam("calendar", "terms", terms).code == 0
    body = sam("calendar", "show", "--json").data
    assert body == {
        "closures": ["2026-12-29"],
        "first_day_counts": True,
        "terms": [["autumn", "2026-09-02", "2026-12-18"]],
    }
    assert "29/12/2026" in sam("calendar", "show").out
    assert run("calendar", "close", "2026-12-31", "--as", "Ada").code == 4
