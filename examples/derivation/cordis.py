"""CORDIS: Horizon 2020 by rcn, a part of it by grant number, and the Seventh Framework Programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from derivation.names import iso_country, repaired, town
from derivation.records import Mention, Part, Project

#: Kinds of organisations by CORDIS' activity types.
KINDS = {"PRC": "company", "HES": "university", "REC": "research", "PUB": "public", "OTH": "other"}
_PROJECT_COLUMNS = ("id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution")
#: Keys of the programmes' parts named in ``programme_parts.csv.gz``.
_PARTS = {"Innovation in SMEs": "H2020-EU.2.3.", "LEIT": "H2020-EU.2.1.", "SC2": "H2020-EU.3.2."}
#: Roles as CORDIS writes them, where the example writes another word.
_ROLES = {"thirdParty": "third party"}
H2020, FP7 = "cordis-programme:H2020", "cordis-programme:FP7"


def _read(path: Path, separator: str = ",", header: int | None = 0) -> pd.DataFrame:
    return pd.read_csv(path, sep=separator, header=header, dtype=str, keep_default_na=False, encoding="utf-8")


def amount(text: str) -> str:
    """An amount as a plain number with at most two decimals; blank stays blank.

    >>> amount("1,292,226.930"), amount("250000.0"), amount("")
    ('1292226.93', '250000', '')
    """
    plain = text.replace(",", "").strip().removeprefix("NA")
    return f"{float(plain):.2f}".rstrip("0").rstrip(".") if plain else ""


class Cordis:
    """The CORDIS files of a data folder, read once, each asked for single projects."""

    def __init__(self, data: Path) -> None:
        h2020, partial, fp7 = (data / n for n in ("cordis_h2020_2020", "cordis_h2020_2023_partial", "cordis_fp7_2016"))
        self.by_rcn = _read(h2020 / "h2020.csv.gz")
        names = _read(h2020 / "pic_names_joined.csv")
        self.names: Mapping[str, str] = dict(zip(names["pic"], names["name"], strict=True))
        parts = _read(h2020 / "programme_parts.csv.gz")
        self.parts: Mapping[str, str] = dict(zip(parts["rcn"], parts["programme_part"], strict=True))
        self.by_grant = _read(partial / "organization_union.csv")
        self.described = self._described(partial)
        self.fp7 = _read(fp7 / "fp7edges.csv", "\t").drop_duplicates()
        organisations = _read(fp7 / "fp7orgs.csv", ";").sort_values(["new_org_id", "organisationName"], kind="stable")
        self.fp7_organisations = organisations.drop_duplicates("new_org_id").set_index("new_org_id")

    @staticmethod
    def _described(partial: Path) -> Mapping[str, Mapping[str, str]]:
        latest = _read(partial / "project_latest_20230529.csv")
        older = _read(partial / "project_latest_20220718.csv", header=None).set_axis(latest.columns, axis=1)
        rows = pd.concat([older, latest])[list(_PROJECT_COLUMNS)].drop_duplicates("id", keep="last")
        return {str(row["id"]): {str(k): str(v) for k, v in row.items()} for row in rows.to_dict("records")}

    def h2020_project(
        self, rcn: str, grant: str, name: str, known: Mapping[str, str], mentions: list[Mention]
    ) -> tuple[Project, list[Part]]:
        """A project of Horizon 2020 with all its participants that have a name; ``known`` adds names by PIC."""
        rows = self.by_rcn[self.by_rcn["rcn"] == rcn]
        first = rows.iloc[0]
        key = f"cordis-grant:{grant}" if grant else f"cordis-project-rcn:{rcn}"
        part = _PARTS.get(self.parts.get(rcn, ""), "H2020")
        project = Project(
            key,
            "cordis",
            {
                "identifiers": f"cordis-project-rcn:{rcn}" if grant else "",
                "name": name,
                "start": first["start_date"],
                "end": first["end_date"],
                "total_cost": amount(first["total_cost"]),
                "eu_contribution": amount(first["max_contribution"]),
                "programme": f"cordis-programme:{part}",
            },
        )
        taken = []
        for row in rows.sort_values(["pic", "role"]).itertuples():
            label = known.get(str(row.pic), self.names.get(str(row.pic), ""))
            if label:
                keys, kind = (f"pic:{row.pic}",), {"kind": KINDS.get(str(row.type), "")}
                mentions.append(Mention((repaired(label),), iso_country(str(row.country)), "cordis", 40, keys, kind))
                role = _ROLES.get(str(row.role), str(row.role))
                taken.append(Part(len(mentions) - 1, key, "cordis", role, amount(str(row.contribution))))
        return project, taken

    def granted(self, mentions: list[Mention]) -> tuple[list[Project], list[Part]]:
        """All projects of the partial edition, which has names and places but seldom a title or a date."""
        taken = []
        for row in self.by_grant.sort_values(["projectID", "organisationID", "role"]).itertuples():
            place = {
                "city": town(row.city),
                "sme": {"True": "yes", "False": "no"}.get(str(row.SME), ""),
                "kind": KINDS.get(str(row.activityType), ""),
            }
            mentions.append(
                Mention(
                    (repaired(row.name),),
                    iso_country(str(row.country)),
                    "cordis",
                    35,
                    (f"pic:{row.organisationID}",),
                    place,
                )
            )
            taken.append(
                Part(
                    len(mentions) - 1,
                    f"cordis-grant:{row.projectID}",
                    "cordis",
                    str(row.role),
                    amount(str(row.ecContribution)),
                )
            )
        return [
            self._granted(str(g), str(a))
            for g, a in sorted(set(zip(self.by_grant["projectID"], self.by_grant["projectAcronym"], strict=True)))
        ], taken

    def _granted(self, grant: str, acronym: str) -> Project:
        found = self.described.get(grant, {})
        return Project(
            f"cordis-grant:{grant}",
            "cordis",
            {
                "name": repaired(acronym),
                "acronym": repaired(acronym),
                "title": repaired(found.get("title", "")),
                "start": found.get("startDate", ""),
                "end": found.get("endDate", ""),
                "status": found.get("status", ""),
                "total_cost": amount(found.get("totalCost", "")),
                "programme": H2020,
                "eu_contribution": amount(found.get("ecMaxContribution", "")),
            },
        )

    def fp7_project(self, rcn: str, name: str, programme: str, mentions: list[Mention]) -> tuple[Project, list[Part]]:
        """A project of the Seventh Framework Programme: its participants, without roles, dates or money."""
        key = f"cordis-project-rcn:{rcn}"
        taken = []
        for code in sorted(self.fp7.loc[self.fp7["projectRcn"] == rcn, "new_org_id"]):
            found = self.fp7_organisations.loc[code]
            mentions.append(
                Mention(
                    (repaired(found["organisationName"]),),
                    iso_country(found["country"]),
                    "cordis",
                    50,
                    (f"pic:{code}" if re.fullmatch(r"\d{9}", code) else f"fp7:{code}",),
                    {"city": town(found["city"])},
                )
            )
            taken.append(Part(len(mentions) - 1, key, "cordis", "participant"))
        return Project(key, "cordis", {"name": name, "programme": programme}), taken
