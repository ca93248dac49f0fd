"""The board of one round: how far each case is, and everything the QA lead does about it by keyboard."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.permissions import Role
from auditor.audit.round_board import Line
from auditor.audit.round_cases import RoundCase
from auditor.audit.rounds import OPEN, UNSTARTED, Standing
from auditor.tui.dialogs import AskLine, DeliberateDialog
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.rounds import words as words
from auditor.tui.rounds.changes import RoundChanges
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of, day, joined
from auditor.use_cases.rounds import allocate as rounds_allocate
from auditor.use_cases.rounds import plan as rounds
from auditor.use_cases.rounds.plan import RoundView
from auditor.use_cases.service import Service

_BEFORE = ("cases", "keep", "draw")
"""What is done before the sample is drawn."""
_OF_A_CASE = ("allocate", "moderator", "extend", "exempt", "replace", "conflict", "open", "keep")
"""What is done about the selected case, and so not about one whose LCS number was removed."""
_VIEWS = {"cases": "Cases", "auditors": "Auditors", "teams": "Teams"}


class BoardScreen(RoundChanges):
    """One round."""

    MODE = "rounds"
    CSS_PATH = "rounds.tcss"
    HELP = """
First read in the list of cases with c: a CSV file or a workbook. Cases audited within twelve months are named and left
out, unless k keeps them with a reason. d draws the sample, by team in proportion to their size; once, by a seed that
was recorded before.

Then ask auditors: s spreads the cases evenly, Enter or a asks one by hand. The list of people says what speaks against
each; whoever manages the team, works with the child, or has a conflict on record is refused. m says ahead who will
moderate. e gives more time, x exempts a case, r lets the next of the reserve stand in: each with a reason. i records a
conflict of interest.

