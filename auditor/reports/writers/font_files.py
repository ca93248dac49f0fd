"""What a writer needs of a TrueType font: how wide its signs are, and the file packed for a web page.

Formats: OpenType 1.9 (tables cmap, hhea, hmtx, head, post), WOFF File Format 1.0 (W3C).
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auditor.reports.writers.characters import tidy

_UNKNOWN = 1.0
"""The width of a sign that the font lacks, against the size: another font shows it."""
_LEFT_OUT = frozenset({b"DSIG", b"GPOS", b"GSUB", b"GDEF", b"BASE"})
"""Tables that no page needs: without pairs and ligatures a line is as wide as the sum of its signs."""
_WOFF = 0x774F4646
_NO_NAMES = 0x00030000
"""The version of a post table that holds no names of glyphs."""


@dataclass(frozen=True)
class FontFile:
    """A font.

    Attributes:
        widths: of each sign, against the size.
        woff: the file, packed.
    """

    widths: Mapping[int, float]
    woff: bytes

    def width_of(self, text: str, size: float) -> float:
        """The width of one line of text, in the unit of ``size``."""
        return size * sum(self.widths.get(ord(sign), _UNKNOWN) for sign in tidy(text))


@lru_cache(maxsize=8)
def read_font(path: Path) -> FontFile:
    """A font from its TrueType file.

    Raises:
        OSError: there is no such file.
    """
    data = path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for place in range(count):
        name, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * place)
        tables[name] = data[start : start + length]
    return FontFile(_widths(tables), _packed(data[:4], tables))


def _widths(tables: Mapping[bytes, bytes]) -> dict[int, float]:
    units = struct.unpack_from(">H", tables[b"head"], 18)[0]
    several = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
    advances = struct.unpack_from(">" + "Hh" * several, tables[b"hmtx"])[::2]
    return {
        code: advances[min(glyph, several - 1)] / units for code, glyph in _glyphs(tables[b"cmap"]).items() if glyph
    }


def _glyphs(cmap: bytes) -> dict[int, int]:
    """The glyph of each sign: the table for all of Unicode, or that for its first plane."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * place) for place in range(count)]
    forms = {struct.unpack_from(">H", cmap, start)[0]: start for platform, _, start in records if platform in (0, 3)}
    if 12 in forms:
        start = forms[12]
        groups = struct.unpack_from(">L", cmap, start + 12)[0]
        found = [struct.unpack_from(">LLL", cmap, start + 16 + 12 * place) for place in range(groups)]
        return {code: glyph + code - first for first, last, glyph in found for code in range(first, last + 1)}
    start = forms[4]
    double = struct.unpack_from(">H", cmap, start + 6)[0]
    segments, glyphs = double // 2, {}
    for place in range(segments):
        at = start + 14 + 2 * place
        last = struct.unpack_from(">H", cmap, at)[0]
        first, delta = (struct.unpack_from(">H", cmap, at + 2 + double * step)[0] for step in (1, 2))
        offset = struct.unpack_from(">H", cmap, at + 2 + double * 3)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", cmap, at + 2 + double * 3 + offset + 2 * (code - first))[0]
                if not glyph:
                    continue
            glyphs[code] = (glyph + delta) & 0xFFFF
    return glyphs


def _packed(flavour: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    """The font as WOFF, without what a page does not need."""
    kept = {name: table for name, table in sorted(tables.items()) if name not in _LEFT_OUT}
    kept[b"post"] = struct.pack(">L", _NO_NAMES) + kept[b"post"][4:32]
    whole = bytearray(kept[b"head"])
    whole[8:12] = bytes(4)  # a sum over the whole file, which is another one now; readers do not look at it
    kept[b"head"] = bytes(whole)
    offset = 44 + 20 * len(kept)
    directory, body = b"", b""
    for name, table in kept.items():
        small = zlib.compress(table, 9)
        data = small if len(small) < len(table) else table
        directory += struct.pack(">4sLLLL", name, offset + len(body), len(data), len(table), _sum(table))
        body += data + bytes(-len(data) % 4)
    size = 12 + 16 * len(kept) + sum(len(table) + -len(table) % 4 for table in kept.values())
    total = offset + len(body)
    head = struct.pack(">L4sLHHLHHLLLLL", _WOFF, flavour, total, len(kept), 0, size, 1, 0, 0, 0, 0, 0, 0)
    return head + directory + body


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    whole: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return whole & 0xFFFFFFFF
