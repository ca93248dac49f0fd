"""The findings of a thematic audit, drafted from its figures in plain sentences that say how many of how many.

Each is a function of the data alone, so that the same data gives the same sentence; a person may write another one.
"""

from collections.abc import Callable, Iterable, Mapping

from auditor.audit.action_steps import STATUS_WORDS, Status
from auditor.measures.rates import share_to_percent
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import Share, change_words, good_of, grade_counts, reasons
from auditor.reports.document import Block, Paragraph
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.words import counted, day_words, sentence
from auditor.standards.model import GradeId

FEW = 20
"""Fewer audits than this, and percentages are to be read with their numbers only."""
FEW_OF_A_TEAM = 10
"""Fewer audits of a team than this are not set against those of another."""
_NAMED, _MOST_NAMED = 4, 6
"""Reasons that a line names in two or three words; the most, where several are equally common."""
_ASKED, _MOST_ASKED = 2, 3
"""Likewise, where whole questions are named: the table beneath has more."""


def percent_words(share: Share) -> str:
    """A share in brackets: "83%; 95% interval 55 to 95"."""
    interval = share.interval
    if share.percent is None or interval is None:
        return "no data"
    lower, upper = share_to_percent(interval.lower), share_to_percent(interval.upper)
    return f"{share.percent}%; 95% interval {lower:.0f} to {upper:.0f}"


def share_told(share: Share, one: str = "record") -> str:
    """A share in a sentence: "10 of 12 records (83%; 95% interval 55 to 95)"."""
    return f"{share.count} of {counted(share.of, one)} ({percent_words(share)})"


def good_share(grades: Mapping[GradeId, int]) -> Share:
    """Good or outstanding among those graded."""
    return Share(good_of(grades), sum(grade_counts(grades)))


def chosen(data: ThematicReportData) -> str:
    """How the cases came to be audited, and what may be said of others therefore."""
    sample = data.sample
    if sample is not None and sample.on is not None:
        teams = counted(len(sample.strata), "team")
        told = f"{sample.drawn} of {counted(sample.listed, 'case')} were drawn by lot on {day_words(sample.on)}"
        told += f", by team in proportion to size ({teams}): the figures speak for the cases of the list."
        missing = (data.completion.expected or 0) - data.sums.audits
        return told + (
            f" {counted(missing, 'audit')} of those {_is(missing)} not in yet and may differ." if missing > 0 else ""
        )
    if not data.drawn:
        return (
            "The cases were chosen by the people who opened the audits, not drawn by lot: the figures speak for these "
            "records and not for others."
        )
    if data.drawn >= data.sums.audits:
        return "All of the cases were drawn by lot, in rounds of this theme."
    return (
        f"{data.drawn} of the {counted(data.sums.audits, 'case')} were drawn by lot in a round; the others were chosen "
        "by the people who opened the audits. Taken together they speak for these records and not for others."
    )


def completion(data: ThematicReportData) -> str:
    """How many of the audits that were expected are there."""
    done = data.completion
    if done.expected is None:
        left = f"; {done.under_way} more {'is' if done.under_way == 1 else 'are'} under way" if done.under_way else ""
        return f"{counted(done.submitted, 'audit')} of this theme {_was(done.submitted)} submitted{left}."
    told = f"{done.submitted} of {counted(done.expected, 'audit')} expected {_was(done.submitted)} submitted."
    to_come = done.expected - done.submitted
    standing = [(count, words) for count, words in ((done.under_way, "under way"), (done.overdue, "overdue")) if count]
    if to_come == 1 and standing:
        told += f" The one still to come is {_listed(words for _, words in standing)}."
    elif to_come > 0 and standing:
        told_each = _listed(f"{count} {_is(count)} {words}" for count, words in standing)
        told += f" Of the {to_come} still to come {told_each}."
    if done.exempt:
        told += f" {counted(done.exempt, 'case')} {_was(done.exempt)} exempt, with a reason."
    if done.replaced:
        told += f" {counted(done.replaced, 'case')} {_was(done.replaced)} replaced from the reserve."
    return told


def grades(data: ThematicReportData) -> str:
    """How the records were graded overall."""
    counts = grade_counts(data.sums.overall)
    named = zip(counts, GRADES, strict=True)
    words = [f"{count} {data.scale.grade(grade).word.lower()}" for count, grade in named if count]
    share = good_share(data.sums.overall)
    told = f"{share_told(share)} {_was(share.count)} graded good or outstanding overall: {_listed(words)}."
    return told + (" With so few records, read the numbers before the percentages." if share.of < FEW else "")


def by_section(data: ThematicReportData) -> str:
    """Where practice is strongest and weakest."""
    return _best_and_least(data.names.sections, data.sums.sections, "section")


def by_judgement(data: ThematicReportData) -> str:
    """Likewise, of the key judgements."""
    return _best_and_least(data.names.judgements, data.sums.judgements, "key judgement")


