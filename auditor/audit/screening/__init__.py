"""Screening of free text for what identifies a person: pure, and only a help; the author decides.

An audit holds the LCS number of a case and no name, address or date of birth.
:func:`~auditor.audit.screening.screen.screen` finds what looks like one; :mod:`~auditor.audit.screening.kept` remembers
what its author chose to keep, and why.
"""

import sys
from collections.abc import Iterator
from importlib import import_module

_PARTS = ("finds", "numbers", "contacts", "births", "name_words", "reading", "names", "places", "screen", "kept")
_WHOLE = "in_audit"


def read_in() -> Iterator[None]:
    """Import what screening needs, a part at a time; nothing when it is there.

    Its patterns and lists of words take a tenth of a second or so, in which somebody may be typing: whoever goes
    through this does other things between two parts.
    """
    if f"{__name__}.{_WHOLE}" not in sys.modules:
        for part in (*_PARTS, _WHOLE):
            import_module(f"{__name__}.{part}")
            yield
