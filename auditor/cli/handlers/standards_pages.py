"""Pages of ``auditor standards show`` other than a section's: a question, a point, a rule, a theme, the profile."""

from textwrap import fill

from auditor.errors import UnknownIdError
from auditor.standards.coverage import criteria_by_point
from auditor.standards.load import Standards
from auditor.standards.model import Checklist, Criterion, TimescaleRule
from auditor.standards.pages import condition_words, event_words, rule_words, section_page

PROFILE = "profile"


def page(standards: Standards, name: str, width: int = 80) -> str:
    """The page of whatever has this name: a section, a question, a point, a rule on time, a theme, or the profile.

    Raises:
        UnknownIdError: nothing has; the nearest name is offered.
    """
    wanted = name.strip().casefold()
    if wanted == PROFILE:
        return _profile(standards.current)
    if wanted in standards.themes:
        return _theme(standards.themes[wanted], width)
    for checklist in (standards.current, *standards.themes.values()):
        if any(wanted in (section.id.casefold(), section.code.casefold()) for section in checklist.sections):
            return section_page(checklist, wanted, width)
        criterion = checklist.criteria.get(wanted)
        if criterion is not None:
            return _question(checklist, criterion, width)
        rules = {rule.id.casefold(): rule for rule in checklist.timescales}
        if wanted in rules:
            return _rule(checklist, rules[wanted], width)
        points = {point.id.casefold(): point.id for section in checklist.sections for point in section.points}
        if wanted in points:
            return _point(checklist, points[wanted], width)
    raise UnknownIdError("section, question, point, rule or theme", name, _names(standards))


def _names(standards: Standards) -> list[str]:
    names = [PROFILE, *standards.themes]
    for checklist in (standards.current, *standards.themes.values()):
        names += [section.code for section in checklist.sections]
        names += [*checklist.criteria, *(point.id for section in checklist.sections for point in section.points)]
        names += [rule.id for rule in checklist.timescales]
    return list(dict.fromkeys(names))


def _question(checklist: Checklist, criterion: Criterion, width: int) -> str:
    section = checklist.section_of[criterion.id]
    lines = [f"{criterion.id}   {section.code} {section.title}", "", fill(criterion.question, width), ""]
    if criterion.points:
        lines.append(f"Tests      {', '.join(criterion.points)}")
    lines += [f"Asked of   {condition_words(criterion.applies_to, checklist.tags)}"]
    answers = [f"{checklist.scale.answer(answer).word} ({answer})" for answer in criterion.answers]
    lines += [f"Answers    {', '.join(answers)}", "", "Look for"]
    lines += [fill(text, width, initial_indent="- ", subsequent_indent="  ") for text in criterion.look_for]
    for example in criterion.examples:
        word = checklist.scale.answer(example.answer).word
        lines += ["", fill(f"Example: {example.file_shows} - {word}", width)]
    return "\n".join(lines) + "\n"


def _point(checklist: Checklist, point_id: str, width: int) -> str:
    point = next(point for section in checklist.sections for point in section.points if point.id == point_id)
    lines = [f"{point.id}   {point.label}", ""]
    if point.not_audited:
        return "\n".join([*lines, fill(f"Not audited: {point.not_audited}", width)]) + "\n"
    lines.append("Tested by")
    for criterion in criteria_by_point(checklist)[point.id]:
        lines.append(fill(f"{criterion.id}: {criterion.question}", width, initial_indent="- ", subsequent_indent="  "))
    return "\n".join(lines) + "\n"


def _rule(checklist: Checklist, rule: TimescaleRule, width: int) -> str:
    entries = [
        ("Comes from", rule.source),
        ("Counts for", condition_words(rule.applies_to, checklist.tags) if rule.applies_to else f"any {rule.subject}"),
        ("Until", event_words(rule.until, checklist.events) if rule.until else ""),
        ("Note", rule.note),
        *(("By law", f"{law.text} {law.source}") for law in rule.statutory),
    ]
    said = rule_words(rule, checklist.events)
    lines = [rule.id, "", fill(f"{said[:1].upper()}{said[1:]}.", width), ""]
    lines += [_entry(label, words, width) for label, words in entries if words]
    lines += ["", "Answers"]
    for criterion in checklist.criteria.values():
        if rule.id in criterion.timescale:
            lines.append(
                fill(f"{criterion.id}: {criterion.question}", width, initial_indent="- ", subsequent_indent="  ")
            )
    for example in rule.examples:
        results = "; ".join(result.result + (f", due {result.due}" if result.due else "") for result in example.results)
        lines += ["", fill(f"Example: {example.shows} - {results}", width)]
    return "\n".join(lines) + "\n"


def _entry(label: str, words: str, width: int) -> str:
    return fill(words, width, initial_indent=label.ljust(12), subsequent_indent=" " * 12, break_on_hyphens=False)


def _theme(theme: Checklist, width: int) -> str:
    subject = f" Audits {theme.tags.subject(theme.subject).label}." if theme.subject else ""
    lines = [
        f"{theme.title} (theme {theme.id}, version {theme.version})",
        "",
        fill(f"{theme.question}{subject}", width),
    ]
    for section in theme.sections:
        lines += ["", f"{section.code}  {section.title}"]
        for criterion in section.criteria:
            lines.append(
                fill(f"{criterion.id}: {criterion.question}", width, initial_indent="  ", subsequent_indent="    ")
            )
    return "\n".join(lines) + "\n"


def _profile(checklist: Checklist) -> str:
    tags = checklist.tags
    lines = ["The few facts an audit starts from; each decides what is asked.", "", "Subjects (--subject)"]
    lines += [f"  {item.id:<28}{item.label}" for item in tags.subjects]
    lines += ["", "Statuses at any time in the period (--status)"]
    lines += [f"  {item.id:<28}{item.label}" for item in tags.statuses]
    lines += ["", "Age bands at the as-at date (--age-band)"]
    lines += [f"  {item.id:<28}{item.label}" for item in tags.age_bands]
    lines += ["", "Facts (--yes, --no)"]
    lines += [f"  {item.id:<28}{item.question}" for item in tags.facts]
    return "\n".join(lines) + "\n"
