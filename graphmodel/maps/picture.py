"""A still picture of the map, as SVG: for documents, slides and viewers that run no scripts.

It shows the same things in the same places and colours as the interactive map, names the largest of them, and holds nothing
that could run or fetch: shapes and text only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

import numpy as np
import pandas as pd
from babel.numbers import format_decimal

from graphmodel.maps.communities import Floats
from graphmodel.maps.content import MapContent
from graphmodel.maps.layout import Layout, arrange
from graphmodel.maps.naming import NAMED_LAST
from graphmodel.maps.style import KindStyle, kind_styles
from graphmodel.maps.tidying import tidy_content
from graphmodel.maps.wording import count_in_words, form_for, language_words

_WIDTH, _MARGIN, _LEGEND, _LINE = 1000.0, 24.0, 30.0, 14.0
_LONGEST, _LONGEST_KIND = 34, 44
#: Characters that no XML document may hold; other harmful ones are gone once the content is tidy.
_NOT_XML = str.maketrans(dict.fromkeys([0xFFFE, 0xFFFF]))


def content_to_svg(content: MapContent, *, labels: int = 30, layout: str = "auto", seed: int = 0) -> str:
    """The map as one SVG picture, 1,000 units wide.

    :param labels: how many names are shown at most: actors and alliances first, the largest of them first; a name that would
        cover another is left out.
    :param layout: and ``seed``: as for :func:`graphmodel.maps.map_html`.
    :return: the same text for the same content and seed, whatever the order of its rows.
    :raises RequestError: the content cannot be drawn.

    >>> nodes = pd.DataFrame({"id": ["a", "b"], "name": ["A <b>", "B"], "kind": "Cluster"})
    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["agreement"]})
    >>> svg = content_to_svg(MapContent("Two clusters", nodes, edges, pd.DataFrame()))
    >>> svg.startswith("<svg "), "A &lt;b&gt;" in svg, "2 clusters" in svg
    (True, True, True)
    """
    tidy = tidy_content(content)
    arranged = arrange(tidy.nodes, tidy.edges, layout=layout, seed=seed)
    shift, scale, height = _sheet(arranged)
    at, radius = (arranged.position + shift) * scale, arranged.radius * scale
    islands = [(np.array([island.x, island.y]) + shift, island.radius) for island in arranged.islands]
    parts = [
        f'<rect width="{_WIDTH:g}" height="{height:.0f}" fill="#fff"/>',
        *(_disc(middle * scale, reach * scale) for middle, reach in islands),
        f'<path d="{_lines(tidy, at)}" fill="none" stroke="#5B6675" stroke-width=".7" stroke-opacity=".3"/>',
        *_things(tidy.nodes["kind"], at, radius),
        *_names(tidy.nodes, at, radius, labels),
        *_legend(tidy.nodes["kind"], height - _LEGEND / 2, tidy.language),
    ]
    title = _text(tidy.title)
    ties = count_in_words(language_words(tidy.language)["ties"], len(tidy.edges), tidy.language)
    told = ", ".join([*(text for _, text in _counted(tidy.nodes["kind"], tidy.language)), ties])
    head = (
        f'viewBox="0 0 {_WIDTH:g} {height:.0f}" role="img" aria-label="{title}" font-family="sans-serif" font-size="12"'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {head}><title>{title}</title><desc>{_text(told)}</desc>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _sheet(arranged: Layout) -> tuple[Floats, float, float]:
    """By what to move places, then by what to multiply them, so that all fit the width; and the picture's height."""
    reach = arranged.radius[:, None]
    if not len(reach):
        return np.zeros(2), 1.0, 2 * _MARGIN + _LEGEND
    low, high = (arranged.position - reach).min(axis=0), (arranged.position + reach).max(axis=0)
    wide, tall = high - low
    scale = min((_WIDTH - 2 * _MARGIN) / float(wide), 1.6)  # a few things are not blown up to fill the width
    left = (_WIDTH / scale - wide) / 2
    return np.array([left, _MARGIN / scale]) - low, scale, float(tall) * scale + 2 * _MARGIN + _LEGEND


def _disc(middle: Floats, reach: float) -> str:
    return f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{reach:.1f}" fill="#EEF1F6"/>'


