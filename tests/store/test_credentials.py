"""Files of credentials: what Aura hands out, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphmodel
from graphmodel.errors import StoreError
from graphmodel.store.credentials import Credentials, read_credentials

AURA = """\
# Wait 60 seconds before connecting using these details, or login to https://console.neo4j.io to validate
NEO4J_URI=neo4j+s://12ab34cd.databases.neo4j.io
NEO4J_USERNAME=neo4j
NEO4J_PASSWORD=kR9-x=y#z_Q
NEO4J_DATABASE=neo4j
AURA_INSTANCEID=12ab34cd
AURA_INSTANCENAME=Free instance
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "login.txt"
    path.write_bytes(text.encode())
    return path


def test_a_file_of_aura_is_read_as_it_is(tmp_path: Path) -> None:
    expected = Credentials("neo4j+s://12ab34cd.databases.neo4j.io", "neo4j", "kR9-x=y#z_Q", "neo4j")
    assert read_credentials(written(tmp_path, AURA)) == expected
    assert read_credentials(written(tmp_path, "\ufeff" + AURA.replace("\n", "\r\n"))) == expected


def test_a_file_for_shells_is_read_too(tmp_path: Path) -> None:
    path = written(tmp_path, "export NEO4J_USERNAME='me'\nexport NEO4J_PASSWORD=\"se cret\"\n")
    assert read_credentials(path) == Credentials(user="me", password="se cret")


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(Credentials("bolt://a", "neo4j", "secret"))


@pytest.mark.parametrize("text", ["", "secret", "NEO4J_PASSWORD=", "PASSWORD=secret", "NEO4J_URI=bolt://a"])
def test_a_file_without_a_password_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(StoreError, match="holds no password") as raised:
        read_credentials(written(tmp_path, text))
    assert "NEO4J_PASSWORD=" in raised.value.remedy
    assert "secret" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        read_credentials(tmp_path / "none.txt")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="it is not text"):
        read_credentials(tmp_path / "binary")


@pytest.mark.parametrize("address", ["bolt://other.example.org", "neo4j+s://12ab34cd.databases.neo4j.io:7688"])
def test_a_password_is_not_sent_to_another_server(tmp_path: Path, address: str) -> None:
    with pytest.raises(StoreError, match="another server"):
        graphmodel.open(address, credentials=written(tmp_path, AURA))


def test_another_scheme_is_the_same_server() -> None:
    Credentials("neo4j+s://a.example.org").require_for("bolt+s://A.example.org:7687")


def test_a_folder_has_no_credentials(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="A folder has no"):
        graphmodel.open(tmp_path / "store", credentials=written(tmp_path, AURA))
