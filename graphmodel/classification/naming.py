"""Names -> classes, with the reason: which words, of which language, and nothing that speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from graphmodel.classification.languages import COUNTRIES
from graphmodel.classification.patterns import folded_forms
from graphmodel.classification.vocabulary import BodyClass, Phrase, Vocabulary

NAMED_COLUMNS = ["class", "language", "phrase", "reason"]


class Named(NamedTuple):
    """A class a name says, and by which phrase."""

    body_class: str
    language: str
    phrase: str
    reason: str


def names_to_classes(names: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """The class each name says: columns ``class, language, phrase, reason``, indexed as ``names``; missing where none.

    ``names``: columns ``name`` and ``country`` (ISO 3166, may be missing). The classes are tried in their order, so that a
    ministry of universities is a ministry.
    """
    tried = [(entry, _any_of(entry.words)) for entry in vocabulary.classes]
    rows = []
    for name, country in zip(names["name"], names["country"], strict=True):
        found = _named(str(name), country if isinstance(country, str) else "", tried) if isinstance(name, str) else None
        rows.append(found or (None, None, None, None))
    return pd.DataFrame(rows, columns=NAMED_COLUMNS, index=names.index, dtype=object)


def _named(name: str, country: str, tried: Sequence[tuple[BodyClass, re.Pattern[str]]]) -> Named | None:
    forms = folded_forms(name)
    for entry, words in tried:
        if not any(words.search(form) for form in forms):
            continue
        found = class_phrase(entry, forms, country)
        if found is not None:
            phrase, said = found
            return Named(entry.name, phrase.language, phrase.text, f"name says '{said}' ({phrase.language})")
    return None


def class_phrase(entry: BodyClass, forms: Sequence[str], country: str) -> tuple[Phrase, str] | None:
    """The phrase by which a folded name says the class, and the words it found; ``None`` where there is none, or something
    speaks against it. Of several the first in the name counts, then the longest, then that of the country's own language.
    """
    best: tuple[tuple[int, int, bool, bool, str, str], Phrase, int, int, str] | None = None
    for form in forms:
        for phrase in entry.words:
            if phrase.countries is not None and country not in phrase.countries:
                continue
            match = phrase.pattern.search(form)
            if match is None:
                continue
            abroad = country not in COUNTRIES.get(phrase.language, frozenset())
            order = (match.start(), -match.end(), abroad, phrase.language != "en", phrase.language, phrase.text)
            if best is None or order < best[0]:
                best = (order, phrase, match.start(), match.end(), form)
        if best is not None:
            break
    if best is None:
        return None
    _, phrase, start, end, form = best
    if any(_any_of(entry.unless).search(text) for text in forms):
        return None
    if _any_of(entry.unless_before).search(form[: start + 1]) or _any_of(entry.unless_after).search(form[end:]):
        return None
    return phrase, form[start:end].removeprefix(" the").strip()


def _any_of(phrases: Sequence[Phrase]) -> re.Pattern[str]:
    return _joined(tuple(phrase.pattern.pattern for phrase in phrases))


@lru_cache(maxsize=256)
def _joined(sources: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sources) if sources else r"(?!)")
