"""Remarks that several sections make: how sure a figure is, and what part of the data it heeds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from graphmodel.pages import Language


def certainty_of_centrality(attrs: Mapping[Hashable | None, Any], words: Language) -> str:
    """Whether shortest ways were counted from everywhere or from a sample."""
    if attrs.get("exact", True):
        return words.text("Exact: computed from all organisations.")
    return words.text("Estimated from {n} organisations drawn by lot.").format(n=words.form(attrs["sources"], "count"))


def alliances_only(words: Language) -> str:
    """Said where nobody has loaded who the members of clusters are."""
    return words.text(
        "No member lists loaded; graphmodel template shows how. What clusters share is told from joint projects and "
        "alliances only."
    )


def reason_for_no_candidates(attrs: Mapping[Hashable | None, Any], words: Language) -> str:
    """Why no group of clusters is proposed."""
    if not attrs.get("compared"):
        return words.text("No clusters take part in anything here, so no alliance can be proposed.")
    if attrs.get("groups"):
        return words.text("Every group of clusters that exceeds chance is an alliance or a consortium already.")
    return words.text("No group of clusters is tied more than chance would tie it.")
