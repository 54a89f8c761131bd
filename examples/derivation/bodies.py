"""One body, many mentions: which mentions are the same body, by keys, by equal names, and by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from derivation.names import bare
from derivation.records import Mention


class _Groups:
    """Sets of mentions that merge (union-find), each with the PICs in it; its first mention stands for a set."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._parent = list(range(len(mentions)))
        self.pics = [{k for k in m.keys if k.startswith("pic:")} for m in mentions]

    def of(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def join(self, places: Sequence[int]) -> None:
        first, *others = sorted({self.of(p) for p in places})
        for other in others:
            self._parent[other] = first
            self.pics[first] |= self.pics[other]


def name_by_hand(mention: Mention, by_hand: Mapping[tuple[str, str], str]) -> str:
    """The name that ``curated/same_body.csv`` gives a mention, empty where it is silent."""
    return next((by_hand[bare(n), mention.country] for n in mention.names if (bare(n), mention.country) in by_hand), "")


def group_mentions(mentions: Sequence[Mention], by_hand: Mapping[tuple[str, str], str]) -> tuple[list[int], list[str]]:
    """For each mention the body it belongs to (the place of that body's first mention), and names left apart.

    Same body: a key in common; a name decided by hand; or an equal bare name within one country, unless two of the
    bodies have different PICs: those are kept apart, and their names are returned so that a person can decide.
    """
    groups = _Groups(mentions)
    by_key: dict[str, list[int]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    chosen = {(bare(name), country) for (_, country), name in by_hand.items()}
    for place, mention in enumerate(mentions):
        for key in mention.keys:
            by_key[key].append(place)
        decided = name_by_hand(mention, by_hand)
        others = {bare(n) for n in mention.names if not decided or (bare(n), mention.country) not in by_hand}
        for name in sorted({bare(decided), *others} - {""}):
            by_name[name, mention.country].append(place)
            if (name, mention.country) in chosen:
                by_key[f"hand:{name}|{mention.country}"].append(place)
    for places in by_key.values():
        groups.join(places)
    apart = []
    for (name, country), places in sorted(by_name.items()):
        with_pic = [g for g in {groups.of(p) for p in places} if groups.pics[g]]
        if len(with_pic) > 1:
            apart.append(f"{name} [{country}]")
        else:
            groups.join(places)
    return [groups.of(place) for place in range(len(mentions))], apart
