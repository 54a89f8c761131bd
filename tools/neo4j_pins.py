"""List the jars of the Neo4j servers that the tests start: ``python -m tools.neo4j_pins`` takes the newest of each line.

``python -m tools.neo4j_pins 5.26.30`` takes that version instead of the newest of its line. Which jars a version needs is
resolved by ``jgo`` from Maven Central; each is fetched and its SHA-256 written down, so that tests start from known files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jgo.maven import MavenContext

from tests.neo4j_jars import SERIES, default_cache, download_jar, pin_file, pinned_version, sha256

GROUP, ARTIFACT = "org.neo4j", "neo4j"


def main() -> int:
    """Write the lists, and remove those of the versions before."""
    parser = argparse.ArgumentParser(description="Pin the jars of the Neo4j servers that the tests start.")
    parser.add_argument("versions", nargs="*", metavar="VERSION", help="default: the newest of each tested line")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder of the jars")
    options = parser.parse_args()
    for version in options.versions or [newest(series, options.cache) for series in SERIES]:
        series = series_of(version)
        lines = [
            f"{sha256(download_jar(options.cache, path))}  {path}\n" for path in needed_jars(version, options.cache)
        ]
        try:
            pin_file(pinned_version(series)).unlink()
        except ValueError:
            print(f"The first list of {series}.")
        pin_file(version).write_text("".join(lines), encoding="ascii")
        print(f"{pin_file(version).name}: {len(lines)} jars")
    return 0


def series_of(version: str) -> str:
    """The tested line that a version belongs to."""
    return next(series for series in SERIES if version.startswith(f"{series}."))


def newest(series: str, cache: Path) -> str:
    """The newest version of a line that Maven Central has."""
    project = MavenContext(repo_cache=cache, timeout=60).project(GROUP, ARTIFACT)
    project.update()
    matching = [str(version) for version in project.metadata.versions if str(version).startswith(f"{series}.")]
    return max(matching, key=lambda version: [int(part) for part in version.split(".") if part.isdigit()])


def needed_jars(version: str, cache: Path) -> list[str]:
    """The paths, inside a Maven repository, of the jars that a version needs to run, in alphabetical order."""
    context = MavenContext(repo_cache=cache, timeout=60)
    wanted = context.create_dependency(f"{GROUP}:{ARTIFACT}:{version}")
    inputs, transitive = context.resolver.resolve([wanted])
    artifacts = [
        item.artifact for item in (*inputs, *(each for each in transitive if each.scope in {"compile", "runtime"}))
    ]
    return sorted({(item.component.path_prefix / item.filename).as_posix() for item in artifacts})


if __name__ == "__main__":
    sys.exit(main())
