"""Making a store: a name, a passphrase, a recovery code on paper; and a new passphrase for whoever forgot theirs."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from auditor.errors import AuditorError
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.door import opening
from auditor.tui.door.unlock import DoorScreen, names_content
from auditor.tui.keys import key

if TYPE_CHECKING:
    from auditor.use_cases.open_store import NewStore
    from auditor.use_cases.service import Service

SHORTEST = 12
"""Characters of a passphrase; the store refuses a shorter one too."""
ASKED_GROUPS = (2, 5)
"""Groups of the recovery code that are typed back, counted from 1."""


def wrong_pair(passphrase: str, again: str) -> str:
    """What is wrong with a new passphrase typed twice, or an empty string."""
    if len(passphrase) < SHORTEST:
        return f"A passphrase has at least {SHORTEST} characters; this one has {len(passphrase)}. Four words do well."
    return "" if passphrase == again else "The two passphrases are not the same."


class _PassphraseScreen(DoorScreen):
    """A passphrase is typed twice: Enter goes on only from a field that will do."""

    @on(Input.Changed)
    def right_again(self) -> None:
        """What was wrong is being mended."""
        if self.query_one(".said").has_class("field-error"):
            self.say("")

    def wrong_in(self, field: str) -> str:
        """What is wrong with one field, in words."""
        if field == "passphrase":
            return wrong_pair(self.value("passphrase"), self.value("passphrase"))
        return wrong_pair(self.value("passphrase"), self.value("again")) if field == "again" else ""

    def is_right(self, *fields: str) -> bool:
        """Whether these fields will do; the first that will not gets the focus, and it is said why."""
        for field in fields:
            wrong = self.wrong_in(field)
            if wrong:
                self.query_one(f"#{field}", Input).focus()
                self.say(wrong, wrong=True)
                return False
        return True


class FirstTimeScreen(_PassphraseScreen):
    """There is no store yet: make one."""

    AUTO_FOCUS = ""

    HINT = "Enter goes on; in the last field it makes the store"
    HELP = """
There is no store on this computer yet. Type the name colleagues know you by, and a passphrase of at least 12
characters, twice: four words that do not belong together do well. Tab goes to the next field, Enter makes the store.

You then see a recovery code. Write it on paper and keep it away from this computer: with it you can choose a new
passphrase if you forget yours. Without both, nobody can open the store.
"""
    BINDINGS = [key("ctrl+s", "make", "Make the store", "Make the store with what is typed.", id="first.make")]

    def __init__(self, folder: Path, *, typing: bool = False) -> None:
        """The first screen where there is no store.

        Args:
            folder: where the store will be.
            typing: a passphrase was being typed at the door; the rest of it must not appear in the field for the name.
        """
        super().__init__()
        self._folder, self._typing = folder, typing

    def compose_card(self) -> ComposeResult:
        """Three fields."""
        yield Static("Welcome to auditor", classes="title")
        yield Static(Content(f"There is no store yet. It will be made in {self._folder}"), classes="lead")
        yield Static("Your name, as colleagues know it", classes="label")
        yield Input(compact=True, id="name")
        yield Static(f"A passphrase, at least {SHORTEST} characters: four words do well", classes="label")
        yield Input(password=True, compact=True, id="passphrase")
        yield Static("The same passphrase again", classes="label")
        yield Input(password=True, compact=True, id="again")

    def on_mount(self) -> None:
        """Start with the name, unless somebody is still typing a passphrase."""
        if self._typing:
            self.say("There is no store to unlock. Press Tab to begin with your name.", wrong=True)
        else:
            self.query_one("#name", Input).focus()

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it makes the store."""
        if event.input.id == "again":
            self.action_make()
        elif self.is_right(str(event.input.id)):
            self.focus_next()

    def wrong_in(self, field: str) -> str:
        """A name is needed, and it is not the passphrase."""
        name = self.value("name").strip()
        if field == "name":
            return "" if name else "Type your name first."
        if field == "passphrase" and name and name in (self.value("passphrase"), self.value("again")):
            return "Your name stands on every audit: it cannot be the passphrase too. Change one of them."
        return super().wrong_in(field)

    def action_make(self) -> None:
        """Make the store."""
        if self.is_right("name", "passphrase", "again") and not self.is_busy("make"):
            self.say("Making the store…")
            name, words = self.value("name"), self.value("passphrase")
            self.start_job("make", opening.make_store, self._folder, name, words, self.auditor.standards)

    def done_make(self, made: "NewStore") -> None:
        """Show the recovery code."""
        self.app.switch_screen(RecoveryCodeScreen(made))

    def failed_make(self, error: AuditorError) -> bool:
        """Say it below the fields; what was typed stays."""
        return self.say_wrong(error)


