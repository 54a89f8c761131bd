"""Natural persons are counted, but not named: nothing in the store tells who they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphmodel.classification.persons import PersonWords, are_persons, is_person, read_person_words
from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem
from graphmodel.store import Store

ORGANISATIONS = """id,name,names,short_name,country,city,kind,url,vat
pat,Dr. Patricia Muster,Patricia Muster,PM,AT,Wels,company,https://muster.example,ATU1234567
rob,Robert Beispiel,,,AT,,,,
firm,Robert Beispiel GmbH,,,AT,Linz,company,https://beispiel.example,
uni,Robert Schuman University,,,AT,,university,,
"""
PROJECTS = "id,acronym\np,POLY\n"
PARTICIPATIONS = "organisation,project,role\npat,p,coordinator\nrob,p,partner\nfirm,p,partner\n"


@pytest.fixture(scope="module")
def words() -> PersonWords:
    return read_person_words(content_folder("classes") / "persons" / "words.toml")


@pytest.mark.parametrize(
    "name",
    [
        "MUSTER PATRICIA", "Dr Johanna Beispiel", "Jan Novák", "Muster Michael, e.U.", "Kovács László egyéni vállalkozó",
        "Novák Jan OSVČ", "VAN DEN VOORBEELD PIETER",
    ],
)  # fmt: skip
def test_names_of_persons_are_recognised(name: str, words: PersonWords) -> None:
    assert is_person(name, words)


@pytest.mark.parametrize(
    "name",
    [
        "Robert Bosch GmbH", "Martin & Sons", "Johannes Kepler Universität", "Ernst & Young Ltd", "Santa Maria da Feira",
        "Saint Gobain", "Ville de Foix", "Jean", "Paul Scherrer Institut", "Agusta S.p.A.", "John Innes Centre",
    ],
)  # fmt: skip
def test_names_of_bodies_are_not(name: str, words: PersonWords) -> None:
    assert not is_person(name, words)


def test_whom_a_source_calls_public_or_a_university_is_no_person(words: PersonWords) -> None:
    kinds = ["public", "university", "company", None]
    assert are_persons(["Jan Novák"] * 4, kinds, words).tolist() == [False, False, True, True]


@pytest.fixture
def eco(store: Store, tmp_path: Path) -> Ecosystem:
    for name, text in {"organisations": ORGANISATIONS, "projects": PROJECTS, "participations": PARTICIPATIONS}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    eco = Ecosystem(store)
    eco.load("tables", tmp_path, dataset="ours")
    return eco


def test_a_persons_name_is_nowhere_in_the_store_but_the_person_counts(eco: Ecosystem) -> None:
    rows = eco.rows("MATCH (o:Organisation) RETURN o.id, o.name, properties(o)").rows
    assert {(key, name) for key, name, _ in rows} == {
        ("ours:pat", "Natural person"),
        ("ours:rob", "Natural person"),
        ("ours:firm", "Robert Beispiel GmbH"),
        ("ours:uni", "Robert Schuman University"),
    }
    everything = json.dumps([properties for _, _, properties in rows], default=str)
    assert [told for told in ("Patricia", "Muster", "muster.example", "ATU1234567", "Wels") if told in everything] == []
    assert eco.rows("MATCH (:Organisation)-[r:PARTICIPATES_IN]->(:Project) RETURN count(r)").rows == [(3,)]


def test_two_persons_of_a_country_are_not_one(eco: Ecosystem) -> None:
    assert eco.rows("MATCH (d:Decision) RETURN count(d)").rows == [(0,)]


def test_the_load_says_how_many_and_loading_again_writes_nothing(eco: Ecosystem, tmp_path: Path) -> None:
    report = eco.load("tables", tmp_path, dataset="ours")
    assert not any(report.counts.values())
    assert [note for note in report.notes if note.startswith("2 natural persons are counted, but not named")]


def test_an_id_that_is_made_of_the_name_is_replaced(store: Store, tmp_path: Path) -> None:
    head = "Programme;Acronym;Project Partner;Lead Partner;Street;Postal code;Town;Country;Website;Department;Legal Status;"
    head += "Country code;NUTS1 (or equivalent);NUTS2 (or equivalent);NUTS3 (or equivalent)\n"
    line = "2014 - 2020 INTERREG Example;POLY;Patricia Muster;Yes;Weg 1;4600;Wels;Austria;;;private;AT Austria / ÖSTERREICH;;;\n"
    (tmp_path / "Partnership.csv").write_text(head + line, encoding="utf-8")
    eco = Ecosystem(store)
    eco.load("keep", tmp_path / "Partnership.csv")
    rows = eco.rows(
        "MATCH (o:Organisation)-[r]->(n) RETURN o.id, o.identifiers, o.name, o.claims, properties(r), n.id"
    ).rows
    assert {name for _, _, name, *_ in rows} == {"Natural person"}
    assert "muster" not in json.dumps(rows, default=str).casefold()
