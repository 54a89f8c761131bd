"""Files of words -> a vocabulary: what each class is called, in which language, and what only looks like it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmodel.classification.languages import COUNTRIES
from graphmodel.classification.patterns import phrase_to_regex
from graphmodel.errors import RequestError
from graphmodel.model import LABELS

_TABLES = ("words", "home", "unless", "unless_before", "unless_after")
_KEYS = {"class", "meaning", "label", "rank", "confidence", *_TABLES}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of one language; with countries, it counts only for bodies of these."""

    text: str
    language: str
    pattern: re.Pattern[str]
    countries: frozenset[str] | None = None


@dataclass(slots=True)
class BodyClass:
    """One class: the phrases that say it, and those that say it only seems so (anywhere, before, after)."""

    name: str
    meaning: str = ""
    label: str = ""
    rank: int = 100
    confidence: float | None = None
    words: list[Phrase] = field(default_factory=list)
    unless: list[Phrase] = field(default_factory=list)
    unless_before: list[Phrase] = field(default_factory=list)
    unless_after: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The classes, in the order in which they are tried."""

    classes: tuple[BodyClass, ...]

    def __getitem__(self, name: str) -> BodyClass:
        for entry in self.classes:
            if entry.name == name:
                return entry
        raise RequestError(
            f"There is no class {name!r}.", remedy=f"Choose one of: {', '.join(c.name for c in self.classes)}."
        )


def read_vocabulary(places: Sequence[Path]) -> Vocabulary:
    """Read files of words, or folders of them; a later file adds to a class of an earlier one, or makes a new one.

    Raises :class:`~graphmodel.errors.RequestError` for a file that cannot be read or says something unknown.
    """
    classes: dict[str, BodyClass] = {}
    for path in _files(places):
        _add(classes, _parsed(path), path)
    return Vocabulary(tuple(sorted(classes.values(), key=lambda entry: (entry.rank, entry.name))))


def _files(places: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        found += sorted(place.glob("*.toml")) if place.is_dir() else [place]
    return found


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RequestError(
            f"The words cannot be read ({fault}).", where=str(path), remedy="Write it as the files in classes/."
        ) from fault
    unknown = sorted(set(content) - _KEYS)
    if unknown or not isinstance(content.get("class"), str):
        what = f"There is no setting {unknown[0]!r}." if unknown else "It does not say which class it is about."
        raise RequestError(what, where=str(path), remedy=f"Known are: {', '.join(sorted(_KEYS))}.")
    if content.get("label") and content["label"] not in LABELS:
        raise RequestError(
            f"There is no label {content['label']!r}.", where=str(path), remedy="Choose Cluster, Ministry or none."
        )
    if not isinstance(content.get("rank", 0), int):
        raise RequestError("Its rank is no number.", where=str(path), remedy="Write rank = 7, say.")
    for table in _TABLES:
        if not isinstance(content.get(table, {}), Mapping):
            raise RequestError(
                f"Its {table} is no table.", where=str(path), remedy=f'Write [{table}] and en = ["word"] below it.'
            )
    return content


def _add(classes: dict[str, BodyClass], content: Mapping[str, Any], path: Path) -> None:
    entry = classes.setdefault(content["class"], BodyClass(content["class"]))
    entry.meaning = content.get("meaning", entry.meaning)
    entry.label = content.get("label", entry.label)
    entry.rank = content.get("rank", entry.rank)
    entry.confidence = content.get("confidence", entry.confidence)
    for table in _TABLES:
        for language, phrases in sorted(content.get(table, {}).items()):
            if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip("^*$ ") for p in phrases):
                raise RequestError(
                    f"{table}.{language} is no list of phrases.", where=str(path), remedy='Write ["word", "a phrase"].'
                )
            countries = COUNTRIES.get(language) if table == "home" else None
            into = entry.words if table == "home" else getattr(entry, table)
            into += [Phrase(p, language, re.compile(phrase_to_regex(p)), countries) for p in sorted(set(phrases))]
