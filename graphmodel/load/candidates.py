"""Saved candidates: proposed alliances kept in the store as what they are, proposals.

They are a dataset of their own (:data:`CANDIDATES`), written and undone like any other, so that they survive loads, merges
and new editions of the facts they speak of. They add nothing to these: a cluster that no fact tells of any more is tied to
no candidate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.errors import NotFoundError
from graphmodel.load.claims import claim_text_and_content
from graphmodel.load.facts import PARSED_COLUMNS, Facts
from graphmodel.load.journal import succeed_facts
from graphmodel.load.ledger import LoadEntry, next_entry_id
from graphmodel.load.progress import NoProgress
from graphmodel.load.report import LoadReport
from graphmodel.load.revising import fact_counts, journals_of, plan_with, read_store, require_ready, write_changes
from graphmodel.load.state import facts_of
from graphmodel.load.undoing import unload_dataset
from graphmodel.version import __version__

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: The dataset saved candidates are kept in.
CANDIDATES = "graphmodel/candidates"
_NUMBERS = ("score", "score_low", "score_high", "p")
#: Property of a Candidate -> column of a frame of candidates.
_LISTS = {
    "members": "members",
    "countries": "countries",
    "themes": "sectors",
    "bridges": "bridges",
    "evidence": "evidence",
}
_NAMED = 3


def write_candidates(
    store: Store, candidates: pd.DataFrame, *, saved: date, parameters: Mapping[str, Any]
) -> LoadReport:
    """Keep candidates in the store, in place of those kept so far.

    ``candidates``: rows of :func:`graphmodel.analysis.metaclusters.metacluster_candidates`; each becomes a node Candidate
    with the key ``candidate:`` and its number, tied to its members by ``PROPOSED_FOR``. ``parameters`` are those of the
    run, ``saved`` is the day. Keeping the same again on the same day writes nothing.

    Raises :class:`~graphmodel.errors.NotFoundError` where a member is not in the store.
    """
    require_ready(store)
    state, ties = read_store(store)
    members = {str(member) for group in candidates["members"] for member in group}
    unknown = sorted(members - set(state.nodes["id"]))
    if unknown:
        raise NotFoundError(
            f"The store holds no cluster {unknown[0]!r}.", remedy="Save candidates of this store: find them anew."
        )
    load_id, sequence = next_entry_id(state.loads, CANDIDATES)
    facts = _facts(candidates, load_id, saved, parameters)
    succession = succeed_facts(
        facts_of(state, ties, CANDIDATES), facts, complete=True, earlier=journals_of(state, CANDIDATES).values()
    )
    if not succession.changed:
        return LoadReport(CANDIDATES, "")
    changes, _ = plan_with(state, ties, {CANDIDATES: succession.facts})
    counts = fact_counts(changes)
    entry = LoadEntry(load_id, CANDIDATES, "metaclusters", sequence, (), (), counts, succession.journal.to_json())
    changes.new_nodes.append(entry.to_node("done"))
    write_changes(store, changes, load_id, state, NoProgress())
    return LoadReport(CANDIDATES, load_id, "metaclusters", counts=counts)


def remove_candidates(store: Store) -> LoadReport:
    """Remove all candidates that were kept.

    Raises :class:`~graphmodel.errors.NotFoundError` where none was.
    """
    if CANDIDATES not in set(store.read_nodes("Load", ["dataset"])["dataset"]):
        raise NotFoundError(
            "No candidate is saved here.", where=store.address, remedy="`graphmodel metaclusters --save` saves some."
        )
    return unload_dataset(store, CANDIDATES)


def _facts(candidates: pd.DataFrame, load: str, saved: date, parameters: Mapping[str, Any]) -> Facts:
    claims, ties = [], []
    told = json.dumps(dict(parameters), ensure_ascii=False, sort_keys=True, default=str)
    for row in candidates.sort_values("candidate").to_dict("records"):
        key, place = f"candidate:{row['candidate']}", f"metaclusters:{row['candidate']}"
        values = {
            "name": _name(int(row["candidate"]), row["member_names"]),
            "names": [f"Candidate {row['candidate']}"],
            "parameters": told,
            "version": __version__,
            "saved": saved,
            **{name: float(row[name]) for name in _NUMBERS if pd.notna(row[name])},
            **{name: sorted(set(row[column])) for name, column in _LISTS.items() if len(row[column])},
        }
        text, content = claim_text_and_content(["Candidate"], (), values)
        claims.append((key, text, load, place, content))
        ties += [(member, key, "Organisation", "Candidate", place) for member in row["members"]]
    frame = pd.DataFrame(ties, columns=["start_key", "end_key", "start_label", "end_label", "rows"], dtype=object)
    frame = frame.sort_values(["start_key", "end_key"], ignore_index=True)
    frame = frame.assign(source=None, dataset=CANDIDATES, load=load).astype({"source": object})
    return Facts(
        CANDIDATES,
        pd.DataFrame(claims, columns=PARSED_COLUMNS, dtype=object).sort_values("key", ignore_index=True),
        {"PROPOSED_FOR": frame} if len(frame) else {},
    )


def _name(number: int, members: tuple[str, ...]) -> str:
    """What a candidate is called: its number and its first members.

    >>> _name(2, ("Alpha", "Beta", "Gamma", "Delta"))
    'Candidate 2: Alpha, Beta, Gamma and 1 more'
    """
    more = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
    return f"Candidate {number}: {', '.join(members[:_NAMED])}{more}"
