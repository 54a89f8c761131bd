"""Progress of long work, as a bar on standard error.

A stage whose end is known shows how much of it is done, how many rows a second, and the time left; another one only that it
goes on, and for how long. A bar appears only when the work has taken half a second, never with ``--quiet``, and never where
standard error is not a terminal, so that logs stay readable. Long work calls ``start`` at the beginning of each of its stages,
``advance`` as steps are done, and ``end``.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

_PATIENCE = 0.5


class Silence:
    """Progress nobody looks at."""

    def start(self, text: str, total: int | None = None) -> None:
        """Nothing is shown."""

    def advance(self, done: int = 1) -> None:
        """Nothing is shown."""

    def end(self) -> None:
        """Nothing is shown."""


class Bars:
    """A bar per stage, shown once the whole work has taken longer than a moment."""

    def __init__(self) -> None:
        self._bars: Any = None
        self._task: Any = None
        self._stage: tuple[str, int | None] | None = None
        self._done = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def start(self, text: str, total: int | None = None) -> None:
        """Begin a stage; the first one starts the clock."""
        with self._lock:
            self._finish_stage()
            self._stage, self._done = (text, total), 0
            if self._bars is not None:
                self._show_stage()
            elif self._timer is None:
                self._timer = threading.Timer(_PATIENCE, self._appear)
                self._timer.daemon = True
                self._timer.start()

    def advance(self, done: int = 1) -> None:
        """Count steps, shown or not."""
        with self._lock:
            self._done += done
            if self._task is not None:
                self._bars.advance(self._task, done)

    def end(self) -> None:
        """Close the last stage and leave the terminal as it was."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._finish_stage()
            self._stage = self._timer = None
            if self._bars is not None:
                self._bars.stop()
                self._bars = None

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        from graphmodel.cli.pace import pace_columns

        with self._lock:
            if self._stage is None:
                return
            text = TextColumn("{task.description}", markup=False)
            console = Console(stderr=True, highlight=False)
            self._bars = Progress(text, BarColumn(20), *pace_columns(), console=console, transient=True)
            self._bars.start()
            self._show_stage()

    def _show_stage(self) -> None:
        if self._stage is not None:
            text, total = self._stage
            self._task = self._bars.add_task(text, total=total, completed=self._done)

    def _finish_stage(self) -> None:
        if self._task is not None:
            self._bars.remove_task(self._task)
            self._task = None


def terminal_progress(quiet: bool) -> Bars | Silence:
    """The progress for a command: bars for a person who looks on, silence for everybody else."""
    return Silence() if quiet or not sys.stderr.isatty() else Bars()
