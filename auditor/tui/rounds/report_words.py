"""What the screen of a round's report shows: read in a thread, put into columns and words here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from auditor.audit.narrative import Recommendation, Speaker
from auditor.tui.widgets.virtual_list import Cell, Column
from auditor.tui.words import count_of, day, joined
from auditor.use_cases.rounds.findings import FindingDraft, draft_findings
from auditor.use_cases.rounds.narrative import narrative_of
from auditor.use_cases.rounds.voices import Passage, practice_to_share, quotes_to_choose_from
from auditor.use_cases.service import Service

VIEWS = {
    "findings": "Findings",
    "quotes": "Quotes",
    "practice": "Good practice",
    "recommendations": "Recommendations",
}
"""The parts of a report that are written, by what they are called here."""
SAID_BY = {
    Speaker.CHILD: "a child",
    Speaker.PARENT: "a parent or carer",
    Speaker.WORKER: "a worker",
    Speaker.PARTNER: "a partner agency",
}
NOTHING = {
    "findings": ("The report has no findings.", "Its definition shows none: auditor report check."),
    "quotes": (
        "Nothing was said yet.",
        "What child, parent and worker say in the audits of this round stands here, sentence by sentence, once an "
        "audit is submitted.",
    ),
    "practice": (
        "No strength was found yet.",
        "What the audits of this round find strong stands here once an audit is submitted. Press  n  to type good "
        "practice yourself.",
    ),
    "recommendations": ("Nothing is recommended yet.", "Press  n  to recommend something: what, to whom, by when."),
}


@dataclass(frozen=True)
class Numbered:
    """A recommendation with its place in the list, from 1."""

    number: int
    one: Recommendation


Row = FindingDraft | Passage | Numbered


def read_part(service: Service, round_id: str, view: str) -> tuple[str, Sequence[Row]]:
    """A part of a round's report, and which it is."""
    match view:
        case "findings":
            return view, draft_findings(service, round_id)
        case "quotes":
            return view, quotes_to_choose_from(service, round_id)
        case "practice":
            return view, practice_to_share(service, round_id)
        case _:
            found = narrative_of(service, round_id).recommendations
            return view, [Numbered(number, one) for number, one in enumerate(found, start=1)]


def columns(view: str, rows: Sequence[Row]) -> tuple[Column[Any], ...]:
    """The columns of a part."""
    match view:
        case "findings":
            headings = Counter(one.heading for one in rows if isinstance(one, FindingDraft))
            return (
                Column("", 1, _finding_mark),
                Column("Finding", 0, lambda one: (_called(one, alone=headings[one.heading] == 1), "")),
            )
        case "quotes":
            return (
                Column("", 1, _passage_mark),
                Column("Said by", 8, lambda one: (str(one.speaker.value if one.speaker else ""), "muted")),
                Column("Words", 0, _words),
            )
        case "practice":
            return (Column("", 1, _passage_mark), Column("Strength", 0, _words))
        case _:
            return (
                Column("No", 2, lambda row: (str(row.number), ""), right=True),
                Column("Recommendation", 0, lambda row: (row.one.what, "")),
            )


def _called(one: FindingDraft, *, alone: bool) -> str:
    """A finding by its heading; by its name too, where it does not stand alone beneath that."""
    return one.heading if alone else f"{one.heading}: {one.name.replace('_', ' ')}"


def _finding_mark(one: FindingDraft) -> Cell:
    if one.withheld:
        return "?", "muted"
    if one.own is None:
        return "·", "muted"
    return ("!", "requires-improvement") if one.changed else ("✎", "accent")


def _passage_mark(one: Passage) -> Cell:
    if one.chosen is None:
        return "·", "muted"
    if not one.stands:
        return "!", "requires-improvement"
    return ("P", "accent") if one.chosen.public else ("✓", "good")


def _words(one: Passage) -> Cell:
    return (one.chosen.text, "strong") if one.chosen else (one.text, "")


def summed(view: str, rows: Sequence[Row]) -> str:
    """A part in one line."""
    match view:
        case "findings":
            found = [one for one in rows if isinstance(one, FindingDraft)]
            own = sum(one.own is not None for one in found)
            changed = sum(one.changed for one in found)
            late = f", {changed} to look at again" if changed else ""
            return f"{count_of(len(found), 'finding')}: {own} in own words{late}."
        case "quotes" | "practice":
            chosen = sum(isinstance(one, Passage) and one.chosen is not None for one in rows)
            return f"{chosen} of {len(rows)} chosen."
        case _:
            return f"{count_of(len(rows), 'recommendation')}."


# -- beside the list --------------------------------------------------------------------------------------------------


def told(row: Row) -> Content:
    """Everything about what is selected."""
    match row:
        case FindingDraft():
            return _told_finding(row)
        case Passage():
            return _told_passage(row)
        case Numbered():
            due = day(row.one.due) if row.one.due else "no day set"
            parts: list[str | tuple[str, str]] = [(row.one.what, "bold"), f"\n\nOwner: {row.one.owner}\nBy when: {due}"]
            return Content.assemble(*parts)


def _told_finding(one: FindingDraft) -> Content:
    drafted = one.drafted or "The figures say nothing here."
    if one.withheld:
        why = (
            "Somebody else wrote something in its place. You read it once you have moderated the audits of this round "
            "that you are asked to moderate blind."
        )
        return Content.assemble((one.heading, "bold"), "\n\n", (why, "$muted"), "\n\nDrafted\n", drafted)
    if one.own is None:
        return Content.assemble((one.heading, "bold"), "\n\n", ("Drafted from the figures", "$muted"), "\n", drafted)
    parts: list[str | tuple[str, str]] = [(one.heading, "bold"), "\n\n", ("Own words", "$accent"), "\n", one.own.text]
    if one.changed:
        late = "\n\nThe figures have changed since this was written. The report says so."
        return Content.assemble(*parts, (late, "$grade-requires-improvement"), "\nDrafted now: ", drafted)
    return Content.assemble(*parts, "\n\n", ("Drafted from the figures", "$muted"), "\n", drafted)


def _told_passage(one: Passage) -> Content:
    parts: list[str | tuple[str, str]] = []
    if one.speaker is not None:
        parts += [(f"Said by {SAID_BY[one.speaker]}", "bold"), "\n"]
        if one.speaker is Speaker.CHILD:
            parts.append(("For the service only: children's words are never published.\n", "$muted"))
    where = joined([one.team, f"LCS {one.lcs_number}" if one.lcs_number else ""]) or "Typed for this report"
    parts += [(where, "$muted"), "\n\n"]
    chosen = one.chosen
    if chosen is None:
        return Content.assemble(*parts, one.text)
    parts += [("In the report", "$accent"), "\n", chosen.text]
    if chosen.why:
        parts.append((f"\n\nIt may stand because: {chosen.why}", "$muted"))
    if not one.stands:
        late = "\n\nThe audit no longer says this: it was changed after this was chosen."
        parts.append((late, "$grade-requires-improvement"))
    elif one.text != chosen.text:
        parts += ["\n\n", ("As it was noted", "$muted"), "\n", one.text]
    return Content.assemble(*parts)
