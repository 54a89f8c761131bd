"""Which builds of the embedded engine are installed: ArcadeDB as a native library or, as a fallback, in a Java machine.

``arcadedb`` is the native build, which graphmodel installs. ``arcadedb-embedded`` is the older, stable one: the same engine
in a Java machine that its package brings along, started inside this process (some seconds more, once a process). It is used
where the native build is not installed, and for the stores it wrote itself: a build does not open the files of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from graphmodel.errors import StoreError


@dataclass(frozen=True, slots=True)
class Build:
    """What stores call the engine, the package that brings it, and the module to import."""

    engine: str
    package: str
    module: str


#: The one preferred first.
BUILDS = (
    Build("ArcadeDB", "arcadedb", "arcadedb"),
    Build("ArcadeDB (Java)", "arcadedb-embedded", "arcadedb_embedded"),
)


def installed_engines() -> list[str]:
    """Name and version of each build that is installed, the preferred one first.

    Raises:
        StoreError: there is none.
    """
    found = []
    for build in BUILDS:
        try:
            found.append(f"{build.engine} {version(build.package)}")
        except PackageNotFoundError:
            continue
    if not found:
        raise StoreError(
            "No embedded engine is installed.",
            remedy=f"python -m pip install {BUILDS[0].package}, or name a Neo4j server.",
        )
    return found


def import_engine(engine: str) -> ModuleType:
    """The module of the build that is called so."""
    return import_module(_build(engine).module)


def engine_package(engine: str) -> str:
    """What to ask pip for, to get this build in this version: ``arcadedb==26.11.1``."""
    return f"{_build(engine).package}=={engine.rpartition(' ')[2]}"


def runs_in_java(engine: str) -> bool:
    """Whether this build starts a Java machine."""
    return _build(engine) is BUILDS[1]


def _build(engine: str) -> Build:
    name = engine.rpartition(" ")[0]
    known = {build.engine: build for build in BUILDS}
    return known.get(name, BUILDS[0])
