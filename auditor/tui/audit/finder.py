"""Find: over questions, points such as PS6.4, the codes and titles of sections, and the steps after them."""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.audit.scope import AskedCriterion, Scope
from auditor.tui.audit.lines import Row
from auditor.tui.audit.places import STEPS, places_of
from auditor.tui.audit.searching import SearchDialog


@dataclass(frozen=True)
class Target:
    """Something that can be gone to.

    Attributes:
        key: a section's or a criterion's id; of a step ``step:`` and its place.
        code: shown before it.
        words: shown.
        state: asked nothing more of: empty when it is asked, else why it is not in the list.
        haystack: everything it is found by, folded.
    """

    key: str
    code: str
    words: str
    state: str
    haystack: str


STEP_KEY = "step:"
_ALSO = {
    "dates": "timescales time deadlines",
    "difference": "difference made",
    "summary": "submit left lcs",
    "overall": "overall grade whole",
}
"""Other words by which a step is sought."""


def targets(scope: Scope, *, asked_only: bool = False) -> tuple[Target, ...]:
    """Everything that can be found in an audit, in order.

    Args:
        asked_only: leave out what is not asked, and the steps.
    """
    return tuple(_targets(scope, asked_only=asked_only))


def _targets(scope: Scope, *, asked_only: bool) -> Iterator[Target]:
    for part in scope.sections:
        section = part.section
        yield Target(section.id, section.code, section.title, "section", f"{section.code} {section.title}".casefold())
        labels = {point.id: point.label for point in section.points}

        def target(item: AskedCriterion, state: str, labels: dict[str, str] = labels) -> Target:
            criterion = item.criterion
            points = " ".join(f"{point} {labels.get(point, '')}" for point in criterion.points)
            hay = f"{item.section.code} {points} {criterion.question} {item.section.title}".casefold()
            return Target(criterion.id, item.section.code, criterion.question, state, hay)

        for item in part.asked:
            yield target(item, "")
        if not asked_only:
            for item in part.unopened:
                yield target(item, "deeper")
            for item in part.not_asked:
                yield target(item, "not asked")
    if not asked_only:
        for place in places_of(scope, ()):
            words = STEPS[place][1]
            hay = f"{words} {_ALSO.get(place, '')}".casefold()
            yield Target(f"{STEP_KEY}{place}", "", words, "step", hay)


def matches(everything: tuple[Target, ...], typed: str) -> tuple[Target, ...]:
    """What holds every word typed; a section found by its code, and a step found by its name, come first."""
    sought = typed.casefold().split()
    if not sought:
        return everything
    found = [target for target in everything if all(_holds(target.haystack, word) for word in sought)]
    exact = {
        target.key
        for target in found
        if (target.state == "section" and target.code.casefold() == sought[0])
        or (target.state == "step" and any(word.startswith(sought[0]) for word in target.words.casefold().split()))
    }
    return tuple(sorted(found, key=lambda target: target.key not in exact))


def _holds(haystack: str, word: str) -> bool:
    # PS6.1 is not PS6.11: what ends in a digit must end there.
    at = haystack.find(word)
    while at >= 0:
        after = haystack[at + len(word) : at + len(word) + 1]
        if not (word[-1].isdigit() and after.isdigit()):
            return True
        at = haystack.find(word, at + 1)
    return False


class FindDialog(SearchDialog):
    """Where to go in an audit."""

    HELP = (
        "Type words of a question, a point such as PS6.4, a code such as PG2 or a step such as actions; up and "
        "down choose, Enter goes there."
    )

    def __init__(
        self, everything: tuple[Target, ...], title: str = "Find a question, a point, a section or a step"
    ) -> None:
        super().__init__(title, "words, PS6.4, PG2, actions …", "goes there")
        self._everything = everything

    def found(self, typed: str) -> list[Row]:
        """The places found."""
        return [
            Row(
                target.key,
                target.words,
                "strong" if target.state in ("section", "step") else "",
                ((f"{target.code:<6}", "primary"),),
                ((f" {target.state}", "muted"),) if target.state not in ("", "section") else (),
            )
            for target in matches(self._everything, typed)
        ]
