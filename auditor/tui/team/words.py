"""What the team's screens read and say: the list, what one audit tells the team, and the trend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from textual.content import Content

from auditor.audit.action_steps import STATUS_WORDS, Followed
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.feedback import Differed
from auditor.audit.moderation import BECAUSE_WORDS
from auditor.audit.permissions import Role
from auditor.audit.replies import Reply
from auditor.audit.states import Move, State
from auditor.measures.rates import share_to_percent
from auditor.measures.trend import Point, Share, Span
from auditor.tui.measures.words import month_words
from auditor.tui.widgets.virtual_list import PAGE, Cell, Column
from auditor.tui.words import GRADE_SYMBOLS, bar, count_of, day, graded, role_of_grade
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import TeamAudit, TeamRow, Trend, count_team, list_team, may_choose_teams, my_teams

_ROOMY, _BAR = 58, 12
_WIDE = 96
"""So wide is a screen on which everything is said in full."""
_SHORT = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Req. impr.",
    "inadequate": "Inadequate",
}


@dataclass(frozen=True)
class Choice:
    """Which audits are listed.

    Attributes:
        teams: None: of all that the person is told of.
        mine: instead, those that the person carried out or moderated.
    """

    teams: tuple[UUID, ...] | None = None
    mine: bool = False


@dataclass(frozen=True)
class TeamList:
    """A list as read.

    Attributes:
        choice: which audits are listed.
        mine: whether the person may have audits of their own.
        names: of all teams that the person is told of, by id; empty when of none.
    """

    choice: Choice
    mine: bool
    names: dict[UUID, str]
    all_names: dict[UUID, str]
    count: int
    first_page: Sequence[TeamRow]
    today: date
    leads: bool

    @property
    def whose(self) -> str:
        """The teams chosen, in words."""
        if self.choice.mine:
            return "audits of mine"
        if self.choice.teams is not None:
            return ", ".join(self.names[team] for team in self.choice.teams)
        return "every team" if self.leads else ", ".join(self.names.values())

    @property
    def choices(self) -> int:
        """Between how many lists the person can choose."""
        return len(self.names) + self.mine

    def said(self, width: int) -> str:
        """How many audits there are, how many of them are new, and how many replies wait for an answer.

        Args:
            width: of the screen, in columns; where it is narrow, it is said in fewer words.
        """
        new = sum(1 for row in self.first_page if is_new(row))
        waiting = sum(row.open_replies for row in self.first_page)
        among = f" among the latest {PAGE}" if self.count > PAGE and width >= _WIDE else ""
        parts = [count_of(self.count, "audit"), f"{new} new{among}"]
        if waiting:
            waits = f"{count_of(waiting, 'reply waits', 'replies wait')} for an answer{among}"
            parts.append(waits if width >= _WIDE else f"{count_of(waiting, 'reply', 'replies')} open")
        return " · ".join(parts)


def read_team(service: Service, choice: Choice) -> TeamList:
    """Read a list."""
    person = service.person
    all_names = {team.id: team.name for team in service.teams().values()}
    names = {team.id: team.name for team in my_teams(service)} if may_choose_teams(person) else {}
    leads = Role.QA_LEAD in person.roles
    mine = bool(person.roles & {Role.AUDITOR, Role.MODERATOR})
    wanted = choice if names or choice.mine else Choice(mine=True)
    count = count_team(service, wanted.teams, mine=wanted.mine)
    first_page = list_team(service, wanted.teams, 0, PAGE, mine=wanted.mine)
    return TeamList(wanted, mine, names, all_names, count, first_page, service.today(), leads)


Pages = tuple[Choice, dict[int, Sequence[TeamRow]]]


def read_pages(service: Service, choice: Choice, pages: Sequence[int]) -> Pages:
    """Read pages of a list; the choice is handed back, so that pages of another list are not put into this one."""
    found: dict[int, Sequence[TeamRow]] = {
        page: list_team(service, choice.teams, page * PAGE, PAGE, mine=choice.mine) for page in pages
    }
    return choice, found


def is_new(row: TeamRow) -> bool:
    """Whether the team manager has not said that they read it, and still can."""
    return row.acknowledged is None and row.summary.state is State.FINAL


def columns(found: TeamList) -> tuple[Column[TeamRow], ...]:
    """The columns of the list."""
    return (
        Column("LCS number", 10, lambda row: (row.summary.lcs_number, "strong")),
        Column("Overall", 13, _grade_cell),
        Column("Now", 7, _now_cell),
        Column("As at", 10, lambda row: (day(row.summary.as_at), "muted"), from_width=_ROOMY - 10),
        Column("Team", 0, lambda row: (found.all_names.get(row.summary.team_id, ""), "muted"), from_width=_ROOMY),
    )


def _grade_cell(row: TeamRow) -> Cell:
    grade = row.summary.overall
    return (f"{GRADE_SYMBOLS[grade]} {_SHORT[grade]}", role_of_grade(grade)) if grade else ("", "")


def _now_cell(row: TeamRow) -> Cell:
    if row.open_replies:
        return "! reply", "accent"
    if is_new(row):
        return "* new", "accent"
    return ("closed" if row.summary.state is State.CLOSED else "read"), "muted"


# -- what one audit tells the team ------------------------------------------------------------------------------------


def detail(found: TeamAudit, today: date) -> Content:
    """Everything that one audit tells the team, strengths first."""
    told = found.told
    kind = KIND_WORDS[AuditKind(found.record.kind)]
    auditor = found.names.get(found.record.auditor_id, "?")
    lines = [
        Content.assemble((f"LCS {found.record.lcs_number}", "bold"), f"  {kind} as at {day(found.as_at)}"),
        Content.styled(
            f"{found.team} · {found.state.value} since {day(told.final_on)} · audited by {auditor}", "$muted"
        ),
    ]
    if told.overall:
        colour = f"$grade-{role_of_grade(told.overall)}"
        lines.append(Content.assemble("Overall  ", (graded(told.overall), f"bold {colour}")))
    lines.append(_acknowledged(found))
    lines += _group(
        "What was done well", [Content(finding.text) for finding in told.strengths], "Nothing was recorded."
    )
    lines += _group("What could be better", [Content(finding.text) for finding in told.areas], "Nothing was recorded.")
    if told.difference is not None:
        word, text = told.difference
        lines += _group("The difference made", [Content(f"{word}. {text}" if text else word)])
    lines += _group("What changed in moderation", _moderation(found), _unmoderated(found))
    actions = [_action(one, today) for one in told.open_actions]
    lines += _group("Open actions", actions, "None is open.")
    if found.replies:
        lines += _group("Replies", [_reply(found, one) for one in found.replies])
    grades = [
        Content.assemble(f"{told.name_of(key)}  ", (graded(grade), f"$grade-{role_of_grade(grade)}"))
        for key, grade in told.grades.items()
        if key != OVERALL
    ]
    lines += _group("Grades of record", grades)
    if found.in_the_way:
        lines += _group("In the way of closing", [Content(one) for one in found.in_the_way])
    return Content("\n").join(lines)


def _group(heading: str, texts: list[Content], nothing: str = "") -> list[Content]:
    if not texts and not nothing:
        return []
    said = [Content.assemble("- ", text) for text in texts] or [Content.styled(nothing, "$muted")]
    return [Content(""), Content.styled(heading, "bold $primary"), *said]


def _acknowledged(found: TeamAudit) -> Content:
    seen = found.acknowledged
    if seen is not None:
        return Content.styled(f"Acknowledged {day(seen.on)} by {found.names.get(seen.by, '?')}", "$muted")
    if Move.ACKNOWLEDGE in found.may:
        return Content.styled("New: press k once you have read it", "$accent")
    return Content.styled("Not acknowledged", "$muted")


def _moderation(found: TeamAudit) -> list[Content]:
    return [Content(differed_words(found, one)) for one in found.told.differed]


def differed_words(found: TeamAudit, one: Differed) -> str:
    """What changed, or stands, and why, in a sentence or two."""
    told = found.told
    if one.changed:
        said = f"{told.name_of(one.key)}: {told.word(one.first)} became {told.word(one.record)}"
    else:
        said = f"{told.name_of(one.key)}: {told.word(one.first)} stands; the moderator said {told.word(one.moderator)}"
    who = ", as the QA lead decided" if one.settled else ""
    return f"{said}, because {BECAUSE_WORDS[one.because]}{who}. {one.text}"


def _unmoderated(found: TeamAudit) -> str:
    if found.told.moderated_on is None:
        return "This audit was not moderated."
    return f"Nothing: a second person graded alike on {day(found.told.moderated_on)}."


def _action(one: Followed, today: date) -> Content:
    symbol, words = STATUS_WORDS[one.status]
    due = "no day is set" if one.due is None else f"due {day(one.due)}"
    late = (
        (f", overdue {(today - one.due).days} days", "bold $grade-inadequate") if one.overdue(today) and one.due else ""
    )
    urgent = "urgent: " if one.action.urgent else ""
    return Content.assemble(
        Content(f"{urgent}{one.action.what}"),
        (f" ({one.action.owner or 'nobody named'}, {due}", "$muted"),
        late,
        f"; {symbol} {words})",
    )


def _reply(found: TeamAudit, one: Reply) -> Content:
    who = found.names.get(one.by, "?")
    earlier = ", before it was reopened" if one.earlier else ""
    lead = (f"{found.told.name_of(one.key)}, {who} {day(one.on)}{earlier}: ", "$muted")
    if one.answer is None:
        return Content.assemble(lead, Content(one.text), ("  not answered yet", "$accent"))
    by = found.names.get(one.answer.by, "?")
    return Content.assemble(
        lead, Content(one.text), "\n  ", (f"Answer, {by} {day(one.answer.on)}: ", "$muted"), Content(one.answer.text)
    )


def judgements(found: TeamAudit) -> list[tuple[str, str]]:
    """What can be replied to: key and words, the whole first."""
    told = found.told
    keys = sorted(told.grades, key=lambda key: key != OVERALL)
    return [(key, f"{told.name_of(key)}: {told.word(told.grades[key])}") for key in keys]


def close_words(found: TeamAudit) -> str:
    """What closing an audit means, for the question before it."""
    parts = ["Its grades stay as they are. The team manager can then no longer reply."]
    if found.acknowledged is None:
        parts.append("Nobody has acknowledged it yet.")
    if left := len(found.told.open_actions):
        parts.append(f"{count_of(left, 'action is', 'actions are')} still open; they go on.")
    return " ".join(parts)


# -- trend ------------------------------------------------------------------------------------------------------------


def period_words(point: Point, span: Span) -> str:
    """A period in words: Mar 2026, or Jan-Mar 2026."""
    last = month_words(point.last)
    return last if span is Span.MONTH else f"{month_words(point.first)[:3]}–{last}"


def chart(found: Trend) -> Content:
    """The trend as a chart of text: each figure with its number of audits and its range, and what they say in words."""
    lines = [_legend(found)]
    for heading, points in (("", found.main), ("Early help, apart", found.early_help)):
        if heading and points:
            lines += [Content(""), Content.styled(heading, "bold")]
        for point in reversed(points):
            lines += _point(point, found.span)
    few = (
        f"Full audits whose grades stand. Under {found.fewest} it is too few to tell: chance alone could have made it."
    )
    apart = " Of other teams nothing is shown then." if found.teams is not None else ""
    return Content("\n").join([*lines, Content(""), Content.styled(few + apart, "$muted")])


def _legend(found: Trend) -> Content:
    others = "; below each, the service's other teams" if found.teams is not None else ""
    return Content.styled(f"Good or better overall, with the 95% range{others}. The latest first.", "$muted")


def _point(point: Point, span: Span) -> list[Content]:
    lead = period_words(point, span)
    lines = [Content.assemble((f"{lead:<13} ", "bold"), _share(point.team), "  ", (point.verdict, "$accent"))]
    if point.others is not None and point.others.of:
        lines.append(
            Content.assemble((f"{'  others':<13} ", "$muted"), Content.styled(str(_share(point.others)), "$muted"))
        )
    return lines


def _share(share: Share) -> Content:
    if not share.of:
        return Content(f"{'':<{_BAR}}  {'':<26}".rstrip())
    if share.good is None or share.lower is None or share.upper is None:
        return Content(f"{'':<{_BAR}}  of {share.of}: too few to tell")
    figure = f"{share.good} of {share.of} ({share.percent}%)"
    interval = f"{share_to_percent(share.lower):.0f}–{share_to_percent(share.upper):.0f}%"
    return Content(f"{bar(share.good, share.of, _BAR)}  {figure:<17} {interval:<8}")
