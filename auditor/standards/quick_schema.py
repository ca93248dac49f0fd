"""A JSON Schema validator that is quick with what fits: nearly every file does.

jsonschema builds a validator for every value it descends into, which took half of loading the standards. Here a schema
is turned once into plain functions that only say whether a value fits. What does not fit, or what they are not sure of,
is handed to jsonschema, which says what is wrong; so the result is always jsonschema's own.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Test = Callable[[Any], bool]
"""Whether a value fits."""


class QuickValidator:
    """Draft 2020-12: the very errors of jsonschema, and hardly any time when there are none."""

    def __init__(self, schema: Any) -> None:
        """Begin.

        Args:
            schema: the whole schema; references lead to its own ``$defs``.
        """
        self._jsonschema = Draft202012Validator(schema)
        self._fits = _Tests(schema).of(schema)

    def iter_errors(self, data: Any) -> Iterator[ValidationError]:
        """Every way in which data departs from the schema."""
        try:
            if self._fits(data):
                return
        except _UnsureError:
            pass
        yield from self._jsonschema.iter_errors(data)


class _UnsureError(Exception):
    """Only jsonschema can tell."""


_SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "then", "additionalProperties"}
"""Keywords that test nothing, or that another one looks at."""


class _Tests:
    """The tests of one schema, each made once."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._known: dict[str, Test] = {}

    def of(self, schema: Any) -> Test:
        """The test of a schema, or of a part of it."""
        if isinstance(schema, bool):
            return lambda _value: schema
        tests = [self._keyword(name, rule, schema) for name, rule in schema.items() if name not in _SAYS_NOTHING]
        if "additionalProperties" in schema and "properties" not in schema:
            tests.append(self._properties({}, schema))
        if len(tests) == 1:
            return tests[0]
        return _all(tuple(tests))

    def _keyword(self, name: str, rule: Any, schema: Any) -> Test:
        match name:
            case "type":
                kinds = [_KINDS[kind] for kind in ([rule] if isinstance(rule, str) else rule)]
                return kinds[0] if len(kinds) == 1 else _any(tuple(kinds))
            case "properties":
                return self._properties(rule, schema)
            case "items":
                return _each(self.of(rule))
            case "$ref":
                return self._reference(rule)
            case "anyOf":
                return _any(tuple(self.of(form) for form in rule))
            case "allOf":
                return _all(tuple(self.of(form) for form in rule))
            case "oneOf":
                forms = tuple(self.of(form) for form in rule)
                return lambda value: sum(form(value) for form in forms) == 1
            case "if":
                return _implies(self.of(rule), self.of(schema.get("then", True)))
            case "enum":
                return _one_of(rule)
            case "const":
                return _one_of([rule])
            case "pattern":
                search = re.compile(rule).search
                return lambda value: not isinstance(value, str) or search(value) is not None
            case "minLength":
                return lambda value: not isinstance(value, str) or len(value) >= rule
            case "maxLength":
                return lambda value: not isinstance(value, str) or len(value) <= rule
            case "minItems":
                return lambda value: not isinstance(value, list) or len(value) >= rule
            case "maxItems":
                return lambda value: not isinstance(value, list) or len(value) <= rule
            case "uniqueItems" if rule is True:
                return _unique
            case "required":
                return lambda value: not isinstance(value, dict) or all(key in value for key in rule)
            case "dependentRequired":
                return _dependent(rule)
            case "minProperties":
                return lambda value: not isinstance(value, dict) or len(value) >= rule
            case "maxProperties":
                return lambda value: not isinstance(value, dict) or len(value) <= rule
            case "minimum":
                return lambda value: not _is_number(value) or value >= rule
            case "maximum":
                return lambda value: not _is_number(value) or value <= rule
            case _:
                return _unsure

    def _properties(self, properties: dict[str, Any], schema: Any) -> Test:
        inner = {name: self.of(part) for name, part in properties.items()}
        further = self.of(schema.get("additionalProperties", True))

        def test(value: Any) -> bool:
            if isinstance(value, dict):
                for name, item in value.items():
                    if not inner.get(name, further)(item):
                        return False
            return True

        return test

    def _reference(self, target: str) -> Test:
        begin, _, name = target.rpartition("/")
        if begin != "#/$defs":
            return _unsure
        # Found only when it is used: a definition may lead back to itself.
        return lambda value: (self._known.get(name) or self._definition(name))(value)

    def _definition(self, name: str) -> Test:
        found = self._known[name] = self.of(self._root["$defs"][name])
        return found


def _all(tests: tuple[Test, ...]) -> Test:
    def test(value: Any) -> bool:
        for each in tests:  # noqa: SIM110 - a generator for every value costs as much as the tests
            if not each(value):
                return False
        return True

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    return lambda value: any(test(value) for test in tests)


def _each(item: Test) -> Test:
    return lambda value: not isinstance(value, list) or all(map(item, value))


def _implies(condition: Test, then: Test) -> Test:
    return lambda value: not condition(value) or then(value)


def _dependent(rule: dict[str, list[str]]) -> Test:
    return lambda value: (
        not isinstance(value, dict)
        or all(key in value for name, needed in rule.items() if name in value for key in needed)
    )


def _one_of(choices: list[Any]) -> Test:
    if not all(choice is None or isinstance(choice, str | int) for choice in choices):
        return _unsure
    allowed = frozenset((type(choice), choice) for choice in choices)

    def test(value: Any) -> bool:
        if isinstance(value, float):
            raise _UnsureError  # 1.0 is 1
        return (value is None or isinstance(value, str | int)) and (type(value), value) in allowed

    return test


def _unique(value: Any) -> bool:
    if not isinstance(value, list) or len(value) < 2:
        return True
    if all(isinstance(item, str) for item in value):
        return len(set(value)) == len(value)
    raise _UnsureError  # when numbers and lists are the same is a long story


def _unsure(_value: Any) -> bool:
    raise _UnsureError


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: dict[str, Test] = {
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
}
