"""The keys that the audit screen's modules declare, and which of them the tests of this process have pressed."""

import importlib
import pkgutil

import pytest
from audit_desk import PRESSED
from textual.binding import Binding
from textual.dom import DOMNode

import auditor.tui.audit

PARTS = ("criteria", "editor", "lines", "screen", "searching", "sidebar")
"""The modules whose keys test_keys.py presses."""
STEPS = ("actions", "conversations", "difference", "findings", "judgements", "overall", "summary")
"""Those whose keys test_step_keys.py presses."""

DATES = ("criteria_timed", "dates", "timed")
"""Those whose keys test_key_dates.py presses."""
WINDOWS = ("holding",)
"""Those whose keys test_watching.py presses."""


def every_module() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(auditor.tui.audit.__path__)]


def bindings_of(*modules: str) -> dict[str, Binding]:
    """The keys declared in these modules of the audit screen, by their id."""
    found: dict[str, Binding] = {}
    for module in modules:
        name = f"auditor.tui.audit.{module}"
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == name:
                for bound in value.__dict__.get("BINDINGS", []):
                    found[bound.id] = bound
    return found


def not_pressed(*modules: str) -> set[str]:
    """The ids of these modules' keys that no test pressed; skips where the other tests of the module did not run."""
    ids = set(bindings_of(*modules))
    if len(ids & PRESSED) < len(ids) / 2:
        pytest.skip("the other tests of this module did not run")
    return ids - PRESSED
