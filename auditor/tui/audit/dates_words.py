"""What is said about a key date: its results with every step, what it is paired with, what is asked about it."""

from collections.abc import Iterator

from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.results import Instance, RuleResult
from auditor.audit.timescales.uses import Use, Wanted, telling
from auditor.audit.timescales.words import SYMBOLS, day_words, interval_words, reckoning, told
from auditor.standards.pages import rule_words
from auditor.tui.audit.dates_rows import RESULT_ROLES, label_of, partner_words, wanted_words
from auditor.tui.audit.lines import Piece
from auditor.tui.audit.pane import Block, words

_STANDINGS = {
    Standing.NOT_ON_FILE: "looked for, not on file",
    Standing.NOT_NEEDED: "did not happen, or was not needed",
}


def told_piece(instance: Instance, result: RuleResult) -> Piece:
    """A result in one line, with its symbol."""
    return f"{SYMBOLS[instance.result]} {told(instance, result.rule)}", RESULT_ROLES[instance.result]


def reckoned(timescales: Timescales, result: RuleResult, instance: Instance) -> Block:
    """Every step by which a result was reckoned."""
    events = timescales.scope.checklist.events.by_id
    lines = reckoning(instance, result.rule, events, timescales.judging.calendar)
    return Block("", words(("\n".join(f"  {line}" for line in lines), "")))


def wanted_blocks(timescales: Timescales, item: Wanted, *, read_only: bool) -> Iterator[Block]:
    """What is looked for, why, and how it is entered."""
    event = timescales.scope.checklist.events.by_id[item.event]
    yield Block("", words((wanted_words(timescales, item), "strong")))
    if not read_only:
        keys: list[str | Piece] = [("a digit", "key"), " begins the day   "]
        if item.corrects is None:
            keys += [("x", "key"), " not on file   ", ("n", "key"), " not needed"]
        yield Block("", words(*keys))
    book = timescales.scope.checklist.events
    for result in timescales.open_results:
        if item.event in result.rule.events:
            yield Block("Needed for", words(rule_words(result.rule, book), (f"   {result.rule.source}", "muted")))
    if event.also:
        yield Block("Names", words((", ".join(event.also), "muted")))


def date_blocks(timescales: Timescales, one: KeyDate, *, explain: bool, read_only: bool) -> Iterator[Block]:
    """A key date, and everything that follows from it."""
    at = f" at {one.at:%H:%M}" if one.at else ""
    when = f"{day_words(one.on)}{at}" if one.on else _STANDINGS[one.standing]
    often = f"   {interval_words(one.every)}" if one.every else ""
    yield Block("", words((f"{label_of(timescales, one.event)}   {when}{often}", "strong")))
    for strange in timescales.strange:
        if strange.key == one.id:
            yield Block("Is it so?", words((strange.what, "accent")), role="accent")
    followed = timescales.examination.key_dates.get(one.follows or "")
    if followed is not None:
        yield Block("Answers", words(partner_words(timescales, followed), ("   as you said", "muted")))
    uses = timescales.uses.get(one.id, ())
    first = telling(uses)
    for use in sorted(uses, key=lambda use: use is not first):
        yield from _use_blocks(timescales, use, explain=explain)
    if not uses:
        yield Block("", words(("Nothing asked in this audit is worked out from it.", "muted")))
    elif not explain and not read_only:
        keys: list[str | Piece] = [("w", "key"), " why, step by step   ", ("p", "key"), " what it answers   "]
        yield Block("", words(*keys, ("e", "key"), " correct   ", ("delete", "key"), " remove"))


def _use_blocks(timescales: Timescales, use: Use, *, explain: bool) -> Iterator[Block]:
    book = timescales.scope.checklist.events
    piece = told_piece(use.instance, use.result)
    if not explain:
        yield Block("Done" if use.ends else "Starts", words(piece, (f"   {use.rule.source}", "muted")))
        return
    yield Block(use.rule.source, words((rule_words(use.rule, book), "strong")), gap=True)
    yield reckoned(timescales, use.result, use.instance)
    for law in use.rule.statutory:
        yield Block("In law", words(law.text, (f"   {law.source}", "muted")))
