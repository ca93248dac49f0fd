"""Grades and answers of the demo's audits that fit together by the scale's own rule of suggestion."""

from collections.abc import Mapping, Sequence
from random import Random

from auditor.audit.grades import ORDER, suggest_overall, suggest_section
from auditor.standards.model import ALL_ANSWERS, AnswerId, Criterion, GradeId, Scale
from auditor.use_cases.demo.skills import CRITERIA, SECTIONS

_RISK = "ps01"
_LEVEL: dict[GradeId, float] = {"outstanding": 1.5, "good": 0.8, "requires_improvement": 0.08, "inadequate": -0.75}
_SECTION_SPREAD, _ANSWER_SPREAD = 0.45, 0.6
_TRIES = 30


def rank(grade: GradeId) -> int:
    """0 for inadequate to 3 for outstanding."""
    return ORDER.index(grade)


def beside(grade: GradeId, dice: Random, upwards: float = 0.5) -> GradeId:
    """A neighbouring grade: the better one with this probability, where there is one."""
    place = rank(grade) + (1 if dice.random() < upwards else -1)
    return ORDER[place] if 0 < place < len(ORDER) - 1 else ORDER[1 if rank(grade) < 2 else 2]


def section_grades(scale: Scale, sections: Sequence[str], wanted: GradeId, dice: Random) -> dict[str, GradeId]:
    """Grades of sections that suggest the wanted overall grade; strong and weak sections as the service is."""
    scores = {name: _LEVEL[wanted] + SECTIONS.get(name, 0.0) + dice.gauss(0, _SECTION_SPREAD) for name in sections}
    grades = {name: _grade_at(score) for name, score in scores.items()}
    for _ in range(_TRIES):
        suggested = suggest_overall(scale, grades)
        if suggested is None or suggested.grade == wanted:
            break
        if rank(suggested.grade) < rank(wanted):
            _raise_one(grades, scores, wanted)
        else:
            _lower_one(grades, scores, wanted)
    return grades


def _grade_at(score: float) -> GradeId:
    edges = ((1.35, "outstanding"), (0.4, "good"), (-0.8, "requires_improvement"))
    found = next((grade for edge, grade in edges if score >= edge), "inadequate")
    return next(grade for grade in ORDER if grade == found)


def _raise_one(grades: dict[str, GradeId], scores: Mapping[str, float], wanted: GradeId) -> None:
    risk = grades.get(_RISK)
    if risk is not None and rank(risk) < min(rank(wanted), rank("good")):
        name = _RISK
    else:
        below = [name for name in grades if grades[name] != "outstanding"]
        name = min(below, key=lambda name: (min(rank(grades[name]), 2), -scores[name]))
    grades[name] = ORDER[rank(grades[name]) + 1]


def _lower_one(grades: dict[str, GradeId], scores: Mapping[str, float], wanted: GradeId) -> None:
    above = [name for name in grades if rank(grades[name]) > min(rank(wanted), 1)]
    above = above or [name for name in grades if rank(grades[name]) > rank(wanted)]
    name = min(above, key=lambda name: (scores[name], name))
    grades[name] = ORDER[rank(grades[name]) - 1]


def section_answers(
    scale: Scale,
    criteria: Sequence[Criterion],
    wanted: GradeId,
    settled: Mapping[str, AnswerId],
    dice: Random,
) -> dict[str, AnswerId]:
    """Answers to a section's criteria that suggest the wanted grade, as nearly as the settled ones leave open."""
    scores: dict[str, float] = {}
    answers: dict[str, AnswerId] = {}
    for criterion in criteria:
        skill = CRITERIA.get(criterion.id, 0.0) + (0.3 if criterion.critical else 0.0)
        scores[criterion.id] = _LEVEL[wanted] + skill + dice.gauss(0, _ANSWER_SPREAD)
        answers[criterion.id] = settled.get(criterion.id) or _answer_at(scores[criterion.id], criterion)
    free = [criterion for criterion in criteria if criterion.id not in settled]
    for _ in range(_TRIES):
        suggested = suggest_section(scale, [(criterion, answers[criterion.id]) for criterion in criteria])
        if suggested is None or suggested.grade == wanted:
            break
        up = rank(suggested.grade) < rank(wanted)
        moved = _better(free, answers, scores) if up else _worse(free, answers, scores, scale, wanted)
        if moved is None:
            break
        answers[moved[0]] = moved[1]
    return answers


def _answer_at(score: float, criterion: Criterion) -> AnswerId:
    if score >= 1.7 and "exceeded" in criterion.answers:
        return "exceeded"
    if score >= 0.25:
        return "met"
    return "partly_met" if score >= -0.65 else "not_met"


def _better(
    free: Sequence[Criterion], answers: Mapping[str, AnswerId], scores: Mapping[str, float]
) -> tuple[str, AnswerId] | None:
    """The answer to raise, and to what: critical gaps first, then the worst, then what was nearly better."""
    found = [(criterion, _step(criterion, answers[criterion.id], -1)) for criterion in free]
    able = [(criterion, answer) for criterion, answer in found if answer is not None]
    if not able:
        return None

    def urgency(pair: tuple[Criterion, AnswerId]) -> tuple[bool, int, float]:
        level = ALL_ANSWERS.index(answers[pair[0].id])
        return (not (pair[0].critical and level > 1), -level, -scores[pair[0].id])

    criterion, answer = min(able, key=urgency)
    return criterion.id, answer


def _worse(
    free: Sequence[Criterion],
    answers: Mapping[str, AnswerId],
    scores: Mapping[str, float],
    scale: Scale,
    wanted: GradeId,
) -> tuple[str, AnswerId] | None:
    """The answer to lower, and to what: the weakest that does not by itself pull the section too far down."""
    able = []
    for criterion in free:
        answer = _step(criterion, answers[criterion.id], 1)
        if answer is None or (criterion.critical and _cap(scale, answer) < rank(wanted)):
            continue
        able.append((scores[criterion.id] + (1.5 if criterion.critical else 0.0), criterion.id, answer))
    if not able:
        return None
    _, name, answer = min(able)
    return name, answer


def _cap(scale: Scale, answer: AnswerId) -> int:
    critical = scale.suggestion.critical
    return rank({"partly_met": critical.partly_met, "not_met": critical.not_met}.get(answer, "outstanding"))


def _step(criterion: Criterion, answer: AnswerId, by: int) -> AnswerId | None:
    """The next better (-1) or worse (1) answer that the criterion allows."""
    place = ALL_ANSWERS.index(answer) + by
    found = ALL_ANSWERS[place] if 0 <= place < len(ALL_ANSWERS) else None
    return found if found in criterion.answers else None
