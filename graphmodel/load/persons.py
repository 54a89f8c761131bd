"""Natural persons among the organisations of a source: counted like everybody, but without a name in the graph.

Only what tells who they are is left out: name, other names, web address, VAT number, town. Their ids stay, so that projects keep
the number of their partners. An id that is made of the name is replaced by a digest of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import compress

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.classification.persons import are_persons, read_person_words, without_person_names
from graphmodel.content import content_folder
from graphmodel.identity.names import fold_text
from graphmodel.load.gather import Batch, Gathered
from graphmodel.records import Nodes, Relationships

_FEWEST_LETTERS = 5


def without_persons(gathered: Gathered) -> Gathered:
    """What was gathered, without the names of natural persons; a note says how many there were."""
    words = read_person_words(content_folder("classes") / "persons" / "words.toml")
    batches: list[Batch] = []
    found: set[str] = set()
    renamed: dict[str, str] = {}
    for batch in gathered.batches:
        records = batch.records
        if not isinstance(records, Nodes) or records.label != "Organisation" or "name" not in records.frame:
            batches.append(batch)
            continue
        names = _texts(records.frame["name"])
        kinds = _texts(records.frame["kind"]) if "kind" in records.frame else [None] * len(names)
        persons = are_persons(names, kinds, words)
        if not persons.any():
            batches.append(batch)
            continue
        found |= {str(key) for key in records.key[persons].dropna()}
        renamed |= _named_keys(records.key, names, persons)
        batches.append(replace(batch, records=replace(records, frame=without_person_names(records.frame, persons))))
    if not found:
        return gathered
    if renamed:
        batches = [replace(batch, records=_with_keys(batch.records, renamed)) for batch in batches]
    many = "1 natural person is" if len(found) == 1 else f"{len(found):,} natural persons are"
    note = f"{many} counted, but not named (recognised by their names; see docs/methods.md)"
    return replace(gathered, batches=batches, notes=[*gathered.notes, note])


def _texts(column: pd.Series) -> list[str | None]:
    # Text kept in Arrow's form is several times faster this way than one by one.
    return [value if isinstance(value, str) else None for value in column.to_numpy(dtype=object).tolist()]


def _named_keys(keys: pd.Series, names: Sequence[str | None], persons: NDArray[np.bool_]) -> dict[str, str]:
    """Keys of persons that hold the name itself -> the same namespace with a digest."""
    renamed = {}
    for key, name in zip(keys[persons], compress(names, persons), strict=True):
        if not isinstance(key, str) or not name:
            continue
        folded = fold_text(name)
        if len(folded) >= _FEWEST_LETTERS and folded in fold_text(key):
            renamed[key] = f"{key.partition(':')[0]}:person-{sha256(key.encode()).hexdigest()[:16]}"
    return renamed


def _with_keys(records: Nodes | Relationships, renamed: dict[str, str]) -> Nodes | Relationships:
    if isinstance(records, Nodes):
        also = tuple(column.map(lambda key: _renamed(key, renamed)) for column in records.also)
        return replace(records, key=records.key.replace(renamed), also=also)
    return replace(records, start=records.start.replace(renamed), end=records.end.replace(renamed))


def _renamed(key: object, renamed: dict[str, str]) -> object:
    if isinstance(key, tuple):
        return tuple(renamed.get(one, one) for one in key)
    return renamed.get(key, key) if isinstance(key, str) else key
