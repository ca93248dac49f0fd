"""Checks across files: every id named somewhere is defined somewhere, once, and every point is accounted for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.errors import Problem, nearest
from auditor.standards.strict_yaml import KeyPath, Parsed

MOST_POINTS = 4
"""A criterion that tests more says why in ``because``."""
LONGEST_LABEL = 12
"""Words in the label of a point."""


@dataclass
class EditionFiles:
    """The parsed files of one edition: its identity, its timescale rules, its sections in order."""

    edition: Parsed
    timescales: Parsed
    sections: list[Parsed]


@dataclass
class SharedFiles:
    """The parsed files that editions and themes share."""

    scale: Parsed
    tags: Parsed
    key_judgements: Parsed
    measures: Parsed


@dataclass
class Names:
    """Every id that may be referred to."""

    tags: dict[str, None] = field(default_factory=dict)
    measures: dict[str, None] = field(default_factory=dict)
    lenses: dict[str, None] = field(default_factory=dict)
    sections: dict[str, None] = field(default_factory=dict)
    points: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    criteria: dict[str, None] = field(default_factory=dict)


def reference_problems(shared: SharedFiles, editions: list[EditionFiles], themes: list[Parsed]) -> list[Problem]:
    """Every broken or doubled reference, over all files at once.

    Args:
        shared: the shared files, each already valid by its schema.
        editions: the editions, likewise.
        themes: the themes, likewise.
    """
    problems: list[Problem] = []
    names = Names()
    problems += _collect(names.tags, shared.tags, ("tags",))
    problems += _collect(names.measures, shared.measures, ("measures",))
    problems += _collect(names.measures, shared.measures, ("unbanded",))
    for index, judgement in enumerate(shared.key_judgements.data["judgements"]):
        for lens in _lenses_of(judgement["source"]):
            names.lenses[lens] = None
        del index
    problems += _tag_problems(shared.tags)
    problems += _measure_problems(shared.measures, names)
    editions_seen: dict[str, None] = {}
    for files in editions:
        problems += _first_time(editions_seen, files.edition, ("id",), files.edition.data["id"], "edition")
        problems += _edition_problems(files, shared, names)
    problems += _judgement_problems(shared, editions, names)
    problems += _scale_problems(shared.scale, names)
    themes_seen: dict[str, None] = {}
    for theme in themes:
        problems += _first_time(themes_seen, theme, ("id",), theme.data["id"], "theme")
        problems += _theme_problems(theme, shared, names)
    return problems


# -- small pieces -----------------------------------------------------------------------------------------------------


def _collect(into: dict[str, None], parsed: Parsed, path: KeyPath) -> Iterator[Problem]:
    """Collect the ids of a list of entries, refusing doubles."""
    entries: Any = parsed.data
    for part in path:
        entries = entries[part]
    for index, entry in enumerate(entries):
        yield from _first_time(into, parsed, (*path, index, "id"), entry["id"], "id")


def _first_time(seen: dict[str, None], parsed: Parsed, path: KeyPath, name: str, what: str) -> Iterator[Problem]:
    if name in seen:
        yield parsed.problem(path, f"the {what} '{name}' is defined twice")
    seen[name] = None


def _known(parsed: Parsed, path: KeyPath, name: str, known: Iterable[str], what: str) -> Iterator[Problem]:
    names = tuple(known)
    if name not in names:
        yield parsed.problem(path, f"unknown {what} '{name}'", nearest(name, names))


def _condition_tags(parsed: Parsed, path: KeyPath, condition: Any, tags: Iterable[str]) -> Iterator[Problem]:
    """Unknown tags anywhere in an ``applies_to``."""
    if isinstance(condition, str):
        yield from _known(parsed, path, condition, tags, "tag")
    elif isinstance(condition, dict):
        for key, inner in condition.items():
            if isinstance(inner, list):
                for index, item in enumerate(inner):
                    yield from _condition_tags(parsed, (*path, key, index), item, tags)
            else:
                yield from _condition_tags(parsed, (*path, key), inner, tags)


def _lenses_of(source: dict[str, Any]) -> list[str]:
    if "lens" in source:
        return [source["lens"]]
    return [choice["lens"] for choice in source.get("lens_by_profile", [])]


# -- tags and measures ------------------------------------------------------------------------------------------------


def _tag_problems(parsed: Parsed) -> Iterator[Problem]:
    book = parsed.data
    known = {kind: [entry["id"] for entry in book[kind]] for kind in ("subjects", "statuses", "age_bands", "facts")}
    for kind in known:
        yield from _collect({}, parsed, (kind,))
    leaves = {"subject": "subjects", "status": "statuses", "age_band": "age_bands", "fact": "facts"}
    earlier: list[str] = []

    def walk(path: KeyPath, when: Any) -> Iterator[Problem]:
        for key, inner in when.items():
            if key in ("all", "any"):
                for index, item in enumerate(inner):
                    yield from walk((*path, key, index), item)
            elif key == "not":
                yield from walk((*path, key), inner)
            elif key == "tag":
                # Only tags defined above may be used, so that no tag can rest on itself.
                yield from _known(parsed, (*path, key), inner, earlier, "earlier tag")
            elif key in leaves:
                for name in inner if isinstance(inner, list) else [inner]:
                    yield from _known(parsed, (*path, key), name, known[leaves[key]], key.replace("_", " "))

    for index, fact in enumerate(book["facts"]):
        yield from walk(("facts", index, "ask_when"), fact["ask_when"])
    for index, tag in enumerate(book["tags"]):
        yield from walk(("tags", index, "when"), tag["when"])
        earlier.append(tag["id"])
    for index, contradiction in enumerate(book["contradictions"]):
        yield from walk(("contradictions", index, "when"), contradiction["when"])


def _measure_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    for index, measure in enumerate(parsed.data["measures"]):
        path: KeyPath = ("measures", index)
        if "same_as" in measure:
            yield from _known(parsed, (*path, "same_as"), measure["same_as"], names.measures, "measure")
        banded = measure["kind"] != "direction_only"
        if banded and "bands" not in measure:
            yield parsed.problem(path, f"the measure '{measure['id']}' has no bands")
        if not banded and "bands" in measure:
            yield parsed.problem((*path, "bands"), "a measure of direction only has no bands", at_key=True)
        if "bands" in measure:
            edges = [measure["bands"][band]["at"] for band in ("requires_improvement", "good", "outstanding")]
            if edges != sorted(edges, reverse=measure["direction"] == "lower"):
                yield parsed.problem((*path, "bands"), "the bands do not rise from one to the next", at_key=True)


def _scale_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    yield from _collect({}, parsed, ("grades",))
    yield from _collect({}, parsed, ("answers",))
    for index, cap in enumerate(parsed.data["suggestion"]["caps"]):
        path: KeyPath = ("suggestion", "caps", index, "section")
        yield from _known(parsed, path, cap["section"], names.sections, "section")
    for name in ("section", "overall"):
        rules = parsed.data["suggestion"][name]
        if set(rules[-1]) != {"grade"}:
            last: KeyPath = ("suggestion", name, len(rules) - 1)
            yield parsed.problem(last, "the last row must have no condition, so that there is always a suggestion")


# -- editions ---------------------------------------------------------------------------------------------------------


def _edition_problems(files: EditionFiles, shared: SharedFiles, names: Names) -> Iterator[Problem]:
    scale_id = shared.scale.data["id"]
    yield from _known(files.edition, ("scale",), files.edition.data["scale"], [scale_id], "scale")
    yield from _collect(names.rules, files.timescales, ("rules",))
    for parsed in files.sections:
        yield from _first_time(names.sections, parsed, ("id",), parsed.data["id"], "section")
        yield from _collect(names.points, parsed, ("points",))
        yield from _collect(names.criteria, parsed, ("criteria",))
    for index, rule in enumerate(files.timescales.data["rules"]):
        if not rule["source"].startswith("manual-page:"):
            path: KeyPath = ("rules", index, "source")
            yield from _known(files.timescales, path, rule["source"], names.points, "point")
    cited: set[str] = set()
    used_rules: set[str] = set()
    for parsed in files.sections:
        yield from _section_problems(parsed, names)
        for index, criterion in enumerate(parsed.data["criteria"]):
            path = ("criteria", index)
            yield from criterion_problems(parsed, path, criterion, names)
            if not criterion["id"].startswith(parsed.data["id"] + "."):
                yield parsed.problem((*path, "id"), f"the id must start with '{parsed.data['id']}.'")
            if "points" not in criterion and "source" not in criterion:
                yield parsed.problem(path, "a criterion cites the points it tests, or a source")
            cited.update(criterion.get("points", []))
            used_rules.update(criterion.get("timescale", []))
    for parsed in files.sections:
        yield from _point_problems(parsed, cited)
    for index, rule in enumerate(files.timescales.data["rules"]):
        if rule["id"] not in used_rules:
            message = f"no criterion uses the rule '{rule['id']}'"
            yield files.timescales.problem(("rules", index, "id"), message)


def _section_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    section = parsed.data
    expected = f"{section['code'][:2].lower()}{int(section['code'][2:]):02}"
    if section["id"] != expected:
        yield parsed.problem(("code",), f"the code '{section['code']}' belongs to the section '{expected}'")
    if "applies_to" in section:
        yield from _condition_tags(parsed, ("applies_to",), section["applies_to"], names.tags)
    if "graded_with" in section:
        yield from _known(parsed, ("graded_with",), section["graded_with"], names.sections, "section")
    if "graded_alone_when" in section:
        yield from _condition_tags(parsed, ("graded_alone_when",), section["graded_alone_when"], names.tags)
        if "graded_with" not in section:
            yield parsed.problem(("graded_alone_when",), "only a section graded with another needs this", at_key=True)
    for index, point in enumerate(section["points"]):
        path: KeyPath = ("points", index)
        if point["id"] != f"{section['code']}.{index + 1}":
            yield parsed.problem((*path, "id"), f"expected {section['code']}.{index + 1} here, found {point['id']}")
        if len(point["label"].split()) > LONGEST_LABEL:
            yield parsed.problem((*path, "label"), f"has {len(point['label'].split())} words; at most {LONGEST_LABEL}")


def _point_problems(parsed: Parsed, cited: set[str]) -> Iterator[Problem]:
    for index, point in enumerate(parsed.data["points"]):
        path: KeyPath = ("points", index)
        if point["id"] in cited and "not_audited" in point:
            yield parsed.problem((*path, "not_audited"), f"{point['id']} is tested by a criterion", at_key=True)
        if point["id"] not in cited and "not_audited" not in point:
            yield parsed.problem(
                path, f"{point['id']} is tested by no criterion: cite it, or say in not_audited why not"
            )


def criterion_problems(parsed: Parsed, path: KeyPath, criterion: dict[str, Any], names: Names) -> Iterator[Problem]:
    """What is wrong with one criterion's references.

    Args:
        parsed: the file it stands in.
        path: where in the file.
        criterion: its data.
        names: every id that may be referred to.
    """
    points = criterion.get("points", [])
    for index, point in enumerate(points):
        yield from _known(parsed, (*path, "points", index), point, names.points, "point")
    if len(points) > MOST_POINTS and "because" not in criterion:
        yield parsed.problem((*path, "points"), f"tests {len(points)} points: say why in 'because', or split it")
    if "applies_to" in criterion:
        yield from _condition_tags(parsed, (*path, "applies_to"), criterion["applies_to"], names.tags)
    for index, lens in enumerate(criterion.get("lenses", [])):
        yield from _known(parsed, (*path, "lenses", index), lens, names.lenses, "lens")
    for index, rule in enumerate(criterion.get("timescale", [])):
        yield from _known(parsed, (*path, "timescale", index), rule, names.rules, "timescale rule")
    answers = criterion.get("answers", ["exceeded", "met", "partly_met", "not_met"])
    if "timescale" in criterion and "exceeded" in answers:
        yield parsed.problem(path, "a timescale criterion is met or not: give 'answers' without exceeded")
    for index, example in enumerate(criterion.get("examples", [])):
        if example["answer"] not in answers:
            where = (*path, "examples", index, "answer")
            yield parsed.problem(where, f"'{example['answer']}' is not an answer of this criterion")


# -- key judgements and themes ----------------------------------------------------------------------------------------


def _judgement_problems(shared: SharedFiles, editions: list[EditionFiles], names: Names) -> Iterator[Problem]:
    parsed = shared.key_judgements
    yield from _collect({}, parsed, ("judgements",))
    used = {
        lens
        for files in editions
        for section in files.sections
        for criterion in section.data["criteria"]
        for lens in criterion.get("lenses", [])
    }
    audited = {
        measure["id"]
        for group in ("measures", "unbanded")
        for measure in shared.measures.data[group]
        if measure["kind"] == "audited_percent"
    }
    judged: dict[str, None] = {}
    for index, judgement in enumerate(parsed.data["judgements"]):
        path: KeyPath = ("judgements", index)
        measure = judgement["measure"]
        yield from _known(parsed, (*path, "measure"), measure, names.measures, "measure")
        yield from _first_time(judged, parsed, (*path, "measure"), measure, "judgement for the measure")
        if measure in names.measures and measure not in audited:
            yield parsed.problem((*path, "measure"), f"the measure '{measure}' is not computed from audits")
        if "applies_to" in judgement:
            yield from _condition_tags(parsed, (*path, "applies_to"), judgement["applies_to"], names.tags)
        source = judgement["source"]
        for choice_index, choice in enumerate(source.get("lens_by_profile", [])):
            when = (*path, "source", "lens_by_profile", choice_index, "when")
            yield from _condition_tags(parsed, when, choice["when"], names.tags)
        sections = [source["section"]] if "section" in source else source.get("lowest_of", [])
        for section in sections:
            yield from _known(parsed, (*path, "source"), section, names.sections, "section")
        for lens in _lenses_of(source):
            if lens not in used:
                yield parsed.problem((*path, "source"), f"the lens '{lens}' has no criteria")
    for measure in sorted(audited - set(judged)):
        yield parsed.problem(("judgements",), f"no key judgement feeds the audit measure '{measure}'")


def _theme_problems(parsed: Parsed, shared: SharedFiles, names: Names) -> Iterator[Problem]:
    theme = parsed.data
    subjects = [subject["id"] for subject in shared.tags.data["subjects"]]
    yield from _known(parsed, ("subject",), theme["subject"], subjects, "subject")
    yield from _known(parsed, ("scale",), theme["scale"], [shared.scale.data["id"]], "scale")
    yield from _collect({}, parsed, ("sections",))
    own: dict[str, None] = {}
    for index, section in enumerate(theme["sections"]):
        path: KeyPath = ("sections", index)
        for item, criterion_id in enumerate(section.get("from_edition", [])):
            where = (*path, "from_edition", item)
            yield from _known(parsed, where, criterion_id, names.criteria, "criterion")
            yield from _first_time(own, parsed, where, criterion_id, "criterion")
        for item, criterion in enumerate(section.get("criteria", [])):
            where = (*path, "criteria", item)
            yield from _first_time(own, parsed, (*where, "id"), criterion["id"], "criterion")
            yield from criterion_problems(parsed, where, criterion, names)
            if criterion["id"] in names.criteria:
                yield parsed.problem((*where, "id"), f"the id '{criterion['id']}' belongs to the edition")
            if "points" not in criterion and "source" not in criterion:
                yield parsed.problem(where, "a criterion cites the points it tests, or a source")
