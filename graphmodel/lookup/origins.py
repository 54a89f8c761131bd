"""Where facts come from: the file, its digest and the rows; the dataset or source, its licence and credit line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphmodel.model import DEFAULT_PRECEDENCE

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_PLACE = re.compile(r"(.+?):(\d[\d,]*)(?:; |$)")
#: Where one fact comes from.
ORIGIN_COLUMNS = ["dataset", "file", "rows", "licence", "publisher", "credit", "source", "load", "recipe", "sha256"]
_SAID = ("name", "publisher", "licence", "credit")


@dataclass(frozen=True, slots=True)
class Origins:
    """What the store says of its datasets, their sources and its loads, by id."""

    datasets: Mapping[str, Mapping[str, Any]]
    loads: Mapping[str, Mapping[str, Any]]

    def precedence(self) -> dict[str, float]:
        """The precedence of each dataset: the smaller number is shown."""
        return {
            node.removeprefix("dataset:"): float(entry.get("precedence", DEFAULT_PRECEDENCE))
            for node, entry in self.datasets.items()
        }

    def columns(self, dataset: str, load: str, place: str, sources: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
        """The columns of :data:`ORIGIN_COLUMNS` for a fact, once for every file that states it.

        Publisher, licence and credit are those of the sources a fact names, where it names any, else of its dataset.
        """
        own = self.datasets.get(f"dataset:{dataset}", {})
        named = [entry for source in sources if (entry := self._source(source, dataset))] or [own]
        entry = self.loads.get(load, {})
        digests = dict(text.rpartition(" ")[::2] for text in entry.get("files") or ())
        said = {name: "; ".join(dict.fromkeys(str(e[name]) for e in named if e.get(name))) for name in _SAID[1:]}
        for file, rows in _PLACE.findall(place) or [(place, "")]:
            yield {
                "dataset": dataset,
                "source": "; ".join(sources),
                **said,
                "load": load,
                "recipe": str(entry.get("recipe") or ""),
                "file": file,
                "sha256": _digest(file, digests),
                "rows": rows,
            }

    def _source(self, source: str, dataset: str) -> Mapping[str, Any] | None:
        return self.datasets.get(source) or self.datasets.get(f"{dataset}:{source}")


def store_to_origins(store: Store) -> Origins:
    """Read the datasets and loads of a store."""
    return Origins(
        _by_id(store, "Dataset", [*_SAID, "precedence"]),
        _by_id(store, "Load", ["recipe", "files"]),
    )


def _by_id(store: Store, label: str, properties: list[str]) -> dict[str, dict[str, Any]]:
    frame = store.read_nodes(label, properties).astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    return {str(row["id"]): {str(k): v for k, v in row.items() if v is not None} for row in rows}


def _digest(file: str, digests: Mapping[str, str]) -> str:
    """The digest of the file, or of the workbook or archive it is a part of."""
    around = [name for name in digests if file == name or (file.startswith(name) and not file[len(name)].isalnum())]
    return digests[max(around, key=len)] if around else ""
