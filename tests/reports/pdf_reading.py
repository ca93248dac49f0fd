"""Reads the text of a PDF back, by the file alone: streams, fonts, and each font's own map to Unicode.

Enough of PDF 1.4 (ISO 32000-1, sections 7.3, 9.4 and 9.10) for files with simple fonts, and independent of whatever
wrote them: a sign that its font does not map is a question mark, so nothing is found that a reader could not copy.
"""

import re
import zlib
from base64 import a85decode
from dataclasses import dataclass


@dataclass(frozen=True)
class Pdf:
    """A file taken apart: objects by number."""

    objects: dict[int, bytes]

    @classmethod
    def read(cls, content: bytes) -> "Pdf":
        found = re.finditer(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", content, re.S)
        return cls({int(match[1]): match[2] for match in found})

    def stream(self, number: int) -> bytes:
        """The decoded stream of an object."""
        head, _, rest = self.objects[number].partition(b"stream\n")
        data = rest[: rest.rindex(b"endstream")]
        if b"ASCII85Decode" in head:
            data = a85decode(data.strip().removesuffix(b"~>"))
        # An object of its own: it passes over the line end after the data, which zlib.decompress would not.
        return zlib.decompressobj().decompress(data) if b"FlateDecode" in head else data

    def of_type(self, name: bytes) -> dict[int, bytes]:
        """The objects of one /Type."""
        return {n: body for n, body in self.objects.items() if re.search(rb"/Type /" + name + rb"\b", body)}

    def fonts(self) -> dict[str, dict[int, str]]:
        """What each font's codes mean, by the name that pages use for it."""
        fonts = {}
        for body in self.of_type(b"Font").values():
            name = re.search(rb"/Name /(\S+)", body)
            meaning = re.search(rb"/ToUnicode (\d+) 0 R", body)
            assert name is not None
            assert meaning is not None, f"{body!r} cannot be read back"
            fonts[name[1].decode()] = _to_unicode(self.stream(int(meaning[1])))
        return fonts

    def pages(self) -> list[str]:
        """The text of each page, in the order in which it was drawn."""
        tree = next(iter(self.of_type(b"Pages").values()), b"") or next(
            b for b in self.objects.values() if b"/Kids" in b
        )
        kids = re.search(rb"/Kids \[(.*?)\]", tree, re.S)
        assert kids is not None
        fonts = self.fonts()
        texts = []
        for number in re.findall(rb"(\d+) 0 R", kids[1]):
            content = re.search(rb"/Contents (\d+) 0 R", self.objects[int(number)])
            assert content is not None
            texts.append(_shown(self.stream(int(content[1])), fonts))
        return texts

    def unembedded(self) -> list[bytes]:
        """Fonts whose file is not in the PDF."""
        wrong = []
        for body in self.of_type(b"Font").values():
            descriptor = re.search(rb"/FontDescriptor (\d+) 0 R", body)
            if descriptor is None or b"/FontFile2 " not in self.objects[int(descriptor[1])]:
                wrong.append(body)
        return wrong


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


_OPERATIONS = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|\b(T\*|BT|Td|Tm)\b", re.S)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _shown(content: bytes, fonts: dict[str, dict[int, str]]) -> str:
    text, font = "", {}
    for match in _OPERATIONS.finditer(content):
        if match[1] is not None:
            font = fonts[match[1].decode()]
        elif match[2] is not None:
            raw = re.sub(rb"\\([0-7]{1,3}|.)", _unescaped, match[2], flags=re.S)
            text += "".join(font.get(code, "?") for code in raw)
        else:
            text += "\n"
    return text


def _unescaped(match: "re.Match[bytes]") -> bytes:
    sign = match[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _ESCAPES.get(sign, sign)
