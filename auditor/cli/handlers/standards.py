"""What ``auditor standards`` does."""

import argparse

from auditor.cli import output
from auditor.errors import ExitCode
from auditor.paths import data_folder
from auditor.standards.contents import Contents, contents


def check(args: argparse.Namespace) -> int:
    """Check a folder and count what is in it."""
    from auditor.standards.coverage import counts
    from auditor.standards.load import read_standards

    root = data_folder("standards", args.path)
    standards, problems = read_standards(root)
    counted: dict[str, int | None] = dict(counts(standards)) if standards else dict.fromkeys(COUNTED)
    if args.json:
        output.as_json({**counted, "problems": [problem.as_dict() for problem in problems]})
    elif standards:
        output.pairs({name.replace("_", " "): value for name, value in counted.items()})
    output.problems(problems)
    said = "no problems" if not problems else "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    output.say(f"{root}: {said}")
    return ExitCode.PROBLEMS if problems else ExitCode.FINE


COUNTED = (
    "sections",
    "points",
    "points_tested",
    "points_other_subject",
    "points_conversation",
    "points_not_audited",
    "criteria",
    "criteria_core",
    "timescales",
    "timescales_derived",
    "measures",
    "audit_measures",
)
"""The counts of ``--json``; all null when the folder has problems, because half a count would mislead."""


def listed(args: argparse.Namespace) -> None:
    """List editions and themes; read from their headings alone, so that it is quick."""
    found = contents(data_folder("standards", args.standards))
    if args.json:
        output.as_json([_as_data(item) for item in found])
        return
    for place, item in enumerate(found):
        if place:
            output.text()
        output.text(f"{item.title} ({item.kind} {item.id}, version {item.version})")
        output.table(["section", "title", "questions"], [[s.code, s.title, s.questions] for s in item.sections])


def _as_data(item: Contents) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "version": item.version,
        "sections": [
            {"id": section.id, "code": section.code, "title": section.title, "questions": section.questions}
            for section in item.sections
        ],
    }


def show(args: argparse.Namespace) -> None:
    """Show one thing as a page."""
    from auditor.cli.handlers.standards_pages import page
    from auditor.standards.load import load_standards

    output.text(page(load_standards(args.standards), args.name, args.width).rstrip("\n"))


def covered(args: argparse.Namespace) -> None:
    """Show how every point is accounted for."""
    from auditor.standards.coverage import coverage
    from auditor.standards.load import load_standards

    found = coverage(load_standards(args.standards).current)
    groups = {
        "tested": ("tested by a question on a child's record", found.tested),
        "other_subject": ("seen only on another subject's record", found.other_subject),
        "conversation": ("seen only in a conversation", found.conversation),
        "not_audited": ("not audited", found.not_audited),
    }
    if args.json:
        data: dict[str, object] = {"points": found.points}
        for name, (_, points) in groups.items():
            data[name] = [point.model_dump(exclude_none=True) for point in points]
        output.as_json(data)
        return
    output.table(["points", "how"], [[len(points), words] for words, points in groups.values()])
    for words, points in groups.values():
        output.text(f"\n{words[:1].upper()}{words[1:]}: {len(points)}")
        for point in points:
            because = f" - {point.not_audited}" if point.not_audited else ""
            output.text(f"  {point.id:<8}{point.label}{because}")
    output.text(f"\n{found.points} points in all.")


def events(args: argparse.Namespace) -> None:
    """List the events that can have a date on a file."""
    from auditor.standards.load import load_standards

    found = load_standards(args.standards).current.events.events
    if args.json:
        output.as_json([{"id": event.id, "label": event.label, "also": list(event.also)} for event in found])
        return
    rows = [[event.id, event.label, ", ".join(event.also)] for event in found]
    output.table(["event", "shown as", "also known as"], rows)
