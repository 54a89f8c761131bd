"""The ids of nodes by the engine's own record ids, kept while nothing is written.

Relationships come with the record ids of their ends, so that reading any of them needs this table of both labels. Most
reads are several in a row, and reading the nodes of a label brings its table along.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

_WRITES = ("writeTx", "createRecord", "updateRecord", "deleteRecord")


class RecordIds:
    """Tables ``record id -> id`` by label, forgotten as soon as the engine counts another write, whoever wrote."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self._written: tuple[int, ...] = ()
        self._tables: dict[str, Mapping[str, str]] = {}

    def of(self, label: str, read: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        """The table of a label; ``read`` where it is not known, and threads that want it meanwhile wait."""
        with self._lock:
            self._forget_unless(self.writes())
            if label not in self._tables:
                self._tables[label] = read()
            return self._tables[label]

    def keep(self, label: str, table: Mapping[str, str], written: tuple[int, ...]) -> None:
        """Keep a table that was read after ``written`` was counted, unless something was written meanwhile."""
        with self._lock:
            self._forget_unless(self.writes())
            if self._written == written:
                self._tables[label] = table

    def writes(self) -> tuple[int, ...]:
        """What the engine has counted of writes: equal as long as nothing was written."""
        row = self._handle.query("sql", "SELECT FROM schema:stats").to_list()[0]
        return tuple(row[name] for name in _WRITES)

    def _forget_unless(self, written: tuple[int, ...]) -> None:
        if written != self._written:
            self._written, self._tables = written, {}
