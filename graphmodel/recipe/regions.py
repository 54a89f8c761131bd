"""Regions by their NUTS codes: reading them as sources write them, and the nodes and ties that follow from a code.

A NUTS code is a country and up to three more letters or digits, one for each level; cutting the last one off gives the
larger region. Eurostat writes ``EL`` for Greece and ``UK`` for the United Kingdom, and so do codes here, whatever a
source writes. Countries outside the EU have codes of the same form ("or equivalent"), and they are read alike.

Whether a code exists, and in which version of the classification, is not asked here: sources mix versions, and a code that
none knows is kept, so that it can be found and mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from graphmodel.recipe.batches import nodes, relationships
from graphmodel.recipe.parsing import clean_text, parse_country
from graphmodel.records import Records

_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_WITH_NAME = re.compile(r"\s*([A-Za-z]{2}[A-Za-z0-9]{0,3})\s*(?:[/|:–—-]|\s-\s|$)\s*(.*)", re.DOTALL)
_AS_EUROSTAT = {"GR": "EL", "GB": "UK"}
_LONGEST = 5


def parse_region(text: str) -> str:
    """A NUTS code, also out of a cell that names the region beside it, as Eurostat writes it.

    A word is no code, even where its letters might be one (``ROMA``): codes of four or five characters hold a digit, or
    end in the ``Z`` of territory outside all regions.

    >>> parse_region("DEG01  / Erfurt, Kreisfreie Stadt"), parse_region("gr303"), parse_region("GBI31")
    ('DEG01', 'EL303', 'UKI31')
    """
    code, _ = _parts(text)
    return code


def parse_region_name(text: str) -> str:
    """The name beside a NUTS code in one cell; blank where there is none.

    >>> parse_region_name("DEG01  / Erfurt, Kreisfreie Stadt"), parse_region_name("DEG01")
    ('Erfurt, Kreisfreie Stadt', '')
    """
    _, name = _parts(text)
    return name


def _parts(text: str) -> tuple[str, str]:
    found = _WITH_NAME.fullmatch(clean_text(text))
    if found is None:
        raise ValueError("is not a NUTS code")
    if _CODE.fullmatch(found.group(2)) and any(c.isdigit() for c in found.group(2)):  # EESTI and OOST are names
        raise ValueError("names several regions")
    code = found.group(1).upper()
    country, rest = code[:2], code[2:]
    if len(rest) > 1 and not (any(c.isdigit() for c in rest) or rest.endswith("Z")):
        raise ValueError("is not a NUTS code")
    try:
        parse_country(country)
    except ValueError:
        raise ValueError("is not a NUTS code: it begins with no country") from None
    return _AS_EUROSTAT.get(country, country) + rest, found.group(2)


def nuts_level(code: str) -> int:
    """The level of a NUTS code: 0 for a country, 1 to 3 for regions.

    >>> [nuts_level(code) for code in ("HU", "HU2", "HU23", "HU231")]
    [0, 1, 2, 3]
    """
    return len(code) - 2


def described_regions(code: pd.Series, name: pd.Series | None = None) -> Iterator[Records]:
    """Region nodes for a column of NUTS codes, and for all larger regions up to the country, tied by ``WITHIN``.

    ``code`` is a column from ``t.region``, ``name`` one from ``t.region_name``; larger regions get no name from here.
    """
    places, distinct = pd.factorize(code)
    if not len(distinct):
        return

    def column(values: list[str | None]) -> pd.Series:
        # Worked out once for each distinct code, and taken for all rows; a missing code has the place -1, the last.
        return pd.Series([*values, None], dtype="str").take(places).set_axis(code.index)

    for length in (_LONGEST, *range(_LONGEST - 1, 1, -1)):
        whole = length == _LONGEST
        at = [text if whole else text[:length] if len(text) > length else None for text in distinct]
        yield nodes(
            "Region",
            column([text and f"nuts:{text}" for text in at]),
            described=whole and name is not None,
            name=name if whole else None,
            country=column([text and parse_country(text[:2]) for text in at]),
            nuts_level=column([text and str(nuts_level(text)) for text in at]),
        )
    for length in range(_LONGEST, 2, -1):
        lower = column([f"nuts:{text[:length]}" if len(text) >= length else None for text in distinct])
        upper = column([f"nuts:{text[: length - 1]}" if len(text) >= length else None for text in distinct])
        yield relationships("WITHIN", lower, upper, start_label="Region", end_label="Region")


def located_in(actor: pd.Series, code: pd.Series, name: pd.Series | None = None) -> Iterator[Records]:
    """``LOCATED_IN`` from a column of organisations to the regions of a column of NUTS codes, with the regions.

    In a recipe: ``yield from located_in(actor, t.region("nutsCode"))``.
    """
    if code.notna().any():
        yield from described_regions(code, name)
        yield relationships("LOCATED_IN", actor, _keys(code))


def _keys(codes: pd.Series) -> pd.Series:
    return pd.Series("nuts:" + codes.astype("str"), index=codes.index, dtype="str").where(codes.notna())
