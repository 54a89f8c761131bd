"""Maps and pictures that a notebook shows by itself, when one is the last line of a cell.

The map goes into a frame of its own with the page inside it (``srcdoc``): there is no second file to lose, nothing is
fetched, and the page's scripts cannot reach the notebook. Viewers that run no scripts show the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from graphmodel.atomic import replaced_file

#: What the page may do in its frame: run its own scripts, save a picture, print, open links in a new tab.
_ALLOWED = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True, repr=False)
class InlineMap:
    """The interactive map, shown where the notebook stands. ``html`` is the whole page, ``height`` in pixels."""

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        style = "width: 100%; border: 1px solid #ccd2da"
        return f'<iframe sandbox="{_ALLOWED}" style="{style}" height="{self.height}" srcdoc="{escape(self.html)}"></iframe>'

    def __repr__(self) -> str:
        return "An interactive map: it shows in a notebook that runs scripts."


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A still picture of the map. ``svg`` is its text; printed, it tells its title and what it shows."""

    svg: str

    def save(self, path: str | Path) -> Path:
        """Write the picture as an SVG file, which browsers, word processors and Inkscape open."""
        with replaced_file(path) as part:
            part.write_bytes(self.svg.encode("utf-8"))
        return Path(path)

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        told = re.search("<title>(.*?)</title><desc>(.*?)</desc>", self.svg, re.DOTALL)
        return unescape(": ".join(told.groups())) if told else "A picture of a map"
