"""What ``auditor report`` does."""

import argparse
from pathlib import Path

from auditor.cli import output, session
from auditor.cli.handlers.files import STDOUT, check_free, write_file
from auditor.cli.handlers.measures import choice_of
from auditor.errors import ExitCode, InputError
from auditor.reports.formats import BINARY, SUFFIXES, ReportFormat, format_of
from auditor.use_cases.audits.find_audit import find_audit, find_teams
from auditor.use_cases.build_report import (
    BuiltReport,
    build_audit_report,
    build_measures_report,
    build_scorecard_report,
    build_thematic_report,
    check_definitions,
    list_reports,
)
from auditor.use_cases.reports.thematic import ThematicChoice


def audit(args: argparse.Namespace) -> None:
    """Build the report of one audit."""
    format_ = _format(args)
    with session.opened(args) as service:
        built = build_audit_report(service, find_audit(service, args.audit), format_, args.definition)
    _write(args, built)


def measures(args: argparse.Namespace) -> None:
    """Build the report of the measures."""
    format_ = _format(args)
    with session.opened(args) as service:
        built = build_measures_report(service, choice_of(service, args), format_, args.definition)
    _write(args, built)


def scorecard(args: argparse.Namespace) -> None:
    """Build the scorecard of every measure."""
    format_ = _format(args)
    with session.opened(args) as service:
        built = build_scorecard_report(service, args.last, format_, args.definition, by_month=args.months)
    _write(args, built)


def thematic(args: argparse.Namespace) -> None:
    """Build the report of a thematic audit."""
    format_ = _format(args)
    with session.opened(args) as service:
        teams = find_teams(service, args.team)
        choice = ThematicChoice(args.theme, args.first, args.last, teams, args.round, args.level)
        built = build_thematic_report(service, choice, format_, args.definition)
    _write(args, built)


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


def _format(args: argparse.Namespace) -> str:
    """The format asked for, or the one of the file's ending; refused before anything is computed."""
    check_free(args.out, force=args.force)
    by_ending = "text" if args.out == STDOUT else format_of(Path(args.out).suffix)
    format_: ReportFormat | None = args.format or by_ending
    if format_ is None:
        raise InputError(
            f"The ending of '{args.out}' does not say which format.",
            f"Known: {', '.join(SUFFIXES.values())}",
            "Add --format pdf, or end it with .pdf",
        )
    if format_ in BINARY and args.out == STDOUT:
        what = "A PDF" if format_ == "pdf" else "A workbook"
        raise InputError(f"{what} is not text for a terminal.", "", f"Name a file: --out report{SUFFIXES[format_]}")
    return format_


def _write(args: argparse.Namespace, built: BuiltReport) -> None:
    for found in built.finds:
        output.say(f"Check: {found.told} {found.find.advice}")
    if built.finds:
        output.say("Look at it before you pass the report on: it is in the audit, and may be in the report.")
    if args.out == STDOUT:
        output.text(built.content.decode("utf-8-sig").rstrip("\r\n"))
        return
    write_file(args.out, built.content, force=args.force)
    output.say(f"Written: {args.out} ({built.title})")
