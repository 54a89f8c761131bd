"""Organisations -> classes: a person's line, else what the name says, else what a directory or an alliance says.

A judgement is never a fact: it is told with its reason, what it rests on and how sure it is, and stands apart from what
sources say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from graphmodel.classification.naming import names_to_classes
from graphmodel.classification.vocabulary import Vocabulary
from graphmodel.identity.decisions import MACHINE

CLASS_COLUMNS = ["id", "name", "country", "class", "reason", "evidence", "confidence", "by"]
#: Bodies that a directory or an alliance makes a cluster body, though their names do not say so.
DECLARED = "declared cluster"
#: A person's word that a body is of no class.
NO_CLASS = "none"
# Shares of the members of real alliances that are cluster bodies: benchmarks/results/classification.md.
_ONE_ALLIANCE, _MORE_ALLIANCES = 0.73, 0.86
_NO_CLUSTER_BODIES = frozenset({"university", "public"})


def judge_organisations(
    organisations: pd.DataFrame, alliances: pd.DataFrame, managed: pd.DataFrame, lines: pd.DataFrame, words: Vocabulary
) -> pd.DataFrame:
    """Which class each organisation is of, with the reason.

    ``organisations``: ``id, name, names, country, kind, labels``; those that a source calls Cluster or Ministry are not
    judged by the machine. ``alliances`` and ``managed``: ``id, other``: the names of the alliances an organisation belongs
    to, and of the clusters it manages. ``lines``: persons' decisions, ``id, class, why, who``.

    Columns: id, name, country, class, reason, evidence (another name that
    says so, or the alliances or clusters), confidence (the
    measured share of right ones, 0 to 1; missing where nothing was measured or a person decided), by (machine, or a
    person's name). Sorted by class, country, name, id.
    """
    told = {str(line["id"]): line for line in lines.to_dict("records")}
    rows: list[tuple[object, ...]] = []
    judged = set(told)
    for body in organisations[organisations["id"].isin(list(told))].to_dict("records"):
        line = told[str(body["id"])]
        rows.append((body["id"], body["name"], body["country"], line["class"], line["why"], "", None, line["who"]))
    free = np.array([not {"Cluster", "Ministry"} & set(labels) for labels in organisations["labels"]], dtype=bool)
    left = organisations[free & ~organisations["id"].isin(list(judged)).to_numpy()].reset_index(drop=True)
    said = _by_name(left, words)
    for place, body in enumerate(left.to_dict("records")):
        if place in said:
            name, body_class, reason = said[place]
            judged.add(str(body["id"]))
            evidence = "" if name == body["name"] else name
            sure = words[body_class].confidence
            rows.append((body["id"], body["name"], body["country"], body_class, reason, evidence, sure, MACHINE))
    rest = left[~left["id"].isin(list(judged)) & ~left["kind"].isin(list(_NO_CLUSTER_BODIES))]
    rows += _declared(rest, alliances, managed)
    frame = pd.DataFrame(rows, columns=CLASS_COLUMNS, dtype=object).astype({"confidence": "float64"})
    return frame.sort_values(["class", "country", "name", "id"], ignore_index=True)


def _by_name(organisations: pd.DataFrame, words: Vocabulary) -> Mapping[int, tuple[str, str, str]]:
    """By row: the first name that says a class (the one people know it by, then the others), the class and the reason."""
    names = [_names(*both) for both in zip(organisations["name"], organisations["names"], strict=True)]
    many = (
        organisations[["country"]]
        .assign(name=pd.Series(names, index=organisations.index, dtype=object))
        .explode("name")
    )
    order = many.groupby(level=0).cumcount()
    said = names_to_classes(many.reset_index(drop=True), words).assign(place=many.index, name=many["name"].to_numpy())
    said = said.assign(order=order.to_numpy()).dropna(subset=["class"]).sort_values(["place", "order"])
    first = said.drop_duplicates("place")
    return {
        int(place): (str(name), str(body_class), str(reason))
        for place, name, body_class, reason in zip(
            first["place"], first["name"], first["class"], first["reason"], strict=True
        )
    }


def _names(name: object, others: object) -> list[str]:
    known = [name] if isinstance(name, str) else []
    return [*known, *sorted(str(other) for other in others)] if isinstance(others, Iterable) else known


def _declared(rest: pd.DataFrame, alliances: pd.DataFrame, managed: pd.DataFrame) -> list[tuple[object, ...]]:
    of_alliances, of_clusters = _others(alliances), _others(managed)
    rows: list[tuple[object, ...]] = []
    for row in rest.to_dict("records"):
        clusters, joined = of_clusters.get(row["id"], []), of_alliances.get(row["id"], [])
        if clusters:
            reason, sure = "manages a cluster", None
        elif joined:
            reason = (
                "belongs to an alliance of clusters" if len(joined) == 1 else "belongs to several alliances of clusters"
            )
            sure = _ONE_ALLIANCE if len(joined) == 1 else _MORE_ALLIANCES
        else:
            continue
        evidence = "; ".join(clusters or joined)
        rows.append((row["id"], row["name"], row["country"], DECLARED, reason, evidence, sure, MACHINE))
    return rows


def _others(ties: pd.DataFrame) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for one, other in zip(ties["id"], ties["other"], strict=True):
        found.setdefault(str(one), set()).add(str(other))
    return {one: sorted(others) for one, others in found.items()}
