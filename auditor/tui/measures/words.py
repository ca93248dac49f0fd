"""What the measures screens read and say: figures as they are printed, and where each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from auditor.audit.dates import MONTH_NAMES
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.measures.bands import BAND_WORDS, bands_between
from auditor.measures.rates import share_to_percent
from auditor.measures.scorecard import Measure
from auditor.standards.model import Checklist, KeyJudgement, MeasureDefinition
from auditor.store.records import AuditFilter, AuditSummary
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column
from auditor.tui.words import GRADE_SYMBOLS, day, graded, role_of_grade
from auditor.tui.work.listing import Names, read_names
from auditor.use_cases.audits.list_work import count_audits, list_audits
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, Scorecard, filter_of, months_counted, show_measures

_ROOMY = 96
_TOO_FEW, _NO_BAND = "?", "–"


@dataclass(frozen=True)
class Shown:
    """A scorecard as read, with what the screen needs beside it.

    Attributes:
        months: the first and the last month in which anything counts.
        teams: id and name of each.
        judgements: by measure.
        sections: title by id.
    """

    card: Scorecard
    months: tuple[str, str] | None
    teams: Sequence[tuple[UUID, str]]
    edition: Checklist

    @property
    def judgements(self) -> dict[str, KeyJudgement]:
        """What each measure is judged from."""
        return {judgement.measure: judgement for judgement in self.edition.judgements}


def read_card(service: Service, choice: Choice) -> Shown:
    """Read the scorecard."""
    teams = tuple((team.id, team.name) for team in service.teams().values())
    return Shown(show_measures(service, choice), months_counted(service), teams, service.standards.current)


# -- months -----------------------------------------------------------------------------------------------------------


def month_words(month: str) -> str:
    """A month in words: ``2026-03`` is Mar 2026."""
    year, number = month.split("-")
    return f"{MONTH_NAMES[int(number) - 1][:3]} {year}"


def month_back(month: str, by: int) -> str:
    """The month so many before."""
    year, number = (int(part) for part in month.split("-"))
    year, place = divmod(year * 12 + number - 1 - by, 12)
    return f"{year}-{place + 1:02}"


def months_words(choice: Choice, months: tuple[str, str] | None) -> str:
    """The months that count, in words."""
    first, last = choice.first or (months[0] if months else None), choice.last or (months[1] if months else None)
    if first is None or last is None:
        return "all months"
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def parse_month(text: str) -> str | None:
    """The month a person typed, as 03/2026 or 2026-03; None when it is none."""
    parts = text.strip().replace("/", "-").split("-")
    if len(parts) != 2 or not all(part.isdigit() for part in parts):
        return None
    year, month = (parts[0], parts[1]) if len(parts[0]) == 4 else (parts[1], parts[0])
    return f"{year}-{int(month):02}" if len(year) == 4 and 1 <= int(month) <= 12 else None


def parse_months(text: str) -> tuple[str, str] | None:
    """The first and last month a person typed, with "to" between; one month stands for both."""
    found = [parse_month(part) for part in text.lower().split("to")]
    if not 1 <= len(found) <= 2 or None in found:
        return None
    return str(found[0]), str(found[-1])


# -- figures ----------------------------------------------------------------------------------------------------------


def figure(measure: Measure) -> str:
    """The figure: 23 of 40 (58%)."""
    if measure.percent is None:
        return measure.band_word
    return f"{measure.numerator} of {measure.denominator} ({measure.percent}%)"


def interval(measure: Measure) -> str:
    """The 95% interval: 42–72%."""
    if measure.lower is None or measure.upper is None:
        return ""
    return f"{share_to_percent(measure.lower):.0f}–{share_to_percent(measure.upper):.0f}%"


def band(measure: Measure) -> str:
    """The band as symbol and word, or why there is none."""
    if measure.percent is None:
        return ""
    symbol = GRADE_SYMBOLS[measure.band] if measure.band else _TOO_FEW if measure.too_few else _NO_BAND
    return f"{symbol} {measure.band_word}"


def _short(words: str) -> str:
    return words.replace("requires improvement", "req. improvement")


def columns() -> tuple[Column[Measure], ...]:
    """The scorecard's columns; the figure, its interval and its band always stand together."""

    def plain(measure: Measure) -> str:
        return "" if measure.percent is not None else "muted"

    return (
        Column("", 5, lambda row: (row.id, "muted")),
        Column("Measure", 0, lambda row: (row.title, plain(row))),
        Column("Good or better", 18, lambda row: (figure(row), "strong" if row.percent is not None else "muted")),
        Column("95% range", 9, lambda row: (interval(row), "")),
        Column("Band", 22, lambda row: (band(row), role_of_grade(row.band) or "muted"), from_width=_ROOMY),
        Column("Band", 18, lambda row: (_short(band(row)), role_of_grade(row.band) or "muted"), below_width=_ROOMY),
    )


