"""Which part of the ecosystem a page or a map is about, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.graphs.filters import Filters
from graphmodel.pages import Language

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store


def filters_in_words(filters: Filters, words: Language, store: Store) -> list[str]:
    """A phrase for each filter that is set, with the names that the store has for regions, sectors and programmes."""
    _ = words.text
    parts = []
    if filters.country is not None:
        parts.append(_("country: {country}").format(country=words.form(filters.country, "country")))
    if filters.region is not None:
        parts.append(_("region: {region}").format(region=_name(store, "Region", filters.region)))
    if filters.sector is not None:
        parts.append(_("sector: {sector}").format(sector=_name(store, "Sector", filters.sector)))
    if filters.programme is not None:
        parts.append(_("programme: {programme}").format(programme=_name(store, "Programme", filters.programme)))
    return parts


def _name(store: Store, label: str, node_id: str) -> str:
    frame = store.read_nodes(label, ["name"]).dropna(subset=["name"]).set_index("id")["name"]
    return str(frame.get(node_id, frame.get(f"nuts:{node_id}", node_id)))
