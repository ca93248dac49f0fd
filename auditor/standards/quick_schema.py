"""A JSON Schema validator that passes plain leaves quickly: most of a standards file is short text that fits.

jsonschema builds a validator for every value it descends into. A leaf whose schema is only a type, a length, a pattern
or a list of choices is looked at here first; only one that does not certainly fit is handed to jsonschema, which says
what is wrong. The result is the same, in well under half the time.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

_PLAIN = {"type", "minLength", "maxLength", "pattern", "enum", "description"}
_quick: dict[int, tuple[Any, Callable[[Any], bool] | None]] = {}


def _fits(schema: Any, value: Any) -> bool:
    """Whether a value certainly fits a schema; False when jsonschema must look."""
    known = _quick.get(id(schema))
    if known is None or known[0] is not schema:
        # The schema is kept with its test, so that its id cannot come to mean another one.
        known = _quick[id(schema)] = (schema, _test(schema))
    return known[1] is not None and known[1](value)


def _test(schema: Any) -> Callable[[Any], bool] | None:
    if not isinstance(schema, dict) or not schema.keys() <= _PLAIN:
        return None
    choices = schema.get("enum")
    if (
        choices is not None
        and all(isinstance(choice, str) for choice in choices)
        and schema.keys() <= {"enum", "description"}
    ):
        allowed = frozenset(choices)
        return lambda value: isinstance(value, str) and value in allowed
    if schema.get("type") == "boolean":
        return lambda value: isinstance(value, bool)
    if schema.get("type") != "string" or choices is not None:
        return None
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", float("inf"))
    pattern = re.compile(schema.get("pattern", ""))
    return lambda value: (
        isinstance(value, str) and shortest <= len(value) <= longest and pattern.search(value) is not None
    )


def _properties(validator: Any, properties: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "object"):
        for name, schema in properties.items():
            if name in instance and not _fits(schema, instance[name]):
                yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _items(validator: Any, items: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "array"):
        for index, item in enumerate(instance):
            if not _fits(items, item):
                yield from validator.descend(item, items, path=index)


QuickValidator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"properties": _properties, "items": _items}
)
"""Draft 2020-12, without ``prefixItems`` (which no schema of this project uses)."""
