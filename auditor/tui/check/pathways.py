"""The inadequate pathway on screen: what is agreed for each inadequate audit, and when its case is audited again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.dates import parse_day
from auditor.audit.facts import FactKind
from auditor.audit.improvement import Pathway, Standing
from auditor.audit.permissions import Person, Role
from auditor.errors import InputError
from auditor.tui.check.keys import FollowKeys
from auditor.tui.concerns.keys import About
from auditor.tui.dialogs import AskLine
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column, VirtualList
from auditor.tui.words import day, joined
from auditor.use_cases.audits.improvement import keep_plan, list_pathways
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.service import Service

_ROLES = {
    Standing.NO_PLAN: "inadequate",
    Standing.PLANNED: "",
    Standing.UNDER_WAY: "accent",
    Standing.STILL_INADEQUATE: "inadequate",
    Standing.DONE: "good",
}


@dataclass(frozen=True)
class Found:
    """What the list shows.

    Attributes:
        people: everybody, by id.
        auditors: those who audit, as choices: id and name.
    """

    pathways: Sequence[Pathway]
    teams: Mapping[UUID, str]
    people: Mapping[UUID, Person]
    auditors: list[tuple[str, str]]
    today: date


def read_pathways(service: Service) -> Found:
    """Read the list."""
    people = service.people()
    auditors = [(str(one.id), one.name) for one in people.values() if Role.AUDITOR in one.roles]
    teams = {team_id: team.name for team_id, team in service.teams().items()}
    by_name = sorted(auditors, key=lambda one: one[1].casefold())
    return Found(list_pathways(service), teams, people, by_name, service.today())


class PathwaysScreen(FollowKeys):
    """The inadequate audits that one may read."""

    MODE = "work"
    CSS_PATH = "../concerns/concern.tcss"
    HELP = """
An audit whose grade of record is inadequate is on this list until its case was audited again and found better. A head
of service owns it; there is an improvement plan with a day of review; and somebody other than the first auditor audits
the case again, six months after the grade stood unless your council sets another time.

