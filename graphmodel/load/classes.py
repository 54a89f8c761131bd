"""Classes of organisations in the store: kept apart from facts, in a dataset of their own (:data:`CLASSES`).

They are written, replaced and undone like any dataset, and found again after merges by the keys they were given to; but a
judgement keeps nothing alive: an organisation that no fact tells of any more is gone with its class.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.classification.judging import NO_CLASS
from graphmodel.classification.lines import LINE_COLUMNS
from graphmodel.classification.vocabulary import Vocabulary
from graphmodel.errors import NotFoundError
from graphmodel.identity.decisions import MACHINE
from graphmodel.load.claims import claim_text_and_content
from graphmodel.load.facts import PARSED_COLUMNS, Facts
from graphmodel.load.journal import succeed_facts
from graphmodel.load.ledger import LoadEntry, next_entry_id
from graphmodel.load.progress import NoProgress
from graphmodel.load.report import LoadReport
from graphmodel.load.revising import fact_counts, journals_of, plan_with, read_store, require_ready, write_changes
from graphmodel.load.state import facts_of
from graphmodel.load.undoing import unload_dataset
from graphmodel.model import CLASSIFICATION as CLASSES
from graphmodel.model import LABELS, PERSON

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_JUDGED = ["name", "names", "country", "kind", "labels", "body_class", "class_reason", "class_by", "claims"]


def store_to_organisations(store: Store) -> pd.DataFrame:
    """The organisations to judge: ``id, name, names, country, kind, labels, body_class, class_reason, class_by``.

    Labels that a judgement alone gives are left out of ``labels``, so that a judgement does not rest on itself. Natural
    persons are left out.
    """
    frame = store.read_nodes("Organisation", _JUDGED)
    frame = frame[frame["name"].ne(PERSON) & frame["name"].ne(frame["id"])]
    given = frame["body_class"].notna()
    own = [
        labels if not judged else _labels_of_sources(labels, str(claims))
        for labels, judged, claims in zip(frame["labels"], given, frame["claims"], strict=True)
    ]
    labels = pd.Series(own, index=frame.index, dtype=object)
    return frame.assign(labels=labels).drop(columns="claims").sort_values("id", ignore_index=True)


def _labels_of_sources(labels: tuple[str, ...], claims: str) -> tuple[str, ...]:
    told = {
        label
        for dataset, said in json.loads(claims).items()
        if dataset != CLASSES
        for one in said
        for label in one["labels"]
    }
    return tuple(label for label in labels if label in told)


def store_to_others(store: Store, tie: str, label: str) -> pd.DataFrame:
    """The names of what organisations are tied to: ``id, other``."""
    query = f"MATCH (o:Organisation)-[:{tie}]->(other:{label}) RETURN DISTINCT o.id AS id, other.name AS other"
    found = store.query(query, {})
    return pd.DataFrame(found.rows, columns=["id", "other"], dtype=object)


def store_to_lines(organisations: pd.DataFrame) -> pd.DataFrame:
    """What persons said and was saved: ``id, class, why, who``."""
    said = organisations[organisations["class_by"].notna() & organisations["class_by"].ne(MACHINE)]
    named = said.rename(columns={"body_class": "class", "class_reason": "why", "class_by": "who"})
    return named[LINE_COLUMNS].reset_index(drop=True)


def write_classes(store: Store, classes: pd.DataFrame, words: Vocabulary) -> LoadReport:
    """Keep classes in the store, in place of those kept so far; keeping the same again writes nothing.

    ``classes``: as :func:`graphmodel.classification.judging.judge_organisations` has them. Every organisation gets the
    properties ``body_class``, ``class_reason`` and ``class_by``, and the label its class adds, if any.

    Raises :class:`~graphmodel.errors.NotFoundError` where one is not in the store.
    """
    require_ready(store)
    state, ties = read_store(store)
    unknown = sorted(set(classes["id"]) - set(state.nodes["id"]))
    if unknown:
        raise NotFoundError(
            f"The store holds no organisation {unknown[0]!r}.", remedy="Save classes of this store: find them anew."
        )
    load_id, sequence = next_entry_id(state.loads, CLASSES)
    labels = {entry.name: entry.label for entry in words.classes if entry.label}
    facts = _facts(classes, labels, load_id)
    succession = succeed_facts(
        facts_of(state, ties, CLASSES), facts, complete=True, earlier=journals_of(state, CLASSES).values()
    )
    if not succession.changed:
        return LoadReport(CLASSES, "")
    changes, _ = plan_with(state, ties, {CLASSES: succession.facts})
    counts = fact_counts(changes)
    entry = LoadEntry(load_id, CLASSES, "classify", sequence, (), (), counts, succession.journal.to_json())
    changes.new_nodes.append(entry.to_node("done"))
    write_changes(store, changes, load_id, state, NoProgress())
    return LoadReport(CLASSES, load_id, "classify", counts=counts)


def remove_classes(store: Store) -> LoadReport:
    """Remove all classes that were kept, persons' lines too.

    Raises :class:`~graphmodel.errors.NotFoundError` where none was.
    """
    if CLASSES not in set(store.read_nodes("Load", ["dataset"])["dataset"]):
        raise NotFoundError(
            "No class is saved here.", where=store.address, remedy="`graphmodel classify --save` saves them."
        )
    return unload_dataset(store, CLASSES)


def _facts(classes: pd.DataFrame, labels: dict[str, str], load: str) -> Facts:
    claims = []
    for row in classes.to_dict("records"):
        body_class = row["class"]
        added = (
            LABELS[labels[body_class]].labels if body_class in labels and body_class != NO_CLASS else ("Organisation",)
        )
        reason = "; ".join(part for part in (str(row["reason"]), str(row["evidence"])) if part)
        # It describes nothing, so that what is only referred to stays marked as that.
        values = {"body_class": body_class, "class_reason": reason, "class_by": row["by"], "stub": True}
        text, content = claim_text_and_content(added, (), values)
        claims.append((row["id"], text, load, f"classify:{row['id']}", content))
    return Facts(
        CLASSES, pd.DataFrame(claims, columns=PARSED_COLUMNS, dtype=object).sort_values("key", ignore_index=True)
    )
