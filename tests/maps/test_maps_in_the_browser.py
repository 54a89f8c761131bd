"""A map opened from disk: everything a reader does with it, in a real Chromium."""

from __future__ import annotations

import dataclasses
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

from graphmodel.maps import MapContent, map_html
from tests.maps.conftest import OpenMap, wait_until
from tests.maps.contents import HEALTH, MINING, invented, planted

COLOURS = """() => {
  const canvas = document.querySelector('#canvas canvas'), ctx = canvas.getContext('2d', { willReadFrequently: true });
  const pixels = new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""
#: Contrast (WCAG 2) of every text on the page with what lies behind it: those below 4.5, with their texts.
FAINT = """() => {
  const rgb = text => { const [r, g, b, a] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a: a ?? 1 }; };
  const light = ({ r, g, b }) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => rgb(getComputedStyle(element).backgroundColor);
  const opaque = element => ground(element).a > 0.99 || !element.parentElement;
  const behind = element => (opaque(element) ? ground(element) : behind(element.parentElement));
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || ![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${element.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""


def shown(page: Page) -> dict[str, int]:
    """How many things and ties the filters leave, and how many signs vis-network has not hidden."""
    counts: dict[str, int] = page.evaluate(
        "({...graphmodelMap.shown, signs: graphmodelMap.nodes.get({ filter: item => !item.hidden }).length})"
    )
    return counts


def at(page: Page, key: str, other: str | None = None) -> tuple[float, float]:
    """Where on the page a thing stands, or the middle between two."""
    x, y = page.evaluate(
        """([one, other]) => {
          const { data, network } = graphmodelMap, at = network.getPositions();
          const [a, b] = [one, other ?? one].map(id => at[data.nodes.id.indexOf(id)]);
          const dom = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
          const box = document.getElementById('canvas').getBoundingClientRect();
          return [box.left + dom.x, box.top + dom.y];
        }""",
        [key, other],
    )
    return x, y


def tick(page: Page, facet: str, name: str) -> None:
    page.locator(f"[data-facet={facet}] label", has_text=name).locator("input").click()


def title(page: Page) -> str:
    return page.locator("#details h2").inner_text()


# -- opening -----------------------------------------------------------------------------------------------------------


def test_it_opens_with_everything_in_it(page: Page) -> None:
    assert page.title() == "An invented ecosystem"
    assert shown(page) == {"nodes": 10, "ties": 15, "signs": 10}
    assert page.evaluate("[graphmodelMap.nodes.length, graphmodelMap.edges.length]") == [10, 15]
    assert page.evaluate(COLOURS) > 20
    overview = page.locator("#details").inner_text()
    assert "3\nclusters" in overview
    assert "4\ncountries" in overview
    assert "joined by 15 ties, and 14 facts stand behind them" in overview
    assert "no member lists loaded; graphmodel template shows how" in overview
    assert page.locator("#details .notice code").inner_text() == "graphmodel template"
    assert "Invented facts" in overview
    assert "© nobody" in overview


def test_a_map_of_nothing_says_so(open_map: OpenMap) -> None:
    empty = pd.DataFrame()
    page = open_map(MapContent("Nothing", empty, empty, empty))
    assert "Nothing to show yet" in page.locator("#empty").inner_text()
    assert not page.locator("#search").is_visible()


def test_a_map_without_ties_opens(open_map: OpenMap) -> None:
    page = open_map(dataclasses.replace(invented(), edges=pd.DataFrame(), evidence=pd.DataFrame()))
    assert shown(page) == {"nodes": 10, "ties": 0, "signs": 10}
    assert "No ties between them are known." in page.locator("#details").inner_text()


def test_groups_of_a_larger_map_are_named_and_can_be_visited(open_map: OpenMap) -> None:
    content = planted(240, 1200, 4)
    content.nodes["community"] = [i % 4 for i in range(240)]
    content.nodes["community_name"] = [f"Group {'ABCD'[i % 4]}" for i in range(240)]
    page = open_map(content)
    assert set(page.locator("#details .group .name").all_inner_texts()) == {"Group A", "Group B", "Group C", "Group D"}
    before = page.evaluate("graphmodelMap.network.getScale()")
    page.get_by_role("button", name="Group B").click()
    assert title(page) == "Group B"
    assert "60 things" in page.locator("#details").inner_text()
    wait_until(page, f"graphmodelMap.network.getScale() > {before * 1.2}")
    assert "modularity" in page.locator("#help").text_content()


def test_a_map_opened_where_it_had_no_room_fits_once_it_gets_some(open_map: OpenMap) -> None:
    page = open_map(invented(), width=1, height=1)
    page.set_viewport_size({"width": 1400, "height": 900})
    wait_until(page, "graphmodelMap.network.canvas.frame.canvas.width > 500")
    seen = """(({ network }, at = network.getViewPosition()) =>
      [network.getScale(), at.x, at.y].map(value => value.toFixed(3)).join(" "))(graphmodelMap)"""
    before = page.evaluate(seen)
    page.emulate_media(reduced_motion="reduce")
    page.locator("#fit").click()
    assert page.evaluate(seen) == before


# -- search ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dvorak", "Dvořák Med Cluster"),
        ("Dvořák", "Dvořák Med Cluster"),
        ("pecsi egeszseg", "Pécsi Egészség Klaszter"),
        ("lodz", "Łódź Life Science"),
        ("suss", "Salzburg Süß GmbH"),
        ("pek", "Pécsi Egészség Klaszter"),
        ("health cluster", "Pécsi Egészség Klaszter"),
        ("KOMLO", "Mecsek Bányászati Klaszter"),
        ("klaszter mecsek", "Mecsek Bányászati Klaszter"),
        ("penzugy", "Pénzügyminisztérium"),
    ],
)
def test_search_needs_no_accents_and_knows_other_names_and_ids(page: Page, typed: str, name: str) -> None:
    page.locator("#search").fill(typed)
    assert page.locator("#hits .name").first.inner_text() == name
    page.locator("#search").press("Enter")
    assert title(page) == name


