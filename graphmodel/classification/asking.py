"""The classes of organisations as people ask for them: with their own words and lines, all or some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from graphmodel.classification.judging import DECLARED, NO_CLASS, judge_organisations
from graphmodel.classification.lines import csv_to_lines
from graphmodel.classification.vocabulary import Vocabulary, read_vocabulary
from graphmodel.content import content_folder
from graphmodel.errors import RequestError


def read_words(places: Sequence[Path]) -> Vocabulary:
    """The words that come with the package, and people's own."""
    return read_vocabulary([content_folder("classes"), *places])


def ask_classes(
    organisations: pd.DataFrame,
    alliances: pd.DataFrame,
    managed: pd.DataFrame,
    saved: pd.DataFrame,
    *,
    words: Sequence[Path] = (),
    lines: Path | None = None,
    body_class: str | None = None,
    country: str | None = None,
) -> pd.DataFrame:
    """Judge organisations; columns as :func:`graphmodel.classification.judging.judge_organisations`.

    ``saved`` are lines of persons kept before; those of the file ``lines`` come in their place, id by id.

    Raises :class:`~graphmodel.errors.RequestError` for a class there is none of, in the question or in a line, and for a line
    on an organisation there is none of.
    """
    vocabulary = read_words(words)
    classes = [*(entry.name for entry in vocabulary.classes), DECLARED]
    told = saved
    if lines is not None:
        written = csv_to_lines(lines)
        _require(written, [*classes, NO_CLASS, ""], set(organisations["id"]), lines)
        told = pd.concat([saved[~saved["id"].isin(written["id"])], written], ignore_index=True)
    if body_class is not None and body_class not in [*classes, NO_CLASS]:
        raise RequestError(f"There is no class {body_class!r}.", remedy=f"Choose one of: {', '.join(classes)}.")
    frame = judge_organisations(organisations, alliances, managed, told[told["class"] != ""], vocabulary)
    if body_class is not None:
        frame = frame[frame["class"] == body_class]
    if country is not None:
        frame = frame[frame["country"] == country]
    return frame.reset_index(drop=True)


def _require(written: pd.DataFrame, classes: Sequence[str], known: set[str], path: Path) -> None:
    for body, body_class in zip(written["id"], written["class"], strict=True):
        if body_class not in classes:
            raise RequestError(
                f"There is no class {body_class!r}.",
                where=f"{path}, {body}",
                remedy=f"Choose one of: {', '.join(name for name in classes if name)}.",
            )
        if body not in known:
            raise RequestError(
                f"The store holds no organisation {body!r}.",
                where=str(path),
                remedy="Write its id as `graphmodel find` shows it.",
            )
