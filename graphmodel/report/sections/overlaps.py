"""Which clusters overlap, with the evidence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Source, Table
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers
from graphmodel.report.wording import alliances_only

_BEYOND_CHANCE = "q <= 0.05"


def overlap_section(answers: Answers, words: Language, names: Mapping[str, str]) -> Section:
    """Pairs of clusters that share more projects, alliances or members than chance would have it.

    ``names`` are those of the things that can be evidence, by id.
    """
    _ = words.text
    joint = answers.source("overlap", kind="joint")
    members = answers.source("overlap", kind="members")
    title = _("Which clusters overlap")
    if not answers.frame(joint).attrs["tested"] and not len(answers.frame(members)):
        few = Sentence(_("Fewer than two clusters take part in anything here, so none can overlap."))
        return Section("overlap", title, [few, Sentence(alliances_only(words), style="note")])
    blocks: list[Block] = [
        Sentence(
            _(
                "Of {tested} pairs of clusters, {found} take part in more projects and alliances together than chance explains."
            ),
            {
                "tested": answers.figure(joint, "count", Pick("attr", "tested")),
                "found": answers.figure(joint, "count", Pick("attr", "significant")),
            },
            _("At most 5 % of these are expected to be chance.") if answers.frame(joint).attrs["significant"] else "",
            "finding",
        ),
        _pairs(answers.frame(joint), names, words, _("Joint projects and alliances"), joint),
    ]
    if len(answers.frame(members)):
        shared = answers.frame(members)
        blocks.append(
            Sentence(
                _("{found} pairs of clusters have more members in common than chance explains."),
                {"found": answers.figure(members, "count", Pick("attr", "significant"))},
                style="finding",
            )
        )
        blocks.append(_pairs(shared, names, words, _("Shared members"), members))
    else:
        blocks.append(Sentence(alliances_only(words), style="note"))
    return Section("overlap", title, blocks)


def _pairs(frame: pd.DataFrame, names: Mapping[str, str], words: Language, caption: str, source: Source) -> Table:
    _ = words.text
    beyond = frame.query(_BEYOND_CHANCE)
    beyond = beyond.assign(
        together=pd.Series(
            [[names.get(one, one) for one in ids] for ids in beyond["evidence"]], index=beyond.index, dtype=object
        )
    )
    return Table(
        caption,
        caption + ": " + _("pairs beyond chance"),
        beyond,
        [
            Column("left_name", _("Cluster"), "text"),
            Column("right_name", _("Other cluster"), "text"),
            Column("shared", _("Shared"), "count"),
            Column("expected", _("Expected by chance"), "number"),
            Column("jaccard", _("Jaccard"), "share"),
            Column("q", _("Chance (q)"), "p"),
            Column("together", _("Evidence"), "texts"),
        ],
        source,
        _BEYOND_CHANCE,
        note=_(
            "Jaccard: what both share, of all that either takes part in. q: the share of chance finds to expect among "
            "the pairs listed down to this one."
        ),
    )
