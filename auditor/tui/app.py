"""The application: its modes, who is working, and the one place where every failure is shown.

Only Textual and the standard library are imported here: the first screen must be there at once, and a thread loads the
rest while the passphrase is typed.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.filter import LineFilter

from auditor.errors import AuditorError
from auditor.tui.dialogs import ConfirmDialog, ErrorDialog
from auditor.tui.door.idle import LOOK_EVERY_S, IdleWatch
from auditor.tui.hang_up import HungUp, TerminalWatch
from auditor.tui.help import HelpfulScreen, HelpScreen
from auditor.tui.jobs import JobFailed
from auditor.tui.keys import APP_KEYS, KEY_WORDS
from auditor.tui.modes import MODES, modes_for
from auditor.tui.open_audits import AuditKeeper
from auditor.tui.plain_text import PlainOnly
from auditor.tui.stylesheet import ParsedOnce
from auditor.tui.themes import DARK, DEFAULT, THEMES
from auditor.tui.unfinished import TypingKeeper
from auditor.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.command import Provider

    from auditor.use_cases.service import Service

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of ``mallopt(3)``: how many heaps there may be."""


def _commands() -> "type[Provider]":
    from auditor.tui.commands import AuditorCommands

    return AuditorCommands


class AuditorApp(TypingKeeper, AuditKeeper):
    """Audit children's case files against practice standards.

    Attributes:
        service: the unlocked store and who is working; None until it is unlocked.
        demo: the store holds synthetic data only.
    """

    TITLE = "auditor"
    CSS_PATH = "styles/app.tcss"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS = list(APP_KEYS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    NOTIFICATION_TIMEOUT = 4

    def __init__(
        self,
        store: Path | None = None,
        *,
        demo: bool = False,
        standards: Path | None = None,
        unlock: "Callable[..., Service] | None" = None,
        idle: IdleWatch | None = None,
        settings: Path | None = None,
    ) -> None:
        """The application.

        Args:
            store: the store's folder; the usual place when left out.
            demo: open the demo store, and make it when it is not there.
            standards: the folder of the standards; the usual places when left out.
            unlock: opens the store; given by tests, with their own clock.
            idle: knows when nobody is there.
            settings: the file in which a choice of colours is remembered; nowhere when left out.
        """
        super().__init__()
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.store, self.demo, self.standards, self.unlock_with = store, demo, standards, unlock
        self.service: Service | None = None
        self._idle, self._settings = idle or IdleWatch(), settings
        self._plain_only = PlainOnly()
        for theme, _ in THEMES.values():
            self.register_theme(theme)
        self.theme = DEFAULT
        for name in list(self.available_themes):
            if name not in THEMES:
                self.unregister_theme(name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The tokens of the themes, for the moment before one is chosen."""
        return DARK.variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is written."""
        return [*super().get_line_filters(), self._plain_only]

    # -- starting -------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the first screen, at once."""
        if self.demo:
            from auditor.tui.work.screen import WorkScreen

            self.add_mode("work", WorkScreen)
            self.switch_mode("work")
        else:
            from auditor.tui.door.unlock import UnlockScreen

            self.push_screen(UnlockScreen())
            self.set_interval(LOOK_EVERY_S, self._look_for_idleness)

    def unlocked(self, service: "Service") -> None:
        """Begin to work: the store is open."""
        self.service = service
        self._idle.touched()
        if "work" not in self._modes:
            from auditor.tui.work.screen import WorkScreen

            self.add_mode("work", WorkScreen)
            self.switch_mode("work")
        for mode in modes_for(service.person):
            if mode.id not in self._modes:
                self.add_mode(mode.id, mode.screen)
        self.refresh_bindings()
        for bar in self.screen.query(TopBar):
            bar.refresh()

    @property
    def who(self) -> str:
        """The display name of whoever works."""
        return self.service.person.name if self.service else ""

    @property
    def open_modes(self) -> tuple[str, ...]:
        """The modes that can be shown now, in order."""
        return tuple(mode.id for mode in MODES if mode.id in self._modes)

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which of the keys that work everywhere work now."""
        if action in ("mode", "command_palette", "lock") and (self.service is None or self.is_locked):
            return action == "command_palette" and self.demo
        if action == "mode":
            return parameters[0] in self._modes and parameters[0] != self.current_mode
        if action == "lock":
            return not self.demo
        if action == "help":
            return not isinstance(self.screen, HelpScreen)
        return True

    def get_key_display(self, binding: Binding) -> str:
        """How a key is written: in words a person says, never a sign they must know."""
        if binding.key_display:
            return binding.key_display
        return KEY_WORDS.get(binding.key) or (binding.key if "+" in binding.key else super().get_key_display(binding))

    def action_mode(self, mode: str) -> None:
        """Show a mode; after an audit, with what it has changed since."""
        if self.current_mode == "audit":
            self.work_changed()
        self.switch_mode(mode)

    async def action_quit(self) -> None:
        """Leave, once everything is saved; from some screens only after asking."""
        asked = self.screen.LEAVING if isinstance(self.screen, HelpfulScreen) else None
        if asked is None:
            self.leave_audit_then(self.exit)
        else:
            dialog = ConfirmDialog(*asked, yes="Leave", no="Stay", careful=True)
            self.push_screen(dialog, lambda yes: self.exit() if yes else None)

    def action_help(self) -> None:
        """Explain the screen."""
        self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """List every action."""
        from auditor.tui.commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_next_theme(self) -> None:
        """Change to the next colours."""
        names = list(THEMES)
        self.choose_theme(names[(names.index(self.theme) + 1) % len(names)])

    def choose_theme(self, name: str) -> None:
        """Change the colours, from now on and at the next start."""
        self.theme = name
        self.notify(f"Colours: {THEMES[name][1].lower()}", markup=False)
        if self._settings is not None:
            from auditor.settings import keep_setting

            try:
                keep_setting("theme", name, self._settings)
            except AuditorError as error:
                said = f"{error.title} {error.detail} The colours stay until you leave."
                self.notify(said, severity="warning", markup=False)

    # -- locking --------------------------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Whether the passphrase must be typed before anything is shown."""
        return self.screen.has_class("locked")

    def action_lock(self) -> None:
        """Hide everything until the passphrase is typed."""
        if self.service is None or self.demo or self.is_locked:
            return
        from auditor.tui.door.unlock import LockScreen

        self.pause_audit()
        self.push_screen(LockScreen(), lambda _: self.wake_audit())

    def _look_for_idleness(self) -> None:
        if self._idle.is_gone:
            self.action_lock()

    async def on_event(self, event: events.Event) -> None:
        """Note every key and click: somebody is there."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self._idle.touched()
        await super().on_event(event)

    @on(HungUp)
    def _terminal_gone(self) -> None:
        """The terminal is gone: nobody can be asked any more. Save, and end."""
        self.leave_audit_then(self.exit)

    # -- failures -------------------------------------------------------------------------------------------------

    @on(JobFailed)
    def _show_failure(self, message: JobFailed) -> None:
        self.show_error(message.told)

    def show_error(self, error: AuditorError) -> None:
        """Show what went wrong."""
        self.push_screen(ErrorDialog(error))

    def _fatal_error(self) -> None:
        """Stop, and write where it happened without a word of what anyone typed."""
        from auditor.paths import user_state_folder
        from auditor.tui.crash import write_crash

        assert self._exception is not None
        written = write_crash(self._exception, user_state_folder(), datetime.now(UTC))
        where = f"Where it happened is written in {written}\n" if written else ""
        self.panic(
            f"auditor had to stop. Everything saved is safe, and so is text that had been typed for a second.\n{where}"
            "Start it again; if it happens again, tell whoever looks after auditor."
        )

    def on_unmount(self) -> None:
        """Close the store, with the last of what was typed."""
        if self.service is not None:
            self.save_typing()
            self.service.close()


def share_heap() -> None:
    """Let all threads take memory from one heap, where the C library can be told so (glibc); before the first thread.

    Otherwise each has its own, and what a job has freed in its thread serves no other: some 5 MB in an audit.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            from ctypes import CDLL

            CDLL(None).mallopt(_ARENA_MAX, 1)


def run(store: Path | None = None, demo: bool = False, standards: Path | None = None) -> None:
    """Run the terminal interface until the person leaves it.

    Raises:
        ProblemsError: the settings of this computer cannot be used.
    """
    from auditor.settings import load_settings, settings_file

    share_heap()
    settings = load_settings()
    chosen = store or (Path(settings.store) if settings.store and not demo else None)
    where = standards or (Path(settings.standards) if settings.standards else None)
    idle = IdleWatch(settings.lock_after_minutes * 60)
    app = AuditorApp(chosen, demo=demo, standards=where, idle=idle, settings=settings_file())
    if settings.theme in THEMES:
        app.theme = settings.theme
    with TerminalWatch(lambda: app.post_message(HungUp()), app.save_typing):
        app.run()
