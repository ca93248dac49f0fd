"""Is a PDF tagged as it should be? Everything that a file alone can tell; the rest needs a person and a screen reader.

Sources: ISO 32000-1, 14.7 and 14.8; the Matterhorn Protocol 1.1 for what is worth checking. Passing is not conformance.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pdf_reading import ARTIFACT, elements, kids

_PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "Tj", "TJ", "'", '"'])
_HEADINGS = [f"H{level}" for level in range(1, 7)]
_WITHIN: dict[str, set[str]] = {
    "Table": {"Caption", "THead", "TBody", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
    "TOCI": {"Reference"},
    "Reference": {"Link"},
    "BlockQuote": {"P"},
}
"""What may stand in what, of the types that have a rule; nothing else may, content included."""
_KNOWN = {*_WITHIN, *_HEADINGS, *["Document", "Div", "P", "Figure", "Caption", "LBody", "Lbl", "Link", "TH", "TD"]}


def problems(content: bytes) -> list[str]:
    """What is wrong with the tagging of a PDF; empty when all is well."""
    with pikepdf.open(BytesIO(content)) as file:
        found = [*_document(file), *_fonts(file)]
        if "/StructTreeRoot" not in file.Root:
            return [*found, "no structure tree"]
        return [*found, *_content(file), *_tree(file), *_headings(file), *_links(file)]


def _document(file: pikepdf.Pdf) -> Iterator[str]:
    root = file.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "not said to be marked"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not displayed"
    title = str(file.docinfo.get("/Title", ""))
    if not title:
        yield "no title"
    if "/Metadata" not in root:
        yield "no metadata"
    elif file.open_metadata().get("dc:title", "") != title:
        yield "the metadata has another title"
    if "/Outlines" not in root and any(_tag(each) == "H2" for each in elements(file)):
        yield "no outline"


def _fonts(file: pikepdf.Pdf) -> Iterator[str]:
    fonts = {font.objgen: font for page in file.pages for font in page.Resources.get("/Font", {}).values()}
    for font in fonts.values():
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.get("/FontDescriptor", {}).keys()):
            yield f"font {font.BaseFont} is not embedded"
        if "/ToUnicode" not in font:
            yield f"font {font.BaseFont} cannot be read back"


def _content(file: pikepdf.Pdf) -> Iterator[str]:
    """Everything painted is in an element or an artifact, and pages and tree agree on which."""
    parents = _parent_tree(file)
    placed = _places(file)
    for number, page in enumerate(file.pages, start=1):
        seen: set[int] = set()
        yield from (f"page {number}: {each}" for each in _page(page, seen))
        key = page.obj.get("/StructParents")
        listed = [] if key is None else list(parents.get(int(key), []))
        if key is None or int(key) not in parents:
            yield f"page {number} is not in the parent tree"
        if seen != set(range(len(listed))):
            yield f"page {number}: the parent tree does not list its marked content"
        for mcid, element in enumerate(listed):
            if placed.get((page.obj.objgen, mcid)) != element.objgen:
                yield f"page {number}: content {mcid} is not in the element that the parent tree names"
        if lost := [mcid for at, mcid in placed if at == page.obj.objgen and mcid not in seen]:
            yield f"page {number}: the tree names content {lost} that is not there"
        if str(page.obj.get("/Tabs", "")) != "/S":
            yield f"page {number}: links are not reached in the order of the structure"


def _page(page: Any, seen: set[int]) -> Iterator[str]:
    marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        sign = str(operator)
        if sign in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            tagged = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
            if tagged and int(properties.MCID) in seen:
                yield f"content {int(properties.MCID)} twice"
            if tagged:
                seen.add(int(properties.MCID))
            marks.append("tagged" if tagged else "artifact" if str(operands[0]) == ARTIFACT else "")
            if marks.count("tagged") > 1 or {"tagged", "artifact"} <= set(marks):
                yield "marked content within marked content"
        elif sign == "EMC":
            if not marks:
                yield "marked content ends that did not begin"
            else:
                marks.pop()
        elif sign in _PAINTING and not {"tagged", "artifact"} & set(marks):
            yield f"{sign} paints what is neither tagged nor an artifact"
    if marks:
        yield "marked content does not end"


def _tree(file: pikepdf.Pdf) -> Iterator[str]:
    for top in kids(file.Root.StructTreeRoot):
        if top.get("/P") is None or top.P.objgen != file.Root.StructTreeRoot.objgen:
            yield "the top does not name the tree"
    for element in elements(file):
        tag = _tag(element)
        if tag not in _KNOWN:
            yield f"{tag} is no type that we use"
        below = [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        yield from (f"a {_tag(kid)} in a {tag}" for kid in below if tag in _WITHIN and _tag(kid) not in _WITHIN[tag])
        yield from (f"a {_tag(kid)} that does not know its parent" for kid in below if kid.P.objgen != element.objgen)
        if tag in _WITHIN and len(below) < len(kids(element)):
            yield f"content stands in a {tag} itself"
        if tag == "Figure":
            yield from _figure(element)
        elif tag == "TH" and str(_attribute(element, "/Scope")) not in ("/Row", "/Column", "/Both"):
            yield "a TH without Scope"
        elif tag == "Table":
            yield from _table(element)
        elif tag == "LI" and [_tag(kid) for kid in below] != ["Lbl", "LBody"]:
            yield "a list item without label and body"
        if not kids(element) and tag not in ("TD", "TH"):
            yield f"an empty {tag}"


def _figure(element: Any) -> Iterator[str]:
    if not str(element.get("/Alt", "")).strip():
        yield "a Figure without Alt"
    if len(_attribute(element, "/BBox") or ()) != 4:
        yield "a Figure without BBox"


def _table(element: Any) -> Iterator[str]:
    rows = [each for each in _below(element) if _tag(each) == "TR"]
    widths = {sum(int(_attribute(cell, "/ColSpan") or 1) for cell in kids(row)) for row in rows}
    if len(widths) > 1:
        yield f"a Table with rows of {sorted(widths)} columns"
    if not any(_tag(each) == "TH" for each in _below(element)):
        yield "a Table without headers"


def _headings(file: pikepdf.Pdf) -> Iterator[str]:
    last = 0
    levels = [_HEADINGS.index(_tag(each)) + 1 for each in elements(file) if _tag(each) in _HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    for level in levels:
        if level > last + 1:
            yield f"a heading of level {level} after one of level {last}"
        last = level


def _links(file: pikepdf.Pdf) -> Iterator[str]:
    parents = _parent_tree(file)
    owners = {kid.Obj.objgen: each for each in elements(file) for kid in kids(each) if _is_object(kid)}
    for page in file.pages:
        for link in page.obj.get("/Annots", []):
            owner = owners.get(link.objgen)
            if owner is None or _tag(owner) != "Link":
                yield "a link that is not in the structure"
            elif parents.get(int(link.get("/StructParent", -1))) != owner:
                yield "a link that does not know its element"
            if not str(link.get("/Contents", "")):
                yield "a link that does not say where it leads"


def _tag(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _below(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _attribute(element: Any, name: str) -> Any:
    return element.get("/A", {}).get(name)


def _is_object(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type", "")) == "/OBJR"


def _parent_tree(file: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip((int(key) for key in numbers[::2]), numbers[1::2], strict=True))


def _places(file: pikepdf.Pdf) -> dict[tuple[Any, int], Any]:
    """Which element names each piece of content, by page and number."""
    found = {}
    for element in elements(file):
        for kid in kids(element):
            if isinstance(kid, int):
                found[element.Pg.objgen, kid] = element.objgen
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                found[kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)] = element.objgen
    return found
