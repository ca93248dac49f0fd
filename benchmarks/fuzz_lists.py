"""The commands that read a list, CSV or workbook, each with a source of malformed lists for it."""

from datetime import date
from typing import ClassVar
from unittest.mock import patch

from auditor.audit.changes import key_date
from auditor.audit.imported_rows import FIGURE_COLUMNS
from auditor.audit.profile import Period
from auditor.audit.round_rows import CASE_COLUMNS
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.rows import COLUMNS
from auditor.audit.timescales.term_rows import TERM_COLUMNS
from auditor.cli.handlers import timescales
from auditor.standards.load import load_standards
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.rounds.plan import new_round
from auditor.use_cases.service import Service
from benchmarks import malformed
from benchmarks.fuzz_target import LCS_NUMBER, StoreTarget, Target
from benchmarks.malformed import Dice


class _OfList(Target):
    """A command that reads a list."""

    heads: ClassVar[tuple[str, ...]] = COLUMNS
    names: tuple[str, ...] = ("Autumn", "Spring", "Summer")

    def list_file(self, dice: Dice) -> str:
        return self.put(dice, lambda: self._list(dice))

    def _list(self, dice: Dice) -> bytes:
        rows = malformed.cells(dice, self.heads, self.names)
        if dice.random() < 0.3:
            return malformed.as_workbook(dice, rows)
        content = malformed.as_csv(dice, rows)
        return content if dice.random() < 0.6 else malformed.spoilt(dice, content)


class _Timescales(_OfList):
    """A command that reads the shipped standards: once here, because reading them takes longer than all the rest."""

    def prepare(self) -> None:
        self.read = load_standards()
        self.once = patch.object(timescales, "load_standards", lambda _: self.read)
        self.once.start()

    def close(self) -> None:
        self.once.stop()


class CheckTimescales(_Timescales):
    """``auditor timescales check --events``."""

    name = "timescales-events"

    def prepare(self) -> None:
        super().prepare()
        edition = self.read.current
        self.names = tuple(edition.events.by_name)
        tags = edition.tags
        self.tags = [*tags.by_id, *(one.id for one in tags.statuses), *(one.id for one in tags.facts)]
        self.tags += [one.id for one in tags.age_bands]

    def words(self, dice: Dice) -> list[str]:
        tags = ",".join(dice.sample(self.tags, dice.choice((0, 2, 6))))
        shown = dice.choice(([], ["--json"], ["--csv"], ["--explain"]))
        first = dice.choice(([], ["--first-day-counts"], ["--period-from", "1900-01-01"]))
        as_at = dice.choice(("2026-06-30", "2026-06-30", "2199-12-31"))
        return [
            "timescales",
            "check",
            "--events",
            self.list_file(dice),
            "--tags",
            tags,
            "--as-at",
            as_at,
            *shown,
            *first,
        ]


class CheckTerms(_Timescales):
    """``auditor timescales check --terms``."""

    name = "timescales-terms"
    heads = TERM_COLUMNS

    def prepare(self) -> None:
        super().prepare()
        self.dates = self.place / "dates.csv"
        plan = "personal education plan completed"
        self.dates.write_text(f"event,date\nbecame cared for,10/11/2025\n{plan},05/12/2025\n{plan},20/03/2026\n")

    def words(self, dice: Dice) -> list[str]:
        given = ["--events", str(self.dates), "--tags", "cared_for,age_10_15", "--terms", self.list_file(dice)]
        return ["timescales", "check", *given, "--as-at", "2026-06-30"]


class CalendarTerms(StoreTarget, _OfList):
    """``auditor calendar terms``."""

    name = "calendar-terms"
    heads = TERM_COLUMNS

    def words(self, dice: Dice) -> list[str]:
        return ["calendar", "terms", self.list_file(dice), *self.where]

    def follow(self, out: str) -> list[str]:
        return ["calendar", "show", *self.where]


class ImportDates(StoreTarget, _OfList):
    """``auditor audit date import``."""

    name = "date-import"

    def fill(self, service: Service) -> None:
        super().fill(service)
        opened = open_audit(service, self.audit)
        self.names = tuple(opened.checklist.events.by_name)
        dated = KeyDate.from_body(str(service.new_id()), {"event": "case_allocated", "on": "2026-02-02"})
        record(service, opened, [key_date(dated)])

    def words(self, dice: Dice) -> list[str]:
        return ["audit", "date", "import", LCS_NUMBER, self.list_file(dice), *self.where]

    def follow(self, out: str) -> list[str]:
        return ["audit", "times", LCS_NUMBER, "--explain", *self.where]


class RoundCases(StoreTarget, _OfList):
    """``auditor rounds cases``."""

    name = "round-cases"
    heads = CASE_COLUMNS

    def fill(self, service: Service) -> None:
        period = Period(date(2026, 1, 1), date(2026, 6, 30))
        self.round = new_round(service, "Summer", period=period, due=date(2026, 7, 31)).id
        staff = (service.person.name, str(service.person.id), "SW1042")
        self.teams = tuple(team.name for team in service.teams().values())
        self.names = (*staff, *self.teams)

    def words(self, dice: Dice) -> list[str]:
        return ["rounds", "cases", self.round, self.list_file(dice), *dice.choice(([], ["--json"])), *self.where]

    def follow(self, out: str) -> list[str]:
        return ["rounds", "show", self.round, *self.where]


class ImportFigures(StoreTarget, _OfList):
    """``auditor measures import``."""

    name = "measures-import"
    heads = FIGURE_COLUMNS

    def fill(self, service: Service) -> None:
        measures = tuple(definition.id for definition in service.standards.measures.measures)
        self.names = (*measures, "2026-03", "2026-07 to 2026-09", "highest", "72", "80%", "-", "1e9", "12.5")

    def words(self, dice: Dice) -> list[str]:
        shown = dice.choice(([], ["--json"], ["--check"]))
        return ["measures", "import", self.list_file(dice), *shown, *self.where]

    def follow(self, out: str) -> list[str]:
        return ["measures", "show", "--all", *self.where]
