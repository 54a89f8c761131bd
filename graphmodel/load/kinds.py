"""One id means one thing: what is refused where it would be things of several kinds, such as an organisation and a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from graphmodel.errors import SourceError
from graphmodel.load.things import Claim
from graphmodel.model import LABELS


@cache
def kinds_of_labels(labels: tuple[str, ...]) -> frozenset[str]:
    """The kinds of things that labels stand for: a label that specialises another is of its kind.

    >>> sorted(kinds_of_labels(("Cluster", "Organisation")))
    ['Organisation']
    """
    return frozenset(LABELS[label].base or label for label in labels)


def kind_of_thing(thing: str, claims: Sequence[Claim]) -> str:
    """The one kind that all claims on a thing say it is.

    Raises :class:`~graphmodel.errors.SourceError` where they say several.
    """
    if len(claims) == 1 and len(labels := claims[0].content["labels"]) == 1:  # most of them
        return LABELS[labels[0]].base or str(labels[0])
    kinds = {kind: claim for claim in claims for kind in kinds_of_labels(tuple(claim.content["labels"]))}
    if len(kinds) > 1:
        raise several_kinds(thing, {kind: f"{claim.dataset} ({claim.row})" for kind, claim in kinds.items()})
    return next(iter(kinds))


def several_kinds(thing: str, places: Mapping[str, str]) -> SourceError:
    """The fault of an id that is several kinds of things, with where it is each.

    >>> several_kinds("my:1", {"Project": "projects.csv:3", "Organisation": "bodies.csv:2"}).what
    'my:1 would be several kinds of things: Organisation in bodies.csv:2, Project in projects.csv:3. Nothing was written.'
    """
    told = ", ".join(f"{kind} in {place}" for kind, place in sorted(places.items()))
    return SourceError(
        f"{thing} would be several kinds of things: {told}. Nothing was written.",
        remedy="Give each thing an id of its own: an id means one thing in all tables and datasets.",
    )
