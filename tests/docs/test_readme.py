"""The README does what it says: its commands and its Python run, its links lead somewhere, its make targets exist.

Blocks marked ``sh`` are typed by people: every line that begins with ``graphmodel`` runs, one after the other, in one empty
folder. Blocks marked ``python`` run after them in the same folder. A block under the comment ``<!-- not run: why -->`` is
only read.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")})
BLOCK = re.compile(
    r"(?P<note><!-- not run: .+? -->\s*\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(each["language"], each["text"]) for each in found if not each["note"]]


def commands(text: str) -> list[str]:
    """The lines of a shell block that call the program, without prompts and with continued lines joined."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line.removeprefix("$ ") for line in lines if line.removeprefix("$ ").startswith("graphmodel ")]


def prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def environment() -> dict[str, str]:
    here = str(Path(sys.executable).parent)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GRAPHMODEL", "NEO4J"))}
    return kept | {"PATH": os.pathsep.join([here, kept.get("PATH", "")])}


def test_the_commands_and_the_python_of_the_readme_run(tmp_path: Path) -> None:
    readme = blocks(ROOT / "README.md")
    typed = [command for block in readme if block.language == "sh" for command in commands(block.text)]
    assert typed, "the README shows no command of graphmodel"
    for command in typed:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    scripts = [block.text for block in readme if block.language == "python"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(scripts)],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, heading = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), f"{page.name} links to {target}"
        if heading and linked.suffix == ".md":
            titles = re.findall(r"^#+ (.+)$", prose(linked), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert heading in anchors, f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_make_targets_it_names_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\s*)make(?: [A-Z]+=\S+)* ([a-z][a-z0-9-]*)", text, re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_nobody_is_told_to_install_it_by_name_from_an_index(page: Path) -> None:
    """The name is not registered: whoever registers it first would be installed."""
    assert not re.search(r"pip3? install (?:-U |--upgrade )?graphmodel", page.read_text(encoding="utf-8"))
