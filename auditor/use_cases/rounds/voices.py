"""Quotes and good practice for the report of a thematic round: chosen passage by passage from what its audits hold.

A passage leaves the file it was noted in, so it is screened before it can be chosen: whatever is found in it is written
in other words, or kept for a reason. The QA lead's alone.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.narrative import Narrative, Practice, Quote, Speaker, passage_id, passages
from auditor.audit.rounds import Round
from auditor.audit.screening.finds import Find
from auditor.audit.screening.in_audit import told
from auditor.audit.screening.kept import SALT_BYTES, keep
from auditor.audit.screening.screen import plain, screen
from auditor.audit.texts import ERASED
from auditor.errors import InputError, UnknownIdError
from auditor.store.ledger import facts_of_kind
from auditor.store.reader import auditors_examination
from auditor.store.store import Reader
from auditor.use_cases.rounds.narrative import heard_in, narrative_in, put_in_narrative, round_to_report
from auditor.use_cases.service import Service

_SPEAKERS = {"child": Speaker.CHILD, "parent": Speaker.PARENT, "worker": Speaker.WORKER}
"""Who speaks in a conversation, by its key, unless whoever chooses its words says otherwise."""


class FoundInTextError(InputError):
    """What was to be chosen may say who somebody is.

    Attributes:
        text: what was screened.
        finds: what was found in it.
    """

    def __init__(self, text: str, finds: Sequence[Find]) -> None:
        said = "\n".join(f"- {told(find.words(text), find)} {find.advice}" for find in finds)
        super().__init__(
            "This may say who somebody is.", said, "Write it in other words; or say for what reason it may stand."
        )
        self.text, self.finds = text, tuple(finds)


@dataclass(frozen=True)
class Passage:
    """Something that can be chosen.

    Attributes:
        id: what it is called; it says nothing of its words.
        audit: where it stands; None: it was typed for the report.
        team: the team's name.
        speaker: who says it; None of a strength.
        text: as it was noted.
        chosen: as it will be reported; None until it is chosen.
        stands: it is noted so now; False: it was chosen before that was changed.
    """

    id: str
    audit: UUID | None
    lcs_number: str
    team: str
    speaker: Speaker | None
    text: str
    source: UUID | None
    chosen: Quote | Practice | None = None
    stands: bool = True


_Named = TypeVar("_Named", bound=Passage | Quote | Practice)
_Find = Callable[[str, Fact], Iterator[tuple[int, Speaker | None, str]]]
"""The passages of a fact with a key: the place of each, who says it, and its words."""


def quotes_to_choose_from(service: Service, round_id: str) -> list[Passage]:
    """Everything that was said in the conversations of a round's audits, sentence by sentence, audit by audit; and what
    was quoted of them.

    Raises:
        InputError: the round is of no theme.
        UnknownIdError: there is no such round.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
        found = narrative_in(reader, service.person, of)
        return _passages(
            reader, service, of, FactKind.CONVERSATION, _said_in, {quote.id: quote for quote in found.quotes}
        )


