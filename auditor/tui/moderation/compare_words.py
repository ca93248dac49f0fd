"""What the comparison of two examinations says: read in a thread, drawn by :mod:`auditor.tui.moderation.comparing`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from auditor.audit.examination import Examination, GradeGiven
from auditor.audit.moderation import BECAUSE_WORDS, Pair
from auditor.audit.permissions import Person
from auditor.audit.states import State
from auditor.tui.audit.criterion_words import looks_like_blocks
from auditor.tui.audit.lines import Piece, Row, fitted
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.wording import grade_piece
from auditor.tui.words import count_of
from auditor.use_cases.moderation.compare_grades import Compared, open_comparison
from auditor.use_cases.service import Service

_GRADE, _STANDS = 13, 15
_NARROW_STANDS = 10


@dataclass(frozen=True)
class Shown:
    """A comparison, with the words for the ids in it."""

    compared: Compared
    people: Mapping[UUID, str]
    person: Person

    def name(self, person: UUID) -> str:
        """What somebody is called; the person working: you."""
        return "you" if person == self.person.id else self.people.get(person, "somebody")

    def what(self, key: str) -> str:
        """What was graded, with its code."""
        code, title = self.compared.names.get(key, ("", key))
        return f"{code} {title}".strip()


def read_shown(service: Service, audit_id: UUID) -> Shown:
    """Read a comparison."""
    people = {person_id: person.name for person_id, person in service.people().items()}
    return Shown(open_comparison(service, audit_id), people, service.person)


def head(shown: Shown) -> tuple[str, str]:
    """What stands above the list: which audit, and how far the two are."""
    compared, comparison = shown.compared, shown.compared.comparison
    two = f"{shown.people.get(compared.auditor, '?')} and {shown.people.get(comparison.assignment.moderator, '?')}"
    how = "" if comparison.assignment.blind else " · light-touch review"
    seen = " · the first grade had been seen" if comparison.seen_first and comparison.assignment.blind else ""
    return f"LCS {compared.lcs_number} · {two}{how}{seen}", _standing(shown)


def _standing(shown: Shown) -> str:
    state, left = shown.compared.state, len(shown.compared.comparison.open)
    if state in (State.FINAL, State.CLOSED):
        return "the grade of record stands"
    if state is State.ESCALATED:
        return f"{left} for the QA lead to settle"
    return f"{left} to agree"


# -- rows -------------------------------------------------------------------------------------------------------------


def rows(shown: Shown, *, narrow: bool) -> Iterator[Row]:
    """Differences, the widest first; then what both graded the same, and what only one of them graded."""
    pairs = shown.compared.comparison.pairs
    differ = [pair for pair in pairs if pair.differs]
    columns = f"{'auditor':<{_GRADE}} {'moderator':<{_GRADE}}" + " " * ((_NARROW_STANDS if narrow else _STANDS) + 1)
    title = count_of(len(differ), "difference") if differ else "No differences"
    yield Row("", title, "primary", tail=((columns, "muted"),), heading=True)
    yield from (_row(shown, pair, narrow=narrow) for pair in differ)
    same = [pair for pair in pairs if not pair.differs]
    if same:
        yield Row("", "Nothing to agree", "primary", heading=True)
        yield from (_row(shown, pair, narrow=narrow) for pair in same)


def _row(shown: Shown, pair: Pair, *, narrow: bool) -> Row:
    checklist = shown.compared.scope.checklist
    code, title = shown.compared.names.get(pair.key, ("", pair.key))

    def grade(given: GradeGiven | None) -> Piece:
        text, role = grade_piece(checklist, given.grade if given else None, short=True)
        return f"{fitted(text or '–', _GRADE)} ", role or "muted"

    text, role = stands_piece(shown, pair)
    stands = (fitted(text, _NARROW_STANDS if narrow else _STANDS), role)
    lead = ((f"{code:<6}", "primary"),)
    return Row(pair.key, title, "strong" if pair.open else "", lead, (grade(pair.first), grade(pair.second), stands))


def stands_piece(shown: Shown, pair: Pair) -> Piece:
    """How a pair stands, in short."""
    if not pair.differs:
        return ("the same", "muted") if pair.first and pair.second else ("one only", "muted")
    if pair.agreed is not None:
        text, role = grade_piece(shown.compared.scope.checklist, pair.agreed.grade, short=True)
        return f"→{text}", role
    waits = shown.compared.waits_for(pair) if shown.compared.state is State.COMPARING else None
    if waits is None:
        return "open", "accent"
    return ("for you: y", "accent") if waits == shown.person.id else ("proposed", "muted")


# -- the row one is on ------------------------------------------------------------------------------------------------


def blocks(shown: Shown, pair: Pair) -> Iterator[Block]:
    """Everything about one pair: what each graded and why, what is proposed, what stands."""
    compared = shown.compared
    yield Block("", words((shown.what(pair.key), "strong"), (f"   {_apart(pair)}", "muted")))
    yield from _side(shown, "Auditor", pair.key, pair.first, compared.first)
    yield from _side(shown, "Moderator", pair.key, pair.second, compared.second)
    for proposal in reversed(pair.proposals):
        who = "Settled" if proposal.settled else "Proposed"
        by = "the QA lead" if proposal.settled and proposal.by != shown.person.id else shown.name(proposal.by)
        grade = grade_piece(compared.scope.checklist, proposal.grade)
        yield Block(who, words(grade, f" by {by}: {BECAUSE_WORDS[proposal.because]}. {proposal.text}"))
    if pair.agreed is not None and pair.differs:
        yield Block("Of record", words(grade_piece(compared.scope.checklist, pair.agreed.grade)))
    elif pair.differs:
        yield Block("Now", words((next_words(shown, pair), "accent")))
    section = compared.scope.checklist.sections_by_id.get(pair.key)
    if section is not None:
        yield from looks_like_blocks(section)


def _side(shown: Shown, label: str, key: str, given: GradeGiven | None, examination: Examination) -> Iterator[Block]:
    checklist = shown.compared.scope.checklist
    piece = grade_piece(checklist, given.grade) if given else ("not graded", "muted")
    changed = given is not None and given.first != given.grade
    first = ("   first " + grade_piece(checklist, given.first)[0] if given and changed else "", "muted")
    yield Block(label, words(piece, first))
    if given is not None and given.reason.strip():
        yield Block("Why", words(given.reason.strip()))
    if note := examination.notes.get(key, "").strip():
        yield Block("Note", words(note))


def _apart(pair: Pair) -> str:
    if not pair.differs:
        return ""
    way = "above" if pair.steps > 0 else "below"
    return f"the moderator is {count_of(abs(pair.steps), 'grade')} {way}"


def next_words(shown: Shown, pair: Pair) -> str:
    """What can be done about a difference now."""
    compared = shown.compared
    if compared.may_settle:
        return "you settle it: o g r i"
    if not compared.may_agree:
        return "the QA lead settles it" if compared.state is State.ESCALATED else "the two of them agree on it"
    waits = compared.waits_for(pair)
    if waits is None:
        return "propose a grade: o g r i; x hands what you cannot agree on to the QA lead"
    if waits == shown.person.id:
        return "y agrees to what is proposed; o g r i proposes another grade"
    return f"{shown.name(waits)} answers your proposal; o g r i changes it"
