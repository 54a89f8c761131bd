"""Node-link JSON, CSV and Parquet: reopened by networkx and pandas, without loss."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pyarrow.parquet as pq
import pytest

from graphmodel.formulas import neutral_cell
from graphmodel.graphs.csvfiles import graph_to_csv
from graphmodel.graphs.nodelink import graph_to_node_link_json
from graphmodel.graphs.parquet import graph_to_parquet
from tests.graphs.conftest import CREDITS
from tests.graphs.reopened import ADDED, BAD_ID, EDGES, NODES, assert_unharmed, with_kinds


def test_node_link_json_reopens_in_networkx_with_lists_as_lists(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    document = json.loads(graph_to_node_link_json(awkward, tmp_path / "g.json").read_text(encoding="utf-8"))
    again = nx.node_link_graph(document, edges="edges")
    assert isinstance(again, nx.MultiDiGraph)
    assert {n: with_kinds(d) for n, d in again.nodes(data=True)} == {n: with_kinds(d) for n, d in NODES.items()}
    assert {(u, v, k): with_kinds(d) for u, v, k, d in again.edges(keys=True, data=True)} == {
        edge: with_kinds(values) for edge, values in EDGES.items()
    }
    assert again.graph["credits"] == CREDITS


def test_node_link_json_of_a_simple_graph_has_no_keys(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    document = json.loads(graph_to_node_link_json(collaboration, tmp_path / "g.json").read_text(encoding="utf-8"))
    assert (document["directed"], document["multigraph"]) == (False, False)
    assert document["edges"] == [
        {"source": "1", "target": "2", "shared": 2, "weight": 1.5},
        {"source": "1", "target": "3", "weight": 2.0},
    ]


def read_csv(path: Path, **how: Any) -> pd.DataFrame:
    frame: pd.DataFrame = pd.read_csv(path, keep_default_na=False, na_values=[""], **how)
    return frame


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items() if value is not None and value == value}
        for row in frame.astype(object).to_dict("records")
    ]


def test_pandas_reopens_the_tables_as_their_about_says(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    folder = graph_to_csv(awkward, tmp_path / "tables")
    assert "keep_default_na=False" in (folder / "about.txt").read_text(encoding="utf-8")
    nodes = read_csv(folder / "nodes.csv", dtype={"founded": "Int64"}).set_index("id")
    edges = read_csv(folder / "edges.csv", dtype={"rows": "Int64"}).set_index(["source", "target", "key"])
    assert_unharmed(dict(zip(nodes.index, rows(nodes), strict=True)), dict(zip(edges.index, rows(edges), strict=True)))
    credited = read_csv(folder / "credits.csv")
    assert credited["credit"].tolist()[1:] == ["Cluster office & friends <2026>"]


def test_networkx_rebuilds_the_graph_from_the_tables(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    edges = read_csv(graph_to_csv(awkward, tmp_path / "tables") / "edges.csv")
    again = nx.from_pandas_edgelist(edges, edge_key="key", create_using=nx.MultiDiGraph)
    assert set(again.edges(keys=True)) == set(EDGES)


def test_the_zip_holds_the_same_tables_and_the_same_bytes_on_every_day(
    awkward: nx.MultiDiGraph[Any],
    tmp_path: Path,
) -> None:
    folder = graph_to_csv(awkward, tmp_path / "tables")
    packed = graph_to_csv(awkward, tmp_path / "g.zip")
    with zipfile.ZipFile(packed) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in folder.iterdir()
        }
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_data_style_changes_no_text_and_excel_style_disarms_formulas(
    awkward: nx.MultiDiGraph[Any],
    tmp_path: Path,
) -> None:
    data = (graph_to_csv(awkward, tmp_path / "data") / "nodes.csv").read_text(encoding="utf-8")
    excel_folder = graph_to_csv(awkward, tmp_path / "excel", style="excel")
    excel = (excel_folder / "nodes.csv").read_bytes()
    assert '"=HYPERLINK(""http://x"")"' in data
    assert excel.startswith(b"\xef\xbb\xbfid;label;")
    frame = read_csv(excel_folder / "nodes.csv", sep=";", decimal=",").set_index("id")
    assert frame["name"].to_dict()["cordis-grant:9"] == '\'=HYPERLINK("http://x")'
    first = frame.to_dict("index")["pic:1"]
    assert [first[name] for name in ("names", "share", "sme", "mark_until")] == [
        "a; b; c, d; [e]",
        0.5,
        "yes",
        "2024-12-31",
    ]


@pytest.mark.parametrize("text", ["=1+1", "  =1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_every_start_a_spreadsheet_runs_is_disarmed(text: str) -> None:
    assert neutral_cell(text) == f"'{text}"


def test_excel_style_keeps_negative_numbers_as_numbers(tmp_path: Path) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("a", change=-1.5)
    folder = graph_to_csv(graph, tmp_path / "t", style="excel")
    assert (folder / "nodes.csv").read_text(encoding="utf-8-sig") == "id;label;change\na;a;-1,5\n"


def test_gephi_is_told_when_edges_have_no_direction(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    edges = read_csv(graph_to_csv(collaboration, tmp_path / "t") / "edges.csv")
    assert set(edges["type"]) == {"Undirected"}
    assert {"source", "target", "id", "label", "weight"} <= set(edges.columns)


def test_other_files_in_the_folder_stay(
    collaboration: nx.Graph[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    graph_to_csv(collaboration, ".")
    assert {file.name for file in tmp_path.iterdir()} == {
        "mine.txt",
        "nodes.csv",
        "edges.csv",
        "credits.csv",
        "about.txt",
    }


def test_parquet_keeps_every_kind(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    folder = graph_to_parquet(awkward, tmp_path / "tables")
    nodes = pq.read_table(folder / "nodes.parquet")
    edges = pq.read_table(folder / "edges.parquet")
    kinds = {field.name: str(field.type).replace("element", "item") for field in nodes.schema}
    assert kinds == {
        "id": "string",
        "country": "string",
        "end": "date32[day]",
        "founded": "int64",
        "labels": "list<item: string>",
        "mark_until": "date32[day]",
        "name": "string",
        "names": "list<item: string>",
        "share": "double",
        "sme": "bool",
        "start": "date32[day]",
    }
    by_id = {row.pop("id"): {n: v for n, v in row.items() if v is not None} for row in nodes.to_pylist()}
    dates = {"mark_until", "start", "end"}
    assert by_id == {
        node: {n: dt.date.fromisoformat(v) if n in dates else v for n, v in values.items()}
        for node, values in NODES.items()
    }
    assert {(row["source"], row["target"], row["key"]) for row in edges.to_pylist()} == set(EDGES)
    metadata = nodes.schema.metadata
    assert json.loads(metadata[b"graph"])["credits"] == CREDITS
    assert json.loads(metadata[b"directed"]) is True


def test_pandas_reopens_parquet(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    frame = pd.read_parquet(graph_to_parquet(awkward, tmp_path / "t") / "nodes.parquet", dtype_backend="pyarrow")
    founded, names = (frame.set_index("id")[column] for column in ("founded", "names"))
    assert founded.dropna().to_dict() == {"pic:1": 2013}
    assert BAD_ID in founded.index
    assert list(names["pic:1"]) == ["a; b", "c, d", "[e]"]
    assert pd.read_parquet(tmp_path / "t" / "credits.parquet")["licence"].tolist()[0] == "CC BY 4.0"


def test_parquet_writes_lists_that_mix_kinds_as_json(tmp_path: Path) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("a", mixed=["x", 1], whole=[1, 2], nothing=[])
    table = pq.read_table(graph_to_parquet(graph, tmp_path / "t") / "nodes.parquet")
    assert table.to_pylist() == [{"id": "a", "mixed": '["x", 1]', "nothing": [], "whole": [1, 2]}]


def test_an_empty_graph_gives_empty_tables(tmp_path: Path) -> None:
    graph_to_parquet(nx.MultiDiGraph(), tmp_path / "p")
    graph_to_csv(nx.MultiDiGraph(), tmp_path / "c")
    assert list(pd.read_parquet(tmp_path / "p" / "edges.parquet").columns) == ["source", "target", "key"]
    assert list(read_csv(tmp_path / "c" / "edges.csv").columns) == ["source", "target", "id", "key", "label"]
    assert "label" in ADDED
