"""CORDIS in every layout that circulates: the samples of each become the organisations, projects and ties that they state."""

from __future__ import annotations

from collections.abc import Iterator
from json import loads
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.content import content_folder
from graphmodel.errors import SourceError
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Gathered, choose_dataset, gather_records
from graphmodel.recipe import open_recipe

SAMPLES = Path(__file__).parent / "samples" / "cordis"
CHECKSUM = "cordis-fp7:0123456789abcdef0123456789abcdef"
OTHER_CHECKSUM = "cordis-fp7:ffffffffffffffffffffffffffffffff"


def read(*paths: Path) -> tuple[str, Gathered, Facts]:
    recipe = open_recipe("cordis", [content_folder("loaders")])
    tables, _ = files_to_tables(paths)
    dataset = choose_dataset(recipe, tables)
    gathered = gather_records(recipe, tables, dataset)
    return dataset, gathered, batches_to_facts(gathered.batches, dataset, "load:1")


def ties(facts: Facts, kind: str) -> set[tuple[str, str]]:
    return set(zip(facts.ties[kind]["start_key"], facts.ties[kind]["end_key"], strict=True))


def said(facts: Facts, key: str) -> dict[str, Any]:
    (content,) = facts.claims.loc[facts.claims["key"] == key, "content"]
    found: dict[str, Any] = loads(content)
    return found


def participations(facts: Facts) -> set[tuple[str, str, str, float | None]]:
    frame = facts.ties["PARTICIPATES_IN"]
    amounts = [None if amount != amount else float(amount) for amount in frame["contribution"].tolist()]
    return set(zip(frame["start_key"], frame["end_key"], frame["role"], amounts, strict=True))


def test_the_current_layout() -> None:
    dataset, gathered, facts = read(SAMPLES / "whole")
    assert dataset == "cordis/h2020"
    assert (gathered.rows_in, gathered.rows_rejected) == (15, 0)
    assert participations(facts) == {
        ("pic:999000001", "cordis-grant:700101", "coordinator", 1000.5),
        ("pic:999000002", "cordis-grant:700101", "participant", 2000.25),
        ("pic:999000003", "cordis-grant:700101", "associated partner", None),
        ("pic:999000002", "cordis-grant:700102", "coordinator", 500_000.0),
        ("pic:999000004", "cordis-grant:700102", "third party", 0.0),
        ("pic:999000005", "cordis-grant:700102", "participant", 1200.5),
    }
    assert said(facts, "cordis-grant:700101") == {
        "labels": ["Project"],
        "also": ["cordis-project-rcn:200001"],
        "values": {
            "acronym": "RIVERS",
            "title": "Rivers of Europe",
            "start": "2016-04-01",
            "end": "2019-03-31",
            "total_cost": 3001.25,
            "eu_contribution": 3000.75,
            "status": "CLOSED",
        },
    }
    organisations = {
        key.removeprefix("pic:"): said(facts, key)["values"] for key in facts.claims["key"] if key.startswith("pic:")
    }
    assert {(key, v["name"], v.get("country"), v.get("region")) for key, v in organisations.items()} == {
        ("999000001", "ALPHA Österreich GmbH", "AT", "AT130"),
        ("999000002", "Università della Brescia Inventata", "IT", "ITC47"),
        ("999000003", "Demos & Polis", "GR", "EL303"),
        ("999000004", "Kosovo Institute of Nothing", "XK", "XK000"),
        ("999000005", "Two Countries Ltd", None, "UKE11"),
    }
    assert {key: v["vat"] for key, v in organisations.items() if "vat" in v} == {
        "999000001": ["ATU00000001"],
        "999000002": ["IT00000002"],
    }
    assert set(gathered.dropped[["row", "column", "value"]].itertuples(index=False, name=None)) == {
        (7, "country", "DE;HU")
    }
    assert "also" not in said(facts, "pic:999000001"), "the rcn of an organisation record is no key of anything"


