"""Loads the libraries that measure beside the window, without stopping it."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from threading import Lock

_MODULE = "alignment_desktop.services.scoreboard_leads"
_LOADING = Lock()


def load_measuring() -> None:
    """Imports what measuring needs, once, in whatever thread asks.

    Python's collector stops every thread while it walks through all that lives, which takes a tenth
    of a second with these libraries. It rests while they are loaded, and what they made is set
    aside for good: it lives as long as the program, and is never walked through again.
    """
    with _LOADING:
        if _MODULE in sys.modules:
            return
        was_on = gc.isenabled()
        gc.disable()
        try:
            import_module(_MODULE)
        finally:
            gc.freeze()
            if was_on:
                gc.enable()
