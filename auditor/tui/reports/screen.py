"""Reports: which there are, what each is asked to be of, looked at here or saved as files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.errors import AuditorError
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.reports import words as words
from auditor.tui.reports.doing import Work
from auditor.tui.reports.form import AsksWhat, Lines
from auditor.tui.reports.preview import PreviewScreen
from auditor.tui.reports.saving import SaveDialog, Wanted
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.service import Service

# What builds reports is read in by a thread, when this mode is first shown: unlocking does not wait for it.
if TYPE_CHECKING:
    from auditor.reports.document import Document
    from auditor.use_cases.reports.request import Request
    from auditor.use_cases.reports.saving import Places, Saved


class ReportsScreen(AsksWhat):
    """The reports and their forms."""

    MODE = "reports"
    CSS_PATH = "reports.tcss"
    HELP = """
On the left are the reports you can build, under what they are of. On the right stands what the selected one is asked to
be of. Tab goes there and back; Enter on a line chooses, or asks you to type. What you say stays until you leave the
program, and stands in the form of the next report too.

p shows the report here, as text: nothing leaves the store. s saves it: you choose the forms, several at once, and the
file. A file that is there already is written over only if you say so. That it left the store is recorded. What may say
who somebody is, is shown before anything is written.

Where several teams or kinds may be chosen, space chooses each and Enter takes them. What a thematic report says in your
words, and whom it quotes, is written in Rounds: open the round and press w.

