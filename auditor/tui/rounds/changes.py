"""What the QA lead changes in a round under way, each with a reason that is asked for; the board shows the rest."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person
from auditor.audit.round_board import Line
from auditor.audit.round_cases import RoundCase
from auditor.tui.dialogs import AskLine
from auditor.tui.help import HelpfulScreen
from auditor.tui.pick import PickOne
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import day, parse_day
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.rounds import change as rounds_change
from auditor.use_cases.rounds import conflicts
from auditor.use_cases.rounds.plan import RoundView
from auditor.use_cases.service import Service


class RoundChanges(HelpfulScreen):
    """The part of the board that asks for reasons and approvers, and does what was decided."""

    _round_id: str

    def __init__(self) -> None:
        super().__init__()
        self._seen: RoundView | None = None
        self._approved: Callable[[UUID], Any] | None = None

    @abstractmethod
    def done_board(self, seen: RoundView) -> None:
        """Show the round."""

    @abstractmethod
    def reload(self) -> None:
        """Read the round again."""

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "a round is read from an open store"
        return service

    @property
    def _line(self) -> Line | None:
        row = self.query_one("#cases", VirtualList).selected
        return row if isinstance(row, Line) else None

    @property
    def _case(self) -> RoundCase | None:
        row = self.query_one("#cases", VirtualList).selected
        return row if isinstance(row, RoundCase) else None

    @property
    def _is_removed(self) -> bool:
        """The LCS number of the selected case was removed."""
        case = self._line.case if self._line is not None else self._case
        return case is not None and case.is_removed

    # -- more time, exemptions, replacements ----------------------------------------------------------------------

    def action_extend(self) -> None:
        """Give it more time."""
        line = self._line
        if line is None:
            return
        number, due = line.case.lcs_number, line.due

        def wrong(typed: str) -> str:
            found = parse_day(typed)
            if found is None:
                return "Type a day, as 14/03/2027."
            return "" if found > due else f"It is due on {day(due)} now. Give a later day."

        def reasoned(typed: str | None) -> None:
            to = parse_day(typed or "")
            if to is not None:
                ask = partial(self._ask_approver, lambda number, said, who: self._extend(number, to, said, who))
                self._ask_reason(rounds_change.extend, "Why does it need more time?", number, ask)

        self.app.push_screen(AskLine("Due until when?", f"LCS {number}", check=wrong, done="Go on"), reasoned)

    def _extend(self, number: str, *given: Any) -> None:
        self._change(rounds_change.extend, number, *given)

    def action_exempt(self) -> None:
        """Say that it need not be audited."""
        line = self._line
        if line is not None:
            ask = partial(self._ask_approver, partial(self._change, rounds_change.exempt))
            self._ask_reason(rounds_change.exempt, "Why need it not be audited?", line.case.lcs_number, ask)

    def action_replace(self) -> None:
        """Let the next of the reserve stand in."""
        line = self._line
        if line is not None:
            use = rounds_change.replace_case
            self._ask_reason(use, "Drawn, not audited: why?", line.case.lcs_number, partial(self._change, use))

    def _ask_reason(self, use: Callable[..., Any], title: str, number: str, then: Callable[[str, str], Any]) -> None:
        """Ask why.

        Args:
            use: what the reason is for; it is kept as that until it is recorded.
            then: gets the LCS number and the reason.
        """
        ask = AskLine(
            title,
            f"LCS {number}",
            placeholder="one line, without a name",
            done="Go on",
            kept=True,
            what=self._reason(use, number),
        )
        self.app.push_screen(ask, lambda said: then(number, said) if said else None)

    def _reason(self, use: Callable[..., Any], number: str) -> Unfinished:
        return Unfinished(None, f"{FactKind.ROUND.value}-{use.__name__}", f"{self._round_id}/{number}")

    def _ask_approver(self, then: Callable[[str, str, UUID], Any], number: str, said: str) -> None:
        line = self._line
        auditor = line.allocation.auditor if line is not None else None
        self._approved = partial(then, number, said)
        self.start_job("approvers", rounds_change.approvers, self._service, auditor)

    def done_approvers(self, found: Sequence[Person]) -> None:
        """Ask who allowed it."""
        choices = [(str(one.id), one.name) for one in found]
        self.app.push_screen(PickOne("Who allowed it?", choices), self._allowed_by)

    def _allowed_by(self, who: str | None) -> None:
        if who is not None and self._approved is not None:
            self._approved(UUID(who))

    # -- conflicts of interest ----------------------------------------------------------------------------------------

    def action_conflict(self) -> None:
        """Record a conflict of interest."""
        line = self._line
        case = line.case if line is not None else self._case
        seen = self._seen
        if case is None or seen is None:
            return
        people = sorted((one.name, str(one.id)) for one in seen.people.values() if one.roles)
        title = f"Who has a conflict of interest on {case.lcs_number}?"
        pick = PickOne(title, [(person, name) for name, person in people])
        self.app.push_screen(pick, partial(self._conflict_of, case.lcs_number))

    def _conflict_of(self, number: str, person: str | None) -> None:
        if person is not None:
            use, service = conflicts.add_conflict, self._service
            typed = [self._reason(use, number)]
            record = partial(self.start_job, "conflict", self.auditor.typing.recorded, service, typed, use, service)
            title = "What is the conflict of interest?"
            self._ask_reason(use, title, number, lambda _, said: record(number, UUID(person), said))

    def done_conflict(self, _: None) -> None:
        """Say so."""
        self.notify("Kept. They can neither audit nor moderate this case.", markup=False)
        self.reload()

    # -- doing it -----------------------------------------------------------------------------------------------------

    def _change(self, use: Callable[..., Any], *given: Any) -> None:
        service = self._service
        typed = [self._reason(use, given[0])] if given and isinstance(given[0], str) else []
        self.start_job("change", self.auditor.typing.recorded, service, typed, use, service, self._round_id, *given)

    def done_change(self, result: Any) -> None:
        """Show what has changed."""
        seen, said = result if isinstance(result, tuple) else (result, "")
        self.done_board(seen)
        if said:
            self.notify(f"{said} stands in. Nobody is asked to audit it yet.", markup=False)
