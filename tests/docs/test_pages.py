"""The README and every page of docs/ do what they say: files are saved, commands and Python run, from top to bottom."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from graphmodel.cli.program import run
from tests.docs.pages import DOCS, PAGES, ROOT, Block, blocks, commands_with_answers, lines_typed

LANGUAGES = {"sh", "console", "python", "csv", "text", "cypher", "toml", "{toctree}", "{eval-rst}"}
#: What changes a store. Until then, a store made by `graphmodel demo` is the same on every page.
WRITING = re.compile(r"^graphmodel (load|unload|identity import)\b|--(save|forget)\b")


class Reader:
    """Somebody who follows one page in an empty folder."""

    def __init__(self, demo: Path, answered: set[str], capfd: pytest.CaptureFixture[str]) -> None:
        self._demo, self._answered, self._capfd = demo, answered, capfd
        self._has_example = False

    def types(self, command: str) -> str:
        """What the command answers; it must not fail."""
        if command == "graphmodel demo" and not any(Path().iterdir()):
            shutil.copytree(self._demo, Path(), dirs_exist_ok=True)
            self._has_example = True
            return "ecosystem.html\n"
        self._has_example &= not WRITING.search(command)
        self._capfd.readouterr()
        code = run(shlex.split(command)[1:])
        sys.stdout.flush()
        said = self._capfd.readouterr()
        assert code == 0, f"{command}\n{said.err}"
        return said.out

    def types_once(self, command: str) -> None:
        """The same, but what another page asked of the example already is not asked again."""
        if not (self._has_example and command in self._answered):
            self.types(command)
            if self._has_example:
                self._answered.add(command)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `graphmodel demo` leaves in an empty folder; made once, since most pages begin with it."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(["demo", str(folder), "--store", str(folder / "graphmodel-store"), "--quiet"]) == 0
    return folder


@pytest.fixture(scope="session")
def answered() -> set[str]:
    """The commands that were run on the example, on any page."""
    return set()


@pytest.fixture
def reader(
    demo: Path, answered: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Reader:
    for name in [*os.environ]:
        if name.startswith(("GRAPHMODEL", "NEO4J")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Reader(demo, answered, capfd)


def follow(block: Block, reader: Reader, names: dict[str, Any]) -> None:
    """Do what the reader of a block does."""
    if block.mark == "not run":
        return
    if block.mark == "file":
        Path(block.note).write_text(block.text, encoding="utf-8")
    elif block.language == "sh":
        for command in lines_typed(block):
            if command.startswith("graphmodel "):
                reader.types_once(command)
    elif block.language == "console":
        for command, wanted in commands_with_answers(block):
            answer = "\n".join(line.rstrip() for line in reader.types(command).splitlines()) + "\n"
            options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            assert doctest.OutputChecker().check_output(wanted, answer, options), f"{command}\n{answer}"
    elif block.language == "python":
        exec(compile(block.text, "a block of the page", "exec"), names)


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_reader_can_follow_the_page_from_top_to_bottom(page: Path, reader: Reader) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    for block in blocks(page):
        follow(block, reader, names)


def test_the_picture_of_the_tutorial_is_what_its_command_draws(reader: Reader) -> None:
    """In counts and names; places may differ in the last digit between machines."""
    page = ROOT / "docs" / "tutorial.md"
    commands = [line for block in blocks(page) if block.language == "sh" for line in lines_typed(block)]
    for block in blocks(page):
        if block.mark == "file":
            follow(block, reader, {})
    reader.types(next(line for line in commands if line.startswith("graphmodel load") and "--dry-run" not in line))
    reader.types(next(line for line in commands if "map.svg" in line))
    drawn, shown = Path("map.svg"), ROOT / "docs" / "images" / "tutorial-map.svg"
    words = [re.findall(r">([^<>]+)</", each.read_text(encoding="utf-8")) for each in (drawn, shown)]
    assert words[0] == words[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_is_of_a_kind_that_the_tests_know(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(blocks(page)) * 2 == sum(line.startswith("```") for line in text.splitlines()), "a block was overlooked"
    assert {block.language for block in blocks(page)} <= LANGUAGES
    for block in blocks(page):
        if block.language == "csv":
            assert block.mark == "file", "a table that the reader saves has a name"
        if block.language == "sh" and not block.mark:
            strange = [line for line in lines_typed(block) if not line.startswith(("graphmodel ", "make"))]
            assert not strange, "mark a block that the tests cannot run, and say why"


def test_few_blocks_are_only_read() -> None:
    every = [block for page in PAGES for block in blocks(page) if block.language in {"sh", "console", "python"}]
    assert sum(block.mark == "not run" for block in every) <= len(every) * 0.15
