"""A concern that cannot wait: whom to ring first, then what is put on record, saved as it is typed."""

from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from auditor.audit.concerns import CONCERN_WORDS, WARNING, Concern, ConcernKind
from auditor.audit.dates import parse_day, parse_moment
from auditor.errors import AuditorError, InputError, StoreError
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.words import day
from auditor.use_cases.audits.concerns import SeenConcern, correct_concern, raise_concern, read_concern
from auditor.use_cases.service import Service

SAVE_AFTER_S = 1.0
"""So long nothing is typed before what stands in the fields is put on record."""
RETRY_AFTER_S = 5.0
_LINES = ("told", "told_at", "how", "on_lcs")
_LABELS = {
    "text": "Concern",
    "told": "Who was told",
    "told_at": "When",
    "how": "How",
    "on_lcs": "On LCS",
    "response": "Response",
}
_HINTS = {
    "told": "a role: team manager, head of service, EDT, LADO",
    "told_at": "14:30, yesterday 9:15, 12/3/26 14:30, now",
    "how": "by telephone, in person",
    "on_lcs": "the day it was recorded there: today, 12/3/26",
}


class KindLine(Static, can_focus=True):
    """Whom the concern is about: one of two."""

    BINDINGS = [
        key("1", "pick('child')", "A child", "It is about a child at risk now.", id="concern.child", show=False),
        key("2", "pick('staff')", "Staff", "It is about staff or a carer: hidden from the team.", id="concern.staff"),
        key("left,right,space", "other", "The other", "The other of the two.", id="concern.other", show=False),
        key("enter", "next", "Next", "On to the concern.", id="concern.next", show=False),
    ]

    class Picked(Message):
        """Another kind was chosen."""

    def __init__(self, kind: ConcernKind) -> None:
        super().__init__(id="kind")
        self.kind = kind

    def render(self) -> Content:
        """Both, the one that is chosen marked."""
        parts: list[str | tuple[str, str]] = []
        for number, kind in enumerate(ConcernKind, start=1):
            lit = kind is self.kind
            mark = "●" if lit else "○"
            parts += [(f"{number} ", "bold $accent" if self.has_focus else "$muted")]
            parts += [(f"{mark} {CONCERN_WORDS[kind]}", "bold" if lit else "$muted"), "  "]
        return Content.assemble(*parts[:-1])

    def action_pick(self, kind: str) -> None:
        """Choose."""
        if kind != self.kind.value:
            self.kind = ConcernKind(kind)
            self.refresh()
            self.post_message(self.Picked())

    def action_other(self) -> None:
        """Choose the other."""
        self.action_pick("child" if self.kind is ConcernKind.STAFF else "staff")

    def action_next(self) -> None:
        """On to the concern."""
        self.screen.focus_next()


