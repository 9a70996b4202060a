"""What a number format makes of a number that a cell holds: whether it shows a per cent."""

from __future__ import annotations

import re

from alignment_desktop.importing.cells import Shown

PERCENT_FORMATS = {9: Shown.PERCENT, 10: Shown.PERCENT}
"""The formats `0%` and `0.00%`, which every workbook has by these numbers."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]', re.DOTALL)


def shown_by(code: str) -> Shown | None:
    """How a number format shows numbers; None where it shows no per cent.

    Args:
        code: As a spreadsheet writes it, such as `0.0%;[Red]-0.0%`, or `0"%"`, whose sign is
            only written behind the number.
    """
    if "%" in _LITERAL.sub("", code):
        return Shown.PERCENT
    words = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(code.split(";")[0]))
    return Shown.PERCENT_SIGN if words.strip() == "%" else None
