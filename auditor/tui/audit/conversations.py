"""Conversations with the worker, the child, and a parent or carer: whether, when, and what they said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from auditor.audit.changes import Change
from auditor.audit.completeness import CONVERSATION_WITH, Step, conversations_asked
from auditor.audit.dates import parse_day, shown_day
from auditor.audit.facts import CONVERSATION_OUTCOMES, Conversation, FactKind
from auditor.errors import InputError
from auditor.tui.audit.editor import Question
from auditor.tui.audit.lines import Piece, Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Panel
from auditor.tui.keys import key

_FIELDS = {
    "on": "Spoken to on",
    "why": "Why not",
    "said": "What they said",
    "follow_up": "Follow-up agreed",
    "done_on": "Follow-up done on",
}
_LONG = ("said", "follow_up")
_DAYS = ("on", "done_on")
_ASKED = {
    "on": "On what day?",
    "why": "Why not?",
    "said": "What did they say, in summary?",
    "follow_up": "What follow-up was agreed with the worker?",
    "done_on": "On what day was the follow-up done?",
}
_GUIDE = {
    "worker": "Talk through the file together: what they are proud of, what got in the way, what they know that the "
    "file does not say.",
    "child": "Ask what is different because of us, who listens, and what they would change. Someone they know may ask.",
    "parent": "Ask whether they were treated as partners, what helped, and what they would have done otherwise.",
}


class ConversationsPanel(Panel):
    """Whom the auditor talked with."""

    STEP = Step.CONVERSATIONS
    HELP = """
Say of each person whether they were spoken to, with one key; then the day, or why not.

  s spoken to   t tried, not reached   r refused   n not appropriate

