"""Find the Chromium that the browser tests drive; as root on Debian, install it where there is none.

``python tools/browser.py`` prints its path, or says why there is none and ends with exit code 1. A Chromium named by the
variable CHROMIUM comes first, then one on PATH. Nothing is downloaded from anywhere but Debian's own packages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HINT = "Install Chromium or Chrome so that it is on PATH, or name it: CHROMIUM=/path/to/chromium"
INSTALL_SECONDS = 900


class NoBrowserError(Exception):
    """There is no Chromium to use; the message says what to do."""


def main() -> int:
    """Print the path of a Chromium, installing one where that is possible."""
    try:
        print(find_browser() or install_browser())
    except NoBrowserError as problem:
        print(f"browser: {problem}", file=sys.stderr)
        return 1
    return 0


def find_browser() -> Path | None:
    """The Chromium named by CHROMIUM or found on PATH; None when there is none.

    Raises:
        NoBrowserError: CHROMIUM names something that cannot be run. Silently taking another browser would hide that.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoBrowserError(f"CHROMIUM names '{named}', which is no program that can be run. {HINT}")
        return Path(found)
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def install_browser() -> Path:
    """Install Debian's Chromium; only as root on Debian, where it is one safe command.

    Raises:
        NoBrowserError: not root, not Debian, or the installation failed.
    """
    if not can_install():
        raise NoBrowserError(f"no Chromium found. {HINT}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("browser: installing Debian's chromium ...", file=sys.stderr)
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        try:
            done = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NoBrowserError(f"'{' '.join(command)}' took longer than {INSTALL_SECONDS} s. {HINT}") from None
        if done.returncode != 0:
            raise NoBrowserError(f"'{' '.join(command)}' failed: {done.stderr.strip()[-500:]} {HINT}")
    found = find_browser()
    if found is None:
        raise NoBrowserError(f"chromium was installed but is not on PATH. {HINT}")
    return found


def can_install(release: Path = Path("/etc/os-release")) -> bool:
    """Whether this is Debian itself (not a derivative whose chromium package differs) and we are root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None or not release.is_file():
        return False
    lines = release.read_text(encoding="utf-8").splitlines()
    return any(line.strip().replace('"', "") == "ID=debian" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
