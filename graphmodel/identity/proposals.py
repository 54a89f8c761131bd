"""What the machine decides by itself: organisations of one country whose names are equal after folding.

Two bodies that one register lists under two numbers are never joined by their names: the line then says ``maybe``.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from graphmodel.identity.decisions import DECISION_COLUMNS, MACHINE, empty_decisions, ordered_pair
from graphmodel.identity.names import fold_name
from graphmodel.model import PERSON, REGISTERS, key_rank

_SHORTEST = 4  # letters; shorter names are mostly acronyms, which many share


def propose_decisions(organisations: pd.DataFrame) -> pd.DataFrame:
    """Decide on pairs of organisations with equal folded names in one country.

    ``organisations``: columns ``key``, ``keys`` (tuple of all keys), ``name``, ``country``, one row a claim. Returns
    decisions (``left, right, decision, reason, who``), the same whatever the order of the rows.
    """
    named = organisations["name"].notna() & organisations["name"].ne(PERSON)
    known = organisations[named & organisations["country"].notna()]
    if known.empty:
        return empty_decisions()
    folded = {name: fold_name(name) for name in known["name"].unique()}
    groups: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for key, keys, name, country in known[["key", "keys", "name", "country"]].itertuples(index=False):
        text = folded[name]
        if len(text.replace(" ", "")) >= _SHORTEST:
            groups[country, text].append((key, keys))
    rows = []
    for (country, text), members in groups.items():
        if len({key for key, _ in members}) > 1:
            rows += _decide(country, text, sorted(set(members), key=lambda member: key_rank(member[0])))
    frame = pd.DataFrame(rows, columns=DECISION_COLUMNS, dtype="str")
    return frame.drop_duplicates(["left", "right"]).sort_values(["left", "right"], ignore_index=True)


def _decide(country: str, text: str, members: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    anchor, anchor_keys = members[0]
    # With two numbers of one register among them, nobody can say which one a third belongs to.
    rivals = sorted(
        {
            namespace
            for place, (_, keys) in enumerate(members)
            for _, others in members[:place]
            if not set(keys) & set(others)
            for namespace in _registers(keys) & _registers(others)
        }
    )
    decision = "maybe" if rivals else "same"
    reason = f"equal names in {country} after folding: {text}"
    if rivals:
        reason += f"; but different numbers in {', '.join(rivals)}"
    return [
        (*ordered_pair(anchor, key), decision, reason, MACHINE)
        for key, keys in members[1:]
        if not set(keys) & set(anchor_keys)
    ]


def _registers(keys: tuple[str, ...]) -> set[str]:
    return {key.partition(":")[0] for key in keys} & REGISTERS
