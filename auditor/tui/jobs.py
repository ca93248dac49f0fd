"""Work in threads, with one law: a worker calls one function and posts one message; handlers own every state.

A screen asks for a job by name. When it ends, :class:`JobDone` or :class:`JobFailed` is posted to that screen. The
screen's ``done_<name>`` method gets the result. A failure goes to ``failed_<name>`` where the screen has one, and
otherwise bubbles to the application, which shows every failure in the same dialogue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from auditor.errors import AuditorError
from auditor.tui.leaving import LeavesOnce


@dataclass
class JobDone(Message):
    """A job ended well.

    Attributes:
        name: what was asked for.
        request: counts the jobs of that name; an older one than the latest is dropped.
        result: what the function returned.
    """

    name: str
    request: int
    result: Any


@dataclass
class JobFailed(Message):
    """A job ended in an error."""

    name: str
    request: int
    error: Exception

    @property
    def told(self) -> AuditorError:
        """The error as it is shown: an unexpected one becomes a plain sentence."""
        if isinstance(self.error, AuditorError):
            return self.error
        return AuditorError(
            "Something went wrong that should not have.",
            f"{type(self.error).__name__} while working on: {self.name.replace('_', ' ')}.",
            "What was saved before is safe. Try again; if it happens again, tell whoever looks after auditor.",
        )


@dataclass
class _Ticket:
    latest: int = 0
    running: int = 0


class JobScreen(LeavesOnce, Screen[Any]):
    """A screen that asks for jobs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # They would wake the screen while a handler is still drawing: what it draws after the job would come later.
        self.disable_messages(Worker.StateChanged)
        self._tickets: dict[str, _Ticket] = {}

    def start_job(self, name: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> None:
        """Call a function in a thread; its end reaches ``done_<name>`` or ``failed_<name>``.

        Args:
            name: the job's name, also the names of its handlers.
            function: usually a use case. It must not touch a widget.
        """
        ticket = self._tickets.setdefault(name, _Ticket())
        ticket.latest += 1
        ticket.running += 1
        request = ticket.latest

        def work() -> None:
            try:
                result = function(*arguments, **options)
            except Exception as error:  # noqa: BLE001 - every failure is shown, none is swallowed
                self.post_message(JobFailed(name, request, error))
            else:
                self.post_message(JobDone(name, request, result))

        self.run_worker(work, name=name, group=name, thread=True, exit_on_error=False)

    def is_busy(self, name: str) -> bool:
        """Whether a job of this name is under way."""
        ticket = self._tickets.get(name)
        return ticket is not None and ticket.running > 0

    @on(JobDone)
    def _job_done(self, message: JobDone) -> None:
        message.stop()
        ticket = self._tickets[message.name]
        ticket.running -= 1
        if message.request == ticket.latest:
            cast("Callable[[Any], None]", getattr(self, f"done_{message.name}"))(message.result)

    @on(JobFailed)
    def _job_failed(self, message: JobFailed) -> None:
        self._tickets[message.name].running -= 1
        handler = getattr(self, f"failed_{message.name}", None)
        if handler is not None and handler(message.told):
            message.stop()
