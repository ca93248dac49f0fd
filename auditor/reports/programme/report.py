"""The audit programme on a page: the year's rounds and other audits by month, what was found, and what is next."""

from collections.abc import Callable, Iterable
from datetime import date

from auditor.audit.dates import MONTH_NAMES
from auditor.measures.thematic import Share
from auditor.reports.document import Block, Bullets, Cell, Chart, Column, Line, Lines, Number, Paragraph, Row, Table
from auditor.reports.figures import Matrix, MatrixCell
from auditor.reports.marks import Mark, Tone
from auditor.reports.programme.data import KindDone, ProgrammeReportData, RoundPlanned, Standing
from auditor.reports.words import counted, day_words, left_out_words, moment_words, months_words, sentence

NAMED = ("period", "audits", "rounds", "day")
"""What the wording may name in braces, beside what every report has."""
STANDINGS: dict[Standing, Mark] = {
    Standing.PLANNED: Mark("Planned", "•", "neutral"),
    Standing.RUNNING: Mark("Running", "→", "requires_improvement"),
    Standing.DONE: Mark("Done", "✓", "good"),
}
_NONE = "–"
_PLANNED, _ALL = "plan", "Rounds included"
"""In the month of a round that is planned; and the status of what is no round."""
_MOST_THEMES = 4
"""Themes without an audit that are named; how many more there are is said."""