def test_search_by_keyboard(page: Page) -> None:
    search = page.locator("#search")
    page.keyboard.press("/")
    search.type("klaszter")
    assert search.get_attribute("aria-expanded") == "true"
    hits = page.locator("#hits [role=option]")
    assert hits.count() == 2
    first, second = hits.nth(0).inner_text(), hits.nth(1).locator(".name").inner_text()
    assert search.get_attribute("aria-activedescendant") == "hit-0"
    search.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") == "hit-1"
    assert hits.nth(1).get_attribute("aria-selected") == "true"
    search.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") == "hit-0"
    search.press("ArrowUp")
    search.press("Enter")
    assert title(page) == second not in first
    search.press("Escape")
    assert search.input_value() == ""


def test_search_says_when_it_finds_nothing(page: Page) -> None:
    page.locator("#search").fill("zzz")
    assert page.locator("#hits").inner_text() == "Nothing on this map has “zzz” in its name."
    page.locator("#search").press("Enter")
    assert title(page) == "What you see"


def test_a_hit_that_the_filters_hide_brings_it_back(page: Page) -> None:
    tick(page, "country", "Czechia")
    page.locator("#search").fill("dvorak")
    assert "hidden by the filters" in page.locator("#hits").inner_text()
    page.locator("#search").press("Enter")
    assert title(page) == "Dvořák Med Cluster"
    assert shown(page)["nodes"] == 10
    assert "The filters were reset to show Dvořák Med Cluster." in page.locator("#said").inner_text()


# -- filters -----------------------------------------------------------------------------------------------------------


# Twelve ties join the four healthy things and the four miners among themselves; the other three are pecs-dvorak,
# salzburg-komlo and ministry-komlo.
@pytest.mark.parametrize(
    ("facet", "name", "nodes", "ties"),
    [
        ("kind", "Clusters", 7, 1 + 3),  # without pecs, dvorak and komlo
        ("kind", "Ministries", 9, 14),
        ("tie", "Joint projects", 10, 3),
        ("tie", "Oversees", 10, 14),
        ("country", "Hungary", 7, 3 + 3),  # without pecs, komlo and the ministry
        ("country", "not given", 9, 15),  # without Ökomax
        ("sector", "Health", 8, 1 + 6 + 2),  # without pecs and lodz; dvorak stays, being in food too
        ("sector", "not given", 7, 15 - 3 - 1),  # without leoben, the ministry and Ökomax
    ],
)
def test_each_filter_hides_what_it_says(page: Page, facet: str, name: str, nodes: int, ties: int) -> None:
    tick(page, facet, name)
    assert shown(page) == {"nodes": nodes, "ties": ties, "signs": nodes}
    tick(page, facet, name)
    assert shown(page) == {"nodes": 10, "ties": 15, "signs": 10}


