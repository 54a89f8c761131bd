"""The names of organisations in the real files, once each, and the half of them on which no word was chosen.

A name is known by its folded form. The names fall into two halves by a digest of it: words for the vocabulary were sought in
the ``seen`` half only, so that the other half can tell how well they do.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import ftfy
import pandas as pd
from babel import Locale

from graphmodel.identity.names import fold_text

_ISO = {"UK": "GB", "EL": "GR", "Czechia": "CZ", "Macedonia": "MK", "Republic of Moldova": "MD"}


def half_of(folded: str) -> str:
    """Which half a folded name belongs to: ``seen`` or ``unseen``.

    >>> half_of("comune di roma") in {"seen", "unseen"}
    True
    """
    return "unseen" if int(sha256(folded.encode()).hexdigest(), 16) % 2 else "seen"


def read_names(data: Path) -> pd.DataFrame:
    """All names in the folder of real files: ``folded, name, country, source, key, kind, public, half``, by folded name.

    ``kind``: CORDIS's type of activity or keep.eu's legal status; ``public`` says whether one of them is public.
    """
    parts = pd.concat([_horizon(data), _framework7(data), _keep(data), _lists(data / "clusters")], ignore_index=True)
    parts = parts.fillna("")
    parts["name"] = [name if name.isascii() else ftfy.fix_text(name) for name in parts["name"]]
    territories = {name: code for code, name in Locale("en").territories.items()}
    country = parts["country"].replace({**territories, **_ISO})
    parts["country"] = country.where(country.str.len() == 2, "")
    parts["folded"] = parts["name"].map(fold_text)
    parts["public"] = parts["kind"].isin(["PUB", "public"])
    parts = parts[parts["folded"] != ""]
    told = parts.assign(**{name: parts[name].replace("", None) for name in ("country", "kind")})
    names = told.groupby("folded", sort=True).agg(
        name=("name", "first"),
        country=("country", "first"),
        source=("source", "first"),
        key=("key", "first"),
        kind=("kind", "first"),
        public=("public", "any"),
    )
    names = names.fillna({"country": "", "kind": ""})
    return names.reset_index().assign(half=lambda frame: frame["folded"].map(half_of))


def _table(path: Path, sep: str = ",") -> pd.DataFrame:
    return pd.read_csv(path, sep=sep, dtype="str", keep_default_na=False)


def _chosen(frame: pd.DataFrame, source: str | pd.Series, key: str, name: str, kind: str | pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {"source": source, "key": frame[key], "name": frame[name], "country": frame["country"], "kind": kind}
    )


def _horizon(data: Path) -> pd.DataFrame:
    recent = _table(data / "cordis_h2020_2023_partial" / "organization_union.csv")
    folder = data / "cordis_h2020_2020"
    known = _table(folder / "h2020.csv.gz")[["pic", "country", "type"]].drop_duplicates("pic")
    named = _table(folder / "pic_names_joined.csv").merge(known, on="pic", how="left")
    return pd.concat(
        [
            _chosen(recent, "Horizon 2020 of 2023", "organisationID", "name", recent["activityType"]),
            _chosen(named, "Horizon 2020 of 2020", "pic", "name", named["type"]),
        ]
    )


def _framework7(data: Path) -> pd.DataFrame:
    table = _table(data / "cordis_fp7_2016" / "fp7orgs.csv", sep=";")
    return _chosen(table, "FP7 of 2016", "new_org_id", "organisationName", "")


def _keep(data: Path) -> pd.DataFrame:
    path = data / "keep_eu_closed_1420" / "keep_closed_1420.xlsx"
    table = pd.read_excel(path, sheet_name="Partners", engine="calamine", dtype="str").fillna("")
    table = table.assign(key="", country=table["Country code"].str[:2])
    return _chosen(table, "keep.eu of 2019", "key", "Project Partner", table["Legal Status"].str.lower().str.strip())


def _lists(folder: Path) -> pd.DataFrame:
    clusters, bodies = _table(folder / "cluster_like_organisations.csv"), _table(folder / "public_bodies.csv")
    return pd.concat(
        [
            _chosen(clusters, clusters["source"], "org_id", "name", ""),
            _chosen(bodies, bodies["source"], "org_id", "name", bodies["activityType"]),
        ]
    )
