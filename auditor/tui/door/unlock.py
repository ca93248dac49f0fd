"""The door: who is working, and the passphrase; and the lock that comes back when nobody is there.

Only Textual and the standard library are imported here. A thread looks at the store and loads the rest meanwhile.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from auditor.errors import AuditorError
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.door import opening
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from auditor.store.vault import SlotInfo
    from auditor.tui.door.opening import Door
    from auditor.use_cases.open_store import NewStore
    from auditor.use_cases.service import Service

_SHOWN = 6
_NO_CODE = (
    "The recovery code has not been confirmed.",
    "When this store was made, its recovery code was shown but never typed back. If it is not on paper, nobody can "
    "open the store once a passphrase is forgotten.\n\n"
    "A new code takes the place of the old one, and is shown once: have pen and paper ready. Later asks at the next "
    "unlock.",
)
_RECOVERY = "I forgot mine: use the recovery code"


class DoorScreen(HelpfulScreen):
    """A card in the middle of the screen, with something to type and a line beside it for what is wrong."""

    CSS_PATH = "unlock.tcss"
    HINT: ClassVar[str] = ""
    """What is said below the fields while nothing else is."""

    def __init__(self) -> None:
        super().__init__(classes="door locked")

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar()
        with VerticalScroll(classes="card", can_focus=False):
            yield from self.compose_card()
            yield Static(self.HINT, classes="said")
        yield KeyBar()

    def compose_card(self) -> ComposeResult:
        """What stands on the card."""
        yield from ()

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something below the fields; nothing brings the hint back."""
        said = self.query_one(".said", Static)
        said.set_class(wrong, "field-error")
        said.update(Content(words or self.HINT))
        self.call_after_refresh(said.scroll_visible, animate=False)

    def say_wrong(self, error: AuditorError) -> bool:
        """Say what went wrong below the fields, where everything typed still stands."""
        self.say("\n".join(part for part in (error.title, error.detail, error.next_step) if part), wrong=True)
        return True

    def value(self, field: str) -> str:
        """What is typed in a field."""
        return self.query_one(f"#{field}", Input).value