def test_counts_beside_the_filters(page: Page) -> None:
    rows = {
        facet: page.locator(f"[data-facet={facet}] .row").all_inner_texts()
        for facet in ("kind", "tie", "country", "sector")
    }
    counts = {facet: {line.split("\n")[0]: line.split("\n")[1] for line in lines} for facet, lines in rows.items()}
    assert counts == {
        "kind": {"Clusters": "3", "Ministries, public bodies": "1", "Organisations": "6"},
        "tie": {"Joint projects": "12", "Agreement": "1", "Alliance": "1", "Oversees": "1"},
        "country": {"Hungary": "3", "Austria": "2", "Czechia": "2", "Poland": "2", "not given": "1"},
        "sector": {"Health": "3", "Mining": "3", "Food": "2", "not given": "3"},
    }


def test_only_and_all(page: Page) -> None:
    page.get_by_role("button", name="Only Poland").click()
    assert shown(page)["nodes"] == 2
    page.get_by_role("button", name="Only Health").click()
    assert shown(page)["nodes"] == 1
    page.get_by_role("button", name="All of: Country").click()
    assert shown(page)["nodes"] == 3
    page.get_by_role("button", name="Reset filters").click()
    assert shown(page) == {"nodes": 10, "ties": 15, "signs": 10}


def test_years_keep_the_ties_that_held_and_the_undated_ones(page: Page) -> None:
    # The healthy held 2012-2014, the miners 2016-2019, the alliance since 2013, the ministry since 2018; one tie is undated.
    page.locator("#year-to").fill("2013")
    assert shown(page)["ties"] == 6 + 1  # komlo, and with it the undated agreement, comes in 2014 only
    page.locator("#year-to").fill("2018")
    page.locator("#year-from").fill("2015")
    assert shown(page)["ties"] == 6 + 1 + 1 + 1
    assert "2015 to 2018" in page.locator("#filters").inner_text()


def test_what_is_left_without_a_tie_can_be_hidden(page: Page) -> None:
    page.locator("#hide-loose").check()
    assert shown(page)["nodes"] == 9
    tick(page, "tie", "Oversees")
    assert shown(page)["nodes"] == 8


def test_filters_that_hide_everything_offer_the_way_back(page: Page) -> None:
    for name in ("Clusters", "Ministries", "Organisations"):
        tick(page, "kind", name)
    assert "The filters hide everything" in page.locator("#empty").inner_text()
    page.locator("#empty button").click()
    assert shown(page)["nodes"] == 10


# -- details and evidence ----------------------------------------------------------------------------------------------


def test_details_of_a_thing(page: Page) -> None:
    page.mouse.click(*at(page, "pecs"))
    assert title(page) == "Pécsi Egészség Klaszter"
    details = page.locator("#details")
    facts = dict(zip(details.locator("dt").all_inner_texts(), details.locator("dd").all_inner_texts(), strict=True))
    assert facts == {
        "Country": "Hungary",
        "Sectors": "Health",
        "Founded": "2010",
        "Stage": "growth",
        "First year": "2010",
        "Strength of ties": "6",
        "Website": "example.org/pecs",
        "Id": "pecs",
    }
    assert "Pecs Health Cluster; PEK" in details.inner_text()
    assert details.get_by_role("link", name="example.org/pecs").get_attribute("rel") == "noopener noreferrer"
    names = details.locator(".neighbour .name").all_inner_texts()
    assert names[0] == "Dvořák Med Cluster", "the one it is tied to most comes first"
    assert set(names) == {"Dvořák Med Cluster", "Łódź Life Science", "Salzburg Süß GmbH"}


