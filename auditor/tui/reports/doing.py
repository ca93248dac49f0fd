"""One long piece of work at a time, told in words while it goes on, and stopped with Escape."""

from collections.abc import Callable
from threading import Event
from typing import Any

from textual import on
from textual.message import Message

from auditor.errors import AuditorError
from auditor.tui.help import HelpfulScreen


class Told(Message):
    """What is being done now."""

    def __init__(self, work: "Work", words: str) -> None:
        super().__init__()
        self.work, self.words = work, words


class StoppedError(AuditorError):
    """It was stopped; nothing is shown or written of it."""

    def __init__(self) -> None:
        super().__init__("It was stopped.")


class Work:
    """A piece of work that can be told of, and stopped between two of its steps."""

    def __init__(self, post: Callable[[Message], Any]) -> None:
        self._post, self._stopped = post, Event()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody wants it any more."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Do not go on after the step under way."""
        self._stopped.set()

    def tell(self, words: str) -> None:
        """Say what is done now. It is called in the thread.

        Raises:
            StoppedError: it is to go no further.
        """
        if self.is_stopped:
            raise StoppedError
        self._post(Told(self, words))

    def run(self, function: Callable[..., Any], *given: Any, **named: Any) -> "tuple[Work, Any]":
        """Do it; what comes of it after it was stopped is dropped. It runs in a thread.

        Raises:
            StoppedError: it was stopped.
            AuditorError: what the function raises.
        """
        try:
            result = function(*given, tell=self.tell, **named)
        except Exception:
            if self.is_stopped:
                raise StoppedError from None
            raise
        return self, result


class WorksOn(HelpfulScreen):
    """A screen that does one such piece of work at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._work: Work | None = None

    @property
    def is_working(self) -> bool:
        """Whether something is under way that is still wanted."""
        return self._work is not None

    def start_work(self, name: str, function: Callable[..., Any], *given: Any, **named: Any) -> None:
        """Begin; its end reaches ``done_<name>`` as the work and its result, or ``failed_<name>``."""
        self._work = Work(self.post_message)
        self.told("Beginning …")
        self.start_job(name, self._work.run, function, *given, **named)
        self.refresh_bindings()

    def ended(self, work: Work) -> bool:
        """Note that a piece of work is done; False where nobody wants it any more."""
        if work is not self._work or work.is_stopped:
            return False
        self._work = None
        self.refresh_bindings()
        return True

    def failed(self, error: AuditorError) -> bool:
        """Note that it came to nothing; True where that is because it was stopped, and says nothing more."""
        if isinstance(error, StoppedError):
            return True
        self._work = None
        self.refresh_bindings()
        return False

    def stop_work(self) -> None:
        """Stop it; the screen does not wait for its last step."""
        if self._work is not None:
            self._work.stop()
            self._work = None
            self.told("Stopped; nothing was written.")
            self.refresh_bindings()

    def told(self, words: str) -> None:
        """Show what is being done."""

    @on(Told)
    def _show_told(self, message: Told) -> None:
        message.stop()
        if message.work is self._work:
            self.told(f"{message.words} …")

    def on_unmount(self) -> None:
        """Nobody is there to be told."""
        if self._work is not None:
            self._work.stop()
