"""Where in a TOML text each table, key and list item begins; for texts that are known to parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str, ...]

_TOKEN = re.compile(
    r"(?P<space>[ \t\r]+|\#[^\n]*)"
    r"|(?P<newline>\n)"
    r'|(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<sign>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.\"'#]+)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def line_starts(text: str) -> dict[Path, int]:
    """The line of every table, key and list item by its path; lines and items count from 1.

    The third `[[commitment]]` is `("commitment", "3")`, the `op` of the second condition in it
    `("commitment", "3", "where", "2", "op")`.
    """
    return _Reader(text).read()


def breaking_line(text: str) -> int:
    """The line where a text that ends too early goes wrong: a quote never closed, else its last."""
    position = 0
    while (match := _TOKEN.match(text, position)) is not None:
        position = match.end()
    good = text[:position] if position < len(text) else text.rstrip()
    return good.count("\n") + 1


class _Reader:
    """Walks over the tokens once; each key is met once in a text that parses."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._now = next(self._tokens)
        self._starts: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def read(self) -> dict[Path, int]:
        table: Path = ()
        while self._now.kind != "end":
            if self._now.kind == "newline":
                self._step()
            elif self._now.text == "[":
                table = self._header()
            else:
                self._assignment(table)
        return self._starts

    def _step(self) -> _Token:
        token, self._now = self._now, next(self._tokens)
        return token

    def _header(self) -> Path:
        line = self._step().line
        repeated = self._now.text == "["
        if repeated:
            self._step()
        names = self._names()
        while self._now.kind not in ("newline", "end"):
            self._step()
        path: Path = ()
        for name in names[:-1]:
            self._starts.setdefault((*path, name), line)
            path = self._newest((*path, name))
        path = (*path, names[-1])
        if repeated:
            self._counts[path] = self._counts.get(path, 0) + 1
            self._starts.setdefault(path, line)
            path = self._newest(path)
        self._starts.setdefault(path, line)
        return path

    def _newest(self, path: Path) -> Path:
        """The path of the table that a header means: the last one so far of a repeated table."""
        return (*path, str(self._counts[path])) if path in self._counts else path

    def _names(self) -> Path:
        names = []
        while self._now.text not in ("=", "]"):
            token = self._step()
            if token.kind != "sign":
                names.append(_name(token.text))
        return tuple(names)

    def _assignment(self, table: Path) -> None:
        line = self._now.line
        names = self._names()
        for end in range(1, len(names) + 1):
            self._starts.setdefault((*table, *names[:end]), line)
        self._step()
        self._value((*table, *names))

    def _value(self, path: Path) -> None:
        if self._now.text == "[":
            self._list(path)
        elif self._now.text == "{":
            self._step()
            while self._now.text != "}":
                if self._now.text == ",":
                    self._step()
                else:
                    self._assignment(path)
            self._step()
        else:
            while self._now.kind not in ("newline", "end") and self._now.text not in (*",]}",):
                self._step()

    def _list(self, path: Path) -> None:
        self._step()
        count = 0
        while self._now.text != "]":
            if self._now.kind == "newline" or self._now.text == ",":
                self._step()
                continue
            count += 1
            item = (*path, str(count))
            self._starts.setdefault(item, self._now.line)
            self._value(item)
        self._step()


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield _Token(kind, match[0], line)
        line += match[0].count("\n")
    yield _Token("end", "", line)


def _name(text: str) -> str:
    if text.startswith("'"):
        return text[1:-1]
    if text.startswith('"'):
        return _ESCAPE.sub(_unescaped, text[1:-1])
    return text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])
