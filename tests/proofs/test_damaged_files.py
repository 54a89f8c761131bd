"""Damaged copies of sound files through every recipe: never a traceback, and no row is lost without a word."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem, SourceError

ORGANIZATION = (
    '"projectID";"projectAcronym";"organisationID";"vatNumber";"name";"shortName";"SME";"activityType";"street";"postCode";'
    '"city";"country";"nutsCode";"geolocation";"organizationURL";"contactForm";"contentUpdateDate";"rcn";"order";"role";'
    '"ecContribution";"netEcContribution";"totalCost";"endOfParticipation";"active"\r\n'
    '"101";"ONE";"999905974";"ATU1";"ALPHA Österreich GmbH";"ALPHA";"true";"PRC";"Weg 1; Hof";"1010";"Wien";"AT";"AT130";'
    '"48.2,16.3";"http://alpha.example";"";"2020-01-01 00:00:00";"1";"1";"coordinator";"1000.50";"";"2000,75";"false";""\r\n'
    '"101";"ONE";"999905975";"HU2";"BÉTA Kft.";"";"false";"PRC";"Út 2";"1011";"Budapest";"HU";"HU110";"";"";"";"";"2";"2";'
    '"participant";"2000.25";"";"";"false";""\r\n'
    '"102";"TWO";"999905976";"MISSING";"Universität ""Gamma""";"UG";"false";"HES";"";"";"Graz";"AT";"";"";"";"";"";"3";"1";'
    '"participant";"";"";"";"false";""\r\n'
).encode()
CLUSTERS = (
    "id,identifiers,name,names,country,founded,stage,sectors,source\n"
    "mbk,,Mecsek Bányászati Klaszter,Mecsek Mining Cluster,HU,2013,growth,mining,press\n"
    'alpha,pic:999905974,"Alpha, the cluster",,AT,2001,maturity,"mining;energy",press\n'
).encode()
SOURCES = {"cordis": ("organization.csv", ORGANIZATION), "tables": ("clusters.csv", CLUSTERS)}
COPIES = 300  # per recipe; a share of them in a short run

Damage = Callable[[bytes, random.Random], bytes]


def flipped_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The file ends early, or a piece of it is missing."""
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.choice([len(data), chance.randrange(1, 200)]) :]


def opened_quotes(data: bytes, chance: random.Random) -> bytes:
    """A quote stands where none belongs."""
    place = chance.randrange(len(data))
    return data[:place] + b'"' + data[place:]


def shuffled_lines(data: bytes, chance: random.Random) -> bytes:
    """Lines in another order, the header among them."""
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def swapped_columns(data: bytes, chance: random.Random) -> bytes:
    """Two columns changed places, or one stands twice."""
    mark = b";" if data.count(b";") > data.count(b",") else b","
    header, *rows = data.splitlines(keepends=True)
    names = header.split(mark)
    one, other = chance.randrange(len(names)), chance.randrange(len(names))
    if chance.random() < 0.5:
        names[one] = names[other]
    else:
        names[one], names[other] = names[other], names[one]
    return mark.join(names) + b"".join(rows)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """Some lines in another encoding."""
    lines = data.decode("utf-8", "replace").splitlines(keepends=True)
    old = chance.choice(["cp1250", "cp1252", "utf-16", "latin-1"])
    return b"".join(line.encode(old, "replace") if chance.random() < 0.5 else line.encode() for line in lines)


def huge_cell(data: bytes, chance: random.Random) -> bytes:
    """A cell of ten megabytes."""
    place = data.find(b"\n") + 3
    return (
        data[:place] + b"x" * 10_000_000 + data[place:]
        if chance.random() < 0.1
        else data[:place] + b"x" * 9999 + data[place:]
    )


DAMAGES: tuple[Damage, ...] = (
    flipped_bytes,
    cut,
    opened_quotes,
    shuffled_lines,
    swapped_columns,
    other_encoding,
    huge_cell,
)


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path_factory.mktemp("damaged") / "store") as opened:
        yield opened


@pytest.mark.proof
@pytest.mark.parametrize("recipe", SOURCES)
def test_a_damaged_copy_is_refused_or_accounted_for(
    recipe: str, eco: Ecosystem, tmp_path: Path, seed: int, share: Callable[[list[int], int], list[int]]
) -> None:
    name, sound = SOURCES[recipe]
    refused = 0
    copies = share(list(range(COPIES)), 60)
    for copy in copies:
        chance = random.Random(f"{seed} {recipe} {copy}")
        damaged = sound
        for damage in chance.sample(DAMAGES, chance.randint(1, 2)):
            damaged = damage(damaged, chance) if damaged else damaged
        path = tmp_path / name
        path.write_bytes(damaged)
        try:
            report = eco.load(recipe, path, dry_run=True)
        except SourceError:
            refused += 1
        else:
            assert report.rows_in == report.rows_kept + report.rows_rejected, f"seed {seed}, copy {copy}"
            assert not report.rows_rejected or len(report.rejects), f"seed {seed}, copy {copy}"
    assert refused < len(copies), "every copy was refused: the damage is too great to prove anything"
