"""Build the documentation as a site that opens from disk, and pack it: ``make site``.

The site is written to build/site (open index.html), its archive beside it: build/graphmodel-docs-VERSION.zip, the same bytes
for the same pages. Any complaint of Sphinx ends with exit code 1: a page that refers to nothing is a defect.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

import graphmodel

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BUILD = ROOT / "build"
#: Sphinx's own memory, of no use to a reader.
LEFT_OUT = (".buildinfo", ".buildinfo.bak", "objects.inv")


def main(into: Path = BUILD) -> int:
    """Build and pack the site; the exit code is that of Sphinx."""
    site = into / "site"
    code = build_site(site)
    if code == 0:
        print(f"{site / 'index.html'}\n{pack_site(site, into / f'graphmodel-docs-{graphmodel.__version__}.zip')}")
    return code


def build_site(site: Path) -> int:
    """The pages of docs/ as HTML; returns Sphinx's exit code, which is not 0 when it complained of anything."""
    from sphinx.cmd.build import build_main

    shutil.rmtree(site, ignore_errors=True)
    doctrees = site.parent / "doctrees"
    options = ["-b", "html", "-q", "-W", "--keep-going", "-E", "-d", str(doctrees)]
    code = build_main([*options, str(DOCS), str(site)])
    for name in LEFT_OUT:
        (site / name).unlink(missing_ok=True)
    return int(code)


def pack_site(site: Path, archive: Path) -> Path:
    """The site as one archive, with a folder of its own inside and no times in it."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{archive.stem}/{path.relative_to(site).as_posix()}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, path.read_bytes())
    return archive


if __name__ == "__main__":
    sys.exit(main())
