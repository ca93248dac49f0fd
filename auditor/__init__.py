"""Audit children's case files against a council's practice standards, in the terminal.

The layers, from the ground up: ``errors`` and ``paths``; ``settings``, ``clock`` and ``ids``; ``standards`` (what good
looks like, read from data); ``audit`` (the rules of auditing, pure); ``store`` (the encrypted records); ``measures``
(figures); ``reports`` (paper); ``use_cases`` (one thing a person does, one transaction); ``cli`` and ``tui`` (two thin
fronts).
"""

__version__ = "0.1.0"
