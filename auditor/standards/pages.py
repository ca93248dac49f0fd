"""A section of the standards as a page of plain text, for people: labels and words, never ids."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from auditor.errors import UnknownIdError
from auditor.standards.coverage import criteria_by_point
from auditor.standards.model import (
    ALL_ANSWERS,
    AgeBandIs,
    AllOf,
    AnyOf,
    Checklist,
    Condition,
    Criterion,
    EventBook,
    FactIs,
    Named,
    Not,
    Numbered,
    Section,
    StatusWas,
    SubjectIs,
    TagBook,
    TagIs,
    TimescaleRule,
    Weight,
)

NARROWEST = 40
"""Columns; a narrower page is laid out as if it had these."""

_SEEN_ON = {
    "child_record": "the child's record",
    "carer_record": "the carers' record",
    "supervision_record": "the supervision record",
    "conversation": "a conversation",
}
_WEIGHTS: dict[Weight, str] = {"core": "high", "standard": "ordinary", "minor": "low"}
_DEPTHS = {
    "core": "in every full audit",
    "deep": "in thematic audits, or when the auditor opens this section further",
}
_TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times", 5: "five times"}
_UNITS = {"weeks_gestation": "weeks of pregnancy", "event": "", "as_plan": ""}
_NUMBERS = {1: "first", 2: "second", 3: "third"}
_LABEL_COLUMNS = 12


# -- conditions and rules in words ------------------------------------------------------------------------------------


def condition_words(condition: Condition | None, tags: TagBook, events: EventBook | None = None) -> str:
    """Whom a condition is for, in the labels of its tags: "cared for, and not (unborn, or under 1)".

    Args:
        condition: over tags, or (in ``tags.yaml``) over the profile; None is for everyone.
        tags: gives the labels.
        events: gives the labels of events, which only ``tags.yaml`` names.
    """
    events = events or EventBook()
    match condition:
        case None:
            return "everyone"
        case AllOf() if len(condition.all) == 1:
            return condition_words(condition.all[0], tags, events)
        case AllOf():
            return ", and ".join(_inner(part, tags, events) for part in condition.all)
        case AnyOf() if len(condition.any) == 1:
            return condition_words(condition.any[0], tags, events)
        case AnyOf():
            return ", or ".join(_inner(part, tags, events) for part in condition.any)
        case Not(not_=Not() as twice):
            return condition_words(twice.not_, tags, events)
        case Not(not_=AnyOf() as several) if len(several.any) > 1:
            return "neither " + " nor ".join(_inner(part, tags, events) for part in several.any)
        case Not():
            return f"not {_inner(condition.not_, tags, events)}"
    return _leaf_words(condition, tags, events)


def _inner(condition: Condition, tags: TagBook, events: EventBook) -> str:
    """A condition inside another: in brackets when it has parts of its own."""
    words = condition_words(condition, tags, events)
    while isinstance(condition, (AllOf, AnyOf)):
        parts = condition.all if isinstance(condition, AllOf) else condition.any
        if len(parts) > 1:
            return f"({words})"
        condition = parts[0]
    return f"({words})" if words.startswith("neither ") else words


def _leaf_words(
    condition: str | SubjectIs | StatusWas | AgeBandIs | FactIs | TagIs,
    tags: TagBook,
    events: EventBook,
) -> str:
    match condition:
        case str():
            return tags.by_id[condition].label
        case TagIs():
            return tags.by_id[condition.tag].label
        case SubjectIs():
            return ", or ".join(tags.subject(name).label for name in condition.subject)
        case StatusWas():
            return _labels(tags.statuses, (condition.status,))
        case AgeBandIs():
            return _labels(tags.age_bands, condition.age_band)
        case FactIs():
            question = next(fact.question for fact in tags.facts if fact.id == condition.fact)
            dated = f", or on the file: {event_words(condition.or_event, events)}" if condition.or_event else ""
            return f"yes to '{question}'{dated}"


def _labels(named: Iterable[Named], wanted: Iterable[str]) -> str:
    labels = {entry.id: entry.label for entry in named}
    return ", or ".join(labels[name] for name in wanted)


def rule_words(rule: TimescaleRule, events: EventBook) -> str:
    """A rule on time in one sentence without a full stop, such as "visit within 5 working days of: case opened".

    Args:
        rule: the rule.
        events: gives the labels of what it counts from and to.
    """
    time = _time(rule)
    if not rule.computable:
        # Pinned before events had ids: its words were not kept apart from what was counted.
        return f"{rule.rule} {time}".rstrip() + f" (see {rule.source})"
    recurs = rule.rule == "at least every"
    which = _which(rule.nth)
    done = event_words(rule.end_event, events, "and" if rule.every_end else "or", which={} if recurs else which)
    start = event_words(rule.trigger_event, events, which=which)
    match rule.rule:
        case "within":
            said = f"{done} within {time} of: {start}"
        case "by" if rule.unit == "reviews" and rule.limit:
            said = f"{done} by review {rule.limit} after: {start}"
        case "by":
            said = f"{done} by {time + ' after' if time else 'the date of'}: {start}"
        case "at":
            said = f"{done} at {time}, counted from: {start}"
        case "on":
            said = f"{done} on the day of: {start}"
        case "before":
            said = f"{done} before: {start}"
        case "at least before":
            said = f"{done} at least {time} before: {start}"
        case _:
            often = f"at least every {time.removeprefix('1 ')}" if time else "as often as the plan says"
            said = f"{done} {often}"
            if rule.first_due_from:
                first = event_words(rule.first_due_from, events, which=_which(rule.nth, starting=True))
                said += f", the first counted from: {first}"
    said += "".join(_besides(rule, events))
    return said if rule.printed else f"{said} (worked out from the text, not printed as a rule)"


def event_words(
    names: Iterable[str], events: EventBook, joined: str = "or", *, which: Mapping[str, str] | None = None
) -> str:
    """Events by their labels: "case closed or case moved to another team".

    Args:
        names: ids; one that the book does not have stands as it is.
        events: gives the labels.
        joined: the word before the last.
        which: of an event that counts only at times, at which, in words.
    """
    labels = []
    for name in names:
        label = events.by_id[name].label if name in events.by_id else name
        labels.append(f"{label} ({which[name]})" if which and name in which else label)
    return f" {joined} ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _besides(rule: TimescaleRule, events: EventBook) -> Iterator[str]:
    """What else the time depends on."""
    if rule.not_due_before:
        yield f", not before {_so_many(rule.not_due_before.limit, rule.not_due_before.unit)}"
    if rule.changed_by and rule.unit != "as_plan":
        yield f", unless: {event_words((rule.changed_by,), events)}"
    if rule.extension:
        longer = _so_many(rule.extension.limit, rule.extension.unit)
        yield f", or {longer} more with: {event_words((rule.extension.event,), events)}"
    if rule.sample:
        yield f" (the last {rule.sample} are judged)"


def _which(nth: Numbered | None, *, starting: bool = False) -> dict[str, str]:
    """Which occurrences of an event count, in words: by its id."""
    if nth is None:
        return {}
    first = _number(nth.first)
    later = " and later" if nth.last is None else f" to {_number(nth.last)}"
    return {nth.event: first if starting or nth.last == nth.first else first + later}


def _number(place: int) -> str:
    return f"the {_NUMBERS.get(place, f'{place}th')}"


def _time(rule: TimescaleRule) -> str:
    return _so_many(rule.limit, rule.unit) if rule.limit else ""


def _so_many(limit: int, unit: str) -> str:
    words = _UNITS.get(unit, unit.replace("_", " "))
    return f"{limit} {words.removesuffix('s') if limit == 1 else words}"


# -- the page ---------------------------------------------------------------------------------------------------------


def section_page(checklist: Checklist, section_id: str, width: int = 80) -> str:
    """A section as a readable page: what good looks like, every question, and every point.

    Args:
        checklist: the edition or theme.
        section_id: the section, by its id or by its code in capitals or not: ``ps06``, ``PS6``.
        width: columns; no line is longer.

    Raises:
        UnknownIdError: there is no such section.
    """
    by_name = {name.casefold(): section for section in checklist.sections for name in (section.code, section.id)}
    section = by_name.get(section_id.casefold())
    if section is None:
        raise UnknownIdError("section", section_id, [section.code for section in checklist.sections])
    lines = _Page(checklist, max(width, NARROWEST)).section(section)
    return "\n".join(lines).rstrip() + "\n"


class _Page:
    def __init__(self, checklist: Checklist, width: int) -> None:
        self.checklist = checklist
        self.width = width
        self.labels = {point.id: point.label for section in checklist.sections for point in section.points}
        self.numbers = {
            criterion.id: (section.code, number)
            for section in checklist.sections
            for number, criterion in enumerate(section.criteria, start=1)
        }

    def section(self, section: Section) -> Iterator[str]:
        """The whole page."""
        tags = self.checklist.tags
        yield from self._text(f"{section.code}  {section.title}")
        yield "=" * min(self.width, len(section.code) + 2 + len(section.title))
        yield from self._text(section.summary)
        yield ""
        if section.applies_to is not None:
            yield from self._entry("Asked when", condition_words(section.applies_to, tags))
        if section.graded_with is not None:
            yield from self._entry("Graded", self._graded(section, section.graded_with))
        if section.applies_to is not None or section.graded_with is not None:
            yield ""
        yield from self._heading("Good looks like")
        yield from self._text(section.good_looks_like)
        yield ""
        yield from self._heading("Outstanding looks like")
        yield from self._text(section.outstanding_looks_like)
        yield ""
        yield from self._heading("Questions")
        for number, criterion in enumerate(section.criteria, start=1):
            yield from self._text(criterion.question, lead=f"{number}. ".rjust(4), hang=4)
            yield from self._criterion(section, criterion)
            yield ""
        if section.points:
            yield from self._heading("Points")
            yield from self._points(section)

    def _graded(self, section: Section, other_id: str) -> str:
        other = self.checklist.sections_by_id.get(other_id)
        words = f"together with {other.code} {other.title}" if other else "together with another section"
        if section.graded_alone_when is None:
            return words
        return f"{words}; on its own for: {condition_words(section.graded_alone_when, self.checklist.tags)}"

    def _criterion(self, section: Section, criterion: Criterion) -> Iterator[str]:
        scale = self.checklist.scale
        own = {point.id for point in section.points}
        points = [
            name if name in own or name not in self.labels else f"{name} ({self.labels[name]})"
            for name in criterion.points
        ]
        entries = [("Tests", ", ".join(points)), ("Comes from", criterion.source), ("Because", criterion.because)]
        for label, words in entries:
            if words:
                yield from self._entry(label, words)
        yield from self._list("Look for", criterion.look_for)
        yield from self._entry("Seen on", _joined([_SEEN_ON[place] for place in criterion.seen_on]))
        whom = condition_words(criterion.applies_to, self.checklist.tags)
        narrowed = criterion.applies_to is None and section.applies_to is not None
        yield from self._entry("Asked of", "everyone this section is for" if narrowed else whom)
        if self.checklist.kind == "edition":
            yield from self._entry("Asked", _DEPTHS[criterion.depth])
        times = scale.weights.of(criterion.weight)
        counted = _TIMES.get(times, f"{times} times")
        yield from self._entry("Weight", f"{_WEIGHTS[criterion.weight]}: it counts {counted}")
        if criterion.critical:
            yield from self._entry("Critical", self._critical())
        if criterion.answers != ALL_ANSWERS:
            yield from self._entry("Answers", ", ".join(scale.answer(name).word for name in criterion.answers))
        yield from self._list("Counts in", self._judgements(criterion))
        yield from self._list("In time", self._rules(criterion))
        examples = [f"{example.file_shows} - {scale.answer(example.answer).word}" for example in criterion.examples]
        yield from self._list("Examples", examples)

    def _critical(self) -> str:
        scale = self.checklist.scale
        limits = scale.suggestion.critical
        said = [
            f"{scale.answer('not_met').word} suggests no better than {scale.grade(limits.not_met).word}",
            f"{scale.answer('partly_met').word.lower()} no better than {scale.grade(limits.partly_met).word}",
        ]
        return ", ".join(said)

    def _judgements(self, criterion: Criterion) -> list[str]:
        """The titles of the key judgements this criterion is a member of."""
        lenses = set(criterion.lenses)
        return [judgement.title for judgement in self.checklist.judgements if lenses & set(judgement.source.lenses())]

    def _rules(self, criterion: Criterion) -> Iterator[str]:
        """The rules on time that it tests, each followed by where the law differs."""
        for name in criterion.timescale:
            rule = self.checklist.rules_by_id[name]
            yield rule_words(rule, self.checklist.events)
            yield from (f"the law differs: {law.text} {law.source}" for law in rule.statutory)

    def _points(self, section: Section) -> Iterator[str]:
        testing = criteria_by_point(self.checklist)
        for point in section.points:
            yield from self._text(point.label, lead=point.id.ljust(8), hang=8)
            if point.not_audited:
                yield from self._text(f"not audited: {point.not_audited}", lead=" " * 8, hang=8)
                continue
            named = [self._numbered(section, criterion) for criterion in testing[point.id]]
            yield from self._text(f"tested by {_joined(named)}", lead=" " * 8, hang=8)

    def _numbered(self, section: Section, criterion: Criterion) -> str:
        code, number = self.numbers[criterion.id]
        return f"question {number}" if code == section.code else f"question {number} of {code}"

    # -- layout ---------------------------------------------------------------------------------------------------

    def _heading(self, words: str) -> Iterator[str]:
        yield words
        yield "-" * len(words)

    def _entry(self, label: str, words: str) -> Iterator[str]:
        lead = "    " + label.ljust(_LABEL_COLUMNS)
        yield from self._text(words, lead=lead, hang=len(lead))

    def _list(self, label: str, items: Iterable[str]) -> Iterator[str]:
        lead = label
        for item in items:
            indent = "    " + lead.ljust(_LABEL_COLUMNS) + "- "
            yield from self._text(item, lead=indent, hang=len(indent))
            lead = ""

    def _text(self, words: str, *, lead: str = "", hang: int = 0) -> list[str]:
        return wrap(words, self.width, initial_indent=lead, subsequent_indent=" " * hang, break_on_hyphens=False)


def _joined(words: list[str]) -> str:
    """Words as a list in a sentence: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
