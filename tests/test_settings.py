"""The settings of one computer."""

import pytest

from auditor.errors import ProblemsError
from auditor.settings import LocalSettings, load_settings


def test_no_file_means_defaults(tmp_path):
    assert load_settings(tmp_path / "none.toml") == LocalSettings()


def test_settings_are_read(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "auditor-contrast"\nlock_after_minutes = 5\n', encoding="utf-8")
    assert load_settings(path) == LocalSettings(theme="auditor-contrast", lock_after_minutes=5)


def test_all_problems_are_named_with_the_nearest_setting(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('themme = "x"\nlock_after_minutes = "5"\nstore = 3\n', encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_settings(path)
    assert [(problem.key, problem.nearest) for problem in caught.value.problems] == [
        ("lock_after_minutes", ""),
        ("store", ""),
        ("themme", "theme"),
    ]


@pytest.mark.parametrize("minutes", [0, 121])
def test_locking_time_has_bounds(tmp_path, minutes):
    path = tmp_path / "settings.toml"
    path.write_text(f"lock_after_minutes = {minutes}\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match="cannot be used"):
        load_settings(path)


def test_what_is_not_toml_is_said(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("theme = \n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_settings(path)
    assert "cannot be read" in caught.value.problems[0].message
