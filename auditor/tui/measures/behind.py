"""The audits behind one figure of the scorecard."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.measures.scorecard import Measure
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.measures import words
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of
from auditor.use_cases.show_measures import Choice

_MET = (" that meet good or better", " that do not meet good")


class BehindScreen(HelpfulScreen):
    """The audits behind one figure."""

    MODE = "measures"
    CSS_PATH = "measures.tcss"
    HELP = """
These are the audits behind one figure, with what each was judged for this measure. Only audits that you may open are
listed: the figure itself counts all of them, and those that were removed since because their time was over.

Press 1 for all, 2 for those that meet good or better, 3 for those that do not. Enter opens an audit.
"""
    BINDINGS = [
        key("1", "show('all')", "All", "Every audit behind the figure.", id="behind.all"),
        key("2", "show('meets')", "Meets", "Good or outstanding.", id="behind.meets"),
        key("3", "show('does_not')", "Does not", "Requires improvement or inadequate.", id="behind.does_not"),
        key("escape", "back", "Back", "Back to the measures.", id="behind.back"),
    ]
    _MEETS = {"all": None, "meets": True, "does_not": False}

    def __init__(self, choice: Choice, measure: Measure, *, early_help: bool) -> None:
        super().__init__()
        self._choice, self._measure, self._early_help = choice, measure, early_help
        self._which = "all"
        self._found: words.Behind | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static(id="title")
        yield VirtualList[Any](id="behind")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the audits."""
        self.query_one("#behind").focus()
        self._draw_title("Loading…")
        self.reload()

    def reload(self) -> None:
        """Read the audits again."""
        service = self.auditor.service
        meets = self._MEETS[self._which]
        self.start_job("behind", words.read_behind, service, self._choice, self._measure, meets, self._early_help)

    def done_behind(self, found: words.Behind) -> None:
        """Show them."""
        self._found = found
        rows: VirtualList[Any] = self.query_one("#behind", VirtualList)
        rows.set_columns(words.behind_columns(found.names, self._measure))
        rows.show(found.count, found.first_page, keep_cursor=True)
        met = (" with all in time", " with some late") if self._measure.rule else _MET
        listed = {"all": "", "meets": met[0], "does_not": met[1]}[self._which]
        self._draw_title(f"{count_of(found.count, 'audit')}{listed} that you may open")
        self.set_class(found.count == 0, "is-empty")
        self.query_one("#nothing-words", Static).update("None that you may open.")

    def _draw_title(self, said: str) -> None:
        measure = self._measure
        band = (
            (words.band(measure), f"$grade-{measure.band.replace('_', '-')}") if measure.band else words.band(measure)
        )
        title = Content.assemble(
            (f"{measure.id}  {measure.title}", "bold"),
            "\n",
            f"{words.figure(measure)} {words.met_words(measure)}, 95% range {words.interval(measure)}   ",
            band,
            "\n",
            (said, "$muted"),
        )
        self.query_one("#title", Static).update(title)

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        from auditor.tui.work.listing import read_pages

        if self._found is not None:
            self.start_job("pages", read_pages, self.auditor.service, self._found.wanted, message.pages)

    def done_pages(self, result: Any) -> None:
        """Put pages into the list, if it is still the same list."""
        wanted, pages = result
        if self._found is not None and wanted == self._found.wanted:
            self.query_one("#behind", VirtualList).put_pages(pages)

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.audit_id)

    def action_show(self, which: str) -> None:
        """Which audits."""
        self._which = which
        self.reload()

    def action_back(self) -> None:
        """Back to the measures."""
        self.dismiss()
