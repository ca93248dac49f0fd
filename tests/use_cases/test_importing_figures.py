"""Importing figures: all of a list or nothing, corrections as new facts, and what an import says it did."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from store_builders import World

from auditor.audit.facts import FactKind
from auditor.errors import InputError, NotPermittedError
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.measures.figures import (
    BadFiguresError,
    Became,
    figures_template,
    import_figures,
    imported_figures,
)
from auditor.use_cases.measures.scorecard import long_rows, show_scorecard
from auditor.use_cases.measures.words import report_words, row_words
from auditor.use_cases.service import Service

HEAD = "measure,period,series,actual,target,numerator,denominator\n"
QUARTER = "2026-07 to 2026-09"


def put(tmp_path: Path, *lines: str, name: str = "figures.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return path


def stored(service: Service) -> dict[str, str]:
    with service.store.reading() as reader:
        return {one.key: str(one.actual or f"{one.numerator}/{one.denominator}") for one in imported_figures(reader)}


def test_figures_are_added_changed_and_left(service: Service, tmp_path: Path) -> None:
    first = put(tmp_path, f"1.1-a,{QUARTER},,72,80,,", f"3.0-c,{QUARTER},highest,31,,,", "1.1-b,2026-09,,,,,")
    report = import_figures(service, first)
    assert report_words(report) == "figures.csv: 2 added, 1 left empty. Saved."
    again = import_figures(service, first)
    assert (again.count(Became.UNCHANGED), again.count(Became.ADDED)) == (2, 0)
    second = put(tmp_path, f"1.1-a,{QUARTER},,74,,,", f"3.0-c,{QUARTER},highest,-,,,", name="later.csv")
    changed = import_figures(service, second)
    assert [row_words(row) for row in changed.rows] == [
        ("1.1-a", "Jul to Sep 2026", "changed", "74, target 80", "72, target 80"),
        ("3.0-c highest", "Jul to Sep 2026", "taken back", "nothing", "31"),
    ]
    assert stored(service) == {"1.1-a:2026-07/2026-09": "74"}


def test_a_correction_leaves_what_stood_before_on_record(service: Service, tmp_path: Path) -> None:
    import_figures(service, put(tmp_path, f"1.1-a,{QUARTER},,72,,,"))
    import_figures(service, put(tmp_path, f"1.1-a,{QUARTER},,74,,,", name="later.csv"))
    with service.store.reading() as reader:
        facts = reader.rounds.every([FactKind.FIGURE])
    assert [(fact.body or {})["actual"] for fact in facts] == ["72", "74"]
    assert facts[1].replaces == facts[0].id
    assert [(fact.body or {})["file"] for fact in facts] == ["figures.csv", "later.csv"]
    assert facts[1].by == service.person.id
    assert not verify_store(service).problems


def test_a_check_stores_nothing(service: Service, tmp_path: Path) -> None:
    report = import_figures(service, put(tmp_path, f"1.1-a,{QUARTER},,72,,,"), check=True)
    assert report_words(report) == "figures.csv: 1 added. Nothing was stored: this was a check."
    assert stored(service) == {}


def test_one_wrong_row_and_nothing_is_taken(service: Service, tmp_path: Path) -> None:
    path = put(tmp_path, f"1.1-a,{QUARTER},,72,,,", f"1.1-f,{QUARTER},,50,,,", f"1.1-q,{QUARTER},,50,,,")
    with pytest.raises(BadFiguresError) as caught:
        import_figures(service, path)
    assert [problem.line for problem in caught.value.problems] == [3, 4]
    assert stored(service) == {}


def test_a_month_and_its_quarter_do_not_stand_together(service: Service, tmp_path: Path) -> None:
    import_figures(service, put(tmp_path, f"1.1-a,{QUARTER},,72,,,"))
    with pytest.raises(BadFiguresError, match="stored already"):
        import_figures(service, put(tmp_path, "1.1-a,2026-09,,72,,,"))
    with pytest.raises(BadFiguresError, match="on line 3"):
        import_figures(service, put(tmp_path, f"1.1-b,{QUARTER},,40,,,", "1.1-b,2026-08,,40,,,"))
    moved = put(tmp_path, f"1.1-a,{QUARTER},,-,,,", "1.1-a,2026-09,,72,,,")
    assert report_words(import_figures(service, moved)).startswith("figures.csv: 1 added, 1 taken back.")


def test_only_the_qa_lead_imports(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotPermittedError):
        import_figures(world.open("Ada"), put(tmp_path, f"1.1-a,{QUARTER},,72,,,"))


def test_an_unknown_column_and_a_missing_file(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("mesure,period\n1.1-a,2026-09\n", "utf-8")
    with pytest.raises(BadFiguresError, match="did you mean measure") as caught:
        import_figures(service, path)
    assert caught.value.exit_code == InputError.exit_code
    with pytest.raises(InputError, match="no such file"):
        import_figures(service, tmp_path / "none.csv")


def test_the_template_filled_in_as_a_workbook(service: Service, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(figures_template(service.standards.measures, "2026-09"))))
    assert len(rows) == 1 + 33 + 2, "a heading, 33 measures, two of them with two figures"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.cell(2, 5, 71.5)
    book.active.cell(3, 7, 3)
    book.active.cell(3, 8, 4)
    book.save(tmp_path / "figures.xlsx")
    report = import_figures(service, tmp_path / "figures.xlsx")
    assert (report.count(Became.ADDED), report.left_empty) == (2, 33)
    assert stored(service) == {"1.1-a:2026-09": "71.5", "1.1-b:2026-09": "3/4"}


def test_what_was_imported_stands_in_the_long_table(service: Service, tmp_path: Path) -> None:
    import_figures(service, put(tmp_path, f"1.1-a,{QUARTER},,,80,36,48", f"1.1-n,{QUARTER},,90,,,"))
    rows = long_rows(show_scorecard(service))
    assert len(rows) == 49 * 6
    found = {(row["measure"], row["series"], row["period"]): row for row in rows}
    row = found["1.1-a", "", "Jul to Sep 2026"]
    assert (row["value"], row["numerator"], row["denominator"], row["target"], row["band"]) == (75, 36, 48, 80, "good")
    assert found["1.2-b", "", "Jul to Sep 2026"]["value"] == 90
    assert found["1.1-a", "", "Apr to Jun 2026"]["value"] is None
