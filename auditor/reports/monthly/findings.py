"""What the monthly report says in sentences, drafted from its figures: in short, and above each table.

Each is a function of the data alone, so that the same data gives the same sentence.
"""

from collections.abc import Iterable, Mapping

from auditor.audit.concerns import ConcernKind
from auditor.measures.response_hours import SOON_H
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import Share, change_words, grade_counts
from auditor.measures.whole_scorecard import Change
from auditor.reports.monthly.data import MonthGrades, MonthlyReportData, RoundDone
from auditor.reports.thematic.findings import good_share, share_told
from auditor.reports.words import counted, day_words, month_words, sentence
from auditor.standards.model import GradeId

CONCERN_NAMES = {
    ConcernKind.CHILD: "about a child at risk now",
    ConcernKind.STAFF: "about staff or a carer (restricted)",
}
_NAMED = 3
"""Questions that a sentence names; the table has more."""


# -- audits -----------------------------------------------------------------------------------------------------------


def done(data: MonthlyReportData) -> str:
    """Audits done against expected; where nothing was planned, only what was done."""
    found = data.done
    kinds = [counted(count, kind) for kind, count in found.kinds.items()]
    held = f"{counted(found.submitted, 'audit')} of {data.period} {_are(found.submitted)} submitted"
    told = f"{held}: {listed(kinds)}." if len(kinds) > 1 else f"{held}, all of them {found_one(found.kinds)}."
    if not found.submitted:
        told = f"No audit of {data.period} is submitted yet."
    if found.rounds:
        return f"{round_told(data)} {told}"
    late = f", {found.late} of them past their day" if found.late else ""
    more = f" {found.under_way} more {_are(found.under_way)} under way on {on(data)}{late}." if found.under_way else ""
    planned = "No round of the month has cases of these teams" if data.teams else "No round was planned for the month"
    return f"{told}{more} {planned}, so nobody said how many there should be."


def found_one(kinds: Mapping[str, int]) -> str:
    """The only kind there is, in the plural."""
    return next((f"{kind}s" for kind in kinds), "audits")


def round_told(data: MonthlyReportData) -> str:
    """How far the rounds of the month are, taken together."""
    found = data.done
    if not found.expected:
        return f"{_rounds(found.rounds)}: nothing is drawn yet."
    told = (
        f"{_rounds(found.rounds)}, as on {on(data)}, {found.of_rounds} of {counted(found.expected, 'audit')} expected "
    )
    told += f"{_are(found.of_rounds)} submitted"
    exempt = sum(one.counts.exempt for one in found.rounds)
    more = [f"{found.overdue} {_are(found.overdue)} overdue"] if found.overdue else []
    more += [f"{exempt} more {_are(exempt)} exempt, with a reason"] if exempt else []
    return f"{told}{'; ' if more else ''}{listed(more) if more else ''}."


def _rounds(rounds: tuple[RoundDone, ...]) -> str:
    return f"In the round {rounds[0].name}" if len(rounds) == 1 else f"In {len(rounds)} rounds"


def earlier_overdue(data: MonthlyReportData) -> str:
    """What is left of rounds before."""
    left = data.done.earlier_overdue
    return f"Of earlier rounds {counted(left, 'audit')} {_are(left)} overdue on {on(data)}." if left else ""


def left_out(data: MonthlyReportData) -> str:
    """What no figure counts because whoever makes the report is to moderate it blind."""
    who = data.made_by or "whoever made this report"
    told = f"Beside these {counted(data.left_out, 'audit')}, which {who} is to moderate blind, {_are(data.left_out)}"
    return f"{told} submitted, and in no figure yet." if data.left_out else ""


def on(data: MonthlyReportData) -> str:
    """The day at which rounds, actions, moderations and concerns are told as they stand."""
    return day_words(data.made_at.date())


# -- grades -----------------------------------------------------------------------------------------------------------


def grades(data: MonthlyReportData) -> str:
    """How the full audits of the month were graded overall."""
    if data.now is None:
        return f"No full audit of {data.period} is submitted."
    share, graded = good_share(data.now.grades), _graded(data, data.now.grades)
    return f"{share_told(share, 'full audit')} {_were(share.count)} good or outstanding: {graded}."


