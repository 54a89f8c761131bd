"""Natural persons among the organisations of a source: inventors, sole traders and experts who took part in their own name.

A name is taken for a person's when it says so (a sole trader), when a title precedes two or three names, or when it
consists of two to four words of which the first or the last is a usual given name and none is a word of organisations.
Whoever a source calls public, a university or a research body is no person, whatever its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.identity.names import fold_name, fold_text
from graphmodel.model import PERSON

_BODIES = frozenset({"university", "research", "public", "association"})
_FEWEST, _MOST = 2, 4
_NO_PERSON = re.compile(r"[&/+@*()]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The words persons are recognised by, folded."""

    titles: frozenset[str]
    sole_traders: tuple[str, ...]
    organisations: frozenset[str]
    given_names: frozenset[str]


def read_person_words(path: Path) -> PersonWords:
    """Read the words from their file, ``classes/persons/words.toml``."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    given = {name for names in content["given_names"].values() for name in names.split()}
    return PersonWords(
        frozenset(content["titles"]),
        tuple(f" {phrase} " for phrase in content["sole_traders"]),
        frozenset(content["organisations"]),
        frozenset(given),
    )


def are_persons(names: Sequence[str | None], kinds: Sequence[str | None], words: PersonWords) -> NDArray[np.bool_]:
    """Which of the names are those of natural persons; ``kinds`` are kinds of organisations as the model has them."""
    codes, distinct = pd.factorize(np.array(names, dtype=object))
    asked = (codes >= 0) & ~pd.Series(np.array(kinds, dtype=object)).isin(_BODIES).to_numpy()
    persons = np.zeros(len(distinct) + 1, dtype=bool)
    for code in np.unique(codes[asked]):
        persons[code] = is_person(distinct[code], words)
    return persons[codes] & asked


def is_person(name: str, words: PersonWords) -> bool:
    """Whether a name is that of a natural person.

    >>> words = PersonWords(frozenset({"dr"}), (" e u ",), frozenset({"sons"}), frozenset({"john"}))
    >>> [is_person(name, words) for name in ("Miller, John", "Dr. Ann Miller", "Miller e.U.", "John Miller & Sons")]
    [True, True, True, False]
    >>> is_person("John Miller Ltd", words)
    False
    """
    folded = fold_text(name)
    padded = f" {folded} "
    for phrase in words.sole_traders:
        if phrase in padded:
            return True
    if _NO_PERSON.search(name) or _DIGIT.search(folded):
        return False
    tokens = folded.split()
    titled = False
    while tokens and tokens[0] in words.titles:
        tokens, titled = tokens[1:], True
    while tokens and tokens[-1] in words.titles:
        tokens, titled = tokens[:-1], True
    if not _FEWEST <= len(tokens) <= _MOST or max(map(len, tokens)) < 3:
        return False
    if not (titled or tokens[0] in words.given_names or tokens[-1] in words.given_names):
        return False
    return not any(token in words.organisations for token in tokens) and fold_name(name) == folded


def without_person_names(frame: pd.DataFrame, persons: NDArray[np.bool_]) -> pd.DataFrame:
    """A frame of organisations in which persons have no name of their own, and nothing else that leads to them."""
    told = {"short_name", "names", "url", "vat", "city"} & set(frame.columns)
    changed = frame.copy()
    changed["name"] = changed["name"].astype(object).mask(persons, PERSON)
    for column in sorted(told):
        if frame.loc[persons, column].notna().any():
            changed[column] = changed[column].astype(object).mask(persons, None)
    return changed
