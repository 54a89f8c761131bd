"""Work in a thread of its own: so that Ctrl-C never hits the middle of a conversation, and so that two things go on at once.

A driver that is interrupted while it reads an answer has lost its place in it: its connection can no longer even roll
back. Here the signal is caught by whoever waits; the work is told to stop, does so between two statements, and rolls back.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
#: How long work that was told to stop may take for it; a server that hangs is not waited for.
_LAST_WORD = 20.0
_TICK = 1.0
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


def side_by_side(items: Iterable[Item], work: Callable[[Item, threading.Event], object], lanes: int) -> None:
    """Do some work for each item, for so many at once. On Ctrl-C, or once one has failed, the event that each is given is set.

    >>> found = []
    >>> side_by_side(range(4), lambda item, stop: found.append(item), 2)
    >>> sorted(found)
    [0, 1, 2, 3]
    """
    stop, turn = threading.Event(), threading.Lock()
    coming, faults = iter(items), list[BaseException]()

    def lane() -> None:
        try:
            while not stop.is_set():
                with turn:
                    item = next(coming, _END)
                if item is _END:
                    return
                work(item, stop)
        except BaseException as fault:  # noqa: BLE001  # raised again by whoever waits
            faults.append(fault)
            stop.set()

    _run_all([lane] * lanes, "graphmodel-lane", stop)
    if faults:
        raise faults[0]


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
