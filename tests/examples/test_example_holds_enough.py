"""The example is large enough to analyse, small enough to look at, and was reviewed body by body."""

from __future__ import annotations

import re
from collections import Counter

from tests.examples.example_tables import BODY_SHEETS, CURATED, ECOSYSTEM, EXAMPLES, facts, read_rows, several, sheet


def reviewed() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["name"], row["country"]): row for row in read_rows(CURATED / "reviewed.csv")}


def named(name: str) -> set[tuple[str, str]]:
    return {(row["name"], row["country"]) for row in sheet(name)}


def test_the_counts_asked_for() -> None:
    assert len(sheet("alliances")) + len(sheet("projects")) >= 110
    assert len(sheet("clusters")) >= 300
    assert sum(len(sheet(name)) for name in BODY_SHEETS.values()) >= 800
    assert len(sheet("ministries")) >= 40


def test_the_readme_counts_what_is_there() -> None:
    lines = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    stated = [
        [cell.strip() for cell in line.split("|")[1:3]] for line in lines if re.match(r"\| [a-z_, ]+ \| \d", line)
    ]
    counts = {
        name: int(count.replace(",", ""))
        for names, numbers in stated
        for name, count in zip(names.split(", "), numbers.split(", "), strict=True)
    }
    assert counts == {name: len(sheet(name)) for name in counts}
    assert set(counts) >= {*BODY_SHEETS.values(), "alliances", "alliance_members", "projects", "participations"}


def test_the_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in ECOSYSTEM.iterdir()) < 600_000


def test_every_cluster_and_every_ministry_was_reviewed_with_a_reason_of_its_own() -> None:
    for name, decision in (("clusters", "is_cluster"), ("ministries", "is_ministry")):
        decided = {key for key, row in reviewed().items() if row[decision] == "yes"}
        assert named(name) == decided
        assert {(row["name"], row["country"]): row["why"] for row in sheet(name)} == {
            key: reviewed()[key]["why"] for key in decided
        }


def test_what_the_review_says_no_to_is_an_organisation() -> None:
    refused = {key for key, row in reviewed().items() if row["is_cluster"] == row["is_ministry"] == "no"}
    assert len(refused) > 100
    assert refused <= named("organisations")


def test_the_review_is_complete_in_itself() -> None:
    rows = read_rows(CURATED / "reviewed.csv")
    assert len(rows) == len(reviewed())
    for row in rows:
        assert (row["is_cluster"], row["is_ministry"]) in {("yes", "no"), ("no", "yes"), ("no", "no")}, row
        assert len(row["why"]) > 5, row
        assert bool(row["level"] and row["government"]) == (row["is_ministry"] == "yes"), row
        assert bool(row["sectors"]) == (row["is_cluster"] == "yes"), row
    whys = Counter(row["why"] for row in rows if row["is_cluster"] == "yes")
    assert whys.most_common(1)[0][1] == 1


def test_a_body_is_a_cluster_or_a_ministry_but_not_both() -> None:
    sheets = [{row["id"] for row in sheet(name)} for name in BODY_SHEETS.values()]
    assert sum(map(len, sheets)) == len(set().union(*sheets))


def test_every_cluster_has_a_sector_and_every_ministry_a_level() -> None:
    assert [row["name"] for row in sheet("clusters") if not several(row["sectors"])] == []
    assert {row["level"] for row in sheet("ministries")} == {"national", "regional", "local"}


def test_no_member_list_is_invented() -> None:
    assert sheet("members") == []


def test_every_alliance_has_members_save_the_groups_whose_members_no_text_names() -> None:
    groups = {row["id"] for row in sheet("alliances") if row["scheme"] == "Clusters Cord sector group"}
    assert len(groups) == 5
    assert {row["id"] for row in sheet("alliances")} - {a for (a,) in facts("alliance_members", "alliance")} == groups


def test_the_unions_fourteen_industrial_ecosystems_are_sectors() -> None:
    ecosystems = {
        "aerospace-defence",
        "agri-food",
        "construction",
        "creative",
        "digital",
        "electronics",
        "energy-intensive",
        "energy-renewable",
        "health",
        "mobility",
        "proximity-social",
        "retail",
        "textile",
        "tourism",
    }
    assert {f"sector:{name}" for name in ecosystems} <= {row["id"] for row in sheet("sectors")}


def test_polands_key_clusters_carry_their_mark() -> None:
    marked = [row for row in sheet("clusters") if row["mark"]]
    assert len(marked) == 19
    assert {row["mark"] for row in marked} == {"Krajowy Klaster Kluczowy"}
    assert {row["country"] for row in marked} == {"PL"}
    assert Counter(row["mark_until"] for row in marked) == {"2024-12-31": 8, "": 11}
