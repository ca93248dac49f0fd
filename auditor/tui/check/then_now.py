"""A re-audit beside the audit it follows: what it is to look at while it is a draft, then and now once submitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.action_steps import STATUS_WORDS
from auditor.audit.states import State
from auditor.audit.then_and_now import CHANGE_SYMBOLS, Change, Compared
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Cell, Column, VirtualList
from auditor.tui.words import day, graded, joined
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.re_audit import Carried, carried_forward, compare_then_and_now
from auditor.use_cases.service import Service

_ROLES = {Change.BETTER: "good", Change.WORSE: "inadequate", Change.NOT_COMPARABLE: "muted", Change.SAME: ""}
_PAGE = 200


@dataclass(frozen=True)
class Line:
    """One line of the list.

    Attributes:
        label: what kind of thing it is.
        rest: everything about it, for the lines below the list.
    """

    label: str
    words: str
    then: str = ""
    now: str = ""
    change: Change | None = None
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Shown:
    """What the screen shows."""

    audit_id: UUID
    lcs_number: str
    told: str
    lines: Sequence[Line]
    compared: bool


def read_again(service: Service, re_audit_id: UUID) -> Shown:
    """Read what a re-audit is to look at; once it is submitted, then and now."""
    opened = open_audit(service, re_audit_id)
    number = opened.record.lcs_number
    if opened.state in (State.DRAFT, State.VOID):
        carried = carried_forward(service, re_audit_id)
        if carried is None:
            return Shown(re_audit_id, number, "This audit follows no other whose grade stands.", (), compared=False)
        told = f"To look at, from the audit as at {day(carried.as_at)}. Its answers and grades come once you submit."
        return Shown(re_audit_id, number, told, _to_look_at(carried), compared=False)
    again = compare_then_and_now(service, re_audit_id)
    scale = opened.checklist.scale
    answers = {str(answer.id): f"{answer.symbol} {answer.word}" for answer in scale.answers}
    counts = ", ".join(f"{again.compared.count(change)} {change.value}" for change in Change)
    told = f"As at {day(again.then.as_at)} and {day(again.now.as_at)}. Questions: {counts}."
    lines = [
        _line("grade", one, {grade.id: graded(grade.id) for grade in scale.grades}) for one in again.compared.grades
    ]
    lines += [_line("question", one, answers) for one in again.compared.criteria]
    return Shown(re_audit_id, number, told, lines, compared=True)


def _to_look_at(carried: Carried) -> list[Line]:
    lines = [
        Line("improve", finding.text, rest=(("About", finding.about or "the whole"),)) for finding in carried.improve
    ]
    for one in carried.actions:
        symbol, status = STATUS_WORDS[one.status]
        rest = (("Owner", joined([one.action.owner, f"by {day(one.due)}"])), ("Status", status))
        lines.append(Line("action", one.action.what, now=f"{symbol} {status}", rest=rest))
    return lines


def _line(label: str, one: Compared, words: dict[str, str]) -> Line:
    then, now = (words.get(str(value), "–") if value else "–" for value in (one.then, one.now))
    said = f"{one.code}  {one.words}".strip()
    rest = (("Then", then), ("Now", now), ("So it is", one.change.value))
    return Line(label, said, then, now, one.change, rest)


class ThenAndNowScreen(HelpfulScreen):
    """What a re-audit is to look at, or then and now."""

    MODE = "work"
    CSS_PATH = "../concerns/concern.tcss"
    HELP = """
A re-audit starts with clean answers. While it is a draft, this lists what the first audit found to improve, and the
actions that were agreed with what became of them: look at each of them, and answer by what you find.

Once the re-audit is submitted, every grade and every question stands here, then and now. Press c to see only what got
better or worse. A question that only one of the two asked is not comparable.
"""
    BINDINGS = [
        key("o", "open", "Open the audit", "Open the re-audit.", id="again.open"),
        key("c", "changed", "Changed only", "Only what got better or worse, or everything.", id="again.changed"),
        key("escape", "back", "Back", "Back to the list before.", id="again.back"),
    ]

    def __init__(self, re_audit_id: UUID) -> None:
        super().__init__()
        self._audit_id = re_audit_id
        self._shown: Shown | None = None
        self._changed = False

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, "re-audit")
        yield Static("Loading…", id="told")
        yield VirtualList[Line](id="lines")
        with Vertical(id="nothing"):
            yield Static("Nothing is listed here.", id="nothing-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#lines").focus()
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        if self.auditor.service is not None:
            self.start_job("again", read_again, self.auditor.service, self._audit_id)

    def done_again(self, shown: Shown) -> None:
        """Show it."""
        self._shown = shown
        self.query_one(TopBar).about = f"re-audit, LCS {shown.lcs_number}"
        self.query_one("#told", Static).update(Content(shown.told))
        self._show()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        moved = (Change.BETTER, Change.WORSE)
        lines = [line for line in shown.lines if not self._changed or line.change in moved]
        rows: VirtualList[Line] = self.query_one("#lines", VirtualList)
        rows.set_columns(_columns(compared=shown.compared))
        rows.show(len(lines), lines[:_PAGE])
        rows.put_pages({page: lines[page * _PAGE : (page + 1) * _PAGE] for page in range(1, -(-len(lines) // _PAGE))})
        self.set_class(not lines, "is-empty")
        self.refresh_bindings()

    @on(VirtualList.Moved)
    def _draw_details(self, message: VirtualList.Moved) -> None:
        if message.row is None:
            return
        lines = [Content.styled(" ".join(message.row.words.split()), "bold")]
        lines += [Content.assemble((f"{label:<9}", "$muted"), words) for label, words in message.row.rest]
        self.query_one("#details", Static).update(Content("\n").join(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a comparison has what changed."""
        return self._shown is not None and self._shown.compared if action == "changed" else True

    @on(VirtualList.Chosen)
    def action_open(self) -> None:
        """Open the re-audit, or go back to it."""
        if self.auditor.current_mode == "audit":
            self.dismiss()
        else:
            self.auditor.open_audit(self._audit_id)

    def action_changed(self) -> None:
        """Only what changed, or everything."""
        self._changed = not self._changed
        self._show()

    def action_back(self) -> None:
        """Back to the list before."""
        self.dismiss()


def _columns(*, compared: bool) -> tuple[Column[Line], ...]:
    def change(line: Line) -> Cell:
        assert line.change is not None
        return f"{CHANGE_SYMBOLS[line.change]} {line.change.value}", _ROLES[line.change]

    what: Column[Line] = Column("", 0, lambda line: (line.words, "strong" if line.label == "grade" else ""))
    label: Column[Line] = Column("", 8, lambda line: (line.label, "muted"))
    if not compared:
        return (label, what, Column("Stands", 24, lambda line: (line.now, "muted")))
    return (
        Column("", 16, change),
        Column("Then", 22, lambda line: (line.then, "muted"), from_width=96),
        Column("Now", 22, lambda line: (line.now, "")),
        what,
    )
