"""One id means one thing: what is refused where it would be things of several kinds, such as an organisation and a project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graphmodel.errors import SourceError
from graphmodel.model import LABELS


@cache
def kinds_of_labels(labels: tuple[str, ...]) -> frozenset[str]:
    """The kinds of things that labels stand for: a label that specialises another is of its kind.

    >>> sorted(kinds_of_labels(("Cluster", "Organisation")))
    ['Organisation']
    """
    return frozenset(LABELS[label].base or label for label in labels)


def several_kinds(thing: str, places: Mapping[str, str]) -> SourceError:
    """The fault of an id that is several kinds of things, with where it is each.

    >>> several_kinds("my:1", {"Project": "projects.csv:3", "Organisation": "bodies.csv:2"}).what
    'my:1 would be several kinds of things: Organisation in bodies.csv:2, Project in projects.csv:3. Nothing was written.'
    """
    told = ", ".join(f"{kind} in {place}" for kind, place in sorted(places.items()))
    return SourceError(
        f"{thing} would be several kinds of things: {told}. Nothing was written.",
        remedy="Give each thing an id of its own: an id means one thing in all tables and datasets.",
    )
