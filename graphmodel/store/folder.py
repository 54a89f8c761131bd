"""The folder of an embedded store: what lies in it, which database in it counts, and which engine wrote it.

::

    store.json       the engine that wrote the store, and the name of the database that counts
    lock             held by the process that has the store open
    connection.json  how other processes reach that process; there only while the store is open
    databases/       graph-1, graph-2, ...: only the one store.json names counts
    config/  log/    the engine's own

A first load builds a new database beside the current one, a large change a changed copy of it; replacing store.json, which
is one atomic step, makes it the one that counts. Whatever else lies in ``databases`` was left behind by a process that was
killed.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmodel.errors import StoreError
from graphmodel.store.builds import engine_package

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The paths in a store's folder, and its settings."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """The file without which a folder is no store."""
        return self.path / "store.json"

    @property
    def lock_file(self) -> Path:
        """The file that the process holding the store has locked."""
        return self.path / "lock"

    @property
    def connection_file(self) -> Path:
        """Where the process holding the store says how to reach it."""
        return self.path / "connection.json"

    @property
    def databases(self) -> Path:
        """The folder of the databases."""
        return self.path / "databases"

    @property
    def log(self) -> Path:
        """The folder of the engine's log."""
        return self.path / "log"

    def prepare(self, *, create: bool) -> None:
        """Make sure that this is a store, or a folder that can become one.

        Raises:
            StoreError: there is a file, a folder of something else, or no store and none shall be made.
        """
        if self.settings_file.is_file():
            return
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(
                "This is a file, and a store is a folder.",
                where=str(self.path),
                remedy="Name a folder; it is created where it is missing.",
            )
        try:
            inside = [entry.name for entry in self.path.iterdir()] if self.path.is_dir() else []
            if any(not self._is_beginning(name) for name in inside):
                raise StoreError(
                    "This folder holds something else than a store.",
                    where=str(self.path),
                    remedy="Name an empty folder, or one that does not exist yet.",
                )
            if not create:
                raise StoreError(
                    "There is no store here.",
                    where=str(self.path),
                    remedy="`graphmodel demo` or `graphmodel load` makes one; --store names another folder.",
                )
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise unusable_folder(self.path, fault) from fault

    def claim(self, installed: Sequence[str]) -> str:
        """The engine to open it with; a new folder becomes a store of the first one installed.

        For the process that has locked it.

        Raises:
            StoreError: an engine that is not installed, or another version of it, wrote the store.
        """
        if not self.settings_file.is_file():
            self._write_settings({"format": _FORMAT, "engine": installed[0], "database": ""})
        settings = self._settings()
        if settings["format"] != _FORMAT:
            raise StoreError(
                "A newer graphmodel wrote this store.",
                where=str(self.path),
                remedy="Install the newer graphmodel, or load into a new folder.",
            )
        written = str(settings["engine"])
        if written not in installed:
            raise StoreError(
                f"{written} wrote this store, which {' or '.join(installed)} may not be able to read.",
                where=str(self.path),
                remedy=f"Load the sources into a new folder (`graphmodel load --store NEW ...`, or `graphmodel demo "
                f"--store NEW`). Or move it: with the version that wrote it (python -m pip install {engine_package(written)}) "
                "`graphmodel backup FILE`, and with this one `graphmodel restore FILE --store NEW`.",
            )
        return written

    def database(self) -> str:
        """The name of the database that counts; empty as long as none was made."""
        return str(self._settings()["database"])

    def next_database(self) -> str:
        """A name for a new database, which no database has."""
        names = [self.database(), *(entry.name for entry in self.databases.glob("graph-*"))]
        numbers = [int(number) for name in names if (number := name.rpartition("-")[2]).isdecimal()]
        return f"graph-{max(numbers, default=0) + 1}"

    def switch_to(self, database: str) -> None:
        """Make another database the one that counts, in one atomic step."""
        self._write_settings({**self._settings(), "database": database})

    def remove_leftovers(self) -> None:
        """Remove databases that do not count: what a killed process had begun to build, or had not yet cleared away."""
        if self.databases.is_dir():
            for entry in self.databases.iterdir():
                if entry.is_dir() and entry.name != self.database():
                    shutil.rmtree(entry, ignore_errors=True)

    def _is_beginning(self, name: str) -> bool:
        """Whether a file is all that a process killed while it made the store can have left."""
        return name == self.lock_file.name or name.startswith(f".{self.settings_file.name}.")

    def _settings(self) -> dict[str, Any]:
        try:
            settings = json.loads(self.settings_file.read_text(encoding="utf-8"))
            if {"format", "engine", "database"} <= settings.keys():
                return dict(settings)
            reason = "an entry is missing"
        except (OSError, ValueError, AttributeError) as fault:
            reason = str(fault)
        raise StoreError(
            f"The settings of the store cannot be read ({reason}).",
            where=str(self.settings_file),
            remedy="Load the sources into a new folder, or `graphmodel restore` a backup into one.",
        )

    def _write_settings(self, settings: dict[str, Any]) -> None:
        write_private(self.settings_file, json.dumps(settings, indent=2) + "\n", mode=0o644)


def write_private(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a file that appears whole or not at all and that, by default, only its owner may read."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    for pause in (0.01, 0.05, 0.2, 0.5):
        try:
            part.replace(path)
        except PermissionError:  # Windows, while another process reads the file
            time.sleep(pause)
        else:
            return
    part.replace(path)


def settle(folder: Path) -> None:
    """Have the system write the files of a folder down, so that not even a power cut takes what is in them."""
    for entry in folder.iterdir():
        if entry.is_file():
            descriptor = os.open(entry, os.O_RDWR | getattr(os, "O_BINARY", 0))
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def unusable_folder(path: Path, fault: OSError) -> StoreError:
    """The error for a folder that the system does not let us use."""
    return StoreError(
        f"The folder cannot be used ({fault.strerror or fault}).",
        where=str(path),
        remedy="Choose a folder you may write to, on a disk with room: --store, or graphmodel.open(folder).",
    )
