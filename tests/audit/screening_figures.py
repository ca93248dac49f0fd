"""How well screening does on the labelled sentences: counts, shares, and the table that docs/screening.md shows."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from auditor.audit.screening.finds import Certainty, FindKind
from auditor.audit.screening.screen import screen

SENTENCES = Path(__file__).parents[1] / "data" / "screening" / "sentences.jsonl"
PARTS = ("tuned", "held out")
KIND_NAMES = {
    FindKind.NHS_NUMBER: "NHS number",
    FindKind.UPN: "unique pupil number",
    FindKind.NI_NUMBER: "National Insurance number",
    FindKind.POSTCODE: "postcode",
    FindKind.PHONE: "telephone number",
    FindKind.EMAIL: "e-mail address",
    FindKind.DATE_OF_BIRTH: "date of birth",
    FindKind.TITLED_NAME: "name with a title",
    FindKind.NAME: "name in two or more parts, family name",
    FindKind.FIRST_NAME: "first name alone",
    FindKind.SCHOOL: "school",
    FindKind.STREET: "street or address",
    FindKind.HANDLE: "name on the internet",
    FindKind.VEHICLE: "number plate",
}


class Label(NamedTuple):
    """A stretch of a sentence that identifies somebody."""

    start: int
    words: str
    kind: str
    certainty: str


@dataclass
class Figures:
    """Right, wrong and missed finds of one part, by kind and by certainty."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    clean: int = 0
    clean_flagged: int = 0

    def labelled(self, name: str) -> int:
        return self.right[name] + self.missed[name]

    def precision(self, name: str) -> float | None:
        made = self.right[name] + self.wrong[name]
        return self.right[name] / made if made else None

    def recall(self, name: str) -> float | None:
        return self.right[name] / self.labelled(name) if self.labelled(name) else None


def sentences() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]


def labels(sentence: dict[str, Any]) -> set[Label]:
    return {Label(item["start"], item["text"], item["kind"], item["certainty"]) for item in sentence["finds"]}


def made(text: str) -> set[Label]:
    return {Label(item.start, item.words(text), item.kind.value, item.certainty.value) for item in screen(text)}


def measure(part: str) -> Figures:
    """A find is right only when its place, its words, its kind and its certainty are those of a label."""
    figures = Figures()
    for sentence in sentences():
        if sentence["part"] != part:
            continue
        wanted, found = labels(sentence), made(sentence["text"])
        figures.sentences += 1
        figures.clean += not wanted
        figures.clean_flagged += bool(found and not wanted)
        _count(figures.right, wanted & found)
        _count(figures.wrong, found - wanted)
        _count(figures.missed, wanted - found)
    return figures


def _count(into: Counter[str], items: Iterable[Label]) -> None:
    for item in items:
        into.update((item.kind, item.certainty))


def table() -> str:
    """The figures as Markdown, for docs/screening.md."""
    return "\n".join(_lines({part: measure(part) for part in PARTS}))


def _lines(figures: dict[str, Figures]) -> Iterator[str]:
    yield "| found | labelled | precision | recall | labelled, held out | precision, held out | recall, held out |"
    yield "|---|---|---|---|---|---|---|"
    for name, words in (
        (Certainty.SURE.value, "**sure, together**"),
        (Certainty.HINT.value, "**hints, together**"),
        *((kind.value, words) for kind, words in KIND_NAMES.items()),
    ):
        cells = [
            cell
            for part in figures.values()
            for cell in (str(part.labelled(name)), _percent(part.precision(name)), _percent(part.recall(name)))
        ]
        yield f"| {words} | {' | '.join(cells)} |"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(table() + "\n")
