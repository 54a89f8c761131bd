"""Work in a thread of its own: so that Ctrl-C never hits the middle of a conversation, and so that two things go on at once.

A driver that is interrupted while it reads an answer has lost its place in it: its connection can no longer even roll
back. Here the signal is caught by whoever waits; the work is told to stop, does so between two statements, and rolls back.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
#: How long work that was told to stop may take for it; a server that hangs is not waited for.
_LAST_WORD = 20.0
_TICK = 1.0
#: Items looked through for one that can go on beside the others.
_LOOKED_THROUGH = 12
_END: Any = object()


class Stopped(Exception):  # noqa: N818  # no error: somebody asked for it
    """Raised inside work that was told to stop."""


def run_apart(work: Callable[[threading.Event], Result]) -> Result:
    """Run work in another thread and wait for it. On Ctrl-C the event it was given is set, and it may end by itself."""
    stop, outcome = threading.Event(), Future[Result]()

    def run() -> None:
        try:
            outcome.set_result(work(stop))
        except BaseException as fault:  # noqa: BLE001  # raised again by whoever waits
            outcome.set_exception(fault)

    _run_all([run], "graphmodel-write", stop)
    return outcome.result()


def side_by_side(
    items: Iterable[Item],
    work: Callable[[Item, threading.Event], object],
    lanes: int,
    needs: Callable[[Item], AbstractSet[Hashable]] = lambda _: frozenset(),
) -> None:
    """Do some work for each item, for so many at once. On Ctrl-C, or once one has failed, the event that each is given is set.

    Two items never go on at once that ``needs`` says need the same; meanwhile one of the next that does not is taken.

    >>> found = []
    >>> side_by_side(range(4), lambda item, stop: found.append(item), 2)
    >>> sorted(found)
    [0, 1, 2, 3]
    """
    stop, faults = threading.Event(), list[BaseException]()
    queue = _Queue(iter(items), needs, stop)

    def lane() -> None:
        try:
            while (item := queue.take()) is not _END:
                work(item, stop)
                queue.done(item)
        except BaseException as fault:  # noqa: BLE001  # raised again by whoever waits
            faults.append(fault)
            stop.set()
            queue.wake()

    _run_all([lane] * lanes, "graphmodel-lane", stop)
    if faults:
        raise faults[0]


class _Queue:
    """Items for several lanes: the first that needs nothing of what those under work need."""

    def __init__(
        self, coming: Iterator[Any], needs: Callable[[Any], AbstractSet[Hashable]], stop: threading.Event
    ) -> None:
        self._coming, self._needs, self._stop = coming, needs, stop
        self._turn = threading.Condition()
        self._waiting: list[Any] = []
        self._in_use: set[Hashable] = set()
        self._over = False

    def take(self) -> Any:
        """The next item to work on, or ``_END``."""
        with self._turn:
            while not self._stop.is_set():
                needs = map(self._needs, self._waiting)
                place = next((place for place, each in enumerate(needs) if self._in_use.isdisjoint(each)), None)
                if place is not None:
                    free = self._waiting.pop(place)
                    self._in_use |= self._needs(free)
                    return free
                if not self._over and len(self._waiting) < _LOOKED_THROUGH:
                    item = next(self._coming, _END)
                    self._over = item is _END
                    self._waiting.extend([] if self._over else [item])
                elif self._waiting:
                    self._turn.wait(_TICK)
                else:
                    break
        return _END

    def done(self, item: Any) -> None:
        """What the item needed is free again."""
        with self._turn:
            self._in_use -= self._needs(item)
            self._turn.notify_all()

    def wake(self) -> None:
        """Have those that wait look whether they were told to stop."""
        with self._turn:
            self._turn.notify_all()


def _run_all(works: Sequence[Callable[[], None]], name: str, stop: threading.Event) -> None:
    over = [threading.Event() for _ in works]

    def run(work: Callable[[], None], ended: threading.Event) -> None:
        try:
            work()
        finally:
            ended.set()

    for pair in zip(works, over, strict=True):
        threading.Thread(target=run, args=pair, name=name, daemon=True).start()
    try:
        for ended in over:
            # No join: interrupted, it takes the thread for ended (before Python 3.13).
            while not ended.wait(_TICK):  # without an end, Windows would not hear Ctrl-C
                pass
    except BaseException:
        stop.set()
        for ended in over:
            ended.wait(_LAST_WORD)
        raise


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Do some work in another thread while the block goes on; its end waits for the work, and raises what it raised.

    >>> done = []
    >>> with meanwhile(lambda: done.append("the work")):
    ...     pass
    >>> done
    ['the work']
    """
    with ThreadPoolExecutor(1, "graphmodel-meanwhile") as thread:
        outcome = thread.submit(work)
        yield
        outcome.result()


def made_ahead(items: Iterable[Result], many: int = 1) -> Generator[Result]:
    """The items in their order; so many of the next ones are made in another thread while the last one is used.

    >>> list(made_ahead(range(3)))
    [0, 1, 2]
    """
    iterator = iter(items)
    with ThreadPoolExecutor(1, "graphmodel-ahead") as thread:
        try:
            coming = deque(thread.submit(next, iterator, _END) for _ in range(many))
            while (item := coming.popleft().result()) is not _END:
                coming.append(thread.submit(next, iterator, _END))
                yield item
        finally:
            thread.shutdown(cancel_futures=True)
