"""What the moderation report says in sentences: each says of how many, and where there are too few to tell.

Each is a function of the data alone, so that the same data gives the same sentence. No person is named in any.
"""

from collections.abc import Mapping, Sequence

from auditor.audit.moderation import BECAUSE_WORDS, WHY_WORDS, Because
from auditor.measures.agreement import FEWEST as FEWEST_FOR_COEFFICIENTS
from auditor.measures.drawn import coefficient_words
from auditor.measures.leniency import FEWEST_FOR_A_SIGN
from auditor.measures.moderation import FEWEST_AUDITORS, Days, ranked
from auditor.measures.rates import whole_percent
from auditor.measures.scorecard import TOO_FEW
from auditor.measures.thematic import Share, change_words
from auditor.reports.moderation.data import Graded, ModerationReportData, OfBasis
from auditor.reports.thematic.findings import share_told
from auditor.reports.words import counted, day_words, sentence


def told(share: Share, fewest: int, one: str = "audit") -> str:
    """A share in a sentence; of too few the count alone."""
    if share.of < fewest:
        return f"{share.count} of {counted(share.of, one)} ({TOO_FEW})"
    return share_told(share, one)


def was(count: int) -> str:
    """The verb after a count."""
    return "was" if count == 1 else "were"


def coverage(data: ModerationReportData) -> str:
    """How many audits were moderated, of how many."""
    found = data.coverage
    if not found.submitted:
        return ""
    said = f"Of {counted(found.submitted, 'audit')} submitted, {found.asked} {was(found.asked)} picked for moderation"
    said += f", and {found.done} {was(found.done)} moderated ({Share(found.done, found.submitted).percent}%)."
    if found.overdue:
        late = f"{counted(found.overdue, 'moderation')} of those picked {was(found.overdue)}"
        said += f" On {day_words(data.made_at.date())} {late} not in, and the day set was over."
    return said


def drawn(data: ModerationReportData) -> str:
    """The share drawn by lot against the one that is set."""
    found = data.coverage
    if not found.submitted:
        return ""
    share = Share(found.drawn, found.submitted)
    short = 100 * found.drawn < found.setting * found.submitted
    beside = "less than the share set" if short else "no less than the share set"
    return (
        f"{share.count} of {share.of} ({share.percent}%) {was(share.count)} drawn by lot: {beside}, {found.setting}%."
    )


def picked(one: OfBasis) -> str:
    """How the audits of a basis were picked; what was drawn is not said twice."""
    why = ", ".join(f"{WHY_WORDS[name]} {count}" for name, count in ranked(one.why))
    return sentence(one.words) if one.drawn else f"{sentence(one.words)} ({why})"


def agreement(one: OfBasis, fewest: int) -> str:
    """How far two people came to the same overall grade, on one basis."""
    if one.overall is None:
        return ""
    figures = one.overall.figures
    said = f"{sentence(one.words)}: {told(one.overall.same, fewest)} got the same overall grade twice"
    near = f"{figures.within_one} the same or the next one"
    return f"{said}, {near}. The moderator graded {_direction(figures.moved_up, figures.moved_down)}."


def _direction(higher: int, lower: int) -> str:
    return f"higher in {higher} and lower in {lower}" if higher or lower else "neither higher nor lower in any"


def coefficients(one: OfBasis) -> str:
    """Agreement beyond chance, or why nothing is said of it."""
    if one.overall is None:
        return ""
    figures = one.overall.figures
    if figures.coefficients is None:
        return f"Beyond chance: {figures.reason}."
    told_of = (each for each in figures.coefficients if each.id in _TOLD)
    listed = "; ".join(f"{each.name}, {coefficient_words(each)}" for each in told_of)
    unsure = " Under 50 pairs they are only indicative." if figures.indicative else ""
    return f"Beyond chance: {listed}.{unsure}"


def enough(graded: Sequence[Graded], fewest: int) -> list[Graded]:
    """What enough audits were graded in twice."""
    return [one for one in graded if one.same.of >= fewest]


