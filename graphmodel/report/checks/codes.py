"""Checks of codes: countries and regions that do not exist, and regions in another country than their organisation."""

from __future__ import annotations

import pandas as pd

from graphmodel.recipe.parsing import parse_country
from graphmodel.report.checks.material import Material, Oddities, oddities


def unknown_countries(material: Material) -> Oddities:
    """Organisations and events whose country is no code of ISO 3166."""
    whole = pd.concat([material.things(label)[["id", "country"]] for label in ("Organisation", "Event")])
    known = whole[whole["country"].notna()]
    wrong = {code for code in known["country"].unique() if _home_of(code) != code}
    bad = known[known["country"].isin(wrong)]
    return oddities(list(zip(bad["id"], bad["country"], strict=True)), len(known))


def unknown_regions(material: Material) -> Oddities:
    """Organisations whose region has a code that no version of NUTS knows, in countries whose regions were loaded.

    Without the classification (the recipe ``regions``) nothing can be said, and nothing counts as looked at.
    """
    known = {code for code, versions in material.versions.items() if versions}
    covered = {code[:2] for code in known}
    told = ", ".join(sorted({version for versions in material.versions.values() for version in versions}))
    frame = material.things("Organisation")
    coded = frame[frame["region"].notna() & frame["region"].str[:2].isin(covered)]
    bad = coded[~coded["region"].isin(known)]
    rows = [(thing, f"{region}: not in NUTS {told}") for thing, region in zip(bad["id"], bad["region"], strict=True)]
    return oddities(rows, len(coded))


def regions_elsewhere(material: Material) -> Oddities:
    """Organisations whose region lies in another country than they do."""
    frame = material.things("Organisation")
    both = frame[frame["region"].notna() & frame["country"].notna()]
    home = both["region"].map({code: _home_of(code[:2]) for code in both["region"].unique()})
    away = both[home.notna() & (home != both["country"])]
    rows = [
        (thing, f"region {region}, country {country}")
        for thing, region, country in zip(away["id"], away["region"], away["country"], strict=True)
    ]
    return oddities(rows, len(both))


def _home_of(code: str) -> str | None:
    try:
        return parse_country(code)
    except ValueError:
        return None
