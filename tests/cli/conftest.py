"""Commands run as a person runs them, with their exit code, answer and messages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphmodel.cli.program import run
from graphmodel.content import content_folder


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def graphmodel(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in this process, in an empty folder and without settings of the person who runs the tests."""
    for name in ("GRAPHMODEL_STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Ran:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        sys.stdout.flush()
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own."""

    def command(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        root = str(Path(__file__).resolve().parents[2])
        return subprocess.run(
            [sys.executable, "-m", "graphmodel", *arguments], cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": root, **(env or {})}, capture_output=True, check=False, timeout=60,
        )  # fmt: skip

    return command


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the example ecosystem, loaded by the command itself."""
    folder = str(tmp_path_factory.mktemp("cli") / "store")
    tables = str(content_folder("examples") / "ecosystem")
    assert run(["load", "tables", tables, "--dataset", "example", "--store", folder, "--quiet"]) == 0
    return folder


@pytest.fixture
def example(graphmodel: Run, example_store: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the example ecosystem."""
    monkeypatch.setenv("GRAPHMODEL_STORE", example_store)
    return graphmodel
