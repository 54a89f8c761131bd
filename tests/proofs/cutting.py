"""A line between a client and a server that is cut when so many bytes have gone through it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CHUNK = 4096


@dataclass(slots=True)
class Line:
    """Where it listens, how much has gone through to the server, and whether it was cut."""

    uri: str
    bytes: int = 0
    cut: bool = False
    _sockets: list[socket.socket] = field(default_factory=list)


@contextmanager
def cut_line(uri: str, after: int, *, mended: bool) -> Iterator[Line]:
    """A line to a server, cut after so many bytes to it; it stays dead, or is ``mended`` and lets new connections through."""
    target = urlsplit(uri)
    with socket.create_server(("127.0.0.1", 0)) as door:
        line = Line(f"bolt://127.0.0.1:{door.getsockname()[1]}")
        threading.Thread(
            target=_serve, args=(door, target.hostname, target.port, line, after, mended), daemon=True
        ).start()
        try:
            yield line
        finally:
            _hang_up(line)


def _serve(door: socket.socket, host: str, port: int, line: Line, after: int, mended: bool) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = door.accept()
            if line.cut and not mended:
                client.close()
                continue
            server = socket.create_connection((host, port))
            line._sockets += [client, server]
            threading.Thread(target=_carry, args=(client, server, line, after), daemon=True).start()
            threading.Thread(target=_carry, args=(server, client, None, 0), daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket, line: Line | None, after: int) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_CHUNK):
            sink.sendall(data)
            if line is None:
                continue
            line.bytes += len(data)
            if line.bytes >= after and not line.cut:
                line.cut = True
                _hang_up(line)
                return
        sink.shutdown(socket.SHUT_WR)


def _hang_up(line: Line) -> None:
    for each in line._sockets:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()
    line._sockets.clear()
