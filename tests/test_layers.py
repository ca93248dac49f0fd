"""What each front loads when it starts: what a static check of imports cannot see."""

import subprocess
import sys

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
