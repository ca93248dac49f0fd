"""The audit programme of a year, as plain counts: rounds and other audits by month; no case or person is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from auditor.audit.round_board import Counts
from auditor.measures.thematic import Share


class Standing(StrEnum):
    """How far a round is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True)
class RoundPlanned:
    """A round of the programme.

    Attributes:
        kind: of its audits, in words, such as "full audits"; of a thematic round the theme.
        group: which other rounds it is like: the id of its theme, or of its kind.
        as_at: the day at which its audits judge the files: they count in that month.
        drawn: its sample is drawn; what is expected is known.
        good: its audits that are good or outstanding, of those submitted.
        short: what most of those below good fell short of, in two or three words, and how many; may be empty.
    """

    name: str
    kind: str
    group: str
    as_at: date
    due: date
    drawn: bool
    counts: Counts
    good: Share
    short: str
    standing: Standing

    @property
    def still_to_come(self) -> int:
        """How many audits are expected and not submitted."""
        return self.counts.expected - self.counts.submitted


@dataclass(frozen=True)
class KindDone:
    """All audits of one kind, or of one theme, those of rounds among them.

    Attributes:
        name: of one of them in words, such as "full audit"; of thematic audits the theme.
        thematic: they are of a theme.
        months: how many are done, by month; a month without any is absent.
        good: good or outstanding among them.
        expected: in rounds of the programme; 0 where there is none.
    """

    name: str
    thematic: bool
    months: Mapping[str, int]
    good: Share
    expected: int

    @property
    def done(self) -> int:
        """In all months."""
        return sum(self.months.values())


@dataclass(frozen=True)
class ProgrammeReportData:
    """All that the programme shows.

    Attributes:
        months: those of the programme, the first to the last, as ``2026-04``.
        rounds: those whose as-at date lies in it, the earliest first: their audits count there.
        kinds: what was done, by kind and theme, whatever round it was for; only what there is.
        auditors: how many people carried out audits, by what they are in the service, in words.
        themes_without: the titles of themes that no audit was of, and no round is planned for.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audits are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    months: tuple[str, ...]
    rounds: tuple[RoundPlanned, ...]
    kinds: tuple[KindDone, ...]
    auditors: Mapping[str, int]
    themes_without: tuple[str, ...]
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False
    left_out: int = 0

    @property
    def done(self) -> int:
        """Audits of every kind."""
        return sum(one.done for one in self.kinds)

    @property
    def expected(self) -> int:
        """Audits of the rounds whose sample is drawn."""
        return sum(one.counts.expected for one in self.rounds)

    @property
    def of_rounds(self) -> int:
        """Of these, those submitted."""
        return sum(one.counts.submitted for one in self.rounds)

    @property
    def overdue(self) -> int:
        """Of these, those whose day is over."""
        return sum(one.counts.overdue for one in self.rounds)
