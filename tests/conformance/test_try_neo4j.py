"""``make neo4j``: a server for a person to try, and the command line at work on it from the first load to the map."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel.content import content_folder
from tests.cli.conftest import Run, graphmodel
from tests.neo4j_jars import SERIES
from tests.signals import listen_again

__all__ = ["graphmodel"]  # a fixture
ROOT = Path(__file__).resolve().parents[2]
#: How long it may take to start; the jars are fetched already where other tests ran.
PATIENCE = 600


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
        return free


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """What ``make neo4j`` runs, with nobody at its standard input."""
    arguments = ("--version", SERIES[-1], "--data", str(tmp_path / "kept"), "--port", str(port))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    with subprocess.Popen(
        (sys.executable, "-m", "tools.try_neo4j", *arguments),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=None if os.name == "nt" else listen_again,  # noqa: PLW1509 - nothing else runs in this test
    ) as process:
        yield process
        process.kill()


def lines_until(process: subprocess.Popen[str], wanted: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if wanted in line:
            return said
    pytest.fail(f"it ended without saying {wanted!r}:\n{said}")


@pytest.mark.neo4j
@pytest.mark.proof
@pytest.mark.xdist_group(f"neo4j-{SERIES[-1]}")
def test_a_person_can_try_it_by_doing_what_it_says(
    server: subprocess.Popen[str], port: int, tmp_path: Path, graphmodel: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = lines_until(server, "status")
    assert f"Neo4j {SERIES[-1]} runs at bolt://127.0.0.1:{port}, user neo4j, until Ctrl-C." in said
    assert f"Its data stay in {tmp_path / 'kept'}" in said
    advice = re.search(r"NEO4J_PASSWORD ?= ?\"?([^\"\s]+)\"?\n +\S*graphmodel --store (\S+) status$", said.strip())
    assert advice is not None, said
    password, address = advice.groups()
    monkeypatch.setenv("NEO4J_PASSWORD", password)

    loaded = graphmodel("--store", address, "load", "tables", str(content_folder("examples") / "ecosystem"))
    assert loaded.code == 0, loaded.err
    asked = graphmodel("--store", address, "ask", "ministry-reach", "-p", "country=HU", "--format", "csv")
    assert asked.code == 0, asked.err
    assert len(asked.out.splitlines()) > 1
    drawn = graphmodel("--store", address, "map", "-o", str(tmp_path / "map.html"))
    assert drawn.code == 0, drawn.err
    assert "Lyonbiopole" in (tmp_path / "map.html").read_text(encoding="utf-8")
    status = graphmodel("--store", address, "status", "--format", "csv")
    assert f"Neo4j {SERIES[-1]}." in status.out

    assert server.poll() is None
    server.send_signal(signal.SIGINT)
    assert server.wait(PATIENCE) == 0
    assert (tmp_path / "kept" / "data").is_dir()


def test_a_port_that_is_taken_is_told(port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        done = subprocess.run(
            (sys.executable, "-m", "tools.try_neo4j", "--port", str(port)),
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith(f"Port {port} is taken")
    assert f"--port {port + 1}" in done.stdout
