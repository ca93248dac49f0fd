"""What the screens of rounds show: read in a thread, put into words and columns here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from auditor.audit.details import KIND_WORDS
from auditor.audit.round_board import Counts, Line, count_by
from auditor.audit.round_cases import RoundCase
from auditor.audit.rounds import MONTHS_BETWEEN, Round, Standing
from auditor.tui.widgets.virtual_list import Cell, Column
from auditor.tui.words import count_of, day, due_words, joined
from auditor.use_cases.rounds.allocate import Candidate, again_words
from auditor.use_cases.rounds.mine import Allocated
from auditor.use_cases.rounds.plan import RoundView, list_rounds
from auditor.use_cases.service import Service

_ROOMY = 96
SYMBOLS = {
    Standing.WAITING: "-",
    Standing.ALLOCATED: "›",
    Standing.STARTED: "…",
    Standing.SUBMITTED: "✓",
    Standing.MODERATED: "■",
    Standing.EXEMPT: "×",
    Standing.REPLACED: "→",
}
"""Beside the word, wherever it is said how far a case is."""
NO_ROUNDS = (
    "There is no round yet.",
    "Press  n  to plan one: its name, the period it looks at, and the day by which its audits are due. Then you read "
    "in a list of cases, draw a sample, and ask auditors.",
)
NO_CASES = (
    "This round has no cases yet.",
    "Press  c  and name a file, CSV or .xlsx, with the columns: lcs number, team; also worker, line manager. "
    "Everything that is not understood is named, and nothing is half read.",
)
NOTHING_ALLOCATED = (
    "No case is allocated to you.",
    "When the QA lead asks you to audit one in a round, it stands here. Escape goes back to your audits.",
)


@dataclass(frozen=True)
class RoundRow:
    """A round in the list."""

    round: Round
    counts: Counts


@dataclass(frozen=True)
class GroupRow:
    """An auditor or a team on the board, with the counts of their cases."""

    name: str
    counts: Counts


def read_rounds(service: Service) -> list[RoundRow]:
    """Every round with its counts."""
    return [RoundRow(of, counts) for of, counts in list_rounds(service)]


def round_columns() -> tuple[Column[RoundRow], ...]:
    """The columns of the list of rounds."""

    def number(name: str) -> Callable[[RoundRow], Cell]:
        return lambda row: (str(getattr(row.counts, name)), "")

    return (
        Column("Round", 0, lambda row: (row.round.name, "strong")),
        Column("As at", 10, lambda row: (day(row.round.period.end), "muted"), from_width=_ROOMY),
        Column("Due", 10, lambda row: (day(row.round.due), "muted")),
        Column("Expected", 8, number("expected"), right=True),
        Column("Allocated", 9, number("allocated"), right=True),
        Column("Started", 7, number("started"), right=True, from_width=_ROOMY),
        Column("Submitted", 9, number("submitted"), right=True),
        Column("Moderated", 9, number("moderated"), right=True, from_width=_ROOMY),
        Column("Overdue", 7, _overdue_number, right=True),
    )


def _overdue_number(row: RoundRow) -> Cell:
    return str(row.counts.overdue), "inadequate" if row.counts.overdue else ""


def about_round(of: Round) -> list[str]:
    """A round in a few lines."""
    theme = f"({of.theme})" if of.theme else ""
    sample = f"{len(of.sample.drawn)} drawn on {day(of.sample.on)}" if of.sample else "not drawn yet"
    return [
        joined([f"{KIND_WORDS[of.kind]} {theme}".strip(), f"{day(of.period.start)} to {day(of.period.end)}"]),
        joined([count_of(len(of.cases), "case") + " in its list", sample, f"due {day(of.due)}"]),
        f"{of.share}% of its audits are moderated, {'blind' if of.blind else 'by a light-touch review'}",
    ]


def counts_words(counts: Counts) -> list[tuple[str, int]]:
    """The counts of a board with their names, in the order of the work; exempt and replaced where there are any."""
    names = ("expected", "allocated", "started", "submitted", "moderated", "overdue")
    rare = [name for name in ("exempt", "replaced") if getattr(counts, name)]
    return [(name, getattr(counts, name)) for name in (*names, *rare)]


# -- the board --------------------------------------------------------------------------------------------------------


def line_columns(seen: RoundView) -> tuple[Column[Line], ...]:
    """The columns of the sample."""
    return (
        Column("", 13, _standing_cell),
        Column("LCS number", 12, lambda line: (line.case.lcs_number, "strong")),
        Column("Team", 0, lambda line: (seen.team(line.case.team), "")),
        Column("Auditor", 14, lambda line: (seen.name(line.allocation.auditor), ""), below_width=_ROOMY),
        Column("Auditor", 20, lambda line: (seen.name(line.allocation.auditor), ""), from_width=_ROOMY),
        Column("Moderator", 20, lambda line: (seen.name(line.allocation.moderator), "muted"), from_width=_ROOMY),
        Column("Due", 15, lambda line: _due_cell(seen, line)),
    )


def _standing_cell(line: Line) -> Cell:
    out = line.standing in (Standing.EXEMPT, Standing.REPLACED)
    word = "nobody yet" if line.standing is Standing.WAITING else line.standing.value
    return f"{SYMBOLS[line.standing]} {word}", "muted" if out else ""


def _due_cell(seen: RoundView, line: Line) -> Cell:
    if line.overdue:
        return due_words(line.due, seen.today), "inadequate"
    more = " +" if line.allocation.extensions else ""
    return f"{day(line.due)}{more}", "muted"


def case_columns(seen: RoundView) -> tuple[Column[RoundCase], ...]:
    """The columns of the list before anything is drawn from it."""
    left_out = set(seen.left_out)

    def lately(case: RoundCase) -> Cell:
        earlier = seen.audited.get(case.id)
        if earlier is None:
            return "", ""
        said = "left out" if case.id in left_out else "kept"
        return f"{said}: audited {day(earlier.as_at)}", "requires-improvement" if said == "left out" else "accent"

    return (
        Column("LCS number", 12, lambda case: (case.lcs_number, "strong")),
        Column("Team", 0, lambda case: (seen.team(case.team), "")),
        Column("Audited lately", 28, lately),
    )


def group_columns(title: str) -> tuple[Column[GroupRow], ...]:
    """The columns of the board by auditor or by team."""

    def number(name: str) -> Callable[[GroupRow], Cell]:
        return lambda row: (
            str(getattr(row.counts, name)),
            "inadequate" if name == "overdue" and row.counts.overdue else "",
        )

    names = (("expected", 8), ("started", 7), ("submitted", 9), ("moderated", 9), ("overdue", 7), ("exempt", 6))
    counted = (Column(name.capitalize(), width, number(name), right=True) for name, width in names)
    return (Column(title, 0, lambda row: (row.name, "strong")), *counted)


def groups(seen: RoundView, by: str) -> list[GroupRow]:
    """The board by auditor or by team, in order of name."""

    def name(line: Line) -> str:
        if by == "teams":
            return seen.team(line.case.team)
        return seen.name(line.allocation.auditor) or "nobody yet"

    return [GroupRow(one, counts) for one, counts in sorted(count_by(seen.lines, name).items())]


def case_words(case: RoundCase) -> str:
    """Which case it is, or why that cannot be said any more."""
    if case.is_removed:
        return "LCS number removed: the time for which this case was kept is over"
    return f"LCS {case.lcs_number}"


def about_line(seen: RoundView, line: Line) -> list[str]:
    """Everything about one case of the sample, in a few lines."""
    one = line.allocation
    asked = f"{seen.name(one.auditor)} audits it" if one.auditor else "nobody is asked to audit it yet"
    ahead = f"{seen.name(one.moderator)} would moderate it" if one.moderator else ""
    said = [joined([seen.team(line.case.team), asked, ahead])]
    if one.stands_for:
        said.append(f"stands in for {seen.number(one.stands_for)}")
    if one.extensions:
        last = one.extensions[-1]
        said.append(f"more time until {day(last.due)}: {last.reason} (allowed by {seen.name(last.approver)})")
    if one.exempt:
        said.append(f"exempt: {one.exempt.reason} (allowed by {seen.name(one.exempt.approver)})")
    if one.replaced_by:
        said.append(f"drawn, not audited: {one.replaced_because}. {seen.number(one.replaced_by)} stands in")
    return said


def about_case(seen: RoundView, case: RoundCase) -> list[str]:
    """Everything about one case of the list, in a few lines."""
    staff = [
        f"{name} {one.code or seen.name(one.person)}"
        for name, one in (("worker", case.worker), ("line manager", case.manager))
        if one is not None
    ]
    said = [joined([seen.team(case.team), *staff])]
    if case.id in seen.round.kept:
        said.append(f"kept: {seen.round.kept[case.id]}")
    elif case.id in seen.audited:
        said.append(f"Audited within {MONTHS_BETWEEN} months, so it is not drawn. k keeps it, with a reason.")
    return said


def candidate_words(one: Candidate, team: str) -> str:
    """Somebody who might be asked, with what speaks against them."""
    parts = [one.person.name, f"has {one.has}"]
    if one.again:
        parts.append(again_words(one.person.name, team).rstrip("."))
    if one.against:
        parts.append("cannot: " + "; ".join(one.against))
    return joined(parts)


# -- the auditor's own ------------------------------------------------------------------------------------------------


def allocated_columns(today: date) -> tuple[Column[Allocated], ...]:
    """The columns of the cases allocated to whoever works."""

    def due(one: Allocated) -> Cell:
        return due_words(one.due, today), "inadequate" if one.due < today else ""

    return (
        Column("LCS number", 12, lambda one: (one.lcs_number, "strong")),
        Column("Team", 0, lambda one: (one.team_name, "")),
        Column("Kind", 14, lambda one: (KIND_WORDS[one.kind], "muted")),
        Column("As at", 10, lambda one: (day(one.period.end), "muted")),
        Column("Due", 16, due),
        Column("Round", 20, lambda one: (one.round_name, "muted"), from_width=_ROOMY),
    )
