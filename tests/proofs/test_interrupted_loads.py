"""A load into a Neo4j server that is interrupted anywhere is completed by the next run, and nothing is there twice.

The client is killed, told to stop by Ctrl-C, or loses its line, which stays dead or comes back; or the server itself is
killed in the middle and started again on its files. Each happens at a random point of a first load, which goes in several
transactions, and of a later one, which is a single one. What is there after the next run is compared, node by node and tie by
tie, with an uninterrupted load.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import graphmodel
from graphmodel.store.schema import schema_by_label
from tests.conftest import ServerOf
from tests.neo4j_jars import SERIES
from tests.neo4j_server import Neo4jServer, empty_server, neo4j_server
from tests.proofs.cutting import cut_line
from tests.proofs.test_kill_points import written
from tests.signals import listen_again

LOADING = """
import os, sys, graphmodel
from graphmodel.store import batching, filling
batching.BYTES, filling.TRANSACTION = 30_000, 60_000
password = os.environ["NEO4J_PASSWORD"]
with graphmodel.open(sys.argv[1], user="neo4j", password=password) as eco:
    print("open", flush=True)
    eco.load("cordis", sys.argv[2], dataset=sys.argv[3])
    print("done", flush=True)
"""
WAYS = ["client killed"] * 18 + ["Ctrl-C"] * 8 + ["line cut"] * 12 + ["line cut and mended"] * 7 + ["server killed"] * 5
POINTS = list(enumerate(WAYS))
#: Each part of the points is a test, so that none runs so long that it would be taken for stuck; of each a share runs.
PARTS, SHARE = 10, 1


@dataclass(frozen=True, slots=True)
class Measure:
    """What an uninterrupted load takes and leaves: seconds once the store is open, bytes to the server, the content."""

    seconds: float
    bytes: int
    content: str


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The files of the dataset that may be there before, and of the one that is interrupted."""
    folder = tmp_path_factory.mktemp("files")
    return written(folder / "base.csv", 0), written(folder / "more.csv", 50_000)


@pytest.fixture(scope="module")
def server(neo4j_servers: ServerOf) -> Neo4jServer:
    """The server that keeps running."""
    return neo4j_servers("5.26")


@pytest.fixture(scope="module")
def measures(server: Neo4jServer, files: tuple[Path, Path]) -> dict[bool, Measure]:
    """What the load takes and leaves uninterrupted: as the first one, and as a later one."""
    found = {first: measure(server, *files, first=first) for first in (True, False)}
    assert found[True].content != found[False].content
    return found


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Callable[[], Neo4jServer]]:
    """A server that can be killed: each call starts it, on the files the last one left."""
    with ExitStack() as stack:
        known: dict[str, Any] = {}

        def start() -> Neo4jServer:
            found = stack.enter_context(neo4j_server(tmp_path / "neo4j", "5.26", password="proof-password", **known))
            known["port"] = int(found.uri.rpartition(":")[2])
            return found

        yield start


@pytest.mark.proof
@pytest.mark.xdist_group("neo4j-5.26")
@pytest.mark.parametrize("part", range(PARTS))
def test_the_next_run_completes_an_interrupted_load(
    part: int,
    server: Neo4jServer,
    mortal: Callable[[], Neo4jServer],
    files: tuple[Path, Path],
    measures: dict[bool, Measure],
    seed: int,
    share: Callable[[list[tuple[int, str]], int], list[tuple[int, str]]],
) -> None:
    base, more = files
    for point, way in share(POINTS[part::PARTS], SHARE):
        chance = random.Random(f"{seed} {point}")
        first = chance.random() < 0.6
        target = mortal() if way == "server killed" else server
        prepared(target, base, first=first)
        target = interrupted(target, mortal, more, way, chance, measures[first])
        load(target.uri, target, more, "more")
        told = f"seed {seed}, point {point}: {way}, {'first' if first else 'second'} load"
        assert content(target) == measures[first].content, told


