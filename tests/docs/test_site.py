"""The documentation as people get it: a folder of pages that open from disk, complete, and silent towards any network."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.docs.pages import DOCS, ROOT
from tools.site import pack_site

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in a process of its own: Sphinx keeps state."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    build = (
        f"import sys, pathlib; from tools.site import build_site; sys.exit(build_site(pathlib.Path({str(folder)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return folder


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """A page that notes whatever leaves the folder or goes wrong; afterwards nothing must have."""
    troubles: list[str] = []
    page = browser.new_page(viewport={"width": 1200, "height": 900})

    def note(request: Any) -> None:
        if not request.url.startswith((site.as_uri(), "data:")):
            troubles.append(f"request: {request.url}")

    page.on("request", note)
    page.on("requestfailed", lambda request: troubles.append(f"failed: {request.url}"))
    page.on("console", lambda said: troubles.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    yield page
    page.close()
    assert troubles == []


def test_every_page_is_in_the_site_and_nothing_in_it_names_a_script_or_style_elsewhere(site: Path) -> None:
    for page in DOCS:
        assert (site / page.relative_to(ROOT / "docs")).with_suffix(".html").is_file()
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", html), path.name
    for path in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import )[\"']?https?://", path.read_text(encoding="utf-8")), path.name


def test_the_pages_open_from_disk_without_an_error_and_none_is_wider_than_the_window(site: Path, reader: Page) -> None:
    for path in sorted(site.rglob("*.html")):
        reader.goto(path.as_uri())
        assert path.name == "search.html" or reader.locator("h1").count() == 1, path.name
        width = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{path.name} is {width} pixels too wide"


def test_the_search_finds_a_measure_from_disk(site: Path, reader: Page) -> None:
    reader.goto((site / "search.html").as_uri() + "?q=Jaccard")
    limit = time.monotonic() + 10
    while not reader.locator("#search-results li a").count():
        assert time.monotonic() < limit, "the search found nothing"
        time.sleep(0.05)
    assert any(
        "methods.html" in (link.get_attribute("href") or "") for link in reader.locator("#search-results a").all()
    )


def test_on_paper_only_the_text_remains_and_no_table_is_cut(site: Path, reader: Page) -> None:
    reader.set_viewport_size({"width": 720, "height": 1000})
    reader.goto((site / "questions.html").as_uri())
    reader.emulate_media(media="print")
    assert not reader.locator(".sidebar-drawer").is_visible()
    assert not reader.locator(".mobile-header").is_visible()
    cut = reader.evaluate("[...document.querySelectorAll('table')].filter(t => t.scrollWidth > innerWidth).length")
    assert cut == 0


def test_the_reference_holds_every_method_of_the_facade(site: Path) -> None:
    from graphmodel import Ecosystem

    html = (site / "reference" / "ecosystem.html").read_text(encoding="utf-8")
    public = [name for name in vars(Ecosystem) if not name.startswith("_")]
    assert [name for name in public if f'id="graphmodel.Ecosystem.{name}"' not in html] == []


def test_the_archive_holds_the_site_and_is_the_same_each_time(site: Path, tmp_path: Path) -> None:
    first = pack_site(site, tmp_path / "docs.zip").read_bytes()
    names = zipfile.ZipFile(tmp_path / "docs.zip").namelist()
    assert "docs/index.html" in names
    assert len(names) == sum(path.is_file() for path in site.rglob("*"))
    assert pack_site(site, tmp_path / "docs.zip").read_bytes() == first
