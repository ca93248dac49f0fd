"""Help: every screen says what it is for, and F1 shows that with every key that works there."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from auditor.tui.jobs import JobScreen
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp
    from auditor.use_cases.audits.open_audit import OpenAudit

_KEY_WIDTH = 16


class HelpfulScreen(JobScreen):
    """A screen that explains itself, asks for jobs, and can open an audit.

    Attributes:
        HELP: plain text: what the screen is for and how to work it. Paragraphs are parted by an empty line.
        MODE: the mode this screen belongs to, lit at the top.
        LEAVING: a question and what follows from yes, asked before the program is left from here.
    """

    HELP: ClassVar[str | None] = ""
    MODE: ClassVar[str] = ""
    LEAVING: ClassVar[tuple[str, str] | None] = None

    @property
    def auditor(self) -> "AuditorApp":
        """The application, by its own type."""
        return cast("AuditorApp", self.app)

    def done_open_audit(self, opened: "OpenAudit") -> None:
        """Show an audit that was asked for with :meth:`AuditorApp.open_audit`."""
        self.auditor.show_audit(opened)


class HelpScreen(Dialog[None]):
    """What a screen is for, and its keys."""

    CSS_PATH = "styles/dialogs.tcss"
    BINDINGS = [
        key("escape,f1,q,enter", "close", "Close", "Go back.", id="help.close"),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._help = (about.HELP or "").strip()
        self._keys = _keys_of(about)

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog help"):
            yield Static("Help", classes="dialog-title")
            with VerticalScroll(id="help-text"):
                yield Static(Content(_flowing(self._help)), id="help-words")
                for heading, keys in self._keys:
                    yield Static(Content(heading), classes="help-heading")
                    yield Static(Content("\n").join(keys), classes="help-keys")
            yield Static("Escape closes   up, down and page keys scroll", classes="dialog-foot")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help-text").focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _flowing(text: str) -> str:
    """Lines of one paragraph joined, so that they wrap at the width there is; indented lines are kept apart."""
    paragraphs = []
    for part in text.split("\n\n"):
        lines = [line.rstrip() for line in part.splitlines()]
        joined = "\n" if any(line.startswith("  ") for line in lines[1:]) else " "
        paragraphs.append(joined.join(line if joined == "\n" else line.strip() for line in lines))
    return "\n\n".join(paragraphs)


def _keys_of(about: Screen[Any]) -> list[tuple[str, list[Content]]]:
    """The keys that work on a screen now, its own first, each with what it does."""
    own: dict[str, tuple[list[str], str]] = {}
    everywhere: dict[str, tuple[list[str], str]] = {}
    for active in about.active_bindings.values():
        binding = active.binding
        if not binding.tooltip or not active.enabled:
            continue
        group = everywhere if active.node is about.app else own
        shown = about.app.get_key_display(binding)
        names = group.setdefault(binding.action, ([], binding.tooltip))[0]
        if shown not in names:
            names.append(shown)
    groups = (("Keys here", own), ("Keys everywhere", everywhere))
    return [
        (heading, [_key_line(" ".join(names), tooltip) for names, tooltip in group.values()])
        for heading, group in groups
        if group
    ]


def _key_line(names: str, tooltip: str) -> Content:
    return Content.assemble((names.ljust(_KEY_WIDTH), "bold $accent"), tooltip)
