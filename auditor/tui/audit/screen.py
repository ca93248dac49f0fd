"""The audit: the parts at the left, the list of one part, the detail of one row, and one field to type in."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind
from auditor.errors import InputError
from auditor.tui.audit.actions import ActionsPanel
from auditor.tui.audit.conversations import ConversationsPanel
from auditor.tui.audit.criteria import CriteriaPanel
from auditor.tui.audit.dates import KeyDatesPanel
from auditor.tui.audit.difference import DifferencePanel
from auditor.tui.audit.editor import Editor
from auditor.tui.audit.finder import STEP_KEY, FindDialog, targets
from auditor.tui.audit.findings import FindingsPanel
from auditor.tui.audit.judgements import JudgementsPanel
from auditor.tui.audit.lines import Notice, Rule
from auditor.tui.audit.moderating import summary_for
from auditor.tui.audit.overall import OverallPanel
from auditor.tui.audit.pane import DetailPane
from auditor.tui.audit.panel import Panel
from auditor.tui.audit.places import Unit, first_asked, left_at, next_in_unit, place_of, places_of, units_of
from auditor.tui.audit.resuming import begin, resume
from auditor.tui.audit.sidebar import Sidebar, sidebar_rows
from auditor.tui.audit.summary import DraftWanted
from auditor.tui.audit.timed import TimedScreen
from auditor.tui.audit.undoing import UNDO_STEPS, UNDO_WORDS
from auditor.tui.audit.wording import header_words, read_only_words
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.service import Service

PLACE_AFTER_S, _ROOMY = 0.8, 100
_ABOUT = """
An audit, part by part: the sections at the left (tab shows them where the window is narrow), a list, and everything
about the line you are on below it. All you record is saved at once; the top line says when. Escape goes back to Work,
and you return to the same line later.
"""


class AuditScreen(TimedScreen):
    """One audit, from the first answer to the entry for LCS."""

    CSS_PATH = "audit.tcss"
    MODE = "audit"
    AUTO_FOCUS = ""
    BINDINGS = [
        key(
            "slash",
            "find",
            "Find",
            "Find a question, a point such as PS6.4, a section or a step.",
            id="audit.find",
            display="/",
        ),
        key("right_square_bracket", "place(1)", "Next part", "The next section or step.", id="audit.next", display="]"),
        key(
            "left_square_bracket",
            "place(-1)",
            "Part before",
            "The section or step before.",
            id="audit.before",
            display="[",
            show=False,
        ),
        key("u", "undo", "Undo", "Take back the last thing recorded in this sitting.", id="audit.undo"),
        key("space", "more", "More", "The next page of what is said below the list.", id="audit.more", show=False),
        key("tab,shift+tab", "other_list", "Sections", "Between the sections and the list.", id="audit.sections"),
        key("ctrl+r", "save_again", "Save again", "Try again to save what is not saved.", id="audit.save", show=False),
        key("escape", "back", "Work", "Back to your audits; everything is kept.", id="audit.back"),
    ]

    def __init__(self, service: Service, opened: OpenAudit, at: str = "") -> None:
        """An audit.

        Args:
            at: the section to begin with; otherwise where the person left.
        """
        super().__init__(service, opened)
        self._at = at
        self.units: tuple[Unit, ...] = units_of(opened.scope)
        self._scope = opened.scope
        self.place = ""
        self._place_timer: Timer | None = None
        self.criteria = CriteriaPanel(self)
        self.judgements = JudgementsPanel(self)
        self.conversations = ConversationsPanel(self)
        self.findings = FindingsPanel(self)
        self.actions = ActionsPanel(self)
        self.difference = DifferencePanel(self)
        self.overall = OverallPanel(self)
        self.panels: dict[str, Panel] = {
            "dates": KeyDatesPanel(self),
            "judgements": self.judgements,
            "conversations": self.conversations,
            "findings": self.findings,
            "actions": self.actions,
            "difference": self.difference,
            "overall": self.overall,
            "summary": summary_for(self, opened.role),
        }
        self.criteria.display = False

    @property
    def HELP(self) -> str:  # type: ignore[override]  # noqa: N802 - what Textual calls it; it follows the part one is in
        """What the screen is for, the part one is in first."""
        return f"{self.panel.HELP.strip()}\n\n{_ABOUT.strip()}"

    def compose(self) -> ComposeResult:
        """The head, the sections, the list with its detail and field, what was done, and the keys."""
        yield TopBar(self.MODE)
        yield Notice(id="head")
        yield Notice(id="banner")
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield Rule(id="side-rule")
                yield Sidebar(self)
            with Vertical(id="main"):
                yield Rule(id="list-rule")
                yield self.criteria
                yield Rule(id="detail-rule")
                yield DetailPane(id="detail")
                yield Editor()
        yield Notice(id="told")
        yield KeyBar()

    def on_mount(self) -> None:
        """Go to the section asked for, or where the person left."""
        self.criteria.units = self.units
        self.tell_saving()
        begin(self, self._at)

    def show_first(self) -> None:
        """Show where there is something left to do."""
        opened = self.desk.shown
        if opened.read_only:
            self.show("summary")
            return
        left = (unit.id for unit in self.units if next_in_unit(opened.scope, opened.examination, unit, ""))
        self.show(next(left, "summary"))

    # -- places ---------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[str, ...]:
        """Every part, in order."""
        return places_of(self._scope, self.units)

    @property
    def panel(self) -> Panel:
        """The list of the part that is shown."""
        return self.panels.get(self.place, self.criteria)

    def show(self, place: str, key: str | None = None, *, focus: bool = True) -> None:
        """Show a part, at a row of it where one is named."""
        if not self.finish_writing():
            return
        before, self.place = self.panel, place
        panel = self.panel
        if panel is not before or not panel.display:
            before.display = False
            panel.display = True
            if not panel.is_attached:  # most sittings never come to most steps
                self.query_one("#main").mount(panel, before="#detail-rule")
            self.query_one("#main").set_class(panel.TALL, "-tall")
        if panel is self.criteria:
            self.criteria.show_unit(place, key)
        else:
            first = panel.first_left() if isinstance(panel, JudgementsPanel) else None
            panel.reload(key or first)
            self.show_place(panel)
            self.show_row(panel)
        if place == "overall":
            self.say("")  # it may tell another grade
        if focus:
            self.enter_list()
        self.refresh_bindings()

    def show_keys(self) -> None:
        """Other keys work now: show them at the foot, in the same drawing as the move that led to it."""
        self.query_one(KeyBar).refresh()

    def show_place(self, panel: Panel) -> None:
        """Note that a panel shows another part."""
        if panel is self.criteria:
            self.place = self.criteria.unit_id
        self.draw_all()

    def go(self, step: Step, key: str = "") -> bool:
        """Go to something in the audit."""
        opened = self.desk.shown
        place = place_of(opened.scope, opened.examination, self.units, step, key)
        if place is None or place not in self.places:
            return False
        self.show(place, key or None)
        return True

    def go_to_section(self, section: str) -> bool:
        """Go to the first question of a section, also of one that is graded with another."""
        return self.go(Step.SECTIONS, first_asked(self.units, section) or section)

    def go_on(self) -> None:
        """Go to the next part in which something is left: sections first, then the steps."""
        opened = self.desk.shown
        places, units = self.places, [unit.id for unit in self.units]
        at = places.index(self.place)
        waiting = {
            unit.id for unit in self.units if next_in_unit(opened.scope, opened.examination, unit, "") is not None
        }
        steps = left_at(opened.progress.left, opened.examination)
        waiting |= {place for place, count in steps.items() if count} | {"summary"}
        order = (
            [*places[at + 1 : len(units)], *places[:at], *places[len(units) :]]
            if self.place in units
            else places[at + 1 :]
        )
        self.show(next(place for place in (*order, "summary") if place in waiting))

    def preview(self, place: str) -> None:
        """Show a part while going through the sections."""
        if place != self.place:
            self.show(place, focus=False)
            self.say("")

    def enter_list(self) -> None:
        """Go to the list of the part that is shown."""
        self.remove_class("-sections")
        self.set_focus(self.panel, scroll_visible=False)

    # -- drawing --------------------------------------------------------------------------------------------------

    def draw_all(self) -> None:
        """Draw what may have changed; only lines that did are painted, all of them at once."""
        panel, opened = self.panel, self.desk.shown
        self.query_one(DetailPane).show(panel.detail, stay=True)
        self.query_one("#list-rule", Rule).words = panel.title()
        rows = sidebar_rows(
            opened.scope,
            opened.of_record,
            opened.progress,
            self.units,
            hide_grades=self.place == "overall",
            submitted=opened.submitted is not None and opened.read_only,
            drafts=len(self.desk.drafts),
            wanted=len(opened.timescales.wanted),
        )
        self.query_one(Sidebar).show(tuple(rows), self.place)
        answered = f"{opened.progress.answered}/{opened.progress.asked}"
        self.query_one("#side-rule", Rule).words = ("Sections", answered)

    def show_row(self, panel: Panel) -> None:
        """Show the detail of the row a panel is on, and remember the place."""
        if panel is not self.panel:
            return
        self.query_one(DetailPane).show(panel.detail)
        if not self.desk.shown.read_only:
            self.desk.stay(panel.STEP.value, panel.place_key())
            if self._place_timer is None:
                self._place_timer = self.set_timer(PLACE_AFTER_S, self._keep_place)

    def _keep_place(self) -> None:
        self._place_timer = self.set_timer(PLACE_AFTER_S, self._keep_place) if self.is_busy("save") else None
        self.flush()  # does nothing while it is busy: the place waits once more

    def say(self, told: str, role: str = "") -> None:
        """Say what was just done."""
        style = "$accent" if role else "$foreground"
        self.query_one("#told", Notice).words = ((told, style), ("", ""))

    def tell_saving(self) -> None:
        """Show what the audit is about, how saving stands, and below it why nothing is recorded or saved."""
        shown = self.desk.shown
        self.query_one("#head", Notice).words = (
            (header_words(shown, short=self.size.width < _ROOMY), "bold"),
            self.saving_told(),
        )
        banner = self.query_one("#banner", Notice)
        banner.words = ((read_only_words(shown) if shown.read_only else self.trouble_told(), "bold"), ("", ""))
        banner.display = bool(banner.words[0][0])

    # -- recording ------------------------------------------------------------------------------------------------

    def put(self, *changes: Change, settles: Sequence[str] = ()) -> bool:
        """Record changes: shown now, saved next."""
        if self.desk.shown.read_only:
            self.say(read_only_words(self.desk.shown), "accent")
            return False
        try:
            self.desk.put(changes, settles)
        except InputError as error:
            self.say(" ".join(part for part in (error.title, error.detail, error.next_step) if part), "accent")
            return False
        self._follow_scope()
        self.panel.reload()
        self.draw_all()
        self.flush()
        return True

    def _follow_scope(self) -> None:
        if self.desk.shown.scope is not self._scope:
            self._scope = self.desk.shown.scope
            self.units = self.criteria.units = units_of(self._scope)

    def draw_anew(self) -> None:
        """Draw everything: the audit was moved, or changed elsewhere."""
        self._follow_scope()
        self.panel.reload()
        self.draw_all()
        self.tell_saving()
        self.refresh_bindings()

    @on(DraftWanted)
    def _draft_wanted(self, event: DraftWanted) -> None:
        resume(self, event.name)

    # -- keys -----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving again makes sense only where saving failed; undoing only where something may be recorded."""
        if action == "save_again":
            return self.desk.trouble is not None
        if action in ("find", "place", "undo", "more", "dates", "accept_all") and self.query_one(Editor).is_open:
            return False
        if action in ("undo", "accept_all") and self.desk.shown.read_only:
            return None
        return super().check_action(action, parameters)

    def action_more(self) -> None:
        """Page through the detail."""
        self.query_one(DetailPane).more()

    def action_undo(self) -> None:
        """Take back the last thing, and show where it was."""
        step = self.desk.take_back()
        if not step:
            self.say("Nothing to undo in this sitting.")
            return
        self.put()
        if step[0].kind is not FactKind.SECTION_OPENED:
            self.go(UNDO_STEPS.get(step[0].kind, Step.SECTIONS), step[0].key)
        self.say(f"Taken back: {UNDO_WORDS[step[0].kind]}.", "accent")

    def action_find(self) -> None:
        """Find something and go there."""

        def found(key: str | None) -> None:
            opened = self.desk.shown
            if key in opened.checklist.sections_by_id:
                self.show(place_of(opened.scope, opened.examination, self.units, Step.SECTIONS, key) or self.place)
            elif key is not None and key.startswith(STEP_KEY):
                self.show(key.removeprefix(STEP_KEY))
                self.say("")
            elif key is not None:
                self.go(Step.SECTIONS, key)

        self.app.push_screen(FindDialog(targets(self.desk.shown.scope)), found)

    def action_place(self, by: int) -> None:
        """Go to the next part, or the one before."""
        at = self.places.index(self.place) + by
        if 0 <= at < len(self.places):
            self.show(self.places[at])
            self.say("")

    def action_other_list(self) -> None:
        """Between the sections and the list."""
        sidebar = self.query_one(Sidebar)
        if sidebar.has_focus:
            self.enter_list()
        else:
            self.add_class("-sections")
            self.set_focus(sidebar, scroll_visible=False)

    def action_save_again(self) -> None:
        """Try again to save."""
        self.flush()

    def action_back(self) -> None:
        """Back to the whole section, or the list, or to Work once everything is saved."""
        if self.query_one(Sidebar).has_focus:
            self.enter_list()
        elif self.panel is self.criteria and self.criteria.filter != "all":
            key = self.criteria.row.key if self.criteria.row else None
            self.criteria.show_unit(self.criteria.unit_id, None if self.criteria.filter == "not asked" else key)
        else:
            self.leave_then(self.auditor.close_audit)

    def leave_then(self, then: Callable[[], None]) -> None:
        """Do something once everything typed and recorded is saved; the application asks this before it ends."""
        self.finish_writing()
        self.after_saving(lambda: self.let_go_then(then))
