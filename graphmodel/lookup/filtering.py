"""Filters as people write them -> what they mean in a store: countries by name, regions, sectors and programmes by name or id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphmodel.errors import NotFoundError, RequestError
from graphmodel.graphs.filters import FilterOptions, Filters
from graphmodel.lookup.finding import resolve_thing
from graphmodel.question.values import did_you_mean, value_to_kind

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_NAMES = ("country", "region", "sector", "programme")
_NUTS = re.compile(r"(?:nuts:)?([A-Za-z]{2}[A-Za-z0-9]{0,3})")
_AS_EUROSTAT = {"GR": "EL", "GB": "UK"}


def resolve_filters(store: Store, options: FilterOptions) -> Filters:
    """The filters that are set, as :class:`~graphmodel.graphs.filters.Filters` has them.

    Raises :class:`RequestError` for a filter there is none of and for what is no country, :class:`NotFoundError` for names
    the store does not know, with the nearest ones.
    """
    unknown = sorted(set(options) - set(_NAMES))
    if unknown:
        raise RequestError(
            f"There is no filter {unknown[0]!r}.{did_you_mean(unknown[0], _NAMES)}",
            remedy=f"The filters are {', '.join(_NAMES)}.",
        )
    country, region = options.get("country"), options.get("region")
    sector, programme = options.get("sector"), options.get("programme")
    return Filters(
        None if country is None else _country(country),
        None if region is None else _region(store, region),
        None if sector is None else resolve_thing(store, sector, label="Sector"),
        None if programme is None else resolve_thing(store, programme, label="Programme"),
    )


def _country(text: str) -> str:
    try:
        return str(value_to_kind(text, "country"))
    except ValueError as fault:
        raise RequestError(f"{fault}.", remedy="Give a country by its code (HU) or its name (Hungary).") from fault


def _region(store: Store, text: str) -> str:
    """A NUTS code that organisations have, or the id of a region by any of its names."""
    code = _NUTS.fullmatch(text.strip())
    if code is not None:
        wanted = code.group(1).upper()
        wanted = _AS_EUROSTAT.get(wanted[:2], wanted[:2]) + wanted[2:]
        known = store.read_nodes("Organisation", ["region"])["region"].dropna()
        regions = store.read_nodes("Region", [])["id"]
        if known.str.startswith(wanted).any() or regions.str.startswith(f"nuts:{wanted}").any():
            return wanted
    try:
        return resolve_thing(store, text, label="Region")
    except NotFoundError as fault:
        raise NotFoundError(
            fault.what,
            where=fault.where,
            remedy=f"{fault.remedy} A region goes by its NUTS code, too, such as HU23.".strip(),
        ) from fault
