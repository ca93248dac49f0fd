"""Saving a report from inside the program: its files, nothing overwritten, nothing written that was not looked at."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import finish

from auditor.audit.changes import Change
from auditor.audit.facts import FactKind
from auditor.errors import InputError
from auditor.use_cases import view_file
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.reports.build import preview
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.saving import (
    FORM_WORDS,
    SaysWhoError,
    in_the_way,
    places,
    save_report,
    text_lines,
    usual_folder,
)
from auditor.use_cases.service import Service
from auditor.use_cases.view_file import show_file

MEASURES = Request("measures")


def left_the_store(service: Service) -> int:
    with service.store.reading() as reader:
        return len(list(reader.disclosures()))


def test_a_folder_or_a_file_may_be_typed(tmp_path: Path) -> None:
    wanted = {"pdf": tmp_path / "name.pdf", "text": tmp_path / "name.txt"}
    assert places(str(tmp_path), "name", {"text", "pdf"}) == wanted
    assert places(f"{tmp_path}/", "name", {"text", "pdf"}) == wanted
    assert places(f" {tmp_path}/name ", "other", {"text", "pdf"}) == wanted
    assert places(f"{tmp_path}/name.pdf", "other", {"text"}) == wanted
    assert places(f"{tmp_path}/v1.2", "other", {"pdf"}) == {"pdf": tmp_path / "v1.2.pdf"}


def test_where_nothing_can_be_written_is_said_at_once(tmp_path: Path) -> None:
    for where, forms, why in (
        ("  ", {"pdf"}, "where to save"),
        (str(tmp_path / "name"), set(), "No form"),
        (str(tmp_path / "none" / "name"), {"pdf"}, "no such folder"),
    ):
        with pytest.raises(InputError, match=why):
            places(where, "name", forms)  # type: ignore[arg-type]


def test_documents_where_there_are_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documents"))
    monkeypatch.chdir(tmp_path)
    assert usual_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert usual_folder() == tmp_path / "Documents"


def test_every_form_of_the_same_moment_is_written(service: Service, tmp_path: Path) -> None:
    found = places(str(tmp_path), "measures", FORM_WORDS)
    told: list[str] = []
    saved = save_report(service, MEASURES, found, told.append)
    assert saved.files == tuple(found.values())
    assert saved.title == "Audit measures"
    assert {file.name for file in tmp_path.iterdir() if file.is_file()} == {file.name for file in saved.files}
    assert found["pdf"].read_bytes().startswith(b"%PDF")
    assert all(file.stat().st_mode & 0o077 == 0 for file in saved.files)
    assert told[0] == "Gathering the figures"
    assert left_the_store(service) == len(FORM_WORDS)


def test_nothing_is_written_over_unless_that_was_said(service: Service, tmp_path: Path) -> None:
    found = places(str(tmp_path), "measures", {"text", "csv"})
    found["csv"].write_text("mine", "utf-8")
    assert in_the_way(found) == (found["csv"],)
    with pytest.raises(InputError, match="a file with this name already"):
        save_report(service, MEASURES, found)
    assert found["csv"].read_text("utf-8") == "mine"
    assert not found["text"].exists()
    assert left_the_store(service) == 0
    save_report(service, MEASURES, found, overwrite=True)
    assert found["csv"].read_text("utf-8") != "mine"


def test_who_is_named_is_shown_before_anything_is_written(
    service: Service, new_audit: Callable[..., UUID], tmp_path: Path
) -> None:
    audit = new_audit("9900001")
    finish(service, audit)
    opened = open_audit(service, audit)
    said = {"kind": "strength", "text": "Mrs Quillfeather rang from 07700 900123.", "about": ""}
    record(service, opened, [Change(FactKind.FINDING, "f9", said)])
    request, found = Request("audit", audit=audit), places(str(tmp_path), "audit", {"text"})
    with pytest.raises(SaysWhoError) as refused:
        save_report(service, request, found)
    assert refused.value.finds
    assert all(one.told in refused.value.detail for one in refused.value.finds)
    assert not found["text"].exists()
    assert left_the_store(service) == 0
    save_report(service, request, found, looked=True)
    assert "Quillfeather" in found["text"].read_text("utf-8")


def test_what_stops_it_leaves_nothing(service: Service, tmp_path: Path) -> None:
    found = places(str(tmp_path), "measures", {"pdf"})

    def stop(words: str) -> None:
        if words.startswith("Writing"):
            raise KeyError(words)

    with pytest.raises(KeyError):
        save_report(service, MEASURES, found, stop)
    assert not found["pdf"].exists()
    assert left_the_store(service) == 0


def test_text_of_any_width(service: Service) -> None:
    document = preview(service, MEASURES)
    for width in (40, 77, 117):
        lines = text_lines(document, width)
        assert max(len(line) for line in lines) <= width
        assert lines[0].startswith("Audit measures")
    assert left_the_store(service) == 0


def viewer(folder: Path, name: str) -> Path:
    """A stand-in for the system's own, which writes down what it was given."""
    script = folder / name
    script.write_text(f'#!/bin/sh\necho "$1" > {folder}/shown.part\nmv {folder}/shown.part {folder}/shown\n', "utf-8")
    script.chmod(0o755)
    return folder / "shown"


@pytest.mark.skipif("sys.platform != 'linux'", reason="the viewer of another system")
def test_a_file_is_shown_with_the_systems_viewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = viewer(tmp_path, "xdg-open")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not show_file(tmp_path / "report.pdf")
    monkeypatch.setenv("DISPLAY", ":0")
    assert show_file(tmp_path / "report.pdf")
    assert view_file._shown[-1].wait(30) == 0
    assert shown.read_text("utf-8").strip() == str(tmp_path / "report.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert not show_file(tmp_path / "report.pdf")
