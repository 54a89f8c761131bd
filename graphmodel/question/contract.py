"""What a question promises: its parameters and the columns of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: its name, kind, meaning, and its default where it has one."""

    name: str
    kind: str
    meaning: str = ""
    required: bool = True
    default: Any = None
    line: int = 0

    @property
    def usage(self) -> str:
        """How the parameter is written in a list: a required one bare, any other in brackets.

        >>> Parameter("country", "country", required=False).usage
        '[country]'
        """
        return self.name if self.required else f"[{self.name}]"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its file states it.

    ``text`` is the whole file, comments included; ``order`` the columns the answer is sorted by, ``desc`` behind those
    that fall; ``lines`` the line on which each word of the head stands.
    """

    name: str
    path: Path
    title: str
    text: str
    columns: tuple[str, ...]
    order: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    note: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, word: str) -> str:
        """File and line of one of its head lines, for an error message."""
        return f"{self.path.name}:{self.lines.get(word, 1)}"
