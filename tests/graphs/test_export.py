"""One way to write a graph, and what stays when it fails: everything that was there, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphmodel.errors import ExportError, RequestError
from graphmodel.graphs.export import FORMATS, export_graph

NAMES = {"graphml": "g.graphml", "gexf": "g.gexf", "json": "g.json", "csv": "g.zip", "parquet": "folder"}


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("g.graphml", b"<?xml"),
        ("g.GEXF", b"<?xml"),
        ("g.json", b'{"directed"'),
        ("g.zip", b"PK"),
    ],
)
def test_the_ending_chooses_the_format(collaboration: nx.Graph[Any], tmp_path: Path, name: str, start: bytes) -> None:
    assert export_graph(collaboration, tmp_path / name).read_bytes().startswith(start)


def test_a_named_format_beats_the_ending(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    assert export_graph(collaboration, tmp_path / "g.txt", "gexf").read_bytes().startswith(b"<?xml")
    assert (export_graph(collaboration, tmp_path / "tables", "parquet") / "nodes.parquet").exists()


@pytest.mark.parametrize(("name", "file_format"), [("g.pdf", None), ("folder", None), ("g.json", "dot")])
def test_an_unknown_format_is_refused_with_the_known_ones(
    collaboration: nx.Graph[Any],
    tmp_path: Path,
    name: str,
    file_format: str | None,
) -> None:
    with pytest.raises(RequestError, match="graphml, gexf, json, csv, parquet"):
        export_graph(collaboration, tmp_path / name, file_format)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_value_that_cannot_be_written_leaves_the_old_file(
    collaboration: nx.Graph[Any],
    tmp_path: Path,
    file_format: str,
) -> None:
    path = export_graph(collaboration, tmp_path / NAMES[file_format], file_format)
    before = contents(tmp_path)
    collaboration.nodes[1]["odd"] = object()
    with pytest.raises(ExportError, match="node attribute odd"):
        export_graph(collaboration, path, file_format)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_missing_folder_is_named(collaboration: nx.Graph[Any], tmp_path: Path, file_format: str) -> None:
    with pytest.raises(ExportError, match=r"nowhere.*Create the folder first"):
        export_graph(collaboration, tmp_path / "nowhere" / NAMES[file_format], file_format)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_format", ["graphml", "gexf", "json", "csv"])
def test_a_folder_is_not_overwritten_by_a_file(collaboration: nx.Graph[Any], tmp_path: Path, file_format: str) -> None:
    target = tmp_path / NAMES[file_format]
    target.mkdir()
    with pytest.raises(ExportError, match="this is a folder"):
        export_graph(collaboration, target, file_format)
    assert contents(tmp_path) == {NAMES[file_format]: b""}


FULL_DISK = """
import random, resource, sys
import networkx as nx
from graphmodel.errors import ExportError
from graphmodel.graphs.export import export_graph

noise = random.Random(1)
graph = nx.path_graph(3000)
nx.set_node_attributes(graph, {n: noise.randbytes(32).hex() for n in graph}, "noise")
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
for target in sys.argv[1:]:
    file_format, path = target.split("=", 1)
    try:
        export_graph(graph, path, file_format)
    except ExportError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are POSIX")
def test_a_full_disk_leaves_the_old_files_and_nothing_else(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    """The process may not write files beyond 50 kB: the system refuses in mid-write, as on a full disk."""
    for file_format, name in NAMES.items():
        export_graph(collaboration, tmp_path / name, file_format)
    before = contents(tmp_path)
    targets = [f"{file_format}={tmp_path / name}" for file_format, name in NAMES.items()]
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *targets],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.splitlines() == [
        f"{tmp_path / name}: The file cannot be written (File too large). Choose a place that takes larger files."
        for name in NAMES.values()
    ]
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}
