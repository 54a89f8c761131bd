"""Python's search for cycles of objects, which is of no use while millions of small ones are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Make many small objects that live until the end: the search would look at them all again and again.

    A fifth of a load, a quarter of reading whole tables. For a block or, as a decorator, a function; nested and in threads
    the outermost decides.

    >>> import gc
    >>> with without_cycle_search():
    ...     gc.isenabled()
    False
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
