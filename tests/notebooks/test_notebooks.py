"""Every notebook runs from its first cell to its last in an empty folder, and shows what it is kept with."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from tools.notebooks import keep_pictures

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
LONGEST_CELL = 20


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types


def pictures(notebook: Any, kind: str) -> list[str]:
    """What the outputs of a kind say in plain text, in their order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return ["".join(output["data"]["text/plain"]) for output in outputs if kind in output.get("data", {})]


@by_name
def test_it_runs_offline_and_shows_what_it_is_kept_with(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in [name for name in os.environ if name.startswith(("GRAPHMODEL", "NEO4J"))]:
        monkeypatch.delenv(name)
    notebook = read(path)
    kept = pictures(notebook, "image/jpeg")
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = pictures(notebook, "image/svg+xml")
    assert shown, "no still picture for viewers that run no scripts"
    assert shown == kept, "run `make notebooks`"
    maps = [
        output for cell in notebook.cells for output in cell.get("outputs", []) if "text/html" in output.get("data", {})
    ]
    frames = [output["data"]["text/html"] for output in maps if "<iframe" in output["data"]["text/html"]]
    assert frames
    assert all("srcdoc=" in frame and " src=" not in frame.partition("srcdoc=")[0] for frame in frames)


@by_name
def test_it_is_kept_without_outputs_but_for_its_pictures(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert not any(cell.execution_count for cell in cells)
    for cell in cells:
        kinds = [set(output.get("data", {})) for output in cell.outputs]
        assert kinds == ([{"image/jpeg", "text/plain"}] if "picture" in cell.metadata.get("tags", []) else [])
    assert path.stat().st_size < 350_000, "a notebook is shipped in the wheel"


@by_name
def test_a_newcomer_can_read_it(path: Path) -> None:
    cells = read(path).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert "**For whom:**" in cells[0].source
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert len(cells) - len(code) >= len(code) / 2, "more words"
    for cell in code:
        text_lines = [line for line in cell.source.splitlines() if "," not in line and ":" not in line]
        assert len(text_lines) <= LONGEST_CELL, cell.source


def test_of_what_a_run_shows_only_the_still_pictures_are_kept() -> None:
    svg = {
        "output_type": "execute_result",
        "data": {"image/svg+xml": "<svg/>", "text/plain": "A picture"},
        "metadata": {},
    }
    table = {"output_type": "execute_result", "data": {"text/html": "<table>", "text/plain": "a"}, "metadata": {}}
    cell: dict[str, Any] = {"cell_type": "code", "source": "x", "execution_count": 3}
    notebook = nbformat.from_dict(  # type: ignore[no-untyped-call]  # nbformat has no types
        {
            "cells": [
                {**cell, "metadata": {"tags": ["picture"], "execution": {"started": 1}}, "outputs": [svg]},
                {**cell, "metadata": {}, "outputs": [table]},
            ]
        }
    )
    keep_pictures(notebook, lambda text: text.encode())
    first, second = notebook.cells
    assert (first.execution_count, second.execution_count, second.outputs) == (None, None, [])
    assert first.metadata == {"tags": ["picture"]}
    assert base64.b64decode(first.outputs[0]["data"]["image/jpeg"]) == b"<svg/>"


def test_the_command_copies_all_of_them_and_spares_what_is_there(tmp_path: Path) -> None:
    own = tmp_path / "notebooks" / NOTEBOOKS[0].name
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", "notebooks"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert own.read_text(encoding="utf-8") == "mine"
    assert {path.name for path in own.parent.iterdir()} == {path.name for path in NOTEBOOKS}
    assert done.stdout.split() == [str(Path("notebooks") / path.name) for path in NOTEBOOKS[1:]]
