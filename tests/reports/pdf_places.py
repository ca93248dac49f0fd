"""Where the text of a PDF stands: by the file alone, with the widths that its fonts give."""

from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Placed:
    """A piece of text in points from the left and from the lower edge of the paper; artifacts are no content."""

    left: float
    right: float
    base: float
    content: bool


def placed(page: Any) -> list[Placed]:
    """All text of a page that is set, but for spaces."""
    fonts = {name: _widths(font) for name, font in page.Resources.Font.items()}
    found: list[Placed] = []
    matrix, kept = pikepdf.Matrix(), list[pikepdf.Matrix]()
    line, at, leading, size = pikepdf.Matrix(), pikepdf.Matrix(), 0.0, 0.0
    font: dict[int, float] = {}
    content: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(matrix)
            case "Q":
                matrix = kept.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "BDC" | "BMC":
                content.append(str(operands[0]) != "/Artifact")
            case "EMC":
                content.pop()
            case "BT":
                line = at = pikepdf.Matrix()
            case "Tm":
                line = at = pikepdf.Matrix(*map(float, operands))
            case "Td":
                line = at = pikepdf.Matrix(1, 0, 0, 1, float(operands[0]), float(operands[1])) @ line
            case "TL":
                leading = float(operands[0])
            case "T*":
                line = at = pikepdf.Matrix(1, 0, 0, 1, 0, -leading) @ line
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tj":
                wide = sum(font.get(code, 0.0) for code in bytes(operands[0])) * size / 1000
                whole = at @ matrix
                if wide:
                    right = (pikepdf.Matrix(1, 0, 0, 1, wide, 0) @ whole).e
                    found.append(Placed(whole.e, right, whole.f, all(content)))
                at = pikepdf.Matrix(1, 0, 0, 1, wide, 0) @ at
            case _:
                pass
    return found


def _widths(font: Any) -> dict[int, float]:
    """Of each sign that can be seen, in thousandths of the size."""
    first = int(font.FirstChar)
    return {first + place: float(wide) for place, wide in enumerate(font.Widths)}
