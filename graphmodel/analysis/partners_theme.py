"""How alike the themes of one actor and of all others are: the sectors and programmes they have to do with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.twomode import TwoMode


def theme_similarity(profiles: csr_array[Any, tuple[int, int]], place: int) -> NDArray[np.float64]:
    """Cosine of the profile of the actor at ``place`` with that of every actor, from 0 to 1; 0 where either is empty.

    ``profiles`` as :func:`theme_profiles` gives them. A theme weighs log(1 + actors/actors that have it): what everybody has
    to do with tells two actors apart from nobody (Salton and Buckley 1988, Information Processing & Management 24:513).
    """
    held = np.bincount(profiles.indices, minlength=profiles.shape[1])
    weighted = csr_array(profiles * np.log1p(profiles.shape[0] / np.maximum(held, 1)))
    lengths = np.sqrt(np.asarray((weighted * weighted).sum(axis=1), dtype=np.float64))
    products = np.asarray((weighted @ csr_array(weighted[[place]]).T).todense(), dtype=np.float64).ravel()
    return np.minimum(products / np.where(products > 0, lengths * lengths[place], 1.0), 1.0)


def theme_profiles(network: TwoMode) -> tuple[csr_array[Any, tuple[int, int]], tuple[str, ...]]:
    """How often each actor has to do with each sector and programme: actors x themes, and the ids of the themes, sorted.

    A profile counts each sector an actor is active in once, and the sectors and the programme of each of its events once
    for every event.
    """
    of_actors = network.actors["sectors"].tolist()
    of_events = [
        (*sectors, programme) if isinstance(programme, str) and programme else tuple(sectors)
        for sectors, programme in zip(network.events["sectors"], network.events["programme"], strict=True)
    ]
    themes = tuple(sorted({theme for held in (*of_actors, *of_events) for theme in held}))
    place = {theme: column for column, theme in enumerate(themes)}
    own, through = (_matrix(held, place) for held in (of_actors, of_events))
    return csr_array(own + network.incidence @ through), themes


def _matrix(held: Sequence[tuple[str, ...]], place: dict[str, int]) -> csr_array[Any, tuple[int, int]]:
    columns = [place[theme] for themes in held for theme in themes]
    starts = np.concatenate([[0], np.cumsum([len(themes) for themes in held], dtype=np.int64)])
    return csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(held), len(place)))