def practice_and_difference(data: ThematicReportData) -> str:
    """Whether good practice goes with a difference made."""
    choices = data.scale.difference.choices
    better = {choice.id for choice in choices[:2]}
    total = sum(data.sums.practice.values())
    made = sum(count for (_, difference), count in data.sums.practice.items() if difference in better)
    busy = sum(
        count
        for (grade, difference), count in data.sums.practice.items()
        if grade in ("good", "outstanding") and difference not in better
    )
    told = f"In {share_told(Share(made, total))} the work made some difference or a clear one."
    if busy:
        told += f" {counted(busy, 'record')} {_was(busy)} graded good or outstanding without a difference to be seen."
    return told


def strong(data: ThematicReportData) -> str:
    """How many areas are strong."""
    found = len(data.strong)
    told = f"{found or 'None'} of {counted(len(data.questions), 'question')} {'is' if found < 2 else 'are'}"
    return f"{told} {'a strong area' if found < 2 else 'strong areas'}: met in more than {data.level}% of the records."


def strong_named(data: ThematicReportData) -> str:
    """How many areas are strong, and which."""
    named = [f"{data.names.area(one.criterion)} ({one.met.count} of {one.met.of})" for one in data.strong]
    return f"{strong(data).removesuffix('.')}: {_listed(named)}." if named else strong(data)


def below(data: ThematicReportData) -> str:
    """How many areas are at or below the level, and the least met."""
    if not data.below:
        return f"No question lies at or below {data.level}%."
    least = data.below[0]
    told = f"{counted(len(data.below), 'question')} {'lies' if len(data.below) == 1 else 'lie'} at or below"
    return f"{told} {data.level}%. Least often met: {_question(data, least.criterion)}, by {share_told(least.met)}."


def main_reasons(data: ThematicReportData) -> str:
    """What the records below good fell short of most often."""
    return _reasons_told(data, lambda criterion: _question(data, criterion), _ASKED, _MOST_ASKED)


def reasons_named(data: ThematicReportData) -> str:
    """Likewise, each reason in two or three words."""
    return _reasons_told(data, data.names.area, _NAMED, _MOST_NAMED)


def _reasons_told(data: ThematicReportData, name: Callable[[str], str], few: int, most: int) -> str:
    ranked, of = reasons(data.sums), data.sums.below_good
    if not ranked:
        return ""
    least = ranked[:few][-1].short.count
    # Where others are as common as the last one named, none of them is left out: what else would choose among them?
    named = [one for one in ranked if one.short.count >= least]
    named = named if len(named) <= most else list(ranked[:few])
    told = _listed(f"{name(one.criterion)} ({one.short.count} of {of})" for one in named)
    more = ", and others as often" if len(named) < len(ranked) and ranked[len(named)].short.count == least else ""
    return f"{counted(of, 'record')} did not meet good overall. What fell short most often: {told}{more}."


def timeliness(data: ThematicReportData) -> str:
    """How many deadlines were met, and which were missed most."""
    if not data.sums.rules:
        return ""
    met, late = (sum(part) for part in zip(*data.sums.rules.values(), strict=True))
    told = f"{share_told(Share(met, met + late), 'deadline')} {_was(met)} met."
    worst, (_, missed) = max(data.sums.rules.items(), key=lambda item: (item[1][1], item[0]))
    if not missed:
        return told
    of = sum(data.sums.rules[worst])
    return f"{told} Missed most often: {data.names.rules.get(worst, worst)} ({missed} of {of})."


def by_team(data: ThematicReportData) -> str:
    """Whether teams can be told apart at all."""
    shares = {name: good_share(counts) for name, counts in data.by_team.items()}
    enough = {name: share for name, share in shares.items() if share.of >= FEW_OF_A_TEAM}
    most = max((share.of for share in shares.values()), default=0)
    if len(enough) < 2:
        return (
            f"{counted(len(shares), 'team')}, none with more than {counted(most, 'record')}"
            f"{'' if len(shares) == 1 else ': too few to set one team against another'}."
        )
    ranked = sorted(enough.items(), key=lambda item: (-item[1].count / item[1].of, item[0]))
    (high, best), (low, least) = ranked[0], ranked[-1]
    if change_words(best, least) == "better than before":
        return f"{high} ({share_told(best)} good or outstanding) stands clearly above {low} ({share_told(least)})."
    return f"Between the {len(enough)} teams with {FEW_OF_A_TEAM} records or more there is no difference beyond chance."


def compared(data: ThematicReportData) -> str:
    """How this audit stands to the last one of the theme."""
    now = good_share(data.sums.overall)
    if data.before is None:
        return ""
    before = good_share(data.before.sums.overall)
    told = f"{share_told(now)} were good or outstanding now; {share_told(before)} in {data.before.words}"
    if not data.before.comparable:
        return f"{told}. The rules of scoring changed in between, so the two are not compared."
    return f"{told}: {change_words(now, before)}."


