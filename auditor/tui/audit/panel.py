"""What every part of the audit screen is: a list, the words about the row one is on, and its own keys."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from textual import events

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.examination import Examination
from auditor.audit.facts import FactKind
from auditor.audit.scope import Scope
from auditor.tui.audit.editor import Question
from auditor.tui.audit.lines import LineList, Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.desk import Desk
from auditor.use_cases.service import Service


class Host(Protocol):
    """What a panel asks of the screen it is on."""

    desk: Desk

    @property
    def service(self) -> Service:
        """Who is working."""

    def put(self, *changes: Change, settles: Sequence[str] = ()) -> bool:
        """Record changes; False when they do not fit, which is then said."""

    def ask(self, question: Question) -> None:
        """Ask for something to be typed."""

    def say(self, told: str, role: str = "") -> None:
        """Say what was just done, in one line."""

    def leave_row(self) -> None:
        """Record what is being typed about the row one leaves."""

    def show_row(self, panel: "Panel") -> None:
        """Show the detail of the row a panel is on."""

    def show_place(self, panel: "Panel") -> None:
        """Note that a panel now shows another part."""

    def show_keys(self) -> None:
        """Other keys work now: show them at the foot."""

    def go(self, step: Step, key: str = "") -> bool:
        """Go to something in the audit; False when there is no such thing."""

    def go_on(self) -> None:
        """Go to the next part in which something is left."""

    def preview(self, place: str) -> None:
        """Show a part without going to its list."""

    def enter_list(self) -> None:
        """Go to the list of the part that is shown."""


@dataclass(frozen=True)
class Offer:
    """A choice by one key, made before anything else.

    Attributes:
        title: what is to be chosen.
        choices: keys, words, and what is chosen.
    """

    title: str
    choices: tuple[tuple[str, str, str], ...]
    name: str = ""


class Panel(LineList):
    """One part of an audit."""

    HELP: ClassVar[str] = ""
    STEP: ClassVar[Step]
    TALL: ClassVar[bool] = False
    """Whether the list matters more than the detail."""
    RECORDING: ClassVar[frozenset[str]] = frozenset()
    """Actions that record something: off in an audit that can only be read."""

    def __init__(self, host: Host, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="panel")
        self.host = host
        self.offer: Offer | None = None

    # -- what it is about -----------------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """What the audit asks."""
        return self.host.desk.shown.scope

    @property
    def examination(self) -> Examination:
        """What was recorded so far."""
        return self.host.desk.shown.examination

    @property
    def read_only(self) -> bool:
        """Whether nothing may be recorded."""
        return self.host.desk.shown.read_only

    @property
    def today(self) -> date:
        """The day today."""
        return self.host.service.today()

    # -- what a part says -----------------------------------------------------------------------------------------

    @abstractmethod
    def title(self) -> tuple[str, str]:
        """What stands above the list, left and right."""

    @abstractmethod
    def build(self) -> Sequence[Row]:
        """The rows, as they now are."""

    @abstractmethod
    def detail(self) -> Sequence[Block]:
        """What is said about the row one is on."""

    def reload(self, key: str | None = None) -> None:
        """List the rows again; only those that changed are drawn."""
        self.show(self.build(), key)

    def row_changed(self) -> None:
        """Say everything about the new row."""
        self.offer = None
        self.host.leave_row()
        self.host.show_row(self)

    def place_key(self) -> str:
        """What to remember as the place where the person is."""
        return self.row.key if self.row else ""

    # -- choosing by one key --------------------------------------------------------------------------------------

    def offer_choice(self, offer: Offer) -> None:
        """Let one of a few things be chosen; the next key decides."""
        self.offer = offer
        spelt = " · ".join(f"{letter} {label}" for letter, label, _ in offer.choices)
        self.host.say(f"{offer.title}: {spelt}", "accent")
        self.host.show_row(self)

    def chosen(self, offer: Offer, value: str) -> None:
        """A choice was made."""

    def offer_block(self) -> list[Block]:
        """The choice, for the top of the detail."""
        if self.offer is None:
            return []
        lines: list[str | tuple[str, str]] = []
        for letter, label, _ in self.offer.choices:
            lines += [("\n" if lines else ""), (f"{letter}", "key"), f"  {label}"]
        lines += ["\n", ("escape goes back", "muted")]
        return [Block("", words((self.offer.title, "strong"))), Block("", words(*lines)), Block("", words(""))]

    def on_key(self, event: events.Key) -> None:
        """While a choice is offered, keys choose."""
        offer = self.offer
        if offer is None:
            return
        picked = next((value for letter, _, value in offer.choices if letter == event.character), None)
        self.offer = None
        self.host.say("")
        if picked is not None:
            event.stop()
            event.prevent_default()
            self.chosen(offer, picked)
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
        self.host.show_row(self)

    # -- keys of every part ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Recording keys are dimmed where nothing may be recorded."""
        if action in self.RECORDING:
            return None if self.read_only else True
        return True

    def resume(self, name: str) -> None:
        """Go on with a note, evidence or reason about the row one is on, which was not finished."""

    # -- typing ---------------------------------------------------------------------------------------------------

    def ask_text(self, kind: FactKind, about: str, title: str, value: str, *, lines: bool, hint: str = "") -> None:
        """Ask for a text that is a fact of its own."""
        name = f"{kind.value}:{about}"

        def done(text: str, _go_on: bool) -> None:
            changes = [] if text == value.strip() else [Change(kind, about, {"text": text})]
            if self.host.put(*changes, settles=[name]) and changes:
                self.host.say("The note is kept." if text else "The note is taken out; u puts it back.")

        self.host.ask(Question(name, title, done, value=value, hint=hint, lines=lines))
