"""Work in a thread of its own: so that Ctrl-C never hits the middle of a conversation, and so that two things go on at once.

A driver that is interrupted while it reads an answer has lost its place in it: its connection can no longer even roll
back. Here the signal is caught by whoever waits; the work is told to stop, does so between two statements, and rolls back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")
#: How long work that was told to stop may take for it; a server that hangs is not waited for.
_LAST_WORD = 20.0
_TICK = 1.0
_END: Any = object()


class Stopped(Exception):  # noqa: N818  # no error: somebody asked for it
    """Raised inside work that was told to stop."""


def run_apart(work: Callable[[threading.Event], Result]) -> Result:
    """Run work in another thread and wait for it. On Ctrl-C the event it was given is set, and it may end by itself."""
    stop = threading.Event()
    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(work(stop))
        except BaseException as fault:  # noqa: BLE001  # raised again by whoever waits
            outcome.set_exception(fault)

    thread = threading.Thread(target=run, name="graphmodel-write", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_TICK)  # without an end, Windows would not hear Ctrl-C
    except BaseException:
        stop.set()
        thread.join(_LAST_WORD)
        raise
    return outcome.result()


def made_ahead(items: Iterable[Result]) -> Iterator[Result]:
    """The items in their order; the next one is made in another thread while the last one is used.

    >>> list(made_ahead(range(3)))
    [0, 1, 2]
    """
    iterator = iter(items)
    with ThreadPoolExecutor(1, "graphmodel-ahead") as thread:
        coming = thread.submit(next, iterator, _END)
        while (item := coming.result()) is not _END:
            coming = thread.submit(next, iterator, _END)
            yield item
