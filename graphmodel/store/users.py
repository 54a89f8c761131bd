"""The users of an embedded store: one that writes, and one that the engine lets read only.

Ad hoc queries run as the second, so that no trick in a query can write. Both get a random password at each opening.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from graphmodel.store.connection import READER, WRITER
from graphmodel.store.folder import write_private

#: Few rounds suffice: the passwords are 256 random bits, which nobody finds by trying.
_ROUNDS = 1000
_ALL_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_ALL_SETTINGS = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def write_users(folder: Path, writer_password: str, reader_password: str) -> None:
    """Write the engine's files of users and groups."""
    folder.mkdir(parents=True, exist_ok=True)
    groups = {"admin": _group(_ALL_SETTINGS, _ALL_RECORDS), "reader": _group([], ["readRecord"]), "*": _group([], [])}
    write_private(folder / "server-groups.json", json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}))
    users = ((WRITER, "admin", writer_password), (READER, "reader", reader_password))
    lines = [
        json.dumps({"name": name, "databases": {"*": [group]}, "password": _hashed(password)})
        for name, group, password in users
    ]
    write_private(folder / "server-users.jsonl", "\n".join(lines) + "\n")


def _group(settings: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": settings, "types": {"*": {"access": records}}}


def _hashed(password: str) -> str:
    # The engine takes the salt's Base64 text, not what it encodes, as the salt.
    salt = base64.b64encode(os.urandom(24)).decode("ascii")
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS, dklen=32)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(key).decode('ascii')}"
