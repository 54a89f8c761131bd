"""Organisations, clusters, projects and ministries as a graph: load them, ask, analyse, and draw a map.

    import graphmodel

    with graphmodel.open() as eco:
        eco.ask("clusters-by-sector", country="PL")

Everything is imported when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphmodel.version import __version__

if TYPE_CHECKING:
    from graphmodel.ecosystem import Ecosystem
    from graphmodel.errors import (
        ExportError,
        GraphModelError,
        IdentityError,
        NotFoundError,
        QueryError,
        QuestionError,
        RecipeError,
        RequestError,
        SourceError,
        StoreError,
    )
    from graphmodel.opening import open  # noqa: A004  # read as graphmodel.open, like gzip.open
    from graphmodel.twomode import TwoMode, two_mode

_HOMES = {
    "open": "graphmodel.opening",
    "Ecosystem": "graphmodel.ecosystem",
    "TwoMode": "graphmodel.twomode",
    "two_mode": "graphmodel.twomode",
    **dict.fromkeys(
        (
            "ExportError",
            "GraphModelError",
            "IdentityError",
            "NotFoundError",
            "QueryError",
            "QuestionError",
            "RecipeError",
            "RequestError",
            "SourceError",
            "StoreError",
        ),
        "graphmodel.errors",
    ),
}
__all__ = [
    "Ecosystem",
    "ExportError",
    "GraphModelError",
    "IdentityError",
    "NotFoundError",
    "QueryError",
    "QuestionError",
    "RecipeError",
    "RequestError",
    "SourceError",
    "StoreError",
    "TwoMode",
    "__version__",
    "open",
    "two_mode",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'graphmodel' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
