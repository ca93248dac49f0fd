"""Pick audits for moderation by the settings: a random share, and beside it every one graded so or so.

The seed of a draw is kept before anything drawn with it is shown, until the draw is recorded: looking again gives the
same audits, so nobody can look until they like what they see. An audit takes part in one draw only, the first after it
was submitted; otherwise drawing more often would draw more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.independence import blocks
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Person, Role
from auditor.audit.sampling import new_seed, pick_share
from auditor.audit.states import State
from auditor.errors import InputError
from auditor.store.records import AuditFilter, AuditSummary, moment_of, moment_text
from auditor.store.store import Reader, Writer
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.moderation.listing import Waiting, wanted_for
from auditor.use_cases.moderation.moderate import assign_in, conflicts_on
from auditor.use_cases.rounds.link import RoundOfAudit, rounds_of_audits
from auditor.use_cases.service import Service, require_qa_lead

_SEED, _DRAWN_AT = "moderation.seed", "moderation.drawn_at"
_EVERY = 100_000
"""More audits than ever wait at once."""


@dataclass(frozen=True)
class ModerationSettings:
    """How audits are picked for moderation.

    Attributes:
        share: of the audits submitted since the last draw, in percent, drawn at random.
        all_inadequate: beside them, every one whose overall grade is inadequate.
        all_outstanding: likewise outstanding.
        blind: the moderator does not see the first examination; False: a light-touch review.
        days: a moderation is due so many days after it was asked for.
    """

    share: int = 20
    all_inadequate: bool = True
    all_outstanding: bool = True
    blind: bool = True
    days: int = 14


_NAMES = tuple(ModerationSettings.__dataclass_fields__)


def moderation_settings(service: Service) -> ModerationSettings:
    """The settings as they now are."""
    with service.store.reading() as reader:
        return _settings(reader)


def _settings(reader: Reader) -> ModerationSettings:
    known = reader.settings()
    return ModerationSettings(**{name: known[key] for name in _NAMES if (key := f"moderation.{name}") in known})


def change_moderation_settings(service: Service, **changes: Any) -> ModerationSettings:
    """Change some of the settings.

    Args:
        changes: by the names of :class:`ModerationSettings`.

    Raises:
        InputError: a share that is no percentage, or days that are none.
        NotPermittedError: only the QA lead does.
    """
    require_qa_lead(service.person, "change how audits are picked for moderation")
    wanted = replace(moderation_settings(service), **changes)
    if not 0 <= wanted.share <= 100:
        raise InputError(
            f"{wanted.share} is not a percentage.", "The share of audits moderated.", "Give a whole number, 0 to 100."
        )
    if not 1 <= wanted.days <= 365:
        raise InputError(
            f"{wanted.days} days cannot be given.", "The time to moderate in.", "Give a whole number, 1 to 365."
        )
    for name in changes:
        change_setting(service, f"moderation.{name}", getattr(wanted, name))
    return wanted


@dataclass(frozen=True)
class PickedAudit:
    """One audit that was picked.

    Attributes:
        moderator: None when nobody is independent of the case.
        blind: as its round says, or the settings where it belongs to none.
        share: of the draw that it took part in, in percent: likewise.
        against: what speaks against everybody, where there is nobody.
    """

    audit: AuditSummary
    why: Why
    moderator: Person | None
    blind: bool = True
    share: int = 0
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pick:
    """What the settings come to now.

    Attributes:
        seed: of the random draw.
        since: audits submitted after this moment took part in it; None: all.
        frame: how many took part.
        of_rounds: how many of these belong to a round, which says itself what share is drawn and whether blind.
        picked: those drawn, by rank, then the targeted ones by LCS number.
        due: by when.
    """

    settings: ModerationSettings
    seed: str
    since: str | None
    frame: int
    of_rounds: int
    picked: tuple[PickedAudit, ...]
    due: date

    @property
    def to_assign(self) -> tuple[PickedAudit, ...]:
        """Those that somebody can moderate."""
        return tuple(one for one in self.picked if one.moderator is not None)

    @property
    def drawn(self) -> int:
        """How many were drawn at random."""
        return sum(1 for one in self.picked if one.why is Why.RANDOM)

    @property
    def frame_words(self) -> str:
        """What was drawn from, and with what share."""
        audits = "1 audit" if self.frame == 1 else f"{self.frame:,} audits"
        rounds = f" ({self.of_rounds:,} by what their round says)" if self.of_rounds else ""
        return f"{self.settings.share}% at random of {audits} submitted since the last draw{rounds}"


def preview_pick(service: Service) -> Pick:
    """What would be picked now, and who would moderate it.

    Raises:
        NotPermittedError: only the QA lead picks.
    """
    require_qa_lead(service.person, "pick audits for moderation")
    with service.store.writing() as writer:
        return _pick(writer, service, _kept_seed(writer, service))


def record_pick(service: Service, previewed: Pick) -> Pick:
    """Ask the moderators of a preview.

    Raises:
        InputError: what would be picked is no longer what was previewed, or nothing is.
        NotPermittedError: only the QA lead picks.
    """
    require_qa_lead(service.person, "pick audits for moderation")
    with service.store.writing() as writer:
        now = _pick(writer, service, _kept_seed(writer, service))
        if _asked(now) != _asked(previewed):
            raise InputError(
                "What would be picked has changed since you looked.",
                "An audit was submitted, reopened or assigned, or a setting changed. Nobody was asked.",
                "Look again.",
            )
        if not now.to_assign:
            raise InputError(
                "There is nothing to ask for.", "Nothing is picked that somebody could moderate.", "Nobody was asked."
            )
        for one in now.to_assign:
            assert one.moderator is not None
            drawn = (now.seed, one.share) if one.why is Why.RANDOM else ("", 0)
            assignment = Assignment(one.moderator.id, one.why, one.blind, *drawn, due=now.due)
            assign_in(writer, service, one.audit.audit_id, assignment)
        _set(writer, service, _SEED, "")
        _set(writer, service, _DRAWN_AT, moment_text(service.now()))
        return now


def _asked(pick: Pick) -> list[tuple[UUID, Why, UUID | None, bool]]:
    return [
        (one.audit.audit_id, one.why, one.moderator.id if one.moderator else None, one.blind) for one in pick.picked
    ]


def _kept_seed(writer: Writer, service: Service) -> str:
    kept = str(writer.settings().get(_SEED, ""))
    if not kept:
        kept = new_seed()
        _set(writer, service, _SEED, kept)
    return kept


def _set(writer: Writer, service: Service, name: str, value: str) -> None:
    before = writer.standing(FactKind.SETTING, name)
    writer.append([service.fact(FactKind.SETTING, name, {"value": value}, replaces=before.id if before else None)])


def _pick(reader: Reader, service: Service, seed: str) -> Pick:
    settings = _settings(reader)
    pool = {str(row.audit_id): row for row in reader.page(wanted_for(service.person, Waiting.PICK), 0, _EVERY)}
    since = reader.settings().get(_DRAWN_AT)
    frame = [key for key, row in pool.items() if since is None or _submitted_after(row, since)]
    rounds = rounds_of_audits(reader, [row.audit_id for row in pool.values()])
    why = dict.fromkeys(_drawn(seed, frame, settings.share, rounds), Why.RANDOM)
    targeted = {"inadequate": settings.all_inadequate, "outstanding": settings.all_outstanding}
    for key, row in sorted(pool.items(), key=lambda item: (item[1].lcs_number, item[0])):
        if row.overall is not None and targeted.get(row.overall):
            why.setdefault(key, Why(row.overall))
    picked = _spread(reader, service.person, settings, rounds, [(pool[key], reason) for key, reason in why.items()])
    due = service.today() + timedelta(days=settings.days)
    of_rounds = sum(1 for key in frame if UUID(key) in rounds)
    return Pick(settings, seed, since, len(frame), of_rounds, tuple(picked), due)


def _drawn(seed: str, frame: Iterable[str], share: int, rounds: Mapping[UUID, RoundOfAudit]) -> Iterator[str]:
    """The audits drawn at random: of each round by its own share, of those outside any by the settings'."""
    groups: dict[str, list[str]] = {}
    shares = {"": share}
    for key in frame:
        of = rounds.get(UUID(key))
        groups.setdefault(of.round_id if of else "", []).append(key)
        if of is not None:
            shares[of.round_id] = of.share
    for name, keys in sorted(groups.items()):
        yield from pick_share(seed, keys, Fraction(shares[name], 100))


