"""Where an encoded value (DER, or BER as some programs write it) ends, read without leniency."""

from __future__ import annotations

_DEEPEST = 60
_OPEN = -1


def end_of_value(encoded: bytes) -> int | None:
    """Where the first value ends; None where its parts do not fill it exactly.

    Lengths stand in the one way that there is; only a value that is open at its end may stand for
    one that states its length.
    """
    # Where each value that is being read ends; its parts have to fill it.
    ends: list[int] = []
    at = 0
    while True:
        while ends and at == ends[-1]:
            ends.pop()
        if at and not ends:
            return at
        limit = next((end for end in reversed(ends) if end != _OPEN), len(encoded))
        if ends and ends[-1] == _OPEN and encoded[at : at + 2] == b"\0\0":
            ends.pop()
            at += 2
            if at > limit:
                return None
            continue
        found = _heading(encoded, at)
        if found is None or len(ends) > _DEEPEST:
            return None
        at, length, constructed = found
        if length != _OPEN and at + length > limit:
            return None
        if constructed:
            ends.append(_OPEN if length == _OPEN else at + length)
        else:
            at += length


def _heading(encoded: bytes, at: int) -> tuple[int, int, bool] | None:
    """Where a value's content begins, how long it is, and whether it has parts."""
    if at + 2 > len(encoded) or not encoded[at] or encoded[at] & 0x1F == 0x1F:
        return None
    constructed = bool(encoded[at] & 0x20)
    length = encoded[at + 1]
    at += 2
    if length < 0x80:
        return at, length, constructed
    if length == 0x80:
        return (at, _OPEN, True) if constructed else None
    count = length & 0x7F
    written = encoded[at : at + count]
    length = int.from_bytes(written, "big")
    if len(written) != count or count > 4 or length < 0x80 or not written[0]:
        return None
    return at + count, length, constructed
