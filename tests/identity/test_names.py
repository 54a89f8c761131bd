"""Names that differ only in case, accents, punctuation or legal form are equal after folding; others stay apart."""

import pytest

from graphmodel.identity.names import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nyugat-Pannon Nonprofit Kft.", "NYUGAT PANNON NONPROFIT KFT"),
        ("Regionální rozvojová agentura Ústeckého kraje, a.s.", "REGIONALNI ROZVOJOVA AGENTURA USTECKEHO KRAJE"),
        ("SIEMENS AKTIENGESELLSCHAFT", "Siemens AG"),
        ("CHEMIE CLUSTER BAYERN GMBH", "Chemie-Cluster Bayern"),
        ("MP POLSKIE KLASTRY SPOLKA Z OGRANICZONA ODPOWIEDZIALNOSCIA", "MP Polskie Klastry Sp. z o.o."),
        ("Stowarzyszenie „Dolina Lotnicza”", "STOWARZYSZENIE DOLINA LOTNICZA"),
        ("CLUSTER INDUSTRIELLE BIOTECHNOLOGIE 2021 E.V.", "Cluster Industrielle Biotechnologie 2021 eV"),
        ("ALMAVIVA SPA", "AlmaViva S.p.A."),
    ],
)
def test_equal(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nyugat-Pannon Nonprofit Kft.", "Közép-Pannon Nonprofit Kft."),
        ("Pannon Gazdasági Hálózat Egyesület", "Pannon Gazdasági Hálózat Alapítvány"),
        ("Cluster 2021", "Cluster 2022"),
        ("AG", "SA"),
    ],
)
def test_different(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)
