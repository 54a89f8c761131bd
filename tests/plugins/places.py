"""Where tests find what lies outside the checkout: the real files of the sources, a Chromium, other Pythons."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.bootstrap import SetupError, find_python
from tools.browser import NoBrowserError, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Without a display, a sandbox (containers run as root) or any business of the browser's own on the network.
_QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
#: The Pythons that the package is tested on, as pyproject.toml says.
TESTED_PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files that GRAPHMODEL_DATA names; a test that needs it is named as not run without it."""
    named = os.environ.get("GRAPHMODEL_DATA")
    if not named:
        pytest.skip("not run: GRAPHMODEL_DATA does not name the folder of real files")
    folder = Path(named)
    assert folder.is_dir(), f"GRAPHMODEL_DATA names {folder}, which is no folder"
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium that browser tests drive; a test that needs it is named as not run without one."""
    try:
        found = find_browser()
    except NoBrowserError as problem:
        pytest.fail(str(problem))
    if found is None:
        pytest.skip("not run: no Chromium on PATH or named by CHROMIUM")
    return found


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """That Chromium, running without a display or any business of its own on the network.

    For one module, not longer: while Playwright runs, no other test of the process can start an event loop.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium), args=_QUIETLY)
        yield running
        running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that uses the browser carries the marker ``browser``."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tested Pythons that this machine lacks: the wheel was not tried on them."""
    for version in TESTED_PYTHONS:
        try:
            find_python(version)
        except SetupError:
            terminalreporter.write_line(f"NOT RUN: the wheel on Python {version}, which is not on this machine")
