"""Directories of clusters: a list and a mapping of its columns make clusters, managers, members, sectors and marks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem, SourceError

SAMPLES = Path(__file__).parent / "samples"
MAPPING = """\
[source]
title = "Clusters of a country that does not exist"
dataset = "water"

[columns]
name = "Klaster"
members = "Firma"
member_country = "Kraj firmy"
sectors = "Branża"
manager = "Koordynator"
mark_until = "Ważny do"

[fixed]
country = "PL"
mark = "Gold"

[separators]
sectors = "|"

[dates]
mark_until = "MM/DD/YYYY"

[sectors]
"Woda" = "sector:water"

[left]
"E-mail" = "a way to persons"
"""
#: A row for each member, in the encoding of Polish Windows.
LIST = (
    "Klaster;Firma;Kraj firmy;Branża;Koordynator;Ważny do;E-mail\r\n"
    "Klaster Wody;Żuraw S.A.;Polska;woda|środowisko;Fundacja Wody;12/31/2025;a@b.example\r\n"
    "Klaster Wody;Rzeka s.r.o.;CZ;woda|środowisko;Fundacja Wody;12/31/2025;\r\n"
    "Klaster Lasu;;;drewno;Klaster Lasu;2024-06-30;\r\n"
    "Klaster Gór;;;;;31/12/2025;\r\n"
    ";Bez Klastra;PL;;;;\r\n"
)


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def mapped(tmp_path: Path) -> tuple[Path, Path]:
    """A mapping and a list."""
    mapping, table = tmp_path / "water.toml", tmp_path / "klastry.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    table.write_bytes(LIST.encode("cp1250"))
    return mapping, table


def ties(eco: Ecosystem, type_: str) -> set[tuple[str, str]]:
    query = f"MATCH (a)-[:{type_}]->(b) RETURN a.name AS one, b.name AS other"
    return {(str(one), str(other)) for one, other in eco.rows(query).rows}


def test_a_list_of_members_is_mapped_without_python(eco: Ecosystem, mapped: tuple[Path, Path]) -> None:
    mapping, table = mapped
    report = eco.load(mapping, table)
    assert (report.dataset, report.rows_in, report.rows_rejected) == ("water", 5, 1)
    assert ties(eco, "MEMBER_OF") == {("Żuraw S.A.", "Klaster Wody"), ("Rzeka s.r.o.", "Klaster Wody")}
    assert ties(eco, "MANAGES") == {("Fundacja Wody", "Klaster Wody")}, "a cluster does not manage itself"
    assert ties(eco, "ACTIVE_IN") == {
        ("Klaster Wody", "woda"),
        ("Klaster Wody", "środowisko"),
        ("Klaster Lasu", "drewno"),
    }
    clusters = eco.cypher(
        "MATCH (c:Cluster) RETURN c.name AS n, c.country AS c, c.mark AS m, toString(c.mark_until) AS u"
    )
    assert set(clusters.fillna("").itertuples(index=False, name=None)) == {
        ("Klaster Wody", "PL", "Gold", "2025-12-31"),
        ("Klaster Lasu", "PL", "Gold", "2024-06-30"),
        ("Klaster Gór", "PL", "Gold", ""),
    }
    assert {row[0] for row in eco.rows("MATCH (s:Sector) RETURN s.id").rows} == {
        "sector:water",
        "sector:środowisko",
        "sector:drewno",
    }
    assert eco.show("Rzeka s.r.o.").properties["country"] == "CZ"
    assert {(row["value"], row["reason"]) for row in report.dropped.to_dict("records")} == {
        ("31/12/2025", "is no day of the calendar (month must be in 1..12)")
    }
    assert eco.rows("MATCH (n) WHERE n.claims CONTAINS '@' RETURN count(n)").rows == [(0,)]


def test_the_same_list_again_writes_nothing(eco: Ecosystem, mapped: tuple[Path, Path]) -> None:
    eco.load(*mapped)
    assert eco.load(*mapped).written == 0


def test_a_list_in_plain_words_needs_no_mapping(eco: Ecosystem) -> None:
    report = eco.load("clusters", SAMPLES / "clusters" / "directory.csv")
    assert (report.rows_in, report.rows_rejected) == (3, 0)
    assert list(report.warnings) == ["directory.csv: column 'contact' is not known to the recipe clusters"]
    assert ties(eco, "MEMBER_OF") == {
        ("Alfa Panels GmbH", "Alpine Solar Cluster"),
        ("Beta Glass Kft.", "Alpine Solar Cluster"),
        ("Gamma Rotors S.A.", "Baltic Wind Cluster"),
    }
    sun = eco.show("clusters:sun").properties
    assert (sun["country"], sun["region"], sun["founded"], sun["stage"]) == ("AT", "AT22", 2011, "growth")
    assert {end for start, end in ties(eco, "LOCATED_IN") if start == "Alpine Solar Cluster"} == {"nuts:AT22"}
    assert eco.show("clusters:wind").properties["mark_until"].isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'manager = "Koordynator"',
            'manager = "Koordinator"',
            ["water.toml:10", "'Koordinator'", "mean 'Koordynator'"],
        ),
        ('name = "Klaster"', 'name = "Klastr"', ["water.toml:6", "'Klastr'", "Did you mean 'Klaster'"]),
    ],
)
def test_a_column_that_the_list_lacks_is_told_with_the_line_of_the_mapping(
    eco: Ecosystem, mapped: tuple[Path, Path], old: str, new: str, said: list[str]
) -> None:
    mapping, table = mapped
    mapping.write_text(MAPPING.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        eco.load(mapping, table)
    assert all(part in str(caught.value) for part in said), str(caught.value)
    assert eco.store.empty()


def test_the_key_clusters_of_poland(eco: Ecosystem, real_data: Path) -> None:
    """As the real list prints them: 19 clusters, 9 of them with a coordinator, 8 with the day their status ends."""
    report = eco.load("clusters-poland", real_data / "clusters" / "krajowe_klastry_kluczowe.csv")
    assert (report.rows_in, report.rows_kept, list(report.warnings)) == (19, 19, [])
    assert not len(report.dropped)
    assert eco.rows("MATCH (c:Cluster {country: 'PL'}) RETURN count(c), count(c.mark), count(c.mark_until)").rows == [
        (19, 19, 8)
    ]
    managers = ties(eco, "MANAGES")
    assert len(managers) == 9
    assert ("GOFAR sp. z o.o.", "Polski Klaster Technologii Kompozytowych") in managers
    assert ("Fundacja Interizon", "Pomorski Klaster ICT Interizon") in managers
    credits = eco.credits()
    assert (
        "typed in from public pages" in credits.loc[credits["dataset"] == "dataset:clusters/poland", "credit"].iloc[0]
    )
