"""Whatever the data holds, the page shows it as text: nothing runs, nothing is fetched, nothing breaks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from graphmodel.maps import MapContent, map_html
from tests.maps.conftest import OpenMap
from tests.maps.contents import hostile

PAYLOADS = {
    "image": "<img src=x onerror=\"window.fired='image'\">",
    "image with href": "<img src=x alt=href onerror=\"window.fired='href'\">",
    "script": "</script><script>window.fired='script'</script>",
    "comment and script": "<!--<script>--></script><script>window.fired='comment'</script>",
    "svg": '"><svg onload="window.fired=\'svg\'"><style onload="window.fired=\'style\'">',
    "attribute": "' onmouseover='window.fired=1' autofocus onfocus='window.fired=\"attribute\"' x='",
    "address": "javascript:window.fired='address'",
    "template": "{{ 7 * 7 }}{% raw %}${window.fired='template'}",
    "prototype": "__proto__",
    "constructor": "constructor",
    "line ends": "\u2028window.fired='line'\u2029//",
    "closing": "</title></style></textarea></noscript></dialog><script>window.fired='closing'</script>",
}


def visit_everything(page: Page, first: str) -> None:
    """Open every panel, list, tooltip and table that shows data."""
    page.evaluate("id => graphmodelMap.select(id)", first)
    for neighbour in page.locator(".neighbour").all():
        neighbour.click()
    time.sleep(0.5)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    for x in range(8):
        for y in range(6):
            page.mouse.move(box["x"] + box["width"] * (x + 0.5) / 8, box["y"] + box["height"] * (y + 0.5) / 6)
    page.locator("#search").fill(first[:20])
    page.locator("#search").press("Enter")
    page.locator("#search").press("Escape")
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name="Ties", exact=True).click()
    page.locator("#table tbody .link").first.click()
    page.get_by_role("button", name="Map", exact=True).click()
    page.get_by_role("button", name="Help").click()
    page.keyboard.press("Escape")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.locator("#back").click()
    for group in page.locator(".group").all()[:1]:
        group.click()
    with page.expect_download():
        page.get_by_role("button", name="Save picture").click()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_payload_in_any_field_runs(open_map: OpenMap, payload: str) -> None:
    page = open_map(hostile(payload))
    ids = page.evaluate("graphmodelMap.data.nodes.id")
    assert ids == [f"{payload}{i}" for i in range(5)]
    visit_everything(page, f"{payload}3")
    assert page.evaluate("window.fired") is None
    assert page.evaluate("({}).fired") is None
    assert page.locator("img, iframe, style[onload], svg[onload], [onmouseover], [onfocus]").count() == 0
    assert page.locator("script").count() == 3
    assert set(page.evaluate("[...document.links].map(link => link.protocol)")) <= {"http:", "https:", "file:"}
    assert page.locator("h1").inner_text() == re.sub(r"\s+", " ", payload).strip()


def fired(browser: Browser, html: str, folder: Path) -> tuple[object, list[str]]:
    """What a payload left behind in a page, and what the browser's console said."""
    file = folder / "page.html"
    file.write_bytes(html.encode())
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    time.sleep(0.3)
    found = page.evaluate("window.fired")
    page.close()
    return found, said


def unescaped(html: str) -> str:
    return html.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&")


def without_policy(html: str) -> str:
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)


def test_the_same_payload_runs_once_both_protections_are_taken_away(browser: Browser, tmp_path: Path) -> None:
    """The control: these tests would see a payload that runs; and each protection alone stops it."""
    html = map_html(hostile(PAYLOADS["script"]))
    assert fired(browser, without_policy(unescaped(html)), tmp_path)[0] == "script"
    assert fired(browser, without_policy(html), tmp_path)[0] is None
    found, said = fired(browser, unescaped(html), tmp_path)
    assert found is None
    assert any("Content Security Policy" in text for text in said)


def test_plain_pyvis_runs_the_payload(browser: Browser, tmp_path: Path) -> None:
    """Why the template is replaced: pyvis puts a title into the page as markup, and pastes data between script tags."""
    from pyvis.network import Network

    plain = Network(cdn_resources="in_line", heading=PAYLOADS["script"])
    plain.add_node("a", label="A")
    local = re.sub(r"<(link|script)\b[^>]*https?://[^>]*>(\s*</script>)?", "", plain.generate_html())
    assert fired(browser, local, tmp_path)[0] == "script"


ODD_NAMES = {
    "one word": "x" * 5000,
    "accents": "ő" * 5000,
    "many words": "very long name " * 330,
    "both directions": "שלום \u202e\u2067abc\u2069 مرحبا",
    "stacked accents": "\u0301" * 400 + "a",
    "joined signs": "\U0001f469\u200d\U0001f467" * 300,
    "controls": "\x00\x07\x1b[2J",
}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_odd_names_do_not_break_the_page(open_map: OpenMap, name: str) -> None:
    nodes = pd.DataFrame(
        {
            "id": [f"n{i}" for i in range(8)],
            "name": [f"{name}{i}" for i in range(8)],
            "kind": "Cluster",
            "country_name": name,
            "country": "XX",
        }
    )
    nodes["sectors"] = [(name,)] * 8
    nodes["names"] = [(name, "other")] * 8
    edges = pd.DataFrame({"source": "n0", "target": [f"n{i}" for i in range(1, 8)], "kind": name})
    evidence = edges.assign(text=name, origin=name, url="")
    page = open_map(MapContent(name, nodes, edges, evidence), width=1024, height=768)
    page.evaluate("graphmodelMap.select('n0')")
    page.locator(".neighbour").first.click()
    page.get_by_role("button", name="Filters").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
    details = page.locator("#details")
    assert details.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert page.locator("header").evaluate("header => header.getBoundingClientRect().height") < 120
    page.get_by_role("button", name="Table").click()
    assert page.locator("#table tbody tr").count() == 8
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
    marks = page.evaluate("document.body.innerText").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", marks)
