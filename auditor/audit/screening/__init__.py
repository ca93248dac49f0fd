"""Screening of free text for what identifies a person: pure, and only a help; the author decides.

An audit holds the LCS number of a case and no name, address or date of birth.
:func:`~auditor.audit.screening.screen.screen` finds what looks like one; :mod:`~auditor.audit.screening.kept` remembers
what its author chose to keep, and why.
"""
