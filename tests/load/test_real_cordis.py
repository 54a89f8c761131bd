"""The real files of CORDIS, byte for byte: each row is told of in the facts, and the counts are those of their publishers.

The facts are looked at before they go into a store; ``test_real_files.py`` looks at stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from json import loads
from pathlib import Path

import pytest

from benchmarks.horizon2020 import ORGANISATIONS, PARTICIPATIONS, PROJECTS, write_old_horizon2020
from graphmodel.content import content_folder
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Gathered, choose_dataset, gather_records
from graphmodel.recipe import open_recipe

Reader = Callable[..., tuple[str, Gathered, Facts]]


@pytest.fixture(scope="module")
def read() -> Reader:
    recipe = open_recipe("cordis", [content_folder("loaders")])

    def facts_of(*paths: Path) -> tuple[str, Gathered, Facts]:
        tables, _ = files_to_tables(paths)
        dataset = choose_dataset(recipe, tables)
        gathered = gather_records(recipe, tables, dataset)
        return dataset, gathered, batches_to_facts(gathered.batches, dataset, "load:1")

    return facts_of


def rows_told(facts: Facts, file: str) -> set[int]:
    """The rows of a file that the participations name."""
    found: set[int] = set()
    for text in facts.ties["PARTICIPATES_IN"]["rows"]:
        for name, rows in re.findall(r"([^:;]+):([\d,]+)", text):
            if name.strip() == file:
                found.update(map(int, rows.split(",")))
    return found


def keys(facts: Facts, namespace: str) -> set[str]:
    return {key for key in facts.claims["key"] if key.startswith(f"{namespace}:")}


def test_the_whole_of_fp7(read: Reader, real_data: Path) -> None:
    dataset, gathered, facts = read(real_data / "cordis_fp7_2016")
    assert dataset == "cordis/fp7"
    assert (gathered.rows_in, gathered.rows_rejected) == (135_670 + 31_055, 0)
    assert rows_told(facts, "fp7edges.csv") == set(range(2, 135_672))
    assert len(facts.ties["PARTICIPATES_IN"]) == 135_670 - facts.duplicates
    assert len(keys(facts, "cordis-project-rcn")) == 25_788
    assert len(keys(facts, "cordis-fp7")) == 25_951
    assert len(keys(facts, "pic")) == 30_973 - 25_951
    contents = map(loads, facts.claims.loc[facts.claims["key"].str.startswith("pic:"), "content"])
    named_twice = [content for content in contents if "names" in content["values"]]
    # Two of the names listed for the Technion differ in white space only.
    assert sum(len(content["values"]["names"]) - 1 for content in named_twice) == 31_055 - 30_973 - 1
    assert set(gathered.dropped["column"]) == {"country", "REGION_Level_NUTS_3", "organizationUrl"}
    assert set(gathered.dropped.loc[gathered.dropped["column"] == "country", "value"]) == {"KO"}
    assert any("texts put right" in note for note in gathered.notes)


def test_the_sample_of_horizon_europe_with_the_workbooks_of_the_whole_programme(read: Reader, real_data: Path) -> None:
    dataset, gathered, facts = read(real_data / "cordis_horizon_2026_sample")
    assert dataset == "cordis/horizon"
    assert gathered.rows_rejected == sum("PROVENANCE" in file for file in gathered.rejects["file"])
    assert rows_told(facts, "orgs.csv") == set(range(2, 252))
    assert len(facts.ties["ABOUT"]) == 43_285
    assert len(keys(facts, "cordis-topic")) == 2_363
    described = [
        key
        for key, content in zip(facts.claims["key"], facts.claims["content"], strict=True)
        if key.startswith("cordis-grant:") and '"stub":true' not in content
    ]
    assert len(described) == 48
    within = {
        (start, end)
        for start, end in zip(facts.ties["WITHIN"]["start_key"], facts.ties["WITHIN"]["end_key"], strict=True)
        if start.startswith("euroscivoc:")
    }
    fields = keys(facts, "euroscivoc")
    roots = fields - {start for start, _ in within}
    names = dict(zip(facts.claims["key"], map(loads, facts.claims["content"]), strict=True))
    assert {names[root]["values"]["name"] for root in roots} == {
        "agricultural sciences",
        "engineering and technology",
        "humanities",
        "medical and health sciences",
        "natural sciences",
        "social sciences",
    }
    assert all("name" in names[field]["values"] for field in fields)


def test_the_partial_edition_of_2023_with_a_file_that_lost_its_header(read: Reader, real_data: Path) -> None:
    dataset, gathered, facts = read(real_data / "cordis_h2020_2023_partial")
    assert dataset == "cordis/h2020"
    assert rows_told(facts, "organization_union.csv") == set(range(2, 5_155))
    assert len(set(facts.ties["PARTICIPATES_IN"]["end_key"])) == 602
    assert any("project_latest_20220718.csv: without a header" in warning for warning in gathered.warnings)
    # The first line of the file without header is a project like any other; its rcn is its 19th cell.
    (first,) = facts.claims.loc[facts.claims["key"] == "cordis-grant:719161", "content"]
    assert loads(first)["values"]["acronym"] == "VISSUALLY"
    assert [key.partition(":")[0] for key in loads(first)["also"]] == ["cordis-project-rcn"]
    # 35,383 topics, 78 and 3 projects, 5,153 participations.
    assert gathered.rows_in - gathered.rows_rejected == 35_383 + 78 + 3 + 5_153


def test_all_of_horizon_2020_in_the_layout_of_its_years(read: Reader, real_data: Path, tmp_path: Path) -> None:
    organizations, projects = write_old_horizon2020(real_data, tmp_path)
    dataset, gathered, facts = read(organizations, projects)
    assert dataset == "cordis/h2020"
    assert (gathered.rows_in, gathered.rows_rejected) == (PARTICIPATIONS + PROJECTS, 0)
    assert len(keys(facts, "cordis-project-rcn")) == PROJECTS
    assert len(keys(facts, "pic")) == ORGANISATIONS
    assert rows_told(facts, organizations.name) == set(range(2, PARTICIPATIONS + 2))
