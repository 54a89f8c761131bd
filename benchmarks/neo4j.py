"""A real Neo4j 5.26: all of Horizon 2020 in and out, beside the barest loop there is, on the same server in the same run.

    python -m benchmarks.neo4j DATA_FOLDER [TARGET.md] [PART ...]

Parts: ``load`` (paired with the loop, cold and warm), ``read``, ``reload``, ``million``. The answers are checked in the same
run. Seconds are those of the clock; beside them stand the seconds of the processors, ours and the server's, which say more on a
busy machine. The server: one Java machine, with the options Neo4j ships, 2 GB of heap and 512 MB of page cache, on the same two
cores.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import horizon2020
from benchmarks.__main__ import Figure, expect, table
from benchmarks.process import Run, run_script
from benchmarks.synthetic import write_participations
from tests.neo4j_server import SHIPPED_JAVA, Neo4jServer, empty_server, neo4j_server

PARTS = ("load", "read", "reload", "million")
_PAIRS = 3
_UNCOUNTED, _READS = 2, 5
_HEAP = "2g"
_SIZES = (250_000, 500_000, 1_000_000)
OPEN = """
import os, sys, time, graphmodel
login = {"user": "neo4j", "password": os.environ["BENCHMARK_PASSWORD"]} if "://" in sys.argv[1] else {}
eco = graphmodel.open(sys.argv[1], **login)
"""
BARE = """
import os, sys, csv, neo4j
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    rows = [{"o": row["organisationID"], "p": row["projectID"]} for row in csv.DictReader(file, delimiter=";")]
with neo4j.GraphDatabase.driver(
    sys.argv[1], auth=("neo4j", os.environ["BENCHMARK_PASSWORD"]), notifications_min_severity="OFF"
) as driver:
    for label in ("Organisation", "Project"):
        driver.execute_query(f"CREATE CONSTRAINT bare_{label} IF NOT EXISTS FOR (n:Bare{label}) REQUIRE n.id IS UNIQUE")
    with driver.session() as session:
        for first in range(0, len(rows), 10_000):
            session.execute_write(lambda tx: tx.run(
                "UNWIND $rows AS row MERGE (o:BareOrganisation {id: row.o}) MERGE (p:BareProject {id: row.p}) "
                "MERGE (o)-[:BARE]->(p)", rows=rows[first:first + 10_000]).consume())
    print(driver.execute_query("MATCH (:BareOrganisation)-[r]->() RETURN count(r) AS n").records[0]["n"])
"""
LOAD = (
    OPEN
    + """
from graphmodel.store import transport
answers, counters = [], transport._counters
transport._counters = lambda found: answers.append(found) or counters(found)
with eco:
    report = eco.load("cordis", *sys.argv[2:])
    print(report.rows_in, report.rows_rejected, report.written, sum(found.contains_updates for found in answers))
"""
)
READ = (
    OPEN
    + """
import graphmodel.graphs, graphmodel.twomode, scipy.sparse
with eco:
    eco.store.empty()
    begun = time.perf_counter()
    network = eco.two_mode()
    print(time.perf_counter() - begun, len(network.ties))
"""
)
RECORDS = """
import os, sys, time
if sys.argv[2] == "plain":
    sys.modules["neo4j._rust"] = None  # the driver as it comes, without neo4j-rust-ext
import neo4j
with neo4j.GraphDatabase.driver(
    sys.argv[1], auth=("neo4j", os.environ["BENCHMARK_PASSWORD"]), notifications_min_severity="OFF"
) as driver:
    driver.verify_connectivity()
    begun = time.perf_counter()
    records = [dict(record) for record in driver.session().run(
        "MATCH (o:Organisation)-[r:PARTICIPATES_IN]->(p:Project) RETURN o.id AS start, p.id AS end, r.role AS role, "
        "r.contribution AS contribution, r.since AS since, r.until AS until, p.start AS from, p.end AS to, "
        "r.rows AS rows, r.dataset AS dataset, r.load AS load")]
    print(time.perf_counter() - begun, len(records))
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run, and the seconds of the processors that the server spent on it."""

    run: Run
    server: float

    @property
    def processors(self) -> float:
        """Seconds of the processors, ours and the server's."""
        return self.run.processor + self.server


