"""The same PDF in fewer bytes: small objects together in compressed streams, as PDF has it since 1.5.

The thousands of small objects of a structure tree would make a file three times as large as it need be.
Source: ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

import re
import zlib
from dataclasses import dataclass

_PER_STREAM = 200
"""Objects in one stream: a reader unpacks all of them to read one."""
_TABLE_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_LENGTH = re.compile(rb"/Length \d+")
_COMMENT = b"%\xe2\xe3\xcf\xd3\n"
"""Signs above 127, so that no program takes the file for text."""


def pack(content: bytes) -> bytes:
    """A PDF as reportlab writes it, packed.

    Args:
        content: with one classic cross-reference table, and page streams that are not compressed.
    """
    objects, trailer = _taken_apart(content)
    written = _Written(max(objects) + 1)
    small = []
    for number, body in objects.items():
        if body.endswith(b"endstream"):
            written.stream(number, _compressed(body))
        else:
            small.append((number, body))
    for start in range(0, len(small), _PER_STREAM):
        written.together(small[start : start + _PER_STREAM])
    return written.finished(trailer)


def _taken_apart(content: bytes) -> tuple[dict[int, bytes], bytes]:
    """Every object by its number, and what the trailer says of root, information and identity."""
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    table, _, rest = content[start:].partition(b"trailer")
    offsets = [int(offset) for offset, _, use in _TABLE_ENTRY.findall(table) if use == b"n"]
    places = sorted(offsets)
    ends = dict(zip(places, [*places[1:], start], strict=True))
    objects = {}
    for offset in offsets:
        head, _, body = content[offset : ends[offset]].partition(b" obj\n")
        objects[int(head.split()[0])] = body[: body.rindex(b"endobj")].rstrip()
    said = [re.search(pattern, rest, re.S) for pattern in (rb"/Root \d+ 0 R", rb"/Info \d+ 0 R", rb"/ID\s*\[.*?\]")]
    return objects, b" ".join(match[0].split(b"%")[0] for match in said if match)


def _compressed(body: bytes) -> bytes:
    """An object with its stream compressed; as it is where it was, or where it is to be found without unpacking."""
    head, _, rest = body.partition(b"stream\n")
    if b"/Filter" in head or b"/Metadata" in head:
        return body
    packed = zlib.compress(rest[: rest.rindex(b"endstream")])
    told = _LENGTH.sub(b"/Filter /FlateDecode /Length %d" % len(packed), head, count=1)
    return told + b"stream\n" + packed + b"\nendstream"


@dataclass
class _Entry:
    """Where an object is: at an offset (kind 1), or at a place of a stream (kind 2)."""

    kind: int
    where: int
    place: int = 0


class _Written:
    """A file in the making."""

    def __init__(self, free: int) -> None:
        self.content = bytearray(b"%PDF-1.7\n" + _COMMENT)
        self.entries: dict[int, _Entry] = {}
        self.free = free

    def stream(self, number: int, body: bytes) -> None:
        """An object of its own."""
        self.entries[number] = _Entry(1, len(self.content))
        self.content += b"%d 0 obj\n%s\nendobj\n" % (number, body)

    def together(self, objects: list[tuple[int, bytes]]) -> None:
        """Objects without streams, in one stream."""
        own, self.free = self.free, self.free + 1
        index, bodies, offset = [], [], 0
        for place, (number, body) in enumerate(objects):
            self.entries[number] = _Entry(2, own, place)
            index.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
        first = b" ".join(index) + b"\n"
        packed = zlib.compress(first + b"\n".join(bodies))
        told = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(first))
        self.stream(own, b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(packed), packed))

    def finished(self, trailer: bytes) -> bytes:
        """The whole file.

        Args:
            trailer: its entries for root, information and identity.
        """
        own, start = self.free, len(self.content)
        self.entries[own] = _Entry(1, start)
        rows = [bytes(6) + b"\xff\xff"] + [self._row(self.entries.get(number)) for number in range(1, own + 1)]
        packed = zlib.compress(b"".join(rows))
        told = b"/Type /XRef /Size %d /W [1 5 2] %s /Filter /FlateDecode" % (own + 1, trailer)
        self.stream(own, b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(packed), packed))
        self.content += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.content)

    def _row(self, entry: _Entry | None) -> bytes:
        if entry is None:
            return bytes(8)
        return bytes([entry.kind]) + entry.where.to_bytes(5, "big") + entry.place.to_bytes(2, "big")
