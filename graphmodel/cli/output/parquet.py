"""An answer as a Parquet file, each column in its own type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphmodel.cli.output.answer import Answer
from graphmodel.cli.output.cells import value_to_text


def answer_to_parquet(answer: Answer, path: Path) -> None:
    """Write the answer; a column of several kinds of values becomes text."""
    import pyarrow as pa
    from pyarrow import parquet

    arrays: list[Any] = []
    for place in range(len(answer.columns)):
        values = answer.column(place)
        try:
            arrays.append(pa.array(values))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            arrays.append(pa.array([None if value is None else value_to_text(value) for value in values], pa.string()))
    # A column without any value has no type of its own; text is the least surprising.
    arrays = [array.cast(pa.string()) if pa.types.is_null(array.type) else array for array in arrays]
    parquet.write_table(pa.table(arrays, names=list(answer.columns)), path)
