"""A concern that cannot wait: whom to ring first, then what is put on record, saved as it is typed."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from auditor.audit.concerns import WARNING, Concern, ConcernKind
from auditor.audit.dates import parse_day, parse_moment
from auditor.errors import AuditorError, InputError, StoreError
from auditor.tui.concerns.keeping import FieldsTyped, kept_fields, names_found, shown_fields
from auditor.tui.concerns.kind import KindLine
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.unfinished import KEEP_AFTER_S
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.audits.concerns import SeenConcern, correct_concern, raise_concern, read_concern
from auditor.use_cases.service import Service

SAVE_AFTER_S = 1.0
"""So long nothing is typed before what stands in the fields is put on record."""
RETRY_AFTER_S = 5.0
_LINES = ("told", "told_at", "how", "on_lcs")
_AREAS = ("text", "response")
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


def _day(line: str, now: datetime) -> date:
    return parse_day(line, now.date(), not_after_today=True)


_DAYS: Mapping[str, Callable[[str, datetime], date | datetime]] = {"told_at": parse_moment, "on_lcs": _day}
"""How what is typed in a field is understood as a day or a moment."""


class ConcernScreen(HelpfulScreen):
    """One concern, new or on record. It answers with nothing: what was typed is saved when it is left."""

    MODE = "work"
    CSS_PATH = "concern.tcss"
    AUTO_FOCUS = "#text"
    HELP: ClassVar[str] = """
This tells nobody. Ring first; then write here what you read or heard, whom you told, when and how, and what was agreed.

The concern is on record as soon as you stop typing, and every later version is kept beside the first. Nothing has to be
complete. What you fill in before there are words is kept for you, and stands here again after a crash. A response is
needed before the audit can be closed.

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
        self._raw = shown_fields(self._stood)
        """Likewise as it is typed."""
        self._fields = FieldsTyped(audit_id, concern_id)
        self._pause: Timer | None = None
        self._keeping: Timer | None = None
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
            self._look_for_typed()

    def done_read(self, one: SeenConcern) -> None:
        """Show what is on record."""
        self._one = one
        self._stood = one.raised.concern
        self._fill(one.raised.concern)
        self._tell_standing(())
        self._look_for_typed()

    def _fill(self, concern: Concern) -> None:
        for name, value in shown_fields(concern).items():
            self._put(name, value)

    def _put(self, name: str, value: str) -> None:
        if name == "kind":
            line = self.query_one(KindLine)
            line.kind = ConcernKind(value)
            line.refresh()
        elif name in _AREAS:
            self.query_one(f"#{name}", TextArea).load_text(value)
        else:
            self.query_one(f"#{name}", Input).value = value

    # -- what was being typed when the screen was last left -----------------------------------------------------------

    def _look_for_typed(self) -> None:
        typing, concern_id = self.auditor.typing, self._one.id if self._one else ""
        self.start_job("typed", kept_fields, typing, self._service, self._audit_id, concern_id)

    def done_typed(self, kept: dict[str, str]) -> None:
        """Go on from it, but for a field in which something was typed in the moment until it was read."""
        self._fields.offered(kept)
        on_record, now = shown_fields(self._stood), self._on_screen()
        for name, text in kept.items():
            if now[name] == on_record[name]:
                self._put(name, text)
        if kept and self._one is None:
            self._tell("Not on record yet. What you typed here before stands in the fields again.")

    def failed_typed(self, error: AuditorError) -> bool:
        """Nothing is offered; recording it tells what is in the way."""
        del error
        return True

    def _on_screen(self) -> dict[str, str]:
        """The fields as they stand, by name; a day or moment that is understood, as it is shown once on record."""
        areas = {name: self.query_one(f"#{name}", TextArea).text for name in _AREAS}
        lines = {name: self.query_one(f"#{name}", Input).value for name in _LINES}
        understood = shown_fields(self._typed()[0])
        for name in _DAYS:
            with suppress(InputError):
                self._day_in(name)
                lines[name] = understood[name]
        return {"kind": self.query_one(KindLine).kind.value, **areas, **lines}

    def _note(self) -> None:
        """Keep, soon, what stands in the fields and not on record."""
        noted = self._fields.note(self.auditor.typing, self._raw, shown_fields(self._stood))
        if noted and self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER_S, self._keep_typed)

    def _keep_typed(self) -> None:
        self._keeping = None
        self.auditor.keep_typing()

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
        for name in _DAYS:
            try:
                values[name] = self._day_in(name)
            except InputError as error:
                wrong.append(f"{_LABELS[name]}: {error.title} {error.next_step}")
        return replace(self._stood, **values), "  ".join(wrong)

    def _day_in(self, name: str) -> date | datetime | None:
        line = self.query_one(f"#{name}", Input).value.strip()
        now = self._service.now().astimezone().replace(tzinfo=None)
        return _DAYS[name](line, now) if line else None

    @property
    def _unsaved(self) -> bool:
        return self._typed()[0] != self._stood

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(KindLine.Picked)
    def _changed(self) -> None:
        self._latest, self._raw = self._typed()[0], self._on_screen()
        self._note()
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
        service, given = self._service, (self._audit_id, self._one, self._stood, concern)
        self.start_job("keep", self.auditor.typing.recorded, service, self._fields.every, _keep, service, *given)

    def done_keep(self, kept: "tuple[SeenConcern, Concern, tuple[str, ...]]") -> None:
        """It is on record; what was typed meanwhile follows."""
        self._one, self._stood, found = kept
        # What is not on record of it, such as a day that is none, is kept for this concern from here on.
        self._fields = FieldsTyped(self._audit_id, self._one.id)
        self._note()
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
            detail = wrong or "No words say what the concern is, so it is not on record."
            detail += " What you typed is kept for you, and stands here when you come back."
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
        """Put on record what is typed however the program ends, short of being killed; keep the rest."""
        if not self._gone and self.auditor.service is not None and not self.is_busy("keep"):
            with suppress(AuditorError):
                self._put_on_record()
        if self._keeping is not None:
            self._keep_typed()

    def _put_on_record(self) -> None:
        if not self._latest.text or self._latest == self._stood:
            return
        typing, service = self.auditor.typing, self._service
        given = (self._audit_id, self._one, self._stood, self._latest)
        kept, self._stood, _ = typing.recorded(service, self._fields.every, _keep, service, *given)
        self._fields = FieldsTyped(self._audit_id, kept.id)
        self._fields.note(typing, self._raw, shown_fields(self._stood))
        self.auditor.save_typing()


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
    return after, concern, names_found(concern, after.lcs_number)
