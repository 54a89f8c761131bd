"""Meta-cluster candidates: groups of clusters that belong together more than chance would have it, and are no alliance yet.

How a candidate is found. (1) Clusters are tied where they share more projects, alliances and agreements, or more members,
than in random networks in which every cluster keeps its number of events and every event its number of clusters. Pairs
are ranked by the share of chance among them (Benjamini and Hochberg, in the form for discrete tests). (2) Communities of
these ties, small enough to be an alliance, are the groups; ties between related sectors bind more. This is done with ties
of which 5, 20 and 50 % may be chance: a group can be beyond doubt where none of its ties is. (3) A group of which an
existing event, be it a project or a declared alliance, contains three quarters or more is an alliance already and left
out. (4) The whole search is repeated on random networks: only groups whose members share more, measured against what is
expected of them, than any group found there remain. That none remains is a result too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.evidence import bridging_organisations, shared_by_group
from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.profiles import sectors_of_actors
from graphmodel.analysis.scoring import (
    country_spread,
    group_cohesion,
    group_complementarity,
    group_coverage,
    group_relatedness,
    sector_relatedness,
)
from graphmodel.analysis.search import Findings, FoundGroup, Settings, search_groups
from graphmodel.analysis.selection import chosen_clusters
from graphmodel.analysis.sharing import Sharing, shared_things
from graphmodel.twomode import TwoMode

#: Parts of the score; each is from 0 to 1, and redundancy counts against.
PARTS = ("cohesion", "relatedness", "complementarity", "spread", "redundancy")
#: Column -> form of :func:`metacluster_candidates`.
CANDIDATE_COLUMNS = {
    "candidate": "count",
    **dict.fromkeys(("members", "member_names"), "texts"),
    "size": "count",
    **dict.fromkeys(("score", "score_low", "score_high", "p", *PARTS), "number"),
    **dict.fromkeys(("sectors", "countries", "bridges", "bridge_names", "evidence"), "texts"),
}
#: Column -> form of :func:`candidate_evidence`.
EVIDENCE_COLUMNS = {
    "candidate": "count",
    **dict.fromkeys(("kind", "id", "name"), "text"),
    **dict.fromkeys(("members", "member_names"), "texts"),
}
_BOOTSTRAPS = 500
_INTERVAL = (5, 95)
_NONE = "No group of clusters is tied more than chance would tie it."
_ONLY_ALLIANCES = "Every group of clusters that is tied more than chance is an alliance or a consortium already."
_TOO_FEW = "Fewer clusters take part in anything than a group needs members."


def metacluster_candidates(
    participations: TwoMode,
    memberships: TwoMode | None = None,
    agreements: pd.DataFrame | None = None,
    *,
    clusters: Collection[str] | None = None,
    sizes: tuple[int, int] = (3, 8),
    level: float = 0.05,
    draws: int = 1000,
    searches: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Groups of ``sizes[0]`` to ``sizes[1]`` clusters that suggest themselves as alliances, the best first.

    ``participations``: all actors of projects and alliances; ``clusters`` as in :func:`.overlap.joint_events`.
    ``memberships``: members are the actors, clusters the events. ``agreements``: columns start and end (ids).

    Columns: candidate (1 is the best), members and member_names, size; score (mean of cohesion, relatedness,
    complementarity, spread and 1 - redundancy; 0 to 1), score_low and score_high (90 % interval, events drawn anew with
    replacement, all else held fixed); p (chance that the same search finds a group as surprising anywhere in a random
    network: (1 + k)/(1 + ``searches``); at most ``level``); and the parts of the score, each from 0 to 1:

    - cohesion: share of member pairs with more in common than expected x part of what they share beyond what is expected
    - relatedness: mean over pairs of how often their sectors go together (Hidalgo et al. 2007); 0 where unknown
    - complementarity: mean over members of the share of its partners and members that no other member has
    - spread: chance that two members are from different countries
    - redundancy: largest share of the group in one existing event, below :data:`.search.ALLIANCE_COVERAGE`

    then sectors and countries (those of most members first), bridges and bridge_names (organisations that worked with
    two or more members, not all in one event, and are no clusters), evidence (ids of what at least two members share;
    in full in :func:`candidate_evidence`). Sorted by score (falling), members.

    What to expect is measured on ``draws`` random networks. ``attrs``: compared (clusters with anything to share), tied
    (pairs with q up to ``level``), groups (found), alliances (of these, left out), level, draws, searches, seed, and
    message where the frame is empty. Raises :class:`~graphmodel.errors.RequestError` for so few draws that nothing could
    ever be found.
    """
    settings = Settings(sizes, level, draws, searches, seed)
    sharing = shared_things(participations, chosen_clusters(participations, clusters), memberships, agreements)
    kinds = [sharing.joint, *((sharing.members,) if sharing.members.nnz else ())]
    compared = int((np.diff(sharing.joint.indptr) + np.diff(sharing.members.indptr) > 0).sum())
    all_sectors = sectors_of_actors(participations)
    sectors = [all_sectors[row] for row in sharing.rows]
    known = [held for held in all_sectors if held]
    enough = compared >= sizes[0]
    findings = search_groups(kinds, sectors, known, settings) if enough else Findings()
    scored = [_scored(one, sharing, kinds, sectors, known, seed) for one in findings.found]
    scored.sort(key=lambda row: (-row["score"], row["members"]))
    data = {name: [row[name] for row in scored] for name in CANDIDATE_COLUMNS if name != "candidate"}
    frame = typed_frame(CANDIDATE_COLUMNS, {"candidate": range(1, len(scored) + 1), **data})
    frame.attrs.update(compared=compared, tied=findings.tied, groups=findings.groups, alliances=findings.alliances)
    frame.attrs.update(level=level, draws=draws, searches=searches, seed=seed)
    if not scored:
        only_alliances = findings.groups > 0 and findings.groups == findings.alliances
        frame.attrs["message"] = (_ONLY_ALLIANCES if only_alliances else _NONE) if enough else _TOO_FEW
    return frame


