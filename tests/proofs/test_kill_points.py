"""A process killed in the middle of a load leaves the store as it was, or with all of the load; the next run completes it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel

LOADING = """
import sys, graphmodel
with graphmodel.open(sys.argv[1]) as eco:
    print("open", flush=True)
    eco.load("cordis", sys.argv[2], dataset=sys.argv[3])
    print("done", flush=True)
"""
POINTS = 30  # a share of them in a short run
ROWS = 3_000


def written(path: Path, first: int) -> Path:
    """An organization.csv of many rows, on projects and organisations of its own."""
    lines = ["projectID;organisationID;name;country;role;ecContribution"]
    lines += [
        f"{100000 + first + n % 700};{900000000 + first + n % 1900};BODY {first} {n % 1900};HU;participant;{n}.5"
        for n in range(ROWS)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def content(store: Path) -> set[tuple[object, ...]]:
    """All facts of the store, as rows."""
    with graphmodel.open(store) as eco:
        nodes = eco.rows("MATCH (n:Organisation) RETURN n.id, n.claims").rows
        ties = eco.rows("MATCH (o)-[x:PARTICIPATES_IN]->(p) RETURN o.id, p.id, x.contribution").rows
        return {*nodes, *ties}


@pytest.mark.proof
@pytest.mark.parametrize("first_load", [True, False], ids=["first load", "second load"])
def test_a_killed_load_is_all_or_nothing(
    first_load: bool, tmp_path: Path, seed: int, share: Callable[[list[int], int], list[int]]
) -> None:
    base, more = written(tmp_path / "base.csv", 0), written(tmp_path / "more.csv", 50_000)
    expected_before: set[tuple[object, ...]] = set()
    reference = tmp_path / "reference"
    with graphmodel.open(reference) as eco:
        if not first_load:
            eco.load("cordis", base, dataset="base")
    if not first_load:
        expected_before = content(reference)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", LOADING, str(reference), str(more), "more"], check=True, capture_output=True)
    whole = time.perf_counter() - began
    expected_after = content(reference)
    for point in share(list(range(POINTS)), 3):
        store = tmp_path / f"store{point}"
        with graphmodel.open(store) as eco:
            if not first_load:
                eco.load("cordis", base, dataset="base")
        with subprocess.Popen(
            [sys.executable, "-c", LOADING, str(store), str(more), "more"], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(random.Random(f"{seed} {point}").uniform(0, whole))
            child.kill()
        assert content(store) in (expected_before, expected_after), f"seed {seed}, point {point}: half a load is there"
        subprocess.run([sys.executable, "-c", LOADING, str(store), str(more), "more"], check=True, capture_output=True)
        assert content(store) == expected_after, f"seed {seed}, point {point}: the next run did not complete it"