@contextmanager
def fresh_server(folder: Path) -> Iterator[Neo4jServer]:
    """A server that has never done anything."""
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as home:
        settings = {"server.memory.pagecache.size": "512m"}
        # All of its heap from the start, as the manual of Neo4j has it.
        java = (*SHIPPED_JAVA, f"-Xms{_HEAP}")
        with neo4j_server(Path(home), "5.26", heap=_HEAP, settings=settings, java=java) as server:
            os.environ["BENCHMARK_PASSWORD"] = server.password
            yield server


def timed(server: Neo4jServer, code: str, folder: Path, *arguments: str | Path) -> Timed:
    """Run a piece of Python against a server."""
    before = _processor_seconds(server)
    run = run_script(code, folder, server.uri, *arguments)
    return Timed(run, _processor_seconds(server) - before)


def load_figures(files: tuple[Path, Path], folder: Path) -> list[Figure]:
    """The load beside the loop: each on a server of its own that has just started, then in turn on one that is warm."""
    cold: dict[str, list[Timed]] = {"bare": [], "ours": []}
    for _ in range(_PAIRS):
        for name, run in (("bare", _bare), ("ours", _ours)):
            with fresh_server(folder) as server:
                cold[name].append(run(server, files, folder))
    warm: dict[str, list[Timed]] = {"bare": [], "ours": []}
    with fresh_server(folder) as server:
        for turn in range(_PAIRS + 1):
            for name, run in (("bare", _bare), ("ours", _ours)):
                empty_server(server)
                found = run(server, files, folder)
                # The first turn is the server's own compiler's.
                warm[name].extend([found] if turn else [])
    return [
        _pair(f"Horizon 2020 into Neo4j, cold (median of {_PAIRS})", cold["ours"], cold["bare"]),
        _pair(f"Horizon 2020 into Neo4j, warm (median of {_PAIRS})", warm["ours"], warm["bare"]),
    ]


def read_figures(files: tuple[Path, Path], folder: Path) -> list[Figure]:
    """Participations with dates, roles and references into a two-mode network, beside iterating records."""
    with fresh_server(folder) as server:
        _ours(server, files, folder)
        runs: dict[str, list[float]] = {"ours": [], "plain": [], "accelerated": []}
        for turn in range(_UNCOUNTED + _READS):
            for name, seconds in runs.items():
                code = READ if name == "ours" else RECORDS
                taken, rows = timed(server, code, folder, name).run.output.split()
                expect(int(rows) == horizon2020.PARTICIPATIONS, f"reading said {rows}")
                # The first turns are the server's own compiler's.
                seconds.extend([float(taken)] if turn >= _UNCOUNTED else [])
    ours, plain, accelerated = (median(seconds) for seconds in runs.values())
    rows_per_second = horizon2020.PARTICIPATIONS / ours
    return [
        Figure(
            "participations out of Neo4j into a `TwoMode` (the call alone)",
            "5 s",
            f"{ours:.1f} s, {rows_per_second:,.0f} rows/s",
            ours < 5,
        ),
        Figure(
            "the same beside iterating records of as many columns, the driver as it comes",
            "5 times as fast",
            f"{plain / ours:.1f} times ({plain:.1f} s)",
            plain / ours >= 5,
        ),
        Figure(
            "beside iterating records with `neo4j-rust-ext`",
            "",
            f"{accelerated / ours:.1f} times ({accelerated:.1f} s)",
            True,
        ),
    ]


def reload_figures(files: tuple[Path, Path], folder: Path) -> list[Figure]:
    """The same again, and with one changed cell; what was written is counted by the server."""
    with fresh_server(folder) as server:
        _ours(server, files, folder)
        again = timed(server, LOAD, folder, *files)
        said, writes = again.run.output.split()[2:]
        expect(said == "0", f"the same again said {again.run.output}")
        organization, project = files
        text = organization.read_bytes()
        place = text.index(b'"376750"')
        changed = folder / "changed" / organization.name
        changed.parent.mkdir(exist_ok=True)
        changed.write_bytes(text[:place] + b'"376751"' + text[place + 8 :])
        one = timed(server, LOAD, folder, changed, project)
        expect(one.run.output.split()[2] == "1", f"one changed cell said {one.run.output}")
    return [
        Figure(
            "the same again: statements that changed anything, by the server's counters",
            "15 s, none",
            f"{again.run.seconds:.1f} s, {writes}",
            again.run.seconds < 15 and writes == "0",
        ),
        Figure("with one changed cell: one change", "one", f"one, {one.run.seconds:.1f} s", True),
    ]


