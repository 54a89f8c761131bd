"""From what was gathered to the sheets: what is one body, which projects are kept, and the rows of every sheet."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from derivation.bodies import group_mentions
from derivation.curated import Curated, Row
from derivation.describe import Body, describe
from derivation.gathering import BODY_SHEETS, Gathered
from derivation.names import bare, slug
from derivation.poland import SOURCE as POLAND
from derivation.records import Mention, Part, Project
from derivation.selection import described_by_hand, distinct_parts, merged_projects, select_projects

#: Columns that hold an end of a relationship.
_ENDS = ("organisation", "manager", "managed", "funder", "funded", "authority", "overseen", "one", "other")
_CLUSTER_ONLY = {"founded", "mark", "mark_until"}


class _Bodies:
    """The bodies, each found by the place of any of its mentions, and what the review says of them."""

    def __init__(self, found: Gathered, curated: Curated) -> None:
        self.of, apart = group_mentions(found.mentions, curated.same_body)
        for name in apart:
            print(f"left apart, though equal by name: {name}", file=sys.stderr)
        mentions: dict[int, list[Mention]] = defaultdict(list)
        for place, mention in zip(self.of, found.mentions, strict=True):
            mentions[place].append(mention)
        self.all = {place: describe(place, own, curated.same_body) for place, own in mentions.items()}
        self.by_name = {(bare(b.name), b.country): place for place, b in self.all.items()}
        persons = {p for p, m in zip(self.of, found.mentions, strict=True) if curated.persons & set(m.keys)}
        self.no_bodies = persons | {p for key, p in self.by_name.items() if key in curated.left_out}
        self._reviewed = curated.reviewed

    def review(self, place: int) -> Row:
        body = self.all[place]
        return self._reviewed.get((bare(body.name), body.country), {})

    def sheet(self, place: int) -> str:
        row = self.review(place)
        if row.get("is_cluster") == "yes":
            return "clusters"
        return "ministries" if row.get("is_ministry") == "yes" else "organisations"

    def ids(self, places: Iterable[int]) -> dict[int, str]:
        """Ids of these bodies; equal slugs are told apart by a number, in the order of their names."""
        taken: dict[str, int] = defaultdict(int)
        ids = {}
        for body in sorted((self.all[p] for p in places), key=lambda b: (b.id, b.name, b.values["names"])):
            taken[body.id] += 1
            ids[body.place] = body.id if taken[body.id] == 1 else f"{body.id}-{taken[body.id]}"
        return ids


def lay_out(found: Gathered, curated: Curated) -> dict[str, list[Row]]:
    """All sheets of the example, by name, as rows of text."""
    bodies = _Bodies(found, curated)
    clusters = {place for place in bodies.all if bodies.sheet(place) == "clusters"}
    by_hand = {p.key for p in found.projects} & set(curated.projects)
    kept = select_projects(found.parts, bodies.of, clusters, found.always | by_hand)
    merged = merged_projects(p for p in found.projects if p.key in kept)
    parts = distinct_parts((p for p in found.parts if p.whole in kept), bodies.of, bodies.no_bodies)
    belongs = distinct_parts((p for a in found.pages for p in a.parts), bodies.of, bodies.no_bodies)
    units = {
        bodies.by_name[bare(r["name"]), r["country"]]: bodies.by_name[bare(r["parent"]), r["country"]]
        for r in curated.units
    }
    managed = [(bodies.of[a], bodies.of[b]) for a, b in found.managed]
    ids = bodies.ids(
        {p.body for p in (*parts, *belongs)}
        | {bodies.of[p] for p in found.texts.values()}
        | {place for pair in (*managed, *units.items()) for place in pair}
        | {bodies.of[i] for i, m in enumerate(found.mentions) if m.source == POLAND}
    )
    texts = {text: ids[bodies.of[place]] for text, place in found.texts.items()}

    sheets: dict[str, list[Row]] = defaultdict(list)
    through = _sectors_through(belongs, found)
    for place in sorted(ids):
        row = _body_row(bodies.all[place], bodies.sheet(place), bodies.review(place), through.get(place, ""))
        parent = ids[units[place]] if place in units else texts.get(row.get("unit_of", ""), "")
        sheets[bodies.sheet(place)].append({**row, "id": ids[place], "unit_of": parent})
    sheets["projects"] = [_project_row(described_by_hand(p, curated.projects)) for p in merged.values()]
    sheets["participations"] = [_participation_row(p, ids) for p in parts]
    sheets["alliances"] = [
        {
            "id": slug(a.name, ""),
            "name": a.name,
            "scheme": a.scheme,
            "since": a.since,
            "until": a.until,
            "url": a.url,
            "sectors": found.themes[a.name]["sectors"],
            "source": "alliance-pages",
        }
        for a in found.pages
    ]
    sheets["alliance_members"] = [_belongs_row(p, ids) for p in belongs]
    sheets["managers"] = [{"manager": ids[a], "managed": ids[b], "source": POLAND} for a, b in managed if a != b]
    _add_texts(sheets, curated, texts)
    _add_shared(sheets, curated)
    return dict(sheets)


def _sectors_through(belongs: Iterable[Part], found: Gathered) -> dict[int, str]:
    """The sectors of the alliances a body belongs to: its own where the review names none."""
    through: dict[int, set[str]] = defaultdict(set)
    for part in belongs:
        through[part.body] |= set(found.themes[part.whole]["sectors"].split(";")) - {""}
    return {place: ";".join(sorted(sectors)) for place, sectors in through.items()}


def _body_row(body: Body, sheet: str, review: Row, alliance_sectors: str) -> Row:
    row = {**body.values, "name": body.name}
    row["sectors"] = row.get("sectors", "") or review.get("sectors", "")
    if sheet != "ministries":
        row["sectors"] = row["sectors"] or alliance_sectors
    if sheet == "clusters":
        # Legal status and activity type say little of a cluster: most are associations that the sources call otherwise.
        row["kind"] = row.get("kind", "") if row.get("kind") in {"company", "association"} else ""
        return {**row, "why": review["why"]}
    row = {k: v for k, v in row.items() if k not in _CLUSTER_ONLY}
    if sheet == "ministries":
        row |= {"kind": "public", "level": review["level"], "government": review["government"], "why": review["why"]}
    return row


def _project_row(project: Project) -> Row:
    values = {k: v for k, v in project.values.items() if v}
    values.setdefault("name", values.get("acronym", ""))
    return {**values, "id": project.key, "source": project.source}


def _participation_row(part: Part, ids: Mapping[int, str]) -> Row:
    return {
        "organisation": ids[part.body],
        "project": part.whole,
        "role": part.role,
        "contribution": part.contribution,
        "source": part.source,
    }


def _belongs_row(part: Part, ids: Mapping[int, str]) -> Row:
    role = "expression of interest" if "expressions of interest" in part.whole else part.role
    return {
        "member": ids[part.body],
        "alliance": slug(part.whole, ""),
        "role": role,
        "since": part.since,
        "until": part.until,
        "source": part.source,
    }


def _add_texts(sheets: dict[str, list[Row]], curated: Curated, ids: Mapping[str, str]) -> None:
    """The facts of the texts other than the bodies themselves, which are among the mentions already."""
    for sheet, rows in curated.texts.items():
        if sheet not in BODY_SHEETS:
            sheets[sheet] += [{k: ids.get(v, v) if k in _ENDS else v for k, v in row.items()} for row in rows]


def _add_shared(sheets: dict[str, list[Row]], curated: Curated) -> None:
    """The programmes in use with the larger ones they are within, the sectors, and the sources cited."""
    rows = {row["id"]: row for row in curated.sheets["programmes"]}
    wanted = {row.get("programme", "") for row in sheets["projects"]} | {r["within"] for r in sheets["programmes"]}
    while wanted := wanted & set(rows):
        found = [rows.pop(identity) for identity in sorted(wanted)]
        sheets["programmes"] += found
        wanted = {row["within"] for row in found}
    sheets["sectors"] += curated.sheets["sectors"]
    cited = {s for own in sheets.values() for row in own for s in row.get("source", "").split(";")}
    sheets["sources"] = [row for row in curated.sheets["sources"] if row["id"] in cited]
