"""Run a real Neo4j on this machine for a person to try: ``make neo4j``.

It is fetched from packages, listens on this machine only, and asks for a password: that of ``NEO4J_PASSWORD``, else a new one
that is printed. It runs until Ctrl-C, whatever its standard input is.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.neo4j_jars import SERIES, default_cache
from tests.neo4j_server import Neo4jServer, neo4j_server

PORT = 7687
#: Neo4j refuses shorter ones.
SHORTEST_PASSWORD = 8


def main() -> int:
    """Start it, say how to use it, and wait."""
    options = _options()
    own_password = os.environ.get("NEO4J_PASSWORD", "")
    complaint = _complaint(options.port, own_password)
    if complaint:
        _say(complaint)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            home = options.data or Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            server = stack.enter_context(
                neo4j_server(
                    home,
                    options.version,
                    heap=options.heap,
                    port=options.port,
                    password=own_password or secrets.token_urlsafe(12),
                    cache=options.cache,
                    orderly=options.data is not None,
                    say=_say,
                )
            )
            _say(_how_to_use(server, options.version, options.data, password_known=bool(own_password)))
            assert server.process is not None
            try:
                server.process.wait()
            except KeyboardInterrupt:
                _say("Stopping ...")
                return 0
            _say(f"Neo4j ended by itself; what it said is in {home / 'process.log'}.")
            return 1
    except KeyboardInterrupt:
        return 0
    except RuntimeError as problem:
        _say(str(problem))
        return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make neo4j", description="Run a real Neo4j on this machine until Ctrl-C.")
    parser.add_argument("--version", default=SERIES[0], help=f"{' or '.join(SERIES)} (default: %(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="of this machine only (default: %(default)s)")
    parser.add_argument("--data", type=Path, help="folder that keeps the data (default: they are thrown away)")
    parser.add_argument("--heap", default="1g", help="memory of the server, as Java has it (default: %(default)s)")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of the downloaded jars")
    return parser.parse_args()


def _complaint(port: int, password: str) -> str:
    if password and len(password) < SHORTEST_PASSWORD:
        return f"NEO4J_PASSWORD is too short: Neo4j asks for {SHORTEST_PASSWORD} characters. Unset it, or choose a longer one."
    with socket.socket() as probe:
        # As servers do: a port whose last connections are still fading away counts as free.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return (
                f"Port {port} is taken, perhaps by another Neo4j. Choose another: make neo4j ARGS='--port {port + 1}'"
            )
    return ""


def _how_to_use(server: Neo4jServer, version: str, data: Path | None, *, password_known: bool) -> str:
    command = Path(sys.executable).with_name("graphmodel")
    if command.is_relative_to(Path.cwd()):
        command = command.relative_to(Path.cwd())
    if password_known:
        login = "  (the password is that of NEO4J_PASSWORD)"
    elif sys.platform == "win32":
        login = f'  $env:NEO4J_PASSWORD = "{server.password}"'
    else:
        login = f"  export NEO4J_PASSWORD={server.password}"
    kept = f"Its data stay in {data}." if data else "Its data are thrown away at the end; --data FOLDER keeps them."
    return (
        f"Neo4j {version} runs at {server.uri}, user {server.user}, until Ctrl-C.\n{kept}\n"
        f"In another terminal:\n{login}\n  {command} --store {server.uri} status"
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