def _graded(data: MonthlyReportData, counts: Mapping[GradeId, int]) -> str:
    named = zip(grade_counts(counts), GRADES, strict=True)
    return listed(f"{count} {data.scale.grade(grade).word.lower()}" for count, grade in named if count)


def compared(data: MonthlyReportData) -> str:
    """The month against the three months before, and the same month a year ago; only intervals that do not touch say
    more than chance could.
    """
    if data.now is None:
        return ""
    now = good_share(data.now.grades)
    before = [one for one in data.beside if one.month < data.month]
    year_ago = [one for one in before if one.month[-2:] == data.month[-2:]]
    recent = [one for one in before if one not in year_ago]
    parts = []
    if recent:
        parts.append(_beside(_span(recent), now, _pooled(recent)))
    if year_ago:
        parts.append(_beside(f"{month_words(year_ago[0].month)}, a year ago", now, _pooled(year_ago)))
    told = " ".join(parts)
    if data.apart:
        months = listed(month_words(one.month) for one in data.apart)
        told = f"{told} {months}: scored by other rules, and so not compared.".strip()
    return told


def _beside(words: str, now: Share, before: Share) -> str:
    told = f"{before.count} of {counted(before.of, 'audit')}, {before.percent}%"
    return f"Beside {words} ({told}): {change_words(now, before)}."


def _pooled(months: Iterable[MonthGrades]) -> Share:
    shares = [good_share(one.grades) for one in months]
    return Share(sum(one.count for one in shares), sum(one.of for one in shares))


def _span(months: list[MonthGrades]) -> str:
    first, last = month_words(months[0].month), month_words(months[-1].month)
    return first if first == last else f"{first} to {last}"


def early_help(data: MonthlyReportData) -> str:
    """The month's audits of early help, which are never added in."""
    of = sum(data.early_help.values())
    return f"Early help stands apart: {counted(of, 'audit')}, {_graded(data, data.early_help)}." if of else ""


# -- measures, practice, learning -------------------------------------------------------------------------------------


def measures(data: MonthlyReportData) -> str:
    """How many measures can be told at all, how many reach the aim, and which moved."""
    judged = [row for row in data.measures if row.actual is not None]
    if not judged:
        return ""
    few = [row for row in judged if row.actual is not None and row.actual.too_few]
    met = [row for row in judged if row.target_met]
    enough = counted(len(judged) - len(few), "measure")
    reach = "reaches its" if len(met) < 2 else "reach their"
    told = f"{len(met) or 'None'} of {enough} with enough audits to tell {reach} aim"
    told = f"{told}{': ' + listed(row.id for row in met) if met else ''}."
    if few:
        told += f" {counted(len(few), 'measure')} {'rests' if len(few) == 1 else 'rest'} on too few audits to tell."
    moved = [f"{row.id} is {row.change_words}" for row in judged if row.change in (Change.BETTER, Change.WORSE)]
    return f"{told} {sentence(listed(moved))}." if moved else f"{told} None is clearly better or worse than before."


def practice(data: MonthlyReportData) -> str:
    """What was met most, and what least."""
    if not data.met_most:
        return ""
    most = listed(f"{data.questions.short(one.criterion)} ({_of(one.met)})" for one in data.met_most[:_NAMED])
    least = listed(f"{data.questions.short(one.criterion)} ({_of(one.met)})" for one in data.met_least[:_NAMED])
    return f"Met most often: {most}. Met least often: {least}."


def learning(data: MonthlyReportData) -> str:
    """What audits below good fell short of, and what of it comes back."""
    of = data.sums.below_good
    if not data.reasons:
        return "Every full audit met good." if data.sums.audits else ""
    named = listed(f"{data.questions.short(one.criterion)} ({_of(one.short)})" for one in data.reasons[:_NAMED])
    told = f"{counted(of, 'full audit')} did not meet good. What fell short most often: {named}."
    again = data.repeated
    if not again:
        return told
    names = listed(data.questions.short(one.criterion) for one in again[:_NAMED])
    theme = "a repeat theme" if len(again) == 1 else "repeat themes"
    more = ", such as" if len(again) > _NAMED else ":"
    return f"{told} {counted(len(again), 'question')} {_are(len(again))} {theme}{more} {names}."


# -- what became of them ----------------------------------------------------------------------------------------------


