"""Check that every pinned package has a wheel for every platform and Python we name, so that nobody needs a compiler.

``make wheels-check`` asks the package index, without installing anything, and prints a table. It ends with exit code 1
when a wheel is missing on a tested Python; Python 3.14 is named as untested, and what it lacks is only shown.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "macOS arm64": "aarch64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
TESTED = ("3.11", "3.12", "3.13")
UNTESTED = ("3.14",)


def main() -> int:
    """Print what is missing where; exit code 1 when a tested Python lacks a wheel."""
    failed = False
    for requirements in (REQUIREMENTS / "runtime.txt", REQUIREMENTS / "dev.txt"):
        for platform, target in PLATFORMS.items():
            for python in (*TESTED, *UNTESTED):
                complaint = missing_wheels(requirements, target, python)
                failed |= bool(complaint) and python in TESTED
                print(f"{requirements.name:12} {platform:15} {python:5} {complaint or 'all wheels there'}", flush=True)
    return int(failed)


def missing_wheels(requirements: Path, target: str, python: str) -> str:
    """The package index's complaint, or nothing when a dry run finds a wheel for every pin."""
    with tempfile.TemporaryDirectory() as nowhere:
        done = subprocess.run(
            (
                *(sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-deps", "--only-binary", ":all:"),
                *("--require-hashes", "--no-config", "--target", nowhere, "--requirement", str(requirements)),
                *("--python-platform", target, "--python-version", python),
            ),
            capture_output=True,
            text=True,
            check=False,
        )
    return " ".join(done.stderr.split()) if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
