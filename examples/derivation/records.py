"""What is read from the sources: a mention of a body, a project, and a part a body takes in something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as one source names it.

    ``keys`` are held by one body only (``pic:``, or the source's own key); ``rank`` orders the sources by how readable
    their names are, the best first; ``values`` are properties of the model.
    """

    names: tuple[str, ...]
    country: str
    source: str
    rank: int
    keys: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project as one source describes it; ``key`` is its id in the sheets, ``values`` the columns of the sheet."""

    key: str
    source: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part a body takes in a project or an alliance (``whole``); ``body`` is a place in the list of mentions."""

    body: int
    whole: str
    source: str
    role: str = ""
    contribution: str = ""
    since: str = ""
    until: str = ""
