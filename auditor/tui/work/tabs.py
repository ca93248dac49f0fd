"""The lists of Work on one line, each with its key and how many there are; as many words as there is room for."""

from collections.abc import Mapping
from itertools import product

from textual.content import Content
from textual.widgets import Static

FILTERS = {
    "all": ("1", "All mine"),
    "drafts": ("2", "Drafts"),
    "submitted": ("3", "Submitted"),
    "not_on_lcs": ("4", "Not on LCS"),
    "everyone": ("5", "Everyone's"),
}
"""The lists: their key and what they are called."""
_SHORT = {"all": "Mine", "everyone": "All"}
"""What some are called where there is little room."""
_GAPS = (3, 2)


class WorkTabs(Static):
    """The lists there are, the one that is shown marked. No word is ever cut: where not all fit, they are shorter, and
    at last without numbers.
    """

    def __init__(self) -> None:
        super().__init__(id="filters")
        self._counts: Mapping[str, int] = {}
        self._chosen = ""

    def show(self, counts: Mapping[str, int], chosen: str) -> None:
        """Show the lists.

        Args:
            counts: how many audits each has; empty until they are counted, then only those this person has.
            chosen: the one that is shown.
        """
        self._counts, self._chosen = counts, chosen
        self.refresh()

    def render(self) -> Content:
        """The longest wording that fits."""
        room = self.size.width
        found = Content("")
        for numbered, short, gap in product((True, False), (False, True), _GAPS):
            found = self._line(numbered=numbered, short=short, gap=gap)
            if found.cell_length <= room:
                break
        return found

    def _line(self, *, numbered: bool, short: bool, gap: int) -> Content:
        parts: list[tuple[str, str] | str] = [" "]
        for name, (shown, words) in FILTERS.items():
            if self._counts and name not in self._counts:
                continue
            lit = name == self._chosen
            number = f" {self._counts[name]:,}" if numbered and name in self._counts else ""
            parts += [(f"{shown} ", "$muted" if not lit else "bold $accent")]
            parts += [(_SHORT.get(name, words) if short else words, "bold underline" if lit else "")]
            parts += [(number, "$muted"), " " * gap]
        return Content.assemble(*parts[:-1])
