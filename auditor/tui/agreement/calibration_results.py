"""What a calibration came to: the spread of grades, who read which standard how, and the share of the reference."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.audit.calibration import AnswerSpread, Calibration, GradeSpread, PassShare
from auditor.measures.drawn import percent_words, tally_words
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Cell, Column, VirtualList
from auditor.tui.words import count_of, graded
from auditor.use_cases.moderation.calibration_results import CalibrationResults, answer_words, calibration_results

_LISTS = {"grades": ("1", "Grades"), "answers": ("2", "Read differently"), "passes": ("3", "Like the reference")}
_PASSED = {True: "✓ passed", False: "× not passed", None: "nothing to compare"}


@dataclass(frozen=True)
class _Row:
    """A line: its cells, and what is said below."""

    cells: tuple[Cell, ...]
    about: tuple[str, ...]


class CalibrationResultsScreen(FiguresScreen):
    """The results, as the person may see them."""

    DEFAULT_CLASSES = "is-short"
    HELP = """
Press 1 for the grades: how many gave which, and how many grades lie between the best and the worst. Press 2 for the
questions that people answered differently, those that divide most first: that is where a standard is read in more than
one way. Press 3 for how many grades are those of the reference, where the QA lead has recorded one.

Below the list stands what each person said. Only the QA lead sees names.
"""
    BINDINGS = [
        key("1", "show('grades')", "Grades", "The spread of grades.", id="calibrated.grades"),
        key("2", "show('answers')", "Read differently", "Who read which standard how.", id="calibrated.answers"),
        key("3", "show('passes')", "Reference", "How many grades are those of the reference.", id="calibrated.passes"),
    ]

    def __init__(self, calibration: Calibration) -> None:
        super().__init__()
        self._calibration, self._chosen = calibration, "grades"
        self._found: CalibrationResults | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Container(id="body"):
            listed = VirtualList[_Row](id="spread")
            listed.add_class("figures")
            yield listed
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the results."""
        self.query_one("#spread").focus()
        self.reload()

    def reload(self) -> None:
        """Read the results again."""
        self.start_job("results", calibration_results, self._service, self._calibration.id)

    def done_results(self, found: CalibrationResults) -> None:
        """Show them."""
        self._found = found
        said = [f"{count_of(len(found.labels), 'person', 'people')} submitted"]
        said += [f"{found.waiting} did not yet"] if found.waiting else []
        said += [f"you are {found.own}"] if found.own else []
        tabs: list[str | tuple[str, str]] = []
        for name, (number, words) in _LISTS.items():
            lit = name == self._chosen
            tabs += [
                (f"{number} ", "bold $accent" if lit else "$muted"),
                (words, "bold underline" if lit else ""),
                "  ",
            ]
        head = Content.assemble((found.calibration.name, "bold"), f" · {' · '.join(said)}\n", *tabs)
        self.query_one("#choice", Static).update(head)
        titles, rows = _CONTENT[self._chosen](found)
        listed: VirtualList[_Row] = self.query_one("#spread", VirtualList)
        listed.set_columns([Column(title, width, _cell(place)) for place, (title, width) in enumerate(titles)])
        listed.show(len(rows), rows)
        self.set_class(not rows, "is-empty")
        self._say_empty(*_EMPTY[self._chosen])

    @on(VirtualList.Moved)
    def _draw(self, message: VirtualList.Moved) -> None:
        row: _Row | None = message.row
        self._say(list(row.about) if row is not None else [])

    def action_show(self, chosen: str) -> None:
        """Another list."""
        self._chosen = chosen
        if self._found is not None:
            self.done_results(self._found)


def _cell(place: int) -> Callable[[_Row], Cell]:
    return lambda row: row.cells[place]


_Listed = tuple[Sequence[tuple[str, int]], list[_Row]]
_EMPTY = {
    "grades": ("Nothing is graded.", ""),
    "answers": ("Everybody answered every question the same.", "Press  1  for the grades."),
    "passes": ("There is no reference to compare with.", "The QA lead may record one in the list of calibrations."),
}


def _grades(found: CalibrationResults) -> _Listed:
    rows = [_grade_row(found, one) for one in found.graded]
    return (("Graded", 0), ("Apart", 10), ("How many gave which", 38)), rows


def _grade_row(found: CalibrationResults, one: GradeSpread) -> _Row:
    name = " ".join(part for part in found.names.get(one.key, ("", one.key)) if part)
    apart = "the same" if not one.steps else count_of(one.steps, "grade")
    lines = [name, *(f"{label:<20} {graded(one.grades[label])}" for label in found.labels if label in one.grades)]
    if one.reference is not None:
        lines.append(f"{'reference':<20} {graded(one.reference)}")
    return _Row(
        ((name, "strong"), (apart, "accent" if one.steps > 1 else ""), (tally_words(one.counts, short=True), "")),
        tuple(lines),
    )


def _answers(found: CalibrationResults) -> _Listed:
    rows = [_answer_row(found, one) for one in found.answers]
    return (("", 6), ("Question", 0), ("Otherwise", 9)), rows


def _answer_row(found: CalibrationResults, one: AnswerSpread) -> _Row:
    criterion, section = found.checklist.criteria[one.criterion], found.checklist.section_of[one.criterion]
    lines = [f"{section.code} {section.title}", criterion.question]
    lines += [
        f"{label:<20} {answer_words(found.checklist, one.answers[label])}"
        for label in found.labels
        if label in one.answers
    ]
    cells: tuple[Cell, ...] = (
        (section.code, "muted"),
        (criterion.question, ""),
        (f"{one.others} of {len(one.answers)}", "strong"),
    )
    return _Row(cells, tuple(lines))


def _passes(found: CalibrationResults) -> _Listed:
    return (("Person", 20), ("Like the reference", 20), ("", 0)), [_pass_row(found, one) for one in found.passes]


def _pass_row(found: CalibrationResults, one: PassShare) -> _Row:
    said = (
        f"A share of {found.calibration.pass_percent}% or more is a pass. It counts nowhere: talk about what differs."
    )
    cells: tuple[Cell, ...] = (
        (one.label, "strong"),
        (percent_words(one.same, one.of), ""),
        (_PASSED[one.passed], "accent" if one.passed is False else ""),
    )
    return _Row(cells, (said,))


_CONTENT = {"grades": _grades, "answers": _answers, "passes": _passes}
