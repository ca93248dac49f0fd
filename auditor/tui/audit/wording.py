"""How answers, grades and suggestions are put into words: always a word and a symbol, never a colour alone."""

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.examination import AnswerGiven, Examination, GradeGiven
from auditor.audit.grades import Suggestion
from auditor.audit.permissions import Role
from auditor.audit.scope import Scope
from auditor.audit.states import State
from auditor.audit.suggestions import suggestion
from auditor.standards.model import Checklist
from auditor.tui.audit.holding_words import watching_words
from auditor.tui.audit.lines import Piece, plain
from auditor.use_cases.audits.open_audit import OpenAudit

NOTHING_ON_FILE = "Nothing on file"
ANSWER_ROLES = {"exceeded": "outstanding", "met": "good", "partly_met": "requires-improvement", "not_met": "inadequate"}
GRADE_ROLES = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires-improvement",
    "inadequate": "inadequate",
}
ANSWER_WIDTH = 13


def answer_piece(checklist: Checklist, given: AnswerGiven | None) -> Piece:
    """An answer, symbol and word."""
    if given is None:
        return "", ""
    if given.answer is None:
        return "– n/a", "muted"
    answer = checklist.scale.answer(given.answer)
    return f"{answer.symbol} {answer.word.lower()}", ANSWER_ROLES[given.answer]


def reason_words(checklist: Checklist, given: AnswerGiven) -> str:
    """Why a criterion does not apply."""
    return next((r.label for r in checklist.scale.not_applicable_reasons if r.id == given.not_applicable), "")


def grade_piece(checklist: Checklist, grade_id: str | None, *, short: bool = False) -> Piece:
    """A grade, symbol and word."""
    if grade_id is None:
        return "", ""
    grade = checklist.scale.grade(grade_id)
    return f"{grade.symbol} {grade.short if short else grade.word}", GRADE_ROLES[grade_id]


def brief(word: str) -> str:
    """A grade's word where room is short."""
    return word.lower().removesuffix(" to be good")


def grade_keys(checklist: Checklist) -> list[str | Piece]:
    """The keys of the grades, in words."""
    pieces: list[str | Piece] = []
    for grade in checklist.scale.grades:
        pieces += [(grade.key, "key"), f" {brief(grade.word)}  "]
    return pieces


def suggested(scope: Scope, examination: Examination, key: str) -> Suggestion | None:
    """The suggestion, which nobody sees before they have graded."""
    return suggestion(scope, examination, key) if examination.grade_of(key) is not None else None


def departs(given: GradeGiven | None, suggestion_: Suggestion | None) -> bool:
    """Whether a grade is not the one suggested."""
    return given is not None and suggestion_ is not None and given.grade != suggestion_.grade


def grade_told(scope: Scope, examination: Examination, key: str, name: str) -> str:
    """A grade echoed in words, with what the answers suggest."""
    given = examination.grades[key]
    told = f"{name}: {grade_piece(scope.checklist, given.grade)[0]}."
    found = suggested(scope, examination, key)
    if found is None:
        return told
    if departs(given, found):
        word = scope.checklist.scale.grade(found.grade).word.lower()
        return f"{told} The answers suggest {word}: {found.reason}."
    return f"{told} The answers suggest the same: {found.reason}."


def header_words(opened: OpenAudit, *, short: bool = False) -> str:
    """What an audit is about, for the top of its screen."""
    book, profile = opened.checklist.tags, opened.details.profile
    parts = [f"LCS {opened.record.lcs_number}"]
    statuses = [status.label for status in book.statuses if status.id in profile.statuses]
    parts += statuses or ([book.subject(profile.subject).label] if profile.age_band is None else [])
    parts += [band.label for band in book.age_bands if band.id == profile.age_band]
    parts.append(KIND_WORDS[AuditKind(opened.record.kind)])
    if opened.role is Role.MODERATOR:
        parts.insert(1, "blind moderation" if opened.ownership.blind else "light-touch review")
    checklist = opened.checklist
    if checklist.kind == "theme":
        parts.append(plain(checklist.title))
    elif not short:
        parts.append(f"{checklist.version} edition")
    return " · ".join(parts)


def read_only_words(opened: OpenAudit) -> str:
    """Why nothing may be recorded."""
    if opened.elsewhere is not None:
        return watching_words(opened.elsewhere)
    if opened.role is Role.MODERATOR:
        return "To read only: these grades are submitted. Moderation (f6) compares them with the auditor's."
    if opened.state is State.DRAFT:
        return "To read only: this is another person's audit."
    if opened.state is State.VOID:
        return "To read only: this audit was voided."
    on = f" on {opened.submitted.at.astimezone():%d/%m/%Y}" if opened.submitted else ""
    later = "" if opened.state is State.SUBMITTED else f" It is now {opened.state.value}."
    return f"To read only: submitted{on}.{later} What was recorded stands."


def not_yet(name: str, waiting: int, *, whole: bool) -> str:
    """Why something cannot be graded yet: what it rests on is still open."""
    if whole:
        left = "1 section has" if waiting == 1 else f"{waiting} sections have"
        return f"{left} no grade yet: the whole comes after them."
    left = "1 question is" if waiting == 1 else f"{waiting} questions are"
    return f"{name}: {left} not answered yet: the grade comes after them."
