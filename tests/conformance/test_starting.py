"""The servers of these tests come from pinned files, and one that does not start is a failure."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import neo4j_jars
from tests.neo4j_jars import SERIES, fetch_jars, pinned_jars, pinned_version
from tests.neo4j_server import neo4j_server


@pytest.mark.parametrize("series", SERIES)
def test_every_jar_of_a_line_is_pinned(series: str) -> None:
    version = pinned_version(series)
    pins = pinned_jars(version)
    assert version.startswith(f"{series}.")
    assert f"org/neo4j/neo4j/{version}/neo4j-{version}.jar" in pins
    assert f"org/neo4j/neo4j-bolt/{version}/neo4j-bolt-{version}.jar" in pins
    assert {len(digest) for digest in pins.values()} == {64}


def test_a_jar_that_is_not_the_pinned_one_is_refused_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(cache: Path, path: str) -> Path:
        jar = cache / path
        jar.parent.mkdir(parents=True)
        jar.write_bytes(b"something else")
        return jar

    monkeypatch.setattr(neo4j_jars, "pinned_jars", lambda _: {"org/x/1/x-1.jar": hashlib.sha256(b"x").hexdigest()})
    monkeypatch.setattr(neo4j_jars, "_download", download)
    with pytest.raises(RuntimeError, match=r"x-1\.jar is not the pinned file"):
        fetch_jars("1", tmp_path)
    assert list(tmp_path.rglob("*.jar")) == []


def test_a_connection_that_breaks_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def download(cache: Path, path: str) -> Path:
        tries.append(path)
        jar = cache / path
        jar.parent.mkdir(parents=True)
        jar.write_bytes(b"x"[: len(tries) // 3])
        if len(tries) < 3:
            raise ConnectionResetError
        return jar

    monkeypatch.setattr(neo4j_jars, "pinned_jars", lambda _: {"org/x/1/x-1.jar": hashlib.sha256(b"x").hexdigest()})
    monkeypatch.setattr(neo4j_jars, "_download", download)
    monkeypatch.setattr(neo4j_jars, "_PAUSE", 0)
    assert [jar.read_bytes() for jar in fetch_jars("1", tmp_path)] == [b"x"]
    assert len(tries) == 3


@pytest.mark.neo4j
def test_a_server_that_does_not_start_is_a_failure_that_says_why(tmp_path: Path) -> None:
    settings = {"server.memory.pagecache.size": "nonsense"}
    with (
        pytest.raises(RuntimeError, match=r"(?s)did not start.*nonsense"),
        neo4j_server(tmp_path / "home", settings=settings),
    ):
        pass