def candidate_evidence(
    candidates: pd.DataFrame,
    participations: TwoMode,
    memberships: TwoMode | None = None,
    agreements: pd.DataFrame | None = None,
    *,
    clusters: Collection[str] | None = None,
) -> pd.DataFrame:
    """What the members of each candidate share, thing by thing; arguments as for :func:`metacluster_candidates`.

    Columns: candidate, kind (Project, MetaCluster, Event, Agreement or Member), id, name, members and member_names (those
    of the candidate that share it: two or more). Sorted by candidate; events and agreements before members, those that
    most of the group share first, then by id.
    """
    sharing = shared_things(participations, chosen_clusters(participations, clusters), memberships, agreements)
    place = {name: row for row, name in enumerate(sharing.ids)}
    names = dict(zip(participations.actors["id"], participations.actors["name"], strict=True))
    frames = [
        shared_by_group([place[member] for member in members], sharing).assign(candidate=number)
        for number, members in zip(candidates["candidate"], candidates["members"], strict=True)
    ]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(EVIDENCE_COLUMNS))
    rows["member_names"] = [tuple(names[member] for member in members) for members in rows["members"]]
    return typed_frame(EVIDENCE_COLUMNS, rows)


def _scored(
    found: FoundGroup,
    sharing: Sharing,
    kinds: Sequence[csr_array[Any, tuple[int, int]]],
    sectors: Sequence[tuple[str, ...]],
    known: Sequence[tuple[str, ...]],
    seed: int,
) -> dict[str, Any]:
    group = found.group
    members = sharing.participations.actors.iloc[sharing.rows[list(group)]]
    outside = np.flatnonzero(~sharing.partner_ids.isin(members["id"]))
    parts = {
        "cohesion": float(group_cohesion(found.tied, found.shared, found.expected)),
        "relatedness": group_relatedness(group, sectors, sector_relatedness(known)),
        "complementarity": group_complementarity(csr_array(sharing.partners[list(group)][:, outside])),
        "spread": country_spread(members["country"].tolist()),
        "redundancy": group_coverage(group, kinds[0]),
    }
    low, high = np.percentile(_redrawn_scores(found, kinds, parts, seed), _INTERVAL)
    bridges = bridging_organisations(group, sharing)
    return {
        "members": tuple(members["id"]),
        "member_names": tuple(members["name"]),
        "size": len(group),
        "score": float(_score(parts)),
        "score_low": float(low),
        "score_high": float(high),
        "p": found.p,
        **parts,
        "sectors": _most_frequent(sector for place in group for sector in sectors[place]),
        "countries": _most_frequent(country for country in members["country"] if isinstance(country, str)),
        "bridges": tuple(bridges["id"]),
        "bridge_names": tuple(bridges["name"]),
        "evidence": tuple(shared_by_group(group, sharing)["id"]),
    }


def _score(parts: dict[str, Any]) -> Any:
    return sum((1.0 - parts[name]) if name == "redundancy" else parts[name] for name in PARTS) / len(PARTS)


def _redrawn_scores(
    found: FoundGroup, kinds: Sequence[csr_array[Any, tuple[int, int]]], parts: dict[str, float], seed: int
) -> NDArray[np.float64]:
    """Scores of the group when the events are drawn anew with replacement, as often as there are events."""
    random = np.random.default_rng(seed)
    inside = [np.bincount(kind[list(found.group)].indices, minlength=kind.shape[1]) for kind in kinds]
    events = len(inside[0])
    if not events:
        return np.array([_score(parts)], dtype=np.float64)
    times = random.multinomial(events, np.full(events, 1.0 / events), size=_BOOTSTRAPS)
    pairs = [counts * (counts - 1) // 2 for counts in inside]
    shared = times @ pairs[0] + sum(int(other.sum()) for other in pairs[1:])
    redundancy = np.where(times > 0, inside[0], 0).max(axis=1) / len(found.group)
    cohesion = group_cohesion(found.tied, shared.astype(np.float64), found.expected)
    return np.asarray(_score({**parts, "cohesion": cohesion, "redundancy": redundancy}), dtype=np.float64)


def _most_frequent(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value, _ in sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
