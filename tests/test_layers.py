"""What each front loads when it starts: what a static check of imports cannot see. And that tests do not clash."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HEAVY = ("textual", "sqlalchemy", "sqlmodel", "alembic", "jsonschema", "yaml", "reportlab", "pydantic")


def loaded_after(statement):
    code = f"import sys\n{statement}\nprint(*sorted(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import auditor.cli.main", set()),
        ("import auditor.tui.app", {"textual"}),
        ("import auditor.standards.load", {"yaml", "jsonschema", "pydantic"}),
        ("import auditor.audit.scope, auditor.audit.completeness", {"pydantic"}),
    ],
)
def test_a_layer_loads_only_what_it_needs(statement, allowed):
    assert loaded_after(statement) <= allowed


def test_a_file_of_tests_or_of_their_builders_has_a_name_of_its_own():
    """They are no packages: of two with one name the second is not collected, and the first is what both import."""
    found = Counter(path.name for path in Path(__file__).parent.rglob("*.py") if path.name != "conftest.py")
    assert found["test_layers.py"] == 1
    assert [name for name, count in found.items() if count > 1] == []
