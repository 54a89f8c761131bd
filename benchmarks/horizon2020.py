"""All of Horizon 2020 (CORDIS, December 2020), written in CORDIS's own columns from the compact files of the data folder.

The compact files know projects by rcn only. :func:`write_horizon2020` writes the layout since 2021, in which the rcn stands in
for the missing grant number, so that data belongs into a store of its own. :func:`write_old_horizon2020` writes the layout of
2014 to 2020, which joins on the rcn: it can be loaded beside other editions. Organisations without a known name have none.

    python benchmarks/horizon2020.py DATA_FOLDER TARGET_FOLDER
    python benchmarks/horizon2020.py DATA_FOLDER TARGET_FOLDER old
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

ORGANIZATION = [
    "projectID",
    "projectAcronym",
    "organisationID",
    "vatNumber",
    "name",
    "shortName",
    "SME",
    "activityType",
    "street",
    "postCode",
    "city",
    "country",
    "nutsCode",
    "geolocation",
    "organizationURL",
    "contactForm",
    "contentUpdateDate",
    "rcn",
    "order",
    "role",
    "ecContribution",
    "netEcContribution",
    "totalCost",
    "endOfParticipation",
    "active",
]
PROJECT = [
    "id",
    "acronym",
    "status",
    "title",
    "startDate",
    "endDate",
    "totalCost",
    "ecMaxContribution",
    "legalBasis",
    "topics",
    "ecSignatureDate",
    "frameworkProgramme",
    "masterCall",
    "subCall",
    "fundingScheme",
    "nature",
    "objective",
    "contentUpdateDate",
    "rcn",
    "grantDoi",
]
OLD_ORGANIZATION = [
    *(
        "projectRcn",
        "projectID",
        "projectAcronym",
        "role",
        "id",
        "name",
        "shortName",
        "activityType",
        "endOfParticipation",
    ),
    *("ecContribution", "country", "street", "city", "postCode", "organizationUrl", "contactType", "contactTitle"),
    *("contactFirstNames", "contactLastNames", "contactFunction", "contactTelephoneNumber", "contactFaxNumber"),
    "contactEmail",
]
OLD_PROJECT = [
    *("rcn", "id", "acronym", "status", "programme", "topics", "frameworkProgramme", "title", "startDate", "endDate"),
    *("projectUrl", "objective", "totalCost", "ecMaxContribution", "call", "fundingScheme", "coordinator"),
    *("coordinatorCountry", "participants", "participantCountries", "subjects"),
]
#: What a right load of it holds: counted in the compact files by other means than ours.
PARTICIPATIONS, PROJECTS, ORGANISATIONS = 144_726, 31_451, 35_871
PAIRS, PAIRS_WITH_TWO, MOST_PARTNERS = 796_670, 123_891, 6_825


def write_horizon2020(data: Path, target: Path) -> tuple[Path, Path]:
    """Write organization.csv and project.csv into ``target`` and return their paths."""
    rows = pd.read_csv(data / "cordis_h2020_2020" / "h2020.csv.gz", dtype="str")
    names = pd.read_csv(data / "cordis_h2020_2020" / "pic_names_joined.csv", dtype="str").set_index("pic")["name"]
    target.mkdir(parents=True, exist_ok=True)
    participations = (
        pd.DataFrame(
            {
                "projectID": rows["rcn"],
                "organisationID": rows["pic"],
                "name": rows["pic"].map(names),
                "activityType": rows["type"],
                "country": rows["country"],
                "role": rows["role"],
                "ecContribution": rows["contribution"],
                "endOfParticipation": "false",
                "order": (rows.groupby("rcn").cumcount() + 1).astype("str"),
                "contactForm": "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/contact-form/project/"
                + rows["pic"]
                + "/"
                + rows["rcn"],
            }
        )
        .reindex(columns=ORGANIZATION)
        .astype("str")
        .fillna("")
    )
    once = rows.drop_duplicates("rcn")
    projects = (
        pd.DataFrame(
            {
                "id": once["rcn"],
                "startDate": once["start_date"],
                "endDate": once["end_date"],
                "totalCost": once["total_cost"],
                "ecMaxContribution": once["max_contribution"],
                "frameworkProgramme": "H2020",
            }
        )
        .reindex(columns=PROJECT)
        .astype("str")
        .fillna("")
    )
    organization_csv, project_csv = target / "organization.csv", target / "project.csv"
    for frame, path in ((participations, organization_csv), (projects, project_csv)):
        frame.to_csv(path, index=False, sep=";", quoting=1, encoding="utf-8", lineterminator="\r\n")
    return organization_csv, project_csv


def write_old_horizon2020(data: Path, target: Path) -> tuple[Path, Path]:
    """Write cordis-h2020organizations.csv and cordis-h2020projects.csv, decimal commas included; returns their paths."""
    rows = pd.read_csv(data / "cordis_h2020_2020" / "h2020.csv.gz", dtype="str")
    names = pd.read_csv(data / "cordis_h2020_2020" / "pic_names_joined.csv", dtype="str").set_index("pic")["name"]
    target.mkdir(parents=True, exist_ok=True)
    participations = pd.DataFrame(
        {
            "projectRcn": rows["rcn"],
            "id": rows["pic"],
            "name": rows["pic"].map(names),
            "role": rows["role"],
            "activityType": rows["type"],
            "country": rows["country"],
            "ecContribution": rows["contribution"].str.replace(".", ",", regex=False),
            "endOfParticipation": "false",
        }
    )
    once = rows.drop_duplicates("rcn")
    projects = pd.DataFrame(
        {
            "rcn": once["rcn"],
            "frameworkProgramme": "H2020",
            "startDate": once["start_date"],
            "endDate": once["end_date"],
            "totalCost": once["total_cost"].str.replace(".", ",", regex=False),
            "ecMaxContribution": once["max_contribution"].str.replace(".", ",", regex=False),
        }
    )
    organizations_csv, projects_csv = target / "cordis-h2020organizations.csv", target / "cordis-h2020projects.csv"
    for frame, columns, path in (
        (participations, OLD_ORGANIZATION, organizations_csv),
        (projects, OLD_PROJECT, projects_csv),
    ):
        whole = frame.reindex(columns=columns).astype("str").fillna("")
        whole.to_csv(path, index=False, sep=";", encoding="utf-8", lineterminator="\r\n")
    return organizations_csv, projects_csv


if __name__ == "__main__":
    write = write_old_horizon2020 if sys.argv[3:] == ["old"] else write_horizon2020
    write(Path(sys.argv[1]), Path(sys.argv[2]))
