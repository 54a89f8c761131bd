"""Servers in a bad way, and encrypted ones: starting, with a disk that is full, restarted, read-only.

One server on a small disk goes through all of it, so the tests of this file run in their order. Starting it again and again takes
two minutes, so they are proofs.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import graphmodel
from graphmodel.content import content_folder
from graphmodel.errors import StoreError
from graphmodel.store import open_store
from tests.neo4j_server import QUICK_JAVA, Neo4jServer, neo4j_server

pytestmark = [pytest.mark.proof, pytest.mark.neo4j, pytest.mark.xdist_group("neo4j-states")]
#: A folder on a small disk (20 to 200 MB) for whoever may not mount one.
SMALL_DISK = "GRAPHMODEL_SMALL_DISK"
SIZE = 48 * 2**20
LARGEST = 200 * 2**20
EXAMPLE = content_folder("examples") / "ecosystem"
SMALL_LOGS = {"db.tx_log.preallocate": "false", "db.tx_log.rotation.size": "1m"}


@dataclass
class Machine:
    """A machine with a small disk and one Neo4j, which can be started again with other settings."""

    disk: Path
    port: int
    stack: ExitStack = field(default_factory=ExitStack)
    server: Neo4jServer | None = None

    def start(self, settings: Mapping[str, str], *, orderly: bool = False) -> Neo4jServer:
        """Start the server in its folder; if it runs, it is stopped first: ``orderly``, or killed, as by a power cut."""
        if self.server is not None and not orderly:
            self.server.kill()
        self.stack.close()
        self.server = self.stack.enter_context(
            neo4j_server(
                self.disk / "neo4j",
                settings={**SMALL_LOGS, **settings},
                heap="512m",
                java=QUICK_JAVA,
                port=self.port,
                password="a-good-password",
                orderly=True,
            )
        )
        return self.server


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on a file system of a few megabytes."""
    named = os.environ.get(SMALL_DISK)
    if named:
        assert shutil.disk_usage(named).free < LARGEST, f"{named} ({SMALL_DISK}) is not on a small disk"
        folder = Path(named) / "graphmodel-test"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
        shutil.rmtree(folder, ignore_errors=True)
        return
    folder = tmp_path_factory.mktemp("disk")
    mount = shutil.which("mount")
    making = [mount or "mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if mount is None or subprocess.run(making, capture_output=True, check=False).returncode:
        pytest.skip(
            f"a small disk is needed, and making one needs root on Linux: run as root, or name one in {SMALL_DISK}"
        )
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def machine(disk: Path) -> Iterator[Machine]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    machine = Machine(disk, port)
    with machine.stack:
        yield machine
        if machine.server is not None:
            machine.server.kill()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that signs itself, for localhost, with its key beside it."""
    openssl = shutil.which("openssl")
    assert openssl, "openssl is needed to make a certificate"
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "public.crt"


@pytest.fixture(scope="module")
def encrypted(machine: Machine, certificate: Path) -> Neo4jServer:
    """The server, with encryption for whoever wants it; while it started, it was asked all the time."""
    return machine.start(
        {
            "dbms.ssl.policy.bolt.enabled": "true",
            "dbms.ssl.policy.bolt.base_directory": str(certificate.parent),
            "server.bolt.tls_level": "OPTIONAL",
        }
    )


def opened(server: Neo4jServer, scheme: str = "bolt", host: str = "127.0.0.1") -> graphmodel.Ecosystem:
    address = server.uri.replace("bolt://", f"{scheme}://").replace("127.0.0.1", host)
    return graphmodel.open(address, user=server.user, password=server.password)


def command(*arguments: str, server: Neo4jServer | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, logged in to a server."""
    login = {"NEO4J_URI": server.uri, "NEO4J_PASSWORD": server.password} if server else {}
    own = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "GRAPHMODEL_STORE"))}
    return subprocess.run(
        [sys.executable, "-m", "graphmodel", *arguments],
        env={**own, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), **login, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )


