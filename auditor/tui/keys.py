"""Every key has an id, a description and a tooltip; :func:`key` makes sure of it.

Global keys are function keys or ctrl with a letter, so that they work while text is being typed. Letters belong to
lists. ctrl+i, m, h, j and [ are left alone: a terminal sends Tab, Enter, Backspace, newline and Escape for them.
"""

from textual.binding import Binding

from auditor.tui.modes import MODES

KEY_WORDS = {
    "enter": "enter",
    "escape": "esc",
    "slash": "/",
    "question_mark": "?",
    "exclamation_mark": "!",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "space",
    "tab": "tab",
}
"""How keys are written on screen."""


def key(
    keys: str,
    action: str,
    description: str,
    tooltip: str,
    *,
    id: str,  # noqa: A002 - what Textual calls it
    show: bool = True,
    priority: bool = False,
    display: str | None = None,
) -> Binding:
    """A key binding that is complete.

    Args:
        keys: one key, or several with commas between.
        action: what it does.
        description: two or three words, for the foot of the screen and the command palette.
        tooltip: one sentence, for help.
        id: permanent and unique, so that a person may move the key.
        show: whether the foot of the screen names it.
        priority: wins over what has the focus; for very few.
        display: how the key is written, when its name would not do.
    """
    return Binding(keys, action, description, tooltip=tooltip, id=id, show=show, priority=priority, key_display=display)


APP_KEYS = [
    key("f1", "help", "Help", "What this screen is for, and every key that works on it.", id="app.help"),
    *(key(mode.key, f"mode('{mode.id}')", mode.word, mode.tooltip, id=f"app.{mode.id}", show=False) for mode in MODES),
    key(
        "ctrl+p",
        "command_palette",
        "All actions",
        "Find any action by its name.",
        id="app.palette",
        priority=True,
        display="ctrl+p",
    ),
    key(
        "f9",
        "lock",
        "Lock",
        "Hide the screen until the passphrase is typed; nothing is lost.",
        id="app.lock",
        show=False,
    ),
    key("f8", "next_theme", "Colours", "Change the colours: dark, light, high contrast.", id="app.theme", show=False),
    key("ctrl+q", "quit", "Quit", "Leave auditor; everything is saved.", id="app.quit", show=False, priority=True),
]
"""The keys that work everywhere."""
