"""Poland's Key National Clusters, with the bodies that coordinate them."""

from __future__ import annotations

from pathlib import Path

from derivation.curated import read_rows
from derivation.names import repaired
from derivation.records import Mention

#: The mark of a Key National Cluster, in its own language.
MARK = "Krajowy Klaster Kluczowy"
#: Their id among the sources.
SOURCE = "poland-key-clusters"


def key_clusters(data: Path, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Add the clusters and their coordinators to ``mentions``; return who coordinates which, by place."""
    managed = []
    for row in read_rows(data / "clusters" / "krajowe_klastry_kluczowe.csv"):
        values = {"mark": MARK, "mark_until": row["status_valid_until"]}
        mentions.append(Mention((repaired(row["cluster_name"]),), "PL", SOURCE, 15, values=values))
        cluster = len(mentions) - 1
        if row["coordinator"]:
            mentions.append(Mention((repaired(row["coordinator"]),), "PL", SOURCE, 15))
            managed.append((len(mentions) - 1, cluster))
    return managed