A day is typed as 12/3/26, 12 mar, today or -2w. What they said is kept in summary; children's words stay internal
unless they are approved line by line. Enter changes the line you are on.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"outcome", "edit"})
    BINDINGS = [
        key("s", "outcome('spoken')", "Spoken to", "They were spoken to; the day is asked.", id="talk.spoken"),
        key("t", "outcome('tried')", "Tried", "Tried, not reached; why is asked.", id="talk.tried"),
        key("r", "outcome('declined')", "Refused", "They declined; why is asked.", id="talk.declined"),
        key(
            "n", "outcome('not_appropriate')", "Not appropriate", "It was not appropriate; why is asked.", id="talk.not"
        ),
        key("enter,e", "edit", "Change", "Change the line you are on.", id="talk.edit"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="conversations")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        asked = conversations_asked(self.scope)
        done = sum(1 for name in asked if (talk := self.examination.conversations.get(name)) and talk.complete)
        return "Conversations", f"{done} of {len(asked)} recorded"

    def build(self) -> Sequence[Row]:
        """A row for each person, and for what was recorded of the talk."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Row]:
        for name in conversations_asked(self.scope):
            talk = self.examination.conversations.get(name)
            with_ = CONVERSATION_WITH[name]
            lead = ((f"{with_[0].upper()}{with_[1:]}".ljust(20), "strong"),)
            if talk is None:
                keys = "not recorded" if self.read_only else "s spoken to · t tried · r refused · n not appropriate"
                yield Row(name, keys, "muted", lead)
                continue
            yield Row(name, CONVERSATION_OUTCOMES[talk.outcome], "" if talk.complete else "accent", lead)
            for field in _fields(talk):
                value = _shown(talk, field)
                missing = field in ("on", "why") and not value
                text = value or ("needed" if missing else "–")
                role = "accent" if missing else "" if value else "muted"
                yield Row(f"{name}:{field}", text, role, ((f"  {_FIELDS[field]}".ljust(20), "muted"),))

    @property
    def about(self) -> tuple[str, str]:
        """Whose line, and which field of it one is on."""
        name, _, field = (self.row.key if self.row else "").partition(":")
        return name, field

    def detail(self) -> Sequence[Block]:
        """What to ask, and what they said in full."""
        name, _ = self.about
        if not name:
            return ()
        talk = self.examination.conversations.get(name)
        blocks = [Block("", words((f"Conversation with {CONVERSATION_WITH[name]}", "strong")))]
        if talk is None:
            blocks.append(Block("", words((_GUIDE[name], "muted"))))
            if not self.read_only:
                pieces: list[str | Piece] = [
                    ("s", "key"),
                    " spoken to   ",
                    ("t", "key"),
                    " tried, not reached   ",
                    ("r", "key"),
                    " refused   ",
                ]
                blocks.append(Block("", words(*pieces, ("n", "key"), " not appropriate"), gap=True))
            return blocks
        blocks.append(Block("Outcome", words(CONVERSATION_OUTCOMES[talk.outcome])))
        for field in _fields(talk):
            if value := _shown(talk, field):
                blocks.append(Block({"on": "On", "why": "Why", "said": "Said"}.get(field, "Follow-up"), words(value)))
        for field in _FIELDS:
            if draft := self.host.desk.drafts.get(f"conversation-{field}:{name}", ""):
                blocks.append(Block("Unfinished", words((draft, "accent"), (f"   {_FIELDS[field].lower()}", "muted"))))
        return blocks

    # -- recording ------------------------------------------------------------------------------------------------

    def action_outcome(self, outcome: str) -> None:
        """Record whether they were spoken to; then the day or the reason."""
        name, _ = self.about
        if not name:
            return
        talk = self.examination.conversations.get(name) or Conversation(outcome)
        if not self._put(name, replace(talk, outcome=outcome)):
            return
        self.be_on(name)
        self.host.say(f"{CONVERSATION_WITH[name]}: {CONVERSATION_OUTCOMES[outcome]}")
        first = "on" if outcome == "spoken" else "why"
        self._ask(
            name,
            first,
            lambda: self._ask(name, "said", self._on_to_next(name)) if outcome == "spoken" else self._next(name),
        )

    def action_edit(self) -> None:
        """Change the line one is on."""
        name, field = self.about
        talk = self.examination.conversations.get(name)
        if talk is None:
            self.host.say("First say whether they were spoken to: s, t, r or n.")
        elif field:
            self._ask(name, field, lambda: None)
        else:
            self._ask(name, "on" if talk.outcome == "spoken" else "why", lambda: None)

    def _on_to_next(self, name: str) -> Callable[[], None]:
        return lambda: self._next(name)

    def _next(self, name: str) -> None:
        order = conversations_asked(self.scope)
        later = [other for other in order[order.index(name) + 1 :] if other not in self.examination.conversations]
        if later:
            self.be_on(later[0])
        else:
            self.host.go_on()

    def _ask(self, name: str, field: str, then: Callable[[], None]) -> None:
        talk = self.examination.conversations[name]
        draft = f"conversation-{field}:{name}"
        self.be_on(f"{name}:{field}")

        def done(text: str, go_on: bool) -> None:
            if field in _DAYS and text and _wrong_day(text, self.today):
                self.host.desk.keep(draft, text)
                self.host.say(f"'{text}' is not a day yet: it is kept as typed, Enter goes on with it.", "accent")
                return
            self._take(name, field, text, draft)
            if go_on:
                then()

        question = Question(
            draft,
            f"Conversation with {CONVERSATION_WITH[name]}. {_ASKED[field]}",
            done,
            value=_shown(talk, field),
            hint="12/3/26, 12 mar, today, -2w" if field in _DAYS else "In summary; no names." if field in _LONG else "",
            lines=field in _LONG,
            check=(lambda text: _wrong_day(text, self.today)) if field in _DAYS else None,
        )
        self.host.ask(question)

    def _take(self, name: str, field: str, text: str, draft: str) -> None:
        talk = self.examination.conversations.get(name)
        if talk is None or text == _shown(talk, field):
            self.host.put(settles=[draft])
            return
        value: Any = text
        if field in _DAYS:
            value = parse_day(text, self.today, not_after_today=True) if text else None
        self._put(name, replace(talk, **{field: value}), draft)

    def _put(self, name: str, talk: Conversation, *settles: str) -> bool:
        return self.host.put(Change(FactKind.CONVERSATION, name, talk.as_body()), settles=settles)


def _fields(talk: Conversation) -> tuple[str, ...]:
    # What was written before the outcome was changed stays in view: it is told to whoever reads the audit.
    if talk.outcome == "spoken":
        return ("on", *(("why",) if talk.why else ()), "said", "follow_up", "done_on")
    return ("why", *(("said",) if talk.said else ()), "follow_up", "done_on")


def _shown(talk: Conversation, field: str) -> str:
    value = getattr(talk, field)
    return shown_day(value) if isinstance(value, date) else value or ""


def _wrong_day(text: str, today: date) -> str:
    try:
        parse_day(text, today, not_after_today=True)
    except InputError as error:
        return f"{error.title} {error.next_step}"
    return ""