def test_a_server_that_is_starting_is_said_not_to_answer_until_it_does(
    machine: Machine, request: pytest.FixtureRequest
) -> None:
    said: list[str] = []
    ready = threading.Event()

    def ask_until_it_answers() -> None:
        while not ready.wait(0.05):
            try:
                open_store(f"bolt://127.0.0.1:{machine.port}", user="neo4j", password="a-good-password").close()
            except StoreError as fault:
                said.append(fault.what)
                if fault.what.startswith("No Neo4j server answers"):
                    continue
            return

    asking = threading.Thread(target=ask_until_it_answers)
    asking.start()
    server = request.getfixturevalue("encrypted")
    ready.set()
    asking.join()

    with opened(server) as eco:
        assert eco.store.empty()
    assert said[0].startswith("No Neo4j server answers")
    # This server has its first password for a moment; a login is then refused as any wrong one is.
    known = ("No Neo4j server answers", "The server answers, but its database", "The server does not accept")
    assert [what for what in said if not what.startswith(known)] == []


@pytest.mark.parametrize("scheme", ["bolt", "bolt+ssc", "neo4j", "neo4j+ssc"])
def test_a_certificate_that_signs_itself_is_accepted_where_that_is_asked_for(
    encrypted: Neo4jServer, scheme: str
) -> None:
    with opened(encrypted, scheme) as eco:
        assert eco.rows("RETURN 1 AS one").rows == [(1,)]


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_signs_itself_is_refused_otherwise(encrypted: Neo4jServer, scheme: str) -> None:
    with pytest.raises(StoreError, match="certificate of the server cannot be verified") as raised:
        opened(encrypted, scheme)
    assert "bolt+ssc://" in raised.value.remedy
    assert "SSL_CERT_FILE" in raised.value.remedy


@pytest.mark.parametrize(("host", "code"), [("localhost", 0), ("127.0.0.2", 1)])
def test_a_certificate_is_trusted_where_its_authority_is_and_the_host_is_right(
    encrypted: Neo4jServer, certificate: Path, host: str, code: int, tmp_path: Path
) -> None:
    address = encrypted.uri.replace("bolt://127.0.0.1", f"bolt+s://{host}")
    login = tmp_path / "login.txt"
    login.write_text(f"NEO4J_URI={address}\nNEO4J_PASSWORD={encrypted.password}\n", encoding="utf-8")
    ran = command("status", "--credentials", str(login), "--format", "json", SSL_CERT_FILE=str(certificate))
    assert ran.returncode == code, ran.stderr
    assert (address in ran.stdout) == (code == 0)
    assert encrypted.password not in ran.stdout + ran.stderr


def test_a_full_disk_is_named_and_the_next_run_after_it_completes(
    machine: Machine, encrypted: Neo4jServer, tmp_path: Path
) -> None:
    with opened(encrypted) as eco:
        eco.load("tables", EXAMPLE, dataset="example")
        before = eco.store.counts()
    large = tmp_path / "organisations.csv"
    rows = (f"big:{i},Organisation {i} {'x' * 400}" for i in range(4_000))
    large.write_text("\n".join(["id,name", *rows]) + "\n", encoding="utf-8")
    ballast = machine.disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(machine.disk).free - 1_000_000)))

    ran = command("load", "tables", str(large), "--dataset", "large", server=encrypted)
    assert ran.returncode == 1
    assert "the disk of the server is full" in ran.stderr
    assert "Make room on the disk and restart the server" in ran.stderr
    with pytest.raises(StoreError, match="the disk of the server is full"):
        opened(encrypted)

    ballast.unlink()
    large.write_text("id,name\n" + "".join(f"big:{i},Organisation {i}\n" for i in range(100)), encoding="utf-8")
    with opened(machine.start({})) as eco:
        assert eco.store.counts() | {"Load": 1} == before
        eco.load("tables", large, dataset="large")
        assert eco.store.counts()["Organisation"] == before["Organisation"] + 100
        eco.unload("large")
        assert eco.store.counts() == before


def test_a_read_only_database_is_read_and_not_written(machine: Machine, tmp_path: Path) -> None:
    server = machine.start({"server.databases.read_only": "neo4j"}, orderly=True)
    small = tmp_path / "organisations.csv"
    small.write_text("id,name\nacme,Acme\n", encoding="utf-8")
    with opened(server) as eco:
        before = eco.store.counts()
        assert before.get("Cluster"), before
        assert len(eco.ask("clusters-by-sector"))
        writes: dict[str, Callable[[], object]] = {
            "load": lambda: eco.load("tables", small, dataset="small"),
            "unload": lambda: eco.unload("example"),
        }
        for write in writes.values():
            with pytest.raises(StoreError, match="The database is read-only; nothing was written") as raised:
                write()
            assert "server.databases.read_only" in raised.value.remedy
        assert eco.load("tables", small, dataset="small", dry_run=True).counts["nodes_created"] == 2
        assert eco.store.counts() == before
