"""Ids that files define and refer to, and what is said of one that is unknown or defined twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.errors import Problem, nearest
from auditor.standards.strict_yaml import KeyPath, Parsed

Ids = dict[str, None]
"""Ids in the order of their files."""
Known = Ids | None
"""The ids that may be referred to; None when a file that defines some could not be read."""


@dataclass
class Names:
    """Every id that may be referred to, as one edition sees it: two editions may use the same ids.

    Attributes:
        intervals: those of the events that say how often something is due.
    """

    scales: Known = None
    subjects: Known = None
    tags: Known = None
    events: Known = None
    intervals: Known = None
    measures: Known = None
    lenses: Known = None
    sections: Known = field(default_factory=dict)
    points: Known = field(default_factory=dict)
    rules: Known = field(default_factory=dict)
    criteria: Known = field(default_factory=dict)


def collect(into: Known, parsed: Parsed, path: KeyPath) -> Iterator[Problem]:
    """Collect the ids of a list of entries, refusing doubles."""
    assert into is not None
    entries: Any = parsed.data
    for part in path:
        entries = entries[part]
    for index, entry in enumerate(entries):
        yield from first_time(into, parsed, (*path, index, "id"), entry["id"], "id")


def first_time(seen: Ids, parsed: Parsed, path: KeyPath, name: str, what: str) -> Iterator[Problem]:
    """Note an id, refusing one that was seen before."""
    if name in seen:
        yield parsed.problem(path, f"the {what} '{name}' is defined twice")
    seen[name] = None


def known(parsed: Parsed, path: KeyPath, name: str, ids: Known, what: str) -> Iterator[Problem]:
    """Refuse an id that nothing defines, naming the nearest that something does."""
    if ids is not None and name not in ids:
        yield parsed.problem(path, f"unknown {what} '{name}'", nearest(name, tuple(ids)))


def condition_tags(parsed: Parsed, path: KeyPath, condition: Any, tags: Known) -> Iterator[Problem]:
    """Unknown tags anywhere in an ``applies_to``."""
    if isinstance(condition, str):
        yield from known(parsed, path, condition, tags, "tag")
    elif isinstance(condition, dict):
        for key, inner in condition.items():
            if isinstance(inner, list):
                for index, item in enumerate(inner):
                    yield from condition_tags(parsed, (*path, key, index), item, tags)
            else:
                yield from condition_tags(parsed, (*path, key), inner, tags)
