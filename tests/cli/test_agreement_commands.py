"""``auditor agreement`` and ``auditor calibration``, from words typed to words printed."""

from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import Run, finish
from moderation_builders import moderate, person, submitted
from store_builders import World

from auditor.audit.moderation import Assignment, Why
from auditor.errors import ExitCode
from auditor.standards.load import Standards
from auditor.use_cases.moderation.moderate import assign_moderation


@pytest.fixture
def moderated(store: Path, loaded_standards: Standards) -> None:
    """One audit by Ada that Mo has moderated blind, drawn at random: outstanding became good."""
    world = World(store, loaded_standards, "")
    audit_id = submitted(world, "9900001", lambda key: "outstanding" if key == "overall" else "good")
    with closing(world.open("Sam")) as service:
        assign_moderation(service, audit_id, Assignment(person(service, "Mo"), Why.RANDOM))
    moderate(world, audit_id)
    world.close()


def test_agreement_is_shown_in_full_and_as_data(sam: Run, moderated: None) -> None:
    shown = sam("agreement", "show")
    assert shown.code == 0
    assert "Blind, drawn at random: 1 audit" in shown.out
    assert "Light-touch review: 0 audits" in shown.out
    assert "0 of 1 (0%), 95% range 0–79%" in shown.out
    assert "coefficients need at least 20 pairs; there are 1" in shown.out
    data = sam("agreement", "show", "--json", "--basis", "random").data
    assert [one["basis"] for one in data["bases"]] == ["random"]
    assert data["in_full"]["random"]["table"][0] == [0, 1, 0, 0]
    assert "Nothing called 'ps99'" in sam("agreement", "show", "--key", "ps99").out
    listed = sam("agreement", "audits", "--first", "outstanding", "--json").data
    assert [(one["lcs_number"], one["auditor"], one["moderator"]) for one in listed] == [
        ("9900001", "outstanding", "good")
    ]
    assert sam("agreement", "audits", "--second", "inadequate", "--json").data == []
    assert sam("agreement", "show", "--from", "2026-05", "--to", "2026-04").code == ExitCode.USAGE


def test_leniency_is_for_the_qa_lead_and_the_auditor(run: Run, sam: Run, moderated: None) -> None:
    assert "Ada: too few to tell: 1 moderated audit" in sam("agreement", "leniency").out
    assert sam("agreement", "leniency", "--auditor", "ada", "--json").data[0]["mean"] == 1.0
    assert "1 higher ┤●" in run("agreement", "leniency", "--mine", "--as", "Ada").out
    refused = run("agreement", "leniency", "--auditor", "Ada", "--as", "Mo")
    assert refused.code == ExitCode.NOT_PERMITTED
    assert refused.out == ""
    assert run("agreement", "leniency", "--as", "Ada").code == ExitCode.NOT_PERMITTED
    assert run("agreement", "show", "--as", "Tess").code == ExitCode.NOT_PERMITTED


def test_a_calibration_from_beginning_to_end(run: Run, sam: Run, store: Path) -> None:
    who = ("--person", "Sam", "--person", "Ada", "--team", "North")
    case = ("--status", "child_in_need", "--age-band", "age_5_9", "--rest", "no")
    assert sam("calibration", "new", "Autumn", "9905551", *who, *case).code == 0
    assert sam("calibration", "new", "Winter", "1234567", *who, *case).code == ExitCode.USAGE
    assert "not started" in sam("calibration", "list").out
    assert sam("calibration", "list", "--json").data[0]["invited"] == 2
    for name in ("Sam", "Ada"):

        def working(*words: object, name: str = name) -> object:
            return run(*words, "--as", name)

        audit_id = working("calibration", "start", "autumn", "--json").data["id"]  # type: ignore[attr-defined]
        finish(working, audit_id)  # type: ignore[arg-type]
        assert run("audit", "submit", audit_id, "--as", name).code == 0
    texts = sam("calibration", "texts", "Autumn", "--json").data
    assert texts[0]["texts"] == {"name": "Autumn"}
    talk = next(one for one in texts if one["kind"] == "conversation" and one["by"] == "Ada")
    assert run("calibration", "texts", "Autumn", "--as", "Ada").code == ExitCode.NOT_PERMITTED
    assert sam("calibration", "erase", "nonsense", "--reason", "a name").code == ExitCode.USAGE
    erased = sam("calibration", "erase", talk["id"], "--reason", "a name")
    assert (erased.code, erased.err.startswith("Erased:")) == (0, True)
    assert talk["id"] not in sam("calibration", "texts", "Autumn").out
    ada = run("calibration", "show", "Autumn", "--as", "Ada")
    assert (ada.code, ada.out) == (ExitCode.NOT_PERMITTED, "")
    assert "Which grades" in sam("calibration", "reference", "Autumn").err
    assert "1 reference grade" in sam("calibration", "reference", "Autumn", "overall=inadequate").err
    assert sam("calibration", "open", "Autumn").code == 0
    shown = sam("calibration", "show", "Autumn").out
    assert "Ada: 0 of 1 (0%) as the reference: not passed" in shown
    assert "good 2" in shown
    data = run("calibration", "show", "Autumn", "--as", "Ada", "--json").data
    assert data["people"] == ["person A", "person B"]
    assert [one["label"] for one in data["passes"]] == [data["own"]]