def _lines(content: MapContent, at: Floats) -> str:
    place = pd.Index(content.nodes["id"])
    pairs = content.edges[["source", "target"]].drop_duplicates()
    ends = zip(at[place.get_indexer(pairs["source"])], at[place.get_indexer(pairs["target"])], strict=True)
    return "".join(f"M{one[0]:.1f} {one[1]:.1f}L{other[0]:.1f} {other[1]:.1f}" for one, other in ends)


def _things(kinds: pd.Series, at: Floats, radius: Floats) -> Iterator[str]:
    # One path for all things of a kind: a fraction of the size of an element for each.
    for style in kind_styles(kinds):
        which = np.flatnonzero((kinds == style.kind).to_numpy())
        outline = "".join(_outline(style, float(at[i, 0]), float(at[i, 1]), float(radius[i])) for i in which)
        yield f'<path d="{outline}" fill="{style.light}" stroke="#fff" stroke-width=".6"/>'


def _names(nodes: pd.DataFrame, at: Floats, radius: Floats, most: int) -> Iterator[str]:
    ranked = nodes.assign(radius=radius, last=nodes["kind"].isin(NAMED_LAST))
    order = ranked.sort_values(["last", "radius", "id"], ascending=[True, False, True]).index
    names = nodes["name"].to_list()
    taken: list[tuple[float, float, float]] = []
    for i in order:
        if len(taken) >= most:
            return
        name = str(names[i])
        name = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
        half = _wide(name) / 2
        x, y = min(max(float(at[i, 0]), half), _WIDTH - half), float(at[i, 1]) - float(radius[i]) - 3
        if any(abs(x - other_x) < half + other and abs(y - other_y) < _LINE for other_x, other_y, other in taken):
            continue
        taken.append((x, y, half))
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="#1A1D21" stroke="#fff" stroke-width="3"'
            f' stroke-linejoin="round" paint-order="stroke">{_text(name)}</text>'
        )


def _legend(kinds: pd.Series, y: float, language: str) -> Iterator[str]:
    x = _MARGIN
    for style, text in _counted(kinds, language):
        yield f'<path d="{_outline(style, x, y, 5.5)}" fill="{style.light}"/>'
        yield f'<text x="{x + 11:.1f}" y="{y + 4:.1f}" fill="#1A1D21">{_text(text[:_LONGEST_KIND])}</text>'
        x += 24 + _wide(text[:_LONGEST_KIND])


def _counted(kinds: pd.Series, language: str) -> Iterator[tuple[KindStyle, str]]:
    """Each kind of thing with its number, in words."""
    words, counts = language_words(language)["kinds"], kinds.value_counts()
    for style in kind_styles(kinds):
        forms, count = words.get(style.kind, {"other": style.kind}), int(counts[style.kind])
        yield style, f"{format_decimal(count, locale=language)} {form_for(forms, count, language)}"


def _wide(text: str) -> float:
    # Nobody knows the reader's font: estimated generously, capitals and other scripts wider.
    return sum(6.4 if letter.islower() or letter in " .,-/()" else 8.8 for letter in text)


def _outline(style: KindStyle, x: float, y: float, r: float) -> str:
    if style.shape == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    return "M" + "L".join(f"{x + r * dx:.1f} {y + r * dy:.1f}" for dx, dy in _CORNERS[style.shape]) + "z"


def _regular(corners: int, first: float, *reaches: float) -> list[tuple[float, float]]:
    """Corners around the origin at these reaches in turn, the first at this angle in degrees (clockwise from the right)."""
    angles = [math.radians(first + 360 * k / corners) for k in range(corners)]
    reach = [reaches[k % len(reaches)] for k in range(corners)]
    return [(r * math.cos(angle), r * math.sin(angle)) for r, angle in zip(reach, angles, strict=True)]


_CORNERS = {
    "square": _regular(4, 45, 1.25),
    "diamond": _regular(4, 0, 1.25),
    "hexagon": _regular(6, 0, 1.1),
    "pentagon": _regular(5, -90, 1.12),
    "triangle": _regular(3, -90, 1.35),
    "triangleDown": _regular(3, 90, 1.35),
    "star": _regular(10, -90, 1.3, 0.55),
    "cross": _regular(8, 45, 1.25, 0.4),
}


def _text(text: str) -> str:
    return escape(text.translate(_NOT_XML))
