"""The grades of record in an audit's report: what changed and why, as text that is kept."""

import os
from dataclasses import replace
from datetime import date

from report_samples import ROOT, audit_data

from auditor.audit.states import State
from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import texts_of
from auditor.reports.one_audit.data import AuditReportData, Difference, Moderation, OfRecord, Regraded

DEFINITION = load_report("audit", ROOT / "reports")
GOLDEN = ROOT / "tests/data/reports/grades_of_record.txt"
HEADING = "How the grades of record came about"
DIFFERENCES = (
    Difference(
        "Overall",
        "requires_improvement",
        "inadequate",
        "inadequate",
        "evidence was missed",
        "The second strategy meeting was never held; it is not on the file.",
    ),
    Difference(
        "PS5 Voice and lived experience",
        "good",
        "requires_improvement",
        "good",
        "the standard was read differently",
        "Settled on the auditor's grade: his own words run through the visits.",
        settled=True,
    ),
)


def moderated(**changes: object) -> AuditReportData:
    found = Moderation(
        blind=True, seen_first=False, why="drawn at random", on=date(2026, 11, 19), same=12, differences=DIFFERENCES
    )
    data = audit_data(state=State.FINAL, moderated=True)
    return replace(data, of_record=OfRecord(replace(found, **changes)))


def part(data: AuditReportData) -> str:
    """The part of the text report that stands beneath the heading."""
    lines = write(build_document(DEFINITION, data), "text").decode().splitlines()
    start = next((at for at, line in enumerate(lines) if line.strip().casefold() == HEADING.casefold()), None)
    if start is None:
        return ""
    after = (at for at in range(start + 1, len(lines)) if "difference our work made" in lines[at].casefold())
    return "\n".join(lines[start : next(after)]).rstrip() + "\n"


def test_it_reads_so() -> None:
    changes = (("PS6 Identity, chronology and case summary", "good", "requires_improvement"), ("Overall", "good", None))
    reason = "The strategy meeting of May had been left out."
    data = moderated()
    assert data.of_record is not None
    written = part(
        replace(data, of_record=replace(data.of_record, regraded=(Regraded(date(2026, 11, 15), reason, changes),)))
    )
    if os.environ.get("AUDITOR_GOLDEN") == "write":
        GOLDEN.write_text(written, "utf-8")
    assert written == GOLDEN.read_text("utf-8")


def test_an_audit_that_nobody_looked_at_again_has_no_such_part() -> None:
    assert part(audit_data()) == ""


def test_where_nothing_differs_the_auditors_grades_stand() -> None:
    text = part(moderated(differences=(), same=14))
    assert "14 grades given by both: 14 the same, 0 differ." in " ".join(text.split())
    assert "Every grade of record is the auditor's." in text


def test_a_moderator_who_had_seen_the_first_grade_says_nothing_of_agreement() -> None:
    assert "had seen the first grade" in " ".join(part(moderated(seen_first=True)).split())
    light = " ".join(part(moderated(blind=False, seen_first=True)).split())
    assert "Moderated by a light-touch review" in light
    assert "had seen" not in light, "a reviewer always has"


def test_an_erased_reason_is_said_to_be() -> None:
    data = replace(audit_data(), of_record=OfRecord(None, (Regraded(date(2026, 11, 15), "", ()),)))
    text = "\n".join(texts_of(build_document(DEFINITION, data)))
    assert "The reason was erased." in text
    assert "No grade of record changed." in text
