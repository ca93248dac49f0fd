"""The colours: a calm dark and light pair, and a pair of high contrast.

A grade is always a word and a symbol; its colour only helps the eye. The tests hold every text at 4.5:1 or better on
every surface, and at 7:1 or better in the two themes of high contrast.
"""

from textual.theme import Theme

GRADE_COLOURS = ("outstanding", "good", "requires-improvement", "inadequate")
"""Each is a token: ``$grade-outstanding`` and so on."""


def _theme(
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    panel: str,
    foreground: str,
    muted: str,
    hairline: str,
    primary: str,
    accent: str,
    cursor: str,
    cursor_text: str,
    grades: tuple[str, str, str, str],
) -> Theme:
    outstanding, good, requires_improvement, inadequate = grades
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        foreground=foreground,
        primary=primary,
        secondary=primary,
        accent=accent,
        success=good,
        warning=requires_improvement,
        error=inadequate,
        variables={
            "muted": muted,
            "hairline": hairline,
            "cursor": cursor,
            "cursor-text": cursor_text,
            "grade-outstanding": outstanding,
            "grade-good": good,
            "grade-requires-improvement": requires_improvement,
            "grade-inadequate": inadequate,
            "border": primary,
            "border-blurred": hairline,
            "block-cursor-background": cursor,
            "block-cursor-foreground": cursor_text,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": foreground,
            "block-hover-background": panel,
            "footer-background": surface,
            "footer-foreground": muted,
            "footer-description-foreground": muted,
            "footer-key-foreground": accent,
            "footer-key-background": surface,
            "footer-item-background": surface,
            "scrollbar": hairline,
            "scrollbar-hover": primary,
            "scrollbar-active": primary,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": f"{primary} 35%",
        },
    )


DARK = _theme(
    "auditor-dark",
    dark=True,
    background="#12161d",
    surface="#181d26",
    panel="#222936",
    foreground="#dfe4ec",
    muted="#9aa6b8",
    hairline="#323c4c",
    primary="#7cb7d0",
    accent="#e3bb7a",
    cursor="#2f4a5f",
    cursor_text="#ffffff",
    grades=("#a9b8ff", "#8fd0a2", "#ecc07a", "#f59c9c"),
)
LIGHT = _theme(
    "auditor-light",
    dark=False,
    background="#faf8f4",
    surface="#f2efe8",
    panel="#e7e2d8",
    foreground="#20262e",
    muted="#56606c",
    hairline="#cfc8ba",
    primary="#1f5f7d",
    accent="#7a4a06",
    cursor="#c9dfea",
    cursor_text="#10161c",
    grades=("#3b3fa8", "#1c6338", "#7a4a06", "#a02626"),
)
CONTRAST_DARK = _theme(
    "auditor-contrast-dark",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    foreground="#ffffff",
    muted="#d6d6d6",
    hairline="#a0a0a0",
    primary="#8fd8ff",
    accent="#ffd75f",
    cursor="#ffe680",
    cursor_text="#000000",
    grades=("#c5ccff", "#8ff0ad", "#ffd280", "#ffb3b3"),
)
CONTRAST_LIGHT = _theme(
    "auditor-contrast-light",
    dark=False,
    background="#ffffff",
    surface="#ffffff",
    panel="#ececec",
    foreground="#000000",
    muted="#333333",
    hairline="#595959",
    primary="#00344d",
    accent="#4a2b00",
    cursor="#00344d",
    cursor_text="#ffffff",
    grades=("#22246e", "#063d1d", "#4a2b00", "#6b0d0d"),
)

THEMES: dict[str, tuple[Theme, str]] = {
    DARK.name: (DARK, "Dark"),
    LIGHT.name: (LIGHT, "Light"),
    CONTRAST_DARK.name: (CONTRAST_DARK, "High contrast, dark"),
    CONTRAST_LIGHT.name: (CONTRAST_LIGHT, "High contrast, light"),
}
"""Every theme with its name on screen."""
DEFAULT = DARK.name
