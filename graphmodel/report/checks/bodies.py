"""Checks of organisations: who may be there twice, who stands alone, and what is referred to but never described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from graphmodel.identity.names import fold_name, fold_text
from graphmodel.report.checks.material import Material, Oddities, oddities

_SHORTEST = 4  # letters: shorter names are mostly acronyms, which many share
_LONG_TITLE = 20  # characters: shorter titles are words that many projects may have
_SHOWN = 3
_DESCRIBED = ("Organisation", "Project", "Programme", "Sector")


def suspected_duplicates(material: Material) -> Oddities:
    """Organisations that may be one body: undecided pairs, the same words in another order, a shared tax number, the same
    name where one has no country.
    """
    frame = material.things("Organisation")
    frame = frame[~frame["id"].isin(material.persons)]  # they share the name that stands for theirs
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    folded = {name: fold_name(name) for name in frame["name"].dropna().unique()}
    homeless: dict[str, list[str]] = defaultdict(list)
    for thing, name, country, numbers in zip(frame["id"], frame["name"], frame["country"], frame["vat"], strict=True):
        text = folded.get(name, "")
        if len(text.replace(" ", "")) >= _SHORTEST:
            if isinstance(country, str):
                groups["the same words in another order", country, *sorted(text.split())].append(thing)
            homeless[text].append(thing)
        for number in numbers if isinstance(numbers, (list, tuple)) else ():
            groups["the same tax number", number].append(thing)
    countries = dict(zip(frame["id"], frame["country"], strict=True))
    for text, things in homeless.items():
        if any(not isinstance(countries[thing], str) for thing in things):
            groups["the same name, one without a country", text].extend(things)
    pairs, apart = _decided(material)
    for pair, reason in pairs.items():
        groups[reason, *sorted(pair)].extend(sorted(pair))
    return oddities(list(_members(groups, apart, material.names)), len(frame))


def _decided(material: Material) -> tuple[dict[frozenset[str], str], set[frozenset[str]]]:
    """Pairs of organisations that nobody has decided on, with the reason to doubt, and those decided to be different."""
    frame = material.things("Organisation")
    owner = {key: thing for thing, keys in zip(frame["id"], frame["identifiers"], strict=True) for key in keys}
    open_pairs: dict[frozenset[str], str] = {}
    apart: set[frozenset[str]] = set()
    columns = ("left", "right", "decision", "reason")
    for left, right, decision, reason in zip(*(material.decisions[name] for name in columns), strict=True):
        pair = frozenset({owner.get(left, left), owner.get(right, right)})
        if len(pair) == 2 and pair <= set(owner.values()):
            if decision == "maybe":
                open_pairs[pair] = str(reason)
            elif decision == "different":
                apart.add(pair)
    return open_pairs, apart


def _members(
    groups: Mapping[tuple[str, ...], list[str]], apart: set[frozenset[str]], names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    for (reason, *_), things in groups.items():
        members = sorted(set(things))
        for thing in members:
            others = [other for other in members if other != thing and frozenset({thing, other}) not in apart]
            if others:
                shown = "; ".join(f"{names.get(other, other)} ({other})" for other in others[:_SHOWN])
                more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
                yield thing, f"{reason}: {shown}{more}"


def suspected_duplicate_projects(material: Material) -> Oddities:
    """Projects with the same long title that begin on the same day."""
    frame = material.things("Project")
    dated = frame[frame["start"].notna() & (frame["title"].fillna("").str.len() >= _LONG_TITLE)]
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for thing, title, start in zip(dated["id"], dated["title"], dated["start"], strict=True):
        groups["the same title and first day", fold_text(title), str(start)].append(thing)
    names = dict(zip(frame["id"], frame["name"].fillna(frame["id"]), strict=True))
    return oddities(list(_members(groups, set(), names)), len(dated))


def isolates(material: Material) -> Oddities:
    """Organisations without any tie to another body, a project, an alliance or an event."""
    frame = material.things("Organisation")
    alone = frame.loc[~frame["id"].isin(material.tied), "id"]
    return oddities([(thing, "") for thing in alone], len(frame))


def natural_persons(material: Material) -> Oddities:
    """Organisations that are natural persons, as far as their names say so."""
    frame = material.things("Organisation")
    rows = [(thing, "") for thing in frame["id"] if thing in material.persons]
    return oddities(rows, int(frame["name"].notna().sum()))


def never_described(material: Material) -> Oddities:
    """Things that a source refers to and none describes."""
    frames = [material.things(label)[["id", "stub"]].assign(label=label) for label in _DESCRIBED]
    whole = pd.concat(frames, ignore_index=True)
    stubs = whole[whole["stub"]]
    return oddities(list(zip(stubs["id"], stubs["label"].str.lower(), strict=True)), len(whole))
