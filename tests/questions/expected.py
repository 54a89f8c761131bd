"""What the questions answer on the small tables beside this file, worked out by hand from those tables.

Each case is a question, its parameters, and the rows without their columns of ids. The tables say, in short: Energie is in
CORD, POLY and GRID and in the alliances green and power; Mining in CORD and MINE and in power; Environment in green and
power. The second dataset repeats three participations of the first, which count once, and adds Delta's.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

Case = tuple[str, dict[str, Any], list[tuple[Any, ...]]]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


ENERGIE, ENVI, MINING = "Energie Cluster", "Environment Cluster", "Mecsek Mining Cluster"
UNI, LAB, ACME, AGENCY = "Óbuda University", 'Lab "O\'Neill" GmbH', "Acme s.r.o.", "Regional Agency"
ECONOMY, FINANCE, TRADE = "Ministry for National Economy", "Ministry of Finance", "Ministry of Trade"
CORD_DAYS = (day("2010-03-01"), day("2013-02-28"))
POLY_DAYS = (day("2012-05-01"), day("2014-10-31"))
GRID_DAYS = (day("2012-09-01"), day("2015-08-31"))

CASES: list[Case] = [
    (
        "agreements",
        {},
        [
            (ENERGIE, ACME, "CZ", "energy saving", day("2012-01-01"), day("2014-12-31")),
            (ENVI, "Chamber of Pécs", "HU", "joint services", day("2011-01-01"), None),
            (ENVI, MINING, "HU", None, None, None),
            (MINING, ENVI, "HU", None, None, None),
        ],
    ),
    (
        "agreements",
        {"country": "CZ"},
        [(ENERGIE, ACME, "CZ", "energy saving", day("2012-01-01"), day("2014-12-31"))],
    ),
    (
        "alliances-by-sector",
        {},
        [
            ("Energy", "Power Alliance", "ESCP-4i", day("2016-01-01"), day("2019-12-31"), 3, 2),
            ("Environment", "Green Alliance", "ESCP-4i", day("2016-01-01"), day("2018-12-31"), 2, 2),
            ("ICT", "Bits Alliance", None, day("2014-01-01"), None, 1, 1),
        ],
    ),
    # Energy lies within Environment.
    (
        "alliances-by-sector",
        {"sector": "Environment"},
        [
            ("Energy", "Power Alliance", "ESCP-4i", day("2016-01-01"), day("2019-12-31"), 3, 2),
            ("Environment", "Green Alliance", "ESCP-4i", day("2016-01-01"), day("2018-12-31"), 2, 2),
        ],
    ),
    ("alliances-sharing-members", {}, [("Green Alliance", "Power Alliance", 2, 2, 3, [ENERGIE, ENVI])]),
    ("alliances-sharing-members", {"least": 3}, []),
    (
        "cluster-managers",
        {},
        [
            ("Chamber of Pécs", "HU", MINING, "cluster", day("2013-01-01"), None),
            ("Cluster Office", "HU", "CENTRAL EUROPE", "programme", None, None),
            (ENERGIE, "AT", "Power Alliance", "alliance", day("2016-01-01"), None),
            (AGENCY, "CZ", "IT Cluster", "cluster", None, None),
        ],
    ),
    (
        "cluster-members",
        {"of": "Mecsek Bányászati Klaszter"},
        [
            ("Beta Kft.", "HU", "company", "member", day("2013-01-01"), None),
            (UNI, "HU", "university", None, None, None),
        ],
    ),
    (
        "cluster-members",
        {"of": "Power Alliance"},
        [
            (ENERGIE, "AT", "association", "lead", day("2016-01-01"), day("2019-12-31")),
            (ENVI, "HU", "association", "member", day("2016-01-01"), day("2019-12-31")),
            (MINING, "HU", "association", "member", day("2017-01-01"), day("2019-12-31")),
        ],
    ),
    (
        "cluster-projects",
        {"cluster": "energie cluster"},
        [
            ("CORD", *CORD_DAYS, "partner", ACME, "CZ", "partner"),
            ("CORD", *CORD_DAYS, "partner", MINING, "HU", "partner"),
            ("CORD", *CORD_DAYS, "partner", AGENCY, "CZ", "coordinator"),
            ("POLY", *POLY_DAYS, "participant", ACME, "CZ", "participant"),
            ("POLY", *POLY_DAYS, "participant", UNI, "HU", "coordinator"),
            ("GRID", *GRID_DAYS, "participant", "Delta SpA", "IT", "participant"),
            ("GRID", *GRID_DAYS, "participant", LAB, "AT", "coordinator"),
            ("GRID", *GRID_DAYS, "participant", UNI, "HU", "participant"),
            ("GRID", *GRID_DAYS, "participant", UNI, "HU", "thirdParty"),
        ],
    ),
    (
        "clusters-by-sector",
        {},
        [
            ("AT", "Energy", 1, [ENERGIE]),
            ("AT", "Environment", 1, [ENERGIE]),
            ("CZ", "ICT", 2, ["IT Cluster", "Silent Cluster"]),
            ("HU", "Environment", 1, [ENVI]),
            ("HU", "Mining", 1, [MINING]),
        ],
    ),
    ("clusters-by-sector", {"sector": "mining", "country": "HU"}, [("HU", "Mining", 1, [MINING])]),
    ("clusters-without-alliance", {}, [("Silent Cluster", "CZ", ["ICT"], 0, 0)]),
    ("clusters-without-alliance", {"country": "AT"}, []),
    (
        "coordinators",
        {},
        [
            ("Beta Kft.", "HU", False, 1, 1),
            (ENERGIE, "AT", True, 1, 5),
            (ENVI, "HU", True, 1, 2),
            (LAB, "AT", False, 1, 1),
            (MINING, "HU", True, 1, 3),
            (AGENCY, "CZ", False, 1, 1),
            (UNI, "HU", False, 1, 3),
        ],
    ),
    # Of energy are CORD, GRID and the alliance power; Energie is in all three.
    (
        "coordinators",
        {"sector": "sector:energy"},
        [(ENERGIE, "AT", True, 1, 3), (LAB, "AT", False, 1, 1), (AGENCY, "CZ", False, 1, 1)],
    ),
    (
        "country-bridges",
        {"one": "HU", "other": "AT"},
        [
            (ENERGIE, "AT", 3, 1, 5),
            (MINING, "HU", 2, 1, 3),
            (UNI, "HU", 1, 2, 3),
            (ACME, "CZ", 2, 1, 2),
            (ENVI, "HU", 1, 1, 2),
            ("Delta SpA", "IT", 1, 2, 1),
            (LAB, "AT", 1, 1, 1),
            (AGENCY, "CZ", 1, 1, 1),
        ],
    ),
    ("country-bridges", {"one": "CZ", "other": "HU", "least": 2}, [(ENERGIE, "AT", 2, 3, 5), (MINING, "HU", 2, 2, 3)]),
    (
        "country-pairs",
        {},
        [
            ("AT", "HU", 3, 2),
            ("AT", "CZ", 2, 0),
            ("CZ", "HU", 2, 0),
            ("AT", "IT", 1, 0),
            ("HU", "IT", 1, 0),
        ],
    ),
    ("country-pairs", {"clusters": "yes"}, [("AT", "HU", 1, 2)]),
    (
        "event-participants",
        {},
        [
            ("Exchange Forum", day("2012-06-12"), "Linz", "AT", ENERGIE, "AT", "participant"),
            ("Exchange Forum", day("2012-06-12"), "Linz", "AT", AGENCY, "CZ", "organiser"),
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", "Chamber of Pécs", "HU", "participant"),
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", MINING, "HU", "participant"),
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", MINING, "HU", "speaker"),
            ("Empty Fair", day("2022-01-01"), None, None, None, None, None),
        ],
    ),
    (
        "expiring-marks",
        {"by": "2024-12-31"},
        [(ENERGIE, "AT", "Gold", day("2023-06-30")), (ENVI, "HU", "Accredited", day("2024-12-31"))],
    ),
    (
        "expiring-marks",
        {"by": "2026-12-31", "after": "2023-06-30"},
        [(ENVI, "HU", "Accredited", day("2024-12-31")), ("IT Cluster", "CZ", "Silver", day("2026-01-15"))],
    ),
    (
        "ministry-reach",
        {"steps": 3},
        [
            (ECONOMY, "HU", ENVI, 1, ""),
            (ECONOMY, "HU", MINING, 2, ENVI),
            (FINANCE, "HU", ENVI, 2, ECONOMY),
            (FINANCE, "HU", MINING, 2, "Cluster Managers' Club"),
            (TRADE, "CZ", ENERGIE, 2, "CORD"),
            (TRADE, "CZ", MINING, 2, "CORD"),
            (ECONOMY, "HU", ENERGIE, 3, f"{ENVI} > Green Alliance"),
            (TRADE, "CZ", ENVI, 3, f"CORD > {MINING}"),
            (TRADE, "CZ", "IT Cluster", 3, f"CORD > {ACME}"),
        ],
    ),
    (
        "ministry-reach",
        {"country": "HU"},
        [
            (ECONOMY, "HU", ENVI, 1, ""),
            (ECONOMY, "HU", MINING, 2, ENVI),
            (FINANCE, "HU", ENVI, 2, ECONOMY),
            (FINANCE, "HU", MINING, 2, "Cluster Managers' Club"),
        ],
    ),
    ("ministry-reach", {"country": "HU", "steps": 1}, [(ECONOMY, "HU", ENVI, 1, "")]),
    # The office is a unit of the ministry of finance.
    (
        "ministry-ties",
        {"country": "HU"},
        [
            (
                ECONOMY,
                "HU",
                "FUNDS",
                ENVI,
                "cluster",
                "innovation portfolios",
                50000.0,
                *(day("2013-01-01"), day("2014-12-31")),
            ),
            (FINANCE, "HU", "MANAGES", "CENTRAL EUROPE", "programme", None, None, None, None),
            (FINANCE, "HU", "OVERSEES", "Cluster Managers' Club", "event", "strategy", None, None, None),
            (FINANCE, "HU", "OVERSEES", MINING, "cluster", "accreditation", None, None, None),
        ],
    ),
    (
        "money-by-country",
        {},
        [
            ("AT", "CENTRAL EUROPE", 1, 1, 1, 1, 300000.0),
            ("AT", "Health", 1, 1, 1, 1, 150000.0),
            ("AT", "Secure Energy", 2, 1, 2, 2, 350000.5),
            ("CZ", "CENTRAL EUROPE", 2, 1, 2, 1, 500000.0),
            ("CZ", "Health", 1, 1, 1, 1, 0.0),
            ("HU", "CENTRAL EUROPE", 2, 2, 3, 1, 200000.0),
            ("HU", "Health", 1, 1, 1, 1, 400000.0),
            ("HU", "Secure Energy", 1, 1, 1, 1, 1000.0),
            ("HU", "unknown", 1, 1, 1, 0, None),
            ("IT", "Secure Energy", 1, 1, 1, 1, 70000.0),
        ],
    ),
    (
        "money-by-country",
        {"programme": "Horizon 2020", "country": "HU"},
        [("HU", "Health", 1, 1, 1, 1, 400000.0), ("HU", "Secure Energy", 1, 1, 1, 1, 1000.0)],
    ),
    (
        "organisations-without-partners",
        {},
        [
            ("Cluster Office", "HU", "public"),
            ("Lonely Ltd", "AT", "company"),
            (ECONOMY, "HU", "public"),
            (FINANCE, "HU", "public"),
            ("Ministry of Silence", "AT", "public"),
            (TRADE, "CZ", "public"),
            ("Silent Cluster", "CZ", "association"),
            ("first:lonelier", "CZ", None),
        ],
    ),
    ("overview", {}, [(19, 5, 4, 4, 5, 3, 4)]),
    ("overview", {"country": "IT"}, [(1, 0, 0, 1, 1, 0, 1)]),
    ("organisations-without-partners", {"clusters": "yes"}, [("Silent Cluster", "CZ", "association")]),
    (
        "projects-by-programme",
        {},
        [
            ("CENTRAL EUROPE", 2010, 1, 4, 1500000.0, 0),
            ("CENTRAL EUROPE", 2015, 1, 2, None, 1),
            ("Health", 2012, 1, 3, 1275000.0, 0),
            ("Secure Energy", 2012, 1, 4, 600000.5, 0),
            ("unknown", None, 1, 1, None, 1),
        ],
    ),
    (
        "projects-by-programme",
        {"programme": "Horizon 2020"},
        [("Health", 2012, 1, 3, 1275000.0, 0), ("Secure Energy", 2012, 1, 4, 600000.5, 0)],
    ),
    ("shared-partners", {"one": MINING, "other": ENERGIE}, [(UNI, "HU", 1, 2, 0)]),
    # Other chains are as short; of ids in order, first:chamber, pic:100000001 and pic:200000001 make this one the first.
    (
        "shortest-path",
        {"one": "Chamber of Pécs", "other": "Delta SpA"},
        [
            (1, "Chamber of Pécs", "MANAGES ->", MINING, ["first"]),
            (2, MINING, "<- MEMBER_OF", UNI, ["first"]),
            (3, UNI, "PARTICIPATES_IN ->", "GRID", ["first"]),
            (4, "GRID", "<- PARTICIPATES_IN", "Delta SpA", ["second"]),
        ],
    ),
    ("shortest-path", {"one": "Lonely Ltd", "other": "Delta SpA"}, []),
    (
        "stage-needs",
        {},
        [
            ("growth", 1, "funding", 2),
            ("maturity", 1, "specialised knowledge", 1),
            ("maturity", 2, "project funding", 1),
            ("start", 1, "legal advice", 1),
            ("start", 2, "organisational advice", 1),
            ("start", 3, "contacts", 1),
        ],
    ),
    (
        "stage-needs",
        {"country": "AT"},
        [
            ("growth", 1, "funding", 0),
            ("maturity", 1, "specialised knowledge", 1),
            ("maturity", 2, "project funding", 1),
            ("start", 1, "legal advice", 0),
            ("start", 2, "organisational advice", 0),
            ("start", 3, "contacts", 0),
        ],
    ),
    # Years. CORD ran from 2010 to 2013, POLY from 2012 to 2014, GRID from 2012 to 2015, MINE has a first day in 2015 only.
    # A tie that nothing dates is left out whatever the years.
    (
        "agreements",
        {"first_year": 2013, "last_year": 2013},
        [
            (ENERGIE, ACME, "CZ", "energy saving", day("2012-01-01"), day("2014-12-31")),
            (ENVI, "Chamber of Pécs", "HU", "joint services", day("2011-01-01"), None),
        ],
    ),
    (
        "agreements",
        {"last_year": 2011},
        [(ENVI, "Chamber of Pécs", "HU", "joint services", day("2011-01-01"), None)],
    ),
    (
        "alliances-by-sector",
        {"first_year": 2019},
        [
            ("Energy", "Power Alliance", "ESCP-4i", day("2016-01-01"), day("2019-12-31"), 3, 2),
            ("ICT", "Bits Alliance", None, day("2014-01-01"), None, 1, 1),
        ],
    ),
    # Mining joined the alliance power in 2017.
    (
        "alliances-sharing-members",
        {"last_year": 2016},
        [("Green Alliance", "Power Alliance", 2, 2, 2, [ENERGIE, ENVI])],
    ),
    (
        "cluster-managers",
        {"first_year": 2014, "last_year": 2014},
        [("Chamber of Pécs", "HU", MINING, "cluster", day("2013-01-01"), None)],
    ),
    # The cluster was founded in 2013, and no member can have been there before.
    ("cluster-members", {"of": MINING, "last_year": 2012}, []),
    (
        "cluster-members",
        {"of": MINING, "last_year": 2013, "first_year": 2013},
        [
            ("Beta Kft.", "HU", "company", "member", day("2013-01-01"), None),
            (UNI, "HU", "university", None, None, None),
        ],
    ),
    (
        "cluster-members",
        {"of": "Power Alliance", "last_year": 2016},
        [
            (ENERGIE, "AT", "association", "lead", day("2016-01-01"), day("2019-12-31")),
            (ENVI, "HU", "association", "member", day("2016-01-01"), day("2019-12-31")),
        ],
    ),
    (
        "cluster-projects",
        {"cluster": ENERGIE, "first_year": 2015},
        [
            ("GRID", *GRID_DAYS, "participant", "Delta SpA", "IT", "participant"),
            ("GRID", *GRID_DAYS, "participant", LAB, "AT", "coordinator"),
            ("GRID", *GRID_DAYS, "participant", UNI, "HU", "participant"),
            ("GRID", *GRID_DAYS, "participant", UNI, "HU", "thirdParty"),
        ],
    ),
    ("coordinators", {"first_year": 2016}, [(ENERGIE, "AT", True, 1, 2), (ENVI, "HU", True, 1, 2)]),
    (
        "country-bridges",
        {"one": "HU", "other": "AT", "last_year": 2011},
        [(ACME, "CZ", 1, 1, 1), (AGENCY, "CZ", 1, 1, 1)],
    ),
    ("country-pairs", {"last_year": 2011}, [("AT", "CZ", 1, 0), ("AT", "HU", 1, 0), ("CZ", "HU", 1, 0)]),
    ("country-pairs", {"first_year": 2017}, [("AT", "HU", 0, 2)]),
    (
        "event-participants",
        {"first_year": 2013, "last_year": 2021},
        [
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", "Chamber of Pécs", "HU", "participant"),
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", MINING, "HU", "participant"),
            ("Cluster Managers' Club", day("2021-07-08"), "Debrecen", "HU", MINING, "HU", "speaker"),
        ],
    ),
    (
        "ministry-ties",
        {"country": "HU", "first_year": 2014, "last_year": 2014},
        [
            (
                ECONOMY,
                "HU",
                "FUNDS",
                ENVI,
                "cluster",
                "innovation portfolios",
                50000.0,
                day("2013-01-01"),
                day("2014-12-31"),
            )
        ],
    ),
    (
        "ministry-ties",
        {"country": "HU", "first_year": 2021},
        [(FINANCE, "HU", "OVERSEES", "Cluster Managers' Club", "event", "strategy", None, None, None)],
    ),
    (
        "money-by-country",
        {"last_year": 2011},
        [
            ("AT", "CENTRAL EUROPE", 1, 1, 1, 1, 300000.0),
            ("CZ", "CENTRAL EUROPE", 2, 1, 2, 1, 500000.0),
            ("HU", "CENTRAL EUROPE", 1, 1, 1, 1, 200000.0),
        ],
    ),
    (
        "projects-by-programme",
        {"first_year": 2014, "last_year": 2014},
        [("Health", 2012, 1, 3, 1275000.0, 0), ("Secure Energy", 2012, 1, 4, 600000.5, 0)],
    ),
    # Mining met the university in 2015 only, and Energie did so then in GRID.
    ("shared-partners", {"one": MINING, "other": ENERGIE, "last_year": 2014}, []),
    (
        "shared-partners",
        {"one": MINING, "other": ENERGIE, "first_year": 2015, "last_year": 2015},
        [(UNI, "HU", 1, 1, 0)],
    ),
]
