"""What the report of a team says in sentences: strengths first, how many of how many, and no blame.

Each is a function of the data alone, so that the same data gives the same sentence. No worker is named in any.
"""

from collections.abc import Iterable, Mapping

from auditor.audit.moderation import BECAUSE_WORDS, Because
from auditor.measures.moderation import ranked
from auditor.measures.rates import whole_percent
from auditor.measures.scorecard import GRADES, TOO_FEW
from auditor.measures.thematic import FEWEST, QuestionResult, Share
from auditor.reports.team.data import TeamReportData
from auditor.reports.thematic.findings import good_share, share_told
from auditor.reports.words import counted, day_words, sentence

OVERALL = "overall"
_NAMED = 3
_FEWEST_QUESTIONS, _MOST_QUESTIONS = 3, 5


def beside(own: Share, others: Share | None, fewest: int) -> str:
    """How the team stands to the other teams: only intervals that do not touch say more than chance could."""
    if own.of < fewest:
        return TOO_FEW if own.of else "no audits"
    if others is None or own.interval is None or others.interval is None:
        return "cannot be compared"
    if own.interval.lower > others.interval.upper:
        return "better than the other teams"
    if own.interval.upper < others.interval.lower:
        return "below the other teams"
    return "no clear difference"


def of_words(share: Share | None) -> str:
    """A share in a cell: "9 of 18 (50%)"."""
    return "–" if share is None or not share.of else f"{share.count} of {share.of} ({share.percent}%)"


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _short(data: TeamReportData, one: QuestionResult) -> str:
    code = data.names.codes.get(one.criterion, "")
    return f"{code} {data.names.area(one.criterion)} ({one.met.count} of {one.met.of})".strip()


def met_most(data: TeamReportData) -> str:
    """What the team did most often."""
    found = data.met_most[:_NAMED]
    return f"Met most often: {_listed(_short(data, one) for one in found)}." if found else ""


def met_least(data: TeamReportData) -> str:
    """What it did least often."""
    found = data.met_least[:_NAMED]
    return f"Met least often: {_listed(_short(data, one) for one in found)}." if found else ""


def strengths(data: TeamReportData) -> str:
    """How many strengths were noted, and where most of them."""
    if not data.noted:
        return ""
    said = f"{counted(data.noted, 'strength')} {_was(data.noted)} noted"
    most = {one.section: one.count for one in data.strengths if one.section}
    if not most:
        return f"{said}."
    return f"{said}, most of them on {_listed(f'{name} ({count})' for name, count in ranked(most)[:_NAMED])}."


def grades(data: TeamReportData) -> str:
    """How good the audits were overall, beside those of the service's other teams."""
    own = good_share(data.sums.overall)
    if not own.of:
        return ""
    if own.of < data.fewest:
        counts = ((data.scale.grade(grade).word, data.sums.overall.get(grade, 0)) for grade in GRADES)
        each = ", ".join(f"{word.lower()} {count}" for word, count in counts if count)
        said = f"{counted(own.of, 'audit')} ({each}): under {data.fewest} it is {TOO_FEW}, and nothing is compared."
        return sentence(said)
    said = f"{share_told(own, 'audit')} {_was(own.count)} good or outstanding overall"
    if data.others is None:
        return f"{said}. There are too few audits of other teams to set beside them."
    words = beside(own, data.others, data.fewest)
    return f"{said}; of the service's other teams {share_told(data.others, 'audit')}: {words}."


def trend(data: TeamReportData) -> str:
    """How the latest quarter with enough audits stands to the one before."""
    known = [one for one in data.trend if one.team.of and not one.team.too_few]
    if not known:
        few = any(one.team.of for one in data.trend)
        return f"No quarter has {data.fewest} audits or more: {TOO_FEW} how they change." if few else ""
    if len(known) == 1:
        return f"One quarter has {data.fewest} audits or more: {TOO_FEW} how they change."
    before, now = known[-2].team, known[-1].team
    assert None not in (before.lower, before.upper, now.lower, now.upper), "there are audits enough"
    if (now.lower or 0) > (before.upper or 0):
        return "The latest quarter is better than the one before, by more than chance would explain."
    if (now.upper or 0) < (before.lower or 0):
        return "The latest quarter is below the one before, by more than chance would explain."
    return "Between the two latest quarters with enough audits there is no clear change."


def sections(data: TeamReportData) -> str:
    """The sections in which the team stands clearly above or below the others."""
    said: dict[str, list[str]] = {"better than the other teams": [], "below the other teams": []}
    for key, name in data.names.sections.items():
        words = beside(good_share(data.sums.sections.get(key, {})), data.others_sections.get(key), data.fewest)
        if words in said:
            said[words].append(name)
    parts = [f"{words} in {_listed(names)}" for words, names in said.items() if names]
    if parts:
        return f"{sentence('; '.join(parts))}."
    if not any(sum(counts.values()) >= data.fewest for counts in data.sums.sections.values()):
        return ""
    return "In no section is there a difference from the other teams beyond chance."


def rules(data: TeamReportData) -> list[tuple[str, Share]]:
    """Rules on time of which enough deadlines were judged, those kept least first."""
    found = [(rule, Share(met, met + late)) for rule, (met, late) in data.sums.rules.items() if met + late >= FEWEST]
    return sorted(found, key=lambda one: (one[1].count / one[1].of, -one[1].of, one[0]))


