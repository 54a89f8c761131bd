"""Copy, backup, restore and trace as a person runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.neo4j_server import Neo4jServer, empty_server


def facts(out: str) -> dict[str, str]:
    return {name: value.strip() for name, _, value in (line.partition("  ") for line in out.splitlines())}


def test_a_store_is_kept_restored_and_copied(example: Run, tmp_path: Path) -> None:
    kept = facts(example("backup", "kept.zip").out)
    restored = facts(example("restore", "kept.zip", "--store", "restored").out)
    copied = facts(example("copy", "restored", "copied").out)
    assert len(kept["checksum"]) == 64
    assert kept["checksum"] == restored["checksum"] == copied["checksum"]
    assert int(kept["nodes"]) > 1000
    assert (restored["from"], restored["to"]) == ("kept.zip", str(tmp_path / "restored"))
    counts = [json.loads(example("status", "--store", at, "-f", "json").out)["counts"] for at in ("restored", "copied")]
    assert counts[0] == counts[1] == json.loads(example("status", "-f", "json").out)["counts"]


def test_a_damaged_backup_leaves_no_store_behind(graphmodel: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.zip").write_bytes(b"PK\x03\x04 and nothing more")
    ran = graphmodel("restore", "kept.zip", "--store", "restored")
    assert ran.code == 1
    assert "kept.zip: The backup is damaged" in ran.err
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("arguments", [("copy", "absent", "new"), ("backup", "kept.zip", "--store", "absent")])
def test_a_source_that_does_not_exist_is_not_made(graphmodel: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = graphmodel(*arguments)
    assert ran.code == 1
    assert "There is no store here" in ran.err
    assert not list(tmp_path.iterdir())


def test_an_address_with_a_password_is_refused(graphmodel: Run) -> None:
    for arguments in (("bolt://neo4j:secret@example.org", "new"), ("old", "bolt://neo4j:secret@example.org")):
        ran = graphmodel("copy", *arguments)
        assert ran.code == 2
        assert "secret" not in ran.err + ran.out


def test_the_target_may_have_a_login_of_its_own(
    example: Run, neo4j_address: Neo4jServer, monkeypatch: pytest.MonkeyPatch, example_store: str
) -> None:
    empty_server(neo4j_address)
    monkeypatch.setenv("NEO4J_PASSWORD", "of another server")
    refused = example("copy", example_store, neo4j_address.uri)
    assert refused.code == 1
    assert neo4j_address.password not in refused.err
    monkeypatch.setenv("NEO4J_TARGET_USERNAME", neo4j_address.user)
    monkeypatch.setenv("NEO4J_TARGET_PASSWORD", neo4j_address.password)
    copied = example("copy", example_store, neo4j_address.uri)
    assert copied.code == 0, copied.err
    assert facts(copied.out)["to"] == neo4j_address.uri


class TestTrace:
    def test_every_form_has_file_row_and_licence(self, example: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(example("trace", "Lyonbiopole", "-f", "csv").out)))
        assert {row["property"] for row in rows} >= {"id", "name", "country"}
        assert {(row["file"], row["licence"]) for row in rows} == {("clusters.csv", "facts retold")}
        assert len(json.loads(example("trace", "Lyonbiopole", "-f", "json").out)) == len(rows)
        table = example("trace", "Lyonbiopole").out
        for row in rows:
            assert f"{row['file']}:{row['rows']}" in table
            assert row["sha256"] in table

    def test_a_pair_a_country_and_nothing(self, example: Run) -> None:
        assert "bioxclusters" in example("trace", "Lyonbiopole", "BioM").out
        assert example("trace", "Interreg V-B Adriatic - Ionian", "--country", "Albania").code == 0
        assert example("trace").code == 2
        assert example("trace", "no such thing at all").code == 1
        assert example("trace", "--country", "Atlantis").code == 2
