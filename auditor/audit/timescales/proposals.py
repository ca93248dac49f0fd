"""What the results of a criterion's rules propose as its answer; the auditor decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.audit.timescales.results import Instance, Result, RuleResult
from auditor.standards.model import AnswerId, Criterion

NOT_YET_DUE = "not_yet_due"
DOES_NOT_ARISE = "does_not_arise"


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one criterion.

    Attributes:
        answer: the answer; None when nothing is proposed, or when it does not apply.
        not_applicable: why it would not apply: a reason's id of the scale.
        waits: whether a date has still to be entered, or looked for.
    """

    answer: AnswerId | None = None
    not_applicable: str | None = None
    waits: bool = False

    @property
    def given(self) -> bool:
        """Whether anything is proposed."""
        return self.answer is not None or self.not_applicable is not None


def propose(criterion: Criterion, results: Mapping[str, RuleResult]) -> Proposal:
    """The answer that the results of a criterion's rules propose.

    All in time is met, none is not met, some is partly met. A rule that proposes nothing is shown only; one that
    proposes nothing worse than partly met never brings an answer below that. What cannot be told proposes nothing.

    Args:
        criterion: with the rules it is answered by.
        results: of the rules that apply, by id.
    """
    own = [results[rule] for rule in criterion.timescale if rule in results]
    if any(result.waits for result in own):
        return Proposal(waits=True)
    speaking = [result for result in own if result.rule.proposes != "nothing"]
    judged = [(result, one) for result in speaking for one in result.instances if one.judged]
    if any(one.result is Result.CANNOT_TELL for result in speaking for one in result.instances):
        return Proposal()
    if not judged:
        return _nothing_judged(speaking)
    late = [result for result, one in judged if one.result is Result.LATE]
    if not late:
        return Proposal(_allowed("met", criterion))
    lenient = all(result.rule.proposes == "nothing worse than partly met" for result in late)
    partly = lenient or len(late) < len(judged)
    return Proposal(_allowed("partly_met" if partly else "not_met", criterion))


def _nothing_judged(speaking: Iterable[RuleResult]) -> Proposal:
    found = [one for result in speaking for one in result.instances]
    if any(one.result is Result.NOT_YET_DUE for one in found):
        return Proposal(not_applicable=NOT_YET_DUE)
    if not found and speaking:
        return Proposal(not_applicable=DOES_NOT_ARISE)
    return Proposal()


def _allowed(answer: AnswerId, criterion: Criterion) -> AnswerId | None:
    if answer in criterion.answers:
        return answer
    return "not_met" if answer == "partly_met" and "not_met" in criterion.answers else None


def counts(instances: Iterable[Instance]) -> tuple[int, int]:
    """How many were in time, of how many that were in time or late."""
    judged = [one for one in instances if one.judged]
    return sum(one.result is Result.IN_TIME for one in judged), len(judged)
