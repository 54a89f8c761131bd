"""The stable build of the embedded engine (``arcadedb-embedded``) for the tests, in a folder of its own.

It is fetched once, with the hashes of ``requirements/fallback-engine.txt``, into the cache folder of the tests, and added to
the end of the import path of the process that tests it. The development environment stays without it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graphmodel.store.builds import BUILDS
from tests.neo4j_jars import default_cache
from tests.neo4j_server import QUICK_COMPILER

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements" / "fallback-engine.txt"
BUILD = BUILDS[1]
TRIES = 3


def fallback_version() -> str:
    """The pinned version."""
    lines = REQUIREMENTS.read_text(encoding="ascii").splitlines()
    return next(line for line in lines if line.startswith(BUILD.package)).removesuffix("\\").strip().partition("==")[2]


def add_fallback_engine(cache: Path | None = None) -> str:
    """Make the build importable in this process; what stores call it."""
    folder = str(_installed(cache or default_cache().parent))
    if folder not in sys.path:
        sys.path.append(folder)
        # Its Java machine starts with its first store. Less memory than it takes by default, and the quicker compiler.
        os.environ["ARCADEDB_JVM_ARGS"] = f"-Xmx1g {QUICK_COMPILER}"
    return f"{BUILD.engine} {fallback_version()}"


def claim_folder(folder: Path, engine: str) -> Path:
    """Make a new folder a store of the named engine."""
    folder.mkdir(parents=True)
    settings = {"format": 1, "engine": engine, "database": ""}
    (folder / "store.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def _installed(cache: Path) -> Path:
    python = f"{sys.implementation.name}{sys.version_info.major}{sys.version_info.minor}"
    folder = cache / f"{BUILD.package}-{fallback_version()}-{python}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix=".fetching-") as scratch:
            fetched = Path(scratch) / "engine"
            _install(fetched)
            try:
                fetched.rename(folder)
            except OSError:  # another process was faster
                if not folder.is_dir():
                    raise
    return folder


def _install(folder: Path) -> None:
    command = (
        *(sys.executable, "-m", "uv", "pip", "install", "--no-config", "--quiet", "--no-deps", "--require-hashes"),
        *("--python", sys.executable, "--target", str(folder), "--requirement", str(REQUIREMENTS)),
    )
    complaint = ""
    for attempt in range(1, TRIES + 1):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        complaint = done.stderr.strip()
        shutil.rmtree(folder, ignore_errors=True)
        if attempt < TRIES:
            time.sleep(2 * attempt)
    raise RuntimeError(f"{BUILD.package} could not be fetched: {complaint}")
