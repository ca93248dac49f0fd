"""What moves the hash of all that is shown, what moves the hash of all that can change a result, and what neither."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import rfc8785
import yaml
from hash_rows import ROWS, S0, Path_, one_less
from pydantic import BaseModel

from auditor.standards.hashes import canonical, content_hash, scoring_hash, sha256_of, thresholds_hash
from auditor.standards.load import Standards, load_standards
from auditor.standards.model import Checklist, FactIs, MeasureBook
from auditor.standards.strict_yaml import parse_file


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