def test_the_evidence_behind_a_neighbour(page: Page) -> None:
    page.evaluate("graphmodelMap.select('pecs')")
    neighbour = page.locator(".neighbour", has_text="Dvořák")
    assert "joint projects · alliance · 2 facts" in neighbour.inner_text()
    neighbour.click()
    assert neighbour.get_attribute("aria-expanded") == "true"
    evidence = page.locator(".rests-on").first.inner_text()
    assert "Both in project PECS" in evidence
    assert "Source: tests, row 1" in evidence
    assert "2012–2014 · weight 2" in evidence
    assert "Both in bioXclusters plus (2016-2018)" in evidence
    assert "Source: alliances.csv, row 7" in evidence
    assert page.get_by_role("link", name="open the source").get_attribute("href") == "https://example.org/bio"
    page.get_by_role("button", name="Open Dvořák Med Cluster").click()
    assert title(page) == "Dvořák Med Cluster"


def test_a_line_on_the_map_opens_its_evidence(page: Page) -> None:
    page.evaluate("graphmodelMap.select('pm')")
    time.sleep(0.6)
    page.mouse.click(*at(page, "pm", "komlo"))
    details = page.locator("#details").inner_text()
    assert "Pénzügyminisztérium" in details
    assert "Mecsek Bányászati Klaszter" in details
    assert "The ministry steers the cluster" in details
    assert "Source: ministries.csv, row 2" in details


def test_direction_is_told_from_both_ends(page: Page) -> None:
    page.evaluate("graphmodelMap.select('pm')")
    page.locator(".neighbour").click()
    assert "Oversees →" in page.locator(".rests-on").inner_text()
    page.evaluate("graphmodelMap.select('komlo')")
    page.locator(".neighbour", has_text="Pénzügy").click()
    assert "← oversees" in page.locator(".rests-on:visible").inner_text()


def test_a_tie_without_evidence_says_so(page: Page) -> None:
    page.evaluate("graphmodelMap.select('salzburg')")
    page.locator(".neighbour", has_text="Mecsek").click()
    assert "The data names no single fact for this tie." in page.locator("#details").inner_text()


def test_hidden_ties_are_counted_in_the_details(page: Page) -> None:
    tick(page, "tie", "Joint projects")
    page.evaluate("graphmodelMap.select('pecs')")
    assert page.locator(".neighbour").count() == 1
    assert "3 more ties are hidden by the filters." in page.locator("#details").inner_text()


def test_those_met_in_a_common_project_are_listed_with_it(open_map: OpenMap) -> None:
    nodes = pd.DataFrame(
        {
            "id": ["a", "b", "c", "p", "q"],
            "name": ["Anna", "Bea", "Cili", "P1", "Q2"],
            "kind": ["Cluster"] * 3 + ["Project"] * 2,
        }
    )
    edges = pd.DataFrame(
        {
            "source": ["a", "a", "b", "b", "c"],
            "target": ["p", "q", "p", "q", "q"],
            "kind": "takes part in project",
            "directed": True,
        }
    )
    page = open_map(MapContent("Two projects", nodes, edges, pd.DataFrame()))
    page.evaluate("graphmodelMap.select('a')")
    assert page.locator(".meeting").all_inner_texts() == ["Bea\nP1; Q2", "Cili\nQ2"]


def test_parallel_ties_are_told_apart(open_map: OpenMap) -> None:
    nodes = pd.DataFrame({"id": ["a", "b"], "name": ["Anna", "Bea"], "kind": "Cluster"})
    edges = pd.DataFrame(
        {
            "source": ["a", "a", "b"],
            "target": ["b", "b", "a"],
            "kind": ["alliance", "alliance", "agreement"],
            "since": [2010, 2015, 2012],
        }
    )
    page = open_map(MapContent("Parallel", nodes, edges, pd.DataFrame()))
    assert shown(page)["ties"] == 3
    page.evaluate("graphmodelMap.select('a')")
    assert "alliance ×2 · agreement" in page.locator(".neighbour").inner_text()
    page.locator(".neighbour").click()
    assert page.locator(".rests-on .tie").count() == 3


def test_pointing_at_a_thing_tells_its_name(page: Page) -> None:
    page.mouse.move(*at(page, "komlo"))
    wait_until(page, "!document.getElementById('tooltip').hidden")
    assert page.locator("#tooltip").inner_text() == "Mecsek Bányászati Klaszter\ncluster · Hungary · tied to 5 others"


