"""A server that speaks just enough Bolt to greet and to answer one query: for servers that cannot be had for tests."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

_HELLO, _RUN = 0x01, 0x10
_SUCCESS, _FAILURE = 0x70, 0x7F


@contextlib.contextmanager
def bolt_stub(agent: str, failures: int = 0, code: str = "", version: tuple[int, int] = (5, 4)) -> Iterator[str]:
    """The address of a server that calls itself ``agent``; the first queries, ``failures`` of them, fail with ``code``.

    ``version`` is that of the protocol.
    """
    left = [failures]
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection, contextlib.suppress(OSError, struct.error):
                    _converse(connection, agent, left, code, version)

        threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"


@contextlib.contextmanager
def silent_port() -> Iterator[str]:
    """The address of a port that lets everybody connect and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"


def _converse(connection: socket.socket, agent: str, left: list[int], code: str, version: tuple[int, int]) -> None:
    connection.recv(20)
    connection.sendall(bytes((0, 0, version[1], version[0])))
    failed = False
    while True:
        kind = _message(connection)
        if kind == _RUN and left[0]:
            left[0] -= 1
            failed = True
            _send(connection, _FAILURE, {"code": code, "message": "not now"})
        elif failed and kind != 0x0F:
            _send(connection, 0x7E, None)
        else:
            failed = False
            _send(connection, _SUCCESS, {"server": agent, "connection_id": "stub"} if kind == _HELLO else {})


def _message(connection: socket.socket) -> int:
    """The kind of the next message; what it holds is of no interest."""
    body = b""
    while True:
        (size,) = struct.unpack(">H", _exactly(connection, 2))
        if size == 0 and body:
            return body[1]
        body += _exactly(connection, size)


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise OSError
        data += part
    return data


def _send(connection: socket.socket, kind: int, values: dict[str, str] | None) -> None:
    body = bytes((0xB0 if values is None else 0xB1, kind))
    if values is not None:
        body += bytes((0xA0 + len(values),)) + b"".join(_text(each) for pair in values.items() for each in pair)
    connection.sendall(struct.pack(">H", len(body)) + body + b"\0\0")


def _text(text: str) -> bytes:
    data = text.encode()
    return bytes((0xD0, len(data))) + data