class ConcernScreen(HelpfulScreen):
    """One concern, new or on record. It answers with nothing: what was typed is saved when it is left."""

    MODE = "work"
    CSS_PATH = "concern.tcss"
    AUTO_FOCUS = "#text"
    HELP: ClassVar[str] = """
This tells nobody. Ring first; then write here what you read or heard, whom you told, when and how, and what was agreed.

The concern is on record as soon as you stop typing, and every later version is kept beside the first. Nothing has to be
complete. A response is needed before the audit can be closed.

A concern about staff or a carer is restricted: it goes to the LADO and not to the team, and only you and the QA lead
see it. Any other is seen by the auditor, the team's manager and the QA lead, and is red in Work until one of them
acknowledges it.

Never type a name: not of a child, not of anyone in the family, not of a member of staff or a carer.
"""
    BINDINGS = [
        key("ctrl+s", "save", "Put on record", "Put on record what is typed, now.", id="concern.save"),
        key("escape", "back", "Back", "Save, and go back.", id="concern.back"),
    ]

    def __init__(self, audit_id: UUID, lcs_number: str, concern_id: str = "") -> None:
        super().__init__()
        self._audit_id, self._lcs_number, self._concern_id = audit_id, lcs_number, concern_id
        self._one: SeenConcern | None = None
        self._stood = Concern(ConcernKind.CHILD, "")
        """What the fields held when they were last in the store."""
        self._latest = self._stood
        """What they hold now: also known when the fields are gone."""
        self._pause: Timer | None = None
        self._leaving = False
        self._gone = False

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "a concern is recorded in an open store"
        return service

    def compose(self) -> ComposeResult:
        """Whom to ring first; then the fields."""
        yield TopBar(self.MODE, f"concern, LCS {self._lcs_number}")
        yield Static(Content(WARNING), id="warning")
        with VerticalScroll(id="fields", can_focus=False):
            with Horizontal(classes="field"):
                yield Static("About", classes="label")
                yield KindLine(ConcernKind.CHILD)
            yield from self._area("text")
            for name in _LINES:
                with Horizontal(classes="field"):
                    yield Static(_LABELS[name], classes="label")
                    yield Input(compact=True, id=name, placeholder=_HINTS[name])
            yield from self._area("response")
        yield Static(id="wrong", classes="field-error")
        yield Static(id="standing")
        yield KeyBar()

    def _area(self, name: str) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Static(_LABELS[name], classes="label")
            yield TextArea(id=name, compact=True, tab_behavior="focus", soft_wrap=True)

    def on_mount(self) -> None:
        """Read what is on record, where something is."""
        if self._concern_id:
            self.start_job("read", read_concern, self._service, self._audit_id, self._concern_id)
        else:
            self._tell("Not on record yet: it is as soon as you stop typing.")

    def done_read(self, one: SeenConcern) -> None:
        """Show what is on record."""
        self._one = one
        self._stood = one.raised.concern
        self._fill(one.raised.concern)
        self._tell_standing(())

    def _fill(self, concern: Concern) -> None:
        line = self.query_one(KindLine)
        line.kind = concern.kind
        line.refresh()
        for name, value in _shown(concern).items():
            if name in ("text", "response"):
                self.query_one(f"#{name}", TextArea).load_text(value)
            else:
                self.query_one(f"#{name}", Input).value = value

    # -- what stands in the fields --------------------------------------------------------------------------------

    def _typed(self) -> tuple[Concern, str]:
        """What the fields say, and what is wrong with them; a day that is none leaves what stood before."""
        values: dict[str, Any] = {
            "kind": self.query_one(KindLine).kind,
            "text": self.query_one("#text", TextArea).text.strip(),
            "told": self.query_one("#told", Input).value.strip(),
            "how": self.query_one("#how", Input).value.strip(),
            "response": self.query_one("#response", TextArea).text.strip(),
        }
        wrong = []
        now = self._service.now().astimezone().replace(tzinfo=None)
        for name, read in (("told_at", parse_moment), ("on_lcs", _day)):
            line = self.query_one(f"#{name}", Input).value.strip()
            try:
                values[name] = None if not line else read(line, now)
            except InputError as error:
                wrong.append(f"{_LABELS[name]}: {error.title} {error.next_step}")
        return replace(self._stood, **values), "  ".join(wrong)

    @property
    def _unsaved(self) -> bool:
        return self._typed()[0] != self._stood

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(KindLine.Picked)
    def _changed(self) -> None:
        self._latest = self._typed()[0]
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(SAVE_AFTER_S, self._save)

    @on(Input.Submitted)
    def _next(self) -> None:
        self._save()
        self.focus_next()

    # -- saving ---------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        """Put on record what changed, unless that is under way: then it follows by itself."""
        concern, wrong = self._typed()
        self._say(wrong)
        if self.is_busy("keep") or concern == self._stood:
            self._left_now()
            return
        if not concern.text:
            if self._one is not None or self._leaving:
                self._say("Say in a few words what the concern is.")
            self._leaving = False
            return
        self._tell("Saving…")
        self.start_job("keep", _keep, self._service, self._audit_id, self._one, self._stood, concern)

    def done_keep(self, kept: "tuple[SeenConcern, Concern, tuple[str, ...]]") -> None:
        """It is on record; what was typed meanwhile follows."""
        self._one, self._stood, found = kept
        self._tell_standing(found)
        if self._unsaved:
            self._save()
        else:
            self._left_now()

    def failed_keep(self, error: AuditorError) -> bool:
        """Everything typed stays; where the store may take it later, it is tried again."""
        self._say(" ".join(part for part in (error.title, error.detail, error.next_step) if part))
        self._tell("NOT on record: what you typed is on this screen only.")
        if isinstance(error, StoreError):
            self.set_timer(RETRY_AFTER_S, self._save)
        if self._leaving:
            self._leaving = False
            ask = ConfirmDialog("Leave without saving?", error.title, yes="Leave and lose it", no="Stay", careful=True)
            self.app.push_screen(ask, lambda yes: self._go() if yes else None)
        return True

    def _left_now(self) -> None:
        if self._leaving and not self.is_busy("keep"):
            self._go()

    def _go(self) -> None:
        self._gone = True
        self.dismiss(None)

    # -- telling --------------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self.query_one("#wrong", Static).update(Content(words))

    def _tell(self, words: str) -> None:
        self.query_one("#standing", Static).update(Content(words))

    def _tell_standing(self, found: tuple[str, ...]) -> None:
        assert self._one is not None
        raised = self._one.raised
        when = f"On record since {raised.at.astimezone():%d/%m/%Y %H:%M}. It told nobody."
        answered = f" Response after {raised.hours(self._service.now()):.0f} h." if not raised.open else " No response."
        seen = f" Acknowledged {raised.seen[0].at.astimezone():%d/%m/%Y %H:%M}." if raised.seen else ""
        lines = [f"{when}{answered}{seen}", *found[:1]]
        self._tell("\n".join(lines))

    # -- leaving --------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Put on record what is typed."""
        self._save()

    def action_back(self) -> None:
        """Save, and go back; where a day is no day, or words are missing, say so first."""
        concern, wrong = self._typed()
        lost = wrong or (not concern.text and concern != self._stood)
        if lost:
            detail = wrong or "No words say what the concern is; the other fields are not kept without them."
            ask = ConfirmDialog("Leave with something missing?", detail, yes="Leave", no="Stay", careful=True)
            self.app.push_screen(ask, lambda yes: self._leave(concern) if yes else None)
        else:
            self._leave(concern)

    def _leave(self, concern: Concern) -> None:
        if not concern.text or concern == self._stood:
            self._go()
            return
        self._leaving = True
        self._save()

    def on_unmount(self) -> None:
        """Put on record what is typed however the program ends, short of being killed."""
        if self._gone or self.auditor.service is None:
            return
        with suppress(AuditorError):
            if self._latest.text and self._latest != self._stood and not self.is_busy("keep"):
                _keep(self._service, self._audit_id, self._one, self._stood, self._latest)