class UnlockScreen(DoorScreen):
    """Who is working, and their passphrase."""

    HINT = "↑ ↓ choose the name, Enter unlocks"
    HELP = """
auditor keeps everything in one encrypted store on this computer. Your passphrase opens it, and tells auditor who is
working.

Choose your name with up and down, type your passphrase and press Enter. If you forgot it, choose the last line and type
the recovery code that was printed when the store was made: you then choose a new passphrase.

Nobody can open the store without a passphrase or the recovery code, not even whoever made auditor.
"""
    BINDINGS = [
        key("enter", "unlock", "Unlock", "Open the store with what is typed.", id="unlock.open"),
        key("up", "who(-1)", "Who", "The name above.", id="unlock.up", show=False),
        key("down", "who(1)", "Who", "The name below.", id="unlock.down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._door: Door | None = None
        self._who = 0
        self._early = False

    def compose_card(self) -> ComposeResult:
        """Names and a field."""
        yield Static("auditor", classes="title")
        yield Static("Case file audits against our practice standards.", classes="lead")
        yield Static("Who is working", classes="label")
        yield Static("Loading…", classes="names")
        yield Static("Passphrase", classes="label", id="what")
        yield Input(password=True, compact=True, id="passphrase")

    def on_mount(self) -> None:
        """Let the person type, and look at the store meanwhile."""
        self.query_one("#passphrase", Input).focus()
        self.start_job("look", opening.look, self.auditor.store)

    def done_look(self, door: "Door") -> None:
        """Show who can unlock the store; without a store, make one."""
        if not door.exists:
            from auditor.tui.door.first_time import FirstTimeScreen

            self.app.switch_screen(FirstTimeScreen(door.folder, typing=bool(self.value("passphrase"))))
            return
        if door.slots[0].kind == "open":
            self.auditor.demo = True
        self._door = door
        self._draw_names()
        if self._early:
            self._early = False
            self.say("")
            self.action_unlock()
        else:
            self.start_job("load", opening.load_rest)

    def done_load(self, _: None) -> None:
        """The rest is here; nothing is shown for it."""

    def failed_look(self, error: AuditorError) -> bool:
        """Say what is wrong with the store."""
        self._early = False
        self.query_one(".names", Static).update("–")
        return self.say_wrong(error)

    @property
    def _slot(self) -> "SlotInfo | None":
        return self._door.slots[self._who] if self._door else None

    def _draw_names(self) -> None:
        assert self._door is not None
        names = [_RECOVERY if slot.kind == "recovery" else slot.label for slot in self._door.slots]
        self.query_one(".names", Static).update(names_content(names, self._who))
        recovery = self._slot is not None and self._slot.kind == "recovery"
        self.query_one("#what", Static).update("Recovery code" if recovery else "Passphrase")
        self.query_one("#passphrase", Input).password = not recovery

    def action_who(self, by: int) -> None:
        """Choose another name."""
        if self._door is not None:
            self._who = (self._who + by) % len(self._door.slots)
            self.say("")
            self._draw_names()

    @on(Input.Submitted)
    def action_unlock(self) -> None:
        """Open the store."""
        slot = self._slot
        if slot is None or self._door is None:
            if self.is_busy("look"):
                self._early = True
                self.say("One moment…")
        elif not self.value("passphrase"):
            self.say("Type your passphrase first." if slot.kind != "recovery" else "Type the recovery code first.")
        elif not self.is_busy("unlock"):
            self.say("Unlocking…")
            unlock = self.auditor.unlock_with or opening.unlock
            self.start_job(
                "unlock", unlock, self._door.folder, slot.id, self.value("passphrase"), self.auditor.standards
            )

    def done_unlock(self, service: "Service") -> None:
        """Begin to work; after the recovery code, choose a new passphrase first."""
        self.say("")
        self.query_one("#passphrase", Input).value = ""
        if service.slot is not None and service.slot.kind == "recovery":
            from auditor.tui.door.first_time import NewPassphraseScreen

            self.app.push_screen(NewPassphraseScreen(service))
        else:
            self.auditor.unlocked(service)
            self.start_job("code", opening.code_is_missing, service)

    def done_code(self, missing: bool) -> None:
        """Remind whoever can make a new recovery code that nobody has confirmed the one there is."""
        if missing:
            dialog = ConfirmDialog(*_NO_CODE, yes="Make a new one now", no="Later", careful=True)
            self.app.push_screen(dialog, self._renew_code)

    def _renew_code(self, yes: bool | None) -> None:
        service = self.auditor.service
        if yes and service is not None and not self.is_busy("new_code"):
            self.start_job("new_code", opening.new_code, service)

    def done_new_code(self, made: "NewStore") -> None:
        """Show the new code, to be typed back."""
        from auditor.tui.door.first_time import RecoveryCodeScreen

        self.app.push_screen(RecoveryCodeScreen(made))

    def failed_unlock(self, error: AuditorError) -> bool:
        """Say it beside the field; what was typed stays, and typing a passphrase again replaces it."""
        field = self.query_one("#passphrase", Input)
        field.focus()
        if field.password:
            field.select_all()
        return self.say_wrong(error)


class LockScreen(DoorScreen):
    """Nobody was there: everything is hidden until the passphrase is typed."""

    HINT = "Enter unlocks"
    HELP = """
The screen was locked, because nobody pressed a key for a while or because you asked for it. Nothing is lost: type your
passphrase and press Enter to go on where you were.
"""
    BINDINGS = [key("enter", "unlock", "Unlock", "Go on where you were.", id="lock.open")]

    def compose_card(self) -> ComposeResult:
        """The name and a field."""
        yield Static("Locked", classes="title")
        yield Static("Nothing is lost. Type your passphrase to go on.", classes="lead")
        yield Static(Content(self.auditor.who), classes="names")
        yield Static("Passphrase", classes="label")
        yield Input(password=True, compact=True, id="passphrase")

    def on_mount(self) -> None:
        """Let the person type."""
        self.query_one("#passphrase", Input).focus()

    @on(Input.Submitted)
    def action_unlock(self) -> None:
        """See whether the passphrase is right."""
        service = self.auditor.service
        if service is None or self.is_busy("unlock"):
            return
        self.say("Unlocking…")
        folder, slot_id = service.store.folder, service.person.id.hex
        self.start_job("unlock", opening.still_opens, folder, slot_id, self.value("passphrase"))

    def done_unlock(self, _: None) -> None:
        """Go on."""
        self.query_one("#passphrase", Input).value = ""
        self.dismiss()
        self.app.refresh_bindings()

    def failed_unlock(self, error: AuditorError) -> bool:
        """Say it beside the field; typing again replaces what nobody can read."""
        self.query_one("#passphrase", Input).select_all()
        return self.say_wrong(error)


def names_content(names: list[str], chosen: int) -> Content:
    """Names one below the other, as many as fit, the chosen one marked."""
    first = max(0, min(chosen - _SHOWN // 2, len(names) - _SHOWN))
    lines = []
    for place, name in enumerate(names[first : first + _SHOWN], start=first):
        if place == chosen:
            lines.append(Content.assemble(("› ", "bold $accent"), (name, "bold")))
        else:
            lines.append(Content.assemble("  ", (name, "$muted")))
    if len(names) > _SHOWN:
        lines.append(Content.styled(f"  {len(names)} names: up and down show the others", "$muted"))
    return Content("\n").join(lines)
