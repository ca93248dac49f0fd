"""Hiding: what is sensitive, then as little more as keeps it from being worked out, in all linked tables together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations

from auditor.measures.publication.alternatives import alternatives_of
from auditor.measures.publication.atoms import TooLargeError
from auditor.measures.publication.attack import Attack, ContradictionError, Recovered, known_of
from auditor.measures.publication.circulation import FREE, Arc, Bounds, Grid
from auditor.measures.publication.grids import grids_of, overlap
from auditor.measures.publication.implied import differences
from auditor.measures.publication.primary import counts_of, sensitive
from auditor.measures.publication.profiles import RULES, Profile, Rules
from auditor.measures.publication.refusals import changed_error, recovered_error, too_large
from auditor.measures.publication.settled import settled
from auditor.measures.publication.tables import CountTable, MaskedCell, MaskedTable, Region, Why, without_workers

_FEW = 9
"""Tables with so few numbers that could be hidden are searched exhaustively."""

_TOGETHER = 2
"""Where more numbers than this are found at once, a number is hidden for each, and they are not weighed one by one."""


def mask(
    tables: CountTable | Sequence[CountTable],
    profile: Profile,
    published: Sequence[MaskedTable] = (),
    counted: Sequence[CountTable] = (),
) -> tuple[MaskedTable, ...]:
    """Tables as they may be published together.

    Args:
        tables: all that are shown together; a number that stands in several is hidden in all or in none.
        published: what readers have already: earlier releases, and tables that may no longer change.
        counted: the counts of all of those, where they are of this report: they only make it faster.

    Raises:
        InputError: no way of hiding was found that withstands the attack, or it cannot be decided.
        ValueError: the counts contradict each other.
    """
    given = (tables,) if isinstance(tables, CountTable) else tuple(tables)
    if profile is Profile.INTERNAL:
        counts_of(given)
        return tuple(_shown(table, {}, RULES[profile]) for table in given)
    return _Masking(given, RULES[profile], tuple(published), tuple(counted)).done()


class _Masking:
    def __init__(
        self,
        tables: Sequence[CountTable],
        rules: Rules,
        published: Sequence[MaskedTable],
        counted: Sequence[CountTable],
    ) -> None:
        self.tables, self.rules, self.published = tables, rules, published
        # Figures of earlier may be of other audits than the counts of now, so those prove nothing about them.
        self.proving = (*counted, *tables) if len(counted) == len(published) else ()
        self.counts = counts_of(tables)
        self.stands = Counter(region for table in tables for row in table.layout.regions() for region in row)
        try:
            known, hidden = known_of(published)
        except ContradictionError as error:
            raise changed_error(error) from error
        self.before = {region: bounds for region, bounds in known.items() if region in self.counts}
        for region, (low, high) in self.before.items():
            if self.counts[region] < low or (high is not None and self.counts[region] > high):
                raise changed_error(ValueError("the same audits are counted otherwise now"))
        self.why = sensitive(tables, rules)
        self.sensitive = frozenset(self.why)
        for region in hidden:
            if self.counts.get(region, 0) > 0 and not region.is_total:
                self.why.setdefault(region, Why.PROTECTS)
        self.open = {
            region
            for region, count in self.counts.items()
            if count > 0 and not region.is_total and not self._is_known(region)
        }
        self.rows_of = _rows_of(tables)
        self.grids: list[Grid] = []
        self.grids_with: dict[Region, list[Grid]] = {}
        for table in tables:
            self._add_grids(table)
        # The smallest first: what protects a number within its own group often protects it in the whole table too.
        self.grids.sort(key=lambda grid: len(grid.arcs))
        self._settle()
        self._hide_small_differences(known)

    def _settle(self) -> None:
        """Leave alone what readers know in any case, unless it is sensitive itself."""
        wanted = [region for region in self.counts if region in self.open and region not in self.why]
        try:
            self.known = settled(self.tables, self.published, self.why, wanted)
        except ContradictionError as error:
            raise changed_error(error) from error
        except TooLargeError as error:
            raise too_large(error) from error
        self.open -= self.known

    def _is_known(self, region: Region) -> bool:
        """Whether readers have the number already."""
        return region in self.before and self.before[region][0] == self.before[region][1]

    def _hide_small_differences(self, known: Mapping[Region, Bounds]) -> None:
        """What would differ by a small number from what readers have: a month that a year to date adds."""
        if not self.published:
            return
        every = {region: bounds[0] for region, bounds in known.items() if bounds[0] == bounds[1]} | self.counts
        layouts = [*(table.layout for table in self.published), *(table.layout for table in self.tables)]
        for one in differences([layout.regions() for layout in layouts]):
            if any(region not in every for region in one.weights):
                continue
            left = sum(weight * every[region] for region, weight in one.weights.items())
            if 0 < left <= self.rules.most_hidden and not any(region in self.why for region in one.weights):
                new = [region for region in one.weights if region in self.open]
                if new:
                    self.why[min(new, key=lambda region: self.counts[region])] = Why.PROTECTS

    def _add_grids(self, table: CountTable) -> None:
        regions = table.layout.regions()
        if not regions or not regions[0]:
            return
        try:
            grids = grids_of(regions, table.counts)
        except ValueError as error:
            raise ValueError(f"table {table.layout.id}: {error}") from error
        self.grids += grids
        for grid in grids:
            for arc in grid.arcs:
                if arc.region is not None and grid not in self.grids_with.setdefault(arc.region, []):
                    self.grids_with[arc.region].append(grid)

    def done(self) -> tuple[MaskedTable, ...]:
        self._protect()
        self._lighten()
        self._withstand()
        return self._masked()

    # -- one grid ---------------------------------------------------------------------------------------------------

    def _bounds(self, grid: Grid) -> list[Bounds]:
        return [self._known(arc.region) if arc.region else FREE for arc in grid.arcs]

    def _known(self, region: Region) -> Bounds:
        if region in self.known:
            return self.counts[region], self.counts[region]
        low, high = known_of_cell(region, self.counts[region], self.why.get(region), self.rules)
        if region in self.before:
            earlier_low, earlier_high = self.before[region]
            low = max(low, earlier_low)
            high = high if earlier_high is None else earlier_high if high is None else min(high, earlier_high)
        return low, high

    def _targets(self, grid: Grid) -> list[int]:
        """The arcs that must not follow: what is hidden, and small numbers that are printed nowhere."""
        return [place for place, arc in enumerate(grid.arcs) if self._must_not_follow(arc)]

    def _must_not_follow(self, arc: Arc) -> bool:
        if arc.region is None:
            return 0 < arc.count <= self.rules.most_hidden and not arc.harmless
        return arc.region in self.why and not arc.region.is_total

    def _unsafe(self, grid: Grid) -> list[int]:
        bounds = self._bounds(grid)
        return [place for place in self._targets(grid) if grid.recoverable(place, bounds)]

    def _price(self, grid: Grid, place: int) -> int | None:
        arc = grid.arcs[place]
        if arc.region is None or arc.region in self.why or arc.region not in self.open:
            return None
        # Where a number stands in many tables, all of them lose it.
        return (arc.count + 1) * self.stands[arc.region]

    def _protect(self) -> None:
        """Hide along the cheapest ways until every grid is safe by itself, or nothing more helps."""
        changed = True
        while changed:
            changed = False
            for grid in self.grids:
                before, untold = dict(self.why), False
                for place in sorted(self._unsafe(grid), key=lambda place: -grid.arcs[place].count):
                    way = grid.cheapest(place, self._bounds(grid), partial(self._price, grid))
                    if self._leave_untold(grid, place, way):
                        untold = True
                        continue
                    for arc in way or ():
                        region = grid.arcs[arc].region
                        assert region is not None
                        self.why[region] = Why.PROTECTS
                if not untold:
                    self._search(grid, set(before))
                changed = changed or self.why != before

    def _leave_untold(self, grid: Grid, place: int, way: tuple[int, ...] | None) -> bool:
        """Say of a row's small numbers no more than that they are hidden, where else other tables would lose a number.

        Two numbers of at most 5 that add up to 10 are both 5. But the symbol does not say that both are small: to a
        reader who cannot tell, it may be 2 and 8.
        """
        if way is not None and all(self.stands[region] < 2 for arc in way if (region := grid.arcs[arc].region)):
            return False
        before = dict(self.why)
        row = self.rows_of.get(grid.arcs[place].region, ())
        self.why |= {one: Why.PROTECTS for one in row if self.why.get(one) is Why.SMALL}
        if not grid.recoverable(place, self._bounds(grid)):
            return True
        self.why = before
        return False

    def _search(self, grid: Grid, before: set[Region]) -> None:
        """Where there are few candidates: the cheapest choice of all, in place of the one that was found."""
        added = [region for region in self.why if region not in before]
        candidates = [
            region
            for region in dict.fromkeys(arc.region for arc in grid.arcs)
            if region is not None and region in self.open and region not in before
        ]
        if not added or len(candidates) > _FEW or self._unsafe(grid):
            return
        best = sum(self.counts[region] + 1 for region in added), added
        for region in added:
            del self.why[region]
        choices = (choice for number in range(1, len(candidates) + 1) for choice in combinations(candidates, number))
        for cost, choice in sorted(
            ((sum(self.counts[one] + 1 for one in one_of), one_of) for one_of in choices), key=lambda item: item[0]
        ):
            if cost >= best[0]:
                break
            self.why |= dict.fromkeys(choice, Why.PROTECTS)
            if not self._unsafe(grid):
                return
            for region in choice:
                del self.why[region]
        self.why |= dict.fromkeys(best[1], Why.PROTECTS)

    def _lighten(self) -> None:
        """Show again, the largest first, what need not be hidden after all."""
        hidden_before = {region for region in self.why if region in self.before}
        unsafe = {id(grid): len(self._unsafe(grid)) for grid in self.grids}
        kept = hidden_before | self.sensitive
        protecting = [region for region, why in self.why.items() if why is Why.PROTECTS and region not in kept]
        for region in sorted(protecting, key=lambda region: -self.counts[region]):
            del self.why[region]
            if any(len(self._unsafe(grid)) > unsafe[id(grid)] for grid in self.grids_with.get(region, ())):
                self.why[region] = Why.PROTECTS

    # -- all together -------------------------------------------------------------------------------------------------

    def _masked(self) -> tuple[MaskedTable, ...]:
        return tuple(_shown(table, self.why, self.rules) for table in self.tables)

    def _attacked(self) -> tuple[Recovered, ...]:
        try:
            attack = Attack((*self.published, *self._masked()))
            known = alternatives_of(self.proving, attack.known)
            return attack.recovered(self.rules.most_hidden, known, briefly=True)
        except ContradictionError as error:
            raise changed_error(error) from error
        except (TooLargeError, TimeoutError) as error:
            raise too_large(error) from error

    def _withstand(self) -> None:
        """Hide more until the joint attack finds nothing.

        Where much is found, a number for each; at last the one that helps most, of those that cost least.
        """
        found = self._attacked()
        while found:
            candidates = self._near(found)
            if not candidates:
                raise recovered_error(found)
            if len(found) > _TOGETHER:
                for one in found:
                    if (nearest := next(iter(self._near([one])), None)) is not None:
                        self.why[nearest] = Why.PROTECTS
                self._protect()
                found = self._attacked()
                continue
            before, chosen = dict(self.why), None
            for region in candidates[:_FEW]:
                self.why = {**before, region: Why.PROTECTS}
                self._protect()
                left = self._attacked()
                if chosen is None or len(left) < len(chosen[0]):
                    chosen = left, dict(self.why)
                if not left:
                    break
            assert chosen is not None
            found, self.why = chosen

    def _near(self, found: Iterable[Recovered]) -> list[Region]:
        """What may be hidden, the nearest to what was recovered first, and of those the smallest."""
        wanted = [region for one in found for region in one.regions]
        near = {arc.region for region in wanted for grid in self.grids_with.get(region, ()) for arc in grid.arcs}
        shown = [region for region in self.open if region not in self.why]
        return sorted(
            shown,
            key=lambda region: (
                region not in wanted,
                region not in near,
                len(self.grids_with[region]),  # a total of many tables would be missed in all of them
                not any(overlap(region, other) for other in wanted),
                self.counts[region],
                repr(region),
            ),
        )


def _rows_of(tables: Sequence[CountTable]) -> dict[Region | None, tuple[Region, ...]]:
    """Of each number that says how audits came out: all numbers of its row that do."""
    found: dict[Region | None, tuple[Region, ...]] = {}
    for table in tables:
        for regions in table.layout.regions():
            of = tuple(region for region in regions if not region.is_total)
            for region in of:
                found.setdefault(region, of)
    return found


def known_of_cell(region: Region, count: int, why: Why | None, rules: Rules) -> Bounds:
    """Between which numbers a reader knows a cell to lie, shown or hidden."""
    if region.is_total:
        return count, count
    match why:
        case None:
            return rules.known_of_harmless(count) if region.is_harmless else rules.known(count)
        case Why.SMALL:
            return 1, rules.most_hidden
        case Why.ROW:
            return 0, None
        case Why.PROTECTS:
            return 1, None


def _shown(table: CountTable, why: Mapping[Region, Why], rules: Rules) -> MaskedTable:
    layout = without_workers(table.layout)
    rows = []
    for regions, counts in zip(table.layout.regions(), table.counts, strict=True):
        cells = []
        for region, count in zip(regions, counts, strict=True):
            reason = why.get(region)
            low, high = known_of_cell(region, count, reason, rules)
            shown = rules.rounded(count) if reason is None else None
            text = rules.symbol if shown is None else str(shown)
            cells.append(MaskedCell(shown, text, low, high, reason))
        rows.append(tuple(cells))
    return MaskedTable(layout, tuple(rows))
