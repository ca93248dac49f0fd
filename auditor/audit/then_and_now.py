"""Then and now: an audit beside the re-audit that follows it, criterion by criterion and grade by grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.audit.examination import Examination
from auditor.audit.scope import Scope
from auditor.standards.model import ALL_ANSWERS, GradeId


class Change(StrEnum):
    """How two answers, or two grades, compare."""

    BETTER = "better"
    SAME = "the same"
    WORSE = "worse"
    NOT_COMPARABLE = "not comparable"


CHANGE_SYMBOLS = {Change.BETTER: "▲", Change.SAME: "=", Change.WORSE: "▼", Change.NOT_COMPARABLE: "·"}


@dataclass(frozen=True)
class Compared:
    """One thing asked or graded, then and now.

    Attributes:
        key: the criterion's, or the section's, or ``overall``.
        code: the section's, as printed; empty for the whole.
        words: the question, or the title.
        then: the answer or the grade in the first audit; None where it was not asked, not applicable or not answered.
        now: the same in the re-audit.
    """

    key: str
    code: str
    words: str
    then: str | None
    now: str | None
    change: Change


@dataclass(frozen=True)
class ThenAndNow:
    """An audit and its re-audit.

    Attributes:
        criteria: those that both asked, or either; in the order of the re-audit's standards.
        grades: sections, and the whole last.
    """

    criteria: tuple[Compared, ...]
    grades: tuple[Compared, ...]

    def count(self, change: Change) -> int:
        """How many criteria changed in a way."""
        return sum(1 for one in self.criteria if one.change is change)


@dataclass(frozen=True)
class Reading:
    """One of the two.

    Attributes:
        grades: of record: by section, and ``overall``.
    """

    scope: Scope
    examination: Examination
    grades: dict[str, GradeId]


def then_and_now(then: Reading, now: Reading) -> ThenAndNow:
    """The two beside each other.

    Args:
        then: the first audit.
        now: the re-audit; it may rest on a later edition of the standards: what only one of them has is not comparable.
    """
    asked = {**then.scope.asked, **now.scope.asked}
    ordered = [*now.scope.asked, *(key for key in then.scope.asked if key not in now.scope.asked)]
    criteria = []
    for key in ordered:
        before, after = _answer(then, key), _answer(now, key)
        item = asked[key]
        if before is not None or after is not None:
            change = _change(before, after, list(reversed(ALL_ANSWERS)))
            criteria.append(Compared(key, item.section.code, item.criterion.question, before, after, change))
    ranks = [grade.id for grade in sorted(now.scope.checklist.scale.grades, key=lambda grade: grade.rank)]
    sections = {section.id: section for one in (then, now) for section in one.scope.checklist.sections}
    grades = [
        Compared(
            key, section.code, section.title, then.grades.get(key), now.grades.get(key),
            _change(then.grades.get(key), now.grades.get(key), ranks),
        )
        for key, section in sections.items()
        if key in then.grades or key in now.grades
    ]  # fmt: skip
    before, after = then.grades.get("overall"), now.grades.get("overall")
    grades.append(Compared("overall", "", "Overall", before, after, _change(before, after, ranks)))
    return ThenAndNow(tuple(criteria), tuple(grades))


def _answer(reading: Reading, key: str) -> str | None:
    given = reading.examination.answers.get(key)
    return given.answer if given is not None and key in reading.scope.asked else None


def _change(then: str | None, now: str | None, worst_first: Sequence[str]) -> Change:
    if then is None or now is None or then not in worst_first or now not in worst_first:
        return Change.NOT_COMPARABLE
    before, after = worst_first.index(then), worst_first.index(now)
    return Change.SAME if before == after else Change.BETTER if after > before else Change.WORSE
