"""What ``auditor report`` does."""

import argparse
from pathlib import Path

from auditor.audit.details import AuditKind
from auditor.cli import output, session
from auditor.cli.handlers.files import STDOUT, check_free, write_file
from auditor.errors import ExitCode, InputError
from auditor.measures.publication.profiles import Profile
from auditor.reports.formats import BINARY, SUFFIXES, ReportFormat, format_of
from auditor.use_cases.audits.find_audit import find_audit, find_teams
from auditor.use_cases.reports.build import build_report, check_definitions, check_name, list_reports
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service


def build(args: argparse.Namespace) -> None:
    """Build a report, in one form or several."""
    check_name(args.report)
    formats = _formats(args)
    with session.opened(args) as service:
        request = _request(service, args)
        try:
            built = build_report(service, request, list(dict.fromkeys(formats.values())), output.progress)
        finally:
            output.progress_done()
    for found in built.finds:
        output.say(f"Check: {found.told} {found.find.advice}")
    if built.finds:
        output.say("Look at it before you pass the report on: it is in the audit, and may be in the report.")
    for out, format_ in formats.items():
        _write(args, out, built.title, built.files[format_])
    for advice in built.advice:
        output.say(advice)


def _request(service: Service, args: argparse.Namespace) -> Request:
    return Request(
        report=args.report,
        audit=find_audit(service, args.audit) if args.audit is not None else None,
        first=args.first,
        last=args.last,
        teams=find_teams(service, args.team),
        kinds=tuple(dict.fromkeys(AuditKind(kind) for kind in args.kind or ())),
        theme=args.theme,
        round_named=args.round,
        level=args.level,
        by_month=args.months,
        profile=Profile(args.profile),
        why=args.why,
        merged=args.merge,
    )


def check(args: argparse.Namespace) -> int:
    """Check the report definitions."""
    folder, problems = check_definitions(args.path)
    if args.json:
        output.as_json({"folder": str(folder), "problems": [problem.as_dict() for problem in problems]})
    output.problems(problems)
    output.say(f"{folder}: {len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}")
    return ExitCode.PROBLEMS if problems else ExitCode.FINE


def listed(args: argparse.Namespace) -> None:
    """List the reports that can be built."""
    rows = [
        {"id": item.id, "report": item.report, "title": item.title, "audience": item.audience, "mark": item.mark}
        for item in list_reports()
    ]
    output.listing(args, ["id", "shows", "for", "mark"], rows, ["id", "report", "audience", "mark"])


def _formats(args: argparse.Namespace) -> dict[str, ReportFormat]:
    """The format of each file to write, asked for or by its ending; refused before anything is computed."""
    return {out: _format(args, out) for out in args.out}


def _format(args: argparse.Namespace, out: str) -> ReportFormat:
    check_free(out, force=args.force)
    by_ending = "text" if out == STDOUT else format_of(Path(out).suffix)
    format_: ReportFormat | None = args.format or by_ending
    if format_ is None:
        raise InputError(
            f"The ending of '{out}' does not say which format.",
            f"Known: {', '.join(SUFFIXES.values())}",
            "Add --format pdf, or end it with .pdf",
        )
    if format_ in BINARY and out == STDOUT:
        what = "A PDF" if format_ == "pdf" else "A workbook"
        raise InputError(f"{what} is not text for a terminal.", "", f"Name a file: --out report{SUFFIXES[format_]}")
    return format_


def _write(args: argparse.Namespace, out: str, title: str, content: bytes) -> None:
    if out == STDOUT:
        output.text(content.decode("utf-8-sig").rstrip("\r\n"))
        return
    write_file(out, content, force=args.force)
    output.say(f"Written: {out} ({title})")
