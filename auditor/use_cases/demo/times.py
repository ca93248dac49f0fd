"""How the demo's council counts time, and how its auditors answer what is worked out from dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from auditor.audit.changes import Change, answer, key_date
from auditor.audit.examination import AnswerGiven, Examination
from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar, Term
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.proposals import DOES_NOT_ARISE, NOT_YET_DUE
from auditor.ids import IdSource
from auditor.standards.model import ALL_ANSWERS, AnswerId
from auditor.use_cases.demo.diary import Diary
from auditor.use_cases.demo.skills import IN_TIME

_NOT_YET_ENTERED = frozenset(
    ("considered_in_supervision", "record_updated", "chronology_updated", "contact_details_provided")
)
"""What the host has still to look for in the half-done audit."""
_MISSING = 0.6
"""How often what was still to be looked for is not on file; otherwise there was no need of it."""
_DEPARTS = 0.058
"""How often an auditor answers otherwise than the dates propose."""
_BETTER = (
    "The late one was explained on file and agreed by the manager; nothing was missed for the child.",
    "One date slipped by a bank holiday week; the pattern over the six months is what was asked.",
    "It was moved at the family's request, which the notes of that week say.",
    "Done in time by the case notes; the form that carries the date was finished later.",
    "The worker was off sick that fortnight and the duty worker covered it, which another form records.",
)
_WORSE = (
    "In time by the dates, but what was written is a line copied from the one before.",
    "The dates are met; the record of it is too thin to count as done.",
    "Two of the dates are of forms opened, not of the thing itself.",
    "In time, but without what the standard asks to be in it.",
    "One of the dates was entered weeks later and does not agree with the case notes.",
)
_BESIDE: dict[str, tuple[AnswerId, ...]] = {
    "met": ("partly_met",),
    "partly_met": ("met", "met", "not_met"),
    "not_met": ("partly_met",),
}
_BY_DATES = (NOT_YET_DUE, DOES_NOT_ARISE)
"""Reasons why something does not apply that the dates themselves show."""
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
    """The key dates of one demo audit, and what they propose.

    Attributes:
        apart: why some criteria do not apply, by their ids.
    """

    timescales: Timescales
    apart: Mapping[str, str]

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
        supervised: float,
        half: bool,
    ) -> "Timed":
        """What happened in a case, so that it fits how its criteria are to be answered.

        Args:
            wanted: the answer, or the reason why it does not apply, of each criterion.
            supervised: the share of supervisions in time on a file on which some were late.
            half: some dates are still to be looked for.
        """
        diary = Diary(scope, period, calendar, dice, new_id, wanted, supervised)
        dates = diary.write()
        apart = {name: said for name, said in diary.wanted.items() if said not in ALL_ANSWERS}
        if half:
            dates = [one for one in dates if one.event not in _NOT_YET_ENTERED]
            return cls(_worked_out(scope, period, calendar, dates), apart)
        found = _worked_out(scope, period, calendar, dates)
        # What does not apply whatever the dates say, nobody looks for.
        without = replace(found.examination, answers={name: AnswerGiven(None, said) for name, said in apart.items()})
        starts = {event for result in found.results.values() for event in result.rule.trigger_event}
        while wanted_still := [item for item in found.after(without).wanted if item.corrects is None]:
            item = wanted_still[0]
            missing = item.event not in starts and dice.random() < _MISSING
            standing = Standing.NOT_ON_FILE if missing else Standing.NOT_NEEDED
            follows = item.follows.id if item.follows else None
            key = key_for(scope.checklist.events.by_id[item.event], new_id())
            dates.append(KeyDate(key, item.event, follows=follows, standing=standing))
            found = _worked_out(scope, period, calendar, dates)
            without = replace(without, key_dates=found.examination.key_dates)
        return cls(found, apart)

    def settled(self, dice: Random) -> dict[str, AnswerId | str]:
        """How the timescale criteria are answered: as the dates propose, and now and then otherwise."""
        found: dict[str, AnswerId | str] = dict(self.apart)
        for name, proposal in self.timescales.proposals.items():
            if self.apart.get(name) not in (None, *_BY_DATES):
                continue
            if proposal.answer is not None:
                departs = dice.random() < _DEPARTS and name not in IN_TIME
                found[name] = self._other(name, proposal.answer, dice) if departs else proposal.answer
            elif proposal.not_applicable is not None:
                found[name] = proposal.not_applicable
        return found

    def _other(self, name: str, proposed: AnswerId, dice: Random) -> AnswerId:
        """An answer beside the one proposed: mostly the better one."""
        allowed = self.timescales.scope.asked[name].criterion.answers
        able = [answer for answer in _BESIDE[proposed] if answer in allowed]
        return dice.choice(able) if able else proposed

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
