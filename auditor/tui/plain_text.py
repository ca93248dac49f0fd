"""Nothing that a person or a file wrote ever reaches the terminal as an instruction."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control codes, and the signs that turn the direction of what follows; none takes up room on screen."""


def one_line(text: str) -> str:
    """The text on one line, without control codes: an escape code, say, that came with a paste."""
    return _UNSEEN.sub("", text.replace("\n", " ").replace("\t", " "))


class PlainOnly(LineFilter):
    """Applied to every line of every screen before it is written."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line without control codes in its text."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else segment._replace(text=_UNSEEN.sub("", segment.text)) for segment in segments
        ]
