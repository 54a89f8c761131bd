"""Reports on the example, on stores with next to nothing, and on hostile names; opened in a real Chromium from disk."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import graphmodel
from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem

#: Names as an attacker, or a careless export, would write them.
HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=1">',
    '=HYPERLINK("http://example.org","click")',
    "\u202egnihtyna | not `a` *table*",
    "{organisations} {{ 7 * 7 }} %s",
    "W" * 5000,
)

OpenPage = Callable[..., Page]
MakeStore = Callable[..., Ecosystem]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    """The example ecosystem."""
    with graphmodel.open(tmp_path_factory.mktemp("example") / "store") as eco:
        eco.load("tables", content_folder("examples") / "ecosystem", dataset="example")
        yield eco


@pytest.fixture(scope="session")
def example_report(example: Ecosystem, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the example, as a page."""
    return example.report(tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="session")
def example_candidate(example: Ecosystem, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the example's second candidate."""
    return example.candidate_page(2, tmp_path_factory.mktemp("candidate") / "candidate.html")


@pytest.fixture
def store_of(tmp_path: Path) -> Iterator[MakeStore]:
    """A store of tables given as sheet=[header, row, ...]; none at all make an empty store."""
    opened: list[Ecosystem] = []

    def make(**tables: list[tuple[str, ...]]) -> Ecosystem:
        folder = tmp_path / "tables"
        folder.mkdir()
        for name, rows in tables.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        eco = graphmodel.open(tmp_path / "store")
        opened.append(eco)
        if tables:
            eco.load("tables", folder, dataset="small")
        return eco

    yield make
    for eco in opened:
        eco.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a file; afterwards no request may have left, no error been logged and no dialog been opened."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(file: Path, *, width: int = 1300, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        own = file.as_uri()

        def note(request: Any) -> None:
            address = request.url.partition("#")[0]
            if address != own and not address.startswith(("data:", "blob:", "about:")):
                troubles.append(f"request: {address}")

        page.on("request", note)
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: troubles.append(f"console: {said.text}") if said.type in ("error", "warning") else None,
        )
        page.goto(own)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)
