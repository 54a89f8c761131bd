"""Keys that a source does not print: composed of what, taken together, tells its things apart."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd

from graphmodel.recipe.parsing import KEY_LIMIT, clean_text

_DIGITS = 16


def composed_key(namespace: str, *parts: pd.Series) -> pd.Series:
    """Keys made of several columns, joined by ``/``: ``keep:<programme>/<acronym>``.

    A row without the last part has no key; any other part may be blank. What would be longer than a key may be is cut and
    closed by a digest of the whole, so that two long names stay two.

    >>> programme, acronym = pd.Series(["Danube", None, "Danube"]), pd.Series(["GREEN", "BLUE", None])
    >>> composed_key("keep", programme, acronym).tolist()
    ['keep:Danube/GREEN', 'keep:/BLUE', nan]
    """
    columns = [part.astype(object).where(part.notna(), "").tolist() for part in parts]
    rows = list(zip(*columns, strict=True))
    made = {cells: _key(namespace, cells) if cells[-1] else None for cells in dict.fromkeys(rows)}
    keys = [made[cells] for cells in rows]
    return pd.Series(keys, index=parts[-1].index, dtype="str")


def _key(namespace: str, cells: tuple[str, ...]) -> str:
    value = "/".join(clean_text(str(cell)) for cell in cells)
    if len(value) > KEY_LIMIT:
        digest = sha256(value.encode()).hexdigest()[:_DIGITS]
        value = f"{value[: KEY_LIMIT - _DIGITS - 1]}~{digest}"
    return f"{namespace}:{value}"