def placeholders(data: ProgrammeReportData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "period": months_words(data.months[0], data.months[-1]),
        "audits": counted(data.done, "audit"),
        "rounds": counted(len(data.rounds), "round"),
        "day": day_words(data.made_at.date()),
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


# -- in sentences -----------------------------------------------------------------------------------------------------


def _overview(data: ProgrammeReportData) -> str:
    """How many audits are done and expected, by kind, and who audits."""
    kinds = _by_kind(data.kinds)
    told = f"{counted(data.done, 'audit')} {_are(data.done)} done"
    told += f": {_listed(counted(count, name) for name, count in kinds.items())}." if kinds else "."
    if data.expected:
        late = f", {data.overdue} overdue" if data.overdue else ""
        told += f" {data.of_rounds} of {data.expected} expected in rounds {_are(data.of_rounds)} in{late}."
    people = sum(data.auditors.values())
    roles = _listed(counted(count, words) for words, count in data.auditors.items())
    who = f"{counted(people, 'person', 'people')} audited: {roles}." if people else "Nobody has audited yet."
    return f"{told} {who}"


def _by_kind(kinds: Iterable[KindDone]) -> dict[str, int]:
    """How many are done by kind, those of all themes together."""
    found: dict[str, int] = {}
    for one in kinds:
        name = "thematic audit" if one.thematic else one.name
        found[name] = found.get(name, 0) + one.done
    return {name: count for name, count in found.items() if count}


def coming(data: ProgrammeReportData) -> list[Block]:
    """What is running and planned, and which themes nobody has looked at."""
    told = [_running(one) for one in data.rounds if one.standing is Standing.RUNNING]
    planned = [one for one in data.rounds if one.standing is Standing.PLANNED]
    told += [_planned(one) for one in planned]
    if not planned:
        told.append("No further round is planned in this programme.")
    if data.themes_without:
        named = data.themes_without[:_MOST_THEMES]
        left = len(data.themes_without) - len(named)
        more = f"; and {left} more" if left else ""
        told.append(f"No audit or round of these themes: {'; '.join(named)}{more}.")
    return [Bullets(tuple(told))]


def _running(one: RoundPlanned) -> str:
    left, late = one.still_to_come, one.counts.overdue
    overdue = f", {late} of them overdue" if late else ""
    return f"{one.name}: {counted(left, 'audit')} still to come{overdue}; due by {day_words(one.due)}."


def _planned(one: RoundPlanned) -> str:
    drawn = f"{counted(one.counts.expected, 'case')} drawn" if one.drawn else "its sample is not drawn yet"
    return f"{one.name}: {one.kind}, as at {day_words(one.as_at)}, due by {day_words(one.due)}; {drawn}."


# -- the year ---------------------------------------------------------------------------------------------------------


def year(data: ProgrammeReportData) -> list[Block]:
    """The year in sentences, rounds and kinds by month, and what each came to; never left out."""
    if not data.rounds and not data.kinds:
        return []
    most = max((count for one in data.kinds for count in one.months.values()), default=0)
    names, cells = [], []
    for planned in data.rounds:
        names.append(planned.name)
        cells.append(tuple(_round_cell(planned, month) for month in data.months))
    for kind in data.kinds:
        names.append(_kind_name(kind))
        cells.append(tuple(_kind_cell(kind.months.get(month, 0), most) for month in data.months))
    figure = Matrix(tuple(names), tuple(_short(month) for month in data.months), tuple(cells))
    title = "Audits submitted, by the month at which they judge the file; rounds are framed"
    blocks: list[Block] = [Paragraph(_overview(data), strong=True)]
    if data.left_out:
        blocks.append(Paragraph(f"Left out: {left_out_words(data.left_out, data.made_by, of_rounds=True)}."))
    return [*blocks, Chart(title, _alt(data), figure, _table(data))]


def _round_cell(one: RoundPlanned, month: str) -> MatrixCell:
    if f"{one.as_at:%Y-%m}" == month:
        shown = _PLANNED if one.standing is Standing.PLANNED else str(one.counts.submitted)
        return MatrixCell(shown, 0.6, STANDINGS[one.standing].tone, framed=True)
    on = f"{one.as_at:%Y-%m}" < month <= f"{one.due:%Y-%m}"
    return MatrixCell("", 0.15 if on else 0.0, STANDINGS[one.standing].tone)


def _kind_cell(count: int, most: int) -> MatrixCell:
    tone: Tone = "neutral"
    return MatrixCell(str(count) if count else "", count / most if most else 0.0, tone)


def _alt(data: ProgrammeReportData) -> str:
    rounds, kinds = counted(len(data.rounds), "round"), counted(len(data.kinds), "kind")
    told = [f"{rounds} and {kinds} of audit over {counted(len(data.months), 'month')}."]
    for standing in Standing:
        named = [one.name for one in data.rounds if one.standing is standing]
        if named:
            told.append(f"{sentence(standing.value)}: {_listed(named)}.")
    totals = {month: sum(one.months.get(month, 0) for one in data.kinds) for month in data.months}
    most = max(totals.values(), default=0)
    if most:
        told.append(
            f"Most audits are of {_listed(_short(month) for month, count in totals.items() if count == most)} ({most})."
        )
    return " ".join(told)


def _table(data: ProgrammeReportData) -> Table:
    columns = (
        Column("Round, or kind of audit", 3.3),
        Column("Status", 1.2),
        Column("Done", 1.0, "right"),
        Column("What was found", 4.2),
    )
    rows = [*(Row(_round_cells(one)) for one in data.rounds), *(Row(_kind_cells(one)) for one in data.kinds)]
    return Table(columns, tuple(rows), row_headers=True)


def _round_cells(one: RoundPlanned) -> tuple[Cell, ...]:
    details = f"{sentence(one.kind)}, as at {_day(one.as_at)}, due {_day(one.due)}"
    done = (
        Number(f"{one.counts.submitted} of {one.counts.expected}", one.counts.submitted) if one.drawn else Number(_NONE)
    )
    found = _good(one.good) if one.counts.submitted and one.good.of else _NONE
    short = f"; most often short: {one.short}" if one.short and found != _NONE else ""
    return (
        Lines((Line(one.name, strong=True), Line(details, quiet=True))),
        STANDINGS[one.standing],
        done,
        f"{found}{short}",
    )


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _kind_cells(one: KindDone) -> tuple[Cell, ...]:
    months = ", ".join(f"{_short(month)} {count}" for month, count in sorted(one.months.items()) if count)
    name = Lines((Line(_kind_name(one), strong=True), Line(months, quiet=True)))
    found = _good(one.good) if one.good.of else _NONE
    expected = f"; {one.expected} were expected in rounds" if one.expected else ""
    return (name, _ALL, Number(str(one.done), one.done), f"{found}{expected}")


def _kind_name(one: KindDone) -> str:
    return one.name if one.thematic else f"{sentence(one.name)}s"


def _good(share: Share) -> str:
    return f"{share.count} of {share.of} good or outstanding ({share.percent}%)"


def _short(month: str) -> str:
    """A month in three letters."""
    return MONTH_NAMES[int(month.split("-")[1]) - 1][:3]


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


SHOWS: dict[str, Callable[[ProgrammeReportData], list[Block]]] = {
    "year": year,
    "next": coming,
}
