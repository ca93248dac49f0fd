"""Reads the text of a PDF back: what each font's own map to Unicode says, by the file alone.

A sign that its font does not map is a question mark, so nothing is found that a reader could not copy.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

ARTIFACT = "/Artifact"


@dataclass(frozen=True)
class Shown:
    """A piece of text on a page: what it says, and the number of its marked content, if it is content."""

    text: str
    mcid: int | None


@dataclass(frozen=True)
class Pdf:
    """A file taken apart."""

    file: pikepdf.Pdf

    @classmethod
    def read(cls, content: bytes) -> "Pdf":
        return cls(pikepdf.open(BytesIO(content)))

    def pages(self) -> list[str]:
        """All text of each page, in the order in which it was drawn."""
        return ["".join(piece.text for piece in pieces_of(page)) for page in self.file.pages]

    def bodies(self) -> list[str]:
        """Likewise, without artifacts: head, foot, repeated header rows."""
        return ["".join(piece.text for piece in pieces_of(page) if piece.mcid is not None) for page in self.file.pages]

    def alts(self) -> list[str]:
        """What is said in place of figures."""
        return [str(element.Alt) for element in elements(self.file) if "/Alt" in element]

    def fonts(self) -> list[Any]:
        """All fonts that pages name."""
        found = {}
        for page in self.file.pages:
            for font in page.Resources.get("/Font", {}).values():
                found[font.objgen] = font
        return list(found.values())

    def unembedded(self) -> list[str]:
        """Fonts whose file is not in the PDF."""
        return [str(font.BaseFont) for font in self.fonts() if "/FontFile2" not in font.get("/FontDescriptor", {})]


def elements(file: pikepdf.Pdf) -> list[Any]:
    """All elements of the structure tree, in reading order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        found.append(element)
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    if "/StructTreeRoot" in file.Root:
        for top in kids(file.Root.StructTreeRoot):
            walk(top)
    return found


def kids(element: Any) -> list[Any]:
    """The kids of an element, of which there may be one or none."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array | list) else [found]


def pieces_of(page: Any) -> list[Shown]:
    """The text of a page with where it belongs; a line that ends is a line end."""
    fonts = {name: _to_unicode(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
    pieces, font, marks = [], {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        sign, text = str(operator), ""
        if sign in ("BDC", "BMC"):
            marks.append(_mcid(operands))
        elif sign == "EMC":
            marks.pop()
        elif sign == "Tf":
            font = fonts[str(operands[0])]
        elif sign == "Tj":
            text = "".join(font.get(code, "?") for code in bytes(operands[0]))
        elif sign in ("T*", "BT", "Td", "Tm"):
            text = "\n"
        if text:
            pieces.append(Shown(text, next((mark for mark in reversed(marks) if mark is not None), None)))
    return pieces


def _mcid(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None


def _to_unicode(program: bytes) -> dict[int, str]:
    meaning = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", program, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            meaning[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", program, re.S):
        for low, _, listed in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.S):
            for place, text in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", listed)):
                meaning[int(low, 16) + place] = bytes.fromhex(text.decode()).decode("utf-16-be")
        for low, high, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                meaning[code] = chr(int(text, 16) + code - int(low, 16))
    return meaning
