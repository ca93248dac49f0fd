"""What is said about a new audit, before it is one: pure, so that the screen only draws it.

Rows are answered one after another. Which questions there are follows from the answers before them, by ``tags.yaml``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from auditor.audit.applicability import contradictions, holds, with_unasked_facts
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope
from auditor.standards.load import Standards
from auditor.standards.model import Checklist, TagBook
from auditor.tui.words import count_of

START = "start"
_PEOPLE = ("child", "young_adult")


class RowKind(StrEnum):
    """How a row is answered."""

    ONE = "one"
    """One of several choices."""
    MANY = "many"
    """Any number of choices."""
    YES_NO = "yes_no"
    """Yes, no, or cannot tell."""
    START = "start"


@dataclass(frozen=True)
class Row:
    """A line of the form.

    Attributes:
        name: what it answers: ``team``, or the id of a fact.
        label: the words before the answer.
        choices: id and words of each choice.
        value: the ids chosen; for yes or no, ``yes``, ``no`` or ``unknown``.
    """

    kind: RowKind
    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    value: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether something was said."""
        return bool(self.value)

    @property
    def words(self) -> str:
        """The answer in words; empty when there is none yet."""
        if self.kind is RowKind.YES_NO:
            return {"yes": "yes", "no": "no", "unknown": "cannot tell"}.get(self.value[0], "") if self.value else ""
        labels = dict(self.choices)
        return ", ".join(labels[chosen] for chosen in self.value if chosen in labels)


@dataclass(frozen=True)
class Form:
    """Everything said so far.

    Attributes:
        standards: where subjects, questions and checklists come from.
        teams: id and name, in order.
        facts: yes, no, or None for cannot tell; a question not answered yet is absent.
        given: kind and theme were decided elsewhere, and are not asked.
    """

    standards: Standards
    teams: Sequence[tuple[UUID, str]]
    team: UUID | None = None
    kind: AuditKind = AuditKind.FULL
    theme: str = ""
    subject: str = "child"
    statuses: frozenset[str] = frozenset()
    age_band: str | None = None
    facts: Mapping[str, bool | None] = field(default_factory=dict)
    given: bool = False

    @property
    def book(self) -> TagBook:
        """The questions."""
        return self.standards.current.tags

    @property
    def profile(self) -> Profile:
        """The profile as it stands: only what is asked counts, and a question not answered is not known."""
        known = {name: value for name, value in self.facts.items() if value is not None}
        person = self.subject in _PEOPLE
        draft = Profile(
            self.subject, self.statuses if person else frozenset(), self.age_band if person else None, known
        )
        unasked = {fact.id for fact in self.book.facts if holds(fact.ask_when, {}, draft) is False}
        return replace(draft, facts={name: value for name, value in known.items() if name not in unasked})

    @property
    def checklist(self) -> Checklist | None:
        """What it would be pinned to; None for a thematic audit without a theme."""
        if self.kind is AuditKind.THEMATIC:
            return self.standards.themes.get(self.theme)
        return self.standards.current

    # -- rows -----------------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """The lines, in the order in which they are answered."""
        teams = tuple((str(team_id), name) for team_id, name in self.teams)
        # A calibration is started from its own list: everybody in it examines the same invented case.
        kinds = tuple((kind.value, KIND_WORDS[kind]) for kind in AuditKind if kind is not AuditKind.CALIBRATION)
        rows = [
            Row(RowKind.ONE, "team", "Team", teams, (str(self.team),) if self.team else ()),
            Row(RowKind.ONE, "kind", "Kind", kinds, (self.kind.value,)),
        ]
        if self.given:
            del rows[1]
        elif self.kind is AuditKind.THEMATIC:
            themes = tuple((name, checklist.title) for name, checklist in self.standards.themes.items())
            rows.append(Row(RowKind.ONE, "theme", "Theme", themes, (self.theme,) if self.theme else ()))
        subjects = tuple((subject.id, subject.label) for subject in self.book.subjects)
        rows.append(Row(RowKind.ONE, "subject", "Subject", subjects, (self.subject,)))
        if self.subject in _PEOPLE:
            statuses = tuple((status.id, status.label) for status in self.book.statuses)
            chosen = tuple(name for name, _ in statuses if name in self.statuses)
            bands = tuple((band.id, band.label) for band in self.book.age_bands)
            rows.append(Row(RowKind.MANY, "statuses", "Status in the period", statuses, chosen))
            rows.append(Row(RowKind.ONE, "age_band", "Age", bands, (self.age_band,) if self.age_band else ()))
        return [*rows, *self._questions(), Row(RowKind.START, START, "Start this audit")]

    def _questions(self) -> list[Row]:
        said = {True: ("yes",), False: ("no",), None: ("unknown",)}
        profile = with_unasked_facts(self.profile, self.book)
        return [
            Row(RowKind.YES_NO, fact.id, fact.question, (), said[self.facts[fact.id]] if fact.id in self.facts else ())
            for fact in self.book.facts
            if holds(fact.ask_when, {}, profile) is not False
        ]

    # -- answering ------------------------------------------------------------------------------------------------

    def choose(self, name: str, chosen: str) -> "Form":
        """Choose for a row; for statuses, choose or take back."""
        match name:
            case "team":
                return replace(self, team=UUID(chosen))
            case "kind":
                return replace(self, kind=AuditKind(chosen))
            case "theme":
                theme = self.standards.themes[chosen]
                return replace(self, theme=chosen).choose("subject", theme.subject or self.subject)
            case "subject":
                implied = self.statuses | {"care_experienced"} if chosen == "young_adult" else self.statuses
                return replace(self, subject=chosen, statuses=implied)
            case "statuses":
                return replace(self, statuses=self.statuses ^ {chosen})
            case _:
                return replace(self, age_band=chosen)

    def answer(self, fact: str, value: bool | None) -> "Form":
        """Answer a question: yes, no, or None for cannot tell."""
        return replace(self, facts={**self.facts, fact: value})

    def rest_no(self) -> "Form":
        """Answer no to every question that has no answer yet; also those that follow from it."""
        form = self
        while True:
            open_ones = {row.name: False for row in form._questions() if not row.answered}
            if not open_ones:
                return form
            form = replace(form, facts={**form.facts, **open_ones})

    # -- what follows ---------------------------------------------------------------------------------------------

    def contradictions(self) -> list[str]:
        """What cannot both be, in words."""
        return [rule.because for rule in contradictions(self.profile, self.book)]

    def unanswered(self) -> int:
        """Questions that have no answer yet."""
        return sum(1 for row in self._questions() if not row.answered)

    def missing(self) -> str:
        """What must still be said before it can start, in words; empty when nothing."""
        if self.team is None:
            return "Choose the team."
        if self.checklist is None:
            return "Choose the theme."
        if self.subject in _PEOPLE and not self.statuses:
            return "Say which status the child had in the period."
        if self.subject in _PEOPLE and self.age_band is None:
            return "Say how old the child was."
        return ""

    def asks(self) -> str:
        """How much the audit will ask, in words."""
        checklist = self.checklist
        if checklist is None:
            return "Choose a theme to see what it asks."
        full = checklist.kind == "edition" and self.kind in (AuditKind.FULL, AuditKind.RE_AUDIT)
        scope = Scope(checklist, self.profile, full)
        sections = sum(1 for section in scope.sections if section.asked)
        about = "about " if self.missing() or self.unanswered() else ""
        asked = count_of(len(scope.asked), "question")
        return f"This audit will ask {about}{asked} in {count_of(sections, 'section')}."
