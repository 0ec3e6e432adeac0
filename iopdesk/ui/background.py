"""Runs service calls off the window's thread and brings their results back to it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
OnError = Callable[[BaseException], None]

_BEAT_SECONDS = 0.05


class JobCancelledError(Exception):
    """The person stopped a job; raised inside it at its next step."""


class Progress:
    """What a job tells while it runs; `step` raises once the person stopped it."""

    def __init__(self, told: Callable[[int, int, str], None]) -> None:
        self._told = told
        self._stop = threading.Event()
        self._last = 0.0

    def step(self, done: int, total: int, words: str = "") -> None:
        """Tell that `done` of `total` is done; `total` 0 means not known."""
        if self._stop.is_set():
            raise JobCancelledError
        now = time.monotonic()
        # More than twenty a second would stop the window from painting.
        if now - self._last >= _BEAT_SECONDS or done == total:
            self._last = now
            self._told(done, total, words)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()


@dataclass(frozen=True)
class JobState:
    """A long job as the window's status line shows it; `total` 0 means length unknown."""

    title: str
    progress: Progress
    done: int = 0
    total: int = 0
    words: str = ""
    is_over: bool = False


@dataclass(frozen=True)
class _Answer(Generic[T]):
    owner: QObject
    ticket: tuple[int, str, int] | None
    value: T | None
    error: BaseException | None
    then: Callable[[T], None] | None
    failed: OnError | None
    stopped: Callable[[], None] | None = None


class Background(QObject):
    """One thread for the store, in order, and a second pool for papers, imports and backups.

    Results and errors arrive on the window's thread; they are dropped when the owner is gone
    or a newer call with the same ticket was made. Errors without `failed` go to `on_error`.
    """

    job_told = Signal(object)
    _answered = Signal(object)

    def __init__(self, on_error: OnError, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._tickets: dict[tuple[int, str], int] = {}
        self._is_closed = False
        self._calls = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._jobs = ThreadPoolExecutor(2, thread_name_prefix="job")
        # Sent from another thread than this object lives on, so Qt queues it.
        self._answered.connect(self._deliver)

    def run(
        self,
        owner: QObject,
        call: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: OnError | None = None,
        ticket: str = "",
    ) -> None:
        """Call on the store's thread, then `then(result)` here.

        A `ticket` names calls of which only the newest counts, such as a search while typing.
        A call after `close` is dropped: timers of a window that goes may still ring.
        """
        if self._is_closed:
            return
        number = self._new_ticket(owner, ticket)
        self._calls.submit(self._work, owner, number, call, then, failed)

    def run_job(
        self,
        owner: QObject,
        job: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        failed: OnError | None = None,
        title: str = "",
        stopped: Callable[[], None] | None = None,
    ) -> Progress:
        """Run a long job beside the store's thread, shown with progress and cancel.

        `stopped` is called instead of the others once a person stopped it.
        """
        holder: list[JobState] = []

        def told(done: int, total: int, words: str) -> None:
            self._tell(JobState(title, holder[0].progress, done, total, words))

        progress = Progress(told)
        holder.append(JobState(title, progress))
        if self._is_closed:
            return progress
        self._tell(holder[0])

        def work() -> None:
            try:
                self._work(owner, None, lambda: job(progress), then, failed, stopped)
            finally:
                self._tell(JobState(title, progress, is_over=True))

        self._jobs.submit(work)
        return progress

    def close(self) -> None:
        """Stop taking calls and wait for those under way, so that the store can close."""
        self._is_closed = True
        self._calls.shutdown(wait=True, cancel_futures=True)
        self._jobs.shutdown(wait=False, cancel_futures=True)

    def finish(self, seconds: float = 10.0) -> None:
        """Wait until calls made so far have run; their results are still to be delivered."""
        waiting: Future[None] = self._calls.submit(lambda: None)
        waiting.result(seconds)

    def _new_ticket(self, owner: QObject, name: str) -> tuple[int, str, int] | None:
        if not name:
            return None
        key = (id(owner), name)
        self._tickets[key] = self._tickets.get(key, 0) + 1
        return (*key, self._tickets[key])

    def _is_stale(self, ticket: tuple[int, str, int] | None) -> bool:
        return ticket is not None and self._tickets.get(ticket[:2]) != ticket[2]

    def _work(
        self,
        owner: QObject,
        ticket: tuple[int, str, int] | None,
        call: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: OnError | None,
        stopped: Callable[[], None] | None = None,
    ) -> None:
        if self._is_stale(ticket):
            return
        value: T | None = None
        error: BaseException | None = None
        try:
            value = call()
        except Exception as problem:  # noqa: BLE001 - delivered to the caller, never lost
            error = problem
        try:
            self._answered.emit(_Answer(owner, ticket, value, error, then, failed, stopped))
        except RuntimeError:
            # The window closed meanwhile: nobody is left to hear the answer.
            return

    def _tell(self, state: JobState) -> None:
        try:
            self.job_told.emit(state)
        except RuntimeError:
            return

    def _deliver(self, answer: _Answer[Any]) -> None:
        if not shiboken6.isValid(answer.owner) or self._is_stale(answer.ticket):
            return
        if answer.error is None:
            if answer.then is not None:
                answer.then(answer.value)
        elif isinstance(answer.error, JobCancelledError):
            if answer.stopped is not None:
                answer.stopped()
        elif answer.failed is not None:
            answer.failed(answer.error)
        else:
            self._on_error(answer.error)


class InlineBackground(Background):
    """The same promises without threads, for tests: everything happens inside `run`."""

    def run(
        self,
        owner: QObject,
        call: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: OnError | None = None,
        ticket: str = "",
    ) -> None:
        """Call at once, then `then(result)`."""
        self._settle(owner, call, then, failed)

    def run_job(
        self,
        owner: QObject,
        job: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        failed: OnError | None = None,
        title: str = "",
        stopped: Callable[[], None] | None = None,
    ) -> Progress:
        """Run the job at once, then `then(result)`."""
        progress = Progress(lambda done, total, words: None)
        self._settle(owner, lambda: job(progress), then, failed)
        return progress

    def _settle(
        self,
        owner: QObject,
        call: Callable[[], T],
        then: Callable[[T], None] | None,
        failed: OnError | None,
    ) -> None:
        value: T | None = None
        error: BaseException | None = None
        try:
            value = call()
        except Exception as problem:  # noqa: BLE001 - delivered to the caller, never lost
            error = problem
        self._deliver(_Answer(owner, None, cast(Any, value), error, then, failed))