def timeliness(data: TeamReportData) -> str:
    """How many deadlines were kept, and which least often."""
    if not data.sums.rules:
        return ""
    met, late = (sum(part) for part in zip(*data.sums.rules.values(), strict=True))
    said = f"{met} of {counted(met + late, 'deadline')} ({whole_percent(met, met + late)}%) {_was(met)} kept."
    least = next(iter(rules(data)), None)
    if least is None or least[1].count == least[1].of:
        return said
    name, share = least
    return f"{said} Kept least often: {rule_name(data, name)}, {of_words(share)}."


def rule_name(data: TeamReportData, rule: str) -> str:
    """A rule on time in words, without what is said in brackets of where it comes from."""
    return data.names.rules.get(rule, rule).partition(" (")[0]


def moderation(data: TeamReportData) -> str:
    """What moderation changed."""
    found = data.moderation
    if not found.audits:
        return ""
    said = f"{counted(found.audits, 'audit')} {_was(found.audits)} moderated"
    said += f" ({', '.join(f'{count} {words}' for words, count in found.picked.items())})"
    up, down = found.raised.get(OVERALL, 0), found.lowered.get(OVERALL, 0)
    if up or down:
        said += f". The overall grade was raised in {up} and lowered in {down}"
    else:
        said += ". No overall grade changed"
    why = ranked(found.because)
    if not why:
        return f"{said}."
    because, count = why[0]
    of = counted(sum(found.because.values()), "settled difference")
    return f"{said}. Most often {BECAUSE_WORDS[because]}: {count} of {of}."


def actions(data: TeamReportData) -> str:
    """How the actions stand."""
    found = data.actions
    if not (found.open or found.closed or found.confirmed):
        return ""
    said = f"{counted(found.open, 'action')} {'is' if found.open == 1 else 'are'} open on {on(data)}"
    if found.overdue:
        said += f", {found.overdue} of them after the day set"
    done = found.closed + found.confirmed
    said += f". {counted(done, 'action')} {_was(done)} closed in these months"
    confirmed = f"{found.confirmed or 'none'} of them confirmed by a later audit"
    return f"{said}, {confirmed}." if done else f"{said}."


def replies(data: TeamReportData) -> str:
    """What waits to be read or answered."""
    found = data.replies
    said = []
    if found.waiting and found.since is not None:
        waits = f"{counted(found.waiting, 'reply', 'replies')} {'waits' if found.waiting == 1 else 'wait'}"
        said.append(f"{waits} for an answer on {on(data)}, the oldest since {day_words(found.since)}.")
    if found.unread:
        unread = f"{counted(found.unread, 'audit')} {'is' if found.unread == 1 else 'are'}"
        said.append(f"{unread} not acknowledged by {on(data)}.")
    return " ".join(said)


def on(data: TeamReportData) -> str:
    """The day at which actions and replies are told as they stand, whatever months the report is of."""
    return day_words(data.made_at.date())


# -- what to talk about -----------------------------------------------------------------------------------------------


def questions(data: TeamReportData) -> tuple[str, ...]:
    """Three to five questions for the next team meeting: what goes well first; drafted from the figures."""
    drafted = (_of_the_best, _of_the_least, _of_time, _of_actions, _of_moderation)
    found = [text for text in (draft(data) for draft in drafted) if text]
    for text in _ALWAYS:
        if len(found) < _FEWEST_QUESTIONS:
            found.append(text)
    return tuple(found[:_MOST_QUESTIONS])


_ALWAYS = (
    "Which of the strengths noted here would we like to see in every file?",
    "What have children and families told us since, and where does it show on the file?",
    "What would we like the next audits of our work to look at?",
)
_DIFFERED: Mapping[Because, str] = {**BECAUSE_WORDS, Because.JUDGEMENT: "it was a matter of judgement"}
_OF_BECAUSE: Mapping[Because, str] = {
    Because.MISSED: "where on the file would somebody who does not know the case look for the evidence?",
    Because.READ_DIFFERENTLY: "do we read the standard alike, and whom do we ask where we do not?",
    Because.NEW_RECORD: "what helps us to record soon enough for a reader to find it?",
    Because.JUDGEMENT: "where does good begin for us, in a case that we all know?",
}


def _asked(data: TeamReportData, one: QuestionResult) -> str:
    return f"“{data.names.questions.get(one.criterion, one.criterion)}” ({one.met.count} of {one.met.of} audits)"


def _of_the_best(data: TeamReportData) -> str:
    if not data.met_most:
        return ""
    return f"What do we do that makes this work, and who could learn it from us? {_asked(data, data.met_most[0])}"


def _of_the_least(data: TeamReportData) -> str:
    if not data.met_least:
        return ""
    return f"What gets in the way, and what would help? {_asked(data, data.met_least[0])}"


def _of_time(data: TeamReportData) -> str:
    least = next(iter(rules(data)), None)
    if least is None or least[1].count == least[1].of:
        return ""
    rule, share = least
    name = rule_name(data, rule)
    return f"What would make this easier to keep: {name} ({share.count} of {share.of} deadlines)?"


def _of_actions(data: TeamReportData) -> str:
    if data.actions.overdue:
        late = counted(data.actions.overdue, "action")
        return f"{late} {_is(data.actions.overdue)} after the day set: what is in the way, and who can help?"
    if data.actions.open:
        still = counted(data.actions.open, "action")
        return f"{still} {_is(data.actions.open)} open: how will we see that children notice a difference?"
    return ""


def _of_moderation(data: TeamReportData) -> str:
    why = ranked(data.moderation.because)
    if not why:
        return ""
    because, count = why[0]
    said = f"Two readers graded differently, most often because {_DIFFERED[because]}"
    said += f" ({counted(count, 'difference')})"
    return f"{said}: {_OF_BECAUSE[because]}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
