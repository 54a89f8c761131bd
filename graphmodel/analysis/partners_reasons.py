"""Why somebody is suggested as a partner: in words, and as paths with the ids of all that they lead through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.partners_text import TextMatch
from graphmodel.twomode import TwoMode

#: So many common partners, themes and events are named; of longer names the beginning is shown.
_NAMED, _LONGEST = 2, 60
#: How names of countries begin that a sentence puts an article before.
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Bahamas", "Maldives")


@dataclass(frozen=True, eq=False)
class Telling:
    """What is needed to tell the reasons for one actor's suggestions.

    ``place``: the actor. ``texts``: names by id, the first of each to be shown, for what the network names by id only.
    ``profiles`` and ``themes``: as :func:`.partners_theme.theme_profiles` gives them. ``countries``: those of its group.
    """

    network: TwoMode
    place: int
    texts: Mapping[str, Sequence[str]]
    profiles: csr_array[Any, tuple[int, int]]
    themes: Sequence[str]
    countries: frozenset[str]
    match: TextMatch | None = None

    def reasons(self, other: int, paths: pd.DataFrame) -> tuple[str, ...]:
        """Reasons for suggesting one actor, in sentences without a full stop, the strongest kind first."""
        told = [
            self._common_partners(other, paths),
            self._words(other),
            self._themes(other),
            self._country(other),
        ]
        return tuple(text for text in told if text)

    def path_texts(self, other: int, paths: pd.DataFrame) -> tuple[str, ...]:
        """Each path as one text: the five names, each with its id in brackets."""
        names = [self._actor(place) for place in (self.place, other)]
        return tuple(
            " – ".join((names[0], self._event(p), self._actor(x), self._event(q), names[1]))
            for p, x, q in paths[["event", "partner", "other_event"]].itertuples(index=False, name=None)
        )

    def path_ids(self, other: int, paths: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
        """Each path as the ids of its five things."""
        actors, events = self.network.actors["id"], self.network.events["id"]
        return tuple(
            (actors.iloc[self.place], events.iloc[p], actors.iloc[x], events.iloc[q], actors.iloc[other])
            for p, x, q in paths[["event", "partner", "other_event"]].itertuples(index=False, name=None)
        )

    def _common_partners(self, other: int, paths: pd.DataFrame) -> str:
        """The first common partners by name; those whom both met in the same two ways stand together."""
        best = paths.drop_duplicates("partner")
        ways: dict[str, list[str]] = {}
        for p, x, q in best[["event", "partner", "other_event"]].head(_NAMED).itertuples(index=False, name=None):
            way = f"({self._met(p, x, self.place, 'you', 'your')}, {self._met(q, x, other, 'they', 'their')})"
            ways.setdefault(way, []).append(shorten(self.network.actors["name"].iloc[x]))
        named = [f"{_listed(names)} {way}" for way, names in ways.items()]
        return f"both worked with {_listed(named, len(best[_NAMED:]))}" if named else ""

    def _met(self, event: int, partner: int, actor: int, who: str, whose: str) -> str:
        """How an actor met a partner: in an event, by an agreement, or because one is a member of the other."""
        row = self.network.events.iloc[event]
        ids = self.network.actors["id"]
        if row["kind"] == "Agreement":
            return f"{who} by an agreement"
        if row["kind"] == "Cluster" and row["id"] == ids.iloc[actor]:
            return f"{whose} member"
        if row["kind"] == "Cluster" and row["id"] == ids.iloc[partner]:
            return f"{who} as a member"
        return f"{who} in {shorten(row['name'])}"

    def _words(self, other: int) -> str:
        match = self.match
        if match is None:
            return ""
        incidence = self.network.incidence
        events = incidence.indices[incidence.indptr[other] : incidence.indptr[other + 1]]
        speaking = [int(event) for event in events if match.events[event].any()]
        has = match.actors[other] | match.sectors[other] | match.events[events].any(axis=0)
        words = _listed([word for word, found in zip(match.words, has, strict=True) if found])
        where = ["its name"] if match.actors[other].any() else []
        where += ["its sectors"] if match.sectors[other].any() else []
        # The events that say most come first.
        speaking.sort(key=lambda event: (-int(match.events[event].sum()), event))
        names = self.network.events["name"]
        where += [shorten(names.iloc[event]) for event in speaking[:_NAMED]]
        return f"speaks of {words}: {_listed(where, len(speaking[_NAMED:]))}" if words else ""

    def _themes(self, other: int) -> str:
        """Sectors that are both their own, those that one of them has to do with through its events, and programmes."""
        shared = [self.themes[column] for column in np.intersect1d(self._held(self.place), self._held(other))]
        programmes = self._programmes
        sectors = self.network.actors["sectors"]
        own = set(sectors.iloc[self.place]) & set(sectors.iloc[other])
        told = []
        for one, several, themes in (
            ("same sector: ", "same sectors: ", [theme for theme in shared if theme in own]),
            ("both have to do with ", "both have to do with ", [t for t in shared if t not in own | programmes]),
            ("same programme: ", "same programmes: ", [t for t in shared if t in programmes and t not in own]),
        ):
            names = sorted(shorten(self._name(theme)) for theme in themes)
            if names:
                told.append(f"{several if len(names) > 1 else one}{_listed(names[:_NAMED], len(names[_NAMED:]))}")
        return "; ".join(told)

    def _country(self, other: int) -> str:
        country = self.network.actors["country"].iloc[other]
        if not isinstance(country, str) or not country or country in self.countries or not self.countries:
            return ""
        return f"your group has nobody in {country_name(country)} yet"

    @cached_property
    def _programmes(self) -> frozenset[str]:
        return frozenset(self.network.events["programme"].dropna().unique())

    def _held(self, place: int) -> NDArray[np.int64]:
        profiles = self.profiles
        return profiles.indices[profiles.indptr[place] : profiles.indptr[place + 1]].astype(np.int64)

    def _name(self, key: str) -> str:
        return next(iter(self.texts.get(key, ())), "") or key.partition(":")[2] or key

    def _actor(self, place: int) -> str:
        row = self.network.actors.iloc[place]
        return f"{shorten(row['name'])} [{row['id']}]"

    def _event(self, place: int) -> str:
        row = self.network.events.iloc[place]
        return f"{shorten(row['name'])} [{row['id']}]"


def shorten(name: str) -> str:
    """A name for a sentence: on one line, and of a long one only the beginning.

    >>> shorten("Klaster  Dolina\\nLotnicza"), len(shorten("x" * 5000))
    ('Klaster Dolina Lotnicza', 60)
    """
    plain = " ".join(str(name).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def country_name(code: str) -> str:
    """The English name of a country by its code, as it stands in a sentence; an unknown code is shown as it is.

    >>> country_name("AT"), country_name("GB"), country_name("ZZZ")
    ('Austria', 'the United Kingdom', 'ZZZ')
    """
    from babel import Locale

    name = str(Locale("en").territories.get(code, code))
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def _listed(names: Sequence[str], more: int = 0) -> str:
    """Names as a list in a sentence.

    >>> _listed(["a"]), _listed(["a", "b"]), _listed(["a", "b"], 3)
    ('a', 'a and b', 'a, b and 3 more')
    """
    entries = [*names, f"{more} more"] if more else list(names)
    return " and ".join((", ".join(entries[:-1]), entries[-1])) if len(entries) > 1 else "".join(entries)
