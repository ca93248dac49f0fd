"""The parts of the audit at the left: sections with how far they are or their grade, then the steps."""

from collections.abc import Iterator

from auditor.audit.completeness import Progress
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.scope import Scope
from auditor.tui.audit.lines import LineList, Piece, Row
from auditor.tui.audit.panel import Host
from auditor.tui.audit.places import STEPS, Unit, has_grade_to_give, left_at, places_of, step_progress
from auditor.tui.audit.wording import grade_piece
from auditor.tui.keys import key


class Sidebar(LineList):
    """Where one is in the audit, and how far it is."""

    HELP = "Up and down go through the parts of the audit; Enter or Tab goes to its list."
    BINDINGS = [
        key("enter", "enter", "Go there", "Go to the list of this part.", id="sections.enter"),
        key("right", "enter", "Go there", "Go to the list of this part.", id="sections.right", show=False),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(id="sections")
        self.host = host

    def row_changed(self) -> None:
        """Show the part one is on."""
        if self.has_focus and self.row is not None:
            self.host.preview(self.row.key)

    def action_enter(self) -> None:
        """Go to its list."""
        self.host.enter_list()


def sidebar_rows(
    scope: Scope,
    examination: Examination,
    progress: Progress,
    units: tuple[Unit, ...],
    *,
    hide_grades: bool,
    submitted: bool,
    drafts: int = 0,
    wanted: int = 0,
) -> Iterator[Row]:
    """The parts, in order."""
    for unit in units:
        yield Row(
            unit.id,
            unit.section.title,
            "",
            ((f"{unit.section.code:<5}", "primary"),),
            _unit_tail(scope, examination, unit, hide_grades),
        )
    yield Row("", "", heading=True)
    left = left_at(progress.left, examination)
    for place in places_of(scope, units)[len(units) :]:
        tail: tuple[Piece, ...] = ((f" {step_progress(scope, examination, place)}", "muted"),)
        if place == "overall" and examination.grade_of(OVERALL) and not hide_grades:
            word, role = grade_piece(scope.checklist, examination.grade_of(OVERALL), short=True)
            tail = ((f" {word}", role),)
        elif place == "dates":
            tail = ((f" {wanted} to find", "muted"),) if wanted and not submitted else ((" ✓ done", "good"),)
        elif place == "summary":
            tail = _summary_tail(len(progress.left) + drafts, submitted=submitted)
        elif place not in ("findings", "actions") or tail[0][0].strip():
            tail = tail if left[place] else ((" ✓ done", "good"),)
        yield Row(place, STEPS[place][1], "", (), tail)


def _summary_tail(left: int, *, submitted: bool) -> tuple[Piece, ...]:
    if submitted:
        return ((" ✓ submitted", "good"),)
    return ((f" {left} left", "muted"),) if left else ((" ✓ ready", "good"),)


def _unit_tail(scope: Scope, examination: Examination, unit: Unit, hide_grades: bool) -> tuple[Piece, ...]:
    answered, asked = unit.answered(examination), len(unit.criteria)
    count = f" {answered}/{asked}"
    if not asked:
        return ((f" +{unit.unopened}", "muted"),)
    complete = answered == asked or scope.grades_only
    grade = examination.grade_of(unit.id)
    if not has_grade_to_give(scope, examination, unit):
        return ((" – n/a" if complete else count, "muted"),)
    if grade is None and scope.grades_only:
        return ((" stands", "muted"),) if scope.reads_as == "reviewer" else ((" grade?", "accent"),)
    if grade is None:
        return ((f"{count} grade?" if complete else count, "accent" if complete else "muted"),)
    if hide_grades:
        return ((" ✓ done" if complete else count, "muted"),)
    word, role = grade_piece(scope.checklist, grade, short=True)
    return ((f" {word}" if complete else f"{count} {word[0]}", role),)
