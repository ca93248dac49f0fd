"""Colours: every text can be read on every surface, and no grade relies on its colour."""

import pytest
from textual.color import Color

from auditor.standards.load import Standards
from auditor.tui.themes import GRADE_COLOURS, THEMES
from auditor.tui.words import GRADE_SYMBOLS

TEXTS = ("muted", *(f"grade-{name}" for name in GRADE_COLOURS))


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read_on_every_surface(name: str) -> None:
    theme, _ = THEMES[name]
    least = 7.0 if "contrast" in name else 4.5
    texts = [theme.foreground, theme.primary, theme.accent, *(theme.variables[token] for token in TEXTS)]
    for surface in (theme.background, theme.surface, theme.panel):
        for text in texts:
            assert text is not None
            assert surface is not None
            assert contrast(text, surface) >= least, (text, surface)
    assert contrast(theme.variables["cursor-text"], theme.variables["cursor"]) >= least


@pytest.mark.parametrize("name", [name for name in THEMES if "contrast" in name])
def test_lines_stand_out_in_high_contrast(name: str) -> None:
    theme, _ = THEMES[name]
    assert contrast(theme.variables["hairline"], theme.background or "") >= 3


def test_the_symbols_are_those_of_the_scale(loaded_standards: Standards) -> None:
    assert {grade.id: grade.symbol for grade in loaded_standards.current.scale.grades} == GRADE_SYMBOLS