def moderation(data: MonthlyReportData) -> str:
    """How many were moderated, and how far the two readings agree: by how they came about, which is never added up."""
    found = data.moderation
    told = f"No audit was moderated in {data.period}."
    if found.moderated:
        bases = [f"{one.words}, {_of(Share(one.figures.exact, one.figures.n))}" for one in found.month]
        told = f"{counted(found.moderated, 'audit')} {_were(found.moderated)} moderated in {data.period}. "
        told += f"The same overall grade twice: {'; '.join(bases)}."
    year = found.random
    if year is not None and year.n:
        share = share_told(Share(year.exact, year.n), "audit")
        told += f" Over twelve months, blind and drawn at random: {share}; "
        told += f"{year.moved_down} went down and {year.moved_up} up."
    return told


def waiting(data: MonthlyReportData) -> str:
    """Audits whose grade does not stand yet, and grades that were changed."""
    found = data.moderation
    parts = []
    if found.moderated:
        parts.append(f"In {found.changed} of the {found.moderated} the overall grade of record is not the auditor's.")
    if found.waiting:
        waits = "waits" if found.waiting == 1 else "wait"
        parts.append(f"{counted(found.waiting, 'audit')} {waits} for a moderator or an agreed grade on {on(data)}.")
    if found.settled_by_lead:
        parts.append(f"In {found.settled_by_lead} of these the QA lead is asked to settle the grade.")
    return " ".join(parts)


def actions(data: MonthlyReportData) -> str:
    """Actions opened, completed, confirmed, open and overdue."""
    if not data.actions:
        return "No action started, was completed or is open."
    completed, confirmed, left = (
        sum(getattr(one, name) for one in data.actions) for name in ("completed", "confirmed", "open")
    )
    sure = f" ({confirmed or 'none yet'} confirmed by a later audit)" if completed else ""
    told = (
        f"{counted(data.opened, 'action')} started in {data.period} and {completed} {_were(completed)} completed{sure}."
    )
    late = Share(data.overdue, left)
    if not left:
        return f"{told} None is open."
    told += f" {_of(late)} still open on {on(data)} {_are(data.overdue)} overdue ({late.percent}%)"
    worst = most_overdue(data)
    return f"{told}, the most in {worst[0]} ({worst[1]})." if worst else f"{told}."


def overdue_by_service(data: MonthlyReportData) -> str:
    """How many of its open actions are overdue in each service, where a service has several teams."""
    services: dict[str, tuple[int, int]] = {}
    for one in data.actions:
        late, left = services.get(one.service, (0, 0))
        services[one.service] = (late + one.overdue, left + one.open)
    if not data.overdue or len(services) in (1, len(data.actions)):
        return ""
    ranked = sorted(services.items(), key=lambda item: (-item[1][0], item[0].casefold()))
    named = [f"{service or 'no service'} {late} of {left}" for service, (late, left) in ranked if left]
    return f"Overdue of those open on {on(data)}, by service: {listed(named)}."


def most_overdue(data: MonthlyReportData) -> tuple[str, int] | None:
    """The team with the most actions overdue, and how many; None where several have as many, or there is only one."""
    ranked = sorted(data.actions, key=lambda one: -one.overdue)
    if len(ranked) < 2 or not ranked[0].overdue or ranked[1].overdue == ranked[0].overdue:
        return None
    return ranked[0].team, ranked[0].overdue


def concerns(data: MonthlyReportData) -> str:
    """Concerns raised, by kind, and whether they were answered in time; never what they say."""
    found = data.concerns
    parts = []
    for kind, hours in found.kinds.items():
        told = f"{counted(hours.raised, 'concern')} {CONCERN_NAMES[kind]} {_were(hours.raised)} raised: "
        told += f"{hours.soon or 'none'} answered within {SOON_H} hours"
        open_ = hours.raised - hours.answered
        told += f", {hours.answered - hours.soon} later" if hours.answered > hours.soon else ""
        parts.append(told + (f", {open_} without an answer on {on(data)}" if open_ else ""))
    told = sentence("; ".join(parts)) + "." if parts else f"No concern was raised in {data.period}."
    left = found.open_earlier
    earlier = f" {counted(left, 'concern')} of earlier months {_are(left)} without an answer on {on(data)}."
    return f"{told}{earlier}" if left else told


def listed(words: Iterable[str]) -> str:
    """Words with commas, and "and" before the last."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


def _of(share: Share) -> str:
    return f"{share.count} of {share.of}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
