"""Checks a parsed file against its JSON Schema, and says what is wrong with line and nearest valid name."""

import json
from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Any

from jsonschema.exceptions import ValidationError

from auditor.errors import Problem, nearest
from auditor.paths import data_folder
from auditor.standards.quick_schema import QuickValidator
from auditor.standards.strict_yaml import KeyPath, Parsed, Place


@cache
def validator(name: str) -> Any:
    """The validator of one kind of file.

    Args:
        name: the schema's name, such as ``section``.
    """
    path = data_folder("schemas") / f"{name}.schema.json"
    return QuickValidator(json.loads(path.read_text(encoding="utf-8")))


def schema_problems(parsed: Parsed, name: str) -> list[Problem]:
    """Every way in which a parsed file departs from its schema.

    Args:
        parsed: the file.
        name: the schema's name.
    """
    found = validator(name).iter_errors(parsed.data)
    return [problem for error in found for problem in _problems(parsed, error)]


def validate_json(text: str, name: str, shown: str) -> tuple[Any, list[Problem]]:
    """Read JSON text strictly and check it against a schema.

    Refused beside what the schema refuses: a key given twice, a number that is none (``NaN``) or that canonical JSON
    cannot hold, half a letter (a lone surrogate), text nested without end.

    Args:
        text: the whole file.
        name: the schema's name, such as ``bundle``.
        shown: the file's name in problems.

    Returns:
        The data, which is usable only without problems; and the problems, sorted by place.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole, parse_float=_real)
        json.dumps(data, ensure_ascii=False).encode()
        _check_depth(data)
    except json.JSONDecodeError as error:
        return None, [Problem(shown, error.lineno, error.colno, "", f"not valid JSON: {error.msg}")]
    except UnicodeEncodeError:
        return None, [Problem(shown, 0, 0, "", "half a letter, which no text can hold (a lone surrogate)")]
    except RecursionError:
        return None, [Problem(shown, 0, 0, "", "nested too deeply to be read")]
    except ValueError as error:
        return None, [Problem(shown, 0, 0, "", str(error))]
    return data, sorted(schema_problems(_Unplaced(shown, data), name))


class _Unplaced(Parsed):
    """A file whose lines are not known: problems name the key alone."""

    def place(self, path: KeyPath) -> Place:
        """No place."""
        del path
        return (0, 0)


_DEEPEST = 60
"""Levels of nesting; the deepest bundle has fewer than twenty."""
_LARGEST = 2**53 - 1
"""The largest whole number that canonical JSON holds exactly."""


def _check_depth(data: Any) -> None:
    """Refuse what nests so deeply that a later step, which calls itself for each level, would run out of stack."""
    level = [data]
    for _ in range(_DEEPEST):
        inner = (list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [value for values in inner for value in values]
        if not level:
            return
    raise RecursionError


def _once(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(entries)
    if len(found) < len(entries):
        names = [key for key, _ in entries]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"the key '{twice[:60]}' is given twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"'{word}' is not a number")


def _whole(digits: str) -> int:
    if len(digits) > len(str(_LARGEST)) + 1 or abs(int(digits)) > _LARGEST:
        raise ValueError(f"the number {digits[:20]} is too large")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise ValueError(f"the number {digits[:20]} is too large")
    return value


def _problems(parsed: Parsed, error: ValidationError) -> Iterator[Problem]:
    path: KeyPath = tuple(error.absolute_path)
    if error.validator in ("oneOf", "anyOf") and error.context:
        found = list(_of_the_form_meant(parsed, error, path))
        if found:
            yield from found
            return
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = tuple(_schema(error).get("properties", {}))
        for key in error.instance:
            if key not in known:
                yield parsed.problem((*path, key), f"unknown key '{key}'", nearest(key, known), at_key=True)
        return
    if error.validator == "required" and isinstance(error.instance, dict):
        required: Any = error.validator_value
        missing = [key for key in required if key not in error.instance and f"'{key}'" in error.message]
        for key in missing:
            yield parsed.problem(path, f"the key '{key}' is missing")
        return
    yield parsed.problem(path, *_said(error))


def _of_the_form_meant(parsed: Parsed, error: ValidationError, path: KeyPath) -> Iterator[Problem]:
    """What is wrong when a value fits none of several forms, seen from the one form the author meant.

    That is the form whose own keys are all there, so that what departs lies deeper. Nothing when no form stands out.
    """
    forms: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        forms.setdefault(inner.relative_schema_path[0], []).append(inner)
    for departures in forms.values():
        if all(len(inner.absolute_path) > len(path) for inner in departures):
            for inner in departures:
                yield from _problems(parsed, inner)
            return
    if not isinstance(error.instance, dict):
        return
    rules: Any = error.validator_value
    known = tuple(key for form in rules for key in form.get("properties", {}))
    unknown = [key for key in error.instance if known and key not in known]
    for key in unknown:
        yield parsed.problem((*path, key), f"unknown key '{key}'", nearest(key, known), at_key=True)
    wanted = tuple(dict.fromkeys(key for form in rules for key in form.get("required", ())))
    if not unknown and not any(key in error.instance for key in wanted):
        yield parsed.problem(path, f"one of these keys is needed: {', '.join(wanted)}")


def _said(error: ValidationError) -> tuple[str, str]:
    """The departure in words, and the nearest valid name."""
    instance: Any = error.instance
    shown = _short(instance)
    rule: Any = error.validator_value
    match error.validator:
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            return f"expected {' or '.join(_TYPES.get(kind, kind) for kind in kinds)}, found {shown}", ""
        case "enum":
            known = tuple(str(choice) for choice in rule)
            return f"{shown} is not one of: {', '.join(known)}", nearest(str(error.instance), known)
        case "const":
            return f"must be {rule}, found {shown}", str(rule)
        case "pattern":
            return f"{shown} does not have the right form ({_meaning(error)})", ""
        case "minLength" | "minItems":
            return "must not be empty" if rule == 1 else f"must have at least {rule}", ""
        case "maxLength":
            return f"is {len(instance)} characters long; at most {rule}", ""
        case "maxItems":
            return f"has {len(instance)} entries; at most {rule}", ""
        case "minProperties" | "maxProperties":
            known = tuple(_schema(error).get("properties", {}))
            least = "at least" if error.validator == "minProperties" else "at most"
            return f"has {len(instance)} keys; {least} {rule} of: {', '.join(known)}", ""
        case "dependentRequired":
            alone = [(key, other) for key, others in rule.items() if key in instance for other in others]
            key, other = next((key, other) for key, other in alone if other not in instance)
            return f"'{key}' needs '{other}' beside it", ""
        case "uniqueItems":
            return "the same entry is here twice", ""
        case "oneOf" | "anyOf":
            return f"{shown} fits none of the forms allowed here ({_meaning(error)})", ""
        case _:
            return error.message, ""


_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping of keys to values",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _meaning(error: ValidationError) -> str:
    return str(_schema(error).get("description") or error.validator_value)


def _schema(error: ValidationError) -> dict[str, Any]:
    """The part of the schema that was departed from; a bare true or false counts as empty."""
    return error.schema if isinstance(error.schema, dict) else {}


def _short(value: Any) -> str:
    match value:
        case str():
            return f"'{value[:60]}'" + ("..." if len(value) > 60 else "")
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case _:
            return str(value)
