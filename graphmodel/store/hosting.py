"""Who holds a folder: the process that opens it first; whoever comes later joins that process."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from graphmodel.errors import GraphModelError, StoreError
from graphmodel.store.bolt import BoltStore
from graphmodel.store.builds import installed_engines
from graphmodel.store.connection import read_connection
from graphmodel.store.embedded import EmbeddedStore
from graphmodel.store.engine import Engine
from graphmodel.store.folder import StoreFolder, unusable_folder
from graphmodel.store.graphbatch import create_schema
from graphmodel.store.joined import JoinedStore
from graphmodel.store.lock import FileLock

#: How long a process that holds a store may take to answer before it is taken to hang.
_PATIENCE = 30.0
_PAUSE = 0.05


def open_folder(path: Path, *, create: bool = True) -> BoltStore:
    """Open the store in a folder, or join the process that has it open.

    Raises:
        StoreError: it is no store, cannot be used, another version of the engine wrote it, or its process hangs.
    """
    folder = StoreFolder(path.absolute())
    folder.prepare(create=create)
    lock = FileLock(folder.lock_file)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if lock.acquire():
                return _hold(folder, lock)
        except OSError as fault:
            raise unusable_folder(folder.path, fault) from fault
        joined = _join(folder)
        if joined is not None:
            return joined
        time.sleep(_PAUSE)
    raise StoreError(
        "Another process has this store open and does not answer.",
        where=str(folder.path),
        remedy="End that process (perhaps a notebook that hangs), then run this again.",
    )


def _hold(folder: StoreFolder, lock: FileLock) -> EmbeddedStore:
    with contextlib.ExitStack() as undo:
        undo.callback(lock.release)
        installed = folder.claim(installed_engines())
        folder.connection_file.unlink(missing_ok=True)  # of a process that was killed
        engine = Engine(folder.path, installed)
        undo.callback(engine.stop)
        engine.start()
        _ensure_database(folder, engine)
        if not (folder.databases / folder.database()).is_dir():
            raise StoreError(
                f"Its database {folder.database()} is missing.",
                where=str(folder.databases),
                remedy="Load the sources into a new folder, or `graphmodel restore` a backup into one.",
            )
        store = EmbeddedStore(folder, engine, lock)
        engine.connection.write(folder.connection_file)
        undo.pop_all()
    return store


def _ensure_database(folder: StoreFolder, engine: Engine) -> None:
    """Create the first database of a new store; it counts once it is complete."""
    if folder.database():
        return
    folder.remove_leftovers()
    name = folder.next_database()
    with contextlib.closing(engine.create_database(folder.databases / name)) as handle:
        create_schema(handle)
    folder.switch_to(name)


def _join(folder: StoreFolder) -> JoinedStore | None:
    connection = read_connection(folder.connection_file)
    if connection is None:
        return None
    store = JoinedStore(folder, connection)
    try:
        store.empty()
    except GraphModelError:  # it is closing, or only now opening
        store.close()
        return None
    return store
