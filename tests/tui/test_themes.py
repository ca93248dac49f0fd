"""Colours: every text can be read on every surface, and no grade relies on its colour."""

import re
from importlib import import_module
from inspect import getfile as module_file
from pathlib import Path
from pkgutil import walk_packages

import pytest
from textual.color import Color
from textual.screen import Screen

import auditor.tui
from auditor.standards.load import Standards
from auditor.tui.app import AuditorApp, run
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


def test_the_rules_of_a_screen_touch_no_other_screen() -> None:
    owners: dict[str, set[str]] = {}
    for module in walk_packages(auditor.tui.__path__, "auditor.tui."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.name:
                path = value.__dict__.get("CSS_PATH")
                for one in [path] if isinstance(path, str) else path or ():
                    assert (Path(module_file(value)).parent / one).is_file(), (name, one)
                    owners.setdefault(Path(one).name, set()).add(name)
    del owners["dialogs.tcss"]
    assert set(owners) >= {"work.tcss", "new_audit.tcss", "measures.tcss", "unlock.tcss", "audit.tcss"}
    for path in Path(auditor.tui.__path__[0]).rglob("*.tcss"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", text) if path.name in owners else ():
            for selector in selectors.split(","):
                assert re.split(r"[^A-Za-z]", selector.strip())[0] in owners[path.name], (path.name, selector)


async def test_a_choice_of_colours_is_remembered_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('lock_after_minutes = 5\ntheme = "auditor-dark"\n', encoding="utf-8")
    monkeypatch.setenv("AUDITOR_SETTINGS", str(settings))
    started: list[AuditorApp] = []
    monkeypatch.setattr(AuditorApp, "run", lambda app: started.append(app))  # a builtin would not be a method
    run(tmp_path / "store")
    async with started[0].run_test() as pilot:
        await pilot.press("f8", "f8")
        chosen = started[0].theme
    assert chosen != "auditor-dark"
    assert settings.read_text(encoding="utf-8") == f'lock_after_minutes = 5\ntheme = "{chosen}"\n'
    run(tmp_path / "store")
    assert started[1].theme == chosen
