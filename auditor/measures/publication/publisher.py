"""What builders of reports take their numbers from: every table goes in as counts and comes out as it may be shown.

``together`` all tables that speak of the same audits, then ``finish`` before anything is written::

    publisher = Publisher(Profile.DFE, earlier)
    by_team, by_section = publisher.together(by_team, by_section)
    share = publisher.share(by_team, 0, (0, 1), 4)
    tables = publisher.finish()
"""

from collections.abc import Callable, Iterable, Sequence

from auditor.measures.publication.alternatives import alternatives_of
from auditor.measures.publication.as_before import as_before, signature_of, without_repeats
from auditor.measures.publication.atoms import TooLargeError
from auditor.measures.publication.attack import Attack, ContradictionError, Recovered
from auditor.measures.publication.masking import mask
from auditor.measures.publication.merging import TOO_MUCH_HIDDEN
from auditor.measures.publication.profiles import RULES, Profile, Rules
from auditor.measures.publication.ratios import Stated, recovered_from
from auditor.measures.publication.refusals import (
    PublicationError,
    UndecidedError,
    changed_error,
    recovered_error,
    too_large,
)
from auditor.measures.publication.revisions import as_revised
from auditor.measures.publication.shares import Share, share_of
from auditor.measures.publication.tables import CountTable, MaskedTable, Population, without_workers


class Publisher:
    """Masks the tables of one report."""

    def __init__(self, profile: Profile, earlier: Iterable[MaskedTable] = ()) -> None:
        """Begin.

        Args:
            earlier: the tables of earlier releases, as they were shown; those about other audits are left aside.
        """
        self.profile = profile
        self._earlier = without_repeats(earlier)
        self._published: list[MaskedTable] = []
        self._counted: list[CountTable] = []
        self._stated: list[Stated] = []
        self._offers: list[str] = []
        self._withstood = False

    @property
    def rules(self) -> Rules:
        """What the profile does."""
        return RULES[self.profile]

    @property
    def note(self) -> str:
        """What the symbols mean, for the foot of a table; empty when nothing can be hidden."""
        return self.rules.means

    def publish(self, table: CountTable) -> MaskedTable:
        """A table by itself; what was published before stays as it is. Linked tables are better masked together.

        Raises:
            PublicationError: it cannot be shown beside those, or the question cannot be decided.
            ValueError: its counts contradict each other, or there is a table of this id already.
        """
        return self.together(table)[0]

    def together(self, *tables: CountTable) -> tuple[MaskedTable, ...]:
        """Several tables that speak of the same audits, so that each number is hidden in all of them or in none.

        Raises:
            PublicationError: as :meth:`publish`.
            ValueError: as :meth:`publish`.
        """
        ids = [table.layout.id for table in tables] + [table.id for table in self._published]
        if len(set(ids)) < len(ids):
            raise ValueError("two tables of a report have the same id")
        near = self._near(tables)
        # What was published as it is needs no masking, and could often not be told: it overlaps itself everywhere.
        masked = as_before(tables, self.rules, near) if near else None
        if masked is None:
            masked = mask(tables, self.profile, [*near, *self._published], self._counted)
        self._published += masked
        self._counted += tables
        self._withstood = False
        return masked

    def as_revised(self, name: str, table_of: Callable[[str], CountTable]) -> tuple[CountTable | None, int]:
        """The table of an imported figure; see :func:`auditor.measures.publication.revisions.as_revised`."""
        return as_revised(name, table_of, self._earlier, self.rules)

    def state(self, stated: Stated) -> None:
        """Note a percentage that is shown and does not come from :meth:`share`: it is attacked too."""
        self._stated.append(stated)
        self._withstood = False

    def share(self, table: MaskedTable, row: int, numerator: Sequence[int], denominator: int) -> Share:
        """A share of a masked table; see :func:`auditor.measures.publication.shares.share_of`."""
        return share_of(table, self.profile, row, tuple(numerator), denominator)

    def offer(self, words: str, *tables: CountTable) -> None:
        """Note another way of telling the same, where much is hidden as it is and less would be in that way.

        Args:
            words: what it does, such as "--merge tells two grades as one".
            tables: what would be shown in place of what was published so far; those that differ are compared.
        """
        shown = {table.id: table for table in self._published}
        changed = {
            table.layout.id for table in tables if without_workers(table.layout) != shown[table.layout.id].layout
        }
        now = _hidden_share(shown[name] for name in changed)
        if now <= TOO_MUCH_HIDDEN or self._near(tables):  # beside earlier releases it takes too long for an advice
            return
        try:
            masked = mask(tables, self.profile)
        except PublicationError:
            return
        then = _hidden_share(table for table in masked if table.id in changed)
        if then < now:
            told = f"{100 * then:.0f}% of the numbers in those tables would be hidden, not {100 * now:.0f}%."
            self._offers.append(f"{words}: {told}")

    @property
    def offers(self) -> tuple[str, ...]:
        """What would hide less; empty where little is hidden, or nothing helps."""
        return tuple(self._offers)

    def finish(self) -> tuple[MaskedTable, ...]:
        """Attack everything together, with what was released before; nothing may be written before this.

        Raises:
            PublicationError: a hidden number can be worked out; or figures differ from those released; or it cannot be
                decided. Says every table, row and column.
        """
        masked = tuple(self._published)
        if self.profile is not Profile.INTERNAL and not self._withstood:
            self._attack(masked)
            self._withstood = True
        return masked

    def _attack(self, masked: tuple[MaskedTable, ...]) -> None:
        near, shown = self._near(masked), {signature_of(table) for table in masked}
        known = {signature_of(table) for table in near}
        if known <= shown:  # so they are of the same counts, and those may be used to be quick
            near = ()
        try:
            found = attack(masked, self.profile, near, self._stated, self._counted)
        except UndecidedError:
            # Nothing more can follow from showing again what readers have already.
            if self._stated or not shown <= known:
                raise
            found = ()
        if found:
            raise recovered_error(found)

    def _near(self, tables: Sequence[CountTable | MaskedTable]) -> tuple[MaskedTable, ...]:
        return overlapping(self._earlier, tables)


