"""Paragraphs that know which element of the structure they are."""

from dataclasses import dataclass
from typing import Any, Self

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Para

from auditor.reports.writers.pdf.structure import Element

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind a paragraph, and is no content.

    Attributes:
        fill: of the box behind it; None for none.
        bar: colour of a bar at the left of it; None for none.
        bar_width: of the bar, in points.
        above: how far it reaches above the paragraph, in points.
        below: likewise below.
        beyond: how far it reaches beyond the paragraph's room at both sides, in points.
    """

    fill: Color | None = None
    bar: Color | None = None
    bar_width: float = 3.0
    above: float = 0.0
    below: float = 0.0
    beyond: float = 0.0


class Text(Para):  # type: ignore[misc]
    """A paragraph that is an element, or part of one; when it goes over a page, it stays one element."""

    element: Element
    backing: Backing | None = None
    repeated = False
    """It is drawn anew on later pages, as the header row of a table is: content only the first time."""
    may_part = True
    """A page may end between its lines."""

    @classmethod
    def of(cls, element: Element, markup: str, style: ParagraphStyle, **also: Any) -> Self:
        """A paragraph.

        Args:
            element: that it is.
            markup: its text, in the markup of reportlab's paragraphs.
            style: how it is set.
            **also: other attributes of it.
        """
        text = cls(markup, style)
        text.element = element
        for name, value in also.items():
            setattr(text, name, value)
        return text

    def split(self, width: float, height: float) -> list[Any]:
        """The paragraph in two, both of them the same element."""
        pieces: list[Any] = super().split(width, height)
        for place, piece in enumerate(pieces):
            if piece is not self:
                piece.element, piece.backing, piece.repeated = self.element, self.backing, self.repeated
                piece.continues(self, first=place == 0)
        if len(pieces) > 1 and len(pieces[1].frags) > 1 and _ends_line(pieces[1].frags[0]):
            del pieces[1].frags[0]  # the line that ended there has ended: no empty one begins the next page
        return pieces

    def continues(self, whole: Any, *, first: bool) -> None:
        """Take over what a paragraph that was split had of its own."""

    def draw(self) -> None:
        """What stands behind it, as an artifact, and the text."""
        if self.backing:
            self.canv.begin_artifact()
            self._back(self.backing)
            self.canv.end()
        if not self.blPara.lines:
            return
        if self.repeated and self.element.drawn:
            self.canv.begin_artifact("Header")
        else:
            self.canv.begin(self.element)
        self.say()
        self.canv.end()

    def say(self) -> None:
        """Draw the text."""
        start = self.canv.place
        super().draw()
        self.canv.space_lines(start)

    @property
    def first_base(self) -> float:
        """The base line of its first line, in points above its lower edge."""
        return float(self.height - self.style.fontSize)

    @property
    def last_base(self) -> float:
        """The base line of its last line."""
        return self.first_base - float(self.style.leading) * (len(self.blPara.lines) - 1)

    def _back(self, backing: Backing) -> None:
        canvas = self.canv
        canvas.saveState()
        left, bottom = -backing.beyond, -backing.below
        height = self.height + backing.above + backing.below
        if backing.fill:
            canvas.setFillColor(backing.fill)
            canvas.rect(left, bottom, self.width + 2 * backing.beyond, height, stroke=0, fill=1)
        if backing.bar:
            canvas.setFillColor(backing.bar)
            canvas.rect(left, bottom, backing.bar_width, height, stroke=0, fill=1)
        canvas.restoreState()


def _ends_line(word: Any) -> bool:
    """Whether a word of reportlab's, its width and its pieces, is the end of a line that was asked for."""
    return isinstance(word, list) and bool(getattr(word[1][0], "lineBreak", False))


class Item(Text):
    """An item of a list: its sign is the label, its text the body."""

    label: Element | None = None

    def continues(self, whole: "Item", *, first: bool) -> None:
        """The sign stands before the first piece."""
        self.label = whole.label if first else None

    def draw(self) -> None:
        """The sign, and the text."""
        if self.label and self.blPara.lines:
            canvas, style = self.canv, self.style
            canvas.begin(self.label)
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.bulletFontName, style.bulletFontSize)
            canvas.drawString(style.leftIndent - 10, self.first_base, BULLET)
            canvas.end()
        super().draw()


class OutlinedHeading(Text):
    """A heading that is in the outline beside the pages too.

    Attributes:
        key: its bookmark; empty for a piece that is not its beginning.
        plain: its text.
        depth: in the outline, from 0.
    """

    key = ""
    plain = ""
    depth = 0

    def continues(self, whole: "OutlinedHeading", *, first: bool) -> None:
        """The bookmark leads to the first piece."""
        self.key, self.plain, self.depth = whole.key if first else "", whole.plain, whole.depth

    def draw(self) -> None:
        """Draw the heading, and note where it stands."""
        if self.key:
            self.canv.heading(self.key, self.plain, self.depth, self.height)
        super().draw()


class ContentsLine(Text):
    """A line of the contents: a heading, its page, and a link to it.

    Attributes:
        key: of the heading's bookmark.
        plain: the heading.
        rule: colour of the line under it.
    """

    may_part = False
    key = ""
    plain = ""
    rule: Color | None = None

    def split(self, _width: float, _height: float) -> list[Any]:
        """It goes to the next page whole: it is one link."""
        return []

    def draw(self) -> None:
        """The line, its page and its link."""
        canvas = self.canv
        canvas.begin_artifact()
        canvas.setStrokeColor(self.rule)
        canvas.setLineWidth(0.4)
        canvas.line(0, -2.5, self.width, -2.5)
        canvas.end()
        super().draw()
        canvas.link(self.element, self.key, self.plain, (0, -2.5, self.width, self.height + 2.5))

    def say(self) -> None:
        """The heading, and its page: known when all pages are there."""
        super().say()
        canvas, style, base = self.canv, self.style, self.last_base

        def page() -> None:
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawRightString(self.width, base, str(canvas.page_of[self.key]))

        canvas.later(page)
