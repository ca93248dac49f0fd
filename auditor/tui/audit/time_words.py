"""What is said about a timescale: each rule with its dates, what the law says beside it, and what is proposed."""

from collections.abc import Iterator

from auditor.audit.scope import AskedCriterion
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.proposals import Proposal
from auditor.audit.timescales.results import Result, RuleResult
from auditor.audit.timescales.words import SYMBOLS, told, whole
from auditor.standards.model import Checklist, TimescaleRule
from auditor.standards.pages import rule_words
from auditor.tui.audit.dates_rows import RESULT_ROLES
from auditor.tui.audit.dates_words import reckoned, told_piece
from auditor.tui.audit.lines import Piece
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.wording import ANSWER_ROLES

_SHORT = {
    Result.IN_TIME: "in time",
    Result.LATE: "late",
    Result.NOT_YET_DUE: "not yet",
    Result.CANNOT_TELL: "dates",
    Result.BEFORE_THE_PERIOD: "before",
}
_WORST_FIRST = (Result.CANNOT_TELL, Result.LATE, Result.IN_TIME, Result.NOT_YET_DUE, Result.BEFORE_THE_PERIOD)
_LATEST = 3
"""So many times a recurring rule applied are shown, the latest; w shows them all."""


def time_tail(timescales: Timescales, item: AskedCriterion) -> tuple[Piece, ...]:
    """How a timescale stands, for the right edge of its row."""
    name = item.criterion.id
    if name not in timescales.proposals:
        return ((" time", "muted"),)
    tail: tuple[Piece, ...] = ()
    if timescales.superseded(name):
        tail = ((" dates changed", "accent"),)
    elif timescales.needs_reason(name):
        tail = ((" reason?", "accent"),)
    found = {result.result for result in timescales.of(item.criterion)}
    worst = next((result for result in _WORST_FIRST if result in found), None)
    if worst is None:
        return (*tail, (" · none arose", "muted"))
    return (*tail, (f" {SYMBOLS[worst]} {_SHORT[worst]}", RESULT_ROLES[worst]))


def time_blocks(
    timescales: Timescales, item: AskedCriterion, *, read_only: bool, explain: bool = False
) -> Iterator[Block]:
    """Each rule behind a criterion, what it comes to, and what is proposed."""
    checklist, applies = timescales.scope.checklist, {rule.id for rule in timescales.rules}
    for name in item.criterion.timescale:
        rule, result = checklist.rules_by_id[name], timescales.results.get(name)
        if result is not None:
            yield from _rule_blocks(timescales, result, explain=explain)
        elif name in applies or not rule.computable:
            yield Block("Time", words(f"· {rule_words(rule, checklist.events)}", (f"   {rule.source}", "muted")))
    if item.criterion.id in timescales.proposals:
        yield _proposed(timescales, item, read_only=read_only)


def _rule_blocks(timescales: Timescales, result: RuleResult, *, explain: bool) -> Iterator[Block]:
    rule, checklist = result.rule, timescales.scope.checklist
    lines: list[str | Piece] = [f"{rule_words(rule, checklist.events)}", (f"   {rule.source}", "muted")]
    shown = result.instances if explain else result.instances[-_LATEST:]
    if len(result.instances) > len(shown) or not shown:
        lines += [("\n" + whole(result), "strong" if shown else "muted")]
    if not explain:
        for one in shown:
            lines += ["\n", told_piece(one, result)]
    yield Block("Time", words(*lines), gap=explain)
    if explain:
        for one in shown:
            yield Block("", words(told_piece(one, result)))
            yield reckoned(timescales, result, one)
    for law in rule.statutory:
        yield Block("In law", words(law.text, (f"   {law.source}", "muted")))
    for one in result.statutory[-1:]:
        yield Block("", words((f"   by that: {SYMBOLS[one.result]} {told(one, rule)}", "muted")))
    if printed := _printed_note(rule, checklist):
        yield Block("As printed", words((printed, "muted")))


def _printed_note(rule: TimescaleRule, checklist: Checklist) -> str:
    """What is odd in how a rule is printed; "as T15" means the note of that rule."""
    other = checklist.rules_by_id.get(rule.note.removeprefix("as ")) if rule.note.startswith("as ") else None
    return other.note if other is not None else rule.note


def proposal_piece(checklist: Checklist, proposal: Proposal) -> Piece:
    """What is proposed, symbol and word."""
    if proposal.answer is not None:
        answer = checklist.scale.answer(proposal.answer)
        return f"{answer.symbol} {answer.word.lower()}", ANSWER_ROLES[proposal.answer]
    if proposal.not_applicable is not None:
        reasons = checklist.scale.not_applicable_reasons
        label = next((reason.label for reason in reasons if reason.id == proposal.not_applicable), "")
        return f"– not applicable: {label}", "muted"
    return "nothing: dates are still to be entered" if proposal.waits else "nothing: the dates do not decide", "muted"


def _proposed(timescales: Timescales, item: AskedCriterion, *, read_only: bool) -> Block:
    name = item.criterion.id
    proposal, given = timescales.proposals[name], timescales.examination.answers.get(name)
    pieces: list[str | Piece] = [proposal_piece(timescales.scope.checklist, proposal)]
    if given is not None and timescales.superseded(name):
        pieces.append((" · the dates have changed since it was answered", "accent"))
    same = given is not None and (given.answer, given.not_applicable) == (proposal.answer, proposal.not_applicable)
    if read_only:
        pass
    elif proposal.given and same:
        pieces.append((" · accepted", "muted"))
    elif proposal.given:
        pieces += ["   ", ("a", "key"), " accepts it", *_all_in_time(timescales)]
    elif proposal.waits:
        pieces += ["   ", ("d", "key"), " enters them"]
    return Block("Proposed", words(*pieces), role="primary")


def _all_in_time(timescales: Timescales) -> list[str | Piece]:
    count = len(timescales.in_time)
    return ["   ", ("A", "key"), f" all {count} in time"] if count > 1 else []


def reason_blocks(timescales: Timescales, item: AskedCriterion) -> Iterator[Block]:
    """Why the answer is not what the dates say; or that a line on it is asked."""
    given = timescales.examination.answers.get(item.criterion.id)
    if given is not None and given.reason.strip():
        yield Block("Reason", words(given.reason))
    elif timescales.needs_reason(item.criterion.id):
        waits = timescales.proposals[item.criterion.id].waits
        why = "answered without the dates" if waits else "not as the dates say"
        yield Block("Reason", words((f"{why}: one line is asked, press y", "accent")))