@pytest.mark.proof
@pytest.mark.parametrize("version", SERIES)
def test_what_a_server_left_of_a_constraint_when_it_was_killed_is_no_hindrance(
    version: str, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    home, password = tmp_path / "neo4j", "proof-password"
    with neo4j_server(home, version, password=password) as server:
        with server.driver() as driver, driver.session() as session:
            session.begin_transaction().run(schema_by_label()["Project"]).consume()
            server.kill()  # the index is stored, the constraint is not
        port = int(server.uri.rpartition(":")[2])
    with neo4j_server(home, version, password=password, port=port) as server, server.driver() as driver:
        left = "SHOW INDEXES YIELD name, owningConstraint WHERE name = 'project_id' RETURN owningConstraint"
        assert [record.values() for record in driver.execute_query(left).records] == [[None]]
        load(server.uri, server, files[1], "more")
        assert [record.values() for record in driver.execute_query(left).records] == [["project_id"]]


def prepared(server: Neo4jServer, base: Path, *, first: bool) -> None:
    """A server that holds nothing, or one dataset."""
    empty_server(server)
    if not first:
        load(server.uri, server, base, "base")


def measure(server: Neo4jServer, base: Path, more: Path, *, first: bool) -> Measure:
    """Load without interruption, through a line that counts."""
    prepared(server, base, first=first)
    with cut_line(server.uri, sys.maxsize, mended=True) as line, started(line.uri, server, more, "more") as child:
        opened(child)
        began = time.perf_counter()
        assert child.wait() == 0
        return Measure(time.perf_counter() - began, line.bytes, content(server))


def interrupted(
    server: Neo4jServer,
    mortal: Callable[[], Neo4jServer],
    more: Path,
    way: str,
    chance: random.Random,
    whole: Measure,
) -> Neo4jServer:
    """Load, and interrupt it at a random point; returns the server there is afterwards."""
    if way.startswith("line cut"):
        after = chance.randrange(1000, whole.bytes)
        with (
            cut_line(server.uri, after, mended=way.endswith("mended")) as line,
            started(line.uri, server, more, "more") as child,
        ):
            child.wait()
        return server
    with started(server.uri, server, more, "more") as child:
        opened(child)
        time.sleep(chance.uniform(0, whole.seconds))
        if way == "server killed":
            server.kill()
            child.wait()
            return mortal()
        child.send_signal(signal.SIGINT if way == "Ctrl-C" else signal.SIGKILL)
        child.wait()
    return server


def opened(child: subprocess.Popen[str]) -> None:
    """Wait until a child has opened its store."""
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"


def started(uri: str, server: Neo4jServer, file: Path, dataset: str) -> subprocess.Popen[str]:
    """A process that loads."""
    environment = {**os.environ, "NEO4J_PASSWORD": server.password}
    return subprocess.Popen(
        [sys.executable, "-c", LOADING, uri, str(file), dataset],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        preexec_fn=None if os.name == "nt" else listen_again,  # noqa: PLW1509 - no thread of ours holds a lock
    )


def load(uri: str, server: Neo4jServer, file: Path, dataset: str) -> None:
    """Load to the end, in a process of its own."""
    with started(uri, server, file, dataset) as child:
        assert child.wait() == 0, "the load did not succeed"


def content(server: Neo4jServer) -> str:
    """A checksum over every node and relationship with all they say, but for the times at which loads ran."""
    with graphmodel.open(server.uri, user=server.user, password=server.password) as eco:
        assert eco.store.claim() is None
    with server.driver() as driver:
        nodes = driver.execute_query("MATCH (n) RETURN labels(n), properties(n)").records
        ties = driver.execute_query("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)").records
    lines = sorted(
        repr((sorted(labels), sorted((k, v) for k, v in found.items() if k not in {"started", "lease_until"})))
        for labels, found in nodes
    )
    lines += sorted(repr((start, name, end, sorted(found.items()))) for start, name, end, found in ties)
    checksum = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{len(nodes)} nodes, {len(ties)} ties, {checksum}"
