"""Ministries and public bodies: their level and government, what became of them, and what they oversee or fund.

Two layouts are read, as CSV or workbook, in any delimiter:

- a list of your own, one row a body, with the columns ``name`` and ``country`` and any of ``id, identifiers, names, short_name,
  level`` (european, national, regional, local), ``government, region, city, url, why, unit_of, succeeded_by,
  oversees_programmes, oversees_bodies, funds_programmes, funds_bodies``. Cells of the last six may hold several entries
  between ``;``. Bodies are referred to by their ``id`` where the list has that column, else by their names, meaning a
  body of the same country; keys such as ``pic:999905974`` work everywhere. Every body of such a list is a ``Ministry``;
- the list of public bodies that was found in CORDIS, keep.eu and Kohesio by words in their names (``org_id, name, country, city,
  activityType, n_projects, source, is_ministry``): they become organisations. Its mark ``is_ministry`` is not taken over: it
  takes a supplier (SUMINISTROS) and every municipal administration for a ministry. What a name says of a body is
  read from the vocabulary of classes, with a reason.

A body is known by its PIC where the list has it, else by its country and name.

Licence: yours; of the list found, that of its sources. Credit: for the list found, (c) European Union, CORDIS and Kohesio,
CC BY 4.0; keep.eu (Interact), https://keep.eu.
"""

from collections.abc import Iterator

from graphmodel.recipe import Records, Source, Table, TableForm, composed_key, nodes, relationships

_LEVELS = ("european", "national", "regional", "local")
_OWN = ("id", "identifiers", "names", "short_name", "level", "government", "region", "city", "url", "why")
_REFERENCES = {
    "unit_of": ("UNIT_OF", "Organisation"),
    "succeeded_by": ("SUCCEEDED_BY", "Organisation"),
    "oversees_bodies": ("OVERSEES", "Organisation"),
    "oversees_programmes": ("OVERSEES", "Programme"),
    "funds_bodies": ("FUNDS", "Organisation"),
    "funds_programmes": ("FUNDS", "Programme"),
}
_KINDS = {"PRC": "company", "HES": "university", "REC": "research", "PUB": "public", "OTH": "other"}

source = Source(
    title="Ministries and public bodies",
    publisher="",
    credit="Public bodies: (c) European Union, CORDIS and Kohesio, CC BY 4.0; keep.eu (Interact), https://keep.eu",
    dataset="ministries",
    most_rows=200_000,
    tables=(
        TableForm(
            "public_bodies",
            required=("org_id", "name", "country", "is_ministry"),
            optional=("city", "activityType", "n_projects", "source"),
        ),
        TableForm("ministries", required=("name", "country"), optional=(*_OWN, *_REFERENCES)),
    ),
)


def public_bodies(t: Table) -> Iterator[Records]:
    """One row per body and source it was found in."""
    name, country = t.text("name", required=True), t.country("country")
    pic = t.key("pic", "org_id")
    key = pic.where(pic.notna(), composed_key("public-body", country, name))
    yield nodes(
        "Organisation", key, name=name, country=country, city=t.text("city"), kind=t.choice("activityType", _KINDS)
    )
    t.leave("n_projects", why="a count that the graph makes itself")
    t.leave("source", why="names the file the row was found in; the list says so as a whole")
    t.leave("is_ministry", why="was set by a word in the name, which is wrong too often")


def ministries(t: Table) -> Iterator[Records]:
    """One row per ministry or public body."""
    name, country = t.text("name", required=True), t.country("country")
    key = t.own_key("id", required=True, unique=True) if "id" in t else composed_key(t.dataset, country, name)
    yield nodes(
        "Ministry",
        key,
        also=(t.keys("identifiers"),),
        name=name,
        names=t.texts("names"),
        short_name=t.text("short_name"),
        country=country,
        level=t.choice("level", _LEVELS),
        government=t.text("government"),
        region=t.region("region"),
        city=t.text("city"),
        url=t.url("url"),
        why=t.text("why"),
        kind="public",
    )
    for column, (type, label) in _REFERENCES.items():
        if column in t:
            named = t.own_keys(column).explode().astype("str")
            plain = named.str.removeprefix(f"{t.dataset}:").where(named.str.startswith(f"{t.dataset}:"))
            if "id" not in t or label == "Programme":
                by_name = composed_key(t.dataset, country.reindex(named.index), plain)
                named = by_name.where(plain.notna(), named)
            if label == "Programme":
                yield nodes("Programme", named, name=plain)
            yield relationships(type, key.reindex(named.index), named, start_label="Ministry", end_label=label)
