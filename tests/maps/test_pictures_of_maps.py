"""Still pictures and maps inside notebooks: what they show is what the content holds, and nothing in them can run."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Browser

from graphmodel.maps import InlineMap, MapContent, Picture, content_to_svg, map_html
from tests.maps.contents import hostile, invented

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = MapContent("Nobody yet", pd.DataFrame(), pd.DataFrame(), pd.DataFrame())


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_largest_things_are_named_actors_first_and_the_legend_counts_every_kind() -> None:
    shown = texts(content_to_svg(invented(), labels=3))
    assert shown[0] == "Pécsi Egészség Klaszter", "the largest cluster"
    assert shown[-3:] == ["3 clusters", "1 ministry or public body", "6 organisations"]
    assert len(shown) == 3 + 3


def test_projects_are_named_after_actors_however_large() -> None:
    nodes = pd.DataFrame(
        {"id": ["p", "o"], "name": ["P", "O"], "kind": ["Project", "Organisation"], "size": [9.0, 1.0]}
    )
    edges = pd.DataFrame({"source": ["o"], "target": ["p"], "kind": ["takes part"]})
    content = MapContent("Two", nodes, edges, pd.DataFrame())
    assert texts(content_to_svg(content, labels=1))[0] == "O"


def test_every_tie_is_one_line_from_thing_to_thing() -> None:
    svg = content_to_svg(invented())
    (lines,) = [path for path in ElementTree.fromstring(svg).iter(f"{SVG}path") if path.get("fill") == "none"]
    pairs = invented().edges[["source", "target"]].drop_duplicates()
    pairs = pairs[[one != other for one, other in pairs.itertuples(index=False)]]
    both = {frozenset(pair) for pair in pairs.itertuples(index=False, name=None)}
    assert (lines.get("d") or "").count("M") == len(both)


def test_everything_lies_inside_the_picture() -> None:
    root = ElementTree.fromstring(content_to_svg(invented()))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for path in root.iter(f"{SVG}path"):
        for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path.get("d") or ""):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_the_order_of_rows_changes_nothing() -> None:
    content = invented()
    turned = MapContent(content.title, content.nodes[::-1], content.edges[::-1], content.evidence[::-1])
    assert content_to_svg(turned) == content_to_svg(content)


def test_a_map_of_nothing_is_an_empty_picture() -> None:
    assert texts(content_to_svg(EMPTY)) == []


@pytest.mark.parametrize(
    "payload",
    ["</text><script>alert(1)</script>", '"><image href="http://x/">', "&<>]]>\ufffe\x00", "x" * 5000, "\u202eabc"],
)
def test_hostile_names_stay_text(payload: str) -> None:
    svg = content_to_svg(hostile(payload))
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "circle",
        "path",
        "text",
    }
    assert not any(name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib)
    assert max(map(len, texts(svg))) <= 44
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", svg)


def test_a_picture_shows_in_a_notebook_and_can_be_saved(tmp_path: Path) -> None:
    picture = Picture(content_to_svg(invented()))
    assert picture._repr_svg_() == picture.svg
    assert repr(picture) == "An invented ecosystem: 3 clusters, 1 ministry or public body, 6 organisations, 15 ties"
    assert picture.save(tmp_path / "map.svg").read_text(encoding="utf-8") == picture.svg


def test_the_map_runs_in_a_notebooks_frame_and_reaches_neither_network_nor_notebook(
    browser: Browser, tmp_path: Path
) -> None:
    """The notebook is a page with a cell's output in it; the map inside is used as a person would."""
    cell = InlineMap(map_html(hostile("</iframe><img src=x onerror=parent.fired=1>")), height=500)._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><meta charset=utf-8><body><script>fired = 0</script>{cell}", encoding="utf-8")
    page = browser.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url) if request.url != notebook.as_uri() else None)
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    limit = time.monotonic() + 20
    while not frame.evaluate("() => Boolean(document.documentElement.dataset.ready)"):
        assert time.monotonic() < limit
        time.sleep(0.05)
    first = frame.evaluate("graphmodelMap.data.nodes.id[0]")
    frame.evaluate("id => graphmodelMap.select(id)", first)
    time.sleep(0.2)
    assert page.evaluate("fired") == 0
    assert (
        frame.evaluate("(() => { try { return parent.document.title } catch (e) { return 'refused' } })()") == "refused"
    )
    assert page.locator("iframe").bounding_box()["height"] > 490
    assert [each for each in troubles if not each.startswith("about:srcdoc")] == []
    page.close()
