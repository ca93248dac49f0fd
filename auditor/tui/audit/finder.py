"""Find: over questions, points such as PS6.4, the codes and titles of sections, and the steps after them."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.scope import AskedCriterion, Scope
from auditor.tui.audit.lines import LineList, Row
from auditor.tui.audit.places import STEPS, places_of
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog


@dataclass(frozen=True)
class Target:
    """Something that can be gone to.

    Attributes:
        key: a section's or a criterion's id; of a step ``step:`` and its place.
        code: shown before it.
        words: shown.
        state: asked nothing more of: empty when it is asked, else why it is not in the list.
        haystack: everything it is found by, folded.
    """

    key: str
    code: str
    words: str
    state: str
    haystack: str


STEP_KEY = "step:"
_ALSO = {
    "dates": "timescales time deadlines",
    "difference": "difference made",
    "summary": "submit left lcs",
    "overall": "overall grade whole",
}
"""Other words by which a step is sought."""


def targets(scope: Scope, *, asked_only: bool = False) -> tuple[Target, ...]:
    """Everything that can be found in an audit, in order.

    Args:
        asked_only: leave out what is not asked, and the steps.
    """
    return tuple(_targets(scope, asked_only=asked_only))


def _targets(scope: Scope, *, asked_only: bool) -> Iterator[Target]:
    for part in scope.sections:
        section = part.section
        yield Target(section.id, section.code, section.title, "section", f"{section.code} {section.title}".casefold())
        labels = {point.id: point.label for point in section.points}

        def target(item: AskedCriterion, state: str, labels: dict[str, str] = labels) -> Target:
            criterion = item.criterion
            points = " ".join(f"{point} {labels.get(point, '')}" for point in criterion.points)
            hay = f"{item.section.code} {points} {criterion.question} {item.section.title}".casefold()
            return Target(criterion.id, item.section.code, criterion.question, state, hay)

        for item in part.asked:
            yield target(item, "")
        if not asked_only:
            for item in part.unopened:
                yield target(item, "deeper")
            for item in part.not_asked:
                yield target(item, "not asked")
    if not asked_only:
        for place in places_of(scope, ()):
            words = STEPS[place][1]
            hay = f"{words} {_ALSO.get(place, '')}".casefold()
            yield Target(f"{STEP_KEY}{place}", "", words, "step", hay)


def matches(everything: tuple[Target, ...], typed: str) -> tuple[Target, ...]:
    """What holds every word typed; a section found by its code, and a step found by its name, come first."""
    sought = typed.casefold().split()
    if not sought:
        return everything
    found = [target for target in everything if all(_holds(target.haystack, word) for word in sought)]
    exact = {
        target.key
        for target in found
        if (target.state == "section" and target.code.casefold() == sought[0])
        or (target.state == "step" and any(word.startswith(sought[0]) for word in target.words.casefold().split()))
    }
    return tuple(sorted(found, key=lambda target: target.key not in exact))


def _holds(haystack: str, word: str) -> bool:
    # PS6.1 is not PS6.11: what ends in a digit must end there.
    at = haystack.find(word)
    while at >= 0:
        after = haystack[at + len(word) : at + len(word) + 1]
        if not (word[-1].isdigit() and after.isdigit()):
            return True
        at = haystack.find(word, at + 1)
    return False


class FindLine(Input):
    """The field; its arrow keys choose among what is found."""

    BINDINGS = [
        key("down", "screen.move(1)", "Down", "The next one found.", id="find.down", show=False),
        key("up", "screen.move(-1)", "Up", "The one before.", id="find.up", show=False),
        key("pagedown", "screen.page(1)", "Page down", "A screen down.", id="find.page_down", show=False),
        key("pageup", "screen.page(-1)", "Page up", "A screen up.", id="find.page_up", show=False),
    ]


class FindDialog(Dialog[str | None]):
    """Type, choose, go."""

    HELP = (
        "Type words of a question, a point such as PS6.4, a code such as PG2 or a step such as actions; up and "
        "down choose, Enter goes there."
    )
    BINDINGS = [
        key("escape", "cancel", "Back", "Go back to where you were.", id="find.cancel"),
    ]
    DEFAULT_CSS = """
    FindDialog { align: center middle; background: $background 70%; }
    FindDialog > Vertical {
        width: 100; max-width: 96%; height: 80%; background: $surface; border: round $primary; padding: 0 1;
    }
    FindDialog #find-title { text-style: bold; padding: 0 1; }
    FindDialog #find-list { height: 1fr; background: $surface; margin: 1 0 0 0; }
    FindDialog #find-foot { color: $muted; padding: 0 1; }
    """

    def __init__(
        self, everything: tuple[Target, ...], title: str = "Find a question, a point, a section or a step"
    ) -> None:
        super().__init__()
        self._everything, self._title = everything, title

    def compose(self) -> ComposeResult:
        """The field and what is found."""
        with Vertical():
            yield Static(Content(self._title), id="find-title")
            yield FindLine(placeholder="words, PS6.4, PG2, actions …", compact=True, id="find-input")
            found = LineList(id="find-list")
            found.can_focus = False
            yield found
            yield Static(id="find-foot")

    def on_mount(self) -> None:
        """Start in the field, with everything listed."""
        self._search("")
        self.query_one(Input).focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#find-list", LineList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, typed: str) -> None:
        found = matches(self._everything, typed)
        rows = [
            Row(
                target.key,
                target.words,
                "strong" if target.state in ("section", "step") else "",
                ((f"{target.code:<6}", "primary"),),
                ((f" {target.state}", "muted"),) if target.state not in ("", "section") else (),
            )
            for target in found
        ]
        self._list.show(rows, found[0].key if found else None)
        count = "nothing found" if not found else f"{len(found)} found"
        self.query_one("#find-foot", Static).update(Content(f"{count} · Enter goes there · Escape goes back"))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        row = self._list.row
        if row is not None:
            self.dismiss(row.key)

    def on_click(self) -> None:
        """Keep the keys in the field."""
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Choose another."""
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        """Choose a screen further."""
        self._list.action_move_page(by)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