class RecoveryCodeScreen(DoorScreen):
    """The recovery code, once; two of its groups are typed back from paper."""

    LEAVING: ClassVar[tuple[str, str] | None] = (
        "Leave before the recovery code is checked?",
        "The code will not be shown again. Without it, nobody can help if the passphrase is forgotten.",
    )

    HELP = """
Write the recovery code on paper, or print it, and keep it where you would keep a key: away from this computer. It is
shown this once.

Press Enter when it is written down. The code then goes away, and two of its groups are asked for. Escape shows it
again.
"""
    BINDINGS = [
        key("enter", "next", "Written down", "Go on once the code is on paper.", id="recovery.next"),
        key("escape", "back", "Show again", "Show the code again.", id="recovery.back"),
    ]

    def __init__(self, made: "NewStore") -> None:
        super().__init__()
        self._made = made
        self._groups = made.recovery_code.split("-")

    def compose_card(self) -> ComposeResult:
        """The code, and a field that comes later."""
        yield Static("Your recovery code", classes="title")
        yield Static("Write it on paper and keep it away from this computer. It is shown only now.", classes="lead")
        yield Static(classes="code")
        yield Static(classes="label", id="asked")
        yield Input(compact=True, id="typed", disabled=True)

    def on_mount(self) -> None:
        """Show the code."""
        self.action_back()

    @property
    def _hidden(self) -> bool:
        return not self.query_one("#typed", Input).disabled

    def action_back(self) -> None:
        """Show the code."""
        self.query_one("#typed", Input).disabled = True
        self.query_one(".code", Static).remove_class("away").update(Content("  ".join(self._groups)))
        self.query_one("#asked", Static).update("Press Enter when it is written down.")
        self.say("")

    def action_next(self) -> None:
        """Hide the code and ask for two groups of it."""
        if self._hidden:
            return
        first, second = ASKED_GROUPS
        self.query_one(".code", Static).add_class("away").update("hidden: read it from your paper")
        self.query_one("#asked", Static).update(f"Type groups {first} and {second} of the code")
        typed = self.query_one("#typed", Input)
        typed.disabled = False
        typed.focus()

    @on(Input.Submitted)
    def check_typed(self) -> None:
        """Compare what was typed with the code."""
        typed = "".join(character for character in self.value("typed").upper() if character.isalnum())
        asked = "".join(self._groups[place - 1] for place in ASKED_GROUPS)
        if typed.replace("O", "0").replace("I", "1").replace("L", "1") == asked:
            self.start_job("note", opening.note_code, self._made.service)
        else:
            self.say("That is not what the code says. Look at your paper; Escape shows the code again.", wrong=True)

    def done_note(self, _: None) -> None:
        """Begin to work, or go on with it."""
        if self.auditor.service is None:
            self.auditor.unlocked(self._made.service)
        else:
            self.dismiss()


class NewPassphraseScreen(_PassphraseScreen):
    """The store was opened with the recovery code: choose a new passphrase."""

    HINT = "↑ ↓ choose the name, Enter goes on and sets it"
    HELP = """
The recovery code opened the store. Choose whose passphrase was forgotten with up and down, and type a new one twice.
The recovery code goes on working: keep the paper.
"""
    BINDINGS = [
        key("up", "who(-1)", "Who", "The name above.", id="new_passphrase.up", show=False),
        key("down", "who(1)", "Who", "The name below.", id="new_passphrase.down", show=False),
        key("ctrl+s", "save", "Set passphrase", "Set the new passphrase.", id="new_passphrase.save"),
        key("escape", "leave", "Back", "Go back without a new passphrase.", id="new_passphrase.leave"),
    ]

    def __init__(self, service: "Service") -> None:
        super().__init__()
        self._service = service
        self._who = 0
        self._people: list[tuple[UUID, str]] = []

    def compose_card(self) -> ComposeResult:
        """Names and two fields."""
        yield Static("Choose a new passphrase", classes="title")
        yield Static("The recovery code opened the store.", classes="lead")
        yield Static("Whose passphrase was forgotten", classes="label")
        yield Static("Loading…", classes="names")
        yield Static(f"The new passphrase, at least {SHORTEST} characters", classes="label")
        yield Input(password=True, compact=True, id="passphrase")
        yield Static("The same passphrase again", classes="label")
        yield Input(password=True, compact=True, id="again")

    def on_mount(self) -> None:
        """Read who there is."""
        self.query_one("#passphrase", Input).focus()
        self.start_job("people", self._service.people)

    def done_people(self, people: dict[UUID, object]) -> None:
        """Show who there is, whoever works now first."""
        found = [(person_id, person.name) for person_id, person in people.items() if person.roles]  # type: ignore[attr-defined]
        self._people = sorted(found, key=lambda item: (item[0] != self._service.person.id, item[1]))
        self._draw()

    def _draw(self) -> None:
        self.query_one(".names", Static).update(names_content([name for _, name in self._people], self._who))

    def action_who(self, by: int) -> None:
        """Choose another name."""
        if self._people:
            self._who = (self._who + by) % len(self._people)
            self._draw()

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it sets the passphrase."""
        if event.input.id == "again":
            self.action_save()
        elif self.is_right(str(event.input.id)):
            self.focus_next()

    def action_save(self) -> None:
        """Set the passphrase."""
        if self.is_right("passphrase", "again") and self._people and not self.is_busy("save"):
            from auditor.use_cases.council.change_passphrase import choose_passphrase

            self.say("Setting it…")
            person_id, _ = self._people[self._who]
            self.start_job("save", choose_passphrase, self._service, person_id, self.value("passphrase"))

    def done_save(self, _: None) -> None:
        """Begin to work."""
        self.auditor.unlocked(self._service)

    def failed_save(self, error: AuditorError) -> bool:
        """Say it below the fields; what was typed stays."""
        return self.say_wrong(error)

    def action_leave(self) -> None:
        """Go back to the door."""
        ask = ConfirmDialog("Go back without a new passphrase?", "The old one stays forgotten.", yes="Go back")
        self.app.push_screen(ask, lambda yes: self._left() if yes else None)

    def _left(self) -> None:
        self._service.close()
        self.dismiss()
