"""Planning a round: its name, its days, and how its audits are moderated."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.profile import Period
from auditor.audit.rounds import Round
from auditor.errors import AuditorError, InputError
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.form_list import FormList
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.words import day, parse_day
from auditor.tui.work.new_audit_form import START, Row, RowKind
from auditor.use_cases.moderation.pick import moderation_settings
from auditor.use_cases.rounds.plan import KINDS, new_round
from auditor.use_cases.service import Service

_SHARES = (0, 5, 10, 15, 20, 25, 50, 100)
_HOW = (("blind", "blind"), ("light", "light-touch review"))
_DAYS = (("start", "First day audited"), ("as-at", "As at"), ("due", "Due"))


@dataclass(frozen=True)
class RoundForm:
    """What is chosen for a round, beside what is typed."""

    themes: tuple[tuple[str, str], ...]
    share: int
    blind: bool
    kind: AuditKind = AuditKind.FULL
    theme: str = ""

    def rows(self) -> list[Row]:
        """The lines, in the order in which they are answered."""
        kinds = tuple((kind.value, KIND_WORDS[kind]) for kind in KINDS)
        shares = tuple((str(share), f"{share}%") for share in sorted({*_SHARES, self.share}))
        rows = [Row(RowKind.ONE, "kind", "Kind", kinds, (self.kind.value,))]
        if self.kind is AuditKind.THEMATIC:
            rows.append(Row(RowKind.ONE, "theme", "Theme", self.themes, (self.theme,) if self.theme else ()))
        return [
            *rows,
            Row(RowKind.ONE, "share", "Moderated", shares, (str(self.share),)),
            Row(RowKind.ONE, "how", "How", _HOW, ("blind" if self.blind else "light",)),
            Row(RowKind.START, START, "Plan this round"),
        ]

    def choose(self, name: str, chosen: str) -> "RoundForm":
        """Choose for a row."""
        match name:
            case "kind":
                kind = AuditKind(chosen)
                return replace(self, kind=kind, theme=self.theme if kind is AuditKind.THEMATIC else "")
            case "theme":
                return replace(self, theme=chosen)
            case "share":
                return replace(self, share=int(chosen))
            case _:
                return replace(self, blind=chosen == "blind")


class NewRoundScreen(HelpfulScreen):
    """One screen for a round; answers with its id and name."""

    MODE = "rounds"
    CSS_PATH = "rounds.tcss"
    HELP = """
Type the round's name and its days; Enter goes on. The audits look at the period from the first day to the as-at date,
and should be submitted by the due date. Then choose with a digit: the kind of audit, what share of the audits is
moderated, and whether blind. On the last row, Enter plans the round; ctrl+s does from anywhere.

The seed of the draw is made and recorded now, before there is any list to draw from.
"""
    BINDINGS = [
        key("ctrl+s", "plan", "Plan it", "Plan the round with what has been said.", id="new_round.plan"),
        key("escape", "leave", "Back", "Leave without planning a round.", id="new_round.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._form: RoundForm | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "a round is planned in an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        period = Period.up_to(self._service.today())
        values = {"start": day(period.start), "as-at": day(period.end), "due": ""}
        yield TopBar(self.MODE, "new round")
        with Vertical(id="top"):
            with Horizontal():
                yield Static("Name")
                yield Input(compact=True, id="name", placeholder="as January 2027", max_length=60)
            for name, label in _DAYS:
                with Horizontal():
                    yield Static(label)
                    yield Input(values[name], compact=True, id=name, placeholder="14/03/2027", select_on_focus=True)
        with VerticalScroll(id="form-scroll", can_focus=False):
            yield FormList()
        yield Static("Loading…", id="verdict")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start with the name; read the settings meanwhile."""
        self.query_one("#name", Input).focus()
        self.start_job("form", _read_form, self._service)

    def done_form(self, form: RoundForm) -> None:
        """Show the choices."""
        self._put(form)

    def _put(self, form: RoundForm) -> None:
        self._form = form
        self.query_one(FormList).show(form.rows())
        self._say("Enter on the last row plans it; nothing is drawn yet.", "$muted")

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        if event.input.id == "due":
            self.query_one(FormList).focus()
        else:
            self.focus_next()

    @on(FormList.Chosen)
    def _choose(self, message: FormList.Chosen) -> None:
        if self._form is not None:
            self._put(self._form.choose(message.name, message.choice))

    @on(FormList.Start)
    def action_plan(self) -> None:
        """Plan the round."""
        form = self._form
        if form is None or self.is_busy("plan"):
            return
        days: dict[str, date] = {}
        for name, label in _DAYS:
            found = parse_day(self.query_one(f"#{name}", Input).value)
            if found is None:
                self._say(f"{label}: type a day, as 14/03/2027.", "$grade-inadequate")
                self.query_one(f"#{name}", Input).focus()
                return
            days[name] = found
        if form.kind is AuditKind.THEMATIC and not form.theme:
            self._say("Choose the theme.", "$grade-inadequate")
            return
        try:
            period = Period(days["start"], days["as-at"])
        except InputError as error:
            self.failed_plan(error)
            return
        plan = partial(new_round, self._service, self.query_one("#name", Input).value, period=period, due=days["due"])
        self.start_job("plan", plan, kind=form.kind, theme=form.theme, share=form.share, blind=form.blind)

    def done_plan(self, planned: Round) -> None:
        """Leave for its board."""
        self.dismiss((planned.id, planned.name))

    def failed_plan(self, error: AuditorError) -> bool:
        """Say it at the foot; everything typed stays."""
        said = "\n".join(part for part in (error.title, error.detail, error.next_step) if part)
        self._say(said, "$grade-inadequate")
        return True

    def _say(self, words: str, style: str) -> None:
        self.query_one("#verdict", Static).update(Content.styled(words, style))

    def action_leave(self) -> None:
        """Leave; when something was typed, only after asking."""
        if self.query_one("#name", Input).value.strip():
            ask = ConfirmDialog("Leave without planning it?", "What was said here is not kept.", yes="Leave", no="Stay")
            self.app.push_screen(ask, self._left)
        else:
            self.dismiss(None)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)


def _read_form(service: Service) -> RoundForm:
    """The empty form: the themes there are, and moderation as the settings have it."""
    themes = tuple((name, theme.title) for name, theme in service.standards.themes.items())
    usual = moderation_settings(service)
    return RoundForm(themes, usual.share, usual.blind)
