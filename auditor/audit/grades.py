"""The suggested grade: shown only after the auditor has graded, and never in place of the auditor's judgement.

A section's suggestion reads the shares of weight among the criteria that were answered and apply; minor criteria can
decide between good and outstanding but never lower a section below good. The overall suggestion reads the section
grades, and a weak grade for risk caps it. The numbers stand in ``scale.yaml``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.standards.model import AnswerId, Criterion, GradeId, Scale

ORDER: tuple[GradeId, ...] = ("inadequate", "requires_improvement", "good", "outstanding")


@dataclass(frozen=True)
class Suggestion:
    """A suggested grade and the reason for it, in words."""

    grade: GradeId
    reason: str


def lower(left: GradeId, right: GradeId) -> GradeId:
    """The worse of two grades."""
    return min(left, right, key=ORDER.index)


def lowest(grades: Iterable[GradeId]) -> GradeId | None:
    """The worst of some grades; None of none."""
    return min(grades, key=ORDER.index, default=None)


def better(left: GradeId, right: GradeId) -> GradeId:
    """The better of two grades."""
    return max(left, right, key=ORDER.index)


def suggest_section(scale: Scale, answered: Iterable[tuple[Criterion, AnswerId]]) -> Suggestion | None:
    """The grade that a section's answers suggest.

    Args:
        scale: holds the rule.
        answered: the criteria that apply and were answered, with their answers; not applicable ones left out.

    Returns:
        None when nothing was answered: there is no grade from nothing.
    """
    answers = list(answered)
    if not answers:
        return None
    weighty = [(criterion, answer) for criterion, answer in answers if criterion.weight != "minor"]
    everything = _by_shares(scale, answers)
    if weighty:
        main = _by_shares(scale, weighty)
        # Minor criteria are about style and form: they may hold a section at good, never push it below.
        grade = lower(main, better(everything, "good")) if ORDER.index(main) >= ORDER.index("good") else main
    else:
        grade = better(everything, "good")
    capped, because = _critical(scale, answers)
    if capped is not None and lower(grade, capped) != grade:
        return Suggestion(capped, because)
    return Suggestion(grade, _counts(answers))


def _by_shares(scale: Scale, answers: list[tuple[Criterion, AnswerId]]) -> GradeId:
    weights = [(scale.weights.of(criterion.weight), answer) for criterion, answer in answers]
    total = sum(weight for weight, _ in weights)

    def share(*wanted: str) -> float:
        return sum(weight for weight, answer in weights if answer in wanted) / total

    for rule in scale.suggestion.section:
        if (
            share("exceeded", "met") >= rule.met_at_least
            and share("exceeded") >= rule.exceeded_at_least
            and share("not_met") <= rule.not_met_at_most
        ):
            return rule.grade
    raise AssertionError("the last row of the rule has no condition")


def _critical(scale: Scale, answers: list[tuple[Criterion, AnswerId]]) -> tuple[GradeId | None, str]:
    caps: list[tuple[GradeId, str]] = []
    for criterion, answer in answers:
        if criterion.critical and answer == "not_met":
            caps.append((scale.suggestion.critical.not_met, f"not met, and it is critical: {criterion.question}"))
        elif criterion.critical and answer == "partly_met":
            caps.append((scale.suggestion.critical.partly_met, f"partly met, and it is critical: {criterion.question}"))
    return min(caps, key=lambda cap: ORDER.index(cap[0])) if caps else (None, "")


def _counts(answers: list[tuple[Criterion, AnswerId]]) -> str:
    names = {"exceeded": "exceeded", "met": "met", "partly_met": "partly met", "not_met": "not met"}
    counted = {name: sum(1 for _, answer in answers if answer == name) for name in names}
    return ", ".join(f"{count} {names[name]}" for name, count in counted.items() if count)


def suggest_overall(
    scale: Scale, grades: Mapping[str, GradeId], codes: Mapping[str, str] | None = None
) -> Suggestion | None:
    """The overall grade that the section grades suggest.

    Args:
        scale: holds the rule and the caps.
        grades: by section id.
        codes: what sections are called in the reason, by section id.

    Returns:
        None when no section has a grade.
    """
    if not grades:
        return None
    total = len(grades)

    def share(*wanted: str) -> float:
        return sum(1 for grade in grades.values() if grade in wanted) / total

    suggested: GradeId = next(
        rule.grade
        for rule in scale.suggestion.overall
        if share("outstanding", "good") >= rule.good_at_least
        and share("outstanding") >= rule.outstanding_at_least
        and share("inadequate") <= rule.inadequate_at_most
    )
    good = sum(1 for grade in grades.values() if grade in ("good", "outstanding"))
    reason = f"{good} of {total} sections are good or better"
    for cap in scale.suggestion.caps:
        if grades.get(cap.section) == cap.grade and lower(suggested, cap.overall_at_most) != suggested:
            suggested = cap.overall_at_most
            code = (codes or {}).get(cap.section, cap.section)
            reason = f"{code} is {scale.grade(cap.grade).word.lower()}, which limits the whole"
    return Suggestion(suggested, reason)
