"""Partner suggestions: whom one organisation or cluster has not worked with but well might, with the reasons.

The ranking. ``score = sqrt(adamic_adar * walk) * (1 + theme)``, times ``text`` where a text was given.

- *Adamic-Adar* counts partners in common, those with few partners more. On its own it is the best of the simple measures on
  EU projects, but it takes a consortium of fifty for 1,225 acquaintances, and so puts those first who sit in large ones.
- The *walk* weighs every event by its size, as Newman does, so that a large consortium makes nobody a partner; on its own it
  favours whoever has one tie only. Their geometric mean is large only where both are.
- A like *theme* at most doubles the score. It orders those of equal standing, and cannot bring up somebody with whom there
  is nobody in common: on its own it is a poor guide, because most of those active in a sector never meet.

The score depends on nobody else's in the list, so that filters leave it as it is. It ranks; it is no probability. Sources:
Adamic and Adar, Social Networks 25 (2003) 211; Zhou, Lü and Zhang, European Physical Journal B 71 (2009) 623; Newman,
Physical Review E 64 (2001) 016132.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.partners_nearness import nearness_to_actor
from graphmodel.analysis.partners_paths import paths_from_actor
from graphmodel.analysis.partners_reasons import Telling, shorten
from graphmodel.analysis.partners_text import TextMatch, match_text
from graphmodel.analysis.partners_theme import theme_profiles, theme_similarity
from graphmodel.analysis.profiles import sectors_of_actors
from graphmodel.analysis.selection import chosen_clusters
from graphmodel.twomode import TwoMode

#: Column -> form of :func:`partner_suggestions`.
PARTNER_COLUMNS = {
    "rank": "count",
    **dict.fromkeys(("id", "name", "country", "kind"), "text"),
    "is_cluster": "yes",
    "sectors": "texts",
    "url": "text",
    "score": "number",
    "common": "count",
    **dict.fromkeys(("adamic_adar", "resource_allocation", "walk", "theme", "text"), "number"),
    "new_country": "yes",
    **dict.fromkeys(("reasons", "paths", "path_ids"), "texts"),
}
#: So many paths are told of each suggestion.
_PATHS = 5
_NO_TEXTS: Mapping[str, Sequence[str]] = MappingProxyType({})
_NO_URLS: Mapping[str, str] = MappingProxyType({})


def partner_suggestions(
    network: TwoMode,
    you: str,
    *,
    partners: Collection[str] = (),
    without: Collection[str] = (),
    narrowed: bool = False,
    country: str | None = None,
    sector: str | None = None,
    clusters: bool = False,
    text: str = "",
    texts: Mapping[str, Sequence[str]] = _NO_TEXTS,
    urls: Mapping[str, str] = _NO_URLS,
    limit: int = 10,
) -> pd.DataFrame:
    """Whom the actor with the id ``you`` has not worked with but well might; the best ``limit`` of them.

    ``network``: all actors and the events that count as working together. ``partners``: ids of further partners, known from
    elsewhere; ``without``: ids never to suggest (``narrowed`` says that a filter named some of them). ``country``,
    ``sector`` (id) and ``clusters`` choose whom to suggest, and leave the evidence as it is.
    ``text``: words that the name, the sectors or the events of a suggestion must have at least
    one of; ``texts`` are further names by id (titles of events, names of sectors and programmes), ``urls`` web addresses.

    Columns: rank (from 1), id, name, country, kind, is_cluster, sectors (ids: its own, failing these those of its events),
    url (web address of the organisation); score (see the module); common (partners in common), adamic_adar,
    resource_allocation, walk (0 to 1; see :class:`.partners_nearness.Nearness`), theme (0 to 1; see
    :func:`.partners_theme.theme_similarity`), text (0 to 1; see :class:`.partners_text.TextMatch`; missing without a text);
    new_country (nobody of your group is from there), reasons (sentences), paths (the five likeliest, as texts: you - event -
    partner - event - they, each with its id) and path_ids (the same as five ids each). *Your group* is the actor and all its
    partners; a cluster's members are its partners where the network has the cluster among the actors of its own event.

    Whoever has nothing of all this in common is left out. Sorted by score (falling), text x (1 + theme) (falling), number of
    partners (falling), id. ``attrs``: id, name, partners (how many you have), countries (of your group), found (before the
    limit), limit, and message where the answer is empty or rests on themes alone.

    Raises :class:`~graphmodel.errors.NotFoundError` for an id that is no actor, :class:`~graphmodel.errors.RequestError` for
    a text without words.
    """
    place = int(chosen_clusters(network, [you])[0])
    actors, sectors = network.actors, sectors_of_actors(network)
    near = nearness_to_actor(network, place)
    profiles, themes = theme_profiles(network)
    theme = theme_similarity(profiles, place)
    match = match_text(network, text, texts, sectors) if text else None
    wish = match.score if match else np.ones(len(actors))
    score = np.sqrt(near.adamic_adar * near.walk) * (1 + theme) * wish
    mine = actors["id"].isin({you, *partners}).to_numpy(copy=True)
    mine[near.partners] = True
    is_cluster = np.array(["Cluster" in labels for labels in actors["labels"]], dtype=bool)
    eligible = _eligible(actors, sectors, is_cluster, country, sector, clusters) & ~mine
    eligible &= ~actors["id"].isin(set(without)).to_numpy()
    chosen = np.flatnonzero(eligible & (wish > 0) & ((score > 0) | (theme > 0) | (match is not None)))
    degree = np.diff(network.incidence.indptr)
    order = np.lexsort((chosen, -degree[chosen], -(wish * (1 + theme))[chosen].round(12), -score[chosen].round(12)))
    best = chosen[order][:limit]
    group = frozenset(c for c in actors["country"][mine] if isinstance(c, str) and c)
    telling = Telling(network, place, texts, profiles, themes, group, match)
    data = {
        "rank": np.arange(1, len(best) + 1),
        **{name: actors[name].iloc[best] for name in ("id", "name", "country", "kind")},
        "is_cluster": is_cluster[best],
        "sectors": [sectors[other] for other in best],
        "url": [urls.get(key) for key in actors["id"].iloc[best]],
        "score": score[best],
        **{name: getattr(near, name)[best] for name in ("common", "adamic_adar", "resource_allocation", "walk")},
        "theme": theme[best],
        "text": wish[best] if match else np.full(len(best), np.nan),
        "new_country": [bool(group) and isinstance(c, str) and c not in group for c in actors["country"].iloc[best]],
        **_told(telling, best),
    }
    attrs = {
        "id": you,
        "name": str(actors["name"].iloc[place]),
        "partners": int(mine.sum()) - 1,
        "countries": tuple(sorted(group)),
        "found": len(chosen),
        "limit": limit,
    }
    message = _message(attrs, len(near.partners), match, filtered=narrowed or clusters or bool(country or sector))
    return typed_frame(PARTNER_COLUMNS, data, {**attrs, **({"message": message} if message else {})})


def _eligible(
    actors: pd.DataFrame,
    sectors: Sequence[tuple[str, ...]],
    is_cluster: NDArray[np.bool_],
    country: str | None,
    sector: str | None,
    clusters: bool,
) -> NDArray[np.bool_]:
    """Who meets the filters."""
    eligible = np.ones(len(actors), dtype=bool)
    if country is not None:
        eligible &= (actors["country"] == country).to_numpy(dtype=bool, na_value=False)
    if sector is not None:
        eligible &= np.array([sector in held for held in sectors], dtype=bool)
    return eligible & is_cluster if clusters else eligible


def _told(telling: Telling, best: NDArray[np.int64]) -> dict[str, list[Any]]:
    """Reasons, paths and their ids, for each suggestion."""
    told: dict[str, list[Any]] = {"reasons": [], "paths": [], "path_ids": []}
    all_paths = paths_from_actor(telling.network, telling.place)
    for other in map(int, best):
        paths = all_paths.to_actor(other)
        told["reasons"].append(telling.reasons(other, paths))
        told["paths"].append(telling.path_texts(other, paths.head(_PATHS)))
        told["path_ids"].append(telling.path_ids(other, paths.head(_PATHS)))
    return told


def _message(attrs: Mapping[str, Any], met: int, match: TextMatch | None, *, filtered: bool) -> str:
    """What a reader must know of an answer that is empty or rests on little."""
    name = shorten(attrs["name"])
    lacking = match.unknown if match else ()
    words = " or ".join(f"'{word}'" for word in lacking)
    said = [f"Nobody here has {words} in a name, a sector or an event."] if lacking else []
    if not attrs["found"]:
        nobody = f"Nobody new to {name}{' who meets the filters' if filtered else ''}"
        if match is None:
            said.append(f"{nobody} has a partner, sector or programme in common with it.")
        elif len(lacking) < len(match.words):
            said.append(f"{nobody} has any of these words in a name, a sector or an event.")
    elif not met:
        said.append(f"{name} takes part in nothing with others here: these suggestions rest on themes alone.")
    return " ".join(said)
