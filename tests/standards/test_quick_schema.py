"""The quick validator finds exactly what jsonschema finds."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from auditor.paths import data_folder
from auditor.standards.quick_schema import QuickValidator
from auditor.standards.strict_yaml import parse_file

SCHEMAS = {
    path.name.split(".")[0]: json.loads(path.read_text("utf-8")) for path in data_folder("schemas").glob("*.json")
}
ROOT = data_folder("standards")


def schema_of(path):
    if path.parent.name == "themes":
        return "theme"
    return "section" if path.stem not in SCHEMAS else path.stem


FILES = {path.name: (schema_of(path), parse_file(path, path.name).data) for path in sorted(ROOT.rglob("*.yaml"))}
BUNDLE = json.loads((Path(__file__).parents[1] / "data" / "bundles" / "valid_but_unsealed.json").read_text("utf-8"))
FILES["a bundle"] = ("bundle", BUNDLE)
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.lists(st.text(max_size=3), max_size=2)
)


def found(validator, data):
    return sorted((list(error.absolute_path), error.message) for error in validator.iter_errors(data))


def places(data, path=()):
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


PLACES = {name: [path for path in places(data) if path] for name, (_, data) in FILES.items()}
JSONSCHEMA = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
QUICK = {name: QuickValidator(schema) for name, schema in SCHEMAS.items()}


@pytest.mark.parametrize("name", FILES)
def test_both_find_nothing_in_the_files_that_are_right(name):
    schema, data = FILES[name]
    assert found(QUICK[schema], data) == found(JSONSCHEMA[schema], data) == []


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_both_find_the_same(data):
    """Whatever is put, left out or written twice in one to four places of a file."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    schema, right = FILES[name]
    wrong = json.loads(json.dumps(right))
    for spot in data.draw(st.lists(st.sampled_from(PLACES[name]), min_size=1, max_size=4)):
        target = wrong
        try:
            for key in spot[:-1]:
                target = target[key]
            match data.draw(st.sampled_from(("put", "leave out", "add", "twice"))):
                case "put":
                    target[spot[-1]] = data.draw(JUNK)
                case "leave out":
                    del target[spot[-1]]
                case "add":
                    target["further"] = data.draw(JUNK)
                case "twice":
                    target.append(target[spot[-1]])
        except (TypeError, KeyError, IndexError, AttributeError):
            continue
    assert found(QUICK[schema], wrong) == found(JSONSCHEMA[schema], wrong)


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        ({"const": 1}, True),
        ({"const": 1}, 1.0),
        ({"const": True}, 1),
        ({"enum": ["a", None]}, None),
        ({"type": "integer"}, 2.0),
        ({"type": "integer"}, True),
        ({"uniqueItems": True}, [1, True, 1.0]),
        ({"uniqueItems": True}, ["a", "a"]),
        ({"prefixItems": [{"type": "string"}]}, [1]),
        ({"if": {"type": "string"}, "else": {"minimum": 3}}, 2),
        ({"patternProperties": {"^a": False}}, {"ab": 1}),
        ({"additionalProperties": {"type": "string"}}, {"a": 1}),
        ({"additionalProperties": False}, {"a": 1}),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}),
        ({"oneOf": [{"minimum": 1}, {"maximum": 3}]}, 2),
        ({"$defs": {"a": {"items": {"$ref": "#/$defs/a"}, "maxItems": 1}}, "$ref": "#/$defs/a"}, [[[[], []]]]),
        (False, 1),
    ],
)
def test_both_agree_where_it_is_easily_mistaken(schema, data):
    assert found(QuickValidator(schema), data) == found(Draft202012Validator(schema), data)


@pytest.mark.parametrize("name", FILES)
def test_nearly_every_file_is_passed_without_jsonschema(name, monkeypatch):
    """Else the quick way would be there for nothing."""
    schema, data = FILES[name]
    monkeypatch.setattr(QUICK[schema], "_jsonschema", None)
    assert list(QUICK[schema].iter_errors(data)) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
