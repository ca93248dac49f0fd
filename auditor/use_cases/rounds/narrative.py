"""The narrative of a thematic round as it now stands: what its report says beside the figures. The QA lead's alone.

Whoever is to moderate one of the round's audits blind reads nothing that was taken from it, and nothing that somebody
else wrote about all of them, until they have submitted their own grades.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from auditor.audit.facts import Body, Fact, FactKind, current, takes_back
from auditor.audit.narrative import (
    Narrative,
    OwnWords,
    Practice,
    Quote,
    Recommendation,
    Speaker,
    narrative_key,
)
from auditor.audit.permissions import Person
from auditor.audit.rounds import Round
from auditor.audit.texts import ERASED
from auditor.errors import InputError, NotPermittedError
from auditor.store.ledger import facts_of_audits
from auditor.store.records import AuditFilter, AuditSummary
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.rounds.plan import allocations_in, one_round
from auditor.use_cases.service import Service, require_qa_lead

OF_THE_ROUND = (FactKind.ROUND_FINDING, FactKind.RECOMMENDATION, FactKind.PRACTICE)
"""Facts of the store; :attr:`FactKind.PRACTICE` where it was typed."""
OF_AN_AUDIT = (FactKind.QUOTE, FactKind.PRACTICE)


@dataclass(frozen=True)
class Heard:
    """Which audits of a round somebody may read, and whether one is hidden from them.

    Attributes:
        audits: submitted, and not hidden; by id.
    """

    audits: Mapping[UUID, AuditSummary]
    some_hidden: bool


def narrative_of(service: Service, round_id: str) -> Narrative:
    """What was written and chosen for the report of a round.

    Raises:
        InputError: the round is of no theme.
        UnknownIdError: there is no such round.
        NotPermittedError: only the QA lead writes a report.
    """
    with service.store.reading() as reader:
        return narrative_in(reader, service.person, round_to_report(reader, service.person, round_id))


def round_to_report(reader: Reader, person: Person, round_id: str) -> Round:
    """A thematic round, inside a transaction of the caller's.

    Raises:
        InputError: it is of no theme.
        UnknownIdError: there is no such round.
        NotPermittedError: only the QA lead writes a report.
    """
    require_qa_lead(person, "write the report of a round")
    of, _ = one_round(reader, round_id)
    if not of.theme:
        raise InputError(
            f"The round '{of.name}' has no theme.", "It has no thematic report to write in.", "Name another round."
        )
    return of


def heard_in(reader: Reader, person: Person, of: Round) -> Heard:
    """Whose words a person may take from the audits of a round; likewise."""
    audits = frozenset(one.audit for one in allocations_in(reader, of.id).values() if one.audit is not None)
    hidden = reader.hidden_audits(person) & audits
    found = reader.each(AuditFilter(audits=audits, counted=True)) if audits else iter(())
    return Heard({one.audit_id: one for one in found if one.audit_id not in hidden}, bool(hidden))


def narrative_in(reader: Reader, person: Person, of: Round) -> Narrative:
    """What was written and chosen for a round, as a person may see it; inside a transaction of the caller's, who has
    asked for permission.
    """
    heard = heard_in(reader, person, of)
    withheld = set()
    written: dict[FactKind, dict[str, Fact]] = {kind: {} for kind in OF_THE_ROUND}
    for kind, name, fact in _standing_in(reader.rounds.every(OF_THE_ROUND), of.id):
        if heard.some_hidden and fact.by != person.id:
            withheld.add(narrative_key(kind.value, name))
        else:
            written[kind][name] = fact
    typed = written[FactKind.PRACTICE].items()
    practice = [(fact, Practice.from_body(name, _body(fact), fact.by, None)) for name, fact in typed]
    quotes: list[tuple[Fact, Quote]] = []
    for audit, facts in reader.ask(facts_of_audits, heard.audits, OF_AN_AUDIT).items():
        for kind, name, fact in _standing_in(facts, of.id):
            if kind is FactKind.QUOTE:
                quotes.append((fact, Quote.from_body(name, _body(fact), fact.by, audit)))
            else:
                practice.append((fact, Practice.from_body(name, _body(fact), fact.by, audit)))
    recommended = [
        Recommendation.from_body(name, _body(fact), fact.by) for name, fact in written[FactKind.RECOMMENDATION].items()
    ]
    places = list(Speaker)
    quotes.sort(key=lambda one: (places.index(one[1].speaker), one[0].at, one[1].id))
    practice.sort(key=lambda one: (one[0].at, one[1].id))
    return Narrative(
        findings={name: _own(fact) for name, fact in written[FactKind.ROUND_FINDING].items()},
        quotes=tuple(quote for _, quote in quotes),
        practice=tuple(one for _, one in practice),
        recommendations=tuple(sorted(recommended, key=lambda one: (one.place, one.id))),
        withheld=frozenset(withheld),
    )


def _standing_in(facts: Collection[Fact], round_id: str) -> Iterator[tuple[FactKind, str, Fact]]:
    """What stands of a round's narrative, by kind and name; what was taken back or erased does not."""
    for (kind, key), found in current(facts).items():
        begin, _, name = key.partition(":")
        if begin == round_id and not takes_back(found.latest) and ERASED not in _body(found.latest).values():
            yield kind, name, found.latest


def _body(fact: Fact) -> Body:
    assert fact.body is not None, "what stands says something"
    return fact.body


def _own(fact: Fact) -> OwnWords:
    body = _body(fact)
    return OwnWords(body["text"], body["drafted"], fact.by)


# -- recording --------------------------------------------------------------------------------------------------------


def put_in_narrative(
    writer: Writer,
    service: Service,
    of: Round,
    kind: FactKind,
    name: str,
    body: Mapping[str, Any],
    audit: UUID | None = None,
) -> None:
    """Record something of a round's narrative in place of what stood there, inside a transaction of the caller's.

    Args:
        name: of the finding, or the id of what it is.
        audit: the audit it was taken from.

    Raises:
        NotPermittedError: somebody else's words stand there, which this person may not read yet; or the audit is none
            that they may take anything from.
    """
    key, heard = narrative_key(of.id, name), heard_in(writer, service.person, of)
    if audit is None:
        facts = writer.rounds.every([kind])
    else:
        if audit not in heard.audits:
            raise NotPermittedError(
                "You may not take anything from this audit.",
                "It is not submitted, not of this round, or hidden from you because you moderate it blind.",
                "See: auditor rounds quote ROUND",
            )
        facts = writer.ask(facts_of_audits, [audit], [kind]).get(audit, [])
    stands = current(facts).get((kind, key))
    before = stands.latest if stands else None
    if audit is None and heard.some_hidden and before is not None and before.by != service.person.id:
        raise NotPermittedError(
            "Somebody else's words stand there, and you may not read them yet.",
            "You are to moderate an audit of this round blind, and they may speak of it.",
            "Moderate it first: auditor moderation list",
        )
    if before is not None and before.body == dict(body):
        return
    replaces = before.id if before else None
    writer.append([service.fact(kind, key, body, audit=audit, replaces=replaces)])
    if audit is not None:
        refresh_summary(writer, audit)
