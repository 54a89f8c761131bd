"""Run the notebooks, and keep of what they show the still pictures only: ``make notebooks``.

Notebooks are kept without outputs, so that a change of them can be read. The exception are the cells tagged ``picture``: a
viewer that runs nothing and trusts nobody (GitHub, an editor in restricted mode) shows photographs and not much else, so each
such cell keeps one, taken by Chromium of the SVG that the cell makes. (A JPEG, since a PNG is three times as large.)
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbclient
import nbformat

from tools.browser import NoBrowserError, find_browser

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDTH = 900
QUALITY = 75


def main() -> int:
    """Run every notebook in an empty folder and write it again with its pictures."""
    from playwright.sync_api import sync_playwright

    browser = find_browser()
    if browser is None:
        raise NoBrowserError("The pictures are drawn by Chromium, and there is none on PATH.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(browser), args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": 600})

        def draw(svg: str) -> bytes:
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {WIDTH}px }}</style>{svg}")
            return page.locator("svg").screenshot(type="jpeg", quality=QUALITY)

        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            notebook = run_notebook(path)
            keep_pictures(notebook, draw)
            path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
            print(path.name)
        chromium.close()
    return 0


def run_notebook(path: Path) -> Any:
    """The notebook with the outputs of a run in an empty folder."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    with tempfile.TemporaryDirectory() as folder:
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    return notebook


def keep_pictures(notebook: Any, draw: Callable[[str], bytes]) -> None:
    """Take all outputs away but those of cells tagged ``picture``, whose SVG becomes a JPEG."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            shown = cell.outputs if "picture" in cell.metadata.get("tags", []) else []
            cell.execution_count = None
            cell.outputs = [
                _as_photograph(output, draw) for output in shown if "image/svg+xml" in output.get("data", {})
            ]


def _as_photograph(output: Any, draw: Callable[[str], bytes]) -> Any:
    photograph = base64.b64encode(draw(output["data"]["image/svg+xml"])).decode("ascii")
    data = {"image/jpeg": photograph, "text/plain": output["data"]["text/plain"]}
    return nbformat.v4.new_output("display_data", data=data)  # type: ignore[no-untyped-call]  # nbformat has no types


if __name__ == "__main__":
    sys.exit(main())
