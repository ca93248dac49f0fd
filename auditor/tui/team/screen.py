"""Team: what audits and moderation said about a team, what the team manager says to it, and closing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from auditor.audit.dates import parse_day
from auditor.audit.replies import Reply
from auditor.audit.states import Move
from auditor.errors import AuditorError, InputError
from auditor.tui.concerns.keys import About, ConcernKeys
from auditor.tui.dialogs import AskLine, DeliberateDialog, ErrorDialog
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.team import words as words
from auditor.tui.team.dialogs import LetterDialog, SayDialog
from auditor.tui.team.trend import TrendScreen
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import day
from auditor.use_cases.audits.close_audit import close_audit
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.service import Service
from auditor.use_cases.team.acknowledge import acknowledge
from auditor.use_cases.team.feedback_letter import WrittenLetter, note_letter, write_letter
from auditor.use_cases.team.reply import answer_reply, reply, typed_reply
from auditor.use_cases.team.view import TeamAudit, TeamRow, team_audit

_EVERY, _MINE = "every", "mine"
_REST_S = 0.12
"""So long a row is selected before its audit is read."""
_NEEDS = {
    "acknowledge": Move.ACKNOWLEDGE,
    "reply": Move.REPLY,
    "answer": Move.ANSWER_REPLY,
    "close": Move.CLOSE,
}


class TeamScreen(ConcernKeys):
    """The audits of a team, and what each tells it."""

    MODE = "team"
    CSS_PATH = "team.tcss"
    HELP = """
Here are the audits of your team whose grades stand, those submitted last first. What stands at the right is said to the
team: what was done well, what could be better, what changed in moderation and why, and what is still to be done. Tab
goes there, to read on; Tab again comes back. Enter opens the whole audit, read only.

