"""Marks: a word with a symbol and a tone, such as a grade. A colour never says anything that the word does not."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["outstanding", "good", "requires_improvement", "inadequate", "neutral"]
"""What a colour would say; the words beside it always say it too."""
TONES: tuple[Tone, ...] = ("outstanding", "good", "requires_improvement", "inadequate", "neutral")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a symbol and a tone, such as a grade.

    Attributes:
        symbol: one sign, replaced or left out by a writer whose font lacks it; may be empty.
    """

    word: str
    symbol: str = ""
    tone: Tone = "neutral"

    @property
    def text(self) -> str:
        """Symbol and word."""
        return f"{self.symbol} {self.word}".strip()
