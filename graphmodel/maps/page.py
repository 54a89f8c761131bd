"""The page: one HTML file with everything in it, that asks nothing of any network and runs no text it was given.

A content security policy names the page's own scripts and styles by their hashes: anything else, however it got in, is refused
by the browser.
"""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from graphmodel.atomic import replaced_file
from graphmodel.maps.content import MapContent
from graphmodel.maps.layout import Layout, arrange
from graphmodel.maps.network import MapNetwork
from graphmodel.maps.payload import data_to_json, page_data
from graphmodel.maps.tidying import tidy_content
from graphmodel.maps.wording import language_words
from graphmodel.version import __version__


def map_html(content: MapContent, *, layout: str = "auto", seed: int = 0) -> str:
    """The map as one HTML page.

    :param layout: ``auto`` (islands where groups of ties clearly beat chance, else forces), ``islands`` or ``force``.
    :param seed: of the grouping and of the shuffled networks it is measured against.
    :return: the page; the same text for the same content and seed, whatever the order of its rows.
    :raises RequestError: the content cannot be drawn, or not in its language (see
        :func:`graphmodel.maps.tidying.tidy_content`).
    """
    tidy = tidy_content(content)
    arranged = arrange(tidy.nodes, tidy.edges, layout=layout, seed=seed)
    return str(MapNetwork(tidy, arranged, _environment(tidy, arranged), "map.html").generate_html())


def write_map(content: MapContent, path: str | os.PathLike[str], *, layout: str = "auto", seed: int = 0) -> Path:
    """Write the map to a file (UTF-8, line feeds) that appears complete or not at all.

    :return: the file's path. Options as for :func:`map_html`.
    :raises ExportError: the file cannot be written; one that stood there before is as it was.
    """
    data = map_html(content, layout=layout, seed=seed).encode("utf-8")
    with replaced_file(path) as part:
        part.write_bytes(data)
    return Path(path)


def map_hashes() -> tuple[list[str], list[str]]:
    """The hashes of a map's scripts and of its styles, for the security policy of a page that shows the map in a frame."""
    engine, script, style = _engine(), _part("template", "map.js"), _part("template", "map.css")
    hashes = _part("vendor", "vis-network.style-hashes.txt").split()
    return [_source(_hash(engine)), _source(_hash(script))], [_source(_hash(style)), *map(_source, hashes)]


def _environment(content: MapContent, layout: Layout) -> jinja2.Environment:
    strings = language_words(content.language)
    script, style, engine = _part("template", "map.js"), _part("template", "map.css"), _engine()

    def data(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Markup:
        return Markup(data_to_json(page_data(content, layout, nodes, edges, strings)))  # noqa: S704

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(lambda name: _part("template", name)),
    )
    # Our own files, not data: they are the only texts that go into the page as they are.
    parts = {name: Markup(text) for name, text in (("script", script), ("style", style), ("engine", engine))}  # noqa: S704
    policy = _policy(engine, script, style)
    environment.globals.update(parts, s=strings, data=data, content=content, version=__version__, policy=policy)
    return environment


def _policy(engine: str, script: str, style: str) -> str:
    styles = [_hash(style), *_part("vendor", "vis-network.style-hashes.txt").split()]
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_source(_hash(engine))}' '{_source(_hash(script))}'",
            "style-src " + " ".join(f"'{_source(each)}'" for each in styles),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source(digest: str) -> str:
    return f"sha256-{digest}"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _engine() -> str:
    # Without its last line, which would have developer tools ask for a source map.
    return _part("vendor", "vis-network.min.js").partition("\n//# sourceMappingURL=")[0]


@cache
def _part(folder: str, name: str) -> str:
    text = resources.files("graphmodel.maps").joinpath(folder, name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
