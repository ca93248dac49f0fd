"""The later parts of a thematic audit's report: set beside others, read a second time, and what happens next."""

from collections.abc import Callable

from auditor.audit.action_steps import STATUS_WORDS, Status
from auditor.measures.rates import whole_percent
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import FEWEST, Share, change_words
from auditor.reports import matrix_blocks
from auditor.reports.chart_blocks import one_bar
from auditor.reports.document import Block, Column, Heading, Paragraph, Row, Table
from auditor.reports.figures import BarPart
from auditor.reports.marks import Mark, Tone
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.thematic.findings import changed_since, finding_block, good_share, said
from auditor.reports.words import counted, day_words, grade_mark, sentence

_NONE = "–"
_STATUS_SYMBOLS: dict[Status, str] = {Status.NO_REPORT: "•", Status.ON_TRACK: "→"}
"""In place of signs that the fonts of reports lack."""
_STATUS_TONES: dict[Status, Tone] = {
    Status.ON_TRACK: "good",
    Status.SOME_ISSUES: "requires_improvement",
    Status.NOT_ON_TRACK: "inadequate",
    Status.COMPLETE: "outstanding",
}

_TABLE_FROM = 3
"""Records that at least one team must have for a table by team."""


def by_team(data: ThematicReportData) -> list[Block]:
    """Overall grades by team; for the service's own eyes."""
    if not data.by_team:
        return []
    names = list(data.by_team)
    marks = [grade_mark(data.scale, grade) for grade in GRADES]
    counts = [[data.by_team[name].get(grade, 0) for grade in GRADES] for name in names]
    found = finding_block("by_team", data)
    if max(map(sum, counts)) < _TABLE_FROM:
        left_out = "A table of so few would tell of single workers, and not of teams; it is left out."
        return [*found, Paragraph(left_out, quiet=True)]
    return [*found, matrix_blocks.by_team("Overall grades by team", names, marks, counts)]


def compared(data: ThematicReportData) -> list[Block]:
    """Against the last audit of the theme, and beside the service."""
    blocks, before = finding_block("compared", data), data.before
    if before is not None and before.comparable:
        columns = (
            Column("Good or outstanding", 3.2),
            Column("Now", 1.6, "right"),
            Column("Before", 1.6, "right"),
            Column("Compared", 1.8),
        )
        pairs = [("Overall", good_share(data.sums.overall), good_share(before.sums.overall))]
        for key, name in data.names.sections.items():
            if key in data.sums.sections and key in before.sums.sections:
                pairs.append((name, good_share(data.sums.sections[key]), good_share(before.sums.sections[key])))
        rows = [Row((name, _share(now), _share(then), sentence(change_words(now, then)))) for name, now, then in pairs]
        blocks.append(Table(columns, tuple(rows), f"Before: {before.words}", row_headers=True))
    beside, changed = said("service", data), changed_since("service", data)
    blocks += [Paragraph(beside)] if beside else []
    return [*blocks, Paragraph(changed, quiet=True)] if changed else blocks


def _share(share: Share) -> str:
    return _NONE if share.percent is None else f"{share.count} of {share.of} ({share.percent}%)"


def agreement(data: ThematicReportData) -> list[Block]:
    """How far a second reading came to the same grade."""
    blocks = finding_block("agreement", data)
    for one in data.agreed:
        if one.figures.n < FEWEST:  # a table of so few says no more than the sentence
            continue
        marks = [grade_mark(data.scale, grade) for grade in one.figures.order]
        title = f"Overall grades of {counted(one.figures.n, 'audit')}, {one.words}"
        blocks += [
            matrix_blocks.agreement(title, marks, one.figures.table, "Auditor's grade", "Moderator's grade"),
            Paragraph(one.meaning, quiet=True),
        ]
    return blocks


# -- what happens next ------------------------------------------------------------------------------------------------


def actions(data: ThematicReportData) -> list[Block]:
    """Actions with owner, day and status."""
    found = data.actions
    if not found.total:
        return []
    parts = [
        BarPart(_status_mark(status), found.statuses[status], whole_percent(found.statuses[status], found.total))
        for status in Status
        if found.statuses.get(status)
    ]
    blocks = [*finding_block("actions", data), one_bar("How the actions stand", tuple(parts), "Status", "Actions")]
    owners = ", ".join(f"{sentence(owner)} {count}" for owner, count in found.owners.items())
    blocks.append(Paragraph(f"By owner: {owners}."))
    if found.lines:
        columns = (
            Column("Action", 3.2),
            Column("Owner", 1.1),
            Column("Team", 2.1),
            Column("Due", 2.0),
            Column("Status", 1.95),
        )
        rows = tuple(
            Row((one.what, sentence(one.owner), one.team, day_words(one.due), _line_mark(one.status, one.overdue)))
            for one in found.lines
        )
        blocks += [Heading("Still to be done", 2), Table(columns, rows)]
        if left := found.open - len(found.lines):
            blocks.append(
                Paragraph(f"{counted(left, 'action')} more, due later. All of them: auditor actions list.", quiet=True)
            )
    return blocks


def _status_mark(status: Status) -> Mark:
    symbol, words = STATUS_WORDS[status]
    return Mark(sentence(words), _STATUS_SYMBOLS.get(status, symbol), _STATUS_TONES.get(status, "neutral"))


def _line_mark(status: Status, overdue: bool) -> Mark:
    mark = _status_mark(status)
    return Mark(f"{mark.word}; overdue", mark.symbol, mark.tone) if overdue else mark


SHOWS: dict[str, Callable[[ThematicReportData], list[Block]]] = {
    "by_team": by_team,
    "compared": compared,
    "agreement": agreement,
    "actions": actions,
}
"""The blocks of this module."""
