"""Which actors have to do with a theme given in words: names of organisations, their sectors and their events are read.

Words are compared without case, accents and punctuation. A word fits where a text has it or one that begins with it
(``hydrogen`` finds "Hydrogenics"), or one that lacks its last one or two letters (``logistics`` finds "Logistic"). Rare words
weigh more: a word that every second actor has tells little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.errors import RequestError
from graphmodel.identity.names import fold_text
from graphmodel.twomode import TwoMode

#: Words that say nothing of a theme.
_EMPTY_WORDS = frozenset(
    {"and", "at", "by", "de", "der", "die", "et", "for", "in", "of", "on", "the", "to", "und", "with"}
)
#: A word of the text may be shorter than the word asked for by so much, and must be so long, to count as the same.
_ENDING, _STEM = 2, 4
#: Shorter words must be met exactly: "art" is not found in "article".
_PREFIX = 4


@dataclass(frozen=True, eq=False)
class TextMatch:
    """What was found of a text.

    ``words``: the words that were looked for, folded, in their order. ``score``: for each actor the share of these words it
    has, each weighted by log(1 + actors/actors that have it): from 0 to 1. ``events``: events x words, 1 where one of its names
    has the word; ``sectors`` and ``actors`` likewise for the actors, by their sectors' names and their own. ``unknown``:
    words that nobody has.
    """

    words: tuple[str, ...]
    score: NDArray[np.float64]
    actors: NDArray[np.bool_]
    sectors: NDArray[np.bool_]
    events: NDArray[np.bool_]
    unknown: tuple[str, ...]


def match_text(
    network: TwoMode, text: str, texts: Mapping[str, Sequence[str]], sectors: Sequence[tuple[str, ...]]
) -> TextMatch:
    """Compare a text with the names of the actors, of their sectors and of the events they take part in.

    ``texts``: further names and titles by id, of events, actors and sectors. ``sectors``: those of each actor.

    Raises :class:`~graphmodel.errors.RequestError` for a text without a word that could name a theme.
    """
    words = words_from_text(text)
    if not words:
        raise RequestError(
            f"{text!r} names no theme.", where="text", remedy="Give one or more words, such as 'hydrogen logistics'."
        )
    of_actors = _found(words, network.actors["id"], network.actors["name"], texts)
    of_events = _found(words, network.events["id"], network.events["name"], texts)
    named = {sector for held in sectors for sector in held}
    by_sector = {
        sector: _fitting(words, (sector.partition(":")[2], *texts.get(sector, ()))) for sector in sorted(named)
    }
    nothing = np.zeros(len(words), dtype=bool)
    of_sectors = np.array(
        [np.any([by_sector[sector] for sector in held], axis=0) if held else nothing for held in sectors], dtype=bool
    ).reshape(len(sectors), len(words))
    # Through a sparse product: most actors take part in nothing that has any of the words.
    through_events = (network.incidence @ csr_array(of_events.astype(np.int64))).toarray() > 0
    has = of_actors | of_sectors | through_events
    holders = has.sum(axis=0)
    weights = np.log1p(len(has) / np.maximum(holders, 1))
    unknown = tuple(word for word, many in zip(words, holders, strict=True) if not many)
    return TextMatch(words, has @ weights / weights.sum(), of_actors, of_sectors, of_events, unknown)


def words_from_text(text: str) -> tuple[str, ...]:
    """The words of a text that may name a theme, folded, each once, in their order.

    >>> words_from_text("Logistique de l'hydrogène: the hydrogene logistique")
    ('logistique', 'hydrogene')
    """
    words = (word for word in fold_text(text).split() if len(word) > 1 and word not in _EMPTY_WORDS)
    return tuple(dict.fromkeys(words))


def word_fits(wanted: str, word: str) -> bool:
    """Whether a word of a text is the word asked for, apart from its ending.

    >>> [word_fits("logistics", word) for word in ("logistics", "logistic", "logisticspark", "log")]
    [True, True, True, False]
    >>> word_fits("art", "article")
    False
    """
    if wanted == word:
        return True
    if len(wanted) >= _PREFIX and word.startswith(wanted):
        return True
    return len(word) >= max(_STEM, len(wanted) - _ENDING) and wanted.startswith(word)


def _found(words: Sequence[str], ids: Iterable[str], names: Iterable[Any], texts: Mapping[str, Sequence[str]]) -> Any:
    rows = [_fitting(words, (str(name), *texts.get(key, ()))) for key, name in zip(ids, names, strict=True)]
    return np.array(rows, dtype=bool).reshape(len(rows), len(words))


def _fitting(words: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    said = {word for text in dict.fromkeys(texts) for word in fold_text(text).split()}
    return np.array([any(word_fits(wanted, word) for word in said) for wanted in words], dtype=bool)
