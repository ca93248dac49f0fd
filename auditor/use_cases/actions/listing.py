"""The actions of all audits: lists by view, standard and age, one with all its reports, and who it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from auditor.audit.action_owners import owns
from auditor.audit.action_steps import ActionSummary, Followed, followed
from auditor.audit.action_worked import WhatFollowed
from auditor.audit.permissions import Person, may, require
from auditor.audit.states import Move
from auditor.audit.vague import Vague, vague
from auditor.errors import InputError
from auditor.standards.model import Checklist
from auditor.store.action_queries import ActionFilter
from auditor.store.store import Reader
from auditor.use_cases.actions.worked import what_followed
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.service import Service

PAGE = 200
"""Actions read from the store at a time."""
SHORT_ID = 8
"""So many last characters of an action's id name it in a list."""
_FEWEST = 4
AGES: Mapping[str, tuple[str, int, int | None]] = {
    "4w": ("under 4 weeks", 0, 27),
    "3m": ("4 weeks to 3 months", 28, 90),
    "6m": ("3 to 6 months", 91, 181),
    "older": ("over 6 months", 182, None),
}
"""Ages by id: in words, and from how many days to how many since the action started."""


@dataclass(frozen=True)
class OneAction:
    """An action with everything that was reported on it.

    Attributes:
        about: the criterion or section it should move, in words; empty when none was named.
        vague: the signs that it is vague.
        what_followed: what later audits answered to its criterion, or graded its section; None where nothing can be
            compared.
        people: the names of those who reported, by id.
        may_act: whether the person working may change it at all.
        owned: whether they own it, and so neither close nor extend it.
    """

    summary: ActionSummary
    followed: Followed
    about: str
    vague: Sequence[Vague]
    what_followed: WhatFollowed | None
    people: Mapping[UUID, str]
    may_act: bool
    owned: bool


def views(service: Service) -> dict[str, ActionFilter]:
    """The lists everybody has, by name: mine, my team's, overdue, all open, closed."""
    person = service.person
    open_ = ActionFilter(open=True)
    return {
        "mine": replace(open_, mine=person),
        "team": replace(open_, teams=tuple(sorted(person.teams))),
        "overdue": replace(open_, overdue_on=service.today()),
        "open": open_,
        "closed": ActionFilter(open=False),
    }


def of_age(wanted: ActionFilter, age: str, today: date) -> ActionFilter:
    """A filter narrowed to an age.

    Args:
        age: one of :data:`AGES`.
    """
    _, youngest, oldest = AGES[age]
    first = today - timedelta(days=oldest) if oldest is not None else None
    return replace(wanted, started_between=(first, today - timedelta(days=youngest)))


def visible(person: Person, wanted: ActionFilter) -> ActionFilter:
    """A filter narrowed to what a person may see."""
    return replace(wanted, readable_by=person)


def list_actions(service: Service, wanted: ActionFilter, offset: int = 0, limit: int = PAGE) -> list[ActionSummary]:
    """A page of the actions this person may see, in the order in which they fall due."""
    with service.store.reading() as reader:
        return reader.actions.page(visible(service.person, wanted), offset, limit)


def count_actions(service: Service, wanted: ActionFilter) -> int:
    """How many actions this person may see fit a filter."""
    with service.store.reading() as reader:
        return reader.actions.count(visible(service.person, wanted))


def count_views(service: Service, wanted: Mapping[str, ActionFilter]) -> dict[str, int]:
    """How many actions this person may see are in each of several lists."""
    with service.store.reading() as reader:
        return {name: reader.actions.count(visible(service.person, one)) for name, one in wanted.items()}


def actions_by_section(service: Service, wanted: ActionFilter) -> dict[str, int]:
    """How many of the actions this person may see are about each section; about none in particular: empty."""
    with service.store.reading() as reader:
        return reader.actions.by_section(visible(service.person, wanted))


def find_action(service: Service, named: str, audit: UUID | None = None) -> ActionSummary:
    """The action a person named, among those they may see.

    Args:
        named: its id, or the last characters of it, as lists show them.
        audit: only in this audit.

    Raises:
        InputError: there is none, or there are several, which are listed.
    """
    text = named.strip().casefold()
    found = []
    if len(text) >= _FEWEST:
        with service.store.reading() as reader:
            found = reader.actions.named(text, service.person, audit)
    exact = [one for one in found if one.action_id == text]
    if len(exact or found) > 1:
        lines = [f"{one.action_id}  LCS {one.lcs_number}: {one.what}" for one in exact or found]
        raise InputError(
            f"Several actions are called '{named}'.", "\n".join(lines), "Name one of them by its whole id."
        )
    if not found:
        raise InputError(
            f"There is no action '{named}' that you may see.",
            "An action is named by its id, or by the last eight characters of it.",
            "See: auditor actions list --all",
        )
    return (exact or found)[0]


def show_action(service: Service, audit_id: UUID, action_id: str) -> OneAction:
    """One action with every report on it.

    Raises:
        InputError: there is no such action that this person may see.
    """
    with service.store.reading() as reader:
        return read_action(reader, service, audit_id, action_id)


def read_action(reader: Reader, service: Service, audit_id: UUID, action_id: str) -> OneAction:
    """One action inside a transaction of the caller's; see :func:`show_action`."""
    seen = [one for one in reader.actions.named(action_id, service.person, audit_id) if one.action_id == action_id]
    if not seen:
        raise InputError("There is no such action that you may see.", action_id, "See: auditor actions list --all")
    whole = read_whole(reader, audit_id)
    found = next(one for one in followed(whole.first.actions.values(), whole.of_audit) if one.action.id == action_id)
    wanted = ActionFilter(service.person, audit=audit_id, about=seen[0].about, started=None)
    then = what_followed(reader, service.person, wanted) if seen[0].about else []
    people = reader.people()
    return OneAction(
        seen[0],
        found,
        about_words(reader.checklist(whole.record.content_hash), seen[0].about),
        vague(found.action),
        then[0] if then else None,
        {taken.by: people[taken.by].name for taken in found.steps if taken.by in people},
        may(service.person, Move.ACT, whole.state, whole.ownership),
        owns(service.person, found.action.owner, whole.details.team, whole.record.auditor_id),
    )


def about_words(checklist: Checklist, about: str) -> str:
    """What an action is about, in words: a section, or a question with its section; empty where nothing was named."""
    criterion = checklist.criteria.get(about)
    section = checklist.section_of.get(about) or checklist.sections_by_id.get(about)
    if section is None:
        return about
    return f"{section.code} {criterion.question if criterion else section.title}"


def where_to_add(service: Service, audit_id: UUID) -> tuple[str, list[tuple[str, str]]]:
    """The LCS number of an audit to which an action may be added, and everything the action can be about.

    Raises:
        NotPermittedError: the audit is not submitted, or this person may not change its actions.
    """
    with service.store.reading() as reader:
        whole = read_whole(reader, audit_id)
        require(service.person, Move.ACT, whole.state, whole.ownership)
        return whole.record.lcs_number, places(reader.checklist(whole.record.content_hash))


def places(checklist: Checklist) -> list[tuple[str, str]]:
    """Everything an action can be about, by id and in words: each section, and its questions beneath it."""
    found: list[tuple[str, str]] = []
    for section in checklist.sections:
        found.append((section.id, about_words(checklist, section.id)))
        found += [(criterion.id, about_words(checklist, criterion.id)) for criterion in section.criteria]
    return found
