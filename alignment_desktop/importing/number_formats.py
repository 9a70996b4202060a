"""What a number format makes of a number that a cell holds, where that is not its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignment_desktop.importing.numbers import is_currency_sign, take_apart
from alignment_desktop.importing.sheet_marks import Money, Scaled, Shown, Style, ZeroPadded
from alignment_desktop.importing.stated_scales import stated_currency, stated_scale

KNOWN_FORMATS: dict[int, Style] = {9: Shown.PERCENT, 10: Shown.PERCENT}
"""The formats `0%` and `0.00%`, which every workbook has by these numbers."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]', re.DOTALL)
_PIECE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|0+|.', re.DOTALL)
_IN_BRACKETS = re.compile(r"\[\$([^\]-]+)")
_ALONE = re.compile("[$€£¥]")
_BETWEEN_DIGITS = frozenset("- ()")


def shown_by(code: str) -> Style | None:
    """How a number format shows numbers; None where it shows their value.

    Args:
        code: As a spreadsheet writes it, such as `0.0%;[Red]-0.0%`, or `0"%"`, whose sign is
            only written behind the number, or `00000`, or `[$€-407] #,##0`.
    """
    if "%" in _LITERAL.sub("", code):
        return Shown.PERCENT
    first = code.split(";")[0]
    words = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(first))
    if words.strip() == "%":
        return Shown.PERCENT_SIGN
    scaled = _scaled(first)
    if scaled:
        return scaled
    for sign in (*_IN_BRACKETS.findall(first), words, *_ALONE.findall(_LITERAL.sub("", first))):
        if is_currency_sign(sign.strip().upper()):
            return Money(sign.strip().upper())
    parts = tuple(_pieces(first))
    zeros = sum(len(part) for part in parts if not part.strip("0"))
    return ZeroPadded(parts) if zeros > 1 and "" not in parts else None


def _scaled(code: str) -> Scaled | None:
    """What is written behind the digits of a format, where that is thousands or millions.

    Commas behind the digits divide what is shown, so that the number itself is the full one.
    """
    pieces = _PIECE.findall(code)
    digits = [place for place, piece in enumerate(pieces) if piece[0] in "0#?"]
    if not digits or "," in pieces[digits[-1] + 1 :][:1]:
        return None
    behind = pieces[digits[-1] + 1 :]
    return scaled_by("".join(map(_written, behind)))


def scaled_by(words: str) -> Scaled | None:
    """What words behind a number make of it; None where they are no thousands or millions."""
    told = words.strip()
    if not told or told in _ANYTHING:
        return None
    number = take_apart(f"1 {told}")
    if number and abs(number.factor) > 1:
        return Scaled(number.factor, told, number.currency)
    scale = stated_scale(f"Number ({told})")
    return Scaled(scale.factor, told, stated_currency(f"Number ({told})")) if scale else None


def _written(piece: str) -> str:
    """What a piece of a format writes by itself."""
    if piece[0] == "[":
        sign = _IN_BRACKETS.match(piece)
        return sign[1] if sign else ""
    return "" if piece[0] in "_*@" else piece.strip('"').removeprefix("\\")


_ANYTHING = ("m", "b", "t")
"""Metres, minutes or months as well as millions."""


def _pieces(code: str) -> Iterator[str]:
    """What a format of zeros alone shows, piece by piece; an empty one where there is more."""
    for piece in _PIECE.findall(code):
        if piece[0] in "_*[" or piece == '""':
            continue
        words = piece[1:-1] if piece[0] == '"' else piece.removeprefix("\\")
        if piece is words:
            yield words if words in _BETWEEN_DIGITS or not words.strip("0") else ""
        else:  # a literal digit would count as one of the number's
            yield "" if any(letter.isdigit() for letter in words) else words
