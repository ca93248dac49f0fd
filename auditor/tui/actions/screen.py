"""Actions: what was agreed in audits, by whom and by when, and what became of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from auditor.audit.action_steps import ActionSummary
from auditor.tui.actions import listing as listing
from auditor.tui.actions.doing import ActionKeys
from auditor.tui.actions.listing import Choice, Shown
from auditor.tui.concerns.keys import About
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.actions.listing import AGES, OneAction, show_action
from auditor.use_cases.service import Service

VIEWS = {
    "mine": ("1", "Mine"),
    "team": ("2", "My team's"),
    "overdue": ("3", "Overdue"),
    "open": ("4", "All open"),
    "closed": ("5", "Closed"),
}
EMPTY = {
    "mine": (
        "Nothing is to be done by a team you manage, or from an audit of yours.",
        "Actions start when an audit's grade is final; urgent ones when it is submitted.  4  shows all you may see.",
    ),
    "team": ("Your team has nothing to do.", "4  shows every open action you may see."),
    "overdue": ("Nothing is overdue.", "4  shows every open action you may see."),
    "open": (
        "There are no open actions yet.",
        "They are agreed in audits (f2), and start when the grade is final. To add one to a submitted audit, press  a",
    ),
    "closed": ("No action is closed yet.", "4  shows those that are open."),
}
_EVERY = "every"
_PAUSE_S = 0.05
"""So long one stays on a row before its reports are read: walking down a list reads nothing."""


class ActionsScreen(ActionKeys):
    """The list of actions."""

    MODE = "actions"
    CSS_PATH = "actions.tcss"
    HELP = """
What was agreed in audits: what, by which role, by when. Those that are late come first; a ? stands before what is
vague. The lines below the list say more about the one that is selected, with every report on it; space shows more.

Say how it stands with o, i or b, write a note with n. e puts it off, with a reason; c closes it with the record that
shows it was done. Whoever owns an action does neither: somebody else does. A closed action counts as closed on paper
until a re-audit finds its question met: then it is confirmed. r opens it again.

