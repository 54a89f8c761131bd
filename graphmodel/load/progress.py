"""Somebody to tell how far long work has come."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Somebody to tell how far long work has come."""

    def start(self, text: str, total: int | None = None) -> None:
        """A step begins; ``total`` where it is known."""

    def advance(self, done: int) -> None:
        """That much more of the step is done."""

    def end(self) -> None:
        """The step has ended."""


class NoProgress:
    """Nobody is told."""

    def start(self, text: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, done: int) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""
