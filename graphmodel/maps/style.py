"""Shapes and colours: one shape and one Okabe-Ito colour per kind, so that a map printed in grey can still be read.

The colours are those of Okabe and Ito (2008), told apart by people with any common colour blindness; on a dark ground the
darkest are lightened. A kind unknown here takes the next shape and colour that are free.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How a kind of thing is drawn: shape, and colours on a light and on a dark ground."""

    kind: str
    shape: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class TieStyle:
    """How a kind of tie is drawn where ties can be told apart: colours, and lengths of dashes and gaps in pixels."""

    kind: str
    dash: tuple[int, ...]
    light: str
    dark: str


_BLUE, _SKY = ("#0072B2", "#4AA8E0"), ("#56B4E9", "#7CC8F2")
_GREEN, _VERMILLION = ("#009E73", "#2BBF95"), ("#D55E00", "#F0803C")
_ORANGE, _PURPLE = ("#E69F00", "#F2B632"), ("#B5548E", "#D98CBB")
_SLATE = ("#5B6675", "#AEBBCB")
_YELLOW, _BLACK = ("#B8A800", "#F0E442"), ("#30343A", "#D5DAE1")

_KNOWN: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("Cluster", "square", _VERMILLION),
    ("Ministry", "diamond", _PURPLE),
    ("MetaCluster", "hexagon", _ORANGE),
    ("Organisation", "circle", _BLUE),
    ("Project", "triangle", _GREEN),
    ("Programme", "star", _BLACK),
    ("Event", "triangleDown", _SKY),
    ("Candidate", "cross", _YELLOW),
)
_FREE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("pentagon", _SKY),
    ("cross", _BLACK),
    ("triangleDown", _YELLOW),
    ("star", _GREEN),
    ("pentagon", _PURPLE),
    ("cross", _BLUE),
    ("hexagon", _BLACK),
    ("star", _VERMILLION),
)
_TIES: tuple[tuple[tuple[int, ...], tuple[str, str]], ...] = (
    ((), _SLATE),
    ((7, 4), _BLUE),
    ((2, 3), _PURPLE),
    ((9, 3, 2, 3), _GREEN),
    ((4, 2), _VERMILLION),
    ((1, 4), _BLACK),
    ((12, 4), _ORANGE),
    ((6, 2, 1, 2, 1, 2), _SKY),
)


def kind_styles(kinds: Iterable[str]) -> list[KindStyle]:
    """A style for each kind, the known ones first in a fixed order, the others by name.

    >>> [(s.kind, s.shape) for s in kind_styles(["Theme", "Organisation", "Cluster"])]
    [('Cluster', 'square'), ('Organisation', 'circle'), ('Theme', 'pentagon')]
    """
    asked = set(kinds)
    known = [KindStyle(kind, shape, *colours) for kind, shape, colours in _KNOWN if kind in asked]
    others = sorted(asked - {kind for kind, _, _ in _KNOWN})
    free = [_FREE[place % len(_FREE)] for place in range(len(others))]
    return known + [KindStyle(kind, shape, *colours) for kind, (shape, colours) in zip(others, free, strict=True)]


def tie_styles(kinds: Iterable[str]) -> list[TieStyle]:
    """A style for each kind of tie, in the order given.

    >>> [(s.kind, s.dash) for s in tie_styles(["joint projects", "alliance"])]
    [('joint projects', ()), ('alliance', (7, 4))]
    """
    return [TieStyle(kind, *_tie(place)) for place, kind in enumerate(kinds)]


def _tie(place: int) -> tuple[tuple[int, ...], str, str]:
    # Beyond eight kinds the colours come again, with other dashes.
    again, rank = divmod(place, len(_TIES))
    dash, (light, dark) = _TIES[(rank + 3 * again) % len(_TIES)][0], _TIES[rank][1]
    return dash, light, dark
