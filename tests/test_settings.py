"""The settings of one computer."""

import pytest

from auditor.errors import ProblemsError
from auditor.settings import LocalSettings, keep_setting, load_settings


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


def test_one_setting_is_kept_and_every_other_line_stays(tmp_path):
    path = tmp_path / "new" / "settings.toml"
    keep_setting("theme", "auditor-light", path)
    assert load_settings(path) == LocalSettings(theme="auditor-light")
    path.write_text('# ours\nstore = "/x"  # there\n  theme = "old"\nlock_after_minutes = 5', encoding="utf-8")
    path.chmod(0o640)
    keep_setting("theme", "auditor-dark", path)
    assert path.read_text(encoding="utf-8") == (
        '# ours\nstore = "/x"  # there\ntheme = "auditor-dark"\nlock_after_minutes = 5'
    )
    assert path.stat().st_mode & 0o777 == 0o640
    keep_setting("standards", 'C:\\\\s "q"', path)
    assert load_settings(path) == LocalSettings("/x", 'C:\\\\s "q"', "auditor-dark", 5)
    assert [found.name for found in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "text", ["theme = \n", 'themme = "x"\n', 'store = """\ntheme = "not this"\n"""\ntheme = "x"\n']
)
def test_a_file_that_is_not_understood_is_not_touched(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError):
        keep_setting("theme", "auditor-light", path)
    assert path.read_text(encoding="utf-8") == text
