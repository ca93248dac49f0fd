"""Checks across files: every id named somewhere is defined somewhere, once, and every point is accounted for.

A file that could not be read takes its ids with it. Checks that would need them are left out, and all others are made,
so that one run says as much as it can without blaming a sound file for a broken one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from auditor.errors import Problem
from auditor.standards.names import Ids, Known, Names, collect, condition_tags, first_time, known
from auditor.standards.rule_references import event_problems, private_problems, rule_problems, used_rules
from auditor.standards.strict_yaml import KeyPath, Parsed

MOST_POINTS = 4
"""A criterion that tests more says why in ``because``."""
LONGEST_LABEL = 12
"""Words in the label of a point."""


@dataclass
class EditionFiles:
    """The parsed files of one edition: its identity, its timescale rules, its sections in order.

    Attributes:
        timescales: None when the file could not be read.
        whole: whether every section could be read; ``sections`` holds those that could.
    """

    edition: Parsed
    timescales: Parsed | None
    sections: list[Parsed]
    whole: bool = True


@dataclass
class SharedFiles:
    """The parsed files that editions and themes share; None for one that could not be read."""

    scale: Parsed | None
    tags: Parsed | None
    events: Parsed | None
    key_judgements: Parsed | None
    measures: Parsed | None


def reference_problems(
    shared: SharedFiles, editions: list[EditionFiles], themes: list[Parsed], *, whole: bool = True
) -> list[Problem]:
    """Every broken or doubled reference, over all files at once.

    Args:
        shared: the shared files, each already valid by its schema.
        editions: the editions, likewise.
        themes: the themes, likewise.
        whole: False when there is an edition whose identity could not be read.
    """
    problems: list[Problem] = []
    common = Names()
    problems += _shared_problems(shared, common)
    rules = [files.timescales for files in editions if files.timescales is not None]
    if shared.events is not None and whole and len(rules) == len(editions):
        problems += private_problems(shared.events, rules)
    seen: Ids = {}
    per_edition: list[Names] = []
    for files in editions:
        names = replace(common, sections={}, points={}, rules={}, criteria={})
        problems += first_time(seen, files.edition, ("id",), files.edition.data["id"], "edition")
        problems += _edition_problems(files, names)
        per_edition.append(names)
    sections = [names.sections for names in per_edition]
    common.sections = _union(sections) if whole else None
    common.rules = _union([names.rules for names in per_edition]) if whole else None
    if shared.key_judgements is not None:
        all_read = whole and all(files.whole for files in editions)
        used = _lenses_used(editions) if all_read else None
        problems += _judgement_problems(shared.key_judgements, shared.measures, used, common)
    if shared.scale is not None:
        problems += _scale_problems(shared.scale, common)
    newest = common
    if whole and editions:
        newest = max(zip(editions, per_edition, strict=True), key=lambda pair: _year(pair[0]))[1]
    else:
        newest.points = newest.rules = newest.criteria = None
    for theme in themes:
        problems += first_time(seen, theme, ("id",), theme.data["id"], "edition or theme")
        problems += _theme_problems(theme, newest)
    return problems


def _lenses_of(source: dict[str, Any]) -> list[str]:
    if "lens" in source:
        return [source["lens"]]
    return [choice["lens"] for choice in source.get("lens_by_profile", [])]


def _year(files: EditionFiles) -> int:
    year: int = files.edition.data["year"]
    return year


def _union(groups: Iterable[Known]) -> Known:
    together: Ids = {}
    for group in groups:
        if group is None:
            return None
        together |= group
    return together


def _lenses_used(editions: list[EditionFiles]) -> Ids:
    return {
        lens: None
        for files in editions
        for section in files.sections
        for criterion in section.data["criteria"]
        for lens in criterion.get("lenses", [])
    }


# -- tags and measures ------------------------------------------------------------------------------------------------


def _shared_problems(shared: SharedFiles, names: Names) -> Iterator[Problem]:
    """Collect the ids of the shared files, and say what is wrong inside them."""
    if shared.events is not None:
        yield from event_problems(shared.events, names)
    if shared.scale is not None:
        names.scales = {shared.scale.data["id"]: None}
    if shared.tags is not None:
        names.tags = {}
        names.subjects = {subject["id"]: None for subject in shared.tags.data["subjects"]}
        yield from collect(names.tags, shared.tags, ("tags",))
        yield from _tag_problems(shared.tags, names.events)
    if shared.measures is not None:
        names.measures = {}
        for group in ("measures", "unbanded"):
            yield from collect(names.measures, shared.measures, (group,))
        for group in ("measures", "unbanded"):
            yield from _measure_problems(shared.measures, group, names)
    if shared.key_judgements is not None:
        judgements = shared.key_judgements.data["judgements"]
        names.lenses = {lens: None for judgement in judgements for lens in _lenses_of(judgement["source"])}


def _tag_problems(parsed: Parsed, events: Known) -> Iterator[Problem]:
    book = parsed.data
    kinds: dict[str, Ids] = {kind: {} for kind in ("subjects", "statuses", "age_bands", "facts")}
    for kind, ids in kinds.items():
        yield from collect(ids, parsed, (kind,))
    leaves = {"subject": "subjects", "status": "statuses", "age_band": "age_bands", "fact": "facts"}
    earlier: Ids = {}

    def walk(path: KeyPath, when: Any) -> Iterator[Problem]:
        for key, inner in when.items():
            if key in ("all", "any"):
                for index, item in enumerate(inner):
                    yield from walk((*path, key, index), item)
            elif key == "not":
                yield from walk((*path, key), inner)
            elif key == "tag":
                # Only tags defined above may be used, so that no tag can rest on itself.
                yield from known(parsed, (*path, key), inner, earlier, "earlier tag")
            elif isinstance(inner, list):
                of_kind = events if key == "or_event" else kinds[leaves[key]]
                what = "event" if key == "or_event" else key.replace("_", " ")
                for index, name in enumerate(inner):
                    yield from known(parsed, (*path, key, index), name, of_kind, what)
            else:
                yield from known(parsed, (*path, key), inner, kinds[leaves[key]], key)

    for index, fact in enumerate(book["facts"]):
        yield from walk(("facts", index, "ask_when"), fact["ask_when"])
    for index, tag in enumerate(book["tags"]):
        yield from walk(("tags", index, "when"), tag["when"])
        earlier[tag["id"]] = None
    for index, contradiction in enumerate(book["contradictions"]):
        yield from walk(("contradictions", index, "when"), contradiction["when"])


def _measure_problems(parsed: Parsed, group: str, names: Names) -> Iterator[Problem]:
    for index, measure in enumerate(parsed.data[group]):
        path: KeyPath = (group, index)
        if "same_as" in measure:
            yield from known(parsed, (*path, "same_as"), measure["same_as"], names.measures, "measure")
        banded = measure["kind"] != "direction_only"
        if group == "unbanded":
            if "bands" in measure:
                yield parsed.problem((*path, "bands"), "a measure with bands stands under 'measures'", at_key=True)
            continue
        if banded and "bands" not in measure:
            yield parsed.problem(path, f"the measure '{measure['id']}' has no bands")
        if not banded and "bands" in measure:
            yield parsed.problem((*path, "bands"), "a measure of direction only has no bands", at_key=True)
        if "bands" in measure:
            edges = [measure["bands"][band]["at"] for band in ("requires_improvement", "good", "outstanding")]
            if edges != sorted(set(edges), reverse=measure["direction"] == "lower"):
                word = "fall" if measure["direction"] == "lower" else "rise"
                yield parsed.problem((*path, "bands"), f"the bands do not {word} from one to the next", at_key=True)


def _scale_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    yield from collect({}, parsed, ("grades",))
    yield from collect({}, parsed, ("answers",))
    for index, cap in enumerate(parsed.data["suggestion"]["caps"]):
        path: KeyPath = ("suggestion", "caps", index, "section")
        yield from known(parsed, path, cap["section"], names.sections, "section")
    for name in ("section", "overall"):
        rules = parsed.data["suggestion"][name]
        if set(rules[-1]) != {"grade"}:
            last: KeyPath = ("suggestion", name, len(rules) - 1)
            yield parsed.problem(last, "the last row must have no condition, so that there is always a suggestion")


# -- editions ---------------------------------------------------------------------------------------------------------


def _edition_problems(files: EditionFiles, names: Names) -> Iterator[Problem]:
    yield from known(files.edition, ("scale",), files.edition.data["scale"], names.scales, "scale")
    names.rules = {} if files.timescales is not None else None
    if files.timescales is not None:
        yield from collect(names.rules, files.timescales, ("rules",))
    sections: Ids = {}
    for parsed in files.sections:
        yield from first_time(sections, parsed, ("id",), parsed.data["id"], "section")
        yield from collect(names.points, parsed, ("points",))
        yield from collect(names.criteria, parsed, ("criteria",))
    names.sections = sections
    if not files.whole:
        names.sections = names.points = names.criteria = None
    cited: set[str] = set()
    for parsed in files.sections:
        yield from _section_problems(parsed, names)
        for index, criterion in enumerate(parsed.data["criteria"]):
            path: KeyPath = ("criteria", index)
            yield from criterion_problems(parsed, path, criterion, names)
            if not criterion["id"].startswith(parsed.data["id"] + "."):
                yield parsed.problem((*path, "id"), f"the id must start with '{parsed.data['id']}.'")
            if "points" not in criterion and "source" not in criterion:
                yield parsed.problem(path, "a criterion cites the points it tests, or a source")
            cited.update(criterion.get("points", []))
    for parsed in files.sections if files.whole else ():
        yield from _point_problems(parsed, cited)
    if files.timescales is not None:
        yield from rule_problems(files.timescales, used_rules(files.sections) if files.whole else None, names)


def _section_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    section = parsed.data
    expected = f"{section['code'][:2].lower()}{int(section['code'][2:]):02}"
    if section["id"] != expected:
        yield parsed.problem(("code",), f"the code '{section['code']}' belongs to the section '{expected}'")
    if "applies_to" in section:
        yield from condition_tags(parsed, ("applies_to",), section["applies_to"], names.tags)
    if "graded_with" in section:
        yield from known(parsed, ("graded_with",), section["graded_with"], names.sections, "section")
    if "graded_alone_when" in section:
        yield from condition_tags(parsed, ("graded_alone_when",), section["graded_alone_when"], names.tags)
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
        yield from known(parsed, (*path, "points", index), point, names.points, "point")
    if len(points) > MOST_POINTS and "because" not in criterion:
        yield parsed.problem((*path, "points"), f"tests {len(points)} points: say why in 'because', or split it")
    if "applies_to" in criterion:
        yield from condition_tags(parsed, (*path, "applies_to"), criterion["applies_to"], names.tags)
    for index, lens in enumerate(criterion.get("lenses", [])):
        yield from known(parsed, (*path, "lenses", index), lens, names.lenses, "lens")
    for index, rule in enumerate(criterion.get("timescale", [])):
        yield from known(parsed, (*path, "timescale", index), rule, names.rules, "timescale rule")
    answers = criterion.get("answers", ["exceeded", "met", "partly_met", "not_met"])
    if "timescale" in criterion and "exceeded" in answers:
        yield parsed.problem(path, "a timescale criterion is met or not: give 'answers' without exceeded")
    for index, example in enumerate(criterion.get("examples", [])):
        if example["answer"] not in answers:
            where = (*path, "examples", index, "answer")
            yield parsed.problem(where, f"'{example['answer']}' is not an answer of this criterion")


# -- key judgements and themes ----------------------------------------------------------------------------------------


def _judgement_problems(parsed: Parsed, measures: Parsed | None, used: Known, names: Names) -> Iterator[Problem]:
    yield from collect({}, parsed, ("judgements",))
    audited = {
        measure["id"]
        for group in ("measures", "unbanded")
        for measure in (measures.data[group] if measures is not None else ())
        if measure["kind"] == "audited_percent"
    }
    judged: Ids = {}
    for index, judgement in enumerate(parsed.data["judgements"]):
        path: KeyPath = ("judgements", index)
        measure = judgement["measure"]
        yield from known(parsed, (*path, "measure"), measure, names.measures, "measure")
        yield from first_time(judged, parsed, (*path, "measure"), measure, "judgement for the measure")
        if names.measures is not None and measure in names.measures and measure not in audited:
            yield parsed.problem((*path, "measure"), f"the measure '{measure}' is not computed from audits")
        if "applies_to" in judgement:
            yield from condition_tags(parsed, (*path, "applies_to"), judgement["applies_to"], names.tags)
        source = judgement["source"]
        for choice_index, choice in enumerate(source.get("lens_by_profile", [])):
            when = (*path, "source", "lens_by_profile", choice_index, "when")
            yield from condition_tags(parsed, when, choice["when"], names.tags)
        sections = [source["section"]] if "section" in source else source.get("lowest_of", [])
        for section in sections:
            yield from known(parsed, (*path, "source"), section, names.sections, "section")
        for rule_index, rule in enumerate(source.get("rules", [])):
            where = (*path, "source", "rules", rule_index)
            yield from known(parsed, where, rule, names.rules, "timescale rule")
        for lens in _lenses_of(source):
            if used is not None and lens not in used:
                yield parsed.problem((*path, "source"), f"the lens '{lens}' has no criteria")
    for measure in sorted(audited - set(judged)):
        yield parsed.problem(("judgements",), f"no key judgement feeds the audit measure '{measure}'")


def _theme_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    theme = parsed.data
    yield from known(parsed, ("subject",), theme["subject"], names.subjects, "subject")
    yield from known(parsed, ("scale",), theme["scale"], names.scales, "scale")
    yield from collect({}, parsed, ("sections",))
    own: Ids = {}
    for index, section in enumerate(theme["sections"]):
        path: KeyPath = ("sections", index)
        for item, criterion_id in enumerate(section.get("from_edition", [])):
            where = (*path, "from_edition", item)
            yield from known(parsed, where, criterion_id, names.criteria, "criterion")
            yield from first_time(own, parsed, where, criterion_id, "criterion")
        for item, criterion in enumerate(section.get("criteria", [])):
            where = (*path, "criteria", item)
            yield from first_time(own, parsed, (*where, "id"), criterion["id"], "criterion")
            yield from criterion_problems(parsed, where, criterion, names)
            if names.criteria is not None and criterion["id"] in names.criteria:
                yield parsed.problem((*where, "id"), f"the id '{criterion['id']}' belongs to the edition")
            if "points" not in criterion and "source" not in criterion:
                yield parsed.problem(where, "a criterion cites the points it tests, or a source")
