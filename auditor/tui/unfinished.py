"""What is typed in a dialogue survives a crash: kept within a second, offered again, forgotten once recorded.

A dialogue says what its line is for (:class:`auditor.use_cases.keeping.unfinished.Unfinished`); the rest is here.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import on
from textual.app import App
from textual.message import Message
from textual.timer import Timer

from auditor.errors import AuditorError, StoreError
from auditor.tui.jobs import JobScreen

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp
    from auditor.use_cases.keeping.unfinished import Unfinished
    from auditor.use_cases.service import Service

_Result = TypeVar("_Result")
KEEP_AFTER_S = 0.8
"""So long after a key what was typed is kept."""


@dataclass
class NotKept(Message):
    """What is being typed could not be kept; it is still on screen."""

    error: AuditorError


class Typing:
    """What is being typed in dialogues, on its way to the store: one visit at a time, and the latest text stays."""

    def __init__(self) -> None:
        self._waiting: dict[Unfinished, str] = {}
        self._visit = Lock()

    def put(self, what: "Unfinished", text: str) -> None:
        """Note what is typed, to be kept with the next :meth:`save`; empty text forgets it."""
        self._waiting[what] = text

    def save(self, service: "Service") -> None:
        """Keep what waits. It runs in a thread.

        Raises:
            AuditorError: something could not be kept. Where the store may take it later, it waits still; what this
                person may not do any more is refused for good, and holds up nothing else.
        """
        from auditor.use_cases.keeping.unfinished import keep_unfinished

        troubles: list[AuditorError] = []
        with self._visit:
            for what, text in list(self._waiting.items()):
                try:
                    keep_unfinished(service, what, text)
                except AuditorError as error:
                    troubles.append(error)
                    if isinstance(error, StoreError):
                        continue
                if self._waiting.get(what) == text:
                    del self._waiting[what]
        if troubles:
            raise troubles[0]

    def read(self, service: "Service", what: "Unfinished") -> str:
        """What was typed there before; it runs in a thread."""
        from auditor.use_cases.keeping.unfinished import unfinished

        with self._visit:
            return self._waiting[what] if what in self._waiting else unfinished(service, what)

    def recorded(
        self,
        service: "Service",
        whats: "Sequence[Unfinished]",
        use_case: Callable[..., _Result],
        *given: Any,
        **named: Any,
    ) -> _Result:
        """Call a use case that records what was typed, then forget that it was being typed. It runs in a thread.

        Where it refuses, what was typed is offered again.

        Raises:
            AuditorError: what the use case raises.
        """
        from auditor.use_cases.keeping.unfinished import forget_unfinished

        result = use_case(*given, **named)
        with self._visit, suppress(AuditorError):  # it is recorded: what is left of it is offered once more, no worse
            for what in whats:
                self._waiting.pop(what, None)
            forget_unfinished(service, *whats)
        return result


class TypingKeeper(App[None]):
    """The part of the application that keeps what is typed in dialogues, also in one that was just left.

    Attributes:
        typing: what is being typed.
    """

    service: "Service | None" = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typing = Typing()

    def keep_typing(self) -> None:
        """Keep what is typed in dialogues; also in one that was just left."""
        service = self.service
        if service is None:
            return

        def keep() -> None:
            try:
                self.typing.save(service)
            except AuditorError as error:
                self.post_message(NotKept(error))

        self.run_worker(keep, group="typing", thread=True, exit_on_error=False)

    def save_typing(self) -> None:
        """Keep it now, as far as that is possible: the program ends."""
        if self.service is not None:
            with suppress(AuditorError):
                self.typing.save(self.service)

    @on(NotKept)
    def _tell_not_kept(self, message: NotKept) -> None:
        self.notify(f"What you type is not kept yet: {message.error.title}", severity="warning", markup=False)


class KeepsTyping(JobScreen):
    """A dialogue whose text is kept while it is typed. It stands in the field when the same is asked again."""

    def __init__(self, *args: Any, what: "Unfinished | None" = None, stands: str = "", **kwargs: Any) -> None:
        """A dialogue.

        Args:
            what: what the text is for; None: it is not kept.
            stands: what is in the field at first; as long as it is that, there is nothing to keep.
        """
        super().__init__(*args, **kwargs)
        self._what, self._stands, self._noted = what, stands.strip(), stands.strip()
        self._keeping: Timer | None = None

    @property
    @abstractmethod
    def typed(self) -> str:
        """What stands in the field."""

    @abstractmethod
    def offer(self, text: str) -> None:
        """Put text into the field, to be gone on with."""

    def on_mount(self) -> None:
        """Look whether it was being typed before."""
        service = self._auditor.service
        if self._what is not None and service is not None:
            self.start_job("unfinished", self._auditor.typing.read, service, self._what)

    def done_unfinished(self, text: str) -> None:
        """Go on from it; what was typed in the moment until it was read follows it."""
        now = self.typed
        if not text or text == now.strip():
            return
        if now.strip() == self._stands:
            self._noted = text
            self.offer(text)
        else:
            self.offer(f"{text} {now.removeprefix(self._stands).strip()}")

    def failed_unfinished(self, error: AuditorError) -> bool:
        """Nothing is offered; recording it tells what is in the way."""
        del error
        return True

    def note_typing(self) -> None:
        """Keep what stands in the field, soon."""
        text = self.typed.strip()
        if self._what is None or text == self._noted:
            return
        self._noted = text
        self._auditor.typing.put(self._what, "" if text == self._stands else text)
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER_S, self._keep)

    def _keep(self) -> None:
        self._keeping = None
        self._auditor.keep_typing()

    def on_unmount(self) -> None:
        """Keep the last of it at once."""
        if self._keeping is not None:
            self._keep()

    @property
    def _auditor(self) -> "AuditorApp":
        return cast("AuditorApp", self.app)
