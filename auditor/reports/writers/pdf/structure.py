"""The structure of a tagged PDF: a tree of elements, each with the places on the pages where it stands.

Source: ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | int | tuple[float, ...]
_OWNERS = {"TH": "Table", "TD": "Table", "Figure": "Layout", "L": "List"}
"""Whose an element's attributes are."""
_KEPT_EMPTY = frozenset({"TH", "TD"})
"""An empty cell is a cell; any other element that shows nothing is left out."""


class Marked(NamedTuple):
    """A piece of a page's content: the page's place from 0, and its number there."""

    page: int
    number: int


class Annotated(NamedTuple):
    """An annotation on a page, by the number of its object."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """An element of the tree.

    Attributes:
        tag: a standard structure type, such as ``P``.
        alt: what a figure shows, in words.
        attributes: of a cell, a figure, a list; a text is a name, such as ``Row`` for a Scope.
        kids: in the order in which they are read.
    """

    tag: str
    alt: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    kids: "list[Element | Marked | Annotated]" = field(default_factory=list)

    def add(self, tag: str, alt: str = "", **attributes: Value) -> "Element":
        """A new element at the end of this one."""
        element = Element(tag, alt, attributes)
        self.kids.append(element)
        return element

    @property
    def drawn(self) -> bool:
        """Whether some of it stands on a page."""
        return any(not isinstance(kid, Element) or kid.drawn for kid in self.kids)

    def prune(self) -> None:
        """Leave out what shows nothing."""
        for kid in self.kids:
            if isinstance(kid, Element):
                kid.prune()
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.kids or kid.tag in _KEPT_EMPTY]

    def walk(self) -> "Iterator[Element]":
        """The element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


Parents = Mapping[int, "Element | list[Element]"]
"""By key: the elements of a page's pieces, by their numbers; or the element of an annotation."""


class StructureObjects:
    """The tree as objects of a PDF.

    Args:
        root: the tree, pruned.
        parents: which element each piece and each annotation belongs to.
        pages: the object numbers of the pages.
        number: gives the next free object number.
    """

    def __init__(self, root: Element, parents: Parents, pages: list[int], number: Callable[[], int]) -> None:
        self.root, self.parents, self.pages = root, parents, pages
        self.tree_number, self.parents_number = number(), number()
        self.numbers = {element: number() for element in root.walk()}

    def objects(self) -> Iterator[tuple[int, str]]:
        """Each object's number and what it says; the first is the root of the tree."""
        top = max(self.parents, default=-1) + 1
        yield (
            self.tree_number,
            f"<< /Type /StructTreeRoot /K {self.numbers[self.root]} 0 R"
            f" /ParentTree {self.parents_number} 0 R /ParentTreeNextKey {top} >>",
        )
        entries = " ".join(f"{key} {self._references(self.parents[key])}" for key in sorted(self.parents))
        yield self.parents_number, f"<< /Nums [ {entries} ] >>"
        yield self.numbers[self.root], self._said(self.root, self.tree_number)
        for element in self.numbers:
            for kid in element.kids:
                if isinstance(kid, Element):
                    yield self.numbers[kid], self._said(kid, self.numbers[element])

    def _references(self, elements: "Element | list[Element]") -> str:
        if isinstance(elements, Element):
            return f"{self.numbers[elements]} 0 R"
        return "[" + " ".join(f"{self.numbers[element]} 0 R" for element in elements) + "]"

    def _said(self, element: Element, parent: int) -> str:
        parts = [f"<< /S /{element.tag} /P {parent} 0 R"]
        home = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if home is not None:
            parts.append(f"/Pg {self.pages[home]} 0 R")
        kids = [self._kid(kid, home) for kid in element.kids]
        if kids:
            parts.append("/K " + (kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"))
        if element.alt:
            parts.append(f"/Alt {text_string(element.alt)}")
        if element.attributes:
            said = " ".join(f"/{name} {_value(value)}" for name, value in element.attributes.items())
            parts.append(f"/A << /O /{_OWNERS[element.tag]} {said} >>")
        return " ".join(parts) + " >>"

    def _kid(self, kid: Element | Marked | Annotated, home: int | None) -> str:
        match kid:
            case Element():
                return f"{self.numbers[kid]} 0 R"
            case Annotated():
                return f"<< /Type /OBJR /Obj {kid.number} 0 R /Pg {self.pages[kid.page]} 0 R >>"
            case Marked():
                if kid.page == home:
                    return str(kid.number)
                return f"<< /Type /MCR /Pg {self.pages[kid.page]} 0 R /MCID {kid.number} >>"


def text_string(text: str) -> str:
    """A text string of PDF (ISO 32000-1, 7.9.2.2), as it stands in the file."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _value(value: Value) -> str:
    if isinstance(value, str):
        return f"/{value}"
    if isinstance(value, tuple):
        return f"[{_numbers(value)}]"
    return str(value)


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values)