Press k once you have read it. You may reply to any judgement with r; the auditor, the moderator or the QA lead answers
with v, and an audit is not closed before that. l shows the feedback letter, m how good your team's audits were over
time. t lists another team, or the audits that you carried out or moderated yourself.
"""
    BINDINGS = [
        key("k", "acknowledge", "Acknowledge", "Say that you have read it, and on which day.", id="team.acknowledge"),
        key("r", "reply", "Reply", "Reply to one of its judgements.", id="team.reply"),
        key("v", "answer", "Answer", "Answer a reply.", id="team.answer"),
        key("l", "letter", "Letter", "The feedback letter, to read and to copy.", id="team.letter"),
        key("m", "trend", "Trend", "How good the audits were over time.", id="team.trend"),
        key("t", "team", "Team", "Which team's audits are listed, or your own.", id="team.team"),
        key("c", "close", "Close", "Close it: everything said to it is answered (QA lead).", id="team.close"),
        key("f5", "reload", "Read again", "Read the list again.", id="team.reload", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._choice = words.Choice()
        self._list: words.TeamList | None = None
        self._found: TeamAudit | None = None
        self._stay_at: UUID | None = None
        self._rest: Timer | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "the team's audits are read from an open store"
        return service

    @property
    def _rows(self) -> VirtualList[TeamRow]:
        return self.query_one("#team", VirtualList)

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Horizontal(id="body"):
            yield VirtualList[Any](id="team")
            with VerticalScroll(id="told"):
                yield Static(id="told-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self._rows.focus()
        self.reload()

    # -- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again, and stay on the same audit where it is still there."""
        selected = self._rows.selected if self._list is not None else None
        self._stay_at = selected.summary.audit_id if selected is not None else None
        self.start_job("list", words.read_team, self._service, self._choice)

    def done_list(self, found: words.TeamList) -> None:
        """Show the list."""
        self._list, self._choice = found, found.choice
        self._rows.set_columns(words.columns(found))
        kept = [row.summary.audit_id for row in found.first_page]
        place = kept.index(self._stay_at) if self._stay_at in kept else 0
        self._rows.show(found.count, found.first_page)
        self._rows.cursor, self._stay_at = place, None
        self._draw_choice()
        self.set_class(found.count == 0, "is-empty")
        if found.count == 0:
            self._found = None
            self.query_one("#nothing-words", Static).update(self._nothing(found))
        else:
            self._read_row()
        self.refresh_bindings()

    @on(events.Resize)
    def _draw_choice(self) -> None:
        if self._list is not None:
            said = Content.assemble((self._list.whose, "bold"), f" · {self._list.said(self.size.width)}")
            self.query_one("#choice", Static).update(said)

    def _nothing(self, found: words.TeamList) -> Content:
        hint = "An audit is listed here as soon as its grades stand: when it is final, after moderation or without."
        if found.choices > 1:
            hint += " Press  t  for other audits."
        whose = "of yours" if found.choice.mine else "of this team"
        return Content.assemble((f"No audit {whose} is final yet.", "bold"), "\n\n", (hint, "$muted"))

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        self.start_job("pages", words.read_pages, self._service, self._choice, message.pages)

    def done_pages(self, result: words.Pages) -> None:
        """Put pages into the list, if it is still the same list."""
        choice, pages = result
        if choice == self._choice:
            self._rows.put_pages(pages)

    def concern_about(self) -> About | None:
        """The selected audit."""
        row = self._rows.selected
        return About(row.summary.audit_id, row.summary.lcs_number) if row is not None else None

    @on(VirtualList.Moved)
    def _moved(self) -> None:
        row = self._rows.selected
        if row is not None and (self._found is None or self._found.record.id != row.summary.audit_id):
            self._found = None
            self.refresh_bindings()
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(_REST_S, self._read_row)

    def _read_row(self) -> None:
        row = self._rows.selected
        if row is not None:
            self.start_job("audit", team_audit, self._service, row.summary.audit_id)

    def done_audit(self, found: TeamAudit) -> None:
        """Show what it tells the team, if it is still the one selected."""
        row = self._rows.selected
        if row is None or row.summary.audit_id != found.record.id:
            return
        same = self._found is not None and self._found.record.id == found.record.id
        self._found = found
        self.query_one("#told-words", Static).update(words.detail(found, self._service.today()))
        if not same:
            self.query_one("#told").scroll_home(animate=False)
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the selected audit."""
        found = self._found
        if action in _NEEDS:
            if found is None or _NEEDS[action] not in found.may:
                return False
            if action == "acknowledge":
                return found.acknowledged is None
            return bool(self._mine_to_answer(found)) if action == "answer" else True
        if action == "letter":
            return found is not None
        if action == "team":
            return self._list is not None and self._list.choices > 1
        if action == "trend":
            return self._list is not None and bool(self._list.names)
        return True

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.summary.audit_id)

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_trend(self) -> None:
        """Show the trend."""
        if self._list is None:
            return
        # Of one's own audits there is no trend: those of the teams one is told of are shown.
        every = replace(self._list, choice=words.Choice()) if self._choice.mine else self._list
        whose = every.whose
        self.app.push_screen(TrendScreen(self._choice.teams, whose))

    def action_team(self) -> None:
        """Which team."""
        if self._list is None:
            return
        found, teams = self._list, []
        if len(found.names) > 1:
            teams = [(_EVERY, "Every team" if found.leads else "All my teams")]
        teams += [(str(team), name) for team, name in found.names.items()]
        if found.mine:
            teams.append((_MINE, "Audits of mine: carried out or moderated by me"))
        chosen = _MINE if found.choice.mine else str(found.choice.teams[0]) if found.choice.teams else _EVERY
        self.app.push_screen(PickOne("Which audits?", teams, chosen), self._team_picked)

    def _team_picked(self, picked: str | None) -> None:
        if picked is not None:
            teams = None if picked in (_EVERY, _MINE) else (UUID(picked),)
            self._choice = words.Choice(teams, picked == _MINE)
            self.reload()

    def action_acknowledge(self) -> None:
        """Ask on which day it was read."""
        found, today = self._found, self._service.today()
        if found is None:
            return

        def parsed(line: str) -> Any:
            return parse_day("today" if line.casefold() == "t" else line, today, not_after_today=True)

        def wrong(line: str) -> str:
            try:
                parsed(line)
            except InputError as error:
                return f"{error.title} {error.next_step}"
            return ""

        ask = AskLine(
            "On which day did you read it?",
            f"LCS {found.record.lcs_number}. It says that you know what was found, not that you agree.",
            value=day(today),
            check=wrong,
            done="Acknowledge",
        )
        audit_id = found.record.id
        self.app.push_screen(ask, lambda line: self._act(acknowledge, audit_id, parsed(line)) if line else None)

    def action_reply(self) -> None:
        """Choose what to reply to."""
        found = self._found
        if found is not None:
            pick = PickOne("Reply to which judgement?", words.judgements(found))
            self.app.push_screen(pick, lambda picked: self._say(found, picked) if picked else None)

    def _mine_to_answer(self, found: TeamAudit) -> list[Reply]:
        return [one for one in found.open_replies if one.by != self._service.person.id]

    def action_answer(self) -> None:
        """Choose which reply to answer."""
        found = self._found
        waiting = self._mine_to_answer(found) if found is not None else []
        if found is None or not waiting:
            return
        if len(waiting) == 1:
            self._say(found, waiting[0].key, waiting[0])
            return
        choices = [(one.fact.hex, f"{found.told.name_of(one.key)}: {' '.join(one.text.split())}") for one in waiting]
        say = {one.fact.hex: partial(self._say, found, one.key, one) for one in waiting}
        pick = PickOne("Answer which reply?", choices)
        self.app.push_screen(pick, lambda picked: say[picked]() if picked else None)

    def _say(self, found: TeamAudit, about: str, to: Reply | None = None) -> None:
        """Ask what to say to a judgement, or in answer to a reply."""
        service, audit_id, told = self._service, found.record.id, found.told
        typed = typed_reply(audit_id, about, to.fact if to is not None else None)
        own = [one for one in found.open_replies if (one.key, one.by) == (about, service.person.id)]
        before = own[-1].text if own and to is None else ""
        named = (
            f"{told.name_of(about)}: {told.word(told.grades[about])}" if about in told.grades else told.name_of(about)
        )

        def said(text: str | None) -> None:
            if text is not None and to is not None:
                self._act(answer_reply, audit_id, to.fact, text, typed=typed)
            elif text is not None:
                self._act(reply, audit_id, about, text, typed=typed)

        title = "Your reply" if to is None else "Your answer"
        detail = named if to is None else f"{named}\n{to.text}"
        lcs_number = found.record.lcs_number
        dialog = SayDialog(title, detail, before, what=typed, lcs_number=lcs_number, may_be_empty=bool(before))
        self.app.push_screen(dialog, said)

    def action_letter(self) -> None:
        """Write the letter."""
        found = self._found
        if found is not None:
            service, audit_id = self._service, found.record.id
            self.start_job("letter", lambda: (audit_id, write_letter(service, audit_id)))

    def done_letter(self, result: tuple[UUID, WrittenLetter]) -> None:
        """Show it."""
        audit_id, written = result

        def copied() -> None:
            self.start_job("noted", note_letter, self._service, audit_id, "clipboard")

        self.app.push_screen(LetterDialog(written, copied))

    def done_noted(self, _: None) -> None:
        """It is noted that the letter left the store."""

    def action_close(self) -> None:
        """Close it, or say all that is in the way."""
        found = self._found
        if found is None:
            return
        if found.in_the_way:
            lines = "\n".join(f"- {one}" for one in found.in_the_way)
            told = AuditorError("This audit cannot be closed yet.", lines, "Do what is named, then close it.")
            self.app.push_screen(ErrorDialog(told))
            return
        title = f"Close the audit of LCS {found.record.lcs_number}?"
        dialog = DeliberateDialog(title, words.close_words(found), yes="Close it")
        self.app.push_screen(dialog, lambda sure: self._act(close_audit, found.record.id) if sure else None)

    def _act(
        self,
        use_case: Callable[..., TeamAudit],
        audit_id: UUID,
        *arguments: Any,
        typed: Unfinished | None = None,
    ) -> None:
        service, record = self._service, self.auditor.typing.recorded
        self.start_job("act", record, service, [typed] if typed else [], use_case, service, audit_id, *arguments)

    def done_act(self, found: TeamAudit) -> None:
        """Show what has changed, here and in the other lists."""
        self.done_audit(found)
        self.auditor.work_changed()
