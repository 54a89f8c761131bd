"""The classification of regions: names, levels and larger regions, and which version knows which code."""

from __future__ import annotations

from collections.abc import Iterator
from json import loads
from pathlib import Path
from typing import Any

import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.content import content_folder
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Gathered, choose_dataset, gather_records
from graphmodel.lookup.nuts import versions_by_code
from graphmodel.recipe import open_recipe

SAMPLES = Path(__file__).parent / "samples"


def read(*names: str) -> tuple[str, Gathered, Facts]:
    recipe = open_recipe("regions", [content_folder("loaders")])
    tables, _ = files_to_tables([SAMPLES / "regions" / name for name in names])
    dataset = choose_dataset(recipe, tables)
    gathered = gather_records(recipe, tables, dataset)
    return dataset, gathered, batches_to_facts(gathered.batches, dataset, "load:1")


def regions(facts: Facts) -> dict[str, dict[str, Any]]:
    return {
        key: loads(content)["values"] for key, content in zip(facts.claims["key"], facts.claims["content"], strict=True)
    }


def test_a_workbook_that_compares_two_versions() -> None:
    dataset, gathered, facts = read("NUTS2021-NUTS2024.xlsx")
    assert dataset == "nuts/2021-2024"
    assert gathered.rows_rejected == 0
    found = regions(facts)
    assert {key: value.get("versions") for key, value in found.items()} == {
        "nuts:CH": None,
        "nuts:CH0": None,
        "nuts:CH04": ["2024"],
        "nuts:EL": ["2021", "2024"],
        "nuts:EL5": ["2021", "2024"],
        "nuts:EL52": ["2021", "2024"],
        "nuts:EL522": ["2021", "2024"],
        "nuts:PT": None,
        "nuts:PT1": None,
        "nuts:PT17": None,
        "nuts:PT170": ["2021"],
        "nuts:PT1A": None,
        "nuts:PT1A0": ["2024"],
    }
    assert (found["nuts:EL522"]["name"], found["nuts:EL522"]["names"]) == ("Θεσσαλονίκη", ["Thessaloniki"])
    assert (found["nuts:EL522"]["country"], found["nuts:EL522"]["nuts_level"]) == ("GR", "3")
    within = set(zip(facts.ties["WITHIN"]["start_key"], facts.ties["WITHIN"]["end_key"], strict=True))
    assert {pair for pair in within if pair[0].startswith("nuts:EL")} == {
        ("nuts:EL522", "nuts:EL52"),
        ("nuts:EL52", "nuts:EL5"),
        ("nuts:EL5", "nuts:EL"),
    }
    assert [note for note in gathered.notes if "Changes NUTS-3" in note]


def test_an_older_workbook_has_a_line_of_title_above_its_header() -> None:
    dataset, gathered, facts = read("NUTS2013-NUTS2016.xlsx")
    assert (dataset, gathered.rows_in, gathered.rows_rejected) == ("nuts/2013-2016", 3, 0)
    found = regions(facts)
    assert found["nuts:FR824"]["versions"] == ["2013"]
    assert found["nuts:FRL04"]["versions"] == ["2016"]
    assert found["nuts:FRL04"]["name"] == found["nuts:FR824"]["name"] == "Bouches-du-Rhône"
    assert found["nuts:FR"]["name"] == "FRANCE"


def test_the_attributes_of_one_version_in_the_encoding_of_their_time() -> None:
    dataset, _, facts = read("NUTS_AT_2013.csv")
    assert dataset == "nuts/2013"
    found = regions(facts)
    assert found["nuts:FR824"]["name"] == "Bouches-du-Rhône"
    assert found["nuts:UKI3"] == {
        "name": "Inner London - West",
        "country": "GB",
        "nuts_level": "2",
        "versions": ["2013"],
    }


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


def test_the_versions_that_know_a_code_are_those_of_all_that_was_loaded(eco: Ecosystem) -> None:
    for name in ("NUTS2013-NUTS2016.xlsx", "NUTS_AT_2013.csv", "NUTS2021-NUTS2024.xlsx"):
        eco.load("regions", SAMPLES / "regions" / name)
    eco.load("cordis", SAMPLES / "cordis" / "whole" / "organization.csv")
    known = versions_by_code(eco.store)
    assert known["FR824"] == ("2013",)
    assert known["FR"] == ("2013", "2016")
    assert known["EL522"] == ("2021", "2024")
    # The code of an organisation that none of them knows is kept.
    assert known["XK000"] == ()
    assert eco.rows("MATCH (:Organisation)-[:LOCATED_IN]->(r:Region {id: 'nuts:XK000'}) RETURN count(r)").rows == [(1,)]
    eco.unload("nuts/2013-2016")
    assert versions_by_code(eco.store)["FR"] == ()
