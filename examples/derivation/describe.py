"""A body as the sheets show it: its id, its name, its other names, and what the sources say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from derivation.bodies import name_by_hand
from derivation.names import folded, slug
from derivation.records import Mention

#: Columns of a body's sheet that hold several values.
_UNITED = ("sectors", "located_in", "unit_of")


@dataclass(frozen=True, slots=True)
class Body:
    """One body: where its first mention stands, its id, name and country, and its other columns."""

    place: int
    id: str
    name: str
    country: str
    values: Mapping[str, str]


def _own_id(mentions: Sequence[Mention], name: str, country: str) -> tuple[str, list[str]]:
    """The id, and further keys: the smallest PIC, else the id of a text, else a slug."""
    keys = sorted({k for m in mentions for k in m.keys})
    pics = [k for k in keys if k.startswith("pic:")]
    texts = [k.removeprefix("text:") for k in keys if k.startswith("text:")]
    return (pics or texts or [slug(name, country)])[0], pics[1:]


def _name(mentions: Sequence[Mention], by_hand: Mapping[tuple[str, str], str]) -> str:
    decided = {name_by_hand(m, by_hand) for m in mentions} - {""}
    if len(decided) > 1:
        raise ValueError(f"one body has several names by hand: {sorted(decided)}")
    best = min(mentions, key=lambda m: (m.rank, m.names[0].isupper(), m.names[0]))
    return decided.pop() if decided else best.names[0]


def _value(mentions: Sequence[Mention], column: str) -> str:
    given = [(m.rank, m.values[column]) for m in mentions if m.values.get(column) and "\ufffd" not in m.values[column]]
    if column in _UNITED or column == "names":
        return ";".join(dict.fromkeys(v for _, text in sorted(given) for v in text.split(";")))
    if not given:
        return ""
    best = min(rank for rank, _ in given)
    counts = Counter(value for rank, value in given if rank == best)
    return min(counts, key=lambda value: (-counts[value], value))


def _other_names(mentions: Sequence[Mention], name: str) -> str:
    shown = {folded(name)}
    others = []
    for text in sorted({n for m in mentions for n in (*m.names, *m.values.get("names", "").split(";"))}):
        # A name with a letter that the source has lost (U+FFFD) is not worth finding anything by.
        if text and "\ufffd" not in text and folded(text) not in shown:
            shown.add(folded(text))
            others.append(text.replace(";", ","))
    return ";".join(others)


def describe(place: int, mentions: Sequence[Mention], by_hand: Mapping[tuple[str, str], str]) -> Body:
    """The body that these mentions are, the better named sources first."""
    name, country = _name(mentions, by_hand), mentions[0].country
    identity, others = _own_id(mentions, name, country)
    columns = sorted({c for m in mentions for c in m.values} - {"names"})
    values = {column: _value(mentions, column) for column in columns}
    return Body(
        place,
        identity,
        name,
        country,
        {
            **values,
            "identifiers": ";".join(others),
            "names": _other_names(mentions, name),
            "country": country,
            "source": ";".join(sorted({s for m in mentions for s in m.source.split(";")})),
        },
    )
