"""How right is the classification of organisations? The classes that names are given, against names labelled by hand.

    python benchmarks/classification.py benchmarks/results/classification.md [DATA_FOLDER]

The labels (``benchmarks/labels/names.csv``) were drawn by ``classification_sample.py``; every drawn name stands for the names
of its stratum that were not drawn. Strata of one class: the names it was given to when the sample was drawn, near misses, and
the rest, from which the drawn of all names come (for ministries: those of public bodies). Precision and recall are weighted
accordingly. Their 95 % intervals are Wilson's, with Kish's effective number of names.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.classification import Vocabulary, names_to_classes

ROOT = Path(__file__).resolve().parents[1]
CLASSES = ("cluster", "ministry", "agency", "chamber", "university", "municipality")
MEASURED = ["class", "part", "labelled", "precision", "precision_low", "precision_high", "recall", "recall_low",
            "recall_high", "unnamed"]  # fmt: skip


def read_labels() -> pd.DataFrame:
    """The labelled names: ``name, country, source, half, strata, class, named_so, part, who, why``."""
    return pd.read_csv(ROOT / "benchmarks" / "labels" / "names.csv", dtype="str", keep_default_na=False)


def class_weights(labels: pd.DataFrame, body_class: str) -> NDArray[np.float64]:
    """How many names each label stands for, where one class is asked about; 0 for a name that another stratum drew."""
    everything = "public" if body_class == "ministry" else "all"
    order = [body_class, f"near {body_class}", everything]
    drawn = [dict(_stratum(part) for part in strata.split("; ")) for strata in labels["strata"]]
    place = [next((name for name in order if any(key[0] == name for key in found)), "") for found in drawn]
    own = [
        next((key for key in found if key[0] == name), None) if name else None
        for name, found in zip(place, drawn, strict=True)
    ]
    sizes = {key: size for found in drawn for key, size in found.items()}
    counts = pd.Series([key for key in own if key]).value_counts()
    # The rest: what of everything is in neither of the other strata, as the drawn ones say.
    share = {}
    for key in counts.index:
        if key[0] == everything:
            of_all = sum(any(other == key for other in found) for found in drawn)
            share[key] = counts[key] / of_all
    return np.array([sizes[key] * share.get(key, 1.0) / counts[key] if key else 0.0 for key in own])


def _stratum(text: str) -> tuple[tuple[str, str], float]:
    name, half, fraction = text.rsplit(":", 2)
    return (name, half), float(fraction.partition("/")[2])


def wilson_interval(right: NDArray[np.bool_], weights: NDArray[np.float64]) -> tuple[float, float, float]:
    """A weighted share and its 95 % interval after Wilson (1927), with Kish's effective number (1965).

    >>> share, low, high = wilson_interval(np.array([True] * 95 + [False] * 5), np.ones(100))
    >>> round(share, 3), round(low, 3), round(high, 3)
    (0.95, 0.888, 0.978)
    """
    if not len(right) or weights.sum() == 0:
        return math.nan, math.nan, math.nan
    share = float(weights[right].sum() / weights.sum())
    number = float(weights.sum() ** 2 / (weights**2).sum())
    z = 1.959964
    middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    reach = z * math.sqrt(share * (1 - share) / number + z**2 / (4 * number**2)) / (1 + z**2 / number)
    return share, max(0.0, middle - reach), min(1.0, middle + reach)


def measure(labels: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Precision and recall of each class, over all labels and over those held out: the columns of ``MEASURED``.

    Recall is among bodies whose own names say what they are; ``unnamed`` counts the labelled ones whose names do not.
    """
    given = names_to_classes(labels, vocabulary)["class"]
    rows = []
    for body_class in CLASSES:
        for part in ("all", "held out"):
            chosen = labels if part == "all" else labels[(labels["part"] == part) & (labels["half"] == "unseen")]
            weights = class_weights(chosen, body_class)
            said, true = (given[chosen.index] == body_class).to_numpy(), (chosen["class"] == body_class).to_numpy()
            named = (chosen["named_so"] == "yes").to_numpy()
            counted = weights > 0
            predicted, bodies = said & counted, true & named & counted
            precision = wilson_interval(true[predicted], weights[predicted])
            recall = wilson_interval(said[bodies], weights[bodies])
            unnamed = int((true & ~named).sum())
            rows.append((body_class, part, int(predicted.sum()), *precision, *recall, unnamed))
    return pd.DataFrame(rows, columns=MEASURED)


if __name__ == "__main__":
    from benchmarks.classification_report import write_results

    write_results(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
