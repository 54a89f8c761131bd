"""The tables written by hand: decisions on bodies, names, and the facts of the five texts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from derivation.names import bare, iso_country, repaired

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file, every cell as text; none where the file does not exist."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Curated:
    """All hand-written tables of ``examples/curated``.

    ``same_body`` gives the name of a body by a spelling's bare form and country; ``reviewed`` the decision on a body by
    its bare name and country; ``left_out`` the entries that are no bodies, and ``persons`` the keys
    of natural persons; ``texts`` the facts by sheet.
    """

    same_body: dict[tuple[str, str], str]
    reviewed: dict[tuple[str, str], Row]
    left_out: frozenset[tuple[str, str]]
    persons: frozenset[str]
    names_by_pic: dict[str, str]
    projects: dict[str, Row]
    grants: list[Row]
    units: list[Row]
    texts: dict[str, list[Row]]
    sheets: dict[str, list[Row]]


def read_curated(folder: Path) -> Curated:
    """Read the hand-written tables from their folder."""

    def table(name: str) -> list[Row]:
        return read_rows(folder / f"{name}.csv")

    def by_body(name: str, column: str) -> dict[tuple[str, str], Row]:
        return {(bare(repaired(row[column])), iso_country(row["country"])): row for row in table(name) if row[column]}

    return Curated(
        same_body={key: row["body"] for key, row in by_body("same_body", "alias").items()},
        reviewed=by_body("reviewed", "name"),
        left_out=frozenset(by_body("left_out", "name")),
        persons=frozenset(row["key"] for row in table("left_out") if row["key"]),
        names_by_pic={row["pic"]: row["name"] for row in table("names_by_elimination")},
        projects={row["project"]: row for row in table("projects")},
        grants=table("grants"),
        units=table("units"),
        texts={path.stem: read_rows(path) for path in sorted((folder / "texts").glob("*.csv"))},
        sheets={name: table(name) for name in ("programmes", "sectors", "sources")},
    )
