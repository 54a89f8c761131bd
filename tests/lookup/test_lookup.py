"""One thing by any of its names: accents, legal forms and typing errors are forgiven, a doubtful name is not guessed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.errors import NotFoundError

CLUSTERS = """id,identifiers,name,names,short_name,country,founded,source
mecsek,,Mecsek Bányászati Klaszter,,MBK,HU,2013,
plasti,pic:998394229,Plastipolis / Polymeris,Plastipolis;Polymeris,,FR,,
dvorak,,Dvořák klastr a.s.,,,CZ,,
north,,Energy Cluster North,,,AT,,
south,,Energy Cluster South,,,AT,,
"""


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder: Path = tmp_path_factory.mktemp("lookup")
    (folder / "clusters.csv").write_text(CLUSTERS, encoding="utf-8")
    (folder / "projects.csv").write_text("id,acronym,title\nmining,MINE,Mining together\n", encoding="utf-8")
    (folder / "participations.csv").write_text(
        "organisation,project,role,contribution\nmecsek,mining,coordinator,1200\n", encoding="utf-8"
    )
    with graphmodel.open(folder / "store") as opened:
        opened.load("tables", *sorted(folder.glob("*.csv")), dataset="mine")
        yield opened


@pytest.mark.parametrize(
    ("text", "found", "least"),
    [
        ("Mecsek Bányászati Klaszter", "mine:mecsek", 100),
        ("mecsek banyaszati klaszter", "mine:mecsek", 97),
        ("MBK", "mine:mecsek", 97),
        ("banyaszati", "mine:mecsek", 85),
        ("plastipolis", "pic:998394229", 97),
        ("998394229", "pic:998394229", 100),
        ("pic:998394229", "pic:998394229", 100),
        ("mine:plasti", "pic:998394229", 100),
        ("Dvorak klastr", "mine:dvorak", 97),
        ("Plastipoils", "pic:998394229", 70),
        ("Mecsek Banyaszti Klazster", "mine:mecsek", 70),
        ("Mining together", "mine:mining", 97),
    ],
)
def test_found_first(eco: Ecosystem, text: str, found: str, least: float) -> None:
    first = eco.find(text).iloc[0]
    assert (first["id"], first["score"] >= least) == (found, True)


def test_nothing_like_it_is_an_empty_table(eco: Ecosystem) -> None:
    nothing = eco.find("zzzzqqqq")
    assert nothing.empty
    assert list(nothing.columns) == ["id", "name", "kind", "country", "matched", "score"]


def test_a_name_that_is_not_there_offers_the_nearest(eco: Ecosystem) -> None:
    with pytest.raises(NotFoundError, match="Did you mean Plastipolis / Polymeris"):
        eco.resolve("Plastipoils")
    with pytest.raises(NotFoundError, match="no thing called"):
        eco.resolve("zzzzqqqq")


def test_a_name_of_several_things_is_not_guessed(eco: Ecosystem) -> None:
    with pytest.raises(NotFoundError, match=r"Energy Cluster North.*Energy Cluster South"):
        eco.resolve("Energy Cluster")


def test_everything_known_of_a_thing_with_its_place(eco: Ecosystem) -> None:
    thing = eco.show("MBK")
    assert (thing.id, thing.labels) == ("mine:mecsek", ("Cluster", "Organisation"))
    assert thing.properties["founded"] == 2013
    assert thing.ties[["direction", "type", "other_name", "details", "rows"]].to_numpy().tolist() == [
        ["out", "PARTICIPATES_IN", "MINE", "role: coordinator; contribution: 1200.0", "participations.csv:2"]
    ]
    assert [(claim["dataset"], claim["key"], claim["row"]) for claim in thing.claims] == [
        ("mine", "mine:mecsek", "clusters.csv:2")
    ]
