"""How the demo's council counts time, and how its auditors answer what is worked out from dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from auditor.audit.changes import Change, answer, key_date
from auditor.audit.examination import Examination
from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar, Term
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.ids import IdSource
from auditor.standards.model import ALL_ANSWERS, AnswerId
from auditor.use_cases.demo.diary import Diary

_NOT_YET_ENTERED = frozenset(
    ("considered_in_supervision", "record_updated", "chronology_updated", "contact_details_provided")
)
"""What the host has still to look for in the half-done audit."""
_BETTER = (
    "The late one was explained on file and agreed by the manager; nothing was missed for the child.",
    "One date slipped by a bank holiday week; the pattern over the six months is what was asked.",
    "The meeting was moved at the family's request, which the notes say.",
    "Held in time by the notes; the form that carries the date was finished later.",
)
_WORSE = (
    "In time by the dates, but what was written is a line copied from the one before.",
    "The dates are met; the record of it is too thin to count as done.",
    "Two of the dates are of forms opened, not of the thing itself.",
    "In time, but without what the standard asks to be in it.",
)
_CANNOT_TELL = (
    "Some of the dates are in a part of the record I cannot open; answered from the supervision notes.",
    "The dates on file contradict each other; answered from the narrative.",
)


def demo_calendar(end: date) -> Calendar:
    """The closure days and school terms of the years around a day."""
    closed, terms = [], []
    for year in range(end.year - 4, end.year + 1):
        closed += [date(year, 12, day) for day in (29, 30, 31)]
        terms += [
            Term(f"spring {year}", date(year, 1, 5), date(year, 3, 27)),
            Term(f"summer {year}", date(year, 4, 13), date(year, 7, 21)),
            Term(f"autumn {year}", date(year, 9, 2), date(year, 12, 18)),
        ]
    terms.append(Term(f"spring {end.year + 1}", date(end.year + 1, 1, 5), date(end.year + 1, 3, 26)))
    return Calendar(frozenset(closed), terms=tuple(terms))


@dataclass(frozen=True)
class Timed:
    """The key dates of one demo audit, and what they propose."""

    timescales: Timescales

    @classmethod
    def make(
        cls,
        scope: Scope,
        period: Period,
        calendar: Calendar,
        dice: Random,
        new_id: IdSource,
        wanted: Mapping[str, str],
        *,
        half: bool,
    ) -> "Timed":
        """What happened in a case, so that it fits how its criteria are to be answered.

        Args:
            wanted: the answer, or the reason why it does not apply, of each criterion.
            half: some dates are still to be looked for.
        """
        dates = Diary(scope, period, calendar, dice, new_id, wanted).write()
        if half:
            return cls(_worked_out(scope, period, calendar, (d for d in dates if d.event not in _NOT_YET_ENTERED)))
        found = _worked_out(scope, period, calendar, dates)
        if not found.wanted:
            return cls(found)
        for item in found.wanted:
            if item.corrects is None:
                weak = dice.random() < 0.4
                standing = Standing.NOT_ON_FILE if weak else Standing.NOT_NEEDED
                follows = item.follows.id if item.follows else None
                key = key_for(scope.checklist.events.by_id[item.event], new_id())
                dates.append(KeyDate(key, item.event, follows=follows, standing=standing))
        return cls(_worked_out(scope, period, calendar, dates))

    def entered(self) -> list[Change]:
        """The changes that enter the dates."""
        return [key_date(one) for one in self.timescales.examination.key_dates.values()]

    def answered(self, name: str, chosen: AnswerId, dice: Random) -> Change:
        """The answer to a criterion: as proposed, or otherwise with a reason."""
        proposal = self.timescales.proposals.get(name)
        if proposal is None:
            return answer(name, chosen)
        if proposal.waits:
            return answer(name, chosen, reason=dice.choice(_CANNOT_TELL))
        if proposal.answer is None or proposal.answer == chosen:
            return answer(name, chosen, proposed=proposal.answer)
        better = ALL_ANSWERS.index(chosen) < ALL_ANSWERS.index(proposal.answer)
        return answer(name, chosen, proposed=proposal.answer, reason=dice.choice(_BETTER if better else _WORSE))


def _worked_out(scope: Scope, period: Period, calendar: Calendar, dates: Iterable[KeyDate]) -> Timescales:
    entered = {one.id: one for one in dates}
    return Timescales.of_audit(scope, Examination(key_dates=entered), period, calendar)
