"""What is recommended after a thematic round: what, to whom, by when, in which order. The QA lead's alone."""

from dataclasses import replace
from datetime import date

from auditor.audit.facts import FactKind
from auditor.audit.narrative import Narrative, Recommendation, passage_id
from auditor.audit.rounds import Round
from auditor.errors import InputError, UnknownIdError
from auditor.store.store import Writer
from auditor.use_cases.rounds.narrative import narrative_in, put_in_narrative, round_to_report
from auditor.use_cases.service import Service


def recommend(service: Service, round_id: str, what: str, owner: str, due: date | None = None) -> Recommendation:
    """Recommend something, after what was recommended before.

    Args:
        owner: a role ("head of service"), never a name.
        due: the day by which.

    Raises:
        InputError: nothing is said, or to nobody; or the round is of no theme.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        places = [one.place for one in narrative_in(writer, service.person, of).recommendations]
        made = Recommendation(
            passage_id(service.new_id()), what, owner, due, max(places, default=0) + 1, service.person.id
        )
        return _put(writer, service, of, made)


def change_recommendation(
    service: Service,
    round_id: str,
    id_: str,
    *,
    what: str | None = None,
    owner: str | None = None,
    due: date | None = None,
    undated: bool = False,
) -> Recommendation:
    """Change a recommendation; what is None stays.

    Args:
        undated: no day is set any more.

    Raises:
        UnknownIdError: there is no such recommendation.
        InputError: as :func:`recommend`.
        NotPermittedError: likewise; or somebody else's words stand there, which this person may not read yet.
    """
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        before = _one(narrative_in(writer, service.person, of), id_)
        changed = replace(
            before,
            what=before.what if what is None else what,
            owner=before.owner if owner is None else owner,
            due=None if undated else before.due if due is None else due,
        )
        return _put(writer, service, of, changed)


def move_recommendation(service: Service, round_id: str, id_: str, place: int) -> Narrative:
    """Give a recommendation another place among the others.

    Args:
        place: from 1; a number past the last one means the last.

    Raises:
        UnknownIdError: there is no such recommendation.
        NotPermittedError: as :func:`change_recommendation`.
    """
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        found = narrative_in(writer, service.person, of)
        moved = _one(found, id_)
        others = [one for one in found.recommendations if one.id != moved.id]
        others.insert(max(1, place) - 1, moved)
        for number, one in enumerate(others, start=1):
            if one.place != number:
                _put(writer, service, of, replace(one, place=number))
        return narrative_in(writer, service.person, of)


def drop_recommendation(service: Service, round_id: str, id_: str) -> None:
    """Take a recommendation back.

    Raises:
        UnknownIdError: there is no such recommendation.
        NotPermittedError: as :func:`change_recommendation`.
    """
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        found = _one(narrative_in(writer, service.person, of), id_)
        put_in_narrative(writer, service, of, FactKind.RECOMMENDATION, found.id, {"removed": True})


def _one(narrative: Narrative, id_: str) -> Recommendation:
    """The recommendation with an id, of which the beginning is enough where it is the only one; or with a number."""
    if id_.isascii() and id_.isdigit() and len(id_) < 4 and 0 < int(id_) <= len(narrative.recommendations):
        return narrative.recommendations[int(id_) - 1]
    found = [one for one in narrative.recommendations if id_ and one.id.startswith(id_.casefold())]
    if len(found) != 1:
        raise UnknownIdError("recommendation", id_, [one.id for one in narrative.recommendations])
    return found[0]


def _put(writer: Writer, service: Service, of: Round, one: Recommendation) -> Recommendation:
    said = replace(one, what=one.what.strip(), owner=one.owner.strip())
    if not said.what:
        raise InputError("What is recommended?", "Nothing was typed.", "Say it in a sentence.")
    if not said.owner:
        raise InputError("To whom is it recommended?", "No owner was named.", "Name a role, as: head of service")
    put_in_narrative(writer, service, of, FactKind.RECOMMENDATION, said.id, said.as_body())
    return said
