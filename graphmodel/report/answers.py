"""The answers a report is made of: each question or analysis is asked once, and every figure remembers which one it is from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graphmodel.graphs.filters import Filters
from graphmodel.pages.document import Bars, Figure, Form, Pick, Source, Tally, picked_value, tallied_values

_FILTERED = frozenset(
    {"centrality", "overlap", "communities", "metaclusters", "metacluster_evidence", "candidate", "stages"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the ecosystem a page is about."""

    filters: Filters = field(default_factory=Filters)
    first_year: int | None = None
    last_year: int | None = None
    seed: int = 0
    ties: str = "all"

    def options(self) -> dict[str, Any]:
        """The filters that are set, by the names of the ecosystem's methods."""
        years = {"first_year": self.first_year, "last_year": self.last_year}
        return {**self.filters.options(), **{name: year for name, year in years.items() if year is not None}}


@dataclass(slots=True)
class Answers:
    """Asks and remembers. ``fetch`` answers a source with a frame; ``parameters`` are those each question declares."""

    fetch: Callable[[Source], pd.DataFrame]
    parameters: Mapping[str, Collection[str]]
    scope: Scope = field(default_factory=Scope)
    _known: dict[Source, pd.DataFrame] = field(default_factory=dict, init=False)

    def source(self, method: str, *arguments: str, **options: Any) -> Source:
        """A source within the scope: an analysis takes all of it, a question is asked of the part that the filters leave, for
        the years if it declares them.
        """
        chosen = self.scope.options()
        if method == "ask":
            filters = self.scope.filters.options()
            chosen = {n: v for n, v in chosen.items() if n not in filters and n in self.parameters[arguments[0]]}
            if filters:
                chosen["within"] = tuple(filters.items())
        elif method not in _FILTERED:
            chosen = self.scope.filters.options() if method in {"check", "coverage"} else {}
        else:
            if self.scope.seed and method != "overlap":
                chosen["seed"] = self.scope.seed
            if self.scope.ties != "all":
                chosen["ties"] = self.scope.ties
        return Source(method, arguments, tuple(sorted({**options, **chosen}.items())))

    def frame(self, source: Source) -> pd.DataFrame:
        """The answer of a source."""
        if source not in self._known:
            self._known[source] = self.fetch(source)
        return self._known[source]

    def figure(self, source: Source, form: Form, pick: Pick) -> Figure:
        """One figure out of the answer of a source."""
        return Figure(picked_value(self.frame(source), pick), form, source, pick)

    def bars(
        self,
        caption: str,
        source: Source,
        form: Form,
        tally: Tally,
        *,
        upright: bool = False,
        name: Callable[[Any], str] = str,
    ) -> Bars:
        """A chart of what a tally makes of the answer of a source; ``name`` writes its labels."""
        labels, values = tallied_values(self.frame(source), tally, upright=upright)
        return Bars(caption, [name(label) for label in labels], values, form, source, tally, upright)

    def asked(self, method: str) -> list[Source]:
        """The sources of a method asked so far."""
        return [source for source in self._known if source.method == method]

    def unheeded(self, source: Source) -> bool:
        """Whether the scope asks for more than this source can heed."""
        given = dict(source.options)
        return bool(self.scope.options().keys() - given.keys() - dict(given.get("within", ())).keys())
