"""Kohesio: projects of the EU's cohesion policy in the member states, with their beneficiaries.

Download them country by country from https://kohesio.ec.europa.eu ("Data", then "Services"): projects such as
``HU-pp21-27-latest.csv`` and beneficiaries such as ``HU-latest.csv``, as CSV or tab-separated text. Built from
documentation: no such file could be had whole, so columns that nobody has described are reported as new.

Projects and beneficiaries are known by their numbers in the EU Knowledge Graph (``kohesio:Q7361953``); a beneficiary without
one by its number in the national list, or else by its name. The Wikidata number beside a beneficiary is a program's guess and
no key. Amounts in other currencies than the euro are left out and counted. Publishers make the names of natural persons
anonymous; a beneficiary whose name says so is left out, its project is kept.

Licence: CC BY 4.0. Credit: (c) European Union, Kohesio.
"""

import re
from collections.abc import Iterator

import pandas as pd

from graphmodel.recipe import Records, Source, Table, TableForm, composed_key, nodes, relationships

_TEXTS = ("Operation_Summary_English", "Operation_Summary_Programme_Language")
_PLACES = (
    *("Postal_Code", "Operation_Postcode", "Location_Indicator_latitude_longitude", "Region", "LAU_Labels"),
    *(f"NUTS{level}_{what}" for level in (1, 2, 3) for what in ("Code", "Label")),
)
_OBJECTIVES = tuple(f"{what}_Objective_{part}" for what in ("Thematic", "Policy") for part in ("ID", "Label"))
_BOOKKEEPING = ("Operation_Local_Identifier", "Date_Of_Last_Update", "Image_URL", "InfoRegio_ID", "InfoRegio_URL")

source = Source(
    title="Kohesio: projects of EU cohesion policy",
    publisher="European Commission, Kohesio",
    url="https://kohesio.ec.europa.eu",
    licence="CC BY 4.0",
    credit="(c) European Union, Kohesio",
    dataset="kohesio",
    most_rows=3_000_000,
    tables=(
        TableForm(
            "projects",
            required=("Operation_Unique_Identifier", "Operation_Start_Date", "Country"),
            optional=(
                *("Operation_Name_English", "Operation_Name_Programme_Language", "CountryCode", "Operation_End_Date"),
                *("Operation_Expected_End_Date", "Cofinancing_Rate", "Total_Eligible_Expenditure_amount"),
                *("Total_Eligible_Expenditure_Currency", "Project_EU_Budget", "Beneficiary_Unique_Identifier"),
                *("Beneficiary_Name", "Beneficiary_Local_Identifier", "Category_Of_Intervention", "Category_Label"),
                *("Fund_Code", "Fund_Name", "Programme_Code", "Programme_Name", "Programming_Period"),
                *("ManagingAuthority", *_TEXTS, *_PLACES, *_OBJECTIVES, *_BOOKKEEPING),
            ),
        ),
        TableForm("beneficiaries", required=("Beneficiary", "BeneficiaryLabel"), optional=("Website", "WikidataID")),
    ),
)

_NUMBER = r"(?:^|/)(Q\d+)$"
_ANONYMOUS = re.compile(r"natural person|anonym|confidential|personal data|gdpr|\*{3}|x{4}", re.IGNORECASE)


def projects(t: Table) -> Iterator[Records]:
    """One row per project and beneficiary."""
    key = t.key("kohesio", "Operation_Unique_Identifier", required=True, pattern=_NUMBER)
    native, english = t.text("Operation_Name_Programme_Language"), t.text("Operation_Name_English")
    title = native.where(native.notna(), english)
    country = t.country("Country")
    country = country.where(country.notna(), t.country("CountryCode"))
    end = t.date("Operation_End_Date", edge="end")
    yield nodes(
        "Project",
        key,
        title=title,
        names=english.where(english != title).map(lambda name: (name,), na_action="ignore"),
        start=t.date("Operation_Start_Date"),
        end=end.where(end.notna(), t.date("Operation_Expected_End_Date", edge="end")),
        total_cost=_euros(t, "Total_Eligible_Expenditure_amount"),
        eu_contribution=_euros(t, "Project_EU_Budget"),
    )
    yield from _beneficiary(t, key, country)
    yield from _programme(t, key, country)
    category, label = t.text("Category_Of_Intervention"), t.text("Category_Label")
    theme = composed_key("kohesio-category", category.where(category.notna(), label))
    yield nodes("Sector", theme, name=label.where(label.notna(), category))
    yield relationships("ABOUT", key, theme)
    t.leave("Cofinancing_Rate", why="follows from the two amounts")
    t.leave(*_TEXTS, why="long texts are not kept in the graph")
    t.leave(*_PLACES, why="say where the project is carried out, not where its beneficiary is")
    t.leave(*_OBJECTIVES, why="the category of intervention is finer")
    t.leave(*_BOOKKEEPING, why="bookkeeping of the publisher")


def beneficiaries(t: Table) -> Iterator[Records]:
    """One row per beneficiary."""
    key = t.key("kohesio", "Beneficiary", required=True, pattern=_NUMBER)
    yield nodes("Organisation", key, name=t.text("BeneficiaryLabel"), url=t.url("Website"))
    t.leave("WikidataID", why="the guess of a program, wrong about once in ten times")


def _euros(t: Table, column: str) -> pd.Series:
    amount, currency = t.amount(column), t.text("Total_Eligible_Expenditure_Currency")
    foreign = currency.notna() & (currency.str.upper() != "EUR")
    t.drop(foreign & amount.notna(), column, "is in another currency, and the model keeps euros")
    return amount.where(~foreign)


def _beneficiary(t: Table, project: pd.Series, country: pd.Series) -> Iterator[Records]:
    name = t.text("Beneficiary_Name")
    person = name.str.contains(_ANONYMOUS).fillna(False).astype(bool)
    name = name.where(~person)
    number, local = (
        t.key("kohesio", "Beneficiary_Unique_Identifier", pattern=_NUMBER),
        t.text("Beneficiary_Local_Identifier"),
    )
    other = local.where(local.notna(), name)
    key = number.where(number.notna(), composed_key("kohesio-beneficiary", country, other)).where(~person)
    yield nodes("Organisation", key.where(name.notna()), name=name, country=country)
    yield relationships("PARTICIPATES_IN", key, project, role="beneficiary")


def _programme(t: Table, project: pd.Series, country: pd.Series) -> Iterator[Records]:
    name, period = t.text("Programme_Name"), t.text("Programming_Period")
    code, fund = t.text("Programme_Code"), t.text("Fund_Code")
    key = composed_key("cci", code).where(code.notna(), composed_key("kohesio-programme", country, period, name))
    yield nodes("Programme", key, name=name, period=period, fund=fund.where(fund.notna(), t.text("Fund_Name")))
    yield relationships("PART_OF", project, key, end_label="Programme")
    authority = t.text("ManagingAuthority")
    body = composed_key("kohesio-authority", country, authority)
    yield nodes("Organisation", body, name=authority, country=country, kind="public")
    yield relationships("MANAGES", body, key, end_label="Programme")