def source_words(judgement: KeyJudgement | None, edition: Checklist) -> str:
    """Where a measure comes from, in words."""
    if judgement is None:
        return ""
    source = judgement.source
    titles = {section.id: f"{section.code} {section.title}" for section in edition.sections}
    if source.section is not None:
        return f"The grade of {titles[source.section]}."
    if source.lowest_of is not None:
        return (
            "Graded by the auditor; suggested: the lower of "
            + " and ".join(titles[item] for item in source.lowest_of)
            + "."
        )
    if source.computed is not None:
        return "Computed from dates on the file, not judged."
    lenses = source.lenses()
    number = sum(1 for criterion in edition.criteria.values() if set(lenses) & set(criterion.lenses))
    return f"Judged across sections by the auditor, at the end, on up to {number} questions."


def other_bands(measure: Measure, definition: MeasureDefinition) -> str:
    """In which other bands the true figure may lie, as a sentence; empty where there is none, or no band at all."""
    if measure.band is None or measure.lower is None or measure.upper is None:
        return ""
    others = [BAND_WORDS[one] for one in bands_between(measure.lower, measure.upper, definition) if one != measure.band]
    if not others:
        return ""
    *more, last = others
    reached = f"{', '.join(more)} or {last}" if more else last
    return f" Here {BAND_WORDS[measure.band]}, but it could also be {reached}."


def about(measure: Measure, shown: Shown) -> list[tuple[str, str]]:
    """What is said about the selected measure, as heading and text."""
    judgement = shown.judgements.get(measure.id)
    moderated = ""
    if measure.denominator and measure.moderated is not None:
        moderated = f"{measure.moderated} of {measure.denominator} audits were moderated."
    sure = ""
    if measure.percent is not None:
        sure = (
            f"{figure(measure)} {met_words(measure)}; 95% range {interval(measure)}: what the luck of the draw allows."
        )
    definition = next((one for one in shown.card.book.measures if one.id == measure.id), None)
    sure += other_bands(measure, definition) if definition else ""
    if measure.too_few:
        sure += f" Under {shown.card.book.too_few} audits no band is given: too few to tell."
    return [
        (item, text)
        for item, text in (
            ("", f"{measure.id}  {measure.title}"),
            ("Priority", measure.priority),
            ("Figure", sure or measure.band_word),
            ("Moderated", moderated),
            ("Asked", judgement.question if judgement else ""),
            ("Judged from", source_words(judgement, shown.edition)),
            ("Thresholds", measure.thresholds),
            ("Reading them", measure.decision),
            ("Note", ". ".join(part for part in (measure.note, judgement.note if judgement else "") if part)),
        )
        if text
    ]


def met_words(measure: Measure) -> str:
    """What the figure is a share of."""
    return "in time" if measure.rule else "good or better"


# -- the audits behind a figure ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Behind:
    """The audits behind a figure, as read."""

    wanted: AuditFilter
    count: int
    first_page: Sequence[AuditSummary]
    names: Names


def read_behind(service: Service, choice: Choice, measure: Measure, meets: bool | None, early_help: bool) -> Behind:
    """Read the audits behind a figure, those this person may see."""
    wanted = replace(filter_of(choice, early_help=early_help), meets=meets)
    wanted = replace(wanted, rule=measure.rule) if measure.rule else replace(wanted, measure=measure.id)
    count = count_audits(service, wanted)
    return Behind(wanted, count, list_audits(service, wanted, 0, PAGE), read_names(service))


def behind_columns(names: Names, measure: Measure) -> tuple[Column[AuditSummary], ...]:
    """The columns of that list."""

    def grade_cell(row: AuditSummary) -> Cell:
        if measure.rule:
            met, late = row.timescales.get(measure.rule, (0, 0))
            return f"{met} of {met + late} in time", ""
        grade = row.judgements.get(measure.id)
        return (graded(grade), role_of_grade(grade)) if grade else ("", "")

    return (
        Column("LCS number", 12, lambda row: (row.lcs_number, "strong")),
        Column("Judged", 22, grade_cell),
        Column("Meets", 9, lambda row: _meets_cell(row, measure)),
        Column("Who or what", 0, lambda row: (names.who(row), "")),
        Column("Team", 26, lambda row: (names.teams.get(row.team_id, ""), "muted"), from_width=96),
        Column("As at", 10, lambda row: (day(row.as_at), "muted")),
    )


def _meets_cell(row: AuditSummary, measure: Measure) -> Cell:
    if measure.rule:
        late = row.timescales.get(measure.rule, (0, 0))[1]
        return ("late", "accent") if late else ("in time", "")
    grade = row.judgements.get(measure.id)
    return ("meets", "") if grade in ("good", "outstanding") else ("does not", "accent")


def kind_words(kinds: Sequence[AuditKind]) -> str:
    """The kinds that count, in words."""
    return ", ".join(f"{KIND_WORDS[kind]}s" for kind in kinds)
