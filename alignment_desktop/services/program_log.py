"""The program's own log in the user's folder: traces of what nobody expected; no passwords."""

from __future__ import annotations

import logging
from pathlib import Path

from typing_extensions import override

from alignment_desktop.domain.passwords import masked
from alignment_desktop.paths import user_data_folder

_LINE = "%(asctime)s %(levelname)s %(message)s"


class _Masking(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def keep_log() -> Path | None:
    """From now on warnings and errors are kept, in the log or else on standard error.

    Returns:
        The log; None where the user's folder cannot be written.
    """
    log: Path | None = None
    try:
        log = user_data_folder() / "alignment.log"
        handler: logging.Handler = logging.FileHandler(
            log, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        log, handler = None, logging.StreamHandler()
    handler.setFormatter(_Masking(_LINE))
    logging.basicConfig(handlers=[handler])
    return log


def log_unexpected(error: BaseException) -> Path | None:
    """Keeps the trace of an error; where it is kept, None where it cannot be."""
    log = keep_log()
    if log is not None:
        logging.getLogger(__name__).error("unexpected", exc_info=error)
    return log