def most_and_least(graded: Sequence[Graded], fewest: int, what: str) -> str:
    """Where two people agree most and least."""
    order = sorted(enough(graded, fewest), key=lambda one: -one.same.count / one.same.of)
    if not order:
        return ""
    best, least = order[0], order[-1]
    if len(order) == 1:
        return f"{best.name}: {share_told(best.same, 'audit')} graded alike."
    if best.same.count * least.same.of == least.same.count * best.same.of:
        return f"Each {what} was graded alike as often: {best.name}, for one, in {share_told(best.same, 'audit')}."
    said = f"The {what} graded alike least often is {least.name}, in {share_told(least.same, 'audit')}"
    return f"{said}; most often {best.name}, in {share_told(best.same, 'audit')}."


def left_out(graded: Sequence[Graded], fewest: int) -> str:
    """What too few audits were graded in twice."""
    few = [one for one in graded if 0 < one.same.of < fewest]
    if not few:
        return ""
    return f"Under {fewest} audits, {TOO_FEW}: {'; '.join(f'{one.name} ({one.same.of})' for one in few)}."


def changes(one: OfBasis, fewest: int) -> str:
    """In how many audits the overall grade of record is another than the auditor's, which way and by how much."""
    found = one.overall.changed if one.overall is not None else {}
    stand = sum(found.values())
    if not stand:
        return ""
    moved = {by: count for by, count in found.items() if by}
    said = f"{sentence(one.words)}: the overall grade changed in {told(Share(sum(moved.values()), stand), fewest)}"
    if not moved:
        return f"{said}."
    up = sum(count for by, count in moved.items() if by > 0)
    far = sum(count for by, count in moved.items() if abs(by) > 1)
    said = f"{said}: {up} raised, {sum(moved.values()) - up} lowered"
    return f"{said}, {far} of them by two grades or more." if far else f"{said}, each by one grade."


def reasons(data: ModerationReportData) -> str:
    """Why the two differed, most often."""
    parts = []
    for one in data.measuring or data.bases:
        total = sum(one.because.values())
        if total:
            because, count = ranked(one.because)[0]
            of = counted(total, "settled difference")
            few = f", {TOO_FEW}" if total < data.fewest else f" ({whole_percent(count, total)}%)"
            parts.append(f"{sentence(one.words)}: most often {BECAUSE_WORDS[because]}, {count} of {of}{few}.")
    return " ".join(parts)


_MOST_STEPS = 6
_TOLD = ("ac2", "kappa")
"""Coefficients that a report tells; the third stands in Agreement."""
_STOOD = {
    "auditor": "the auditor's grade stood",
    "moderator": "the moderator's grade stood",
    "another": "another grade was set",
}


def escalated(data: ModerationReportData) -> str:
    """What two people could not agree on, and how it was settled."""
    found = data.escalated
    if not found.audits:
        return ""
    of = data.moderated + sum(data.apart.values())
    said = f"In {found.audits} of {counted(of, 'moderated audit')} the two did not agree, and it went to the QA lead"
    waits = f"{found.waiting} {'waits' if found.waiting == 1 else 'wait'} for a decision"
    said += f"; {waits} on {day_words(data.made_at.date())}." if found.waiting else "."
    settled = sum(found.settled.values())
    if not settled:
        return said
    stood = ", ".join(f"{words} in {found.settled[who]}" for who, words in _STOOD.items() if found.settled.get(who))
    return f"{said} Of {counted(settled, 'difference')} settled, {stood}."


def times(data: ModerationReportData) -> str:
    """How long it took."""
    found = data.times
    if found.to_moderation is None:
        return ""
    said = _within(found.to_moderation, data.fewest, "from submission to moderation")
    return f"{said} A moderator is given {counted(found.days_set, 'day')}."


def _within(days: Days, fewest: int, what: str) -> str:
    if days.n < fewest:
        return (
            f"{sentence(what)}: {counted(days.n, 'audit')}, {TOO_FEW}; the longest took {counted(days.longest, 'day')}."
        )
    half, most = counted(days.half, "day"), counted(days.nine_in_ten, "day")
    return f"{sentence(what)}, half of {counted(days.n, 'audit')} took {half} or less, nine in ten {most} or less."


def trend(data: ModerationReportData) -> str:
    """How the latest quarter stands to the one before."""
    known = [one for one in data.quarters if one.same.of >= data.fewest]
    if not known:
        return ""
    now = known[-1]
    said = f"{now.words}: {share_told(now.same, 'audit')} got the same overall grade twice"
    if len(known) == 1:
        return f"{said}. No other quarter has {data.fewest} audits or more."
    before = known[-2]
    return f"{said}; {before.words}: {share_told(before.same, 'audit')}. That is {_change(now.same, before.same)}."


