"""What results propose as an answer: all in time is met, none is not met, some is partly met, and doubt waits."""

import pytest
from timescale_builders import Rules

from auditor.audit.timescales.proposals import DOES_NOT_ARISE, NOT_YET_DUE, Proposal, counts, propose
from auditor.audit.timescales.results import Instance, Result, RuleResult
from auditor.standards.model import Criterion

IN_TIME, LATE = Instance(Result.IN_TIME), Instance(Result.LATE)
NOT_DUE, BEFORE = Instance(Result.NOT_YET_DUE), Instance(Result.BEFORE_THE_PERIOD)
UNKNOWN, SOUGHT = Instance(Result.CANNOT_TELL), Instance(Result.CANNOT_TELL, looked_for=True)


class Proposing:
    """Proposes for a criterion of three rules, one of each kind of proposal."""

    def __init__(self, rules: Rules) -> None:
        plain = rules.edition.rules_by_id["T02"]
        self.rules = {
            "strict": plain.model_copy(update={"id": "strict", "proposes": "answer"}),
            "lenient": plain.model_copy(update={"id": "lenient", "proposes": "nothing worse than partly met"}),
            "shown": plain.model_copy(update={"id": "shown", "proposes": "nothing"}),
        }
        every = (criterion for section in rules.edition.sections for criterion in section.criteria)
        self.criterion = next(one for one in every if one.id == "ps06.case-summary-in-time")
        self.criterion = self.criterion.model_copy(update={"timescale": tuple(self.rules)})

    def __call__(self, *, criterion: Criterion | None = None, **instances: tuple[Instance, ...]) -> Proposal:
        results = {name: RuleResult(self.rules[name], found) for name, found in instances.items()}
        return propose(criterion or self.criterion, results)


@pytest.fixture(scope="module")
def proposing(rules: Rules) -> Proposing:
    return Proposing(rules)


def test_all_in_time_is_met_none_is_not_met_some_is_partly_met(proposing: Proposing) -> None:
    assert proposing(strict=(IN_TIME, IN_TIME)) == Proposal("met")
    assert proposing(strict=(LATE, LATE)) == Proposal("not_met")
    assert proposing(strict=(IN_TIME, LATE)) == Proposal("partly_met")


def test_what_is_not_yet_due_or_before_the_period_does_not_count_beside_what_was_judged(proposing: Proposing) -> None:
    assert proposing(strict=(BEFORE, IN_TIME, NOT_DUE)) == Proposal("met")
    assert proposing(strict=(BEFORE, LATE, NOT_DUE)) == Proposal("not_met")


def test_a_lenient_rule_never_brings_an_answer_below_partly_met(proposing: Proposing) -> None:
    assert proposing(lenient=(LATE, LATE)) == Proposal("partly_met")
    assert proposing(lenient=(IN_TIME,)) == Proposal("met")
    # A strict rule that is late beside it does.
    assert proposing(lenient=(LATE,), strict=(LATE,)) == Proposal("not_met")
    assert proposing(lenient=(LATE,), strict=(IN_TIME,)) == Proposal("partly_met")


def test_a_rule_that_is_only_shown_decides_nothing_and_still_waits_for_its_dates(proposing: Proposing) -> None:
    assert proposing(shown=(LATE,)) == Proposal()
    assert proposing(shown=(LATE,), strict=(IN_TIME,)) == Proposal("met")
    assert not proposing(shown=(LATE,)).given


def test_not_yet_due_does_not_apply_yet(proposing: Proposing) -> None:
    proposal = proposing(strict=(BEFORE, NOT_DUE), lenient=())
    assert proposal == Proposal(not_applicable=NOT_YET_DUE)
    assert proposal.given


def test_none_arose_does_not_apply(proposing: Proposing) -> None:
    assert proposing(strict=(), lenient=()) == Proposal(not_applicable=DOES_NOT_ARISE)
    # Something did arise, before the period: it is not for the tool to say that the question does not.
    assert proposing(strict=(BEFORE,)) == Proposal()


def test_the_reasons_are_those_of_the_scale(rules: Rules) -> None:
    assert {NOT_YET_DUE, DOES_NOT_ARISE} <= {reason.id for reason in rules.edition.scale.not_applicable_reasons}


def test_what_cannot_be_told_waits_and_proposes_nothing_whatever_else_is_late(proposing: Proposing) -> None:
    assert proposing(strict=(LATE, UNKNOWN)) == Proposal(waits=True)
    assert proposing(strict=(IN_TIME,), lenient=(UNKNOWN,)) == Proposal(waits=True)
    assert not proposing(strict=(UNKNOWN,)).given


def test_what_was_looked_for_and_still_cannot_be_told_waits_no_longer(proposing: Proposing) -> None:
    assert proposing(strict=(IN_TIME, SOUGHT)) == Proposal()


def test_rules_that_do_not_apply_propose_nothing(proposing: Proposing) -> None:
    assert proposing() == Proposal()


def test_only_an_answer_that_the_criterion_has_is_proposed(proposing: Proposing) -> None:
    two = proposing.criterion.model_copy(update={"answers": ("met", "not_met")})
    assert proposing(criterion=two, strict=(IN_TIME, LATE)) == Proposal("not_met")
    none = proposing.criterion.model_copy(update={"answers": ("not_met",)})
    assert proposing(criterion=none, strict=(IN_TIME,)) == Proposal()


def test_how_many_were_in_time_of_those_judged() -> None:
    assert counts([IN_TIME, LATE, NOT_DUE, UNKNOWN, BEFORE, IN_TIME]) == (2, 3)
    assert counts([]) == (0, 0)
