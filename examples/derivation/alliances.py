"""The alliances of clusters and their members, as collected from public pages and from the CORDIS and keep.eu files.

What a page declares becomes an alliance with members; what is a consortium of a funded project becomes a project, with
all its partners, not only the clusters that the collection lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from derivation.names import bare, iso_country, repaired
from derivation.records import Mention, Part

#: Schemes that fund projects; the members of all others declare an alliance.
PROJECT_SCHEMES = (
    "INNOSUP-1 (H2020)",
    "H2020 (clusters in a consortium)",
    "FP7 (clusters in a consortium)",
    "FP7 Regions of Knowledge",
    "Interreg 2014-2020",
    "Interreg Europe",
)
_SCHEMES = {
    "Cluster Excellence (COSME, before ESCP-4x)": "Cluster Excellence (COSME)",
    "MoU of ESCP-4i partnerships": "Memorandum of ESCP-4i partnerships",
}


@dataclass(frozen=True, slots=True)
class Alliance:
    """One alliance of the collection: where it stands in the sources, and its members' places among the mentions."""

    name: str
    scheme: str
    since: str
    until: str
    url: str
    rcn: str
    fp7_rcn: str
    keep: str
    grant: str
    parts: tuple[Part, ...]

    @property
    def is_project(self) -> bool:
        """Whether it is the consortium of a funded project."""
        return self.scheme in PROJECT_SCHEMES


def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _keys(ids: str) -> tuple[str, ...]:
    """PICs and FP7 codes among the ids that the collection gives a member.

    >>> _keys("cordis_fp7_2016:1b80; cordis_h2020_2020:999562788; keep_eu_closed_1420:2014 - 2020 X|Y")
    ('fp7:1b80', 'pic:999562788')
    """
    found = re.findall(r"cordis_\w+:([0-9a-f]+)", ids)
    return tuple(sorted({f"pic:{i}" if re.fullmatch(r"\d{9}", i) else f"fp7:{i}" for i in found}))


def _members(data: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The collection's own entry for a member, by each of its spellings and its country."""
    entries = {}
    for row in _table(data / "alliances" / "members.csv").to_dict("records"):
        for name in {row["member_name"], *row["name_variants"].split(" | ")}:
            entries[bare(repaired(name)), iso_country(row["country"])] = {str(k): str(v) for k, v in row.items()}
    return entries


def _mention(
    row: Mapping[str, str],
    members: Mapping[tuple[str, str], Mapping[str, str]],
    named_by_hand: Mapping[tuple[str, str], str],
) -> Mention:
    name, country = repaired(row["member_name"]), iso_country(row["country"])
    own = tuple(
        f"{'pic' if re.fullmatch(r'[0-9]{9}', i) else 'fp7'}:{i}"
        for i in re.findall(r"(?:PIC|org) ([0-9a-f]+)", row["source_ref"])
    )
    entry = members.get((bare(name), country))
    if entry is None or (bare(name), country) in named_by_hand:
        return Mention((name,), country, "alliance-pages", 20, own)
    shown = repaired(entry["canonical"] or entry["member_name"])
    # A name that only contains the member's may be another body's, so the ids found that way are not taken.
    others = () if entry["local_match"] == "contained" else _keys(entry["local_ids"])
    keys = (*own, *others, f"member:{shown}|{country}")
    return Mention((shown, name), country, "alliance-pages", 20, keys)


def _first(pattern: str, texts: pd.Series) -> str:
    return next((m[1].strip() for m in (re.search(pattern, text) for text in texts) if m), "")


def _page(texts: pd.Series) -> str:
    """The first address given, a page's own place before a temporary copy of it."""
    pages = [p for text in texts for p in text.split(" ; ") if p.startswith("http")]
    return min(pages, key=lambda p: ("hosted-temp" in p, pages.index(p)), default="")


def alliances(data: Path, mentions: list[Mention], named_by_hand: Mapping[tuple[str, str], str]) -> list[Alliance]:
    """All alliances of the collection, by name; their members are added to ``mentions``.

    ``named_by_hand`` holds the spellings decided by hand: they win over the collection's own joining of members.
    """
    members = _members(data)
    found = []
    for name, rows in _table(data / "alliances" / "alliances.csv").groupby("alliance", sort=True):
        parts = []
        for row in rows.sort_values(["country", "member_name"], kind="stable").to_dict("records"):
            mentions.append(_mention({str(k): str(v) for k, v in row.items()}, members, named_by_hand))
            parts.append(
                Part(
                    len(mentions) - 1,
                    repaired(name),
                    "alliance-pages",
                    row["role"],
                    since=row["since"],
                    until=row["until"],
                )
            )
        refs, first = rows["source_ref"], rows.iloc[0]
        found.append(
            Alliance(
                repaired(name),
                _SCHEMES.get(first["scheme"], first["scheme"]),
                first["since"],
                first["until"],
                _page(refs),
                _first(r"cordis_h2020_2020 rcn (\d+)", refs),
                _first(r"cordis_fp7_2016 rcn (\d+)", refs),
                _first(r"keep_eu_closed_1420: (.+)", refs).replace(" | ", "/"),
                _first(r"grant (\d+)", refs),
                tuple(parts),
            )
        )
    return found
