"""Measure the product against the numbers it promises, and write the table into ``results/``.

    python -m benchmarks DATA_FOLDER [TARGET.md]

The answers are checked in the same run: a fast wrong answer fails. Every figure is a whole process unless it says otherwise.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from benchmarks import horizon2020
from benchmarks.process import Run, median_run, run_process, run_script

LOAD = """
import sys, graphmodel
with graphmodel.open(sys.argv[1]) as eco:
    report = eco.load("cordis", *sys.argv[2:])
    print(report.rows_in, report.rows_rejected, report.written)
"""
READ = """
import sys, time, graphmodel
with graphmodel.open(sys.argv[1]) as eco:
    eco.store.counts()
    import graphmodel.graphs, graphmodel.twomode, scipy.sparse
    begun = time.perf_counter()
    network = eco.two_mode()
    print("seconds", time.perf_counter() - begun)
    begun = time.perf_counter()
    pairs = network.pairs()
    print("projection", time.perf_counter() - begun)
    shared = pairs["shared"].to_numpy()
    import numpy as np
    ends = np.concatenate([pairs["left"].to_numpy(), pairs["right"].to_numpy()])
    print("answer", len(network.ties), len(network.events), len(network.actors), len(pairs), int((shared >= 2).sum()),
          int(np.unique(ends, return_counts=True)[1].max()))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, the promise, what came out."""

    what: str
    promise: str
    measured: str
    held: bool


def graphmodel_command() -> str:
    """The installed command, beside the Python that runs this."""
    return str(Path(sys.executable).with_name("graphmodel"))


def startup_figures(folder: Path, store: Path) -> list[Figure]:
    """Import, help and one query, each against a Python that does nothing."""
    nothing = median_run([run_script("pass", folder) for _ in range(7)]).seconds
    imported = median_run([run_script("import graphmodel", folder) for _ in range(7)]).seconds - nothing
    helped = median_run([run_process([graphmodel_command(), "--help"], folder) for _ in range(7)]).seconds - nothing
    query = ["cypher", "MATCH (o:Organisation) RETURN count(o) AS n", "--store", str(store)]
    asked = median_run([run_process([graphmodel_command(), *query], folder) for _ in range(5)]).seconds
    return [
        Figure("`import graphmodel`, beyond a bare Python", "0.2 s", f"{imported:.2f} s", imported < 0.2),
        Figure("`graphmodel --help`, beyond a bare Python", "0.4 s", f"{helped:.2f} s", helped < 0.4),
        Figure("`graphmodel cypher` on an existing store", "3 s", f"{asked:.2f} s", asked < 3),
    ]


def horizon_figures(data: Path, folder: Path) -> list[Figure]:
    """All of Horizon 2020: first load, the same again, one changed cell, and out into a two-mode network."""
    organization, project = horizon2020.write_horizon2020(data, folder / "cordis")
    store = folder / "horizon"
    rows = horizon2020.PARTICIPATIONS + horizon2020.PROJECTS
    first = _load(folder, store, organization, project)
    expect(first.output.split()[:2] == [str(rows), "0"], f"first load said {first.output}")
    again = _load(folder, store, organization, project)
    expect(again.output.split() == [str(rows), "0", "0"], f"the same again said {again.output}")
    text = organization.read_bytes()
    place = text.index(b'"376750"')
    organization.write_bytes(text[:place] + b'"376751"' + text[place + 8 :])
    changed = _load(folder, store, organization, project)
    expect(changed.output.split() == [str(rows), "0", "1"], f"one changed cell said {changed.output}")
    reads = [run_script(READ, folder, store) for _ in range(3)]
    lines = [dict(line.split(" ", 1) for line in read.output.splitlines()) for read in reads]
    wanted = (
        horizon2020.PARTICIPATIONS,
        horizon2020.PROJECTS,
        horizon2020.ORGANISATIONS,
        horizon2020.PAIRS,
        horizon2020.PAIRS_WITH_TWO,
        horizon2020.MOST_PARTNERS,
    )
    expect(all(line["answer"] == " ".join(map(str, wanted)) for line in lines), f"the projection said {lines[0]}")
    seconds = sorted(float(line["seconds"]) for line in lines)[1]
    projection = sorted(float(line["projection"]) for line in lines)[1]
    return [
        Figure(
            "Horizon 2020 from CSV into the embedded store",
            "20 s, 1.5 GB",
            f"{first.seconds:.1f} s, {first.memory:.2f} GB",
            first.seconds < 20 and first.memory < 1.5,
        ),
        Figure(
            "the same again: nothing written",
            "10 s",
            f"{again.seconds:.1f} s, {again.memory:.2f} GB",
            again.seconds < 10,
        ),
        Figure("with one changed cell: one write", "one write", f"one write, {changed.seconds:.1f} s", True),
        Figure("out of the store into a `TwoMode` (the call alone)", "2.5 s", f"{seconds:.2f} s", seconds < 2.5),
        Figure(f"its projection: {horizon2020.PAIRS:,} pairs (the call alone)", "", f"{projection:.2f} s", True),
    ]


def demo_figures(folder: Path) -> list[Figure]:
    """The example, from nothing to its map."""

    def demo(number: int) -> Run:
        place = folder / f"demo{number}"
        place.mkdir()
        return run_process([graphmodel_command(), "demo"], place)

    run = median_run([demo(number) for number in range(3)])
    return [
        Figure(
            "`graphmodel demo` in an empty folder",
            "30 s",
            f"{run.seconds:.1f} s, {run.memory:.2f} GB",
            run.seconds < 30,
        )
    ]


def expect(holds: bool, message: str) -> None:
    """A wrong answer ends the benchmark."""
    if not holds:
        raise SystemExit(f"wrong answer: {message}")


def _load(folder: Path, store: Path, *files: Path) -> Run:
    return run_script(LOAD, folder, store, *files)


def _loop_seconds() -> float:
    """Ten million additions in plain Python: how fast this machine is at this moment."""
    begun, total = perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return perf_counter() - begun


def table(figures: list[Figure]) -> str:
    """The table as Markdown, with the versions it was measured with."""
    packages = ("arcadedb", "neo4j", "pandas", "numpy", "scipy", "networkx")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    machine = f"{platform.system()} {platform.machine()}, two cores"
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()} on {machine}; {versions}.",
        f"Ten million additions in plain Python took {_loop_seconds():.1f} s on it: compare machines by that.",
        "",
        "| what | promise | measured | held |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {f.what} | {f.promise} | {f.measured} | {'yes' if f.held else 'no'} |" for f in figures]
    return "\n".join(lines) + "\n"


def main(data: Path, target: Path | None) -> None:
    """Run everything; the parts build on each other."""
    with tempfile.TemporaryDirectory(prefix="graphmodel-benchmark-") as scratch:
        folder = Path(scratch)
        parts: list[Callable[[], list[Figure]]] = [
            lambda: horizon_figures(data, folder),
            lambda: startup_figures(folder, folder / "horizon"),
            lambda: demo_figures(folder),
        ]
        figures: list[Figure] = []
        for part in parts:
            figures += part()
            sys.stdout.write(table(figures))
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(table(figures), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
