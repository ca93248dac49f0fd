"""Style sheets that are parsed once: Textual parses every sheet again whenever a screen brings one of its own."""

from typing import TYPE_CHECKING

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation

_Key = tuple[str, "CSSLocation", bool, int, str, frozenset[tuple[str, str]]]
_PARSED: "dict[_Key, list[RuleSet]]" = {}
"""The rules of each sheet under each set of variables (there is one set to a theme); rules are only read."""


class ParsedOnce(Stylesheet):
    """A style sheet of which no source is parsed a second time in this process."""

    def _parse_rules(
        self,
        css: str,
        read_from: "CSSLocation",
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> "list[RuleSet]":
        key = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(self._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return _PARSED[key]

    def copy(self) -> "ParsedOnce":
        """A sheet of its own with the same sources."""
        made = ParsedOnce(variables=self._variables.copy())
        made.source = self.source.copy()
        return made

    def reparse(self) -> None:
        """Take what was parsed, or parse under new variables; a sheet with errors changes nothing."""
        anew = self.copy()
        try:
            anew.parse()
        except Exception:
            self._invalid_css.update(anew._invalid_css)
            raise
        self._rules, self._rules_map, self._require_parse = anew.rules, None, False
