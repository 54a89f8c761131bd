"""Which projects the example holds, and what is said of them by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from derivation.records import Part, Project

#: A consortium with more partners says little about any two of them, and one with a single listed partner nothing.
MOST_PARTNERS, LEAST_PARTNERS = 25, 2


def select_projects(
    parts: Iterable[Part], body_of: Sequence[int], clusters: Collection[int], always: Collection[str]
) -> set[str]:
    """The keys of the projects to keep: those named, and those of the sources in which a cluster takes part.

    A project of the second kind has between two and twenty-five partners.
    """
    partners: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        partners[part.whole].add(body_of[part.body])
    return set(always) | {
        key
        for key, bodies in partners.items()
        if LEAST_PARTNERS <= len(bodies) <= MOST_PARTNERS and bodies & set(clusters)
    }


def merged_projects(projects: Iterable[Project]) -> dict[str, Project]:
    """One project by key: the first value given of each column, and all sources."""
    merged: dict[str, Project] = {}
    for project in projects:
        before = merged.get(project.key)
        if before is None:
            merged[project.key] = project
            continue
        values = {**project.values, **{k: v for k, v in before.values.items() if v}}
        sources = ";".join(sorted({*before.source.split(";"), *project.source.split(";")} - {""}))
        merged[project.key] = Project(project.key, sources, values)
    return merged


def distinct_parts(parts: Iterable[Part], body_of: Sequence[int], left_out: Collection[int]) -> list[Part]:
    """Each body once in a project: its leading role where it has several, and the amount the later source gives.

    >>> distinct_parts([Part(0, "p", "s", "partner"), Part(1, "p", "s", "lead partner")], [0, 0], [])
    [Part(body=0, whole='p', source='s', role='lead partner', contribution='', since='', until='')]
    """
    best: dict[tuple[int, str], Part] = {}
    for part in parts:
        body = body_of[part.body]
        if body in left_out:
            continue
        key = body, part.whole
        other = best.get(key)
        if other is None or (_leads(part) and not _leads(other)):
            amount = part.contribution or (other.contribution if other else "")
            best[key] = Part(body, part.whole, part.source, part.role, amount, part.since, part.until)
    return [best[key] for key in sorted(best)]


def _leads(part: Part) -> bool:
    return part.role in {"coordinator", "lead partner", "lead"}


def described_by_hand(project: Project, by_hand: Mapping[str, Mapping[str, str]]) -> Project:
    """A project with its sectors, and its name where the source has none, from ``curated/projects.csv``."""
    row = by_hand.get(project.key, {})
    return Project(
        project.key,
        project.source,
        {**project.values, **{k: v for k, v in row.items() if v and k in {"name", "sectors"}}},
    )