def test_programmes_nest_by_their_codes_and_topics_lie_within_the_part_that_pays() -> None:
    _, _, facts = read(SAMPLES / "whole")
    assert ties(facts, "PART_OF") == {
        ("cordis-grant:700101", "cordis-programme:H2020-EU.3.5."),
        ("cordis-grant:700101", "cordis-programme:H2020-EU.3.5.4."),
        ("cordis-grant:700101", "cordis-topic:SC5-04-2015"),
        ("cordis-grant:700102", "cordis-programme:H2020-EU.1.3.2."),
        ("cordis-grant:700102", "cordis-topic:MSCA-IF-2018"),
    }
    programmes = {(a, b) for a, b in ties(facts, "WITHIN") if a.startswith("cordis-")}
    assert programmes == {
        ("cordis-topic:SC5-04-2015", "cordis-programme:H2020-EU.3.5.4."),
        ("cordis-topic:MSCA-IF-2018", "cordis-programme:H2020-EU.1.3.2."),
        ("cordis-programme:H2020-EU.3.5.4.", "cordis-programme:H2020-EU.3.5."),
        ("cordis-programme:H2020-EU.3.5.", "cordis-programme:H2020-EU.3."),
        ("cordis-programme:H2020-EU.3.", "cordis-programme:H2020"),
        ("cordis-programme:H2020-EU.1.3.2.", "cordis-programme:H2020-EU.1.3."),
        ("cordis-programme:H2020-EU.1.3.", "cordis-programme:H2020-EU.1."),
        ("cordis-programme:H2020-EU.1.", "cordis-programme:H2020"),
    }
    names = {
        key: said(facts, key)["values"]["name"]
        for key in facts.claims["key"]
        if key.startswith(("cordis-p", "cordis-t"))
    }
    assert names == {
        "cordis-programme:H2020": "Horizon 2020",
        "cordis-programme:H2020-EU.1.": "H2020-EU.1.",
        "cordis-programme:H2020-EU.1.3.": "H2020-EU.1.3.",
        "cordis-programme:H2020-EU.1.3.2.": "Nurturing excellence by means of cross-border mobility",
        "cordis-programme:H2020-EU.3.": "H2020-EU.3.",
        "cordis-programme:H2020-EU.3.5.": "SOCIETAL CHALLENGES - Climate action",
        "cordis-programme:H2020-EU.3.5.4.": "Enabling the transition towards a green economy",
        "cordis-topic:MSCA-IF-2018": "Individual Fellowships",
        "cordis-topic:SC5-04-2015": "Improving the air quality of European cities",
    }


def test_fields_of_science_are_a_tree_of_sectors() -> None:
    _, _, facts = read(SAMPLES / "whole" / "euroSciVoc.csv")
    assert ties(facts, "ABOUT") == {
        ("cordis-grant:700101", "euroscivoc:999"),
        ("cordis-grant:700102", "euroscivoc:998"),
    }
    assert ties(facts, "WITHIN") == {
        ("euroscivoc:999", "euroscivoc:43"),
        ("euroscivoc:998", "euroscivoc:43"),
        ("euroscivoc:43", "euroscivoc:23"),
    }
    assert {
        key: said(facts, key)["values"]["name"] for key in facts.claims["key"] if key.startswith("euroscivoc:")
    } == {
        "euroscivoc:23": "natural sciences",
        "euroscivoc:43": "earth sciences",
        "euroscivoc:998": "limnology",
        "euroscivoc:999": "rivers",
    }


def test_links_are_left_aside_with_a_reason() -> None:
    _, gathered, _ = read(SAMPLES / "whole")
    assert any(note.startswith("webLink.csv: 1 rows left aside: addresses") for note in gathered.notes)
    assert not gathered.warnings


