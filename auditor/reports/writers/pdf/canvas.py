"""A reportlab canvas that tags what is drawn on it. Open source reportlab writes no tags.

Everything that is drawn stands in an element of the structure tree or in an artifact: what is not told to a reader
who hears the page, such as rules, backgrounds, page numbers. Of reportlab's private parts it uses the canvas's
``_code``, ``_addAnnotation`` and ``_bookmarkReference``, the document's ``idToObject`` and
``idToObjectNumberAndVersion``, and a page's ``__NoDefault__``: reportlab is pinned exactly.
"""

import re
from collections.abc import Callable
from datetime import UTC
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFPage, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from auditor.reports.document import Document
from auditor.reports.writers.pdf.metadata import metadata
from auditor.reports.writers.pdf.structure import Annotated, Element, Marked, StructureObjects

_LINE_END = re.compile(r"(?<!\\)\) Tj T\*")
"""The end of a line within a paragraph; not within a text, where a bracket is escaped."""
_PRINTED = 4
"""The flag of an annotation that is there on paper too."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages are tagged.

    Args:
        root: the structure tree; whoever draws gives the element that the drawing belongs to.
        document: what is written.
        furniture: draws head and foot of a page, when all pages are there.

    Attributes:
        page_of: the page, from 1, on which each bookmarked heading stands.
    """

    _code: list[str]

    def __init__(
        self,
        *args: Any,
        root: Element,
        document: Document,
        furniture: "Callable[[TaggedCanvas, int], None]",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.root, self.document, self._furniture = root, document, furniture
        made = document.made_at.astimezone(UTC)
        self.setDateFormatter(lambda *_: f"D:{made:%Y%m%d%H%M%S}+00'00'")
        self.page_of: dict[str, int] = {}
        self._page_names: list[str] = []
        self._later: list[tuple[int, str, Callable[[], None]]] = []
        self._parents: dict[int, Element | list[Element]] = {}
        self._keys = 0
        self._page_key = self._next_key()

    @property
    def pages(self) -> int:
        """How many pages are finished."""
        return len(self._page_names)

    # -- what is drawn ------------------------------------------------------------------------------------------------

    def begin(self, element: Element) -> None:
        """What is drawn until :meth:`end` belongs to an element."""
        marks = self._parents.setdefault(self._page_key, [])
        assert isinstance(marks, list)
        element.kids.append(Marked(self.pages, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)

    def begin_artifact(self, kind: str = "") -> None:
        """What is drawn until :meth:`end` is no content.

        Args:
            kind: ``Header`` or ``Footer`` for what stands on every page; empty for a rule or a background.
        """
        self._code.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC")

    def end(self) -> None:
        """What is drawn from here on belongs to nothing that was begun."""
        if self._code[-1] == "/Artifact BMC":
            self._code.pop()
        else:
            self._code.append("EMC")

    def space_lines(self, start: int) -> None:
        """End each line drawn since a place in the code in a space, so that words do not run together when read out."""
        for place in range(start, len(self._code)):
            self._code[place] = _LINE_END.sub(" ) Tj T*", self._code[place])

    @property
    def place(self) -> int:
        """How far the page's code goes."""
        return len(self._code)

    def link(self, element: Element, key: str, contents: str, rectangle: tuple[float, float, float, float]) -> None:
        """A link to a bookmarked heading, as part of a Link element.

        Args:
            element: the Link.
            key: of the bookmark, which may come later.
            contents: where it leads, in words.
            rectangle: left, bottom, right, top, in the units that are drawn in.
        """
        own = self._next_key()
        left, bottom = self.absolutePosition(*rectangle[:2])
        right, top = self.absolutePosition(*rectangle[2:])
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([left, bottom, right, top]),
                "Border": PDFArray([0, 0, 0]),
                "Contents": PDFString(contents),
                "Dest": self._bookmarkReference(key),
                "F": _PRINTED,
                "StructParent": own,
            }
        )
        self._addAnnotation(annotation, f"link{own}")
        element.kids.append(Annotated(self.pages, self._number(f"Annot.link{own}")))
        self._parents[own] = element

    def heading(self, key: str, plain: str, depth: int, height: float) -> None:
        """Bookmark a heading, and put it into the outline beside the pages."""
        self.bookmarkHorizontal(key, 0, height)
        self.addOutlineEntry(plain, key, depth, closed=depth > 0)
        self.page_of[key] = self.pages + 1

    def later(self, draw: Callable[[], None]) -> None:
        """Draw here when all pages are there, and their number is known."""
        # No text can hold this line: reportlab writes control signs as octal numbers.
        token = f"%\x01{len(self._later)}\x01"
        self._later.append((self.pages, token, draw))
        self._code.append(token)

    # -- pages and the file -------------------------------------------------------------------------------------------

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """Finish a page."""
        page = self.pages + 1
        self.later(lambda: self._furniture(self, page))
        name = self._doc.thisPageName()
        super().showPage()
        done = self._doc.idToObject[name]
        done.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        done.StructParents, done.Tabs, done.Trans = self._page_key, PDFName("S"), None
        self._parents.setdefault(self._page_key, [])
        self._page_names.append(name)
        self._page_key = self._next_key()

    def save(self) -> None:
        """Finish the file."""
        if self._code:
            self.showPage()
        for page, token, draw in self._later:
            self._code = []
            draw()
            done = self._doc.idToObject[self._page_names[page]]
            done.stream = done.stream.replace(token, "\n".join(self._code), 1)
        self._code = []
        self._add_structure()
        catalog = self._doc.Catalog
        catalog.MarkInfo = _Plain("<< /Marked true >>")
        described = metadata(self.document, self._doc.info)
        kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
        catalog.Metadata = PDFStream(kind, described, [])
        super().save()

    def _add_structure(self) -> None:
        self.root.prune()
        plain: dict[int, _Plain] = {}

        def number() -> int:
            said = _Plain()
            self._doc.Reference(said, name := f"structure{len(plain)}")
            plain[self._number(name)] = said
            return self._number(name)

        pages = [self._number(name) for name in self._page_names]
        tree = StructureObjects(self.root, self._parents, pages, number)
        for place, text in tree.objects():
            plain[place].text = text
        self._doc.Catalog.StructTreeRoot = plain[tree.tree_number]

    def _next_key(self) -> int:
        self._keys += 1
        return self._keys - 1

    def _number(self, name: str) -> int:
        number: int = self._doc.idToObjectNumberAndVersion[name][0]
        return number


class _Plain(PDFObject):  # type: ignore[misc]
    """An object that is written as it stands."""

    __RefOnly__ = 1

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, _document: Any) -> bytes:
        """What stands in the file."""
        return self.text.encode("ascii")
