"""Two hashes of a checklist, and one of the thresholds.

The **content hash** covers everything that is shown; the **scoring hash** only what can change a result. Equal scoring
hashes give equal suggestions and measures, so a trend line may cross a change of wording but never a change of scoring.
Both are SHA-256 over canonical JSON (RFC 8785), so comments, the order of keys and the names of files do not count.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import ref

import rfc8785

from auditor.standards.model import (
    Checklist,
    Criterion,
    Frozen,
    KeyJudgement,
    MeasureBook,
    Section,
    TagBook,
    TimescaleRule,
)

_MOST = 2**53
_AS_THEY_ARE = frozenset({str, bool, type(None)})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of plain data."""
    if _simple(value):
        try:
            return _ENCODER.encode(value).encode()
        except UnicodeEncodeError:  # half a surrogate pair: the other has the words for it
            pass
    return rfc8785.dumps(value)


def _simple(value: Any) -> bool:
    """Whether the standard library writes this as RFC 8785 asks, ten times as fast.

    It does for text, whole numbers and keys in ASCII, which is all that facts are made of; not for fractions, nor for
    the order of keys beyond ASCII.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return True
    if kind is int:
        return bool(-_MOST < value < _MOST)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii() or not (type(item) in _AS_THEY_ARE or _simple(item)):
                return False
        return True
    return kind is list and all(_simple(item) for item in value)


def sha256_of(value: Any) -> str:
    """SHA-256 in hex over the canonical JSON of plain data."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _worked_out_once(hash_of: Callable[[Checklist], str]) -> Callable[[Checklist], str]:
    """Keeps a hash as long as its checklist is in memory: a checklist never changes, and each hash of one takes longer
    than anything else in starting an audit. Known by identity, as to compare two checklists would take as long.
    """
    known: dict[int, tuple[ref[Checklist], str]] = {}

    @wraps(hash_of)
    def kept(checklist: Checklist) -> str:
        place = id(checklist)
        if place not in known:
            known[place] = (ref(checklist, lambda _: known.pop(place, None)), hash_of(checklist))
        return known[place][1]

    return kept


@_worked_out_once
def content_hash(checklist: Checklist) -> str:
    """The hash of all that a checklist shows."""
    return sha256_of(checklist.content())


@_worked_out_once
def scoring_hash(checklist: Checklist) -> str:
    """The hash of all in a checklist that can change a result: ids, conditions, weights, critical marks, lenses, the
    answers allowed, timescale rules without their notes and examples, the events they name, sources of key judgements,
    definitions of tags and of who is asked which fact, and the scale's rules.

    Criteria, sections, judgements, rules, events and tags count by id, not by the order in which they are shown. An
    event that no rule names counts for nothing, so that the vocabulary can grow without a new edition.
    """
    scale = checklist.scale
    return sha256_of(
        {
            "id": checklist.id,
            "subject": checklist.subject,
            "sections": {section.id: _section(section) for section in checklist.sections},
            "judgements": {judgement.id: _judgement(judgement) for judgement in checklist.judgements},
            "timescales": {rule.id: _rule(rule) for rule in checklist.timescales},
            "events": _events(checklist),
            "tags": _tags(checklist.tags),
            "scale": {
                "id": scale.id,
                "grades": [[grade.id, grade.rank, grade.meets_good] for grade in scale.grades],
                "answers": [answer.id for answer in scale.answers],
                "weights": scale.weights.model_dump(),
                "suggestion": scale.suggestion.model_dump(mode="json"),
                "difference": [choice.id for choice in scale.difference.choices],
            },
        }
    )


def thresholds_hash(book: MeasureBook) -> str:
    """The hash of the thresholds and of how few audits are too few: a change of either is stated beside a trend."""
    return sha256_of(
        {
            "too_few": book.too_few,
            "bands": {
                measure.id: [measure.direction, *(band.at for band in _bands(measure.bands))]
                for measure in (*book.measures, *book.unbanded)
            },
        }
    )


def _bands(bands: Any) -> tuple[Any, ...]:
    return (bands.requires_improvement, bands.good, bands.outstanding) if bands else ()


def _dump(model: Frozen, *, exclude: set[str] | None = None, include: set[str] | None = None) -> dict[str, Any]:
    """A model as plain data, without what is None."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=exclude, include=include)


def _given(model: Frozen, *, exclude: dict[str, Any] | None = None, include: set[str] | None = None) -> dict[str, Any]:
    """A model as plain data; what is as usual is left out, so that a new optional field moves no old hash."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=exclude, include=include)


def _rule(rule: TimescaleRule) -> dict[str, Any]:
    shown_only = {"note": True, "source": True, "statutory": True, "examples": True, "extension": {"source"}}
    return _given(rule, exclude=shown_only)


def _events(checklist: Checklist) -> dict[str, Any]:
    named = {event for rule in checklist.timescales for event in rule.events}
    counted = {"once", "timed", "ahead", "interval"}
    return {event.id: _given(event, include=counted) for event in checklist.events.events if event.id in named}


def _tags(book: TagBook) -> dict[str, Any]:
    return {
        "subjects": {subject.id: subject.record for subject in book.subjects},
        "facts": {fact.id: _given(fact, include={"ask_when"}) for fact in book.facts},
        "tags": {tag.id: _given(tag, include={"when"}) for tag in book.tags},
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        **_dump(section, include={"applies_to", "graded_with", "graded_alone_when"}),
        "criteria": {criterion.id: _criterion(criterion) for criterion in section.criteria},
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    shown_only = {"question", "points", "source", "because", "look_for", "examples"}
    return _dump(criterion, exclude=shown_only)


def _judgement(judgement: KeyJudgement) -> dict[str, Any]:
    return _dump(judgement, include={"id", "measure", "applies_to", "source"})
