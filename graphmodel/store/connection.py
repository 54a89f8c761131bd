"""How other processes reach the one that holds a store: a file that only the owner of the folder may read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from graphmodel.store.folder import write_private

WRITER, READER = "root", "reader"


@dataclass(frozen=True, slots=True)
class Connection:
    """Port and passwords of a store that is open, new at each opening."""

    pid: int
    port: int
    engine: str
    writer_password: str
    reader_password: str

    @property
    def address(self) -> str:
        """Where the engine listens: on this machine only."""
        return f"bolt://127.0.0.1:{self.port}"

    def write(self, path: Path) -> None:
        """Write the file."""
        write_private(path, json.dumps(asdict(self)) + "\n")


def read_connection(path: Path) -> Connection | None:
    """The connection a file names; None when there is none, or none that can be read."""
    try:
        return Connection(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
