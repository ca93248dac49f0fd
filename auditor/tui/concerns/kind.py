"""Whom a concern is about, chosen on one line."""

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from auditor.audit.concerns import CONCERN_WORDS, ConcernKind
from auditor.tui.keys import key


class KindLine(Static, can_focus=True):
    """Whom the concern is about: one of two."""

    BINDINGS = [
        key("1", "pick('child')", "A child", "It is about a child at risk now.", id="concern.child", show=False),
        key("2", "pick('staff')", "Staff", "It is about staff or a carer: hidden from the team.", id="concern.staff"),
        key("left,right,space", "other", "The other", "The other of the two.", id="concern.other", show=False),
        key("enter", "next", "Next", "On to the concern.", id="concern.next", show=False),
    ]

    class Picked(Message):
        """Another kind was chosen."""

    def __init__(self, kind: ConcernKind) -> None:
        super().__init__(id="kind")
        self.kind = kind

    def render(self) -> Content:
        """Both, the one that is chosen marked."""
        parts: list[str | tuple[str, str]] = []
        for number, kind in enumerate(ConcernKind, start=1):
            lit = kind is self.kind
            mark = "●" if lit else "○"
            parts += [(f"{number} ", "bold $accent" if self.has_focus else "$muted")]
            parts += [(f"{mark} {CONCERN_WORDS[kind]}", "bold" if lit else "$muted"), "  "]
        return Content.assemble(*parts[:-1])

    def action_pick(self, kind: str) -> None:
        """Choose."""
        if kind != self.kind.value:
            self.kind = ConcernKind(kind)
            self.refresh()
            self.post_message(self.Picked())

    def action_other(self) -> None:
        """Choose the other."""
        self.action_pick("child" if self.kind is ConcernKind.STAFF else "staff")

    def action_next(self) -> None:
        """On to the concern."""
        self.screen.focus_next()