def test_what_is_not_tied_to_the_selected_is_dimmed(page: Page) -> None:
    def colour_at(key: str) -> list[int]:
        page.mouse.move(5, 5)
        pixel: list[int] = page.evaluate(
            """([x, y]) => { const canvas = document.querySelector('#canvas canvas'), box = canvas.getBoundingClientRect();
            const ratio = canvas.width / box.width;
            return [...canvas.getContext('2d').getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data]; }""",
            at(page, key),
        )
        return pixel[:3]

    vermillion = [0xD5, 0x5E, 0x00]
    assert colour_at("komlo") == vermillion
    page.mouse.click(*at(page, "pecs"))
    time.sleep(0.1)
    assert colour_at("pecs") == vermillion
    assert min(colour_at("komlo")) > 150


def test_a_thing_can_be_dragged(page: Page) -> None:
    x, y = at(page, "lone")
    before = page.evaluate("graphmodelMap.network.getViewPosition()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 90, steps=4)
    page.mouse.up()
    moved = at(page, "lone")
    assert moved == (pytest.approx(x - 60, abs=3), pytest.approx(y - 90, abs=3))
    assert page.evaluate("graphmodelMap.network.getViewPosition()") == before
    page.mouse.click(*moved)
    assert title(page) == "Ökomax"


# -- keyboard, links, table --------------------------------------------------------------------------------------------


def test_everything_by_keyboard(page: Page) -> None:
    page.locator("#canvas").focus()
    page.keyboard.press("n")
    assert title(page) == "Pécsi Egészség Klaszter", "the most important comes first"
    page.keyboard.press("n")
    assert title(page) == "Mecsek Bányászati Klaszter"
    page.keyboard.press("p")
    assert title(page) == "Pécsi Egészség Klaszter"
    assert "tied to 3 others" in page.locator("#said").inner_text().lower()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "details"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "back"
    page.keyboard.press("Enter")
    assert title(page) == "What you see"
    page.locator("#canvas").focus()
    time.sleep(0.5)
    scale, centre = page.evaluate("[graphmodelMap.network.getScale(), graphmodelMap.network.getViewPosition()]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("graphmodelMap.network.getViewPosition().x") > centre["x"]
    page.keyboard.press("+")
    wait_until(page, f"graphmodelMap.network.getScale() > {scale * 1.2}")
    page.keyboard.press("0")
    wait_until(page, f"graphmodelMap.network.getScale() < {scale * 1.1}")


def test_tab_reaches_every_control_and_each_has_a_name(page: Page) -> None:
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, a[href], [tabindex="0"]')].filter(e => e.checkVisibility()
        && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML)"""
    )
    assert nameless == []
    reached = set()
    page.locator("body").press("Tab")
    for _ in range(90):
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
        page.keyboard.press("Tab")
    assert {
        "search",
        "show-table",
        "picture",
        "theme",
        "open-help",
        "canvas",
        "zoom-in",
        "fit",
        "reset",
        "year-from",
        "only",
    } <= reached
    assert "vis-network" not in reached, "the drawing is one stop, not two"


def test_a_link_opens_what_it_names(open_map: OpenMap) -> None:
    page = open_map(invented(), fragment="#id=dvorak")
    assert title(page) == "Dvořák Med Cluster"
    page.evaluate("location.hash = '#id=komlo'")
    wait_until(page, "document.querySelector('#details h2').textContent.startsWith('Mecsek')")
    page.evaluate("graphmodelMap.select('lone')")
    assert page.url.endswith("#id=lone")
    page.locator("#back").click()
    assert "#" not in page.url


def test_a_link_to_something_else_says_so(open_map: OpenMap) -> None:
    page = open_map(invented(), fragment="#id=%E0nobody")
    assert "There is nothing with the id" in page.locator("#said").inner_text()


def test_ids_in_links_may_hold_anything(open_map: OpenMap) -> None:
    content = invented()
    content.nodes.loc[9, "id"] = "keep:2014 - 2020/Č&=#%?"
    page = open_map(content)
    page.evaluate("graphmodelMap.select('keep:2014 - 2020/Č&=#%?')")
    fragment = page.evaluate("location.hash")
    assert title(open_map(content, fragment=fragment)) == "Ökomax"


def test_the_table_is_the_map_in_words(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    rows = page.locator("#table tbody tr")
    assert rows.count() == 10
    assert rows.first.locator("td").all_inner_texts()[:4] == [
        "Mecsek Bányászati Klaszter",
        "cluster",
        "Hungary",
        "Mining",
    ]
    by_name = page.get_by_role("button", name="Sort by Name")
    by_name.focus()
    page.keyboard.press("Enter")
    names = page.locator("#table tbody td:first-child").all_inner_texts()
    assert names == [
        "Dvořák Med Cluster", "Katowice Mines", "Leoben Erz", "Łódź Life Science", "Mecsek Bányászati Klaszter", "Ökomax",
        "Ostrava Důl", "Pécsi Egészség Klaszter", "Pénzügyminisztérium", "Salzburg Süß GmbH",
    ]  # fmt: skip
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Name")
    page.keyboard.press("Enter")
    assert page.locator("#table tbody td:first-child").all_inner_texts() == names[::-1]
    tick(page, "country", "Hungary")
    assert page.locator("#table tbody tr").count() == 7
    page.get_by_role("button", name="Ökomax").click()
    assert title(page) == "Ökomax"


def test_the_table_of_ties_leads_to_their_evidence(page: Page) -> None:
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name="Ties", exact=True).click()
    assert page.locator("#table tbody tr").count() == 15
    row = page.locator("#table tbody tr", has_text="oversees →")
    assert row.locator("td").all_inner_texts() == [
        "Pénzügyminisztérium",
        "oversees →",
        "Mecsek Bányászati Klaszter",
        "since 2018",
        "1",
        "1 fact",
    ]
    row.get_by_role("button", name="1 fact").click()
    assert "The ministry steers the cluster" in page.locator("#details").inner_text()


def test_a_long_table_comes_in_parts(open_map: OpenMap) -> None:
    page = open_map(planted(450, 500, 5))
    page.get_by_role("button", name="Table").click()
    assert page.locator("#table tbody tr").count() == 200
    page.get_by_role("button", name="Show 200 more rows").click()
    page.get_by_role("button", name="Show 50 more rows").click()
    assert page.locator("#table tbody tr").count() == 450


# -- pictures, print, looks --------------------------------------------------------------------------------------------


def test_the_picture_is_a_png_with_the_map_in_it(page: Page, browser: Any, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    assert download.value.suggested_filename == "an-invented-ecosystem.png"
    download.value.save_as(tmp_path / "picture.png")
    picture = (tmp_path / "picture.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    assert width == 2 * box["width"]
    assert height > 2 * box["height"] + 100, "there is room for the title, the legend and the sources"
    viewer = browser.new_page()
    viewer.goto((tmp_path / "picture.png").as_uri())
    colours = viewer.evaluate(
        """() => { const image = document.querySelector('img');
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const ctx = canvas.getContext('2d'); ctx.drawImage(image, 0, 0);
        return new Set(new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size; }"""
    )
    viewer.close()
    assert colours > 20


def test_print_shows_the_picture_and_the_details(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#print canvas").is_visible()
    assert page.locator("#details").is_visible()
    assert not page.locator("#filters").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#print canvas").count() == 0


def test_the_help_explains_how_to_read_it_and_names_the_sources(page: Page) -> None:
    page.get_by_role("button", name="Help").click()
    said = page.locator("#help").inner_text()
    assert "strength of ties" in said
    assert "number of joint projects" in said
    assert "sends nothing anywhere" in said
    assert "licence: CC0 1.0" in said
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_either_ground(open_map: OpenMap, scheme: str) -> None:
    page = open_map(invented(), color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    faint = page.evaluate(FAINT)
    page.evaluate("graphmodelMap.select('pecs')")
    page.locator(".neighbour").first.click()
    faint += page.evaluate(FAINT)
    page.get_by_role("button", name="Table").click()
    faint += page.evaluate(FAINT)
    page.get_by_role("button", name="Help").click()
    faint += page.evaluate(FAINT)
    assert faint == []


def test_the_ground_can_be_switched(open_map: OpenMap) -> None:
    page = open_map(invented(), color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    button = page.get_by_role("button", name="Dark")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.evaluate(COLOURS) > 20


@pytest.mark.parametrize(("width", "height", "ratio"), [(1400, 900, 1), (1024, 768, 1), (700, 450, 2), (512, 384, 2)])
def test_it_fits_the_window(open_map: OpenMap, width: int, height: int, ratio: int) -> None:
    page = open_map(invented(), width=width, height=height, device_scale_factor=ratio)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#search").is_visible()
    canvas = page.locator("#canvas").bounding_box()
    assert canvas is not None
    assert canvas["width"] >= min(width, 690)
    if width < 1180:
        page.get_by_role("button", name="Filters").click()
    tick(page, "country", "Hungary")
    assert shown(page)["nodes"] == 7


def test_labels_do_not_cover_each_other(open_map: OpenMap) -> None:
    written: Callable[[Page], list[list[float]]] = lambda page: page.evaluate(  # noqa: E731
        """() => { const boxes = [], canvas = document.querySelector('#canvas canvas'), ctx = canvas.getContext('2d');
        const fillText = ctx.fillText;
        ctx.fillText = function (text, x, y) {
          boxes.push([x, y - 10, this.measureText(text).width, 12]);
          return fillText.apply(this, arguments);
        };
        graphmodelMap.network.redraw();
        return new Promise(done => setTimeout(() => { delete ctx.fillText; done(boxes); }, 200)); }"""
    )
    page = open_map(planted(300, 900, 4))
    boxes = written(page)
    assert len(boxes) > 15
    for i, (x, y, w, h) in enumerate(boxes):
        for ox, oy, ow, oh in boxes[:i]:
            assert x >= ox + ow or ox >= x + w or y >= oy + oh or oy >= y + h
    page.evaluate("graphmodelMap.network.moveTo({ scale: graphmodelMap.network.getScale() * 2.5 })")
    assert len(written(page)) > len(boxes) * 0.8


def test_what_is_left_out_from_afar_is_said_and_comes_with_zooming_in(open_map: OpenMap) -> None:
    page = open_map(map_html(planted(200, 6500, 2), layout="force"))
    assert (
        page.locator("#status").inner_text()
        == "200 of 200 things · 6,500 ties · the 6,000 strongest drawn, zoom in for all"
    )
    page.evaluate("graphmodelMap.network.moveTo({ scale: graphmodelMap.network.getScale() * 2 })")
    wait_until(page, "!document.getElementById('status').textContent.includes('strongest')")
    assert page.locator("#status").inner_text() == "200 of 200 things · 6,500 ties"


def test_groups_keep_their_things_together_on_the_small_map(page: Page) -> None:
    """Those tied by many projects stand nearer each other than to the other group."""
    import itertools

    def gap(one: str, other: str) -> float:
        (ax, ay), (bx, by) = at(page, one), at(page, other)
        return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)

    inside = [gap(a, b) for group in (HEALTH, MINING) for a, b in itertools.combinations(group, 2)]
    across = [gap(a, b) for a in HEALTH for b in MINING]
    assert sum(inside) / len(inside) < sum(across) / len(across)


# -- size --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("things", "ties"), [(1500, 10_000), pytest.param(5000, 15_000, marks=pytest.mark.proof)])
def test_a_large_map_opens_and_answers(
    open_map: OpenMap, record_property: Callable[[str, object], None], things: int, ties: int
) -> None:
    page = open_map(planted(things, ties, 20))
    record_property(
        f"milliseconds until {things} things and {ties} ties are ready",
        page.evaluate("document.documentElement.dataset.ready"),
    )
    assert shown(page) == {"nodes": things, "ties": ties, "signs": things}
    assert page.evaluate(COLOURS) > 20
    page.locator("#search").fill("gyori szervezet 1234")
    page.locator("#search").press("Enter")
    assert title(page) == "Győri Szervezet 1234"
    page.get_by_role("button", name="Only Clusters").click()
    assert (
        shown(page)["nodes"]
        == page.evaluate("graphmodelMap.nodes.get({ filter: item => !item.hidden }).length")
        < things / 4
    )
