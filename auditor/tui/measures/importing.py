"""Importing figures from the screens of measures: a path is typed, the list is checked, and only then it is stored."""

from pathlib import Path

from textual.binding import Binding

from auditor.audit.permissions import Role
from auditor.errors import AuditorError
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.use_cases.measures.figures import Became, ImportReport, import_figures
from auditor.use_cases.measures.words import counts_words, report_words, row_words

_TOLD = 40
"""Rows named in the question; the count says how many more there are."""


def import_key(screen: str) -> Binding:
    """The key that imports, as a screen lists it."""
    return key("i", "import_figures", "Import", "Import figures from a CSV file or a workbook.", id=f"{screen}.import")


class ImportsFigures(HelpfulScreen):
    """A screen on which the QA lead imports figures; it lists :func:`import_key` among its keys."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the QA lead imports."""
        if action == "import_figures":
            return self.auditor.service is not None and Role.QA_LEAD in self.auditor.service.person.roles
        return super().check_action(action, parameters)

    def action_import_figures(self) -> None:
        """Ask for the file."""
        ask = AskLine(
            "Which file holds the figures?",
            "CSV or .xlsx, with the columns measure, period, actual, and where there are any series, target, numerator "
            "and denominator. An empty list to fill in: auditor measures template. Nothing is stored before you have "
            "seen what it would change.",
            value=self._path,
            placeholder="path of the file",
            done="Look at it",
        )
        self.app.push_screen(ask, self._look_at)

    def _look_at(self, path: str | None) -> None:
        if path:
            self._path = path
            self.notify(f"Reading {path} …", markup=False)
            self.start_job("look_at", import_figures, self.auditor.service, Path(path).expanduser(), check=True)

    def done_look_at(self, report: ImportReport) -> None:
        """Say what it would change, and ask."""
        told = [row for row in report.rows if row.became is not Became.UNCHANGED]
        if not told:
            self.notify(f"{counts_words(report)} There is nothing new in it.", markup=False)
            return
        lines = [counts_words(report)]
        for row in told[:_TOLD]:
            name, months, became, now, before = row_words(row)
            instead = f" instead of {before}" if before else ""
            lines.append(f"{name}, {months}: {became}, {now}{instead}")
        if len(told) > _TOLD:
            lines.append(f"and {len(told) - _TOLD} more")
        question = ConfirmDialog("Store these figures?", "\n".join(lines), yes="Store them", no="Leave it")
        self.app.push_screen(question, lambda yes: self._store() if yes else None)

    def failed_look_at(self, error: AuditorError) -> bool:
        """Show every row that is wrong; the path stays for the next try."""
        self.auditor.show_error(error)
        return True

    def _store(self) -> None:
        self.start_job("import", import_figures, self.auditor.service, Path(self._path).expanduser())

    def done_import(self, report: ImportReport) -> None:
        """Show the figures as they now are."""
        self._path = ""
        self.notify(report_words(report), markup=False)
        self.figures_changed()

    def figures_changed(self) -> None:
        """Read again what imported figures may have changed."""
