"""The timescales of one audit: what its rules come to, and what they propose for its criteria."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.audit.examination import Examination
from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.compute import known_by, results
from auditor.audit.timescales.key_dates import DateBook
from auditor.audit.timescales.proposals import NOT_YET_DUE, Proposal, propose
from auditor.audit.timescales.results import Judging, RuleResult
from auditor.audit.timescales.uses import Use, Wanted, uses, wanted
from auditor.audit.timescales.vocabulary import Strange, rules_asked, strange_dates, waited_for
from auditor.standards.model import Criterion, TimescaleRule

_OF_DATES_ALONE = ("rules", "results", "proposals", "book", "uses", "strange")


@dataclass(frozen=True)
class Timescales:
    """What the key dates of an examination come to.

    Attributes:
        scope: what the audit asks.
        examination: holds the key dates.
        judging: the period audited and how time is counted.
    """

    scope: Scope
    examination: Examination
    judging: Judging

    @classmethod
    def of_audit(cls, scope: Scope, examination: Examination, period: Period, calendar: Calendar) -> "Timescales":
        """The timescales of an examination over its period."""
        return cls(scope, examination, Judging(period, calendar))

    def after(self, examination: Examination) -> "Timescales":
        """The same after something else than a key date was recorded: what rests on dates alone is kept."""
        found = replace(self, examination=examination)
        known = {name: self.__dict__[name] for name in _OF_DATES_ALONE if name in self.__dict__}
        found.__dict__.update(known)
        return found

    @cached_property
    def rules(self) -> tuple[TimescaleRule, ...]:
        """The rules behind what is asked, without those that certainly do not apply."""
        return rules_asked(self.scope)

    @cached_property
    def results(self) -> Mapping[str, RuleResult]:
        """What each rule that applies comes to, by its id."""
        dates = self.examination.key_dates.values()
        return results(self.scope.checklist, self.rules, dates, self.judging)

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """What is proposed for each criterion that is worked out from dates, by its id."""
        return {
            name: propose(item.criterion, self.results)
            for name, item in self.scope.asked.items()
            if any(rule in self.results for rule in item.criterion.timescale)
        }

    def of(self, criterion: Criterion) -> tuple[RuleResult, ...]:
        """The results behind one criterion, in the order of its rules."""
        return tuple(self.results[rule] for rule in criterion.timescale if rule in self.results)

    def needs_reason(self, criterion_id: str) -> bool:
        """Whether the answer that stands departs from what the dates say, and no reason is given yet."""
        proposal, given = self.proposals.get(criterion_id), self.examination.answers.get(criterion_id)
        if proposal is None or given is None or given.answer is None or given.reason.strip():
            return False
        return proposal.waits or (proposal.answer is not None and proposal.answer != given.answer)

    def superseded(self, criterion_id: str) -> bool:
        """Whether the answer that stands is one the dates proposed, and they now propose another."""
        proposal, given = self.proposals.get(criterion_id), self.examination.answers.get(criterion_id)
        if proposal is None or given is None or not proposal.given:
            return False
        if given.answer is None:
            return given.not_applicable == NOT_YET_DUE and proposal.answer is not None
        return given.proposed == given.answer and proposal.answer != given.answer

    @cached_property
    def in_time(self) -> tuple[str, ...]:
        """The criteria whose dates are all in time and that have no answer yet: accepted with one key."""
        return tuple(
            name
            for name, proposal in self.proposals.items()
            if proposal.answer == "met" and name not in self.examination.answers
        )

    @cached_property
    def book(self) -> DateBook:
        """The key dates that count at the as-at date."""
        return known_by(self.examination.key_dates.values(), self.judging, self.scope.checklist.events.by_id)

    @cached_property
    def open_results(self) -> tuple[RuleResult, ...]:
        """What the rules come to that criteria still without an answer, or without a reason, rest on."""
        return tuple(
            result
            for name, item in self.scope.asked.items()
            if not self._answered(name)
            for result in self.of(item.criterion)
        )

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The events still to be entered or looked for."""
        return waited_for(self.open_results, self.book)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is still to be looked for, each with the date that it answers where only that one waits."""
        return wanted(self.open_results, self.book)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """What each key date takes part in, by its id."""
        return uses(self.results.values())

    def _answered(self, criterion_id: str) -> bool:
        given = self.examination.answers.get(criterion_id)
        return given is not None and (given.answer is None or bool(given.reason.strip()))

    @cached_property
    def strange(self) -> tuple[Strange, ...]:
        """What may be a slip among the dates."""
        return strange_dates(self.examination.key_dates.values(), self.scope.checklist.events, self.judging.period)