Press 1 to 5 for mine, my team's, overdue, all open and closed; s for one standard, t for a team, g for an age. w shows
whether actions worked: what later audits answered. p writes the list into a file.
"""
    BINDINGS = [
        *(
            key(number, f"show('{name}')", words, f"The list: {words.lower()}.", id=f"actions.{name}", show=False)
            for name, (number, words) in VIEWS.items()
        ),
        key("s", "section", "Standard", "Only those about one standard or guide.", id="actions.section"),
        key("t", "team", "Team", "Only those of one team.", id="actions.team_filter", show=False),
        key("g", "age", "Age", "Only those of one age, since they started.", id="actions.age", show=False),
        key(
            "v",
            "not_started",
            "Not started",
            "Also those that start when the grade of their audit is final.",
            id="actions.not_started",
            show=False,
        ),
        key("x", "everything", "No filters", "Every team, standard and age.", id="actions.everything", show=False),
        key("w", "worked", "Did it work", "What later audits answered to their questions.", id="actions.worked"),
        key("p", "write", "To a file", "Write this list as CSV or as a workbook.", id="actions.write", show=False),
        key("space", "more", "More", "The next page of what is said below the list.", id="actions.more", show=False),
        key("f5", "reload", "Read again", "Read the list again.", id="actions.reload", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._choice = Choice()
        self._shown: Shown | None = None
        self._one: OneAction | None = None
        self._stay_at: tuple[UUID, str] | None = None
        self._pause: Timer | None = None

    @property
    def service(self) -> Service:
        """Who is working."""
        service = self.auditor.service
        assert service is not None, "actions are read from an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="views")
        yield Static(id="choice")
        yield VirtualList[ActionSummary](id="actions")
        with Vertical(id="empty"):
            yield Static(id="empty-words")
        with VerticalScroll(id="told", can_focus=False):
            yield Static(id="told-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one("#actions").focus()
        self.reload()

    # -- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again, and stay on the same action where it is still there."""
        row = self.selected
        self._stay_at = (row.audit_id, row.action_id) if row else self._stay_at
        self._read()

    def stay_at(self, audit_id: UUID, action_id: str) -> None:
        """Go to an action once the list is read again."""
        self._stay_at = (audit_id, action_id)
        self._read()

    def _read(self) -> None:
        self.start_job("list", listing.read_list, self.service, self._choice)

    def done_list(self, shown: Shown) -> None:
        """Show the list."""
        self._shown, self._one = shown, None
        self.rows.set_columns(listing.columns(shown))
        self.rows.show(shown.count, shown.first_page)
        if self._stay_at is not None:
            names = [(row.audit_id, row.action_id) for row in shown.first_page]
            if self._stay_at in names:
                self.rows.cursor = names.index(self._stay_at)
            self._stay_at = None
        self.set_class(shown.count == 0, "is-empty")
        if shown.count == 0:
            self.query_one("#empty-words", Static).update(self._empty_words(shown))
        self._draw_views(shown)
        self.refresh_bindings()

    def _empty_words(self, shown: Shown) -> Content:
        if shown.choice.narrowed:
            title, hint = "No action fits these filters.", "x  takes the filters away."
        else:
            title, hint = EMPTY[shown.choice.view]
        return Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        if self._shown is not None:
            self.start_job("pages", listing.read_pages, self.service, self._shown.wanted, message.pages)

    def done_pages(self, result: Any) -> None:
        """Put pages into the list, if it is still the same list."""
        wanted, pages = result
        if self._shown is not None and wanted == self._shown.wanted:
            self.rows.put_pages(pages)

    # -- drawing --------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> "VirtualList[ActionSummary]":
        """The list."""
        return self.query_one("#actions", VirtualList)

    @property
    def selected(self) -> ActionSummary | None:
        """The action one is on."""
        return self.rows.selected if self._shown is not None and self._shown.count else None

    @property
    def one(self) -> OneAction | None:
        """The action one is on with all its reports, once they are read."""
        row, one = self.selected, self._one
        same = row is not None and one is not None and one.summary == row
        return one if same else None

    def concern_about(self) -> About | None:
        """The audit of the action one is on."""
        row = self.selected
        return About(row.audit_id, row.lcs_number) if row else None

    def _draw_views(self, shown: Shown) -> None:
        parts: list[tuple[str, str] | str] = []
        for name, (shown_key, words) in VIEWS.items():
            lit = name == shown.choice.view
            parts.append((f" {shown_key} ", "$muted" if not lit else "bold $accent"))
            parts += [(words, "bold underline" if lit else ""), (f" {shown.counts[name]:,}", "$muted"), "  "]
        self.query_one("#views", Static).update(Content.assemble(*parts))
        words = shown.words()
        only = (f"Only: {words} (x: all)   ", "$accent") if words else ""
        self.query_one("#choice", Static).update(Content.assemble(" ", only, (shown.order, "$muted")))

    @on(VirtualList.Moved)
    def _moved(self) -> None:
        self._draw_told()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE_S, self._read_one)
        self.refresh_bindings()

    def _read_one(self) -> None:
        row = self.selected
        if row is not None and self.one is None:
            self.start_job("one", show_action, self.service, row.audit_id, row.action_id)

    def done_one(self, one: OneAction) -> None:
        """Show every report on the action one is on."""
        self._one = one
        self._draw_told()
        self.refresh_bindings()

    def failed_one(self, _: Exception) -> bool:
        """It changed meanwhile: the list says so when it is read again."""
        return True

    def _draw_told(self) -> None:
        row, shown = self.selected, self._shown
        told = self.query_one("#told-words", Static)
        if row is None or shown is None:
            told.update("")
            return
        lines = [Content.styled(row.what, "bold")]
        for label, text in listing.laid_out(listing.details(shown, row, self.one), self.size.width - 3):
            lines.append(Content.assemble((label, "$muted"), text))
        told.update(Content("\n").join(lines))
        self.query_one("#told").scroll_home(animate=False)

    def action_more(self) -> None:
        """The next page of what is told, or the first one again."""
        told = self.query_one("#told", VerticalScroll)
        if told.scroll_offset.y >= told.max_scroll_y:
            told.scroll_home(animate=False)
        else:
            told.scroll_page_down(animate=False)

    # -- choosing -------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work now."""
        if action in ("section", "team", "age", "write", "worked"):
            return self._shown is not None
        if action == "everything":
            return self._choice.narrowed
        return super().check_action(action, parameters)

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self._stay_at = None
        self._read()

    def action_show(self, view: str) -> None:
        """Show another list."""
        self._choose(replace(self._choice, view=view))

    def action_everything(self) -> None:
        """Take all filters away."""
        self._choose(Choice(self._choice.view))

    def action_not_started(self) -> None:
        """Also, or no longer, those that have not started."""
        self._choose(replace(self._choice, not_started=not self._choice.not_started))

    def action_section(self) -> None:
        """Which standard."""
        if self._shown is not None:
            self.start_job("sections", listing.read_sections, self.service, self._shown)

    def done_sections(self, shown: Shown) -> None:
        """Offer the standards that actions are about."""
        found = sorted(shown.by_section.items(), key=lambda one: (not one[0], one[0]))
        words = listing.section_words
        choices = [(name or "none", f"{words(name, shown.sections)}  ({count:,})") for name, count in found]
        picked = "none" if self._choice.section == listing.NOWHERE else self._choice.section
        self._pick(
            "About which standard?",
            choices,
            picked or _EVERY,
            lambda name: replace(self._choice, section=listing.NOWHERE if name == "none" else name),
        )

    def action_team(self) -> None:
        """Which team."""
        if self._shown is not None:
            teams = [(str(team_id), name) for team_id, name in self._shown.teams.items()]
            picked = str(self._choice.team or _EVERY)
            self._pick(
                "Which team's?",
                teams,
                picked,
                lambda name: replace(self._choice, team=UUID(name) if name is not None else None),
            )

    def action_age(self) -> None:
        """Which age."""
        ages = [(age, f"Started {words} ago") for age, (words, _, _) in AGES.items()]
        self._pick("How old?", ages, self._choice.age or _EVERY, lambda name: replace(self._choice, age=name))

    def _pick(
        self, title: str, choices: list[tuple[str, str]], picked: str, made: Callable[[str | None], Choice]
    ) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                self._choose(made(None if name == _EVERY else name))

        self.app.push_screen(PickOne(title, [(_EVERY, "All"), *choices], picked), chosen)

    # -- elsewhere ------------------------------------------------------------------------------------------------

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.audit_id)

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_worked(self) -> None:
        """Whether the actions listed worked."""
        if self._shown is not None:
            from auditor.tui.actions.worked import WorkedScreen

            self.app.push_screen(WorkedScreen(self._shown))

    def action_write(self) -> None:
        """Write the list into a file."""
        if self._shown is not None:
            self.ask_for_file(self._shown)