def _submitted_after(row: AuditSummary, since: str) -> bool:
    return row.submitted_at is not None and row.submitted_at > moment_of(since)


def _spread(
    reader: Reader,
    picking: Person,
    settings: ModerationSettings,
    rounds: Mapping[UUID, RoundOfAudit],
    audits: Sequence[tuple[AuditSummary, Why]],
) -> Iterable[PickedAudit]:
    """Who moderates what: whoever a round planned ahead; of the others who are independent, whoever has the fewest to
    do; then in order of name.

    Whoever picks sees the grades, and so is asked only where nobody else is independent.
    """
    people = [person for person in reader.people().values() if Role.MODERATOR in person.roles]
    load = _load(reader)
    for row, why in audits:
        conflicts = conflicts_on(reader, row.case_id)
        of = rounds.get(row.audit_id)
        planned, worker, manager = (of.moderator, of.worker, of.manager) if of else (None, None, None)
        blind, share = (of.blind, of.share) if of else (settings.blind, settings.share)
        against = {
            person: blocks(person, row.team_id, conflicts, not_these=(row.auditor_id,), worker=worker, manager=manager)
            for person in people
        }
        free = [person for person in people if not against[person]]
        if not free:
            told = tuple(reason for reasons in against.values() for reason in reasons) or ("nobody moderates yet",)
            yield PickedAudit(row, why, None, blind, share, told)
            continue
        ahead = [person for person in free if person.id == planned]
        chosen = min(ahead or free, key=lambda one: (one.id == picking.id, load[one.id], one.name.casefold(), one.id))
        load[chosen.id] += 1
        yield PickedAudit(row, why, chosen, blind, share)


def _load(reader: Reader) -> Counter[UUID]:
    """How many moderations each person was asked for and has not submitted."""
    waiting = AuditFilter(assigned=True, states=(State.SUBMITTED, State.MODERATING))
    return Counter(row.moderator_id for row in reader.page(waiting, 0, _EVERY) if row.moderator_id is not None)