def _hidden_share(tables: Iterable[MaskedTable]) -> float:
    """Which share of the numbers is hidden; those that are 0 never are, and do not count."""
    every = [cell.hidden for table in tables for row in table.cells for cell in row if cell.shown != 0]
    return sum(every) / len(every) if every else 0.0


def attack(
    tables: Sequence[MaskedTable],
    profile: Profile,
    earlier: Sequence[MaskedTable] = (),
    stated: Sequence[Stated] = (),
    counted: Sequence[CountTable] = (),
) -> tuple[Recovered, ...]:
    """What a reader can work out and must not.

    Args:
        earlier: tables that readers have already.
        stated: percentages that are shown beside the tables.
        counted: the true counts of the tables, where the caller has them: they only make it faster.

    Raises:
        PublicationError: the figures contradict those of earlier, or it cannot be decided.
    """
    known = [*earlier, *tables]
    try:
        found_of = Attack(known)
        # Earlier figures may be of other audits than the counts of now, so these prove nothing about them.
        others = alternatives_of(counted, found_of.known) if counted and not earlier else ()
        found = found_of.recovered(RULES[profile].most_hidden, others)
        return (*found, *(recovered_from(stated, known) if stated else ()))
    except ContradictionError as error:
        raise changed_error(error) from error
    except (TooLargeError, TimeoutError) as error:
        raise too_large(error) from error


def overlapping(earlier: Sequence[MaskedTable], tables: Sequence[CountTable | MaskedTable]) -> tuple[MaskedTable, ...]:
    """The earlier tables that speak of audits some table speaks of, directly or through one another."""
    reached = _populations(tables)
    left = [(table, _populations([table])) for table in earlier]
    found = list[MaskedTable]()
    while True:
        near = [table for table, populations in left if any(one.meets(it) for it in populations for one in reached)]
        if not near:
            return tuple(table for table in earlier if any(table is one for one in found))
        found += near
        left = [(table, populations) for table, populations in left if not any(table is one for one in near)]
        reached = _populations(near)


def _populations(tables: Iterable[CountTable | MaskedTable]) -> set[Population]:
    """Every population that some cell counts, each once."""
    return {region.population for table in tables for row in table.layout.regions() for region in row}
