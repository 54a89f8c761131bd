"""The login to a server out of a file, so that it stands in no command and in no history of commands.

The file is the one Aura hands out for download, which other tools read too: lines ``NEO4J_URI=...``, ``NEO4J_USERNAME=...``,
``NEO4J_PASSWORD=...`` and ``NEO4J_DATABASE=...``, with comments after ``#``; other lines are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graphmodel.errors import StoreError

_PORT = 7687
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a file says of a login; empty where it says nothing."""

    address: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""

    def require_for(self, address: str) -> None:
        """Raise :class:`~graphmodel.errors.StoreError` where they belong to another server: it must not see the password."""
        if self.address and _host(self.address) != _host(address):
            raise StoreError(
                "The file of credentials belongs to another server.",
                where=address,
                remedy=f"Leave the address out: the file names {self.address}.",
            )


def read_credentials(path: Path) -> Credentials:
    """The credentials in a file.

    Raises:
        StoreError: it cannot be read, or holds no password.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise StoreError(
            f"The file of credentials cannot be read ({getattr(fault, 'strerror', None) or 'it is not text'}).",
            where=str(path),
            remedy="Name the file Aura gave you, or one with lines NEO4J_URI=, NEO4J_USERNAME=, NEO4J_PASSWORD=.",
        ) from None
    lines = (line.strip().removeprefix("export ").partition("=") for line in text.splitlines())
    values = {name.strip(): _unquoted(value.strip()) for name, equals, value in lines if equals}
    if not values.get("NEO4J_PASSWORD"):
        raise StoreError(
            "The file of credentials holds no password.",
            where=str(path),
            remedy="It needs a line NEO4J_PASSWORD=...; NEO4J_URI=, NEO4J_USERNAME= and NEO4J_DATABASE= may stand beside it.",
        )
    return Credentials(
        values.get("NEO4J_URI", ""),
        values.get("NEO4J_USERNAME", ""),
        values["NEO4J_PASSWORD"],
        values.get("NEO4J_DATABASE", ""),
    )


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] in _QUOTES and value[0] == value[-1] else value


def _host(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _PORT
    except ValueError:
        return address, 0
    return host, port