def _change(now: Share, before: Share) -> str:
    return change_words(now, before).replace("below before", "less than before").replace("better than", "more than")


def spread(data: ModerationReportData) -> str:
    """How far auditors lie apart beside moderators; nothing from which one of them can be told."""
    found = data.spread
    takes = f"{FEWEST_AUDITORS} auditors with {FEWEST_FOR_A_SIGN} moderated audits each"
    if found.widest is None:
        return (
            f"Whether auditors differ among themselves is {TOO_FEW}: it takes {takes}, and there are {found.auditors}."
        )
    said = f"Beside moderators, {found.auditors} auditors differ by up to {found.widest:.1f} of a grade on average"
    return f"{said} (over eight quarters; those with {FEWEST_FOR_A_SIGN} audits or more, blind, drawn at random)."


def calibrations(data: ModerationReportData) -> str:
    """What the latest calibration came to, and the one before it."""
    if not data.calibrations:
        return ""
    now = data.calibrations[-1]
    said = f"{counted(len(data.calibrations), 'calibration')} held. {now.name} ({day_words(now.on)}): "
    said += f"{counted(now.people, 'person', 'people')}, who all gave the same grade to {now.alike.count} of "
    said += f"{counted(now.alike.of, 'thing')} graded"
    if now.reference is not None:
        said += f"; {now.reference.count} of {now.reference.of} grades ({now.reference.percent}%) were the reference's"
    if len(data.calibrations) == 1:
        return f"{said}. There is no earlier one to set beside it."
    then = data.calibrations[-2]
    return f"{said}. {then.name} before it: {then.alike.count} of {then.alike.of}."


_REMEDY: Mapping[Because, str] = {
    Because.MISSED: "go through, with auditors, where on the file the evidence stood that was missed",
    Because.READ_DIFFERENTLY: "calibrate on the standards that were read differently, and write down what was agreed",
    Because.NEW_RECORD: "moderate sooner after submission, or judge both times by the as-at date",
    Because.JUDGEMENT: "talk through examples near the border between two grades",
}


def next_steps(data: ModerationReportData) -> tuple[str, ...]:
    """What to do next, as the figures suggest it; the first is the most pressing."""
    found, drawn_ = data.coverage, data.drawn
    steps = []
    if data.escalated.waiting:
        steps.append(f"Settle {counted(data.escalated.waiting, 'audit')} on which the two did not agree.")
    if found.overdue:
        steps.append(f"Ask after {counted(found.overdue, 'moderation')} not in by the day set, or hand over.")
    if found.submitted and 100 * found.drawn < found.setting * found.submitted:
        steps.append(f"Draw more by lot: {found.drawn} of {found.submitted} audits, with {found.setting}% set.")
    pairs = drawn_.overall.same.of if drawn_ is not None and drawn_.overall is not None else 0
    if pairs < FEWEST_FOR_COEFFICIENTS:
        more = f"{pairs} of them so far, and agreement beyond chance takes {FEWEST_FOR_COEFFICIENTS}"
        steps.append(f"Go on drawing by lot and grading blind: {more}.")
    least = sorted(
        (one for one in enough(drawn_.sections, data.fewest) if one.same.count < one.same.of) if drawn_ else (),
        key=lambda one: one.same.count / one.same.of,
    )
    if least:
        steps.append(f"Talk about {least[0].name}: {least[0].same.count} of {least[0].same.of} audits graded alike.")
    because = ranked(drawn_.because) if drawn_ is not None else []
    if because:
        why, count = because[0]
        steps.append(f"{sentence(_REMEDY[why])} ({BECAUSE_WORDS[why]}: {counted(count, 'difference')}).")
    days = data.times.to_moderation
    if days is not None and days.n >= data.fewest and days.half > data.times.days_set:
        steps.append(
            f"Pick sooner after submission: half took {days.half} days, with {data.times.days_set} given to moderate."
        )
    if seen := sum(one.audits for one in data.bases if one.seen):
        steps.append(f"Find out how the first grade came to be seen in {counted(seen, 'audit')} meant to be blind.")
    if not data.calibrations:
        steps.append("Hold a calibration: none has been held.")
    return tuple(steps[:_MOST_STEPS])