def million_figures(folder: Path) -> list[Figure]:
    """Up to a million participations into both engines: seconds, and how memory grows."""
    figures: list[Figure] = []
    memory: dict[str, list[float]] = {"Neo4j": [], "the embedded engine": []}
    for size in _SIZES:
        files = write_participations(size, folder / f"made-{size}")
        for name, most in (("Neo4j", 360), ("the embedded engine", 90)):
            run = _load_made(name, files, folder, size)
            memory[name].append(run.memory)
            last = size == _SIZES[-1]
            figures.append(
                Figure(
                    f"{size:,} participations into {name}",
                    f"{most} s, 3 GB" if last else "",
                    f"{run.seconds:.0f} s, {run.processor:.0f} s of our processor, {run.memory:.2f} GB",
                    not last or (run.seconds < most and run.memory < 3),
                )
            )
    for name, used in memory.items():
        growth = (used[-1] - used[0]) * 1e9 / (_SIZES[-1] - _SIZES[0])
        figures.append(Figure(f"growth of memory, {name}", "", f"{growth:,.0f} bytes a row", True))
    return figures


def _load_made(name: str, files: Sequence[Path], folder: Path, size: int) -> Run:
    if name == "Neo4j":
        with fresh_server(folder) as server:
            run = timed(server, LOAD, folder, *files).run
    else:
        run = run_script(LOAD, folder, folder / f"store-{size}", *files)
    expect(run.output.split()[1] == "0", f"{size} participations said {run.output}")
    return run


def _bare(server: Neo4jServer, files: tuple[Path, Path], folder: Path) -> Timed:
    result = timed(server, BARE, folder, files[0])
    # The loop knows no roles: a body that takes part in a project twice is there once.
    expect(int(result.run.output) <= horizon2020.PARTICIPATIONS, f"the bare loop said {result.run.output}")
    return result


def _ours(server: Neo4jServer, files: tuple[Path, Path], folder: Path) -> Timed:
    result = timed(server, LOAD, folder, *files)
    rows = str(horizon2020.PARTICIPATIONS + horizon2020.PROJECTS)
    expect(result.run.output.split()[:2] == [rows, "0"], f"the load said {result.run.output}")
    return result


def _pair(what: str, ours: Sequence[Timed], bare: Sequence[Timed]) -> Figure:
    own, other = median(each.run.seconds for each in ours), median(each.run.seconds for each in bare)
    work, theirs = median(each.processors for each in ours), median(each.processors for each in bare)
    told = f"{own / other:.2f} x ({own:.1f} s, the loop {other:.1f} s)"
    used = f"processors {work / theirs:.2f} x ({work:.1f} s, {theirs:.1f} s)"
    return Figure(what, "2 x the bare loop", f"{told}; {used}", own / other <= 2)


def _processor_seconds(server: Neo4jServer) -> float:
    if server.process is None or not sys.platform.startswith("linux"):
        return 0.0
    fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(data: Path, target: Path | None, wanted: Sequence[str]) -> None:
    """Run the parts that are wanted."""
    with tempfile.TemporaryDirectory(prefix="graphmodel-benchmark-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        files = horizon2020.write_horizon2020(data, folder / "cordis")
        parts: dict[str, Callable[[], list[Figure]]] = {
            "load": lambda: load_figures(files, folder),
            "read": lambda: read_figures(files, folder),
            "reload": lambda: reload_figures(files, folder),
            "million": lambda: million_figures(folder),
        }
        figures: list[Figure] = []
        for name in wanted:
            figures += parts[name]()
            sys.stdout.write(table(figures))
            sys.stdout.flush()
            if target:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(table(figures), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None, sys.argv[3:] or PARTS)
