"""A map's content checked and put in order: every column there, every value clean, rows in an order of their own.

After this step nothing depends on the order in which the rows came, and nothing in them can be missing in more than one way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.maps.cleaning import (
    is_missing,
    value_to_link,
    value_to_number,
    value_to_pairs,
    value_to_text,
    value_to_texts,
    value_to_year,
)
from graphmodel.maps.content import EDGE_COLUMNS, EVIDENCE_COLUMNS, NODE_COLUMNS, Credit, MapContent
from graphmodel.maps.wording import language_words


def tidy_content(content: MapContent) -> MapContent:
    """The content with complete, clean and ordered frames; the frames given are left as they are.

    Ties without direction are turned so that their source is the smaller id, evidence likewise; two rows of evidence that
    say the same of the same tie become one.

    :raises RequestError: a required column is absent, an id is not text, doubled or unknown; there is no such language.
    """
    unnamed = language_words(content.language)["tie"]
    nodes = _nodes(_complete(content.nodes, NODE_COLUMNS, 3, "nodes"))
    known = set(nodes["id"])
    edges = _edges(_complete(content.edges, EDGE_COLUMNS, 3, "edges"), known, unnamed)
    evidence = _evidence(_complete(content.evidence, EVIDENCE_COLUMNS, 4, "evidence"), edges, unnamed)
    credits = tuple(
        Credit(
            name=value_to_text(given.name),
            publisher=value_to_text(given.publisher),
            url=value_to_link(given.url),
            licence=value_to_text(given.licence),
            credit=value_to_text(given.credit),
        )
        for given in content.credits
    )
    return replace(
        content,
        nodes=nodes,
        edges=edges,
        evidence=evidence,
        credits=credits,
        notes=value_to_texts(content.notes),
        **{
            field: value_to_text(getattr(content, field))
            for field in ("title", "subtitle", "size_meaning", "weight_meaning")
        },
    )


def _complete(frame: pd.DataFrame, columns: tuple[str, ...], required: int, what: str) -> pd.DataFrame:
    absent = [column for column in columns[:required] if column not in frame.columns]
    if absent and len(frame):
        raise RequestError(
            f"The {what} lack the column {', '.join(absent)}.",
            where="map",
            remedy=f"Bring a frame with at least {', '.join(columns[:required])}.",
        )
    return frame.reindex(columns=list(columns)).astype(object)


def _apply(frame: pd.DataFrame, column: str, convert: Callable[[Any], Any]) -> pd.Series:
    # Texts repeat in thousands of rows: each distinct one is converted once.
    values = frame[column].tolist()
    converted = {value: convert(value) for value in {value for value in values if isinstance(value, str)}}
    return pd.Series(
        [converted[value] if isinstance(value, str) else convert(value) for value in values],
        index=frame.index,
        dtype=object,
    )


def _ids(frame: pd.DataFrame, column: str, what: str) -> None:
    wrong = next((value for value in frame[column] if not isinstance(value, str) or not value), None)
    if len(frame) and (wrong is not None or frame[column].isna().any()):
        raise RequestError(
            f"An id of the {what} is not text: {wrong!r}.",
            where="map",
            remedy="Ids are text, so that 00123 stays 00123: convert them before drawing.",
        )


def _whole(value: object) -> int | None:
    number = value_to_number(value, float("nan"))
    return None if is_missing(number) else int(number)


def _nodes(frame: pd.DataFrame) -> pd.DataFrame:
    _ids(frame, "id", "nodes")
    doubled = frame["id"][frame["id"].duplicated()]
    if len(doubled):
        raise RequestError(
            f"Two nodes have the id {doubled.iloc[0]!r}.", where="map", remedy="Bring one row per thing."
        )
    out = frame.sort_values("id", ignore_index=True)
    for column in ("name", "kind", "country", "country_name", "city", "community_name"):
        out[column] = _apply(out, column, value_to_text)
    for column in ("sectors", "names"):
        out[column] = _apply(out, column, value_to_texts)
    out["name"] = [name or value_to_text(key) or key for name, key in zip(out["name"], out["id"], strict=True)]
    out["names"] = pd.Series(
        [
            tuple(other for other in names if other != name)
            for names, name in zip(out["names"], out["name"], strict=True)
        ],
        index=out.index,
        dtype=object,
    )
    out["kind"] = [kind or "Other" for kind in out["kind"]]
    out["country_name"] = [name or code for name, code in zip(out["country_name"], out["country"], strict=True)]
    out["url"] = _apply(out, "url", value_to_link)
    out["year"] = _apply(out, "year", value_to_year)
    out["community"] = _apply(out, "community", _whole)
    out["size"] = _apply(out, "size", lambda value: max(value_to_number(value, 0.0), 0.0)).astype(float)
    out["details"] = _apply(out, "details", value_to_pairs)
    return out


def _edges(frame: pd.DataFrame, known: set[str], unnamed: str) -> pd.DataFrame:
    for column in ("source", "target"):
        _ids(frame, column, "edges")
        unknown = sorted(set(frame[column]) - known)
        if unknown:
            raise RequestError(
                f"A tie names {unknown[0]!r}, which is not among the nodes.",
                where="map",
                remedy="Bring a row of nodes for both ends of every tie.",
            )
    out = frame.copy()
    out["kind"] = [kind or unnamed for kind in _apply(out, "kind", value_to_text)]
    out["directed"] = _apply(out, "directed", lambda value: not is_missing(value) and bool(value)).astype(bool)
    out["weight"] = _apply(out, "weight", lambda value: value_to_number(value, 1.0)).astype(float)
    out.loc[out["weight"] <= 0, "weight"] = 1.0
    for column in ("since", "until"):
        out[column] = _apply(out, column, value_to_year)
    _turn(out, ~out["directed"])
    order = out.assign(since=out["since"].astype(float), until=out["until"].astype(float))
    return out.loc[order.sort_values(list(EDGE_COLUMNS)).index].reset_index(drop=True)


def _turn(frame: pd.DataFrame, which: pd.Series) -> None:
    turned = which & (frame["source"] > frame["target"])
    ends = frame.loc[turned, ["target", "source"]]
    frame.loc[turned, "source"], frame.loc[turned, "target"] = ends["target"], ends["source"]


def _evidence(frame: pd.DataFrame, edges: pd.DataFrame, unnamed: str) -> pd.DataFrame:
    out = frame.copy()
    out["kind"] = [kind or unnamed for kind in _apply(out, "kind", value_to_text)]
    for column in ("text", "origin"):
        out[column] = _apply(out, column, value_to_text)
    out["url"] = _apply(out, "url", value_to_link)
    directed = set(edges.loc[edges["directed"], ["source", "target", "kind"]].itertuples(index=False, name=None))
    keys = out[["source", "target", "kind"]].itertuples(index=False, name=None)
    _turn(out, pd.Series([key not in directed for key in keys], index=out.index, dtype=bool))
    return out.drop_duplicates().sort_values(list(EVIDENCE_COLUMNS), ignore_index=True)
