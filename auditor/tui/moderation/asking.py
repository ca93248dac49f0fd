"""Asking somebody to moderate: one audit, with what speaks against each; or all that the settings pick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.moderation import WHY_WORDS, Assignment, Why
from auditor.audit.permissions import Person
from auditor.audit.states import State
from auditor.store.records import AuditSummary
from auditor.tui.audit.lines import LineList, Row
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.words import count_of, day, graded, role_of_grade
from auditor.use_cases.moderation.moderate import moderators
from auditor.use_cases.moderation.pick import ModerationSettings, Pick, PickedAudit, moderation_settings
from auditor.use_cases.service import Service

_BLIND = "blind: the moderator sees nothing of the first examination"
_LIGHT = "light touch: the moderator reads the first examination, and grades what they would grade otherwise"


@dataclass(frozen=True)
class Asked:
    """Who could moderate an audit.

    Attributes:
        people: everybody who moderates, with what speaks against them.
        due: when it is due by the settings.
    """

    row: AuditSummary
    people: Sequence[tuple[Person, Sequence[str]]]
    settings: ModerationSettings
    due: date

    @property
    def begun(self) -> bool:
        """Somebody moderates it already: it is given to another, blind or not as it was asked for."""
        return self.row.state is State.MODERATING


def read_asked(service: Service, row: AuditSummary) -> Asked:
    """Read who could moderate an audit."""
    settings = moderation_settings(service)
    return Asked(row, moderators(service, row.audit_id), settings, service.today() + timedelta(days=settings.days))


class AskDialog(Dialog[Assignment | None]):
    """Choose who moderates one audit; gives the assignment."""

    CSS_PATH = "../styles/dialogs.tcss"
    HELP = (
        "Choose with up and down; beside each name stands what speaks against them. Enter asks. b changes between "
        "blind and light touch, until somebody has begun. Escape goes back."
    )
    BINDINGS = [
        key("enter", "take", "Ask", "Ask the person you are on.", id="ask_moderator.take"),
        key("b", "blind", "Blind or light", "Blind, or a light-touch review.", id="ask_moderator.blind"),
        key("escape", "leave", "Back", "Go back; nobody is asked.", id="ask_moderator.leave"),
    ]
    DEFAULT_CSS = """
    AskDialog #people { height: auto; max-height: 10; background: $surface; margin: 1 0 0 0; }
    AskDialog #how, AskDialog #wrong { height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._blind = asked.row.blind if asked.begun else asked.settings.blind

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        number, begun = self._asked.row.lcs_number, self._asked.begun
        title = (
            f"Who takes over the moderation of LCS {number}?" if begun else f"Who moderates the audit of LCS {number}?"
        )
        foot = "Enter goes on to the reason" if begun else "Enter asks   b blind or light"
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="dialog-title")
            yield LineList(id="people")
            yield Static(id="how")
            yield Static(id="wrong", classes="field-error")
            yield Static(f"{foot}   Escape goes back", classes="dialog-foot last")

    def on_mount(self) -> None:
        """List everybody."""
        people = self.query_one("#people", LineList)
        rows = [
            Row(str(person.id), person.name, "muted" if against else "", (), ((f" {'; '.join(against)}", "muted"),))
            for person, against in self._asked.people
        ]
        people.styles.height = max(1, min(10, len(rows)))
        people.show(rows or [Row("", "Nobody in this store moderates yet.", "muted", heading=True)])
        people.focus()
        self._tell()

    def _tell(self) -> None:
        how = _BLIND if self._blind else _LIGHT
        due = f"{self._asked.due:%d/%m/%Y}"
        anew = " They begin anew; what was graded so far is kept, and is no moderation." if self._asked.begun else ""
        self.query_one("#how", Static).update(Content(f"{how}. Due {due}.{anew}"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whoever takes over does it as it was asked for."""
        return action != "blind" or not self._asked.begun

    def action_blind(self) -> None:
        """Blind, or light touch."""
        self._blind = not self._blind
        self._tell()

    def action_take(self) -> None:
        """Ask, where nothing speaks against it."""
        row = self.query_one("#people", LineList).row
        found = next((one for one in self._asked.people if row is not None and str(one[0].id) == row.key), None)
        if found is None:
            return
        person, against = found
        if against:
            told = f"{person.name} cannot moderate it: {'; '.join(against)}."
            self.query_one("#wrong", Static).update(Content(told))
            return
        self.dismiss(Assignment(person.id, Why.REQUESTED, self._blind, due=self._asked.due))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


class PickDialog(Dialog[bool]):
    """What the settings come to now; gives whether to ask them."""

    CSS_PATH = "../styles/dialogs.tcss"
    HELP = (
        "Everything that is picked now, why, and who would moderate it. Looking again draws the same audits. Enter "
        "asks them all; Escape asks nobody."
    )
    BINDINGS = [
        key("enter", "take", "Ask them all", "Ask everybody named.", id="pick_moderation.take"),
        key("escape", "leave", "Back", "Go back; nobody is asked.", id="pick_moderation.leave"),
    ]
    DEFAULT_CSS = """
    PickDialog > .dialog { width: 100; }
    PickDialog #picked { height: 12; background: $surface; margin: 1 0 0 0; }
    PickDialog #about { height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, pick: Pick, teams: Mapping[UUID, str]) -> None:
        """A preview.

        Args:
            teams: the names of teams by their id.
        """
        super().__init__()
        self._pick, self._teams = pick, teams

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        title = f"{count_of(len(self._pick.to_assign), 'audit')} would be moderated"
        with Vertical(classes="dialog"):
            yield Static(Content(title), classes="dialog-title")
            yield Static(Content(self._about()), id="about")
            yield LineList(id="picked")
            yield Static(self._foot(), classes="dialog-foot last")

    def _about(self) -> str:
        pick, settings = self._pick, self._pick.settings
        also = [
            word
            for word, wanted in (("inadequate", settings.all_inadequate), ("outstanding", settings.all_outstanding))
            if wanted
        ]
        beside = f"; beside them all that are {' or '.join(also)}" if also else ""
        how = "blind" if settings.blind else "light touch"
        return (
            f"{pick.frame_words}: {pick.drawn}{beside}. {how.capitalize()}, due {day(pick.due)}. "
            f"Seed {pick.seed[:8]}… The settings are changed with: auditor moderation set"
        )

    def _foot(self) -> str:
        if not self._pick.to_assign:
            return "Nothing to ask for   Escape goes back"
        return "Enter asks them all   Escape asks nobody"

    def on_mount(self) -> None:
        """List what is picked."""
        rows = [self._row(one) for one in self._pick.picked]
        picked = self.query_one("#picked", LineList)
        picked.styles.height = max(1, min(12, len(rows)))
        picked.show(rows or [Row("", "Nothing is picked: nothing waits, or everything was drawn from", "muted")])
        picked.focus()

    def _row(self, one: PickedAudit) -> Row:
        grade = one.audit.overall
        word = graded(grade) if grade else ""
        who = (one.moderator.name, "strong") if one.moderator else ("nobody: " + "; ".join(one.against), "inadequate")
        lead = ((f"{one.audit.lcs_number}  ", "strong"), (f"{word:<22}  ", role_of_grade(grade)))
        text = f"{WHY_WORDS[one.why]} · {self._teams.get(one.audit.team_id, '')}"
        return Row(str(one.audit.audit_id), text, "muted", lead, ((f" {who[0]}", who[1]),))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is asked where nothing is picked."""
        return action != "take" or bool(self._pick.to_assign)

    def action_take(self) -> None:
        """Ask them all."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Ask nobody."""
        self.dismiss(False)