def practice_to_share(service: Service, round_id: str) -> list[Passage]:
    """Every strength that the audits of a round found, audit by audit; and the good practice that was typed.

    Raises:
        InputError: as :func:`quotes_to_choose_from`.
        UnknownIdError: likewise.
        NotPermittedError: likewise.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
        found = narrative_in(reader, service.person, of)
        return _passages(reader, service, of, FactKind.FINDING, _strengths_in, {one.id: one for one in found.practice})


def _passages(
    reader: Reader,
    service: Service,
    of: Round,
    kind: FactKind,
    find: _Find,
    chosen: Mapping[str, Quote | Practice],
) -> list[Passage]:
    heard = heard_in(reader, service.person, of).audits
    teams = {team.id: team.name for team in reader.teams().values()}
    own = {audit: auditors_examination(reader.examinations(audit)).id for audit in heard}
    recorded: dict[UUID, list[Fact]] = {}
    for audit, examination, fact in reader.ask(facts_of_kind, list(heard), kind):
        if examination == own[audit]:
            recorded.setdefault(audit, []).append(fact)
    found: dict[str, Passage] = {}
    for one in sorted(heard.values(), key=lambda one: (teams.get(one.team_id, "").casefold(), one.lcs_number)):
        held = {key: standing for (_, key), standing in current(recorded.get(one.audit_id, ())).items()}
        for key, standing in sorted(held.items(), key=lambda item: item[0]):
            source = standing.latest.id
            for place, speaker, text in find(key, standing.latest):
                id_ = passage_id(source, place)
                taken = chosen.get(id_)
                who = taken.speaker if isinstance(taken, Quote) else speaker
                where = (one.audit_id, one.lcs_number, teams.get(one.team_id, ""))
                found[id_] = Passage(id_, *where, who, text, source, taken)
    for id_, taken in chosen.items():
        if id_ not in found:
            at = heard.get(taken.audit) if taken.audit else None
            number, team = (at.lcs_number, teams.get(at.team_id, "")) if at else ("", "")
            who = taken.speaker if isinstance(taken, Quote) else None
            stands = taken.audit is None
            found[id_] = Passage(id_, taken.audit, number, team, who, taken.text, taken.source, taken, stands)
    return list(found.values())


def _said_in(key: str, fact: Fact) -> Iterator[tuple[int, Speaker | None, str]]:
    said = (fact.body or {}).get("said", "")
    for place, text in enumerate(passages(said) if said != ERASED else ()):
        yield place, _SPEAKERS.get(key, Speaker.PARTNER), text


def _strengths_in(_key: str, fact: Fact) -> Iterator[tuple[int, Speaker | None, str]]:
    body = fact.body or {}
    if body.get("kind") == "strength" and body.get("text") not in ("", ERASED):
        yield 0, None, body["text"]


# -- choosing ---------------------------------------------------------------------------------------------------------


def choose_quote(
    service: Service,
    round_id: str,
    id_: str,
    *,
    text: str | None = None,
    speaker: Speaker | None = None,
    why: str = "",
) -> Narrative:
    """Quote a passage; or change what is quoted of it.

    Args:
        id_: as :func:`quotes_to_choose_from` gives it; the beginning is enough.
        text: in these words; None: as it was noted, or as it was chosen before.
        speaker: who says it; None: whom the conversation was with, or as was said before.
        why: for what reason something that screening finds in it may stand.

    Raises:
        FoundInTextError: something was found in it, and no reason was given.
        InputError: the reason itself says who it is, nothing is left of it, or it names the case.
        UnknownIdError: there is no such passage.
        NotPermittedError: only the QA lead writes a report.
    """
    found = _one(quotes_to_choose_from(service, round_id), id_, "passage")
    before = found.chosen
    assert found.audit is not None, "a quote is of a conversation"
    assert found.source is not None
    said, reason = _in_words(found, text, why)
    who = speaker or found.speaker or Speaker.PARTNER
    _require_screened(said, reason, found.lcs_number)
    by = before.by if before else service.person.id
    public = isinstance(before, Quote) and before.public and (before.text, before.speaker) == (said, who)
    body = Quote(found.id, said, who, by, found.audit, found.source, reason, public).as_body()
    return _put(service, round_id, FactKind.QUOTE, found.id, body, found.audit)


def publish_passage(service: Service, round_id: str, id_: str, *, public: bool = True, why: str = "") -> Narrative:
    """Let a quote, or good practice, stand in what is published of the round; or keep it inside again.

    It is chosen for the internal report first. Other words, or another speaker, have to be chosen again.

    Args:
        why: for what reason something that screening finds in it may stand in public; the reason for which it may
            stand inside is not enough.

    Raises:
        FoundInTextError: something was found in it, and no reason was given.
        InputError: it is what a child said, or the reason says who it is.
        UnknownIdError: nothing of this id is chosen.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
        chosen = narrative_in(reader, service.person, of)
        every: list[Quote | Practice] = [*chosen.quotes, *chosen.practice]
        found = _one(every, id_, "quote or good practice")
        heard = heard_in(reader, service.person, of).audits
    if public and isinstance(found, Quote) and found.internal_only:
        raise InputError(
            "A child's words are never published.", "They are for the service only.", "Choose what somebody else said."
        )
    at = heard.get(found.audit) if found.audit else None
    if public:
        _require_screened(found.text, why.strip(), at.lcs_number if at else "")
    kind = FactKind.QUOTE if isinstance(found, Quote) else FactKind.PRACTICE
    body = replace(found, public=public, why=why.strip() or found.why).as_body()
    return _put(service, round_id, kind, found.id, body, found.audit)


