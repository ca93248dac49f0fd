"""Findings: strengths and areas for improvement, each about a section, a question, or the whole."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind, Finding
from auditor.tui.audit.editor import Question
from auditor.tui.audit.finder import FindDialog, targets
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Panel
from auditor.tui.keys import key

KINDS = {"strength": "Strengths", "improve": "Areas for improvement"}
_ASKED = {"strength": "A strength: what was done well?", "improve": "An area for improvement: what should be better?"}


class FindingsPanel(Panel):
    """What was strong, and what should be better."""

    STEP = Step.FINDINGS
    HELP = """
At least one strength and one area for improvement (none is needed where the whole is outstanding). Write sentences the
team would recognise; they go into the entry for LCS, so they name nobody and judge no worker.

  s adds a strength   i adds an area for improvement   Enter changes the one you are on   l links it to a section
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"add", "edit", "link", "remove"})
    BINDINGS = [
        key("s", "add('strength')", "Strength", "Add a strength.", id="finding.strength"),
        key("i", "add('improve')", "To improve", "Add an area for improvement.", id="finding.improve"),
        key("enter,e", "edit", "Change", "Change the words of this finding.", id="finding.edit"),
        key("l", "link", "Link", "Say which section or question it is about.", id="finding.link"),
        key("x,delete", "remove", "Remove", "Take this finding out; u puts it back.", id="finding.remove"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="findings")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        found = self.examination.findings.values()
        strong = sum(1 for finding in found if finding.kind == "strength")
        return "Findings", f"{strong} strong, {len(found) - strong} to improve"

    def build(self) -> Sequence[Row]:
        """Strengths, then areas for improvement."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Row]:
        for kind, heading in KINDS.items():
            yield Row("", heading, "primary", heading=True)
            found = [finding for finding in self.examination.findings.values() if finding.kind == kind]
            for finding in found:
                tail = ((f" {self.code(finding)}", "muted"),) if finding.about else ()
                yield Row(finding.id, finding.text, "", (("  ", ""),), tail)
            if not found:
                how = "none" if self.read_only else f"none yet: {'s' if kind == 'strength' else 'i'} adds one"
                yield Row(kind, how, "muted", (("  ", ""),))

    def code(self, finding: Finding) -> str:
        """The code of the section a finding is about."""
        checklist = self.scope.checklist
        section = checklist.section_of.get(finding.about) or checklist.sections_by_id.get(finding.about)
        return section.code if section else ""

    @property
    def finding(self) -> Finding | None:
        """The finding one is on."""
        return self.examination.findings.get(self.row.key) if self.row else None

    def detail(self) -> Sequence[Block]:
        """The finding in full, and what it is about."""
        finding = self.finding
        blocks = []
        if finding is not None:
            blocks.append(Block("", words((finding.text, "strong"))))
            blocks.append(
                Block("Kind", words("a strength" if finding.kind == "strength" else "an area for improvement"))
            )
            asked = self.scope.asked.get(finding.about)
            about = asked.criterion.question if asked else ""
            code = self.code(finding)
            if code:
                blocks.append(Block("About", words(f"{code}  {about or self._title(finding.about)}")))
            elif not self.read_only:
                blocks.append(Block("About", words(("the whole; l links it to a section", "muted"))))
            for action in self.examination.actions.values():
                if action.finding == finding.id:
                    blocks.append(Block("Action", words(action.what)))
        for name, text in self.host.desk.drafts.items():
            if name.startswith("finding:"):
                blocks.append(Block("Unfinished", words((text, "accent"), ("   s or i goes on with it", "muted"))))
        return blocks

    def _title(self, section: str) -> str:
        found = self.scope.checklist.sections_by_id.get(section)
        return found.title if found else ""

    # -- recording ------------------------------------------------------------------------------------------------

    def action_add(self, kind: str) -> None:
        """Add a finding."""
        made = str(self.host.service.new_id())
        draft = f"finding:{kind}:"

        def done(text: str, _go_on: bool) -> None:
            changes = [Change(FactKind.FINDING, made, {"kind": kind, "text": text, "about": ""})] if text else []
            if self.host.put(*changes, settles=[draft]) and changes:
                self.be_on(made)

        hint = "A sentence the team would recognise; no names."
        self.host.ask(Question(draft, _ASKED[kind], done, hint=hint, becomes=f"finding:{made}"))

    def action_edit(self) -> None:
        """Change the words; on an empty line, add."""
        finding = self.finding
        if finding is None:
            if self.row and self.row.key in KINDS:
                self.action_add(self.row.key)
            return
        draft = f"finding:{finding.id}"

        def done(text: str, _go_on: bool) -> None:
            if not text:
                self.host.say("A finding needs words: it stands as it was. x takes it out.")
            changes = [] if text in ("", finding.text) else [_change(finding, text=text)]
            self.host.put(*changes, settles=[draft])

        self.host.ask(Question(draft, _ASKED[finding.kind], done, value=finding.text))

    def action_link(self) -> None:
        """Say which section or question it is about."""
        finding = self.finding
        if finding is None:
            self.host.say("Add a finding first.")
            return

        def picked(about: str | None) -> None:
            if about is not None:
                self.host.put(_change(finding, about=about))

        found = targets(self.scope, asked_only=True)
        self.app.push_screen(FindDialog(found, "What is this finding about?"), picked)

    def action_remove(self) -> None:
        """Take a finding out."""
        finding = self.finding
        if finding is not None and self.host.put(Change(FactKind.FINDING, finding.id, {"removed": True})):
            self.host.say("Taken out; u puts it back.")


def _change(finding: Finding, **changed: str) -> Change:
    return Change(FactKind.FINDING, finding.id, {**finding.as_body(), **changed})
