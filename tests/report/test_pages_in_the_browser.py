"""Reports and candidate pages as their readers meet them: keyboard, contrast, zoom, print; no request, no error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.report.conftest import OpenPage

PAGES = pytest.mark.parametrize("page_of", ["example_report", "example_candidate"])
_CONTRASTS = """() => {
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const colour = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = colour(getComputedStyle(e).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const worst = {};
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('iframe, script, style') || !e.getClientRects().length) continue;
    const style = getComputedStyle(e);
    const ink = e instanceof SVGElement ? colour(style.fill) : colour(style.color);
    const [one, other] = [luminance(ink), luminance(ground(e))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const name = e.tagName + '.' + (e.className.baseVal ?? e.className);
    worst[name] = Math.min(worst[name] ?? 99, ratio);
  }
  return worst;
}"""


@pytest.fixture
def page(request: pytest.FixtureRequest, page_of: str, open_page: OpenPage) -> Page:
    return open_page(request.getfixturevalue(page_of))


@PAGES
def test_text_stands_out_from_its_ground(page: Page) -> None:
    contrasts: dict[str, float] = page.evaluate(_CONTRASTS)
    assert len(contrasts) > 10
    assert {name: ratio for name, ratio in contrasts.items() if ratio < 4.5} == {}


@PAGES
def test_tables_sort_by_keyboard_and_say_so(page: Page) -> None:
    head = page.locator("th.number button.sort").first
    head.focus()
    page.keyboard.press("Enter")
    column = head.locator("xpath=..")
    assert column.get_attribute("aria-sort") == "descending"
    place = column.evaluate("th => th.cellIndex")

    def values() -> list[Any]:
        known: list[Any] = head.evaluate(
            "(b, place) => [...b.closest('table').tBodies[0].rows].map(r => JSON.parse(r.cells[place].dataset.value))",
            place,
        )
        return [value for value in known if value is not None]

    falling = values()
    assert falling == sorted(falling, reverse=True)
    page.keyboard.press("Space")
    assert column.get_attribute("aria-sort") == "ascending"
    assert values() == sorted(falling)


@PAGES
def test_everything_that_can_be_used_is_reached_with_tab(page: Page) -> None:
    wanted = page.locator("a[href], button, [tabindex='0'], iframe").count()
    page.evaluate("""() => {
      window.reached = new Set();
      document.addEventListener('focusin', e => window.reached.add(e.target));
    }""")
    # The map's own keyboard is tested with the map; here the frame is stepped over.
    page.evaluate("() => document.querySelectorAll('iframe').forEach(f => { window.reached.add(f); f.tabIndex = -1; })")
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
    assert page.evaluate("() => window.reached.size") >= wanted


@PAGES
def test_at_twice_the_size_nothing_runs_out_of_the_page(
    page_of: str, request: pytest.FixtureRequest, open_page: OpenPage
) -> None:
    page = open_page(request.getfixturevalue(page_of), width=640, height=450, device_scale_factor=2)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640


@PAGES
def test_on_paper_no_table_is_cut(page: Page) -> None:
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 with margins of 1 cm, in CSS pixels
    page.emulate_media(media="print")
    cut = page.evaluate("""() => [...document.querySelectorAll('.wide')]
      .filter(box => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
      .map(box => box.getAttribute('aria-label'))""")
    assert cut == []
    assert page.pdf(format="A4").startswith(b"%PDF")


@PAGES
def test_the_map_works_inside_the_page(page: Page) -> None:
    page.locator("iframe.map").scroll_into_view_if_needed()  # browsers let frames out of sight sleep
    frame = page.frame_locator("iframe.map")
    frame.locator("html[data-ready]").wait_for(timeout=20_000)
    frame.get_by_role("button", name="Table", exact=True).click()
    assert frame.locator("table tbody tr").count() > 5


def test_the_page_says_what_it_is_in_its_language(example: Any, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(example.report(tmp_path / "hu.html", lang="hu", country="HU"))
    assert page.locator("html").get_attribute("lang") == "hu"
    assert page.locator("h1").inner_text() == "Klaszter-ökoszisztéma: jelentés"
    assert "Magyarország" in page.locator("header").inner_text()
    texts = page.locator("main h2").all_inner_texts()
    assert "Mely klaszterek fedik át egymást" in texts
    assert "--country HU" in page.locator("p.origin").first.inner_text()
