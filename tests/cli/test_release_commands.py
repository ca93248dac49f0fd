"""``auditor report releases``: what was published, for the QA lead alone."""

from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

from cli_runs import Run
from publication_builders import by_team
from store_builders import World, finish, new_audit, team

from auditor.errors import ExitCode
from auditor.measures.publication.profiles import Profile
from auditor.standards.load import Standards
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.reports.releases import open_release, record_release


def test_releases_are_listed(sam: Run, run: Run, store: Path, loaded_standards: Standards) -> None:
    empty = sam("report", "releases")
    assert (empty.code, empty.out) == (0, "")
    assert "Nothing was published" in empty.err
    assert sam("report", "releases", "--json").data == []
    world = World(store, loaded_standards, "")
    with closing(world.open("Sam")) as service:
        opened = open_release(service, Profile.DFE)
        opened.publisher.publish(by_team([[3, 20], [30, 40], [50, 60]]))
        record_release(service, opened, report="thematic", why="for the scrutiny committee", files={"pdf": b"x"})
    shown = sam("report", "releases").out
    assert "scrutiny committee" in shown
    assert "Sam" in shown
    [row] = sam("report", "releases", "--json").data
    assert (row["report"], row["profile"], row["formats"], row["tables"]) == ("thematic", "dfe", ["pdf"], ["by-team"])
    assert len(row["files"]["pdf"]) == 64
    assert run("report", "releases", "--as", "Ada").code == ExitCode.NOT_PERMITTED


def test_a_report_is_published_in_several_forms_as_one_release(
    sam: Run, store: Path, loaded_standards: Standards, tmp_path: Path
) -> None:
    world = World(store, loaded_standards, "")
    with closing(world.open("Sam")) as service:
        add_team(service, "East")
        for number in range(9):
            where = team(service, ("North", "South", "East")[number % 3])
            audit = new_audit(service, f"99010{number:02}", team=where, as_at=date(2026, 10, 31))
            finish(service, audit, "good" if number < 6 else "requires_improvement")
            submit_audit(service, audit)
    pdf, sheet = tmp_path / "board.pdf", tmp_path / "board.csv"
    words = ("report", "build", "measures", "--profile", "dfe")
    unsaid = sam(*words, "--out", str(pdf))
    assert unsaid.code == ExitCode.USAGE
    assert "not said why" in unsaid.err
    assert not pdf.exists()
    done = sam(*words, "--why", "Improvement board, November", "--out", str(pdf), "--out", str(sheet))
    assert done.code == 0, done.err
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Requires improvement to be good,c,c" in sheet.read_text("utf-8-sig")
    [row] = sam("report", "releases", "--json").data
    assert (row["report"], row["why"]) == ("measures-published", "Improvement board, November")
    assert row["files"] == {
        "csv": sha256(sheet.read_bytes()).hexdigest(),
        "pdf": sha256(pdf.read_bytes()).hexdigest(),
    }
    refused = sam("report", "build", "letter", "9901000", "--profile", "dfe", "--why", "x", "--out", "-")
    assert refused.code == ExitCode.USAGE
    assert "measures or scorecard or thematic" in refused.err
