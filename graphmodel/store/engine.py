"""ArcadeDB inside this process: started on free ports of this machine, with all its files in the store's folder."""

from __future__ import annotations

import os
import secrets
import shlex
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphmodel.errors import StoreError
from graphmodel.store.builds import import_engine, runs_in_java
from graphmodel.store.connection import Connection
from graphmodel.store.users import write_users

_HOST = "127.0.0.1"
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
_TRIES = 5
_LARGEST = 2**30
_LARGEST_LOG = 10**6


class Engine:
    """A running engine, of the build that is named; :meth:`stop` ends it."""

    def __init__(self, root: Path, engine: str) -> None:
        self._root = root
        self.connection = Connection(os.getpid(), 0, engine, secrets.token_hex(32), secrets.token_hex(32))
        self._server: Any = None

    def start(self) -> None:
        """Start the engine.

        Raises:
            StoreError: it does not start.
        """
        write_users(self._root / "config", self.connection.writer_password, self.connection.reader_password)
        with _quiet_log(self._root, self.connection.engine):
            for attempt in range(1, _TRIES + 1):
                port = _free_port()
                try:
                    self._server = _started(self._root, self.connection, port)
                except Exception as fault:  # the engine's own class is known only once it is imported
                    # Another program may have taken the port between the look and the start.
                    if attempt == _TRIES or "Unable to listen" not in str(fault):
                        raise StoreError(
                            f"The embedded engine does not start ({fault}).",
                            where=str(self._root),
                            remedy=f"Its log in {self._root / 'log'} may say more.",
                        ) from fault
                else:
                    self.connection = replace(self.connection, port=port)
                    return

    def open_database(self, name: str) -> Any:
        """The handle of an existing database, for work inside this process."""
        return self._server.get_database(name)

    def create_database(self, path: Path) -> Any:
        """A new database outside the server, for work inside this process only."""
        return import_engine(self.connection.engine).create_database(str(path))

    def open_copy(self, path: Path) -> Any:
        """An existing database outside the server, for work inside this process only."""
        return import_engine(self.connection.engine).open_database(str(path))

    @property
    def faults(self) -> tuple[type[Exception], ...]:
        """What is raised when a database of this process cannot be written."""
        return (import_engine(self.connection.engine).ArcadeDBError, OSError)

    def stop(self) -> None:
        """Stop the engine; its databases are closed."""
        if self._server is not None:
            self._server.stop()
            self._server = None


def _started(root: Path, connection: Connection, port: int) -> Any:
    settings = {
        "host": _HOST,
        "http_port": "0",  # nobody uses it, and any free port will do
        "server_plugins": _BOLT,
        "bolt_port": port,
        "server.backupDirectory": str(root / "log"),
        "server.databaseLoadAtStartup": "false",
        "txWalFlush": "2",
        # The journal of a load is one long text; by default the engine hangs up on a message of more than 16 MB.
        "bolt.maxMessageSize": str(_LARGEST),
        "bolt.packstream.maxValueLength": str(_LARGEST),
        "bolt.packstream.maxElements": str(_LARGEST),
    }
    module = import_engine(connection.engine)
    server = module.create_server(str(root), root_password=connection.writer_password, config=settings)
    server.start()
    return server


@contextmanager
def _quiet_log(root: Path, engine: str) -> Iterator[None]:
    """Have the engine log into a folder and to no console.

    It reads the environment when it starts for the first time in a process: a second store opened in the same process
    shares the log of the first.
    """
    folder = root / "log"
    variables = {"ARCADEDB_LOG_DIR": str(folder), "ARCADEDB_LOG_CONSOLE": "0"}
    if runs_in_java(engine):
        own = os.environ.get("ARCADEDB_JVM_ARGS", "")
        logging = f"-Djava.util.logging.config.file={_log_settings(root)}"
        variables = {
            "ARCADEDB_JVM_ARGS": f"{own} {shlex.quote(logging)} --sun-misc-unsafe-memory-access=allow",
            "ARCADEDB_JVM_ERROR_FILE": str(folder / "crash-%p.log"),
        }
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _log_settings(root: Path) -> Path:
    """How Java shall log: into the store's folder, in the format of ``java.util.logging``."""
    (root / "log").mkdir(exist_ok=True)
    handler = "java.util.logging.FileHandler"
    pattern = (root / "log" / "arcadedb.log").as_posix().replace("%", "%%")
    lines = {
        "handlers": handler,
        f"{handler}.pattern": pattern,
        f"{handler}.formatter": "java.util.logging.SimpleFormatter",
        f"{handler}.limit": str(_LARGEST_LOG),
    }
    path = root / "config" / "logging.properties"
    # Java reads these files as ASCII with escapes.
    text = "".join(f"{key}={value}\n" for key, value in lines.items())
    path.write_text(text.encode("ascii", "backslashreplace").decode("ascii"), encoding="ascii")
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
