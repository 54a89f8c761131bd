"""The map of a store in Hungarian and Czech: ties, fields, evidence and notes too; only what the data say stays as it is.

Names in these tables are numbers, so that every word on the page is one of ours.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from babel import Locale

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import RequestError
from graphmodel.graphs.filters import Filters
from graphmodel.maps import map_html
from graphmodel.pages import open_language
from graphmodel.report.ecosystem_map import MapChoice, store_to_ecosystem_map
from graphmodel.report.map_terms import FIELD_NAMES, TIE_NAMES, TIE_SENTENCES
from graphmodel.report.map_ties import store_to_meeting_places
from graphmodel.report.writing import candidate_to_things
from tests.maps.conftest import OpenMap
from tests.maps.test_languages_of_maps import SAID, WORDS, leaves, words_of

TABLES: dict[str, list[str]] = {
    "organisations": [
        "id,name,country,kind,city,unit_of,succeeded_by",
        "1,1 1,HU,company,9,,",
        "2,2 2,CZ,university,9,1,",
        "3,3 3,,research,9,,2",
        "4,4 4,HU,other,9,,",
    ],
    "clusters": [
        "id,name,country,kind,founded,stage,mark,mark_until,short_name,sectors,why",
        "5,5 5,HU,association,2010,growth,77,2024-12-31,55,99,88",
        "6,6 6,CZ,association,2012,maturity,,,,,",
    ],
    "ministries": [
        "id,name,country,kind,level,government",
        "7,7 7,HU,public,national,66",
        "8,8 8,CZ,public,regional,",
    ],
    "projects": [
        "id,acronym,title,start,end,total_cost,eu_contribution,status,programme",
        "20,20 20,21 21,2012-05-01,2014-10-31,1500000,1275000,CLOSED,30",
        "22,22 22,,2015,2016,,,SIGNED,30",
    ],
    "programmes": ["id,name,period,fund", "30,30 30,2007-2013,11"],
    "events": ["id,name,start,country", "40,40 40,2018-09-25,HU"],
    "alliances": ["id,name,scheme,since", "50,50 50,51,2013"],
    "sectors": ["id,name", "99,99 99"],
    "participations": [
        "organisation,project,role,contribution",
        "1,20,coordinator,120000",
        "2,20,participant,",
        "5,20,partner,",
        "6,22,lead partner,",
        "1,22,third party,",
        "4,22,beneficiary,",
    ],
    "members": ["member,cluster,role,since", "1,5,member,2011"],
    "managers": ["manager,managed", "1,5"],
    "funding": ["funder,funded,amount", "7,5,50000"],
    "oversight": ["authority,overseen,since", "7,5,2013"],
    "agreements": ["one,other,until", "5,1,2015"],
    "alliance_members": ["member,alliance,role", "5,50,lead", "6,50,member", "3,50,expression of interest"],
    "attendance": ["organisation,event,role", "5,40,organiser", "8,40,speaker", "2,40,participant"],
}


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder = tmp_path_factory.mktemp("tables")
    for sheet, rows in TABLES.items():
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(row.split(",") for row in rows)
    with graphmodel.open(tmp_path_factory.mktemp("numbered") / "store") as eco:
        eco.load("tables", folder, dataset="d")
        yield eco


def known_words(code: str) -> set[str]:
    """Every word of the page's texts, of the translations and of the countries' names; and of places in files."""
    translated = open_language(code).translations._catalog.values()  # type: ignore[attr-defined]
    of_map = {*TIE_NAMES.values(), *TIE_SENTENCES.values(), *FIELD_NAMES.values()}
    assert of_map <= set(open_language(code).translations._catalog)  # type: ignore[attr-defined]
    places = {"csv", "graphmodel", "ask", "organisations", "without", "partners", "template", *words_of(*TABLES)}
    months = Locale(code).months["format"]["abbreviated"].values()
    return words_of(
        *(text for _, text in leaves(WORDS[code])), *translated, *Locale(code).territories.values(), *months
    ) | words_of(*places)


@pytest.mark.parametrize("code", ["hu", "cs"])
def test_a_map_of_a_store_says_everything_in_its_language(code: str, numbered: Ecosystem, open_map: OpenMap) -> None:
    content = store_to_ecosystem_map(numbered.store, MapChoice(language=code))
    page = open_map(map_html(content))
    said: list[str] = page.evaluate(SAID)
    for node in content.nodes["id"]:
        page.evaluate("id => graphmodelMap.select(id)", node)
        for head in page.locator("#details .neighbour").all():
            head.click()
        said += page.evaluate(SAID)
    page.locator("#show-table").click()
    said += page.evaluate(SAID)
    assert words_of(*said) <= known_words(code)
    # Every kind of tie was read, none of them in English.
    english = {name.lower() for name in TIE_NAMES.values()}
    assert content.edges["kind"].nunique() == len(TIE_NAMES)
    assert not set(content.edges["kind"]) & english


@pytest.mark.parametrize(
    ("code", "kind", "text", "detail", "note"),
    [
        (
            "en",
            "takes part in project",
            "1 1 takes part in a project: 20 20 (coordinator, €120,000, 2012–2014)",
            ("total cost", "€1,500,000"),
            "6 ties without a date are left out.",
        ),
        (
            "hu",
            "projekt résztvevője",
            "1 1 részt vesz ebben a projektben: 20 20 (koordinátor, 120 000 €, 2012–2014)",
            ("teljes költség", "1 500 000 €"),
            "6 dátum nélküli kapcsolat kimaradt.",
        ),
        (
            "cs",
            "účastník projektu",
            "1 1 se účastní projektu: 20 20 (koordinátor, 120 000 €, 2012–2014)",
            ("celkové náklady", "1 500 000 €"),
            "6 vazeb bez data je vynecháno.",
        ),
    ],
)
def test_ties_fields_evidence_and_notes_are_told_in_the_language(
    code: str, kind: str, text: str, detail: tuple[str, str], note: str, numbered: Ecosystem
) -> None:
    content = store_to_ecosystem_map(numbered.store, MapChoice(language=code, first_year=2000))
    assert kind in set(content.edges["kind"])
    # Numbers keep their digits together with blanks that do not break.
    assert text in {told.replace("\u00a0", " ") for told in content.evidence["text"]}
    details = itertools.chain.from_iterable(content.nodes["details"])
    assert detail in {(name, value.replace("\u00a0", " ")) for name, value in details}
    # Undated: who manages and funds, the unit, the successor, and both projects' parts in their programme.
    assert note in content.notes


def test_titles_and_filters_are_told_in_the_language(numbered: Ecosystem) -> None:
    asked = MapChoice(None, Filters("HU", sector="d:99"), 2010, language="hu")
    content = store_to_ecosystem_map(numbered.store, asked)
    assert content.title == "Klaszter-ökoszisztéma"
    assert content.subtitle == "ország: Magyarország, ágazat: 99 99, évek: 2010–…"
    own = store_to_ecosystem_map(numbered.store, MapChoice("Clusters", language="hu"))
    assert own.title == "Clusters"  # given by the reader: not ours to translate, even where we know the word


def test_the_map_is_the_same_in_every_language_but_for_its_words(numbered: Ecosystem) -> None:
    english, czech = (store_to_ecosystem_map(numbered.store, MapChoice(language=code)) for code in ("en", "cs"))
    assert czech.nodes["id"].equals(english.nodes["id"])
    columns = ["source", "target", "directed", "weight", "since", "until"]
    assert czech.edges[columns].equals(english.edges[columns])
    assert len(czech.notes) == len(english.notes)


def test_a_language_is_asked_for_by_its_code(numbered: Ecosystem, tmp_path: Path) -> None:
    page = numbered.map(tmp_path / "map.html", lang="cs").read_text(encoding="utf-8")
    assert re.search(r'<html lang="cs">.*<title>Klastrový ekosystém</title>', page, re.DOTALL)
    assert ">2 klastry<" in numbered.picture(lang="cs").svg
    assert 'lang="hu"' in numbered.inline_map(lang="hu").html
    with pytest.raises(RequestError, match="'de'"):
        numbered.map(tmp_path / "map.html", lang="de")


def test_a_report_shows_the_map_in_its_language(numbered: Ecosystem, tmp_path: Path) -> None:
    page = numbered.report(tmp_path / "report.html", lang="hu").read_text(encoding="utf-8")
    assert "projekt résztvevője" in page
    assert "takes part in project" not in page


def test_meeting_places_are_where_one_of_each_takes_part(numbered: Ecosystem) -> None:
    # 1 is in both projects and a member of cluster 5; 5 is in project 20, 6 in project 22; both clusters are in alliance 50.
    assert store_to_meeting_places(numbered.store, ["d:5", "d:6"], ["d:1"]) == {"d:20", "d:22"}
    assert store_to_meeting_places(numbered.store, ["d:5", "d:6"], ["d:3"]) == {"d:50"}
    assert store_to_meeting_places(numbered.store, ["d:6"], ["d:8"]) == frozenset()


def test_the_map_of_a_candidate_shows_how_each_bridge_meets_the_members(numbered: Ecosystem) -> None:
    candidate = pd.Series({"members": ("d:5", "d:6"), "bridges": ("d:1",), "evidence": ("d:50",)})
    things = candidate_to_things(candidate, numbered.store)
    content = store_to_ecosystem_map(numbered.store, MapChoice(among=things))
    assert set(content.nodes["id"]) == {"d:5", "d:6", "d:1", "d:50", "d:20", "d:22"}
    ties = set(content.edges[["source", "target"]].itertuples(index=False, name=None))
    assert {("d:1", "d:20"), ("d:1", "d:22"), ("d:5", "d:20"), ("d:6", "d:22")} <= ties
