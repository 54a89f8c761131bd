"""The words of the model's vocabulary as people say them: kinds of things, fields, ties, roles."""

from __future__ import annotations

from collections.abc import Mapping


def _(text: str) -> str:
    # Marks a text for translation; it is translated where it is shown.
    return text


#: Word of the model -> English phrase. Others are shown as they are.
TERMS: Mapping[str, str] = {
    "Organisation": _("organisation"),
    "Cluster": _("cluster"),
    "Ministry": _("ministry or public body"),
    "Project": _("project"),
    "MetaCluster": _("alliance"),
    "Event": _("event"),
    "Programme": _("programme"),
    "Agreement": _("agreement"),
    "Member": _("member"),
    "PARTICIPATES_IN": _("takes part in"),
    "BELONGS_TO": _("belongs to"),
    "MEMBER_OF": _("is a member of"),
    "MANAGES": _("manages"),
    "FUNDS": _("funds"),
    "OVERSEES": _("oversees"),
    "COOPERATES_WITH": _("cooperates with"),
    "TOOK_PART_IN": _("took part in"),
    "UNIT_OF": _("is a unit of"),
    "SUCCEEDED_BY": _("was succeeded by"),
    "PART_OF": _("is part of"),
    "country": _("country"),
    "sector": _("sector"),
    "kind": _("kind"),
    "region": _("region"),
    "city": _("city"),
    "url": _("web address"),
    "founded": _("year of foundation"),
    "stage": _("stage"),
    "start": _("start"),
    "end": _("end"),
    "total_cost": _("total cost"),
    "eu_contribution": _("EU contribution"),
    "scheme": _("scheme"),
    "since": _("since"),
    "until": _("until"),
    "partner": _("partner"),
    "participant": _("participant"),
    "coordinator": _("coordinator"),
    "member": _("member"),
    "company": _("company"),
    "university": _("university"),
    "research": _("research institute"),
    "public": _("public body"),
    "association": _("association"),
    "other": _("other"),
    "growth": _("growth"),
    "maturity": _("maturity"),
    "declared": _("declared"),
    "estimated": _("estimated"),
    "unknown": _("unknown"),
}
