"""Keeps what the signing library would say of files off standard error."""

from __future__ import annotations

import logging


def keep_library_silent() -> None:
    """What it would say of hostile files is said by the verdict, or by the problem."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
            logger.propagate = False
