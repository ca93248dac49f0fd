"""The quick validator finds exactly what jsonschema finds."""

import json

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
SECTION = parse_file(next(data_folder("standards").rglob("ps06-*.yaml")), "ps06").data
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


PLACES = [path for path in places(SECTION) if path]


@settings(max_examples=150)
@given(spots=st.lists(st.sampled_from(PLACES), min_size=1, max_size=4), junk=JUNK)
def test_both_find_the_same(spots, junk):
    data = json.loads(json.dumps(SECTION))
    for spot in spots:
        target = data
        try:
            for key in spot[:-1]:
                target = target[key]
            target[spot[-1]] = junk
        except (TypeError, KeyError, IndexError):
            continue
    expected = found(Draft202012Validator(SCHEMAS["section"]), data)
    assert found(QuickValidator(SCHEMAS["section"]), data) == expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_and_use_nothing_it_leaves_out(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert "prefixItems" not in json.dumps(SCHEMAS[name])
