"""Read all sources of the data folder into mentions of bodies, projects, and the parts that bodies take in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from derivation.alliances import Alliance, alliances
from derivation.cordis import FP7, Cordis
from derivation.curated import Curated, Row, read_rows
from derivation.keep import keep_projects
from derivation.names import repaired, slug
from derivation.poland import key_clusters
from derivation.records import Mention, Part, Project

#: The sheets of bodies.
BODY_SHEETS = ("organisations", "clusters", "ministries")
_PROGRAMMES = {"FP7 Regions of Knowledge": "fp7-regions-of-knowledge", "Interreg Europe": "interreg-europe"}
_ROLES = {"lead": "coordinator", "member": "participant"}
_UNNAMED_FP7, _UNNAMED_H2020 = "FP7 rcn ", "H2020 rcn "


@dataclass(slots=True)
class Gathered:
    """Everything read, before it is decided which mentions are one body and which projects are kept.

    ``always`` holds the keys of projects that are kept whatever their partners; ``pages`` the alliances that pages
    declare; ``texts`` the place of a text's body among the mentions by its id; ``managed`` who coordinates which of
    Poland's clusters; ``themes`` the ecosystems and the theme of an alliance by its name.
    """

    mentions: list[Mention] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    always: set[str] = field(default_factory=set)
    pages: list[Alliance] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    managed: list[tuple[int, int]] = field(default_factory=list)
    themes: dict[str, Row] = field(default_factory=dict)


def gather(data: Path, curated: Curated) -> Gathered:
    """Read the data folder, with the hand-written tables where a source is silent."""
    found = Gathered(themes=_themes(data))
    _add_texts(curated, found)
    found.managed = key_clusters(data, found.mentions)
    listed = alliances(data, found.mentions, curated.same_body)
    found.pages = [a for a in listed if not a.is_project]
    _add_consortia(listed, Cordis(data), curated, found)
    programmes = {name: row["id"] for row in curated.sheets["programmes"] for name in row["names"].split(";") if name}
    projects, parts = keep_projects(data, programmes, found.mentions)
    found.projects += projects
    found.parts += parts
    for alliance in listed:
        if alliance.keep and alliance.is_project:
            key = f"keep:{alliance.keep}"
            found.always.add(key)
            found.projects.append(Project(key, "", {"sectors": found.themes[alliance.name]["sectors"]}))
    return found


def _themes(data: Path) -> dict[str, Row]:
    rows = read_rows(data / "alliances" / "sectors.csv")
    return {repaired(row["alliance"]): {**row, "sectors": _sectors(row["ecosystem"])} for row in rows}


def _sectors(ecosystems: str) -> str:
    return ";".join(f"sector:{e}" for e in ecosystems.split(";") if e and e != "cross-sectoral")


def _add_texts(curated: Curated, found: Gathered) -> None:
    for sheet in BODY_SHEETS:
        for row in curated.texts.get(sheet, []):
            values = {k: v for k, v in row.items() if v and k not in {"id", "name", "country", "source"}}
            keys = (f"text:{row['id']}",)
            found.mentions.append(Mention((row["name"],), row["country"], row["source"], 10, keys, values))
            found.texts[row["id"]] = len(found.mentions) - 1


def _names_by_pic(listed: list[Alliance], cordis: Cordis, curated: Curated, found: Gathered) -> dict[str, str]:
    """Names of PICs that CORDIS' own files do not name: by hand, and as the collection of alliances names them."""
    names = dict(curated.names_by_pic)
    for part in (p for a in listed for p in a.parts):
        mention = found.mentions[part.body]
        for key in mention.keys:
            if key.startswith("pic:") and key[4:] not in cordis.names:
                names.setdefault(key[4:], mention.names[-1])
    return names


def _add_consortia(listed: list[Alliance], cordis: Cordis, curated: Curated, found: Gathered) -> None:
    """The projects of CORDIS: those behind alliances, those whose rcn is known by hand, and the partial edition."""
    names = _names_by_pic(listed, cordis, curated, found)
    grants = {row["name"]: row for row in curated.grants}
    for alliance in listed:
        # Projects of Horizon 2020 without an acronym are left out: a fifth of their participants have no name either.
        if alliance.is_project and not alliance.keep and not alliance.name.startswith(_UNNAMED_H2020):
            _add_consortium(alliance, cordis, names, grants.get(alliance.name, {}).get("grant", ""), found)
    for name in sorted(set(grants) - {a.name for a in listed}):
        project, parts = cordis.h2020_project(grants[name]["rcn"], grants[name]["grant"], name, names, found.mentions)
        found.projects.append(project)
        found.parts += parts
    projects, parts = cordis.granted(found.mentions)
    found.projects += projects
    found.parts += parts


def _shown_name(alliance: Alliance, theme: str) -> str:
    """The project's name: its acronym, or where none is known its number and theme."""
    if alliance.name.startswith(_UNNAMED_FP7):
        return f"FP7 project {alliance.name.removeprefix(_UNNAMED_FP7)} ({theme})"
    return alliance.name


def _add_consortium(alliance: Alliance, cordis: Cordis, names: Mapping[str, str], grant: str, found: Gathered) -> None:
    """The project behind an alliance, with all its partners where a source lists them, else those the page names."""
    theme = found.themes[alliance.name]
    name = _shown_name(alliance, theme["theme"])
    programme = _PROGRAMMES.get(alliance.scheme, "")
    if alliance.rcn:
        project, parts = cordis.h2020_project(alliance.rcn, grant or alliance.grant, name, names, found.mentions)
    elif alliance.fp7_rcn:
        project, parts = cordis.fp7_project(alliance.fp7_rcn, name, programme or FP7, found.mentions)
    else:
        project = Project(slug(alliance.name, ""), "alliance-pages", {"name": name, "programme": programme})
        parts = [Part(p.body, project.key, p.source, _ROLES[p.role]) for p in alliance.parts]
    found.parts += parts
    found.projects += [
        project,
        Project(
            project.key,
            "alliance-pages",
            {
                "acronym": name if name == alliance.name else "",
                "start": alliance.since,
                "end": alliance.until,
                "url": alliance.url,
                "sectors": theme["sectors"],
            },
        ),
    ]
    found.always.add(project.key)
