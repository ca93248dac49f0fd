"""What is done about an action: how it stands, a note, another day, closing it, reopening it, adding one."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from auditor.audit.action_steps import STATUS_WORDS, ActionSummary, Status
from auditor.audit.dates import parse_day
from auditor.audit.facts import FactKind
from auditor.audit.vague import vague_words
from auditor.errors import InputError
from auditor.tui.actions import listing as listing
from auditor.tui.actions.dialogs import ActionLine, Look
from auditor.tui.concerns.keys import ConcernKeys
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.use_cases.actions.act import add_action, close_action, extend_action, reopen_action, report_action
from auditor.use_cases.actions.listing import OneAction
from auditor.use_cases.actions.table import FORMATS
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.service import Service

_HOW = "12/3/27, 12 mar, +4w"
_NOTHING = "nothing"
_ROLE = "A role, never a name: social worker, team manager. Empty: nobody yet."
_NEW = ("what", "owner", "due")
"""What is typed of a new action."""
_NEEDS_OPEN = ("report", "extend", "close")


class ActionKeys(ConcernKeys):
    """A screen on which something is done about the action that is chosen."""

    BINDINGS = [
        key("o", "report('on_track')", "On track", "It is on track; a note may go with it.", id="actions.on_track"),
        key(
            "i",
            "report('some_issues')",
            "Some issues",
            "Some issues, with a realistic plan to recover; say it in the note.",
            id="actions.some_issues",
        ),
        key("b", "report('not_on_track')", "Not on track", "It is not on track.", id="actions.not_on_track"),
        key("n", "note", "Note", "What was done, or is in the way.", id="actions.note"),
        key("c", "close", "Close", "It is done: which record shows it, and of which day.", id="actions.close"),
        key("e", "extend", "Extend", "Put it off to a later day, with the reason.", id="actions.extend"),
        key("r", "reopen", "Reopen", "It turned out not to be done.", id="actions.reopen", show=False),
        key("a", "add", "Add", "Add an action to an audit that was submitted.", id="actions.add"),
    ]

    @property
    @abstractmethod
    def service(self) -> Service:
        """Who is working."""

    @property
    @abstractmethod
    def selected(self) -> ActionSummary | None:
        """The action one is on."""

    @property
    @abstractmethod
    def one(self) -> OneAction | None:
        """The action one is on with all its reports, once they are read."""

    @abstractmethod
    def stay_at(self, audit_id: UUID, action_id: str) -> None:
        """Go to an action once the list is read again."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the action one is on; what only the store can tell is refused with the reason."""
        row, one = self.selected, self.one
        if action in ("report", "note", "extend", "close", "reopen"):
            if row is None or (one is not None and not one.may_act):
                return False
            if action in ("extend", "close") and one is not None and one.owned:
                return False
            if action in _NEEDS_OPEN:
                return row.closed_on is None and row.started_on is not None
            return action != "reopen" or row.closed_on is not None
        return True

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(
        self,
        what: Unfinished | None,
        title: str,
        detail: str,
        then: Callable[[str], None],
        *,
        look: Look | None = None,
        **given: Any,
    ) -> None:
        """Ask for one line. What is typed stays until it is recorded, whatever happens meanwhile.

        Args:
            what: what the line is, of which action; None: it is asked anew each time.
            then: gets the line.
            look: says what is vague in it.
        """

        def answered(line: str | None) -> None:
            if line is not None:
                then(line)

        self.app.push_screen(ActionLine(title, detail, look=look, what=what, **given), answered)

    def _day(self, *, past: bool) -> Callable[[str], str]:
        def wrong(line: str) -> str:
            try:
                found = parse_day(line, self.service.today(), not_after_today=past)
            except InputError as error:
                return " ".join(part for part in (error.title, error.detail, error.next_step) if part)
            return "" if past or found > self.service.today() else "The new day must be later than today."

        return wrong

    def _parsed(self, line: str) -> date:
        return parse_day(line, self.service.today())

    def _act(self, parts: tuple[str, ...], use_case: Callable[..., Any], row: ActionSummary, *arguments: Any) -> None:
        typed = [_step(row, part) for part in parts]

        def act() -> tuple[UUID, str, str]:
            use_case(self.service, row.audit_id, row.action_id, *arguments)
            return row.audit_id, row.action_id, "Saved."

        self.start_job("act", self.auditor.typing.recorded, self.service, typed, act)

    def done_act(self, result: tuple[UUID, str, str]) -> None:
        """Say that it is saved, and show what has changed in every list."""
        audit_id, action_id, told = result
        self.notify(told, markup=False)
        self.auditor.work_changed()
        self.stay_at(audit_id, action_id)

    # -- reports --------------------------------------------------------------------------------------------------

    def action_report(self, status: str) -> None:
        """Say how it stands."""
        row = self.selected
        if row is None:
            return
        symbol, words = STATUS_WORDS[Status(status)]
        self.ask(
            _step(row, "note"),
            f"{symbol} {words[:1].upper()}{words[1:]}. Anything to add?",
            row.what,
            lambda note: self._act(("note",), report_action, row, Status(status), note),
            placeholder="one line; Enter alone reports just how it stands",
            required=False,
            kept=True,
        )

    def action_note(self) -> None:
        """Write a note."""
        row = self.selected
        if row is not None:
            self.ask(
                _step(row, "note"),
                "What was done, or what is in the way?",
                row.what,
                lambda note: self._act(("note",), report_action, row, None, note),
                placeholder="one line, no names",
                kept=True,
            )

    def action_extend(self) -> None:
        """Put it off."""
        row = self.selected
        if row is None:
            return

        def reason(line: str) -> None:
            due = self._parsed(line)
            self.ask(
                _step(row, "because"),
                f"Why is it put off to {due:%d/%m/%Y}?",
                f"{row.what}\nWhoever puts it off approves it: that is you.",
                lambda because: self._act(("due", "because"), extend_action, row, due, because),
                placeholder="one line, no names",
                kept=True,
            )

        due = f"due {row.due:%d/%m/%Y}" if row.due else "no day yet"
        self.ask(
            _step(row, "due"),
            "Put off to which day?",
            f"{row.what}   {due}",
            reason,
            placeholder=_HOW,
            check=self._day(past=False),
            done="Go on",
        )

    def action_close(self) -> None:
        """Close it with evidence."""
        row = self.selected
        if row is None:
            return

        def of_day(evidence: str) -> None:
            self.ask(
                _step(row, "evidence_on"),
                "Of which day is that record?",
                f"{evidence}   not before the action started ({row.started_on:%d/%m/%Y})",
                lambda line: self._act(("evidence", "evidence_on"), close_action, row, evidence, self._parsed(line)),
                placeholder="today, 12/3/26, 12 mar",
                check=self._day(past=True),
                done="Close it",
            )

        self.ask(
            _step(row, "evidence"),
            "Which record shows that it was done?",
            f"{row.what}\nA pointer to the record, never a copy of it.",
            of_day,
            placeholder="safety plan on file",
            kept=True,
            done="Go on",
        )

    def action_reopen(self) -> None:
        """Open it again."""
        row = self.selected
        if row is not None:
            self.ask(
                _step(row, "reopened"),
                "Why is it opened again?",
                row.what,
                lambda because: self._act(("reopened",), reopen_action, row, because),
                placeholder="one line, no names",
                kept=True,
                done="Open it again",
            )

    # -- adding ---------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add an action to the audit of the one that is chosen, or to that of a case."""
        row = self.selected
        if row is not None:
            self.start_job("places", listing.read_places, self.service, row.audit_id)
        else:
            self.ask(
                None,
                "To which audit? Its LCS number",
                "An action can be added once an audit is submitted; before that, it is agreed in the audit itself.",
                lambda line: self.start_job("places", listing.read_places, self.service, line),
                placeholder="9904093",
                done="Go on",
            )

    def done_places(self, result: tuple[UUID, str, list[tuple[str, str]]]) -> None:
        """Ask for the action's words, its owner, its day, and what it is about."""
        audit_id, number, places = result
        title = f"New action for LCS {number}"
        typed = {part: Unfinished(audit_id, f"{FactKind.ADDED_ACTION.value}-{part}") for part in _NEW}

        def owner(what: str) -> None:
            whom = f"{title}: by whom?"
            self.ask(typed["owner"], whom, _ROLE, lambda who: due(what, who), required=False, kept=True)

        def due(what: str, who: str) -> None:
            self.ask(
                typed["due"],
                f"{title}: by when?",
                "Empty: no day yet.",
                lambda line: about(what, who, self._parsed(line) if line else None),
                placeholder=_HOW,
                required=False,
                check=lambda line: self._day(past=False)(line) if line else "",
                done="Go on",
            )

        def about(what: str, who: str, day: date | None) -> None:
            choices = [(_NOTHING, "nothing in particular"), *places]
            self.app.push_screen(
                PickOne(f"{title}: what should it move?", choices, _NOTHING),
                lambda picked: add(what, who, day, "" if picked == _NOTHING else picked) if picked else None,
            )

        def add(what: str, who: str, day: date | None, about_what: str) -> None:
            def act() -> tuple[UUID, str, str]:
                made = add_action(self.service, audit_id, what, who, day, about_what)
                return audit_id, made, "Added: it starts today."

            self.start_job("act", self.auditor.typing.recorded, self.service, list(typed.values()), act)

        self.ask(
            typed["what"],
            f"{title}: what will be done?",
            "Something one could see was done; no names.",
            owner,
            look=vague_words,
            kept=True,
            done="Go on",
        )

    # -- a file ---------------------------------------------------------------------------------------------------

    def ask_for_file(self, shown: listing.Shown) -> None:
        """Write a list into a file whose name is asked for."""
        self.ask(
            None,
            "Write the list to which file?",
            f"{shown.count:,} actions. It holds what case files hold: keep it where they are kept. The ending says the "
            "form: .csv or .xlsx",
            lambda line: self.start_job("written", listing.write_list, self.service, shown.wanted, line),
            value=str(Path.home() / f"actions-{shown.today.isoformat()}.xlsx"),
            check=_wrong_file,
            done="Write it",
        )

    def done_written(self, told: str) -> None:
        """Say where it is."""
        self.notify(told, markup=False)


def _step(row: ActionSummary, part: str) -> Unfinished:
    """What a line about an action is kept as."""
    return Unfinished(row.audit_id, f"{FactKind.ACTION_STEP.value}-{part}", row.action_id)


def _wrong_file(line: str) -> str:
    path = Path(line).expanduser()
    if path.suffix[1:].casefold() not in FORMATS:
        return "The name has to end in .csv or .xlsx"
    return "There is a file with this name already: choose another." if path.exists() else ""
