"""The script derives the committed tables from the data folder, byte for byte, by the rules it states."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.example_tables import CURATED, ECOSYSTEM, EXAMPLES, ROOT, read_rows


def derive(data: Path, to: Path) -> subprocess.CompletedProcess[str]:
    script = EXAMPLES / "derive_ecosystem.py"
    return subprocess.run(
        [sys.executable, str(script), str(data), "--to", str(to)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_script_rewrites_the_tables_byte_for_byte(real_data: Path, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text("from before", encoding="utf-8")
    (tmp_path / "members.csv").write_text("a sheet there is no more", encoding="utf-8")
    run = derive(real_data, tmp_path)
    assert run.returncode == 0, run.stderr
    assert contents(tmp_path) == contents(ECOSYSTEM)


def test_a_folder_without_the_data_is_refused(tmp_path: Path) -> None:
    run = derive(tmp_path, tmp_path / "out")
    assert run.returncode == 2
    assert "is not the data folder" in run.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def derivation() -> Iterator[Mapping[str, Any]]:
    """The script's own functions by name; they lie in a folder of content, which is no package."""
    from importlib import import_module

    sys.path.insert(0, str(EXAMPLES))
    try:
        yield {
            **vars(import_module("derivation.bodies")),
            **vars(import_module("derivation.records")),
            **vars(import_module("derivation.names")),
            **vars(import_module("derivation.selection")),
        }
    finally:
        sys.path.remove(str(EXAMPLES))


def bodies(
    derivation: Mapping[str, Any],
    mentions: Sequence[tuple[str, str, str]],
    by_hand: Mapping[tuple[str, str], str] | None = None,
) -> set[frozenset[int]]:
    """Mentions as (name, country, key), grouped: the places of each body's mentions."""
    made = [derivation["Mention"]((name,), country, "a", 1, (key,) if key else ()) for name, country, key in mentions]
    of, _ = derivation["group_mentions"](made, by_hand or {})
    return {frozenset(p for p, body in enumerate(of) if body == first) for first in set(of)}


def test_equal_names_are_one_body_within_one_country_only(derivation: Mapping[str, Any]) -> None:
    mentions = [
        ("Wagralim ASBL", "BE", ""),
        ("WAGRALIM", "BE", "pic:1"),
        ("Wagralim", "FR", ""),
        ("Vitagora", "FR", ""),
    ]
    assert bodies(derivation, mentions) == {frozenset({0, 1}), frozenset({2}), frozenset({3})}


def test_a_key_in_common_is_one_body_whatever_the_names(derivation: Mapping[str, Any]) -> None:
    assert bodies(derivation, [("HEGAN", "ES", "pic:1"), ("ASOCIACION CLUSTER", "ES", "pic:1")]) == {frozenset({0, 1})}


def test_two_pics_are_two_bodies_though_their_names_are_equal(derivation: Mapping[str, Any]) -> None:
    mentions = [("Storengy", "FR", "pic:1"), ("STORENGY SA", "FR", "pic:2")]
    assert bodies(derivation, mentions) == {frozenset({0}), frozenset({1})}
    by_hand = {("storengy", "FR"): "Storengy"}
    assert bodies(derivation, mentions, by_hand) == {frozenset({0, 1})}


def test_a_name_by_hand_wins_over_an_equal_name(derivation: Mapping[str, Any]) -> None:
    mentions = [("Corallia mi-Cluster", "GR", ""), ("mi-Cluster", "GR", ""), ("Corallia", "GR", "")]
    assert bodies(derivation, mentions, {("corallia mi cluster", "GR"): "mi-Cluster"}) == {
        frozenset({0, 1}),
        frozenset({2}),
    }


NAMES = st.sampled_from(["Alpha", "ALPHA Ltd", "Beta", "Beta e.V.", "Gamma"])
MENTIONS = st.lists(
    st.tuples(NAMES, st.sampled_from(["DE", "FR"]), st.sampled_from(["", "pic:1", "pic:2"])), max_size=9
)


@given(mentions=MENTIONS, seed=st.integers(0, 99))
def test_the_bodies_do_not_depend_on_the_order_of_the_mentions(
    derivation: Mapping[str, Any], mentions: list[tuple[str, str, str]], seed: int
) -> None:
    order = list(range(len(mentions)))
    random.Random(seed).shuffle(order)
    shuffled = bodies(derivation, [mentions[place] for place in order])
    assert {frozenset(order[p] for p in body) for body in shuffled} == bodies(derivation, mentions)


def test_a_project_is_kept_for_its_cluster_unless_its_consortium_is_too_small_or_too_wide(
    derivation: Mapping[str, Any],
) -> None:
    def parts(project: str, size: int, first: int) -> list[Any]:
        return [derivation["Part"](first + i, project, "a") for i in range(size)]

    cluster = 0
    listed = [
        *parts("two", 2, cluster),
        *parts("widest", 25, cluster),
        *parts("too wide", 26, cluster),
        *parts("alone", 1, cluster),
        *parts("without a cluster", 5, 1),
        *parts("by hand", 1, 1),
    ]
    kept = derivation["select_projects"](listed, range(30), {cluster}, {"by hand"})
    assert kept == {"two", "widest", "by hand"}


def test_no_spelling_is_decided_twice_and_every_decision_has_a_reason(derivation: Mapping[str, Any]) -> None:
    rows = read_rows(CURATED / "same_body.csv")
    keys = [(derivation["bare"](row["alias"]), row["country"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert [row for row in rows if not (row["body"] and row["why"])] == []
    for table in ("left_out", "projects", "names_by_elimination", "grants"):
        assert [row for row in read_rows(CURATED / f"{table}.csv") if not row["why"]] == []
