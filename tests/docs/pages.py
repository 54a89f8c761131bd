"""The blocks of a page: what a reader types, in the order of the page.

- `sh`: every line is a command; those of graphmodel are run. `console`: lines with `$ ` are commands, what follows each is its
  answer (`...` stands for anything). `python`: run, with the names of the blocks before it.
- A comment `<!-- file: NAME -->` above a block: the reader saves it under this name.
- A comment `<!-- not run: why -->` above a block: it is only read.
- `text`, and other languages: only read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS})
_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>not run|file): (?P<note>.+?) -->\s*\n)?^```(?P<language>[\w{}-]+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    language: str
    text: str
    mark: str
    note: str


def blocks(page: Path) -> list[Block]:
    """All fenced blocks of a page, those that are only read included."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(each["language"], each["text"], each["mark"] or "", each["note"] or "") for each in found]


def lines_typed(block: Block) -> list[str]:
    """The command lines of a `sh` block, continued ones joined; comments and blank lines left out."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def commands_with_answers(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a `console` block, each with the answer the page shows."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer


def prose(page: Path) -> str:
    """The page without its blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