Press w for the owner, p for the plan, v for the review, h for who audits again, r to start the re-audit. The QA lead
and the team's manager keep the plan.
"""
    BINDINGS = [
        key("w", "owner", "Owner", "The head of service who owns it: a role.", id="pathways.owner"),
        key("p", "plan", "Plan", "The improvement plan, in a line or two.", id="pathways.plan"),
        key("v", "review", "Review", "The day on which the plan is reviewed.", id="pathways.review"),
        key("h", "who", "Who re-audits", "Who audits the case again; not the first auditor.", id="pathways.who"),
        key("f5", "reload", "Read again", "Read the list again.", id="pathways.reload", show=False),
        key("escape", "back", "Back", "Back to the list before.", id="pathways.back"),
    ]

    def __init__(self, stay_at: UUID | None = None) -> None:
        super().__init__()
        self._found: Found | None = None
        self._stay_at = stay_at

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, "inadequate audits")
        yield Static("Loading…", id="told")
        yield VirtualList[Pathway](id="pathways")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one("#pathways").focus()
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        if self.auditor.service is not None:
            self.start_job("pathways", read_pathways, self.auditor.service)

    def done_pathways(self, found: Found) -> None:
        """Show the list."""
        self._found = found
        rows = self._rows
        rows.set_columns(_columns(found))
        rows.show(len(found.pathways), found.pathways[:PAGE], keep_cursor=True)
        if self._stay_at is not None:
            at = [place for place, one in enumerate(found.pathways[:PAGE]) if one.audit_id == self._stay_at]
            rows.cursor, self._stay_at = (at[0] if at else 0), None
        overdue = [one for one in found.pathways if one.overdue(found.today)]
        told = f"{len(found.pathways)} inadequate of record, {len(overdue)} with the re-audit overdue."
        self.query_one("#told", Static).update(Content(told))
        self.set_class(not found.pathways, "is-empty")
        words = ("No audit that you may read is inadequate.", "bold")
        self.query_one("#nothing-words", Static).update(Content.assemble(words))
        self.refresh_bindings()

    @property
    def _rows(self) -> "VirtualList[Pathway]":
        return self.query_one("#pathways", VirtualList)

    @property
    def _selected(self) -> Pathway | None:
        return self._rows.selected if self._found is not None and self._found.pathways else None

    @on(VirtualList.Moved)
    def _draw_details(self) -> None:
        one, found = self._selected, self._found
        if one is None or found is None:
            return
        plan = one.plan
        again = found.people.get(plan.re_auditor) if plan and plan.re_auditor else None
        lines = [
            Content.styled(f"LCS {one.lcs_number}  {one.standing.value}", "bold"),
            _said("Owner", plan.owner if plan else ""),
            _said("Review", day(plan.reviewed_on) if plan and plan.reviewed_on else ""),
            _said("Again by", joined([again.name if again else "", f"due by {day(one.due)}"])),
            _said("Plan", " ".join(plan.plan.split()) if plan else ""),
        ]
        self.query_one("#details", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the selected audit."""
        if action in ("owner", "plan", "review", "who"):
            return self._selected is not None and self._keeps
        if action in ("re_audit", "concern"):
            return self._selected is not None
        return action not in ("then_and_now", "pathways", "check", "concerns")

    @property
    def _keeps(self) -> bool:
        service = self.auditor.service
        return service is not None and bool(service.person.roles & {Role.QA_LEAD, Role.TEAM_MANAGER})

    def concern_about(self) -> About | None:
        """The selected audit."""
        one = self._selected
        return About(one.audit_id, one.lcs_number) if one is not None else None

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.audit_id)

    def action_re_audit(self) -> None:
        """Start the re-audit."""
        one = self._selected
        if one is not None:
            self.ask_re_audit(one.audit_id, one.lcs_number)

    def action_owner(self) -> None:
        """Who owns it."""
        self._ask_line("Who owns it?", "A head of service: a role, never a name.", "owner")

    def action_plan(self) -> None:
        """The plan."""
        self._ask_line("What is the improvement plan?", "What will be done, and where it is written.", "plan")

    def _ask_line(self, title: str, detail: str, name: str) -> None:
        one = self._selected
        if one is not None:
            value = getattr(one.plan, name) if one.plan else ""
            typed = Unfinished(one.audit_id, f"{FactKind.IMPROVEMENT.value}-{name}")
            ask = AskLine(title, detail, value=value, kept=True, what=typed)
            keep = partial(self._keep, one, typed)
            self.app.push_screen(ask, lambda line: keep(**{name: line}) if line is not None else None)

    def action_review(self) -> None:
        """When it is reviewed."""
        one = self._selected
        if one is not None:
            ask = AskLine("When is the plan reviewed?", placeholder="12/3/26, +1m, today", check=self._wrong_day)
            self.app.push_screen(ask, lambda line: self._keep(one, reviewed_on=self._day(line)) if line else None)

    def action_who(self) -> None:
        """Who audits the case again."""
        one, found = self._selected, self._found
        if one is not None and found is not None:
            others = [choice for choice in found.auditors if choice[0] != str(one.auditor)]
            ask = PickOne("Who audits the case again?", others)
            self.app.push_screen(ask, lambda name: self._keep(one, re_auditor=UUID(name)) if name else None)

    def _keep(self, one: Pathway, *typed: Unfinished, **given: Any) -> None:
        self._stay_at = one.audit_id
        service, record = self.auditor.service, self.auditor.typing.recorded
        self.start_job("keep", record, service, typed, keep_plan, service, one.audit_id, **given)

    def done_keep(self, _: Pathway) -> None:
        """Show it."""
        self.reload()

    def _day(self, line: str) -> date:
        assert self._found is not None
        return parse_day(line, self._found.today)

    def _wrong_day(self, line: str) -> str:
        try:
            self._day(line)
        except InputError as error:
            return f"{error.title} {error.next_step}"
        return ""

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the list before."""
        self.dismiss()


def _said(label: str, words: str) -> Content:
    return Content.assemble((f"{label:<9}", "$muted"), words or "not said yet")


def _columns(found: Found) -> tuple[Column[Pathway], ...]:
    def due(one: Pathway) -> Cell:
        late = one.overdue(found.today)
        return f"{'overdue ' if late else ''}{day(one.due)}", "inadequate" if late else ""

    return (
        Column("LCS number", 12, lambda one: (one.lcs_number, "strong")),
        Column("Stands", 20, lambda one: (one.standing.value, _ROLES[one.standing])),
        Column("Final", 10, lambda one: (day(one.final_on), "muted")),
        Column("Re-audit by", 18, due),
        Column("Team", 18, lambda one: (found.teams.get(one.team, ""), "muted"), from_width=100),
        Column("Owner", 0, lambda one: (one.plan.owner if one.plan else "", ""), from_width=100),
    )
