"""The page of questions: each packaged question as a person asks it, with the first rows of its answer on the example."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.cli.output.answer import plain_value

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.ecosystem import Ecosystem
    from graphmodel.question import Question

#: What the page asks for where a question needs to be told something, or is more telling about one country.
ASKED: dict[str, dict[str, str]] = {
    "cluster-members": {"of": "bioXclusters"},
    "cluster-projects": {"cluster": "SECPHO"},
    "country-bridges": {"one": "HU", "other": "PL"},
    "evidence": {"one": "Lyonbiopole", "other": "Biocat"},
    "expiring-marks": {"by": "2025-12-31"},
    "ministry-reach": {"country": "HU"},
    "money-by-country": {"country": "HU"},
    "shared-partners": {"one": "Lyonbiopole", "other": "Biocat"},
    "shortest-path": {"one": "Plastipolis", "other": "SECPHO"},
}
ROWS = 5
_LONGEST = 90
_INTRODUCTION = """# Questions and their answers

The questions that come with graphmodel, each asked of the example ecosystem (European alliances of clusters up to 2019). The
first command makes the example in an empty folder; the others ask it.

```sh
graphmodel demo
```

Below each command stand the first rows of its answer, without the columns of ids, which every answer has too. A parameter in
brackets may be left out. A name need not be exact: it is looked up as `graphmodel find` does. `--format xlsx -o answer.xlsx`
writes the whole answer as a workbook. The query itself is a file that can be read and changed: `graphmodel ask NAME --show`
prints it.

*Generated from `queries/` and the example; change it there and run `make docs`.*
"""


def questions_page() -> str:
    """The page, asked anew of a store made for it."""
    import graphmodel
    from graphmodel.content import content_folder

    with tempfile.TemporaryDirectory() as folder, graphmodel.open(Path(folder) / "store") as eco:
        eco.load("tables", content_folder("examples") / "ecosystem", dataset="example")
        sections = [part for question in eco.questions() for part in _section(eco, question)]
    return "\n".join([_INTRODUCTION, *sections]) + "\n"


def _section(eco: Ecosystem, question: Question) -> Iterator[str]:
    asked = ASKED.get(question.name, {})
    yield f"## {question.title}\n"
    if question.note:
        yield f"{_plain(question.note)}\n"
    for parameter in question.parameters:
        default = "" if parameter.required or parameter.default is None else f" (default: {parameter.default})"
        yield f"- `{parameter.usage}`: {_plain(parameter.meaning)}{default}"
    given = "".join(f' -p "{name}={value}"' if " " in value else f" -p {name}={value}" for name, value in asked.items())
    yield f"\n```sh\ngraphmodel ask {question.name}{given}\n```\n"
    parameters: dict[str, Any] = dict(asked)
    yield from _table(eco.ask(question.name, **parameters))


def _table(answer: pd.DataFrame) -> Iterator[str]:
    shown = [name for name in answer.columns if name != "id" and not str(name).endswith("_id")]
    yield "| " + " | ".join(map(str, shown)) + " |"
    yield "| " + " | ".join("---" for _ in shown) + " |"
    for row in answer[shown].head(ROWS).itertuples(index=False, name=None):
        yield "| " + " | ".join(_cell(value) for value in row) + " |"
    more = f"The first {ROWS} of {len(answer):,} rows." if len(answer) > ROWS else f"All rows: {len(answer)}."
    yield f"\n{more}\n"


def _cell(value: Any) -> str:
    """A value as the text of one cell: short, and nothing in it is taken for Markdown."""
    if isinstance(value, (list, tuple)):
        text = "; ".join(map(str, value))
    elif plain_value(value) is None:
        text = ""
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, float):
        text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    elif isinstance(value, int):
        text = f"{value:,}"
    elif isinstance(value, dt.date):
        text = value.isoformat()[:10]
    else:
        text = str(value)
    return _plain(text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …")


def _plain(text: str) -> str:
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", text)