def withdraw_quote(service: Service, round_id: str, id_: str) -> Narrative:
    """Quote a passage no longer.

    Raises:
        UnknownIdError: it is not quoted.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
        quotes = narrative_in(reader, service.person, of).quotes
    found = _one(quotes, id_, "quote")
    return _put(service, round_id, FactKind.QUOTE, found.id, {"removed": True}, found.audit)


def share_practice(service: Service, round_id: str, id_: str = "", *, text: str | None = None, why: str = "") -> str:
    """Share good practice: a strength that an audit found, or something typed; or change what is shared of it.

    Args:
        id_: as :func:`practice_to_share` gives it; empty: something new that is typed.
        text: in these words; None: as it was found, or as it was chosen before.
        why: for what reason something that screening finds in it may stand.

    Returns:
        What it is called.

    Raises:
        FoundInTextError: something was found in it, and no reason was given.
        InputError: as :func:`choose_quote`.
        UnknownIdError: there is no such strength.
        NotPermittedError: only the QA lead writes a report.
    """
    offered = practice_to_share(service, round_id)
    if id_:
        found = _one(offered, id_, "strength")
    else:
        found = Passage(passage_id(service.new_id()), None, "", "", None, "", None)
    said, reason = _in_words(found, text, why)
    _require_screened(said, reason, found.lcs_number)
    before = found.chosen
    public = before is not None and before.public and before.text == said
    body = Practice(found.id, said, service.person.id, found.audit, found.source, reason, public).as_body()
    _put(service, round_id, FactKind.PRACTICE, found.id, body, found.audit)
    return found.id


def withdraw_practice(service: Service, round_id: str, id_: str) -> Narrative:
    """Share something no longer.

    Raises:
        UnknownIdError: it is not shared.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
        practice = narrative_in(reader, service.person, of).practice
    found = _one(practice, id_, "good practice")
    return _put(service, round_id, FactKind.PRACTICE, found.id, {"removed": True}, found.audit)


def _put(
    service: Service, round_id: str, kind: FactKind, name: str, body: Mapping[str, object], audit: UUID | None
) -> Narrative:
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        put_in_narrative(writer, service, of, kind, name, body, audit)
        return narrative_in(writer, service.person, of)


def _in_words(found: Passage, text: str | None, why: str) -> tuple[str, str]:
    """What it will say, and the reason for what stands in it; a reason given before holds for the same words only."""
    before = found.chosen
    said = (text if text is not None else before.text if before else found.text).strip()
    if not said:
        raise InputError("Nothing is left of it.", "", "Type what is to be reported, or withdraw it.")
    same = before is not None and before.text == said
    return said, why.strip() or (before.why if before and same else "")


def _require_screened(text: str, why: str, lcs_number: str) -> None:
    if lcs_number and plain(lcs_number) in plain(text):
        raise InputError("It holds the LCS number of the case.", lcs_number, "Write it without.")
    finds = screen(text)
    if finds and not why:
        raise FoundInTextError(text, finds)
    for find in finds:
        keep(text, find, why, secrets.token_bytes(SALT_BYTES))


def _one(offered: Sequence[_Named], id_: str, what: str) -> _Named:
    """The one with an id, of which the beginning is enough where it is the only one that begins so."""
    found = [one for one in offered if id_ and one.id.startswith(id_.casefold())]
    if len(found) != 1:
        raise UnknownIdError(what, id_, [one.id for one in offered])
    return found[0]
