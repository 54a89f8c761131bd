"""Maps opened in a real Chromium, from disk, where nothing may go wrong unnoticed: no error, no request to anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from graphmodel.maps import MapContent, map_html, write_map
from tests.maps.contents import invented

OpenMap = Callable[..., Page]


@pytest.fixture
def open_map(browser: Browser, tmp_path: Path) -> Iterator[OpenMap]:
    """Open a content (or an HTML text) as a file and wait until it is ready; afterwards nothing must have gone wrong."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(
        content: MapContent | str, *, width: int = 1400, height: int = 900, fragment: str = "", **options: Any
    ) -> Page:
        file = tmp_path / f"map-{len(contexts)}.html"
        if isinstance(content, str):
            file.write_bytes(content.encode())
        else:
            write_map(content, file)
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        address = file.as_uri()

        def note(request: Any) -> None:
            if request.url.partition("#")[0] != address and not request.url.startswith(("data:", "blob:")):
                troubles.append(f"request: {request.url}")

        def listen(said: Any) -> None:
            # Advice about speed that only the tests' own reading of pixels provokes.
            if said.type in ("error", "warning") and not said.text.startswith("Canvas2D: Multiple readback"):
                troubles.append(f"console: {said.text}")

        page.on("console", listen)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("request", note)
        page.goto(address + fragment)
        wait_until(page, "document.documentElement.dataset.ready")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture(scope="session")
def invented_html() -> str:
    return map_html(invented())


@pytest.fixture
def page(open_map: OpenMap, invented_html: str) -> Page:
    """The small invented ecosystem, opened."""
    return open_map(invented_html)


def wait_until(page: Page, condition: str, seconds: float = 20.0) -> None:
    """Poll: under the page's policy, waiting for a function inside it is refused as evaluation of text."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(f"() => Boolean({condition})"):
        assert time.monotonic() < deadline, f"not within {seconds} s: {condition}"
        time.sleep(0.02)