def _day(line: str, now: datetime) -> date:
    return parse_day(line, now.date(), not_after_today=True)


def _shown(concern: Concern) -> dict[str, str]:
    return {
        "text": concern.text,
        "told": concern.told,
        "told_at": f"{concern.told_at:%d/%m/%Y %H:%M}" if concern.told_at else "",
        "how": concern.how,
        "on_lcs": day(concern.on_lcs) if concern.on_lcs else "",
        "response": concern.response,
    }


def _keep(
    service: Service, audit_id: UUID, one: SeenConcern | None, stood: Concern, concern: Concern
) -> tuple[SeenConcern, Concern, tuple[str, ...]]:
    """Raise a concern, or change of it what this screen changed: what somebody else wrote meanwhile stays."""
    if one is None:
        after = raise_concern(service, audit_id, concern)
    else:
        changed = {
            each.name: getattr(concern, each.name)
            for each in fields(Concern)
            if getattr(concern, each.name) != getattr(stood, each.name)
        }
        after = correct_concern(service, audit_id, one.id, lambda stands: replace(stands, **changed))
    return after, concern, _found(concern, after.lcs_number)


def _found(concern: Concern, lcs_number: str) -> tuple[str, ...]:
    """What in the words may say who somebody is: shown, and on record all the same."""
    from auditor.audit.screening.in_audit import told
    from auditor.audit.screening.screen import screen

    return tuple(
        f"Check: {told(find.words(text), find)} {find.advice}"
        for text in (concern.text, concern.told, concern.how, concern.response)
        for find in screen(text, allowed=(lcs_number,))
        if find.certainty == "sure"
    )
