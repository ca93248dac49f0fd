"""Actions: what will be done, by which role, by when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.dates import parse_day, shown_day
from auditor.audit.facts import Action, FactKind
from auditor.audit.vague import vague, vague_words
from auditor.errors import InputError
from auditor.tui.audit.editor import Question
from auditor.tui.audit.finder import FindDialog, targets
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Panel
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.use_cases.actions.listing import about_words

_ROLES = "A role, never a name: social worker, team manager, IRO"
_ORDER = ("what", "owner", "due")
_NONE = "none"
KINDS = {"improve": "to improve", "strength": "strength"}
"""A finding's kind before its words; areas for improvement are listed first."""
_ASKED = {"what": "What will be done?", "owner": "By whom?", "due": "By when?"}
_HINTS = {"what": "Something one could see was done; no names.", "owner": _ROLES, "due": "12/3/26, 12 mar, +4w"}


class ActionsPanel(Panel):
    """What will be done about it."""

    STEP = Step.FINDINGS
    HELP = """
An action says what will be done, which role will do it, and by when. Press a, type each in turn with Enter between. A
day is typed as 12/3/26, 12 mar or +4w. An action without a role or a day shows as left before you can submit. What is
vague is told while you type it, with how to say it; it is a hint, and you decide.

l says which finding an action answers, b which question it should move: a re-audit that finds that question met
confirms it. ! is for a child at risk now; p makes an action urgent: it starts when the audit is submitted, not when the
grade is final.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"add", "edit", "link", "about", "urgent", "remove"})
    BINDINGS = [
        key("a", "add", "Add", "Add an action: what, who, by when.", id="action.add"),
        key("enter,e", "edit", "Change", "Change this action: what, who, by when.", id="action.edit"),
        key("l", "link", "Link", "Say which finding this action answers.", id="action.link"),
        key("b", "about", "About", "Say which question or section this action should move.", id="action.about"),
        key("p", "urgent", "Urgent", "It starts when the audit is submitted, or no longer.", id="action.urgent"),
        key("x,delete", "remove", "Remove", "Take this action out; u puts it back.", id="action.remove"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="actions")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        return "Actions", f"{len(self.examination.actions)} agreed"

    def build(self) -> Sequence[Row]:
        """One row for each action."""
        rows = []
        for action in self.examination.actions.values():
            due = shown_day(action.due) if action.due else "no day yet"
            lead = (("! ", "inadequate"),) if action.urgent else ()
            tail = (
                (f" {action.owner or 'nobody yet'}", "muted" if action.owner else "accent"),
                (f"  {due}", "muted" if action.due else "accent"),
            )
            hint = "? " if vague(action) else ""
            rows.append(Row(action.id, f"{hint}{action.what}", "", lead, tail))
        return rows or [Row("actions", "none" if self.read_only else "none yet: a adds one", "muted")]

    @property
    def action(self) -> Action | None:
        """The action one is on."""
        return self.examination.actions.get(self.row.key) if self.row else None

    def detail(self) -> Sequence[Block]:
        """The action in full."""
        action = self.action
        blocks = []
        if action is not None:
            blocks.append(Block("", words((action.what, "strong"))))
            blocks.append(Block("By whom", words(action.owner or ("a role is needed", "accent"))))
            blocks.append(
                Block("By when", words(shown_day(action.due) if action.due else ("a day is needed", "accent")))
            )
            if action.urgent:
                blocks.append(Block("Starts", words("urgent: when the audit is submitted")))
            if action.about:
                blocks.append(Block("About", words(about_words(self.scope.checklist, action.about))))
            blocks += [Block("Vague", words((str(reason), "muted"))) for reason in vague(action)]
            finding = self.examination.findings.get(action.finding)
            if finding is not None:
                blocks.append(Block("Answers", words(finding.text)))
            elif self.examination.findings and not self.read_only:
                blocks.append(Block("Answers", words(("no finding yet; l links it to one", "muted"))))
        for name, text in self.host.desk.drafts.items():
            if name.startswith("action-"):
                blocks.append(Block("Unfinished", words((text, "accent"), ("   Enter or a goes on with it", "muted"))))
        return blocks

    # -- recording ------------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Add an action."""
        self._ask(str(self.host.service.new_id()), "what", "action-what:")

    def action_edit(self) -> None:
        """Change an action, or add the first."""
        if self.action is None:
            self.action_add()
        else:
            self._ask(self.action.id, "what", f"action-what:{self.action.id}")

    def resume(self, name: str) -> None:
        """Go on with a field that was not finished."""
        action = self.action
        if action is None:
            self.action_add()
        else:
            self._ask(action.id, name, f"action-{name}:{action.id}")

    def _ask(self, action_id: str, field: str, draft: str) -> None:
        action = self.examination.actions.get(action_id)

        def done(text: str, go_on: bool) -> None:
            if field == "due" and text and _wrong_day(text, self.today):
                self.host.desk.keep(draft, text)
                self.host.say(f"'{text}' is not a day yet: it is kept as typed, Enter goes on with it.", "accent")
                return
            if not self._take(action_id, field, text, draft):
                return
            following = _ORDER[_ORDER.index(field) + 1 :]
            if go_on and following:
                self._ask(action_id, following[0], f"action-{following[0]}:{action_id}")

        question = Question(
            draft,
            _ASKED[field] if action is None or field == "what" else f"{_ASKED[field]}   {action.what}",
            done,
            value=_value(action, field),
            hint=_HINTS[field],
            check=(lambda text: _wrong_day(text, self.today)) if field == "due" else None,
            becomes=f"action-{field}:{action_id}",
            look=_told_vague if field == "what" else None,
        )
        self.host.ask(question)

    def _take(self, action_id: str, field: str, text: str, draft: str) -> bool:
        """Record one field; False when there is no action to go on with."""
        action = self.examination.actions.get(action_id)
        if field == "what" and not text:
            self.host.put(settles=[draft])
            return action is not None
        if text == _value(action, field):
            self.host.put(settles=[draft])
            return True
        body = (action or Action(action_id, "", "", None)).as_body()
        body[field] = parse_day(text, self.today).isoformat() if field == "due" and text else text or None
        body["owner"] = body["owner"] or ""
        done = self.host.put(Change(FactKind.ACTION, action_id, body), settles=[draft])
        self.be_on(action_id)
        return done

    def action_link(self) -> None:
        """Say which finding this action answers."""
        action, findings = self.action, self.examination.findings
        if action is None or not findings:
            self.host.say("Add an action first." if action is None else "There are no findings yet to link it to.")
            return
        choices = [(finding.id, f"{KINDS[finding.kind]}: {finding.text}") for finding in findings.values()]
        choices.sort(key=lambda choice: findings[choice[0]].kind)
        if action.finding:
            choices.append((_NONE, "no finding"))

        def picked(found: str | None) -> None:
            finding = "" if found == _NONE else found
            if finding is None or finding == action.finding:
                return
            if self.host.put(Change(FactKind.ACTION, action.id, {**action.as_body(), "finding": finding})):
                self.host.say("Linked; u takes that back." if finding else "No longer linked; u takes that back.")

        self.app.push_screen(PickOne("Which finding does this action answer?", choices, action.finding), picked)

    def action_about(self) -> None:
        """Say which question or section this action should move."""
        action = self.action
        if action is None:
            self.host.say("Add an action first.")
            return

        def picked(about: str | None) -> None:
            # The same once more takes it away.
            about = "" if about == action.about else about
            if about is not None and self._change(action, about=about):
                self.host.say("It is about that; u takes it back." if about else "About nothing now; u takes it back.")

        found = targets(self.scope, asked_only=True)
        self.app.push_screen(FindDialog(found, "Which question should it move? The same again: none"), picked)

    def action_urgent(self) -> None:
        """Let it start when the audit is submitted, or no longer."""
        action = self.action
        if action is None:
            self.host.say("Add an action first.")
        elif self._change(action, urgent=not action.urgent):
            now = "No longer urgent" if action.urgent else "Urgent: it starts when the audit is submitted"
            self.host.say(f"{now}; u takes that back.")

    def _change(self, action: Action, **changed: Any) -> bool:
        body = replace(action, **changed).as_body()
        return self.host.put(Change(FactKind.ACTION, action.id, body))

    def action_remove(self) -> None:
        """Take an action out."""
        action = self.action
        if action is not None and self.host.put(Change(FactKind.ACTION, action.id, {"removed": True})):
            self.host.say("Taken out; u puts it back.")


def _value(action: Action | None, field: str) -> str:
    if action is None:
        return ""
    value = getattr(action, field)
    return shown_day(value) if isinstance(value, date) else value or ""


def _told_vague(text: str) -> str:
    return "  ".join(f"Vague: {reason}" for reason in vague_words(text))


def _wrong_day(text: str, today: date) -> str:
    try:
        parse_day(text, today)
    except InputError as error:
        return f"{error.title} {error.next_step}"
    return ""
