"""Every figure on a page equals the question or analysis that it cites: asked again, from what the page itself says."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graphmodel.ecosystem import Ecosystem
from tests.report.conftest import OpenPage

_READ = """() => ({
  figures: [...document.querySelectorAll('.figure[data-source]')].map(e => ({
    source: e.dataset.source, value: e.dataset.value, text: e.textContent, title: e.title})),
  loose: [...document.querySelectorAll('.figure:not([data-source])')].map(e => e.textContent),
  tables: [...document.querySelectorAll('table[data-source]')].map(t => ({
    source: t.dataset.source, where: t.dataset.where, rows: t.dataset.rows,
    columns: [...t.tHead.rows[0].cells].map(c => c.dataset.column),
    cells: [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.dataset.value))})),
  bars: [...document.querySelectorAll('figure.bars')].map(f => ({
    source: f.dataset.source, tally: f.dataset.tally,
    shown: [...f.querySelectorAll('text.value')].map(t => t.textContent)})),
})"""


class Asked:
    """The ecosystem asked again, each source once."""

    def __init__(self, eco: Ecosystem) -> None:
        self.eco = eco
        self.known: dict[str, pd.DataFrame] = {}

    def frame(self, source: dict[str, Any]) -> pd.DataFrame:
        key = json.dumps([source["method"], source["arguments"], source["options"]])
        if key not in self.known:
            options = dict(source["options"])
            if source["method"] in {"candidate", "metacluster_evidence"}:  # one search for all parts of its answer
                options["candidates"] = self.frame({"method": "metaclusters", "arguments": [], "options": {}})
            self.known[key] = getattr(self.eco, source["method"])(*source["arguments"], **options)
        return self.known[key]


@pytest.fixture(scope="module")
def asked(example: Ecosystem) -> Asked:
    return Asked(example)


def plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value))
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value.isoformat() if hasattr(value, "isoformat") else value


def again(frame: pd.DataFrame, pick: dict[str, Any]) -> Any:
    """The figure, taken without the product's own picking."""
    if pick["take"] == "attr":
        return frame.attrs[pick["column"]]
    rows = frame.query(pick["where"]) if pick["where"] else frame
    if pick["take"] == "rows":
        return sum(1 for _ in rows.index)
    values = [value for value in map(plain, rows[pick["column"]].astype(object)) if value is not None]
    if pick["take"] == "distinct":
        return len(set(values))
    if pick["take"] == "cell":
        return plain(rows[pick["column"]].astype(object).tolist()[pick["row"]])
    return math.fsum(values) if pick["take"] == "sum" else {"max": max, "min": min}[pick["take"]](values)


@pytest.mark.parametrize("page_of", ["example_report", "example_candidate"])
def test_every_figure_table_and_bar_is_what_its_source_answers(
    page_of: str, request: pytest.FixtureRequest, open_page: OpenPage, asked: Asked
) -> None:
    path: Path = request.getfixturevalue(page_of)
    found = open_page(path).evaluate(_READ)
    assert not found["loose"], "figures without a source"
    assert len(found["figures"]) >= 10
    for figure in found["figures"]:
        source = json.loads(figure["source"])
        expected, value = again(asked.frame(source), source["pick"]), json.loads(figure["value"])
        expected = plain(expected)
        assert value == (pytest.approx(expected) if isinstance(expected, float) else expected), figure
        assert figure["title"].startswith("graphmodel ")
        if isinstance(value, int):
            assert figure["text"].replace(",", "") == str(value), figure
    assert len(found["tables"]) >= 5
    compared = 0
    for table in found["tables"]:
        frame = asked.frame(json.loads(table["source"]))
        rows = frame.query(table["where"]) if table["where"] else frame
        assert int(table["rows"]) == len(rows)
        for place, column in enumerate(table["columns"]):
            if column in rows.columns:  # others write out names for ids that stand in the answer
                shown = [json.loads(cells[place]) for cells in table["cells"]]
                expected_column = [plain(value) for value in rows[column].astype(object)][: len(shown)]
                assert shown == expected_column, (table["source"], column)
                compared += len(shown)
    assert compared > 100
    for bars in found["bars"]:
        frame, tally = asked.frame(json.loads(bars["source"])), json.loads(bars["tally"])
        groups: dict[Any, list[Any]] = {}
        for key, value in zip(frame[tally["by"]], frame[tally["value"]].astype(object), strict=True):
            if plain(key) is not None and plain(value) is not None:
                groups.setdefault(plain(key), []).append(plain(value))
        amounts = {
            key: len(set(values)) if tally["how"] == "distinct" else sum(values) if tally["how"] == "sum" else values[0]
            for key, values in groups.items()
        }
        amounts = {key: amount for key, amount in amounts.items() if amount}
        if tally["upright"]:
            expected_bars = [amounts[key] for key in sorted(amounts)]
        else:
            expected_bars = sorted(amounts.values(), reverse=True)[: tally["top"] or None]
        assert tally["values"] == pytest.approx(expected_bars), tally


def test_the_same_data_and_seed_give_the_same_page(example: Ecosystem, example_report: Path, tmp_path: Path) -> None:
    assert example.report(tmp_path / "again.html").read_bytes() == example_report.read_bytes()
