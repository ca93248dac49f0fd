"""The auditor's desk: the audit as it is on screen, and the queue of what is still being saved.

What is recorded shows at once. Saving happens in order, one transaction after another, in a thread; while one is under
way, further changes wait and are then saved together. If saving fails, nothing on screen is lost: the changes stay in
the queue and are tried again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.audit.changes import Change, check
from auditor.use_cases.open_audit import OpenAudit
from auditor.use_cases.record import record, undo
from auditor.use_cases.service import Service


@dataclass
class Desk:
    """One audit on screen.

    Attributes:
        saved: the audit as the store has it.
        shown: the same with what is still being saved.
        waiting: changes not yet in a transaction that ended.
        settled: drafts that the waiting changes settle.
    """

    service: Service
    saved: OpenAudit
    shown: OpenAudit = field(init=False)
    waiting: list[Change] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = self.saved

    def put(self, changes: Sequence[Change], drafts_done: Sequence[str] = ()) -> None:
        """Show changes now, to be saved with the next :meth:`batch`.

        Raises:
            InputError: a change that does not fit; nothing is shown or queued then.
        """
        for change in changes:
            check(self.shown.scope, change)
        examination = self.shown.examination
        for change in changes:
            examination = examination.record(change.kind, change.key, change.body)
        self.shown = self.shown.with_examination(examination)
        self.waiting += changes
        self.settled += drafts_done

    @property
    def unsaved(self) -> bool:
        """Whether something on screen is not yet in the store."""
        return bool(self.waiting)

    def batch(self) -> Callable[[], tuple[OpenAudit, int]]:
        """The next transaction, to be run in a thread: everything that waits now.

        Returns:
            A function that saves and returns the audit as saved, and how many changes it took.
        """
        service, saved = self.service, self.saved
        changes, drafts = list(self.waiting), list(self.settled)

        def save() -> tuple[OpenAudit, int]:
            return record(service, saved, changes, drafts_done=drafts), len(changes)

        return save

    def batch_saved(self, saved: OpenAudit, count: int) -> None:
        """Note that a batch is in the store; what was put since stays in the queue, and on screen."""
        self.saved = saved
        del self.waiting[:count]
        self.settled.clear()
        examination = saved.examination
        for change in self.waiting:
            examination = examination.record(change.kind, change.key, change.body)
        self.shown = saved.with_examination(examination)

    def take_back(self) -> Callable[[], OpenAudit]:
        """Undo the latest saved change, to be run in a thread when nothing waits."""
        service, saved = self.service, self.saved
        return lambda: undo(service, saved)

    def taken_back(self, saved: OpenAudit) -> None:
        """Note what undoing left."""
        self.saved = self.shown = saved
