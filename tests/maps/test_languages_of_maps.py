"""Maps in Hungarian and Czech: the same texts as in English, forms as the language counts, and no English left on the page."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from babel import Locale
from playwright.sync_api import Page

import graphmodel.maps
from graphmodel.errors import RequestError
from graphmodel.maps import Credit, MapContent, content_to_svg, map_html
from graphmodel.maps.wording import LANGUAGES
from graphmodel.pages import LANGUAGES as LANGUAGES_OF_PAGES
from tests.maps.conftest import OpenMap
from tests.maps.contents import invented, planted

WORDS = {
    code: json.loads(
        Path(graphmodel.maps.__file__).parent.joinpath("template", f"strings.{code}.json").read_text(encoding="utf-8")
    )
    for code in LANGUAGES
}
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
#: Whatever somebody may read or hear on the page: texts that are shown, and texts of attributes.
SAID = """() => {
  const texts = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('script, style, noscript')) continue;
    for (const name of ['title', 'aria-label', 'aria-roledescription', 'placeholder'])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
    for (const child of element.childNodes) if (child.nodeType === 3) texts.push(child.textContent);
  }
  return texts;
}"""


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file with where it stands; forms for numbers stand in one place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, f"{path}[{place}]")
    elif value.keys() & CATEGORIES:
        for form, text in value.items():
            yield (f"{path}.all" if form == "all" else path), text
    else:
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}")


def holes(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\{\w+\}", text))


def words_of(*texts: str) -> set[str]:
    """The words of two letters and more, in small letters."""
    return {word.lower() for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)}


def named_in_numbers(language: str) -> MapContent:
    """Two groups of three, tied in every way the page has words for; what is data here holds no word at all."""
    kinds = ["Cluster", "Organisation", "Project", "Ministry", "Event", "MetaCluster"]
    nodes = pd.DataFrame(
        {
            "id": [f"{i}" for i in range(9)],
            "name": [f"№ {i}" for i in range(9)],
            "kind": [*kinds, "Organisation", "Organisation", "Candidate"],
            "country": ["1", "1", "2", "2", "2", None, None, "1", "1"],
            "country_name": ["1", "1", "2", "2", "2", None, None, "1", "1"],
            "sectors": [("1",), ("2",), (), ("1", "2"), (), (), (), (), ()],
            "city": "7",
            "url": "https://1.1/",
            "year": [2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, None],
            "community": [0, 0, 0, 1, 1, 1, 0, 1, None],
            "community_name": ["1", "1", "1", "2", "2", "2", "1", "2", None],
            "size": [5.0, 4, 3, 2, 1, 1, 1, 1, 0],
            "details": [(("8", "9"),)] * 9,
            "names": [("11", "12")] * 9,
        }
    )
    ends = [(0, 1), (0, 2), (1, 2), (6, 2), (3, 4), (3, 5), (4, 5), (7, 5), (2, 3)]
    edges = pd.DataFrame(
        {
            "source": [str(a) for a, _ in ends],
            "target": [str(b) for _, b in ends],
            "kind": ["1", "2", "1", "1", "2", "1", None, "1", "1"],
            "directed": [True, False] * 4 + [True],
            "weight": [1.0, 2, 3, 4, 5, 6, 7, 8, 9],
            "since": [2001, None, 2003, 2004, 2005, None, None, 2008, 2003],
            "until": [None, 2009, 2009, 2004, None, None, None, 2009, 2010],
        }
    )
    evidence = edges[["source", "target", "kind"]].assign(text="13", origin="14", url="https://1.1/")
    credits = [Credit("15", "16", "https://1.1/", "17", "18")]
    return MapContent("19", nodes, edges, evidence.head(4), credits, ["20"], "21", "22", "23", language)


# -- the files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_every_text_with_the_same_places_to_fill(code: str) -> None:
    english = {path: holes(text) for path, text in leaves(WORDS["en"])}
    assert {path: holes(text) for path, text in leaves(WORDS[code])} == english
    assert all(text.strip() for _, text in leaves(WORDS[code]))
    assert WORDS[code]["locale"] == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_with_a_number_has_each_form_the_language_counts_in(code: str) -> None:
    needed = {Locale(code).plural_form(number) for number in range(200)}
    counted = [value for value in WORDS[code].values() if isinstance(value, dict) and value.keys() & CATEGORIES]
    assert len(counted) > 5
    for forms in counted:
        assert set(forms) == needed
    for forms in WORDS[code]["kinds"].values():
        assert set(forms) == needed | {"all"}


@pytest.mark.parametrize("code", ["hu", "cs"])
def test_no_text_is_left_in_english(code: str) -> None:
    english: dict[str, set[str]] = {}
    for path, text in leaves(WORDS["en"]):
        english.setdefault(path, set()).add(text)
    same = {text for path, text in leaves(WORDS[code]) if text in english[path]}
    # Words the languages share, and patterns without any word.
    assert {text for text in same if words_of(re.sub(r"\{\w+\}", "", text))} <= {"region", "licence: {licence}"}


def test_maps_and_pages_are_written_in_the_same_languages() -> None:
    assert LANGUAGES == LANGUAGES_OF_PAGES


@pytest.mark.parametrize("draw", [map_html, content_to_svg])
def test_a_language_there_is_none_of_is_refused(draw: Any) -> None:
    with pytest.raises(RequestError, match="'de'") as refusal:
        draw(dataclasses.replace(invented(), language="de"))
    assert refusal.value.remedy == "Choose one of: en, hu, cs."


# -- the page ----------------------------------------------------------------------------------------------------------


def everything_said(page: Page) -> list[str]:
    """What the page says in all its states: overview, a thing, its evidence, a tie, a group, no hit, table, help, nothing."""
    said: list[str] = []

    def note() -> None:
        said.extend(page.evaluate(SAID))

    note()
    page.locator("#details button.group").first.click()
    note()
    page.evaluate("graphmodelMap.select('2')")
    for head in page.locator("#details .neighbour").all():
        head.click()
    note()
    page.locator("#search").fill("№")
    note()
    page.locator("#search").fill("zz")
    note()
    page.locator("#search").fill("")
    page.locator("#show-table").click()
    note()
    page.locator("#table .switch button").last.click()
    note()
    page.locator("#table tbody button.link").first.click()
    note()
    page.locator("#show-map").click()
    for box in page.locator("[data-facet=kind] input").all():
        box.click()
    note()
    page.locator("#open-help").click()
    note()
    page.locator("#close-help").click()
    return said


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_that_the_page_says_is_in_its_language(code: str, open_map: OpenMap) -> None:
    page = open_map(map_html(named_in_numbers(code), layout="islands"))
    assert page.locator("html").get_attribute("lang") == code
    said = words_of(*everything_said(page)) - {"zz"}
    assert said <= words_of(*(text for _, text in leaves(WORDS[code])))
    assert len(said) > 200


@pytest.mark.parametrize(
    ("code", "tiles"),
    [
        ("en", ["1 ministry or public body", "3 clusters", "6 organisations", "4 countries"]),
        ("hu", ["1 minisztérium vagy közintézmény", "3 klaszter", "6 szervezet", "4 ország"]),
        ("cs", ["1 ministerstvo nebo veřejná instituce", "3 klastry", "6 organizací", "4 země"]),
    ],
)
def test_things_are_counted_as_the_language_counts(code: str, tiles: list[str], open_map: OpenMap) -> None:
    content = dataclasses.replace(invented(), language=code)
    page = open_map(content)
    shown = [" ".join(text.split()) for text in page.locator("#details .tiles li").all_inner_texts()]
    assert sorted(shown) == sorted(tiles)
    # The picture counts the same, by Python's rules instead of the browser's.
    told = ElementTree.fromstring(content_to_svg(content)).findtext("{*}desc") or ""
    assert set(tiles[:3]) <= set(re.split(r", (?=\d)", told))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "1,500 of 1,500 things · 1,600 ties"),
        ("hu", "1500 elemből 1500 · 1600 kapcsolat"),
        ("cs", "Zobrazeno prvků: 1 500 z 1 500 · 1 600 vazeb"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(code: str, said: str, open_map: OpenMap) -> None:
    page = open_map(dataclasses.replace(planted(1500, 1600, 5), language=code))
    assert page.locator("#status").inner_text().replace("\u00a0", " ").startswith(said)


@pytest.mark.parametrize(
    ("code", "named"), [("hu", "Pécsi Egészség Klaszter és köre"), ("cs", "Okolí: Pécsi Egészség")]
)
def test_a_group_is_named_after_its_largest_member(code: str, named: str, open_map: OpenMap) -> None:
    content = invented()
    bare = content.nodes.drop(columns=["country", "country_name", "sectors"])
    page = open_map(map_html(dataclasses.replace(content, nodes=bare, language=code), layout="islands"))
    assert any(text.startswith(named) for text in page.locator("#details button.group .name").all_inner_texts())


@pytest.mark.parametrize("code", ["hu", "cs"])
@pytest.mark.parametrize("width", [1400, 1024, 390])
def test_longer_words_do_not_burst_the_page(code: str, width: int, open_map: OpenMap) -> None:
    page = open_map(dataclasses.replace(invented(), language=code), width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate(
        """[...document.querySelectorAll('header button, .zoom button, #filters button, #details button')]
          .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    )
    assert not cut
