"""Draw the names that were labelled by hand, with a fixed seed, each with the part of the data it stands for.

    python benchmarks/classification_sample.py DATA_FOLDER OUTPUT.csv [VOCABULARY_FOLDER]

Strata: names a class is given to (200 a class), near misses (100 a class: names with a stem of the class that do not get it),
400 of all names, and 400 of those that CORDIS calls PUB or keep.eu public. All are drawn from the half of the names in which
no words were sought; where that half has too few, from the other too. They are written shuffled and without the class
they were given, for whoever labels them; ``strata`` says how many names each stands for. The labels were drawn with the
words of that time: since words were mended, drawing again gives other names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from benchmarks.real_names import read_names
from graphmodel.classification import names_to_classes, read_vocabulary

SEED = 2026
PREDICTED, NEAR, RANDOM = 200, 100, 400
#: What a near miss contains, by class.
STEMS = {
    "cluster": r"clust|klast|klaszt|grozd|\bpoles?\b|\bpolul|distret|klyng|kluster|κλαστ|кластер|\bpolo\b|grappe"
    r"|technology platform|plataforma tecno|science park|technology park|competence cent|kompetenz|competitiv|netzwerk",
    "ministry": r"minist|ypour|ipour|υπουρ|departement|consejer|conseller|senatsverw|министер|raduneyt|bakanl"
    r"|\bdepartment (?:of|for)\b|kanzlei",
    "agency": r"agen[ctzsj]|ugynok|аген|agjenc|ajans|virasto|styrelsen|verket\b|development cent|\boffice\b|authority",
    "chamber": r"kammer|chamb|\bcamar|\bcamer|komor|zborn|\bizb[ay]|kamar|epimel|επιμελ|палат|kaupp|kamer|rumai|odasi"
    r"|federation of|confederation|commerce|employers|gremi\b|confindustria",
    "university": r"univ|egyet|uniwer|sveuc|panepist|πανεπισ|универс|yliop|ulikool|hochschul|hogesch|politec|polytec"
    r"|politehn|politech|visok|vysok|\becole|college|hogskol|korkeak|wyzsz|foisk|augstsk|fakult|facult|akadem|academy",
    "municipality": r"munic|\bcomun[ei]|\bcommune|ayunt|ajunt|concello|\bstadt|stadt\b|gemeind|\bobec|\bmest[oas]|\bgmin"
    r"|onkorm|obcin|opcin|opstin|primar|\bdimos|δημο|kommun|\bkunta|kaupun|saviv|\bdome\b|\bvald\b|vallav|linnav|obsht"
    r"|община|beledi|council|\bcity\b|\bville\b|mairie|\bcitta\b|\bmiast|\burzad|\bgrad\b|novad|gemeente|borough|\btown\b",
}


def draw(names: pd.DataFrame, given: pd.Series) -> pd.DataFrame:
    """The drawn names: ``folded, name, country, source, kind, half, strata``; ``given`` is the class each name gets."""
    chosen: dict[int, list[str]] = {}

    def take(pool: pd.DataFrame, number: int, stratum: str) -> None:
        for half in ("unseen", "seen"):
            part = pool[pool["half"] == half]
            drawn = part.sample(min(number, len(part)), random_state=SEED)
            for place in drawn.index:
                chosen.setdefault(place, []).append(f"{stratum}:{half}:{len(drawn)}/{len(part)}")
            number -= len(drawn)

    for body_class, stems in STEMS.items():
        take(names[given == body_class], PREDICTED, body_class)
        near = names["folded"].str.contains(stems) & (given != body_class)
        take(names[near], NEAR, f"near {body_class}")
    take(names, RANDOM, "all")
    take(names[names["public"]], RANDOM, "public")
    sample = names.loc[list(chosen)].assign(strata=["; ".join(strata) for strata in chosen.values()])
    columns = ["folded", "name", "country", "source", "kind", "half", "strata"]
    return sample[columns].sample(frac=1, random_state=SEED).reset_index(drop=True)


def main() -> None:
    """Draw, and write a CSV."""
    data, output = Path(sys.argv[1]), Path(sys.argv[2])
    names = read_names(data)
    words = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(__file__).resolve().parents[1] / "classes"
    given = names_to_classes(names, read_vocabulary([words]))["class"]
    draw(names, given).to_csv(output, index_label="number", encoding="utf-8")


if __name__ == "__main__":
    main()
