"""The auditor's desk: the audit as it is on screen, and the queue of what is still being saved.

What is recorded shows at once. Saving happens in order, one transaction after another, in a thread; while one is under
way, further changes wait and are then saved together. If saving fails, nothing on screen is lost: the changes stay in
the queue and are tried again. Text being typed and the place in the audit go through the same queue, so that a draft
is never kept after the fact it became.

Where another window takes the audit over, what is not saved yet leaves the queue and is kept beside, as unfinished text
under names of its own: see :mod:`auditor.use_cases.audits.windows`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from auditor.audit.changes import Change, check
from auditor.errors import AuditorError
from auditor.use_cases.audits.open_audit import OpenAudit, Undoable
from auditor.use_cases.audits.record import keep_draft, keep_place, record
from auditor.use_cases.audits.windows import beside_what, change_in_words, is_beside, keep_beside
from auditor.use_cases.service import Service

Step = tuple[Undoable, ...]
"""What one key or one field changed: undone together."""


@dataclass(frozen=True)
class Batch:
    """What one visit to the store took, and the audit after it."""

    opened: OpenAudit
    changes: int
    settled: int
    drafts: tuple[tuple[str, str], ...]
    place: tuple[str, str] | None
    beside: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """One audit on screen.

    Attributes:
        saved: the audit as the store has it.
        shown: the same with what is still being saved.
        waiting: changes not yet in a transaction that ended.
        settled: drafts that the waiting changes settle.
        drafts: text typed and not yet recorded, by field.
        typed: those of them not yet kept in the store.
        beside: what could not be saved before another window took over, by the field it was meant for.
        place: where the person is, when the store does not know it yet.
        steps: what can be undone, oldest first.
        trouble: why saving failed last; None when it worked.
        saved_at: when something was last saved.
    """

    service: Service
    saved: OpenAudit
    shown: OpenAudit = field(init=False)
    waiting: list[Change] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    beside_of: UUID | None = None
    place: tuple[str, str] | None = None
    steps: list[Step] = field(default_factory=list)
    trouble: AuditorError | None = None
    saved_at: datetime | None = None

    def __post_init__(self) -> None:
        self.shown = self.saved
        self._known = set(self.saved.drafts)
        self.drafts = {name: text for name, text in self.saved.drafts.items() if text.strip()}

    # -- what the person does -------------------------------------------------------------------------------------

    def put(self, changes: Sequence[Change], drafts_done: Sequence[str] = (), *, undoable: bool = True) -> None:
        """Show changes now, to be saved with the next :meth:`batch`.

        Args:
            changes: what is recorded; undone together.
            drafts_done: the drafts that became these changes.
            undoable: False for what undoing itself records.

        Raises:
            InputError: a change that does not fit; nothing is shown or queued then.
        """
        for change in changes:
            check(self.shown.scope, change)
        examination = self.shown.examination
        before = []
        for change in changes:
            stood = examination.value(change.kind, change.key)
            if stood is not None:
                before.append(Undoable(change.kind, change.key, stood))
            examination = examination.record(change.kind, change.key, change.body)
        self.shown = self.shown.with_examination(examination)
        self.waiting += changes
        if before and undoable:
            self.steps.append(tuple(before))
        self.settle(drafts_done, recorded=bool(changes))

    def settle(self, drafts: Sequence[str], *, recorded: bool = False) -> None:
        """Forget drafts: they were recorded, or hold nothing new."""
        for name in drafts:
            had = self.drafts.pop(name, None) is not None
            self.typed.pop(name, None)
            if recorded:
                self.settled.append(name)
            elif had:
                self.typed[name] = ""

    def keep(self, name: str, text: str) -> None:
        """Keep text as it is being typed."""
        if self.drafts.get(name, "") != text:
            self.drafts[name] = text
            self.typed[name] = text

    def stay(self, step: str, key: str) -> None:
        """Remember where the person is."""
        self.place = (step, key)

    def take_back(self) -> Step:
        """Undo the latest step of this sitting by recording what stood before it; empty when there is none."""
        if not self.steps:
            return ()
        step = self.steps.pop()
        self.put([Change(item.kind, item.key, item.before) for item in reversed(step)], undoable=False)
        return step

    # -- saving ---------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether something the person wrote is not yet in the store."""
        return bool(self.waiting or any(self.typed.values()) or self.beside)

    @property
    def has_more(self) -> bool:
        """Whether the next visit to the store should follow at once: the place alone is kept when its time has come."""
        return bool(self.waiting or self.typed or self.beside)

    @property
    def has_work(self) -> bool:
        """Whether a visit to the store would do anything."""
        return bool(self.has_more or self.place)

    def batch(self) -> Callable[[], Batch]:
        """The next visit to the store, to be run in a thread: everything that waits now.

        Drafts and place come first: they may be kept twice without harm, should the changes then fail.
        """
        service, saved, place = self.service, self.saved, self.place
        changes, settled, drafts = tuple(self.waiting), tuple(self.settled), tuple(self.typed.items())
        beside, window_id = dict(self.beside), self.beside_of

        def save() -> Batch:
            kept = keep_beside(service, saved, window_id, beside) if beside and window_id else {}
            for name, text in drafts:
                keep_draft(service, saved, name, text)
            if place is not None:
                keep_place(service, saved, *place)
            after = record(service, saved, changes, drafts_done=settled) if changes else saved
            return Batch(after, len(changes), len(settled) if changes else 0, drafts, place, kept)

        return save

    def batch_saved(self, batch: Batch) -> None:
        """Note that a batch is in the store; what was put since stays in the queue, and on screen."""
        self.trouble = None
        if batch.changes or any(text for _, text in batch.drafts):
            self.saved_at = self.service.now()
        del self.waiting[: batch.changes]
        del self.settled[: batch.settled]
        for name, text in batch.drafts:
            if self.typed.get(name) == text:
                del self.typed[name]
        if self.place == batch.place:
            self.place = None
        for name, text in batch.beside.items():
            self.drafts[name] = text
            if self.beside.get(beside_what(name)) == text:
                del self.beside[beside_what(name)]
        if batch.changes:
            self._take(batch.opened)

    def batch_failed(self, error: AuditorError) -> bool:
        """Note that nothing was saved.

        Returns:
            Whether this is news: the person is told once, until saving works again.
        """
        news = self.trouble is None
        self.trouble = error
        return news

    def moved(self, opened: OpenAudit) -> None:
        """Take the audit as it is after a move (submitted, marked on LCS)."""
        self.steps.clear()
        self._take(opened)

    # -- other windows --------------------------------------------------------------------------------------------

    def seat(self, opened: OpenAudit) -> None:
        """Take the audit as it is after another window, or a command, did something to it.

        Text that another window could not save is shown with the unfinished texts.
        """
        held = self.shown.hold is not None
        self._take(opened)
        self.shown = opened.with_examination(self.shown.examination)
        if opened.hold is not None:
            for name, text in opened.drafts.items():
                if not held or (is_beside(name) and name not in self._known):
                    self.drafts.setdefault(name, text)
        self._known |= opened.drafts.keys()

    def give_up(self, opened: OpenAudit) -> dict[str, str]:
        """Watch from now on: what is not saved leaves the queue and is kept beside.

        Args:
            opened: the audit as it now is.

        Returns:
            What was not saved, by the field it was meant for.
        """
        texts = {name: text for name, text in self.typed.items() if text.strip()}
        for change in self.waiting:
            name, said = f"{change.kind.value}:{change.key}", change_in_words(change)
            if said and texts.get(name, said) == said:
                texts[name] = said
            elif said:
                texts[name] = f"{said}\n{texts[name]}"
        if self.saved.hold is not None:
            self.beside_of = self.saved.hold.window_id
        for store in (self.waiting, self.settled, self.steps, self.typed, self.drafts):
            store.clear()
        self.place, self.trouble = None, None
        for name, text in texts.items():
            earlier = self.beside.get(name)  # not kept yet, from a time before
            self.beside[name] = f"{earlier}\n{text}" if earlier else text
        self.seat(opened)
        return texts

    def _take(self, saved: OpenAudit) -> None:
        self.saved = saved
        examination = saved.examination
        for change in self.waiting:
            examination = examination.record(change.kind, change.key, change.body)
        # Nothing came from another window: what is shown is the same, and keeps what was worked out from it.
        same = examination == self.shown.examination and saved.state is self.shown.state
        if same and saved.lcs_entered_on == self.shown.lcs_entered_on:
            return
        self.shown = saved.with_examination(examination)
