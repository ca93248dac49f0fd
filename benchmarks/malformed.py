"""Malformed input: bytes, values, lists, workbooks and YAML spoilt in ways that are chosen by a seed."""

import contextlib
import copy
import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

Dice = random.Random

TEXTS = (
    *(
        "",
        " ",
        "\0",
        "\ufeff",
        "\u202e",
        "\u2028",
        "\r",
        "a\nb",
        "\x1b[2J",
        "²",
        "٣",
        "🧒🏽",
        "e\u0301",
        "\ud7ff\uffff",
    ),
    *("9" * 400, "x" * 10_000, "-0", "1e999", "NaN", "Infinity", "true", "null", "no", "~", "0x1f", "012", "1_000"),
    *(
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "31/12/9999",
        "1/1/0001",
        "31/12/2199",
        "24:00",
        "12/3",
        "-2w",
        "today",
    ),
    *(
        "=cmd|' /C calc'!A0",
        "../../../etc/passwd",
        "/dev/zero",
        "%s%n{0}",
        "{lcs_number}",
        "[red]x[/]",
        "'; drop table",
    ),
    *("01a2030c-c255-7180-8a16-13bd2cb1cac6", "0" * 64, "0" * 32, "2026-13-01T00:00:00.000000Z", "not on file", "x"),
)
"""Text that trips somebody somewhere."""
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 - 1, 2**53, 2**63, 10**30, -(10**30), 0.1, 1e308, -0.0),
    *([], {}, [[]], {"": ""}, {"$ref": "#"}, [None], {"id": None}),
)
"""Plain data that does not belong."""
_TOKENS = (
    *(b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\x80", b'"', b"'", b"\\u0000", b'\\ud800"'),
    *(b"{", b"}", b"[", b"]", b",", b":", b"- ", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: *a\n", b"---\n"),
    *(b"%YAML 9.9\n", b"\t", b"\r", b"\n", b"|\n", b">\n", b"# ", b"9" * 5000, b"1e999", b"NaN", b"\x1a", b"\x85"),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "cp1252", "utf-7", "cp037", "shift_jis")
_DEEP = "@@deep@@"


# -- bytes ------------------------------------------------------------------------------------------------------------


def spoilt(dice: Dice, content: bytes) -> bytes:
    """Content with one to three things wrong, whatever it is."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        content = dice.choice(_SPOILERS)(dice, content)
    return content


def _random(dice: Dice, content: bytes) -> bytes:
    return dice.randbytes(dice.choice((1, 16, 300, 4096)))


def _cut(dice: Dice, content: bytes) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _flipped(dice: Dice, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 2, 30)) if changed else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _span(dice: Dice, content: bytes) -> tuple[int, int]:
    start = dice.randrange(len(content) + 1)
    return start, min(len(content), start + dice.choice((1, 8, 200, 2000)))


def _without(dice: Dice, content: bytes) -> bytes:
    start, end = _span(dice, content)
    return content[:start] + content[end:]


def _twice(dice: Dice, content: bytes) -> bytes:
    start, end = _span(dice, content)
    return content[:end] + content[start:]


def _moved(dice: Dice, content: bytes) -> bytes:
    start, end = _span(dice, content)
    rest = content[:start] + content[end:]
    place = dice.randrange(len(rest) + 1)
    return rest[:place] + content[start:end] + rest[place:]


def _inserted(dice: Dice, content: bytes) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice(_TOKENS) * dice.choice((1, 1, 1, 3)) + content[place:]


def _recoded(dice: Dice, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(dice.choice(_ENCODINGS), "replace")


def _long(dice: Dice, content: bytes) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice((b"a", b" ", b"9", b'"', b"\n", b"\0")) * dice.choice((5_000, 140_000))


def _nested(dice: Dice, content: bytes) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice((b"[", b'{"a":', b"- ", b"{a: ", b"<a>", b"(", b"> ")) * dice.choice(
        (40, 1_000, 50_000)
    )


def _blank(dice: Dice, content: bytes) -> bytes:
    return dice.choice((b"", b"\n", b" ", b"\xef\xbb\xbf", b"\0", b"#", b"null", b"[]", b"{}", b"0", b'""'))


_SPOILERS: tuple[Callable[[Dice, bytes], bytes], ...] = (
    *(_random, _cut, _cut, _flipped, _flipped, _flipped, _without, _twice, _moved),
    *(_inserted, _inserted, _inserted, _recoded, _long, _nested, _blank),
)


# -- plain data -------------------------------------------------------------------------------------------------------


def odd_value(dice: Dice) -> Any:
    """A value, or a text, that does not belong."""
    return copy.deepcopy(dice.choice(VALUES)) if dice.random() < 0.5 else dice.choice(TEXTS)


def spoilt_data(dice: Dice, data: Any) -> Any:
    """A copy of plain data with one to three values replaced, removed, doubled, wrapped or exchanged."""
    changed = copy.deepcopy(data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        places = list(_places(changed))
        if not places:
            return odd_value(dice)
        holder, key = dice.choice(places)
        _spoil_at(dice, holder, key, places)
    return changed


def _places(data: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        one = waiting.pop()
        keys: Sequence[Any] = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found


def _spoil_at(dice: Dice, holder: Any, key: Any, places: list[tuple[Any, Any]]) -> None:
    match dice.choice(("replace", "replace", "replace", "remove", "double", "wrap", "exchange", "text", "deep")):
        case "replace":
            holder[key] = odd_value(dice)
        case "remove":
            del holder[key]
        case "double":
            if isinstance(holder, dict):
                holder[dice.choice(TEXTS)] = copy.deepcopy(holder[key])
            else:
                holder.insert(key, copy.deepcopy(holder[key]))
        case "wrap":
            holder[key] = dice.choice(([holder[key]], {"a": holder[key]}))
        case "exchange":
            other, place = dice.choice(places)
            with contextlib.suppress(LookupError):  # it may have gone with what held it
                holder[key] = copy.deepcopy(other[place])
        case "text" if isinstance(holder[key], str) and holder[key]:
            holder[key] = holder[key] + dice.choice(TEXTS) if dice.random() < 0.5 else holder[key][:-1]
        case "deep":
            holder[key] = _DEEP


def as_json(dice: Dice, data: Any) -> bytes:
    """Data as JSON text; what is nested without end is put in as text, which Python itself could not build."""
    depth = dice.choice((50, 400, 30_000))
    text = json.dumps(data, ensure_ascii=dice.random() < 0.5, default=str)
    return text.replace(f'"{_DEEP}"', "[" * depth + "]" * depth).encode("utf-8", "surrogatepass")


# -- lists ------------------------------------------------------------------------------------------------------------


def cells(dice: Dice, heads: Sequence[str], names: Sequence[str]) -> list[list[Any]]:
    """A list with its headings, some of whose cells are odd.

    Args:
        heads: the columns of a valid one.
        names: what may stand in its first column.
    """
    columns = list(heads)
    if dice.random() < 0.15:
        dice.choice((dice.shuffle, list.pop, lambda at: at.append(dice.choice((*TEXTS, *heads)))))(columns)
    many = dice.choice((1, 3, 10)) if dice.random() < 0.98 else 400
    first = date(1900, 1, 1) if dice.random() < 0.1 else date(2025, 6, 1)
    odd = dice.choice((0.0, 0.0, 0.02, 0.3))
    rows: list[list[Any]] = []
    for number in range(many):
        # Terms come one after another, events in any order.
        ahead = 160 * number + dice.randrange(20) if "first" in heads else dice.randrange(400)
        day = first + timedelta(days=ahead)
        name = dice.choice(names)
        row = [_cell(dice, head, name, min(day, LAST_DAY), number) for head in columns]
        row = [_odd_cell(dice) if dice.random() < odd else cell for cell in row]
        rows.append(row if dice.random() >= odd / 3 else row[: dice.randrange(9)] + [""] * dice.randrange(3))
    return [columns, *rows]


LAST_DAY = date(2026, 6, 30)
"""What a list holds has happened by then."""


def _cell(dice: Dice, head: str, name: str, day: date, number: int) -> Any:
    match head:
        case "event" | "name":
            return name
        case "date" | "first":
            days = (day, day, day, f"{day:%d/%m/%Y}", *(("x", "not needed") if head == "date" else ()))
            return dice.choice(days)
        case "lcs number":
            return dice.choice((9_900_000 + number, f"99 {number:05}"))
        case "team":
            return dice.choice(("Team 01", "team 01 ", "Team 01", name))
        case "worker" | "line manager":
            return dice.choice(("", "", name, "SW1042"))
        case "last":
            return day + timedelta(days=dice.randrange(1, 140))
        case "time":
            return dice.choice(("", "", "9:30", "2pm", time(14, 5)))
        case "every" if "agreed" in name or "frequency" in name:
            return dice.choice(("1 day", "4 weeks", "366 days", "monthly"))
        case "id":
            return f"r{number}" if dice.random() < 0.5 else ""
        case "follows":
            return f"r{dice.randrange(number + 1)}" if dice.random() < 0.03 else ""
    return ""


def _odd_cell(dice: Dice) -> Any:
    moment = datetime(dice.choice((1900, 2026, 9999)), 12, 31, 23, 59, 59)  # noqa: DTZ001 - as a workbook gives it
    return dice.choice((*TEXTS, None, True, 0, -1, 46_111, 0.25, 1e300, 2**60, moment, time(23, 59), date(1, 1, 1)))


def as_csv(dice: Dice, rows: list[list[Any]]) -> bytes:
    """Rows as CSV, as one program or another writes it."""
    target = io.StringIO()
    delimiter, all_quoted = dice.choice(",;\t"), dice.choice((False, True))
    # csv.QUOTE_ALL and csv.QUOTE_MINIMAL, which are plain integers to the types of csv.writer
    writer = csv.writer(
        target, delimiter=delimiter, quoting=1 if all_quoted else 0, lineterminator=dice.choice(("\n", "\r\n", "\r"))
    )
    writer.writerows(rows)
    encoding = "utf-8" if dice.random() < 0.8 else dice.choice(_ENCODINGS)
    return target.getvalue().encode(encoding, "replace")


def as_workbook(dice: Dice, rows: list[list[Any]]) -> bytes:
    """Rows as a workbook, mostly with a part of it spoilt."""
    from openpyxl import Workbook
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        # What a workbook cannot hold is left out of it.
        with contextlib.suppress(ValueError, OverflowError, IllegalCharacterError):
            sheet.append(row)
    target = io.BytesIO()
    try:
        book.save(target)
    except (ValueError, OverflowError):  # a date that no workbook has
        return b"PK\x03\x04" + dice.randbytes(100)
    return target.getvalue() if dice.random() < 0.5 else _spoilt_zip(dice, target.getvalue())


_HUGE_SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    b"</worksheet>"
)
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (new, *(old,) * 8)
    for old, new in zip(b"abcdefghij", b"bcdefghijk", strict=True)
)


def _spoilt_zip(dice: Dice, content: bytes) -> bytes:
    """A zip of which one member was spoilt, left out, doubled, or says what is not so."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = dice.choice(list(members))
    sheet = next((one for one in members if "worksheets/" in one), name)
    match dice.choice(("spoil", "spoil", "spoil", "sheet", "drop", "huge", "laughs", "rename", "nest", "grow")):
        case "spoil":
            members[name] = spoilt(dice, members[name])
        case "sheet":
            members[sheet] = spoilt(dice, members[sheet])
        case "drop":
            del members[name]
        case "huge":
            members[sheet] = _HUGE_SHEET
        case "laughs":
            members[sheet] = _LAUGHS + b"]><worksheet>&k;</worksheet>"
        case "rename":
            members[dice.choice(("../../evil.xml", "/etc/passwd", "a" * 300))] = members.pop(name)
        case "nest":
            members[sheet] = b"<a>" * 30_000
        case "grow":
            members["xl/media/image1.png"] = bytes(60_000_000 if dice.random() < 0.1 else 100_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, inner in members.items():
            packed.writestr(one, inner)
    found = target.getvalue()
    return found if dice.random() < 0.8 else spoilt(dice, found)


# -- YAML -------------------------------------------------------------------------------------------------------------


def spoilt_yaml(dice: Dice, content: bytes, data: Any) -> bytes:
    """A YAML file spoilt in its bytes, in its lines, or (as JSON, which is YAML) in its values.

    Args:
        data: what the file says.
    """
    kind = dice.random()
    if kind < 0.25:
        return spoilt(dice, content)
    if kind < 0.6:
        return as_json(dice, spoilt_data(dice, data))
    lines = content.decode().split("\n")
    for _ in range(dice.choice((1, 1, 2))):
        number = dice.randrange(len(lines))
        line = lines[number]
        head, colon, _ = line.partition(":")
        match dice.choice(("drop", "double", "indent", "value", "value", "key", "insert", "join")):
            case "drop":
                lines[number] = ""
            case "double":
                lines.insert(number, line)
            case "indent":
                lines[number] = dice.choice((" ", "  ", "\t")) + line if dice.random() < 0.5 else line[1:]
            case "value":
                odd = dice.choice((*TEXTS, "&a b", "*a", "!!int x", "{a: 1", "[1, 2", "|", "'", '"', "on", "- -"))
                lines[number] = f"{head}{colon} {odd}"
            case "key":
                lines[number] = f"{head}x{line[len(head) :]}"
            case "insert":
                lines.insert(
                    number, dice.choice(("---", "...", "a: &a [*a]", "? [a]", "%TAG ! x", "<<: {a: 1}", "- x"))
                )
            case "join":
                lines[number : number + 2] = ["".join(lines[number : number + 2])]
    return "\n".join(lines).encode("utf-8", "surrogatepass")
