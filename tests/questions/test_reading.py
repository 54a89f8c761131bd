"""A question's file is its contract; whatever breaks it is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import QuestionError
from graphmodel.question import cypher_parameters, find_questions, read_question

GOOD = """// title: Which clusters are in a country?
// param country: country  | ISO code
// param least: number = 2 | smallest size
// note: Clusters only.
// a remark that is no part of the contract
// columns: id, name
// order: name desc, id
MATCH (c:Cluster {country: $country}) WHERE c.size >= $least
RETURN c.id AS id, c.name AS name ORDER BY name DESC, id;
"""


def write(folder: Path, text: str, name: str = "clusters.cypher") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_head_of_the_file_says_everything(tmp_path: Path) -> None:
    question = read_question(write(tmp_path, GOOD))
    assert (question.name, question.title) == ("clusters", "Which clusters are in a country?")
    assert question.columns == ("id", "name")
    assert question.order == ("name desc", "id")
    assert question.note == "Clusters only."
    assert [(p.name, p.kind, p.required, p.default, p.meaning) for p in question.parameters] == [
        ("country", "country", True, None, "ISO code"),
        ("least", "number", False, 2, "smallest size"),
    ]
    assert question.text.startswith("// title:")
    assert question.text.endswith("ORDER BY name DESC, id")


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("// title: Which clusters are in a country?", "//"), 1, "no '// title:' line"),
        (("// columns: id, name", "//"), 1, "no '// columns:' line"),
        (("// columns:", "// colums:"), 6, "Did you mean 'columns'?"),
        (("country: country ", "country: contry "), 2, "Did you mean 'country'?"),
        (("number = 2", "number = two"), 3, "'two' is not a number"),
        (("param least: number", "param least number:"), 3, "does not declare a parameter"),
        (("// note: Clusters only.", "// param least: number = 3"), 4, "declared twice"),
        (("// note: Clusters only.", "// title: Another"), 4, "stands twice"),
        ((">= $least", ">= $leest"), 8, "Did you mean 'least'?"),
        ((">= $least", ">= 2"), 3, "never uses the parameter least"),
        (("columns: id, name", "columns: id, id"), 6, "declared twice"),
        (("order: name desc", "order: nam desc"), 7, "Did you mean 'name'?"),
    ],
)
def test_a_broken_contract_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(QuestionError) as caught:
        read_question(write(tmp_path, text))
    assert caught.value.where == f"clusters.cypher:{line}"
    assert words in str(caught.value)


def test_a_dollar_in_text_is_no_parameter() -> None:
    text = """
    // costs $a, says 'who'
    MATCH (n {price: '$b', note: "it's $c \\" $d", `$e ``$f`: $real})
    /* not
       $g */
    WHERE n.x = '\\'$h' AND n.y = $`second one` // $i
    RETURN $real
    """
    assert cypher_parameters(text) == {"real": 3, "second one": 6}


def test_files_saved_by_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "clusters.cypher"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_question(path).columns == ("id", "name")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clusters.cypher"
    path.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(QuestionError, match="UTF-8"):
        read_question(path)


def test_questions_are_found_by_name_and_a_name_is_given_once(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    write(shipped, GOOD)
    write(own, GOOD, "mine.cypher")
    assert list(find_questions([shipped, own, tmp_path / "absent"])) == ["clusters", "mine"]
    write(own, GOOD)
    with pytest.raises(QuestionError, match="Two questions are called clusters"):
        find_questions([shipped, own])
