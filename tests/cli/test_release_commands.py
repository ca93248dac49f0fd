"""``auditor report releases``: what was published, for the QA lead alone."""

from contextlib import closing
from pathlib import Path

from cli_runs import Run
from publication_builders import by_team
from store_builders import World

from auditor.errors import ExitCode
from auditor.measures.publication.profiles import Profile
from auditor.standards.load import Standards
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
