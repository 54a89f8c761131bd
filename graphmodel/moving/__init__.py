"""A store's content on the move: into another store, into a file, and back."""

from graphmodel.moving.archive import Manifest, read_manifest
from graphmodel.moving.backup import restore_backup, write_backup
from graphmodel.moving.copying import MoveReport, copy_store

__all__ = ["Manifest", "MoveReport", "copy_store", "read_manifest", "restore_backup", "write_backup"]
