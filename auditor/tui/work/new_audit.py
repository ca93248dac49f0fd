"""Starting an audit: an LCS number, a team, and the few facts that decide what is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.details import KIND_WORDS, AuditKind, check_lcs_number
from auditor.audit.permissions import Role
from auditor.audit.profile import Period
from auditor.audit.states import State
from auditor.errors import AuditorError, InputError
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.form_list import FormList
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.words import count_of, day, parse_day
from auditor.tui.work.new_audit_form import Form
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.rounds.mine import Allocated, start_allocated
from auditor.use_cases.service import Service

_LATELY_MONTHS = 12
_SAID = {"yes": True, "no": False, "unknown": None}


class NewAuditScreen(HelpfulScreen):
    """One screen from the LCS number to the start; answers with the new audit's id."""

    MODE = "work"
    CSS_PATH = "new_audit.tcss"
    HELP = """
Type the LCS number and press Enter. Then answer row after row: a digit chooses, Enter keeps what is there and goes on.
For the team, type part of its name and press Enter.

The questions decide what the audit asks. Answer with y for yes, n for no, or ? when you cannot tell; a answers no to
all that are left. What you cannot tell, or leave out, hides nothing: whatever depends on it will be asked.

The line at the foot says how many questions the audit will have. On the last row, Enter starts it; ctrl+s starts it
from anywhere. The audit looks at the six months up to the as-at date, which is today unless you change it.

Never type a name: not of a child, not of anyone in the family, not of a carer.
"""
    BINDINGS = [
        key("ctrl+s", "start", "Start", "Start the audit with what has been said.", id="new.start"),
        key(
            "ctrl+t",
            "add_team",
            "Add a team",
            "Add a team that is not in the list (QA lead).",
            id="new.team",
            show=False,
        ),
        key("escape", "leave", "Back", "Leave without starting.", id="new.leave"),
    ]

    def __init__(self, allocated: Allocated | None = None) -> None:
        """A form.

        Args:
            allocated: a case that a round asks of this person: its number, days and kind are given.
        """
        super().__init__()
        self._allocated = allocated
        self._form: Form | None = None
        self._earlier = ""
        self._asked_number = ""

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "an audit is started in an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        given = self._allocated
        fixed = given is not None
        today = day(given.period.end if given else self._service.today())
        yield TopBar(self.MODE, f"new audit in {given.round_name}" if given else "new audit")
        with Vertical(id="top"), Horizontal():
            yield Static("  LCS number", classes="label")
            number, due = (given.lcs_number, day(given.due)) if given else ("", "")
            yield Input(number, compact=True, id="number", placeholder="digits only", max_length=24, disabled=fixed)
            yield Static("as at", id="as-at-label")
            yield Input(today, compact=True, id="as-at", select_on_focus=True, disabled=fixed)
            yield Static("due", id="due-label")
            yield Input(due, compact=True, id="due", placeholder="no date", disabled=fixed)
        yield Static(id="about-number")
        with VerticalScroll(id="form-scroll", can_focus=False):
            yield FormList()
        yield Static("Loading…", id="verdict")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start with the number; read teams and standards meanwhile."""
        self.query_one(FormList if self._allocated else "#number").focus()
        self.start_job("form", _read_form, self._service)

    def done_form(self, form: Form) -> None:
        """Show the questions."""
        given = self._allocated
        if given is not None:
            theme = form.standards.themes.get(given.theme)
            subject = (theme.subject if theme else None) or form.subject
            form = replace(form, team=given.team, kind=given.kind, theme=given.theme, given=True)
            form = form.choose("subject", subject)
            self._say_number(given.lcs_number)
        self._put(form)

    # -- the number and the days ----------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        if event.input.id == "number" and self._say_number(event.value):
            self.query_one(FormList).focus()
        elif event.input.id != "number":
            self.focus_next()

    @on(Input.Blurred, "#number")
    def _leave_number(self, event: Input.Blurred) -> None:
        if event.value.strip():
            self._say_number(event.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id == "number":
            self._earlier = ""
            self.query_one("#about-number", Static).update("")
        self._draw_verdict()

    def _say_number(self, text: str) -> bool:
        """Check the number; say beside it what is wrong, or which audits the case had."""
        try:
            number = check_lcs_number(text)
        except InputError as error:
            self._about_number(f"{error.title} {error.detail}", "$grade-inadequate")
            return False
        if number != self._asked_number or not self._earlier:
            self._asked_number = number
            self.start_job("earlier", _read_earlier, self._service, number)
        return True

    def done_earlier(self, found: Sequence[str]) -> None:
        """Warn when the case has an unfinished audit, or was audited not long ago."""
        self._earlier = " ".join(found)
        if found:
            self._about_number(self._earlier, "$grade-requires-improvement")

    def _about_number(self, words: str, style: str) -> None:
        self.query_one("#about-number", Static).update(Content.styled(words, style))

    # -- the questions --------------------------------------------------------------------------------------------

    @on(FormList.Chosen)
    def _choose(self, message: FormList.Chosen) -> None:
        if self._form is not None:
            self._put(self._form.choose(message.name, message.choice))

    @on(FormList.Answered)
    def _answer(self, message: FormList.Answered) -> None:
        if self._form is not None:
            self._put(self._form.answer(message.name, _SAID[message.answer]))

    @on(FormList.RestNo)
    def _rest_no(self) -> None:
        if self._form is not None:
            self._put(self._form.rest_no())
            self.query_one(FormList).action_move(99)

    def _put(self, form: Form) -> None:
        self._form = form
        self.query_one(FormList).show(form.rows())
        self._draw_verdict()

    def _draw_verdict(self) -> None:
        form = self._form
        if form is None:
            return
        lines = [Content.styled(form.asks(), "bold")]
        wrong = form.contradictions()
        if wrong:
            lines += [Content.styled(f"× {reason}", "$grade-inadequate") for reason in wrong]
        elif form.missing():
            lines.append(Content.styled(form.missing(), "$muted"))
        elif form.unanswered():
            left = count_of(form.unanswered(), "question above", "questions above")
            lines.append(Content.styled(f"{left} without an answer: whatever depends on them is asked.", "$muted"))
        else:
            lines.append(Content.styled("Everything is answered: Enter or ctrl+s starts it.", "$muted"))
        self.query_one("#verdict", Static).update(Content("\n").join(lines))

    # -- teams ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the QA lead adds a team."""
        if action == "add_team":
            return Role.QA_LEAD in self._service.person.roles
        return True

    def action_add_team(self) -> None:
        """Add a team."""
        ask = AskLine("What is the team called?", "As colleagues know it.", done="Add the team")
        self.app.push_screen(ask, self._add_team)

    def _add_team(self, name: str | None) -> None:
        if name:
            self.start_job("team", add_team, self._service, name)

    def done_team(self, team: Any) -> None:
        """Choose the new team."""
        form = self._form
        if form is not None:
            teams = sorted([*form.teams, (team.id, team.name)], key=lambda item: item[1])
            self._put(Form(**{**form.__dict__, "teams": tuple(teams), "team": team.id}))
            self.query_one(FormList).focus()

    # -- starting and leaving -------------------------------------------------------------------------------------

    @on(FormList.Start)
    def action_start(self) -> None:
        """Start the audit."""
        form = self._form
        if form is None or self.is_busy("start"):
            return
        if not self._say_number(self.query_one("#number", Input).value):
            self.query_one("#number", Input).focus()
            return
        wrong = form.missing() or self._wrong_days()
        if wrong or form.team is None:
            self._say_wrong(wrong)
            return
        if self._allocated is not None:
            self.start_job("start", start_allocated, self._service, self._allocated, form.profile, form.team)
            return
        number = self.query_one("#number", Input).value
        as_at, due = self._day("as-at"), self._day("due")
        start = partial(self._starter(), lcs_number=number, team=form.team, profile=form.profile)
        self.start_job("start", start, kind=form.kind, theme=form.theme, as_at=as_at, due=due)

    def _starter(self) -> Callable[..., Any]:
        """What is called with the answers; a screen that asks the same may make something else of them."""
        return partial(start_audit, self._service)

    def done_start(self, audit_id: UUID) -> None:
        """Leave for the new audit."""
        self.dismiss(audit_id)

    def failed_start(self, error: AuditorError) -> bool:
        """Say it at the foot; everything typed stays."""
        self._say_wrong("\n".join(part for part in (error.title, error.detail, error.next_step) if part))
        return True

    def _say_wrong(self, words: str) -> None:
        self.query_one("#verdict", Static).update(Content.styled(words, "$grade-inadequate"))

    def _day(self, field: str) -> date | None:
        return parse_day(self.query_one(f"#{field}", Input).value)

    def _wrong_days(self) -> str:
        for field, words in (("as-at", "The as-at date"), ("due", "The due date")):
            if self.query_one(f"#{field}", Input).value.strip() and self._day(field) is None:
                return f"{words} is not a day; type it as 14/03/2026."
        as_at = self._day("as-at")
        if as_at is not None and as_at > self._service.today():
            return "The as-at date has not come yet."
        return ""

    def action_leave(self) -> None:
        """Leave; when something was said, only after asking."""
        if self._is_touched():
            ask = ConfirmDialog("Leave without starting?", "What was said here is not kept.", yes="Leave", no="Stay")
            self.app.push_screen(ask, self._left)
        else:
            self.dismiss(None)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)

    def _is_touched(self) -> bool:
        form = self._form
        said = form is not None and bool(form.facts or form.statuses or form.age_band)
        return said or (self._allocated is None and bool(self.query_one("#number", Input).value.strip()))


def _read_earlier(service: Service, number: str) -> list[str]:
    """In sentences, the audits of a case that matter to a new one: those unfinished, and those of the last year."""
    limit = Period.up_to(service.today(), _LATELY_MONTHS).start
    with service.store.reading() as reader:
        found = [
            (f"as at {day(item.as_at)} ({KIND_WORDS[AuditKind(item.kind)]})", item)
            for item in reader.audits_of_case(number)
        ]
    said = [
        f"There is an unfinished audit of this case, {words}." for words, item in found if item.state is State.DRAFT
    ]
    done = [words for words, item in found if item.state not in (State.DRAFT, State.VOID) and item.as_at >= limit]
    return [*said, *([f"This case was audited {'; '.join(done)}."] if done else [])]


def _read_form(service: Service) -> Form:
    """The empty form: teams that exist today, and the questions."""
    today = service.today()
    teams = [
        (team.id, team.name) for team in service.teams().values() if team.active_to is None or team.active_to >= today
    ]
    only = teams[0][0] if len(teams) == 1 else None
    return Form(service.standards, tuple(teams), only)
