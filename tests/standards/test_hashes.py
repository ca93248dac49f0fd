"""What moves the hash of all that is shown, what moves the hash of all that can change a result, and what neither."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import rfc8785
import yaml
from pydantic import BaseModel

from auditor.standards.hashes import canonical, content_hash, scoring_hash, sha256_of, thresholds_hash
from auditor.standards.load import Standards, load_standards
from auditor.standards.model import Checklist, FactIs, MeasureBook
from auditor.standards.strict_yaml import parse_file

Path_ = tuple[str | int, ...]
Row = tuple[str, Path_, Any, str]

S0, S1 = ("sections", 0), ("sections", 1)
C0, C1, C2 = (*S0, "criteria", 0), (*S0, "criteria", 1), (*S0, "criteria", 2)
R0, R1 = ("timescales", 0), ("timescales", 1)
E0, E1, E3, E5, E6 = (("events", "events", place) for place in (0, 1, 3, 5, 6))
LAW, WORKED = (*R1, "statutory", 0), (*R1, "examples", 0)
J, TAGS, SCALE = "judgements", ("tags", "tags"), ("scale",)
RULES = ("scale", "suggestion")
GRADE, ANSWER, CHOICE = ("scale", "grades", 0), ("scale", "answers", 0), ("scale", "difference", "choices", 0)


def one_less(items: list[Any]) -> list[Any]:
    return items[:-1]


# Field of a model, where it stands in the small edition, its new value (or what makes it), which hashes move.
ROWS: list[Row] = [
    ("Checklist.id", ("id",), "other", "both"),
    ("Checklist.kind", ("kind",), "theme", "content"),
    ("Checklist.title", ("title",), "Other", "content"),
    ("Checklist.version", ("version",), "2024", "content"),
    ("Checklist.publisher", ("publisher",), "Other", "content"),
    ("Checklist.licence", ("licence",), "Other", "content"),
    ("Checklist.note", ("note",), "Other", "content"),
    ("Checklist.question", ("question",), "Other?", "content"),
    ("Checklist.subject", ("subject",), "child", "both"),
    ("Checklist.scale", ("scale",), lambda scale: {**scale, "id": "other"}, "both"),
    ("Checklist.tags", ("tags",), lambda tags: {**tags, "tags": tags["tags"][:-1]}, "both"),
    ("Checklist.events", ("events",), {"events": []}, "both"),
    ("Checklist.judgements", ("judgements",), one_less, "both"),
    ("Checklist.timescales", ("timescales",), one_less, "both"),
    ("Checklist.sections", ("sections",), one_less, "both"),
    ("Section.id", (*S0, "id"), "ps02", "both"),
    ("Section.code", (*S0, "code"), "PS2", "content"),
    ("Section.title", (*S0, "title"), "Other", "content"),
    ("Section.summary", (*S0, "summary"), "Other", "content"),
    ("Section.applies_to", (*S0, "applies_to"), "cared_for", "both"),
    ("Section.graded_with", (*S0, "graded_with"), "ps06", "both"),
    ("Section.graded_alone_when", (*S1, "graded_alone_when"), "unborn", "both"),
    ("Section.good_looks_like", (*S0, "good_looks_like"), "Other", "content"),
    ("Section.outstanding_looks_like", (*S0, "outstanding_looks_like"), "Other", "content"),
    ("Section.points", (*S0, "points"), one_less, "content"),
    ("Section.criteria", (*S0, "criteria"), one_less, "both"),
    ("Point.id", (*S0, "points", 0, "id"), "PS1.9", "content"),
    ("Point.label", (*S0, "points", 0, "label"), "Other", "content"),
    ("Point.not_audited", (*S1, "points", 3, "not_audited"), "other", "content"),
    ("Criterion.id", (*C0, "id"), "ps01.other", "both"),
    ("Criterion.question", (*C0, "question"), "Other?", "content"),
    ("Criterion.points", (*C0, "points"), ["PS1.2"], "content"),
    ("Criterion.source", (*C0, "source"), "Other", "content"),
    ("Criterion.because", (*C1, "because"), "Other", "content"),
    ("Criterion.look_for", (*C0, "look_for"), ["other"], "content"),
    ("Criterion.seen_on", (*C0, "seen_on"), ["child_record"], "both"),
    ("Criterion.applies_to", (*C0, "applies_to"), "cared_for", "both"),
    ("Criterion.depth", (*C0, "depth"), "deep", "both"),
    ("Criterion.weight", (*C0, "weight"), "minor", "both"),
    ("Criterion.answers", (*C0, "answers"), ["met", "not_met"], "both"),
    ("Criterion.critical", (*C0, "critical"), True, "both"),
    ("Criterion.lenses", (*C0, "lenses"), [], "both"),
    ("Criterion.timescale", (*C0, "timescale"), ["T01"], "both"),
    ("Criterion.examples", (*C0, "examples"), [], "content"),
    ("Example.file_shows", (*C0, "examples", 0, "file_shows"), "Other", "content"),
    ("Example.answer", (*C0, "examples", 0, "answer"), "met", "content"),
    ("TimescaleRule.id", (*R0, "id"), "T09", "both"),
    ("TimescaleRule.printed", (*R0, "printed"), False, "both"),
    ("TimescaleRule.source", (*R0, "source"), "PS1.1", "content"),
    ("TimescaleRule.subject", (*R0, "subject"), "carer", "both"),
    ("TimescaleRule.applies_to", (*R0, "applies_to"), "cared_for", "both"),
    ("TimescaleRule.rule", (*R0, "rule"), "within", "both"),
    ("TimescaleRule.trigger_event", (*R0, "trigger_event"), ["case_closed"], "both"),
    ("TimescaleRule.end_event", (*R0, "end_event"), ["case_closed"], "both"),
    ("TimescaleRule.limit", (*R0, "limit"), 4, "both"),
    ("TimescaleRule.unit", (*R0, "unit"), "weeks", "both"),
    ("TimescaleRule.first_due_from", (*R0, "first_due_from"), ["case_closed"], "both"),
    ("TimescaleRule.until", (*R0, "until"), [], "both"),
    ("TimescaleRule.every_end", (*R0, "every_end"), True, "both"),
    ("TimescaleRule.share_end", (*R0, "share_end"), True, "both"),
    ("TimescaleRule.restart", (*R0, "restart"), True, "both"),
    ("TimescaleRule.earlier_end_counts", (*R0, "earlier_end_counts"), True, "both"),
    ("TimescaleRule.bounded_by", (*R0, "bounded_by"), ["case_closed"], "both"),
    ("TimescaleRule.missing_is_late", (*R0, "missing_is_late"), True, "both"),
    ("TimescaleRule.sample", (*R1, "sample"), None, "both"),
    ("TimescaleRule.nth", (*R1, "nth"), None, "both"),
    ("TimescaleRule.changed_by", (*R0, "changed_by"), None, "both"),
    ("TimescaleRule.extension", (*R1, "extension"), None, "both"),
    ("TimescaleRule.not_due_before", (*R1, "not_due_before"), None, "both"),
    ("TimescaleRule.proposes", (*R0, "proposes"), "nothing", "both"),
    ("TimescaleRule.note", (*R0, "note"), "other", "content"),
    ("TimescaleRule.statutory", (*R1, "statutory"), [], "content"),
    ("TimescaleRule.examples", (*R1, "examples"), [], "content"),
    ("Numbered.event", (*R1, "nth", "event"), "case_closed", "both"),
    ("Numbered.since", (*R1, "nth", "since"), "case_closed", "both"),
    ("Numbered.first", (*R1, "nth", "first"), 2, "both"),
    ("Numbered.last", (*R1, "nth", "last"), None, "both"),
    ("Extension.event", (*R1, "extension", "event"), "sibling_born", "both"),
    ("Extension.limit", (*R1, "extension", "limit"), 3, "both"),
    ("Extension.unit", (*R1, "extension", "unit"), "days", "both"),
    ("Extension.source", (*R1, "extension", "source"), "Other", "content"),
    ("Interval.limit", (*R1, "not_due_before", "limit"), 5, "both"),
    ("Interval.unit", (*R1, "not_due_before", "unit"), "weeks", "both"),
    ("Statutory.text", (*LAW, "text"), "Other", "content"),
    ("Statutory.source", (*LAW, "source"), "Other", "content"),
    ("Statutory.limit", (*LAW, "limit"), 2, "content"),
    ("Statutory.unit", (*LAW, "unit"), "weeks", "content"),
    ("Statutory.trigger_event", (*LAW, "trigger_event"), [], "content"),
    ("WorkedExample.shows", (*WORKED, "shows"), "Other", "content"),
    ("WorkedExample.dates", (*WORKED, "dates"), one_less, "content"),
    ("WorkedExample.as_at", (*WORKED, "as_at"), "2026-02-01", "content"),
    ("WorkedExample.start", (*WORKED, "start"), None, "content"),
    ("WorkedExample.results", (*WORKED, "results"), [], "content"),
    ("ExampleDate.event", (*WORKED, "dates", 0, "event"), "case_closed", "content"),
    ("ExampleDate.on", (*WORKED, "dates", 0, "on"), None, "content"),
    ("ExampleDate.at", (*WORKED, "dates", 1, "at"), None, "content"),
    ("ExampleDate.every", (*WORKED, "dates", 2, "every"), None, "content"),
    ("ExampleResult.result", (*WORKED, "results", 0, "result"), "in time", "content"),
    ("ExampleResult.due", (*WORKED, "results", 0, "due"), None, "content"),
    ("ExampleResult.late_by", (*WORKED, "results", 0, "late_by"), None, "content"),
    ("EventBook.events", ("events", "events"), lambda events: events[1:], "both"),
    ("Event.id", (*E0, "id"), "other", "both"),
    ("Event.label", (*E0, "label"), "other", "content"),
    ("Event.also", (*E0, "also"), [], "content"),
    ("Event.after", (*E1, "after"), [], "content"),
    ("Event.seen_on", (*E0, "seen_on"), ["carer_record"], "content"),
    ("Event.once", (*E0, "once"), False, "both"),
    ("Event.timed", (*E6, "timed"), False, "both"),
    ("Event.ahead", (*E5, "ahead"), False, "both"),
    ("Event.private", (*E5, "private"), False, "content"),
    ("Event.interval", (*E3, "interval"), False, "both"),
    ("KeyJudgement.id", (J, 0, "id"), "other", "both"),
    ("KeyJudgement.measure", (J, 0, "measure"), "1.1-j", "both"),
    ("KeyJudgement.title", (J, 0, "title"), "Other", "content"),
    ("KeyJudgement.question", (J, 0, "question"), "Other?", "content"),
    ("KeyJudgement.applies_to", (J, 0, "applies_to"), "cared_for", "both"),
    ("KeyJudgement.source", (J, 0, "source"), {"lens": "diversity"}, "both"),
    ("KeyJudgement.note", (J, 2, "note"), "Other", "content"),
    ("JudgedFrom.section", (J, 0, "source", "section"), "ps06", "both"),
    ("JudgedFrom.lowest_of", (J, 1, "source", "lowest_of"), ["ps06", "ps07"], "both"),
    ("JudgedFrom.computed", (J, 2, "source", "computed"), "other", "both"),
    ("JudgedFrom.rules", (J, 2, "source", "rules"), ["D01"], "both"),
    ("JudgedFrom.lens", (J, 3, "source", "lens"), "other", "both"),
    ("JudgedFrom.lens_by_profile", (J, 4, "source", "lens_by_profile"), lambda lenses: lenses[::-1], "both"),
    ("LensWhen.when", (J, 4, "source", "lens_by_profile", 0, "when"), "siblings", "both"),
    ("LensWhen.lens", (J, 4, "source", "lens_by_profile", 0, "lens"), "other", "both"),
    ("Scale.id", (*SCALE, "id"), "other", "both"),
    ("Scale.title", (*SCALE, "title"), "Other", "content"),
    ("Scale.grades", (*SCALE, "grades"), one_less, "both"),
    ("Scale.answers", (*SCALE, "answers"), one_less, "both"),
    ("Scale.not_applicable_reasons", (*SCALE, "not_applicable_reasons"), one_less, "content"),
    ("Scale.weights", (*SCALE, "weights"), {"core": 9, "standard": 2, "minor": 1}, "both"),
    ("Scale.suggestion", (*SCALE, "suggestion"), lambda rules: {**rules, "caps": []}, "both"),
    ("Scale.difference", (*SCALE, "difference"), lambda asked: {**asked, "question": "Other?"}, "content"),
    ("Grade.id", (*GRADE, "id"), "good", "both"),
    ("Grade.word", (*GRADE, "word"), "Other", "content"),
    ("Grade.short", (*GRADE, "short"), "Other", "content"),
    ("Grade.symbol", (*GRADE, "symbol"), "x", "content"),
    ("Grade.key", (*GRADE, "key"), "x", "content"),
    ("Grade.rank", (*GRADE, "rank"), 3, "both"),
    ("Grade.meets_good", (*GRADE, "meets_good"), False, "both"),
    ("Grade.means", (*GRADE, "means"), "Other", "content"),
    ("Answer.id", (*ANSWER, "id"), "met", "both"),
    ("Answer.word", (*ANSWER, "word"), "Other", "content"),
    ("Answer.symbol", (*ANSWER, "symbol"), "x", "content"),
    ("Answer.key", (*ANSWER, "key"), "9", "content"),
    ("Answer.means", (*ANSWER, "means"), "Other", "content"),
    ("Named.id", (*SCALE, "not_applicable_reasons", 0, "id"), "other", "content"),
    ("Named.label", (*SCALE, "not_applicable_reasons", 0, "label"), "other", "content"),
    ("Weights.core", (*SCALE, "weights", "core"), 4, "both"),
    ("Weights.standard", (*SCALE, "weights", "standard"), 4, "both"),
    ("Weights.minor", (*SCALE, "weights", "minor"), 4, "both"),
    ("SuggestionRules.section", (*RULES, "section"), one_less, "both"),
    ("SuggestionRules.critical", (*RULES, "critical"), {"partly_met": "good", "not_met": "good"}, "both"),
    ("SuggestionRules.overall", (*RULES, "overall"), one_less, "both"),
    ("SuggestionRules.caps", (*RULES, "caps"), [], "both"),
    ("SectionRule.grade", (*RULES, "section", 0, "grade"), "good", "both"),
    ("SectionRule.met_at_least", (*RULES, "section", 0, "met_at_least"), 0.9, "both"),
    ("SectionRule.exceeded_at_least", (*RULES, "section", 0, "exceeded_at_least"), 0.5, "both"),
    ("SectionRule.not_met_at_most", (*RULES, "section", 0, "not_met_at_most"), 0.5, "both"),
    ("OverallRule.grade", (*RULES, "overall", 0, "grade"), "good", "both"),
    ("OverallRule.good_at_least", (*RULES, "overall", 0, "good_at_least"), 0.9, "both"),
    ("OverallRule.outstanding_at_least", (*RULES, "overall", 0, "outstanding_at_least"), 0.9, "both"),
    ("OverallRule.inadequate_at_most", (*RULES, "overall", 0, "inadequate_at_most"), 0.9, "both"),
    ("Critical.partly_met", (*RULES, "critical", "partly_met"), "good", "both"),
    ("Critical.not_met", (*RULES, "critical", "not_met"), "good", "both"),
    ("Cap.section", (*RULES, "caps", 0, "section"), "ps06", "both"),
    ("Cap.grade", (*RULES, "caps", 0, "grade"), "good", "both"),
    ("Cap.overall_at_most", (*RULES, "caps", 0, "overall_at_most"), "good", "both"),
    ("Difference.question", (*SCALE, "difference", "question"), "Other?", "content"),
    ("Difference.enabled", (*SCALE, "difference", "enabled"), False, "content"),
    ("Difference.choices", (*SCALE, "difference", "choices"), one_less, "both"),
    ("DifferenceChoice.id", (*CHOICE, "id"), "other", "both"),
    ("DifferenceChoice.word", (*CHOICE, "word"), "Other", "content"),
    ("DifferenceChoice.symbol", (*CHOICE, "symbol"), "x", "content"),
    ("DifferenceChoice.key", (*CHOICE, "key"), "9", "content"),
    ("DifferenceChoice.means", (*CHOICE, "means"), "Other", "content"),
    ("TagBook.subjects", ("tags", "subjects"), one_less, "both"),
    ("TagBook.statuses", ("tags", "statuses"), one_less, "content"),
    ("TagBook.age_bands", ("tags", "age_bands"), one_less, "content"),
    ("TagBook.facts", ("tags", "facts"), one_less, "both"),
    ("TagBook.tags", ("tags", "tags"), one_less, "both"),
    ("TagBook.contradictions", ("tags", "contradictions"), one_less, "content"),
    ("Subject.id", ("tags", "subjects", 0, "id"), "other", "both"),
    ("Subject.label", ("tags", "subjects", 0, "label"), "other", "content"),
    ("Subject.record", ("tags", "subjects", 0, "record"), "supervision_record", "both"),
    ("Fact.id", ("tags", "facts", 0, "id"), "other", "both"),
    ("Fact.question", ("tags", "facts", 0, "question"), "Other?", "content"),
    ("Fact.ask_when", ("tags", "facts", 0, "ask_when"), {"status": "cared_for"}, "both"),
    ("Tag.id", (*TAGS, 0, "id"), "other", "both"),
    ("Tag.label", (*TAGS, 0, "label"), "other", "content"),
    ("Tag.when", (*TAGS, 0, "when"), {"status": "cared_for"}, "both"),
    ("Contradiction.when", ("tags", "contradictions", 0, "when"), {"status": "cared_for"}, "content"),
    ("Contradiction.because", ("tags", "contradictions", 0, "because"), "other", "content"),
    ("SubjectIs.subject", (*TAGS, 0, "when", "subject"), ["child"], "both"),
    ("StatusWas.status", (*TAGS, 1, "when", "status"), "cared_for", "both"),
    ("AgeBandIs.age_band", (*TAGS, 3, "when", "age_band"), ["age_5_9"], "both"),
    ("FactIs.fact", (*TAGS, 4, "when", "fact"), "other", "both"),
    ("FactIs.or_event", (*TAGS, 4, "when", "or_event"), ["case_closed"], "both"),
    ("TagIs.tag", (*TAGS, 5, "when", "all", 0, "tag"), "unborn", "both"),
    ("AllOf.all", (*TAGS, 5, "when", "all"), one_less, "both"),
    ("Not.not_", (*TAGS, 5, "when", "all", 1, "not"), {"status": "cared_for"}, "both"),
    ("AnyOf.any", (*C2, "applies_to", "any"), one_less, "both"),
]


def models_below(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> set[type[BaseModel]]:
    """A model and every model that stands somewhere in its fields."""
    seen = set() if seen is None else seen
    if model not in seen:
        seen.add(model)
        waiting = [field.annotation for field in model.model_fields.values()]
        while waiting:
            kind = waiting.pop()
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                models_below(kind, seen)
            waiting += get_args(kind)
    return seen


def with_change(content: Any, path: Path_, new: Any) -> Any:
    """Plain data with the value at one place replaced."""
    changed = json.loads(json.dumps(content))
    holder = changed
    for part in path[:-1]:
        holder = holder[part]
    old = holder.get(path[-1]) if isinstance(holder, dict) else holder[path[-1]]
    holder[path[-1]] = new(old) if callable(new) else new
    assert holder[path[-1]] != old
    return changed


@pytest.mark.parametrize(("field", "path", "new", "moves"), ROWS, ids=[row[0] for row in ROWS])
def test_which_hash_a_field_moves(field: str, path: Path_, new: Any, moves: str, small: Standards) -> None:
    before = small.current
    after = Checklist.from_content(with_change(before.content(), path, new))
    moved = (content_hash(before) != content_hash(after), scoring_hash(before) != scoring_hash(after))
    assert moved == (True, moves == "both"), field


def test_every_field_of_every_model_has_its_row() -> None:
    fields = {f"{model.__name__}.{name}" for model in models_below(Checklist) for name in model.model_fields}
    assert fields == {row[0] for row in ROWS}


def test_a_changed_copy_of_a_hashed_checklist_has_hashes_of_its_own(small: Standards) -> None:
    first = (content_hash(small.current), scoring_hash(small.current))
    for number in range(20):  # made and gone again: what was kept of one is not taken for another in its place
        changed = small.current.model_copy(update={"id": f"another.{number}"})
        anew = Checklist.from_content(changed.content())
        assert (content_hash(changed), scoring_hash(changed)) == (content_hash(anew), scoring_hash(anew)) != first
    assert (content_hash(small.current), scoring_hash(small.current)) == first


def test_an_event_that_no_rule_names_is_shown_and_scores_nothing(small: Standards) -> None:
    after = Checklist.from_content(with_change(small.current.content(), ("events", "events"), one_less))
    assert small.current.events.events[-1].id == "pathway_plan_due"
    assert content_hash(after) != content_hash(small.current)
    assert scoring_hash(after) == scoring_hash(small.current)


def test_the_order_of_criteria_and_sections_is_shown_but_scores_nothing(small: Standards) -> None:
    for path in (("sections",), (*S0, "criteria"), ("judgements",), ("timescales",), ("events", "events")):
        after = Checklist.from_content(with_change(small.current.content(), path, lambda items: items[::-1]))
        assert content_hash(after) != content_hash(small.current)
        assert scoring_hash(after) == scoring_hash(small.current)


def test_order_of_keys_comments_and_names_of_files_move_neither_hash(
    overlay: Callable[[], Path], small: Standards
) -> None:
    root = overlay()
    for path in root.rglob("*.yaml"):
        data = parse_file(path, path.name).data
        backwards = {key: data[key] for key in reversed(data)}
        text = yaml.safe_dump(backwards, sort_keys=False, allow_unicode=True)
        path.write_text(f"# another hand\n\n{text}\n# and an end\n", encoding="utf-8")
    folder = root / "practice-standards" / "2023"
    (folder / "ps06-identity.yaml").rename(folder / "ps06-who-i-am.yaml")
    edition = folder / "edition.yaml"
    edition.write_text(edition.read_text().replace("ps06-identity.yaml", "ps06-who-i-am.yaml"), encoding="utf-8")
    folder.rename(root / "practice-standards" / "first")
    (root / "themes" / "fathers.yaml").rename(root / "themes" / "dads.yaml")
    again = load_standards(root)
    for name in ("small-standards-2023", "fathers"):
        before, after = small.checklist(name), again.checklist(name)
        assert before is not None
        assert after is not None
        assert (content_hash(before), scoring_hash(before)) == (content_hash(after), scoring_hash(after))
    assert thresholds_hash(again.measures) == thresholds_hash(small.measures)


def test_stored_content_gives_the_same_checklist_and_hashes_back(small: Standards, shipped: Standards) -> None:
    for standards in (small, shipped):
        for checklist in (*standards.editions.values(), *standards.themes.values()):
            for stored in (json.dumps(checklist.content()).encode(), canonical(checklist.content())):
                again = Checklist.from_content(json.loads(stored))
                assert again == checklist
                assert (content_hash(again), scoring_hash(again)) == (content_hash(checklist), scoring_hash(checklist))


def test_a_checklist_pinned_with_its_rules_in_words_can_still_be_read(small: Standards) -> None:
    old = json.loads(json.dumps(small.current.content()))
    del old["events"]
    old["timescales"] = [
        {
            "id": "T01",
            "printed": True,
            "source": "PS6.1",
            "subject": "child",
            "applies_to": "brothers or sisters",
            "rule": "at least every",
            "trigger_event": "case summary updated",
            "end_event": "case summary updated",
            "limit": 3,
            "unit": "months",
            "first_due_from": "case allocated",
            "proposes": "answer",
            "note": "or after a significant event",
        }
    ]
    old["tags"]["tags"][4]["when"]["or_event"] = "sibling born"
    read = Checklist.from_content(old)
    rule = read.rules_by_id["T01"]
    assert not rule.computable
    assert (rule.end_event, rule.events, rule.proposes) == ((), frozenset(), "nothing")
    assert (rule.limit, rule.unit, rule.source, rule.note) == (3, "months", "PS6.1", "or after a significant event")
    assert read.tags.by_id["siblings"].when == FactIs(fact="siblings", or_event=("sibling born",))
    assert Checklist.from_content(read.content()) == read
    assert small.current.rules_by_id["T01"].computable


def test_the_hash_is_sha_256_over_rfc_8785_json(small: Standards) -> None:
    assert canonical({"b": 1.0, "a": "é", "aa": [True, None]}) == '{"a":"é","aa":[true,null],"b":1}'.encode()
    assert sha256_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert content_hash(small.current) == sha256_of(json.loads(rfc8785.dumps(small.current.content())))


@pytest.mark.parametrize(
    ("path", "new", "moves"),
    [
        (("too_few",), 5, True),
        (("measures", 0, "id"), "9.9-z", True),
        (("measures", 0, "direction"), "lower", True),
        (("measures", 0, "bands", "requires_improvement", "at"), 51, True),
        (("measures", 0, "bands", "good", "at"), 62, True),
        (("measures", 0, "bands", "outstanding", "at"), 82, True),
        (("measures", 0, "bands"), None, True),
        (("measures",), one_less, True),
        (("unbanded",), one_less, True),
        (("measures",), lambda measures: measures[::-1], False),
        (("measures", 0, "bands", "good", "printed"), "62 to 80", False),
        (("measures", 0, "title"), "Other", False),
        (("measures", 0, "priority"), "Other", False),
        (("measures", 0, "kind"), "imported_percent", False),
        (("measures", 0, "series"), [{"id": "x", "label": "X"}], False),
        (("measures", 3, "same_as"), None, False),
        (("measures", 1, "decision"), "Other", False),
        (("measures", 1, "note"), "Other", False),
    ],
)
def test_what_moves_the_hash_of_the_thresholds(path: Path_, new: Any, moves: bool, small: Standards) -> None:
    book = small.measures
    after = MeasureBook.model_validate(with_change(book.model_dump(mode="json"), path, new))
    assert (thresholds_hash(after) != thresholds_hash(book)) is moves