def test_the_layout_of_2014_to_2020_is_joined_on_the_record_number_and_drops_persons() -> None:
    dataset, gathered, facts = read(SAMPLES / "old")
    assert dataset == "cordis/h2020"
    assert (gathered.rows_in, gathered.rows_rejected) == (7, 1)
    assert list(gathered.rejects[["row", "column", "reason"]].itertuples(index=False, name=None)) == [
        (5, "id", "is blank")
    ]
    assert participations(facts) == {
        ("pic:999000001", "cordis-project-rcn:200001", "coordinator", 1000.5),
        ("pic:999000002", "cordis-project-rcn:200001", "participant", 2000.25),
        ("pic:999000002", "cordis-project-rcn:200003", "coordinator", 100_000.5),
    }
    also = {key: said(facts, key).get("also", []) for key in facts.claims["key"] if "rcn" in key}
    assert also == {
        "cordis-project-rcn:200001": ["cordis-grant:700101"],
        "cordis-project-rcn:200003": [],
        "cordis-project-rcn:200004": ["cordis-grant:700104"],
    }
    assert {end for start, end in ties(facts, "PART_OF") if start == "cordis-project-rcn:200004"} == {
        "cordis-programme:H2020-EU.2.1.1.",
        "cordis-programme:H2020-EU.3.5.4.",
        "cordis-topic:ICT-37-2015-1",
        "cordis-topic:SC5-04-2015",
    }
    # The project named twice over does not tell which part pays for which topic; the others do.
    assert {(start, end) for start, end in ties(facts, "WITHIN") if start.startswith("cordis-topic:")} == {
        ("cordis-topic:SC5-04-2015", "cordis-programme:H2020-EU.3.5.4."),
        ("cordis-topic:MSCA-IF-2018", "cordis-programme:H2020-EU.1.3.2."),
    }
    assert said(facts, "pic:999000002")["values"]["name"] == "Università della Brescia Inventata"
    assert any("2 texts put right" in note for note in gathered.notes)
    everything = "".join(facts.claims["content"])
    assert not {word for word in ("Erika", "Musterfrau", "Mr", "4310000000", "@") if word in everything}


def test_fp7_as_edges_has_checksums_in_a_namespace_of_their_own() -> None:
    dataset, gathered, facts = read(SAMPLES / "fp7")
    assert dataset == "cordis/fp7"
    assert (gathered.rows_in, gathered.rows_rejected, facts.duplicates) == (9, 0, 1)
    assert ties(facts, "PARTICIPATES_IN") == {
        (CHECKSUM, "cordis-project-rcn:92257"),
        ("pic:999000001", "cordis-project-rcn:92257"),
        (OTHER_CHECKSUM, "cordis-project-rcn:85287"),
        ("pic:999000001", "cordis-project-rcn:85287"),
    }
    assert said(facts, OTHER_CHECKSUM)["values"]["name"] == "Übung Institut"
    twice_named = said(facts, "pic:999000001")["values"]
    assert {twice_named["name"], *twice_named["names"]} == {"ALPHA OESTERREICH GMBH", "ALPHA OSTERREICH"}
    assert {end for _, end in ties(facts, "PART_OF")} == {"cordis-programme:FP7"}


def test_json_and_workbooks_say_the_same_as_csv(tmp_path: Path) -> None:
    csv = SAMPLES / "whole"
    _, _, facts = read(csv / "organization.csv")
    frame = pd.read_csv(csv / "organization.csv", sep=";", dtype="str", keep_default_na=False, encoding="utf-8-sig")
    book = tmp_path / "organization.xlsx"
    frame.astype({"projectID": int, "organisationID": int}).to_excel(book, sheet_name="DATA", index=False)
    _, gathered, from_book = read(book)
    assert not gathered.warnings
    assert participations(from_book) == participations(facts)
    assert set(from_book.claims["content"]) == set(facts.claims["content"])
    frame = pd.read_csv(csv / "webLink.csv", sep=";", dtype="str")
    frame.to_excel(tmp_path / "webLink.xlsx", sheet_name="DATA", index=False)
    _, gathered, _ = read(book, tmp_path / "webLink.xlsx")
    assert any("left aside" in note for note in gathered.notes)

    dataset, gathered, from_json = read(SAMPLES / "cordis-h2020projects-json.zip")
    assert (dataset, gathered.rows_in, gathered.rows_rejected) == ("cordis/h2020", 5, 0)
    first = {row for row in participations(facts) if row[1] == "cordis-grant:700101"}
    assert participations(from_json) == first
    assert said(from_json, "pic:999000001") == said(facts, "pic:999000001")


