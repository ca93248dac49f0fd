"""The list of reports and the form of the selected one: what is chosen and typed stays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from auditor.errors import InputError
from auditor.tui.audit.lines import LineList
from auditor.tui.dialogs import AskLine
from auditor.tui.pick import PickOne
from auditor.tui.reports import words as words
from auditor.tui.reports.doing import WorksOn
from auditor.tui.reports.picking import AuditDialog, SeveralDialog
from auditor.use_cases.service import Service

# What builds reports is read in by a thread, when this mode is first shown: unlocking does not wait for it.
if TYPE_CHECKING:
    from auditor.use_cases.reports.answers import Field, PickedAudit, Said
    from auditor.use_cases.reports.asking import Asking
    from auditor.use_cases.reports.offers import Offers

_TYPED = "typed"


@dataclass(frozen=True)
class Forms:
    """What there is to ask for.

    Attributes:
        asking: the form of each report, by its id.
        said: what nobody has said anything of yet.
    """

    offers: "Offers"
    asking: "dict[str, Asking]"
    said: "Said"


def read_forms(service: Service) -> Forms:
    """Read the reports and what can be chosen in their forms. It runs in a thread."""
    from auditor.use_cases.reports.answers import Said
    from auditor.use_cases.reports.asking import read_asking
    from auditor.use_cases.reports.offers import offers

    found = offers(service)
    return Forms(found, {one.id: read_asking(service, one) for one in found.found}, Said())


class Lines(LineList):
    """A list that tells where one is."""

    @dataclass
    class Moved(Message):
        """Another line is the one."""

        lines: "Lines"

        @property
        def control(self) -> "Lines":
            """The list, for ``@on`` with a selector."""
            return self.lines

    def row_changed(self) -> None:
        """Tell it."""
        self.post_message(self.Moved(self))


class AsksWhat(WorksOn):
    """A screen with ``#reports`` and ``#form``, and ``#about`` and ``#choice`` for what is said of them."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: Forms | None = None
        self._said: Said | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "reports are built from an open store"
        return service

    @property
    def _list(self) -> Lines:
        return self.query_one("#reports", Lines)

    @property
    def _form(self) -> Lines:
        return self.query_one("#form", Lines)

    @property
    def _asking(self) -> "Asking | None":
        row = self._list.row
        return self._forms.asking.get(row.key) if self._forms is not None and row is not None else None

    # -- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again which reports there are, and what can be chosen."""
        self.start_job("forms", read_forms, self._service)

    def done_forms(self, forms: Forms) -> None:
        """List them; what was said stays."""
        self._forms = forms
        self._said = self._said or forms.said
        self._list.show(words.report_rows(forms.offers))
        said = words.offered_words(forms.offers) if forms.offers.found else Content("No report is for your role.")
        self.query_one("#choice", Static).update(said)
        self._draw()

    @on(Lines.Moved, "#reports")
    def _another(self) -> None:
        """Another report is selected: its form begins at its first line."""
        self._draw(first=True)

    def _draw(self, *, first: bool = False) -> None:
        asking, said = self._asking, self._said
        if asking is None or said is None:
            return
        about = self.query_one("#about", Static)
        about.update(words.about_words(asking, (about.size.width or self.size.width // 2) - 1))
        rows = words.field_rows(asking.fields(said))
        self._form.show(rows, rows[0].key if first and rows else None)
        self._hint()
        self.refresh_bindings()

    @on(Lines.Moved, "#form")
    def _hint(self) -> None:
        self.query_one("#hint", Static).update(words.hint_words(self._field, self._form.size.width))

    @property
    def _field(self) -> "Field | None":
        asking, said, row = self._asking, self._said, self._form.row
        if asking is None or said is None or row is None:
            return None
        return next((one for one in asking.fields(said) if one.name == row.key), None)

    def on_resize(self) -> None:
        """Fit the words to the width."""
        self.call_after_refresh(self._draw)

    # -- the form -------------------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Go to the form; there, answer the line one is on."""
        if not self._form.has_focus:
            self._form.focus()
            self.refresh_bindings()
            return
        field = self._field
        if field is not None:
            self._answer(field)

    def _answer(self, field: "Field") -> None:
        from auditor.use_cases.reports.answers import Ask

        if field.name is Ask.AUDIT:
            self.app.push_screen(AuditDialog(), self._audit_picked)
        elif not field.choices:
            self._type(field)
        elif field.several:
            self.app.push_screen(
                SeveralDialog(field), lambda found: self._say(field, found) if found is not None else None
            )
        else:
            choices = [*field.choices, *([(_TYPED, "Other, to be typed…")] if field.typed else [])]
            pick = PickOne(f"{field.label}?", choices, field.value)
            self.app.push_screen(pick, lambda picked: self._picked(field, picked))

    def _picked(self, field: "Field", picked: str | None) -> None:
        if picked == _TYPED:
            self._type(field)
        elif picked is not None:
            self._say(field, picked)

    def _type(self, field: "Field") -> None:
        from auditor.use_cases.reports.answers import typed

        today = self._service.today()

        def wrong(line: str) -> str:
            try:
                typed(field.name, line, today)
            except InputError as error:
                return f"{error.title} {error.next_step}"
            return ""

        value = "" if field.choices else field.value
        ask = AskLine(f"{field.label}?", field.typed, value=value, check=wrong, done="Take it")
        self.app.push_screen(ask, lambda line: self._say(field, typed(field.name, line, today)) if line else None)

    def _say(self, field: "Field", value: str) -> None:
        if self._said is not None:
            self._said = self._said.put(field.name, value)
            self._changed()

    def _audit_picked(self, audit: "PickedAudit | None") -> None:
        if audit is not None and self._said is not None:
            self._said = self._said.of(audit)
            self._changed()

    def _changed(self) -> None:
        if not self.is_working:
            self.told("")
        self._draw()

    def action_usual(self) -> None:
        """Take back everything that was said."""
        if self._forms is not None:
            self._said = self._forms.said
            self._changed()