Long work goes on beside: you may move about meanwhile. Escape stops it. o opens the file saved last.
"""
    BINDINGS = [
        key(
            "enter", "choose", "Choose", "Go to the form; there, choose or type what a line says.", id="reports.choose"
        ),
        key("p", "preview", "Look at it", "Read it here, as text; nothing leaves the store.", id="reports.preview"),
        key("s", "save", "Save", "Save it as files, in the forms you choose.", id="reports.save"),
        key("o", "open", "Open", "Open a file saved last, with what this computer opens it with.", id="reports.open"),
        key("escape", "stop", "Stop", "Stop what is being built.", id="reports.stop"),
        key("escape", "to_list", "List", "Back to the list of reports.", id="reports.list"),
        key("x", "usual", "As usual", "Take back what was said in the form.", id="reports.usual"),
        key("f5", "reload", "Read again", "Read the reports again.", id="reports.reload", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Wanted()
        self._asked: tuple[Request, Places] | None = None
        self._how: dict[str, bool] = {}
        self._saved: tuple[Path, ...] = ()
        self._when_back: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Horizontal(id="body"):
            yield Lines(id="reports")
            with Vertical(id="asked"):
                yield Static(id="about")
                yield Lines(id="form")
                yield Static(id="hint")
        yield Static(id="doing")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the reports."""
        self._list.focus()
        self.reload()

    def told(self, words_: str, style: str = "$muted") -> None:
        """Say what is done, or what was."""
        self.query_one("#doing", Static).update(Content.styled(words_, style))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work now."""
        if action in ("choose", "preview", "save", "usual"):
            return self._asking is not None
        if action == "open":
            return bool(self._saved)
        if action == "stop":
            return self.is_working
        if action == "to_list":
            return not self.is_working and self._form.has_focus
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Stop the work."""
        self.stop_work()

    def action_to_list(self) -> None:
        """Go back to the list."""
        self._list.focus()
        self.refresh_bindings()

    def action_reload(self) -> None:
        """Read the reports again."""
        self.reload()

    def _request(self) -> "Request | None":
        """What is asked for; where something is missing, that is said and gone to."""
        asking, said = self._asking, self._said
        if asking is None or said is None:
            return None
        if self.is_working:
            self.notify("One at a time: escape stops what is being built.", markup=False)
            return None
        if missing := asking.missing(said):
            self.told(" ".join(one.missing for one in missing), "$grade-inadequate")
            self._form.be_on(missing[0].name)
            self._form.focus()
            return None
        return asking.request(said)

    def _here(self, call: Callable[[], None], ready: str) -> None:
        """Do something on this screen: now, or when the person comes back to it."""
        if self.app.screen is self:
            call()
        else:
            self._when_back = call
            self.notify(ready, markup=False)

    def on_screen_resume(self) -> None:
        """Show what was waiting."""
        call, self._when_back = self._when_back, None
        if call is not None:
            self.call_after_refresh(call)

    # -- looking at it --------------------------------------------------------------------------------------------

    def action_preview(self) -> None:
        """Build it to be read here."""
        request = self._request()
        if request is not None:
            self.start_work("preview", _preview, self._service, request)

    def done_preview(self, result: "tuple[Work, Document]") -> None:
        """Show it."""
        work, document = result
        if self.ended(work):
            self.told("")
            self._here(lambda: self._read(document), "The report is ready to be read in Reports.")

    def failed_preview(self, error: AuditorError) -> bool:
        """Say why, as everywhere, unless it was stopped."""
        return self.failed(error)

    def _read(self, document: "Document") -> None:
        self.app.push_screen(PreviewScreen(document), lambda save: self.action_save() if save else None)

    # -- saving it ------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Ask in which forms, and where."""
        request, asking, said = self._request(), self._asking, self._said
        if request is not None and asking is not None and said is not None:
            dialog = SaveDialog(self._wanted, asking.file_name(said))
            self.app.push_screen(dialog, lambda found: self._to_save(request, found))

    def _to_save(self, request: "Request", found: "tuple[Wanted, Places] | None") -> None:
        from auditor.use_cases.reports.saving import in_the_way

        if found is None:
            return
        self._wanted, places = found
        self._asked = (request, places)
        there = in_the_way(places)
        if not there:
            self._save()
            return
        title = "There is a file with this name already." if len(there) == 1 else "These files are there already."
        detail = "\n".join(words.short(file) for file in there)
        ask = ConfirmDialog(title, detail, yes="Write over", no="Leave it", careful=True)
        self.app.push_screen(ask, lambda yes: self._save(overwrite=True) if yes else None)

    def _save(self, **how: bool) -> None:
        if self._asked is not None:
            self._how = how
            self.start_work("save", _save, self._service, *self._asked, **how)

    def done_save(self, result: "tuple[Work, Saved]") -> None:
        """Say where it is."""
        work, saved = result
        self._saved = saved.files
        written = words.written_words(saved.files)
        if self.ended(work):
            self.told("\n".join((f"Saved: {written}", *saved.advice)), "$primary")
            if self.app.screen is not self:
                self.notify(f"Saved: {written}", markup=False)
        else:
            self.notify(f"It was saved before it could be stopped: {written}", markup=False)
        self.refresh_bindings()

    def failed_save(self, error: AuditorError) -> bool:
        """Ask about what may say who somebody is; all else is shown as everywhere."""
        from auditor.use_cases.reports.saving import SaysWhoError

        if self.failed(error):
            return True
        self.told("Nothing was written.")
        if not isinstance(error, SaysWhoError):
            return False
        ask = ConfirmDialog(
            f"{error.title} Save it all the same?", error.detail, yes="Save it", no="Leave it", careful=True
        )
        again = {**self._how, "looked": True}

        def asked() -> None:
            self.app.push_screen(ask, lambda yes: self._save(**again) if yes else None)

        self._here(asked, "Something in the report may say who somebody is: look in Reports.")
        return True

    # -- opening it -----------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open a file saved last."""
        if len(self._saved) == 1:
            self._open(self._saved[0])
        else:
            files = [(str(file), file.name) for file in self._saved]
            pick = PickOne("Open which file?", files)
            self.app.push_screen(pick, lambda picked: self._open(Path(picked)) if picked else None)

    def _open(self, file: Path) -> None:
        self.start_job("open", _open, file)

    def done_open(self, result: tuple[Path, bool]) -> None:
        """Say where it is, where it cannot be opened."""
        file, opened = result
        shown = words.short(file)
        self.told(f"Opened: {shown}" if opened else f"Nothing here opens files. It is in {shown}", "$primary")


def _preview(service: Service, request: "Request", tell: Callable[[str], None]) -> Any:
    from auditor.use_cases.reports.build import preview

    return preview(service, request, tell)


def _save(service: Service, request: "Request", places: "Places", tell: Callable[[str], None], **how: bool) -> Any:
    from auditor.use_cases.reports.saving import save_report

    return save_report(service, request, places, tell, **how)


def _open(file: Path) -> tuple[Path, bool]:
    from auditor.use_cases.view_file import show_file

    return file, show_file(file)
