"""How far moderators and auditors agree, over the audits that were moderated in a period.

Pairs of grades are kept apart by how they came about, for each says something else, and none is ever added to another:
graded without seeing the first grade, of audits drawn at random (the one figure that speaks for all audits); the same,
of audits that were chosen for their grade or on request; light-touch reviews, whose reviewer had the first grade before
them; and those that were meant to be blind, but were not. Likewise by the scoring of the standards.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from auditor.audit.moderation import Because, Moderated, Why
from auditor.audit.permissions import Role, may
from auditor.audit.states import Move
from auditor.errors import InputError, NotPermittedError
from auditor.measures.agreement import Agreement, agreement
from auditor.measures.rates import Interval
from auditor.standards.model import GradeId
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditSummary
from auditor.store.store import Reader
from auditor.use_cases.service import Service


class Basis(StrEnum):
    """How the two grades of a pair came about."""

    BLIND_RANDOM = "random"
    BLIND_TARGETED = "targeted"
    LIGHT_TOUCH = "light_touch"
    SEEN = "seen"

    @classmethod
    def of(cls, moderated: Moderated) -> "Basis":
        """The basis of a moderation."""
        if not moderated.blind:
            return cls.LIGHT_TOUCH
        if moderated.seen_first:
            return cls.SEEN
        return cls.BLIND_RANDOM if moderated.why is Why.RANDOM else cls.BLIND_TARGETED


BASIS_WORDS = {
    Basis.BLIND_RANDOM: "blind, drawn at random",
    Basis.BLIND_TARGETED: "blind, chosen",
    Basis.LIGHT_TOUCH: "light-touch review",
    Basis.SEEN: "meant to be blind, but the grade was seen",
}
BASIS_MEANING = {
    Basis.BLIND_RANDOM: "Two people graded the same file, neither knowing the other's grade. The files were drawn by "
    "lot: this speaks for all audits.",
    Basis.BLIND_TARGETED: "Two people graded the same file, neither knowing the other's grade. The files were chosen "
    "for their grade, or on request: this speaks for those files only.",
    Basis.LIGHT_TOUCH: "The reviewer had the first grade before them: a check, not a measure of agreement.",
    Basis.SEEN: "The moderator said that they had seen the first grade: it says nothing of agreement.",
}


@dataclass(frozen=True)
class AgreementChoice:
    """Which moderations count.

    Attributes:
        first: the first day of moderation; None leaves it open.
        last: the last day, included; None leaves it open.
        scoring: the scoring hash of the standards; None: the one used by most of what was moderated.
    """

    first: date | None = None
    last: date | None = None
    scoring: str | None = None

    @classmethod
    def of_months(cls, first: str | None, last: str | None, scoring: str | None = None) -> "AgreementChoice":
        """The days of whole months, given as ``2026-03``; the last one is included."""
        begins = date.fromisoformat(f"{first}-01") if first else None
        ends = None
        if last:
            year, number = (int(part) for part in last.split("-"))
            ends = date(year, number, monthrange(year, number)[1])
        return cls(begins, ends, scoring)


@dataclass(frozen=True)
class Quarter:
    """The pairs of one quarter.

    Attributes:
        name: as ``2026 Q3``: July to September.
        n: how many pairs.
        exact: pairs with the same grade.
        within_one: with the same or a neighbouring grade.
        interval: of the exact share, 95%, Wilson.
    """

    name: str
    n: int
    exact: int
    within_one: int
    interval: Interval | None


@dataclass(frozen=True)
class GradedAgreement:
    """How far two people agree on one thing that is graded.

    Attributes:
        key: ``overall``, a section, or a key judgement.
        name: its code, where it has one, and its title.
        figures: without coefficients, which :func:`show_one` works out: they take a while.
        quarters: oldest first; only those in which something was moderated.
        because: why settled differences arose, the commonest first.
    """

    key: str
    name: tuple[str, str]
    figures: Agreement
    quarters: tuple[Quarter, ...]
    because: tuple[tuple[Because, int], ...] = ()


@dataclass(frozen=True)
class BasisAgreement:
    """The agreement of the pairs of one basis.

    Attributes:
        audits: how many were moderated on this basis.
        graded: the overall grade, every section, every key judgement, as the standards list them.
    """

    basis: Basis
    audits: int
    graded: tuple[GradedAgreement, ...]


@dataclass(frozen=True)
class ScoringUsed:
    """Standards by which moderated audits were graded.

    Attributes:
        scoring: the scoring hash: with the same one, grades mean the same.
        title: of the edition or theme.
        audits: how many moderated audits it has in the period.
    """

    scoring: str
    title: str
    audits: int


@dataclass(frozen=True)
class AgreementFigures:
    """What was asked for, and the figures.

    Attributes:
        choice: as asked, the scoring filled in.
        scorings: every one in the period, the most used first.
        bases: each of :class:`Basis`, in this order; also those without audits.
    """

    choice: AgreementChoice
    scorings: tuple[ScoringUsed, ...]
    bases: tuple[BasisAgreement, ...]


@dataclass(frozen=True)
class BehindAgreement:
    """The audits behind a figure of agreement.

    Attributes:
        audits: those the person may read, in the order of moderation.
        others: how many more there are.
    """

    audits: tuple[AuditSummary, ...]
    others: int


def show_agreement(service: Service, choice: AgreementChoice | None = None) -> AgreementFigures:
    """How far two people agree, for everything that is graded, without coefficients.

    Raises:
        InputError: the days are the wrong way round, or nothing was moderated by such a scoring.
        NotPermittedError: a team manager's view is the Team.
    """
    with service.store.reading() as reader:
        wanted, scorings, audits, names = _read(reader, service, choice or AgreementChoice())
    bases = []
    for basis in Basis:
        of_basis = [audit for audit in audits if _moderated(audit).basis is basis]
        graded = tuple(_graded(key, name, of_basis) for key, name in names.items())
        bases.append(BasisAgreement(basis, len(of_basis), graded))
    return AgreementFigures(wanted, scorings, tuple(bases))


def show_one(service: Service, choice: AgreementChoice, basis: Basis, key: str) -> Agreement:
    """How far two people agree on one thing, with its coefficients.

    Args:
        key: ``overall``, a section, or a key judgement.

    Raises:
        InputError: as :func:`show_agreement`.
        NotPermittedError: likewise.
    """
    with service.store.reading() as reader:
        _, _, audits, _ = _read(reader, service, choice)
    return agreement(_pairs(key, [audit for audit in audits if _moderated(audit).basis is basis]))


def behind_agreement(
    service: Service,
    choice: AgreementChoice,
    basis: Basis,
    key: str = OVERALL_MEASURE,
    *,
    first: GradeId | None = None,
    second: GradeId | None = None,
    quarter: str | None = None,
) -> BehindAgreement:
    """The audits behind a figure: those the person may read, and how many others there are.

    Args:
        key: what was graded; only audits in which both graded it.
        first: only those with this first grade.
        second: only those with this second grade.
        quarter: only those moderated in this one, as ``2026 Q3``.

    Raises:
        InputError: as :func:`show_agreement`.
        NotPermittedError: likewise.
    """
    with service.store.reading() as reader:
        _, _, audits, _ = _read(reader, service, choice)
    found = []
    for audit in audits:
        moderated = _moderated(audit)
        pair = moderated.of.pairs.get(key)
        if moderated.basis is not basis or pair is None or (quarter and quarter_of(moderated.of.on) != quarter):
            continue
        if first in (None, pair[0]) and second in (None, pair[1]):
            found.append(audit)
    readable = tuple(audit for audit in found if may(service.person, Move.READ, audit.state, audit.ownership))
    return BehindAgreement(readable, len(found) - len(readable))


def quarter_of(day: date) -> str:
    """The quarter of a year a day lies in, as ``2026 Q3``."""
    return f"{day.year} Q{(day.month + 2) // 3}"


@dataclass(frozen=True)
class _Placed:
    of: Moderated
    basis: Basis


def _moderated(audit: AuditSummary) -> _Placed:
    assert audit.moderation is not None, "only moderated audits are read here"
    return _Placed(audit.moderation, Basis.of(audit.moderation))


_SEES = frozenset({Role.QA_LEAD, Role.MODERATOR, Role.AUDITOR})


def _read(
    reader: Reader, service: Service, choice: AgreementChoice
) -> tuple[AgreementChoice, tuple[ScoringUsed, ...], list[AuditSummary], dict[str, tuple[str, str]]]:
    """The choice with its scoring, every scoring in the period, its audits, and the names of what they grade."""
    if not service.person.roles & _SEES:
        raise NotPermittedError(
            "You may not see how far moderators agree.",
            "The figures are of every team; you are working as team manager.",
            "Ask the QA lead for them.",
        )
    if choice.first is not None and choice.last is not None and choice.first > choice.last:
        raise InputError(
            "The first day is after the last.",
            f"{choice.first:%d/%m/%Y} to {choice.last:%d/%m/%Y}",
            "Give the earlier day first.",
        )
    every = reader.moderated_audits(choice.first, choice.last)
    used: dict[str, list[AuditSummary]] = {}
    for audit in every:
        used.setdefault(audit.scoring_hash, []).append(audit)
    ordered = sorted(used.items(), key=lambda item: (-len(item[1]), item[0]))
    titles = {scoring: reader.checklist(found[-1].content_hash) for scoring, found in ordered}
    scorings = tuple(ScoringUsed(scoring, titles[scoring].title, len(found)) for scoring, found in ordered)
    if choice.scoring is not None and choice.scoring not in used:
        raise InputError(
            "Nothing was moderated by these standards in the period.", choice.scoring[:12], "Leave the standards out."
        )
    scoring = choice.scoring or (ordered[0][0] if ordered else None)
    wanted = AgreementChoice(choice.first, choice.last, scoring)
    if scoring is None:
        return wanted, (), [], {OVERALL_MEASURE: ("", "Overall")}
    checklist = titles[scoring]
    names = {OVERALL_MEASURE: ("", "Overall")}
    names |= {section.id: (section.code, section.title) for section in checklist.sections}
    names |= {judgement.id: ("", judgement.title) for judgement in checklist.judgements}
    return wanted, scorings, used[scoring], names


def _pairs(key: str, audits: Iterable[AuditSummary]) -> list[tuple[GradeId, GradeId]]:
    found = (_moderated(audit).of.pairs.get(key) for audit in audits)
    return [pair for pair in found if pair is not None]


def _graded(key: str, name: tuple[str, str], audits: Sequence[AuditSummary]) -> GradedAgreement:
    by_quarter: dict[str, list[tuple[GradeId, GradeId]]] = {}
    why: dict[Because, int] = {}
    for audit in audits:
        moderated = _moderated(audit).of
        if key in moderated.pairs:
            by_quarter.setdefault(quarter_of(moderated.on), []).append(moderated.pairs[key])
        if key in moderated.because:
            why[moderated.because[key]] = why.get(moderated.because[key], 0) + 1
    quarters = tuple(_quarter(one, pairs) for one, pairs in sorted(by_quarter.items()))
    because = tuple(sorted(why.items(), key=lambda item: (-item[1], item[0].value)))
    return GradedAgreement(key, name, _without_coefficients(_pairs(key, audits)), quarters, because)


def _without_coefficients(pairs: Iterable[tuple[GradeId, GradeId]]) -> Agreement:
    """What needs no model; coefficients of everything at once would take many seconds."""
    return replace(agreement(pairs, resamples=0), coefficients=None)


def _quarter(name: str, pairs: Iterable[tuple[GradeId, GradeId]]) -> Quarter:
    found = _without_coefficients(pairs)
    return Quarter(name, found.n, found.exact, found.within_one, found.exact_interval)
