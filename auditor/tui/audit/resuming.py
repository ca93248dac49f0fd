"""Going on with text that was being typed when the program stopped: each draft says by its name where it belongs."""

from typing import TYPE_CHECKING

from auditor.audit.completeness import Step
from auditor.errors import AuditorError
from auditor.tui.audit.holding_words import field_words
from auditor.tui.dialogs import ErrorDialog
from auditor.use_cases.audits.windows import beside_what, is_beside

if TYPE_CHECKING:
    from auditor.tui.audit.screen import AuditScreen


def begin(screen: "AuditScreen", at: str) -> None:
    """Go to a section where one is asked for; otherwise where the person left, to text that was not finished first."""
    drafts = [draft for draft in screen.desk.drafts if not is_beside(draft)]
    if at and screen.go_to_section(at):
        if drafts:
            screen.say("A text was not finished when you left; Summary leads to it.", "accent")
        return
    step, name = screen.desk.shown.bookmark or (Step.SECTIONS.value, "")
    if not (step in {known.value for known in Step} and screen.go(Step(step), name)):
        screen.show_first()
    if drafts:
        resume(screen, drafts[0])
        screen.say("This text was not finished when you left; it is as you typed it.", "accent")


def resume(screen: "AuditScreen", draft: str) -> None:
    """Go where a draft belongs, and open its field with the text as it was typed."""
    kind, _, about = draft.partition(":")
    if is_beside(draft):
        _show_beside(screen, draft)
    elif kind in ("note", "evidence", "reason"):
        if screen.go(Step.SECTIONS, about):
            screen.panel.resume(kind)
    elif kind == "date":
        screen.go(Step.DATES)
        screen.panel.resume(about)
    elif kind.startswith("conversation-"):
        screen.go(Step.CONVERSATIONS, f"{about}:{kind.removeprefix('conversation-')}")
        screen.conversations.action_edit()
    elif kind.startswith("action-"):
        screen.go(Step.FINDINGS, about or "actions")
        screen.actions.resume(kind.removeprefix("action-"))
    elif kind == "finding":
        _resume_finding(screen, about)
    elif kind == "difference":
        screen.go(Step.DIFFERENCE)
        screen.difference.action_text()


def _show_beside(screen: "AuditScreen", draft: str) -> None:
    """Show what a window could not save, to be copied: by itself it goes nowhere, for it may contradict what stands."""
    what = field_words(beside_what(draft), screen.desk.shown.checklist)
    told = AuditorError(
        "A window could not save this text.",
        screen.desk.drafts[draft],
        f"It was meant for {what}. c copies it, to be pasted there; x in Summary takes it out.",
    )
    screen.app.push_screen(ErrorDialog(told))


def _resume_finding(screen: "AuditScreen", rest: str) -> None:
    kind, _, about = rest.partition(":")
    if about and screen.go(Step.SECTIONS, about):
        screen.criteria.ask_finding(kind)
    elif screen.go(Step.FINDINGS, kind):
        screen.findings.action_edit()
