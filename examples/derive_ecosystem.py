"""Derive the tables of the example ecosystem: ``python examples/derive_ecosystem.py DATA_FOLDER``.

Reads the data folder (alliances of clusters, CORDIS, keep.eu, Poland's key clusters) and the hand-written tables of
``examples/curated``, and rewrites ``examples/ecosystem``. The same input gives the same bytes. What is taken, and why,
is said in ``examples/README.md``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from derivation.curated import read_curated
from derivation.gathering import gather
from derivation.layout import lay_out
from derivation.tables import write_sheets

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Read the arguments, derive, write, and say how many rows each sheet has."""
    parser = argparse.ArgumentParser(description="Derive the tables of the example ecosystem.")
    parser.add_argument("data", type=Path, help="the data folder, with alliances, clusters, CORDIS and keep.eu")
    parser.add_argument(
        "--to", type=Path, default=HERE / "ecosystem", help="where to write (default: examples/ecosystem)"
    )
    options = parser.parse_args()
    if not (options.data / "alliances" / "alliances.csv").exists():
        parser.error(f"{options.data} is not the data folder: it has no alliances/alliances.csv")
    curated = read_curated(HERE / "curated")
    for sheet, count in write_sheets(options.to, lay_out(gather(options.data, curated), curated)):
        print(f"{sheet:18} {count:6}")


if __name__ == "__main__":
    main()
