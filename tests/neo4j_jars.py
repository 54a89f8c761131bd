"""The jars of the Neo4j servers that the tests start: which ones exactly, and where they are fetched to.

Each server has a list ``neo4j-VERSION.sha256`` beside this module (the format of ``sha256sum``, paths as in a Maven
repository); ``python -m tools.neo4j_pins`` writes it. A jar that differs is refused. The jars (GPLv3) are fetched from Maven
Central for tests only and never redistributed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

#: The lines of Neo4j that are tested: the long-term support, and the current one.
SERIES = ("5.26", "2026")
TRIES = 5
_PAUSE = 2.0
_AT_ONCE = 4


def pinned_version(series: str) -> str:
    """The pinned version of a line: ``5.26.30`` of ``5.26``. A pinned version itself is its own answer."""
    found = [path.stem.removeprefix("neo4j-") for path in Path(__file__).parent.glob("neo4j-*.sha256")]
    matching = [version for version in found if version == series or version.startswith(f"{series}.")]
    if len(matching) != 1:
        raise ValueError(f"There is no Neo4j {series} here, but {', '.join(sorted(found))}")
    return matching[0]


def pin_file(version: str) -> Path:
    """Where the jars of a version are listed."""
    return Path(__file__).with_name(f"neo4j-{version}.sha256")


def pinned_jars(version: str) -> dict[str, str]:
    """SHA-256 of every pinned jar, by its path inside a Maven repository."""
    lines = pin_file(version).read_text(encoding="ascii").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def default_cache() -> Path:
    """The jars' place under the user's cache directory, kept from one run to the next."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "graphmodel-tests" / "maven"


def fetch_jars(version: str, cache: Path, say: Callable[[str], None] = lambda _: None) -> list[Path]:
    """All pinned jars of a version, downloaded where the cache lacks them, each one checked against its pinned checksum.

    Several processes may fetch into one cache at the same time. ``say`` is told what is going on when it may take long.
    """
    pins = pinned_jars(version)
    missing = [path for path, digest in pins.items() if not _is_pinned(cache / path, digest)]
    if missing:
        say(f"fetching {len(missing)} of {len(pins)} jars of Neo4j {version} from Maven Central ...")
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(lambda path: _fetch(cache, path, pins[path]), missing))
    return [cache / path for path in pins]


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download_jar(cache: Path, path: str) -> Path:
    """Download one jar into a cache, whoever else does the same; tried again when the network fails."""
    from requests import RequestException

    cache.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, TRIES + 1):
        # In a folder of its own first: what a broken connection leaves, or another process writes, never counts as a jar.
        with tempfile.TemporaryDirectory(dir=cache, prefix=".fetching-") as scratch:
            try:
                fetched = _download(Path(scratch), path)
            except (RequestException, RuntimeError, OSError) as fault:
                if attempt == TRIES:
                    raise RuntimeError(f"{path} could not be fetched from Maven Central: {fault}") from fault
            else:
                (cache / path).parent.mkdir(parents=True, exist_ok=True)
                return Path(shutil.move(fetched, cache / path))
        time.sleep(_PAUSE * attempt)
    raise AssertionError("unreachable")


def _is_pinned(jar: Path, digest: str) -> bool:
    return jar.is_file() and sha256(jar) == digest


def _fetch(cache: Path, path: str, digest: str) -> None:
    jar = download_jar(cache, path)
    found = sha256(jar)
    if found != digest:
        jar.unlink()
        raise RuntimeError(f"{path} is not the pinned file: SHA-256 {found} instead of {digest}")


def _download(cache: Path, path: str) -> Path:
    from jgo.maven import MavenContext

    *group, artifact, version, file = path.split("/")
    classifier = file.removeprefix(f"{artifact}-{version}").removesuffix(".jar").lstrip("-")
    context = MavenContext(repo_cache=cache, timeout=60)
    component = context.project(".".join(group), artifact).at_version(version)
    return Path(component.artifact(classifier).resolve())
