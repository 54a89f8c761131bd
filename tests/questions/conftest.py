"""A store with two small datasets that overlap, for the questions' answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem

TABLES = Path(__file__).with_name("tables")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    """The tables of ``first`` and ``second``, loaded as two datasets into an embedded store."""
    with graphmodel.open(tmp_path_factory.mktemp("small") / "store") as eco:
        load_small_tables(eco)
        yield eco


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    """The example ecosystem, loaded into an embedded store."""
    with graphmodel.open(tmp_path_factory.mktemp("example") / "store") as eco:
        load_example(eco)
        yield eco


def load_small_tables(eco: Ecosystem) -> None:
    """Load the two datasets of the small tables."""
    for name in ("first", "second"):
        report = eco.load("tables", TABLES / name, dataset=name)
        assert not report.rows_rejected, report.rejects


def load_example(eco: Ecosystem) -> None:
    """Load the example ecosystem."""
    report = eco.load("tables", content_folder("examples") / "ecosystem", dataset="example")
    assert not report.rows_rejected, report.rejects
