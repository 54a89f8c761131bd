"""Turn the dependencies into pinned, hashed requirement files: ``make pins`` takes the newest versions allowed.

One file serves every tested Python and platform (``--universal``); where the newest release of a package has left the oldest
Python behind, each gets the newest it can have, as people who install the wheel do. Each file has its hash, and none an
index address: whoever installs them uses the index their own machine is set up with.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-annotate",
    "--python-version", "3.11", "--no-config", "--custom-compile-command", "make pins", "--quiet", "--upgrade",
)  # fmt: skip


def main() -> int:
    """Write requirements/runtime.txt from pyproject.toml, requirements/dev.txt with the same versions in it, and the engine
    that only tests fetch.
    """
    runtime = ("pyproject.toml", "--output-file", "requirements/runtime.txt")
    dev = (
        *("pyproject.toml", "requirements/dev.in", "--constraints", "requirements/runtime.txt"),
        *("--output-file", "requirements/dev.txt"),
    )
    fallback = ("--no-deps", "requirements/fallback-engine.in", "--output-file", "requirements/fallback-engine.txt")
    for arguments in (runtime, dev, fallback):
        subprocess.run([sys.executable, "-m", *COMPILE, *arguments], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
