"""Decisions of identity in the store: exported for people, and replayed from what they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.identity.decisions import DECISION_COLUMNS, MACHINE, normalise_decisions
from graphmodel.load.report import LoadReport
from graphmodel.load.undoing import decide_identity

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_PAIR = ["left", "right"]


def store_to_decisions(store: Store) -> pd.DataFrame:
    """All decisions, sorted: ``left, right, decision, reason, who``."""
    lines = store.read_nodes("Decision", DECISION_COLUMNS)[DECISION_COLUMNS]
    return lines.astype("str").sort_values(_PAIR, ignore_index=True)


def import_decisions(store: Store, lines: pd.DataFrame, *, who: str = "a person") -> LoadReport:
    """Make a changed file of decisions count.

    Lines of persons count as they stand. A line of the machine that was changed is that person's from now on; one that
    was deleted becomes the person's ``different``, so that the machine does not bring it back. Merges and unmerges follow.
    """
    have, want = store_to_decisions(store), normalise_decisions(lines)
    machine = have[have["who"] == MACHINE].set_index(_PAIR)
    persons = want[want["who"] != MACHINE]
    claimed = want[want["who"] == MACHINE].set_index(_PAIR)
    changed = claimed[
        [
            pair not in machine.index or machine.loc[pair, "decision"] != row.decision
            for pair, row in zip(claimed.index, claimed.itertuples(), strict=True)
        ]
    ]
    deleted = machine[~machine.index.isin(want.set_index(_PAIR).index)].reset_index()
    undone = deleted.assign(decision="different", reason="the machine's line was deleted", who=who)
    whole = pd.concat([persons, changed.reset_index().assign(who=who), undone], ignore_index=True)
    return decide_identity(store, normalise_decisions(whole))