Press 1 for the cases, 2 and 3 for the same by auditor and by team. No grade is shown here. w opens the report of a
thematic round, to be written beside its figures.
"""
    BINDINGS = [
        key("c", "cases", "Read in cases", "Read in the list of cases from a file.", id="board.cases"),
        key("d", "draw", "Draw", "Draw the sample; once.", id="board.draw"),
        key("k", "keep", "Keep", "Keep a case that was audited lately, with a reason; or not.", id="board.keep"),
        key("s", "spread", "Spread", "Give out evenly every case that nobody was asked for.", id="board.spread"),
        key("a", "allocate", "Ask", "Ask somebody to audit the selected case.", id="board.allocate"),
        key("e", "extend", "More time", "A later due date, with a reason and who allowed it.", id="board.extend"),
        key("x", "exempt", "Exempt", "It need not be audited: why, and who allowed it.", id="board.exempt"),
        key("r", "replace", "Replace", "Let the next case of the team's reserve stand in.", id="board.replace"),
        key("m", "moderator", "Moderator", "Say ahead who will moderate the selected case.", id="board.moderator"),
        key("i", "conflict", "Conflict", "Record a conflict of interest on the selected case.", id="board.conflict"),
        key("w", "report", "Report", "Write the report: findings, quotes, recommendations.", id="board.report"),
        key("o", "open", "Open the audit", "Open the audit of the selected case.", id="board.open", show=False),
        key("1", "show('cases')", "Cases", "Case by case.", id="board.by_case", show=False),
        key("2", "show('auditors')", "Auditors", "The same by auditor.", id="board.by_auditor", show=False),
        key("3", "show('teams')", "Teams", "The same by team.", id="board.by_team", show=False),
        key("f5", "reload", "Read again", "Read the round again.", id="board.reload", show=False),
        key("escape", "back", "Back", "Back to the rounds.", id="board.back"),
    ]

    def __init__(self, round_id: str, name: str) -> None:
        """A board.

        Args:
            round_id: the round.
            name: what it is called, until it is read.
        """
        super().__init__()
        self._round_id, self._called = round_id, name
        self._view = "cases"

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, self._called)
        yield Static("Loading…", id="title")
        yield Static(id="views")
        yield VirtualList[Any](id="cases")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield Static(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the round."""
        self.query_one("#cases").focus()
        self.reload()

    def reload(self) -> None:
        """Read the round again."""
        self.start_job("board", rounds.read_round, self._service, self._round_id)

    # -- drawing --------------------------------------------------------------------------------------------------

    def done_board(self, seen: RoundView) -> None:
        """Show it."""
        self._seen = seen
        rows = self.query_one("#cases", VirtualList)
        shown: Sequence[Any]
        if self._view != "cases" and seen.lines:
            shown = words.groups(seen, self._view)
            rows.set_columns(words.group_columns(_VIEWS[self._view][:-1]))
        elif seen.lines:
            shown = seen.lines
            rows.set_columns(words.line_columns(seen))
        else:
            # What somebody has to decide on comes first.
            shown = sorted(seen.round.cases, key=lambda case: case.id not in seen.audited)
            rows.set_columns(words.case_columns(seen))
        self.set_class(not shown, "is-empty")
        if not shown:
            title, hint = words.NO_CASES
            said = Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))
            self.query_one("#nothing-words", Static).update(said)
        rows.show(len(shown), shown, keep_cursor=True)
        self._draw_title(seen)
        self.refresh_bindings()

    def _draw_title(self, seen: RoundView) -> None:
        of = seen.round
        about = joined([of.name, f"as at {day(of.period.end)}", f"due {day(of.due)}"])
        parts: list[str | tuple[str, str]] = []
        if of.sample is None:
            parts.append((count_of(len(of.cases), "case") + " in the list", "bold"))
            parts.append(f", {len(seen.left_out)} left out: audited within 12 months. " if seen.left_out else ". ")
            parts.append("d draws the sample." if of.cases else "")
        else:
            for name, number in words.counts_words(seen.counts):
                alarm = name == "overdue" and number
                parts += [f"{name} ", (str(number), "bold $grade-inadequate" if alarm else "bold"), "  "]
        title = Content.assemble((about, "bold"), "\n", *parts)
        self.query_one("#title", Static).update(title)
        views: list[str | tuple[str, str]] = []
        for place, (name, label) in enumerate(_VIEWS.items(), start=1):
            views += [(f"{place} ", "$muted"), (label, "bold underline" if name == self._view else ""), "   "]
        self.query_one("#views", Static).update(Content.assemble(*views) if of.sample else "")

    @on(VirtualList.Moved)
    def _draw_about(self, message: VirtualList.Moved) -> None:
        row, seen = message.row, self._seen
        lines: list[str] = []
        if seen is not None and isinstance(row, Line):
            lines = [words.case_words(row.case), *words.about_line(seen, row)]
        elif seen is not None and isinstance(row, RoundCase):
            lines = [words.case_words(row), *words.about_case(seen, row)]
        self.query_one("#about", Static).update(Content("\n".join(lines)))
        self.refresh_bindings()

    # -- which keys work ------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with the round, and with the selected case, now."""
        seen = self._seen
        if action in _BEFORE:
            return self._check_before(action)
        if action in ("spread", "show"):
            return seen is not None and seen.round.sample is not None
        if action == "report":
            return seen is not None and bool(seen.round.theme) and seen.round.sample is not None
        if action in _OF_A_CASE and self._is_removed:
            return False
        if action in ("allocate", "exempt", "replace"):
            return self._line is not None and self._line.standing in UNSTARTED
        if action == "extend":
            return self._line is not None and self._line.standing in OPEN
        if action == "moderator":
            return self._line is not None and self._line.standing in (*OPEN, Standing.SUBMITTED)
        if action == "conflict":
            return self._line is not None or self._case is not None
        if action == "open":
            return self._line is not None and self._line.allocation.audit is not None
        return True

    def _check_before(self, action: str) -> bool:
        seen = self._seen
        if seen is None or seen.round.sample is not None:
            return False
        if action == "keep":
            return self._case is not None and self._case.id in seen.audited
        return action == "cases" or bool(seen.round.cases)

    # -- the list, and the draw -----------------------------------------------------------------------------------

    def action_cases(self) -> None:
        """Read in the list of cases."""
        ask = AskLine(
            "Which file holds the cases?",
            "CSV or .xlsx, with the columns lcs number and team; also worker and line manager, by display name or "
            "staff code. It takes the place of the list before.",
            placeholder="path of the file",
            done="Read it in",
        )
        self.app.push_screen(ask, self._read_in)

    def _read_in(self, path: str | None) -> None:
        if path:
            self._change(rounds.read_cases, Path(path).expanduser())

    def action_keep(self) -> None:
        """Keep a case that was audited lately; one that is kept is left out again."""
        case, seen = self._case, self._seen
        if case is None or seen is None:
            return
        if case.id in seen.round.kept:
            self._change(rounds.keep_case, case.lcs_number, "")
        else:
            self._ask_reason(
                rounds.keep_case, "Why is it kept?", case.lcs_number, partial(self._change, rounds.keep_case)
            )

    def action_draw(self) -> None:
        """Draw the sample."""
        ask = AskLine(
            "How many cases are to be drawn?",
            "A number, or a share of the list as 10%. Teams are drawn in proportion to their size. It is done once.",
            placeholder="30, or 10%",
            check=lambda line: "" if _asked(line) else "Type a number, as 30, or a share, as 10%.",
            done="Draw",
        )
        self.app.push_screen(ask, self._draw_so_many)

    def _draw_so_many(self, line: str | None) -> None:
        asked = _asked(line or "")
        if asked:
            self.start_job("change", rounds.draw_sample, self._service, self._round_id, **asked)

    # -- asking people --------------------------------------------------------------------------------------------

    def action_spread(self) -> None:
        """Give out evenly what nobody was asked for."""
        waiting = sum(1 for line in self._seen.lines if line.standing is Standing.WAITING) if self._seen else 0
        dialog = DeliberateDialog(
            f"Spread {count_of(waiting, 'case')} evenly over everybody who audits?",
            "Whoever has fewest comes first, and nobody gets a case they are not independent of. The seed of the round "
            "decides between equals. Each can be given to somebody else afterwards.",
            yes="Spread them",
        )
        self.app.push_screen(dialog, self._spread)

    def _spread(self, yes: bool | None) -> None:
        if yes:
            self.start_job("spread", rounds_allocate.spread_evenly, self._service, self._round_id)

    def done_spread(self, result: tuple[RoundView, rounds_allocate.Spread]) -> None:
        """Show it, and say what is worth a thought."""
        seen, found = result
        self.done_board(seen)
        said = [f"{count_of(len(found.given), 'case')} given out."]
        if found.without:
            said.append(f"Nobody is independent for {', '.join(found.without)}.")
        if found.again:
            said.append(f"The same auditor as in each of the last rounds for the team of {', '.join(found.again)}.")
        self.notify(" ".join(said), markup=False, severity="warning" if len(said) > 1 else "information")

    @on(VirtualList.Chosen)
    def _chosen(self) -> None:
        if self.check_action("allocate", ()):
            self.action_allocate()
        elif self.check_action("open", ()):
            self.action_open()
        elif self.check_action("keep", ()):
            self.action_keep()

    def action_allocate(self) -> None:
        """Ask somebody to audit the selected case."""
        self._ask_whom(Role.AUDITOR)

    def action_moderator(self) -> None:
        """Say ahead who moderates it."""
        self._ask_whom(Role.MODERATOR)

    def _ask_whom(self, role: Role) -> None:
        line = self._line
        if line is not None:
            number = line.case.lcs_number
            self.start_job("candidates", _read_candidates, self._service, self._round_id, number, role)

    def done_candidates(self, result: tuple[str, Role, list[rounds_allocate.Candidate]]) -> None:
        """Offer the people, each with what speaks against them."""
        number, role, found = result
        seen = self._seen
        if seen is None:
            return
        if not found:
            self.notify(f"Nobody is set up as {role.value} yet.", markup=False, severity="warning")
            return
        team = seen.team(seen.round.by_number[number].team)
        choices = [(str(one.person.id), words.candidate_words(one, team)) for one in found]
        use = rounds_allocate.allocate if role is Role.AUDITOR else rounds_allocate.plan_moderator
        title = f"Who {'audits' if role is Role.AUDITOR else 'moderates'} {number}?"
        self.app.push_screen(PickOne(title, choices), lambda who: self._change(use, number, UUID(who)) if who else None)

    # -- looking --------------------------------------------------------------------------------------------------

    def action_show(self, view: str) -> None:
        """Cases, auditors or teams."""
        self._view = view
        if self._seen is not None:
            self.query_one("#cases", VirtualList).cursor = 0
            self.done_board(self._seen)

    def action_open(self) -> None:
        """Open the audit of the selected case."""
        line = self._line
        if line is not None and line.allocation.audit is not None:
            self.auditor.open_audit(line.allocation.audit)

    def action_report(self) -> None:
        """Write its report."""
        from auditor.tui.rounds.report import RoundReportScreen

        self.app.push_screen(RoundReportScreen(self._round_id, self._called))

    def action_reload(self) -> None:
        """Read the round again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the rounds."""
        self.dismiss()


def _asked(line: str) -> dict[str, int] | None:
    """How many cases a person asked for; None when it is neither a number nor a share."""
    text = line.strip().replace(" ", "")
    share = text.endswith("%")
    digits = text.removesuffix("%")
    if not (digits.isascii() and digits.isdigit() and int(digits[:9]) > 0 and len(digits) <= 9):
        return None
    return {"percent" if share else "size": int(digits)}


def _read_candidates(
    service: Service, round_id: str, number: str, role: Role
) -> tuple[str, Role, list[rounds_allocate.Candidate]]:
    return number, role, rounds_allocate.candidates(service, round_id, number, role)