def beside_the_service(data: ThematicReportData) -> str:
    """How this theme stands to the service's full audits, which ask other questions."""
    now, service = good_share(data.sums.overall), data.service
    if not service.of or not now.of:
        return ""
    words = {
        "better than before": "this theme stands clearly higher",
        "below before": "this theme stands clearly lower",
        "no clear change": "no clear difference",
    }[change_words(now, service)]
    told = f"Of the service's full audits of the same months {share_told(service, 'audit')} were good or outstanding"
    return f"{told}: {words}. They ask other questions, so this is a setting and not a test."


def agreement(data: ThematicReportData) -> str:
    """How far moderation came to the same grade."""
    parts = []
    for one in data.agreed:
        same, near = Share(one.figures.exact, one.figures.n), one.figures.within_one
        told = f"{sentence(one.words)}: {share_told(same, 'audit')} got the same overall grade twice"
        parts.append(f"{told}, and {near} the same or the next one.")
    return " ".join(parts)


def actions(data: ThematicReportData) -> str:
    """How many actions there are, and how they stand."""
    found = data.actions
    if not found.total:
        return ""
    stand = [f"{found.statuses[status]} {STATUS_WORDS[status][1]}" for status in Status if found.statuses.get(status)]
    told = f"{counted(found.total, 'action')}: {'; '.join(stand)}."
    late = f" {found.overdue} of them {'is' if found.overdue == 1 else 'are'} overdue." if found.overdue else ""
    confirmed = f" {found.confirmed} {_was(found.confirmed)} confirmed by a later audit." if found.confirmed else ""
    return told + late + confirmed


DRAFTS: dict[str, Callable[[ThematicReportData], str]] = {
    "how_chosen": chosen,
    "completion": completion,
    "grades": grades,
    "by_section": by_section,
    "by_judgement": by_judgement,
    "practice_and_difference": practice_and_difference,
    "strong": strong,
    "strong_named": strong_named,
    "below": below,
    "reasons": main_reasons,
    "reasons_named": reasons_named,
    "timeliness": timeliness,
    "by_team": by_team,
    "compared": compared,
    "service": beside_the_service,
    "agreement": agreement,
    "actions": actions,
}
"""Every finding, by name."""


def draft(finding: str, data: ThematicReportData) -> str:
    """A finding as the data says it; empty where there is nothing to say.

    Args:
        finding: one of :data:`DRAFTS`.
    """
    return DRAFTS[finding](data)


SAID_BY: dict[str, tuple[str, ...]] = {
    "in_short": ("grades", "strong_named", "reasons_named", "compared", "how_chosen", "actions"),
    "compared": ("compared", "service"),
    **{name: (name,) for name in DRAFTS if name not in ("strong_named", "reasons_named", "compared", "service")},
}
"""The findings that a block says, by the name of the block."""


def said(finding: str, data: ThematicReportData) -> str:
    """A finding as it is reported: what was written in its place, otherwise the draft."""
    own = data.narrative.findings.get(finding) if data.narrative else None
    return own.text if own else draft(finding, data)


def changed_since(finding: str, data: ThematicReportData) -> str:
    """Where the figures are no longer those that own words were written by: that, and what would be drafted now."""
    own = data.narrative.findings.get(finding) if data.narrative else None
    now = draft(finding, data)
    if own is None or not own.changed_since(now):
        return ""
    return f"The figures have changed since this was written. Drafted now: {now or 'nothing can be said.'}"


def finding_block(name: str, data: ThematicReportData) -> list[Block]:
    """A finding as a paragraph that is to be noticed; nothing where there is nothing to say."""
    text, changed = said(name, data), changed_since(name, data)
    blocks: list[Block] = [Paragraph(text, strong=True)] if text else []
    return [*blocks, Paragraph(changed, quiet=True)] if changed else blocks


def finding_line(name: str, data: ThematicReportData) -> str:
    """A finding as one line of a list; empty where there is nothing to say."""
    return " ".join(f"{said(name, data)} {changed_since(name, data)}".split())


def _best_and_least(names: Mapping[str, str], found: Mapping[str, Mapping[GradeId, int]], what: str) -> str:
    shares = [(names.get(key, key), good_share(counts)) for key, counts in found.items()]
    if not shares:
        return ""
    ranked = sorted(shares, key=lambda item: (-item[1].count / (item[1].of or 1), item[0]))
    (high, best), (low, least) = ranked[0], ranked[-1]
    if len(ranked) == 1:
        return f"{high}: {share_told(best)} {_was(best.count)} good or outstanding."
    if best.count * least.of == least.count * best.of:
        return f"Every {what} has the same share of records that are good or outstanding: {share_told(best)}."
    return (
        f"The {what} most often good or outstanding is {high}, in {share_told(best)}; least often {low}, in "
        f"{share_told(least)}."
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _question(data: ThematicReportData, criterion: str) -> str:
    return f"“{data.names.questions.get(criterion, criterion)}”"


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"
