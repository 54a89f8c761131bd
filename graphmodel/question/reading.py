"""Questions are read from their files, and whatever breaks their contract is told with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphmodel.errors import QuestionError
from graphmodel.question.contract import Parameter, Question
from graphmodel.question.cypher import cypher_parameters
from graphmodel.question.values import KINDS, did_you_mean, value_to_kind

_HEAD = re.compile(r"//\s*(?P<word>[A-Za-z]+)(?P<name>\s[^:]*)?:\s*(?P<rest>.*)$")
_PARAM = re.compile(r"(?P<kind>\w+)\s*(?:=\s*(?P<default>[^|]*?)\s*)?(?:\|\s*(?P<meaning>.*))?$")
_NAME = re.compile(r"[A-Za-z_]\w*$")
_WORDS = ("title", "note", "param", "columns", "order")


def find_questions(folders: Iterable[Path]) -> dict[str, Question]:
    """All questions of some folders, by name, in alphabetical order; a folder that does not exist holds none.

    Raises:
        QuestionError: a question breaks its contract, or two files have one name.
    """
    found: dict[str, Question] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.cypher")):
            question = read_question(path)
            if question.name in found:
                raise QuestionError(
                    f"Two questions are called {question.name}.",
                    where=str(path),
                    remedy=f"Rename one of them; the other is {found[question.name].path}.",
                )
            found[question.name] = question
    return dict(sorted(found.items()))


def read_question(path: Path) -> Question:
    """Read one question; its name is the file's without ``.cypher``.

    Raises:
        QuestionError: the file breaks the contract of questions; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(
            f"The question cannot be read: {error}.", where=str(path), remedy="It must be a text file in UTF-8."
        ) from error
    heads: dict[str, str] = {}
    lines: dict[str, int] = {}
    parameters: dict[str, Parameter] = {}
    for number, word, name, rest in _head_lines(text, path.name):
        where = f"{path.name}:{number}"
        if word == "param":
            parameter = _read_parameter(name, rest, where, number)
            if parameter.name in parameters:
                raise QuestionError(f"The parameter {parameter.name} is declared twice.", where=where)
            parameters[parameter.name] = parameter
        elif word in heads and word != "note":
            raise QuestionError(f"'// {word}:' stands twice.", where=where)
        else:
            heads[word] = f"{heads.get(word, '')} {rest}".strip()
            lines.setdefault(word, number)
    for word in ("title", "columns"):
        if not heads.get(word):
            raise QuestionError(
                f"The question has no '// {word}:' line.",
                where=f"{path.name}:{lines.get(word, 1)}",
                remedy="Add it to the comments at the head of the file.",
            )
    question = Question(
        name=path.name.removesuffix(".cypher"),
        path=path,
        title=heads["title"],
        text=text.strip().rstrip(";").rstrip(),
        columns=_names(heads["columns"]),
        order=_names(heads.get("order", "")),
        parameters=tuple(parameters.values()),
        note=heads.get("note", ""),
        lines=lines,
    )
    _check_parameters(question, cypher_parameters(text))
    _check_columns(question)
    return question


def _head_lines(text: str, file: str) -> Iterator[tuple[int, str, str, str]]:
    """The lines of the contract: number, word, name and what follows; plain comments are passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("//"):
            return
        head = _HEAD.match(stripped)
        if head is None:
            continue
        word, name = head["word"].lower(), (head["name"] or "").strip()
        if name and word != "param":
            continue
        if word not in _WORDS:
            raise QuestionError(
                f"The head of a question has no line '{word}:'.{did_you_mean(word, _WORDS)}",
                where=f"{file}:{number}",
                remedy=f"It has {', '.join(f'{known}:' for known in _WORDS)} and comments without a colon.",
            )
        yield number, word, name, head["rest"].strip()


def _read_parameter(name: str, rest: str, where: str, line: int) -> Parameter:
    found = _PARAM.match(rest)
    if not _NAME.match(name) or found is None:
        raise QuestionError(
            "This line does not declare a parameter.",
            where=where,
            remedy="Write // param NAME: KIND = DEFAULT  | MEANING",
        )
    kind, default = found["kind"], found["default"]
    if kind not in KINDS:
        raise QuestionError(
            f"There is no kind of parameter '{kind}'.{did_you_mean(kind, KINDS)}",
            where=where,
            remedy=f"The kinds are {', '.join(KINDS)}.",
        )
    value = None
    if default is not None and default != "null":
        try:
            value = value_to_kind(default.strip("'\""), kind)
        except ValueError as error:
            raise QuestionError(f"The default of {name} is wrong: {error}.", where=where) from error
    return Parameter(name, kind, (found["meaning"] or "").strip(), default is None, value, line)


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _check_parameters(question: Question, used: Mapping[str, int]) -> None:
    declared = {p.name: p for p in question.parameters}
    for name, line in used.items():
        if name not in declared:
            raise QuestionError(
                f"The query uses ${name}, which no '// param' line declares.{did_you_mean(name, declared)}",
                where=f"{question.path.name}:{line}",
                remedy=f"Add // param {name}: KIND  | MEANING",
            )
    for name, parameter in declared.items():
        if name not in used:
            raise QuestionError(
                f"The query never uses the parameter {name}.{did_you_mean(name, used)}",
                where=f"{question.path.name}:{parameter.line}",
                remedy=f"Use ${name} or remove the line.",
            )


def _check_columns(question: Question) -> None:
    if len(set(question.columns)) < len(question.columns):
        raise QuestionError("A column is declared twice.", where=question.place("columns"))
    for entry in question.order:
        column = entry.removesuffix(" desc")
        if column not in question.columns:
            raise QuestionError(
                f"The order names '{column}', which is no column.{did_you_mean(column, question.columns)}",
                where=question.place("order"),
            )
