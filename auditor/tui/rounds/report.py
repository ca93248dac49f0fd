"""The report of a thematic round, as far as the QA lead writes it: findings, quotes, good practice, recommendations."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.audit.facts import FactKind
from auditor.audit.narrative import Speaker, narrative_key
from auditor.errors import AuditorError
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.rounds import report_words as words
from auditor.tui.rounds.report_words import Numbered
from auditor.tui.team.dialogs import SayDialog
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import day, parse_day
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.rounds import findings, recommend, voices
from auditor.use_cases.rounds.findings import FindingDraft
from auditor.use_cases.rounds.voices import FoundInTextError, Passage
from auditor.use_cases.service import Service

_NEW = "new"


class RoundReportScreen(HelpfulScreen):
    """What the report of one round says beside its figures."""

    MODE = "rounds"
    CSS_PATH = "rounds.tcss"
    HELP = """
Every finding of the report is drafted from the figures, and stands as drafted unless you write it in your own words:
press Enter, and go on from the draft. Backspace lets the draft stand again. When the figures change after you wrote,
the report says so and gives the sentence that would be drafted now.

Press 2 for what was said in the conversations of this round's audits, sentence by sentence. Space quotes one, or quotes
it no longer; Enter writes it in other words; w says who says it. What may say who somebody is has to be written in
other words, or needs a reason. Children's words are for the service only. Press p to let what you chose stand in what
is published of the round as well, or no longer; other words have to be chosen for it again.

Press 3 for good practice to share: space chooses a strength that an audit found, n types one. Press 4 for what is
recommended: n recommends something, Enter changes it, e and l move it earlier and later.