def test_the_published_zip_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cordis-h2020projects-csv.zip"
    with ZipFile(path, "w") as archive:
        for file in sorted((SAMPLES / "whole").iterdir()):
            archive.write(file, file.name)
    _, gathered, facts = read(path)
    _, single, loose = read(SAMPLES / "whole")
    assert gathered.rows_in == single.rows_in
    assert list(facts.claims["content"]) == list(loose.claims["content"])


def test_a_project_file_without_its_header_line(tmp_path: Path) -> None:
    header, *rows = (SAMPLES / "whole" / "project.csv").read_bytes().split(b"\r\n")
    columns = header.count(b";") + 1
    path = tmp_path / "project_latest_20220718.csv"
    # The copies that lack the header have the columns of 2022, without the keywords.
    lines = pd.read_csv(SAMPLES / "whole" / "project.csv", sep=";", dtype="str", keep_default_na=False)
    lines.drop(columns="keywords").to_csv(path, index=False, header=False, quoting=1)
    assert columns == 21
    assert rows
    _, gathered, facts = read(path)
    _, _, with_header = read(SAMPLES / "whole" / "project.csv")
    assert (gathered.rows_in, gathered.rows_rejected) == (2, 0)
    assert list(facts.claims["content"]) == list(with_header.claims["content"])


@pytest.mark.parametrize(
    ("text", "dataset"),
    [
        ("projectID;topic\n226345;A\n", "cordis/fp7"),
        ("projectID;topic\n945335;A\n101003777;A\n", "cordis/h2020"),
        ("projectID;topic\n101060884;A\n101257985;A\n", "cordis/horizon"),
        ("projectID;topic\n7;A\n", "cordis"),
    ],
)
def test_grant_numbers_tell_the_framework_programme(text: str, dataset: str, tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text(text)
    assert read(path)[0] == dataset


def test_files_of_two_framework_programmes_are_not_mixed_by_accident(tmp_path: Path) -> None:
    other = tmp_path / "legalBasis.csv"
    other.write_text("projectID;legalBasis\n101257985;HORIZON.3.1\n")
    with pytest.raises(SourceError, match="several framework programmes") as told:
        read(other, SAMPLES / "whole" / "project.csv")
    assert "--dataset" in str(told.value)


def test_what_a_file_says_of_its_programme_counts_more_than_its_numbers(tmp_path: Path) -> None:
    numbers = tmp_path / "topics.csv"
    numbers.write_text("projectID;topic\n226345;A\n")
    assert read(numbers, SAMPLES / "whole" / "project.csv")[0] == "cordis/h2020"


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


def test_editions_and_programmes_in_one_store_join_where_they_should_and_never_harm_each_other(eco: Ecosystem) -> None:
    count = "MATCH (:Organisation)-[x:PARTICIPATES_IN]->(:Project) RETURN x.dataset, count(x)"
    eco.load("cordis", SAMPLES / "whole")
    eco.load("cordis", SAMPLES / "fp7")
    eco.load("cordis", SAMPLES / "old", dataset="cordis/h2020-2020")
    assert set(eco.rows(count).rows) == {("cordis/h2020", 6), ("cordis/fp7", 4), ("cordis/h2020-2020", 3)}
    # Project 700101 is record 200001: named by its grant in one layout and by its record in the other.
    assert eco.show("cordis-project-rcn:200001").id == "cordis-grant:700101"
    # The same participant code in three files is one organisation.
    alpha = eco.show("pic:999000001")
    assert {claim["dataset"] for claim in alpha.claims} == {"cordis/h2020", "cordis/fp7", "cordis/h2020-2020"}
    again = eco.load("cordis", SAMPLES / "whole", complete=True)
    assert again.written == 0
    eco.unload("cordis/h2020")
    assert set(eco.rows(count).rows) == {("cordis/fp7", 4), ("cordis/h2020-2020", 3)}
