"""classify on the example: reasons beside classes, and nothing written unless it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_classes_come_with_their_reason(example: Run) -> None:
    ran = example("classify", "--class", "municipality", "--country", "Hungary", "--format", "json")
    rows = json.loads(ran.out)
    assert ran.code == 0
    assert rows
    assert {(row["class"], row["country"], row["by"]) for row in rows} == {("municipality", "HU", "machine")}
    assert all(row["reason"].startswith("name says '") for row in rows)


def test_ones_own_words_make_a_class(example: Run, tmp_path: Path) -> None:
    (tmp_path / "parks.toml").write_text('class = "park"\n[words]\nen = ["science park"]\n', encoding="utf-8")
    ran = example("classify", "--words", str(tmp_path / "parks.toml"), "--class", "park", "--format", "json")
    assert all("science park" in row["name"].casefold() for row in json.loads(ran.out))
    assert "Turku Science Park" in {row["name"] for row in json.loads(ran.out)}


def test_faults_have_one_message_and_their_exit_code(example: Run, tmp_path: Path) -> None:
    unknown = example("classify", "--class", "klaster")
    assert (unknown.code, "There is no class 'klaster'" in unknown.err) == (1, True)
    (tmp_path / "words.toml").write_text("class = [", encoding="utf-8")
    broken = example("classify", "--words", str(tmp_path / "words.toml"))
    assert (broken.code, "words.toml" in broken.err) == (1, True)
    assert example("classify", "--save", "--class", "cluster").code == 2
    assert example("classify", "--forget", "--save").code == 2
    nothing = example("classify", "--forget")
    assert (nothing.code, "No class is saved here" in nothing.err) == (1, True)