Everything is saved at once, and kept while you type it.
"""
    BINDINGS = [
        key("space", "take", "Choose", "Choose it for the report, or no longer.", id="round_report.take"),
        key("n", "new", "New", "Type good practice, or recommend something.", id="round_report.new"),
        key("w", "who", "Who says it", "Say who says the selected words.", id="round_report.who"),
        key(
            "p", "publish", "Publish", "Let it stand in what is published too, or no longer.", id="round_report.publish"
        ),
        key("backspace,delete", "drop", "Drop", "Back to the draft; or take it back.", id="round_report.drop"),
        key("e", "move(-1)", "Earlier", "Recommend it earlier.", id="round_report.earlier"),
        key("l", "move(1)", "Later", "Recommend it later.", id="round_report.later"),
        key("1", "show('findings')", "Findings", "What was found.", id="round_report.findings", show=False),
        key("2", "show('quotes')", "Quotes", "What people said.", id="round_report.quotes", show=False),
        key("3", "show('practice')", "Good practice", "What to share.", id="round_report.practice", show=False),
        key("4", "show('recommendations')", "Recommendations", "What to do.", id="round_report.advice", show=False),
        key("f5", "reload", "Read again", "Read it again.", id="round_report.reload", show=False),
        key("escape", "back", "Back", "Back to the round.", id="round_report.back"),
    ]

    def __init__(self, round_id: str, name: str) -> None:
        """The report of a round.

        Args:
            name: what the round is called.
        """
        super().__init__()
        self._round_id, self._called = round_id, name
        self._view = "findings"
        self._with_reason: Callable[[str], None] | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, self._called)
        yield Static("Loading…", id="title")
        yield Static(id="views")
        with Horizontal(id="body"):
            yield VirtualList[Any](id="parts")
            with VerticalScroll(id="told", can_focus=False):
                yield Static(id="told-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#parts").focus()
        self.reload()

    def reload(self) -> None:
        """Read the part again."""
        self.start_job("part", words.read_part, self._service, self._round_id, self._view)

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "a report is written in an open store"
        return service

    @property
    def _row(self) -> Any:
        return self.query_one("#parts", VirtualList).selected

    # -- drawing --------------------------------------------------------------------------------------------------

    def done_part(self, found: tuple[str, Sequence[words.Row]]) -> None:
        """Show it."""
        view, rows = found
        listed = self.query_one("#parts", VirtualList)
        listed.set_columns(words.columns(view, rows))
        self.set_class(not rows, "is-empty")
        if not rows:
            title, hint = words.NOTHING[view]
            said = Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))
            self.query_one("#nothing-words", Static).update(said)
        listed.show(len(rows), rows, keep_cursor=True)
        about = Content.assemble(("Report of the round", "bold"), "  ", (words.summed(view, rows), "$muted"))
        self.query_one("#title", Static).update(about)
        views: list[str | tuple[str, str]] = []
        for place, (name, label) in enumerate(words.VIEWS.items(), start=1):
            views += [(f"{place} ", "$muted"), (label, "bold underline" if name == view else ""), "   "]
        self.query_one("#views", Static).update(Content.assemble(*views))
        self.refresh_bindings()

    @on(VirtualList.Moved)
    def _tell(self, message: VirtualList.Moved) -> None:
        if message.row is not None:
            self.query_one("#told-words", Static).update(words.told(message.row))
            self.query_one("#told").scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done in this part, and with what is selected."""
        row = self._row if self.is_mounted else None
        if action == "take":
            return isinstance(row, Passage) and not (row.audit is None and row.chosen is not None)
        if action == "new":
            return self._view in ("practice", "recommendations")
        if action == "who":
            return self._view == "quotes" and isinstance(row, Passage)
        if action == "publish":
            return isinstance(row, Passage) and row.chosen is not None and row.speaker is not Speaker.CHILD
        if action == "move":
            return isinstance(row, Numbered)
        if action == "drop":
            return (
                isinstance(row, Numbered)
                or (isinstance(row, FindingDraft) and row.own is not None)
                or (isinstance(row, Passage) and row.chosen is not None)
            )
        return True

    # -- which part -----------------------------------------------------------------------------------------------

    def action_show(self, view: str) -> None:
        """Another part."""
        if view != self._view:
            self._view = view
            self.query_one("#parts", VirtualList).show(0)
            self.query_one("#told-words", Static).update("")
        self.reload()

    def action_reload(self) -> None:
        """Read it again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the round."""
        self.dismiss()

    # -- writing --------------------------------------------------------------------------------------------------

    @on(VirtualList.Chosen)
    def _open(self) -> None:
        row = self._row
        match row:
            case FindingDraft(withheld=True):
                told = "Somebody else's words stand there; you may not read or change them yet."
                self.notify(told, markup=False, severity="warning")
            case FindingDraft():
                self._write(row)
            case Passage():
                self._write_passage(row)
            case Numbered():
                self._ask_what(row)

    def _write(self, one: FindingDraft) -> None:
        what = Unfinished(None, FactKind.ROUND_FINDING.value, narrative_key(self._round_id, one.name))
        about = f"Drafted: {one.drafted or 'the figures say nothing here.'}"
        dialog = SayDialog(one.heading, about, one.reported, what=what, lcs_number="", may_be_empty=False)
        self.app.push_screen(dialog, lambda said: self._written(one, what, said) if said else None)

    def _written(self, one: FindingDraft, what: Unfinished, said: str) -> None:
        if said != one.drafted:
            self._record(what, findings.write_finding, one.name, said)
        elif one.own is not None:
            self._record(what, findings.drop_finding, one.name)
        else:
            self.notify("That is the drafted sentence: nothing was changed.", markup=False)

    def _write_passage(self, one: Passage | None) -> None:
        quoted = self._view == "quotes"
        kind = FactKind.QUOTE if quoted else FactKind.PRACTICE
        id_, audit = (one.id, one.audit) if one else ("", None)
        what = Unfinished(audit, kind.value, narrative_key(self._round_id, id_ or _NEW))
        title = "What is quoted" if quoted else "Good practice to share"
        about = f"As it was noted: {one.text}" if one and one.audit else "In a sentence or two; name nobody."
        stands = (one.chosen.text if one.chosen else one.text) if one else ""
        dialog = SayDialog(title, about, stands, what=what, lcs_number="", may_be_empty=False)
        use = voices.choose_quote if quoted else voices.share_practice

        def said(text: str | None) -> None:
            if text:
                self._choose(what, use, id_, text=text)

        self.app.push_screen(dialog, said)

    def action_new(self) -> None:
        """Type good practice, or recommend something."""
        if self._view == "practice":
            self._write_passage(None)
        else:
            self._ask_what(None)

    # -- choosing -------------------------------------------------------------------------------------------------

    def action_take(self) -> None:
        """Choose what is selected, or no longer."""
        one = self._row
        quoted = self._view == "quotes"
        if not isinstance(one, Passage):
            return
        if one.chosen is not None:
            use = voices.withdraw_quote if quoted else voices.withdraw_practice
            self._record(None, use, one.id)
        else:
            self._choose(None, voices.choose_quote if quoted else voices.share_practice, one.id)

    def action_publish(self) -> None:
        """Let what was chosen stand in what is published, or no longer."""
        one = self._row
        if isinstance(one, Passage) and one.chosen is not None:
            self._choose(None, voices.publish_passage, one.id, public=not one.chosen.public)

    def action_who(self) -> None:
        """Say who says it."""
        one = self._row
        if isinstance(one, Passage):
            choices = [(speaker.value, said) for speaker, said in words.SAID_BY.items()]
            pick = PickOne("Who says it?", choices, one.speaker.value if one.speaker else "")
            self.app.push_screen(pick, lambda who: self._says(one.id, who) if who else None)

    def _says(self, id_: str, who: str) -> None:
        self._choose(None, voices.choose_quote, id_, speaker=Speaker(who))

    def _choose(self, what: Unfinished | None, use: Callable[..., Any], id_: str, **given: Any) -> None:
        """Choose it; where something is found in it, its reason is asked for first."""
        self._with_reason = lambda why: self._record(what, use, id_, **{**given, "why": why})
        self._record(what, use, id_, **given)

    def failed_change(self, error: AuditorError) -> bool:
        """Ask for the reason why what was found may stand; anything else is told as ever."""
        then = self._with_reason
        if not isinstance(error, FoundInTextError) or then is None:
            return False
        ask = AskLine(
            "It may say who somebody is. Why may it stand?",
            f"{error.detail}\n\nEscape chooses nothing: Enter on the words writes them in other words.",
            placeholder="one line, without the words themselves",
            done="Let it stand",
        )
        self.app.push_screen(ask, lambda why: then(why) if why else None)
        return True

    # -- recommendations ------------------------------------------------------------------------------------------

    def _ask_what(self, row: Numbered | None) -> None:
        before = row.one if row else None
        what = self._typed("what", before.id if before else _NEW)
        ask = AskLine(
            "What is recommended?",
            "A sentence that says what is to be done.",
            value=before.what if before else "",
            done="Go on",
            kept=True,
            what=what,
        )
        self.app.push_screen(ask, lambda said: self._ask_owner(row, said) if said else None)

    def _ask_owner(self, row: Numbered | None, said: str) -> None:
        ask = AskLine(
            "To whom?",
            said,
            value=row.one.owner if row else "",
            placeholder="a role, as: head of service",
            done="Go on",
            kept=True,
        )
        self.app.push_screen(ask, lambda owner: self._ask_due(row, said, owner) if owner else None)

    def _ask_due(self, row: Numbered | None, said: str, owner: str) -> None:
        ask = AskLine(
            "By when?",
            "Leave it empty where no day is set.",
            value=day(row.one.due) if row and row.one.due else "",
            placeholder="31/03/2027",
            required=False,
            check=lambda typed: "" if not typed or parse_day(typed) else "Type a day, as 31/03/2027.",
        )
        self.app.push_screen(ask, lambda typed: self._recommend(row, said, owner, typed) if typed is not None else None)

    def _recommend(self, row: Numbered | None, said: str, owner: str, typed: str) -> None:
        due = parse_day(typed) if typed else None
        if row is None:
            self._record(self._typed("what", _NEW), recommend.recommend, said, owner, due)
        else:
            change = partial(recommend.change_recommendation, what=said, owner=owner, due=due, undated=due is None)
            self._record(self._typed("what", row.one.id), change, row.one.id)

    def _typed(self, part: str, id_: str) -> Unfinished:
        kind = f"{FactKind.RECOMMENDATION.value}-{part}"
        return Unfinished(None, kind, narrative_key(self._round_id, id_))

    def action_move(self, by: int) -> None:
        """Recommend it earlier or later."""
        row = self._row
        if isinstance(row, Numbered) and row.number + by > 0:
            listed = self.query_one("#parts", VirtualList)
            self._record(None, recommend.move_recommendation, row.one.id, row.number + by)
            listed.cursor = max(0, min(listed.count - 1, listed.cursor + by))

    # -- dropping -------------------------------------------------------------------------------------------------

    def action_drop(self) -> None:
        """Back to the draft, or take it back."""
        row = self._row
        match row:
            case FindingDraft():
                ask = ("Let the drafted sentence stand again?", "What you wrote stays on record.")
                self._ask_drop(ask, findings.drop_finding, row.name)
            case Numbered():
                ask = ("Recommend this no longer?", row.one.what)
                self._ask_drop(ask, recommend.drop_recommendation, row.one.id)
            case Passage(audit=None):
                self._ask_drop(("Share this no longer?", row.text), voices.withdraw_practice, row.id)
            case Passage():
                self.action_take()

    def _ask_drop(self, ask: tuple[str, str], use: Callable[..., Any], name: str) -> None:
        dialog = ConfirmDialog(*ask, yes="Drop it", no="Keep it")
        self.app.push_screen(dialog, lambda yes: self._record(None, use, name) if yes else None)

    # -- doing it -------------------------------------------------------------------------------------------------

    def _record(self, what: Unfinished | None, use: Callable[..., Any], *given: Any, **named: Any) -> None:
        service, typed = self._service, [what] if what is not None else []
        record = self.auditor.typing.recorded
        self.start_job("change", record, service, typed, use, service, self._round_id, *given, **named)

    def done_change(self, _: object) -> None:
        """Read what has changed."""
        self.reload()
